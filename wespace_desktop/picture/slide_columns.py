"""What stands beside or under a slide's picture: legend, gains and harms, the table of changes, sources."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.model.report import LIMITS, limits
from wespace_desktop.model.words import Words
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.content import BENEFITS_ONLY, GAINS, HARMS, Content, Entry, content_of
from wespace_desktop.picture.ink import GAIN, GAIN_GROUND, HARM, HARM_GROUND, INK, MUTED, WARN
from wespace_desktop.picture.lens import LensKey
from wespace_desktop.picture.marks import draw_mark
from wespace_desktop.picture.sheet import Sheet, SheetLang, first_lang, said
from wespace_desktop.picture.slide_parts import (
    TABLE_SIDE,
    Align,
    Para,
    Part,
    Picture,
    Rule,
    Table,
    TextBox,
    fitted,
    wide,
    wrapped,
)
from wespace_desktop.picture.slide_words import (
    NOT_MODELLED,
    NOTHING_SAID,
    STALLS_NOTE,
    STALLS_NOTE_SHORT,
    TABLE_HEAD,
    TABLE_HEAD_BY,
    TABLE_HEAD_STALLS,
    ChangeRow,
    change_rows,
    gains_and_harms,
    in_langs,
    used_sources,
)
from wespace_desktop.scene.part import Scene

_MARK = (32.0, 20.0)
#: With less room than this for a layer, points, the legend under the pictures takes three rows.
_LEAST_STEP = 128.0
_NAME_PT, _FIGURE_PT, _NOTE_PT = 15.0, 19.0, 12.0


@lru_cache(maxsize=32)
def mark_image(mark: str, hue: str) -> QImage:
    """A layer's small drawing on nothing, fine enough for any screen."""
    image = QImage(160, 100, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_mark(painter, QRectF(0, 0, 160, 100), mark, hue)
    painter.end()
    return image


def _mark(entry: Entry, x: float, y: float, lang: SheetLang) -> Picture:
    box = (x, y, x + _MARK[0], y + _MARK[1])
    name = entry.title.in_(first_lang(lang))
    return Picture(box, mark_image(entry.mark, entry.hue), name, name=f"Mark {name}")


def _entry_paras(entry: Entry, width: float, lang: SheetLang, short: bool) -> tuple[Para, ...]:
    """Name, number with its range, and the warning that belongs to it."""
    words = entry.short if short or _is_long(entry, width, lang) else entry.title
    (_, first), *other = in_langs(words, lang) or (("en", entry.layer),)
    paras = [fitted(first, width, (_NAME_PT, 13.0, 12.0), 1, True)]
    for _, text in other:
        para = fitted(text, width, (12.0,), 1)
        paras.append(Para(para.lines, para.pt, colour=MUTED))
    if entry.figure:
        figure = entry.figure.in_(first_lang(lang))
        whole = f"{figure} {entry.spread.in_(first_lang(lang))}".strip()
        paras.append(fitted(whole, width, (_FIGURE_PT, 17.0, 15.0, 14.0, 12.0), 1, True))
    if entry.note:
        note = wrapped(entry.note.in_(first_lang(lang)), width, _NOTE_PT, most=2)
        paras.append(Para(note, _NOTE_PT, colour=WARN))
    return tuple(paras)


def _is_long(entry: Entry, width: float, lang: SheetLang) -> bool:
    return wide(entry.title.in_(first_lang(lang)), 13.0, True) > width


def legend_strip(content: Content, area: Box, lang: SheetLang) -> list[Part]:
    """Visible layers in a row, each with its mark over nothing and its number."""
    entries = content.entries
    if not entries:
        return []
    step = (area[2] - area[0] + 12) / len(entries)
    if step < _LEAST_STEP:
        return _small_legend(entries, area, lang)
    parts: list[Part] = []
    for i, entry in enumerate(entries):
        x = area[0] + i * step
        parts.append(_mark(entry, x, area[1] + 3, lang))
        left, right = x + _MARK[0] + 10, x + step - 14
        paras = [p for p in _entry_paras(entry, right - left, lang, lang == "both") if p.colour != WARN]
        parts.append(TextBox((left, area[1], right, area[3]), tuple(paras), f"Legend {entry.layer}"))
    return parts


def _small_legend(entries: tuple[Entry, ...], area: Box, lang: SheetLang) -> list[Part]:
    """Many layers in three rows, each on one line in the language that leads: mark, short name, number."""
    columns = -(-len(entries) // 3)
    step, high = (area[2] - area[0] + 12) / columns, (area[3] - area[1]) / 3
    parts: list[Part] = []
    for i, entry in enumerate(entries):
        x, y = area[0] + i // 3 * step, area[1] + i % 3 * high
        name = entry.short.in_(first_lang(lang))
        box = (x, y + 1, x + 25, y + 17)
        parts.append(Picture(box, mark_image(entry.mark, entry.hue), name, name=f"Mark {name}"))
        whole = f"{name}  {entry.figure.in_(first_lang(lang)).split(' → ')[-1]}".strip()
        room = step - 41
        para = fitted(whole if wide(whole, 12.0) <= room else name, room, (12.0,), 1)
        parts.append(TextBox((x + 31, y, x + 31 + room, y + 17), (para,), f"Legend {entry.layer}"))
    return parts


def legend_column(content: Content, key: tuple[LensKey, ...], area: Box, lang: SheetLang) -> list[Part]:
    """The lens's key first, then the visible layers under each other."""
    parts, y = _lens_key(key, area, lang)
    if key:
        return parts + layer_rows(content, (area[0], y, *area[2:]), lang)[0]
    gap = 18.0 if lang != "both" else 10.0
    for entry in content.entries:
        left = area[0] + _MARK[0] + 10
        paras = _entry_paras(entry, area[2] - left, lang, False)
        high = sum(p.height for p in paras)
        if y + high > area[3]:
            paras = tuple(p for p in paras if p.colour not in (WARN, MUTED))
            high = sum(p.height for p in paras)
        if y + high > area[3] + 4:
            break
        parts.append(_mark(entry, area[0], y + 3, lang))
        parts.append(TextBox((left, y, area[2], y + high), paras, f"Legend {entry.layer}"))
        y += high + gap
    return parts


def _lens_key(key: tuple[LensKey, ...], area: Box, lang: SheetLang) -> tuple[list[Part], float]:
    parts: list[Part] = []
    y = area[1]
    for one in key:
        sign = Para((one.sign or " ",), 13.0, True, "#FFFFFF", "centre")
        parts.append(TextBox((area[0], y + 1, area[0] + 19, y + 20), (sign,), "Key sign", one.hue, 1.0, True))
        words = " ".join(t for _, t in in_langs(one.words, lang))
        count = one.count.in_(first_lang(lang))
        para = fitted(f"{words} {count}".strip(), area[2] - area[0] - 29, (14.0, 13.0, 12.0), 2, bool(count))
        high = max(21.0, para.height)
        parts.append(TextBox((area[0] + 29, y, area[2], y + high), (para,), "Key", middle=True))
        y += high + 4
    return parts, y + (8 if key else 0)


# ---------------------------------------------------------------- gains and harms


def effect_parts(scene: Scene, sheet: Sheet, area: Box) -> list[Part]:
    """Numbers of the visible layers, then two boxes of one size: gains and harms in letters of one size."""
    parts, top = layer_rows(content_of(scene, sheet), area, sheet.lang, 2)
    gains, harms = gains_and_harms(scene, sheet)
    if not gains and not harms:
        return parts
    half = (area[2] - area[0] - 10) / 2
    told = _same_size((gains, harms), half - 20, area[3] - top - 44, sheet.lang)
    heads = ((GAINS, "+", GAIN, GAIN_GROUND), (HARMS, "–", HARM, HARM_GROUND))
    for i, (head, sign, hue, ground) in enumerate(heads):
        x = area[0] + i * (half + 10)
        title = Para((f"{sign} {' '.join(t for _, t in in_langs(head, sheet.lang))}",), 18.0, True, hue)
        paras = (title, *told[i])
        if gains and not harms and i:
            paras = (title, Para((BENEFITS_ONLY.both(),), 16.0, True, WARN))
        parts.append(TextBox((x, top, x + half, area[3]), paras, head.en, ground, inset=10.0))
    return parts


def layer_rows(content: Content, area: Box, lang: SheetLang, columns: int = 1) -> tuple[list[Part], float]:
    """Visible layers, each on one line: mark, short name, number; and where the next thing may stand."""
    parts: list[Part] = []
    step = (area[2] - area[0]) / columns
    for i, entry in enumerate(content.entries):
        x, y = area[0] + i % columns * step, area[1] + i // columns * (_MARK[1] + 6)
        words = " ".join(t for _, t in in_langs(entry.short, lang))
        text = f"{words}  {entry.figure.in_(first_lang(lang))}".strip()
        para = fitted(text, step - _MARK[0] - 18, (_NAME_PT, 13.0, 12.0), 1, True)
        parts.append(_mark(entry, x, y, lang))
        box = (x + _MARK[0] + 10, y, x + step - 8, y + _MARK[1])
        parts.append(TextBox(box, (para,), f"Legend {entry.layer}", middle=True))
    rows = -(-len(content.entries) // columns)
    return parts, area[1] + rows * (_MARK[1] + 6) + (8 if rows else 0)


def _same_size(
    sides: tuple[tuple[Words, ...], tuple[Words, ...]], width: float, high: float, lang: SheetLang
) -> tuple[tuple[Para, ...], tuple[Para, ...]]:
    """The largest size at which all of both sides fits; if none does, as many lines of each as do, and `…`."""
    for pt in (20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0):
        told = [_listed(side, width, pt, lang) for side in sides]
        if all(sum(p.height for p in paras) <= high for paras in told):
            return told[0], told[1]
    for most in range(max(map(len, sides)), 0, -1):
        told = [_listed(side[:most], width, 12.0, lang, most < len(side)) for side in sides]
        if all(sum(p.height for p in paras) <= high for paras in told):
            break
    return told[0], told[1]


def _listed(side: tuple[Words, ...], width: float, pt: float, lang: SheetLang, more: bool = False) -> tuple[Para, ...]:
    paras = []
    for words in side or (NOTHING_SAID,):
        for i, (_, text) in enumerate(in_langs(words, lang)):
            lines = wrapped(text, width, pt if not i else max(12.0, pt - 1))
            paras.append(
                Para(lines, pt if not i else max(12.0, pt - 1), colour=MUTED if i else INK, before=0 if i else 4)
            )
    return (*paras, Para(("…",), pt)) if more else tuple(paras)


# ---------------------------------------------------------------- the table of changes


def table_parts(scene: Scene, sheet: Sheet, area: Box) -> list[Part]:
    """A native table: each intervention with count, size, stalls lost with range, and who moves it; then a sum. What
    does not fit over the lower edge is one row together, and stands in the notes.
    """
    width, count = area[2] - area[0], len(change_rows(scene, sheet))
    note = () if sheet.lang == "both" else _stalls_note(STALLS_NOTE, width, sheet.lang)
    note = note or _stalls_note(STALLS_NOTE_SHORT, width, sheet.lang)
    last: tuple[Table, tuple[Para, ...], float] | None = None
    for most in (count, *range(count - 2, 1, -1)):
        rows = change_rows(scene, sheet, most)
        for pt in (14.0, 13.0, 12.0) if sheet.lang != "both" else (12.0,):
            table = _table(rows, area, pt, sheet.lang)
            under = note if any(r.stalls for r in rows) else ()
            spare = area[3] - area[1] - sum(table.heights()) - sum(p.height for p in under) - (8 if under else 0)
            last = table, under, spare
            if spare >= 0:
                return _placed(table, area, under, spare)
    return _placed(last[0], area, (), 0.0) if last is not None else []


def _stalls_note(words: Words, width: float, lang: SheetLang) -> tuple[Para, ...]:
    return (Para(wrapped(said(words, lang), width, 12.0), 12.0, colour=MUTED),)


def _placed(table: Table, area: Box, note: tuple[Para, ...], spare: float) -> list[Part]:
    """The table with airy rows where there is room, and under it what its numbers rest on."""
    table = replace(table, air=min(20.0, table.air + spare / len(table.rows)))
    y = area[1] + sum(table.heights())
    parts: list[Part] = [replace(table, box=(*area[:3], y))]
    if note:
        high = sum(p.height for p in note)
        parts.append(TextBox((area[0], y + 8, area[2], y + 8 + high), note, "Source of the table"))
    return parts


def _table(rows: tuple[ChangeRow, ...], area: Box, pt: float, lang: SheetLang) -> Table:
    has_stalls, width = any(r.stalls for r in rows), area[2] - area[0]
    grown = pt / 12.0
    numbers = (50.0, 78.0, 104.0, 66.0) if has_stalls else (50.0, 84.0, 66.0)
    widths = (width - sum(numbers) * grown, *(n * grown for n in numbers))
    heads = (*TABLE_HEAD, *((TABLE_HEAD_STALLS,) if has_stalls else ()), TABLE_HEAD_BY)
    right: Align = "right"
    aligns: tuple[Align, ...] = ("left", *(right for _ in widths[2:]), "left")
    cells = [heads, *(_cells(r, has_stalls) for r in rows)]
    told = tuple(
        tuple(_cell(c, (w, pt), lang, k == 0 or i == 0) for k, (c, w) in enumerate(zip(row, widths, strict=True)))
        for i, row in enumerate(cells)
    )
    has_sum = len(rows) > 1
    if has_sum:  # the sum speaks on one line
        told = (*told[:-1], ((said(rows[-1].title, lang),), *told[-1][1:]))
    return Table(area, widths, told, aligns, pt, has_sum, "Changes", 2.0 if lang == "both" else 4.0)


def _cells(row: ChangeRow, has_stalls: bool) -> tuple[Words, ...]:
    stalls = (row.stalls,) if has_stalls else ()
    return (row.title, Words(row.count, row.count), Words(row.size, row.size), *stalls, row.by)


def _cell(words: Words, room: tuple[float, float], lang: SheetLang, whole: bool) -> tuple[str, ...]:
    """The first column and the header speak both languages; numbers and short words the first one."""
    lines: list[str] = []
    for _, text in in_langs(words, lang if whole else first_lang(lang)):
        lines += wrapped(text, room[0] - 2 * TABLE_SIDE, room[1])
    return tuple(dict.fromkeys(lines)) or ("",)


# ---------------------------------------------------------------- sources


def closing_parts(scene: Scene, sheet: Sheet, area: Box) -> list[Part]:
    """Three columns: what is real and what is not, what the numbers rest on, what is not modelled."""
    lang = sheet.lang
    scenario = scene.plan(sheet.panes[-1].scenario).scenario
    columns = (
        (_DATA, _sentences(content_of(scene, sheet).print_, lang)),
        (_NUMBERS, [w.in_(first_lang(lang)) for w in used_sources(scene, sheet)]),
        (NOT_MODELLED, _left_out(scenario.not_modelled, lang)),
    )
    gap = 24.0
    again = [t for _, t in in_langs(_REOPEN, lang)] + [f"{scenario.id} · sha256 {scenario.hash}"]
    foot = tuple(Para(wrapped(t, area[2] - area[0], 12.0), 12.0, colour=MUTED) for t in again)
    low = area[3] - sum(p.height for p in foot)
    width, band = (area[2] - area[0] - 2 * gap) / 3, low - _limit_room(lang)
    parts: list[Part] = []
    for i, (head, lines) in enumerate(columns):
        x = area[0] + i * (width + gap)
        title = fitted(" ".join(t for _, t in in_langs(head, lang)), width, (18.0, 16.0, 14.0), 1, True)
        parts.append(TextBox((x, area[1], x + width, area[1] + 24), (title,), head.en))
        parts.append(Rule((x, area[1] + 29), (x + width, area[1] + 29), "#B9B4A9", 1.0, "Line"))
        paras = _as_large_as_fits(lines or [NOTHING_SAID.in_(first_lang(lang))], width, band - area[1] - 52)
        parts.append(TextBox((x, area[1] + 38, x + width, band - 8), paras, f"{head.en} list"))
    parts += _limit_parts((area[0], band, area[2], low - 6), lang)
    parts.append(TextBox((area[0], low, area[2], area[3]), foot, "Open it again"))
    return parts


def _limit_parts(area: Box, lang: SheetLang) -> list[Part]:
    """The report's own four limits, side by side under what they hold for."""
    told, width = limits(), (area[2] - area[0] - 3 * 20) / 4
    head = Para((" ".join(t for _, t in in_langs(LIMITS, lang)),), 14.0, True)
    parts: list[Part] = [
        Rule((area[0], area[1]), (area[2], area[1]), "#B9B4A9", 1.0, "Line"),
        TextBox((area[0], area[1] + 5, area[2], area[1] + 25), (head,), LIMITS.en),
    ]
    for i, words in enumerate(told):
        x = area[0] + i * (width + 20)
        both = zip(in_langs(words, lang), (INK, MUTED), strict=False)
        paras = tuple(Para(wrapped(text, width, 12.0), 12.0, colour=hue) for (_, text), hue in both)
        parts.append(TextBox((x, area[1] + 27, x + width, area[3]), paras, f"Limit {i + 1}"))
    return parts


def _limit_room(lang: SheetLang) -> float:
    """What the limits take of a closing slide, in points."""
    return 98.0 if lang == "both" else 76.0


def _as_large_as_fits(lines: list[str], width: float, high: float) -> tuple[Para, ...]:
    for pt in (18.0, 16.0, 15.0, 14.0, 13.0, 12.0):
        paras = tuple(Para(wrapped(t, width, pt), pt, before=5.0) for t in lines)
        if sum(p.height for p in paras) <= high:
            break
    while sum(p.height for p in paras) > high and len(paras) > 1:
        paras = (*paras[:-2], Para(("…",), 12.0))
    return paras


def _sentences(words: Words, lang: SheetLang) -> list[str]:
    """The small print of a board, a sentence each."""
    return _beside([[p.strip() for p in text.split(" · ") if p.strip()] for _, text in in_langs(words, lang)])


def _beside(sides: list[list[str]]) -> list[str]:
    """Both languages of a thing on one line where they list the same things, else one list after the other."""
    if len({len(side) for side in sides}) == 1:
        return ["  ".join(dict.fromkeys(pair)) for pair in zip(*sides, strict=True)]
    return [text for side in sides for text in side]


def _left_out(said: tuple[Words, ...], lang: SheetLang) -> list[str]:
    """Each thing on a line of its own, however the file writes the list."""
    out: list[str] = []
    for words in said:
        told = [(text, "、" if one == "zh" else ", ") for one, text in in_langs(words, lang)]
        out += _beside([[p.strip() for p in text.split(comma) if p.strip()] for text, comma in told])
    return out


_DATA = Words("实测与示意", "Real and illustrative")
_NUMBERS = Words("数字的依据", "Basis of the numbers")
_REOPEN = Words(
    "把这份文件里的任何一张图拖进 WeSpace Desktop，就能打开同一个视角。",
    "Drop any picture of this file on WeSpace Desktop to open the same view.",
)
