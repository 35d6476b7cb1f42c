"""Signs for what is too small to be seen from afar: a layer's mark over its things, those close together as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.quantity import figures
from wespace_desktop.model.state import Standing
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.ink import INK, Text, colour, draw_line, draw_text, fill_box, pen
from wespace_desktop.picture.marks import draw_mark
from wespace_desktop.render.camera import is_street
from wespace_desktop.render.shot import Frame
from wespace_desktop.scene.part import Scene

#: Page units. A thing drawn smaller than this cannot be told from a bench; signs closer than this are one.
_SMALL, _TOGETHER = 15.0, 44.0
_WIDE, _HIGH, _STEM, _PX = 26.0, 18.0, 9.0, 12.5
#: What hides a thing lies at least this much nearer to the eye, m.
_HIDDEN_M = 7.0
#: The heroes are drawn large enough to be read from any height: lanes, pods, coverage, ground.
_DRAWN_LARGE = frozenset({"ribbon", "gable", "ring", "lawn"})


@dataclass(frozen=True, eq=False)
class Things:
    """What stands of one layer: `at` (n, 3) and `size` (n,) in metres."""

    layer: str
    mark: str
    hue: str
    at: np.ndarray
    size: np.ndarray


@dataclass(frozen=True)
class Sign:
    """One sign on a pane, in page units: the thing it stands on, and how many it stands for."""

    layer: str
    mark: str
    hue: str
    x: float
    y: float
    count: int

    @property
    def box(self) -> Box:
        wide = _WIDE + (_count_wide(self.count) if self.count > 1 else 0.0)
        bottom = self.y - _STEM
        return self.x - wide / 2, bottom - _HIGH, self.x + wide / 2, bottom


@lru_cache(maxsize=16)
def things_of(scene: Scene, standing: Standing) -> tuple[Things, ...]:
    """Of each layer whose things may be too small to see, in the order of the catalogue."""
    # A thing that several scenarios of a family put there is an item once: its change counts under any of them.
    changes = {key.partition("/")[2] for key in standing}
    found: dict[str, list[tuple[tuple[float, float, float], float]]] = {}
    for item in scene.items.values():
        if item.layer and item.change.partition("/")[2] in changes and len(item.outline):
            size = np.nanmax(item.outline, axis=0) - np.nanmin(item.outline, axis=0)
            found.setdefault(item.layer, []).append((item.anchor, float(max(size[:2]))))
    out = []
    for layer in load_catalogue().layers:
        if layer.id in found and layer.mark not in _DRAWN_LARGE:
            at, size = zip(*found[layer.id], strict=True)
            hue = layer.hue if layer.hue.startswith("#") else f"#{layer.hue}"
            out.append(Things(layer.id, layer.mark, hue, np.array(at, float), np.array(size, float)))
    return tuple(out)


def signs_on(frame: Frame, things: tuple[Things, ...], size: tuple[float, float]) -> tuple[Sign, ...]:
    """The signs of a pane of that many page units, those behind first; none in a street view."""
    if is_street(frame.shot.camera):
        return ()
    found = [sign for group in things for sign in _signs(frame, group, size)]
    return tuple(sorted(found, key=lambda s: (s.y, s.x, s.layer)))


def _signs(frame: Frame, things: Things, size: tuple[float, float]) -> list[Sign]:
    height, width = frame.rgba.shape[:2]
    scale = np.array([size[0] / width, size[1] / height])
    seen = frame.project(things.at)
    at = seen[:, :2] * scale
    inside = (seen[:, 2] > 0) & (at > 0).all(axis=1) & (at < np.array(size)).all(axis=1)
    chosen = np.flatnonzero(inside & (_drawn(frame, things, seen) * scale[1] < _SMALL) & _open(frame, seen))
    signs: list[Sign] = []
    left = chosen[np.lexsort((at[chosen, 0], at[chosen, 1]))]
    while len(left):
        near = np.linalg.norm(at[left] - at[left[0]], axis=1) < _TOGETHER
        x, y = at[left[near]].mean(axis=0)
        nearest = left[near][np.argmin(np.linalg.norm(at[left[near]] - (x, y), axis=1))]
        place = float(at[nearest, 0]), float(at[nearest, 1])
        signs.append(Sign(things.layer, things.mark, things.hue, *place, int(near.sum())))
        left = left[~near]
    return signs


def _drawn(frame: Frame, things: Things, seen: np.ndarray) -> np.ndarray:
    """(n,) how many pixels of the frame the things are wide or high."""
    reach = things.size[:, None]
    others = [frame.project(things.at + reach * np.eye(3)[k])[:, :2] - seen[:, :2] for k in range(3)]
    widths: np.ndarray = np.max([np.linalg.norm(o, axis=1) for o in others], axis=0)
    return widths


def _open(frame: Frame, seen: np.ndarray) -> np.ndarray:
    """(n,) whether nothing much nearer to the eye hides the place."""
    if frame.shot.camera.parallel_height_m > 0:
        return np.ones(len(seen), bool)
    height, width = frame.depth.shape
    column = np.clip(seen[:, 0], 0, width - 1).astype(int)
    row = np.clip(seen[:, 1], 0, height - 1).astype(int)
    free: np.ndarray = frame.depth[row, column] > seen[:, 2] - _HIDDEN_M
    return free


def draw_signs(painter: QPainter, signs: Iterable[Sign]) -> None:
    """A white plate on a short stem, the layer's mark in it, and how many when it stands for several."""
    for sign in signs:
        left, top, right, bottom = sign.box
        foot = QPointF(sign.x, sign.y)
        draw_line(painter, QPointF(sign.x, bottom), foot, pen("#FFFFFF", 3.0, 0.7))
        draw_line(painter, QPointF(sign.x, bottom), foot, pen(sign.hue, 1.3))
        dot = QPainterPath()
        dot.addEllipse(foot, 2.2, 2.2)
        painter.fillPath(dot, colour(sign.hue))
        plate = QRectF(left, top, right - left, bottom - top)
        fill_box(painter, plate.adjusted(-1, -1, 1, 1), colour(sign.hue, 0.85), 4.0)
        fill_box(painter, plate, colour("#FFFFFF"), 3.0)
        draw_mark(painter, QRectF(left + 3, top + 2.2, 20, 13.6), sign.mark, sign.hue)
        if sign.count > 1:
            draw_text(painter, Text(figures(sign.count), left + _WIDE - 1, bottom - 4.6, _PX, True, INK))


def _count_wide(count: int) -> float:
    return Text(figures(count), 0, 0, _PX, True).width + 3.0
