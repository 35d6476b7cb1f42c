"""An hour of the day: the same meshes in the colours of who uses each space then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from wespace_desktop.render import _vtk as vtk
from wespace_desktop.render import choosing
from wespace_desktop.render.actors import Drawn, Model, coloured
from wespace_desktop.render.shot import Shot
from wespace_desktop.scene import present, uses
from wespace_desktop.scene.kerb_ground import kerb_parts
from wespace_desktop.scene.part import Part, Scene
from wespace_desktop.scene.uses import Colours

#: So many hours stay made: those of four panes, and those a hand has just passed.
_HOURS = 6
#: The hour, and those changes on which its colours depend.
Key = tuple[int, frozenset[str]]
Release = Callable[[Iterable[Model]], None]


class Coloured(Model):
    """A model in the colours of an hour. Its part holds them, so that whoever makes other meshes of it has them too."""

    def __init__(self, model: Model, part: Part, colours: Colours, name: str) -> None:
        self._model, self._colours, self._name = model, colours, name
        self.part, self.low, self.high = part, model.low, model.high

    @cached_property
    def pieces(self) -> tuple[Drawn, ...]:
        return tuple(self._of(drawn) for drawn in self._model.pieces)

    def release(self, window: vtk.vtkRenderWindow) -> None:
        """What is drawn as it is belongs to the model itself."""
        for drawn in self.pieces if "pieces" in vars(self) else ():
            if drawn.mesh.GetPointData().HasArray(self._name):
                drawn.actor.ReleaseGraphicsResources(window)

    @cached_property
    def boxes(self) -> tuple[np.ndarray, np.ndarray]:
        return self._model.boxes

    def forget(self) -> None:
        """The meshes keep no colours of an hour that is no longer shown."""
        if "pieces" in vars(self):
            for drawn in self.pieces:
                drawn.mesh.GetPointData().RemoveArray(self._name)

    def _of(self, drawn: Drawn) -> Drawn:
        """A piece in which nothing is used stays as it is."""
        rgb = uses.coloured(drawn.part, self._colours)
        if rgb is None:
            return drawn
        tile = _tile(drawn.part)
        return Drawn(drawn.part, drawn.mesh, coloured(drawn, self._name, rgb, tile))


class Hours:
    """Keeps the coloured models of the last few hours of a scene."""

    def __init__(self) -> None:
        self._made: dict[Key, dict[int, _Made]] = {}
        self._scene: Scene | None = None
        self._ground: list[Model] = []      # of metered spaces: without an hour they are road
        self._ground_of: Scene | None = None

    def models(self, scene: Scene, seen: list[Model], shot: Shot, release: Release) -> list[Model]:
        """The same models in the same order, at an hour those with a use in other colours, and the kerb's ground."""
        hour = shot.hour
        if hour is None:
            return seen
        if scene is not self._scene:
            self.release(release)
            self._scene = scene
        key = hour, uses.timed(scene, shot.standing)
        made = self._made.pop(key, {})
        self._made[key] = made
        while len(self._made) > _HOURS:
            self._let_go(next(iter(self._made)), release)
        colours = None
        if scene is not self._ground_of:
            self._ground, self._ground_of = [Model(part) for part in kerb_parts(scene)], scene
        ground = choosing.standing(self._ground, shot)
        for model in (*ground, *seen):
            if id(model) not in made:
                colours = colours or uses.colours_at(scene, *key)
                made[id(model)] = _at_hour(scene, model, (colours, hour, f"hour{hour}{sorted(key[1])}"))
        return [made[id(model)].shown for model in (*ground, *seen)]

    def release(self, release: Release) -> None:
        """Give back what the driver holds of all hours."""
        for key in list(self._made):
            self._let_go(key, release)
        release(self._ground)
        self._ground, self._ground_of = [], None

    def _let_go(self, key: Key, release: Release) -> None:
        made = [m.shown for m in self._made.pop(key).values() if m.shown is not m.model]
        release(made)
        for model in made:
            if isinstance(model, Coloured):
                model.forget()


@dataclass(frozen=True, eq=False)
class _Made:
    """A model and what stands for it at an hour; kept together, so that no other model takes its place in memory."""

    model: Model
    shown: Model


def _at_hour(scene: Scene, model: Model, hour: tuple[Colours, int, str]) -> _Made:
    colours, clock, name = hour
    if present.is_crowd(model.part):
        part = present.thinned(scene, model.part, colours, clock)
        return _Made(model, model if part is model.part else Model(part))
    rgb = uses.coloured(model.part, colours)
    shown = model if rgb is None else Coloured(model, replace(model.part, rgb=rgb), colours, name)
    return _Made(model, shown)


def _tile(part: Part) -> np.ndarray | None:
    from wespace_desktop.scene import textures

    return textures.tile(part.texture) if part.uv is not None and part.texture else None
