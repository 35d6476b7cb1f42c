"""Colours of the page and the strokes it is made of: outlined text, halos, chips, lines. Everything in page units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPainterPath, QPen, QTransform

from wespace_desktop.picture.fonts import ASCENT, DESCENT, text_outline, text_pieces, text_width

PAPER, INK, MUTED, HAIRLINE = "#F6F4EF", "#22272E", "#565D66", "#D8D4CB"
GAIN, GAIN_GROUND, HARM, HARM_GROUND = "#0A6B4C", "#DDEFE6", "#A8431A", "#F8E5DA"
WARN, WARN_GROUND = "#8A5200", "#FBEFD6"
TAG_COLOURS = ("#3A4048", "#0E5A46", "#7A4B2A", "#46527A")
#: Layer words on white need 4.5:1; the catalogue's hues are made for areas, so words take a deeper tone of them.
_LEAST_CONTRAST = 4.6


@dataclass(frozen=True)
class Text:
    """One line of text. `x` is its left edge (right edge, centre), `y` its baseline, `px` the em; page units."""

    text: str
    x: float
    y: float
    px: float
    bold: bool = False
    colour: str = INK
    align: str = "left"
    role: str = ""

    @property
    def width(self) -> float:
        return text_width(self.text, self.px, self.bold)

    @property
    def rect(self) -> QRectF:
        """The box that the line takes, ascenders and descenders included."""
        left = self.x - {"left": 0.0, "centre": 0.5, "right": 1.0}[self.align] * self.width
        return QRectF(left, self.y - ASCENT * self.px, self.width, (ASCENT + DESCENT) * self.px)


def colour(text: str, alpha: float = 1.0) -> QColor:
    """`#RRGGBB` or `RRGGBB` with an opacity."""
    made = QColor(text if text.startswith("#") else f"#{text}")
    made.setAlphaF(alpha)
    return made


def rgb_text(rgb: np.ndarray) -> str:
    """(3,) uint8 -> `#RRGGBB`."""
    return "#" + "".join(f"{int(c):02X}" for c in rgb)


def word_colour(hue: str) -> str:
    """The hue, darkened until words in it read on white."""
    made = colour(hue)
    while contrast(made.name(), "#FFFFFF") < _LEAST_CONTRAST and made.value() > 8:
        made = QColor.fromHsv(made.hsvHue(), min(255, made.hsvSaturation() + 6), made.value() - 6)
    return made.name()


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours, 1..21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(text: str) -> float:
    made = colour(text)
    channels = (made.redF(), made.greenF(), made.blueF())
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def outline(line: Text) -> QPainterPath:
    """The line's letters where they stand on the page."""
    path, _ = text_outline(line.text, line.bold)
    scale = line.px / 1000
    return QTransform(scale, 0, 0, scale, line.rect.left(), line.y).map(path)


def draw_text(painter: QPainter, line: Text, halo: float = 0.0) -> None:
    """Fill the letters; `halo` is the width of a white rim around them. In a PDF they stay letters over the rim."""
    if painter.paintEngine().type() == QPaintEngine.Type.Pdf:
        _write(painter, line, halo)
        return
    path = outline(line)
    if halo > 0:
        rim = QPen(colour("#FFFFFF", 0.92), halo * 2)
        rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, rim)
    painter.fillPath(path, colour(line.colour))


def _write(painter: QPainter, line: Text, halo: float) -> None:
    """Words that can be searched and copied, exactly where their outlines would be."""
    if halo > 0:
        rim = QPen(colour("#FFFFFF", 0.92), halo * 2)
        rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(outline(line), rim)
    font, pieces = text_pieces(line.text, line.bold)
    painter.save()
    painter.translate(line.rect.left(), line.y)
    painter.scale(line.px / 1000, line.px / 1000)
    painter.setFont(font)
    painter.setPen(colour(line.colour))
    for piece, x in pieces:
        painter.drawText(QPointF(x, 0.0), piece)
    painter.restore()


def draw_turned(painter: QPainter, line: Text, degrees: float, halo: float) -> None:
    """A centred line of text turned about its middle, at the half height of its capitals."""
    painter.save()
    painter.translate(line.x, line.y)
    painter.rotate(degrees)
    centred = Text(line.text, 0.0, line.px * 0.36, line.px, line.bold, line.colour, "centre")
    draw_text(painter, centred, halo)
    painter.restore()


def fill_box(painter: QPainter, box: QRectF, fill: QColor, radius: float = 0.0) -> None:
    """A filled box without an edge line."""
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.fillPath(path, fill)


def draw_line(painter: QPainter, a: QPointF, b: QPointF, pen: QPen) -> None:
    path = QPainterPath(a)
    path.lineTo(b)
    painter.strokePath(path, pen)


def pen(text: str, width: float, alpha: float = 1.0) -> QPen:
    """A round pen in page units."""
    made = QPen(colour(text, alpha), width)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    return made
