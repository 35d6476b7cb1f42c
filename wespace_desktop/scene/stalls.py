"""Where cars stand: rows of stalls drawn on the real lots (illustrative) and the real metered spaces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from wespace_desktop.scene.context import feature_index
from wespace_desktop.scene.part import IdTable
from wespace_desktop.scene.site import LAND_Z, Site

STALL_WIDTH_M, STALL_LENGTH_M, AISLE_M = 2.6, 5.2, 6.4
#: Metered spaces with these words have their marks on the ground; only the first has cars.
IN_SERVICE, MARKED = "in service", ("in service", "temp out of service")


@dataclass(frozen=True, eq=False)
class Stalls:
    """`xy` (n, 2) middles, `heading` along the car, `size` (n, 2) length and width, `feature` id index, `z`."""

    xy: np.ndarray
    heading: np.ndarray
    size: np.ndarray
    feature: np.ndarray
    z: np.ndarray

    def corners(self, shrink_m: float = 0.0) -> np.ndarray:
        """(n, 4, 2) counter-clockwise from the rear right."""
        half = self.size / 2 - shrink_m
        c, s = np.cos(self.heading), np.sin(self.heading)
        along = np.c_[c, s] * half[:, :1]
        across = np.c_[-s, c] * half[:, 1:]
        around = np.stack([-along - across, along - across, along + across, across - along], 1)
        corners: np.ndarray = self.xy[:, None] + around
        return corners


def lot_stalls(site: Site, ids: IdTable) -> Stalls:
    """Rows along the longer side of each lot, two by two with an aisle; never more than the lot is said to hold."""
    index = feature_index(site.district, "parking_lots", ids)
    xy, heading, lot = site.once("stalls", lambda: _lot_rows(site))
    size = np.tile([STALL_LENGTH_M, STALL_WIDTH_M], (len(xy), 1))
    return Stalls(xy, heading, size, index[lot], np.full(len(xy), LAND_Z))


def _lot_rows(site: Site) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Middles (n, 2) and headings (n,) of all stalls on lots, clear of buildings, and the row of each one's lot."""
    theme = site.district.theme("parking_lots")
    free = np.array(
        [shapely.difference(g, site.roads) if g.intersects(site.roads) else g for g in theme.geometry], object
    )
    capacity = theme.attributes.get("capacity", np.full(len(theme), np.inf))
    found = []
    for k, lot in enumerate(free):
        xy, heading = _rows(lot, int(min(np.nan_to_num(capacity[k], nan=0, posinf=9999), 9999)))
        found.append((xy, heading, np.full(len(xy), k)))
    stalls = _joined(found)
    clear = site.clear_of_buildings(shapely.polygons(stalls.corners(0.1)), 0.3) if len(stalls.xy) else np.ones(0, bool)
    return stalls.xy[clear], stalls.heading[clear], stalls.feature[clear]


def metered_stalls(site: Site, ids: IdTable, status: tuple[str, ...]) -> Stalls:
    """The metered spaces of the data with one of these states, each as its own rectangle."""
    theme = site.district.theme("parking_spaces")
    words = theme.attributes.get("status")
    chosen = np.ones(len(theme), bool) if words is None else np.isin(words, status)
    frame = shapely.get_coordinates(shapely.oriented_envelope(theme.geometry[chosen])).reshape(-1, 5, 2)
    a, b = frame[:, 1] - frame[:, 0], frame[:, 2] - frame[:, 1]
    la, lb = np.hypot(*a.T), np.hypot(*b.T)
    along = np.where((la >= lb)[:, None], a, b)
    xy = frame[:, :4].mean(axis=1)
    size = np.c_[np.maximum(la, lb), np.minimum(la, lb)]
    index = feature_index(site.district, "parking_spaces", ids)[chosen]
    return Stalls(xy, np.arctan2(along[:, 1], along[:, 0]), size, index, site.ground_z(xy))


def _joined(found: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> Stalls:
    xy = np.concatenate([np.empty((0, 2)), *(f[0] for f in found)])
    heading = np.concatenate([np.empty(0), *(f[1] for f in found)])
    feature = np.concatenate([np.empty(0, int), *(f[2] for f in found)])
    size = np.tile([STALL_LENGTH_M, STALL_WIDTH_M], (len(xy), 1))
    return Stalls(xy, heading, size, feature, np.full(len(xy), LAND_Z))


def _rows(lot: shapely.Geometry, at_most: int) -> tuple[np.ndarray, np.ndarray]:
    """Middles and headings of the stalls of one lot: the better of two directions."""
    best = (np.empty((0, 2)), np.empty(0))
    if at_most < 1 or lot.is_empty or lot.area < 1.2 * STALL_LENGTH_M * STALL_WIDTH_M:
        return best
    frame = shapely.get_coordinates(lot.minimum_rotated_rectangle)
    if len(frame) < 4:
        return best
    a, b = frame[1] - frame[0], frame[2] - frame[1]
    along = a if np.hypot(*a) >= np.hypot(*b) else b
    angle = np.arctan2(along[1], along[0])
    shapely.prepare(lot)
    for turn in (angle, angle + np.pi / 2):
        for edge in (0.3, AISLE_M):
            rows = _grid(lot, turn, edge)
            if len(rows[0]) > 1.15 * len(best[0]):
                best = rows
    return best[0][:at_most], best[1][:at_most]


def _grid(lot: shapely.Geometry, angle: float, edge: float) -> tuple[np.ndarray, np.ndarray]:
    """Stalls in rows along `angle`, the first row `edge` metres from the lot's rim."""
    c, s = np.cos(angle), np.sin(angle)
    local = shapely.get_coordinates(lot) @ np.array([[c, -s], [s, c]])
    (x0, y0), (x1, y1) = local.min(axis=0), local.max(axis=0)
    module = 2 * STALL_LENGTH_M + AISLE_M
    x = np.arange(x0 + 0.3 + STALL_WIDTH_M / 2, x1, STALL_WIDTH_M)
    first = y0 + edge + STALL_LENGTH_M / 2
    step = STALL_LENGTH_M if edge >= AISLE_M else STALL_LENGTH_M + AISLE_M
    y = np.sort(np.r_[np.arange(first, y1, module), np.arange(first + step, y1, module)])
    px, py = (grid.ravel() for grid in np.meshgrid(x, y))
    facing = np.repeat(np.where(np.arange(len(y)) % 2 == 0, -1.0, 1.0) * (1 if edge < AISLE_M else -1), len(x))
    xy = np.c_[px * c - py * s, px * s + py * c]
    heading = angle + facing * np.pi / 2
    stalls = Stalls(xy, heading, np.tile([STALL_LENGTH_M, STALL_WIDTH_M], (len(xy), 1)), np.empty(0), np.empty(0))
    inside = shapely.contains_properly(lot, shapely.polygons(stalls.corners(0.15))) if len(xy) else np.zeros(0, bool)
    return xy[inside], heading[inside]
