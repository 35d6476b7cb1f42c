"""Baked light: directional lamps on matt surfaces, so a colour depends on its normal alone and needs no renderer."""

from __future__ import annotations

from typing import Any

import numpy as np

AMBIENT = 0.46
#: Leaves scatter light inside the crown.
AMBIENT_TREES = 0.50


def _towards(azimuth_deg: float, elevation_deg: float) -> np.ndarray:
    """Unit vector to a lamp; azimuth clockwise from north."""
    az, el = np.radians(azimuth_deg), np.radians(elevation_deg)
    return np.array([np.sin(az) * np.cos(el), np.cos(az) * np.cos(el), np.sin(el)])


SUN_AZIMUTH_DEG = 238.0
SUN_ELEVATION_DEG = 38.0
SUN = _towards(SUN_AZIMUTH_DEG, SUN_ELEVATION_DEG)

#: Direction, strength, tint. The fills are set so that, of the asked colour, a roof returns .98, a wall in the sun .83,
#: the side walls about .7 and no wall less than .6: the eye reads the three faces of a white block at once.
_LAMPS = (
    (SUN, 0.46, (1.0, 0.96, 0.90)),
    (np.array([0.0, 0.0, 1.0]), 0.19, (1.0, 1.04, 1.09)),
    (_towards(150.0, 6.0), 0.18, (1.0, 0.99, 0.97)),
    (_towards(90.0, 6.0), 0.15, (0.95, 0.98, 1.03)),
    (_towards(0.0, 6.0), 0.20, (0.95, 0.98, 1.03)),
)


def strength(normals: Any, ambient: float = AMBIENT) -> np.ndarray:
    """Share of its own colour that a surface returns, (n, 3) for red, green, blue, not yet clipped."""
    facing = np.asarray(normals, float).reshape(-1, 3)
    total: np.ndarray = np.full(facing.shape, ambient)
    for direction, power, tint in _LAMPS:
        total += power * np.maximum(0.0, facing @ direction)[:, None] * np.array(tint)
    return total


def lit(rgb: Any, normals: Any, ambient: float = AMBIENT) -> np.ndarray:
    """`rgb` (3,) or (n, 3) uint8 as it looks with these normals (n, 3): (n, 3) uint8."""
    shaded = np.asarray(rgb, float) * strength(normals, ambient)
    colour: np.ndarray = np.clip(np.rint(shaded), 0, 255).astype(np.uint8)
    return colour
