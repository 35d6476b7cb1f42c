"""Pictures with a section plane: the models of a shot cut at it, with the faces that the cut lays bare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from wespace_desktop.render import lens
from wespace_desktop.render.actors import Model
from wespace_desktop.render.shot import Shot
from wespace_desktop.scene.part import Scene
from wespace_desktop.scene.section import Plane, cut_faces, halved, plane_of

Release = Callable[[Iterable[Model]], None]


@dataclass(eq=False)
class _Kept:
    """What a cut made: of which models, what is seen of them, what of that is the cut's own."""

    key: object
    whole: list[Model]
    seen: list[Model]
    own: list[Model]


class Section:
    """Keeps what the last cut made, once for what is seen and once for ids; everything can be made again."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def models(
        self, scene: Scene | None, seen: Sequence[Model], shot: Shot, release: Release, use: str = "seen"
    ) -> list[Model]:
        """The same models in the same order where nothing is cut; else what is left of them, and the faces."""
        plane = plane_of(shot.camera)
        if plane is None or scene is None:
            return list(seen)
        key = (shot.camera.cut, plane.normal.tobytes(), [id(m) for m in seen])
        if use not in self._kept or self._kept[use].key != key:
            if use in self._kept:
                release(self._kept[use].own)
            self._kept[use] = _cut(scene, seen, plane, key)
        return self._kept[use].seen

    def release(self, release: Release) -> None:
        """Give back what the driver holds."""
        for kept in self._kept.values():
            release(kept.own)
        self._kept = {}


def _cut(scene: Scene, seen: Sequence[Model], plane: Plane, key: object) -> _Kept:
    own: list[Model] = []
    left: list[Model] = []
    for model, told in zip(seen, lens.told(seen), strict=True):
        part = halved(told.part, plane)
        if part is told.part:
            left.append(model)
        elif part is not None and len(part.cells):
            own.append(Model(part))
            left.append(own[-1])
    faces = [Model(part) for part in cut_faces(scene, [m.part for m in seen], plane) if len(part.cells)]
    first_sheer = next((k for k, m in enumerate(left) if m.part.opacity < 1), len(left))
    left[first_sheer:first_sheer] = faces
    return _Kept(key, list(seen), left, [*own, *faces])     # the whole ones are held: no other model takes one's id
