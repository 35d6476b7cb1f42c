"""The change lens: what two states share fades to grey, what only the first one showed stands as a ghost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from wespace_desktop.render import choosing
from wespace_desktop.render.actors import GREY, Drawn, Model, coloured
from wespace_desktop.render.shot import Shot
from wespace_desktop.scene import ghosts
from wespace_desktop.scene.cells import with_cells
from wespace_desktop.scene.part import Scene


class Faded(Model):
    """A model in grey: the same meshes in other colours."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.part, self.low, self.high = model.part, model.low, model.high

    @cached_property
    def pieces(self) -> tuple[Drawn, ...]:
        return tuple(_faded(drawn) for drawn in self._model.pieces)

    @cached_property
    def boxes(self) -> tuple[np.ndarray, np.ndarray]:
        return self._model.boxes

    @cached_property
    def told(self) -> Model:
        """The same, with a part that says itself that it is grey."""
        return _Told(self)


class _Told(Model):
    def __init__(self, faded: Faded) -> None:
        part = faded.part
        texture = GREY + part.texture if part.uv is not None and part.texture else part.texture
        self.part = replace(part, rgb=ghosts.grey(part.rgb), texture=texture)
        self.low, self.high, self._faded = faded.low, faded.high, faded

    @cached_property
    def pieces(self) -> tuple[Drawn, ...]:
        return self._faded.pieces

    @cached_property
    def boxes(self) -> tuple[np.ndarray, np.ndarray]:
        return self._faded.boxes


def told(models: Iterable[Model]) -> list[Model]:
    """For who makes other meshes of the parts: the grey is in the parts."""
    return [m.told if isinstance(m, Faded) else m for m in models]


Release = Callable[[Iterable[Model]], None]


class Lens:
    """Keeps the grey models of a scene, and what the last pair of states made necessary besides."""

    def __init__(self) -> None:
        self._greys: dict[int, Faded] = {}
        self._made: tuple[object, list[Model]] | None = None
        self._own: list[Model] = []

    def models(self, scene: Scene, models: Sequence[Model], shot: Shot, release: Release) -> list[Model]:
        """What a shot with a lens shows, in drawing order."""
        before = choosing.standing(models, replace(shot, standing=shot.lens or frozenset()))
        after = choosing.standing(models, shot)
        key = (shot.lens, shot.stands, [id(m) for m in before], [id(m) for m in after])
        if self._made is None or self._made[0] != key:
            release(self._own)
            self._own = []
            self._made = (key, self._of_pair(scene, before, after, shot))
        return self._made[1]

    def release(self, release: Release, kept: Iterable[Model] = ()) -> None:
        """Give back what the driver holds, but for the grey of models that are kept."""
        keep = {id(m) for m in kept}
        gone = [i for i in self._greys if i not in keep]
        release([*self._own, *(self._greys.pop(i) for i in gone)])
        self._own, self._made = [], None

    def _of_pair(self, scene: Scene, before: list[Model], after: list[Model], shot: Shot) -> list[Model]:
        was, now = {id(m) for m in before}, {id(m) for m in after}
        lost, come = [m for m in before if id(m) not in now], [m for m in after if id(m) not in was]
        same = ghosts.shared([m.part for m in lost], [m.part for m in come])
        seen: list[Model] = [self._grey(m) for m in after if id(m) in was]
        for model, mask in zip(come, same.after, strict=True):
            seen += self._split(model, mask)
        gone = [with_cells(m.part, ~mask) for m, mask in zip(lost, same.before, strict=True)]
        marks = [*ghosts.of(gone), *ghosts.edges_of_conversions(scene, shot.lens or frozenset(), shot.standing)]
        seen += self._keep([Model(part) for part in marks])
        return sorted(seen, key=_order)

    def _split(self, model: Model, same: np.ndarray) -> list[Model]:
        """What another change had put there before is grey, the rest of the part is as it is elsewhere."""
        if not same.any():
            return [model]
        if same.all():
            return [self._grey(model)]
        inner, outer = (Model(with_cells(model.part, mask)) for mask in (same, ~same))
        return self._keep([Faded(inner), outer])

    def _grey(self, model: Model) -> Faded:
        return self._greys.setdefault(id(model), Faded(model))

    def _keep(self, made: list[Model]) -> list[Model]:
        self._own += made
        return made


def _order(seen: Model) -> tuple[bool, int]:
    """As the stage draws: opaque parts first, then the translucent ones from the ground up."""
    return seen.part.opacity < 1, seen.part.order if seen.part.opacity < 1 else 0


def _faded(drawn: Drawn) -> Drawn:
    part = drawn.part
    tile = ghosts.grey_tile(part.texture) if part.uv is not None and part.texture else None
    return Drawn(part, drawn.mesh, coloured(drawn, "grey", ghosts.grey(part.rgb), tile))
