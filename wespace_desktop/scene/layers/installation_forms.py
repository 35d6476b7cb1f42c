"""The forms of the report's seven interactive installations, from the digital water tree to the projection."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely
import shapely.affinity

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.layers.locker_forms import panel
from wespace_desktop.scene.shapes import Mesh, ball, box, cylinder, extrude, flat, merge

HUE, DEEP, PALE = style.rgb("7468B8"), style.rgb("4B4285"), style.rgb("DAD6EE")
WATER, FOAM, GLOW = style.rgb("8FC3DC"), style.rgb("EAF5FA"), style.rgb("F2C24E")
PINK, MINT, NIGHT = style.rgb("E59AB5"), style.rgb("9AD8C8"), style.rgb("2B2A45")
BUBBLES = (style.rgb("C9C3EC"), style.rgb("BFE3EE"), style.rgb("F3D3E0"))

Pieces = list[tuple[Mesh, style.Colour]]


def ring(outer_m: float, inner_m: float, low_m: float, high_m: float, sides: int = 8) -> Mesh:
    """A flat-topped ring; `sides` points a quarter turn."""
    whole = shapely.Point(0, 0).buffer(outer_m, quad_segs=sides)
    return extrude(shapely.difference(whole, shapely.Point(0, 0).buffer(inner_m, quad_segs=sides)), low_m, high_m)[0]


def disc(radius_m: float, high_m: float, sides: int = 8) -> Mesh:
    """A round face looking up."""
    return flat(shapely.Point(0, 0).buffer(radius_m, quad_segs=sides), high_m)[0]


def around(count: int, radius_m: float, start: float = 0.0) -> np.ndarray:
    """(n, 2) points on a circle."""
    turn = start + 2 * np.pi * np.arange(count) / count
    return np.asarray(np.c_[np.cos(turn), np.sin(turn)] * radius_m)


@cache
def water_tree() -> Assembly:
    """A steel trunk with a crown of pipes that lets threads of water fall into a basin, 6 m across."""
    drops = [cylinder(0.035, 3.9, 4).moved(x, y, 0.25) for x, y in (*around(22, 2.2), *around(14, 1.4, 0.2))]
    arms = merge([_arm(angle, 2.3) for angle in np.linspace(0, 2 * np.pi, 8, endpoint=False)])
    pieces: Pieces = [
        (ring(3.0, 2.75, 0.0, 0.4), DEEP), (disc(2.75, 0.26), WATER), (cylinder(0.28, 4.2, 10, 0.16), HUE),
        (arms, HUE), (ring(2.32, 2.14, 4.1, 4.26), HUE), (ring(1.5, 1.34, 4.3, 4.46), HUE), (merge(drops), FOAM),
    ]  # fmt: skip
    return assemble(pieces)


def _arm(angle: float, reach_m: float) -> Mesh:
    beam = box(reach_m, 0.1, 0.12).moved(reach_m / 2, 0, 4.16)
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]], np.float32)
    return Mesh(beam.points @ turn, beam.cells, beam.normals @ turn)


@cache
def bubbles() -> Assembly:
    """Nine large light balls that answer to touch, the highest on stems."""
    spots = [(0, 0, 1.1), (2.1, 0.6, 0.8), (-1.9, 1.0, 0.9), (0.9, -2.0, 0.7), (-1.2, -1.8, 1.0), (1.4, 2.2, 0.6),
             (-2.9, -0.6, 0.5), (3.2, -1.0, 0.55), (0.2, 2.9, 0.5)]  # fmt: skip
    pieces: Pieces = [(merge([cylinder(0.28, 0.1, 8).moved(x, y) for x, y, _ in spots]), DEEP)]
    for k, colour in enumerate(BUBBLES):
        group = [ball(r, 2).moved(x, y, r + (0.08 if k else 0.5)) for x, y, r in spots[k::3]]
        pieces.append((merge(group), colour))
    stems = [cylinder(0.06, 0.6, 6).moved(x, y) for x, y, _ in spots[0::3]]
    return assemble([*pieces, (merge(stems), HUE)])


@cache
def swings() -> Assembly:
    """Three lit frames with swings that ring and glow as they move, 9 m long."""
    posts, seats, ropes = [], [], []
    for x in (-3.0, 0.0, 3.0):
        posts += [box(0.14, 0.14, 3.0).moved(x + dx, 0) for dx in (-1.25, 1.25)] + [
            box(2.64, 0.14, 0.14).moved(x, 0, 3.0)
        ]
        tilt = 0.5 if x else -0.35
        seats.append(box(1.1, 0.42, 0.1).moved(x, tilt, 0.5 + abs(tilt) * 0.25))
        ropes += [box(0.035, 0.035, 2.35).moved(x + dx, tilt * 0.55, 0.65) for dx in (-0.48, 0.48)]
    lamps = merge([box(2.3, 0.2, 0.08).moved(x, 0, 3.14) for x in (-3.0, 0.0, 3.0)])
    return assemble([(merge(posts), HUE), (merge(seats), GLOW), (merge(ropes), style.METAL), (lamps, GLOW)])


@cache
def light_pool() -> Assembly:
    """A film of water 8 x 5 m with columns of light that rise where somebody steps."""
    basin = extrude(shapely.box(-4, -2.5, 4, 2.5).difference(shapely.box(-3.8, -2.3, 3.8, 2.3)), 0.0, 0.14)[0]
    surface = flat(shapely.box(-3.8, -2.3, 3.8, 2.3), 0.08)[0]
    grid = [(x, y) for x in np.linspace(-3.2, 3.2, 7) for y in (-1.6, -0.5, 0.6, 1.7)]
    heights = [0.5 + 1.5 * abs(np.sin(1.7 * k)) for k in range(len(grid))]
    groups: list[list[Mesh]] = [[], [], []]
    for k, ((x, y), high) in enumerate(zip(grid, heights, strict=True)):
        groups[k % 3].append(cylinder(0.09, float(high), 6).moved(float(x), y, 0.08))
    tints = (GLOW, PINK, MINT)
    return assemble([(basin, DEEP), (surface, WATER), *((merge(g), t) for g, t in zip(groups, tints, strict=True))])


@cache
def screen() -> Assembly:
    """A curved wall of light, 9 m round and 3.2 m high, its picture towards +x."""
    turn = np.radians(np.linspace(-48, 48, 13))
    centre, radius = np.array([5.2, 0.0]), 5.4
    back: list[Mesh] = []
    picture: list[Mesh] = []
    cells: list[Mesh] = []
    for k, angle in enumerate(turn):
        at = centre - radius * np.array([np.cos(angle), np.sin(angle)])
        way = float(angle)
        back.append(_turned_box(at, way, (0.3, 0.78, 3.2)))
        tile = _turned(panel(0.72, 2.7), way)
        inner = at + 0.17 * np.array([np.cos(way), np.sin(way)])
        (picture if k % 2 else cells).append(tile.moved(float(inner[0]), float(inner[1]), 0.35))
    return assemble([(merge(back), NIGHT), (merge(picture), HUE), (merge(cells), MINT), *_waves(centre, radius)])


def _waves(centre: np.ndarray, radius: float) -> Pieces:
    """Two bands that run over the picture like a curve over time."""
    pieces: Pieces = []
    for colour, phase in ((GLOW, 0.0), (PINK, 2.0)):
        marks = []
        for angle in np.radians(np.linspace(-46, 46, 30)):
            at = centre - (radius - 0.2) * np.array([np.cos(angle), np.sin(angle)])
            high = 1.5 + 0.7 * np.sin(5 * angle + phase)
            marks.append(_turned(panel(0.3, 0.16), float(angle)).moved(float(at[0]), float(at[1]), float(high)))
        pieces.append((merge(marks), colour))
    return pieces


def _turned(mesh: Mesh, angle: float) -> Mesh:
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]], np.float32)
    return Mesh((mesh.points @ turn).astype(np.float32), mesh.cells, (mesh.normals @ turn).astype(np.float32))


def _turned_box(at: np.ndarray, angle: float, size: tuple[float, float, float]) -> Mesh:
    return _turned(box(*size), angle).moved(float(at[0]), float(at[1]))


@cache
def jets() -> Assembly:
    """A ring of jets, each as high as the weight of whoever stands on its plate; no basin, 8 m across."""
    at = around(12, 3.0)
    high = 0.9 + 1.9 * (0.5 + 0.5 * np.cos(np.linspace(0, 4 * np.pi, 12, endpoint=False)))
    water = [cylinder(0.13, float(h), 7, 0.05).moved(x, y, 0.04) for (x, y), h in zip(at, high, strict=True)]
    heads = [ball(0.19, 0).moved(x, y, float(h) + 0.06) for (x, y), h in zip(at, high, strict=True)]
    plates = [cylinder(0.42, 0.06, 10).moved(x, y) for x, y in around(12, 2.0)]
    return assemble([
        (ring(4.0, 3.6, 0.0, 0.05), HUE), (disc(1.1, 0.03), PALE), (merge(water), WATER), (merge(heads), FOAM),
        (merge(plates), GLOW),
    ])  # fmt: skip


@cache
def beam() -> Assembly:
    """A mast of projectors over a floor picture of rings and petals that follows those who walk on it, 10 m across."""
    petals = [shapely.affinity.rotate(shapely.affinity.scale(shapely.Point(3.0, 0).buffer(1.0, quad_segs=4), 1.1, 0.45),
                                      60 * k, origin=(0, 0)) for k in range(6)]  # fmt: skip
    floor = [flat(np.array(petals[k::2], object), 0.04)[0] for k in (0, 1)]
    rings = merge([ring(4.9, 4.6, 0.0, 0.04), ring(1.7, 1.5, 0.0, 0.04)])
    heads = merge([cylinder(0.2, 0.5, 8, 0.12).moved(x, y, 4.6) for x, y in around(3, 0.55)])
    return assemble([
        (disc(4.6, 0.02, 10), NIGHT), (floor[0], PINK), (floor[1], MINT), (rings, GLOW),
        (cylinder(0.14, 5.2, 9, 0.08), DEEP), (ring(0.62, 0.5, 5.05, 5.2), DEEP), (heads, HUE),
        (cylinder(0.5, 0.25, 10), DEEP),
    ])  # fmt: skip
