"""Chargers with their pads, a substation, and coils under the asphalt of a lane that charges what drives on it."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.layers.lane_geometry import Run, at_distance
from wespace_desktop.scene.shapes import Mesh, ball, box, cylinder, flat, merge

HUE, DEEP, COPPER, STRIP = style.rgb("2E6F6B"), style.rgb("17423F"), style.rgb("C07A3C"), style.rgb("A7B4B3")
FLASH_RGB = style.rgb("FFF2C2")
#: A lane's coils: one every so many metres, as long and as wide as one receiver, m.
COIL_EVERY_M, COIL_M, COIL_RING_M, STRIP_M = 3.0, (2.2, 1.2), 0.26, 1.9
FLASH_EVERY_M = 24.0
SUBSTATION_M = (6.0, 5.0, 3.0)
_FLASH = np.array([(-1.5, 0.15), (0.3, 0.62), (0.05, 0.12), (1.5, -0.15), (-0.3, -0.62), (-0.05, -0.12)])


@cache
def charger() -> Assembly:
    """Two sockets on a post, the car to -y: a lit screen, cables, and a round sign on top."""
    cables = merge([cylinder(0.035, 0.9, 5).moved(x, -0.2, 0.35) for x in (-0.3, 0.3)])
    plugs = merge([ball(0.1, 0).moved(x, -0.22, 1.25) for x in (-0.3, 0.3)])
    return assemble(
        [
            (box(2.4, 1.1, 0.08), style.PLAZA),
            (box(0.55, 0.34, 1.55).moved(z=0.08), style.SHUTTLE_BODY),
            (box(0.4, 0.04, 0.5).moved(0.0, -0.18, 0.95), HUE),
            (box(0.6, 0.38, 0.14).moved(z=1.6), HUE),
            (cables, DEEP),
            (plugs, DEEP),
            (cylinder(0.05, 1.0, 6).moved(z=1.7), DEEP),
            (box(0.62, 0.08, 0.62).moved(z=2.45), HUE),
            (_sign(), FLASH_RGB),
        ]
    )


def _sign() -> Mesh:
    """A flash that looks up from the top of the post, and is seen from above."""
    return flat(shapely.Polygon(_FLASH * 0.2), 0.0)[0].moved(z=3.08)


@cache
def substation() -> Assembly:
    """A small house for the transformer: louvred doors, a flat roof with a flash, a plinth."""
    x, y, z = SUBSTATION_M
    doors = merge([box(1.5, 0.1, 2.2).moved(k, -y / 2 - 0.03, 0.2) for k in (-1.8, 0.0, 1.8)])
    return assemble(
        [
            (box(x + 0.8, y + 0.8, 0.14), style.PLAZA),
            (box(x, y, z).moved(z=0.12), style.SHUTTLE_BODY),
            (box(x + 0.3, y + 0.3, 0.22).moved(z=z), HUE),
            (doors, DEEP),
            (flat(shapely.Polygon(_FLASH * 1.3), 0.0)[0].moved(z=z + 0.24), FLASH_RGB),
        ]
    )


def strip_of(run: Run) -> shapely.Geometry:
    """The band of new asphalt over the coils."""
    return shapely.buffer(shapely.LineString(run.centre), STRIP_M / 2, cap_style="flat", join_style="mitre")


def coils_of(run: Run) -> list[shapely.Polygon]:
    """Oblong rings along the middle of the run, one each COIL_EVERY_M."""
    along = np.arange(COIL_EVERY_M, run.length_m - COIL_EVERY_M / 2, COIL_EVERY_M)
    along = along[np.arange(len(along)) % round(FLASH_EVERY_M / COIL_EVERY_M) != 3]
    outer, inner = (_oblongs(run, along, by) for by in (0.0, COIL_RING_M))
    return list(shapely.difference(outer, inner))


def flashes_of(run: Run) -> list[shapely.Polygon]:
    """The sign on the asphalt, in the gaps that the coils leave."""
    step = COIL_EVERY_M
    every = np.arange(COIL_EVERY_M + 3 * step, run.length_m - step / 2, FLASH_EVERY_M)
    at, heading = at_distance(run, every)
    left = np.c_[-heading[:, 1], heading[:, 0]]
    rings = at[:, None] + _FLASH[None, :, :1] * heading[:, None] + _FLASH[None, :, 1:] * left[:, None]
    return list(shapely.polygons(rings)) if len(every) else []


def _oblongs(run: Run, along: np.ndarray, inset: float) -> np.ndarray:
    at, heading = at_distance(run, along)
    left = np.c_[-heading[:, 1], heading[:, 0]]
    half = np.array([COIL_M[0] / 2 - inset, COIL_M[1] / 2 - inset])
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
    rings = at[:, None] + corners[None, :, :1] * heading[:, None] + corners[None, :, 1:] * left[:, None]
    return np.asarray(shapely.polygons(rings))


def cut_to(run: Run, length_m: float) -> Run:
    """The first so many metres of a run."""
    reach = np.r_[0.0, np.cumsum(np.hypot(*np.diff(run.centre, axis=0).T))]
    end = int(np.searchsorted(reach, length_m, side="right"))
    end = min(max(end, 2), len(run.centre))
    return Run(run.centre[:end], run.left[:end], run.right[:end], run.heading[:end], run.kerb_m[:end])
