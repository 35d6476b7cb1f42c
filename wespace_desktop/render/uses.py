"""An hour of the day: the same meshes in the colours of who uses each space then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property

import numpy as np

from wespace_desktop.render import _vtk as vtk
from wespace_desktop.render.actors import Drawn, Model, coloured
from wespace_desktop.render.shot import Shot
from wespace_desktop.scene import uses
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
        self._made: dict[Key, dict[int, Model]] = {}
        self._scene: Scene | None = None

    def models(self, scene: Scene, seen: list[Model], shot: Shot, release: Release) -> list[Model]:
        """The same models in the same order, at an hour those with a use in other colours."""
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
        for model in seen:
            if id(model) not in made:
                colours = colours or uses.colours_at(scene, *key)
                made[id(model)] = _coloured(model, colours, f"hour{hour}{sorted(key[1])}")
        return [made[id(model)] for model in seen]

    def release(self, release: Release) -> None:
        """Give back what the driver holds of all hours."""
        for key in list(self._made):
            self._let_go(key, release)

    def _let_go(self, key: Key, release: Release) -> None:
        models = [m for m in self._made.pop(key).values() if isinstance(m, Coloured)]
        release(models)
        for model in models:
            model.forget()


def _coloured(model: Model, colours: Colours, name: str) -> Model:
    rgb = uses.coloured(model.part, colours)
    if rgb is None:
        return model
    return Coloured(model, replace(model.part, rgb=rgb), colours, name)


def _tile(part: Part) -> np.ndarray | None:
    from wespace_desktop.scene import textures

    return textures.tile(part.texture) if part.uv is not None and part.texture else None
