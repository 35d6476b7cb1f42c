"""What an intervention sets, read as numbers: every layer asks here, so a missing value has one default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity


def changes_of(plan: Plan, layer: str) -> list[Change]:
    """The layer's changes, earliest first: one that stands earlier never disappears while a later one stands."""
    mine = [c for c in plan.changes if c.layer == layer and c.intervention.action != "remove" and c.ever_stands]
    return sorted(mine, key=lambda c: c.stands_from)


def quantity(change: Change, name: str, default: Quantity) -> Quantity:
    """`set: {name: ...}` as a Quantity; a bare number takes the default's unit."""
    return as_quantity(change.intervention.set.get(name), default)


def as_quantity(value: Any, default: Quantity) -> Quantity:
    if isinstance(value, Quantity):
        return value
    if isinstance(value, Mapping):
        central = float(value.get("central", value.get("value", default.central)))
        low, high = float(value.get("low", central)), float(value.get("high", central))
        return Quantity(
            low, central, high, str(value.get("unit", default.unit)), str(value.get("source", default.source))
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Quantity.exact(float(value), default.unit)
    return default


def whole(change: Change, name: str, default: int) -> int:
    """`set: {name: 6}` as a whole number, never below 0."""
    return max(0, round(quantity(change, name, Quantity.exact(default, "1")).central))


def slug(name: str) -> str:
    """'Main St' -> 'main-st': a street's or feature's name inside an id."""
    return re.sub(r"[^0-9a-z\u4e00-\u9fff]+", "-", name.lower()).strip("-") or "unnamed"
