"""One pane as a person sees it, on screen and on paper: frame, names, selection, tag, scale bar and compass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPolygonF

from wespace_desktop.model.state import Phase
from wespace_desktop.picture import gauges
from wespace_desktop.picture.boxes import Box, touch
from wespace_desktop.picture.coming import coming_box, draw_coming
from wespace_desktop.picture.hour_key import HourKey, key_box, paint_key
from wespace_desktop.picture.ink import Text, colour, draw_line, draw_text, draw_turned, fill_box, pen
from wespace_desktop.picture.labels import (
    STREET_PX,
    Key,
    Names,
    PlacedChip,
    Placement,
    chip_baselines,
    chip_colour,
    place_names,
)
from wespace_desktop.picture.one_sided import draw_stamp, stamp_box
from wespace_desktop.picture.sheet import Furniture, SheetLang
from wespace_desktop.picture.sight import polylines
from wespace_desktop.picture.silhouette import silhouette
from wespace_desktop.picture.symbols import Things, draw_signs, signs_on
from wespace_desktop.render.shot import Frame
from wespace_desktop.scene.part import Label

_LEADER = 1.6
_CHIP_GROUND = 0.93
HOVER_WIDTH = 1.6
#: Page units that a picture is high: every text height is a share of it.
PAGE_UNITS = 1350.0


@dataclass(frozen=True, eq=False)
class PaneLook:
    """What is painted over a frame.

    `labels` are those that stand; `elsewhere` are other places that a label may stand for. `selected` and `hovered` are
    outlines (n, 3) in local metres, NaN between polylines. `unit` is the pixels (of the painter) per page unit: text of
    15 units is 15 * unit pixels high. `hues` give each layer's words their colour. `before` is what `paint_pane` gave
    back for the last frame: names then stay in place. `within` is the part of the pane that is painted (page units),
    the whole when None; names keep clear of the boxes in `blocked`. `one_sided` puts the stamp "benefits only" on it.
    `things` have signs where they are too small to be seen.
    """

    labels: tuple[Label, ...] = ()
    selected: tuple[np.ndarray, ...] = ()
    hovered: tuple[np.ndarray, ...] = ()
    tag: gauges.Tag | None = None
    lang: SheetLang = "both"
    furniture: Furniture = field(default_factory=Furniture)
    unit: float = 1.0
    hues: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    before: Placement = field(default_factory=Placement)
    elsewhere: Mapping[Key, np.ndarray] = field(default_factory=lambda: MappingProxyType({}))
    placed: Placement | None = None
    within: Box | None = None
    blocked: tuple[Box, ...] = ()
    one_sided: bool = False
    things: tuple[Things, ...] = ()
    hour: HourKey | None = None
    coming: tuple[Phase, ...] = ()


def paint_pane(painter: QPainter, rect: QRectF, frame: Frame, look: PaneLook) -> Placement:
    """Paint a pane into a rectangle and give back where its names stand. The frame may be smaller than that."""
    placement = paint_view(painter, rect, frame, look)
    painter.save()
    size = in_units(painter, rect, look.unit)
    draw_gauges(painter, frame, look, size)
    painter.restore()
    return placement


def paint_view(painter: QPainter, rect: QRectF, frame: Frame, look: PaneLook) -> Placement:
    """Frame, selection and names of a pane, as far as `look.within` reaches."""
    painter.save()
    if look.within is not None:
        left, top, right, bottom = (n * look.unit for n in look.within)
        part = QRectF(left, top, right - left, bottom - top).translated(rect.topLeft())
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(rect, frame_image(frame))
    size = in_units(painter, rect, look.unit)
    _draw_outlines(painter, frame, look, size)
    placement = names_on(frame, look, size)
    if look.furniture.labels:
        _draw_signs(painter, frame, look, (size, placement))
    _draw_names(painter, placement, look)
    if look.one_sided:
        draw_stamp(painter, size, look.within)
    painter.restore()
    return placement


def in_units(painter: QPainter, rect: QRectF, unit: float) -> tuple[float, float]:
    """From here on the painter keeps to the rectangle and speaks in page units from its corner; its size in them."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.translate(rect.topLeft())
    painter.scale(unit, unit)
    return rect.width() / unit, rect.height() / unit


def frame_image(frame: Frame) -> QImage:
    """The frame's pixels as a QImage that shares its memory; keep the frame as long as the image."""
    rgba = np.ascontiguousarray(frame.rgba)
    height, width = rgba.shape[:2]
    # Sky that the stage left open has alpha below 255; painting an image known to be opaque is three times faster.
    opaque = not frame.shot.transparent
    form = QImage.Format.Format_RGBX8888 if opaque else QImage.Format.Format_RGBA8888
    return QImage(rgba.data, width, height, 4 * width, form)


def names_on(frame: Frame, look: PaneLook, size: tuple[float, float]) -> Placement:
    """Where the names of a pane of that many units stand; nothing when labels are switched off."""
    if not look.furniture.labels:
        return Placement()
    if look.placed is not None:
        return look.placed
    blocked = (*gauge_boxes(frame, look, size), *look.blocked)
    # A hover repaints the pane at the same pose: nothing could come out differently but the time spent.
    key = (frame.matrix.tobytes(), size, look.lang, blocked, look.within, id(look.labels))
    if look.before.made_for == (key, look.labels):
        return look.before
    wanted = Names(look.labels, look.lang, size, blocked, look.before, look.elsewhere, look.within)
    placed = place_names(frame, wanted)
    return replace(placed, made_for=(key, look.labels))


def gauge_boxes(frame: Frame, look: PaneLook, size: tuple[float, float]) -> tuple[Box, ...]:
    """Places of tag, scale bar and compass. Names keep clear of them even when they are switched off, or a switch of
    one piece would move another."""
    boxes = [gauges.compass_box(size)]
    bar = gauges.scale_bar(frame, size)
    if bar is not None:
        boxes.append(gauges.scale_box(bar, size, "both"))
    if look.coming:
        boxes.append(coming_box(look.coming, size, boxes[1] if bar is not None else None, "both"))
    if look.tag is not None:
        boxes.append(gauges.tag_box(look.tag, size))
    if look.one_sided:
        boxes.append(stamp_box(size, look.within))
    if look.hour is not None:
        boxes.append(key_box(look.hour, size, look.furniture.tags, "both"))
    return tuple(boxes)


def draw_gauges(painter: QPainter, frame: Frame, look: PaneLook, size: tuple[float, float]) -> None:
    """Scale bar, compass and tag over a painted pane."""
    bar = gauges.scale_bar(frame, size) if look.furniture.scale_bar else None
    if bar is not None:
        gauges.draw_scale(painter, bar, size, look.lang)
    if look.furniture.north_arrow:
        gauges.draw_compass(painter, frame, size)
    if look.furniture.tags and look.tag is not None:
        gauges.draw_tag(painter, look.tag, size)
    if look.coming and look.furniture.legend:
        beside = gauges.scale_box(bar, size, look.lang) if bar is not None else None
        draw_coming(painter, look.coming, coming_box(look.coming, size, beside, look.lang), look.lang)
    if look.hour is not None and look.furniture.legend:
        paint_key(painter, look.hour, size, look.furniture.tags, look.lang)


def _draw_outlines(painter: QPainter, frame: Frame, look: PaneLook, size: tuple[float, float]) -> None:
    """Selection: a black line in a white halo that shows on any ground. Hover: the same, half as heavy."""
    for outlines, width in ((look.hovered, HOVER_WIDTH), (look.selected, 3.0)):
        stroke_outline(painter, outline_path(frame, outlines, size), width)


def stroke_outline(painter: QPainter, path: QPainterPath, width: float) -> None:
    """A black line in a white halo, in page units."""
    painter.strokePath(path, pen("#FFFFFF", width * 2.4, 0.92))
    painter.strokePath(path, pen("#101317", width))


def outline_path(frame: Frame, outlines: tuple[np.ndarray, ...], size: tuple[float, float]) -> QPainterPath:
    """Outlines in local metres as they lie on a pane of that many page units."""
    height, width = frame.rgba.shape[:2]
    scale = np.array([size[0] / width, size[1] / height])
    path = QPainterPath()
    for outline in outlines:
        for run in silhouette(frame, outline) or polylines(frame, outline):
            # Far outside the pane a coordinate says nothing and would only cost the rasteriser its range.
            at = np.clip(run * scale, -8 * PAGE_UNITS, 8 * PAGE_UNITS)
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in at.tolist()]))
    return path


def _draw_signs(
    painter: QPainter, frame: Frame, look: PaneLook, page: tuple[tuple[float, float], Placement]
) -> None:
    """Signs that no name and no gauge would cover: those say what is there themselves."""
    size, placement = page
    taken = (*gauge_boxes(frame, look, size), *look.blocked, *(chip.box for chip in placement.chips))
    signs = signs_on(frame, look.things, size)
    draw_signs(painter, [s for s in signs if not any(touch(s.box, box) for box in taken)])


def _draw_names(painter: QPainter, placement: Placement, look: PaneLook) -> None:
    for street in placement.streets:
        draw_turned(painter, Text(street.text, street.x, street.y, STREET_PX, True), street.degrees, 2.4)
    for chip in placement.chips:
        _draw_leader(painter, chip, chip_colour(chip.layer, look.hues))
    for chip in placement.chips:
        _draw_chip(painter, chip, chip_colour(chip.layer, look.hues))


def _draw_leader(painter: QPainter, chip: PlacedChip, hue: str) -> None:
    x0, y0, x1, y1 = chip.leader
    draw_line(painter, QPointF(x1, y1), QPointF(x0, y0), pen("#FFFFFF", _LEADER + 2.2, 0.7))
    draw_line(painter, QPointF(x1, y1), QPointF(x0, y0), pen(hue, _LEADER))
    for radius, fill in ((5.4, "#FFFFFF"), (3.4, hue)):
        dot = QPainterPath()
        dot.addEllipse(QPointF(x0, y0), radius, radius)
        painter.fillPath(dot, colour(fill))


def _draw_chip(painter: QPainter, chip: PlacedChip, hue: str) -> None:
    left, top, right, bottom = chip.box
    fill_box(painter, QRectF(left, top, right - left, bottom - top), colour("#FFFFFF", _CHIP_GROUND), 3.0)
    for text, x, baseline, px, bold in chip_baselines(chip):
        draw_text(painter, Text(text, x, baseline, px, bold, hue if bold else "#4A5058", "centre"))
