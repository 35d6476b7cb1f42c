"""The left side of a small window: one narrow strip that opens it as a drawer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wespace_desktop.app.controls import icon_button, name_button

RAIL_PX = 48


class Rail(QWidget):
    """48 pixels wide."""

    opened = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._layers = icon_button("layers", "", "ink")
        self._layers.setFixedSize(36, 36)
        self._layers.clicked.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 6, 8)
        column.addWidget(self._layers)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        name_button(self._layers, self.tr("Scenarios and layers"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
