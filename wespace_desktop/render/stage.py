"""The one stage: holds the parts of a scene once and draws any pane of it by choosing which parts are seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wespace_desktop.errors import EXIT_NO_OPENGL, WeSpaceError
from wespace_desktop.model.view import Camera
from wespace_desktop.render import actors, occlusion
from wespace_desktop.render import camera as cam
from wespace_desktop.render.canvas import NO_OPENGL, Canvas, linear_depth
from wespace_desktop.render.finish import finish
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Scene, is_shown

#: Fainter than this, a part never hides another from a pointing hand.
_SOLID = 0.5
_LARGEST_PX = 1 << 15
#: Up to so many pixels a print is drawn three times finer, above it twice.
_SMALL_PX = 2_500_000


class Stage:
    """Made, used and closed in one thread (any one). Holds nothing that cannot be made again from the scene."""

    def __init__(self) -> None:
        self._canvas: Canvas | None = None
        self._scene: Scene | None = None
        self._drawn: list[actors.Drawn] = []
        self._pointed: tuple[object, np.ndarray] | None = None

    def show(self, scene: Scene) -> None:
        """Take a scene; parts that are the same objects as before keep their actors."""
        canvas = self._ready()
        before = {id(d.part): d for d in self._drawn}
        self._drawn = [before.get(id(p)) or actors.make(p) for p in _in_drawing_order(scene)]
        self._scene = scene
        self._pointed = None
        canvas.seen.RemoveAllViewProps()
        canvas.ids.RemoveAllViewProps()
        for drawn in self._drawn:
            canvas.seen.AddViewProp(drawn.actor)
            if drawn.id_actor is not None:
                canvas.ids.AddViewProp(drawn.id_actor)

    def draw(self, shot: Shot) -> Frame:
        """One pane. The same shot twice gives the same bytes."""
        try:
            return self._draw(shot)
        except _NothingCameBack:
            self._rebuild()
        try:
            return self._draw(shot)
        except _NothingCameBack:
            raise WeSpaceError(NO_OPENGL, EXIT_NO_OPENGL) from None

    def identify(self, shot: Shot) -> np.ndarray:
        """(h, w) int32 index into Scene.ids of what a pointing hand means at each pixel, 0 where there is nothing."""
        key = (shot.camera, shot.standing, shot.size)
        if self._pointed is None or self._pointed[0] != key:
            _checked(shot)
            self._pointed = (key, self._identify(shot, (0, 0, *shot.size)))
        return self._pointed[1]

    def pick(self, shot: Shot, x: float, y: float, radius: int = 3) -> int:
        """Index into Scene.ids at a pixel, or of what is nearest to it within the radius; thin things win."""
        column, row = int(x), int(y)
        key = (shot.camera, shot.standing, shot.size)
        if self._pointed is not None and self._pointed[0] == key:
            around = np.pad(self._pointed[1], radius)[row : row + 2 * radius + 1, column : column + 2 * radius + 1]
        else:
            _checked(shot)
            side = 2 * radius + 1
            around = self._identify(shot, (column - radius, row - radius, side, side))
        return _nearest(around, radius)

    def close(self) -> None:
        """Give the window back; the stage may be shown a scene again afterwards."""
        if self._canvas is not None:
            self._canvas.close()
        self._canvas = None
        self._drawn = []
        self._scene = None
        self._pointed = None

    def _ready(self) -> Canvas:
        if self._canvas is None:
            self._canvas = Canvas()
            self._canvas.prove()
        return self._canvas

    def _rebuild(self) -> None:
        scene = self._scene
        self.close()
        if scene is not None:
            self.show(scene)

    def _draw(self, shot: Shot) -> Frame:
        _checked(shot)
        canvas = self._ready()
        shown = self._choose(shot)
        clip = self._clip(shot.camera)
        rgba, z = canvas.draw(shot.camera, shot.size, clip, _finer(shot))
        if shown and not np.isfinite(z).all():
            raise _NothingCameBack
        depth = linear_depth(z, shot.camera, clip)
        shade = None if shot.quality == "draft" else occlusion.shade(depth, shot.camera)
        finished = finish(rgba, depth, shot, shade)
        return Frame(finished, depth, cam.matrix(shot.camera, shot.size, *clip), shot)

    def _choose(self, shot: Shot) -> list[actors.Drawn]:
        """Switch every actor for this pane; returns those that are on."""
        place = "street" if cam.is_street(shot.camera) else "bird"
        shown = []
        for drawn in self._drawn:
            part = drawn.part
            on = part.seen_from in ("any", place) and is_shown(part.needs, part.hidden_by, shot.standing)
            drawn.actor.SetVisibility(on)
            if on:
                shown.append(drawn)
        return shown

    def _clip(self, camera: Camera) -> tuple[float, float]:
        """Near and far over all parts, shown or not, so that a layer tick moves no depth."""
        full = [d for d in self._drawn if len(d.part.points)]
        if not full:
            return 1.0, 10_000.0
        low = np.min([d.low for d in full], axis=0)
        high = np.max([d.high for d in full], axis=0)
        return cam.clip_range(camera, tuple(low.tolist()), tuple(high.tolist()))

    def _identify(self, shot: Shot, box: tuple[int, int, int, int]) -> np.ndarray:
        """What is solid comes first; faint things (coverage discs) count only where nothing solid is."""
        canvas = self._ready()
        shown = self._choose(replace(shot, quality="still"))
        solid = [d for d in shown if d.part.opacity >= 1 or (d.part.opacity >= _SOLID and d.pickable)]
        faint = [d for d in shown if d.part.opacity < _SOLID and d.pickable]
        clip = self._clip(shot.camera)
        found = self._ids_of(canvas, solid, shot, (box, clip))
        if faint and not found.all():
            under = self._ids_of(canvas, faint, shot, (box, clip))
            found = np.where(found == 0, under, found)
        return found

    def _ids_of(
        self,
        canvas: Canvas,
        chosen: list[actors.Drawn],
        shot: Shot,
        where: tuple[tuple[int, int, int, int], tuple[float, float]],
    ) -> np.ndarray:
        wanted = set(map(id, chosen))
        for drawn in self._drawn:
            if id(drawn) in wanted and drawn.id_actor is None:
                canvas.ids.AddViewProp(actors.id_actor(drawn))
            if drawn.id_actor is not None:
                drawn.id_actor.SetVisibility(id(drawn) in wanted)
        box, clip = where
        return canvas.draw_ids(shot.camera, shot.size, clip, box)


class _NothingCameBack(Exception):
    """The driver gave back something that is no picture."""


def _checked(shot: Shot) -> None:
    width, height = shot.size
    if not (0 < width <= _LARGEST_PX and 0 < height <= _LARGEST_PX):
        raise WeSpaceError(f"a picture of {width} x {height} pixels cannot be drawn: 1 to {_LARGEST_PX} a side")
    camera = shot.camera
    numbers = [*camera.position, *camera.target, *camera.up, camera.view_angle_deg, camera.shift]
    if not np.isfinite(numbers).all() or cam.distance(camera) == 0:
        raise WeSpaceError("the camera has no place to look from: its position and target are the same or not numbers")


def _in_drawing_order(scene: Scene) -> list[actors.Part]:
    """Opaque parts first, then the translucent ones from the ground up, as their `order` says."""
    return sorted(scene.parts, key=lambda p: (p.opacity < 1, p.order if p.opacity < 1 else 0))


def _finer(shot: Shot) -> int:
    """How many times finer than asked each side is drawn: smooth edges, and lines and facades that do not flicker."""
    if shot.quality == "draft":
        return 1
    return 3 if shot.quality == "print" and shot.size[0] * shot.size[1] <= _SMALL_PX else 2


def _nearest(around: np.ndarray, radius: int) -> int:
    """The named index nearest to the centre; a thing that only grazes the neighbourhood loses to one that fills it."""
    if around[radius, radius]:
        return int(around[radius, radius])
    y, x = np.nonzero(around)
    if not len(x):
        return 0
    best = int(np.argmin((x - radius) ** 2 + (y - radius) ** 2))
    return int(around[y[best], x[best]])
