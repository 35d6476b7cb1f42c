"""The edge of a side, to be dragged; double click gives it its first width again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget


class Sash(QWidget):
    """Invisible; `moved` gets the new x in the parent, or None for the first width."""

    def __init__(self, parent: QWidget, moved: Callable[[int | None], None]) -> None:
        super().__init__(parent)
        self._moved = moved
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._moved(self.mapToParent(event.position().toPoint()).x())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._moved(None)
