"""Where things move: lanes on the right of real streets, both sides of walking routes, lanes that layers add."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import shapely

from wespace_desktop.scene.layers.lane_geometry import Stations, cross_sections, smooth
from wespace_desktop.scene.site import Site

STEP_M = 3.0
#: A lane ends so far before the middle of a junction, or after a third of its length.
MOUTH_M = 9.0
#: Ends nearer to each other than this are one junction.
_SAME_M = 1.0
_JUNCTION_M = 19.0
#: A car keeps this far from the middle line, metres to its own middle; narrower halves of a street hold none. So much
#: room to the right of it a bicycle needs.
_OFFSET_M, _NARROW_M = 1.75, 1.85
_BICYCLE_ROOM_M = 2.1
_WALK_SIDE_M = 0.5
_CAR_HALF_M = 0.95
#: A median is at most twice this wide; so far out a lane is looked for, metres.
_MEDIAN_M = 3.0
#: The longest way that people cross in one go, and how near a walking route a marked crossing ends, metres.
_WIDEST_M, _MARKED_M = 34.0, 9.0
_OUTWARDS_M = (0.0, 1.2, 2.4, 3.6)
_SHORTEST_M = 6.0


@dataclass(frozen=True, eq=False)
class Track:
    """A way in one direction. `path` (n, 2) local metres. `start`, `end` are junction numbers, -1 where it only stops.

    `line` is the same for both directions of one street, so that nothing turns round on the spot. `crosses` a street.
    """

    kind: str
    path: np.ndarray
    start: int
    end: int
    line: int
    crosses: bool = False

    @property
    def length_m(self) -> float:
        return float(np.hypot(*np.diff(self.path, axis=0).T).sum())


@dataclass(frozen=True, eq=False)
class Network:
    """Tracks and the middles (n, 2) of the junctions that they name."""

    tracks: tuple[Track, ...]
    junctions: np.ndarray


def resampled(path: np.ndarray, step_m: float) -> np.ndarray:
    """The same line with points about so far apart."""
    reach = np.zeros(len(path))
    np.cumsum(np.hypot(*(path[1:] - path[:-1]).T), out=reach[1:])
    at = np.linspace(0.0, reach[-1], max(2, round(reach[-1] / step_m) + 1))
    points = np.empty((len(at), 2))
    points[:, 0], points[:, 1] = np.interp(at, reach, path[:, 0]), np.interp(at, reach, path[:, 1])
    return points


def headings(path: np.ndarray) -> np.ndarray:
    """(n, 2) unit vectors along a line."""
    step = path[1:] - path[:-1]
    both = np.concatenate([step[:1], step[1:] + step[:-1], step[-1:]])      # as np.gradient, in a third of the time
    along: np.ndarray = both / np.maximum(np.hypot(both[:, 0], both[:, 1]), 1e-9)[:, None]
    return along


def streets(site: Site) -> Network:
    """Car lanes, and beside them bicycle lanes where the road is wide enough."""
    lines, ways = _street_lines(site)
    if not len(lines):
        return Network((), np.empty((0, 2)))
    ends, middles = _junctions(lines)
    inner = ends[:, 0] != ends[:, 1]
    lines, ways, ends = lines[inner], ways[inner], ends[inner]
    stations = [_stations(_cut(line, middles[a], middles[b])) for line, (a, b) in zip(lines, ends, strict=True)]
    edges = _road_edges(site, stations)
    found: list[Track] = []
    for k, (station, edge) in enumerate(zip(stations, edges, strict=True)):
        found += _lanes(k, station, edge, (int(ways[k]), (int(ends[k, 0]), int(ends[k, 1]))))
    return Network(tuple(_drivable(site, found)), middles)


def walks(site: Site) -> Network:
    """Both sides of the walking routes, off the road but for marked crossings, and clear of buildings."""
    pieces = _open_pieces(site, site.district.theme("walkways").geometry)
    if not len(pieces):
        return Network((), np.empty((0, 2)))
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(pieces)))
    merged, across = _with_crossings(site, merged)
    first, merged = len(merged), np.concatenate([merged, across])
    ends, middles = _joined(merged, _SAME_M)
    found = []
    for k, (line, (a, b)) in enumerate(zip(merged, ends.tolist(), strict=True)):
        path = smooth(resampled(shapely.get_coordinates(line), 1.5), 1.0) if line.length > 4 else _ends_of(line)
        for way, start, end in ((path, a, b), (path[::-1], b, a)):
            found.append(Track("walk", way + _WALK_SIDE_M * _right(way), start, end, k, k >= first))
    return Network(tuple(_kept_off(site, found)), middles)


def _kept_off(site: Site, tracks: Sequence[Track]) -> list[Track]:
    """Where the right side of a way lies on the road or in a building one walks to the left, back on the way itself."""
    path = np.concatenate([t.path for t in tracks])
    crosses = np.repeat([t.crosses for t in tracks], [len(t.path) for t in tracks])
    off = (site.on_road(path) & ~crosses) | ~site.clear_of_buildings(shapely.points(path), 0.3)
    pieces = np.split(off, np.cumsum([len(t.path) for t in tracks])[:-1])
    back = [_WALK_SIDE_M * _right(t.path) * o[:, None] for t, o in zip(tracks, pieces, strict=True)]
    return [replace(t, path=t.path - b) for t, b in zip(tracks, back, strict=True)]


def _open_pieces(site: Site, routes: np.ndarray) -> np.ndarray:
    """Walking routes a metre at a time, without what lies on the road, in a building or beyond the district."""
    lines = shapely.get_parts(routes)
    lines = shapely.segmentize(lines[shapely.intersects(lines, site.extent)], 1.0)
    xy, line = shapely.get_coordinates(lines, return_index=True)
    if not len(xy):
        return np.empty(0, object)
    x0, y0, x1, y1 = site.district.extent
    free = ((xy > (x0 + 4, y0 + 4)) & (xy < (x1 - 4, y1 - 4))).all(axis=1) & ~site.on_road(xy)
    free &= site.clear_of_buildings(shapely.points(xy), _WALK_SIDE_M + 0.45)
    return _runs(xy, free[1:] & free[:-1] & (line[1:] == line[:-1]))


def _with_crossings(site: Site, lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The walking routes cut where marked crossings meet them, and the crossings from route to route."""
    marked = shapely.get_parts(site.district.theme("crossings").geometry)
    ends = np.stack([shapely.get_point(marked, k) for k in (0, -1)], axis=1)
    if not len(marked):
        return lines, np.empty(0, object)
    row = shapely.STRtree(lines).nearest(ends.ravel())
    at = shapely.line_locate_point(lines[row], ends.ravel())
    foot = shapely.line_interpolate_point(lines[row], at)
    way = shapely.distance(foot, ends.ravel()).reshape(-1, 2)
    xy = shapely.get_coordinates(np.stack([foot.reshape(-1, 2), ends], axis=2)).reshape(-1, 2, 2, 2)
    path = np.stack([xy[:, 0, 0], xy[:, 0, 1], xy[:, 1, 1], xy[:, 1, 0]], axis=1)
    across = shapely.linestrings(path)
    fits = (way < _MARKED_M).all(axis=1) & (row.reshape(-1, 2)[:, 0] != row.reshape(-1, 2)[:, 1])
    fits &= (shapely.length(across) < _WIDEST_M) & site.clear_of_buildings(across, 0.6)
    fits &= site.on_road(shapely.get_coordinates(shapely.line_interpolate_point(marked, 0.5, normalized=True)))
    used = np.repeat(fits, 2)
    cut: list[shapely.Geometry] = []
    for k, line in enumerate(lines):
        here = np.sort(at[used & (row == k)])
        cut += _cut_at(line, here) if len(here) else [line]
    return np.array(cut, object), across[fits]


def _cut_at(line: shapely.LineString, at: np.ndarray) -> list[shapely.Geometry]:
    """The pieces of a line between these distances; pieces of less than a step are left to their neighbours."""
    inner = [float(a) for a in at if _SAME_M < a < line.length - _SAME_M]
    stops = [0.0]
    for a in inner:
        if a - stops[-1] > _SAME_M:
            stops.append(a)
    reach = np.r_[0.0, np.cumsum(np.hypot(*np.diff(xy := shapely.get_coordinates(line), axis=0).T))]
    found = []
    for a, b in pairwise([*stops, line.length]):
        ends = shapely.get_coordinates(shapely.line_interpolate_point(line, [a, b]))
        found.append(shapely.LineString([ends[0], *xy[(reach > a + 0.01) & (reach < b - 0.01)], ends[1]]))
    return found


def _runs(xy: np.ndarray, link: np.ndarray) -> np.ndarray:
    """(n,) lines through points (m, 2) that are linked, `link` (m - 1,), to the next."""
    run = np.cumsum(~np.r_[False, link])
    kept = np.bincount(run)[run] > 1
    if not kept.any():
        return np.empty(0, object)
    found: np.ndarray = shapely.linestrings(xy[kept], indices=np.unique(run[kept], return_inverse=True)[1])
    return found


def beside(network: Network, runs: Iterable[np.ndarray], kind: str) -> Network:
    """The network with the lanes that a layer adds, cut at the junctions; what would run under them is left out."""
    added = [piece for k, run in enumerate(runs) for piece in _pieces(network, run, kind, -2 - k)]
    if not added:
        return network
    lines = shapely.union_all([shapely.LineString(t.path) for t in added])
    shapely.prepare(lines)
    kept = [t for t in network.tracks if _share_near(t, lines, 2.7 if t.kind == "car" else 2.0) < 0.15]
    return replace(network, tracks=(*kept, *added))


def _share_near(track: Track, lines: shapely.Geometry, near_m: float) -> float:
    if not shapely.dwithin(lines, shapely.LineString(track.path), near_m):
        return 0.0
    return float(shapely.dwithin(lines, shapely.points(track.path), near_m).mean())


def _pieces(network: Network, run: np.ndarray, kind: str, line: int) -> list[Track]:
    path = resampled(run, STEP_M)
    whole = shapely.LineString(path)
    near = shapely.points(network.junctions) if len(network.junctions) else np.empty(0, object)
    there = np.flatnonzero(shapely.distance(near, whole) < 14.0) if len(near) else np.empty(0, int)
    at = shapely.line_locate_point(whole, near[there])
    order = np.argsort(at)
    stops = [(0.0, -1), *((float(at[k]), int(there[k])) for k in order), (whole.length, -1)]
    found = []
    for (a, start), (b, end) in pairwise(stops):
        low, high = a + (MOUTH_M if start >= 0 else 0.0), b - (MOUTH_M if end >= 0 else 0.0)
        if high - low >= _SHORTEST_M:
            piece = shapely.get_coordinates(shapely.line_interpolate_point(whole, np.linspace(low, high, 24)))
            found.append(Track(kind, piece, start, end, line))
    return found


# ---------------------------------------------------------------- streets


def _street_lines(site: Site) -> tuple[np.ndarray, np.ndarray]:
    """Public streets inside the district, one line each, and per line 0 both ways, 1 along, -1 against."""
    from wespace_desktop.scene.layers.street_lanes import one_way

    theme = site.district.theme("streets")
    ways = one_way(theme.attributes.get("direction"), len(theme))
    private = theme.attributes.get("private")
    public = np.ones(len(theme), bool) if private is None else ~(private.astype(str) == "True")
    inside = shapely.intersection(theme.geometry[public], shapely.buffer(site.extent, -6.0))
    parts, row = shapely.get_parts(inside, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)
    row = row[inner]
    keep = (shapely.get_type_id(parts) == 1) & (shapely.length(parts) > 3.0)
    return parts[keep], ways[public][row[keep]]


def _joined(lines: np.ndarray, near_m: float) -> tuple[np.ndarray, np.ndarray]:
    """(n, 2) junction numbers of the lines' ends, and the junctions' middles (k, 2): ends so near are one."""
    xy = np.concatenate([shapely.get_coordinates(shapely.get_point(lines, k)) for k in (0, -1)])
    return _grouped(xy, shapely.STRtree(shapely.points(xy)).query(shapely.points(xy), "dwithin", near_m), len(lines))


def _junctions(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same; the two ends of a very short line are one junction too."""
    xy = np.concatenate([shapely.get_coordinates(shapely.get_point(lines, k)) for k in (0, -1)])
    pairs = shapely.STRtree(shapely.points(xy)).query(shapely.points(xy), "dwithin", _SAME_M)
    short = np.flatnonzero(shapely.length(lines) < _JUNCTION_M)
    return _grouped(xy, np.c_[pairs, np.stack([short, short + len(lines)])], len(lines))


def _grouped(xy: np.ndarray, pairs: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    label = np.arange(len(xy))
    while True:
        low = label.copy()
        np.minimum.at(low, pairs[0], label[pairs[1]])
        np.minimum.at(low, pairs[1], label[pairs[0]])
        low = low[low]
        if (low == label).all():
            break
        label = low
    _, number = np.unique(label, return_inverse=True)
    size = np.bincount(number)
    middles = np.stack([np.bincount(number, xy[:, k]) / size for k in (0, 1)], axis=1)
    return np.stack([number[:count], number[count:]], axis=1), middles


def _cut(line: shapely.LineString, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The line from mouth to mouth: away from the middles of both junctions."""
    path = resampled(shapely.get_coordinates(line), 1.0)
    room = min(MOUTH_M, 0.33 * line.length)
    away = [np.hypot(*(path - m).T) >= room for m in (start, end)]
    first = int(np.argmax(away[0]))
    last = len(path) - int(np.argmax(away[1][::-1]))
    return path[first:last] if last - first >= 4 else path[len(path) // 3 : len(path) // 3 + 4]


def _stations(path: np.ndarray) -> Stations:
    points = resampled(path, STEP_M)
    points = smooth(points, 2.0) if len(points) > 4 else points
    along = headings(points)
    return Stations(points, along, np.c_[along[:, 1], -along[:, 0]])


def _road_edges(site: Site, stations: Sequence[Stations]) -> list[np.ndarray]:
    """(n, 2) free road left and right of every station, metres, calm along the street; NaN rows off the road."""
    spaces = site.district.theme("parking_spaces").geometry
    parked = shapely.union_all(shapely.buffer(shapely.make_valid(spaces), 0.1, join_style="mitre"))
    whole = shapely.buffer(shapely.buffer(shapely.union(site.roads, site.islands), _MEDIAN_M), -_MEDIAN_M)
    ground = shapely.difference(whole, parked)
    every = Stations(*(np.concatenate([getattr(s, n) for s in stations]) for n in ("points", "heading", "right")))
    spans = cross_sections(every, ground)
    own = np.full((len(every.points), 2), np.nan)
    here = (spans.start <= 2.0) & (spans.end >= -2.0)
    own[spans.row[here]] = np.c_[spans.start[here], spans.end[here]]
    ends = np.cumsum([len(s.points) for s in stations])[:-1]
    return [_calm(piece) for piece in np.split(own, ends)]


def _calm(raw: np.ndarray) -> np.ndarray:
    known = np.flatnonzero(~np.isnan(raw[:, 0]))
    if len(known) < max(2, 0.6 * len(raw)):
        return np.full_like(raw, np.nan)
    at = np.arange(len(raw))
    filled = np.stack([np.interp(at, known, raw[known, k]) for k in (0, 1)], axis=1)
    inward = np.stack([-filled[:, 0], filled[:, 1]], axis=1)
    window = np.lib.stride_tricks.sliding_window_view(np.pad(inward, ((6, 6), (0, 0)), mode="edge"), 13, axis=0)
    low = smooth(np.pad(np.quantile(window, 0.25, axis=2), ((9, 9), (0, 0)), mode="edge"), 3.0)[9:-9]
    return np.stack([-low[:, 0], low[:, 1]], axis=1)


def _lanes(
    line: int, stations: Stations, edges: np.ndarray, given: tuple[int, tuple[int, int]]
) -> list[Track]:
    """The lanes of one street; on a narrow one only one direction is driven."""
    way, (start, end) = given
    if np.isnan(edges).any() or len(edges) < 2:
        return []
    half, middle = (edges[:, 1] - edges[:, 0]) / 2, edges.mean(axis=1)
    typical = float(np.median(half))
    if way == 0 and typical >= 2 * _NARROW_M - 0.75:
        side = np.minimum(half / 2, _OFFSET_M)
        both = [(middle + side, edges[:, 1], 1), (middle - side, -edges[:, 0], -1)]
    elif typical >= _NARROW_M:
        both = [(middle, edges[:, 1] if way >= 0 else -edges[:, 0], 1 if way >= 0 else -1)]
    else:
        return []
    found = []
    for offset, kerb, turn in both:
        ends = (start, end) if turn > 0 else (end, start)
        path = stations.points + offset[:, None] * stations.right
        found.append(Track("car", path[::turn], *ends, line))
        room = kerb - np.abs(offset) if turn > 0 or way == 0 else kerb + offset
        if float(room.min()) >= _BICYCLE_ROOM_M:
            aside = offset + turn * np.minimum(room - 0.75, 2.3)
            found.append(Track("bicycle", (stations.points + aside[:, None] * stations.right)[::turn], *ends, line))
    return found


def _drivable(site: Site, tracks: Sequence[Track]) -> list[Track]:
    """Those whose both sides lie on the road and keep clear of buildings; beside a wide median farther out."""
    found: list[Track] = []
    left = list(tracks)
    for outwards in _OUTWARDS_M:
        moved = [replace(t, path=t.path + outwards * _right(t.path)) for t in left]
        good = _on_road(site, moved)
        found += [t for t, ok in zip(moved, good, strict=True) if ok]
        left = [t for t, ok in zip(left, good, strict=True) if not ok]
    return sorted(found, key=lambda t: (t.line, t.start, t.kind))


def _on_road(site: Site, tracks: Sequence[Track]) -> np.ndarray:
    """(n,) bool"""
    if not tracks:
        return np.zeros(0, bool)
    half = np.array([_CAR_HALF_M if t.kind == "car" else 0.4 for t in tracks])
    sizes = np.array([len(t.path) for t in tracks])
    row = np.repeat(np.arange(len(tracks)), sizes)
    path, aside = np.concatenate([t.path for t in tracks]), np.concatenate([_right(t.path) for t in tracks])
    good = site.clear_of_buildings(np.array([shapely.LineString(t.path) for t in tracks], object), _CAR_HALF_M + 0.4)
    for side in (-1.0, 1.0):
        on = site.on_road(path + side * half[row, None] * aside)
        good &= np.bincount(row, on) / sizes > 0.85
    return good


def _right(path: np.ndarray) -> np.ndarray:
    """(n, 2) unit vectors to the right of a way."""
    along = headings(path)
    right: np.ndarray = np.empty_like(along)
    right[:, 0], right[:, 1] = along[:, 1], -along[:, 0]
    return right


def _ends_of(line: shapely.LineString) -> np.ndarray:
    xy = shapely.get_coordinates(line)
    return np.stack([xy[0], (xy[0] + xy[-1]) / 2, xy[-1]])
