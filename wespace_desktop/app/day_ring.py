"""The ring of 24 hours: who has a space when, how full it is, and a hand at the hour that is shown."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from wespace_desktop.app import theme
from wespace_desktop.app.session import Session
from wespace_desktop.model.hours import DAY, hour_words
from wespace_desktop.scene.day import Band, Day, hue_of

SIDE_PX = 212
_OUTER, _BAND, _GAP = 84.0, 25.0, 4.0
_LEAST_PX = 2.0


class DayRing(QWidget):
    """Midnight is at the top. A press or an arrow key shows that hour in all panes."""

    def __init__(self, session: Session, day: Day) -> None:
        super().__init__()
        self._session, self._day = session, day
        self.setFixedSize(QSize(SIDE_PX, SIDE_PX))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Use through the day"))
        self.setAccessibleDescription(day.told().in_(session.language))

    def hour_at(self, at: QPointF) -> int:
        """The hour whose segment lies in this direction from the middle."""
        dx, dy = at.x() - SIDE_PX / 2, at.y() - SIDE_PX / 2
        return int((math.atan2(dx, -dy) / math.tau * DAY) % DAY)

    def said(self, hour: int) -> str:
        """What the ring shows at an hour, one line for each band."""
        return "\n".join(b.text(hour).in_(self._session.language) for b in self._day.bands)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._session.hours.pause()
            self._session.hours.go(self.hour_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._session.hours.step(step)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.said(self.hour_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    # painting ---------------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            painter.translate(SIDE_PX / 2, SIDE_PX / 2)
            self._paint_hours(painter)
            for k, band in enumerate(self._day.bands):
                self._paint_band(painter, band, _OUTER - k * (_BAND + _GAP))
            self._paint_now(painter)
            if self.hasFocus():
                painter.setPen(QPen(theme.colour("acc"), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(), SIDE_PX / 2 - 1, SIDE_PX / 2 - 1)
        finally:
            painter.end()

    def _paint_hours(self, painter: QPainter) -> None:
        painter.setFont(theme.font(theme.AXIS_PX))
        for hour in range(0, DAY, 3):
            x, y = _direction(hour)
            painter.setPen(theme.colour("mut"))
            if hour % 6 == 0:
                at = QRectF(x * (_OUTER + 12) - 14, y * (_OUTER + 11) - 8, 28, 16)
                painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(hour))
            else:
                painter.setPen(QPen(theme.colour("line2"), 1))
                painter.drawLine(QPointF(x, y) * (_OUTER + 2), QPointF(x, y) * (_OUTER + 6))

    def _paint_band(self, painter: QPainter, band: Band, outer: float) -> None:
        """Each hour a segment as long as the space is full then, on a faint ground; a closed hour has none."""
        inner = outer - _BAND
        for hour in range(DAY):
            painter.setPen(Qt.PenStyle.NoPen)
            ground = theme.colour("well")
            painter.fillPath(_segment(hour, inner, outer), ground)
            if band.uses[hour]:
                hue = QColor(hue_of(band.uses[hour]))
                reach = inner + max(_LEAST_PX, (outer - inner) * band.shares[hour])
                painter.fillPath(_segment(hour, inner, reach), hue)

    def _paint_now(self, painter: QPainter) -> None:
        hour, lang = self._session.hours.hour, self._session.language
        deep = _OUTER - len(self._day.bands) * (_BAND + _GAP)
        painter.setPen(theme.colour("ink"))
        if hour is None:
            return
        x, y = _direction(hour + 0.5)
        painter.setPen(QPen(theme.colour("ink"), 2))
        painter.drawLine(QPointF(x * (deep + 1), y * (deep + 1)), QPointF(x * (_OUTER + 5), y * (_OUTER + 5)))
        painter.setFont(theme.font(theme.SMALL_PX, bold=True))
        painter.drawText(QRectF(-deep, -17, 2 * deep, 16), Qt.AlignmentFlag.AlignCenter, hour_words(hour).in_(lang))
        first = self._day.bands[0]
        words = f"{round(100 * first.shares[hour])} %" if first.uses[hour] else "–"
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour("mut"))
        painter.drawText(QRectF(-deep, 0, 2 * deep, 16), Qt.AlignmentFlag.AlignCenter, words)


def _direction(hour: float) -> tuple[float, float]:
    angle = hour / DAY * math.tau
    return math.sin(angle), -math.cos(angle)


def _segment(hour: int, inner: float, outer: float) -> QPainterPath:
    """One twenty-fourth of a ring, a hair narrower than that."""
    start, span = 90 - (hour + 0.03) / DAY * 360, -0.94 / DAY * 360
    path = QPainterPath()
    path.arcMoveTo(QRectF(-outer, -outer, 2 * outer, 2 * outer), start)
    path.arcTo(QRectF(-outer, -outer, 2 * outer, 2 * outer), start, span)
    path.arcTo(QRectF(-inner, -inner, 2 * inner, 2 * inner), start + span, -span)
    path.closeSubpath()
    return path
