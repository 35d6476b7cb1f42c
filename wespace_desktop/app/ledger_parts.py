"""Parts of the ledger's page: switches for the kinds of change, and what is said where nothing changes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from wespace_desktop.app import controls, icons, theme
from wespace_desktop.app.ledger_model import KIND_WORDS
from wespace_desktop.app.ledger_rows import KINDS
from wespace_desktop.app.ledger_view import paint_sign
from wespace_desktop.model.words import Lang

_ACROSS = 3


class KindChips(QWidget):
    """One switch for each kind with its sign, word and count; none pressed means all."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        self.chips = {kind: KindChip(kind) for kind in KINDS}
        for chip in self.chips.values():
            chip.toggled.connect(lambda _: self.changed.emit())
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        self.count([])

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset(kind for kind, chip in self.chips.items() if chip.isChecked())

    def count(self, kinds: list[str]) -> None:
        """Kinds that there are, and the three that a reader looks for even when there are none."""
        shown = [k for k in KINDS if kinds.count(k) or k in ("added", "removed", "converted")]
        for kind, chip in self.chips.items():
            chip.set_count(kinds.count(kind))
            self._grid.removeWidget(chip)
            chip.setVisible(kind in shown)
        for i, kind in enumerate(shown):
            self._grid.addWidget(self.chips[kind], i // _ACROSS, i % _ACROSS)

    def retranslate(self, lang: Lang) -> None:
        for kind, chip in self.chips.items():
            chip.set_word(KIND_WORDS[kind].in_(lang))


class KindChip(QAbstractButton):
    """Sign and word over the number."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind, self._count = kind, 0
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)

    def set_word(self, word: str) -> None:
        self.setText(word)
        self.updateGeometry()

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(theme.SMALL_PX)).horizontalAdvance(self.text())
        number = QFontMetrics(theme.font(theme.SMALL_PX, bold=True)).horizontalAdvance(f"{self._count:,}")
        return QSize(8 + 14 + 5 + words + 5 + number + 8, 26)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("acc" if self.isChecked() else "line2"))
        painter.setBrush(theme.colour("sel" if self.isChecked() else "hover" if self.underMouse() else "raise_"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.save()
        painter.translate(15, self.height() / 2)
        painter.scale(0.85, 0.85)
        paint_sign(painter, QPointF(0, 0), self._kind)
        painter.restore()
        area = self.rect().adjusted(27, 0, -8, 0)
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour("ink"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(theme.font(theme.SMALL_PX, bold=True))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{self._count:,}")


class Empty(QWidget):
    """What would be here, and the one gesture that fills it."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self._sign = controls.Text()
        self._head = controls.Text(bold=True).wrapped()
        self._words = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        for part in (self._sign, self._head, self._words):
            column.addWidget(part)
        column.addStretch(1)

    def tell(self, head: str, words: str) -> None:
        self._sign.setPixmap(icons.pixmap("layers", "faint", 24))
        self._head.setText(head)
        self._words.setText(words)
