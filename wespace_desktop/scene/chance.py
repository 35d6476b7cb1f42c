"""Numbers that look random and never change: chance drawn from where a thing stands."""

from __future__ import annotations

from typing import Any

import numpy as np


def chance(xy: Any, salt: int = 0) -> np.ndarray:
    """(n,) floats in [0, 1) from points (n, 2) to the decimetre: the same on every machine, in every order."""
    grid = np.rint(np.asarray(xy, float).reshape(-1, 2) * 10).astype(np.int64).astype(np.uint64)
    with np.errstate(over="ignore"):
        mixed = grid[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ grid[:, 1] * np.uint64(0xC2B2AE3D27D4EB4F)
        mixed ^= np.uint64(salt) * np.uint64(0x165667B19E3779F9)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    result: np.ndarray = (mixed >> np.uint64(40)).astype(float) / float(1 << 24)
    return result


def pick(xy: Any, count: int, salt: int = 0) -> np.ndarray:
    """(n,) whole numbers below `count`."""
    chosen: np.ndarray = np.minimum((chance(xy, salt) * count).astype(int), count - 1)
    return chosen


def patches(xy: Any, size_m: float, salt: int = 0) -> np.ndarray:
    """(n,) values in [0, 1) that change slowly over the ground, about `size_m` from one patch to the next."""
    at = np.asarray(xy, float).reshape(-1, 2) / size_m
    cell = np.floor(at)
    f = at - cell
    f = f * f * (3 - 2 * f)
    corner = [chance((cell + np.array([dx, dy])) * 7.0, salt) for dx in (0, 1) for dy in (0, 1)]
    low = corner[0] * (1 - f[:, 1]) + corner[1] * f[:, 1]
    high = corner[2] * (1 - f[:, 1]) + corner[3] * f[:, 1]
    result: np.ndarray = low * (1 - f[:, 0]) + high * f[:, 0]
    return result
