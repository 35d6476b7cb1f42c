"""A rectangle of laid-out page: lines of text, boxes, hairlines and layer marks, in page units, ready to be painted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.breaking import break_lines
from wespace_desktop.picture.fonts import ASCENT
from wespace_desktop.picture.ink import HAIRLINE, INK, Text, colour, draw_line, draw_text, fill_box, pen
from wespace_desktop.picture.marks import draw_mark


@dataclass(frozen=True)
class Mark:
    """A layer's small drawing in a box."""

    box: Box
    mark: str
    hue: str
    role: str = ""


@dataclass(frozen=True)
class Fill:
    """A flat ground behind words."""

    box: Box
    colour: str
    radius: float = 4.0
    role: str = ""


@dataclass(frozen=True)
class Block:
    """Things placed from a common origin (0, 0) down to `height`."""

    height: float = 0.0
    texts: tuple[Text, ...] = ()
    fills: tuple[Fill, ...] = ()
    marks: tuple[Mark, ...] = ()
    rules: tuple[Box, ...] = ()

    def moved(self, dx: float, dy: float) -> Block:
        """The same, elsewhere; the height stays what it was."""
        return Block(
            self.height,
            tuple(replace(t, x=t.x + dx, y=t.y + dy) for t in self.texts),
            tuple(replace(f, box=_moved(f.box, dx, dy)) for f in self.fills),
            tuple(replace(m, box=_moved(m.box, dx, dy)) for m in self.marks),
            tuple(_moved(r, dx, dy) for r in self.rules),
        )

    def draw(self, painter: QPainter, halo: float = 0.0) -> None:
        """Paint it; `halo` is a white rim around letters, for a page without paper."""
        for fill in self.fills:
            fill_box(painter, _rect(fill.box), colour(fill.colour), fill.radius)
        for x0, y0, x1, y1 in self.rules:
            draw_line(painter, QPointF(x0, y0), QPointF(x1, y1), pen(HAIRLINE, 1.2))
        for mark in self.marks:
            draw_mark(painter, _rect(mark.box), mark.mark, mark.hue)
        for text in self.texts:
            draw_text(painter, text, halo)


def together(blocks: Iterable[Block], height: float | None = None) -> Block:
    """Several blocks that already stand where they belong, as one."""
    blocks = list(blocks)
    return Block(
        max((b.height for b in blocks), default=0.0) if height is None else height,
        tuple(t for b in blocks for t in b.texts),
        tuple(f for b in blocks for f in b.fills),
        tuple(m for b in blocks for m in b.marks),
        tuple(r for b in blocks for r in b.rules),
    )


@dataclass(frozen=True)
class Style:
    """How a paragraph is set. `leading` is the line distance in ems; `most` lines, then an ellipsis."""

    px: float
    bold: bool = False
    colour: str = INK
    leading: float = 1.36
    most: int = 2
    align: str = "left"
    role: str = ""


def paragraph(text: str, width: float, style: Style) -> Block:
    """A text broken into lines, its first line's top at 0."""
    lines = break_lines(text, width, style.px, style.bold, style.most)
    step = style.px * style.leading
    x = {"left": 0.0, "centre": width / 2, "right": width}[style.align]
    texts = tuple(
        Text(line, x, ASCENT * style.px + i * step, style.px, style.bold, style.colour, style.align, style.role)
        for i, line in enumerate(lines)
    )
    return Block(len(lines) * step, texts)


def _moved(box: Box, dx: float, dy: float) -> Box:
    return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy


def _rect(box: Box) -> QRectF:
    return QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])
