"""Where everything on a page stands: title, panes, legend, gains and harms, small print. Pure layout, nothing painted.

The layout knows only the page's shape, never its pixels: a picture at half the size is the same picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log

from wespace_desktop.picture import legend
from wespace_desktop.picture.block import Block, Style, paragraph, together
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.content import Content, Entry
from wespace_desktop.picture.fonts import text_width
from wespace_desktop.picture.ink import INK, MUTED, WARN, Text
from wespace_desktop.picture.pane import PAGE_UNITS
from wespace_desktop.picture.sheet import Sheet, SheetLang, first_lang

MARGIN, TOP, BOTTOM, PANE_GAP = 40.0, 32.0, 24.0, legend.COLUMN_GAP
_TITLE_PX, _TITLE_LEAST, _SUBTITLE_PX, _CAPTION_PX, _PRINT_PX = 46.0, 32.0, 28.0, 21.0, 14.5
_UNSEEN_PX = 17.0
_STATEMENT_PX, _STAMP_PX = 23.0, 15.0
_BEST_PANE_SHAPE = 1.25
#: What makes the row of the layers: entries, width, language, which pieces of it are switched on.
Strip = Callable[[tuple[Entry, ...], float, SheetLang, legend.Shown], Block]
#: On an upright page text is a share of this many widths, or a title would not fit across.
_UPRIGHT = 1.2


@dataclass(frozen=True)
class Page:
    """`unit` is pixels per page unit; `size`, `panes`, `blocks` are in page units, blocks where they stand."""

    unit: float
    size: tuple[float, float]
    panes: tuple[Box, ...]
    header: Block
    footer: Block

    @property
    def texts(self) -> tuple[Text, ...]:
        return self.header.texts + self.footer.texts

    def pane_pixels(self) -> tuple[tuple[int, int, int, int], ...]:
        """(x, y, width, height) of each pane in whole pixels; panes of a row or column are equally large."""
        out = []
        wide = max(1, round((self.panes[0][2] - self.panes[0][0]) * self.unit))
        high = max(1, round((self.panes[0][3] - self.panes[0][1]) * self.unit))
        for left, top, _, _ in self.panes:
            out.append((round(left * self.unit), round(top * self.unit), wide, high))
        return tuple(out)


def lay_out(content: Content, sheet: Sheet, units: float = PAGE_UNITS, strip: Strip = legend.strip) -> Page:
    """Header and footer as high as their words need, in either language; the panes take the rest. A page of fewer
    `units` has larger words; `strip` makes the row of the layers.
    """
    width, height = sheet.size
    unit = min(height, width * _UPRIGHT) / units
    size = (width / unit, height / unit)
    inner = size[0] - 2 * MARGIN
    langs: tuple[SheetLang, ...] = ("both",) if sheet.lang == "both" else ("zh", "en")
    # Room is made for the longer language, so that the panes of the Chinese and the English picture are the same.
    head = max(_header(content, inner, lang, sheet).height for lang in langs)
    header = _header(content, inner, sheet.lang, sheet).moved(MARGIN, TOP)
    foot_rows = [_footer_rows(content, inner, lang, sheet, strip) for lang in langs]
    highs = [max(rows[i].height for rows in foot_rows) for i in range(len(foot_rows[0]))]
    footer = _stacked(_footer_rows(content, inner, sheet.lang, sheet, strip), highs)
    top, bottom = TOP + head + 20.0, size[1] - BOTTOM - footer.height - 20.0
    panes = _panes((MARGIN, top, size[0] - MARGIN, max(bottom, top + 60.0)), sheet.frames)
    return Page(unit, size, panes, header, footer.moved(MARGIN, size[1] - BOTTOM - footer.height))


def _panes(area: Box, count: int) -> tuple[Box, ...]:
    """Equal panes in the grid whose panes come nearest to a good shape: a row up to 3, 2 x 2, or a column."""
    wide, high = area[2] - area[0], area[3] - area[1]
    grids = {1: ((1, 1),), 2: ((2, 1), (1, 2)), 3: ((3, 1), (1, 3))}.get(count, ((2, 2), (4, 1), (1, 4)))

    def strangeness(grid: tuple[int, int]) -> float:
        across, down = (wide - (grid[0] - 1) * PANE_GAP) / grid[0], (high - (grid[1] - 1) * PANE_GAP) / grid[1]
        return abs(log(max(across, 1.0) / max(down, 1.0) / _BEST_PANE_SHAPE))

    columns, rows = min(grids, key=strangeness)
    w, h = (wide - (columns - 1) * PANE_GAP) / columns, (high - (rows - 1) * PANE_GAP) / rows
    places = [(area[0] + i % columns * (w + PANE_GAP), area[1] + i // columns * (h + PANE_GAP)) for i in range(count)]
    return tuple((x, y, x + w, y + h) for x, y in places)


def _header(content: Content, width: float, lang: SheetLang, sheet: Sheet) -> Block:
    """Title, subtitle, caption on the left; the statement and the stamp on the right."""
    right = _statement(content, width, sheet.furniture.stamp)
    room = width - max(t.width for t in _statement(content, width, True).texts) - 48
    left = _titles(content, room, lang)
    height = max(left.height, _statement(content, width, True).height)
    return together([left, right] if sheet.furniture.title else [right], height)


def _statement(content: Content, width: float, with_stamp: bool) -> Block:
    """Always in both languages, always there."""
    texts = [
        Text(content.statement.zh, width, 22.0, _STATEMENT_PX, True, INK, "right", "statement"),
        Text(content.statement.en, width, 52.0, _STATEMENT_PX - 3, True, INK, "right", "statement"),
    ]
    if with_stamp and content.stamp:
        size = min(_STAMP_PX, _STAMP_PX * 0.5 * width / max(text_width(content.stamp, _STAMP_PX), 1.0))
        texts.append(Text(content.stamp, width, 78.0, size, False, MUTED, "right", "stamp"))
    return Block(84.0 if content.stamp else 58.0, tuple(texts))


def _titles(content: Content, room: float, lang: SheetLang) -> Block:
    first = content.title.in_(first_lang(lang))
    second = content.title.zh if lang == "both" and content.title.zh not in ("", first) else ""
    px = min(_TITLE_PX, max(_TITLE_LEAST, _TITLE_PX * room / max(text_width(first, _TITLE_PX, True), 1.0)))
    head = paragraph(first, room, Style(px, True, INK, 1.22, 2, role="title")) if first else Block()
    blocks, y = [head], head.height
    if second:
        beside = text_width(first, px, True) + 26
        if len(head.texts) == 1 and beside + text_width(second, _SUBTITLE_PX) <= room:
            blocks.append(
                Block(texts=(Text(second, beside, head.texts[0].y, _SUBTITLE_PX, False, MUTED, role="title"),))
            )
        else:
            block = paragraph(second, room, Style(_SUBTITLE_PX, False, MUTED, 1.3, 2, role="title"))
            blocks.append(block.moved(0, y))
            y += block.height
    caption = _caption(content, room, lang)
    blocks.append(caption.moved(0, y + 5))
    return together(blocks, y + (caption.height + 5 if caption.texts else 0))


def _caption(content: Content, room: float, lang: SheetLang) -> Block:
    """In both languages on one line where that fits, else under each other."""
    if not content.caption:
        return Block()
    style = Style(_CAPTION_PX, role="caption")
    if lang != "both":
        return paragraph(content.caption.in_(lang), room, style)
    en, zh = content.caption.en, content.caption.zh
    if en and zh and text_width(f"{en}  {zh}", _CAPTION_PX) > room:
        first = paragraph(en, room, style)
        second = paragraph(zh, room, Style(_CAPTION_PX - 2, False, MUTED, role="caption"))
        return together([first, second.moved(0, first.height)], first.height + second.height)
    return paragraph("  ".join(t for t in (en, zh) if t), room, style)


def _footer_rows(
    content: Content, width: float, lang: SheetLang, sheet: Sheet, strip: Strip
) -> tuple[Block, ...]:
    """Legend strip, gains and harms, small print. A row that is switched off keeps its place."""
    on = sheet.furniture
    shown = legend.Shown(on.legend, on.figures, on.effects)
    layers = strip(content.entries, width, lang, shown)
    effects = legend.effects(content, width, lang)
    if not on.effects:
        effects = Block(effects.height)
    return layers, effects, _lines(content, width, lang)


def _lines(content: Content, width: float, lang: SheetLang) -> Block:
    """Which losses the view hides, which nothing can switch off, then the small print."""
    plain = Style(_PRINT_PX, False, MUTED, 1.42, 3, role="print")
    loud = Style(_UNSEEN_PX, True, WARN, 1.42, 3, role="unseen")
    made: list[Block] = []
    y = 0.0
    for words, style in ((content.unseen, loud), (content.print_, plain)):
        for one in ("en", "zh") if lang == "both" else (lang,):
            block = paragraph(words.in_(one), width, style) if words else Block()
            made.append(block.moved(0, y))
            y += block.height
        y += 4.0 if words and style is loud else 0.0
    return together(made, y)


def _stacked(rows: tuple[Block, ...], highs: list[float]) -> Block:
    y, out = 0.0, []
    for block, high in zip(rows, highs, strict=True):
        if high <= 0:
            continue
        out.append(block.moved(0, y))
        y += high + 16.0
    return together(out, max(0.0, y - 16.0))
