"""The form of an autonomous shuttle: white rounded body, dark glass all round, a blue band; 4.6 x 2.1 x 2.75 m."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.shapes import Mesh, box, cylinder, extrude, merge, prism

LENGTH_M, WIDTH_M, HEIGHT_M = 4.6, 2.1, 2.75
#: In the bird view it is drawn larger, so that it still reads as a vehicle.
BIRD_SCALE = 1.35


@cache
def shuttle() -> Assembly:
    """Front towards +x, wheels on z = 0."""
    dark = style.DARK_METAL
    return assemble(
        [
            (_slice(0.32, 0.62, 0.0), style.SHUTTLE_BODY),
            (_slice(0.62, 0.98, 0.012), style.SHUTTLE_BAND),
            (_slice(0.98, 1.14, 0.0), style.SHUTTLE_BODY),
            (_slice(1.14, 2.2, -0.02), style.SHUTTLE_GLASS),
            (_pillars(), style.SHUTTLE_BODY),
            (_roof(), style.SHUTTLE_BODY),
            (cylinder(0.16, 0.14, 8).moved(z=HEIGHT_M - 0.06), style.SHUTTLE_BAND),
            (_wheels(), dark),
        ]
    )


def _half_length(z: float) -> float:
    """The nose and the tail lean in above the band."""
    up = max(0.0, (z - 1.1) / (HEIGHT_M - 1.1))
    return float(LENGTH_M / 2 - 0.30 * up**1.6 - 0.10 * max(0.0, (0.6 - z) / 0.6))


def _slice(low: float, high: float, out: float) -> Mesh:
    """The part of the body between two heights, seen from outside, `out` metres thicker than the body."""
    rings = [_outline(z, out) for z in np.linspace(low, high, 4 if high - low > 0.6 else 2)]
    heights = np.linspace(low, high, len(rings))
    sides = []
    k = len(rings[0])
    for lower, upper, z0, z1 in zip(rings[:-1], rings[1:], heights[:-1], heights[1:], strict=True):
        nxt = (np.arange(k) + 1) % k
        quad = np.stack(
            [
                np.c_[lower, np.full(k, z0)],
                np.c_[lower[nxt], np.full(k, z0)],
                np.c_[upper[nxt], np.full(k, z1)],
                np.c_[upper, np.full(k, z1)],
            ],
            1,
        )
        normal = np.cross(quad[:, 1] - quad[:, 0], quad[:, 3] - quad[:, 0])
        normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
        cells = (np.arange(k) * 4)[:, None] + np.array([0, 1, 2, 0, 2, 3])
        sides.append(
            Mesh(
                quad.reshape(-1, 3).astype(np.float32),
                cells.reshape(-1, 3).astype(np.int32),
                np.repeat(normal, 4, axis=0).astype(np.float32),
            )
        )
    return merge(sides)


def _outline(z: float, out: float) -> np.ndarray:
    """(k, 2) plan of the body at a height, corners rounded, counter-clockwise; the same k at every height."""
    a, b, r = _half_length(z) + out, WIDTH_M / 2 + out - 0.08 * max(0.0, (z - 1.6) / 1.1), 0.45
    turn = np.radians([0, 30, 60, 90])
    corner = np.c_[np.cos(turn), np.sin(turn)] * r
    quadrants = [
        corner + np.array([a - r, b - r]),
        corner[::-1] * [-1, 1] + [r - a, b - r],
        corner * [-1, -1] + [r - a, r - b],
        corner[::-1] * [1, -1] + [a - r, r - b],
    ]
    return np.concatenate(quadrants)


def _roof() -> Mesh:
    lid = shapely.Polygon(_outline(2.6, -0.12))
    top, _ = extrude(lid, 2.55, HEIGHT_M - 0.05)
    return merge([_slice(2.2, 2.55, 0.0), extrude(shapely.Polygon(_outline(2.55, 0.0)), 2.5, 2.56)[0], top])


def _pillars() -> Mesh:
    """Door posts between the panes, on both long sides."""
    return merge([box(0.16, WIDTH_M - 0.02, 1.1).moved(x=x, z=1.12) for x in (-1.45, -0.5, 0.5, 1.45)])


def _wheels() -> Mesh:
    angle = np.linspace(0, 2 * np.pi, 8, endpoint=False) + np.pi / 8
    disc = np.c_[np.cos(angle), np.sin(angle)] * 0.36 + [0, 0.36]
    return merge([prism(disc, WIDTH_M - 0.12).moved(x=x) for x in (-1.4, 1.4)])
