"""The stamp on a picture whose changes name gains and no harm: painted with the frame, so that nothing switches it off.

The rule: something that stands names a gain, and nothing that stands names a harm (no `minus`, no words under `harms`).
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath

from wespace_desktop.model.scenario import Intervention
from wespace_desktop.model.state import standing
from wespace_desktop.model.words import Words
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.fonts import ASCENT, DESCENT, text_width
from wespace_desktop.picture.ink import WARN, WARN_GROUND, Text, colour, draw_text, fill_box, pen
from wespace_desktop.picture.sheet import PaneSpec
from wespace_desktop.scene.part import Scene

BENEFITS_ONLY = Words("仅展示收益", "benefits only")
#: Always in both languages, like the statement that it is no prediction.
STAMP_TEXT = f"{BENEFITS_ONLY.zh} / {BENEFITS_ONLY.en}"
_PX, _PAD, _HIGH, _EDGE = 24.0, 18.0, 46.0, 16.0
#: Over the row of scale bar, key and compass, however wide they are.
_FOOT = 74.0


def benefits_only(changes: Iterable[Intervention]) -> bool:
    """Whether these changes name gains and not one harm."""
    told = tuple(changes)
    return any(c.plus or c.gains for c in told) and not any(c.minus or c.harms for c in told)


def is_one_sided(scene: Scene, spec: PaneSpec) -> bool:
    """Whether what stands in a pane says only what it is good for."""
    plan = scene.plan(spec.scenario)
    keys = standing(plan, spec.year, spec.layers, spec.line)
    return benefits_only(c.intervention for c in plan.changes if plan.key(c) in keys)


def stamp_box(size: tuple[float, float], within: Box | None = None) -> Box:
    """Low in the pane, in the middle of the part that is painted: clear of tag, scale bar, key and compass."""
    left, _, right, bottom = within or (0.0, 0.0, *size)
    wide = text_width(STAMP_TEXT, _px(right - left), True) + 2 * _PAD
    middle = (left + right) / 2
    return middle - wide / 2, bottom - _FOOT - _HIGH, middle + wide / 2, bottom - _FOOT


def draw_stamp(painter: QPainter, size: tuple[float, float], within: Box | None = None) -> None:
    """Amber words in an amber frame, in page units; a narrow pane has smaller ones."""
    left, top, right, bottom = stamp_box(size, within)
    box = QRectF(left, top, right - left, bottom - top)
    fill_box(painter, box, colour(WARN_GROUND, 0.97), 3.0)
    edge = QPainterPath()
    edge.addRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), 2.0, 2.0)
    painter.strokePath(edge, pen(WARN, 2.2))
    px = _px(size[0] if within is None else within[2] - within[0])
    base = (top + bottom) / 2 + px * (ASCENT - DESCENT) / 2
    draw_text(painter, Text(STAMP_TEXT, (left + right) / 2, base, px, True, WARN, "centre", "benefits only"))


def _px(room: float) -> float:
    return _PX * min(1.0, max(0.3, (room - 2 * _EDGE - 2 * _PAD) / text_width(STAMP_TEXT, _PX, True)))
