"""The curves of a layer as a page: the fan of technology and space, the gap between them, what the scenario builds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF

from wespace_desktop.model.adoption import Floats
from wespace_desktop.model.course import LAG_FORMULA, Course, Unknown, source_text
from wespace_desktop.model.lag import grid
from wespace_desktop.model.milestones import Milestone, built, milestones
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import figures
from wespace_desktop.model.scenario import Decision
from wespace_desktop.model.view import Line
from wespace_desktop.model.words import NOT_A_PREDICTION, Lang, Words
from wespace_desktop.picture.block import Block, Style, paragraph
from wespace_desktop.picture.ink import HAIRLINE, INK, MUTED, PAPER, Text, colour, draw_line, draw_text, fill_box, pen
from wespace_desktop.picture.sheet import SheetLang, said

#: Page units; the width follows from the shape of the picture.
HIGH = 900.0
_LEFT, _RIGHT, _TOP = 92.0, 330.0, 148.0
_PLOT_H, _BUILT_TOP, _BUILT_H = 408.0, 624.0, 74.0
_TECHNOLOGY, _SPACE = "#6B5B95", "#0E6B54"
_TOPS = (1, 2, 4, 6, 10, 20, 30, 40, 60, 80, 100)
_KNOWN = Words("实线：实测；虚线：重建；扇形：低线至高线", "Whole: measured. Dashed: reconstructed. Fan: low to high")
_TODAY = Words("以后为推演", "deduced from here")
_TECH, _BY_DEMAND = Words("技术", "Technology"), Words("空间（按需求）", "Space, by demand")
_BUILT = Words("本情景所改变的，已建成的份额", "Built share of what this scenario changes")
_WAYS: dict[Decision, Words] = {"decision": Words("按决策", "by decision"), "demand": Words("按需求", "by demand")}
_FLAGS = Words(
    "方块：按决策；圆：按需求；空心：开始，实心：出现",
    "Square: by decision. Ring: by demand. Hollow: begins, full: stands",
)
_SOURCES = Words("来源", "Sources")
_NONE = Words("本情景在此图层没有改变", "This scenario changes nothing with this layer")


@dataclass(frozen=True, eq=False)
class CurvePage:
    """What is shown: a layer's course with a scenario, in a year, on a line of the fan."""

    course: Course
    plan: Plan
    year: int
    line: Line = "central"
    lang: SheetLang = "both"

    @property
    def langs(self) -> tuple[Lang, ...]:
        return ("en", "zh") if self.lang == "both" else (self.lang,)


@dataclass(frozen=True)
class _Plot:
    """Where years and shares lie: the box, its years, and the share at its top, percent."""

    box: tuple[float, float, float, float]
    years: tuple[int, int]
    most: float

    def x(self, year: float) -> float:
        left, _, right, _ = self.box
        return left + (right - left) * (year - self.years[0]) / (self.years[1] - self.years[0])

    def y(self, percent: float) -> float:
        _, top, _, bottom = self.box
        return bottom - (bottom - top) * percent / self.most

    def path(self, years: Floats, shares: Floats) -> QPolygonF:
        """A line; `shares` 0 to 1."""
        return QPolygonF([QPointF(self.x(a), self.y(100 * b)) for a, b in zip(years, shares, strict=True)])


def paint_page(painter: QPainter, size: tuple[float, float], page: CurvePage) -> None:
    """Paint the page into (0, 0) to `size`, in the painter's pixels."""
    unit = size[1] / HIGH
    wide = size[0] / unit
    painter.save()
    painter.scale(unit, unit)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill_box(painter, QRectF(0, 0, wide, HIGH), colour(PAPER))
    _heads(page, wide).draw(painter)
    horizon = page.plan.scenario.horizon
    highest = 100 * float(page.course.technology[2].max())
    most = float(next((t for t in _TOPS if t >= highest), 100))
    plot = _Plot((_LEFT, _TOP, wide - _RIGHT, _TOP + _PLOT_H), horizon, most)
    _ground(painter, plot, page)
    _course(painter, plot, page)
    _gap(painter, plot, page)
    _built(painter, _Plot((_LEFT, _BUILT_TOP, wide - _RIGHT, _BUILT_TOP + _BUILT_H), horizon, 100.0), page)
    _foot(page, wide).draw(painter)
    painter.restore()


def _heads(page: CurvePage, wide: float) -> Block:
    """Title, scenario and what it is; the statement on the right, never left out."""
    told, scenario = page.course.following.title, page.plan.scenario
    title = Text(told.in_(page.langs[0]), 40, 62, 32, True)
    texts = [title]
    if page.lang == "both":
        texts.append(Text(told.zh, 40 + title.width + 16, 62, 19, colour=MUTED))
    texts.append(Text(said(scenario.title, page.lang, "  "), 40, 94, 17, colour=MUTED))
    texts.append(Text(said(_KNOWN, page.lang, "  "), 40, 122, 14, colour=MUTED))
    for i, lang in enumerate(page.langs):
        told_as = (scenario.statement or NOT_A_PREDICTION).in_(lang)
        texts.append(Text(told_as, wide - 40, 52 + 22 * i, 17, True, align="right"))
    stamp = f"{scenario.id} · {scenario.hash[:7]} · {page.year}"
    texts.append(Text(stamp, wide - 40, 52 + 22 * len(page.langs), 13, colour=MUTED, align="right"))
    return Block(texts=tuple(texts))


def _ground(painter: QPainter, plot: _Plot, page: CurvePage) -> None:
    left, top, right, bottom = plot.box
    today = page.plan.scenario.observed_until
    fill_box(painter, QRectF(plot.x(today), top, right - plot.x(today), bottom - top), colour("#FFFFFF", 0.55))
    for share in (0.0, plot.most / 2, plot.most):
        draw_line(painter, QPointF(left, plot.y(share)), QPointF(right, plot.y(share)), pen(HAIRLINE, 1.2))
        draw_text(painter, Text(f"{share:g}%", left - 10, plot.y(share) + 5, 14, colour=MUTED, align="right"))
    draw_line(painter, QPointF(plot.x(today), top - 8), QPointF(plot.x(today), bottom), pen(MUTED, 1.2))
    draw_text(painter, Text(f"{said(_TODAY, page.lang)} →", plot.x(today) + 8, top + 12, 13, colour=MUTED))
    for year in range(plot.years[0], plot.years[1] + 1, 5):
        draw_text(painter, Text(str(year), plot.x(year), bottom + 22, 14, colour=MUTED, align="centre"))


def _course(painter: QPainter, plot: _Plot, page: CurvePage) -> None:
    """Measured past solid, reconstructed dashed, after today a fan round its central line."""
    course, today = page.course, float(page.plan.scenario.observed_until)
    years = course.years
    future, past = years >= today - 1e-9, years <= today + 1e-9
    named: list[tuple[float, str, Words, str]] = []
    for lines, hue, words, value in (
        (course.technology, _TECHNOLOGY, _TECH, course.technology_in(plot.years[1])),
        (course.space, _SPACE, _BY_DEMAND, course.space_in(plot.years[1])),
    ):
        fan = QPainterPath()
        low, high = (plot.path(years[future], line[future]) for line in (lines[0], lines[2]))
        fan.addPolygon(QPolygonF([*low.toList(), *reversed(high.toList())]))
        painter.fillPath(fan, colour(hue, 0.2))
        _stroke(painter, plot.path(years[future], lines[1][future]), hue, Qt.PenStyle.SolidLine, 2.4)
        span = course.measured if lines is course.technology else None
        solid = past & (years >= span[0]) & (years <= span[1]) if span else np.zeros(len(years), bool)
        for mask, style in ((past & ~solid, Qt.PenStyle.DashLine), (solid, Qt.PenStyle.SolidLine)):
            for run in _runs(mask):
                _stroke(painter, plot.path(years[run], lines[1][run]), hue, style, 3.0 if mask is solid else 2.0)
        named.append((plot.y(value.central), hue, words, value.text("en")))
    _dots(painter, plot, course)
    _name_ends(painter, plot, page, named)


def _runs(mask: np.ndarray) -> list[slice]:
    """Where a line is drawn, with one point more at each end so that the pieces meet."""
    edges = np.flatnonzero(np.diff(np.r_[False, mask, False].astype(int)))
    return [slice(max(0, int(a) - 1), int(b) + 1) for a, b in edges.reshape(-1, 2)]


def _stroke(painter: QPainter, line: QPolygonF, hue: str, style: Qt.PenStyle, wide: float) -> None:
    path = QPainterPath()
    path.addPolygon(line)
    made = pen(hue, wide)
    if style == Qt.PenStyle.DashLine:
        made.setDashPattern([5.0, 3.5])
    painter.strokePath(path, made)


def _dots(painter: QPainter, plot: _Plot, course: Course) -> None:
    """What was measured, as it was published."""
    if course.measured is None or len(course.following.drivers) != 1:
        return
    driver, weights = course.following.drivers[0]
    for point in driver.points:
        ring = QPainterPath()
        ring.addEllipse(QPointF(plot.x(point.year), plot.y(100 * weights[1] * point.value / driver.ceiling)), 5, 5)
        painter.fillPath(ring, colour(PAPER))
        painter.strokePath(ring, pen(_TECHNOLOGY, 2.0))


def _name_ends(painter: QPainter, plot: _Plot, page: CurvePage, named: list[tuple[float, str, Words, str]]) -> None:
    """The name and last value of each line at its right end, apart from each other."""
    floor = plot.box[3] - 12.0
    for y, hue, words, value in sorted(named, key=lambda n: -n[0]):
        at = min(y, floor)
        draw_text(painter, Text(said(words, page.lang), plot.box[2] + 16, at - 2, 15, True, hue))
        draw_text(painter, Text(f"{plot.years[1]}: {value}", plot.box[2] + 16, at + 17, 14, colour=MUTED))
        floor = at - 46


def _gap(painter: QPainter, plot: _Plot, page: CurvePage) -> None:
    """The gap in the year shown, in points and in years (I20)."""
    course, year = page.course, page.year
    technology, space = course.technology_in(year).central, course.space_in(year).central
    behind = course.lag_in(year)
    x, top, bottom = plot.x(year), plot.y(technology), plot.y(space)
    draw_line(painter, QPointF(x, top), QPointF(x, bottom), pen(INK, 3.0))
    if not isinstance(behind, Unknown):
        then = QPointF(plot.x(year - behind.central), bottom)
        draw_line(painter, then, QPointF(x, bottom), pen(INK, 1.6))
        dot = QPainterPath()
        dot.addEllipse(then, 4, 4)
        painter.fillPath(dot, colour(INK))
    for i, lang in enumerate(page.langs):
        gap = _gap_words(course, year).in_(lang)
        line = Text(gap, x - 14, min(top, plot.box[3] - 60) - 26 + 18 * i, 14, i == 0, align="right")
        if x - 14 - line.width < plot.box[0]:
            line = Text(gap, plot.box[0] + 10, line.y, 14, i == 0)
        draw_text(painter, line, 3.0)


def _gap_words(course: Course, year: int) -> Words:
    behind, points = course.lag_in(year), figures(course.gap_in(year).central)
    if isinstance(behind, Unknown):
        late = behind.why
    else:
        years = figures(behind.central)
        late = Words(f"空间滞后 {years} 年", f"space is {years} years behind")
    return Words(
        f"{year} 年：相差 {points} 个百分点，{late.zh}（I20）", f"{year}: {points} points apart, {late.en} (I20)"
    )


def _built(painter: QPainter, plot: _Plot, page: CurvePage) -> None:
    """What the scenario builds, by decision and by demand apart, with the years in which something begins or stands."""
    left, top, right, _ = plot.box
    mine = [c for c in page.plan.changes if c.layer == page.course.following.layer]
    draw_text(painter, Text(said(_BUILT if mine else _NONE, page.lang, "  "), left, top - 12, 14, True))
    for share in (0.0, 100.0):
        draw_line(painter, QPointF(left, plot.y(share)), QPointF(right, plot.y(share)), pen(HAIRLINE, 1.2))
        draw_text(painter, Text(f"{share:g}%", left - 10, plot.y(share) + 5, 13, colour=MUTED, align="right"))
    years = grid(*plot.years)
    for i, (way, hue, wide) in enumerate((("demand", "#B9B2A4", 6.0), ("decision", INK, 2.0))):
        shares = built(mine, years, way, page.line)  # type: ignore[arg-type]
        if shares is not None:
            _stroke(painter, plot.path(years, shares), hue, Qt.PenStyle.SolidLine, wide)
            y = top + 14 + 24 * (1 - i)
            draw_line(painter, QPointF(right + 16, y - 5), QPointF(right + 40, y - 5), pen(hue, wide))
            draw_text(painter, Text(said(_WAYS[way], page.lang), right + 48, y, 14))  # type: ignore[index]
    for told in milestones(page.plan, {page.course.following.layer}, page.line):
        _flag(painter, plot, told)


def _flag(painter: QPainter, plot: _Plot, told: Milestone) -> None:
    """A year in which something begins (hollow) or stands (full): a square by decision, a ring by demand."""
    x, y = plot.x(told.year), plot.box[3] + (12 if told.event == "starts" else 26)
    mark = QPainterPath()
    if told.decision == "decision":
        mark.addRect(QRectF(x - 4, y - 4, 8, 8))
    else:
        mark.addEllipse(QPointF(x, y), 4.6, 4.6)
    if told.event == "stands":
        painter.fillPath(mark, colour(INK))
    painter.strokePath(mark, pen(INK, 1.4))




def _foot(page: CurvePage, wide: float) -> Block:
    """Formulas in words, sources, credit: everything that the lines rest on."""
    course = page.course
    y = _BUILT_TOP + _BUILT_H + 50
    texts = [Text(said(_FLAGS, page.lang, "  "), _LEFT, y, 13, colour=MUTED)]
    y += 14
    formula = Words(*(course.following.formula.in_(lang).rstrip("。.") for lang in ("zh", "en")))
    told = Words(
        f"技术：{formula.zh}。空间：规划延迟加二阶滞后，为重建值，从未实测。滞后年数：{LAG_FORMULA.zh}。",
        f"Technology: {formula.en}. Space: planning delay and second-order lag; reconstructed, never measured. "
        f"Years behind: {LAG_FORMULA.en}.",
    )
    sources = "; ".join(source_text(name) for name in course.sources())
    for line in (*(told.in_(lang) for lang in page.langs), f"{said(_SOURCES, page.lang)}: {sources}"):
        block = paragraph(line, wide - 80, Style(12.0, colour=MUTED, most=4)).moved(40, y)
        texts += block.texts
        y += block.height + 3
    return Block(texts=tuple(texts))
