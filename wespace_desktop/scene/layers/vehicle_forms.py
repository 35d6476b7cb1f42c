"""The forms of mobile spaces: one long low-floor body, open to the kerb as an office, a cafe or an AR play room."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.layers.locker_forms import panel
from wespace_desktop.scene.shapes import Mesh, ball, box, cylinder, merge, prism

#: S40: 4.95 x 2.08 x 2.65 m.
LENGTH_M, WIDTH_M, HEIGHT_M = 4.95, 2.08, 2.65
HUE, DEEP, PALE = style.rgb("3E7CA6"), style.rgb("28587A"), style.rgb("CFE0EA")
BODY, GLASS, WARM = style.rgb("FBFBF8"), style.rgb("7E9DB0"), style.rgb("E9C58A")
CLOTH, SCREEN = style.rgb("F4EEE2"), style.rgb("7FD3DE")

Pieces = list[tuple[Mesh, style.Colour]]


def facing_kerb(width_m: float, height_m: float) -> Mesh:
    """An upright rectangle looking towards +y."""
    p = panel(width_m, height_m)
    turn = np.array([-1, 1, 1], np.float32)
    return Mesh(p.points[:, [1, 0, 2]] * turn, p.cells, p.normals[:, [1, 0, 2]] * turn)


def facing_road(width_m: float, height_m: float) -> Mesh:
    """An upright rectangle looking towards -y."""
    p = facing_kerb(width_m, height_m)
    turn = np.array([-1, -1, 1], np.float32)
    return Mesh(p.points * turn, p.cells, p.normals * turn)


def _body() -> Pieces:
    """Wheels, floor pan, rounded box and roof; front towards +x, the kerb towards +y."""
    l, w, h = LENGTH_M / 2, WIDTH_M, HEIGHT_M
    angle = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    wheel = prism(np.c_[np.cos(angle), np.sin(angle)] * 0.36 + [0, 0.36], 0.22)
    wheels = merge([wheel.moved(x, y) for x in (-1.75, 1.75) for y in (-w / 2 + 0.1, w / 2 - 0.1)])
    profile = [
        (-l + 0.05, 0.32),
        (l - 0.05, 0.32),
        (l, 0.7),
        (l - 0.12, h - 0.25),
        (l - 0.45, h),
        (-l + 0.45, h),
        (-l + 0.12, h - 0.25),
        (-l, 0.7),
    ]
    shell = prism(profile, w)
    band = merge(
        [
            facing_kerb(2 * l - 0.3, 0.22).moved(0, w / 2 + 0.012, 0.42),
            facing_road(2 * l - 0.3, 0.22).moved(0, -w / 2 - 0.012, 0.42),
        ]
    )
    lamp = merge([box(0.06, w - 0.5, 0.1).moved(x, 0, 0.78) for x in (l - 0.02, 0.02 - l)])
    glass = merge(
        [
            prism([(l - 0.11, 1.0), (l + 0.0, 0.98), (l - 0.1, h - 0.3), (l - 0.2, h - 0.3)], w - 0.3),
            prism([(-l, 0.98), (0.11 - l, 1.0), (0.2 - l, h - 0.3), (0.1 - l, h - 0.3)], w - 0.3),
            facing_road(2 * l - 0.7, 1.25).moved(0, -w / 2 - 0.012, 1.0),
        ]
    )
    return [(wheels, style.WHEEL), (shell, BODY), (band, HUE), (lamp, CLOTH), (glass, GLASS)]


def _roof(colour: style.Colour) -> Pieces:
    """What is read from above: the roof in one colour with a rim."""
    return [(box(LENGTH_M - 1.05, WIDTH_M - 0.16, 0.05).moved(z=HEIGHT_M), colour)]


@cache
def office() -> Assembly:
    """A glass side with desks and people behind it, a small screen on the roof's edge."""
    y = WIDTH_M / 2 + 0.014
    panels = merge([box(0.7, 0.5, 0.06).moved(x, 0, HEIGHT_M + 0.05) for x in (-1.1, 0.0, 1.1)])
    roof = [*_roof(HUE), (panels, DEEP)]
    desks = merge([box(0.9, 0.05, 0.06).moved(x, y, 1.08) for x in (-1.3, 0.0, 1.3)])
    screens = merge([facing_kerb(0.5, 0.32).moved(x, y + 0.02, 1.18) for x in (-1.3, 0.0, 1.3)])
    mullions = merge([box(0.08, 0.05, 1.75).moved(x, y, 0.66) for x in (-2.0, -0.66, 0.66, 2.0)])
    ramp = prism([(-0.5, 0.0), (0.5, 0.0), (0.5, 0.06), (-0.5, 0.06)], 0.7).moved(0, y + 0.35, 0.1)
    return assemble(
        [
            *_body(),
            *roof,
            (facing_kerb(4.0, 1.75).moved(0, y, 0.66), PALE),
            (desks, style.WOOD),
            (screens, SCREEN),
            (mullions, DEEP),
            (ramp, HUE),
        ]
    )


@cache
def cafe() -> Assembly:
    """The side folded up as an awning over a counter; two tables on the free end of the slot."""
    y = WIDTH_M / 2 + 0.014
    hatch = facing_kerb(3.2, 1.15).moved(0.1, y, 1.02)
    awning = _striped_awning(y)
    counter = box(3.3, 0.42, 0.07).moved(0.1, y + 0.2, 0.98)
    machine = merge([box(0.5, 0.06, 0.42).moved(-0.9, y, 1.06), box(0.34, 0.06, 0.3).moved(0.5, y, 1.06)])
    board = facing_kerb(0.6, 0.9).moved(-1.95, y, 1.0)
    cup = [
        (cylinder(0.3, 0.62, 12, 0.42).moved(0.9, 0, HEIGHT_M + 0.05), BODY),
        (cylinder(0.33, 0.26, 12, 0.38).moved(0.9, 0, HEIGHT_M + 0.22), WARM),
    ]
    return assemble(
        [
            *_body(),
            *_roof(WARM),
            (hatch, WARM),
            *awning,
            (counter, style.WOOD),
            (machine, style.DARK_METAL),
            (board, style.DARK_METAL),
            *cup,
        ]
    )


def _striped_awning(y: float) -> Pieces:
    """Bands by turns, rising away from the body."""
    bands: tuple[list[Mesh], list[Mesh]] = ([], [])
    for k, x in enumerate(np.linspace(-1.35, 1.55, 7)):
        slab = prism([(-0.21, 0.0), (0.21, 0.0), (0.21, 0.05), (-0.21, 0.05)], 1.05)
        bands[k % 2].append(slab.moved(float(x), y + 0.5, 2.24))
    return [(merge(bands[0]), HUE), (merge(bands[1]), CLOTH)]


@cache
def play() -> Assembly:
    """A screen wall open to the kerb, rings of light over the roof, a player in front of it."""
    y = WIDTH_M / 2 + 0.014
    rings = merge([_arch(r).moved(x, 0, HEIGHT_M - 0.1) for x, r in ((-1.3, 0.75), (0.0, 1.0), (1.3, 0.75))])
    dots = merge([ball(0.13, 0).moved(x, y + 0.03, z) for x, z in ((-1.4, 1.2), (-0.5, 1.75), (0.4, 1.3), (1.3, 1.8))])
    return assemble(
        [
            *_body(),
            *_roof(DEEP),
            (facing_kerb(4.0, 1.6).moved(0, y, 0.8), style.rgb("24384A")),
            (dots, SCREEN),
            (rings, SCREEN),
        ]
    )


def _arch(radius: float) -> Mesh:
    """Half a ring upright across the vehicle."""
    turn = np.radians(np.linspace(0, 180, 9))
    pieces = []
    for a, b in pairwise(turn):
        ends = ((radius - 0.09, a), (radius, a), (radius, b), (radius - 0.09, b))
        quad = [(r * np.cos(t), r * np.sin(t)) for r, t in ends]
        pieces.append(prism(quad, 0.12))
    ring = merge(pieces)
    turned = np.array([-1, 1, 1], np.float32)
    return Mesh(ring.points[:, [1, 0, 2]] * turned, ring.cells, ring.normals[:, [1, 0, 2]] * turned)


@cache
def seats() -> Assembly:
    """Two small round tables with stools on 2.4 m, for the free end of a slot."""
    pieces: Pieces = []
    for x in (-0.7, 0.7):
        stools = [cylinder(0.17, 0.45, 7).moved(x + 0.5 * np.cos(a), 0.5 * np.sin(a)) for a in np.radians([60, 240])]
        pieces += [
            (cylinder(0.32, 0.05, 9).moved(x, 0, 0.72), style.WOOD),
            (cylinder(0.05, 0.72, 5).moved(x), style.METAL),
            (merge(stools), HUE),
        ]
    return assemble(pieces)


@cache
def turn_sign() -> Assembly:
    """A post with a clock face at each side: another use of the same kerb has these hours."""
    face = cylinder(0.34, 0.05, 14)
    turned = Mesh(face.points[:, [2, 1, 0]] * _OVER, face.cells, face.normals[:, [2, 1, 0]] * _OVER)
    back = Mesh(turned.points * _ROUND, turned.cells, turned.normals * _ROUND)
    hands = merge([box(0.02, 0.05, 0.24).moved(0.075, 0, 2.1), box(0.02, 0.18, 0.05).moved(0.075, 0.08, 2.08)])
    return assemble(
        [
            (cylinder(0.05, 2.0, 7), DEEP),
            (merge([turned.moved(0.02, 0, 2.1), back.moved(-0.02, 0, 2.1)]), BODY),
            (hands, DEEP),
            (cylinder(0.3, 0.12, 10), HUE),
        ]
    )


#: Half turns that put an upright axis on its side, and front to back.
_OVER, _ROUND = np.array([1, 1, -1], np.float32), np.array([-1, -1, 1], np.float32)
