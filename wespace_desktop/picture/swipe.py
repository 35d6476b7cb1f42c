"""Two scenarios in one frame, cut at a handle: each side has its own buildings, names, selection and tag."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from wespace_desktop.picture.boxes import Box, inside, touch
from wespace_desktop.picture.coming import together
from wespace_desktop.picture.gauges import EDGE, Tag, draw_tag, tag_box
from wespace_desktop.picture.ink import INK, colour, pen
from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.pane import PaneLook, draw_gauges, in_units, paint_view
from wespace_desktop.render.shot import Frame

#: Width of the line and radius of the grip, in page units.
LINE, GRIP = 3.0, 23.0
_HAIR = 1.0
#: Between the line and a tag.
_BESIDE = 12.0
_DARK = "#101317"
Size = tuple[float, float]


@dataclass(frozen=True, eq=False)
class SwipeLook:
    """How both sides look and where the cut is, as a share of the width. Unit and furniture are the left's."""

    left: PaneLook
    right: PaneLook
    share: float = 0.5


def paint_swipe(
    painter: QPainter, rect: QRectF, frames: tuple[Frame, Frame], look: SwipeLook
) -> tuple[Placement, Placement]:
    """Paint both frames into a rectangle and give back where the names of each side stand."""
    unit = look.left.unit
    size = rect.width() / unit, rect.height() / unit
    cut = cut_at(rect.width(), look.share) / unit
    left, right = sides(look, size, cut)
    first = paint_view(painter, rect, frames[0], left) if cut > 0 else Placement()
    second = paint_view(painter, rect, frames[1], right) if cut < size[0] else Placement()
    painter.save()
    in_units(painter, rect, unit)
    # Scale and compass speak of the camera, which is one: they stand once.
    coming = together(look.left.coming, look.right.coming)
    draw_gauges(painter, frames[1], replace(look.left, tag=None, coming=coming), size)
    draw_handle(painter, size, cut)
    if look.left.furniture.tags:
        for tag, x in tags_beside(look, size, cut):
            _draw_tag_at(painter, tag, x, size)
    painter.restore()
    return first, second


def cut_at(width: float, share: float) -> int:
    """The first whole pixel of the right side: no pixel is of both."""
    return round(min(1.0, max(0.0, share)) * width)


def sides(look: SwipeLook, size: Size, cut: float) -> tuple[PaneLook, PaneLook]:
    """Both looks, each kept to its own side, its names clear of the handle and of the tags."""
    blocked = (handle_box(size, cut), *(_box_at(tag, x, size) for tag, x in tags_beside(look, size, cut)))
    left = replace(look.left, within=(0.0, 0.0, cut, size[1]), blocked=blocked, tag=None)
    right = replace(look.right, within=(cut, 0.0, *size), blocked=blocked, tag=None, unit=look.left.unit)
    return left, right


def keep_names(look: SwipeLook, names: tuple[Placement, Placement], size: Size, cut: float) -> SwipeLook:
    """The look with names that stand already: those that are whole on their own side. For a handle under way."""
    left, right = (_whole(side, placed) for side, placed in zip(sides(look, size, cut), names, strict=True))
    return replace(look, left=replace(look.left, placed=left), right=replace(look.right, placed=right))


def _whole(side: PaneLook, names: Placement) -> Placement:
    def is_free(*boxes: Box) -> bool:
        ground = side.within or boxes[0]
        return all(inside(b, ground) and not any(touch(b, taken) for taken in side.blocked) for b in boxes)

    chips = tuple(c for c in names.chips if is_free(c.box, (*c.dot, *c.dot)))
    return Placement(chips, tuple(s for s in names.streets if is_free(*s.boxes)))


def handle_box(size: Size, cut: float) -> Box:
    """Where the round grip lies."""
    return cut - GRIP, size[1] / 2 - GRIP, cut + GRIP, size[1] / 2 + GRIP


def tags_beside(look: SwipeLook, size: Size, cut: float) -> list[tuple[Tag, float]]:
    """Each side's tag with the left edge of its box; a side too narrow for even a short one has none."""
    found = []
    for tag, is_left in ((look.left.tag, True), (look.right.tag, False)):
        room = (cut if is_left else size[0] - cut) - _BESIDE - EDGE
        fitting = _fitted(tag, room) if tag is not None else None
        if fitting is not None:
            wide = _width(fitting)
            found.append((fitting, cut - _BESIDE - wide if is_left else cut + _BESIDE))
    return found


def _fitted(tag: Tag, room: float) -> Tag | None:
    """The tag, or only its big words where the small ones find no room."""
    return next((t for t in (tag, replace(tag, small="")) if _width(t) <= room), None)


def _width(tag: Tag) -> float:
    left, _, right, _ = tag_box(tag, (1e6, 1e6))
    return right - left


def _box_at(tag: Tag, x: float, size: Size) -> Box:
    left, top, right, bottom = tag_box(tag, size)
    return x, top, x + right - left, bottom


def _draw_tag_at(painter: QPainter, tag: Tag, x: float, size: Size) -> None:
    painter.save()
    painter.translate(x - EDGE, 0.0)
    draw_tag(painter, tag, size)
    painter.restore()


def draw_handle(painter: QPainter, size: Size, cut: float) -> None:
    """A white line with a dark hairline on both sides and a round grip with two chevrons: reads on any ground."""
    half = LINE / 2
    painter.fillRect(QRectF(cut - half - _HAIR, 0.0, LINE + 2 * _HAIR, size[1]), colour(_DARK, 0.55))
    painter.fillRect(QRectF(cut - half, 0.0, LINE, size[1]), colour("#FFFFFF"))
    middle = QPointF(cut, size[1] / 2)
    for radius, ink in ((GRIP + 2.5, colour(_DARK, 0.14)), (GRIP, colour("#FFFFFF"))):
        disc = QPainterPath()
        disc.addEllipse(middle, radius, radius)
        painter.fillPath(disc, ink)
    painter.strokePath(disc, pen(_DARK, _HAIR, 0.55))
    for way in (-1.0, 1.0):
        chevron = QPainterPath(QPointF(middle.x() + way * 6.5, middle.y() - 6.5))
        chevron.lineTo(QPointF(middle.x() + way * 13.0, middle.y()))
        chevron.lineTo(QPointF(middle.x() + way * 6.5, middle.y() + 6.5))
        painter.strokePath(chevron, pen(INK, 2.8))
