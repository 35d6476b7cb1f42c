"""Winding paths through a lot: from its real entrances on the sidewalk to a few clearings, along cheap ground."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.scene.chance import patches
from wespace_desktop.scene.layers.lane_geometry import smooth

_NEIGHBOURS = [
    (1, 0, 1.0),
    (-1, 0, 1.0),
    (0, 1, 1.0),
    (0, -1, 1.0),
    (1, 1, 1.414),
    (1, -1, 1.414),
    (-1, 1, 1.414),
    (-1, -1, 1.414),
]
#: A path that is already there draws the next one to it: a network, not a bundle.
_ON_PATH = 0.35


@dataclass(frozen=True, eq=False)
class PathNetwork:
    """`lines` from entrance to clearing; `hubs` (k, 2) middles of the clearings with `radius_m` (k,)."""

    lines: list[shapely.LineString]
    hubs: np.ndarray
    radius_m: np.ndarray


@dataclass(eq=False)
class _Grid:
    """The free ground of a lot as cells: `at` (n, 2), `cost` (n,) per metre, `row` of the cell at integer (i, j)."""

    at: np.ndarray
    cell: np.ndarray
    cost: np.ndarray
    depth: np.ndarray
    row: dict[tuple[int, int], int]
    size_m: float


def entrances(lot: BaseGeometry, walks: BaseGeometry, blocked: BaseGeometry, count: int) -> np.ndarray:
    """(k, 2) points on the lot's outer edge beside a sidewalk, spread as far from each other as they can be."""
    rings = [p.exterior for p in shapely.get_parts(lot)]
    at = np.concatenate(
        [shapely.get_coordinates(shapely.line_interpolate_point(r, np.arange(0, r.length, 3.0))) for r in rings]
    )
    points = shapely.points(at)
    open_ = shapely.distance(blocked, points) > 2.0 if not blocked.is_empty else np.ones(len(at), bool)
    away = shapely.distance(walks, points) if not walks.is_empty else np.zeros(len(at))
    if not open_.any():
        return np.empty((0, 2))
    beside = open_ & (away <= max(3.0, float(np.min(away[open_])) + 1.0))
    at = at[beside]
    chosen = [int(np.argmin(away[beside]))]
    while len(chosen) < min(count, len(at)):
        gap = np.min(np.hypot(*(at[:, None] - at[chosen][None]).transpose(2, 0, 1)), axis=1)
        if gap.max() < 14.0:
            break
        chosen.append(int(np.argmax(gap)))
    return at[chosen]


def path_network(lot: BaseGeometry, blocked: BaseGeometry, doors: np.ndarray) -> PathNetwork:
    """Paths from each door to the nearest clearing and between the clearings; empty when nothing is free."""
    grid = _grid(lot, blocked)
    if grid is None or not len(doors):
        return PathNetwork([], np.empty((0, 2)), np.empty(0))
    hubs = _hubs(grid, float(lot.area))
    targets = [int(np.argmin(np.hypot(*(grid.at - h).T))) for h in grid.at[hubs]]
    starts = [int(np.argmin(np.hypot(*(grid.at - d).T))) for d in doors]
    lines = []
    pairs = list(pairwise(targets))
    middles = grid.at[targets]
    pairs += [(s, targets[int(np.argmin(np.hypot(*(middles - grid.at[s]).T)))]) for s in starts]
    doors_of = [None] * (len(targets) - 1) + list(doors)
    for (a, b), door in zip(pairs, doors_of, strict=True):
        cells = _route(grid, a, b)
        if len(cells) < 2:
            continue
        grid.cost[cells] = np.minimum(grid.cost[cells], _ON_PATH)
        lines.append(_winding(grid.at[cells], door, 3.2 / grid.size_m))
    radius = np.clip(0.55 * grid.depth[hubs], 1.6, 7.0)
    return PathNetwork(lines, grid.at[hubs], radius)


def _grid(lot: BaseGeometry, blocked: BaseGeometry) -> _Grid | None:
    size = float(np.clip(np.sqrt(lot.area) / 28, 0.7, 2.4))
    x0, y0, x1, y1 = lot.bounds
    i, j = np.meshgrid(np.arange(x0 + size / 2, x1, size), np.arange(y0 + size / 2, y1, size), indexing="ij")
    cell = np.stack(np.meshgrid(np.arange(i.shape[0]), np.arange(i.shape[1]), indexing="ij"), -1).reshape(-1, 2)
    at = np.c_[i.ravel(), j.ravel()]
    free = shapely.difference(lot, shapely.buffer(blocked, 1.5)) if not blocked.is_empty else lot
    shapely.prepare(free)
    inside = shapely.contains_xy(free, at[:, 0], at[:, 1])
    if inside.sum() < 4:
        return None
    at, cell = at[inside], cell[inside]
    depth = shapely.distance(shapely.boundary(free), shapely.points(at))
    wander = patches(at, max(7.0, float(np.sqrt(lot.area)) / 4), 11)
    cost = 1.0 + 2.2 * np.exp(-depth / 2.5) + 2.4 * wander
    return _Grid(at, cell, cost, depth, {(int(a), int(b)): k for k, (a, b) in enumerate(cell)}, size)


def _hubs(grid: _Grid, area_m2: float) -> list[int]:
    """The most open cells, one per 1,600 m2, far from each other."""
    chosen = [int(np.argmax(grid.depth))]
    while len(chosen) < min(4, int(area_m2 // 1600) + 1):
        gap = np.min(np.hypot(*(grid.at[:, None] - grid.at[chosen][None]).transpose(2, 0, 1)), axis=1)
        score = np.where(gap > 26.0, grid.depth, -1.0)
        if score.max() < 3.0:
            break
        chosen.append(int(np.argmax(score)))
    return sorted(chosen, key=lambda k: (grid.at[k, 0], grid.at[k, 1]))


def _route(grid: _Grid, start: int, goal: int) -> list[int]:
    """Dijkstra over the cells; the rows from start to goal, [] when they are not connected."""
    best, came = {start: 0.0}, {start: start}
    queue = [(0.0, start)]
    while queue:
        far, here = heapq.heappop(queue)
        if here == goal:
            break
        if far > best[here]:
            continue
        i, j = grid.cell[here]
        for di, dj, step in _NEIGHBOURS:
            there = grid.row.get((int(i) + di, int(j) + dj))
            if there is not None and (cost := far + step * grid.cost[there]) < best.get(there, np.inf):
                best[there], came[there] = cost, here
                heapq.heappush(queue, (cost, there))
    if goal not in came:
        return []
    path = [goal]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]


def _winding(points: np.ndarray, door: np.ndarray | None, sigma: float) -> shapely.LineString:
    """The cells' staircase as a soft curve that starts at the door."""
    if door is not None:
        points = np.r_[door[None] + (door - points[0]) * 0.05, points]
    return shapely.LineString(smooth(points, min(sigma, len(points) / 4)) if len(points) > 4 else points)
