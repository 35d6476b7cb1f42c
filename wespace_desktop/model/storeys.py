"""Storeys of a building, counted from its height, and which of them an intervention asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from wespace_desktop.model.quantity import Quantity

#: From floor to floor, m. No district counts storeys; this is assumed for all of them.
STOREY = Quantity(3.2, 3.5, 4.0, "m", "A")
#: Lower than this a building has one storey.
_SLACK = 0.85


def is_floor(entry: Any) -> bool:
    """Whether an entry of a written list is a whole number that a floor can have."""
    value = getattr(entry, "value", entry)
    return type(value) is int and 1 <= value <= 200


def count(height_m: float, storey_m: float = STOREY.central) -> int:
    """How many storeys a height holds; a last one may be a little lower than the others."""
    return max(1, int(height_m / storey_m + 1 - _SLACK))


def storey_m(settings: Mapping[str, Any]) -> float:
    """From floor to floor as `set: {storey: ...}` has it, else as assumed for all."""
    asked = settings.get("storey")
    if isinstance(asked, Mapping):
        asked = asked.get("central", asked.get("value"))
    if isinstance(asked, Quantity):
        asked = asked.central
    usable = isinstance(asked, int | float) and not isinstance(asked, bool) and 2.2 <= asked <= 8
    return float(asked) if usable and asked is not None else STOREY.central


def asked_floors(settings: Mapping[str, Any], storeys: int) -> tuple[int, ...]:
    """Floors (1 is the ground floor) by `floors`, else by `share` of all from the top down; none without either."""
    floors = settings.get("floors")
    if isinstance(floors, list | tuple):
        return tuple(sorted({f for f in floors if type(f) is int}))
    share = settings.get("share")
    if isinstance(share, Mapping):
        share = share.get("central", share.get("value"))
    if isinstance(share, Quantity):
        share = share.central
    if not isinstance(share, int | float) or isinstance(share, bool) or share <= 0:
        return ()
    several = min(storeys, max(1, round(storeys * share / 100)))
    return tuple(range(storeys - several + 1, storeys + 1))


def faults(
    settings: Mapping[str, Any], buildings: Sequence[str], height_m: np.ndarray
) -> Iterator[tuple[str, str, str]]:
    """Key, what is wrong and what to write instead, of an intervention that takes storeys of these buildings (n,)."""
    if not settings.get("floors") and not settings.get("share"):
        yield "set", "does not say which storeys it takes", "Write floors: [2, 3] or share: 50 under set"
        return
    each = storey_m(settings)
    for name, height in zip(buildings, height_m.tolist(), strict=True):
        there = count(height, each)
        above = [f for f in asked_floors(settings, there) if f > there or f < 1]
        if above:
            listed = ", ".join(str(f) for f in above)
            message = f"takes floor {listed}, and {name} has {there} in {height:.1f} m"
            yield "set.floors", message, f"Write floors from 1 to {there}"
