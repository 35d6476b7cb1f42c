"""Which pieces of a scene a picture needs: those that stand, lie inside it, and are large enough to be told apart."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from wespace_desktop.model.view import Camera
from wespace_desktop.render import camera as cam
from wespace_desktop.render.actors import Drawn, Model
from wespace_desktop.render.shot import Quality, Shot
from wespace_desktop.scene.part import is_shown

#: Fine things are left out where a pixel covers more than so many metres.
_FINEST_M: dict[Quality, float] = {"moving": 0.45, "draft": 0.45, "film": 1.6, "still": 1.6, "print": math.inf}
#: Near models (cars with wheels) while moving.
_NEAR_MODELS_M: dict[Quality, float] = {
    "moving": 0.8,
    "draft": 0.8,
    "film": math.inf,
    "still": math.inf,
    "print": math.inf,
}


def standing(models: Iterable[Model], shot: Shot) -> list[Model]:
    """The parts that a pane shows, in the same order."""
    place = "street" if cam.is_street(shot.camera) else "bird"
    return [
        m
        for m in models
        if m.part.seen_from in ("any", place) and is_shown(m.part.needs, m.part.hidden_by, shot.stands)
    ]


def needed(models: Iterable[Model], shot: Shot, matrix: np.ndarray) -> list[Drawn]:
    """Their pieces inside the picture; `matrix` (4, 4) takes district metres to the clip space of what is drawn."""
    chosen: list[Drawn] = []
    for model in models:
        if not is_inside(model.low[None], model.high[None], matrix)[0]:
            continue
        low, high = model.boxes
        keep = is_inside(low, high, matrix)
        limit = min(
            _FINEST_M[shot.quality] if model.part.detail else math.inf,
            _NEAR_MODELS_M[shot.quality] if model.part.seen_from == "street" else math.inf,
        )
        if limit < math.inf:
            keep &= pixel_m(low, high, shot) <= limit
        chosen += [model.pieces[i] for i in np.flatnonzero(keep).tolist()]
    return chosen


def inside(models: Iterable[Model], matrix: np.ndarray) -> list[Drawn]:
    """All their pieces inside the picture, however small."""
    chosen: list[Drawn] = []
    for model in models:
        if is_inside(model.low[None], model.high[None], matrix)[0]:
            chosen += [model.pieces[i] for i in np.flatnonzero(is_inside(*model.boxes, matrix)).tolist()]
    return chosen


def is_inside(low: np.ndarray, high: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """(n,) bool: the box is not wholly on the outer side of any of the six planes of the view."""
    planes = np.concatenate([matrix[3] + matrix[:3], matrix[3] - matrix[:3]])
    centre, half = (low + high) / 2, (high - low) / 2
    best = centre @ planes[:, :3].T + half @ np.abs(planes[:, :3]).T + planes[:, 3]
    inside: np.ndarray = (best >= 0).all(axis=1)
    return inside


def hidden(low: np.ndarray, high: np.ndarray, matrix: np.ndarray, z: np.ndarray) -> np.ndarray:
    """(n,) bool: all that the box covers in the picture is nearer than the box; `z` (h, w) is its z buffer, 0 to 1."""
    pick = np.array([[i >> k & 1 for k in range(3)] for i in range(8)], bool)
    corners = np.where(pick, high[:, None], low[:, None])
    clip = corners @ matrix[:, :3].T + matrix[:, 3]
    behind = (clip[..., 3] <= 0).any(axis=1) | (clip[..., 2] <= -clip[..., 3]).any(axis=1)
    clip[behind] = 1.0
    tall, wide = z.shape
    x = (clip[..., 0] / clip[..., 3] * 0.5 + 0.5) * wide
    y = (0.5 - clip[..., 1] / clip[..., 3] * 0.5) * tall
    nearest = (clip[..., 2] / clip[..., 3]).min(axis=1) * 0.5 + 0.5
    left, right = np.clip(np.floor(x.min(axis=1)) - 1, 0, wide - 1), np.clip(np.ceil(x.max(axis=1)) + 1, 1, wide)
    top, bottom = np.clip(np.floor(y.min(axis=1)) - 1, 0, tall - 1), np.clip(np.ceil(y.max(axis=1)) + 1, 1, tall)
    edges = np.stack([left, right, top, bottom], axis=1).astype(int)
    found = [float(z[t:b, a:c].max()) < n for (a, c, t, b), n in zip(edges.tolist(), nearest.tolist(), strict=True)]
    told: np.ndarray = np.array(found, bool) & ~behind
    return told


def pixel_m(low: np.ndarray, high: np.ndarray, shot: Shot) -> np.ndarray:
    """(n,) metres that a pixel covers at the nearest point of each box."""
    pixel = 2 * cam.half_height(shot.camera, shot.size) / shot.size[1]
    if shot.camera.parallel_height_m > 0:
        return np.full(len(low), pixel)
    metres: np.ndarray = away_m(low, high, shot.camera) * pixel
    return metres


def away_m(low: np.ndarray, high: np.ndarray, camera: Camera) -> np.ndarray:
    """(n,) metres from the eye to the nearest point of each box."""
    eye = np.asarray(camera.position)
    away: np.ndarray = np.linalg.norm(np.maximum(np.maximum(low - eye, eye - high), 0), axis=1)
    return away
