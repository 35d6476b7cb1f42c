"""The moving form of one state seen from above: the ground as one picture, what rises from it in light meshes.

Made in short steps while no hand waits; until it is ready the full parts are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from itertools import chain

import numpy as np

from wespace_desktop.model.view import Camera
from wespace_desktop.render import camera as cam
from wespace_desktop.render import choosing, coarse
from wespace_desktop.render.actors import Drawn, Model, textured
from wespace_desktop.render.canvas import Canvas
from wespace_desktop.scene.part import Part

#: Metres that a pixel of the ground picture covers.
GROUND_M = 0.9
#: The ground picture is no larger than this on a side; a larger district gets a coarser one.
_LARGEST = 3072
_TILE = 640
#: Where a pixel on screen covers less than this share of a ground pixel, the full parts are drawn.
_FINE_ENOUGH = 0.7
#: Size of the smallest triangles, points of a copied thing, and the pixel (m) from which on that is good enough.
_LEVELS = ((0.8, 9, 0.0), (2.0, 6, 1.8))
_HIGH_M, _PLANE_M = 100.0, 0.1
#: Lines that matter are drawn so much wider on the ground: the picture of a whole district shows it smaller.
_LINE = 1.6
_ACTORS_PER_STEP = 2
#: Parts of fewer cells that stand together are joined with others, anew for each state.
_CELLS_OF_ITS_OWN = 4000
_Box = tuple[float, float, float, float]


class Light:
    """Light meshes of the parts of one scene; what always stands together is made once for all states."""

    def __init__(self) -> None:
        self._parts: dict[tuple[int, int], Part] = {}
        self._models: dict[tuple[int, Hashable], Model] = {}

    def release(self, canvas: Canvas) -> None:
        canvas.release(self._models.values())
        self._models.clear()
        self._parts.clear()

    def shares(self, model: Model) -> bool:
        """Whether other states show it too."""
        return any(model is m for m in self._models.values())

    def fill(self, models: list[Model], parts: list[Part], level: int) -> Iterator[None]:
        """Append what shows all these parts to `models`."""
        groups: dict[Hashable, list[Part]] = {}
        for part in parts:
            light = self._light(part, level)
            if len(light.cells):
                groups.setdefault((part.needs, part.hidden_by, part.texture, part.is_lines), []).append(light)
            yield
        loose: dict[Hashable, list[Part]] = {}
        for key, group in groups.items():
            if sum(len(p.cells) for p in group) < _CELLS_OF_ITS_OWN:
                loose.setdefault((group[0].texture, group[0].is_lines), []).extend(group)
                continue
            if (level, key) not in self._models:
                self._models[level, key] = _joined(group)
                yield
            models.append(self._models[level, key])
        for group in loose.values():
            models.append(_joined(group))
            yield

    def _light(self, part: Part, level: int) -> Part:
        cell_m, points_each, _ = _LEVELS[level]
        key = level, id(part)
        if key not in self._parts:
            self._parts[key] = coarse.raised(part, cell_m, points_each)
        return self._parts[key]


def _joined(parts: list[Part]) -> Model:
    """One mesh for all; what faces away from the eye is not drawn."""
    model = Model(coarse.joined(parts, "moving"))
    for drawn in model.pieces:
        drawn.actor.GetProperty().SetBackfaceCulling(not drawn.part.is_lines)
    return model


class Swift:
    """Belongs to one scene and one set of standing parts; lives in the stage's thread."""

    def __init__(self, standing: Sequence[Model]) -> None:
        self._standing = [m for m in standing if len(m.part.cells)]
        self._solid: list[list[Model]] = [[] for _ in _LEVELS]
        self._sheer: list[Model] = []
        self._ground: list[Model] = []
        self._metres = GROUND_M
        self.ready = False

    def steps(self, canvas: Canvas, light: Light) -> Iterator[None]:
        """Make it, a few hundredths of a second at a time."""
        tall = [m for m in self._standing if m.high[2] > coarse.LOW_M or m.low[2] < coarse.DEEP_M]
        self._sheer = [m for m in tall if m.part.opacity < 1]
        for level, models in enumerate(self._solid):
            yield from light.fill(models, [m.part for m in tall if m.part.opacity >= 1], level)
        yield from self._print(canvas)
        yield from self._upload(canvas)
        self._standing = []
        self.ready = True

    @staticmethod
    def is_for(camera: Camera, size: cam.Size) -> bool:
        """Whether a small picture of a pane of this size would be drawn so."""
        return 2 * _finest_pixel_m(camera, size) >= _FINE_ENOUGH * GROUND_M

    def fits(self, camera: Camera, size: cam.Size) -> bool:
        """Whether no pixel of the picture is so fine that the lightness would show."""
        return self.ready and _finest_pixel_m(camera, size) >= _FINE_ENOUGH * self._metres

    def needed(self, camera: Camera, size: cam.Size, matrix: np.ndarray) -> list[Drawn]:
        """What lies inside the picture, in drawing order."""
        pixel = _finest_pixel_m(camera, size)
        solid = next(s for s, (_, _, enough) in zip(self._solid[::-1], _LEVELS[::-1], strict=True) if pixel >= enough)
        return choosing.inside([*solid, *self._ground, *self._sheer], matrix)

    def release(self, canvas: Canvas, light: Light) -> None:
        """Give back what the driver holds of it; what other states show too stays."""
        canvas.release([*(m for m in chain(*self._solid) if not light.shares(m)), *self._ground])

    def _print(self, canvas: Canvas) -> Iterator[None]:
        """The picture of the ground from straight above, tile by tile."""
        low = [m for m in self._standing if m.low[2] <= coarse.LOW_M]
        box = _extent([m for m in low if m.part.opacity >= 1])
        if box is None:
            return
        west, south, east, north = box
        metres = self._metres = max(GROUND_M, (east - west) / _LARGEST, (north - south) / _LARGEST)
        width, height = (math.ceil(side / metres) for side in (east - west, north - south))
        for y in range(0, height, _TILE):
            for x in range(0, width, _TILE):
                across, down = min(_TILE, width - x), min(_TILE, height - y)
                left, top = west + x * metres, north - y * metres
                place = left, top - down * metres, left + across * metres, top
                self._ground.append(_sheet(_seen_from_above(canvas, low, place, (across, down)), place))
                yield

    def _upload(self, canvas: Canvas) -> Iterator[None]:
        """Draw it once, small and in parts, so that the driver holds it when a hand comes."""
        every = [d for m in (*chain(*self._solid), *self._ground) for d in m.pieces]
        box = _extent([*self._solid[0], *self._ground]) or (0.0, 0.0, 1.0, 1.0)
        middle, wide = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), max(box[2] - box[0], box[3] - box[1])
        eye = Camera((*middle, 2000.0), (*middle, 0.0), parallel_height_m=wide + 1)
        for first in range(0, len(every), _ACTORS_PER_STEP):
            canvas.hold(False, (d.actor for d in every[first : first + _ACTORS_PER_STEP]))
            canvas.draw(eye, (64, 64), (1.0, 4000.0))
            yield


def _finest_pixel_m(camera: Camera, size: cam.Size) -> float:
    """Metres that a pixel covers where the picture's lower edge meets the ground; on a roof it is little finer."""
    pixel = 2 * cam.half_height(camera, size) / size[1]
    if camera.parallel_height_m > 0:
        return pixel
    at = cam.ground_point(camera, size, (size[0] / 2, size[1]))
    if at is None:
        return 0.0
    return pixel * float(np.linalg.norm(at - np.asarray(camera.position)))


def _extent(models: list[Model]) -> _Box | None:
    if not models:
        return None
    low, high = np.min([m.low for m in models], axis=0), np.max([m.high for m in models], axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _seen_from_above(canvas: Canvas, low: list[Model], box: _Box, size: cam.Size) -> np.ndarray:
    """(h, w, 4) straight alpha; what rises above LOW_M is cut off by the near plane."""
    west, south, east, north = box
    middle = (west + east) / 2, (south + north) / 2
    unit = Camera((0.0, 0.0, 1.0), (0.0, 0.0, 0.0), parallel_height_m=1.0)
    tall = (north - south) / (2 * cam.half_height(unit, size))     # a narrow picture is shown more than it asks for
    above = Camera((*middle, _HIGH_M), (*middle, 0.0), parallel_height_m=tall)
    clip = _HIGH_M - coarse.LOW_M, _HIGH_M - coarse.DEEP_M
    shown = choosing.inside(low, cam.matrix(above, size, *clip))
    canvas.hold(False, (d.actor for d in shown))
    for drawn in shown:
        drawn.actor.GetProperty().SetLineWidth(1.0 if drawn.part.detail else _LINE * drawn.part.line_width)
    rgba, _ = canvas.draw(above, size, clip)
    sheer = rgba[..., 3] < 255
    if sheer.any():
        alpha = np.maximum(rgba[sheer, 3:].astype(np.uint16), 1)
        rgba[sheer, :3] = np.minimum(rgba[sheer, :3] * np.uint16(255) // alpha, 255)
    return rgba


def _sheet(picture: np.ndarray, box: _Box) -> Model:
    """A flat piece of ground with the picture on it; open places take the mean colour, so that no dark seam shows."""
    empty = picture[..., 3] == 0
    if empty.all():
        picture[..., :3] = 255
    elif empty.any():
        picture[empty, :3] = picture[~empty, :3].mean(axis=0)
    west, south, east, north = box
    part = Part(
        name="moving/ground",
        points=np.array([[x, y, _PLANE_M] for y in (south, north) for x in (west, east)], np.float32),
        cells=np.array([[0, 1, 3], [0, 3, 2]], np.int32),
        rgb=np.full((4, 3), 255, np.uint8),
        ids=np.zeros(4, np.int32),
        uv=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], np.float32),
    )
    model = Model(part)
    (drawn,) = model.pieces
    solid = not empty.any() and bool((picture[..., 3] == 255).all())
    textured(drawn, picture[::-1, :, : 3 if solid else 4])
    return model
