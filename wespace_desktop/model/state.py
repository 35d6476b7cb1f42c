"""What stands: which changes of a plan are there in a year with these layers switched on."""

from __future__ import annotations

from collections.abc import Collection

from wespace_desktop.model.plan import Plan
from wespace_desktop.model.view import Line

Standing = frozenset[str]
NOTHING: Standing = frozenset()


def standing(plan: Plan, year: int, layers: Collection[str], line: Line = "central") -> Standing:
    """Keys (`Plan.key`) of the changes that stand. A change stands when its layer is on, its year has come, and every
    change it depends on stands too in the sense of years (a layer switched off does not take its dependants with it:
    a hand may show any layer at any time). `line` is the line of the fan along which things come by demand.
    """
    return frozenset(plan.key(c) for c in plan.changes if c.layer in layers and year >= c.on(line).stands)
