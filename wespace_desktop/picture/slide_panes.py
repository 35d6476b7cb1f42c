"""The pictures of a slide: drawn without a letter in them, with where every name would stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.errors import Cancelled
from wespace_desktop.model.view import Mode
from wespace_desktop.picture import gauges
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.compare import paint_pair, pair_shots
from wespace_desktop.picture.compose import Drawer, pair_look, pane_look, pane_shot
from wespace_desktop.picture.gauges import ScaleBar, Tag
from wespace_desktop.picture.hour_key import HourKey
from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.lens import LensKey, key_of_lens, lens_look
from wespace_desktop.picture.pane import PaneLook, frame_image, names_on
from wespace_desktop.picture.sheet import Furniture, Sheet
from wespace_desktop.picture.slide_hour import hour_box
from wespace_desktop.picture.swipe import SwipeLook, cut_at, sides, tags_beside
from wespace_desktop.render.camera import north_angle
from wespace_desktop.render.shot import Frame
from wespace_desktop.scene.part import Scene

#: Points per page unit inside a picture: names come out at 12 points and more.
UNIT = 0.86
#: Points that the note on hidden losses takes.
NOTE = (212.0, 54.0)
#: A picture this narrow has it under its tag instead of beside it.
_NARROW = 400.0
_BARE = Furniture(*(False,) * 9)


@dataclass(frozen=True, eq=False)
class DrawnPane:
    """A picture and what belongs over it, in page units of UNIT points from its corner. `tags` have their left edge."""

    image: QImage
    size: tuple[float, float]
    names: Placement
    tags: tuple[tuple[Tag, float], ...] = ()
    scale: ScaleBar | None = None
    north: float = 0.0
    key: tuple[LensKey, ...] = ()
    hour: HourKey | None = None


def draw_panes(
    stage: Drawer, scene: Scene, sheet: Sheet, boxes: Sequence[Box], cancelled: Callable[[], bool] | None = None
) -> tuple[DrawnPane, ...]:
    """One drawn pane for each box of the slide, in points; the sheet's width in pixels is that of the slide."""
    fine = sheet.size[0] / 960.0
    bare = replace(sheet, furniture=_BARE)
    sizes = [(max(8, round((b[2] - b[0]) * fine)), max(8, round((b[3] - b[1]) * fine))) for b in boxes]
    shots = [pane_shot(scene, bare, spec, sizes[min(i, len(sizes) - 1)]) for i, spec in enumerate(sheet.panes)]
    if sheet.is_pair:
        shots = pair_shots(shots, sheet.mode)
    frames: list[Frame] = []
    for shot in shots:
        if cancelled is not None and cancelled():
            raise Cancelled
        frames.append(stage.draw(shot))
    if sheet.is_pair:
        return (_pair(scene, sheet, frames, boxes[0]),)
    drawn: list[DrawnPane] = []
    before = Placement()
    for i, (frame, box) in enumerate(zip(frames, boxes, strict=True)):
        look = pane_look(scene, sheet, i, before)
        if sheet.unseen and i == len(boxes) - 1:
            look = replace(look, blocked=(*look.blocked, _note_units(box, sheet.mode)))
        drawn.append(_single(frame, look, box))
        before = drawn[-1].names
    return tuple(drawn)


def note_box(box: Box, mode: Mode) -> Box:
    """Upper right of a picture: where it says which losses it hides; under the tags where they may reach there."""
    beside = box[2] - box[0] > _NARROW and mode != "swipe"
    right, top = box[2] - 14.0, box[1] + (14.0 if beside else 64.0)
    return right - NOTE[0], top, right, top + NOTE[1]


def _note_units(box: Box, mode: Mode) -> Box:
    return _in_units(note_box(box, mode), box)


def _hour_units(look: PaneLook, box: Box) -> tuple[Box, ...]:
    """Where the key of the hour lies, if there is one."""
    return () if look.hour is None else (_in_units(hour_box(look.hour, box, _units(box)), box),)


def _in_units(part: Box, box: Box) -> Box:
    left, top, right, bottom = part
    return (left - box[0]) / UNIT, (top - box[1]) / UNIT, (right - box[0]) / UNIT, (bottom - box[1]) / UNIT


def _units(box: Box) -> tuple[float, float]:
    return (box[2] - box[0]) / UNIT, (box[3] - box[1]) / UNIT


def _single(frame: Frame, look: PaneLook, box: Box) -> DrawnPane:
    size = _units(box)
    tags = ((look.tag, gauges.EDGE),) if look.tag is not None else ()
    look = replace(look, blocked=(*look.blocked, *_hour_units(look, box)))
    drawn = _with_gauges(frame_image(frame).copy(), frame, names_on(frame, look, size), tags, size)
    return replace(drawn, hour=look.hour)


def _with_gauges(
    image: QImage, frame: Frame, names: Placement, tags: tuple[tuple[Tag, float], ...], size: tuple[float, float]
) -> DrawnPane:
    return DrawnPane(image, size, names, tags, gauges.scale_bar(frame, size), north_angle(frame.shot.camera))


def _pair(scene: Scene, sheet: Sheet, frames: list[Frame], box: Box) -> DrawnPane:
    size = _units(box)
    image = _blank_like(frames[0])
    rect = QRectF(0, 0, image.width(), image.height())
    painter = QPainter(image)
    bare = pair_look(scene, replace(sheet, furniture=_BARE), image.width() / size[0])
    # A stamp on a slide is words that lie over the picture (slide_layout), not letters in it.
    bare = replace(bare, left=replace(bare.left, one_sided=False), right=replace(bare.right, one_sided=False))
    paint_pair(painter, rect, frames, bare)
    painter.end()
    look = pair_look(scene, sheet, 1.0)
    if sheet.mode == "lens":
        key = key_of_lens(scene, *sheet.panes)
        told = lens_look(look.left, look.right, (), size)
        if sheet.unseen:
            told = replace(told, blocked=(*told.blocked, _note_units(box, sheet.mode)))
        tags = ((told.tag, gauges.EDGE),) if told.tag is not None else ()
        return replace(_with_gauges(image, frames[0], names_on(frames[0], told, size), tags, size), key=key)
    whole = SwipeLook(look.left, look.right, sheet.swipe)
    cut = cut_at(image.width(), sheet.swipe) / image.width() * size[0]
    left, right = sides(whole, size, cut)
    if sheet.unseen:
        right = replace(right, blocked=(*right.blocked, _note_units(box, sheet.mode)))
    left, right = (replace(s, blocked=(*s.blocked, *_hour_units(s, box))) for s in (left, right))
    placed = [names_on(f, side, size) for f, side in zip(frames, (left, right), strict=True)]
    names = Placement(tuple(c for p in placed for c in p.chips), tuple(s for p in placed for s in p.streets))
    drawn = _with_gauges(image, frames[1], names, tuple(tags_beside(whole, size, cut)), size)
    return replace(drawn, hour=look.left.hour)


def _blank_like(frame: Frame) -> QImage:
    image = QImage(frame.rgba.shape[1], frame.rgba.shape[0], frame_image(frame).format())
    image.fill(0)
    return image
