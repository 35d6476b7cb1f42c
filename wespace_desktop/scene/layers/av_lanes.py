"""Autonomous-vehicle lanes: ribbons with chevrons on the real road, drop-off bays at the kerb, shuttles under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene import style
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.assembly import as_part, gather, joined, stand
from wespace_desktop.scene.layers.lane_geometry import Run, at_distance
from wespace_desktop.scene.layers.shuttle import BIRD_SCALE, LENGTH_M, WIDTH_M, shuttle
from wespace_desktop.scene.layers.street_lanes import (
    Bay,
    StreetLanes,
    bays_of,
    joined_to,
    lanes_of,
    square_polygons,
    streets_of,
)
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import CLOCK, Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import flat, merge, outline3d, place, plate
from wespace_desktop.scene.site import Site

LAYER = "av_lanes"
WIDTH = Quantity(2.85, 2.95, 3.05, "m", "S10")
FILL_Z, EDGE_Z, CHEVRON_Z = 0.040, 0.048, 0.054
#: The soft darkness under a vehicle lies over everything painted on the road.
SHADE_Z = 0.075
CHEVRON_EVERY_M = 25.0
STREET_FILL_OPACITY = 0.62
_ILLUSTRATIVE = Words("车辆为示意，非测绘", "vehicles are illustrative, not survey")


@dataclass(frozen=True, eq=False)
class _Lane:
    """One street's lanes within one change, with what is drawn of them."""

    change: Change
    key: str
    item: str
    lanes: StreetLanes
    fill: BaseGeometry
    bays: list[Bay]
    width: Quantity
    vehicles: int


@dataclass
class _Ground:
    """What earlier lanes took, so that two ribbons never lie on each other."""

    taken: BaseGeometry = field(default_factory=shapely.Polygon)
    warnings: list[str] = field(default_factory=list)


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Every lane of the plan."""
    ground = _Ground()
    kept_free = _kerb_users(site)
    lanes: list[_Lane] = []
    parts: list[Part] = []
    for change in settings.changes_of(plan, LAYER):
        found = _lanes_of_change(site, plan, change, (ground, kept_free))
        lanes += found
        parts += _parts(found, ground.taken, ids) if found else []
    tally = {plan.key(c): _km([x for x in lanes if x.change is c]) for c in settings.changes_of(plan, LAYER)}
    items = tuple(_item(lane) for lane in lanes)
    labels = tuple(_label(lane) for lane in lanes if lane.lanes.length_m > 150)
    tracks = {key: tuple(r.centre for x in lanes if x.key == key for r in x.lanes.runs) for key in tally}
    return LayerBuild(joined(parts), items, labels, tally=tally, warnings=tuple(ground.warnings), tracks=tracks)


def _lanes_of_change(site: Site, plan: Plan, change: Change, shared: tuple[_Ground, shapely.STRtree]) -> list[_Lane]:
    ground, kept_free = shared
    width = settings.quantity(change, "width", WIDTH)
    streets = streets_of(site, change.features)
    bays, vehicles = settings.whole(change, "bays", 0), settings.whole(change, "vehicles", 4)
    found = []
    for street in streets:
        lanes = joined_to(lanes_of(site, street, width.central), ground.taken)
        name = street.name or change.id
        if lanes.length_m < 0.9 * lanes.asked_m:
            ground.warnings.append(_too_narrow(change, name, lanes))
        if not lanes.runs:
            continue
        fill = shapely.difference(lanes.surface, ground.taken) if not ground.taken.is_empty else lanes.surface
        ground.taken = shapely.union(ground.taken, lanes.surface)
        placed = bays_of(site, lanes, bays, kept_free)
        if len(placed) < bays:
            ground.warnings.append(
                f"{change.id}: {name}: room for {len(placed)} of {bays} drop-off bays; elsewhere the kerb is taken"
            )
        item = f"{change.id}-{settings.slug(name)}"
        found.append(_Lane(change, plan.key(change), item, lanes, fill, placed, width, vehicles))
    return found


def _too_narrow(change: Change, name: str, lanes: StreetLanes) -> str:
    left_out = lanes.asked_m - lanes.length_m
    return (
        f"{change.id}: {name}: {left_out:.0f} of {lanes.asked_m:.0f} m of lane left out, "
        "where the road is too narrow, an island or a building is in the way, or a junction ends the street"
    )


def _kerb_users(site: Site) -> shapely.STRtree:
    """What keeps its place at the kerb: metered spaces, stops, stands, crossings."""
    district = site.district
    shapes = [district.theme("parking_spaces").geometry]
    for theme, room_m in (
        ("crossings", 4.0),
        ("transit_stops", 14.0),
        ("taxi_stands", 9.0),
        ("accessible_spaces", 5.0),
    ):
        shapes.append(shapely.buffer(district.theme(theme).geometry, room_m, quad_segs=3))
    return shapely.STRtree(np.concatenate(shapes).astype(object))


# ---------------------------------------------------------------- what is drawn


def _parts(lanes: list[_Lane], network: BaseGeometry, ids: IdTable) -> list[Part]:
    """All parts of one change, whatever the number of streets; `network` is every lane there is when it stands."""
    index = np.array([ids.of(lane.item) for lane in lanes], np.int32)
    common: dict[str, Any] = {"needs": frozenset({lanes[0].key}), "layer": LAYER}
    name = lanes[0].key
    fills = [square_polygons(lane.fill, 2.0) for lane in lanes]
    shapes = [p for group in fills for p in group]
    owner = np.repeat(index, [len(group) for group in fills])
    fill, street = (FILL_Z, style.AV_FILL, owner), {"opacity": STREET_FILL_OPACITY, "order": 2}
    parts = [
        *_flat(f"{name}:fill", shapes, fill, seen_from="bird", **common),
        *_flat(f"{name}:fill", shapes, fill, seen_from="street", **street, **common),
    ]
    closed = shapely.buffer(network, 0.02, join_style="mitre")
    for seen, width_m in (("bird", 0.30), ("street", 0.13)):
        inner = shapely.buffer(closed, -width_m, join_style="mitre")
        edges = list(shapely.difference(np.array(shapes, object), inner))
        parts += _flat(f"{name}:edge", edges, (EDGE_Z, style.AV_EDGE, owner), seen_from=seen, **common)
    arrows = [(chevron, k) for lane, k in zip(lanes, index, strict=True) for chevron in _chevrons(lane)]
    arrow_ids = np.array([k for _, k in arrows], np.int32)
    parts += _flat(f"{name}:chevrons", [a for a, _ in arrows], (CHEVRON_Z, style.AV_CHEVRON, arrow_ids), **common)
    parts += _bay_parts(name, lanes, index, common)
    return parts + _shuttle_parts(name, lanes, index, common)


def _flat(name: str, shapes: list[Any], look: tuple[float, Any, np.ndarray], **options: Any) -> list[Part]:
    """A flat part of polygons; `look` is height, colour, and one id per polygon."""
    z, rgb, ids = look
    if not shapes:
        return []
    mesh, owner = flat(np.array(shapes, object), z)
    return [painted(name, mesh, rgb, ids[owner], **options)] if len(mesh.points) else []


def _rim(polygon: shapely.Polygon, width_m: float) -> BaseGeometry:
    return shapely.difference(polygon, shapely.buffer(polygon, -width_m, join_style="mitre"))


def _chevrons(lane: _Lane) -> list[shapely.Polygon]:
    """A chevron every 25 m in the direction of travel; none where another direction crosses."""
    arm = np.array([(-1.3, -1.02), (-0.35, -1.02), (0.95, 0.0), (-0.35, 1.02), (-1.3, 1.02), (0.0, 0.0)])
    found = []
    for run in lane.lanes.runs:
        at, heading = at_distance(run, np.arange(CHEVRON_EVERY_M / 2, run.length_m - 4.0, CHEVRON_EVERY_M))
        left = np.c_[-heading[:, 1], heading[:, 0]]
        rings = at[:, None] + arm[None, :, :1] * heading[:, None] + arm[None, :, 1:] * left[:, None]
        found += list(shapely.polygons(rings))
    inside = shapely.covers(lane.fill, np.array(found, object)) if found else np.empty(0, bool)
    return [f for f, ok in zip(found, inside, strict=True) if ok]


def _bay_parts(name: str, lanes: list[_Lane], index: np.ndarray, common: dict[str, Any]) -> list[Part]:
    bays = [(bay, k) for lane, k in zip(lanes, index, strict=True) for bay in lane.bays]
    owner = np.array([k for _, k in bays], np.int32)
    shapes = [bay.polygon for bay, _ in bays]
    return [
        *_flat(f"{name}:bays", shapes, (FILL_Z, style.AV_CHEVRON, owner), **common),
        *_flat(f"{name}:bay marks", [_rim(s, 0.22) for s in shapes], (EDGE_Z, style.AV_FILL, owner), **common),
    ]


def _shuttle_parts(name: str, lanes: list[_Lane], index: np.ndarray, common: dict[str, Any]) -> list[Part]:
    groups: dict[str, list[Any]] = {"bird": [], "street": []}
    shades = []
    for lane, k in zip(lanes, index, strict=True):
        xyz, heading = _under_way(lane)
        for seen, scale in (("bird", BIRD_SCALE), ("street", 1.0)):
            groups[seen].append((stand(shuttle(), xyz, heading, scale), np.full(len(xyz), k)))
        shades.append(place(plate(LENGTH_M + 0.3, WIDTH_M + 0.3), xyz + np.array([0, 0, SHADE_Z]), heading)[0])
    vehicles = [
        part
        for seen, group in groups.items()
        for part in as_part(f"{name}:shuttles", gather(group), seen_from=seen, hidden_by=frozenset({CLOCK}), **common)
    ]
    under = merge(shades)
    dark: dict[str, Any] = {"opacity": 0.30, "order": 4, "hidden_by": frozenset({CLOCK})}
    shade = plain(f"{name}:shades", under.points, under.cells, style.SHADOW, **dark, **common)
    return [*vehicles, shade] if len(under.points) else vehicles


def _under_way(lane: _Lane) -> tuple[np.ndarray, np.ndarray]:
    """(n, 3) places and (n,) headings of the vehicles: spread over the runs by length, never in step."""
    runs = sorted(lane.lanes.runs, key=lambda r: -r.length_m)
    total = sum(r.length_m for r in runs)
    xyz, turned = [], []
    for k in range(lane.vehicles if total else 0):
        along = total * ((k + 0.5 + 0.28 * np.sin(5.1 * k + len(lane.item))) / lane.vehicles)
        run, left = _which(runs, float(along))
        at, heading = at_distance(run, np.array([np.clip(left, 5.0, run.length_m - 5.0)]))
        xyz.append((*at[0], 0.0))
        turned.append(np.arctan2(heading[0, 1], heading[0, 0]))
    return np.array(xyz, float).reshape(-1, 3), np.array(turned)


def _which(runs: list[Run], along_m: float) -> tuple[Run, float]:
    for run in runs:
        if along_m <= run.length_m:
            return run, along_m
        along_m -= run.length_m
    return runs[-1], runs[-1].length_m


# ---------------------------------------------------------------- what is said


def _km(lanes: list[_Lane]) -> Quantity:
    return Quantity.exact(sum(x.lanes.length_m for x in lanes) / 1000, "km", "calc")


def _item(lane: _Lane) -> Item:
    name = lane.lanes.street.name or lane.change.id
    longest = max(lane.lanes.runs, key=lambda r: r.length_m)
    x, y = longest.centre[len(longest.centre) // 2]
    title = Words(f"{name} 自动驾驶专用道", f"AV lanes on {name}")
    anchor = (float(x), float(y), FILL_Z)
    outline = outline3d(lane.lanes.surface, EDGE_Z)
    return Item(lane.item, "av_lane", title, anchor, outline, _facts(lane), LAYER, lane.key, illustrative=_ILLUSTRATIVE)


def _facts(lane: _Lane) -> tuple[Fact, ...]:
    length = Quantity.exact(lane.lanes.length_m / 1000, "km", "calc")
    surface = Quantity.exact(lane.lanes.surface.area, "m2", "calc")
    bays, vehicles = Quantity.exact(len(lane.bays), "1", "calc"), Quantity.exact(lane.vehicles, "1", "")
    both = Words("各方向专用道中心线长度之和", "sum of the lanes' centre lines, each direction counted")
    inside = Words("长度 × 宽度，限于现状路面之内", "length x width, inside today's road surface")
    free = Words("长 7 米，仅在路缘空闲处", "7 m long, only where the kerb is free")
    drawn = Words("取中间值绘制", "drawn at the central value")
    return (
        Fact(Words("专用道长度", "Lane length"), length, both, "calc"),
        Fact(Words("车道宽度", "Lane width"), lane.width, drawn, lane.width.source),
        Fact(Words("占用路面", "Road surface used"), surface, inside, "calc"),
        Fact(Words("上下客湾", "Drop-off bays"), bays, free, "calc"),
        Fact(Words("接驳车", "Shuttles drawn"), vehicles, _ILLUSTRATIVE),
    )


def _label(lane: _Lane) -> Label:
    longest = max(lane.lanes.runs, key=lambda r: r.length_m)
    at = longest.centre[int(len(longest.centre) * 0.62)]
    name = lane.lanes.street.name or lane.change.id
    text = Words(f"自动驾驶专用道 · {name}", f"AV lanes · {name}")
    return Label(
        text,
        (float(at[0]), float(at[1]), 0.3),
        lane.lanes.length_m / 100,
        "layer",
        needs=frozenset({lane.key}),
        layer=LAYER,
        item=lane.item,
    )
