"""What stands: which changes of a plan are there in a year with these layers switched on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.view import Line

Standing = frozenset[str]
NOTHING: Standing = frozenset()
#: Of a change in a year: not yet decided or asked for; planned; under way; done.
Phase = Literal["none", "planned", "under_way", "done"]


@dataclass(frozen=True)
class Moment:
    """What a year shows: keys of the changes that stand, and of those that do not yet, planned or under way."""

    standing: Standing = NOTHING
    planned: Standing = NOTHING
    under_way: Standing = NOTHING


def standing(plan: Plan, year: int, layers: Collection[str], line: Line = "central") -> Standing:
    """Keys (`Plan.key`) of the changes that stand. A change stands when its layer is on, its year has come, and every
    change it depends on stands too in the sense of years (a layer switched off does not take its dependants with it:
    a hand may show any layer at any time). `line` is the line of the fan along which things come by demand.
    """
    return frozenset(plan.key(c) for c in plan.changes if c.layer in layers and year >= c.on(line).stands)


def phase(change: Change, year: int, line: Line = "central") -> Phase:
    """How far a change is. Decided: planned until a tenth of it is built, done from nine tenths on (progress 0.1 and
    0.9). By demand: planned once technology asks for it, under way once work on so many places has begun, done when it
    stands.
    """
    steps = change.on(line)
    if year < steps.asked:
        return "none"
    if year < steps.begun:
        return "planned"
    return "under_way" if year < steps.done else "done"


def moment(plan: Plan, year: int, layers: Collection[str], line: Line = "central") -> Moment:
    """What a picture of a year shows: the changes that stand themselves, and marks for those that do not yet."""
    stands = standing(plan, year, layers, line)
    coming: dict[Phase, list[str]] = {"planned": [], "under_way": []}
    for change in plan.changes:
        key = plan.key(change)
        if change.layer in layers and key not in stands:
            coming.setdefault(phase(change, year, line), []).append(key)
    return Moment(stands, frozenset(coming["planned"]), frozenset(coming["under_way"]))
