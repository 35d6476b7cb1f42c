"""Masts with three sectors for roofs, radomes for poles, rooms for the computers at the edge, and arcs between them."""

from __future__ import annotations

from functools import cache

import numpy as np

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.shapes import Mesh, box, cylinder, merge, place

HUE, DEEP, PALE = style.rgb("7B6AA8"), style.rgb("4B3E75"), style.rgb("DCD6EC")
MAST_M, RADOME_M = 6.5, 1.1
#: An edge room with its plant, m: 36 m2, inside the catalogue's 20 to 100 m2.
ROOM_M = (9.0, 4.0, 3.2)
_SIDES = np.radians([90.0, 210.0, 330.0])


@cache
def mast() -> Assembly:
    """A rooftop site: a frame, a mast, three panel antennas and two dishes."""
    frame = merge(
        [box(2.6, 0.25, 0.25).moved(0, y) for y in (-1.0, 1.0)] + [box(0.25, 2.6, 0.25).moved(x) for x in (-1.0, 1.0)]
    )
    legs = merge([cylinder(0.06, 2.4, 5).moved(x, y) for x, y in ((-0.9, -0.9), (0.9, -0.9), (0.0, 0.95))])
    pole = cylinder(0.11, MAST_M, 8)
    return assemble(
        [
            (frame, style.METAL),
            (legs, style.METAL),
            (pole, DEEP),
            (_round(box(0.28, 0.62, 2.1).moved(0.75, 0.0, MAST_M - 2.3)), style.SHUTTLE_BODY),
            (_round(box(0.3, 0.64, 0.3).moved(0.75, 0.0, MAST_M - 1.4)), HUE),
            (_round(box(0.6, 0.08, 0.08).moved(0.4, 0.0, MAST_M - 1.2)), style.METAL),
            (cylinder(0.35, 0.3, 10).moved(z=MAST_M - 0.1), HUE),
            (box(0.9, 0.7, 1.3).moved(0.0, 1.0, 0.25), PALE),
        ]
    )


def _round(mesh: Mesh) -> Mesh:
    """Three of it, a third of a turn apart."""
    return place(mesh, np.zeros((3, 3)), _SIDES)[0]


@cache
def radome() -> Assembly:
    """A small cell about one unit high, its base on z = 0: a white drum with a band, under a cap."""
    return assemble(
        [
            (cylinder(0.3, 1.0, 10), style.SHUTTLE_BODY),
            (cylinder(0.32, 0.26, 10).moved(z=0.38), HUE),
            (cylinder(0.3, 0.16, 10, 0.12).moved(z=1.0), DEEP),
            (box(0.3, 0.18, 0.4).moved(0.0, 0.0, -0.55), PALE),
        ]
    )


@cache
def room() -> Assembly:
    """An edge room along x, its front to -y: a pale box with louvres, a band, and cooling on the roof."""
    x, y, z = ROOM_M
    louvres = merge([box(2.2, 0.1, 0.12).moved(-2.6, -y / 2 - 0.03, 0.7 + 0.3 * k) for k in range(6)])
    fans = merge([cylinder(0.75, 0.5, 10).moved(k, 0.0, z + 0.1) for k in (-2.8, 0.0, 2.8)])
    return assemble(
        [
            (box(x + 0.8, y + 0.8, 0.14), style.PLAZA),
            (box(x, y, z).moved(z=0.12), PALE),
            (box(x + 0.04, y + 0.04, 0.45).moved(z=z - 0.5), HUE),
            (louvres, DEEP),
            (box(1.1, 0.1, 2.2).moved(2.8, -y / 2 - 0.03, 0.14), DEEP),
            (fans, style.METAL),
        ]
    )


@cache
def sleeve() -> Assembly:
    """The tinted pole, one metre tall and one wide, to be scaled."""
    return assemble([(cylinder(0.5, 1.0, 8), DEEP)])


def arcs(start: np.ndarray, end: np.ndarray, steps: int = 18) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Bows from (n, 3) to (n, 3): points, cells (m, 2), and which bow each point is of."""
    n = len(start)
    t = np.linspace(0.0, 1.0, steps + 1)[None, :, None]
    along = start[:, None] * (1 - t) + end[:, None] * t
    far = np.hypot(*(end - start)[:, :2].T)
    along[:, :, 2] += (4 * t[..., 0] * (1 - t[..., 0])) * (6.0 + 0.16 * far)[:, None]
    first = (np.arange(n)[:, None] * (steps + 1) + np.arange(steps)[None]).reshape(-1)
    return along.reshape(-1, 3), np.c_[first, first + 1].astype(np.int32), np.repeat(np.arange(n), steps + 1)
