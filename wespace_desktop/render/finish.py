"""What makes a drawing a picture: contact shade, haze by distance, sky, straight alpha. One rule for every quality."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wespace_desktop.render import camera as cam
from wespace_desktop.render.bands import in_bands
from wespace_desktop.render.shot import Shot

#: What is left of red, green and blue where the shade is deepest: a little bluer, as under an open sky.
SHADE_LEAVES = np.array([0.30, 0.31, 0.36])
HAZE = np.array([243, 241, 236], np.int16)
SKY_TOP = np.array([199, 218, 230], np.float32)
LENS_SKY_TOP = np.array([219, 221, 222], np.float32)
_STEPS = 256


@dataclass(frozen=True)
class Haze:
    """Begins `start` metres from the eye, is `most` (0..1) after `over` metres more."""

    start: float
    over: float
    most: float


def haze_of(shot: Shot) -> Haze:
    """In a bird view haze begins behind what one looks at, so a wider look is not a paler one."""
    if cam.is_street(shot.camera):
        return Haze(120.0, 900.0, 0.70)
    away = cam.distance(shot.camera)
    return Haze(max(1.18 * away, 700.0), max(0.95 * away, 700.0), 0.75)


def finish(premultiplied: np.ndarray, depth: np.ndarray, shot: Shot, shade: np.ndarray | None) -> np.ndarray:
    """Colours times alpha (h, w, 4), depth (h, w) metres, shade (h, w) uint8 -> (h, w, 4) uint8 with straight alpha."""
    rgba = premultiplied
    dim = (255 - np.arange(_STEPS)[:, None] * (1 - SHADE_LEAVES)).round().astype(np.uint16)
    haze = None if shot.camera.parallel_height_m > 0 else haze_of(shot)
    sky = None if shot.transparent else sky_rows(shot)

    def band(rows: slice) -> None:
        if shade is not None:
            _dim(rgba[rows], shade[rows], dim)
        if haze is not None:
            _haze(rgba[rows], depth[rows], haze)
        if sky is None:
            _straight(rgba[rows])
        else:
            _sky(rgba[rows], sky[rows])

    in_bands(range(len(rgba)), band)
    return rgba


def hazed(premultiplied: np.ndarray, depth: np.ndarray, shot: Shot) -> None:
    """Haze over some pixels (n, 4) in place, as in the whole picture."""
    if shot.camera.parallel_height_m <= 0:
        _haze(premultiplied, depth, haze_of(shot))


def _dim(rgba: np.ndarray, shade: np.ndarray, dim: np.ndarray) -> None:
    if not shade.any():
        return
    for channel in range(3):
        light = dim[:, channel].take(shade)
        rgba[..., channel] = (rgba[..., channel] * light + 127) // 255


def _haze(rgba: np.ndarray, depth: np.ndarray, haze: Haze) -> None:
    step = np.minimum((depth - np.float32(haze.start)) * np.float32(255 / haze.over), 255)
    if not (step > 0).any():
        return
    table = ((np.arange(256) / 255) ** 1.2 * haze.most * 256).round().astype(np.int16)
    amount = table.take(np.maximum(step, 0).astype(np.uint8))
    amount[rgba[..., 3] < 255] = 0
    for channel in range(3):
        here = rgba[..., channel].astype(np.int16)
        rgba[..., channel] = here + (((HAZE[channel] - here) * amount.astype(np.int32)) >> 8)


def sky_rows(shot: Shot) -> np.ndarray:
    """(h, 3) float32 colour of the sky per picture row: paper in a bird view, light blue to paper above a street.

    A lens keeps its colours for what changes: its sky is grey.
    """
    height = shot.size[1]
    paper = np.array(shot.paper, np.float32)
    if not cam.is_street(shot.camera):
        return np.repeat(paper[None], height, axis=0)
    horizon = max(_horizon_row(shot), 1.0)
    t = np.clip(np.arange(height, dtype=np.float32) / horizon, 0, 1)[:, None]
    top = SKY_TOP if shot.lens is None else LENS_SKY_TOP
    sky: np.ndarray = top + (paper - top) * t**1.1
    return sky


def _horizon_row(shot: Shot) -> float:
    """Picture row (px from the top, may lie outside) where the sky meets flat ground."""
    _, _, forward = cam.basis(shot.camera)
    ahead = np.array([forward[0], forward[1], 0.0]) * 1e5 + shot.camera.position
    clip = cam.matrix(shot.camera, shot.size, 1.0, 2.0) @ np.append(ahead, 1.0)
    return float((0.5 - clip[1] / clip[3] * 0.5) * shot.size[1])


def _sky(rgba: np.ndarray, sky: np.ndarray) -> None:
    """Behind everything; at silhouettes and under glass the two mix by coverage."""
    alpha = rgba[..., 3]
    if alpha.min() == 255:
        return
    height, width = alpha.shape
    square = (sky[:, None] + _dither(height, 4)).astype(np.uint8)
    open_sky = np.tile(square, (1, width // 4 + 1, 1))[:, :width]
    np.copyto(rgba[..., :3], open_sky, where=(alpha == 0)[..., None])
    rows, columns = np.nonzero((alpha > 0) & (alpha < 255))
    missing = 255 - alpha[rows, columns].astype(np.float32)
    mixed = rgba[rows, columns, :3] + open_sky[rows, columns] * (missing / 255)[:, None]
    rgba[rows, columns, :3] = np.minimum(mixed + 0.5, 255)
    rgba[..., 3] = 255


def _dither(height: int, width: int) -> np.ndarray:
    """(h, w, 1) 0..1 for rounding, so that a slow gradient shows no steps; rows are counted from a multiple of 4."""
    square = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32)
    return square[np.arange(height)[:, None] % 4, np.arange(width) % 4, None] / 16 + np.float32(1 / 32)


def _straight(rgba: np.ndarray) -> None:
    """PNG and Qt want colours that are not multiplied by their alpha."""
    part = (rgba[..., 3] > 0) & (rgba[..., 3] < 255)
    edge = rgba[part].astype(np.float32)
    rgba[part, :3] = np.minimum(edge[:, :3] * 255 / edge[:, 3:] + 0.5, 255)
