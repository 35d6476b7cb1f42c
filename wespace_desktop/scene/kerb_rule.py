"""The rule of the kerb: what is asked for at one hour may not be more than the street has; with place and hour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from wespace_desktop.model.hours import DAY, share
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import figures
from wespace_desktop.model.state import standing
from wespace_desktop.scene.kerb_day import KINDS, kerb_day, kerb_length
from wespace_desktop.scene.layers.kerb_slots import KERB, is_at_kerb
from wespace_desktop.scene.layers.kerb_slots import kerb_length as metres_each
from wespace_desktop.scene.part import Item
from wespace_desktop.scene.uses import is_open_at

#: What the changes of a layer are to the kerb: an object's kind stands for all of them.
_STANDS_FOR = {"mobile_spaces": "mobile_cafe", "omo_logistics": "courier_bay", "shared_mobility": "fleet_bay"}


def kerb_sentences(plan: Plan, items: Mapping[str, Item]) -> Iterator[str]:
    """`id: street: at 12:00 the kerb is asked for 812 m and has 640 m`, for each street where that is so.

    In the scenario's own year with the layers it has on. What is asked for counts, not what found room; parking that
    is left counts as it is used. The change that asks for most answers for it.
    """
    stands = standing(plan, plan.scenario.year, plan.scenario.layers_on)
    asking = [c for c in plan.changes if plan.key(c) in stands and is_at_kerb(c)]
    without = {name: i for name, i in items.items() if i.layer not in KERB}
    for street in dict.fromkeys(s for c in asking for s in _streets(plan, c)):
        there = kerb_day(plan, without, stands, street)
        if there is None:
            continue
        asked = {c.id: _asked(plan, c, street) for c in asking if street in _streets(plan, c)}
        total = np.array([there.total(h) for h in range(DAY)]) + sum(asked.values())
        hour = int(np.argmax(total))
        if total[hour] > there.length_m:
            most = max(asked, key=lambda name: float(asked[name].max()))
            used, length = figures(round(float(total[hour]))), figures(round(there.length_m))
            yield f"{most}: {street}: at {hour}:00 the kerb is asked for {used} m and has {length} m"


def _streets(plan: Plan, change: Change) -> tuple[str, ...]:
    theme = plan.district.theme("parking_spaces")
    found = (str(theme.get(f, "street", "")) for f in change.features if theme.has(f))
    return tuple(dict.fromkeys(s for s in found if s))


def _asked(plan: Plan, change: Change, street: str) -> np.ndarray:
    """(24,) metres that a change asks for at one of its streets: as much of all as that street has of their kerb."""
    kinds = KERB[change.layer]
    usual = kinds.get("") or kinds[str(change.intervention.set.get("kind", ""))]
    count = change.intervention.target.count or usual[1]
    lengths = {s: kerb_length(plan.district, s) for s in _streets(plan, change)}
    part = lengths[street] / max(1e-9, sum(lengths.values()))
    hours = change.intervention.hours
    profile = KINDS[_STANDS_FOR[change.layer]][1]
    opens = np.array([hours is None or is_open_at(hours, h) for h in range(DAY)], float)
    full = np.array([share(profile, h) if profile else 1.0 for h in range(DAY)])
    metres: np.ndarray = count.central * metres_each(change).central * part * opens * full
    return metres
