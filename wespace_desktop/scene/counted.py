"""Hands the indicators what stands in a state: each thing with the numbers that a click on it shows."""

from __future__ import annotations

import re
from collections.abc import Collection

from wespace_desktop.indicators.state import State, Thing
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.view import Line
from wespace_desktop.scene import ledger_things
from wespace_desktop.scene.part import Scene


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
