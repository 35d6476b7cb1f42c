"""Brings several places into one picture, from the side one already looks from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from wespace_desktop.app.first_look import described, overlooking

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
    session.fly(overlooking(scene, np.vstack(points), camera, session.pane_size))


def _points(outline: np.ndarray) -> np.ndarray:
    points: np.ndarray = outline[~np.isnan(outline).any(axis=1)]
    return points
