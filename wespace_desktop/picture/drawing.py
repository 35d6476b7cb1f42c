"""A small diagram as a value: boxes, discs, lines, ribbons and words, painted in the colours of paper or of a panel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen

from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.breaking import break_lines
from wespace_desktop.picture.fonts import ASCENT
from wespace_desktop.picture.ink import GAIN, HAIRLINE, HARM, INK, MUTED, PAPER, WARN, Text, colour, draw_text, pen

LEADING = 1.32


@dataclass(frozen=True)
class Tones:
    """What the names of colours mean; any other colour of a shape is `#RRGGBB` or `RRGGBB` itself."""

    ink: str = INK
    mut: str = MUTED
    line: str = "#B9B4A9"
    hair: str = HAIRLINE
    well: str = "#E9E6DF"
    ground: str = PAPER
    acc: str = "#3D4A66"
    gain: str = GAIN
    harm: str = HARM
    warn: str = WARN

    def of(self, name: str) -> str:
        return getattr(self, name, name) if name.isalpha() and not _is_hex(name) else name


def _is_hex(name: str) -> bool:
    return len(name) == 6 and all(c in "0123456789ABCDEFabcdef" for c in name)


@dataclass(frozen=True)
class Plate:
    """A box, or a disc that fills it."""

    box: Box
    fill: str = ""
    alpha: float = 1.0
    edge: str = ""
    width: float = 1.2
    dashed: bool = False
    radius: float = 4.0
    disc: bool = False


@dataclass(frozen=True)
class Stroke:
    """A line through points; `bend` makes it leave and arrive upright ("v") or level ("h"); `arrow` ends in a head."""

    points: tuple[tuple[float, float], ...]
    tone: str = "line"
    width: float = 1.2
    alpha: float = 1.0
    dashed: bool = False
    bend: str = ""
    arrow: bool = False


@dataclass(frozen=True)
class Ribbon:
    """A band from a left edge (x, top, bottom) to a right one."""

    start: tuple[float, float, float]
    end: tuple[float, float, float]
    tone: str
    alpha: float = 0.4


@dataclass(frozen=True)
class Area:
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    tone: str
    alpha: float = 0.2


Shape = Plate | Stroke | Ribbon | Area


@dataclass(frozen=True)
class Drawing:
    """A diagram in its own pixels. `spots`: boxes that answer a hand, with what they stand for (a layer id)."""

    size: tuple[float, float]
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]
    spots: tuple[tuple[Box, str], ...] = ()

    def spot_at(self, x: float, y: float) -> str:
        return next((key for (l, t, r, b), key in self.spots if l <= x <= r and t <= y <= b), "")


def disc(x: float, y: float, r: float, fill: str = "", **look: object) -> Plate:
    """A disc about a point; `alpha`, `edge`, `width`, `dashed` as a plate has them."""
    return Plate((x - r, y - r, x + r, y + r), fill, disc=True, **look)  # type: ignore[arg-type]


def words_in(text: str, box: Box, px: float, **look: object) -> tuple[Text, ...]:
    """Lines centred in a box; what has no room is cut with an ellipsis. `bold`, `tone`, `most` as in words_at."""
    bold, tone, most = bool(look.get("bold")), str(look.get("tone", "ink")), look.get("most", 3)
    left, top, right, bottom = box
    lines = break_lines(text, right - left, px, bold, most if isinstance(most, int) else 3)
    y = (top + bottom) / 2 - len(lines) * px * LEADING / 2
    return tuple(
        Text(line, (left + right) / 2, y + (i + 0.5) * px * LEADING + px * 0.36, px, bold, tone, "centre")
        for i, line in enumerate(lines)
    )


def words_at(text: str, at: tuple[float, float], width: float, px: float, **look: object) -> tuple[Text, ...]:
    """Lines from a top left corner down (`align`: right edge or centre). `bold`, `tone`, `most`, `align`."""
    bold, tone, align = bool(look.get("bold")), str(look.get("tone", "ink")), str(look.get("align", "left"))
    most = look.get("most", 4)
    lines = break_lines(text, width, px, bold, most if isinstance(most, int) else 4)
    return tuple(
        Text(line, at[0], at[1] + ASCENT * px + i * px * LEADING, px, bold, tone, align) for i, line in enumerate(lines)
    )


def height_of(texts: Iterable[Text]) -> float:
    """Where the last line ends."""
    return max((t.y + t.px * 0.36 for t in texts), default=0.0)


def paint_drawing(painter: QPainter, drawing: Drawing, tones: Tones | None = None) -> None:
    """Paint it from where the painter is, one painter unit for one of its pixels."""
    seen = tones or Tones()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in drawing.shapes:
        if isinstance(shape, Plate):
            _plate(painter, shape, seen)
        elif isinstance(shape, Stroke):
            _stroke(painter, shape, seen)
        elif isinstance(shape, Ribbon):
            _ribbon(painter, shape, seen)
        else:
            path = QPainterPath()
            path.addPolygon([QPointF(*p) for p in shape.points])
            painter.fillPath(path, colour(seen.of(shape.tone), shape.alpha))
    for text in drawing.texts:
        tone = seen.of(text.colour)
        draw_text(painter, Text(text.text, text.x, text.y, text.px, text.bold, tone, text.align))
    painter.restore()


def _plate(painter: QPainter, plate: Plate, tones: Tones) -> None:
    left, top, right, bottom = plate.box
    path = QPainterPath()
    rect = QRectF(left, top, right - left, bottom - top)
    if plate.disc:
        path.addEllipse(rect)
    else:
        path.addRoundedRect(rect, plate.radius, plate.radius)
    if plate.fill:
        painter.fillPath(path, QBrush(colour(tones.of(plate.fill), plate.alpha)))
    if plate.edge:
        painter.strokePath(path, _pen(plate.edge, plate.width, 1.0, plate.dashed, tones))


def _stroke(painter: QPainter, stroke: Stroke, tones: Tones) -> None:
    path = QPainterPath(QPointF(*stroke.points[0]))
    for (x0, y0), (x1, y1) in zip(stroke.points, stroke.points[1:], strict=False):
        if stroke.bend == "v":
            path.cubicTo(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, x1, y1)
        elif stroke.bend == "h":
            path.cubicTo((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, x1, y1)
        else:
            path.lineTo(x1, y1)
    painter.strokePath(path, _pen(stroke.tone, stroke.width, stroke.alpha, stroke.dashed, tones))
    if stroke.arrow:
        end, degrees = path.pointAtPercent(1.0), path.angleAtPercent(0.98)
        head = QPainterPath(end)
        for side in (150.0, -150.0):
            turn = (degrees + side) * pi / 180
            head.lineTo(end + QPointF(cos(turn), -sin(turn)) * (5.0 + stroke.width))
        head.closeSubpath()
        painter.fillPath(head, colour(tones.of(stroke.tone), stroke.alpha))


def _ribbon(painter: QPainter, ribbon: Ribbon, tones: Tones) -> None:
    (x0, top0, bottom0), (x1, top1, bottom1) = ribbon.start, ribbon.end
    middle = (x0 + x1) / 2
    path = QPainterPath(QPointF(x0, top0))
    path.cubicTo(middle, top0, middle, top1, x1, top1)
    path.lineTo(x1, bottom1)
    path.cubicTo(middle, bottom1, middle, bottom0, x0, bottom0)
    path.closeSubpath()
    painter.fillPath(path, colour(tones.of(ribbon.tone), ribbon.alpha))


def _pen(tone: str, width: float, alpha: float, dashed: bool, tones: Tones) -> QPen:
    made = pen(tones.of(tone), width, alpha)
    if dashed:
        made.setCapStyle(Qt.PenCapStyle.FlatCap)
        made.setDashPattern([4.0, 3.0])
    return made
