"""The things that stand on converted ground: benches, canopies, racks, lockers, shelters, planters, people."""

from __future__ import annotations

from functools import cache

import numpy as np

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.shapes import Mesh, ball, box, cylinder, merge, prism

LAWN, EDGE, PATH = style.LAWN, style.LAWN_EDGE, style.LAWN_PATH
SOIL = style.rgb("4E9A76")


@cache
def bench() -> Assembly:
    """2 m long along y; a sitter looks towards +x."""
    return assemble(
        [
            (box(0.45, 2.0, 0.08).moved(z=0.40), style.WOOD),
            (box(0.07, 2.0, 0.36).moved(x=-0.22, z=0.50), style.WOOD),
            (merge([box(0.36, 0.08, 0.40).moved(y=y) for y in (-0.8, 0.8)]), style.DARK_METAL),
        ]
    )


@cache
def canopy() -> Assembly:
    """A light roof 6.2 x 2.6 m on four posts, green on top so that it reads from above."""
    return assemble(
        [
            (prism([(-3.1, 2.55), (3.1, 2.75), (3.1, 2.9), (-3.1, 2.7)], 2.6), EDGE),
            (merge([box(0.1, 0.1, 2.6).moved(x, y) for x in (-2.7, 2.7) for y in (-1.1, 1.1)]), style.METAL),
        ]
    )


@cache
def racks() -> Assembly:
    """Six hoops and four bicycles on 6 m, hoops across x."""
    hoops = merge([_hoop().moved(x=x) for x in np.linspace(-2.5, 2.5, 6)])
    bikes = merge([_bicycle().moved(x=x + 0.22) for x in (-2.5, -1.5, 0.5, 2.5)])
    return assemble([(hoops, EDGE), (bikes, style.rgb("5C6B73"))])


def _hoop() -> Mesh:
    return merge(
        [box(0.06, 0.06, 0.8).moved(y=-0.35), box(0.06, 0.06, 0.8).moved(y=0.35), box(0.06, 0.76, 0.06).moved(z=0.78)]
    )


def _bicycle() -> Mesh:
    """Two wheels and a frame along y."""
    angle = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    wheel = _along_y(prism(np.c_[np.cos(angle), np.sin(angle)] * 0.33 + [0, 0.34], 0.05))
    frame = merge(
        [
            box(0.05, 1.0, 0.06).moved(z=0.62),
            box(0.05, 0.06, 0.5).moved(y=-0.25, z=0.5),
            box(0.4, 0.05, 0.05).moved(y=0.45, z=0.95),
        ]
    )
    return merge([wheel.moved(y=-0.52), wheel.moved(y=0.52), frame])


def _along_y(mesh: Mesh) -> Mesh:
    """A quarter turn about z."""
    return Mesh(
        mesh.points[:, [1, 0, 2]] * np.array([-1, 1, 1], np.float32),
        mesh.cells,
        mesh.normals[:, [1, 0, 2]] * np.array([-1, 1, 1], np.float32),
    )


@cache
def lockers() -> Assembly:
    """A bank of parcel lockers 5.4 m long, doors on both sides."""
    doors = merge(
        [box(0.62, 0.86, 0.38).moved(x, 0, 0.12 + 0.46 * z) for x in np.arange(-2.3, 2.4, 0.77) for z in range(4)]
    )
    return assemble([(box(5.4, 0.8, 2.05), EDGE), (doors, LAWN)])


@cache
def shelter() -> Assembly:
    """A waiting shelter 4 x 1.6 m: glass back, bench, roof."""
    return assemble(
        [
            (box(4.2, 1.8, 0.14).moved(z=2.5), EDGE),
            (box(3.9, 0.06, 1.9).moved(y=0.75, z=0.45), style.POD_GLASS),
            (box(3.0, 0.4, 0.1).moved(y=0.45, z=0.45), style.WOOD),
            (merge([box(0.1, 0.1, 2.5).moved(x, 0.75) for x in (-1.9, 0.0, 1.9)]), style.METAL),
        ]
    )


@cache
def planter() -> Assembly:
    """A trough 1.8 x 0.6 m with low planting."""
    leaves = merge([ball(0.34, 0).scaled(z=0.9).moved(x=x, z=0.62) for x in (-0.62, -0.2, 0.22, 0.64)])
    return assemble([(box(1.8, 0.6, 0.5), style.LAWN_PATH), (leaves, SOIL)])


@cache
def table() -> Assembly:
    """A round table with three stools."""
    stools = [cylinder(0.2, 0.45, 8).moved(0.8 * np.cos(a), 0.8 * np.sin(a)) for a in np.radians([30, 150, 270])]
    return assemble(
        [
            (cylinder(0.45, 0.06, 10).moved(z=0.7), style.WOOD),
            (cylinder(0.06, 0.7, 6), style.METAL),
            (merge(stools), EDGE),
        ]
    )


@cache
def person(variant: int) -> Assembly:
    """1.7 m, grey: scale, not a portrait."""
    cloth = style.PEOPLE[variant % len(style.PEOPLE)]
    return assemble(
        [
            (cylinder(0.14, 0.82, 6, 0.17), style.rgb("6B7178")),
            (cylinder(0.17, 0.62, 6, 0.22).moved(z=0.8), cloth),
            (ball(0.13, 0).moved(z=1.57), style.rgb("C9B29B")),
        ]
    )
