"""Which pieces of a scene a picture needs: those that stand, lie inside it, and are large enough to be told apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from wespace_desktop.render import camera as cam
from wespace_desktop.render.actors import Drawn
from wespace_desktop.render.shot import Quality, Shot
from wespace_desktop.scene.part import is_shown

#: Fine things are left out where a pixel covers more than so many metres.
_FINEST_M: dict[Quality, float] = {"draft": 0.45, "still": 1.6, "print": math.inf}
#: Near models (cars with wheels) while moving.
_NEAR_MODELS_M: dict[Quality, float] = {"draft": 0.8, "still": math.inf, "print": math.inf}


class Choice:
    """The bounding boxes of all pieces, asked once per picture."""

    def __init__(self, drawn: Sequence[Drawn]) -> None:
        self._drawn = tuple(drawn)
        self.low = np.array([d.low for d in drawn], float).reshape(-1, 3)
        self.high = np.array([d.high for d in drawn], float).reshape(-1, 3)
        self._fine = np.array([d.part.detail for d in drawn], bool)
        self._near = np.array([d.part.seen_from == "street" for d in drawn], bool)

    def of(self, shot: Shot, matrix: np.ndarray) -> np.ndarray:
        """(n,) bool per piece; `matrix` (4, 4) takes district metres to the clip space of what is drawn."""
        place = "street" if cam.is_street(shot.camera) else "bird"
        shown = np.fromiter((self._stands(d, shot, place) for d in self._drawn), bool, len(self._drawn))
        needed: np.ndarray = shown & self._inside(matrix) & self._large_enough(shot)
        return needed

    def _stands(self, drawn: Drawn, shot: Shot, place: str) -> bool:
        part = drawn.part
        return part.seen_from in ("any", place) and is_shown(part.needs, part.hidden_by, shot.standing)

    def _inside(self, matrix: np.ndarray) -> np.ndarray:
        """Not wholly on the outer side of any of the six planes of the view."""
        planes = np.concatenate([matrix[3] + matrix[:3], matrix[3] - matrix[:3]])
        centre, half = (self.low + self.high) / 2, (self.high - self.low) / 2
        best = centre @ planes[:, :3].T + half @ np.abs(planes[:, :3]).T + planes[:, 3]
        inside: np.ndarray = (best >= 0).all(axis=1)
        return inside

    def _large_enough(self, shot: Shot) -> np.ndarray:
        if shot.camera.parallel_height_m > 0:
            pixel = np.full(len(self._drawn), shot.camera.parallel_height_m / shot.size[1])
        else:
            eye = np.asarray(shot.camera.position)
            away = np.linalg.norm(np.maximum(np.maximum(self.low - eye, eye - self.high), 0), axis=1)
            pixel = away * 2 * math.tan(math.radians(shot.camera.view_angle_deg) / 2) / shot.size[1]
        too_fine = self._fine & (pixel > _FINEST_M[shot.quality])
        too_near = self._near & (pixel > _NEAR_MODELS_M[shot.quality])
        enough: np.ndarray = ~(too_fine | too_near)
        return enough
