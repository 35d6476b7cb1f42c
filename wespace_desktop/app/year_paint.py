"""How the slider of years looks: hueless, the past a solid line, the future dotted; demand is told by an outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from wespace_desktop.app import theme
from wespace_desktop.app.pane_state import TAGS
from wespace_desktop.model.adoption import Floats
from wespace_desktop.model.course import Course
from wespace_desktop.model.milestones import Milestone

FLAG_PX, FLAG_TOP, FLAG_HIGH = 10.0, 20.0, 13.0
FAN_TOP, AXIS_Y = 22.0, 76.0
POLICY_Y = 10.0
_LABELS_TOP, _THUMB_R = 84.0, 7.0
_ROOM_PER_LABEL = 40.0


@dataclass(frozen=True)
class Scale:
    """Years to pixels, left to right."""

    area: QRectF
    first: int
    last: int

    @property
    def step(self) -> float:
        """Pixels of a year."""
        return self.area.width() / max(1, self.last - self.first)

    def x(self, year: float) -> float:
        return self.area.left() + (year - self.first) * self.step

    def year_at(self, x: float) -> int:
        return max(self.first, min(self.last, round(self.first + (x - self.area.left()) / max(1e-9, self.step))))


def ground(painter: QPainter, scale: Scale, today: int, words: tuple[str, str]) -> None:
    """The line between what was measured and what is deduced, with its two words."""
    x = scale.x(today)
    deduced = QRectF(x, 0, scale.x(scale.last) - x, AXIS_Y)
    painter.fillRect(deduced, theme.colour("hover"))
    painter.setPen(QPen(theme.colour("line2"), 1))
    painter.drawLine(QPointF(x, 3), QPointF(x, AXIS_Y))
    painter.setFont(theme.font(theme.AXIS_PX))
    painter.setPen(theme.colour("mut"))
    line = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(x - 156, 2, 150, 16), line | Qt.AlignmentFlag.AlignRight, words[0])
    painter.drawText(QRectF(x + 6, 2, 150, 16), line | Qt.AlignmentFlag.AlignLeft, words[1])


def fan(painter: QPainter, scale: Scale, course: Course, today: int) -> None:
    """Technology thin, space by demand thick; reconstructed dashed, after today a fan around a dotted line."""
    most = max(1e-6, float(course.technology[2].max()))
    years = course.years

    def points(line: Floats, which: np.ndarray) -> QPolygonF:
        tall = AXIS_Y - 3 - FAN_TOP
        return QPolygonF([QPointF(scale.x(float(y)), AXIS_Y - 3 - tall * float(v) / most)
                          for y, v in zip(years[which][::4], line[which][::4], strict=True)])  # fmt: skip

    past, future = years <= today + 1e-9, years >= today - 1e-9
    for lines, role, alpha in ((course.technology, "mut", 40), (course.space, "acc", 90)):
        band = points(lines[0], future)
        for point in reversed(points(lines[2], future).toList()):
            band.append(point)
        fill = theme.colour(role)
        fill.setAlpha(alpha)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(band)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for lines, role, wide in ((course.technology, "mut", 1.2), (course.space, "acc", 1.8)):
        painter.setPen(QPen(theme.colour(role), wide, Qt.PenStyle.DashLine))
        painter.drawPolyline(points(lines[1], past))
        painter.setPen(QPen(theme.colour(role), wide, Qt.PenStyle.DotLine))
        painter.drawPolyline(points(lines[1], future))


def no_data(painter: QPainter, scale: Scale, words: str) -> None:
    """Why there is no fan, where it would be: never a flat line."""
    painter.setFont(theme.font(theme.SMALL_PX))
    painter.setPen(theme.colour("mut"))
    area = QRectF(scale.area.left(), AXIS_Y - 26, scale.area.width(), 20)
    fits = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fits)


def axis(painter: QPainter, scale: Scale, today: int, now: int) -> None:
    """The line, a tick for each year, a number for each fifth that leaves room for the year of now."""
    ink = theme.colour("mut")
    painter.setPen(QPen(ink, 2))
    painter.drawLine(QPointF(scale.x(scale.first), AXIS_Y), QPointF(scale.x(today), AXIS_Y))
    painter.setPen(QPen(ink, 2, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(scale.x(today), AXIS_Y), QPointF(scale.x(scale.last), AXIS_Y))
    painter.setFont(theme.font(theme.AXIS_PX))
    every = 5 if scale.step * 5 >= _ROOM_PER_LABEL else 10
    for year in range(scale.first, scale.last + 1):
        x = scale.x(year)
        long = year % 5 == 0
        painter.setPen(QPen(ink if long else theme.colour("line2"), 1))
        painter.drawLine(QPointF(x, AXIS_Y + 2), QPointF(x, AXIS_Y + (7 if long else 5)))
        if year % every == 0 and abs(x - scale.x(now)) >= _ROOM_PER_LABEL:
            painter.setPen(ink)
            painter.drawText(QRectF(x - 24, _LABELS_TOP, 48, 16), Qt.AlignmentFlag.AlignCenter, str(year))


def flag(painter: QPainter, area: QRectF, told: Milestone, hovered: bool) -> None:
    """A pennant where something starts, a block where it stands; filled by decision, an outline by demand."""
    ink = theme.colour("acc" if hovered else "ink")
    by_decision = told.decision == "decision"
    painter.setPen(QPen(ink, 1.3))
    painter.setBrush(ink if by_decision else theme.colour("panel"))
    left, top, bottom = area.left() + 1.5, area.top() + 1, area.bottom()
    if told.event == "starts":
        painter.drawLine(QPointF(left, top), QPointF(left, bottom))
        painter.drawPolygon(QPolygonF([QPointF(left, top), QPointF(left + 7, top + 3.2), QPointF(left, top + 6.4)]))
    else:
        painter.drawRect(QRectF(left - 0.5, bottom - 7, 6.5, 6.5))
    if hovered:
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(area.center().x(), bottom + 1), QPointF(area.center().x(), AXIS_Y))


def policy(painter: QPainter, x: float, hovered: bool) -> None:
    """A small diamond over the flags: a policy that nobody in the scenario decided."""
    ink = theme.colour("acc" if hovered else "mut")
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(ink if hovered else theme.colour("panel"))
    y = POLICY_Y
    painter.drawPolygon(QPolygonF([QPointF(x, y - 4.5), QPointF(x + 4.5, y), QPointF(x, y + 4.5), QPointF(x - 4.5, y)]))
    if hovered:
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, y + 6), QPointF(x, AXIS_Y))


def others(painter: QPainter, scale: Scale, years: Sequence[tuple[int, int]]) -> None:
    """Where the other panes stand: their letter on its ground, small, under the line."""
    for pane, year in years:
        x = scale.x(year)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.TAG_GROUND[TAGS[pane]]))
        painter.drawRoundedRect(QRectF(x - 6, AXIS_Y - 6, 12, 12), 3, 3)
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(theme.font(9, bold=True))
        painter.drawText(QRectF(x - 6, AXIS_Y - 6, 12, 12), Qt.AlignmentFlag.AlignCenter, TAGS[pane])


def thumb(painter: QPainter, scale: Scale, year: int, held: bool) -> None:
    """The year of the focused pane: a line through everything and a ring to take hold of."""
    x, ink = scale.x(year), theme.colour("ink")
    painter.setPen(QPen(ink, 1.5))
    painter.drawLine(QPointF(x, 3), QPointF(x, AXIS_Y - _THUMB_R))
    painter.setPen(QPen(theme.colour("acc") if held else ink, 3 if held else 2.2))
    painter.setBrush(theme.colour("raise_"))
    painter.drawEllipse(QPointF(x, AXIS_Y), _THUMB_R, _THUMB_R)
    painter.setPen(ink)
    painter.setFont(theme.font(theme.AXIS_PX, bold=True))
    area = QRectF(x - 20, _LABELS_TOP, 40, 16)
    painter.fillRect(area, theme.colour("panel"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(year))
