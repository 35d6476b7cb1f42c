"""Two scenarios in one picture: what is asked of the stage and how it is painted, for the swipe and the change lens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from wespace_desktop.model.view import Mode
from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.lens import LensKey, lens_look, paint_key
from wespace_desktop.picture.pane import PaneLook, paint_pane
from wespace_desktop.picture.swipe import SwipeLook, paint_swipe
from wespace_desktop.render.shot import Frame, Shot


@dataclass(frozen=True, eq=False)
class PairLook:
    """What was on the left, what is compared with it on the right; `key` is what the lens says in signs and numbers."""

    left: PaneLook
    right: PaneLook
    mode: Mode = "swipe"
    share: float = 0.5
    key: tuple[LensKey, ...] = ()


def pair_shots(shots: Sequence[Shot], mode: Mode) -> list[Shot]:
    """What the stage draws for a pair: both through the first one's camera; with the lens one frame holds both.

    A lens has greys of its own and shows no hour.
    """
    before, after = shots[0], replace(shots[1], camera=shots[0].camera, size=shots[0].size)
    return [replace(after, lens=before.standing, hour=None)] if mode == "lens" else [before, after]


def paint_pair(painter: QPainter, rect: QRectF, frames: Sequence[Frame], look: PairLook) -> tuple[Placement, ...]:
    """Paint what `pair_shots` gave into a rectangle and give back where the names stand."""
    if look.mode != "lens":
        return paint_swipe(painter, rect, (frames[0], frames[1]), SwipeLook(look.left, look.right, look.share))
    size = rect.width() / look.right.unit, rect.height() / look.right.unit
    seen = lens_look(look.left, look.right, look.key, size)
    placed = paint_pane(painter, rect, frames[0], seen)
    paint_key(painter, rect, seen, look.key)
    return (placed,)
