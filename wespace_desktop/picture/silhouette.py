"""The contour of a solid as it is seen: the edge of its roof, walls and foot together, without the lines inside."""

from __future__ import annotations

import numpy as np
import shapely

from wespace_desktop.picture.sight import NEAR_M, depth_of
from wespace_desktop.render.shot import Frame


def silhouette(frame: Frame, outline: np.ndarray) -> list[np.ndarray]:
    """(n, 2) pixel rings around a solid, or nothing when the outline is no solid or reaches behind the eye.

    A solid's outline (n, 3) holds its upper rings and then the same rings at its foot, separated by rows of NaN.
    """
    rings = _rings(outline)
    half = len(rings) // 2
    if not half or len(rings) % 2 or not all(map(_stand_over, rings[:half], rings[half:])):
        return []
    if frame.shot.camera.parallel_height_m <= 0 and min(float(depth_of(frame, r).min()) for r in rings) <= NEAR_M:
        return []
    faces: list[np.ndarray] = []
    for top, foot in zip(rings[:half], rings[half:], strict=True):
        above, below = frame.project(top)[:, :2], frame.project(foot)[:, :2]
        faces += [above, *np.stack([above[:-1], above[1:], below[1:], below[:-1]], axis=1)]
    seen = shapely.union_all(shapely.make_valid([shapely.Polygon(f) for f in faces if len(f) > 2]), grid_size=0.01)
    outer = [p.exterior for p in shapely.get_parts(seen) if isinstance(p, shapely.Polygon)]
    return [np.asarray(ring.coords) for ring in outer]


def _rings(outline: np.ndarray) -> list[np.ndarray]:
    points = np.asarray(outline, float).reshape(-1, 3)
    pieces = np.split(points, np.flatnonzero(np.isnan(points).any(axis=1)))
    whole = [piece[~np.isnan(piece).any(axis=1)] for piece in pieces]
    return [ring for ring in whole if len(ring) > 3]


def _stand_over(top: np.ndarray, foot: np.ndarray) -> bool:
    same: bool = top.shape == foot.shape and np.allclose(top[:, :2], foot[:, :2])
    return same and bool((top[:, 2] > foot[:, 2]).all())
