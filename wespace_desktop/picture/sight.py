"""What of the district a frame shows at a place: near-plane clipping, depth along the sight line, hidden or seen."""

from __future__ import annotations

import numpy as np

from wespace_desktop.render.camera import basis
from wespace_desktop.render.shot import Frame
from wespace_desktop.scene.section import plane_of

#: Nothing nearer to the eye plane than this is projected.
NEAR_M = 0.5


def depth_of(frame: Frame, points: np.ndarray) -> np.ndarray:
    """(n, 3) local metres -> (n,) metres in front of the eye plane; the same measure as `Frame.depth`."""
    camera = frame.shot.camera
    points = np.asarray(points, float).reshape(-1, 3)
    away: np.ndarray = (points - np.asarray(camera.position, float)) @ basis(camera)[2]
    return away


def seen(frame: Frame, points: np.ndarray, tolerance_m: float | np.ndarray = 3.0) -> np.ndarray:
    """(n,) bool: inside the picture, in front of the eye and not behind anything by more than the tolerance.

    The farthest depth in the 5 x 5 pixels around counts, so that a pole or a twig hides nothing.
    """
    points = np.asarray(points, float).reshape(-1, 3)
    height, width = frame.depth.shape
    xyw, away = frame.project(points), depth_of(frame, points)
    scale = np.array([width / frame.rgba.shape[1], height / frame.rgba.shape[0]])
    flat = np.nan_to_num(xyw[:, :2] * scale, nan=-1.0, posinf=-1.0, neginf=-1.0)
    inside = (flat >= 0).all(axis=1) & (flat[:, 0] < width) & (flat[:, 1] < height) & (xyw[:, 2] > 0)
    inside &= (away > NEAR_M) | (frame.shot.camera.parallel_height_m > 0)
    x, y = np.clip(flat[:, 0], 0, width - 1).astype(int), np.clip(flat[:, 1], 0, height - 1).astype(int)
    offsets = np.array([(dx, dy) for dx in (-2, 0, 2) for dy in (-2, 0, 2)])
    columns = np.clip(x[:, None] + offsets[:, 0], 0, width - 1)
    rows = np.clip(y[:, None] + offsets[:, 1], 0, height - 1)
    farthest = frame.depth[rows, columns].max(axis=1)
    plane = plane_of(frame.shot.camera)
    if plane is not None:
        inside &= plane.behind(points) > -1.0
    result: np.ndarray = inside & (farthest > away - tolerance_m - 0.001 * np.abs(away))
    return result


def polylines(frame: Frame, points: np.ndarray) -> list[np.ndarray]:
    """Runs of (n, 2) pixels of polylines separated by NaN rows, cut at the near plane instead of wrapping around it."""
    points = np.asarray(points, float).reshape(-1, 3)
    runs: list[np.ndarray] = []
    for piece in np.split(points, np.flatnonzero(np.isnan(points).any(axis=1))):
        piece = piece[~np.isnan(piece).any(axis=1)]
        if len(piece) > 1:
            runs += _cut_near(frame, piece)
    return runs


def _cut_near(frame: Frame, piece: np.ndarray) -> list[np.ndarray]:
    if frame.shot.camera.parallel_height_m > 0:
        return [frame.project(piece)[:, :2]]
    away = depth_of(frame, piece) - NEAR_M
    runs: list[list[np.ndarray]] = [[]]
    for i, point in enumerate(piece):
        if i and (away[i] > 0) != (away[i - 1] > 0):
            share = away[i - 1] / (away[i - 1] - away[i])
            runs[-1].append(piece[i - 1] + (point - piece[i - 1]) * share)
            if away[i] <= 0:
                runs.append([])
        if away[i] > 0:
            runs[-1].append(point)
    return [frame.project(np.array(run))[:, :2] for run in runs if len(run) > 1]


def resampled(line: np.ndarray, step_m: float, most: int = 600) -> np.ndarray:
    """(n, 3) polyline -> points at even steps along it."""
    line = np.asarray(line, float).reshape(-1, 3)
    legs = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    if len(line) < 2 or legs[-1] <= 0:
        return line
    at = np.linspace(0.0, legs[-1], min(most, max(2, int(legs[-1] / step_m) + 1)))
    return np.column_stack([np.interp(at, legs, line[:, k]) for k in range(3)])
