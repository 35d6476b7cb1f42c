"""A part made lighter for a hand that moves: only what rises from the ground, points nearer than a pixel as one."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

import numpy as np

from wespace_desktop.scene.part import Part

#: What stays below this height is printed on the ground; a car is 1.8 m high.
LOW_M, DEEP_M = 1.9, -0.5
_LARGEST_COPY_M = 12.0
_FINE_BITS = 5


def is_low(part: Part, low_m: float = LOW_M) -> np.ndarray:
    """(m,) bool: the cell lies wholly between the ground and `low_m` above it."""
    z = part.points[:, 2]
    low = (z <= low_m) & (z >= DEEP_M)
    return reduce(np.logical_and, (low[part.cells[:, k]] for k in range(part.cells.shape[1])))


def raised(part: Part, cell_m: float, points_each: int = 9, low_m: float = LOW_M) -> Part:
    """What rises above the ground, in triangles of about `cell_m` metres or more. Ids are left out.

    A thing that is there in many copies (a tree, a lamp) keeps `points_each` of its points.
    """
    part = _of_copies(part, points_each)
    part = replace(part, cells=part.cells[~is_low(part, low_m)])
    if not len(part.cells):
        return _empty(part)
    cluster, place = _clusters(part.points, cell_m)
    corners = cluster[part.cells]
    whole = np.ones(len(corners), bool)
    for a in range(corners.shape[1]):
        whole &= corners[:, a] != corners[:, a - 1]
    cells = part.cells[whole]
    return _welded(part, cells, cluster, place) if len(cells) else _empty(part)


def joined(parts: list[Part], name: str) -> Part:
    """All in one, as opaque as the first of them."""
    starts = np.cumsum([0, *(len(p.points) for p in parts)])
    first = parts[0]
    return replace(
        first,
        name=name,
        points=np.concatenate([p.points for p in parts]),
        cells=np.concatenate([p.cells + np.int32(s) for p, s in zip(parts, starts, strict=False)]),
        rgb=np.concatenate([p.rgb for p in parts]),
        ids=np.zeros(int(starts[-1]), np.int32),
        uv=None if first.uv is None else np.concatenate([p.uv for p in parts if p.uv is not None]),
        needs=frozenset(),
        hidden_by=frozenset(),
        detail=False,
        seen_from="any",
    )


def _empty(part: Part) -> Part:
    none = np.zeros(0, np.int32)
    return replace(
        part,
        points=part.points[:0],
        cells=part.cells[:0],
        rgb=part.rgb[:0],
        ids=none,
        uv=None if part.uv is None else part.uv[:0],
    )


def _clusters(points: np.ndarray, cell_m: float) -> tuple[np.ndarray, np.ndarray]:
    """(n,) the cluster of each point, (k, 3) where it lies: always at one of its points, the same one in every part."""
    key, fine = np.zeros(len(points), np.int64), []
    for axis in range(3):
        scaled = points[:, axis].astype(np.float64) / cell_m
        cell = np.floor(scaled)
        fine.append(((scaled - cell) * (1 << _FINE_BITS)).astype(np.int64))
        cell = (cell - cell.min()).astype(np.int64)
        key = key * (int(cell.max()) + 1) + cell
    for part_of_cell in fine:
        key = key << _FINE_BITS | part_of_cell
    order = np.argsort(key, kind="stable")
    sorted_cells = key[order] >> 3 * _FINE_BITS
    new = np.r_[True, sorted_cells[1:] != sorted_cells[:-1]]
    cluster = np.empty(len(points), np.int64)
    cluster[order] = np.cumsum(new) - 1
    return cluster, points[order[new]]


def _welded(part: Part, cells: np.ndarray, cluster: np.ndarray, place: np.ndarray) -> Part:
    """Points of one place and one colour become one; where a texture lies on them they stay apart."""
    used = np.zeros(len(part.points), bool)
    used[cells.ravel()] = True
    keep = np.flatnonzero(used)
    if part.uv is None:
        red, green, blue = (part.rgb[keep, k].astype(np.int64) for k in range(3))
        key = ((cluster[keep] << 8 | red) << 8 | green) << 8 | blue
        _, first, back = np.unique(key, return_index=True, return_inverse=True)
    else:
        first = back = np.arange(len(keep))
    number = np.zeros(len(part.points), np.int32)
    number[keep] = back
    chosen = keep[first]
    return replace(
        part,
        points=place[cluster[chosen]],
        cells=number[cells],
        rgb=part.rgb[chosen],
        ids=np.zeros(len(chosen), np.int32),
        uv=None if part.uv is None else part.uv[chosen],
    )


def _of_copies(part: Part, kept_each: int) -> Part:
    """A part of many copies of one thing, with each copy of fewer points; any other part as it is."""
    found = copied(part)
    if found is None:
        return part
    points_each, cells_each = found
    if points_each <= kept_each:
        return part
    one = part.points[:points_each].astype(float)
    if np.ptp(one, axis=0).max() > _LARGEST_COPY_M:
        return part
    kept = _spread(one, kept_each)
    nearest = np.linalg.norm(one[:, None] - one[kept], axis=2).argmin(axis=1)
    cells = nearest[part.cells[:cells_each]]
    cells = cells[(cells[:, 0] != cells[:, 1]) & (cells[:, 1] != cells[:, 2]) & (cells[:, 2] != cells[:, 0])]
    cells = cells[np.unique(np.sort(cells, axis=1), axis=0, return_index=True)[1]]
    count = len(part.points) // points_each
    copies = part.points.reshape(count, points_each, 3)
    middle = copies.mean(axis=1, keepdims=True)
    larger = np.float32(np.sqrt(_area(one, part.cells[:cells_each]) / max(_area(one[kept], cells), 1e-9)))
    points = middle + (copies[:, kept] - middle) * larger     # a rounder thing covers more than its few points span
    chosen = (np.arange(count)[:, None] * points_each + kept).ravel()
    every = np.arange(count)[:, None, None] * len(kept) + cells
    return replace(
        part,
        points=points.reshape(-1, 3).astype(np.float32),
        cells=every.reshape(-1, 3).astype(np.int32),
        rgb=part.rgb[chosen],
        ids=part.ids[chosen],
    )


def _area(points: np.ndarray, cells: np.ndarray) -> float:
    a, b, c = (points[cells[:, k]] for k in range(3))
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum())


def copied(part: Part) -> tuple[int, int] | None:
    """Points and cells of one copy, when the part is the same mesh over and over."""
    cells = part.cells
    if part.is_lines or part.uv is not None or len(cells) < 2:
        return None
    columns = [cells[:, k] for k in range(3)]
    ends = np.maximum.accumulate(reduce(np.maximum, columns))[:-1]
    starts = np.minimum.accumulate(reduce(np.minimum, columns)[::-1])[::-1][1:]
    breaks = np.flatnonzero(starts > ends)
    if not len(breaks):
        return None
    cells_each, points_each = int(breaks[0]) + 1, int(starts[breaks[0]])
    count, rest = divmod(len(cells), cells_each)
    if rest or points_each * count != len(part.points):
        return None
    shift = (np.arange(count, dtype=np.int32) * points_each)[:, None, None]
    same = (cells.reshape(count, cells_each, 3) - shift == cells[:cells_each]).all()
    return (points_each, cells_each) if same else None


def _spread(points: np.ndarray, count: int) -> np.ndarray:
    """Indices of `count` points that lie far from each other, the highest first."""
    chosen = [int(points[:, 2].argmax())]
    away = np.linalg.norm(points - points[chosen[0]], axis=1)
    while len(chosen) < count:
        chosen.append(int(away.argmax()))
        away = np.minimum(away, np.linalg.norm(points - points[chosen[-1]], axis=1))
    return np.array(sorted(chosen))
