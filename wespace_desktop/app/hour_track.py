"""The slider of hours: the day from midnight to midnight, how full each use is assumed to be, and the hour of now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip

from wespace_desktop.app import theme
from wespace_desktop.app.pane_state import TAGS
from wespace_desktop.app.session import Session
from wespace_desktop.model.hours import DAY, assumed, hour_words, load_profiles, load_uses

SIDE_PX = 16
_TOP, _AXIS_Y, _LABELS_TOP, _THUMB_R = 6.0, 38.0, 44.0, 6.5
_ROOM_PER_LABEL = 46.0
_TIP_ABOVE_PX = 176
_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_PageUp: -6,
    Qt.Key.Key_PageDown: 6,
}  # fmt: skip
_OWN = (*_STEPS, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space)
#: Day and night behind the curves: where it is dark, so much of the ink.
_NIGHT = ((0.0, 26), (5.0, 26), (8.0, 0), (17.0, 0), (20.5, 26), (24.0, 26))


class HourTrack(QSlider):
    """A QSlider for its value, its keys and what a screen reader says; everything seen is painted here."""

    def __init__(self, session: Session) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._session = session
        self._hours = session.hours
        self.setRange(0, DAY - 1)
        self.setPageStep(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(300)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def refresh(self) -> None:
        """The hour of the focused pane, and what it says."""
        self.blockSignals(True)
        self.setValue(self._hours.hour or 0)
        self.blockSignals(False)
        self.setAccessibleName(self.tr("Hour"))
        self.setAccessibleDescription(self.said(self._hours.hour) if self._hours.is_shown else self.tr("No hour"))
        self.update()

    def said(self, hour: int | None) -> str:
        """The hour and each profile's share then, one line each, and that they are assumed."""
        if hour is None:
            return self.tr("No hour")
        lang = self._session.language
        lines = [f"{p.words.in_(lang)} {round(100 * p.at(hour))} %" for p in load_profiles().values()]
        return "\n".join([hour_words(hour).in_(lang), *lines, assumed().in_(lang).split("：")[0].split(":")[0]])

    # hand -------------------------------------------------------------------------------------------------------
    def x(self, hour: float) -> float:
        """Pixels from the left."""
        return SIDE_PX + hour / DAY * max(1, self.width() - 2 * SIDE_PX)

    def hour_at(self, x: float) -> int:
        hour = round((x - SIDE_PX) / max(1, self.width() - 2 * SIDE_PX) * DAY)
        return max(0, min(DAY - 1, hour))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._hours.pause()
        self._hours.drag(True)
        self.setSliderDown(True)
        self._go(self.hour_at(event.position().x()), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go(self.hour_at(event.position().x()), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)
            self._hours.drag(False)
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() or event.angleDelta().x()
        if steps:
            self._go((self._hours.hour or 0) + (1 if steps > 0 else -1), event.modifiers())
        event.accept()

    def _go(self, hour: int, keys: Qt.KeyboardModifier) -> None:
        self._hours.go(hour % DAY, alone=bool(keys & Qt.KeyboardModifier.ShiftModifier))

    def event(self, event: QEvent) -> bool:
        """Page keys turn slides elsewhere; here they move the hour."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _OWN:
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.mapToGlobal(QPoint(event.pos().x(), -_TIP_ABOVE_PX))
            QToolTip.showText(at, self.said(self.hour_at(event.pos().x())), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._go((self._hours.hour or 0) + _STEPS[key], event.modifiers())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else DAY - 1, event.modifiers())
        elif key == Qt.Key.Key_Space:
            self._hours.toggle_playing(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    # painting ---------------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            self._paint_day(painter)
            self._paint_profiles(painter)
            self._paint_axis(painter)
            self._paint_others(painter)
            if self._hours.hour is not None:
                self._paint_thumb(painter, self._hours.hour)
        finally:
            painter.end()

    def _paint_day(self, painter: QPainter) -> None:
        area = QRectF(self.x(0), _TOP, self.x(DAY) - self.x(0), _AXIS_Y - _TOP)
        night = QLinearGradient(area.topLeft(), area.topRight())
        for hour, alpha in _NIGHT:
            shade = QColor(theme.colour("ink"))
            shade.setAlpha(alpha)
            night.setColorAt(hour / DAY, shade)
        painter.fillRect(area, night)

    def _paint_profiles(self, painter: QPainter) -> None:
        """A line for each profile in the colour of its use."""
        tall = _AXIS_Y - _TOP - 4
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for profile in load_profiles().values():
            times = (*profile.hours, DAY)
            line = QPolygonF([QPointF(self.x(h), _AXIS_Y - 2 - tall * profile.at(h)) for h in times])
            painter.setPen(QPen(QColor(f"#{load_uses()[profile.use].hue}"), 1.7))
            painter.drawPolyline(line)

    def _paint_axis(self, painter: QPainter) -> None:
        ink = theme.colour("mut")
        painter.setPen(QPen(ink, 1.4))
        painter.drawLine(QPointF(self.x(0), _AXIS_Y), QPointF(self.x(DAY), _AXIS_Y))
        painter.setFont(theme.font(theme.AXIS_PX))
        every = 3 if (self.x(3) - self.x(0)) >= _ROOM_PER_LABEL else 6
        now = self._hours.hour
        for hour in range(DAY + 1):
            x, long = self.x(hour), hour % 3 == 0
            painter.setPen(QPen(ink if long else theme.colour("line2"), 1))
            painter.drawLine(QPointF(x, _AXIS_Y + 1), QPointF(x, _AXIS_Y + (5 if long else 3)))
            if hour % every == 0 and (now is None or abs(x - self.x(now)) >= _ROOM_PER_LABEL - 6):
                painter.setPen(ink)
                area = QRectF(x - 24, _LABELS_TOP, 48, 15)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{hour}")

    def _paint_others(self, painter: QPainter) -> None:
        """Where panes out of focus have another hour: their letter on its ground."""
        session = self._session
        for pane in session.visible:
            hour = session.panes[pane].hour
            if pane == session.focus or hour is None or hour == self._hours.hour:
                continue
            area = QRectF(self.x(hour) - 6, _AXIS_Y - 6, 12, 12)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.TAG_GROUND[TAGS[pane]]))
            painter.drawRoundedRect(area, 3, 3)
            painter.setPen(QColor("#FFFFFF"))
            painter.setFont(theme.font(9, bold=True))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, TAGS[pane])

    def _paint_thumb(self, painter: QPainter, hour: int) -> None:
        x, ink = self.x(hour), theme.colour("ink")
        held = self.hasFocus() or self.isSliderDown()
        painter.setPen(QPen(ink, 1.5))
        painter.drawLine(QPointF(x, _TOP - 3), QPointF(x, _AXIS_Y - _THUMB_R))
        painter.setPen(QPen(theme.colour("acc") if held else ink, 3 if held else 2.2))
        painter.setBrush(theme.colour("raise_"))
        painter.drawEllipse(QPointF(x, _AXIS_Y), _THUMB_R, _THUMB_R)
        painter.setPen(ink)
        painter.setFont(theme.font(theme.AXIS_PX, bold=True))
        words = hour_words(hour).in_(self._session.language)
        wide = QFontMetrics(painter.font()).horizontalAdvance(words) + 6
        left = min(max(x - wide / 2, 0.0), self.width() - wide)
        area = QRectF(left, _LABELS_TOP, wide, 15)
        painter.fillRect(area, theme.colour("panel"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
