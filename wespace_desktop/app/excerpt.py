"""The lines of a scenario file around a fault, the faulty one marked and what to write beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wespace_desktop.app import controls, language, theme
from wespace_desktop.app.fault_words import fault_words
from wespace_desktop.app.quick_fix import Fix, fix_of
from wespace_desktop.errors import Problem

AROUND = 3
_LINE_PX = 24
_NUMBER_PX = 44
_MOST_BYTES = 4_000_000


def lines_around(file: Path, line: int, around: int = AROUND) -> list[tuple[int, str]]:
    """(number, text) of the lines near `line`, which counts from 1; [] when the file cannot be read as text."""
    try:
        if line < 1 or file.stat().st_size > _MOST_BYTES:
            return []
        text = file.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
    first = max(1, min(line, len(text)) - around)
    return [(n, text[n - 1].replace("\t", "    ")) for n in range(first, min(len(text), line + around) + 1)]


class Excerpt(QWidget):
    """The key path, the lines, and that nothing was lost. `fix_wanted` when a hand takes the word that was meant."""

    fix_wanted = Signal(object)     # Fix

    def __init__(self) -> None:
        super().__init__()
        self._problem: Problem | None = None
        self._path = controls.PathLabel(fixed=True)
        self.fix_button = controls.button()
        self.fix_button.clicked.connect(lambda: self.fix_wanted.emit(self._fix))
        self._fix: Fix | None = None
        self._lines = _Lines()
        self._kept = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(8)
        self._kept.setContentsMargins(16, 0, 16, 0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        head.addWidget(self._path, 1)
        head.addWidget(self.fix_button)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        column.addWidget(self._kept)
        self.setMinimumWidth(280)
        self.retranslate()

    @property
    def shown(self) -> list[tuple[int, str]]:
        return self._lines.lines

    @property
    def marked(self) -> int:
        return self._lines.marked

    def show_problem(self, problem: Problem | None) -> None:
        """Reads the file again each time: a planner mends it in another window."""
        self._problem = problem
        lines = lines_around(Path(problem.file), problem.line) if problem else []
        self._lines.show_lines(lines, problem)
        self._path.set_path(problem.path if problem else "")
        self._fix = fix_of(problem) if problem else None
        self.retranslate()

    def retranslate(self) -> None:
        self.fix_button.setVisible(self._fix is not None)
        if self._fix is not None:
            self.fix_button.setText(self.tr("Write {word}").format(word=self._fix.right))
        if self._problem is not None and not self._lines.lines:
            self._kept.setText(self.tr("This fault has no line in the file: it is about the file as a whole."))
        else:
            self._kept.setText(self.tr("Nothing was lost. Your view, ticks and panes are kept."))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Lines(QWidget):
    """Numbers in a column, the faulty line on the fault's ground with a wave under the word."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[int, str]] = []
        self.marked = 0
        self._column = 0
        self._hint = ""
        self._role = "err"
        self.setProperty("look", "page")

    def show_lines(self, lines: list[tuple[int, str]], problem: Problem | None) -> None:
        self.lines = lines
        self.marked = problem.line if problem else 0
        self._column = problem.column if problem else 0
        self._hint = problem.hint if problem else ""
        self._role = "err" if problem is None or problem.severity == "error" else "warn"
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.fixed_font())
        widest = max((metrics.horizontalAdvance(text) for _, text in self.lines), default=0)
        return QSize(widest + _NUMBER_PX + 48, _LINE_PX * max(1, len(self.lines)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for i, (number, text) in enumerate(self.lines):
            row = QRect(0, i * _LINE_PX, self.width(), _LINE_PX)
            if number == self.marked:
                self._mark(painter, row, text)
            painter.setFont(theme.fixed_font())
            painter.setPen(theme.colour("faint"))
            painter.drawText(row.adjusted(0, 0, _NUMBER_PX - row.width(), 0), _RIGHT, str(number))
            painter.setPen(theme.colour("ink"))
            painter.drawText(row.adjusted(_NUMBER_PX + 16, 0, 0, 0), _LEFT, text)

    def _mark(self, painter: QPainter, row: QRect, text: str) -> None:
        ink: QColor = theme.colour(self._role)
        painter.fillRect(row, theme.colour(f"{self._role}_ground"))
        painter.fillRect(QRect(row.left(), row.top(), 3, row.height()), ink)
        metrics = QFontMetrics(theme.fixed_font())
        word = self._word(text)
        start = row.left() + _NUMBER_PX + 16 + metrics.horizontalAdvance(text[: max(0, self._column - 1)])
        painter.setPen(QPen(ink, 1.3))
        wave(painter, start, start + metrics.horizontalAdvance(word), row.bottom() - 4)
        free = row.left() + _NUMBER_PX + 16 + metrics.horizontalAdvance(text) + 16
        bold = theme.font(theme.SMALL_PX, bold=True)
        hint = fault_words(self._hint, language.current())
        if hint and free + QFontMetrics(bold).horizontalAdvance(hint) < row.right() - 8:
            painter.setFont(bold)
            painter.drawText(row.adjusted(free - row.left(), 0, 0, 0), _LEFT, hint)

    def _word(self, text: str) -> str:
        rest = text[max(0, self._column - 1) :]
        ends = [rest.find(stop) for stop in (",", "}", "]", " #") if rest.find(stop) > 0]
        return rest[: min(ends)] if ends else rest


def wave(painter: QPainter, x0: int, x1: int, y: int) -> None:
    """The line under a misspelt word."""
    for i, x in enumerate(range(x0, x1, 3)):
        painter.drawLine(x, y + (i % 2) * 2, min(x + 3, x1), y + ((i + 1) % 2) * 2)


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
