"""What to draw and what comes back: the only values that cross the door of the render floor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from wespace_desktop.model.view import Camera
from wespace_desktop.scene.part import CLOCK
from wespace_desktop.scene.section import plane_of

#: moving: as light as `Stage.prepare` has made it, full parts until then; not the same bytes before and after.
#: draft: all that is large enough, plain. still: as at rest (ambient occlusion, anti-aliasing). print: the best.
#: film: as still, its shade worked out on a coarser grid, for pictures of which hundreds follow each other.
Quality = Literal["moving", "draft", "film", "still", "print"]


@dataclass(frozen=True)
class Shot:
    """One pane's request. `size` is (width, height) in pixels. `standing` decides which parts are seen
    (scene.part.is_shown). `transparent` leaves the sky with alpha 0. `paper` is the sky and haze colour. `lens` is what
    stands in the state compared with: what both show fades to grey, what only it shows stands as a ghost. `hour`
    colours spaces by who uses them then; None leaves them as they are built. `clock` is the second of the day at which
    what moves is seen; None: nothing moves. `planned` and `under_way` do not stand yet: marks on their ground.
    """

    camera: Camera
    standing: frozenset[str]
    size: tuple[int, int]
    quality: Quality = "still"
    transparent: bool = False
    paper: tuple[int, int, int] = (246, 244, 239)
    lens: frozenset[str] | None = None
    hour: int | None = None
    clock: float | None = None
    planned: frozenset[str] = frozenset()
    under_way: frozenset[str] = frozenset()

    @property
    def stands(self) -> frozenset[str]:
        """What decides which parts are seen: while the clock runs, that it does."""
        return self.standing if self.clock is None else self.standing | {CLOCK}

    @property
    def timeless(self) -> Shot:
        """The same view for every second of a clock that runs."""
        return self if self.clock is None else replace(self, clock=0.0)

    @property
    def _side(self) -> object:
        """The section plane and the side of it that stays."""
        plane = plane_of(self.camera)
        return None if plane is None else (self.camera.cut, *plane.normal.tolist())

    @property
    def shows(self) -> tuple[object, ...]:
        """What is seen, from wherever one looks: shots that show the same share what was made for one of them."""
        return self.stands, self.lens, self.hour, self.planned, self.under_way, self._side


@dataclass(frozen=True, eq=False)
class Frame:
    """`rgba` (h, w, 4) uint8, top row first. `depth` (h, w) float32 metres from the eye plane, inf where there is sky.
    `matrix` (4, 4) float64 takes district metres to clip space, at this frame's size and camera.
    """

    rgba: np.ndarray
    depth: np.ndarray
    matrix: np.ndarray
    shot: Shot

    def project(self, points: np.ndarray) -> np.ndarray:
        """(n, 3) local metres -> (n, 3): x px from left, y px from top, clip w in metres (<= 0 is behind the eye)."""
        points = np.asarray(points, float).reshape(-1, 3)
        clip = np.c_[points, np.ones(len(points))] @ self.matrix.T
        w = clip[:, 3]
        safe = np.where(np.abs(w) < 1e-9, 1e-9, w)
        height, width = self.rgba.shape[:2]
        x = (clip[:, 0] / safe * 0.5 + 0.5) * width
        y = (0.5 - clip[:, 1] / safe * 0.5) * height
        pixels: np.ndarray = np.c_[x, y, w]
        return pixels
