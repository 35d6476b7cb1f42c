"""A slide painted with a painter, in points: the same parts as in the PowerPoint file, for PDF pages and pictures."""

from __future__ import annotations

from functools import singledispatch

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPolygonF

from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.ink import HAIRLINE, INK, PAPER, Text, colour, draw_line, draw_text, pen
from wespace_desktop.picture.slide_parts import (
    LEADING,
    SLIDE,
    TABLE_SIDE,
    Outline,
    Panel,
    Para,
    Part,
    Picture,
    Rule,
    SlidePage,
    Table,
    TextBox,
)

#: The baseline of a line that is LEADING ems high, from its top.
_BASE = (LEADING - 1.09) / 2 + 0.88


def page_image(page: SlidePage, size: tuple[int, int]) -> QImage:
    """The slide as one picture of that width; the height follows."""
    image = QImage(size[0], round(size[0] * SLIDE[1] / SLIDE[0]), QImage.Format.Format_RGBX8888)
    image.fill(colour(PAPER))
    painter = QPainter(image)
    try:
        painter.scale(size[0] / SLIDE[0], size[0] / SLIDE[0])
        paint_slide(painter, page)
    finally:
        painter.end()
    return image


def paint_slide(painter: QPainter, page: SlidePage) -> None:
    """Every part from the back to the front; the painter speaks points."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for one in page.parts:
        paint_part(one, painter)


@singledispatch
def paint_part(part: Part, painter: QPainter) -> None:
    """Paint one part."""
    raise TypeError(f"a slide has no {type(part).__name__}")


@paint_part.register
def _(part: Panel, painter: QPainter) -> None:
    path = QPainterPath()
    if part.shape == "dot":
        path.addEllipse(_rect(part.box))
    else:
        path.addRect(_rect(part.box))
    painter.fillPath(path, colour(part.fill, part.alpha))
    if part.edge:
        painter.strokePath(path, pen(part.edge, 0.75))


@paint_part.register
def _(part: Outline, painter: QPainter) -> None:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in part.points]))
    path.closeSubpath()
    painter.fillPath(path, colour(part.fill, part.alpha))
    if part.edge:
        dashed = pen(part.edge, 0.75)
        dashed.setStyle(Qt.PenStyle.DashLine)
        painter.strokePath(path, dashed)


@paint_part.register
def _(part: Rule, painter: QPainter) -> None:
    draw_line(painter, QPointF(*part.start), QPointF(*part.end), pen(part.colour, part.width))


@paint_part.register
def _(part: Picture, painter: QPainter) -> None:
    rect = _rect(part.box)
    scale = painter.transform().m11()
    exact = (round(rect.width() * scale), round(rect.height() * scale))
    image = part.image
    if exact[0] < image.width():
        # A painter that shrinks takes one pixel out of four; this takes their mean.
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(*exact, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    painter.drawImage(rect, image)


@paint_part.register
def _(part: TextBox, painter: QPainter) -> None:
    left, top, right, bottom = part.box
    painter.save()
    if part.degrees:
        painter.translate((left + right) / 2, (top + bottom) / 2)
        painter.rotate(part.degrees)
        painter.translate(-(left + right) / 2, -(top + bottom) / 2)
    if part.fill:
        path = QPainterPath()
        path.addRect(_rect(part.box))
        painter.fillPath(path, colour(part.fill, part.alpha))
    y = (top + bottom - part.height) / 2 + part.inset if part.middle else top + part.inset
    for i, para in enumerate(part.paras):
        # PowerPoint leaves the space over the first line of a box away.
        y += para.before if i else 0.0
        y = _lines(painter, para, (left + part.inset, y, right - part.inset, bottom))
    painter.restore()


@paint_part.register
def _(part: Table, painter: QPainter) -> None:
    y = part.box[1]
    for i, (row, high) in enumerate(zip(part.rows, part.heights(), strict=True)):
        strong = i == 0 or (part.has_sum and i == len(part.rows) - 1)
        if i == 0:
            painter.fillRect(QRectF(part.box[0], y, sum(part.widths), high), colour("#E6E2D8"))
        x = part.box[0]
        for lines, wide, align in zip(row, part.widths, part.aligns, strict=True):
            para = Para(lines, part.pt, strong, INK, align)
            top = y + (high - para.height) / 2
            _lines(painter, para, (x + TABLE_SIDE, top, x + wide - TABLE_SIDE, y + high))
            x += wide
        y += high
        draw_line(painter, QPointF(part.box[0], y), QPointF(x, y), pen(HAIRLINE, 0.75))


def _lines(painter: QPainter, para: Para, box: Box) -> float:
    """Write the lines from the top of a box; where the next paragraph starts."""
    x = {"left": box[0], "centre": (box[0] + box[2]) / 2, "right": box[2]}[para.align]
    y = box[1]
    for line in para.lines:
        draw_text(painter, Text(line, x, y + _BASE * para.pt, para.pt, para.bold, para.colour, para.align))
        y += para.pt * LEADING
    return y


def _rect(box: Box) -> QRectF:
    return QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])
