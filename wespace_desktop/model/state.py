"""What stands: which changes of a plan are there in a year with these layers switched on."""

from __future__ import annotations

from collections.abc import Collection

from wespace_desktop.model.plan import Plan

Standing = frozenset[str]
NOTHING: Standing = frozenset()


def standing(plan: Plan, year: int, layers: Collection[str]) -> Standing:
    """Keys (`Plan.key`) of the changes that stand. A change stands when its layer is on, its year has come, and every
    change it depends on stands too in the sense of years (a layer switched off does not take its dependants with it:
    a hand may show any layer at any time).
    """
    return frozenset(plan.key(c) for c in plan.changes if c.layer in layers and year >= c.stands_from)
