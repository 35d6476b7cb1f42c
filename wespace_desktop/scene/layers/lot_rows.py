"""Rows of equal things inside a polygon, squared to its longest side: tree grids, canopies, racks, bays."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


def long_axis(shape: BaseGeometry) -> np.ndarray:
    """(2,) unit vector along the longer side of the tightest rectangle round the shape."""
    corners = np.asarray(shapely.minimum_rotated_rectangle(shape).exterior.coords)
    sides = np.diff(corners[:3], axis=0)
    side = sides[int(np.argmax(np.hypot(*sides.T)))]
    return np.asarray(side / max(float(np.hypot(*side)), 1e-9))


def rows(free: BaseGeometry, axis: np.ndarray, size: tuple[float, float], pitch: tuple[float, float]) -> np.ndarray:
    """(n, 2) middles of rectangles `size` (along, across the axis) that lie wholly in `free`, `pitch` apart."""
    if free.is_empty:
        return np.empty((0, 2))
    across = np.array([-axis[1], axis[0]])
    frame = np.stack([axis, across])
    local = shapely.get_coordinates(free) @ frame.T
    low, high = local.min(axis=0), local.max(axis=0)
    ticks = [_centred(low[k], high[k], size[k], pitch[k]) for k in (0, 1)]
    u, v = np.meshgrid(*ticks, indexing="ij")
    middle = np.c_[u.ravel(), v.ravel()] @ frame
    shapely.prepare(free)
    fits: np.ndarray = shapely.covers(free, rectangles(middle, axis, size))
    return np.asarray(middle[fits])


def _centred(low: float, high: float, size: float, pitch: float) -> np.ndarray:
    count = int((high - low - size) // pitch) + 1
    return (low + high) / 2 + (np.arange(max(count, 0)) - (count - 1) / 2) * pitch


def rectangles(middle: np.ndarray, axis: np.ndarray, size: tuple[Any, Any]) -> np.ndarray:
    """(n,) polygons: `size` along and across the axis, one or one per rectangle; so the axis, (2,) or (n, 2)."""
    axes = np.broadcast_to(axis, middle.shape)
    half = [np.broadcast_to(np.asarray(s, float), (len(middle),))[:, None] / 2 for s in size]
    along, across = axes * half[0], np.stack([-axes[:, 1], axes[:, 0]], axis=1) * half[1]
    corners = [middle - along - across, middle + along - across, middle + along + across, middle - along + across]
    return np.asarray(shapely.polygons(np.stack(corners, axis=1)))
