"""The card with the keys of a talk, over the slide."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from wespace_desktop.app import theme
from wespace_desktop.app.controls import Text
from wespace_desktop.app.talk_keys import TALK_KEYS, words_of

_PAD, _PX = 24, 17


class KeysCard(QFrame):
    """Shown and put away by the same key."""

    def __init__(self, parent: QWidget, has_other_screen: bool) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        rows = QGridLayout(self)
        rows.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        rows.setHorizontalSpacing(_PAD)
        rows.setVerticalSpacing(8)
        told = [k for k in TALK_KEYS if k.words and (k.id != "screen" or has_other_screen)]
        for i, key in enumerate(told):
            caps = Text(key.caps, _PX, "ink", bold=True)
            caps.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            rows.addWidget(caps, i, 0)
            rows.addWidget(Text(words_of(key), _PX), i, 1)
        self.setFont(theme.font(_PX))
        self.hide()

    def toggle(self) -> None:
        """In the middle of the slide, over everything."""
        self.adjustSize()
        self.move(self.parentWidget().rect().center() - self.rect().center())
        self.setVisible(not self.isVisible())
        self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()
