"""What was there a moment ago, fading out over what is there now."""

from __future__ import annotations

from PySide6.QtCore import QTimer, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

FADE_MS = 260
#: New frames come at once or not for a while; a talk does not wait for them.
_AT_MOST_MS = 900


class Fade(QWidget):
    """Held until the new picture is there, then gone within a quarter of a second."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before = QPixmap()
        self._left = 0.0
        self._change = QVariantAnimation(self)
        self._change.setDuration(FADE_MS)
        self._change.setStartValue(1.0)
        self._change.setEndValue(0.0)
        self._change.valueChanged.connect(self._step)
        self._change.finished.connect(self.drop)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_AT_MOST_MS)
        self._wait.timeout.connect(self.release)
        self.hide()

    @property
    def is_held(self) -> bool:
        return self._wait.isActive()

    def hold(self, before: QPixmap) -> None:
        """Covers everything with how it looked."""
        self._change.stop()
        self._before, self._left = before, 1.0
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()
        self._wait.start()

    def release(self) -> None:
        """The new picture is there."""
        self._wait.stop()
        if self.isVisible() and self._change.state() != QVariantAnimation.State.Running:
            self._change.start()

    def drop(self) -> None:
        """At once."""
        self._wait.stop()
        self._change.stop()
        self._before = QPixmap()
        self.hide()

    def _step(self, left: float) -> None:
        self._left = float(left)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(self._left)
        painter.drawPixmap(self.rect(), self._before)
