"""Cars and people of an hour: of the illustrative ones that are drawn by day, those that an emptier hour leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from wespace_desktop.model.hours import load_profiles, share
from wespace_desktop.scene.cars import TAKEN
from wespace_desktop.scene.chance import chance
from wespace_desktop.scene.part import Part, Scene
from wespace_desktop.scene.uses import Colours

#: What is drawn in many copies, by the first word of its parts; each copy has a shade of so many points.
_CROWDS, _SHADE, _SHADE_POINTS = ("cars", "people"), "shade", 5
_SALT = 61


@dataclass(frozen=True, eq=False)
class _Crowd:
    """(n,) of the copies in one group of parts: the feature they stand on (0: none) and their turn to leave."""

    feature: np.ndarray
    turn: np.ndarray


_KEPT: WeakKeyDictionary[Scene, Mapping[str, _Crowd]] = WeakKeyDictionary()


def is_crowd(part: Part) -> bool:
    return part.name.partition("/")[0] in _CROWDS


def thinned(scene: Scene, part: Part, colours: Colours, hour: int) -> Part:
    """The part with only those copies that are there at an hour; points stay, cells go. The part itself if all stay."""
    crowd = _crowds(scene).get(_group(part))
    if crowd is None or len(part.points) % len(crowd.turn):
        return part
    if part.name.startswith("cars"):
        full = np.nan_to_num(colours.share[crowd.feature], nan=TAKEN) / TAKEN
    else:
        peak = max(load_profiles()["public"].shares)
        full = np.full(len(crowd.turn), share("public", hour) / peak)
    there = crowd.turn < full
    if there.all():
        return part
    copy = part.cells[:, 0] // (len(part.points) // len(crowd.turn))
    return replace(part, cells=part.cells[there[copy]])


def _group(part: Part) -> str:
    """`cars/shade/3` and `cars/glass/3` are of one group."""
    kind, _, rest = part.name.partition("/")
    return f"{kind}/{rest.partition('/')[2]}"


def _crowds(scene: Scene) -> Mapping[str, _Crowd]:
    """All parts of a group hold the same copies in the same order: the shade tells how many, the body whose."""
    if scene not in _KEPT:
        found: dict[str, _Crowd] = {}
        shades = [p for p in scene.parts if is_crowd(p) and p.name.split("/")[1] == _SHADE and len(p.points)]
        bodies = {_group(p): p for p in scene.parts if is_crowd(p) and p.ids.any()}
        for shade in shades:
            count = len(shade.points) // _SHADE_POINTS
            at = shade.points.reshape(count, _SHADE_POINTS, 3)[:, :, :2].mean(axis=1)
            body = bodies.get(_group(shade))
            whose = body.ids[:: len(body.points) // count][:count] if body is not None else np.zeros(count, np.int32)
            found[_group(shade)] = _Crowd(whose, chance(at, _SALT))
        _KEPT[scene] = found
    return _KEPT[scene]
