"""From what a person asked for (view, mode, layers, year, size) to the sheet that says it, or a sentence why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from wespace_desktop.errors import EXIT_USAGE, Problem, WeSpaceError
from wespace_desktop.model.audience import load_audiences, street_view
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.view import LINES, PAIR_MODES, Camera, Line, Mode, View
from wespace_desktop.model.words import Words
from wespace_desktop.picture.presets import did_you_mean, sheet_words
from wespace_desktop.picture.sheet import Furniture, PaneSpec, Sheet, SheetLang
from wespace_desktop.render.camera import presets
from wespace_desktop.render.shot import Quality
from wespace_desktop.scene.part import Scene

_TAGS = "ABCD"


@dataclass(frozen=True)
class Wish:
    """The options of `wespace export`. None and '' mean: as the file says. `layers` () means none at all. `swipe`
    is the share of the width that the scenario on the left takes. `lines`: one line of the fan for all panes, or
    several, a pane of this scenario for each. `audience`: an id of the catalogue's audiences; it chooses layers, words
    and, where no view is named, the view.
    """

    file: Path
    view: str = ""
    mode: Mode | None = None
    with_file: Path | None = None
    layers: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    year: int | None = None
    size: tuple[int, int] = (3840, 2160)
    dpi: int = 300
    transparent: bool = False
    quality: Quality = "print"
    lang: SheetLang = "both"
    furniture: Furniture = Furniture()
    swipe: float | None = None
    hour: int | None = None
    lines: tuple[Line, ...] = ()
    audience: str = ""


def sheet_for(scene: Scene, wish: Wish, seen: View | None = None) -> Sheet:
    """The sheet of a wish; `seen` is its view as a slide shows it. WeSpaceError (exit 2) names every option that cannot
    be met.
    """
    plan = plan_of(scene, wish.file)
    view = seen or _view_for(plan, wish) or _find_view(scene, plan, wish.view)
    left = _left_of(scene, plan, wish, view)
    mode = wish.mode or (view.mode if view is not None else "side-by-side")
    problems = [*_unknown_layers(wish), *_unknown_view(scene, plan, wish), *_year_outside(plan, wish)]
    problems += [*_nothing_beside(wish, left), *_no_swipe(wish, mode), *_no_lines(wish), *_unknown_audience(wish)]
    if problems:
        raise WeSpaceError(problems, EXIT_USAGE)
    if mode == "single" and view is not None and view.compare and left is not None:
        plan = left  # a single picture of what the others are compared with
    plans = [plan] if mode == "single" or left is None else [left, plan]
    if len(wish.lines) > 1:
        plans, mode = [plan] * len(wish.lines), wish.mode if wish.mode in PAIR_MODES else "side-by-side"
    camera = view.camera if view is not None else _bird(scene, wish.size)
    panes = tuple(_pane(p, p is plan, view, camera, wish) for p in plans)
    if len(wish.lines) > 1:
        panes = tuple(replace(p, line=line) for p, line in zip(panes, wish.lines, strict=True))
    title, caption = sheet_words(plan, view)
    return Sheet(
        size=wish.size,
        panes=tuple(replace(p, tag=_TAGS[i]) for i, p in enumerate(_shown_to(wish, panes))),
        title=title,
        caption=asked_by(wish.audience, caption),
        furniture=wish.furniture,
        lang=wish.lang,
        quality=wish.quality,
        transparent=wish.transparent,
        dpi=wish.dpi,
        view=view.id if view is not None else "bird",
        mode=mode if len(plans) > 1 else "single",
        swipe=_swipe(wish, view),
        audience=wish.audience,
    )


def _shown_to(wish: Wish, panes: tuple[PaneSpec, ...]) -> tuple[PaneSpec, ...]:
    """The layers of an audience, where none were asked for by name."""
    audience = load_audiences().get(wish.audience)
    if audience is None or wish.layers is not None:
        return panes
    return tuple(replace(p, layers=audience.chosen(p.layers)) for p in panes)


def asked_by(name: str, caption: Words) -> Words:
    """The question of those whom a picture is for, before what it says of itself."""
    audience = load_audiences().get(name)
    if audience is None:
        return caption
    told = Words(f"{audience.title.zh}：{audience.asks.zh}", f"{audience.title.en}: {audience.asks.en}")
    return Words(*(" · ".join(w for w in (told.in_(lang), caption.in_(lang)) if w) for lang in ("zh", "en")))


def _view_for(plan: Plan, wish: Wish) -> View | None:
    """Residents look from the street, where the file has a view from there and none was asked for."""
    audience = load_audiences().get(wish.audience)
    return street_view(plan.scenario.views) if audience is not None and audience.at_street and not wish.view else None


def _unknown_audience(wish: Wish) -> list[Problem]:
    known = tuple(load_audiences())
    if not wish.audience or wish.audience in known:
        return []
    there = f"there is no audience {wish.audience}; the audiences are {', '.join(known)}"
    return [_fault(wish.file, "--audience", there, did_you_mean(wish.audience, known))]


def _swipe(wish: Wish, view: View | None) -> float:
    """The wish's share of the width, else the view's, else the middle."""
    if wish.swipe is not None:
        return wish.swipe
    return view.swipe if view is not None else 0.5


def _pane(plan: Plan, asked: bool, view: View | None, camera: Camera, wish: Wish) -> PaneSpec:
    """The scenario that was asked for takes year and layers of the wish and the view; the other one keeps its own year
    and shows of its own layers those that were asked for.
    """
    on = plan.scenario.layers_on
    year = plan.scenario.year
    if asked:
        year = wish.year or (view.year if view is not None and view.year is not None else year)
        on = view.layers if view is not None and view.layers is not None else on
        on = frozenset(wish.layers) if wish.layers is not None else on
    elif wish.layers is not None:
        on = on & frozenset(wish.layers)
    elif view is not None and view.layers is not None:
        on = on & view.layers
    line = wish.lines[0] if wish.lines else (view.line if view is not None else "central")
    return PaneSpec(plan.scenario.id, year, on - frozenset(wish.without), camera, hour=_hour(wish, view), line=line)


def _hour(wish: Wish, view: View | None) -> int | None:
    """Both sides show one moment of the day."""
    return wish.hour if wish.hour is not None or view is None else view.hour


def plan_of(scene: Scene, file: Path) -> Plan:
    """The plan that was read from a file; the last one when paths cannot be compared."""
    wanted = file.resolve()
    return next((p for p in scene.plans if p.scenario.file.resolve() == wanted), scene.plans[-1])


def _left_of(scene: Scene, plan: Plan, wish: Wish, view: View | None) -> Plan | None:
    """The scenario compared with: of the wish, of the view, else the first other one."""
    if wish.with_file is not None:
        other = plan_of(scene, wish.with_file)
        return other if other is not plan else None
    if view is not None and view.compare:
        named = next((p for p in scene.plans if p.id == view.compare and p is not plan), None)
        if named is not None:
            return named
    return next((p for p in scene.plans if p is not plan), None)


def _find_view(scene: Scene, plan: Plan, name: str) -> View | None:
    """The view by its id: the file's own first, then of the scenario beside it; the first one when no name is given."""
    own = plan.scenario.views
    others = tuple(v for p in scene.plans for v in p.scenario.views)
    if not name:
        return next(iter(own or others), None)
    return next((v for v in (*own, *others) if v.id == name), None)


def _unknown_view(scene: Scene, plan: Plan, wish: Wish) -> list[Problem]:
    if not wish.view or _find_view(scene, plan, wish.view) is not None:
        return []
    known = tuple(dict.fromkeys(v.id for p in (plan, *scene.plans) for v in p.scenario.views))
    there = f"its views are {', '.join(known)}" if known else "it has no views"
    return [_fault(wish.file, "--view", f"there is no view {wish.view}; {there}", did_you_mean(wish.view, known))]


def _unknown_layers(wish: Wish) -> list[Problem]:
    known = load_catalogue().ids
    out = []
    for option, names in (("--layers", wish.layers or ()), ("--without", wish.without)):
        for name in names:
            if name not in known:
                there = f"the layers are {', '.join(known)}"
                out.append(_fault(wish.file, option, f"there is no layer {name}; {there}", did_you_mean(name, known)))
    return out


def _no_lines(wish: Wish) -> list[Problem]:
    unknown = [name for name in wish.lines if name not in LINES]
    if unknown:
        there = f"there is no line {unknown[0]}; the lines are {', '.join(LINES)}"
        return [_fault(wish.file, "--lines", there, did_you_mean(unknown[0], LINES))]
    if len(set(wish.lines)) < len(wish.lines):
        return [_fault(wish.file, "--lines", "names a line twice", "Name each line once")]
    if wish.mode in PAIR_MODES and len(wish.lines) not in (0, 1, 2):
        what = f"the mode {wish.mode} compares two lines, not {len(wish.lines)}"
        return [_fault(wish.file, "--lines", what, "Name two of low, central, high")]
    if wish.mode == "single" and len(wish.lines) > 1:
        return [_fault(wish.file, "--lines", "a single picture shows one line", "Name one of low, central, high")]
    return []


def _nothing_beside(wish: Wish, left: Plan | None) -> list[Problem]:
    if left is not None or len(wish.lines) > 1 or wish.mode in (None, "single"):
        return []
    what = "put beside it" if wish.mode == "side-by-side" else "compare it with"
    return [_fault(wish.file, "--mode", f"there is nothing to {what}", "Name the other file: --with FILE")]


def _no_swipe(wish: Wish, mode: Mode) -> list[Problem]:
    if wish.swipe is None or (mode == "swipe" and 0.0 <= wish.swipe <= 1.0):
        return []
    if mode != "swipe":
        return [_fault(wish.file, "--swipe", f"the mode {mode} has no handle", "Add --mode swipe")]
    what = f"{wish.swipe:g} is no share of the width"
    return [_fault(wish.file, "--swipe", what, "Write a number from 0 to 1, for example 0.4")]


def _year_outside(plan: Plan, wish: Wish) -> list[Problem]:
    first, last = plan.scenario.horizon
    if wish.year is None or first <= wish.year <= last:
        return []
    what = f"{wish.year} is outside the scenario's horizon {first} to {last}"
    return [_fault(wish.file, "--year", what, "Choose a year inside it")]


def _bird(scene: Scene, size: tuple[int, int]) -> Camera:
    return presets(scene.district.extent, size)["bird"]


def _fault(file: Path, option: str, what: str, hint: str) -> Problem:
    return Problem(str(file), 0, 0, option, what, hint)
