"""A roadside unit on a signal's pole, and on the asphalt the waves it sends along its streets."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.shapes import Mesh, ball, box, cylinder, extrude, merge, place, prism

HUE, DEEP, LIGHT = style.rgb("3F8791"), style.rgb("1F555D"), style.rgb("CFE7EA")
#: Width of the unit as drawn, m; a real one is about 0.4 m wide.
UNIT_M, BIRD_UNIT_M = 0.6, 1.9
#: Waves on the ground: radius, width, and half the angle they open to.
WAVES_M, WAVE_WIDTH_M, WAVE_HALF_DEG = (9.0, 13.5, 18.0), 1.7, 24.0


@cache
def unit() -> Assembly:
    """About one unit wide, its base on z = 0: a box with a sloping lid, two rods, and waves to both sides."""
    lid = prism([(-0.42, 0.62), (0.42, 0.62), (0.42, 0.72), (-0.42, 0.9)], 0.9)
    rods = merge([cylinder(0.05, 1.3, 6).moved(0.0, y, 0.75) for y in (-0.28, 0.28)])
    tips = merge([ball(0.1, 0).moved(0.0, y, 2.08) for y in (-0.28, 0.28)])
    waves = merge([_arc(radius, side) for radius in (0.75, 1.1, 1.45) for side in (0.0, np.pi)])
    return assemble(
        [
            (box(0.7, 0.8, 0.62), style.SHUTTLE_BODY),
            (lid, HUE),
            (rods, DEEP),
            (tips, HUE),
            (waves.moved(z=1.35), HUE),
        ]
    )


def _arc(radius: float, turn: float) -> Mesh:
    """A thin band, part of a ring round the rods, open along x."""
    band = wave((0.0, 0.0), 0.0, radius, 0.14, 38.0)
    mesh = extrude(band, 0.0, 0.12)[0]
    return place(mesh, [(0.0, 0.0, 0.0)], turn)[0]


def wave(at: tuple[float, float], heading: float, radius: float, width: float, half_deg: float) -> shapely.Polygon:
    """A piece of a ring round a point, open to `heading`."""
    angle = heading + np.radians(np.linspace(-half_deg, half_deg, 9))
    around = np.c_[np.cos(angle), np.sin(angle)]
    ring = np.r_[around * (radius + width / 2), around[::-1] * (radius - width / 2)]
    return shapely.Polygon(ring + np.asarray(at, float))


@cache
def sleeve() -> Assembly:
    """The tinted pole, one metre tall and one wide, to be scaled."""
    return assemble([(cylinder(0.5, 1.0, 8), DEEP)])
