"""Co-living and mixed use: storeys of real buildings with private rooms along the facade and shared living floors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import floor_forms as forms
from wespace_desktop.scene.layers import halls, settings
from wespace_desktop.scene.layers.assembly import as_part, gather, joined, stand
from wespace_desktop.scene.layers.floor_plans import Rooms, grid_in, rooms_in
from wespace_desktop.scene.layers.halls import SLAB_M, Hall
from wespace_desktop.scene.layers.roofs import long_side
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import extrude, flat, merge
from wespace_desktop.scene.site import LAND_Z, Site

LAYER = "co_living"
PRIVATE = Quantity(12, 16, 20, "m2/person", "A")
SHARED = Quantity(4, 6, 8, "m2/person", "A")
#: Share of floor per person that living together saves, %.
SAVED = Quantity(10, 15, 20, "%", "A")
_STEP_M, _WALLS_M = 6.4, 2.1
#: One staircase with its lift to so many metres of passage, drawn in the middle of the floor.
_STAIRS_M = 21.0
_FURNITURE = (forms.long_table, forms.sofa_group, forms.kitchen)


@dataclass(frozen=True, eq=False)
class _Home:
    """One building: its rooms on each private floor, and which of its floors are shared."""

    hall: Hall
    shared: tuple[int, ...]
    rooms: Rooms

    @property
    def private(self) -> tuple[int, ...]:
        return tuple(f for f in self.hall.floors if f not in self.shared)

    @property
    def count(self) -> int:
        return len(self.rooms.at) * len(self.private)


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Every building that shares living floors."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    warnings: list[str] = []
    tally: dict[str, Quantity] = {}
    opens: dict[str, tuple[str, ...]] = {}
    for change in settings.changes_of(plan, LAYER):
        key, homes = plan.key(change), _homes(site, change)
        tally[key] = Quantity.exact(sum(h.count for h in homes), "place", "calc")
        if not homes:
            warnings.append(f"{change.id}: none of its targets is a building with the storeys it takes")
            continue
        named = [f"{change.id}-{h.hall.feature}" for h in homes]
        for name, home in zip(named, homes, strict=True):
            parts += _parts(key, home, ids.of(name))
            items.append(_item(change, key, name, home))
        labels.append(_label(key, homes, named))
        opens[key] = halls.opened_with(site, [h.hall for h in homes])
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings), opens=opens)


def _homes(site: Site, change: Change) -> list[_Home]:
    asked = change.intervention.set.get("shared")
    found = []
    for hall in halls.halls_of(site, change):
        lowest = (hall.floors[0],)
        shared = tuple(f for f in hall.floors if f in asked) if isinstance(asked, list | tuple) else lowest
        found.append(_Home(hall, shared, rooms_in(hall.plan)))
    return found


# ---------------------------------------------------------------- what is drawn


def _parts(key: str, home: _Home, index: int) -> list[Part]:
    hall = home.hall
    common: dict[str, Any] = {"needs": frozenset({key}), "layer": LAYER}
    return [
        *halls.frame(hall, key, forms.LIVING_DEEP, index, LAYER),
        *_private_floors(key, home, index, common),
        *_shared_floors(key, home, index, common),
    ]


def _private_floors(key: str, home: _Home, index: int, common: dict[str, Any]) -> list[Part]:
    hall, rooms = home.hall, home.rooms
    levels = [hall.level(f) for f in home.private]
    if not levels:
        return []
    tall = min(2.6, hall.clear_m)
    slabs = merge([extrude(hall.plan, z, z + SLAB_M)[0] for z in levels])
    cross = merge([extrude(rooms.cross, z + SLAB_M, z + SLAB_M + tall)[0] for z in levels])
    back = merge([extrude(rooms.back, z + SLAB_M, z + SLAB_M + tall)[0] for z in levels])
    xyz = np.concatenate([np.c_[rooms.at[:, :2], np.full(len(rooms.at), z + SLAB_M)] for z in levels])
    beds = stand(forms.private_room(), xyz, np.tile(rooms.at[:, 2], len(levels)))
    owners = np.full(len(xyz), index)
    dim = merge([flat(rooms.core, z + SLAB_M + 0.02)[0] for z in levels])
    stairs = grid_in(rooms.core, _STAIRS_M, 3.2, long_side(hall.footprint))
    at = np.concatenate([np.c_[stairs, np.full(len(stairs), z + SLAB_M)] for z in levels])
    shafts = stand(forms.stairs(tall), at, long_side(hall.footprint))
    return [
        painted(f"{key}:slabs", slabs, forms.LIVING_PALE, index, **common),
        painted(f"{key}:cores", dim, forms.CORE, index, **common),
        *as_part(f"{key}:stairs", gather([(shafts, np.full(len(at), index))]), **common),
        painted(f"{key}:walls", cross, forms.LINEN, index, **common),
        painted(f"{key}:backs", back, forms.LIVING, index, **common),
        *as_part(f"{key}:rooms", gather([(beds, owners)]), **common),
    ]


def _shared_floors(key: str, home: _Home, index: int, common: dict[str, Any]) -> list[Part]:
    hall = home.hall
    levels = [hall.level(f) for f in home.shared]
    if not levels:
        return []
    slabs = merge([extrude(hall.plan, z, z + SLAB_M)[0] for z in levels])
    tops = merge([flat(hall.plan, z + SLAB_M + 0.02)[0] for z in levels])
    axis = long_side(hall.footprint)
    at = grid_in(hall.plan, _STEP_M, _WALLS_M, axis)
    kind = np.arange(len(at)) % len(_FURNITURE)
    groups = []
    for k, form in enumerate(_FURNITURE):
        here = at[kind == k]
        xyz = np.concatenate([np.c_[here, np.full(len(here), z + SLAB_M + 0.03)] for z in levels])
        groups.append((stand(form(), xyz, axis), np.full(len(xyz), index)))
    return [
        painted(f"{key}:shared slabs", slabs, forms.LIVING, index, **common),
        plain(f"{key}:shared floors", tops.points, tops.cells, forms.GLOW, index, **common),
        *as_part(f"{key}:shared", gather(groups), **common),
    ]


# ---------------------------------------------------------------- what is said


def _item(change: Change, key: str, name: str, home: _Home) -> Item:
    hall = home.hall
    at = hall.plan.representative_point()
    title = Words("共居楼层", "Co-living storeys")
    anchor = (at.x, at.y, hall.level(hall.floors[-1]) + hall.each_m)
    facts = (*halls.facts_of(hall, change), *_facts(home, change))
    return Item(
        name, "co_living_storeys", title, anchor, halls.outline_of(hall), facts, LAYER, key,
        illustrative=halls.ILLUSTRATIVE,
    )  # fmt: skip


def _facts(home: _Home, change: Change) -> tuple[Fact, ...]:
    dark = float(home.rooms.core.area) * len(home.private)
    private = settings.quantity(change, "private", PRIVATE)
    together = settings.quantity(change, "shared_area", SHARED)
    said = isinstance(change.intervention.set.get("shared"), list | tuple)
    shared = halls.spans(home.shared)
    return (
        Fact(Words("私人房间", "Private rooms"), Quantity.exact(home.count, "place", "calc"),
             Words("沿外墙 3.3 × 5 m 一间；转角不计", "3.3 x 5 m along the facades, without corners"), "calc", True),
        Fact(Words("共享楼层", "Shared storeys"), Words(f"第 {shared} 层" if shared else "无", shared or "none"),
             Words() if said else Words("情景未写，取最低层", "not said in the scenario: the lowest"), "", not said),
        Fact(Words("人均私人面积", "Private floor a person"), private, Words("假设", "assumed"), private.source, True),
        Fact(Words("人均共享面积", "Shared floor a person"), together, Words("假设", "assumed"), together.source, True),
        Fact(Words("无自然光的楼面", "Floor without daylight"), Quantity.exact(dark, "m2", "calc"),
             Words("离外墙 5 m 以内深处", "deeper than 5 m from the facade, on private storeys"), "calc", True),
    )  # fmt: skip


def _label(key: str, homes: list[_Home], named: list[str]) -> Label:
    most = max(range(len(homes)), key=lambda k: homes[k].count)
    hall, rooms = homes[most].hall, sum(h.count for h in homes)
    at = hall.plan.representative_point()
    text = Words(f"共居 {rooms} 间 · 共享楼层", f"Co-living · {rooms} rooms")
    anchor = (at.x, at.y, LAND_Z + hall.height_m + 0.8)
    return Label(text, anchor, 4.5, "layer", needs=frozenset({key}), layer=LAYER, item=named[most])
