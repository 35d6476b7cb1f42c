"""The forms of parcels on foot: banks of lockers under a roof, delivery robots, a courier bay at the kerb."""

from __future__ import annotations

from functools import cache

import numpy as np

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.shapes import Mesh, box, cylinder, merge, prism

BODY, DOOR, DARK = style.rgb("B0603F"), style.rgb("F3E4DA"), style.rgb("7E4229")
SCREEN, WHITE, PARCEL = style.rgb("3C4A55"), style.rgb("FBFAF7"), style.rgb("C9A06B")
BANK_M = (0.75, 4.8, 2.3)
ROBOT_M = (0.72, 0.56, 0.95)


def panel(width_m: float, height_m: float) -> Mesh:
    """An upright rectangle looking towards +x, its lower edge on z = 0."""
    y, z = width_m / 2, height_m
    points = np.array([(0, -y, 0), (0, y, 0), (0, y, z), (0, -y, z)], np.float32)
    normals = np.tile(np.array([1, 0, 0], np.float32), (4, 1))
    return Mesh(points, np.array([(0, 1, 2), (0, 2, 3)], np.int32), normals)


@cache
def locker_bank() -> Assembly:
    """Two towers of doors with a screen between them, 4.8 m along y, under a roof that reads from above."""
    depth, width, _ = BANK_M
    front = depth / 2 - 0.1
    columns = [y for y in np.arange(-2.05, 2.06, 0.456) if abs(y) > 0.3]
    doors = [panel(0.4, 0.34).moved(front + 0.015, y, 0.16 + 0.39 * k) for y in columns for k in range(5)]
    slots = [panel(0.4, 0.14).moved(front + 0.016, y, 0.18 + 0.39 * 2) for y in columns[::3]]
    roof = prism([(-0.42, 2.18), (0.85, 2.34), (0.85, 2.44), (-0.42, 2.28)], width + 0.3)
    return assemble(
        [
            (box(depth - 0.2, width - 0.1, 2.16), BODY),
            (merge(doors), DOOR),
            (merge(slots), PARCEL),
            (panel(0.44, 1.5).moved(front + 0.018, 0.0, 0.5), SCREEN),
            (panel(0.3, 0.2).moved(front + 0.03, 0.0, 1.35), style.rgb("BFE3EA")),
            (roof, DARK),
            (merge([box(0.06, 0.06, 2.3).moved(0.75, y) for y in (-2.3, 2.3)]), style.METAL),
            (_parcel_sign(), WHITE),
        ]
    )


def _parcel_sign() -> Mesh:
    """A white parcel on the roof: two crossing bands, seen from above."""
    return merge([box(0.5, 0.9, 0.34).moved(0.2, 0, 2.4)])


@cache
def robot() -> Assembly:
    """A six-wheeled delivery robot, 0.72 m long, with lid, lamp band and flag."""
    width = ROBOT_M[1]
    angle = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    wheel = prism(np.c_[np.cos(angle), np.sin(angle)] * 0.11 + [0, 0.11], 0.08)
    wheels = merge([wheel.moved(x=x, y=y) for x in (-0.26, 0.0, 0.26) for y in (-width / 2, width / 2)])
    body = prism([(-0.34, 0.16), (0.34, 0.16), (0.36, 0.34), (0.26, 0.52), (-0.3, 0.52), (-0.36, 0.34)], width - 0.06)
    lid = prism([(-0.31, 0.52), (0.25, 0.52), (0.2, 0.6), (-0.26, 0.6)], width - 0.1)
    return assemble(
        [
            (wheels, style.WHEEL),
            (body, WHITE),
            (lid, BODY),
            (panel(width - 0.16, 0.12).moved(0.355, 0, 0.24), SCREEN),
            (cylinder(0.012, 0.75, 5).moved(-0.28, 0.2, 0.5), style.DARK_METAL),
            (box(0.2, 0.02, 0.14).moved(-0.19, 0.2, 1.1), BODY),
        ]
    )


@cache
def cargo_bay() -> Assembly:
    """Two cargo tricycles at the kerb, parcels beside them: along x, the kerb towards +y."""
    pieces = [*_tricycle(-2.6), *_tricycle(1.6)]
    parcels = [
        box(0.5, 0.4, 0.35).moved(4.2, 0.3),
        box(0.35, 0.35, 0.3).moved(4.7, 0.0),
        box(0.4, 0.4, 0.3).moved(4.25, 0.3, 0.35),
    ]
    return assemble([*pieces, (merge(parcels), PARCEL)])


def _tricycle(x: float) -> list[tuple[Mesh, style.Colour]]:
    """2.6 m long, a box of 1.4 m behind the rider."""
    angle = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    wheel = prism(np.c_[np.cos(angle), np.sin(angle)] * 0.32 + [0, 0.33], 0.07)
    wheels = merge([wheel.moved(x + 1.15), wheel.moved(x - 0.55, 0.48), wheel.moved(x - 0.55, -0.48)])
    frame = merge(
        [
            box(1.3, 0.06, 0.06).moved(x + 0.55, 0, 0.55),
            box(0.06, 0.06, 0.55).moved(x + 0.95, 0, 0.5),
            box(0.06, 0.6, 0.06).moved(x + 0.95, 0, 1.02),
            box(0.3, 0.22, 0.08).moved(x + 0.3, 0, 0.86),
        ]
    )
    load = box(1.35, 0.95, 1.0).moved(x - 0.55, 0, 0.5)
    lid = box(1.4, 1.0, 0.08).moved(x - 0.55, 0, 1.5)
    return [(wheels, style.WHEEL), (frame, style.DARK_METAL), (load, BODY), (lid, DOOR)]
