"""From scenario files to a Scene: read, find the district, bind, build. A scenario alone brings today, its baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from wespace_desktop.errors import EXIT_INVALID_SCENARIO, Problem, WeSpaceError
from wespace_desktop.model.district import District
from wespace_desktop.model.scenario import Scenario
from wespace_desktop.model.words import Words
from wespace_desktop.readers.package import find_district, load_district
from wespace_desktop.scene.opened import keep_scene, kept_scene
from wespace_desktop.scene.part import Scene

Progress = Callable[[float, Words], None]
T = TypeVar("T")
U = TypeVar("U")


def open_scenarios(paths: Sequence[Path], progress: Progress | None = None) -> Scene:
    """The scene of all these scenarios, in this order. Raises WeSpaceError with every fault of every file.

    A single scenario that extends another brings its baseline as the first plan. All must lie in one district.
    """
    tell = progress or _quiet
    tell(0.0, Words("读取情景文件", "Reading the scenario files"))
    files = [Path(p) for p in paths]
    kept = kept_scene(files, _district_at)
    if kept is None:
        kept = _made(files, tell)
        keep_scene(files, kept)
    tell(1.0, Words("完成", "Done"))
    return kept


def _made(files: Sequence[Path], tell: Progress) -> Scene:
    """Reads, binds and builds. Late imports: what only the first opening needs would slow every start."""
    from wespace_desktop.model.binding import bind
    from wespace_desktop.model.reading import load_scenario
    from wespace_desktop.scene.build import build_scene

    scenarios = _with_parents(_each(files, load_scenario))
    district = _one_district(scenarios, tell)
    tell(0.1, Words("查找地物", "Finding the features that change"))
    plans = tuple(_each(scenarios, lambda s: bind(s, district)))
    return build_scene(district, plans, lambda share, what: tell(0.15 + 0.8 * share, what))


def open_pair(before: Path, after: Path, progress: Progress | None = None) -> Scene:
    """The scene of two scenarios that are to be told apart; two files of one id cannot be, the same file twice can."""
    scene = open_scenarios([before, after], progress)
    first, last = scene.plans[0].scenario, scene.plans[-1].scenario
    if first.id == last.id and first.hash != last.hash:
        message = f"{before} and {after} both call themselves {last.id}"
        raise WeSpaceError(
            Problem(str(after), 0, 0, "id", message, "Give one of them another id"), EXIT_INVALID_SCENARIO
        )
    return scene


def find_plan_problems(scenario: Scenario) -> tuple[Problem, ...]:
    """What only shows against the real district: targets that do not exist, more stalls removed than there are, what
    the layers find no room for and what they compete for.
    """
    from wespace_desktop.model.binding import bind
    from wespace_desktop.scene.noting import notes_of

    try:
        plan = bind(scenario, _district(scenario))
        return (*plan.problems, *notes_of(plan))
    except WeSpaceError as error:
        return error.problems


def _each(things: Sequence[T], work: Callable[[T], U]) -> list[U]:
    """Work on all of them, then raise every fault at once."""
    done: list[U] = []
    faults: list[Problem] = []
    code = EXIT_INVALID_SCENARIO
    for thing in things:
        try:
            done.append(work(thing))
        except WeSpaceError as error:
            faults += error.problems
            code = error.exit_code
    if faults:
        raise WeSpaceError(dict.fromkeys(faults), code)
    return done


def _with_parents(scenarios: list[Scenario]) -> list[Scenario]:
    today = today_of(scenarios[0]) if len(scenarios) == 1 else None
    return scenarios if today is None else [today, *scenarios]


def today_of(scenario: Scenario) -> Scenario | None:
    """The baseline that a scenario stands on, however many scenarios lie between; else the last that is extended.

    None when it extends nothing.
    """
    from wespace_desktop.model.reading import load_scenario

    found, below = None, scenario.extends
    while below is not None:
        found = load_scenario(below)
        below = None if found.kind == "baseline" else found.extends
    return found


def _one_district(scenarios: list[Scenario], tell: Progress) -> District:
    tell(0.05, Words("读取片区数据", "Reading the district"))
    first = _district(scenarios[0])
    for other in scenarios[1:]:
        if _place(other) != _place(scenarios[0]):
            raise WeSpaceError(
                Problem(
                    str(other.file),
                    0,
                    0,
                    "district",
                    f"{other.id} lies in {other.district}, {scenarios[0].id} in {scenarios[0].district}",
                    "Open scenarios of one district together",
                ),
                EXIT_INVALID_SCENARIO,
            )
    return first


def _place(scenario: Scenario) -> Path:
    return find_district(scenario.district, scenario.file)


def _district(scenario: Scenario) -> District:
    return _district_at(_place(scenario))


def _district_at(path: Path) -> District:
    return _loaded(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _loaded(path: Path, _changed: int) -> District:
    return load_district(path)


def _quiet(share: float, what: Words) -> None:
    """Nobody watches."""
