"""The key of the change lens: signs, words and numbers of what was added, removed, converted and moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from wespace_desktop.model.quantity import figures
from wespace_desktop.model.words import Words
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.fonts import text_width
from wespace_desktop.picture.gauges import EDGE, Tag, tag_box
from wespace_desktop.picture.ink import INK, MUTED, Text, colour, draw_text, fill_box, pen
from wespace_desktop.picture.pane import PaneLook, in_units
from wespace_desktop.picture.sheet import PaneSpec, SheetLang, first_lang
from wespace_desktop.scene.ledger import Entry, ledger, sum_stalls
from wespace_desktop.scene.part import Scene

ADDED, REMOVED, CONVERTED, MOVED = "#007A59", "#B94A12", "#6A45B5", "#46527A"
_UNCHANGED = "#C9C7C1"
#: Sign, what it says, its colour, and the ledger's kinds that it counts.
_SIGNS: tuple[tuple[str, Words, str, tuple[str, ...]], ...] = (
    ("+", Words("新增", "Added"), ADDED, ("added",)),
    ("–", Words("移除", "Removed"), REMOVED, ("removed",)),
    ("⇄", Words("转换", "Converted"), CONVERTED, ("converted",)),
    ("↻", Words("改变用途", "New use"), CONVERTED, ("retagged",)),
    ("→", Words("移动", "Moved"), MOVED, ("moved",)),
)
_SAME = Words("不变", "Unchanged")
_PX, _SMALL_PX, _SIGN_PX = 17.0, 14.0, 16.0
_BADGE, _PAD, _GAP, _ROW = 20.0, 12.0, 22.0, 30.0
_HIGH = 40.0


@dataclass(frozen=True)
class LensKey:
    """One line of the key: a sign in its colour, what it says, and how many; a sign '' is what stays."""

    sign: str
    words: Words
    hue: str
    count: Words = Words()


def key_of_lens(scene: Scene, before: PaneSpec, after: PaneSpec) -> tuple[LensKey, ...]:
    """What the ledger finds between two panes, kind by kind; what does not occur is left out, but never a loss of
    parking: stalls that go count as removed, whatever stands in their place.
    """
    plain = [replace(spec, selected=(), hovered="", tag="", camera=before.camera) for spec in (before, after)]
    return _key(scene, plain[0], plain[1])


@lru_cache(maxsize=8)
def _key(scene: Scene, before: PaneSpec, after: PaneSpec) -> tuple[LensKey, ...]:
    entries = ledger(scene, before, after)
    counts = Counter[str]()
    for entry in entries:
        counts[entry.kind] += entry.count
    found = []
    for sign, words, hue, kinds in _SIGNS:
        told = [Words(figures(n), figures(n)) for n in (sum(counts[k] for k in kinds),) if n]
        stalls = _stalls(entries) if sign == "–" else None
        if stalls is not None:
            told.append(stalls)
        if told:
            count = Words(" + ".join(t.zh for t in told), " + ".join(t.en for t in told))
            found.append(LensKey(sign, words, hue, count))
    return (*found, LensKey("", _SAME, _UNCHANGED))


def _stalls(entries: tuple[Entry, ...]) -> Words | None:
    """Stalls that go, the middle estimate; None when none go."""
    total = sum_stalls(e.stalls for e in entries)
    if total is None or total.central <= 0:
        return None
    about = replace(total, low=total.central, high=total.central)
    mark = "" if total.is_exact else "≈ "
    return Words(mark + about.text("zh"), mark + about.text("en"))


def lens_look(left: PaneLook, right: PaneLook, key: tuple[LensKey, ...], size: tuple[float, float]) -> PaneLook:
    """The look of the frame: names of what stands now, a tag that says from what to what, room for the key."""
    tag = right.tag
    if tag is not None and left.tag is not None:
        tag = Tag(f"{left.tag.big} → {tag.big}", tag.small, tag.ground)
    made = replace(right, tag=tag)
    # Room for the longer words, so that names stand in the same places in every language.
    return replace(made, blocked=(*right.blocked, key_box(made, key, size, "both"))) if key else made


def key_box(look: PaneLook, key: tuple[LensKey, ...], size: tuple[float, float], lang: SheetLang) -> Box:
    """Under the tag: one row where that fits, else a list."""
    top = _top(look.tag is not None and look.furniture.tags)
    widths = [_wide(k, lang) for k in key]
    row = sum(widths) + _GAP * (len(key) - 1) + 2 * _PAD
    if row <= size[0] - 2 * EDGE:
        return EDGE, top, EDGE + row, top + _HIGH
    return EDGE, top, EDGE + max(widths) + 2 * _PAD, top + len(key) * _ROW + 10


def _top(has_tag: bool) -> float:
    return tag_box(Tag("0"), (1e6, 1e6))[3] + 8.0 if has_tag else EDGE


def paint_key(painter: QPainter, rect: QRectF, look: PaneLook, key: tuple[LensKey, ...]) -> None:
    """Signs, words and numbers in their box."""
    if not key or not look.furniture.legend:
        return
    painter.save()
    size = in_units(painter, rect, look.unit)
    left, top, right, bottom = key_box(look, key, size, look.lang)
    fill_box(painter, QRectF(left, top, right - left, bottom - top), colour("#FFFFFF", 0.93), 3.0)
    in_row = bottom - top == _HIGH
    at = QPointF(left + _PAD, top + _HIGH / 2 if in_row else top + 5 + _ROW / 2)
    for one in key:
        _draw_one(painter, one, at, look.lang)
        at += QPointF(_wide(one, look.lang) + _GAP, 0.0) if in_row else QPointF(0.0, _ROW)
    painter.restore()


def _texts(key: LensKey, at: QPointF, lang: SheetLang) -> list[Text]:
    """The words from the badge's left middle on: what it is, in Chinese beside it on a bilingual picture, how many."""
    x, y = at.x() + _BADGE + 8, at.y() + _PX * 0.36
    main = Text(key.words.in_(first_lang(lang)), x, y, _PX, False, INK)
    texts, x = [main], x + main.width
    if lang == "both":
        other = Text(key.words.zh, x + 6, y, _SMALL_PX, False, MUTED)
        texts, x = [*texts, other], x + 6 + other.width
    if key.count:
        texts.append(Text(key.count.in_(first_lang(lang)), x + 7, y, _PX, True, INK))
    return texts


def _wide(key: LensKey, lang: SheetLang) -> float:
    last = _texts(key, QPointF(0, 0), lang)[-1]
    return last.x + text_width(last.text, last.px, last.bold)


def _draw_one(painter: QPainter, key: LensKey, at: QPointF, lang: SheetLang) -> None:
    badge = QPainterPath()
    box = QRectF(at.x(), at.y() - _BADGE / 2, _BADGE, _BADGE)
    badge.addRoundedRect(box, *((_BADGE / 2,) * 2 if key.sign else (3.0, 3.0)))
    painter.fillPath(badge, colour(key.hue))
    if not key.sign:
        painter.strokePath(badge, pen(MUTED, 0.8, 0.6))
    else:
        draw_text(painter, Text(key.sign, box.center().x(), at.y() + 5.6, _SIGN_PX, True, "#FFFFFF", "centre"))
    for text in _texts(key, at, lang):
        draw_text(painter, text)
