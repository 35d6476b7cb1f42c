"""What stands on a storey: beds and desks of private rooms, tables, sofas and lamps of shared ones, a terrace."""

from __future__ import annotations

from functools import cache

import numpy as np

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.people import figure
from wespace_desktop.scene.shapes import Mesh, ball, box, cylinder, merge, prism

LIVING, LIVING_DEEP, LIVING_PALE = style.rgb("C0714F"), style.rgb("8E4A30"), style.rgb("F0DACB")
THIRD, THIRD_DEEP, THIRD_PALE = style.rgb("A3703A"), style.rgb("6F4A22"), style.rgb("F1E3CC")
#: A floor under lamps is drawn in its own colour, without shade: it glows.
GLOW, LAMP = style.rgb("FFDC8C"), style.rgb("FFF3D2")
#: Deep floor that no window lights.
CORE = style.rgb("DCCBBE")
LINEN, PLANT, POT = style.rgb("FAF7F1"), style.rgb("7FA36B"), style.rgb("8C7B6C")


@cache
def private_room() -> Assembly:
    """The window towards -x: a bed along one wall, a desk under the window, a cupboard at the back."""
    return assemble(
        [
            (box(2.0, 1.0, 0.42).moved(0.5, -0.95), LIVING),
            (box(0.45, 0.8, 0.14).moved(1.2, -0.95, 0.42), LINEN),
            (box(0.7, 1.2, 0.74).moved(-1.8, 0.7), style.WOOD),
            (box(0.6, 1.2, 2.0).moved(2.0, 0.8), LIVING_PALE),
        ]
    )


@cache
def stairs(tall_m: float) -> Assembly:
    """A staircase and a lift in their walls, open above, 6.2 m along x."""
    wall = merge([box(6.2, 0.2, tall_m).moved(0, y) for y in (-1.4, 1.4)])
    ends = merge([box(0.2, 2.8, tall_m).moved(x) for x in (-3.1, 1.2, 3.1)])
    flight = merge([box(0.32, 1.2, 0.18 * (k + 1)).moved(-2.5 + 0.32 * k, -0.65) for k in range(10)])
    return assemble([(merge([wall, ends]), LIVING_DEEP), (flight, style.METAL), (box(1.7, 2.5, 0.1).moved(2.1), POT)])


@cache
def long_table() -> Assembly:
    """A table for eight with benches, and three lamps over it."""
    lamps = merge([cylinder(0.22, 0.2, 8, 0.08).moved(x, 0, 1.75) for x in (-0.9, 0.0, 0.9)])
    benches = merge([box(2.6, 0.34, 0.45).moved(0, y) for y in (-0.85, 0.85)])
    return assemble([(box(2.9, 0.95, 0.75), style.WOOD), (benches, style.BENCH), (lamps, LAMP)])


@cache
def sofa_group(hue: str = "living") -> Assembly:
    """Two sofas at a low table on a rug, and a plant."""
    cloth = LIVING if hue == "living" else THIRD
    seats = merge([box(2.0, 0.85, 0.42).moved(0, y) for y in (-1.2, 1.2)])
    backs = merge([box(2.0, 0.22, 0.8).moved(0, y) for y in (-1.55, 1.55)])
    return assemble(
        [(box(2.6, 3.4, 0.02), LINEN), (merge([seats, backs]), cloth), (box(1.0, 0.6, 0.35), style.WOOD), *_plant(1.6)]
    )


@cache
def kitchen() -> Assembly:
    """An island with a hood of light over it and stools."""
    stools = merge([cylinder(0.18, 0.62, 6).moved(x, -0.85) for x in (-1.0, -0.3, 0.4, 1.1)])
    return assemble(
        [(box(3.0, 0.9, 0.92), LINEN), (stools, style.DARK_METAL), (box(2.2, 0.3, 0.12).moved(z=1.85), LAMP)]
    )


@cache
def small_table(taken: bool) -> Assembly:
    """A small table for two under a lamp; when it is taken, somebody sits there."""
    chairs = merge([box(0.45, 0.45, 0.45).moved(x) for x in (-0.75, 0.75)])
    guest = [(figure().scaled(1, 1, 0.72).moved(-0.75), style.PEOPLE[1])] if taken else []
    return assemble(
        [
            (cylinder(0.38, 0.74, 6, 0.42), style.WOOD),
            (chairs, THIRD),
            (cylinder(0.24, 0.22, 6, 0.08).moved(z=2.1), LAMP),
            *guest,
        ]
    )


@cache
def reading_wall() -> Assembly:
    """Shelves of books 3 m long along y, with a bench before them."""
    books = merge([box(0.1, 2.6, 0.24).moved(0.2, 0, z) for z in (0.45, 0.95, 1.45)])
    bench = box(0.45, 2.6, 0.42).moved(0.75)
    return assemble([(box(0.36, 3.0, 1.95), THIRD_PALE), (books, THIRD), (bench, style.BENCH)])


@cache
def bar() -> Assembly:
    """A counter 4 m along y with a coffee machine, lamps over it, and who makes the coffee."""
    lamps = merge([ball(0.16, 1).moved(0, y, 2.15) for y in (-1.4, -0.5, 0.5, 1.4)])
    return assemble(
        [
            (box(0.75, 4.2, 1.08), THIRD),
            (box(0.85, 4.3, 0.06).moved(z=1.08), style.WOOD),
            (box(0.4, 0.8, 0.5).moved(-0.1, 1.2, 1.14), style.DARK_METAL),
            (lamps, LAMP),
            (figure().moved(-0.9), style.PEOPLE[0]),
        ]
    )


@cache
def terrace_table() -> Assembly:
    """A table for four under a parasol of eight panels, two in the hue and two pale by turns, and two guests."""
    chairs = merge([box(0.42, 0.42, 0.45).moved(0.85 * np.cos(a), 0.85 * np.sin(a)) for a in np.arange(4) * np.pi / 2])
    return assemble(
        [
            (cylinder(0.06, 2.45, 6), style.METAL),
            (cylinder(0.45, 0.05, 10).moved(z=0.7), style.WOOD),
            (chairs, style.BENCH),
            (cylinder(1.35, 0.5, 8, 0.0).moved(z=2.1), THIRD),
            (cylinder(0.75, 0.3, 8, 0.0).moved(z=2.34), LINEN),
            (figure().scaled(1, 1, 0.72).moved(0.85), style.PEOPLE[2]),
            (figure().moved(0.2, 1.3), style.PEOPLE[3]),
        ]
    )


@cache
def awning(pale: bool) -> Assembly:
    """One band of 1.2 m along y, falling from the wall (x = 0) outwards to x = 1.8."""
    slope = prism([(0.0, 0.5), (1.8, 0.0), (1.8, 0.06), (0.0, 0.56)], 1.2)
    hem = box(0.05, 1.2, 0.28).moved(1.78, 0, -0.26)
    return assemble([(merge([slope, hem]), LINEN if pale else THIRD)])


def _plant(x: float) -> list[tuple[Mesh, style.Colour]]:
    crown = merge([ball(0.42, 0).moved(x, 1.4, 0.95), ball(0.3, 0).moved(x + 0.15, 1.25, 1.3)])
    return [(cylinder(0.2, 0.5, 6, 0.26).moved(x, 1.4), POT), (crown, PLANT)]
