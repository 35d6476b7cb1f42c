"""Third places: ground floors of real buildings as cafe, reading room and work tables, open to the street in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import floor_forms as forms
from wespace_desktop.scene.layers import halls, settings
from wespace_desktop.scene.layers.assembly import as_part, gather, joined, stand
from wespace_desktop.scene.layers.floor_plans import facades, grid_in
from wespace_desktop.scene.layers.halls import SLAB_M, Hall
from wespace_desktop.scene.layers.open_ground import Room, free_ground
from wespace_desktop.scene.layers.roofs import long_side
from wespace_desktop.scene.layers.standing_room import stood, taken_before
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import extrude, flat, merge
from wespace_desktop.scene.site import LAND_Z, Site

LAYER = "third_places"
PER_DESK = Quantity(10, 12.5, 14.4, "m2", "S18")
_STEP_M, _WALLS_M = 3.6, 1.5
#: A front is open where a street or a square lies before it: so far at most from the road, m.
_TO_ROAD_M, _BEFORE_M, _LEAST_FRONT_M = 17.0, 3.5, 7.0
#: Tables outside: so far from the wall, so far from each other, m.
_OUT_M, _PITCH_M, _TABLE_M = 3.5, 3.9, 1.5
_ROOM = Room(3.0, 3.0, wall_m=0.4, reach_m=6.5)


@dataclass(frozen=True, eq=False)
class _House:
    """One building: its fronts (start, end, inwards) that open, and its tables outside (k, 2)."""

    hall: Hall
    fronts: list[tuple[np.ndarray, np.ndarray, np.ndarray]]
    outside: np.ndarray

    @property
    def inside(self) -> np.ndarray:
        """(n, 2) small places to sit on one floor."""
        return grid_in(self.hall.plan, _STEP_M, _WALLS_M, long_side(self.hall.footprint))


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Every ground floor that becomes a third place."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    warnings: list[str] = []
    tally: dict[str, Quantity] = {}
    opens: dict[str, tuple[str, ...]] = {}
    clears: dict[str, BaseGeometry] = {}
    for change, houses in _all(site, plan):
        key = plan.key(change)
        desks = [_desks(change, h) for h in houses]
        low, most = sum(d.low for d in desks), sum(d.high for d in desks)
        tally[key] = Quantity(low, sum(d.central for d in desks), most, "seat", "S18")
        if not houses:
            warnings.append(f"{change.id}: none of its targets is a building with the storeys it takes")
            continue
        shut = [h.hall.place for h in houses if not h.fronts and h.hall.floors[0] == 1]
        if shut:
            warnings.append(f"{change.id}: no street or square lies before {', '.join(shut)}")
        named = [f"{change.id}-{h.hall.feature}" for h in houses]
        for name, house in zip(named, houses, strict=True):
            parts += _parts(key, house, ids.of(name))
            items.append(_item(change, key, name, house))
        labels.append(_label(key, houses, named, sum(d.central for d in desks)))
        opens[key] = halls.opened_with(site, [h.hall for h in houses])
        clears[key] = shapely.union_all([shapely.buffer(shapely.MultiPoint(h.outside), 1.8) for h in houses])
    found = LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings))
    fronts = frozenset(plan.key(c) for c, houses in _all(site, plan) if all(h.hall.floors == (1,) for h in houses))
    return replace(found, clears=clears, opens=opens, fronts=fronts)


def footprints(site: Site, plan: Plan) -> list[BaseGeometry]:
    """Ground that the tables outside take."""
    found = [h.outside for _, houses in _all(site, plan) for h in houses if len(h.outside)]
    return [shapely.buffer(shapely.MultiPoint(at), _TABLE_M) for at in found]


def _all(site: Site, plan: Plan) -> tuple[tuple[Change, list[_House]], ...]:
    return stood(plan, LAYER, lambda: _houses(site, plan))


def _houses(site: Site, plan: Plan) -> list[tuple[Change, list[_House]]]:
    taken = taken_before(site, plan, LAYER)
    return [
        (change, [_house(site, hall, taken) for hall in halls.halls_of(site, change)])
        for change in settings.changes_of(plan, LAYER)
    ]


def _house(site: Site, hall: Hall, taken: Sequence[BaseGeometry]) -> _House:
    fronts = [f for f in facades(hall.footprint) if hall.floors[0] == 1 and _is_open(site, f)]
    free = free_ground(site, hall.feature, _ROOM)
    near = [t for t in taken if shapely.distance(t, free) < _ROOM.gap_m]
    free = shapely.difference(free, shapely.buffer(shapely.union_all(near), 1.0)) if near else free
    found: list[np.ndarray] = []
    for start, end, inwards in fronts:
        way = (end - start) / np.hypot(*(end - start))
        along = np.arange(_PITCH_M / 2, float(np.hypot(*(end - start))), _PITCH_M)
        for at in start + way * along[:, None] - inwards * _OUT_M:
            disc = shapely.buffer(shapely.Point(at), _TABLE_M)
            if free.covers(disc) and all(np.hypot(*(at - other)) > _PITCH_M - 0.5 for other in found):
                found.append(at)
    return _House(hall, fronts, np.array(found).reshape(-1, 2))


def _is_open(site: Site, front: tuple[np.ndarray, np.ndarray, np.ndarray]) -> bool:
    """A long wall with a street or a square before it and no other building."""
    start, end, inwards = front
    before = shapely.Point((start + end) / 2 - inwards * _BEFORE_M)
    if np.hypot(*(end - start)) < _LEAST_FRONT_M or not site.clear_of_buildings(before, 2.0)[0]:
        return False
    plazas = site.district.theme("plazas")
    on_plaza = len(plazas) > 0 and len(plazas.tree.query(before, predicate="dwithin", distance=2.0)) > 0
    return bool(on_plaza or shapely.distance(before, site.roads) < _TO_ROAD_M - _BEFORE_M)


def _desks(change: Change, house: _House) -> Quantity:
    per, area = settings.quantity(change, "per_desk", PER_DESK), house.hall.area_m2
    return Quantity(int(area / per.high), int(area / per.central), int(area / per.low), "seat", per.source)


# ---------------------------------------------------------------- what is drawn


def _parts(key: str, house: _House, index: int) -> list[Part]:
    hall = house.hall
    common: dict[str, Any] = {"needs": frozenset({key}), "layer": LAYER}
    levels = [hall.level(f) for f in hall.floors]
    slabs = merge([extrude(hall.plan, z, z + SLAB_M)[0] for z in levels])
    tops = merge([flat(hall.plan, z + SLAB_M + 0.02)[0] for z in levels])
    return [
        *halls.frame(hall, key, forms.THIRD_DEEP, index, LAYER),
        painted(f"{key}:slabs", slabs, forms.THIRD, index, **common),
        plain(f"{key}:floors", tops.points, tops.cells, forms.GLOW, index, **common),
        *as_part(f"{key}:things", gather([*_inside(house, index, levels), *_outside(house, index)]), **common),
    ]


def _inside(house: _House, index: int, levels: list[float]) -> list[Any]:
    """Tables in rows; every seventh place is a bar, shelves or a group of sofas."""
    at, axis = house.inside, long_side(house.hall.footprint)
    kind = np.full(len(at), 3)
    kind[1::4] = 4
    kind[::7], kind[3::7], kind[5::14] = 0, 1, 2
    tables = forms.small_table(False), forms.small_table(True)
    groups = []
    for k, form in enumerate((forms.bar(), forms.reading_wall(), forms.sofa_group("third"), *tables)):
        here = at[kind == k]
        xyz = np.concatenate([np.c_[here, np.full(len(here), z + SLAB_M + 0.03)] for z in levels])
        low = min(1.0, house.hall.clear_m / 2.35)
        groups.append((stand(form, xyz, axis, np.tile([1.0, 1.0, low], (len(xyz), 1))), np.full(len(xyz), index)))
    return groups


def _outside(house: _House, index: int) -> list[Any]:
    """Awnings along the open fronts by turns in the hue and pale, parasols before them."""
    rows: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for start, end, inwards in house.fronts:
        length = float(np.hypot(*(end - start)))
        way, turn = (end - start) / length, float(np.arctan2(-inwards[1], -inwards[0]))
        for k, along in enumerate(np.arange(0.9, length - 0.6, 1.2)):
            rows[k % 2].append(np.array([*(start + way * along), turn]))
    z = LAND_Z + min(3.0, house.hall.each_m - 0.7)
    groups = []
    for pale, found in enumerate(rows):
        at = np.array(found).reshape(-1, 3)
        there = stand(forms.awning(bool(pale)), np.c_[at[:, :2], np.full(len(at), z)], at[:, 2])
        groups.append((there, np.full(len(at), index)))
    tables = np.c_[house.outside, np.full(len(house.outside), LAND_Z)]
    return [*groups, (stand(forms.terrace_table(), tables), np.full(len(tables), index))]


# ---------------------------------------------------------------- what is said


def _item(change: Change, key: str, name: str, house: _House) -> Item:
    hall = house.hall
    at = hall.plan.representative_point()
    per = settings.quantity(change, "per_desk", PER_DESK)
    front = sum(float(np.hypot(*(b - a))) for a, b, _ in house.fronts)
    facts = (
        *halls.facts_of(hall, change),
        Fact(Words("工位", "Desks"), _desks(change, house),
             Words("楼面 ÷ 每工位 10–14.4 m²", "floor / 10 to 14.4 m² a desk"), per.source, True),
        Fact(Words("开敞临街面", "Open front"), Quantity.exact(round(front, 1), "m", "calc"),
             Words("临街、临广场的外墙", "walls that face a street or a square"), "calc", True),
        Fact(Words("户外桌", "Tables outside"), Quantity.exact(len(house.outside), "1", "calc"),
             Words("不占步行路线、道路和家具", "clear of walking routes, roads and furniture"), "calc", True),
    )  # fmt: skip
    title, anchor = Words("第三空间", "Third place"), (at.x, at.y, hall.level(hall.floors[-1]) + hall.each_m)
    return Item(
        name, "third_place", title, anchor, halls.outline_of(hall), facts, LAYER, key, illustrative=halls.ILLUSTRATIVE
    )


def _label(key: str, houses: list[_House], named: list[str], desks: float) -> Label:
    most = max(range(len(houses)), key=lambda k: houses[k].hall.area_m2)
    hall = houses[most].hall
    at = hall.plan.representative_point()
    text = Words(f"第三空间 {len(houses)} 处 · {desks:.0f} 座", f"{len(houses)} third places · {desks:.0f} desks")
    if len(houses) == 1:
        text = Words(f"第三空间 · {desks:.0f} 座", f"Third place · {desks:.0f} desks")
    anchor = (at.x, at.y, LAND_Z + hall.height_m + 0.8)
    if houses[most].fronts:     # before its longest front: over the roof another layer may have its name
        start, end, inwards = max(houses[most].fronts, key=lambda f: float(np.hypot(*(f[1] - f[0]))))
        x, y = (start + end) / 2 - inwards * 1.9
        anchor = (float(x), float(y), LAND_Z + 3.4)
    return Label(text, anchor, 4.2, "layer", needs=frozenset({key}), layer=LAYER, item=named[most])
