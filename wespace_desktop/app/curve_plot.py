"""The two plots of the curves: what technology asks for and space does by demand, and what the scenario has built."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPen, QResizeEvent

from wespace_desktop.app import theme
from wespace_desktop.app.year_track import SIDE_PX
from wespace_desktop.model.adoption import Floats
from wespace_desktop.model.course import Course

_DASH, _DOT, _LINE = Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.SolidLine
#: Technology, space: colour of the chrome, width, how strong the fan is.
TECHNOLOGY, SPACE = ("mut", 1.5, 46), ("acc", 2.4, 96)
#: What the scenario builds: colour and width.
DECISION, DEMAND = ("ink", 1.8), ("line2", 6.0)


@dataclass(frozen=True)
class Gap:
    """The distance between both curves in the year shown, in percent, and the year in which technology stood there."""

    year: float
    technology: float
    space: float
    then: float | None
    words: str


class YearPlot(pg.PlotWidget):
    """A plot whose years stand exactly over those of the timeline; a hand on it moves the year."""

    year_wanted = Signal(int, bool)     # year, in all panes

    def __init__(self, head: float = 0.12) -> None:
        """`head`: room over 100 %, as a share of the plot."""
        super().__init__()
        self._head = head
        self._horizon = (2010, 2035)
        item = self.getPlotItem()
        item.hideButtons()
        item.setMenuEnabled(False)
        item.setContentsMargins(0, 0, 0, 0)
        for side in ("left", "bottom"):
            item.hideAxis(side)
        item.setMouseEnabled(False, False)
        # Parts of a line that moved stay behind with pyqtgraph's own, sparing choice.
        self.setViewportUpdateMode(pg.PlotWidget.ViewportUpdateMode.FullViewportUpdate)
        self.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._line: pg.InfiniteLine | None = None

    def begin(self, horizon: tuple[int, int], most: float, today: int) -> None:
        """An empty plot of these years, 0 to `most` percent, in the theme of now."""
        self.clear()
        self._horizon = horizon
        self.setBackground(theme.colour("panel"))
        self.setYRange(-0.06 * most, (1 + self._head) * most, padding=0)
        self._fit()
        future = pg.LinearRegionItem((today, horizon[1] + 5), movable=False, pen=pg.mkPen(None),
                                     brush=theme.colour("hover"))  # fmt: skip
        future.setZValue(-20)
        self.addItem(future)
        for share in (0.0, most / 2, most) if self._head < 0.2 else (0.0, most):
            self._rule(share, most)
        self.addItem(pg.InfiniteLine(today, pen=_pen("line2", 1)))
        self._line = pg.InfiniteLine(horizon[1], pen=_pen("ink", 1.5))
        self._line.setZValue(30)
        self.addItem(self._line)

    def show_year(self, year: float) -> None:
        if self._line is not None:
            self._line.setValue(year)

    def curve(self, years: Floats, shares: Floats, role: str, wide: float, style: Qt.PenStyle = _LINE) -> None:
        """A line in percent."""
        if len(years) > 1:
            self.addItem(pg.PlotDataItem(years, shares * 100, pen=_pen(role, wide, style), antialias=True))

    def fan(self, years: Floats, lines: Floats, role: str, alpha: int) -> None:
        """Low to high, filled."""
        edges = [pg.PlotDataItem(years, line * 100, pen=_pen(role, 0.8), antialias=True) for line in lines[[0, 2]]]
        fill = QColor(theme.colour(role))
        fill.setAlpha(alpha)
        between = pg.FillBetweenItem(edges[0], edges[1], brush=fill)
        between.setZValue(-5)
        for item in (*edges, between):
            self.addItem(item)

    def dots(self, years: list[float], shares: list[float]) -> None:
        """What was measured, as it was published."""
        self.addItem(pg.ScatterPlotItem(years, [s * 100 for s in shares], size=7, pen=_pen("ink", 1.4),
                                        brush=theme.colour("panel")))  # fmt: skip

    def words(self, text: str, at: tuple[float, float], anchor: tuple[float, float], role: str = "ink",
              bold: bool = False) -> pg.TextItem:  # fmt: skip
        made = pg.TextItem(text, color=theme.colour(role), anchor=anchor, fill=_ground())
        made.setFont(theme.font(theme.SMALL_PX, bold))
        made.setPos(*at)
        made.setZValue(40)
        self.addItem(made)
        return made

    def _rule(self, share: float, most: float) -> None:
        self.addItem(pg.InfiniteLine(share, angle=0, pen=_pen("line", 1)))
        if not share:
            return      # the curves begin there
        left = pg.TextItem(f"{share:g}%", color=theme.colour("mut"), anchor=(0, 1.0), fill=_ground())
        left.setZValue(20)
        left.setFont(theme.font(theme.AXIS_PX))
        left.setPos(self._horizon[0], share - 0.02 * most)
        self.addItem(left)

    def _fit(self) -> None:
        first, last = self._horizon
        side = SIDE_PX * (last - first) / max(1, self.width() - 2 * SIDE_PX)
        self.setXRange(first - side, last + side, padding=0)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:
            self._fit()

    def year_at(self, at: QPointF) -> int:
        found = self.getPlotItem().vb.mapSceneToView(at).x()
        return int(max(self._horizon[0], min(self._horizon[1], round(found))))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._want(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._want(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _want(self, event: QMouseEvent) -> None:
        everywhere = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.year_wanted.emit(self.year_at(event.position()), everywhere)


def draw_course(plot: YearPlot, course: Course, today: int) -> None:
    """Measured past solid, reconstructed past dashed, after today a fan around a dotted line."""
    years = course.years
    future = years >= today - 1e-9
    for lines, (role, wide, alpha) in ((course.technology, TECHNOLOGY), (course.space, SPACE)):
        if float(np.ptp(lines[:, future], axis=0).max()) > 1e-4:
            plot.fan(years[future], lines[:, future], role, alpha)
        plot.curve(years[future], lines[1][future], role, wide, _DOT)
        measured = course.measured if lines is course.technology else None
        first, last = measured or (today, today)
        plot.curve(years[years <= first + 1e-9], lines[1][years <= first + 1e-9], role, wide, _DASH)
        between = (years >= first - 1e-9) & (years <= min(last, today) + 1e-9)
        plot.curve(years[between], lines[1][between], role, wide + 0.6)
        rest = (years >= last - 1e-9) & (years <= today + 1e-9)
        plot.curve(years[rest], lines[1][rest], role, wide, _DASH)
    if course.measured is not None and len(course.following.drivers) == 1:
        driver, weights = course.following.drivers[0]
        plot.dots([p.year for p in driver.points], [weights[1] * p.value / driver.ceiling for p in driver.points])


def draw_gap(plot: YearPlot, gap: Gap) -> list[pg.GraphicsObject]:
    """Across from space to the year in which technology stood there, and up to where technology stands now."""
    made: list[pg.GraphicsObject] = []
    if gap.then is not None:
        made.append(pg.PlotDataItem([gap.then, gap.year], [gap.space, gap.space], pen=_pen("ink", 1.6)))
        ink = theme.colour("ink")
        made.append(pg.ScatterPlotItem([gap.then], [gap.space], size=6, pen=_pen("ink", 1.4), brush=ink))
    made.append(pg.PlotDataItem([gap.year, gap.year], [gap.space, gap.technology], pen=_pen("ink", 4)))
    for item in made:
        item.setZValue(35)
        plot.addItem(item)
    if gap.words and gap.then is not None:
        left = gap.year > sum(plot._horizon) / 2
        at = (gap.then, gap.space) if left else (gap.year, gap.space)
        made.append(plot.words(gap.words, at, (1.05 if left else -0.05, 0.5), bold=True))
    return made


def draw_built(plot: YearPlot, years: Floats, shares: Floats, by_decision: bool) -> None:
    """Both may lie on one another: what comes by demand is a pale band under the line of what was decided."""
    plot.curve(years, shares, *(DECISION if by_decision else DEMAND))



def _pen(role: str, wide: float, style: Qt.PenStyle = _LINE) -> QPen:
    return pg.mkPen(theme.colour(role), width=wide, style=style)


def _ground() -> QColor:
    ground = QColor(theme.colour("panel"))
    ground.setAlpha(215)
    return ground
