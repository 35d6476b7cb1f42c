"""The one stage: holds the parts of a scene once and draws any pane of it by choosing which parts are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import wait
from dataclasses import replace

import numpy as np

from wespace_desktop.errors import EXIT_NO_OPENGL, WeSpaceError
from wespace_desktop.model.view import Camera
from wespace_desktop.render import _vtk as vtk
from wespace_desktop.render import camera as cam
from wespace_desktop.render import choosing, lens, occlusion, picking
from wespace_desktop.render.actors import Drawn, Model
from wespace_desktop.render.canvas import NO_OPENGL, TILE, Box, Canvas, Clip, Drawing, crop, empty, linear_depth
from wespace_desktop.render.finish import finish
from wespace_desktop.render.lens import Lens
from wespace_desktop.render.maker import maker
from wespace_desktop.render.moving import Moving
from wespace_desktop.render.near import Near, Turn
from wespace_desktop.render.phases import Phases
from wespace_desktop.render.section import Section
from wespace_desktop.render.shot import Frame, Quality, Shot
from wespace_desktop.render.swift import Light, Swift
from wespace_desktop.render.uses import Hours
from wespace_desktop.scene.part import Part, Scene

#: Fainter than this, a part never hides another from a pointing hand.
_SOLID = 0.5
_LARGEST_PX = 1 << 15
#: So many states keep their moving form.
_SWIFT_STATES = 4
#: What a hand that moves gets, and an export that need only be quick: neither shade nor smoothed edges.
_PLAIN: frozenset[Quality] = frozenset({"moving", "draft"})
#: Of the grid on which a still picture's shade is worked out: a fifth of a film's time, hardly seen beside the still.
_FILM_SHADE = 0.25
#: A resting picture is made in squares of so many pixels of the driver's while a street lives, and waited for so long.
_TILE_PX, _STEP_S = 640, 0.02
#: Up to so many pixels a print is drawn three times finer, above it twice.
_SMALL_PX = 2_500_000


class Stage:
    """Made, used and closed in one thread (any one). Holds nothing that cannot be made again from the scene.

    `between` is called now and then during long work, from any thread; what it raises ends that work.
    """

    def __init__(self, between: Callable[[], None] | None = None) -> None:
        self._between = between
        self._canvas: Canvas | None = None
        self._scene: Scene | None = None
        self._models: list[Model] = []
        self._swift: dict[tuple[object, ...], tuple[Swift, Light]] = {}
        self._light = Light()
        self._near = Near()
        self._pointed: tuple[object, np.ndarray] | None = None
        self._small: np.ndarray | None = None
        self._lens = Lens()
        self._hours = Hours()
        self._moving = Moving()
        self._phases = Phases()
        self._section = Section()

    @property
    def maker(self) -> str:
        """Two stages of one maker give the same picture of the same shot."""
        return maker()

    def show(self, scene: Scene) -> None:
        """Take a scene; parts that are the same objects as before keep their actors."""
        canvas = self._ready()
        before = {id(m.part): m for m in self._models}
        self._models = [before.pop(id(p)) if id(p) in before else Model(p) for p in _in_drawing_order(scene)]
        canvas.release(before.values())
        self._lens.release(canvas.release, self._models)
        for kept in (self._hours, self._phases, self._section):
            kept.release(canvas.release)
        self._forget_swift(0)
        self._light.release(canvas)
        self._near.release(canvas.release)
        self._moving.forget()
        self._scene = scene
        self._pointed = self._small = None

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

    def prepare(self, shot: Shot, elsewhere: bool = False) -> Iterator[None]:
        """Makes what `moving` pictures of this view need, in short steps; the same again is no work.

        With `elsewhere` what is needed once the hand has come nearer or gone farther away.
        """
        canvas, scene = self._ready(), self._scene
        wide = not cam.is_street(shot.camera) and Swift.is_for(shot.camera, shot.size)
        if elsewhere and cam.is_street(shot.camera):
            return
        for _ in self._prepare_swift(shot, canvas) if wide != elsewhere else self._prepare_near(shot):
            yield
            if self._canvas is not canvas or self._scene is not scene:
                return

    def settle(self, shot: Shot) -> Iterator[None]:
        """Makes the picture that rests under a view whose clock runs as fine as at rest, in short steps."""
        canvas, scene = self._ready(), self._scene
        if shot.clock is None or scene is None or self._moving.is_settled(shot):
            return
        fine = replace(shot, quality="still")
        clip, finer = self._clip(shot.camera), _finer(fine)
        matrix = cam.matrix(shot.camera, shot.size, *clip)
        drawing = empty(shot.size)

        def choose(spread: np.ndarray) -> None:
            self._hold(choosing.needed(self._seen(fine), fine, spread @ matrix), fine)

        for _ in canvas.tiles((shot.camera, shot.size, clip), finer, drawing, choose, _TILE_PX):
            yield
            if self._canvas is not canvas or self._scene is not scene:
                return
        work = self._moving.beside(lambda: _as_frame(drawing, fine, (clip, matrix), None))
        while not work.done():
            wait([work], _STEP_S)
            yield
        if self._scene is scene:
            self._moving.settle(shot, work.result())

    def _prepare_swift(self, shot: Shot, canvas: Canvas) -> Iterator[None]:
        key = shot.shows
        if key in self._swift:
            self._swift[key] = self._swift.pop(key)     # the newest
            return
        self._forget_swift(_SWIFT_STATES - 1)
        light = self._light if shot.lens is None else Light()       # no two lenses share their greys
        swift = Swift(lens.told(self._seen(shot)))
        self._swift[key] = swift, light
        for _ in swift.steps(canvas, light):
            yield
            if self._swift.get(key, (None,))[0] is not swift:
                return

    def _prepare_near(self, shot: Shot) -> Iterator[None]:
        key = _near_key(shot)
        if self._near.has(key):
            return
        yield from self._near.steps(lens.told(self._seen(shot)), key)
        small = replace(shot, quality="moving", size=(max(1, shot.size[0] // 2), max(1, shot.size[1] // 2)))
        yield from self._near.ahead(key, small, cam.matrix(shot.camera, small.size, *self._clip(shot.camera)))
        self._draw(small)
        yield

    def _forget_swift(self, most: int) -> None:
        """Keep the newest few moving forms."""
        while len(self._swift) > most:
            swift, light = self._swift.pop(next(iter(self._swift)))
            if self._canvas is not None:
                swift.release(self._canvas, light)
                if light is not self._light:
                    light.release(self._canvas)

    def identify(self, shot: Shot) -> np.ndarray:
        """(h, w) int32 index into Scene.ids of what a pointing hand means at each pixel, 0 where there is nothing."""
        key = (shot.camera, shot.shows, shot.size)
        if self._pointed is None or self._pointed[0] != key:
            found = self._identify(shot, (0, 0, *shot.size))
            found.flags.writeable = False
            self._pointed = (key, found)
        return self._pointed[1]

    def names(self, shot: Shot) -> np.ndarray:
        """(h, w) int32 index into Scene.ids of what is drawn at each pixel, small things no larger than they are."""
        return self._named(shot, (0, 0, *shot.size))

    def pick(self, shot: Shot, x: float, y: float, radius: int = 3) -> int:
        """Index into Scene.ids at a pixel, or of what is nearest to it within the radius, else 0."""
        column, row = int(x), int(y)
        key = (shot.camera, shot.shows, shot.size)
        if self._pointed is not None and self._pointed[0] == key:
            width, height = shot.size
            if not (0 <= column < width and 0 <= row < height):
                return 0
            around = np.pad(self._pointed[1], radius)[row : row + 2 * radius + 1, column : column + 2 * radius + 1]
            return picking.nearest(around)
        reach = radius + picking.FORGIVING_PX
        found = self._identify(shot, (column - reach, row - reach, 2 * reach + 1, 2 * reach + 1))
        inner = slice(picking.FORGIVING_PX, -picking.FORGIVING_PX)
        return picking.nearest(found[inner, inner])

    def close(self) -> None:
        """Give the window back; the stage may be shown a scene again afterwards."""
        if self._canvas is not None:
            self._forget_swift(0)
            self._light.release(self._canvas)
            self._near.release(self._canvas.release)
            self._canvas.release(self._models)
            for kept in (self._lens, self._hours, self._phases, self._section):
                kept.release(self._canvas.release)
            self._moving.forget(self._canvas)
            self._canvas.close()
        self._canvas = None
        self._models = []
        self._scene = None
        self._pointed = self._small = None

    def _ready(self) -> Canvas:
        if self._canvas is None:
            self._canvas = Canvas(self._between)
            self._canvas.prove()
        return self._canvas

    def _rebuild(self) -> None:
        scene = self._scene
        self.close()
        if scene is not None:
            self.show(scene)

    def _draw(self, shot: Shot) -> Frame:
        _checked(shot)
        if shot.clock is None or self._scene is None:
            return self._drawn_still(shot)
        how = self._drawn_still, self._clip(shot.camera), _finer(shot)
        return self._moving.draw(self._ready(), self._scene, shot, how)

    def _drawn_still(self, shot: Shot) -> Frame:
        canvas = self._ready()
        clip = self._clip(shot.camera)
        matrix = cam.matrix(shot.camera, shot.size, *clip)
        if shot.quality == "moving" and self._is_near(shot):
            shown, rgba, z = self._draw_near(shot, clip, matrix)
        else:
            shown = self._needed(shot, matrix)
            self._hold(shown, shot)
            rgba, z = canvas.draw(shot.camera, shot.size, clip, _finer(shot))
        if _is_blank(rgba, z) and _should_show(shown, matrix):
            raise _NothingCameBack
        return _as_frame((rgba, z), shot, (clip, matrix), self._between)

    def _hold(self, shown: list[Drawn], shot: Shot) -> None:
        self._ready().hold(False, (d.actor for d in shown))
        finer = _finer(shot)
        for drawn in shown:
            drawn.actor.GetProperty().SetLineWidth(_line_width(drawn.part, shot) * finer)

    def _is_near(self, shot: Shot) -> bool:
        """Whether a moving picture is drawn from squares, not from what is made for far above, and they are there."""
        return max(shot.size) <= TILE and self._swift_for(shot) is None and self._near.has(_near_key(shot))

    def _draw_near(self, shot: Shot, clip: Clip, matrix: np.ndarray) -> tuple[list[Drawn], np.ndarray, np.ndarray]:
        canvas, shown = self._ready(), list[Drawn]()

        def actors(turn: Turn) -> Callable[[np.ndarray], list[vtk.vtkActor]]:
            def chosen(z: np.ndarray) -> list[vtk.vtkActor]:
                found = turn(z)
                shown.extend(found)
                return [d.actor for d in found]

            return chosen

        turns = self._near.turns(_near_key(shot), shot, matrix, canvas.release)
        rgba, z = canvas.draw_by_turns(shot.camera, shot.size, clip, map(actors, turns))
        return shown, rgba, z

    def _needed(self, shot: Shot, matrix: np.ndarray) -> list[Drawn]:
        """The pieces of a picture in drawing order: the moving form where it is ready and fine enough."""
        swift = self._swift_for(shot)
        if swift is not None:
            return swift.needed(shot.camera, shot.size, matrix)
        return choosing.needed(self._seen(shot), shot, matrix)

    def _swift_for(self, shot: Shot) -> Swift | None:
        if shot.quality != "moving" or cam.is_street(shot.camera):
            return None
        swift, _ = self._swift.get(shot.shows, (None, None))
        return swift if swift is not None and swift.fits(shot.camera, shot.size) else None

    def _seen(self, shot: Shot) -> list[Model]:
        """The models that a shot shows; with a lens the unchanged ones in grey, and ghosts; marks of what comes."""
        scene, release = self._scene, self._ready().release
        if scene is None:
            return choosing.standing(self._models, shot)
        if shot.lens is None:
            seen = self._hours.models(scene, choosing.standing(self._models, shot), shot, release)
        else:
            seen = self._lens.models(scene, self._models, shot, release)
        return self._section.models(scene, self._phases.models(scene, seen, shot, release), shot, release)

    def _clip(self, camera: Camera) -> Clip:
        """Near and far over all parts, shown or not, so that a layer tick moves no depth."""
        filled = [m for m in self._models if len(m.part.cells)]
        if not filled:
            return 1.0, 10_000.0
        low, high = np.min([m.low for m in filled], axis=0), np.max([m.high for m in filled], axis=0)
        return cam.clip_range(camera, tuple(low.tolist()), tuple(high.tolist()))

    def _identify(self, shot: Shot, box: Box) -> np.ndarray:
        """What a pointing hand means: small things are larger to it than they are."""
        return picking.forgive(self._named(shot, box), self._small_things())

    def _named(self, shot: Shot, box: Box) -> np.ndarray:
        """What is solid comes first; faint things (coverage discs) count only where nothing solid is."""
        _checked(shot)
        standing = choosing.standing(self._models, shot)
        shown = self._section.models(self._scene, standing, shot, self._ready().release, "ids")
        solid = [m for m in shown if m.part.opacity >= 1 or (m.part.opacity >= _SOLID and m.pickable)]
        faint = [m for m in shown if m.part.opacity < _SOLID and m.pickable]
        found = self._ids_of(solid, shot, box)
        if faint and not found.all():
            found = np.where(found == 0, self._ids_of(faint, shot, box), found)
        if shot.lens is not None and not found.all():
            found = np.where(found == 0, self._ghost_ids(solid, shot, box), found)
        return found

    def _ghost_ids(self, solid: list[Model], shot: Shot, box: Box) -> np.ndarray:
        """Names of what only the state compared with shows, where nothing that stands hides it."""
        there = {id(m) for m in solid}
        before = choosing.standing(self._models, replace(shot, standing=shot.lens or frozenset()))
        gone = [m for m in before if id(m) not in there and m.pickable and m.part.opacity >= _SOLID]
        return self._ids_of([*solid, *gone], shot, box) if gone else np.zeros((box[3], box[2]), np.int32)

    def _small_things(self) -> np.ndarray:
        if self._small is None:
            count = len(self._scene.ids) if self._scene is not None else 1
            self._small = picking.small_things((m.part for m in self._models if m.part.opacity >= _SOLID), count)
        return self._small

    def _ids_of(self, models: list[Model], shot: Shot, box: Box) -> np.ndarray:
        canvas, clip = self._ready(), self._clip(shot.camera)
        matrix = crop(shot.size, box) @ cam.matrix(shot.camera, shot.size, *clip)
        canvas.hold(True, (d.id_actor for d in choosing.needed(models, shot, matrix)))
        return canvas.draw_ids(shot.camera, shot.size, clip, box)


def _as_frame(
    drawing: Drawing, shot: Shot, lens: tuple[Clip, np.ndarray], between: Callable[[], None] | None
) -> Frame:
    clip, matrix = lens
    depth = linear_depth(drawing[1], shot.camera, clip)
    share = _FILM_SHADE if shot.quality == "film" else 1.0
    shade = None if shot.quality in _PLAIN else occlusion.shade(depth, shot.camera, between, share)
    return Frame(finish(drawing[0], depth, shot, shade), depth, matrix, shot)


def _near_key(shot: Shot) -> tuple[tuple[object, ...], bool]:
    return shot.shows, cam.is_street(shot.camera)


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


def _in_drawing_order(scene: Scene) -> list[Part]:
    """Opaque parts first, then the translucent ones from the ground up, as their `order` says."""
    return sorted(scene.parts, key=lambda p: (p.opacity < 1, p.order if p.opacity < 1 else 0))


def _should_show(shown: list[Drawn], matrix: np.ndarray) -> bool:
    """Whether some corners of an opaque part lie well inside the picture, so that an empty one is a fault."""
    for drawn in shown:
        if drawn.part.opacity >= 1:
            corners = drawn.part.points[drawn.part.cells[:: max(1, len(drawn.part.cells) // 500)].ravel()]
            clipped = np.c_[corners, np.ones(len(corners))] @ matrix.T
            if (np.abs(clipped[:, :3]) < 0.9 * clipped[:, 3:]).all(axis=1).sum() > 3:
                return True
    return False


def _is_blank(rgba: np.ndarray, z: np.ndarray) -> bool:
    """Nothing in the colours and nothing in the depth, or a depth that is not one."""
    return not np.isfinite(z).all() or (not rgba.any() and (float(z.min()) >= 1 or float(z.max()) <= 0))


def _line_width(part: Part, shot: Shot) -> float:
    """Thin while moving; in a large picture lines grow with it, as everything else does."""
    return 1.0 if shot.quality in _PLAIN else part.line_width * max(1.0, shot.size[1] / 1080)


def _finer(shot: Shot) -> int:
    """How many times finer than asked each side is drawn: smooth edges, and lines and facades that do not flicker."""
    if shot.quality in _PLAIN:
        return 1
    return 3 if shot.quality == "print" and shot.size[0] * shot.size[1] <= _SMALL_PX else 2
