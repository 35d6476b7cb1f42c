"""The ground of metered spaces: drawn only at an hour, to be coloured by how full the kerb is then."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import shapely

from wespace_desktop.model.hours import uses_of
from wespace_desktop.scene import style
from wespace_desktop.scene.context import Loose, parts_of
from wespace_desktop.scene.paint import painted
from wespace_desktop.scene.part import Part, Scene
from wespace_desktop.scene.shapes import flat
from wespace_desktop.scene.site import ROAD_Z

#: Over the road, under its marks.
_LIFT_M = 0.006
_KEPT: WeakKeyDictionary[Scene, tuple[Part, ...]] = WeakKeyDictionary()


def kerb_parts(scene: Scene) -> tuple[Part, ...]:
    """Each metered space in use as a piece of ground that goes where something takes its place."""
    if scene not in _KEPT:
        _KEPT[scene] = _made(scene)
    return _KEPT[scene]


def _made(scene: Scene) -> tuple[Part, ...]:
    theme, known = scene.district.theme("parking_spaces"), uses_of(scene.district)
    rows = [row for row, name in enumerate(map(str, theme.ids)) if name in known]
    if not rows:
        return ()
    at = {name: row for row, name in enumerate(scene.ids)}
    shapes = theme.geometry[rows]
    mesh, owner = flat(shapes, ROAD_Z + _LIFT_M)
    index = np.array([at.get(str(theme.ids[row]), 0) for row in rows], np.int32)
    part = painted("ground/metered", mesh, style.ROAD, index[owner])
    xy = shapely.get_coordinates(shapely.centroid(shapes))
    loose = Loose(part, np.asarray(owner, np.int32), index, xy, yields=False)
    return tuple(parts_of(loose, _replaced(scene, at), {}))


def _replaced(scene: Scene, at: dict[str, int]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for plan in scene.plans:
        for change in plan.changes:
            for name in change.replaces:
                if name in at:
                    found[at[name]] = found.get(at[name], frozenset()) | {plan.key(change)}
    return found
