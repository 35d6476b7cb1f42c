"""What is planned or under way, drawn over the state it is not part of yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from wespace_desktop.render.actors import Model
from wespace_desktop.render.shot import Shot
from wespace_desktop.scene.part import Scene
from wespace_desktop.scene.phases import parts_of

#: So many pairs of sets keep their marks: four panes, and the years a hand has just passed.
_KEPT = 8
Release = Callable[[Iterable[Model]], None]


class Phases:
    """Keeps the marks of the last few moments of a scene."""

    def __init__(self) -> None:
        self._made: dict[object, list[Model]] = {}

    def models(self, scene: Scene, seen: Sequence[Model], shot: Shot, release: Release) -> list[Model]:
        """What a shot shows with its marks, in drawing order: lines first, see-through grounds last."""
        if not shot.planned and not shot.under_way:
            return list(seen)
        key = shot.planned, shot.under_way
        if key in self._made:
            self._made[key] = self._made.pop(key)   # the newest
        else:
            while len(self._made) >= _KEPT:
                release(self._made.pop(next(iter(self._made))))
            self._made[key] = [Model(part) for part in parts_of(scene, shot.planned, shot.under_way)]
        marks = self._made[key]
        return [*(m for m in marks if m.part.opacity >= 1), *seen, *(m for m in marks if m.part.opacity < 1)]

    def release(self, release: Release) -> None:
        """Give back what the driver holds."""
        for models in self._made.values():
            release(models)
        self._made = {}
