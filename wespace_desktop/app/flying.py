"""Brings several places into one picture, from the side one already looks from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from wespace_desktop.app.first_look import NEAR_M, described

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session


def fly_to_all(session: Session, names: Iterable[str]) -> None:
    """Every place that has one, near enough to see them all; nothing happens when none has."""
    scene = session.scene
    camera = session.camera_of(session.focus) if session.panes else None
    if scene is None or camera is None:
        return
    found = [item for item in (described(scene, name) for name in names) if item is not None]
    points = [_points(item.outline) if len(item.outline) else np.array([item.anchor]) for item in found]
    if not points:
        return
    from wespace_desktop.render.camera import fit

    seen = np.vstack(points)
    around = np.vstack([seen + np.array([x, y, 0.0]) for x in (-NEAR_M, NEAR_M) for y in (-NEAR_M, NEAR_M)])
    session.fly(fit(scene.district.extent, session.pane_size, replace(camera, shift=0.0), around))


def _points(outline: np.ndarray) -> np.ndarray:
    points: np.ndarray = outline[~np.isnan(outline).any(axis=1)]
    return points
