"""Which pieces of a scene a picture needs: those that stand, lie inside it, and are large enough to be told apart."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from wespace_desktop.render import camera as cam
from wespace_desktop.render.actors import Drawn, Model
from wespace_desktop.render.shot import Quality, Shot
from wespace_desktop.scene.part import is_shown

#: Fine things are left out where a pixel covers more than so many metres.
_FINEST_M: dict[Quality, float] = {"moving": 0.45, "draft": 0.45, "still": 1.6, "print": math.inf}
#: Near models (cars with wheels) while moving.
_NEAR_MODELS_M: dict[Quality, float] = {"moving": 0.8, "draft": 0.8, "still": math.inf, "print": math.inf}


def standing(models: Iterable[Model], shot: Shot) -> list[Model]:
    """The parts that a pane shows, in the same order."""
    place = "street" if cam.is_street(shot.camera) else "bird"
    return [
        m
        for m in models
        if m.part.seen_from in ("any", place) and is_shown(m.part.needs, m.part.hidden_by, shot.standing)
    ]


def needed(models: Iterable[Model], shot: Shot, matrix: np.ndarray) -> list[Drawn]:
    """Their pieces inside the picture; `matrix` (4, 4) takes district metres to the clip space of what is drawn."""
    chosen: list[Drawn] = []
    for model in models:
        if not _inside(model.low[None], model.high[None], matrix)[0]:
            continue
        low, high = model.boxes
        keep = _inside(low, high, matrix)
        limit = min(
            _FINEST_M[shot.quality] if model.part.detail else math.inf,
            _NEAR_MODELS_M[shot.quality] if model.part.seen_from == "street" else math.inf,
        )
        if limit < math.inf:
            keep &= _pixel_m(low, high, shot) <= limit
        chosen += [model.pieces[i] for i in np.flatnonzero(keep)]
    return chosen


def inside(models: Iterable[Model], matrix: np.ndarray) -> list[Drawn]:
    """All their pieces inside the picture, however small."""
    chosen: list[Drawn] = []
    for model in models:
        if _inside(model.low[None], model.high[None], matrix)[0]:
            chosen += [model.pieces[i] for i in np.flatnonzero(_inside(*model.boxes, matrix))]
    return chosen


def _inside(low: np.ndarray, high: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """(n,) bool: the box is not wholly on the outer side of any of the six planes of the view."""
    planes = np.concatenate([matrix[3] + matrix[:3], matrix[3] - matrix[:3]])
    centre, half = (low + high) / 2, (high - low) / 2
    best = centre @ planes[:, :3].T + half @ np.abs(planes[:, :3]).T + planes[:, 3]
    inside: np.ndarray = (best >= 0).all(axis=1)
    return inside


def _pixel_m(low: np.ndarray, high: np.ndarray, shot: Shot) -> np.ndarray:
    """(n,) metres that a pixel covers at the nearest point of each box."""
    pixel = 2 * cam.half_height(shot.camera, shot.size) / shot.size[1]
    if shot.camera.parallel_height_m > 0:
        return np.full(len(low), pixel)
    eye = np.asarray(shot.camera.position)
    away = np.linalg.norm(np.maximum(np.maximum(low - eye, eye - high), 0), axis=1)
    metres: np.ndarray = away * pixel
    return metres
