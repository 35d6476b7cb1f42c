"""Freed space on a slide: the Sankey of the window as native shapes, its words as text boxes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.ink import INK, MUTED, PAPER
from wespace_desktop.picture.sankey import BY_WORDS, FORM_WORDS, HUES, USE_WORDS, Node, area_words, headline, lay_out
from wespace_desktop.picture.sheet import Sheet, SheetLang, first_lang
from wespace_desktop.picture.slide_parts import LEADING, LEAST_PT, Outline, Panel, Para, Part, TextBox, fitted, wide
from wespace_desktop.picture.slide_words import in_langs
from wespace_desktop.scene.freed import Flow, Freed, freed
from wespace_desktop.scene.part import Scene

_HEAD_PT, _AIR = 14.0, 6.0
#: Lower than this, the boxes of six uses would have no room for their words.
_LEAST_HIGH = 110.0
#: Points along each edge of a ribbon, which is a curve on screen.
_STEPS = 16


def frees(scene: Scene, sheet: Sheet) -> bool:
    """Whether any ground is set free between the two panes of a slide."""
    return len(sheet.panes) > 1 and any(f.area_m2 for f in freed(scene, sheet.panes[0], sheet.panes[-1]).flows)


def flow_parts(scene: Scene, sheet: Sheet, area: Box) -> list[Part]:
    """From which parking, by whom, to what use; nothing where nothing is set free or the room is too low."""
    if len(sheet.panes) < 2:
        return []
    told = freed(scene, sheet.panes[0], sheet.panes[-1])
    if not any(f.area_m2 for f in told.flows) or area[3] - area[1] < _LEAST_HIGH:
        return []
    heads = (t for _, t in in_langs(headline(told), sheet.lang))
    titles = tuple(fitted(t, area[2] - area[0], (_HEAD_PT, 13.0, LEAST_PT), 1, True) for t in heads)
    top = area[1] + sum(t.height for t in titles) + _AIR
    parts: list[Part] = [TextBox((area[0], area[1], area[2], top - _AIR), titles, "Freed space")]
    # What the data keeps silent about is said under the table and in the notes.
    # Other typefaces run wider than ours: the words get that much more room at both sides.
    room = QRectF(area[0] + _SLACK, top, area[2] - area[0] - 2 * _SLACK, area[3] - top)
    made = lay_out(room, replace(told, silent=()), sheet.lang, LEAST_PT, tight=True)
    slots = [node.slot for node in made.nodes]
    if min(slot.top() for slot in slots) < top - 2 or max(slot.bottom() for slot in slots) > area[3] + 2:
        return []  # no room for all words: the table and the notes say it
    for flow, paths in zip(told.flows, made.bands, strict=True):
        parts += [_ribbon(path, flow, sheet.lang) for path in paths]
    for node in made.nodes:
        box = (node.box.left(), node.box.top(), node.box.right(), node.box.bottom())
        parts.append(Panel(box, HUES.get(node.key, MUTED), name=f"Box {node.title}"))
    return [*parts, *(_words(node) for node in made.nodes)]


def flow_notes(told: Freed, lang: SheetLang) -> list[str]:
    """What the speaker reads of it, with the forms of parking that the data keeps silent about."""
    one = first_lang(lang)
    lines = [_said(f, lang) for f in told.flows]
    return lines + [f"{FORM_WORDS[form].in_(one)}: {words.in_(one)}" for form, words in told.silent]


def _said(flow: Flow, lang: SheetLang) -> str:
    words = (FORM_WORDS[flow.form], BY_WORDS[flow.by], USE_WORDS[flow.use])
    told = " → ".join(w.in_(first_lang(lang)) for w in words)
    return f"{told}: {area_words(flow.area_m2, first_lang(lang))}"


def _ribbon(path: QPainterPath, flow: Flow, lang: SheetLang) -> Outline:
    """What nobody had to decide has a dashed edge: a second sign beside the word."""
    edge = INK if flow.by == "demand" else ""
    return Outline(_points(path), HUES[flow.use], 0.6, f"Flow to {flow.use}", _said(flow, lang), edge)


def _points(path: QPainterPath) -> tuple[tuple[float, float], ...]:
    """The ribbon as a polygon; a path of picture.sankey is a curve, an edge, a curve back and an edge."""
    first, corner = path.elementAt(0), path.elementAt(3)
    low, back = path.elementAt(4), path.elementAt(7)
    upper = [_between((first.x, first.y), (corner.x, corner.y), k / _STEPS) for k in range(_STEPS + 1)]
    lower = [_between((low.x, low.y), (back.x, back.y), k / _STEPS) for k in range(_STEPS + 1)]
    return (*upper, *lower)


def _between(a: tuple[float, float], b: tuple[float, float], t: float) -> tuple[float, float]:
    """The curve whose two handles stand half way across, at the height of their ends."""
    u = 1 - t
    x = a[0] * u**3 + 1.5 * (a[0] + b[0]) * u * t + b[0] * t**3
    y = a[1] * (u**3 + 3 * u * u * t) + b[1] * (3 * u * t * t + t**3)
    return x, y


def _words(node: Node) -> TextBox:
    """Beside the box of its node; in the middle on a light ground, for ribbons run under it."""
    lines = (node.title, *node.amounts)
    high = len(lines) * LEAST_PT * LEADING
    top = node.box.center().y() - high / 2
    broad = max(wide(w, LEAST_PT, not i) for i, w in enumerate(lines)) + 2
    left = node.box.left() - _GAP - broad if node.column == 0 else node.box.right() + _GAP
    align = "right" if node.column == 0 else "left"
    paras = tuple(Para((w,), LEAST_PT, not i, MUTED if i else INK, align) for i, w in enumerate(lines))  # type: ignore[arg-type]
    fill = PAPER if node.column == 1 else ""
    return TextBox((left, top, left + broad, top + high), paras, f"Flow {node.title}", fill, 0.72)


_GAP, _SLACK = 5.0, 6.0
