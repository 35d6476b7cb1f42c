"""Layers as small drawings of their own marks, so that shape as well as hue tells them apart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from wespace_desktop.picture.ink import colour, fill_box, pen, rgb_text
from wespace_desktop.scene import style


def draw_mark(painter: QPainter, box: QRectF, mark: str, hue: str) -> None:
    """A layer's mark, drawn in a box about 1.6 times as wide as high: by name, or stroke by stroke as the catalogue
    writes it (`fill hue 4,12 20,1 35,12; dot white 2 20,8`). Unknown marks are a square of the hue.
    """
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / 40.0, box.height() / 25.0)
    if mark in _MARKS:
        _MARKS[mark](painter, hue)
    elif not _strokes(painter, mark, hue):
        _square(painter, hue)
    painter.restore()


def _ribbon(painter: QPainter, hue: str) -> None:
    fill_box(painter, QRectF(0, 4, 40, 17), colour(hue))
    edge = pen(rgb_text(style.AV_EDGE), 1.4)
    for y in (4.7, 20.3):
        _stroke(painter, [(0.7, y), (39.3, y)], edge)
    chevron = pen(rgb_text(style.AV_CHEVRON), 2.4)
    for x in (8.0, 17.5, 27.0):
        _stroke(painter, [(x, 8.6), (x + 4.4, 12.5), (x, 16.4)], chevron)


def _gable(painter: QPainter, hue: str) -> None:
    fill_box(painter, QRectF(4, 21, 32, 3), colour(rgb_text(style.POD_DECK)))
    fill_box(painter, QRectF(9, 10, 22, 11), colour(rgb_text(style.POD_TIMBER)))
    fill_box(painter, QRectF(16.5, 13, 7, 8), colour(rgb_text(style.POD_GLASS)))
    _fill(painter, [(5, 12), (20, 1), (35, 12)], hue)


def _ring(painter: QPainter, hue: str) -> None:
    path = QPainterPath()
    path.addEllipse(QRectF(2.0, 2.5, 36, 20))
    painter.fillPath(path, colour(hue, 0.16))
    painter.strokePath(path, pen(hue, 2.0))
    hub = QPainterPath()
    hub.addEllipse(QPointF(20, 12.5), 4.2, 4.2)
    painter.fillPath(hub, colour(hue))


def _lawn(painter: QPainter, hue: str) -> None:
    lawn = QPainterPath()
    lawn.addRoundedRect(QRectF(1, 1.5, 38, 22), 3, 3)
    painter.fillPath(lawn, colour(hue))
    painter.save()
    painter.setClipPath(lawn, Qt.ClipOperation.IntersectClip)
    path = pen(rgb_text(style.LAWN_PATH), 2.6)
    _stroke(painter, [(0, 21), (17, 12), (40, 3)], path)
    _stroke(painter, [(17, 12), (30, 25)], path)
    painter.restore()
    painter.strokePath(lawn, pen(rgb_text(style.LAWN_EDGE), 1.4))
    for i, (x, y, r) in enumerate(((9, 8.5, 4.0), (33, 13.5, 3.6), (13.5, 19.5, 2.8))):
        tree = QPainterPath()
        tree.addEllipse(QPointF(x, y), r, r)
        painter.fillPath(tree, colour(rgb_text(style.NEW_TREES[(0, 2, 0)[i]])))


def _strokes(painter: QPainter, mark: str, hue: str) -> bool:
    """Draws what it can read of the catalogue's strokes; whether there was any."""
    drawn = False
    for stroke in mark.split(";"):
        words = stroke.split()
        if len(words) < 3 or words[0] not in ("fill", "line", "dot", "ring"):
            continue
        points = [(float(x), float(y)) for x, _, y in (w.partition(",") for w in words if "," in w)]
        sizes = [float(w) for w in words[2:] if "," not in w]
        _stroke_of(painter, words[0], tint(words[1], hue), (sizes, points))
        drawn = True
    return drawn


def _stroke_of(
    painter: QPainter, kind: str, shade: str, where: tuple[list[float], list[tuple[float, float]]]
) -> None:
    sizes, points = where
    if kind == "fill":
        _fill(painter, points, shade)
    elif kind == "line":
        _stroke(painter, points, pen(shade, sizes[0]))
    else:
        for x, y in points:
            path = QPainterPath()
            path.addEllipse(QPointF(x, y), sizes[-1], sizes[-1])
            if kind == "dot":
                painter.fillPath(path, colour(shade))
            else:
                painter.strokePath(path, pen(shade, sizes[0]))


def tint(name: str, hue: str) -> str:
    """`hue`, or the hue mixed with white (`pale`) or black (`dark`), `white`, or any RRGGBB."""
    other = {"pale": (255.0, 0.62), "dark": (0.0, 0.4)}.get(name)
    if other is None:
        return {"hue": hue, "white": "FFFFFF"}.get(name, name)
    text = hue.lstrip("#")
    channels = (int(text[i : i + 2], 16) for i in (0, 2, 4))
    return "".join(f"{round(c + (other[0] - c) * other[1]):02X}" for c in channels)


def _square(painter: QPainter, hue: str) -> None:
    fill_box(painter, QRectF(9, 2, 22, 21), colour(hue), 3.0)


def _stroke(painter: QPainter, points: list[tuple[float, float]], line: QPen) -> None:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    painter.strokePath(path, line)


def _fill(painter: QPainter, points: list[tuple[float, float]], hue: str) -> None:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*p) for p in points]))
    path.closeSubpath()
    painter.fillPath(path, colour(hue))


_MARKS: dict[str, Callable[[QPainter, str], None]] = {"ribbon": _ribbon, "gable": _gable, "ring": _ring, "lawn": _lawn}
