"""What is seen from a place: a disc of a reach, cut where buildings block the view."""

from __future__ import annotations

import numpy as np
import shapely

RAYS = 96
#: Rays times walls at once: small enough to stay in the cache of a processor.
_AT_ONCE = 60_000
#: A pole that stands inside a footprint or at its wall looks out past that building, but not into it, m.
TOUCH_M = 0.6


def visible(points: np.ndarray, reach_m: np.ndarray, tree: shapely.STRtree) -> np.ndarray:
    """(n,) polygons seen from `points` (n, 2) within `reach_m` (n,); `tree` holds what blocks the view."""
    return np.array([_visible_from(p, float(r), tree) for p, r in zip(points, reach_m, strict=True)], object)


def _visible_from(at: np.ndarray, reach_m: float, tree: shapely.STRtree) -> shapely.Geometry:
    walls = _walls_near(at, reach_m, tree)
    angles = _angles(at, walls, reach_m)
    rays = np.c_[np.cos(angles), np.sin(angles)]
    distance = np.minimum(_first_hit(at, rays, walls), reach_m)
    ground = shapely.buffer(shapely.Polygon(at + rays * distance[:, None]), 0)
    touched = tree.geometries[tree.query(shapely.Point(at), predicate="dwithin", distance=TOUCH_M)]
    return shapely.difference(ground, shapely.union_all(touched)) if len(touched) else ground


def _walls_near(at: np.ndarray, reach_m: float, tree: shapely.STRtree) -> np.ndarray:
    """(k, 2, 2) wall segments of the buildings within reach, without a building the pole itself touches."""
    near = tree.geometries[tree.query(shapely.Point(at), predicate="dwithin", distance=reach_m)]
    near = near[shapely.distance(near, shapely.Point(at)) > TOUCH_M] if len(near) else near
    rings = shapely.get_rings(near) if len(near) else np.empty(0, object)
    if not len(rings):
        return np.empty((0, 2, 2))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(ring[1:] == ring[:-1])
    walls = np.stack([xy[start], xy[start + 1]], axis=1)
    low, high = walls.min(axis=1), walls.max(axis=1)
    close = (low <= at + reach_m).all(axis=1) & (high >= at - reach_m).all(axis=1)
    near_walls: np.ndarray = walls[close]
    return near_walls


def _angles(at: np.ndarray, walls: np.ndarray, reach_m: float) -> np.ndarray:
    """Even rays, and a pair beside each corner in reach, so that the shadow's edge is straight; sorted, radians."""
    even = np.linspace(-np.pi, np.pi, RAYS, endpoint=False)
    corners = walls.reshape(-1, 2) - at
    corners = corners[np.hypot(*corners.T) <= reach_m]
    towards = np.arctan2(corners[:, 1], corners[:, 0])
    return np.unique(np.r_[even, towards - 1e-5, towards + 1e-5].round(7))


def _first_hit(at: np.ndarray, rays: np.ndarray, walls: np.ndarray) -> np.ndarray:
    """(rays,) distance to the nearest wall along each ray, inf where there is none."""
    if not len(walls):
        return np.full(len(rays), np.inf)
    a, step = walls[:, 0] - at, walls[:, 1] - walls[:, 0]
    some = max(1, _AT_ONCE // len(walls))
    return np.concatenate([_hits(a, step, rays[k : k + some]) for k in range(0, len(rays), some)])


def _hits(a: np.ndarray, step: np.ndarray, rays: np.ndarray) -> np.ndarray:
    """(rays,) for walls from `a` along `step`."""
    denominator = rays[:, :1] * step[None, :, 1] - rays[:, 1:] * step[None, :, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        along_ray = (a[:, 0] * step[:, 1] - a[:, 1] * step[:, 0])[None] / denominator
        along_wall = (a[None, :, 0] * rays[:, 1:] - a[None, :, 1] * rays[:, :1]) / denominator
    hit = (along_ray > 0) & (along_wall >= 0) & (along_wall <= 1)
    return np.asarray(np.where(hit, along_ray, np.inf).min(axis=1))
