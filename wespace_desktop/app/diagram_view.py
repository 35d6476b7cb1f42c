"""A diagram of the report in the window: as wide as there is room, in the theme's colours, layers lit by a hand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wespace_desktop.app import theme
from wespace_desktop.picture.diagrams import Ask, draw_chart
from wespace_desktop.picture.drawing import Drawing, Tones, paint_drawing


class DiagramView(QWidget):
    """A click on a layer in the diagram is told by `layer_chosen`."""

    layer_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chart = ""
        self._ask = Ask()
        self._drawn: Drawing | None = None
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def take(self, chart: str, ask: Ask) -> None:
        """Another diagram, scenario, year, layer or language; '' for none."""
        self.chart, self._ask = chart, ask
        self._renew()

    @property
    def drawing(self) -> Drawing | None:
        return self._drawn

    def _renew(self) -> None:
        wide = max(240, self.width())
        self._drawn = draw_chart(self.chart, replace(self._ask, width=float(wide))) if self.chart else None
        high = round(self._drawn.size[1]) + 2 if self._drawn else 0
        if self.height() != high:
            self.setFixedHeight(high)
        self.setAccessibleName(" ".join(t.text for t in self._drawn.texts[:40]) if self._drawn else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, round(self._drawn.size[1]) + 2 if self._drawn else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._renew()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mark(self._at(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        layer = self._at(event)
        if layer and event.button() == Qt.MouseButton.LeftButton:
            self.layer_chosen.emit(layer)

    def leaveEvent(self, event: QEvent) -> None:
        self._mark("")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawn is not None:
            paint_drawing(QPainter(self), self._drawn, tones())

    def _at(self, event: QMouseEvent) -> str:
        at = event.position()
        return self._drawn.spot_at(at.x(), at.y()) if self._drawn is not None else ""

    def _mark(self, layer: str) -> None:
        if layer != self._ask.marked:
            self._ask = replace(self._ask, marked=layer)
            self.setCursor(Qt.CursorShape.PointingHandCursor if layer else Qt.CursorShape.ArrowCursor)
            self._renew()


def tones() -> Tones:
    """The colours of a diagram in the theme that holds."""
    t = theme.tokens()
    return Tones(
        ink=t.ink, mut=t.mut, line=t.ctl, hair=t.line, well=t.well if t is theme.LIGHT else t.raise_, ground=t.panel,
        acc=t.acc, gain=t.gain, harm=t.harm, warn=t.warn,
    )  # fmt: skip
