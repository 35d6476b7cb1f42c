"""The forms of shared travel: a station of docked bicycles with its totem, and a bay of shared cars at the kerb."""

from __future__ import annotations

from functools import cache

import numpy as np

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.layers.locker_forms import panel
from wespace_desktop.scene.shapes import Mesh, box, cylinder, merge, prism

HUE, DEEP, PALE = style.rgb("2F8F9D"), style.rgb("1F626C"), style.rgb("C6E0E3")
GREY, SCREEN, WHITE = style.rgb("5C6B73"), style.rgb("BFE3EA"), style.rgb("FAFBFA")
#: Docks of a station, and the metres between them.
DOCKS, PITCH_M = 10, 0.62
STATION_M = (2.0, DOCKS * PITCH_M + 1.3, 2.6)
CAR_M = (3.9, 1.75, 1.6)


@cache
def station() -> Assembly:
    """Ten docks along y, eight bicycles in them, a tall totem at the end; riders come from +x."""
    at = (np.arange(DOCKS) - (DOCKS - 1) / 2) * PITCH_M - 0.5
    rail = box(0.42, DOCKS * PITCH_M + 0.2, 0.05).moved(-0.75, -0.5)
    docks = merge([box(0.26, 0.2, 0.72).moved(-0.72, y) for y in at])
    taken = [y for k, y in enumerate(at) if k not in (3, 8)]
    frames = merge([_frame().moved(y=y) for y in taken])
    wheels = merge([_wheels().moved(y=y) for y in taken])
    guards = merge([box(0.5, 0.1, 0.05).moved(0.42, y, 0.68) for y in taken])
    end = STATION_M[1] / 2 - 0.35
    totem = box(0.16, 0.6, 2.5).moved(-0.7, end)
    head = box(0.2, 0.66, 0.34).moved(-0.7, end, 2.3)
    return assemble(
        [
            (rail, DEEP),
            (docks, DEEP),
            (frames, HUE),
            (wheels, GREY),
            (guards, WHITE),
            (totem, WHITE),
            (head, HUE),
            (panel(0.4, 0.62).moved(-0.61, end, 1.1), SCREEN),
        ]
    )


def bicycle() -> Mesh:
    """One of them, its front towards -x."""
    return merge([_frame(), _wheels()])


def _frame() -> Mesh:
    """A step-through frame along x, basket in front."""
    tube = merge([box(0.78, 0.05, 0.06).moved(0.0, 0, 0.42), box(0.05, 0.05, 0.5).moved(-0.36, 0, 0.45)])
    steer = merge([box(0.05, 0.05, 0.62).moved(-0.42, 0, 0.42), box(0.05, 0.46, 0.05).moved(-0.42, 0, 1.02)])
    seat = merge([box(0.05, 0.05, 0.5).moved(0.24, 0, 0.42), box(0.26, 0.16, 0.07).moved(0.24, 0, 0.9)])
    return merge([tube, steer, seat, box(0.26, 0.3, 0.2).moved(-0.62, 0, 0.82)])


def _wheels() -> Mesh:
    angle = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    wheel = prism(np.c_[np.cos(angle), np.sin(angle)] * 0.33 + [0, 0.34], 0.05)
    return merge([wheel.moved(x=-0.5), wheel.moved(x=0.5)])


@cache
def shared_car() -> Assembly:
    """A small driverless car for four, 3.9 m long, one bow from end to end, a lamp band and a sensor on the roof."""
    length, width, _ = CAR_M
    half = length / 2
    angle = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    wheel = prism(np.c_[np.cos(angle), np.sin(angle)] * 0.32 + [0, 0.32], 0.2)
    wheels = merge([wheel.moved(x, y) for x in (-1.25, 1.25) for y in (-width / 2 + 0.08, width / 2 - 0.08)])
    low = prism(
        [(-half, 0.28), (half, 0.28), (half, 0.72), (half - 0.3, 0.86), (0.3 - half, 0.86), (-half, 0.72)], width
    )
    glass = prism([(0.34 - half, 0.86), (half - 0.34, 0.86), (half - 0.85, 1.42), (0.85 - half, 1.42)], width - 0.1)
    roof = prism([(0.85 - half, 1.42), (half - 0.85, 1.42), (half - 1.1, 1.5), (1.1 - half, 1.5)], width - 0.14)
    posts = merge([box(0.12, width - 0.06, 0.58).moved(x, 0, 0.86) for x in (-0.05, 0.05)])
    band = merge([box(length + 0.03, width + 0.03, 0.09).moved(z=0.6)])
    return assemble(
        [
            (wheels, style.WHEEL),
            (low, WHITE),
            (glass, style.SHUTTLE_GLASS),
            (roof, HUE),
            (posts, WHITE),
            (band, HUE),
            (cylinder(0.2, 0.14, 9).moved(z=1.5), DEEP),
        ]
    )


@cache
def bay_post() -> Assembly:
    """The post of a pick-up bay: a tall sign with a lamp ring, so that a rider finds it."""
    return assemble(
        [
            (cylinder(0.06, 2.6, 7), DEEP),
            (box(0.12, 0.7, 0.7).moved(z=2.2), HUE),
            (merge([panel(0.5, 0.5).moved(0.065, 0, 2.3)]), WHITE),
            (cylinder(0.4, 0.08, 12), HUE),
        ]
    )
