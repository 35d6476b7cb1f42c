"""The district's walking network as a graph: how far it is on foot along real sidewalks, crossings and paths."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from shapely.ops import substring

from wespace_desktop.model.district import District
from wespace_desktop.model.quantity import Quantity

#: Walking speeds by group, m/s: over 15 minutes 1,125 m and 765 m. S23: measured crossing speeds of older people
#: lie between 0.8 and 0.92 m/s; the adult one is assumed, as it is in the report's catalogue.
SPEED: dict[str, Quantity] = {
    "adult": Quantity(1.1, 1.25, 1.4, "m/s", "A"),
    "elderly": Quantity(0.8, 0.85, 0.92, "m/s", "S23"),
}
#: Lines that people walk on; streets only where none of them runs alongside.
ROUTES = ("walkways", "crossings")
#: A line that ends in nothing leads over so much open ground (a drive, a ramp) to the next one, m, where the way round
#: is so many times as long.
GAP_M, WAY_ROUND = 20.0, 4.0
#: Streets that meet are crossed there, marked or not: lines this near the junction, m, unless a crossing is drawn.
JUNCTION_M, MARKED_M = 17.0, 14.0
#: A piece of the network that stands alone is joined by up to this much open ground, m.
BRIDGE_M = 25.0
#: A street this near a walking line is walked beside, not on, m.
BESIDE_M = 22.0
_GRID_M = 0.05

_KEPT: WeakKeyDictionary[District, Network] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Network:
    """`nodes` (n, 2) local metres; `lines` (m,) LineStrings between the nodes `ends` (m, 2), `length_m` (m,).

    All of it hangs together; `left_out_m` is the length of pieces that nothing joins.
    """

    nodes: np.ndarray
    ends: np.ndarray
    lines: np.ndarray
    length_m: np.ndarray
    left_out_m: float = 0.0

    @classmethod
    def of(cls, district: District) -> Network:
        """The network of a district, made once; without any walking line it has no nodes."""
        if district not in _KEPT:
            _KEPT[district] = _made(district)
        return _KEPT[district]

    def __len__(self) -> int:
        return len(self.nodes)

    def walk(self, points: Any) -> Walk:
        """How far every place is from the nearest of the points (k, 2)."""
        doors = self.doors(points)
        start = np.full(len(self.nodes), np.inf)
        for edge, along, off in zip(doors.edge, doors.along_m, doors.off_m, strict=True):
            a, b = self.ends[edge]
            start[a] = min(start[a], off + along)
            start[b] = min(start[b], off + self.length_m[edge] - along)
        return Walk(self, doors, self.spread(start))

    def times(self, points: Any, speed: float) -> np.ndarray:
        """(n,) seconds from the nearest of the points (k, 2) to each node at a speed in m/s."""
        return self.walk(points).metres / speed

    def doors(self, points: Any) -> Doors:
        """Where each point (k, 2) meets the network: straight to the nearest place of the nearest line."""
        at = np.asarray(points, float).reshape(-1, 2)
        if not len(self.lines) or not len(at):
            return Doors(at[:0], np.empty(0, int), np.empty(0), np.empty(0))
        spots = shapely.points(at)
        edge = np.asarray(self._tree.nearest(spots), int)
        along = np.asarray(shapely.line_locate_point(self.lines[edge], spots))
        return Doors(at, edge, along, np.asarray(shapely.distance(self.lines[edge], spots)))

    def spread(self, start: np.ndarray, limit_m: float = np.inf) -> np.ndarray:
        """Dijkstra from nodes that are `start` (n,) metres away already; inf where none is, and beyond the limit."""
        metres = start.copy()
        waiting = [(float(metres[k]), int(k)) for k in np.flatnonzero(np.isfinite(start))]
        heapq.heapify(waiting)
        while waiting:
            so_far, node = heapq.heappop(waiting)
            if so_far > metres[node]:
                continue
            for other, length in self._next[node]:
                if so_far + length < min(metres[other], limit_m):
                    metres[other] = so_far + length
                    heapq.heappush(waiting, (so_far + length, other))
        return metres

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.lines)

    @cached_property
    def _next(self) -> list[list[tuple[int, float]]]:
        found: list[list[tuple[int, float]]] = [[] for _ in range(len(self.nodes))]
        for (a, b), length in zip(self.ends.tolist(), self.length_m.tolist(), strict=True):
            found[a].append((b, length))
            found[b].append((a, length))
        return found


@dataclass(frozen=True, eq=False)
class Doors:
    """Points (k, 2), the line each joins (k,), how far along it (k,) m, and the straight way there (k,) m."""

    points: np.ndarray
    edge: np.ndarray
    along_m: np.ndarray
    off_m: np.ndarray


@dataclass(frozen=True, eq=False)
class Walk:
    """Distances from some points over a network: `metres` (n,) per node, inf where there are no points."""

    network: Network
    start: Doors
    metres: np.ndarray

    def at(self, points: Any) -> np.ndarray:
        """(k,) metres on foot to the points (k, 2), with the straight way from each to the network."""
        doors, net = self.network.doors(points), self.network
        if not len(doors.edge):
            return np.full(len(np.asarray(points, float).reshape(-1, 2)), np.inf)
        ends = self.metres[net.ends[doors.edge]]
        found = np.minimum(ends[:, 0] + doors.along_m, ends[:, 1] + net.length_m[doors.edge] - doors.along_m)
        for edge, along, off in zip(self.start.edge, self.start.along_m, self.start.off_m, strict=True):
            direct = np.where(doors.edge == edge, off + np.abs(doors.along_m - along), np.inf)
            found = np.minimum(found, direct)
        return np.asarray(found + doors.off_m)

    def lines(self, limit_m: float) -> np.ndarray:
        """Every stretch of the network that is at most so many metres away, with the ways from the points to it."""
        net = self.network
        if not len(net.lines):
            return np.empty(0, object)
        left = np.clip(limit_m - self.metres[net.ends], 0.0, net.length_m[:, None])
        whole = left.sum(axis=1) >= net.length_m
        pieces = list(net.lines[whole])
        for edge in np.flatnonzero(~whole & (left.sum(axis=1) > 0)):
            line, (a, b), length = net.lines[edge], left[edge], net.length_m[edge]
            pieces += [substring(line, 0.0, a)] if a > 0 else []
            pieces += [substring(line, length - b, length)] if b > 0 else []
        pieces += self._first_steps(limit_m)
        found: np.ndarray = np.array([p for p in pieces if p.length > 0], object)
        return found

    def _first_steps(self, limit_m: float) -> Iterator[Any]:
        """From each point to the network and along the line it joins there."""
        doors, net = self.start, self.network
        for point, edge, along, off in zip(doors.points, doors.edge, doors.along_m, doors.off_m, strict=True):
            line, rest = net.lines[edge], limit_m - off
            if rest > 0:
                yield shapely.linestrings([point, line.interpolate(along).coords[0]])
                yield substring(line, max(0.0, along - rest), min(net.length_m[edge], along + rest))


# ---------------------------------------------------------------- how the network is put together


def _made(district: District) -> Network:
    walked = np.concatenate([_lines(district, name) for name in ROUTES])
    lines = _noded(np.concatenate([walked, _streets_without(district, walked)]))
    lines = _noded(np.concatenate([lines, _over_junctions(district, lines)]))
    lines = _noded(np.concatenate([lines, _over_gaps(district, lines)]))
    lines = _noded(np.concatenate([lines, _bridges(district, lines)]))
    net = _network(lines)
    if not len(lines):
        return net
    piece = _pieces(len(net.nodes), net.ends)[net.ends[:, 0]]
    kept = piece == np.bincount(piece, net.length_m).argmax()
    return replace(_network(lines[kept]), left_out_m=float(net.length_m[~kept].sum()))


def _network(lines: np.ndarray) -> Network:
    nodes, ends = _ends(lines)
    return Network(nodes, ends, lines, np.asarray(shapely.length(lines)))


def _lines(district: District, theme: str) -> np.ndarray:
    """(n,) single LineStrings of a theme of lines."""
    found: np.ndarray = shapely.get_parts(shapely.get_parts(district.theme(theme).geometry))
    return np.asarray(found[(shapely.get_type_id(found) == 1) & (shapely.length(found) > 0)])


def _streets_without(district: District, walked: np.ndarray) -> np.ndarray:
    """Streets that have no walking line beside them: there people walk on the street."""
    streets = _lines(district, "streets")
    if not len(walked) or not len(streets):
        return streets
    middles = shapely.line_interpolate_point(streets, 0.5, normalized=True)
    near = shapely.STRtree(walked).query(middles, predicate="dwithin", distance=BESIDE_M)[0]
    return np.asarray(np.delete(streets, np.unique(near)))


def _noded(lines: np.ndarray) -> np.ndarray:
    """Cut wherever lines meet, so that two lines only touch at their ends."""
    if not len(lines):
        return lines
    whole = shapely.union_all(lines, grid_size=_GRID_M)
    merged = shapely.line_merge(whole)
    parts: np.ndarray = shapely.get_parts(merged)
    return np.asarray(parts[shapely.length(parts) > 0])


def _ends(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nodes (n, 2) and the two of each line (m, 2)."""
    if not len(lines):
        return np.empty((0, 2)), np.empty((0, 2), int)
    both = [shapely.get_coordinates(shapely.get_point(lines, k)) for k in (0, -1)]
    nodes, index = np.unique(np.round(np.concatenate(both), 3), axis=0, return_inverse=True)
    return nodes, np.asarray(index.reshape(2, -1).T)


def _pieces(count: int, ends: np.ndarray) -> np.ndarray:
    """(n,) for each node the smallest node of the piece that hangs together with it."""
    piece = np.arange(count)
    while True:
        low = piece[ends].min(axis=1)
        after = piece.copy()
        np.minimum.at(after, ends.ravel(), np.repeat(low, 2))
        after = after[after]
        if np.array_equal(after, piece):
            return piece
        piece = after


def _over_junctions(district: District, lines: np.ndarray) -> np.ndarray:
    """Ways to the middle of each junction without a marked crossing, one from each line beside it."""
    spots = np.asarray(district.theme("junctions").geometry)
    marked = _lines(district, "crossings")
    if not len(lines) or not len(spots):
        return np.empty(0, object)
    if len(marked):
        spots = np.delete(spots, np.unique(shapely.STRtree(marked).query(spots, "dwithin", MARKED_M)[0]))
    asked, near = shapely.STRtree(lines).query(spots, predicate="dwithin", distance=JUNCTION_M)
    links = shapely.shortest_line(spots[asked], lines[near])
    return np.asarray(links[_open(district, links)])


def _over_gaps(district: District, lines: np.ndarray) -> np.ndarray:
    """The shortest step from each line that ends in nothing to one that is far on foot."""
    net = _network(lines)
    loose = np.flatnonzero(np.bincount(net.ends.ravel(), minlength=len(net.nodes)) == 1) if len(lines) else ()
    if not len(loose):
        return np.empty(0, object)
    tree = shapely.STRtree(lines)
    found: list[Any] = []
    for node in loose:
        spot = shapely.Point(net.nodes[node])
        near = tree.query(spot, predicate="dwithin", distance=GAP_M)
        links = shapely.shortest_line(spot, lines[near])
        step, along = shapely.length(links), shapely.line_locate_point(lines[near], shapely.get_point(links, -1))
        start = np.full(len(net.nodes), np.inf)
        start[node] = 0.0
        ends = net.spread(start, GAP_M * WAY_ROUND)[net.ends[near]]
        round_ = np.minimum(ends[:, 0] + along, ends[:, 1] + net.length_m[near] - along)
        worth = (step > 0) & (round_ > step * WAY_ROUND) & _open(district, links)
        found += list(links[worth][np.argsort(step[worth], kind="stable")[:1]])
    return np.array(found, object)


def _open(district: District, links: np.ndarray) -> np.ndarray:
    """(n,) bool: which ways lead through no building."""
    clear, built = np.ones(len(links), bool), district.theme("buildings")
    if len(built) and len(links):
        clear[built.tree.query(links, predicate="crosses")[0]] = False
    return clear


def _bridges(district: District, lines: np.ndarray) -> np.ndarray:
    """Ways over open ground from pieces that stand alone to the rest, not through a building."""
    nodes, ends = _ends(lines)
    if not len(lines):
        return lines
    piece = _pieces(len(nodes), ends)[ends[:, 0]]
    tree, sizes = shapely.STRtree(lines), np.bincount(piece, shapely.length(lines))
    found: list[Any] = []
    for name in np.unique(piece[piece != sizes.argmax()]):
        own = np.flatnonzero(piece == name)
        asked, near = tree.query(lines[own], predicate="dwithin", distance=BRIDGE_M)
        other = piece[near] != name
        links = shapely.shortest_line(lines[own][asked[other]], lines[near[other]])
        links = links[_open(district, links)]
        found += list(links[np.argsort(shapely.length(links), kind="stable")[:1]])
    return np.array(found, object)
