"""Small repeating picture tiles that multiply a part's colours: facades, asphalt, paving; all of very low contrast."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

#: One floor of one bay, in metres, as the facade tiles show it.
BAY_M, FLOOR_M, GROUND_FLOOR_M = 3.6, 3.3, 4.2
_N = 128
_WALL = np.array([255, 255, 254], float)
_GLASS = np.array([218, 224, 229], float)
_LIT_GLASS = np.array([230, 233, 234], float)
_REVEAL, _SILL, _JOINT = 0.80, 1.02, 0.955


@cache
def tile(name: str) -> np.ndarray:
    """(h, w, 3) uint8, bottom row first, to be repeated in both directions. KeyError for an unknown name."""
    picture: np.ndarray = np.clip(np.rint(TILES[name]()), 0, 255).astype(np.uint8)
    picture.flags.writeable = False
    return picture


def _wall() -> np.ndarray:
    return np.tile(_WALL, (_N, _N, 1))


def _window(picture: np.ndarray, x0: float, x1: float, y0: float, y1: float) -> None:
    """A pane with a shaded reveal above it and a light sill below; coordinates are shares of the tile."""
    a, b, low, high = (round(v * _N) for v in (x0, x1, y0, y1))
    fade = np.linspace(0, 1, max(high - low, 1))[:, None, None]
    picture[low:high, a:b] = _LIT_GLASS + (_GLASS - _LIT_GLASS) * fade
    picture[high - 4 : high, a:b] *= _REVEAL
    picture[low:high, a : a + 2] *= 0.90
    picture[max(low - 3, 0) : low, a:b] *= _SILL


def _punched() -> np.ndarray:
    picture = _wall()
    _window(picture, 0.13, 0.46, 0.26, 0.80)
    _window(picture, 0.54, 0.87, 0.26, 0.80)
    picture[:2] *= _JOINT
    return picture


def _ribbon() -> np.ndarray:
    picture = _wall()
    _window(picture, 0.0, 1.0, 0.32, 0.82)
    for x in (0.0, 0.25, 0.5, 0.75):
        a = round(x * _N)
        picture[round(0.32 * _N) : round(0.82 * _N), a : a + 3] = _WALL * 0.97
    picture[:2] *= _JOINT
    return picture


def _piers() -> np.ndarray:
    picture = _wall()
    _window(picture, 0.20, 0.92, 0.20, 0.86)
    a = round(0.56 * _N)
    picture[round(0.20 * _N) : round(0.86 * _N), a - 1 : a + 2] = _WALL * 0.95
    picture[:, : round(0.05 * _N)] *= 0.97
    return picture


def _house() -> np.ndarray:
    picture = _wall()
    picture[:: _N // 12] *= 0.975
    _window(picture, 0.34, 0.66, 0.28, 0.80)
    a = round(0.5 * _N)
    picture[round(0.53 * _N) : round(0.55 * _N), round(0.34 * _N) : round(0.66 * _N)] = _WALL * 0.96
    picture[round(0.28 * _N) : round(0.80 * _N), a - 1 : a + 1] = _WALL * 0.96
    return picture


def _ground_floor() -> np.ndarray:
    picture = _wall()
    _window(picture, 0.07, 0.93, 0.06, 0.74)
    for x in (0.355, 0.645):
        a = round(x * _N)
        picture[round(0.06 * _N) : round(0.74 * _N), a - 1 : a + 2] = _WALL * 0.93
    picture[round(0.82 * _N) : round(0.86 * _N)] *= 0.93
    picture[: round(0.06 * _N)] *= 0.92
    return picture


def _asphalt() -> np.ndarray:
    """Grain that repeats without a seam, with a hint of patches; 6 m wide."""
    noise = np.random.default_rng(7).standard_normal((256, 256))
    spectrum = np.fft.fft2(noise)
    f = np.hypot(*np.meshgrid(np.fft.fftfreq(256), np.fft.fftfreq(256)))
    patches = np.fft.ifft2(spectrum * np.exp(-((f * 22) ** 2))).real
    grain = np.fft.ifft2(spectrum * np.exp(-((f * 2.2) ** 2))).real
    shade = 250 + 2.2 * patches / patches.std() + 2.4 * grain / grain.std()
    return np.repeat(shade[:, :, None], 3, axis=2)


def _paving() -> np.ndarray:
    """Two by two slabs of 1.5 m with faint joints; 3 m wide."""
    picture = np.full((_N, _N, 3), 253.0)
    half = _N // 2
    picture[:half, :half] *= 0.993
    picture[half:, half:] *= 0.988
    for at in (0, half):
        picture[at : at + 2] *= 0.945
        picture[:, at : at + 2] *= 0.945
    return picture


TILES: dict[str, Callable[[], np.ndarray]] = {
    "facade_punched": _punched,
    "facade_ribbon": _ribbon,
    "facade_piers": _piers,
    "facade_house": _house,
    "facade_ground": _ground_floor,
    "asphalt": _asphalt,
    "paving": _paving,
}
