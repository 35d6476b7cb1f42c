"""Hands the indicators what stands in a state: each thing with the numbers that a click on it shows."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection
from pathlib import Path

from wespace_desktop.errors import EXIT_USAGE, Problem, WeSpaceError
from wespace_desktop.indicators.measure import measure_all
from wespace_desktop.indicators.state import State, Thing
from wespace_desktop.indicators.table import Column, as_csv, as_json, as_text
from wespace_desktop.model.faults import did_you_mean
from wespace_desktop.model.indicator import load_indicators
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.view import Line
from wespace_desktop.model.words import Words
from wespace_desktop.scene import ledger_things
from wespace_desktop.scene.opening import open_scenarios
from wespace_desktop.scene.part import Scene

Progress = Callable[[float, Words], None]


def state_of(scene: Scene, scenario: str, year: int, layers: Collection[str], line: Line = "central") -> State:
    """A scenario of the scene as the indicators know it; KeyError when it is not open."""
    plan = scene.plan(scenario)
    found = ledger_things.things_in(scene, scenario, year, layers)
    return State(plan, year, frozenset(layers), tuple(_thing(scene, plan, t) for t in found.values()), line)


def own_state(scene: Scene, scenario: str, year: int | None = None) -> State:
    """A scenario in its own year (or another) with its own layers."""
    own = scene.plan(scenario).scenario
    return state_of(scene, scenario, own.year if year is None else year, own.layers_on)


def _thing(scene: Scene, plan: Plan, thing: ledger_things.Thing) -> Thing:
    item, change = scene.items.get(thing.id), thing.change
    feature = thing.id.removeprefix(f"{change.id}-")
    feature = feature if feature in change.features else ""
    facts = item.facts if item is not None else ()
    amounts = {_name(f.label.en): f.value for f in facts if isinstance(f.value, Quantity)}
    return Thing(
        id=thing.id,
        kind=thing.object,
        layer=change.layer,
        change=change.id,
        by=change.intervention.decision,
        replaced=thing.replaced,
        feature=feature,
        at=_at(scene, feature) or (item.anchor[:2] if item is not None else thing.centre),
        amounts=amounts,
        identifying=change.intervention.set.get("identifying") is True,
        operator=change.intervention.operator.in_("en"),
    )


def _at(scene: Scene, feature: str) -> tuple[float, float] | None:
    """Where a pole stands: what is seen from it is seen from there."""
    found = scene.district.find(feature) if feature else None
    if found is None or found[0].kind != "point":
        return None
    point = found[0].geometry[found[1]].representative_point()
    return float(point.x), float(point.y)


def _name(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")


# ---------------------------------------------------------------- the command


def report(arguments: argparse.Namespace, progress: Progress | None = None) -> tuple[str, dict[str, object]]:
    """What `wespace indicators` prints, as text (or CSV) and as plain data; the baseline's columns first.

    Raises WeSpaceError: exit 2 for an indicator or a year that does not exist, else as opening the file.
    """
    ids = _asked_for(arguments)
    scene = open_scenarios([Path(arguments.file)], progress)
    last = scene.plans[-1]
    first, final = last.scenario.horizon
    if arguments.year is not None and not first <= arguments.year <= final:
        what = f"{arguments.year} is outside the horizon {first} to {final}"
        raise _usage("--year", what, f"Write a year from {first} to {final}")
    plans = (last,) if len(scene.plans) == 1 or arguments.alone else (scene.plans[0], last)
    columns = []
    for plan in plans:
        state = own_state(scene, plan.id, arguments.year if plan is last else None)
        columns.append(Column(plan.id, plan.scenario.title, state.year, measure_all(state, ids)))
    if arguments.csv:
        return as_csv(columns), {}
    return as_text(columns, arguments.lang, arguments.full or len(ids) == 1), as_json(columns)


def _asked_for(arguments: argparse.Namespace) -> tuple[str, ...]:
    known = load_indicators()
    wanted = tuple(name.upper() for name in arguments.id)
    for name in wanted:
        if name not in known:
            raise _usage("--id", f"{name} is not an indicator", did_you_mean(name, known) or "They are I01 to I20")
    return wanted


def _usage(option: str, what: str, hint: str) -> WeSpaceError:
    return WeSpaceError(Problem("", 0, 0, option, what, hint), EXIT_USAGE)
