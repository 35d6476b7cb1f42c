"""Modular community facilities: white boxes of one grid, each with the roof sign and front of what it offers."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.layers.locker_forms import panel
from wespace_desktop.scene.shapes import Mesh, box, extrude, flat, merge

HUE, DEEP, PALE = style.rgb("4F63AE"), style.rgb("33427E"), style.rgb("C9CFE6")
WHITE, TIMBER, GLASS = style.rgb("FBFAF7"), style.rgb("C9A77C"), style.rgb("D5E3E8")
#: Depth, width, height of one: two grid cells of 3 x 3 m.
MODULE_M = (3.0, 6.0, 3.3)


def _frame() -> list[tuple[Mesh, np.ndarray]]:
    """Plinth, two cells, the frame between them, an eave towards the front."""
    depth, width, height = MODULE_M
    posts = [
        box(0.16, 0.16, height - 0.3).moved(x, y, 0.3)
        for x in (-depth / 2 + 0.08, depth / 2 - 0.08)
        for y in (-width / 2 + 0.08, 0.0, width / 2 - 0.08)
    ]
    return [
        (box(depth + 0.1, width + 0.1, 0.3), DEEP),
        (box(depth - 0.1, width - 0.1, height - 0.55).moved(0, 0, 0.3), WHITE),
        (merge(posts), TIMBER),
        (box(depth + 0.7, width + 0.3, 0.2).moved(0.3, 0, height - 0.25), WHITE),
        (box(depth + 0.72, width + 0.32, 0.06).moved(0.3, 0, height - 0.3), HUE),
        (panel(2.5, 2.2).moved(depth / 2 + 0.01, -1.5, 0.35), GLASS),
    ]


def _sign(shape: shapely.Geometry) -> Mesh:
    return flat(shape, MODULE_M[2] - 0.03)[0].moved(0.3)


def _disc(x: float, y: float, r: float) -> shapely.Geometry:
    return shapely.Point(x, y).buffer(r, quad_segs=6)


@cache
def shop() -> Assembly:
    """Fresh food and daily goods: an open counter with an awning."""
    bag = shapely.union(shapely.box(-0.75, -0.6, 0.35, 0.6), _disc(0.35, 0, 0.5).difference(_disc(0.35, 0, 0.32)))
    awning = [box(0.95, 0.42, 0.07).moved(1.95, 0.3 + 0.46 * k, 2.35) for k in range(6)]
    return assemble(
        [
            *_frame(),
            (panel(2.6, 1.2).moved(1.511, 1.5, 1.05), DEEP),
            (box(0.5, 2.6, 1.0).moved(1.7, 1.5, 0.0), TIMBER),
            *((piece, HUE if k % 2 else WHITE) for k, piece in enumerate(awning)),
            (_sign(bag), HUE),
        ]
    )


@cache
def care() -> Assembly:
    """Day care and help for older people: a bench under the eave, a ramp to the door."""
    heart = shapely.union_all(
        [_disc(0.3, 0.36, 0.42), _disc(0.3, -0.36, 0.42), shapely.Polygon([(0.18, 0.75), (0.18, -0.75), (-0.85, 0)])]
    )
    return assemble(
        [
            *_frame(),
            (panel(1.1, 2.1).moved(1.511, 0.9, 0.32), TIMBER),
            (box(0.45, 1.5, 0.45).moved(1.9, 2.2, 0.0), TIMBER),
            (extrude(shapely.box(1.5, 0.3, 2.6, 1.5), 0.0, 0.12)[0], PALE),
            (_sign(heart), HUE),
        ]
    )


@cache
def learn() -> Assembly:
    """A room to read and learn in: shelves behind glass, a reading step in front."""
    book = shapely.union(shapely.box(-0.6, 0.08, 0.6, 0.95), shapely.box(-0.6, -0.95, 0.6, -0.08))
    shelves = [(box(0.06, 0.3, 0.42).moved(1.49, 0.35 + 0.36 * k, z), _SPINES[(k + i) % 3]) for i, z in
               enumerate((0.55, 1.15, 1.75)) for k in range(7)]  # fmt: skip
    return assemble([*_frame(), *shelves, (box(0.6, 5.4, 0.3).moved(1.9, 0, 0.0), TIMBER), (_sign(book), HUE)])


@cache
def play() -> Assembly:
    """Sport and play: an open cell with a climbing wall and a hoop."""
    ring = _disc(0, 0, 0.8).difference(_disc(0, 0, 0.5))
    holds = [
        (box(0.1, 0.18, 0.18).moved(1.5, 0.5 + 0.42 * (k % 5), 0.6 + 0.42 * (k // 5)), HUE) for k in range(0, 20, 2)
    ]
    wall = panel(2.6, 2.3).moved(1.511, 1.5, 0.35)
    return assemble([*_frame(), (wall, PALE), *holds, (_sign(ring), HUE)])


_SPINES = (HUE, TIMBER, DEEP)
