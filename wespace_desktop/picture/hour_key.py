"""The key of an hour: what o'clock it is, who uses spaces then and how much of them, and that nobody counted it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QLinearGradient, QPainter, QPainterPath

from wespace_desktop.model.hours import NO_USE, Profile, hour_words, load_profiles, load_uses, uses_of
from wespace_desktop.model.words import Lang, Words
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.fonts import text_width
from wespace_desktop.picture.gauges import EDGE, Tag, tag_box
from wespace_desktop.picture.ink import HAIRLINE, INK, MUTED, Text, colour, draw_line, draw_text, fill_box, pen
from wespace_desktop.picture.sheet import Sheet, SheetLang, first_lang
from wespace_desktop.scene.part import Scene
from wespace_desktop.scene.uses import shown_hue, spaces_of, unknown_hue

WHO = Words("谁在使用", "Who is there")
ASSUMED = Words("假设的时段曲线", "assumed profiles")
_BY_ZONE = Words("建筑用途依区划假设", "uses of buildings assumed by zone")
_UNCHANGED = Words(
    "现有建筑不变，颜色为{hours}的使用者（假设）",
    "existing buildings unchanged, coloured by who is there at {hours} (assumed)",
)
_TITLE_PX, _PX, _SMALL_PX, _NOTE_PX = 21.0, 16.0, 14.0, 13.0
_PAD, _HEAD, _ROW, _NOTE_ROW, _GAP = 13.0, 40.0, 25.0, 18.0, 14.0
_BAR_W, _BAR_H, _STEPS = 64.0, 13.0, 6
#: A pane smaller than the first (page units) has a short list, one smaller than the second only hour and swatches.
_WHOLE, _SHORT = (620.0, 560.0), (400.0, 420.0)
_LEAST_WORDS, _SWATCH = 250.0, 14.0
Form = Literal["whole", "short", "swatches"]


@dataclass(frozen=True)
class HourRow:
    """One use: its colours from empty to full, and its shares (low, high) at each hour shown."""

    use: str
    words: Words
    ramp: tuple[str, ...]
    shares: tuple[tuple[float, float], ...]

    @property
    def text(self) -> str:
        """`45 %`, or `52–80 %` where spaces of this use differ; two hours stand beside each other."""
        return " · ".join(_percent(low, high) for low, high in self.shares) + " %"


@dataclass(frozen=True)
class HourKey:
    """What a picture says of its hours; `notes` are what it rests on, `unknown` whether some building has no use."""

    hours: tuple[int, ...]
    rows: tuple[HourRow, ...]
    notes: tuple[Words, ...]
    unknown: bool

    @property
    def clock(self) -> str:
        return " · ".join(hour_words(h).en for h in self.hours)


def hour_key(scene: Scene, *hours: int | None) -> HourKey | None:
    """The key of these hours, each once; None when none is shown."""
    told = tuple(dict.fromkeys(h for h in hours if h is not None))
    return _key(scene, told) if told else None


@lru_cache(maxsize=64)
def _key(scene: Scene, hours: tuple[int, ...]) -> HourKey:
    spaces, known = spaces_of(scene), uses_of(scene.district)
    found: dict[str, set[str]] = {}
    uses = tuple(load_uses())
    for profile, use in {*zip(spaces.profile.tolist(), spaces.use.tolist(), strict=True),
                         *zip(spaces.ground.tolist(), spaces.ground_use.tolist(), strict=True)}:  # fmt: skip
        if profile >= 0:
            found.setdefault(uses[use], set()).add(spaces.names[profile])
    rows = tuple(_row(use, [load_profiles()[p] for p in found[use]], hours) for use in uses if use in found)
    buildings = [known.get(str(name)) for name in scene.district.theme("buildings").ids]
    by_zone = any(b is not None and "zone" in b.basis.en for b in buildings)
    return HourKey(hours, rows, (ASSUMED, _BY_ZONE) if by_zone else (ASSUMED,), any(b is None for b in buildings))


def _row(use: str, profiles: list[Profile], hours: tuple[int, ...]) -> HourRow:
    shares = tuple((min(p.at(h) for p in profiles), max(p.at(h) for p in profiles)) for h in hours)
    ramp = tuple(shown_hue(use, k / (_STEPS - 1)) for k in range(_STEPS))
    return HourRow(use, load_uses()[use].words, ramp, shares)


def _percent(low: float, high: float) -> str:
    a, b = (str(round(100 * v)) for v in (low, high))
    return a if a == b else f"{a}–{b}"


def hours_of(sheet: Sheet) -> tuple[int, ...]:
    """The hours that a sheet shows; a lens shows none."""
    if sheet.is_pair and sheet.mode == "lens":
        return ()
    return tuple(dict.fromkeys(p.hour for p in sheet.panes if p.hour is not None))


def print_of(hours: Iterable[int]) -> Words:
    """The line of the small print that stands where a picture without an hour calls the model white."""
    clock = " · ".join(hour_words(h).en for h in hours)
    return Words(_UNCHANGED.zh.format(hours=f" {clock} "), _UNCHANGED.en.format(hours=clock))


# painting -----------------------------------------------------------------------------------------------------------


def key_box(key: HourKey, size: tuple[float, float], has_tag: bool, lang: SheetLang) -> Box:
    """Upper left, under the tag where there is one."""
    top = tag_box(Tag("0"), (1e6, 1e6))[3] + 8.0 if has_tag else EDGE
    form = form_for(size)
    if form == "swatches":
        wide = _swatches_at(key) + len(key.rows) * 20.0 + _PAD
        return EDGE, top, EDGE + wide, top + _HEAD
    rows = len(key.rows) + (1 if key.unknown else 0)
    high = _HEAD + rows * _ROW + 6 + len(_notes(key, form, lang)) * _NOTE_ROW + 8
    return EDGE, top, EDGE + _width(key, form, lang), top + high


def form_for(size: tuple[float, float]) -> Form:
    """How much of the key a pane of that many page units has room for."""
    if size[0] >= _WHOLE[0] and size[1] >= _WHOLE[1]:
        return "whole"
    return "short" if size[0] >= _SHORT[0] and size[1] >= _SHORT[1] else "swatches"


def paint_key(painter: QPainter, key: HourKey, size: tuple[float, float], has_tag: bool, lang: SheetLang) -> None:
    """In page units, over a painted pane."""
    left, top, right, bottom = key_box(key, size, has_tag, lang)
    form = form_for(size)
    fill_box(painter, QRectF(left, top, right - left, bottom - top), colour("#FFFFFF", 0.94), 3.0)
    draw_text(painter, Text(key.clock, left + _PAD, top + 28, _TITLE_PX, True, INK))
    if form == "swatches":
        _paint_swatches(painter, key, QPointF(left + _swatches_at(key), top + _HEAD / 2))
        return
    if form == "whole":
        x = left + _PAD + text_width(key.clock, _TITLE_PX, True) + 10
        _draw_all(painter, _pair(WHO, QPointF(x, top + 27.5), lang, MUTED))
    y = top + _HEAD
    for row in key.rows:
        _paint_row(painter, row, QRectF(left + _PAD, y, right - left - 2 * _PAD, _ROW), (form, lang))
        y += _ROW
    if key.unknown:
        wide = _sign_width(form)
        _paint_swatch(painter, QRectF(left + _PAD, y + (_ROW - _BAR_H) / 2, wide, _BAR_H), unknown_hue())
        _draw_all(painter, _pair(NO_USE, QPointF(left + _PAD + wide + 10, y + 18), _lang_of(form, lang), MUTED))
        y += _ROW
    for line in _notes(key, form, lang):
        y += _NOTE_ROW
        draw_text(painter, Text(line, left + _PAD, y + 2, _NOTE_PX, False, MUTED, role="note"))


def _paint_row(painter: QPainter, row: HourRow, at: QRectF, how: tuple[Form, SheetLang]) -> None:
    """The ramp with a mark at each share of the hour (short: the colour of the hour), the use, its share in figures."""
    form, lang = how
    wide = _sign_width(form)
    box = QRectF(at.x(), at.y() + (_ROW - _BAR_H) / 2, wide, _BAR_H)
    if form == "whole":
        _paint_ramp(painter, row, box)
    else:
        _paint_swatch(painter, box, shown_hue(row.use, sum(row.shares[0]) / 2))
    _draw_all(painter, _pair(row.words, QPointF(at.x() + wide + 10, at.y() + 18), _lang_of(form, lang), INK))
    draw_text(painter, Text(row.text, at.right(), at.y() + 18, _PX, True, INK, "right", "figure"))


def _paint_ramp(painter: QPainter, row: HourRow, bar: QRectF) -> None:
    ramp = QLinearGradient(bar.topLeft(), bar.topRight())
    for k, hue in enumerate(row.ramp):
        ramp.setColorAt(k / (len(row.ramp) - 1), colour(hue))
    path = QPainterPath()
    path.addRoundedRect(bar, 2.0, 2.0)
    painter.fillPath(path, ramp)
    painter.strokePath(path, pen(HAIRLINE, 0.8))
    for value in dict.fromkeys(v for pair in row.shares for v in pair):
        x = bar.x() + 1.5 + value * (bar.width() - 3)
        draw_line(painter, QPointF(x, bar.top() - 3), QPointF(x, bar.bottom() + 3), pen("#FFFFFF", 4.4))
        draw_line(painter, QPointF(x, bar.top() - 3), QPointF(x, bar.bottom() + 3), pen(INK, 2.0))


def _draw_all(painter: QPainter, texts: list[Text]) -> None:
    for text in texts:
        draw_text(painter, text)


def _sign_width(form: Form) -> float:
    return _BAR_W if form == "whole" else _SWATCH


def _lang_of(form: Form, lang: SheetLang) -> SheetLang:
    """A short list speaks the leading language only."""
    return lang if form == "whole" else first_lang(lang)


def _paint_swatches(painter: QPainter, key: HourKey, at: QPointF) -> None:
    for k, row in enumerate(key.rows):
        share = sum(row.shares[0]) / 2
        _paint_swatch(painter, QRectF(at.x() + 20.0 * k, at.y() - 7, 14, 14), shown_hue(row.use, share))


def _paint_swatch(painter: QPainter, box: QRectF, hue: str) -> None:
    path = QPainterPath()
    path.addRoundedRect(box, 2.0, 2.0)
    painter.fillPath(path, colour(hue))
    painter.strokePath(path, pen(MUTED, 0.8, 0.5))


def _swatches_at(key: HourKey) -> float:
    return _PAD + text_width(key.clock, _TITLE_PX, True) + 12


def _pair(words: Words, at: QPointF, lang: SheetLang, ink: str) -> list[Text]:
    """In the leading language; on a bilingual picture the Chinese beside it, smaller."""
    main = Text(words.in_(first_lang(lang)), at.x(), at.y(), _PX, False, ink)
    if lang != "both":
        return [main]
    return [main, Text(words.zh, at.x() + main.width + 7, at.y(), _SMALL_PX, False, MUTED)]


def _wide(words: Words, lang: SheetLang) -> float:
    last = _pair(words, QPointF(0, 0), lang, INK)[-1]
    return last.x + last.width


def _notes(key: HourKey, form: Form, lang: SheetLang) -> list[str]:
    """One line for each note and language; a short list only says that nobody counted."""
    langs: tuple[Lang, ...] = ("en", "zh") if lang == "both" else (first_lang(lang),)
    separator = {"zh": "；", "en": "; "}
    told = key.notes if form == "whole" else key.notes[:1]
    return [separator[one].join(n.in_(one) for n in told) for one in langs]


def _width(key: HourKey, form: Form, lang: SheetLang) -> float:
    own = _lang_of(form, lang)
    words = [_wide(r.words, own) + _GAP + text_width(r.text, _PX, True) for r in key.rows]
    words += [_wide(NO_USE, own)] if key.unknown else []
    inner = [_sign_width(form) + 10 + w for w in words]
    inner += [text_width(line, _NOTE_PX) for line in _notes(key, form, lang)]
    if form == "whole":
        inner += [_LEAST_WORDS, text_width(key.clock, _TITLE_PX, True) + 10 + _wide(WHO, lang)]
    return max(inner) + 2 * _PAD
