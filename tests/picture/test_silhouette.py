"""A solid is outlined by its contour: nothing of its own edges crosses inside."""

from __future__ import annotations

import numpy as np
import shapely

from wespace_desktop.model.view import Camera
from wespace_desktop.picture.silhouette import silhouette
from wespace_desktop.render import camera as cam
from wespace_desktop.render.shot import Frame, Shot

SIZE = (400, 300)
RING = np.array([(-10, -10), (10, -10), (10, 10), (-10, 10), (-10, -10)], float)
GAP = np.full((1, 3), np.nan)


def _frame(camera: Camera) -> Frame:
    shot = Shot(camera, frozenset(), SIZE, "draft")
    rgba = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    return Frame(rgba, np.full(rgba.shape[:2], np.inf, np.float32), cam.matrix(camera, SIZE, 1.0, 1000.0), shot)


def _box(top: float) -> np.ndarray:
    return np.concatenate([np.c_[RING, np.full(5, top)], GAP, np.c_[RING, np.zeros(5)]])


BIRD = _frame(Camera((80.0, -120.0, 90.0), (0.0, 0.0, 0.0), 30.0))


def test_contour_holds_every_corner_and_runs_through_the_outer_ones() -> None:
    (ring,) = silhouette(BIRD, _box(30.0))
    corners = BIRD.project(_box(30.0)[~np.isnan(_box(30.0)).any(axis=1)])[:, :2]
    area = shapely.Polygon(ring)
    assert area.is_valid
    assert all(area.buffer(0.1).covers(shapely.Point(c)) for c in corners)
    hull = shapely.MultiPoint(corners).convex_hull
    assert shapely.hausdorff_distance(area, hull) < 0.1


def test_flat_outline_is_no_solid() -> None:
    assert silhouette(BIRD, np.c_[RING, np.zeros(5)]) == []


def test_behind_the_eye_there_is_no_contour() -> None:
    inside = _frame(Camera((0.0, -8.0, 2.0), (0.0, 8.0, 2.0), 60.0))
    assert silhouette(inside, _box(30.0)) == []
