"""The chip of a layer: the mark that lies on the ground, small: ribbon with chevrons, gable, ring, lawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from wespace_desktop.model.layer import Layer
from wespace_desktop.picture.marks import draw_mark


def paint_chip(painter: QPainter, area: QRectF, layer: Layer) -> None:
    """About 16 x 12 pixels; a mark without a small form of its own is drawn as in the legend."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    hue = QColor(layer.hue if layer.hue.startswith("#") else f"#{layer.hue}")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hue)
    chip = {"ribbon": _ribbon, "gable": _gable, "ring": _ring, "lawn": _lawn}.get(layer.mark)
    if chip is not None:
        chip(painter, area, hue)
    else:
        wide = QRectF(0, 0, area.width() + 3, (area.width() + 3) / 1.6)
        wide.moveCenter(area.center())
        draw_mark(painter, wide, layer.mark, layer.hue)
    painter.restore()


def _ribbon(painter: QPainter, area: QRectF, hue: QColor) -> None:
    painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 2, 2)
    painter.setPen(QPen(QColor("#FFFFFF"), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                        Qt.PenJoinStyle.RoundJoin))  # fmt: skip
    middle = area.center().y()
    for x in (area.left() + 4.5, area.left() + 8.5):
        painter.drawPolyline([QPointF(x, middle - 2.4), QPointF(x + 2.6, middle), QPointF(x, middle + 2.4)])


def _gable(painter: QPainter, area: QRectF, hue: QColor) -> None:
    x, top, bottom = area.center().x(), area.top() - 0.5, area.bottom()
    painter.drawPolygon(QPolygonF([
        QPointF(x, top), QPointF(x + 6.5, top + 5.5), QPointF(x + 4.6, top + 5.5), QPointF(x + 4.6, bottom),
        QPointF(x - 4.6, bottom), QPointF(x - 4.6, top + 5.5), QPointF(x - 6.5, top + 5.5),
    ]))  # fmt: skip


def _ring(painter: QPainter, area: QRectF, hue: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(hue, 1.8))
    painter.drawEllipse(area.center(), 6.8, 4.8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hue)
    painter.drawEllipse(area.center(), 2.3, 2.3)


def _lawn(painter: QPainter, area: QRectF, hue: QColor) -> None:
    box = area.adjusted(0, 0.5, 0, -0.5)
    painter.drawRoundedRect(box, 2, 2)
    clip = QPainterPath()
    clip.addRoundedRect(box, 2, 2)
    painter.setClipPath(clip)
    painter.setPen(QPen(QColor("#F4F3EE"), 1.8))
    painter.drawLine(box.bottomLeft() + QPointF(1, 1), box.topRight() + QPointF(-3, -1))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hue.darker(190))
    painter.drawEllipse(QPointF(box.left() + 4, box.top() + 3.4), 1.9, 1.9)
    painter.drawEllipse(QPointF(box.right() - 3.6, box.bottom() - 3.4), 1.9, 1.9)
