"""Ground at the foot of a building where a container can stand: off roads, walks, squares, parking and other walls."""

from __future__ import annotations

import numpy as np
import shapely

from wespace_desktop.model.district import Theme
from wespace_desktop.scene.site import Site

#: Themes that a service yard keeps off.
_KEPT_FREE = (
    "roads", "sidewalks", "footpaths", "plazas", "open_spaces", "parking_lots", "parking_spaces", "traffic_islands",
    "water", "tree_wells", "cycleways", "walkways", "rail",
)  # fmt: skip
_OFF_WALL_M, _STEP_M = 0.9, 3.0


def yard_at(
    site: Site,
    footprint: shapely.Geometry,
    size_m: tuple[float, float],
    taken: list[shapely.Geometry],
    near_road: bool = False,
) -> tuple[float, float, float] | None:
    """x, y and heading of a rectangle beside a building's wall, farthest from a road or nearest; None without room."""
    ring = shapely.get_exterior_ring(max(shapely.get_parts(footprint), key=lambda p: p.area))
    out = _OFF_WALL_M + size_m[1] / 2
    at = np.arange(size_m[0] / 2, ring.length, _STEP_M)
    a, b = (shapely.get_coordinates(shapely.line_interpolate_point(ring, at + d)) for d in (-0.2, 0.2))
    way = (b - a) / np.maximum(np.hypot(*(b - a).T), 1e-9)[:, None]
    side = np.c_[way[:, 1], -way[:, 0]] * (1.0 if shapely.is_ccw(ring) else -1.0)
    middle = (a + b) / 2 + side * out
    boxes = np.array([_box(m, w, size_m) for m, w in zip(middle, way, strict=True)], object)
    free = _free(site, boxes, taken) & (shapely.distance(boxes, footprint) > _OFF_WALL_M / 3)
    rows = np.flatnonzero(free)
    if not len(rows):
        return None
    far = shapely.distance(site.roads, boxes[rows])  # in this order, for the roads are prepared
    k = int(rows[np.argmin(np.round(far, 1)) if near_road else np.argmax(np.round(far, 1))])
    return float(middle[k, 0]), float(middle[k, 1]), float(np.arctan2(way[k, 1], way[k, 0]))


def _box(middle: np.ndarray, way: np.ndarray, size_m: tuple[float, float]) -> shapely.Polygon:
    along, across = way * size_m[0] / 2, np.array([-way[1], way[0]]) * size_m[1] / 2
    return shapely.Polygon(
        [middle - along - across, middle + along - across, middle + along + across, middle - along + across]
    )


def _free(site: Site, boxes: np.ndarray, taken: list[shapely.Geometry]) -> np.ndarray:
    free = site.clear_of_buildings(boxes, 0.25) & shapely.within(boxes, site.extent)
    for theme in map(site.district.theme, _KEPT_FREE):
        left = np.flatnonzero(free)
        if len(theme) and len(left):
            free[left[_near(theme, boxes[left], 0.3)]] = False
    for other in taken:
        free &= shapely.distance(boxes, other) > 1.0
    return np.asarray(free)


def _near(theme: Theme, boxes: np.ndarray, distance_m: float) -> np.ndarray:
    """Rows of the boxes that come so near to a feature of the theme. Features are few and large: they are prepared."""
    x0, y0, x1, y1 = shapely.bounds(boxes).T
    reach = distance_m + 0.01
    box, row = theme.tree.query(shapely.box(x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    used, of = np.unique(row, return_inverse=True)
    features = shapely.force_2d(theme.geometry[used])  # copies: what others read meanwhile is not changed
    shapely.prepare(features)
    near: np.ndarray = box[shapely.dwithin(features[of], boxes[box], distance_m)]
    return near
