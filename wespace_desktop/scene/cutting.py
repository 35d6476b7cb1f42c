"""Cutting city-wide polygons quickly: a big shape is kept as many small tiles with a search tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from wespace_desktop.scene.site import GRID, polygons_of


class Tiles:
    """One geometry, or several that are read as one, as small pieces that together are exactly it."""

    def __init__(self, geometry: Any, size_m: float = 80.0) -> None:
        whole = np.atleast_1d(np.asarray(geometry, dtype=object))
        self.pieces = polygons_of(np.array([p for g in whole for p in split(g, size_m)], dtype=object))
        self.tree = shapely.STRtree(self.pieces)

    def clip(self, shapes: Any) -> tuple[np.ndarray, np.ndarray]:
        """What of the shapes (n,) lies inside: pieces (k,) and the row of the shape each comes from (k,)."""
        array = np.atleast_1d(np.asarray(shapes, dtype=object))
        row, piece = self.tree.query(array, predicate="intersects")
        cut = shapely.intersection(array[row], self.pieces[piece])
        keep = ~shapely.is_empty(cut)
        order = np.argsort(row[keep], kind="stable")
        return cut[keep][order], row[keep][order]


def split(geometry: shapely.Geometry, size_m: float, few: int = 40) -> list[shapely.Geometry]:
    """Halved again and again until every piece is small in metres or in corners."""
    if shapely.is_empty(geometry):
        return []
    x0, y0, x1, y1 = shapely.bounds(geometry)
    if shapely.get_num_coordinates(geometry) <= few or max(x1 - x0, y1 - y0) <= size_m:
        return [geometry]
    if x1 - x0 >= y1 - y0:
        middle = round((x0 + x1) / 2, 2)
        halves = [(x0 - 1, y0 - 1, middle, y1 + 1), (middle, y0 - 1, x1 + 1, y1 + 1)]
    else:
        middle = round((y0 + y1) / 2, 2)
        halves = [(x0 - 1, y0 - 1, x1 + 1, middle), (x0 - 1, middle, x1 + 1, y1 + 1)]
    return [piece for half in halves for piece in split(clipped(geometry, half), size_m, few)]


def clipped(geometry: shapely.Geometry, rectangle: tuple[float, float, float, float]) -> shapely.Geometry:
    """Several times faster than an intersection with a box; where it leaves a figure of eight, the slow way."""
    cut = shapely.clip_by_rect(geometry, *rectangle)
    return cut if shapely.is_valid(cut) else shapely.intersection(geometry, shapely.box(*rectangle))


def take_away(shapes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Each shape without those of the others that it meets; shapes that meet none come back as they are."""
    rest = shapes.copy()
    if not len(others) or not len(shapes):
        return rest
    row, other = shapely.STRtree(others).query(shapes, predicate="intersects")
    for i, found in grouped(row, other):
        rest[i] = shapely.difference(rest[i], shapely.union_all(others[found]), grid_size=GRID)
    return rest


def grouped(row: np.ndarray, value: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Each row that occurs with all its values, in their order."""
    order = np.argsort(row, kind="stable")
    rows, start = np.unique(row[order], return_index=True)
    for i, found in zip(rows, np.split(value[order], start)[1:], strict=True):
        yield int(i), found


def lay_out(kinds: list[np.ndarray]) -> list[np.ndarray]:
    """A planar partition: each array of polygons loses what an earlier array, or an earlier row of it, covers."""
    placed: list[np.ndarray] = []
    result = []
    for shapes in kinds:
        free = take_away(_apart(shapes), np.concatenate(placed) if placed else np.empty(0, object))
        result.append(free)
        small = [polygons_of(split(g, 120.0)) for g in free]
        placed.append(np.concatenate(small) if small else np.empty(0, object))
    return result


def _apart(shapes: np.ndarray) -> np.ndarray:
    """Within one kind: an earlier row wins over a later one that overlaps it."""
    clean = shapely.set_precision(shapes, GRID) if len(shapes) else shapes.copy()
    if len(clean) < 2:
        return clean
    row, other = shapely.STRtree(clean).query(clean, predicate="intersects")
    for i in np.unique(row[other < row]):
        before = clean[other[(row == i) & (other < i)]]
        clean[i] = shapely.difference(clean[i], shapely.union_all(before), grid_size=GRID)
    return clean
