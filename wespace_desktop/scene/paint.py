"""From a mesh and a colour to a Part: bakes the light in and carries the ids."""

from __future__ import annotations

from typing import Any

import numpy as np

from wespace_desktop.scene.light import AMBIENT, lit
from wespace_desktop.scene.part import Part
from wespace_desktop.scene.shapes import Mesh


def painted(name: str, mesh: Mesh, rgb: Any, ids: Any = 0, ambient: float = AMBIENT, **options: Any) -> Part:
    """A lit Part. `rgb` (3,) or one per point; `ids` one index or one per point; `options` are fields of Part."""
    shaded = lit(rgb, mesh.normals, ambient)
    return Part(name, mesh.points, mesh.cells, shaded, per_point(ids, len(mesh.points)), **options)


def plain(name: str, points: np.ndarray, cells: np.ndarray, rgb: Any, ids: Any = 0, **options: Any) -> Part:
    """A Part whose colour is taken as it is: lines, and marks that must keep their legend colour."""
    n = len(points)
    colour = np.broadcast_to(np.asarray(rgb, np.uint8), (n, 3)).copy()
    return Part(name, np.asarray(points, np.float32), np.asarray(cells, np.int32), colour, per_point(ids, n), **options)


def per_point(ids: Any, n: int) -> np.ndarray:
    """One index for all points, or one each, as (n,) int32."""
    return np.broadcast_to(np.asarray(ids, np.int32), (n,)).copy()
