"""Scale bar, compass and pane tag: what a pane says about itself, with the box each of them takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QTransform

from wespace_desktop.model.words import Words
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.fonts import text_width
from wespace_desktop.picture.ink import INK, Text, colour, draw_text, fill_box, pen
from wespace_desktop.picture.sheet import SheetLang, said
from wespace_desktop.render.camera import basis, ground_point, north_angle
from wespace_desktop.render.shot import Frame

EDGE = 16.0
_CHIP_ALPHA = 0.91
_TAG_PX, _TAG_SMALL_PX, _TAG_H = 24.0, 16.0, 44.0
_SCALE_PX, _NOTE_PX, _SCALE_H = 14.0, 12.5, 47.0
_COMPASS = 56.0
_LENGTHS_M = tuple(m * 10.0**k for k in range(-1, 5) for m in (1, 2, 5))
AT_CENTRE = Words("画面中心处", "at picture centre")


@dataclass(frozen=True)
class Tag:
    """What a pane is: `big` words first, `small` beside them, white on `ground`."""

    big: str
    small: str = ""
    ground: str = "#3A4048"


@dataclass(frozen=True)
class ScaleBar:
    """A round length and how wide it is at the picture centre, in units."""

    length_m: float
    width: float
    in_perspective: bool


def tag_box(tag: Tag, size: tuple[float, float]) -> Box:
    """Upper left of the pane. Long words make the tag narrower than the pane, never wider."""
    wide = text_width(tag.big, _TAG_PX, True) + 30
    if tag.small:
        wide += text_width(tag.small, _TAG_SMALL_PX) + 12
    return EDGE, EDGE, EDGE + min(wide, size[0] - 2 * EDGE), EDGE + _TAG_H


def draw_tag(painter: QPainter, tag: Tag, size: tuple[float, float]) -> None:
    left, top, right, bottom = tag_box(tag, size)
    fill_box(painter, QRectF(left, top, right - left, bottom - top), colour(tag.ground, 0.96), 3.0)
    base = (top + bottom) / 2 + _TAG_PX * 0.36
    big = Text(tag.big, left + 15, base, _TAG_PX, True, "#FFFFFF")
    painter.save()
    painter.setClipRect(QRectF(left, top, right - left - 8, bottom - top))
    draw_text(painter, big)
    draw_text(painter, Text(tag.small, left + 27 + big.width, base - 1, _TAG_SMALL_PX, False, "#FFFFFF"))
    painter.restore()


def scale_bar(frame: Frame, size: tuple[float, float]) -> ScaleBar | None:
    """The longest round length that is at most 200 units wide at the picture centre; None when there is only sky."""
    camera = frame.shot.camera
    width = frame.rgba.shape[1]
    centre = _centre_point(frame)
    if centre is None:
        return None
    ends = frame.project(np.array([centre, centre + basis(camera)[0]]))
    if (ends[:, 2] <= 0).any():
        return None
    units_per_m = float(np.hypot(*(ends[1, :2] - ends[0, :2]))) * size[0] / width
    most = min(200.0, size[0] * 0.3)
    fitting = [m for m in _LENGTHS_M if m * units_per_m <= most]
    if not fitting or not math.isfinite(units_per_m) or units_per_m <= 0:
        return None
    return ScaleBar(fitting[-1], fitting[-1] * units_per_m, camera.parallel_height_m <= 0)


def _centre_point(frame: Frame) -> np.ndarray | None:
    """What the picture centre shows: the ground, or a wall when the sight line runs too level to meet the ground."""
    camera = frame.shot.camera
    height, width = frame.rgba.shape[:2]
    rows, columns = frame.depth.shape
    point = ground_point(camera, (width, height), (width / 2, height / 2))
    eye, forward = np.asarray(camera.position, float), basis(camera)[2]
    away = float(frame.depth[rows // 2, columns // 2])
    if point is not None and (forward[2] < -0.2 or camera.parallel_height_m > 0):
        return point
    return eye + forward * away if math.isfinite(away) and away > 1 else None


def scale_box(bar: ScaleBar, size: tuple[float, float], lang: SheetLang) -> Box:
    """Lower left of the pane."""
    wide = max(bar.width + 30 + text_width(_length_text(bar), _SCALE_PX, True), _note_width(bar, lang)) + 28
    high = _SCALE_H if bar.in_perspective else 32.0
    return EDGE, size[1] - EDGE - high, EDGE + wide, size[1] - EDGE


def draw_scale(painter: QPainter, bar: ScaleBar, size: tuple[float, float], lang: SheetLang) -> None:
    left, top, right, bottom = scale_box(bar, size, lang)
    fill_box(painter, QRectF(left, top, right - left, bottom - top), colour("#FFFFFF", _CHIP_ALPHA), 3.0)
    x, y = left + 14, top + 16
    for i in range(4):
        part = QRectF(x + i * bar.width / 4, y - 3, bar.width / 4, 6)
        fill_box(painter, part, colour(INK if i % 2 == 0 else "#FFFFFF"))
    frame = QPainterPath()
    frame.addRect(QRectF(x, y - 3, bar.width, 6))
    painter.strokePath(frame, pen(INK, 1.2))
    draw_text(painter, Text(_length_text(bar), x + bar.width + 9, y + 5, _SCALE_PX, True))
    if bar.in_perspective:
        draw_text(painter, Text(_note(lang), x, bottom - 8, _NOTE_PX, False, "#4A5058"))


def _length_text(bar: ScaleBar) -> str:
    return f"{bar.length_m / 1000:g} km" if bar.length_m >= 1000 else f"{bar.length_m:g} m"


def _note(lang: SheetLang) -> str:
    return said(AT_CENTRE, lang)


def _note_width(bar: ScaleBar, lang: SheetLang) -> float:
    return text_width(_note(lang), _NOTE_PX) if bar.in_perspective else 0.0


def compass_box(size: tuple[float, float]) -> Box:
    """Lower right of the pane, the letter's orbit included."""
    return size[0] - EDGE - _COMPASS, size[1] - EDGE - _COMPASS, size[0] - EDGE, size[1] - EDGE


def draw_compass(painter: QPainter, frame: Frame, size: tuple[float, float]) -> None:
    """A needle to north on the ground at the picture centre; the N rides on its tip and stays upright."""
    left, top, right, bottom = compass_box(size)
    centre = QPointF((left + right) / 2, (top + bottom) / 2)
    disc = QPainterPath()
    disc.addEllipse(centre, _COMPASS / 2, _COMPASS / 2)
    painter.fillPath(disc, colour("#FFFFFF", _CHIP_ALPHA))
    angle = north_angle(frame.shot.camera)
    turn = QTransform().translate(centre.x(), centre.y()).rotate(angle)
    dark, light = QPainterPath(QPointF(0, -8)), QPainterPath(QPointF(0, -8))
    for path, side in ((dark, -1.0), (light, 1.0)):
        path.lineTo(QPointF(7.5 * side, 19))
        path.lineTo(QPointF(0, 14.5))
        path.closeSubpath()
    painter.fillPath(turn.map(dark), colour(INK))
    painter.fillPath(turn.map(light), colour("#FFFFFF"))
    painter.strokePath(turn.map(light), pen(INK, 1.3))
    painter.strokePath(turn.map(dark), pen(INK, 1.3))
    tip = turn.map(QPointF(0, -15.5))
    draw_text(painter, Text("N", tip.x(), tip.y() + 5, 14.0, True, INK, "centre"))
