"""Contact sheet: every view of every scenario, year and language in one grid, same light and crop in each row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.errors import EXIT_USAGE, Cancelled, Problem, WeSpaceError
from wespace_desktop.model.state import Moment
from wespace_desktop.model.view import Mode, View
from wespace_desktop.model.words import NOT_A_PREDICTION, Lang, Words
from wespace_desktop.picture.asking import plan_of, sheet_for
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.compose import Drawer, Progress, pane_shot
from wespace_desktop.picture.export import part, staged
from wespace_desktop.picture.fonts import load_fonts
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.ink import INK, MUTED, PAPER
from wespace_desktop.picture.looking import look_at, pane_moment
from wespace_desktop.picture.page_file import page_image, write_page
from wespace_desktop.picture.pane import PAGE_UNITS, paint_view
from wespace_desktop.picture.presets import did_you_mean
from wespace_desktop.picture.sheet import Furniture, PaneSpec, Sheet, SheetLang
from wespace_desktop.picture.slide_parts import Panel, Para, Part, Picture, SlidePage, TextBox, fitted, wrapped
from wespace_desktop.picture.slide_words import in_langs
from wespace_desktop.render.shot import Frame
from wespace_desktop.scene.part import Scene

#: A sheet is so many points high, whatever its pixels: words of 12 points read on an A3 print.
_HIGH = 842.0
_MARGIN, _GAP, _HEAD, _SIDE, _FOOT = 30.0, 8.0, 44.0, 118.0, 30.0
_MOST_CELLS = 200
#: Narrower than this a cropped sheet has no room for its title.
_LEAST_WIDE = 520.0
_SCENARIO = Words("情景", "Scenario")
#: Points that a page unit of a picture's names has at least: street names are then about 7 points high.
_NAME_UNIT = 0.46


@dataclass(frozen=True)
class Column:
    """A scenario in a year, its names in one language."""

    spec: PaneSpec
    lang: Lang


@dataclass(frozen=True)
class Grid:
    """Rows are views; `cell` is the size of a picture, `size` that of the page, points. The languages of one state
    stand beside each other.
    """

    views: tuple[View, ...]
    columns: tuple[Column, ...]
    size: tuple[float, float]
    cell: tuple[float, float]

    @property
    def states(self) -> dict[PaneSpec, list[int]]:
        """What is drawn once in each row, and the columns that show it."""
        found: dict[PaneSpec, list[int]] = {}
        for k, column in enumerate(self.columns):
            found.setdefault(column.spec, []).append(k)
        return found

    def box(self, row: int, column: int) -> Box:
        left = _MARGIN + _SIDE + column * (self.cell[0] + _GAP)
        top = _MARGIN + 44.0 + _HEAD + row * (self.cell[1] + _GAP)
        return left, top, left + self.cell[0], top + self.cell[1]


def write_contact(
    scene: Scene,
    order: Order,
    stage: Drawer | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """The writer of contact sheets, as PNG or PDF (see picture.formats)."""
    sheet, grid = _laid_out(scene, order)
    with staged(scene, stage) as drawer:
        page = _page((drawer, scene, sheet), grid, part(progress, 0.0, 0.95), cancelled)
    write_page((page, grid.size), scene, sheet, order, cancelled)
    if progress is not None:
        progress(1.0, Words("对照表已写好", "Contact sheet written"))
    return (order.out,)


def contact_image(
    stage: Drawer,
    scene: Scene,
    order: Order,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> QImage:
    """The sheet as a picture. Raises Cancelled between two of its pictures."""
    sheet, grid = _laid_out(scene, order)
    return page_image((_page((stage, scene, sheet), grid, progress, cancelled), grid.size), sheet)


def _laid_out(scene: Scene, order: Order) -> tuple[Sheet, Grid]:
    """The grid, and the sheet of its first row: what the file says of its origin."""
    load_fonts()
    sheet = sheet_for(scene, replace(order.wish, swipe=None))
    grid = grid_for(scene, order, sheet)
    first = tuple(replace(spec, camera=grid.views[0].camera) for spec in list(grid.states)[:4])
    mode: Mode = "side-by-side" if len(first) > 1 else "single"
    size = round(grid.size[0] * sheet.size[1] / _HIGH), round(grid.size[1] * sheet.size[1] / _HIGH)
    return replace(sheet, panes=first, view=grid.views[0].id, mode=mode, size=size), grid


def grid_for(scene: Scene, order: Order, sheet: Sheet) -> Grid:
    """Which views and states, and how large a picture of each can be. WeSpaceError (exit 2) for what there is not."""
    views = _views(scene, order)
    columns = tuple(Column(spec, lang) for spec in _states(scene, order) for lang in _langs(sheet.lang))
    if len(views) * len(columns) > _MOST_CELLS:
        what = f"{len(views)} views of {len(columns)} states are more than {_MOST_CELLS} pictures"
        raise _fault(order, "--contact", what, "Pick some with --views and --years")
    wide = _HIGH * sheet.size[0] / sheet.size[1]
    room = (wide - 2 * _MARGIN - _SIDE, _HIGH - 2 * _MARGIN - 44.0 - _HEAD - _FOOT)
    across = (room[0] - (len(columns) - 1) * _GAP) / len(columns)
    down = (room[1] - (len(views) - 1) * _GAP) / len(views)
    # No picture is wider than a bird's view bears, none higher than wide; what is left over of the sheet is cut off.
    across = min(across, down * 2.2)
    down = min(down, across / 1.2)
    used = (len(columns) * (across + _GAP) - _GAP, len(views) * (down + _GAP) - _GAP)
    size = (max(_LEAST_WIDE, wide - room[0] + used[0]), _HIGH - room[1] + used[1])
    return Grid(views, columns, (min(size[0], wide), size[1]), (across, down))


def _views(scene: Scene, order: Order) -> tuple[View, ...]:
    plan = plan_of(scene, order.wish.file)
    known = {v.id: v for p in (plan, *scene.plans) for v in reversed(p.scenario.views)}
    own = {v.id: v for v in plan.scenario.views} or known
    for name in order.views:
        if name not in known:
            there = f"there is no view {name}; its views are {', '.join(own)}"
            raise _fault(order, "--views", there, did_you_mean(name, tuple(own)))
    found = tuple(known[name] for name in order.views) or tuple(own.values())
    if not found:
        raise _fault(order, "--contact", "there is no view to show", "Write one under views:")
    return found


def _langs(lang: SheetLang) -> tuple[Lang, ...]:
    return ("en", "zh") if lang == "both" else (lang,)


def _states(scene: Scene, order: Order) -> tuple[PaneSpec, ...]:
    """Each scenario in each year asked for, its own when none is; all with the layers that the order leaves on. A
    baseline is what was: of years after its own there is no picture.
    """
    out: dict[tuple[str, Moment], PaneSpec] = {}
    camera = sheet_for(scene, replace(order.wish, swipe=None, mode="single")).panes[0].camera
    for plan in scene.plans:
        scenario = plan.scenario
        for year in dict.fromkeys(order.years or (scenario.year,)):
            if not scenario.horizon[0] <= year <= scenario.horizon[1]:
                what = f"{year} is outside the horizon {scenario.horizon[0]} to {scenario.horizon[1]} of {scenario.id}"
                raise _fault(order, "--years", what, "Choose years inside it")
            year = min(year, scenario.year) if scenario.kind == "baseline" else year
            on = scenario.layers_on if order.wish.layers is None else scenario.layers_on & frozenset(order.wish.layers)
            spec = PaneSpec(scenario.id, year, on - frozenset(order.wish.without), camera)
            # A year in which nothing else stands or comes than in the one before it would be the same picture twice.
            out.setdefault((scenario.id, pane_moment(scene, spec)), spec)
    return tuple(out.values())


def _page(
    what: tuple[Drawer, Scene, Sheet],
    grid: Grid,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SlidePage:
    """The grid as parts of a page."""
    drawer, scene, sheet = what
    fine = sheet.size[1] / grid.size[1]
    size = (max(8, round(grid.cell[0] * fine)), max(8, round(grid.cell[1] * fine)))
    parts: list[Part] = [Panel((0, 0, *grid.size), PAPER, name="Paper"), *_words(scene, sheet, grid)]
    wanted = [(row, spec, columns) for row in range(len(grid.views)) for spec, columns in grid.states.items()]
    for n, (row, spec, columns) in enumerate(wanted):
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            told = Words(f"绘制第 {n + 1} 幅，共 {len(wanted)} 幅", f"Drawing picture {n + 1} of {len(wanted)}")
            progress(n / len(wanted), told)
        view = grid.views[row]
        spec = replace(spec, camera=view.camera)
        frame = drawer.draw(pane_shot(scene, sheet, spec, size))
        for k in columns:
            image = _named(scene, frame, spec, (grid.columns[k].lang, fine))
            parts.append(Picture(grid.box(row, k), image, view.title.both()))
    return SlidePage(1, "contact", sheet.title.both(), tuple(parts), "")


def _named(scene: Scene, frame: Frame, spec: PaneSpec, how: tuple[Lang, float]) -> QImage:
    """A drawn state with its names in a language, at so many pixels a point; names are as large as on a page, or as
    large as can be read on a small picture.
    """
    lang, fine = how
    height, width = frame.rgba.shape[:2]
    image = QImage(width, height, QImage.Format.Format_RGBX8888)
    unit = max(height / PAGE_UNITS, _NAME_UNIT * fine)
    furniture = Furniture(tags=False, scale_bar=False, north_arrow=False)
    look = replace(look_at(scene, spec, furniture, lang), tag=None, unit=unit)
    painter = QPainter(image)
    try:
        paint_view(painter, QRectF(0, 0, width, height), frame, look)
    finally:
        painter.end()
    return image


def _words(scene: Scene, sheet: Sheet, grid: Grid) -> list[Part]:
    """Title, a heading for each column and row, and the small print."""
    lang, (wide, high) = sheet.lang, grid.size
    scenario = scene.plan(grid.columns[-1].spec.scenario).scenario
    title = " / ".join(t for _, t in in_langs(scenario.title, lang))
    said = f"{NOT_A_PREDICTION.both()} · {scene.district.credit.in_('zh' if lang == 'zh' else 'en')}"
    parts: list[Part] = [
        TextBox(
            (_MARGIN, _MARGIN - 6, wide - _MARGIN, _MARGIN + 34), (fitted(title, wide - 60, (26.0, 20.0), 1, True),)
        ),
        TextBox((_MARGIN, high - 34, wide - _MARGIN, high - 16), (Para(wrapped(said, wide, 12.0, most=1), 12.0),)),
    ]
    for k, column in enumerate(grid.columns):
        box = grid.box(0, k)
        name = " · ".join(t for t in (_name(scene, column.spec).in_(column.lang), _tongue(column.lang, lang)) if t)
        year = Para((str(column.spec.year),), 17.0, True, INK)
        told = replace(fitted(name, grid.cell[0], (13.0, 12.0), 1), colour=MUTED)
        parts.append(TextBox((box[0], box[1] - 42, box[2], box[1] - 2), (year, told)))
    for i, view in enumerate(grid.views):
        box = grid.box(i, 0)
        names = [t for _, t in in_langs(view.title, lang)]
        paras = tuple(Para(wrapped(t, _SIDE - 12, 12.5, not n, 4), 12.5, not n) for n, t in enumerate(names))
        parts.append(TextBox((_MARGIN, box[1], _MARGIN + _SIDE - 10, box[3]), paras))
    return parts


def _tongue(column: Lang, sheet: SheetLang) -> str:
    """The language's own name, where a sheet has two."""
    return {"zh": "中文", "en": "English"}[column] if sheet == "both" else ""


def _name(scene: Scene, spec: PaneSpec) -> Words:
    """Of a state, beside its year, which is not said twice."""
    scenario = scene.plan(spec.scenario).scenario
    name = scenario.short or scenario.title
    parts = [t.replace(str(spec.year), "").strip(" ·,，年") for t in (name.zh, name.en)]
    if any(t.isdigit() for t in parts):
        return Words(f"{_SCENARIO.zh} {parts[0]}", f"{_SCENARIO.en} {parts[1]}")
    return Words(*parts)


def _fault(order: Order, option: str, what: str, hint: str) -> WeSpaceError:
    return WeSpaceError(Problem(str(order.wish.file), 0, 0, option, what, hint), EXIT_USAGE)
