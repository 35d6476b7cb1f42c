"""Kerb metres shared out: who asks for how much of which row of metered spaces at which hours, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import shapely

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.kerb_strips import Strip, strips_of
from wespace_desktop.scene.layers.lot_rows import rectangles
from wespace_desktop.scene.part import Fact
from wespace_desktop.scene.site import Site

#: Layer -> the kinds of it that stand at the kerb ('' when all do), with the metres and the number that are usual.
KERB: dict[str, dict[str, tuple[Quantity, Quantity]]] = {
    "mobile_spaces": {"": (Quantity.exact(8, "m", "A"), Quantity.exact(4, "vehicle", "A"))},
    "omo_logistics": {"kerb_bay": (Quantity.exact(12, "m", "A"), Quantity.exact(2, "place", "A"))},
    "shared_mobility": {"fleet_bay": (Quantity(15, 20, 25, "m", "A"), Quantity.exact(2, "place", "A"))},
}
#: What a converted kerb may still serve: where it became a deck, planting or racks, no wheel can stand.
OPEN_TO_WHEELS = ("drop_off", "delivery_hub")
#: A crossing's ramp and a junction's mouth stay free, m.
CROSSING_M = 3.0
#: Metered spaces are drawn from their meters: one that lies farther than this over the kerb is not used, m.
MOST_OVERHANG_M = 0.6
LENGTH_SETTING = "kerb_length"


@dataclass(frozen=True, eq=False)
class Slot:
    """A stretch of kerb: middle, unit vectors along it and to the kerb, its size; the metered spaces it covers.

    `turns_with`: the change that has the same metres at other hours, and is drawn there. `holds_stalls`: cars park
    there otherwise; a converted kerb has lost its stalls to that conversion.
    """

    middle: np.ndarray
    axis: np.ndarray
    kerb: np.ndarray
    length_m: float
    depth_m: float
    spaces: tuple[str, ...]
    street: str
    turns_with: str = ""
    holds_stalls: bool = True

    @cached_property
    def ground(self) -> shapely.Polygon:
        shape: shapely.Polygon = rectangles(self.middle[None], self.axis, (self.length_m, self.depth_m))[0]
        return shape


@dataclass(frozen=True, eq=False)
class Share:
    """What one change gets: its slots, and a sentence when that is less than it asks for."""

    slots: tuple[Slot, ...]
    asked: Quantity
    fault: str = ""


@dataclass(frozen=True, eq=False)
class _Taken:
    slot: Slot
    hours: tuple[int, int]
    change: str


_KEPT: WeakKeyDictionary[Plan, dict[str, Share]] = WeakKeyDictionary()


def shares_of(site: Site, plan: Plan) -> dict[str, Share]:
    """Change id -> its share of the kerb: those that stand earlier first, as all layers of the plan see it."""
    if plan not in _KEPT:
        taken: list[_Taken] = []
        kerb = (_raised(plan), {f for c in plan.changes if c.layer == "parking" for f in c.features})
        found: dict[str, Share] = {}
        for change in sorted(plan.changes, key=lambda c: c.stands_from):
            if is_at_kerb(change):
                found[change.id] = _share(site, change, taken, kerb)
        _KEPT[plan] = found
    return _KEPT[plan]


def is_at_kerb(change: Change) -> bool:
    """Whether a change asks for kerb metres at all."""
    kinds = KERB.get(change.layer, {})
    return "" in kinds or str(change.intervention.set.get("kind", "")) in kinds


def kerb_length(change: Change) -> Quantity:
    """Kerb metres of one thing of the change."""
    return settings.quantity(change, LENGTH_SETTING, _usual(change)[0])


def _usual(change: Change) -> tuple[Quantity, Quantity]:
    kinds = KERB[change.layer]
    return kinds.get("") or kinds[str(change.intervention.set["kind"])]


def _raised(plan: Plan) -> dict[str, str]:
    """Metered space -> the change that made a deck, planting or racks of it."""
    return {
        feature: c.id
        for c in plan.changes
        if c.layer == "parking" and str(c.intervention.set.get("function", "park")) not in OPEN_TO_WHEELS
        for feature in c.features
    }


def _share(site: Site, change: Change, taken: list[_Taken], kerb: tuple[dict[str, str], set[str]]) -> Share:
    raised, converted = kerb
    asked = change.intervention.target.count or _usual(change)[1]
    wanted = max(0, round(asked.central))
    length = kerb_length(change).central
    theme = site.district.theme("parking_spaces")
    spaces = [f for f in change.features if theme.has(f)]
    hours = change.intervention.hours or (0, 24)
    slots = [s for strip in strips_of(site, [f for f in spaces if f not in raised]) for s in cut(site, strip, length)]
    others = [t for t in taken if _overlap(t.hours, hours)]
    held = [_holder(s, others) for s in slots]
    free = [
        replace(s, holds_stalls=not converted.issuperset(s.spaces))
        for s, holder in zip(slots, held, strict=True)
        if holder is None
    ]
    turns = [_holder(s, taken) for s in free]
    chosen = _spread([s for s, other in zip(free, turns, strict=True) if other is None], wanted)
    by_turns = [replace(s, turns_with=other) for s, other in zip(free, turns, strict=True) if other is not None]
    chosen += _spread(by_turns, wanted - len(chosen))
    taken += [_Taken(s, hours, change.id) for s in chosen]
    if len(chosen) >= wanted:
        return Share(tuple(chosen), asked)
    rivals = dict.fromkeys([h for h in held if h] + [raised[f] for f in spaces if f in raised])
    streets = dict.fromkeys(str(theme.get(f, "street", "")) for f in spaces)
    return Share(tuple(chosen), asked, _fault(change, list(streets), (wanted, len(chosen), length), list(rivals)))


def _fault(change: Change, streets: list[str], numbers: tuple[int, int, float], rivals: list[str]) -> str:
    """The place, what is asked, what there is, and who else is there."""
    wanted, got, length = numbers
    place = ", ".join(s for s in streets if s) or "the kerb"
    asked, free, others = figures(round(wanted * length)), figures(round(got * length)), ", ".join(rivals)
    if others:
        return f"{change.id}: {place}: asks for {asked} m of kerb, and {free} m are free beside {others}"
    return f"{change.id}: {place}: asks for {asked} m of kerb, and {free} m are free"


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two uses of a day meet; one that closes before it opens runs over midnight."""
    return bool(set(_hours(a)) & set(_hours(b)))


def _hours(of: tuple[int, int]) -> list[int]:
    start, end = of
    return list(range(start, end)) if start < end else [*range(start, 24), *range(end)]


def _holder(slot: Slot, others: Sequence[_Taken]) -> str | None:
    ground = shapely.buffer(slot.ground, -0.05)
    return next((t.change for t in others if shapely.intersects(t.slot.ground, ground)), None)


def _spread(slots: list[Slot], wanted: int) -> list[Slot]:
    """So many of the slots, evenly over all of them."""
    if len(slots) <= wanted:
        return list(slots)
    return [slots[int((k + 0.5) * len(slots) / wanted)] for k in range(wanted)]


def cut(site: Site, strip: Strip, length_m: float) -> list[Slot]:
    """The row of spaces cut into stretches of this length, without those at a crossing."""
    order = np.argsort(strip.middle @ strip.axis[0], kind="stable")
    middle, lengths = strip.middle[order], strip.length_m[order]
    flip = np.where((strip.axis[order] @ strip.axis[0]) < 0, -1.0, 1.0)[:, None]
    axis, kerb, depth = strip.axis[order] * flip, strip.kerb[order], strip.depth_m[order]
    line = np.concatenate([
        [middle[0] - axis[0] * lengths[0] / 2], middle, [middle[-1] + axis[-1] * lengths[-1] / 2]
    ])  # fmt: skip
    along = np.r_[0.0, np.cumsum(np.hypot(*np.diff(line, axis=0).T))]
    count = int((along[-1] + 0.3) // length_m)
    theme = site.district.theme("parking_spaces")
    ids = [strip.spaces[k] for k in order]
    shapes = theme.geometry[[theme.index(i) for i in ids]]
    crossings = site.district.theme("crossings")
    found = []
    for k in range(count):
        s = (along[-1] - count * length_m) / 2 + (k + 0.5) * length_m
        at = np.array([np.interp(s, along, line[:, 0]), np.interp(s, along, line[:, 1])])
        near = int(np.argmin(np.hypot(*(middle - at).T)))
        slot = _at_the_kerb(site, Slot(at, axis[near], kerb[near], length_m, float(min(depth[near], 2.6)), (), ""))
        if slot is None:
            continue
        over = shapely.area(shapely.intersection(shapes, slot.ground)) > 1.0
        names = tuple(i for i, there in zip(ids, over, strict=True) if there)
        blocked = len(crossings) and len(crossings.tree.query(slot.ground, predicate="dwithin", distance=CROSSING_M))
        if names and not blocked:
            street = str(theme.get(names[0], "street", ""))
            found.append(replace(slot, spaces=names, street=street))
    return found


def _at_the_kerb(site: Site, slot: Slot) -> Slot | None:
    """The slot moved off the sidewalk where its spaces overhang the kerb a little; None where they lie on it."""
    side = slot.kerb * (slot.depth_m / 2 + 0.8)
    on_left, on_right = site.on_road([slot.middle + side, slot.middle - side])
    kerb = -slot.kerb if on_left and not on_right else slot.kerb
    inside = bool(site.on_road(slot.middle[None])[0])
    to_edge = float(shapely.distance(site.road_edge, shapely.Point(slot.middle))) * (1 if inside else -1)
    overhang = slot.depth_m / 2 - to_edge
    if overhang > MOST_OVERHANG_M:
        return None
    return replace(slot, kerb=kerb, middle=slot.middle - kerb * max(0.0, overhang))


def along_kerb(slot: Slot) -> float:
    """The way along the slot that has the kerb on its left."""
    axis = slot.axis if slot.axis[0] * slot.kerb[1] - slot.axis[1] * slot.kerb[0] > 0 else -slot.axis
    return float(np.arctan2(axis[1], axis[0]))


def kerb_facts(slot: Slot, hours: tuple[int, int] | None) -> tuple[Fact, ...]:
    """Street, metres, hours, and the metered spaces that are no stalls meanwhile."""
    open_ = Words(f"{hours[0]}–{hours[1]} 时", f"{hours[0]}:00 to {hours[1]}:00") if hours else Words("全天", "all day")
    stalls = Quantity.exact(len(slot.spaces) if slot.holds_stalls and not slot.turns_with else 0, "stall", "calc")
    turns = (
        (Fact(Words("分时共用", "By turns with"), Words(slot.turns_with, slot.turns_with)),) if slot.turns_with else ()
    )
    ground = Quantity.exact(round(slot.ground.area, 1), "m2", "calc")
    return (
        *turns,
        Fact(Words("所在街道", "Street"), Words(slot.street, slot.street)),
        Fact(Words("占用路边", "Kerb used"), Quantity.exact(round(slot.length_m, 1), "m", "calc"), Words(), "calc"),
        Fact(Words("占用路面", "Road surface used"), ground, Words("长 × 深", "length x depth"), "calc"),
        Fact(Words("时段", "Hours"), open_),
        Fact(Words("减少车位", "Stalls removed"), stalls, Words("占用时段内", "while it is used"), "calc"),
    )
