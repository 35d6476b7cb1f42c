"""Vehicles that talk to the road: units on real signals, waves and a dashed line along the streets they reach."""

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
from wespace_desktop.scene.layers.v2i_forms import (
    BIRD_UNIT_M,
    HUE,
    LIGHT,
    UNIT_M,
    WAVE_HALF_DEG,
    WAVE_WIDTH_M,
    WAVES_M,
    sleeve,
    unit,
    wave,
)
from wespace_desktop.scene.paint import painted
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import flat, outline3d
from wespace_desktop.scene.site import Site

LAYER = "v2i"
REACH = Quantity(150, 300, 500, "m", "A")
#: Above the road's own marks and the lanes for automated vehicles.
WAVE_Z, LINE_Z = 0.075, 0.07
MOUNT_M = 5.2
_NEAR_M, _DASH_M, _EVERY_M, _LINE_WIDTH_M = 30.0, 4.5, 9.0, 1.0
ILLUSTRATIVE = Words("位置取自信号灯，设备样式和杆高为示意", "on surveyed signals; form and height are illustrative")


@dataclass(frozen=True, eq=False)
class _Units:
    """The units of one change: `at`, `feet` (n, 2), `middle` (n, 2) of the junction each stands at, the directions of
    its streets, and every street that a unit stands on.
    """

    change: Change
    key: str
    features: list[str]
    at: np.ndarray
    feet: np.ndarray
    middle: np.ndarray
    ground_z: np.ndarray
    streets: shapely.Geometry
    ways: list[np.ndarray]
    reach: Quantity

    @property
    def items(self) -> list[str]:
        return [f"{self.change.id}-{f}" for f in self.features]

    def in_reach(self, metres: float, of: slice = slice(None)) -> shapely.Geometry:
        """The centre lines within so many metres of the units."""
        discs = shapely.union_all(shapely.buffer(shapely.points(self.at[of]), metres, quad_segs=12))
        return shapely.intersection(self.streets, discs)

    def length_km(self, of: slice = slice(None)) -> Quantity:
        """Street in reach; what reaches least reaches least of it."""
        low, central, high = (
            float(self.in_reach(getattr(self.reach, side), of).length) / 1000 for side in ("low", "central", "high")
        )
        return Quantity(low, central, high, "km", self.reach.source)


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Every roadside unit of the plan; where two changes reach the same street, each counts it."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    warnings: list[str] = []
    tally: dict[str, Quantity] = {}
    counted: dict[str, list[np.ndarray]] = {}
    for change in settings.changes_of(plan, LAYER):
        units = _units(site, plan, change)
        if units is None:
            tally[plan.key(change)] = Quantity.exact(0, "km", "calc")
            warnings.append(f"{change.id}: none of its targets is a signal or pole beside a street")
            continue
        tally[units.key] = units.length_km()
        if change.by_demand:
            tally[units.key] = _not_yet_counted(units, counted.setdefault(change.intervention.id, []))
        index = np.array([ids.of(name) for name in units.items], np.int32)
        common: dict[str, Any] = {"needs": frozenset({units.key}), "layer": LAYER}
        parts += _unit_parts(units, index, common) + _ground_parts(site, units, index, common)
        items += [_item(units, k) for k in range(len(units.items))]
        labels.append(_label(units))
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings))


def _not_yet_counted(units: _Units, before: list[np.ndarray]) -> Quantity:
    """Of what comes by demand, part by part: street in reach of no part before it, so that the parts add up."""
    km = []
    for side in ("low", "central", "high"):
        metres = getattr(units.reach, side)
        reached = units.in_reach(metres)
        if before:
            discs = shapely.buffer(shapely.points(np.concatenate(before)), metres, quad_segs=12)
            reached = shapely.difference(reached, shapely.union_all(discs))
        km.append(float(reached.length) / 1000)
    before.append(units.at)
    return Quantity(km[0], max(km[:2]), max(km), "km", units.reach.source)


def _units(site: Site, plan: Plan, change: Change) -> _Units | None:
    found = [(f, *place) for f in change.features if (place := site.district.find(f)) is not None]
    points = np.array([t.geometry[row].representative_point().coords[0] for _, t, row in found], float).reshape(-1, 2)
    theme = site.district.theme("streets")
    if not len(points) or not len(theme):
        return None
    near = [theme.tree.query(shapely.Point(p), predicate="dwithin", distance=_NEAR_M) for p in points]
    kept = [k for k, rows in enumerate(near) if len(rows)]
    if not kept:
        return None
    names = theme.attributes.get("name", np.full(len(theme), ""))
    own = np.isin(names, [names[row] for k in kept for row in near[k] if names[row]])
    at = points[kept]
    middle = _junctions(site, at)
    return _Units(
        change,
        plan.key(change),
        [found[k][0] for k in kept],
        at,
        site.feet(at),
        middle,
        site.ground_z(at),
        shapely.intersection(shapely.union_all(theme.geometry[own]), site.extent),
        [_ways(middle[i], theme.geometry[near[k]]) for i, k in enumerate(kept)],
        settings.quantity(change, "reach", REACH),
    )


def _junctions(site: Site, at: np.ndarray) -> np.ndarray:
    """(n, 2) the junction each unit stands at, or its own place on the street where there is none near."""
    theme = site.district.theme("junctions")
    found = at.copy()
    if len(theme):
        row, near = theme.tree.query_nearest(shapely.points(at), max_distance=_NEAR_M, all_matches=False)
        found[row] = shapely.get_coordinates(theme.geometry[near])
    return found


def _ways(at: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """(k,) directions in which the streets leave a junction, no two within 40 degrees."""
    ring = shapely.boundary(shapely.buffer(shapely.Point(at), 24.0))
    ends = shapely.get_coordinates(shapely.intersection(shapely.union_all(lines), ring))
    angles = sorted(np.arctan2(*(ends - at).T[::-1]).tolist())
    kept: list[float] = []
    for angle in angles:
        if all(abs((angle - other + np.pi) % (2 * np.pi) - np.pi) > np.radians(40) for other in kept):
            kept.append(angle)
    return np.array(kept)


# ---------------------------------------------------------------- what is drawn


def _unit_parts(units: _Units, index: np.ndarray, common: dict[str, Any]) -> list[Part]:
    parts: list[Part] = []
    facing = np.array([ways[0] if len(ways) else 0.0 for ways in units.ways])
    for seen, width, pole in (("bird", BIRD_UNIT_M, 0.5), ("street", UNIT_M, 0.26)):
        top = np.c_[units.feet, units.ground_z + MOUNT_M]
        posts = stand(
            sleeve(),
            np.c_[units.feet, units.ground_z],
            0.0,
            np.c_[np.full((len(index), 2), pole), np.full(len(index), MOUNT_M)],
        )
        group = gather([(stand(unit(), top, facing, width), index), (posts, index)])
        parts += as_part(f"{units.key}:units", group, seen_from=seen, **common)
    return parts


def _ground_parts(site: Site, units: _Units, index: np.ndarray, common: dict[str, Any]) -> list[Part]:
    """Waves at each unit, clipped to the road, and dashes along the middle of every street in reach."""
    shapes, owner = [], []
    for at, ways, k in zip(units.middle, units.ways, index, strict=True):
        for way in ways:
            for radius in WAVES_M:
                shapes.append(wave((at[0], at[1]), float(way), radius, WAVE_WIDTH_M, WAVE_HALF_DEG))
                owner.append(k)
    waves = np.array(shapes, object)
    off = ~shapely.covers(site.roads, waves)
    waves[off] = shapely.intersection(waves[off], site.roads)
    parts = _flat(f"{units.key}:waves", waves, (WAVE_Z, LIGHT, np.array(owner, np.int32)), common)
    rims = shapely.difference(waves, shapely.buffer(waves, -0.22))
    parts += _flat(f"{units.key}:wave rims", rims, (WAVE_Z + 0.01, HUE, np.array(owner, np.int32)), common)
    dashes = _dashes(units.in_reach(units.reach.central))
    bands = shapely.buffer(dashes, _LINE_WIDTH_M / 2, cap_style="flat")
    whole = shapely.covers(site.roads, bands)  # none on an island
    if not whole.any():
        return parts
    nearest = shapely.STRtree(shapely.points(units.at)).nearest(dashes[whole])
    return parts + _flat(f"{units.key}:line", bands[whole], (LINE_Z, HUE, index[nearest]), common)


def _flat(name: str, shapes: np.ndarray, look: tuple[float, Any, np.ndarray], common: dict[str, Any]) -> list[Part]:
    z, rgb, ids = look
    mesh, owner = flat(shapes, z)
    return [painted(name, mesh, rgb, ids[owner], **common)] if len(mesh.points) else []


def _dashes(lines: shapely.Geometry) -> np.ndarray:
    """(n,) short straight lines, evenly along each piece."""
    found: list[Any] = []
    for line in shapely.get_parts(shapely.line_merge(lines)):
        start = np.arange(_EVERY_M / 2, line.length - _DASH_M, _EVERY_M)
        ends = [shapely.get_coordinates(shapely.line_interpolate_point(line, s)) for s in (start, start + _DASH_M)]
        found += list(shapely.linestrings(np.stack(ends, axis=1))) if len(start) else []
    return np.array(found, object)


# ---------------------------------------------------------------- what is said


def _item(units: _Units, k: int) -> Item:
    top = float(units.ground_z[k] + MOUNT_M)
    ring = outline3d(shapely.Point(units.feet[k]).buffer(2.2), float(units.ground_z[k]) + 0.1)
    own = units.length_km(slice(k, k + 1))
    facts = (
        Fact(
            Words("通信半径", "Reach"),
            units.reach,
            Words("楼群密处会更短；取中间值绘制", "shorter between tall buildings; drawn at the central value"),
            units.reach.source,
        ),
        Fact(
            Words("覆盖街道", "Street in reach"),
            own,
            Words("所在街道中心线落在半径内的长度", "centre line of its streets inside the reach"),
            "calc",
        ),
        Fact(Words("安装于", "Mounted on"), Words(units.features[k], units.features[k]), ILLUSTRATIVE, estimated=True),
    )
    title = Words("车路协同路侧单元", "Roadside unit (V2I)")
    anchor = (float(units.feet[k, 0]), float(units.feet[k, 1]), top + 1.5)
    return Item(units.items[k], "rsu", title, anchor, ring, facts, LAYER, units.key, illustrative=ILLUSTRATIVE)


def _label(units: _Units) -> Label:
    middle = int(np.argmin(np.hypot(*(units.at - units.at.mean(axis=0)).T)))
    n, km = len(units.items), figures(units.length_km().central)
    text = Words(f"车路协同 {n} 处 · 街道 {km} km", f"{n} roadside units · {km} km of street")
    x, y = units.feet[middle]
    anchor = (float(x), float(y), float(units.ground_z[middle]) + MOUNT_M + 2.5)
    needs = frozenset({units.key})
    return Label(text, anchor, 2.5, "layer", needs=needs, layer=LAYER, item=units.items[middle])
