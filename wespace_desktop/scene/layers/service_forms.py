"""The forms of service pods: a rounded white cabin for a talk with a doctor, a kiosk for what an office counter did."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.layers.locker_forms import panel
from wespace_desktop.scene.shapes import Mesh, box, cylinder, extrude, flat, merge

HUE, DEEP, PALE = style.rgb("B5475C"), style.rgb("7F2F40"), style.rgb("EBCBD1")
WHITE, GLASS, SCREEN = style.rgb("FCFBFA"), style.rgb("D8E6EA"), style.rgb("34505C")
#: Depth, width, height: 3 m2 of ground (S41) and 4 m2 with a ramp.
HEALTH_M, COUNTER_M = (1.6, 1.9, 2.6), (1.4, 2.2, 2.5)


def _rounded(depth_m: float, width_m: float, low_m: float, high_m: float, radius_m: float = 0.35) -> Mesh:
    """A block with rounded upright edges."""
    half = shapely.box(-depth_m / 2, -width_m / 2, depth_m / 2, width_m / 2)
    plan = shapely.buffer(shapely.buffer(half, -radius_m), radius_m, quad_segs=4)
    return extrude(plan, low_m, high_m)[0]


def heart(size_m: float) -> shapely.Polygon:
    """A heart, its point towards -y. (A cross would be an emblem that the Geneva Conventions keep for others.)"""
    r = size_m * 0.27
    lobes = [shapely.Point(x, r * 0.75).buffer(r, quad_segs=6) for x in (-r * 0.93, r * 0.93)]
    point = shapely.Polygon([(-r * 1.78, r * 0.35), (r * 1.78, r * 0.35), (0.0, -size_m * 0.5)])
    sign: shapely.Polygon = shapely.union_all([*lobes, point])
    return sign


@cache
def health() -> Assembly:
    """A cabin for one: glass door towards +x, screen inside, a large heart on the roof, a lamp over the door."""
    depth, width, height = HEALTH_M
    front = depth / 2
    roof, _ = flat(heart(1.35), height + 0.015)
    sign = panel(0.6, 0.16).moved(front + 0.05, 0, 2.3)
    ramp = box(0.9, 1.1, 0.06).moved(front + 0.45)
    return assemble(
        [
            (_rounded(depth, width, 0.0, 0.3), DEEP),
            (_rounded(depth - 0.04, width - 0.04, 0.3, height - 0.4), WHITE),
            (_rounded(depth + 0.06, width + 0.06, height - 0.5, height - 0.4), HUE),
            (_rounded(depth, width, height - 0.4, height), WHITE),
            (roof, HUE),
            (panel(1.0, 1.75).moved(front + 0.01, -0.1, 0.3), GLASS),
            (panel(0.5, 0.32).moved(front + 0.02, -0.1, 1.35), SCREEN),
            (panel(0.04, 1.75).moved(front + 0.02, 0.42, 0.3), DEEP),
            (sign, HUE),
            (ramp, PALE),
        ]
    )


@cache
def counter() -> Assembly:
    """A kiosk for papers and payment: two screens under a roof with three bars, the sign of a form."""
    depth, width, height = COUNTER_M
    bars = [shapely.box(-0.45 + 0.36 * k, -0.8, -0.27 + 0.36 * k, 0.8 if k < 2 else 0.2) for k in range(3)]
    signs, _ = flat(np.array(bars, object), height + 0.015)
    body = box(0.5, width - 0.2, 2.2).moved(-depth / 2 + 0.25)
    face = -depth / 2 + 0.5
    screens = merge([panel(0.62, 0.5).moved(face + 0.02, y, 1.15) for y in (-0.48, 0.48)])
    desks = merge([box(0.34, 0.74, 0.06).moved(face + 0.17, y, 0.95) for y in (-0.48, 0.48)])
    posts = merge(
        [cylinder(0.05, height - 0.14, 7).moved(depth / 2 - 0.12, y) for y in (-width / 2 + 0.12, width / 2 - 0.12)]
    )
    return assemble(
        [
            (body, WHITE),
            (box(0.53, width - 0.16, 0.28).moved(-depth / 2 + 0.25, 0, 0.0), DEEP),
            (screens, SCREEN),
            (desks, HUE),
            (panel(1.5, 0.2).moved(face + 0.02, 0, 1.85), HUE),
            (box(depth, width, 0.14).moved(z=height - 0.14), WHITE),
            (box(depth + 0.04, width + 0.04, 0.05).moved(z=height - 0.1), HUE),
            (posts, style.METAL),
            (signs, HUE),
            (box(0.06, 0.06, 0.5).moved(0.3, 0, 0.0), style.METAL),
            (cylinder(0.2, 0.06, 9).moved(0.3, 0, 0.48), HUE),
        ]
    )
