"""Solar tables in rows on roofs, facing as far south as the building lets them, and battery containers."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.layers.roofs import Roof, turned
from wespace_desktop.scene.shapes import Mesh, box, flat, merge

PANEL, PANEL_BACK, FRAME = style.rgb("2C4470"), style.rgb("8F98A6"), style.rgb("A9BBD6")
CASE, CASE_DARK, SIGN = style.rgb("F2F4F5"), style.rgb("3F5580"), style.rgb("F0C24B")
#: Two modules of 1.05 m deep, at 10 degrees, in rows far enough apart not to shade each other much.
DEPTH_M, RISE_M, FOOT_M, PITCH_M = 2.1, 0.38, 0.25, 3.6
TABLE_M, GAP_M, LEAST_M = 12.0, 0.35, 2.5
#: A 20 foot container.
CONTAINER_M = (6.1, 2.4, 2.6)


def row_angle(roof: Roof) -> float:
    """Along the building, the way that is nearer to east: radians from -45 to 45 degrees."""
    angle = roof.axis_rad
    return angle - np.copysign(np.pi / 2, angle) if abs(angle) > np.pi / 4 else angle


def tables_on(bed: shapely.Geometry, angle: float) -> np.ndarray:
    """(n, 3) tables on a bed: x, y of the middle, and length along the rows at `angle`."""
    if bed.is_empty:
        return np.empty((0, 3))
    flat_bed = turned(bed, -angle)
    core = shapely.intersection(flat_bed, shapely.transform(flat_bed, lambda c: c - [0.0, DEPTH_M]))
    west, south, east, north = flat_bed.bounds
    ys = np.arange(south + 0.1, north - DEPTH_M, PITCH_M)
    lines = shapely.linestrings([[(west - 1, y), (east + 1, y)] for y in ys]) if len(ys) else np.empty(0, object)
    pieces = shapely.get_parts(shapely.intersection(lines, core))
    pieces = pieces[shapely.length(pieces) >= LEAST_M]
    found = []
    for piece in pieces:
        x0, y, x1, _ = piece.bounds
        count = max(1, round((x1 - x0) / (TABLE_M + GAP_M)))
        step = (x1 - x0) / count
        found += [(x0 + (k + 0.5) * step, y + DEPTH_M / 2, step - GAP_M) for k in range(count)]
    if not found:
        return np.empty((0, 3))
    rows = np.array(found)
    c, s = np.cos(angle), np.sin(angle)
    return np.asarray(np.c_[rows[:, 0] * c - rows[:, 1] * s, rows[:, 0] * s + rows[:, 1] * c, rows[:, 2]])


@cache
def table() -> Assembly:
    """One metre long along x, the low edge to -y; to be scaled along x only."""
    low, high = (-DEPTH_M / 2, FOOT_M), (DEPTH_M / 2, FOOT_M + RISE_M)
    tilt = np.array([0.0, -RISE_M, DEPTH_M]) / np.hypot(RISE_M, DEPTH_M)
    top = _quad([(-0.5, *low), (0.5, *low), (0.5, *high), (-0.5, *high)], tilt)
    d, h = high
    back = _quad([(0.5, d, 0.05), (-0.5, d, 0.05), (-0.5, d, h), (0.5, d, h)], (0.0, 1.0, 0.0))
    sides = [
        _triangle([(0.5, d, 0.05), (0.5, d, h), (0.5, *low)], (1.0, 0.0, 0.0)),
        _triangle([(-0.5, d, 0.05), (-0.5, *low), (-0.5, d, h)], (-1.0, 0.0, 0.0)),
    ]
    return assemble([(top, PANEL), (merge([back, *sides]), PANEL_BACK)])


def _quad(corners: object, normal: object) -> Mesh:
    cells = np.array([[0, 1, 2], [0, 2, 3]], np.int32)
    return Mesh(np.array(corners, np.float32), cells, np.tile(np.asarray(normal, np.float32), (4, 1)))


def _triangle(corners: object, normal: object) -> Mesh:
    cells = np.array([[0, 1, 2]], np.int32)
    return Mesh(np.array(corners, np.float32), cells, np.tile(np.asarray(normal, np.float32), (3, 1)))


def joint_lines(tables: np.ndarray, angle: float, z: float) -> tuple[np.ndarray, np.ndarray]:
    """Points (2n, 3) and cells (n, 2): the joint between the two modules of each table."""
    way = np.array([np.cos(angle), np.sin(angle)]) / 2
    ends = np.stack([tables[:, :2] - way * tables[:, 2:], tables[:, :2] + way * tables[:, 2:]], 1).reshape(-1, 2)
    level = np.full(len(ends), z + FOOT_M + RISE_M / 2 + 0.03)
    return np.c_[ends, level], np.arange(len(ends), dtype=np.int32).reshape(-1, 2)


@cache
def container() -> Assembly:
    """A battery container along x on a plinth, doors to -y, with a dark band and a yellow flash on its roof."""
    x, y, z = CONTAINER_M
    flash = [(-0.35, 0.0), (0.05, 0.0), (-0.1, 0.5), (0.3, 0.5), (-0.25, 1.2), (-0.05, 0.65), (-0.45, 0.65)]
    doors = merge([box(0.06, 0.08, z - 0.5).moved(k, -y / 2 - 0.02, 0.4) for k in np.linspace(-2.6, 2.6, 6)])
    fans = merge([box(1.0, 1.3, 0.35).moved(k, 0.0, z + 0.15) for k in (-2.0, 2.0)])
    return assemble(
        [
            (box(x + 0.6, y + 0.6, 0.15), style.PLAZA),
            (box(x, y, z).moved(z=0.15), CASE),
            (box(x + 0.02, y + 0.02, 0.5).moved(z=z - 0.6), CASE_DARK),
            (doors, CASE_DARK),
            (fans, CASE_DARK),
            (_flash(flash).moved(0.0, -0.6, z + 0.18), SIGN),
        ]
    )


def _flash(outline: list[tuple[float, float]]) -> Mesh:
    """A flat sign that looks up."""
    return flat(shapely.Polygon(outline), 0.0)[0]
