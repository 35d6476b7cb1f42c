"""Where everything on a slide stands: title, pictures with their names, legend, gains and harms, table, small print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from wespace_desktop.model.storyboard import Slide, SlideLayout
from wespace_desktop.model.words import NOT_A_PREDICTION
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.content import Content, content_of
from wespace_desktop.picture.ink import INK, MUTED, PAPER, WARN, WARN_GROUND
from wespace_desktop.picture.one_sided import STAMP_TEXT, is_one_sided
from wespace_desktop.picture.sheet import Sheet, SheetLang
from wespace_desktop.picture.slide_columns import (
    closing_parts,
    effect_parts,
    layer_rows,
    legend_column,
    legend_strip,
    table_parts,
)
from wespace_desktop.picture.slide_counts import count_table
from wespace_desktop.picture.slide_flow import flow_parts, frees
from wespace_desktop.picture.slide_hour import hour_parts
from wespace_desktop.picture.slide_names import alt_text, pane_parts
from wespace_desktop.picture.slide_panes import NOTE, DrawnPane, note_box
from wespace_desktop.picture.slide_parts import (
    LEADING,
    SLIDE,
    Panel,
    Para,
    Part,
    Picture,
    Place,
    Rule,
    TextBox,
    balanced,
    fitted,
    wide,
    wrapped,
)
from wespace_desktop.picture.slide_quiet import quiet_lines
from wespace_desktop.picture.slide_words import gains_and_harms, in_langs
from wespace_desktop.scene.part import Scene

MARGIN, TOP, GAP = 36.0, 18.0, 10.0
_FOOT, _FLOOR = 510.0, 496.0
TITLE_PT, CAPTION_PT = 32.0, 20.0
_TITLES, _CAPTIONS = (TITLE_PT, 28.0, 24.0), (CAPTION_PT, 18.0)
_OTHER_PT, _PRINT_PT = 20.0, 12.0
#: The column beside one picture, and the left edge of the opening slide's picture; two languages need more room.
_COLUMN, _COLUMN_BOTH = 246.0, 300.0
_OPENING, _OPENING_BOTH = 404.0, 480.0
#: The two lines of gains and harms at the foot of a table, in one language and in two.
_QUIET, _QUIET_BOTH = 38.0, 68.0
_STAMP_WIDE = 250.0
_MOST_ROWS = 4
_INNER = SLIDE[0] - 2 * MARGIN
_Paras = tuple[Para, ...]


@dataclass(frozen=True, eq=False)
class Slot:
    """What a slide is laid out from. `words` go into the file of each picture."""

    number: int
    slide: Slide
    sheet: Sheet
    boxes: tuple[Box, ...]
    panes: tuple[DrawnPane, ...]
    words: Mapping[str, str]

    @property
    def lang(self) -> SheetLang:
        return self.sheet.lang


def boxes_for(scene: Scene, layout: SlideLayout, sheet: Sheet) -> tuple[Box, ...]:
    """Where the pictures stand. It depends on no word, so that the Chinese and the English slide show the same."""
    head = _head(sheet.lang)
    right = SLIDE[0] - MARGIN
    if layout == "title":
        return _row((_OPENING_BOTH if sheet.lang == "both" else _OPENING, 0.0, *SLIDE), sheet.frames)
    if layout == "closing":
        return ()
    if layout == "effects":
        return _row((MARGIN, head, 400.0, _FLOOR), sheet.frames)
    if layout == "figures":
        floor = _table_floor(sheet.lang)
        low = head + (floor - head) * _share(sheet.lang) if frees(scene, sheet) else floor - 4
        low = low if len(sheet.panes) > 1 else _FLOOR
        return _row((MARGIN, head, 384.0, low), sheet.frames)
    if sheet.frames == 1:
        return ((MARGIN + _column(sheet.lang) + 18, head, right, _FLOOR),)
    return _row((MARGIN, head + _caption_room(sheet.lang), right, 438.0), sheet.frames)


def _head(lang: SheetLang) -> float:
    return 94.0 if lang == "both" else 70.0


def _share(lang: SheetLang) -> float:
    """What the picture of a slide of figures takes of the height; the rest is the flow of freed space under it."""
    return 0.38 if lang == "both" else 0.5


def _column(lang: SheetLang) -> float:
    return _COLUMN_BOTH if lang == "both" else _COLUMN


def _table_floor(lang: SheetLang) -> float:
    return _FLOOR - (_QUIET_BOTH if lang == "both" else _QUIET)


def _caption_room(lang: SheetLang) -> float:
    return 54.0 if lang == "both" else 34.0


def _row(area: Box, count: int) -> tuple[Box, ...]:
    wide_ = (area[2] - area[0] - (count - 1) * GAP) / count
    return tuple(
        (area[0] + i * (wide_ + GAP), area[1], area[0] + i * (wide_ + GAP) + wide_, area[3]) for i in range(count)
    )


def parts_for(scene: Scene, slot: Slot) -> tuple[Part, ...]:
    """Everything on the slide, from the back to the front."""
    parts: list[Part] = [Panel((0, 0, *SLIDE), PAPER, name="Paper")]
    for i, (box, pane) in enumerate(zip(slot.boxes, slot.panes, strict=True)):
        alt = alt_text(scene, slot.sheet, i)
        parts.append(Picture(box, pane.image, alt, slot.words, f"Picture {i + 1}"))
    for box, pane in zip(slot.boxes, slot.panes, strict=True):
        parts += pane_parts(pane, box, slot.lang, full=slot.slide.layout not in ("title", "figures"))
        if slot.slide.layout not in ("title", "figures"):
            parts += hour_parts(pane.hour, box, pane.size, slot.lang)
    if slot.sheet.unseen:
        parts.append(_hidden(slot))
    for i, box in enumerate(slot.boxes):
        shown = slot.sheet.panes if slot.sheet.is_pair else slot.sheet.panes[i : i + 1]
        if any(is_one_sided(scene, spec) for spec in shown):
            parts.append(_stamp(box))
    return (*parts, *words_for(scene, slot))


def words_for(scene: Scene, slot: Slot) -> tuple[Part, ...]:
    """What stands around the pictures; a talk puts its live panes into their boxes."""
    if slot.slide.layout == "title":
        return tuple(_opening(scene, slot))
    return (*_heading(slot), *_beside(scene, slot, content_of(scene, slot.sheet)), *_footer(scene, slot))


def _hidden(slot: Slot) -> TextBox:
    """Which losses cannot be seen from here, on the picture that hides them."""
    box = note_box(slot.boxes[-1], slot.sheet.mode)
    text = slot.sheet.unseen.in_("zh" if slot.lang == "zh" else "en")
    para = fitted(text, NOTE[0] - 12, (12.0,), 3, True)
    para = Para(para.lines, para.pt, True, WARN)
    box = (box[0], box[1], box[2], box[1] + para.height + 8)
    return TextBox(box, (para,), "Hidden losses", "#FFFFFF", 0.93, True, inset=6.0)


def _stamp(box: Box) -> TextBox:
    """At the foot of a picture whose changes name no harm."""
    para = fitted(STAMP_TEXT, min(_STAMP_WIDE, box[2] - box[0]) - 20, (18.0, 15.0, 12.0), 1, True)
    middle, foot = (box[0] + box[2]) / 2, min(box[3], _FOOT - 10) - 54
    half, high = min(_STAMP_WIDE, box[2] - box[0]) / 2, para.height + 10
    para = Para(para.lines, para.pt, True, WARN, "centre")
    return TextBox((middle - half, foot - high, middle + half, foot), (para,), "Benefits only", WARN_GROUND, 0.97, True)


def _heading(slot: Slot) -> list[Part]:
    (_, first), *other = in_langs(slot.sheet.title, slot.lang) or (("en", slot.slide.id),)
    title = fitted(first, _INNER, _TITLES, 1, bold=True)
    parts: list[Part] = [
        TextBox(
            (MARGIN, TOP, SLIDE[0] - MARGIN, TOP + TITLE_PT * LEADING), (title,), "Title", place="title", middle=True
        )
    ]
    for _, text in other:
        para = fitted(text, _INNER, (_OTHER_PT, 18.0, 16.0), 1)
        y = TOP + TITLE_PT * LEADING
        parts.append(TextBox((MARGIN, y, SLIDE[0] - MARGIN, y + 26), (_muted(para),), "Title, other language"))
    return parts


def _muted(para: Para) -> Para:
    return Para(para.lines, para.pt, para.bold, MUTED, para.align, para.before)


def caption_paras(slot: Slot, width: float, most: int) -> tuple[Para, ...]:
    """The caption in each language, as large as fits into so many lines each."""
    out = []
    for i, (_, text) in enumerate(in_langs(slot.sheet.caption, slot.lang)):
        para = fitted(text, width, _CAPTIONS if not i and slot.lang != "both" else _CAPTIONS[1:], most)
        out.append(para if not i else Para(para.lines, para.pt, colour=MUTED, before=2.0))
    return tuple(out)


def _beside(scene: Scene, slot: Slot, content: Content) -> list[Part]:
    layout, head = slot.slide.layout, _head(slot.lang)
    if layout == "closing":
        return closing_parts(scene, slot.sheet, (MARGIN, head + 8, SLIDE[0] - MARGIN, _FLOOR))
    if layout == "picture" and len(slot.boxes) > 1:
        return _under(scene, slot, content, head)
    right = slot.boxes[-1][2] + 18
    column = (right, head, SLIDE[0] - MARGIN, _FLOOR)
    if layout == "picture":
        column = (MARGIN, head, MARGIN + _column(slot.lang), _FLOOR)
    caption = caption_paras(slot, column[2] - column[0], 5)
    high = sum(p.height for p in caption)
    parts: list[Part] = []
    if caption:
        parts.append(TextBox((column[0], head, column[2], head + high), caption, "Caption", place="body"))
    rest = (column[0], head + high + ((8 if slot.lang == "both" else 16) if caption else 0), column[2], _FLOOR)
    if layout == "figures":
        return parts + _figures(scene, slot, rest)
    counted = count_table(scene, slot.sheet, slot.slide, rest)
    if counted is not None:
        parts, rest = [*parts, counted], (*rest[:3], counted.box[1] - 10)
    if layout == "effects":
        return parts + effect_parts(scene, slot.sheet, rest)
    return parts + legend_column(content, slot.panes[0].key, rest, slot.lang)


def _figures(scene: Scene, slot: Slot, rest: Box) -> list[Part]:
    """The table beside the picture, freed space under the picture, gains and harms under both."""
    floor, left = _table_floor(slot.lang), slot.boxes[0]
    quiet = quiet_lines(gains_and_harms(scene, slot.sheet), _INNER, slot.lang)
    counted = count_table(scene, slot.sheet, slot.slide, (*rest[:3], floor - 4))
    foot = floor - 4 if counted is None else counted.box[1] - 8
    parts = [*table_parts(scene, slot.sheet, (*rest[:3], foot)), *([counted] if counted is not None else [])]
    parts += flow_parts(scene, slot.sheet, (MARGIN, left[3] + GAP, slot.boxes[-1][2], floor - 8))
    if quiet:
        high = sum(p.height for p in quiet)
        parts.append(TextBox((MARGIN, _FLOOR - high, SLIDE[0] - MARGIN, _FLOOR), quiet, "Gains and harms"))
    return parts


def _under(scene: Scene, slot: Slot, content: Content, head: float) -> list[Part]:
    """Caption over the pictures, legend under them; the indicators beside the legend."""
    caption = caption_paras(slot, _INNER, 1)
    parts: list[Part] = []
    if caption:
        parts.append(
            TextBox(
                (MARGIN, head, SLIDE[0] - MARGIN, head + _caption_room(slot.lang)), caption, "Caption", place="body"
            )
        )
    middle = MARGIN + _INNER * (0.58 if slot.lang == "both" else 0.5)
    counted = count_table(scene, slot.sheet, slot.slide, (middle + 12, 444.0, SLIDE[0] - MARGIN, 502.0), False)
    if counted is None:
        return parts + legend_strip(content, (MARGIN, 444.0, SLIDE[0] - MARGIN, 500.0), slot.lang)
    columns = max(2, -(-len(content.entries) // 2))
    rows, _ = layer_rows(content, (MARGIN, 448.0, middle - 12, 500.0), slot.lang, columns)
    return [*parts, *rows, counted]


def _footer(scene: Scene, slot: Slot) -> list[Part]:
    """A scenario, not a prediction; then source, scenario and slide number."""
    scenario = scene.plan(slot.sheet.panes[-1].scenario).scenario
    said = NOT_A_PREDICTION.both()
    room = wide(said, _PRINT_PT, True) + 8
    credit = " · ".join(t for _, t in in_langs(scene.district.credit, slot.lang)[:1])
    right = f"{_rows(slot)}{credit} · {scenario.id} {scenario.hash[:7]} · {slot.number}"
    line = wrapped(right, _INNER - room - 24, _PRINT_PT, False, 1)
    return [
        Rule((MARGIN, _FOOT - 6), (SLIDE[0] - MARGIN, _FOOT - 6), "#D8D4CB", 0.75, "Footer line"),
        TextBox((MARGIN, _FOOT, MARGIN + room, _FOOT + 17), (Para((said,), _PRINT_PT, True, INK),), "Statement"),
        TextBox(
            (MARGIN + room + 24, _FOOT, SLIDE[0] - MARGIN, _FOOT + 17),
            (Para(line, _PRINT_PT, False, MUTED, "right"),),
            "Source",
        ),
    ]


def _rows(slot: Slot) -> str:
    """Ids of the report's rows that the slide illustrates; what they say stands in the speaker's notes."""
    rows = slot.slide.rows
    if not rows:
        return ""
    told = ", ".join(rows[:_MOST_ROWS]) + (f" +{len(rows) - _MOST_ROWS}" if len(rows) > _MOST_ROWS else "")
    return f"{told} · "


def _opening(scene: Scene, slot: Slot) -> list[Part]:
    """The opening slide: words on paper on the left, the picture over the whole height on the right."""
    width = slot.boxes[0][0] - MARGIN - 28
    right = MARGIN + width
    low, top = _opening_foot(scene, slot, width)
    title, other, caption = _opening_words(slot, width, top - 30.0)
    high = sum(p.height for p in (*title, *other, *caption)) + 30
    y = max(30.0, min(84.0, (top - high) / 2))
    parts: list[Part] = []
    named: tuple[tuple[_Paras, str, Place, float], ...] = (
        (title, "Title", "title", 10.0), (other, "Title, other language", "", 12.0), (caption, "Caption", "body", 0.0)
    )  # fmt: skip
    for paras, name, place, after in named:
        if paras:
            high = sum(p.height for p in paras)
            parts.append(TextBox((MARGIN, y, right, y + high), paras, name, place=place))
            y += high + after
    return parts + low


def _opening_words(slot: Slot, width: float, room: float) -> tuple[_Paras, _Paras, _Paras]:
    """Title, the other language's title and the caption, as large as there is room for over the foot."""
    texts = [t for _, t in in_langs(slot.sheet.title, slot.lang)] or [slot.slide.id]
    for most, pt in product((4, 3, 2, 1), (44.0, 40.0, 36.0, 32.0, 28.0, 24.0)):
        title = balanced(fitted(texts[0], width, (pt,), 3, bold=True), width)
        other = tuple(_muted(fitted(t, width, (24.0 if pt > 32 else 20.0,), 2)) for t in texts[1:])
        caption = caption_paras(slot, width, most)
        whole = len(wrapped(texts[0], width, pt, True)) <= 3 or pt == 24.0
        if whole and sum(p.height for p in (title, *other, *caption)) + 30 <= room:
            break
    return (title,), other, caption


def _opening_foot(scene: Scene, slot: Slot, width: float) -> tuple[list[Part], float]:
    """From the bottom up: scenario and source, the statement, gains and harms; and where they begin."""
    scenario = scene.plan(slot.sheet.panes[-1].scenario).scenario
    told = [" / ".join(t for _, t in in_langs(scenario.title, slot.lang)), f"{scenario.id} · {scenario.hash[:7]}"]
    told += [t for _, t in in_langs(scene.district.credit, slot.lang)]
    source = tuple(Para(wrapped(t, width, _PRINT_PT, most=2), _PRINT_PT, colour=MUTED) for t in told)
    statement = tuple(Para((t,), 16.0, True) for t in (NOT_A_PREDICTION.zh, NOT_A_PREDICTION.en))
    quiet = quiet_lines(gains_and_harms(scene, slot.sheet), width, slot.lang, 1 if slot.lang == "both" else 2)
    parts: list[Part] = []
    y = SLIDE[1] - 22.0
    for paras, name in ((source, "Source"), (statement, "Statement"), (quiet, "Gains and harms")):
        high = sum(p.height for p in paras)
        if paras:
            parts.append(TextBox((MARGIN, y - high, MARGIN + width, y), paras, name))
            y -= high + 12
    return parts, y
