"""How a storey is divided: rooms of equal width along the facades with a wall behind them, and free floors."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from wespace_desktop.scene.layers.roofs import solid
from wespace_desktop.scene.site import polygons_of

#: A private room, m: 3.3 wide and 5.0 deep are 16.5 m2; a corner takes one room's depth of each facade.
ROOM_WIDE_M, ROOM_DEEP_M, THIN_M = 3.3, 5.0, 0.14
#: A narrow building keeps this share of its half width for a room, the rest for the passage; a room is no less deep.
_PASSAGE, _LEAST_DEEP_M = 0.82, 3.6


@dataclass(frozen=True, eq=False)
class Rooms:
    """`at` (n, 3): middle of each room and the direction from its window inwards, radians; `wide_m` (n,).

    `cross` are the walls between rooms, `back` the wall behind them, `core` the floor behind that wall.
    """

    at: np.ndarray
    wide_m: np.ndarray
    cross: shapely.Geometry
    back: shapely.Geometry
    core: shapely.Geometry


def rooms_in(plan: shapely.Geometry) -> Rooms:
    """Rooms along every straight facade that is long enough for one beside its corners."""
    deep = min(ROOM_DEEP_M, _PASSAGE * shapely.maximum_inscribed_circle(plan, tolerance=0.1).length)
    core = solid(shapely.buffer(plan, -deep, join_style="mitre"))
    found, wide, lines = [np.empty((0, 3))], [np.empty(0)], []
    for start, end, inwards in facades(plan):
        step = end - start
        length = float(np.hypot(*step))
        count = int((length - 2 * deep) / ROOM_WIDE_M)
        if count < 1 or deep < _LEAST_DEEP_M:
            continue
        way, each = step / length, (length - 2 * deep) / count
        walls = start + way * (deep + each * np.arange(count + 1))[:, None]
        lines += list(shapely.linestrings(np.stack([walls, walls + inwards * deep], 1)))
        middle = start + way * (deep + each * (np.arange(count) + 0.5))[:, None] + inwards * deep / 2
        found.append(np.c_[middle, np.full(count, np.arctan2(inwards[1], inwards[0]))])
        wide.append(np.full(count, each))
    at, wide_m = np.concatenate(found), np.concatenate(wide)
    kept = shapely.covers(shapely.buffer(plan, 0.05), shapely.buffer(shapely.points(at[:, :2]), 1.6)) if len(at) else []
    kept = np.asarray(kept, bool)
    band = shapely.difference(plan, core)
    cross = shapely.intersection(shapely.buffer(shapely.union_all(lines), THIN_M / 2, cap_style="flat"), band)
    back = shapely.difference(core, shapely.buffer(core, -THIN_M, join_style="mitre"))
    return Rooms(at[kept], wide_m[kept], solid(cross), solid(back), core)


def facades(plan: shapely.Geometry) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Start, end and inward direction of every straight piece of the outer walls."""
    found = []
    for polygon in polygons_of(shapely.simplify(plan, 1.0)):
        ring = shapely.get_coordinates(shapely.get_exterior_ring(shapely.normalize(polygon)))
        for a, b in pairwise(ring):
            step = b - a
            length = float(np.hypot(*step))
            if length > 2.0:
                left = np.array([-step[1], step[0]]) / length
                inside = shapely.contains_xy(polygon, *((a + b) / 2 + left * 0.5))
                found.append((a, b, left if inside else -left))
    return found


def grid_in(plan: shapely.Geometry, step_m: float, off_walls_m: float, axis_rad: float) -> np.ndarray:
    """(n, 2) places in straight rows, clear of the walls by so much."""
    free = shapely.buffer(plan, -off_walls_m)
    if free.is_empty:
        return np.empty((0, 2))
    c, s = np.cos(axis_rad), np.sin(axis_rad)
    turn = np.array([[c, -s], [s, c]])      # rows @ turn: into the axes of the rows
    x0, y0 = (shapely.get_coordinates(free) @ turn).min(axis=0)
    x1, y1 = (shapely.get_coordinates(free) @ turn).max(axis=0)
    x, y = np.meshgrid(np.arange(x0 + step_m / 4, x1, step_m), np.arange(y0 + step_m / 4, y1, step_m))
    at = np.c_[x.ravel(), y.ravel()] @ turn.T
    return np.asarray(at[shapely.contains_xy(free, at[:, 0], at[:, 1])])
