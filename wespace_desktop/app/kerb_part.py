"""The inspector's part about the kerb of a street: metres by hour, who takes them, and of how many."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from wespace_desktop.app import controls, theme
from wespace_desktop.app.session import Session
from wespace_desktop.model.hours import DAY
from wespace_desktop.model.words import Words
from wespace_desktop.scene.day import hue_of
from wespace_desktop.scene.kerb_day import USES, KerbDay, kerb_day, street_of
from wespace_desktop.scene.part import Item

_HIGH, _AXIS, _TOP = 92.0, 18.0, 12.0
COUNTED = Words(
    "只计计费车位和情景放置的内容，按假设的时段曲线；居民停车不在数据中",
    "only metered spaces and what the scenario places, by assumed profiles; residents' parking is not in the data",
)
DOUBLED = Words("数据中没有路缘，按街道中线两侧估计", "no kerbs in the data, taken as both sides of the centreline")


class KerbChart(QWidget):
    """24 stacked bars in metres; a press shows that hour in all panes."""

    def __init__(self, session: Session, day: KerbDay) -> None:
        super().__init__()
        self._session, self._day = session, day
        self.setFixedHeight(int(_HIGH + _AXIS))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Kerb through the day"))
        told = (day.text(hour).in_(session.language) for hour in range(0, DAY, 3))
        self.setAccessibleDescription("; ".join(told))

    @property
    def most(self) -> float:
        """Metres at the top of the chart."""
        return max(1.0, 1.12 * self._day.total(self._day.fullest))

    def hour_at(self, x: float) -> int:
        return max(0, min(DAY - 1, int(x / max(1.0, self.width()) * DAY)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._session.hours.pause()
            self._session.hours.go(self.hour_at(event.position().x()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self._day.text(self.hour_at(event.pos().x())).in_(self._session.language)
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            self._paint_bars(painter)
            self._paint_axis(painter)
        finally:
            painter.end()

    def _paint_bars(self, painter: QPainter) -> None:
        wide, now = self.width() / DAY, self._session.hours.hour
        scale = (_HIGH - _TOP) / self.most
        for hour in range(DAY):
            if hour == now:
                painter.fillRect(QRectF(hour * wide, 0, wide, _HIGH), theme.colour("hover"))
            y = _HIGH
            for use, metres in self._day.metres.items():
                tall = metres[hour] * scale
                painter.fillRect(QRectF(hour * wide + 1, y - tall, wide - 2, tall), QColor(hue_of(USES[use][1])))
                y -= tall
        if self._day.length_m <= self.most:
            y = _HIGH - self._day.length_m * scale
            painter.setPen(QPen(theme.colour("err"), 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))

    def _paint_axis(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour("mut"), 1))
        painter.drawLine(QPointF(0, _HIGH), QPointF(self.width(), _HIGH))
        painter.setFont(theme.font(theme.AXIS_PX))
        for hour in range(0, DAY, 6):
            x = hour / DAY * self.width()
            painter.drawLine(QPointF(x, _HIGH), QPointF(x, _HIGH + 4))
            painter.drawText(QRectF(x + 3, _HIGH + 2, 30, 14), Qt.AlignmentFlag.AlignLeft, str(hour))
        painter.drawText(QRectF(0, -1, self.width(), 13), Qt.AlignmentFlag.AlignRight, f"{round(self.most / 1.12)} m")


class KerbPart(QWidget):
    """Follows the session's hour without building anew."""

    def __init__(self, session: Session, day: KerbDay) -> None:
        super().__init__()
        self._session, self._day = session, day
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = self.tr("Kerb of {street} through the day").format(street=day.street)
        column.addWidget(controls.SectionHead(head))
        self.chart = KerbChart(session, day)
        column.addWidget(self.chart)
        column.addLayout(self._legend())
        self.now = controls.Text("", theme.SMALL_PX).wrapped()
        column.addWidget(self.now)
        notes = (COUNTED, DOUBLED) if day.estimated else (COUNTED,)
        for note in notes:
            column.addWidget(controls.Text(note.in_(session.language), theme.SMALL_PX, "mut").wrapped())
        self._tell()
        session.panes_changed.connect(self._tell)

    def _legend(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for use in self._day.metres:
            row.addWidget(_Swatch(hue_of(USES[use][1])))
            row.addWidget(controls.Text(USES[use][0].in_(self._session.language), theme.AXIS_PX, "mut"))
            row.addSpacing(4)
        row.addStretch(1)
        return row

    def _tell(self) -> None:
        """The hour that is shown, else the fullest."""
        hour = self._session.hours.hour
        self.now.setText(self._day.text(self._day.fullest if hour is None else hour).in_(self._session.language))
        self.chart.update()


class _Swatch(QWidget):
    def __init__(self, hue: str) -> None:
        super().__init__()
        self._hue = hue
        self.setFixedSize(10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._hue))
        painter.end()


def kerb_part(session: Session, item: Item, pane: int) -> QWidget | None:
    """The part for the street at whose kerb a thing stands; None where nobody uses that kerb by the hour."""
    if session.scene is None or not session.panes:
        return None
    plan = session.plan(session.shown(pane).scenario)
    street = street_of(session.scene.district, item)
    if plan is None or not street:
        return None
    day = kerb_day(plan, session.scene.items, session.standing_of(pane), street)
    return KerbPart(session, day) if day is not None and day.metres else None
