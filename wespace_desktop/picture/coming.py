"""The key of what is not there yet: a dashed outline is planned, a hatched one under way."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from wespace_desktop.model.state import Moment, Phase
from wespace_desktop.model.words import Words
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.fonts import text_width
from wespace_desktop.picture.gauges import EDGE, compass_box
from wespace_desktop.picture.ink import INK, Text, colour, draw_text, fill_box, pen
from wespace_desktop.picture.sheet import SheetLang, said

PHASES: dict[Phase, Words] = {
    "planned": Words("已计划", "Planned"), "under_way": Words("进行中", "Under way"),
}  # fmt: skip
_PX, _HIGH, _PAD, _GAP = 14.0, 32.0, 12.0, 8.0
_SWATCH = (30.0, 15.0)
_GROUND = 0.91


def coming_in(now: Moment) -> tuple[Phase, ...]:
    """Which marks a picture of a moment shows, in the order of the key."""
    shown: tuple[tuple[Phase, Collection[str]], ...] = (("planned", now.planned), ("under_way", now.under_way))
    return tuple(phase for phase, keys in shown if keys)


def together(*told: tuple[Phase, ...]) -> tuple[Phase, ...]:
    """What is in any of them, each once."""
    return tuple(phase for phase in PHASES if any(phase in one for one in told))


def coming_box(coming: tuple[Phase, ...], size: tuple[float, float], scale: Box | None, lang: SheetLang) -> Box:
    """Right of the scale bar, or over it where the pane is narrow."""
    wide = _PAD + sum(_SWATCH[0] + _GAP + text_width(said(PHASES[p], lang), _PX) + _PAD for p in coming)
    bottom = size[1] - EDGE
    left = EDGE if scale is None else scale[2] + _GAP
    if scale is not None and left + wide > compass_box(size)[0] - _GAP:
        left, bottom = EDGE, scale[1] - _GAP
    return left, bottom - _HIGH, left + wide, bottom


def draw_coming(painter: QPainter, coming: tuple[Phase, ...], box: Box, lang: SheetLang) -> None:
    """The swatches with their words."""
    left, top, right, bottom = box
    fill_box(painter, QRectF(left, top, right - left, bottom - top), colour("#FFFFFF", _GROUND), 3.0)
    x, middle = left + _PAD, (top + bottom) / 2
    for phase in coming:
        _draw_swatch(painter, phase, QRectF(x, middle - _SWATCH[1] / 2, *_SWATCH))
        line = Text(said(PHASES[phase], lang), x + _SWATCH[0] + _GAP, middle + _PX * 0.36, _PX)
        draw_text(painter, line)
        x += _SWATCH[0] + _GAP + line.width + _PAD


def _draw_swatch(painter: QPainter, phase: Phase, rect: QRectF) -> None:
    border = QPainterPath()
    border.addRect(rect)
    line = pen(INK, 1.6)
    if phase == "planned":
        line.setStyle(Qt.PenStyle.CustomDashLine)
        line.setDashPattern([2.6, 1.9])
        painter.strokePath(border, line)
        return
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setPen(line)
    for k in range(7):
        x = rect.left() - rect.height() + k * 7.5
        painter.drawLine(QLineF(x, rect.bottom(), x + rect.height(), rect.top()))
    painter.restore()
    painter.strokePath(border, line)

