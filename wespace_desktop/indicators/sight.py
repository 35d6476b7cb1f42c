"""What is seen from a place: a disc of a reach, cut where buildings block the view."""

from __future__ import annotations

import numpy as np
import shapely

RAYS = 96
#: Rays this little beside the ends of a wall are tried on it too, radians.
_BESIDE = 1e-4
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
    ray, wall = _facing(walls - at, np.arctan2(rays[:, 1], rays[:, 0]))
    a, step, way = (walls[:, 0] - at)[wall], (walls[:, 1] - walls[:, 0])[wall], rays[ray]
    denominator = way[:, 0] * step[:, 1] - way[:, 1] * step[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        along_ray = (a[:, 0] * step[:, 1] - a[:, 1] * step[:, 0]) / denominator
        along_wall = (a[:, 0] * way[:, 1] - a[:, 1] * way[:, 0]) / denominator
    hit = (along_ray > 0) & (along_wall >= 0) & (along_wall <= 1)
    found = np.full(len(rays), np.inf)
    np.minimum.at(found, ray[hit], along_ray[hit])
    return found


def _facing(walls: np.ndarray, angles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every pair of a ray, by its angle in rising order, and a wall (k, 2, 2) round the eye that it may meet.

    A wall is seen under less than half a turn; one that crosses the seam at pi is asked for at both ends.
    """
    towards = np.arctan2(walls[:, :, 1], walls[:, :, 0])
    turn = (towards[:, 1] - towards[:, 0] + np.pi) % (2 * np.pi) - np.pi
    low = np.minimum(towards[:, 0], towards[:, 0] + turn) - _BESIDE
    high = np.maximum(towards[:, 0], towards[:, 0] + turn) + _BESIDE
    shifts = np.array([-2 * np.pi, 0.0, 2 * np.pi])[:, None]
    first, last = np.searchsorted(angles, low + shifts), np.searchsorted(angles, high + shifts, side="right")
    count = np.maximum(last - first, 0).ravel()
    wall = np.repeat(np.tile(np.arange(len(walls)), 3), count)
    starts = np.repeat(first.ravel() - np.r_[0, np.cumsum(count)[:-1]], count)
    return starts + np.arange(len(wall)), wall
