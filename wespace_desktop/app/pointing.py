"""From a place on the picture to a thing in the district: the id under the cursor and the point in metres."""

from __future__ import annotations

import numpy as np

from wespace_desktop.render.camera import basis, ground_point, ray
from wespace_desktop.render.shot import Frame

NEAR_PX = 3
_FARTHEST_M = 20_000.0


def id_at(ids: np.ndarray, x: float, y: float, radius: int = NEAR_PX) -> int:
    """Index into Scene.ids at a place given as shares of width and height; the nearest within the radius, else 0."""
    height, width = ids.shape
    column, row = int(x * width), int(y * height)
    if not (0 <= column < width and 0 <= row < height):
        return 0
    if ids[row, column]:
        return int(ids[row, column])
    top, left = max(0, row - radius), max(0, column - radius)
    around = ids[top:row + radius + 1, left:column + radius + 1]
    rows, columns = np.nonzero(around)
    if not len(rows):
        return 0
    best = int(np.argmin((rows + top - row) ** 2 + (columns + left - column) ** 2))
    return int(around[rows[best], columns[best]])


def place_at(frame: Frame, x: float, y: float) -> np.ndarray | None:
    """(3,) metres of what is seen at a place (shares of width and height); None in the sky."""
    height, width = frame.depth.shape
    column, row = min(width - 1, max(0, int(x * width))), min(height - 1, max(0, int(y * height)))
    depth = float(frame.depth[row, column])
    camera, size = frame.shot.camera, (width, height)
    if not np.isfinite(depth) or depth > _FARTHEST_M:
        return ground_point(camera, size, (x * width, y * height))
    origin, direction = ray(camera, size, (x * width, y * height))
    ahead = float(direction @ basis(camera)[2])
    along = depth / ahead if camera.parallel_height_m <= 0 else depth
    found: np.ndarray = origin + direction * along
    return found
