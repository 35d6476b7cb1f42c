"""Solar roofs and storage: panels in rows on what is free of real roofs, batteries at the foot of the walls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.assembly import as_part, gather, joined, stand
from wespace_desktop.scene.layers.energy_forms import (
    CONTAINER_M,
    FRAME,
    container,
    joint_lines,
    row_angle,
    table,
    tables_on,
)
from wespace_desktop.scene.layers.roof_rivals import USUAL
from wespace_desktop.scene.layers.roofs import Roof, part_of, roofs_of, share_asked
from wespace_desktop.scene.layers.yards import yard_at
from wespace_desktop.scene.paint import plain
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import outline3d
from wespace_desktop.scene.site import LAND_Z, Site

LAYER = "energy"
ROOF_PER_KWP = Quantity(15, 17.5, 20, "m2/kWp", "S49")
YIELD = Quantity(1000, 1150, 1300, "kWh/kWp", "A")
STORAGE = Quantity(0.5, 1.0, 2.0, "kWh/kWp", "A")
#: What one container holds, kWh: assumed.
CONTAINER_KWH, _MOST_CONTAINERS, _LEAST_ROOF_M2 = 1000.0, 3, 60.0
ILLUSTRATIVE = Words(
    "排布为示意；未算遮挡、承重和并网", "the layout is illustrative; shade, load and grid connection are not worked out"
)


@dataclass(frozen=True, eq=False)
class _Array:
    """The panels on one roof, (n, 3) x, y, length of each table, and the containers (k, 3) x, y, heading beside it."""

    roof: Roof
    bed: shapely.Geometry
    tables: np.ndarray
    containers: np.ndarray


@dataclass(frozen=True, eq=False)
class _Solar:
    """The arrays of one change."""

    change: Change
    key: str
    arrays: list[_Array]
    without_room: int

    @property
    def items(self) -> list[str]:
        return [f"{self.change.id}-{a.roof.feature}" for a in self.arrays]

    @property
    def peak(self) -> Quantity:
        return _peak(self.change, sum(a.bed.area for a in self.arrays))


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Every solar roof of the plan; green.py says which of them a green roof wants too."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    warnings: list[str] = []
    tally: dict[str, Quantity] = {}
    clears: dict[str, shapely.Geometry] = {}
    taken: list[shapely.Geometry] = []
    for change in settings.changes_of(plan, LAYER):
        done = _solar(site, plan, change, taken)
        tally[done.key] = done.peak
        if not done.arrays:
            warnings.append(f"{change.id}: none of its targets is a building with room for panels")
            continue
        if done.without_room:
            warnings.append(
                f"{change.id}: {done.without_room} of its buildings have no ground beside them for a battery"
            )
        parts += _parts(done, np.array([ids.of(name) for name in done.items], np.int32))
        items += [_item(done, name, one) for name, one in zip(done.items, done.arrays, strict=True)]
        labels.append(_label(done))
        grounds = [shapely.buffer(shapely.Point(x, y), 4.0) for a in done.arrays for x, y, _ in a.containers]
        clears[done.key] = shapely.union_all(grounds)
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings), clears=clears)


def _solar(site: Site, plan: Plan, change: Change, taken: list[shapely.Geometry]) -> _Solar:
    share, arrays, missing = share_asked(change, USUAL[LAYER]), [], 0
    stores = settings.quantity(change, "storage", STORAGE).central
    for roof in roofs_of(site, change.features):
        bed = part_of(roof.free, share, from_south=True)
        tables = tables_on(bed, row_angle(roof)) if bed.area >= _LEAST_ROOF_M2 else np.empty((0, 3))
        if not len(tables):
            continue
        wanted = min(_MOST_CONTAINERS, round(_peak(change, bed.area).central * stores / CONTAINER_KWH))
        found = _containers(site, roof, wanted, taken)
        missing += len(found) < wanted
        arrays.append(_Array(roof, bed, tables, found))
    return _Solar(change, plan.key(change), arrays, missing)


def _containers(site: Site, roof: Roof, wanted: int, taken: list[shapely.Geometry]) -> np.ndarray:
    found = []
    for _ in range(wanted):
        at = yard_at(site, roof.footprint, CONTAINER_M[:2], taken)
        if at is None:
            break
        found.append(at)
        taken.append(shapely.buffer(shapely.Point(at[:2]), CONTAINER_M[0] / 2))
    return np.array(found).reshape(-1, 3)


def _peak(change: Change, area_m2: float) -> Quantity:
    """Area by the roof that a kilowatt takes: the more a kilowatt takes, the less there is."""
    per = settings.quantity(change, "roof_per_kwp", ROOF_PER_KWP)
    return Quantity(area_m2 / per.high, area_m2 / per.central, area_m2 / per.low, "kWp", per.source)


# ---------------------------------------------------------------- what is drawn


def _parts(done: _Solar, ids: np.ndarray) -> list[Part]:
    common: dict[str, Any] = {"needs": frozenset({done.key}), "layer": LAYER}
    panels, boxes, lines, line_ids = [], [], [], []
    for one, k in zip(done.arrays, ids, strict=True):
        angle, n = row_angle(one.roof), len(one.tables)
        xyz = np.c_[one.tables[:, :2], np.full(n, one.roof.z)]
        panels.append((stand(table(), xyz, angle, np.c_[one.tables[:, 2], np.ones((n, 2))]), np.full(n, k)))
        at = np.c_[one.containers[:, :2], np.full(len(one.containers), LAND_Z)]
        boxes.append((stand(container(), at, one.containers[:, 2]), np.full(len(at), k)))
        lines.append(joint_lines(one.tables, angle, one.roof.z))
        line_ids.append(np.full(2 * n, k))
    offset = np.cumsum([0] + [len(p) for p, _ in lines[:-1]])
    points = np.concatenate([p for p, _ in lines])
    cells = np.concatenate([c + np.int32(o) for (_, c), o in zip(lines, offset, strict=True)])
    look = {"line_width": 1.0, "detail": True, **common}
    return [
        *as_part(f"{done.key}:panels", gather(panels), **common),
        *as_part(f"{done.key}:batteries", gather(boxes), **common),
        plain(f"{done.key}:joints", points, cells, FRAME, np.concatenate(line_ids), **look),
    ]


# ---------------------------------------------------------------- what is said


def _item(done: _Solar, name: str, one: _Array) -> Item:
    at = one.bed.representative_point()
    title = Words("屋顶光伏", "Solar roof")
    anchor = (at.x, at.y, one.roof.z + 0.8)
    outline = outline3d(one.bed, one.roof.z + 0.8)
    return Item(
        name, "solar_roof", title, anchor, outline, _facts(done, one), LAYER, done.key, illustrative=ILLUSTRATIVE
    )


def _facts(done: _Solar, one: _Array) -> tuple[Fact, ...]:
    peak = _peak(done.change, one.bed.area)
    hours = settings.quantity(done.change, "yield", YIELD)
    low, central, high = (getattr(peak, s) * getattr(hours, s) / 1000 for s in ("low", "central", "high"))
    store = settings.quantity(done.change, "storage", STORAGE)
    least, usual, most = (getattr(peak, s) * getattr(store, s) for s in ("low", "central", "high"))
    return (
        Fact(
            Words("占用屋面", "Roof taken"),
            Quantity.exact(one.bed.area, "m2", "calc"),
            Words("轮廓退让女儿墙和设备后的面积 × 占比", "outline less parapet and plant, times the share taken"),
            "calc",
        ),
        Fact(
            Words("峰值功率", "Peak power"),
            peak,
            Words("屋面 ÷ 每千瓦 15–20 m²", "roof / 15 to 20 m² a kWp"),
            peak.source,
        ),
        Fact(
            Words("年发电", "Power a year"),
            Quantity(low, central, high, "MWh/a", hours.source),
            Words("峰值功率 × 年等效小时；没有本地来源", "peak power x yield a year; no local source"),
            hours.source,
            estimated=True,
        ),
        Fact(
            Words("储能", "Storage"),
            Quantity(least, usual, most, "kWh", store.source),
            Words("假设", "assumed"),
            store.source,
            True,
        ),
        Fact(Words("电池集装箱", "Battery containers"), Quantity.exact(len(one.containers), "1"), ILLUSTRATIVE),
        Fact(Words("建筑", "Building"), Words(one.roof.place, one.roof.place)),
    )


def _label(done: _Solar) -> Label:
    largest = max(range(len(done.arrays)), key=lambda k: done.arrays[k].bed.area)
    one, n = done.arrays[largest], len(done.arrays)
    at = one.bed.representative_point()
    peak = figures(done.peak.central)
    text = Words(f"光伏屋顶 {n} 处 · {peak} kWp", f"{n} solar roofs · {peak} kWp")
    return Label(
        text, (at.x, at.y, one.roof.z + 1.2), 3.0, "layer", needs=frozenset({done.key}), layer=LAYER,
        item=done.items[largest],
    )  # fmt: skip
