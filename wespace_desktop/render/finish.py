"""What makes a drawing a picture: haze by distance, sky, and straight alpha. The same in every quality."""

from __future__ import annotations

import numpy as np

from wespace_desktop.render import camera as cam
from wespace_desktop.render.shot import Shot

#: Bird view: haze begins at this distance in metres, is done after so many more, and never covers all.
HAZE_FROM_M, HAZE_OVER_M, HAZE_MOST = 1300.0, 1000.0, 0.75
HAZE = np.array([243, 241, 236], np.float32)
STREET_HAZE_FROM_M, STREET_HAZE_OVER_M = 150.0, 900.0
SKY_TOP = np.array([199, 218, 230], np.float32)


def finish(premultiplied: np.ndarray, depth: np.ndarray, shot: Shot) -> np.ndarray:
    """(h, w, 4) uint8 colours times alpha and (h, w) metres -> (h, w, 4) uint8 with straight alpha and haze on what is far."""
    rgba = premultiplied
    _haze(rgba, depth, shot)
    if shot.transparent:
        return _straight(rgba)
    _sky(rgba, shot)
    return rgba


def _haze(rgba: np.ndarray, depth: np.ndarray, shot: Shot) -> None:
    """Only the rows that hold something far are touched; most bird views have few."""
    if shot.camera.parallel_height_m > 0:
        return
    start, over = (HAZE_FROM_M, HAZE_OVER_M)
    if cam.is_street(shot.camera):
        start, over = STREET_HAZE_FROM_M, STREET_HAZE_OVER_M
    far = np.where(np.isfinite(depth), depth, 0.0)
    rows = np.flatnonzero(far.max(axis=1) > start)
    if not len(rows):
        return
    block = np.s_[rows[0] : rows[-1] + 1]
    amount = (np.clip((far[block] - start) / over, 0, 1) ** 1.2 * HAZE_MOST).astype(np.float32)[..., None]
    part = rgba[block].astype(np.float32)
    towards = HAZE * (part[..., 3:] / 255)
    rgba[block][..., :3] = part[..., :3] + (towards - part[..., :3]) * amount + 0.5


def sky_rows(shot: Shot) -> np.ndarray:
    """(h, 3) float32 colour of the sky per picture row: paper in a bird view, light blue to paper above a street."""
    height = shot.size[1]
    paper = np.array(shot.paper, np.float32)
    if not cam.is_street(shot.camera):
        t = np.linspace(0, 1, height, dtype=np.float32)[:, None]
        return paper + (HAZE - paper) * t
    horizon = max(_horizon_row(shot), 1.0)
    t = np.clip(np.arange(height, dtype=np.float32) / horizon, 0, 1)[:, None]
    return SKY_TOP + (paper - SKY_TOP) * t**1.1


def _horizon_row(shot: Shot) -> float:
    """Picture row (px from the top, may lie outside) where the sky meets flat ground."""
    _, _, forward = cam.basis(shot.camera)
    ahead = np.array([forward[0], forward[1], 0.0]) * 1e5 + shot.camera.position
    clip = cam.matrix(shot.camera, shot.size, 1.0, 2.0) @ np.append(ahead, 1.0)
    return float((0.5 - clip[1] / clip[3] * 0.5) * shot.size[1])


def _sky(rgba: np.ndarray, shot: Shot) -> None:
    """Behind everything; at silhouettes and under glass the two mix by coverage."""
    alpha = rgba[..., 3]
    rows = np.flatnonzero(alpha.min(axis=1) < 255)
    if not len(rows):
        return
    block = np.s_[rows[0] : rows[-1] + 1]
    missing = (255 - alpha[block]).astype(np.float32)[..., None] / 255
    mixed = rgba[block][..., :3] + sky_rows(shot)[block][:, None] * missing
    rgba[block][..., :3] = np.minimum(mixed + 0.5, 255)
    rgba[..., 3] = 255


def _straight(rgba: np.ndarray) -> np.ndarray:
    """PNG and Qt want colours that are not multiplied by their alpha."""
    part = (rgba[..., 3] > 0) & (rgba[..., 3] < 255)
    edge = rgba[part].astype(np.float32)
    rgba[part, :3] = np.minimum(edge[:, :3] * 255 / edge[:, 3:] + 0.5, 255)
    return rgba
