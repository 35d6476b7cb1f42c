"""The forms of the shock mode: frame tents, an entrance gate, a sign plate over a hall, marks on the ground."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.layers.locker_forms import panel
from wespace_desktop.scene.shapes import Mesh, box, cylinder, extrude, flat, prism

HUE, DEEP, PALE = style.rgb("CF4632"), style.rgb("8E2A1B"), style.rgb("F0D3CC")
WHITE, CANVAS, INSIDE = style.rgb("FDFCFA"), style.rgb("F3F1EC"), style.rgb("8F8B86")
#: Depth (across the ridge), width (along it), height of a frame tent.
TENT_M = (6.0, 9.0, 3.6)
GATE_M = (1.2, 4.6, 3.2)
_EAVES_M = 2.2


@cache
def tent() -> Assembly:
    """A gabled tent, red bands over its ends, a tent sign on each slope, an open flap towards +x."""
    depth, width, height = TENT_M
    half, rise = depth / 2, height - _EAVES_M
    roof = [(-half - 0.25, _EAVES_M), (half + 0.25, _EAVES_M), (0.0, height)]
    band = [(-half - 0.28, _EAVES_M + 0.03), (half + 0.28, _EAVES_M + 0.03), (0.0, height + 0.035)]
    return assemble(
        [
            (box(depth, width, _EAVES_M), CANVAS),
            (prism(roof, width + 0.3), WHITE),
            *((prism(band, 0.5).moved(0, y, 0.0), HUE) for y in (-width / 2 + 0.6, width / 2 - 0.6)),
            *((_on_slope(tent_sign(2.3), np.arctan2(rise, half + 0.25), side), HUE) for side in (1.0, -1.0)),
            (panel(2.2, 1.95).moved(half + 0.02, 0.0, 0.05), INSIDE),
            (panel(0.25, 2.1).moved(half + 0.04, -1.2, 0.05), HUE),
            (panel(0.25, 2.1).moved(half + 0.04, 1.2, 0.05), HUE),
            *((cylinder(0.05, _EAVES_M, 6).moved(half + 0.9, y, 0.0), INSIDE) for y in (-1.3, 1.3)),
            (box(1.2, 3.0, 0.06).moved(half + 0.55, 0.0, _EAVES_M - 0.06), WHITE),
        ]
    )


def tent_sign(size_m: float) -> shapely.Polygon:
    """A tent seen from the front, its way in open. (No cross: the Geneva Conventions keep that emblem for others.)"""
    half = size_m / 2
    tent = shapely.Polygon([(-half, -half * 0.8), (half, -half * 0.8), (0.0, half * 0.8)])
    way_in = shapely.Polygon([(-half * 0.32, -half), (half * 0.32, -half), (0.0, half * 0.18)])
    sign: shapely.Polygon = shapely.difference(tent, way_in)
    return sign


def _on_slope(shape: shapely.Polygon, angle: float, side: float) -> Mesh:
    """A flat shape laid on one slope of the roof."""
    mesh, _ = flat(shape, 0.0)
    c, s = np.cos(angle), np.sin(angle)
    middle = np.array([side * TENT_M[0] / 4, 0.0, (_EAVES_M + TENT_M[2]) / 2 + 0.06])
    points = np.c_[mesh.points[:, 0] * c, mesh.points[:, 1], -side * mesh.points[:, 0] * s] + middle
    normals = np.tile([side * s, 0.0, c], (len(points), 1))
    return Mesh(points.astype(np.float32), mesh.cells, normals.astype(np.float32))


@cache
def gate() -> Assembly:
    """Where one comes in: a portal across the way (towards +x), two counters, feet one distance apart."""
    _, width, height = GATE_M
    steps = [(flat(shapely.Point(1.0 + 1.5 * k, 0.0).buffer(0.3, quad_segs=4), 0.03)[0], WHITE) for k in range(3)]
    return assemble(
        [
            *((box(0.25, 0.25, height).moved(0.0, y, 0.0), HUE) for y in (-width / 2, width / 2)),
            (box(0.3, width + 0.5, 0.75).moved(0.0, 0.0, height - 0.75), HUE),
            (panel(1.4, 0.2).moved(0.16, 0.0, height - 0.48), WHITE),
            *((box(0.6, 0.9, 1.05).moved(0.0, y, 0.0), WHITE) for y in (-width / 2 + 0.75, width / 2 - 0.75)),
            *((box(0.64, 0.94, 0.06).moved(0.0, y, 1.05), DEEP) for y in (-width / 2 + 0.75, width / 2 - 0.75)),
            *steps,
        ]
    )


def hall_sign(size_m: float, over_m: float) -> Assembly:
    """A square plate with a tent sign, on a mast over the roof of a hall."""
    plate = shapely.box(-size_m / 2, -size_m / 2, size_m / 2, size_m / 2)
    edge = shapely.difference(plate, shapely.buffer(plate, -size_m * 0.06, join_style="mitre"))
    return assemble(
        [
            (cylinder(0.5, over_m, 8), DEEP),
            (extrude(plate, over_m, over_m + 0.4)[0], WHITE),
            (flat(edge, over_m + 0.43)[0], HUE),
            (flat(tent_sign(size_m * 0.72), over_m + 0.43)[0], HUE),
        ]
    )
