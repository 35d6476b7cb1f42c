"""The forms of a tunnel: bores with their rings, open ramps between walls, portals, stations and the board of earth."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.layers.tunnel_line import (
    APART_M,
    BORE_M,
    DECK_M,
    OPEN_M,
    PAVILION_M,
    RAMP_M,
    STATION_M,
    WALL_M,
    Line,
)
from wespace_desktop.scene.shapes import Mesh, box, flat, merge, prism

HUE, DEEP, PALE = style.rgb("4A5FA8"), style.rgb("2C3A70"), style.rgb("DFE5F4")
DECK, CONCRETE, EARTH, DARK = style.rgb("C3CBDD"), style.rgb("D7D6D2"), style.rgb("DAD2C4"), style.rgb("2A2F3C")
GLOW = style.rgb("FFE9B8")
#: The bore is drawn open above: so much of its round is left out, and stands there as glass.
_OPEN_RAD = np.radians(62.0)
_SIDES, PARAPET_M = 16, 1.0


def bore(line: Line, left_m: float, s: np.ndarray, glass: bool = False, inner: bool = False) -> Mesh:
    """A round bore beside the line from s[0] to s[-1]: the lower shell, or the glass over it; `inner` looks inwards."""
    gap = _OPEN_RAD
    sweep = np.linspace(np.pi / 2 - gap, np.pi / 2 + gap, 7) if glass else np.linspace(
        np.pi / 2 + gap, 2.5 * np.pi - gap, _SIDES
    )
    radius = BORE_M / 2 - (0.2 if inner else 0.0)
    _, way = line.at(s)
    side = np.c_[-way[:, 1], way[:, 0]]
    middle = line.beside(s, left_m)
    z = line.deck_z(s) + DECK_M
    across, up = np.cos(sweep) * radius, np.sin(sweep) * radius
    xy = middle[:, None] + side[:, None] * -across[None, :, None]
    points = np.concatenate([xy, np.broadcast_to((z[:, None] + up)[..., None], (*xy.shape[:2], 1))], axis=2)
    rising = np.broadcast_to(np.sin(sweep)[None, :, None], (*xy.shape[:2], 1))
    outwards = np.concatenate([side[:, None] * -np.cos(sweep)[None, :, None], rising], axis=2)
    cells = _grid_cells(len(s), len(sweep))
    if inner:
        return Mesh(_f(points), cells[:, ::-1].copy(), _f(-outwards))
    return Mesh(_f(points), cells, _f(outwards))


def _grid_cells(rows: int, columns: int) -> np.ndarray:
    k = np.arange(rows * columns, dtype=np.int32).reshape(rows, columns)
    a, b, c, d = (x.ravel() for x in (k[:-1, :-1], k[:-1, 1:], k[1:, 1:], k[1:, :-1]))
    return np.concatenate([np.c_[a, b, c], np.c_[a, c, d]]).astype(np.int32)


def _f(points: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(points.reshape(-1, 3), np.float32)


def deck(line: Line, left_m: float, s: np.ndarray, width_m: float, lift_m: float = 0.0) -> Mesh:
    """What is driven on, following the slope."""
    a, b = line.beside(s, left_m - width_m / 2), line.beside(s, left_m + width_m / 2)
    z = line.deck_z(s) + lift_m
    points = np.stack([np.c_[a, z], np.c_[b, z]], axis=1)
    cells = _grid_cells(len(s), 2)[:, ::-1].copy()
    return Mesh(_f(points), cells, np.tile(np.array([0, 0, 1], np.float32), (2 * len(s), 1)))


def rings(line: Line, left_m: float, s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lines round the bore at each place: points (n, 3), cells (m, 2)."""
    sweep = np.linspace(np.pi / 2 + _OPEN_RAD, 2.5 * np.pi - _OPEN_RAD, _SIDES)
    _, way = line.at(s)
    side, middle = np.c_[-way[:, 1], way[:, 0]], line.beside(s, left_m)
    radius, z = BORE_M / 2 + 0.02, line.deck_z(s) + DECK_M
    xy = middle[:, None] - side[:, None] * (np.cos(sweep) * radius)[None, :, None]
    height = np.broadcast_to((z[:, None] + np.sin(sweep) * radius)[..., None], (*xy.shape[:2], 1))
    k = np.arange(len(s) * len(sweep), dtype=np.int32).reshape(len(s), -1)
    return np.concatenate([xy, height], axis=2).reshape(-1, 3), np.c_[k[:, :-1].ravel(), k[:, 1:].ravel()]


def edges(line: Line, left_m: float, s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The two upper edges of the open shell as lines."""
    found = []
    for turn in (np.pi / 2 + _OPEN_RAD, np.pi / 2 - _OPEN_RAD):
        at = line.beside(s, left_m - np.cos(turn) * BORE_M / 2)
        found.append(np.c_[at, line.deck_z(s) + DECK_M + np.sin(turn) * BORE_M / 2])
    n = len(s)
    cells = np.concatenate([np.c_[np.arange(n - 1), np.arange(1, n)] + k * n for k in (0, 1)])
    return np.concatenate(found), cells.astype(np.int32)


def ramp_walls(line: Line, s: np.ndarray) -> Mesh:
    """Two walls along an open ramp, from its deck to a parapet over the ground, both faces and the top."""
    found = []
    for sign in (-1.0, 1.0):
        inner, outer = (line.beside(s, sign * (RAMP_M / 2 + d)) for d in (0.0, WALL_M))
        low, top = line.deck_z(s) - 0.3, np.full(len(s), PARAPET_M)
        _, way = line.at(s)
        normal = np.c_[-way[:, 1], way[:, 0], np.zeros(len(s))] * sign
        found += [
            _sheet(np.c_[inner, low], np.c_[inner, top], -normal),
            _sheet(np.c_[outer, low], np.c_[outer, top], normal),
            _sheet(np.c_[inner, top], np.c_[outer, top], np.tile([0.0, 0.0, 1.0], (len(s), 1))),
        ]
    return merge(found)


def _sheet(a: np.ndarray, b: np.ndarray, normal: np.ndarray) -> Mesh:
    """Between two lines; its triangles wind as its normal looks."""
    points = np.stack([a, b], axis=1)
    cells = _grid_cells(len(a), 2)
    p, q, r = (points.reshape(-1, 3)[cells[0, k]] for k in range(3))
    if np.dot(np.cross(q - p, r - p), normal[0]) < 0:
        cells = cells[:, ::-1].copy()
    return Mesh(_f(points), cells, _f(np.repeat(normal, 2, axis=0)))


@cache
def portal(deep_m: float) -> Assembly:
    """The head wall of a ramp, looking towards -x, its foot at z = -deep_m: two dark mouths in light rings, a sign."""
    wide = RAMP_M + 2 * WALL_M
    wall = box(0.5, wide, deep_m + PARAPET_M + 0.9).moved(0.25, 0, -deep_m)
    mouths, lit = [], []
    for y in (-APART_M / 2, APART_M / 2):
        mouths.append(_disc(BORE_M / 2 - 0.15).moved(-0.03, y, -deep_m + DECK_M))
        lit.append(_disc(BORE_M / 2 + 0.12).moved(-0.015, y, -deep_m + DECK_M))
    sign = box(0.5, wide, 0.75).moved(0.0, 0, PARAPET_M + 0.6)
    return assemble([(wall, CONCRETE), (merge(lit), GLOW), (merge(mouths), DARK), (sign, HUE)])


def _disc(radius: float) -> Mesh:
    """A disc looking towards -x, cut off at the deck."""
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    y, z = np.cos(turn) * radius, np.maximum(np.sin(turn) * radius, -DECK_M)
    points = np.c_[np.zeros(28), y, z]
    cells = np.array([(0, k + 1, k) for k in range(1, 27)], np.int32)
    return Mesh(points.astype(np.float32), cells, np.tile(np.array([-1, 0, 0], np.float32), (28, 1)))


@cache
def hoop() -> Assembly:
    """A light arch over the ramp, across x."""
    turn = np.linspace(0, np.pi, 13)
    radius, thick = RAMP_M / 2 + WALL_M / 2, 0.22
    pieces = []
    for a, b in pairwise(turn):
        profile = [(r * np.cos(t), r * np.sin(t) * 0.62) for r, t in
                   ((radius, b), (radius - thick, b), (radius - thick, a), (radius, a))]
        pieces.append(prism(np.array(profile)[::-1], 0.35))
    mesh = merge(pieces)
    turned = Mesh(mesh.points[:, [1, 0, 2]] * np.array([-1, 1, 1], np.float32), mesh.cells,
                  mesh.normals[:, [1, 0, 2]] * np.array([-1, 1, 1], np.float32))
    return assemble([(turned.moved(z=PARAPET_M), HUE)])


@cache
def pod() -> Assembly:
    """A driverless vehicle 5.2 m long for eight, front towards +x."""
    body = prism([(-2.6, 0.3), (2.6, 0.3), (2.5, 1.6), (2.0, 2.2), (-2.0, 2.2), (-2.5, 1.6)], 1.9)
    band = box(5.0, 1.94, 0.3).moved(z=0.55)
    glass = box(4.0, 1.93, 0.6).moved(z=1.25)
    return assemble([(body, style.SHUTTLE_BODY), (band, style.SHUTTLE_BAND), (glass, style.SHUTTLE_GLASS)])


@cache
def station() -> Assembly:
    """A platform hall along x without its roof, the deck of the line on z = 0: walls and platforms under lamps."""
    long, wide, tall = STATION_M
    walls = merge(
        [box(long, 0.5, tall).moved(0, y, -0.6) for y in (-wide / 2, wide / 2)]
        + [box(0.5, (wide - APART_M - BORE_M) / 2, tall).moved(x, s * (wide + APART_M + BORE_M) / 4, -0.6)
           for x in (-long / 2, long / 2) for s in (-1, 1)]
    )
    floor = box(long, wide, 0.3).moved(z=-0.65)
    sides = merge([box(long - 4, 1.9, 0.5).moved(0, s * (wide / 2 - 1.3), -0.35) for s in (-1, 1)])
    lit = merge([flat(shapely.box(2 - long / 2, -0.9, long / 2 - 2, 0.9), 0.18)[0].moved(0, s * (wide / 2 - 1.3))
                 for s in (-1, 1)])
    island = box(long - 8, 0.9, 0.5).moved(z=-0.35)
    return assemble([(walls, HUE), (floor, DECK), (merge([sides, island]), CONCRETE), (lit, GLOW)])


@cache
def pavilion() -> Assembly:
    """Lift and stairs at street level: glass on a plinth under a roof in the hue."""
    x, y, z = PAVILION_M
    corners = [(i * (x / 2 - 0.2), j * (y / 2 - 0.2)) for i in (-1, 1) for j in (-1, 1)]
    posts = merge([box(0.18, 0.18, z - 0.35).moved(px, py, 0.15) for px, py in corners])
    return assemble(
        [
            (box(x, y, 0.15), CONCRETE),
            (box(x - 0.6, y - 0.6, z - 0.5).moved(z=0.15), style.SHELTER_GLASS),
            (box(1.6, 1.6, z + 0.5).moved(x / 2 - 1.1, 0, 0.15), PALE),
            (posts, style.METAL),
            (box(x + 0.8, y + 0.8, 0.3).moved(z=z - 0.2), HUE),
        ]
    )


def shaft(depth_m: float) -> Mesh:
    """From the pavilion's floor down to the platform."""
    return box(1.8, 1.8, depth_m - 0.4).moved(z=-depth_m + 0.2)


def open_ramp(line: Line, last: bool) -> np.ndarray:
    """Metres along the line of one open ramp, from its upper end to its mouth."""
    s = np.linspace(0.0, OPEN_M, 20)
    return line.length_m - s[::-1] if last else s
