"""The strip under the panes: visible layers with their numbers, then gains and harms, equally plain."""

from __future__ import annotations

from dataclasses import dataclass

from wespace_desktop.model.words import Words
from wespace_desktop.picture.block import Block, Fill, Mark, Style, paragraph, together
from wespace_desktop.picture.breaking import elide
from wespace_desktop.picture.content import BENEFITS_ONLY, GAINS, HARMS, Content, Entry
from wespace_desktop.picture.fonts import text_width
from wespace_desktop.picture.ink import (
    GAIN,
    GAIN_GROUND,
    HAIRLINE,
    HARM,
    HARM_GROUND,
    INK,
    MUTED,
    WARN,
    WARN_GROUND,
    Text,
)
from wespace_desktop.picture.sheet import SheetLang, first_lang, said

_MARK_W, _MARK_H = 50.0, 31.0
_TITLE_PX, _OTHER_PX, _FIGURE_PX, _SPREAD_PX, _NOTE_PX = 20.0, 17.0, 29.0, 16.0, 14.5
_COLUMN_LEAST, _COMPACT_LEAST = 330.0, 300.0
_ROW, _NOTE_ROW, _COMPACT_ROW = 74.0, 20.0, 34.0
_EFFECT_PX, _EFFECT_PAD = 17.0, 14.0
COLUMN_GAP = 12.0
_SIDE_GAP = 4.0
_SIDES: dict[tuple[bool, ...], Words] = {
    (True, True): Words("两侧", "both"),
    (True, False): Words("左侧", "left"),
    (False, True): Words("右侧", "right"),
    (False, False): Words("无", "none"),
}


@dataclass(frozen=True)
class Shown:
    """Which pieces of the strip are switched on."""

    legend: bool = True
    figures: bool = True
    effects: bool = True


def strip(entries: tuple[Entry, ...], width: float, lang: SheetLang, shown: Shown) -> Block:
    """One column for each layer: mark and name over its number. Many layers become a compact list."""
    if not entries:
        return Block()
    columns = max(1, min(len(entries), int(width // _COLUMN_LEAST)))
    rows = -(-len(entries) // columns)
    if rows > 2:
        return _compact(entries, width, lang, shown)
    columns = -(-len(entries) // rows)
    high = _ROW + (_NOTE_ROW if any(e.note for e in entries) else 0.0)
    # Columns keep the panes' own gap between them, so that two or four of them stand under the panes' edges.
    step = (width + COLUMN_GAP) / columns
    parts = [
        _column(entry, step - 36, lang, shown).moved(i % columns * step, i // columns * (high + 10))
        for i, entry in enumerate(entries)
    ]
    rules = tuple(
        (c * step - 26, r * (high + 10) + 3, c * step - 26, r * (high + 10) + high - 6)
        for r in range(rows)
        for c in range(1, min(columns, len(entries) - r * columns))
    )
    return together([*parts, Block(rules=rules)], rows * high + (rows - 1) * 10)


def _column(entry: Entry, width: float, lang: SheetLang, shown: Shown) -> Block:
    texts: list[Text] = []
    x = _MARK_W + 16
    room = width - x
    if shown.legend or shown.figures:
        texts += _names(entry, x, 23.0, room, lang)
    if shown.figures and entry.figure:
        main = first_lang(lang)
        figure = Text(elide(entry.figure.in_(main), room, _FIGURE_PX, True), x, 58.0, _FIGURE_PX, True, role="figure")
        texts.append(figure)
        spread = entry.spread.in_(main)
        if spread and figure.width + 12 + text_width(spread, _SPREAD_PX) <= room:
            texts.append(Text(spread, x + figure.width + 12, 58.0, _SPREAD_PX, False, MUTED, role="figure"))
    note = _note(entry.note, room, lang)
    if shown.legend and note:
        texts.append(Text(note, x, 81.0, _NOTE_PX, False, WARN, role="legend"))
    mark = Mark((0.0, 4.0, _MARK_W, 4.0 + _MARK_H), entry.mark, entry.hue, "legend")
    if not shown.legend:
        return Block(_ROW, tuple(texts))
    return together([Block(_ROW, tuple(texts), marks=(mark,)), _side_mark(entry, lang)], _ROW)


def _side_mark(entry: Entry, lang: SheetLang) -> Block:
    """Under the layer's mark: on which side of the handle it stands, as two halves and in a word."""
    if not entry.sides:
        return Block()
    half = (_MARK_W - _SIDE_GAP) / 2
    fills = tuple(
        Fill((i * (half + _SIDE_GAP), 41.0, i * (half + _SIDE_GAP) + half, 47.0), INK if there else HAIRLINE, 1.5)
        for i, there in enumerate(entry.sides)
    )
    word = _SIDES[entry.sides].in_(first_lang(lang))
    return Block(texts=(Text(word, _MARK_W / 2, 63.0, _NOTE_PX, False, MUTED, "centre", "legend"),), fills=fills)


def _note(note: Words, room: float, lang: SheetLang) -> str:
    """Both languages where they fit beside each other, else the one that comes first."""
    if not note:
        return ""
    whole = said(note, lang, " · ")
    if lang == "both" and text_width(whole, _NOTE_PX) > room:
        whole = note.en
    return elide(whole, room, _NOTE_PX)


def _names(entry: Entry, x: float, y: float, room: float, lang: SheetLang) -> list[Text]:
    """The longest of full and short name that fits; on a bilingual sheet the Chinese beside the English."""
    for words in (entry.title, entry.short):
        first = words.in_(first_lang(lang))
        second = words.zh if lang == "both" and words.zh != first else ""
        wide = text_width(first, _TITLE_PX, True)
        if wide + (text_width(second, _OTHER_PX) + 10 if second else 0) <= room:
            break
    else:
        first, second = elide(first, room, _TITLE_PX, True), ""
        wide = text_width(first, _TITLE_PX, True)
    out = [Text(first, x, y, _TITLE_PX, True, role="legend")]
    if second:
        out.append(Text(second, x + wide + 10, y, _OTHER_PX, False, MUTED, role="legend"))
    return out


def _compact(entries: tuple[Entry, ...], width: float, lang: SheetLang, shown: Shown) -> Block:
    columns = max(1, int(width // _COMPACT_LEAST))
    rows = -(-len(entries) // columns)
    step = width / columns
    parts = []
    for i, entry in enumerate(entries):
        texts, room = [], step - 24 - 44
        if shown.figures and entry.figure:
            number = Text(entry.figure.in_(first_lang(lang)), step - 24, 19, 16, True, INK, "right", "figure")
            texts, room = [number], room - number.width - 10
        name = said(entry.short, lang)
        texts.append(Text(elide(name, room, 16), 44, 19, 16, role="legend"))
        mark = Mark((0.0, 3.0, 34.0, 24.0), entry.mark, entry.hue, "legend")
        block = Block(_COMPACT_ROW, tuple(texts), marks=(mark,) if shown.legend else ())
        parts.append(block.moved(i // rows * step, i % rows * _COMPACT_ROW))
    return together(parts, rows * _COMPACT_ROW)


def effects(content: Content, width: float, lang: SheetLang) -> Block:
    """Two boxes of the same size, gains and harms; only gains carries a stamp that says so."""
    if not content.gains and not content.harms:
        return Block()
    half = (width - COLUMN_GAP) / 2
    gains = _effect_box("+", GAINS, content.gains, half, lang)
    harms = _effect_box("–", HARMS, content.harms, half, lang)
    if content.benefits_only:
        harms = _stamp(half, lang)
    high = max(gains.height, harms.height)
    grounds = (GAIN_GROUND, WARN_GROUND if content.benefits_only else HARM_GROUND)
    fills = tuple(
        Fill((i * (half + COLUMN_GAP), 0.0, i * (half + COLUMN_GAP) + half, high), ground, 4.0, "effects")
        for i, ground in enumerate(grounds)
    )
    return together([Block(fills=fills), gains, harms.moved(half + COLUMN_GAP, 0)], high)


def _effect_box(sign: str, head: Words, effects: tuple[Words, ...], width: float, lang: SheetLang) -> Block:
    hue = GAIN if sign == "+" else HARM
    title = f"{sign} {said(head, lang)}"
    label = Text(title, _EFFECT_PAD, _EFFECT_PAD + 15.5, 18.0, True, hue, role="effects")
    left = _EFFECT_PAD + label.width + 18
    y, blocks = _EFFECT_PAD - 2, [Block(texts=(label,))]
    for one in ("en", "zh") if lang == "both" else (lang,):
        text = " · ".join(w.in_(one) for w in effects) or ("无" if one == "zh" else "none")
        style = Style(_EFFECT_PX, colour=INK if one == lang or one == "en" else MUTED, most=3, role="effects")
        block = paragraph(text, width - left - _EFFECT_PAD, style)
        blocks.append(block.moved(left, y))
        y += block.height
    return together(blocks, y + _EFFECT_PAD - 5)


def _stamp(width: float, lang: SheetLang) -> Block:
    words = said(BENEFITS_ONLY, lang, " / ")
    text = elide(words, width - 2 * _EFFECT_PAD, 18.0, True)
    return Block(42.0, (Text(text, _EFFECT_PAD, _EFFECT_PAD + 15.5, 18.0, True, WARN, role="effects"),))
