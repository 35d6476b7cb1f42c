"""A synthetic scene for the render floor: a ground, two blocks, a thin pole, a shadow, a coverage disc, a far board."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from wespace_desktop.model.district import District
from wespace_desktop.model.view import Camera
from wespace_desktop.render.shot import Quality, Shot
from wespace_desktop.scene.part import Part, Scene

NAMES = ("", "ground", "block", "park", "pole", "disc")
GROUND, BLOCK, PARK, POLE, DISC = range(1, 6)
BLUE = (11, 114, 196)
CAMERA = Camera((0.0, -400.0, 400.0), (0.0, 0.0, 0.0), 30.0)
STREET = Camera((0.0, -120.0, 3.2), (0.0, 0.0, 3.2), 50.0, shift=0.1)


def mesh(name: str, points: Any, cells: Any, colour: Any, feature: int = 0, **options: Any) -> Part:
    points = np.asarray(points, np.float32)
    return Part(
        name,
        points,
        np.asarray(cells, np.int32),
        np.tile(np.asarray(colour, np.uint8), (len(points), 1)),
        np.full(len(points), feature, np.int32),
        **options,
    )


Box = tuple[float, float, float, float]


def sheet(name: str, box: Box, z: float, colour: Any, feature: int = 0, **options: Any) -> Part:
    x0, y0, x1, y1 = box
    points = [[x0, y0, z], [x1, y0, z], [x1, y1, z], [x0, y1, z]]
    return mesh(name, points, [[0, 1, 2], [0, 2, 3]], colour, feature, **options)


def block(name: str, box: Box, tall: float, colour: Any, feature: int, **options: Any) -> Part:
    x0, y0, x1, y1 = box
    points = [[x, y, z] for z in (0.0, tall) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    ring = ((0, 1), (1, 2), (2, 3), (3, 0))
    sides = [t for a, b in ring for t in ([a, b, b + 4], [a, b + 4, a + 4])]
    return mesh(name, points, [*sides, [4, 5, 6], [4, 6, 7]], colour, feature, **options)


def parts() -> tuple[Part, ...]:
    return (
        sheet("ground", (-200, -200, 200, 200), 0.0, (220, 220, 215), GROUND),
        block("block", (-60, -20, -20, 20), 50, (250, 248, 240), BLOCK, hidden_by=frozenset({"s/park"})),
        sheet("park", (-60, -20, -20, 20), 0.16, (111, 196, 155), PARK, needs=frozenset({"s/park"})),
        block("pole", (60, 0, 60.5, 0.5), 12, (80, 80, 80), POLE),
        sheet("shadow", (20, -60, 80, -20), 0.26, (61, 74, 102), opacity=0.2, order=4),
        sheet("disc", (-150, 60, -50, 160), 0.3, (184, 67, 140), DISC, opacity=0.15, order=8),
        block("far", (150, 150, 170, 170), 20, BLUE, 0, seen_from="street"),
    )


def scene(*chosen: Part) -> Scene:
    return Scene(cast(District, None), (), chosen or parts(), NAMES, {}, ())


def shot(
    camera: Camera = CAMERA,
    quality: Quality = "draft",
    size: tuple[int, int] = (320, 240),
    standing: tuple[str, ...] = (),
    transparent: bool = False,
) -> Shot:
    return Shot(camera, frozenset(standing), size, quality, transparent)
