"""The blocks of the inspector: facts, what is in each pane, gains beside harms, sources, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wespace_desktop.app import controls, icons, theme
from wespace_desktop.app.selection import Seen
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.layer import Effect
from wespace_desktop.model.words import Lang
from wespace_desktop.picture.marks import draw_mark

LABEL_PX = 92


class Ground(QWidget):
    """A rounded ground in one of the theme's colours."""

    def __init__(self, role: str, radius: int = 6) -> None:
        super().__init__()
        self._role, self._radius = role, radius

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._role))
        painter.drawRoundedRect(self.rect(), self._radius, self._radius)


class LayerChip(QWidget):
    """The layer's ground mark, as on the picture and in its legend."""

    def __init__(self, layer: str, size: QSize | None = None) -> None:
        super().__init__()
        self._layer = load_catalogue()[layer]
        self.setFixedSize(size or QSize(20, 13))
        self.setAccessibleName(layer)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, QRectF(self.rect()), self._layer.mark, self._layer.hue)


class SourceMark(controls.Text):
    """The small letter that ties a number to its source: lower case, so that it is no pane's letter."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter, theme.AXIS_PX, "mut", bold=True)
        self.setFixedSize(18, 18)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("well"))
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.end()
        super().paintEvent(event)


class Facts(QWidget):
    """Rows of label and value; under a value what it rests on, behind it the letter of its source."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, LABEL_PX)
        self._grid.setColumnStretch(1, 1)

    def add(self, label: str, value: str, note: str = "", letter: str = "") -> None:
        row = self._grid.rowCount()
        name = controls.Text(label, theme.SMALL_PX, "mut").wrapped()
        name.setFixedWidth(LABEL_PX)
        name.setContentsMargins(0, 1, 0, 0)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(_selectable(controls.Text(value).wrapped()))
        if note:
            column.addWidget(controls.Text(note, theme.SMALL_PX, "mut").wrapped())
        self._grid.addLayout(column, row, 1)
        if letter:
            self._grid.addWidget(SourceMark(letter), row, 2, Qt.AlignmentFlag.AlignTop)

    def add_links(self, label: str, links: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """A row of things that select themselves."""
        row = self._grid.rowCount()
        name = controls.Text(label, theme.SMALL_PX, "mut").wrapped()
        name.setFixedWidth(LABEL_PX)
        name.setContentsMargins(0, 2, 0, 0)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        for words, act in links:
            column.addWidget(link(words, act))
        self._grid.addLayout(column, row, 1, 1, 2)


def link(words: str, act: Callable[[], None]) -> QWidget:
    """Words that take a person somewhere, with an arrow that says so."""
    made = controls.button(words, "link", "arrow-right")
    made.setStyleSheet("QPushButton { min-height: 20px; padding: 0; text-align: left; }")
    made.setMinimumHeight(22)
    made.clicked.connect(lambda _=False: act())
    return made


def _selectable(label: controls.Text) -> controls.Text:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class PaneRow(QWidget):
    """What one pane has at the place: its letter, the thing, its first two numbers."""

    def __init__(self, seen: Seen, name: str, line: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{seen.tag}: {name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(controls.PaneTag(seen.tag), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(controls.Text(name, bold=seen.item is not None, tone="ink" if seen.item else "mut").wrapped())
        column.addWidget(controls.Text(line, theme.SMALL_PX, "mut").wrapped())
        column.addStretch(1)
        row.addLayout(column, 1)


def arrow_between() -> QWidget:
    """From the first pane to the second."""
    made = controls.Text()
    made.setPixmap(icons.pixmap("arrow-right", "mut"))
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
    made.setContentsMargins(0, 3, 0, 0)
    return made


class Effects(QWidget):
    """Gains on the left, harms on the right: the same width, height and weight."""

    def __init__(self, heads: tuple[str, str], gains: Sequence[Effect], harms: Sequence[Effect], lang: Lang) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for column, (role, head, told) in enumerate((("gain", heads[0], gains), ("harm", heads[1], harms))):
            grid.addWidget(self._card(role, head, told, lang), 0, column)
            grid.setColumnStretch(column, 1)

    def _card(self, role: str, head: str, told: Sequence[Effect], lang: Lang) -> QWidget:
        card = Ground(f"{role}_ground")
        card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(4)
        column.addWidget(controls.Text(head, theme.SMALL_PX, role, bold=True))
        for effect in told:
            column.addWidget(controls.Text(effect.text.in_(lang), theme.SMALL_PX).wrapped())
            if effect.who:
                who = controls.Text(effect.who.in_(lang), theme.SMALL_PX, role).wrapped()
                who.setContentsMargins(0, 0, 0, 4)
                column.addWidget(who)
        column.addStretch(1)
        return card


class Note(Ground):
    """A quiet remark with its sign: illustrative, estimated, not computable."""

    def __init__(self, text: str, icon: str = "info") -> None:
        super().__init__("well")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        sign = controls.Text()
        sign.setPixmap(icons.pixmap(icon, "mut"))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(controls.Text(text, theme.SMALL_PX).wrapped(), 1)


class SourceRow(QWidget):
    """A letter, the source, its grade in words; the address in the tooltip."""

    def __init__(self, letter: str, text: str, grade: str, url: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(SourceMark(letter), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        words = controls.Text(text, theme.SMALL_PX, "mut").wrapped()
        words.setToolTip(url)
        column.addWidget(_selectable(words))
        if grade:
            column.addWidget(controls.Text(grade, theme.SMALL_PX, "faint").wrapped())
        row.addLayout(column, 1)
