"""Baked light: the three faces of a white block, the roof about the colour asked for, no wall in the dark."""

from __future__ import annotations

import numpy as np
import pytest

from wespace_desktop.scene import style
from wespace_desktop.scene.light import AMBIENT_TREES, SUN, SUN_AZIMUTH_DEG, lit, strength


def facing(azimuth_deg: float) -> np.ndarray:
    az = np.radians(azimuth_deg)
    return np.array([[np.sin(az), np.cos(az), 0.0]])


def test_a_roof_returns_about_its_own_colour() -> None:
    assert strength([[0, 0, 1]]) == pytest.approx(np.full((1, 3), 0.98), abs=0.015)
    assert np.abs(lit(style.ROOF, [[0, 0, 1]]).astype(int) - style.ROOF).max() <= 6


def test_the_wall_in_the_sun_stands_between_the_roof_and_the_side_walls() -> None:
    sun = strength(facing(SUN_AZIMUTH_DEG)).mean()
    sides = [strength(facing(SUN_AZIMUTH_DEG + turn)).mean() for turn in (-90, 90)]
    assert sun == pytest.approx(0.82, abs=0.03)
    assert all(0.58 < side < sun - 0.05 for side in sides)


def test_no_wall_is_in_the_dark() -> None:
    walls = np.concatenate([facing(a) for a in range(0, 360, 5)])
    assert strength(walls).mean(axis=1).min() > 0.5


def test_colours_are_clipped_and_one_per_normal() -> None:
    colour = lit(np.array([255, 255, 255], np.uint8), [[0, 0, 1], SUN], AMBIENT_TREES)
    assert colour.dtype == np.uint8
    assert colour.shape == (2, 3)


def test_style_colours_cannot_be_changed_by_accident() -> None:
    with pytest.raises(ValueError, match="read-only"):
        style.ROAD[0] = 0
