"""The autonomous lanes of one street on the real road: both directions or one, with bays at the free kerb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.scene.layers.lane_geometry import (
    KERB_GAP_M,
    Carriageway,
    Run,
    at_distance,
    chains,
    lane_runs,
    sample,
    without_ends_on,
)
from wespace_desktop.scene.site import Site, polygons_of

#: DOMAIN L01: a drop-off bay is 6 to 8 m long.
BAY_LENGTH_M, BAY_WIDTH_M, BAY_TAPER_M = 7.0, 2.2, 2.5
BUILDING_GAP_M = 0.3
#: A strip between two carriageways of one street is at most this wide.
MEDIAN_M = 5.0


@dataclass(frozen=True, eq=False)
class Street:
    """A named street: its segments, and per segment 0 both ways, 1 along its line, -1 against it."""

    name: str
    lines: np.ndarray
    one_way: np.ndarray


@dataclass(frozen=True, eq=False)
class StreetLanes:
    """What fits: runs of lane, bays as polygons with the run and the distance they lie at, and the road it lies on."""

    street: Street
    runs: tuple[Run, ...]
    asked_m: float

    @property
    def length_m(self) -> float:
        return sum(r.length_m for r in self.runs)

    @cached_property
    def surface(self) -> BaseGeometry:
        return shapely.union_all([r.polygon for r in self.runs])


def streets_of(site: Site, features: Sequence[str]) -> list[Street]:
    """The named streets among the features, in the order of their names' first appearance."""
    theme = site.district.theme("streets")
    rows = [theme.index(f) for f in features if theme.has(f)]
    names = theme.attributes.get("name")
    grouped: dict[str, list[int]] = {}
    for row in rows:
        grouped.setdefault(str(names[row]) if names is not None else "", []).append(row)
    ways = one_way(theme.attributes.get("direction"), len(theme))
    return [Street(name, theme.geometry[group], ways[group]) for name, group in grouped.items()]


def one_way(column: np.ndarray | None, count: int) -> np.ndarray:
    """Per street 0 both ways, 1 along its line, -1 against it; a column that is not there says both ways."""
    if column is None:
        return np.zeros(count, np.int8)
    if column.dtype.kind in "biuf":
        return np.asarray(np.nan_to_num(column.astype(float)), np.int8)
    words = np.char.lower(column.astype(str))
    along = np.isin(words, ["1", "yes", "forward", "along", "true"])
    against = np.isin(words, ["-1", "reverse", "backward", "against"])
    return along.astype(np.int8) - against.astype(np.int8)


def lanes_of(site: Site, street: Street, width_m: float) -> StreetLanes:
    """Every run of lane of this width that the street's real surface can take."""
    runs: list[Run] = []
    asked = 0.0
    segments = np.concatenate([shapely.get_parts(line) for line in street.lines])
    one_way = np.repeat(street.one_way, shapely.get_num_geometries(street.lines))
    for chain in chains(list(segments)):
        ways = carriageway(site, chain.buffer(22.0))
        kind = _chain_direction(chain, segments, one_way)
        asked += chain.length * (2 if kind == 0 else 1)
        if kind >= 0:
            runs += lane_runs(sample(chain), ways, width_m, kind != 0)
        if kind <= 0:
            runs += lane_runs(sample(chain.reverse()), ways, width_m, kind != 0)
    return StreetLanes(street, tuple(_without_overlap(runs)), asked)


def joined_to(lanes: StreetLanes, taken: BaseGeometry) -> StreetLanes:
    """The lanes with their ends cut where they would run on under the lanes of another street."""
    if taken.is_empty:
        return lanes
    shapely.prepare(taken)
    runs = [without_ends_on(run, taken) for run in lanes.runs]
    return replace(lanes, runs=tuple(run for run in runs if run is not None))


def carriageway(site: Site, near: BaseGeometry) -> Carriageway:
    """The road around a street: with its islands for its width, without them and the kerb's edge for the wheels."""
    road = shapely.intersection(site.roads, near)
    whole = shapely.union(road, shapely.intersection(site.islands, near))
    # a raised median is not among the islands of every district: gaps in the road's middle are closed
    whole = shapely.buffer(shapely.buffer(whole, MEDIAN_M / 2, quad_segs=2), -MEDIAN_M / 2, quad_segs=2)
    spaces = site.district.theme("parking_spaces")
    stalls = spaces.geometry[spaces.tree.query(near, predicate="intersects")] if len(spaces) else np.empty(0, object)
    parked = shapely.buffer(shapely.union_all(shapely.make_valid(stalls)), 0.1, join_style="mitre")
    footprints = site.buildings[site.building_tree.query(near, predicate="intersects")]
    built = shapely.union_all(shapely.buffer(shapely.make_valid(footprints), BUILDING_GAP_M, quad_segs=2))
    free = shapely.difference(road, shapely.union(built, parked))
    return Carriageway(whole, shapely.difference(whole, parked), free, shapely.buffer(free, -KERB_GAP_M))


def _chain_direction(chain: shapely.LineString, segments: np.ndarray, one_way: np.ndarray) -> int:
    """0 both ways, 1 along, -1 against: what most of the chain's length allows."""
    along = 0.0
    for line, way in zip(segments, one_way, strict=True):
        if way and chain.distance(line.centroid) < 6.0:
            ends = [chain.project(shapely.Point(line.coords[k])) for k in (0, -1)]
            along += way * np.sign(ends[1] - ends[0]) * line.length
    if abs(along) < 0.5 * chain.length:
        return 0
    return 1 if along > 0 else -1


def _without_overlap(runs: list[Run]) -> list[Run]:
    """Longest first; a run that mostly covers an earlier one (two chains side by side) is left out."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda r: -r.length_m):
        surface = run.polygon
        if not any(k.polygon.intersection(surface).area > 0.3 * surface.area for k in kept):
            kept.append(run)
    return kept


@dataclass(frozen=True, eq=False)
class Bay:
    """A drop-off bay at the kerb: the marked polygon, its middle, and the direction of travel beside it."""

    polygon: shapely.Polygon
    middle: np.ndarray
    heading: np.ndarray


def bays_of(site: Site, lanes: StreetLanes, count: int, kept_free: shapely.STRtree) -> list[Bay]:
    """Up to `count` bays where the kerb lane is free, away from junctions, stalls and crossings."""
    found: list[Bay] = []
    places = [(run, s) for run in lanes.runs for s in np.arange(20.0, run.length_m - 20.0, 10.0)] if count else []
    candidates = [b for run, s in places if (b := _bay(run, float(s))) is not None]
    road = shapely.buffer(shapely.intersection(site.roads, shapely.buffer(lanes.surface, 9.0)), 0.05)
    shapely.prepare(road)
    outlines = np.array([b.polygon for b in candidates], object)
    if not len(outlines):
        return found
    good = shapely.covers(road, outlines)
    good[kept_free.query(outlines, predicate="dwithin", distance=1.0)[0]] = False
    good &= shapely.area(shapely.intersection(outlines, lanes.surface)) < 0.05
    free = [b for b, ok in zip(candidates, good & _kerb_beside(road, candidates), strict=True) if ok]
    return _spread(free, count)


def _bay(run: Run, along_m: float) -> Bay | None:
    """The bay whose middle is beside the run at a distance; None where lane and kerb leave no room for it."""
    point, heading = (v[0] for v in at_distance(run, np.array([along_m])))
    reach = np.r_[0, np.cumsum(np.hypot(*np.diff(run.centre, axis=0).T))]
    kerb = float(np.interp(along_m, reach, run.kerb_m))
    half_lane = float(np.hypot(*(run.left[0] - run.right[0]))) / 2
    if kerb - half_lane < BAY_WIDTH_M + 0.2:
        return None
    right = np.array([heading[1], -heading[0]])
    outer, inner = kerb - 0.15, kerb - 0.15 - BAY_WIDTH_M
    a, b = BAY_LENGTH_M / 2, BAY_LENGTH_M / 2 + BAY_TAPER_M
    corners = [(-b, outer), (-a, inner), (a, inner), (b, outer)]
    ring = [point + s * heading + t * right for s, t in corners]
    return Bay(shapely.Polygon(ring), point + (inner + outer) / 2 * right, heading)


def _kerb_beside(road: BaseGeometry, bays: list[Bay], within_m: float = 0.9) -> np.ndarray:
    """A kerb runs along the whole outer side, or it is a junction's mouth."""
    kerb = shapely.boundary(road)
    shapely.prepare(kerb)
    ends = np.array([[shapely.Point(b.polygon.exterior.coords[k]) for k in (0, 3)] for b in bays], object)
    near: np.ndarray = shapely.dwithin(kerb, ends, within_m).all(axis=1)
    return near


def _spread(bays: list[Bay], count: int, apart_m: float = 40.0) -> list[Bay]:
    """`count` of them as evenly as the order along the street allows, none closer than `apart_m` to another."""
    if not bays:
        return []
    order = np.unique(np.linspace(0, len(bays) - 1, min(len(bays), 4 * count)).round().astype(int))
    order = np.r_[order[len(order) // (2 * count) :: max(1, len(order) // count)], order]
    chosen: list[Bay] = []
    for k in order:
        bay = bays[int(k)]
        if len(chosen) < count and all(np.hypot(*(bay.middle - c.middle)) >= apart_m for c in chosen):
            chosen.append(bay)
    return chosen


def square_polygons(geometry: BaseGeometry, smallest_m2: float) -> list[shapely.Polygon]:
    """The polygons of a geometry without its slivers."""
    return [p for p in polygons_of(geometry) if p.area >= smallest_m2]
