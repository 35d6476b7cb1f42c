"""Where an autonomous lane can run: a smooth line inside the carriageway, found station by station along a street."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

STEP_M = 3.0
#: A parked car or a drop-off bay keeps its place between lane and kerb where the road is wide enough.
KERB_ZONE_M = 2.6
KERB_GAP_M = 0.3
CENTRE_GAP_M = 0.15
SHORTEST_RUN_M = 24.0
_REACH_M = 18.0
_GRID_M = 0.2


@dataclass(frozen=True, eq=False)
class Run:
    """One unbroken piece of lane in its direction of travel.

    `centre`, `left`, `right` (n, 2) local metres; `heading` (n, 2) unit vectors; `kerb_m` (n,) metres from
    the centre to the kerb on the right.
    """

    centre: np.ndarray
    left: np.ndarray
    right: np.ndarray
    heading: np.ndarray
    kerb_m: np.ndarray

    @property
    def length_m(self) -> float:
        return float(np.hypot(*np.diff(self.centre, axis=0).T).sum())

    @property
    def polygon(self) -> Polygon:
        return Polygon(np.r_[self.left, self.right[::-1]])


@dataclass(frozen=True, eq=False)
class Carriageway:
    """The ground near one street: from kerb to kerb, the same without parked cars, the surface that is free, and where
    wheels should go, a little away from its edge.
    """

    road: BaseGeometry
    between_cars: BaseGeometry
    free: BaseGeometry
    drivable: BaseGeometry


@dataclass(frozen=True, eq=False)
class Stations:
    """A street's line sampled every STEP_M: `points`, `heading`, `right` (n, 2)."""

    points: np.ndarray
    heading: np.ndarray
    right: np.ndarray


def chains(lines: Sequence[LineString], shortest_m: float = 30.0) -> list[LineString]:
    """The segments of one street joined end to end, straight on at forks and over small gaps; longest first."""
    merged = shapely.line_merge(shapely.union_all(np.array(lines, object)))
    pieces = [np.asarray(p.coords) for p in shapely.get_parts(merged) if p.length > 0.5]
    while (pair := _best_joint(pieces)) is not None:
        i, flip_i, j, flip_j = pair
        a = pieces[i][::-1] if flip_i else pieces[i]
        b = pieces[j][::-1] if flip_j else pieces[j]
        joined = np.r_[a, b[1:] if np.hypot(*(b[0] - a[-1])) < 0.5 else b]
        pieces = [p for k, p in enumerate(pieces) if k not in (i, j)] + [joined]
    found = [LineString(p) for p in pieces]
    return sorted((f for f in found if f.length >= shortest_m), key=lambda f: -f.length)


def _best_joint(
    pieces: list[np.ndarray], gap_m: float = 26.0, turn: float = 0.82
) -> tuple[int, bool, int, bool] | None:
    """The pair of ends that continue each other best, or None; below acos(0.82) = 35 degrees is straight on."""
    best, found = -1.0, None
    for i in range(len(pieces)):
        for j in range(i + 1, len(pieces)):
            for flip_i in (False, True):
                for flip_j in (False, True):
                    a = pieces[i][::-1] if flip_i else pieces[i]
                    b = pieces[j][::-1] if flip_j else pieces[j]
                    score = _joint_score(a, b, gap_m)
                    if score > max(best, turn):
                        best, found = score, (i, flip_i, j, flip_j)
    return found


def _joint_score(a: np.ndarray, b: np.ndarray, gap_m: float) -> float:
    """Cosine of the turn from the end of a into the start of b, less a little for the gap; -1 when they do not meet."""
    step = b[0] - a[-1]
    gap = float(np.hypot(*step))
    if gap > gap_m:
        return -1.0
    out, into = _direction(a[-2:]), _direction(b[:2])
    turn = float(out @ into)
    if gap > 0.5:
        turn = min(turn, float(out @ step) / gap, float(into @ step) / gap)
    return turn - 0.002 * gap


def _direction(pair: np.ndarray) -> np.ndarray:
    vector = pair[-1] - pair[0]
    return np.asarray(vector / max(float(np.hypot(*vector)), 1e-9))


def sample(chain: LineString, step_m: float = STEP_M, smooth_m: float = 9.0) -> Stations:
    """The chain resampled, its small kinks smoothed away; the two ends stay where they are."""
    count = max(4, round(chain.length / step_m) + 1)
    raw = shapely.get_coordinates(shapely.line_interpolate_point(chain, np.linspace(0, chain.length, count)))
    points = smooth(raw, smooth_m / step_m)
    heading = np.gradient(points, axis=0)
    heading /= np.maximum(np.hypot(*heading.T), 1e-9)[:, None]
    return Stations(points, heading, np.c_[heading[:, 1], -heading[:, 0]])


def smooth(values: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian smoothing along axis 0, odd reflection at the ends so that they do not move. `sigma` in samples."""
    radius = min(int(3 * sigma) + 1, len(values) - 1)
    if radius < 1:
        return values
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    head = 2 * values[:1] - values[radius:0:-1]
    tail = 2 * values[-1:] - values[-2 : -radius - 2 : -1]
    padded = np.concatenate([head, values, tail])
    if values.ndim == 1:
        return np.convolve(padded, kernel, "valid")
    return np.stack([np.convolve(column, kernel, "valid") for column in padded.T], axis=1)


@dataclass(frozen=True, eq=False)
class Spans:
    """Where crossing lines lie on some ground: station `row`, from `start` to `end` in metres to the right."""

    row: np.ndarray
    start: np.ndarray
    end: np.ndarray


def cross_sections(stations: Stations, ground: BaseGeometry) -> Spans:
    """Each station's crossing line, _REACH_M to either side, cut by the ground's edge; by row, from the left."""
    rows = len(stations.points)
    row, cut = _crossings(stations, ground)
    ends = np.repeat(np.arange(rows), 2)
    row = np.r_[row, ends]
    cut = np.r_[cut, np.tile([-_REACH_M, _REACH_M], rows)]
    order = np.lexsort((cut, row))
    row, cut = row[order], cut[order]
    same = row[1:] == row[:-1]
    row, start, end = row[:-1][same], cut[:-1][same], cut[1:][same]
    middle = stations.points[row] + ((start + end) / 2)[:, None] * stations.right[row]
    shapely.prepare(ground)
    keep = (end - start > 1e-6) & shapely.contains_xy(ground, middle[:, 0], middle[:, 1])
    return _joined(row[keep], start[keep], end[keep])


def _crossings(stations: Stations, ground: BaseGeometry) -> tuple[np.ndarray, np.ndarray]:
    """Station and distance to the right of every crossing with the ground's edge."""
    xy, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(ground)), return_index=True)
    first = np.flatnonzero(ring[1:] == ring[:-1])
    a, b = xy[first], xy[first + 1]
    near, far = stations.points - _REACH_M * stations.right, stations.points + _REACH_M * stations.right
    tree = shapely.STRtree(shapely.linestrings(np.stack([a, b], axis=1)))
    row, edge = tree.query(shapely.linestrings(np.stack([near, far], axis=1)), predicate="intersects")
    step, right = b[edge] - a[edge], stations.right[row]
    away = a[edge] - stations.points[row]
    across = right[:, 0] * step[:, 1] - right[:, 1] * step[:, 0]
    ok = np.abs(across) > 1e-9
    return row[ok], ((away[:, 0] * step[:, 1] - away[:, 1] * step[:, 0])[ok] / across[ok])


def _joined(row: np.ndarray, start: np.ndarray, end: np.ndarray) -> Spans:
    """Spans that touch are one."""
    if not len(row):
        return Spans(row, start, end)
    new = np.r_[True, (row[1:] != row[:-1]) | (start[1:] - end[:-1] > 1e-6)]
    first = np.flatnonzero(new)
    last = np.r_[first[1:], len(row)] - 1
    return Spans(row[first], start[first], end[last])


def _own_span(spans: Spans, count: int) -> np.ndarray:
    """(count, 2): the span each station's own point lies in (or within 3 m of), NaN when it is off the road."""
    found = np.full((count, 2), np.nan)
    away = np.maximum(np.maximum(spans.start, -spans.end), 0)
    order = np.lexsort((-away, spans.row))
    order = order[(away[order] <= 3) & (spans.end - spans.start > 2.0)[order]]
    found[spans.row[order]] = np.c_[spans.start[order], spans.end[order]]
    return found


def carriageway_edges(stations: Stations, road: BaseGeometry) -> np.ndarray:
    """(n, 2) left and right kerb, metres from the line, as the street would run on without its junctions."""
    raw = _own_span(cross_sections(stations, road), len(stations.points))
    known = ~np.isnan(raw[:, 0])
    if known.sum() < 4:
        return np.full_like(raw, np.nan)
    at = np.arange(len(raw))
    raw = np.stack([np.interp(at, at[known], raw[known, k]) for k in (0, 1)], axis=1)
    return np.stack([-_rolling_low(-raw[:, 0]), _rolling_low(raw[:, 1])], axis=1)


def _rolling_low(values: np.ndarray, half_window: int = 10, share: float = 0.3) -> np.ndarray:
    """A low percentile over +-30 m takes the junction mouths and lay-bys out; then smoothed."""
    padded = np.pad(values, half_window, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half_window + 1)
    calm = np.pad(np.quantile(windows, share, axis=1), 20, mode="edge")
    return smooth(calm, 6.0)[20:-20]


def lane_runs(stations: Stations, ways: Carriageway, width_m: float, one_way: bool) -> list[Run]:
    """The lane on the right-hand side of the stations' direction, in unbroken runs; [] where nothing fits."""
    edges = carriageway_edges(stations, ways.between_cars)
    if np.isnan(edges).all():
        return []
    spans = cross_sections(stations, ways.drivable)
    wanted, lowest = _wanted_offset(edges, width_m, one_way)
    lowest = lowest if one_way else np.minimum(lowest, _beside_middle(spans, edges, width_m))
    offsets = np.arange(-_REACH_M + width_m / 2, _REACH_M - width_m / 2, _GRID_M)
    free = _feasible(spans, offsets, (len(wanted), width_m)) & (offsets[None] >= lowest[:, None] - 0.1)
    path = _best_path(offsets, free, wanted)
    chosen = _eased(offsets[path], free, offsets)
    usable = (chosen >= lowest - 0.12) & _beside_road_end(spans, edges)
    if not one_way:
        usable &= _room_for_both(stations, ways, width_m)
    return _cut_into_runs(stations, chosen, usable, (ways, edges, width_m))


def _wanted_offset(edges: np.ndarray, width_m: float, one_way: bool) -> tuple[np.ndarray, np.ndarray]:
    """Where the lane would like to be, and how far left it may go, both in metres right of the line."""
    left, right = edges.T
    middle, half = (left + right) / 2, (right - left) / 2
    inner = left + KERB_GAP_M if one_way else middle + CENTRE_GAP_M
    wanted = np.maximum(middle + half - KERB_ZONE_M - width_m / 2, inner + width_m / 2)
    return wanted, inner + width_m / 2


def _room_for_both(stations: Stations, ways: Carriageway, width_m: float) -> np.ndarray:
    """Where a two-way street can take the lanes of both directions, on one carriageway or on two beside each other: one
    lane alone would leave the other direction none.
    """
    spans = cross_sections(stations, ways.between_cars)
    width = np.bincount(spans.row, spans.end - spans.start, len(stations.points))
    return np.asarray(width >= 2 * (width_m + CENTRE_GAP_M + KERB_GAP_M) - 0.1)


def _beside_middle(spans: Spans, edges: np.ndarray, width_m: float) -> np.ndarray:
    """How far left a lane may go where something stands at one kerb only: the street's middle moves away from it, for
    both directions alike, as long as two lanes fit beside each other.
    """
    own = _own_span(spans, len(edges))
    # as much play beside each lane as there is, up to 0.4 m
    play = np.clip((own[:, 1] - own[:, 0]) / 2 - width_m - CENTRE_GAP_M, 0.0, 0.4)
    room = width_m + CENTRE_GAP_M + play
    fits = own[:, 1] - own[:, 0] >= 2 * (width_m + CENTRE_GAP_M)
    middle = np.where(fits, np.clip(edges.mean(axis=1), own[:, 0] + room, own[:, 1] - room), edges.mean(axis=1))
    return np.asarray(middle) + CENTRE_GAP_M + width_m / 2


def _feasible(spans: Spans, offsets: np.ndarray, shape: tuple[int, float]) -> np.ndarray:
    """(stations, offsets): the whole width lies on drivable ground. `shape` is the number of stations and the width."""
    count, width_m = shape
    free = np.zeros((count, len(offsets)), bool)
    fits = (offsets - width_m / 2 >= spans.start[:, None]) & (offsets + width_m / 2 <= spans.end[:, None])
    np.logical_or.at(free, spans.row, fits)
    return free


def _best_path(offsets: np.ndarray, free: np.ndarray, wanted: np.ndarray, most: int = 4) -> np.ndarray:
    """Index of the offset per station: near the wanted one, changing slowly, off the road only where nothing is free.

    Dynamic programming; from one station to the next the offset moves by at most `most` grid steps.
    """
    beside = np.pad(free, ((1, 1), (0, 0)), mode="edge")
    # a corner may lie between two stations: it is better to have passed it already
    stay = 0.35 * (offsets[None] - wanted[:, None]) ** 2 + np.where(free, 0.0, 400.0)
    stay += np.where(beside[:-2] & beside[2:], 0.0, 40.0)
    moves = np.arange(-most, most + 1)
    price = 60.0 * (moves * _GRID_M) ** 2
    source = np.arange(len(offsets))[None] + moves[:, None]
    inside = (source >= 0) & (source < len(offsets))
    source = np.clip(source, 0, len(offsets) - 1)
    total, back = stay[0], np.zeros(free.shape, np.int32)
    columns = np.arange(len(offsets))
    for k in range(1, len(stay)):
        options = np.where(inside, total[source] + price[:, None], 1e12)
        move = np.argmin(options, axis=0)
        back[k] = source[move, columns]
        total = options[move, columns] + stay[k]
    path = np.zeros(len(stay), np.int32)
    path[-1] = int(np.argmin(total))
    for k in range(len(stay) - 1, 0, -1):
        path[k - 1] = back[k, path[k]]
    return path


def _eased(raw: np.ndarray, free: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """The path as smooth as the free ground allows: calm where there is room, close to the raw path round a corner."""
    chosen = raw
    for sigma in (1.0, 2.0, 4.0):
        calm = smooth(raw, sigma)
        index = np.clip(np.rint((calm - offsets[0]) / _GRID_M).astype(int), 0, len(offsets) - 1)
        fits = free[np.arange(len(raw)), index]
        near = np.convolve(~fits, np.ones(7), "same") > 0
        chosen = np.where(near, chosen, calm)
    return smooth(chosen, 1.0)


def _beside_road_end(spans: Spans, edges: np.ndarray, furthest: int = 9) -> np.ndarray:
    """False in the mouth of the junction a street ends in: there the lane stops before the crossing street."""
    keep = np.ones(len(edges), bool)
    own = _own_span(spans, len(edges))
    wide = ~(own[:, 1] - own[:, 0] <= 1.4 * (edges[:, 1] - edges[:, 0]))
    for order in (np.arange(len(edges)), np.arange(len(edges))[::-1]):
        for k in order[:furthest]:
            if not wide[k]:
                break
            keep[k] = False
    return keep


def _cut_into_runs(
    stations: Stations, offset: np.ndarray, usable: np.ndarray, given: tuple[Carriageway, np.ndarray, float]
) -> list[Run]:
    """The offset line as quads, cut square wherever one of them leaves the drivable ground."""
    ways, edges, width_m = given
    centre = stations.points + offset[:, None] * stations.right
    heading = np.gradient(centre, axis=0)
    heading /= np.maximum(np.hypot(*heading.T), 1e-9)[:, None]
    right = np.c_[heading[:, 1], -heading[:, 0]]
    kerb = _own_span(cross_sections(stations, ways.road), len(centre))[:, 1]
    kerb = np.where(np.isnan(kerb), edges[:, 1], kerb) - offset
    lane = Run(centre, centre - right * width_m / 2, centre + right * width_m / 2, heading, kerb)
    quads = _quads(lane)
    ground = shapely.buffer(ways.drivable, KERB_GAP_M - 0.04)
    shapely.prepare(ground)
    good = _bridged(shapely.covers(ground, quads), quads, ways.free) & usable[:-1] & usable[1:]
    return [r for start, end in _stretches(good) if (r := _slice(lane, start, end + 1)).length_m >= SHORTEST_RUN_M]


def _bridged(good: np.ndarray, quads: np.ndarray, free: BaseGeometry, longest: int = 3) -> np.ndarray:
    """Short breaks are closed where the lane comes nearer to a kerb's corner than it should, but not over it."""
    good = good.copy()
    for start, end in _stretches(~good):
        if start > 0 and end < len(good) and end - start <= longest:
            outside = shapely.area(shapely.difference(quads[start:end], free))
            good[start:end] = outside.sum() < 0.005 * shapely.area(quads[start:end]).sum()
    return good


def _quads(lane: Run) -> np.ndarray:
    corners = np.stack([lane.left[:-1], lane.left[1:], lane.right[1:], lane.right[:-1]], axis=1)
    return np.asarray(shapely.polygons(corners))


def without_ends_on(run: Run, taken: BaseGeometry, furthest_m: float = 60.0) -> Run | None:
    """The run without an end that lies on another street's lane: it joins that lane instead of running along under it.

    A lane that merely crosses stays whole. None when too little is left.
    """
    on = shapely.intersects(_quads(run), taken)
    reach = round(furthest_m / STEP_M)
    first, last = 0, len(on)
    if on[0]:
        first = int(np.argmin(on[:reach])) if not on[:reach].all() else 0
    if on[-1]:
        back = on[::-1][:reach]
        last = len(on) - (int(np.argmin(back)) if not back.all() else 0)
    # one quad stays under the other lane, so that the two meet without a gap
    cut = _slice(run, max(first - 1, 0), min(last + 1, len(on)) + 1)
    return cut if cut.length_m >= SHORTEST_RUN_M else None


def _stretches(good: np.ndarray) -> list[tuple[int, int]]:
    """(first, end) of each stretch of True, in quads."""
    edge = np.flatnonzero(np.diff(np.r_[0, good.astype(np.int8), 0]))
    return [(int(a), int(b)) for a, b in zip(edge[::2], edge[1::2], strict=True)]


def _slice(lane: Run, start: int, end: int) -> Run:
    return Run(*(getattr(lane, n)[start:end] for n in ("centre", "left", "right", "heading", "kerb_m")))


def at_distance(run: Run, along_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points (n, 2) and headings (n, 2) at distances from the run's start."""
    reach = np.r_[0, np.cumsum(np.hypot(*np.diff(run.centre, axis=0).T))]
    point = np.stack([np.interp(along_m, reach, run.centre[:, k]) for k in (0, 1)], axis=1)
    heading = np.stack([np.interp(along_m, reach, run.heading[:, k]) for k in (0, 1)], axis=1)
    return point, heading / np.maximum(np.hypot(*heading.T), 1e-9)[:, None]
