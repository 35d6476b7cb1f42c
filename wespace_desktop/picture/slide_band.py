"""Gains and harms in a band under the pictures of a slide, equally large, where no column beside them tells them."""

from __future__ import annotations

from functools import lru_cache

from wespace_desktop.model.words import Words
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.content import BENEFITS_ONLY, GAINS, HARMS, Content
from wespace_desktop.picture.ink import GAIN, GAIN_GROUND, HARM, HARM_GROUND, INK, WARN, WARN_GROUND
from wespace_desktop.picture.sheet import SheetLang, said
from wespace_desktop.picture.slide_parts import Para, Part, TextBox, wide, wrapped
from wespace_desktop.picture.slide_words import in_langs

GAP = 6.0
_PT, _INSET, _BETWEEN = 12.5, 7.0, 8.0


def band_height(content: Content, width: float, lang: SheetLang) -> float:
    """Room for the longer of both languages: the pictures of the Chinese and the English slide are equally large."""
    langs: tuple[SheetLang, ...] = ("both",) if lang == "both" else ("zh", "en")
    return max((_height(_boxes(content, width, one)) for one in langs), default=0.0)


def band(content: Content, box: Box, lang: SheetLang) -> list[Part]:
    """Two boxes from the left to the right of `box`; nothing where nothing stands that could gain or harm."""
    out: list[Part] = []
    half = (box[2] - box[0] - _BETWEEN) / 2
    for i, (head, paras, ground) in enumerate(_boxes(content, box[2] - box[0], lang)):
        left = box[0] + i * (half + _BETWEEN)
        out.append(TextBox((left, box[1], left + half, box[3]), (), f"Ground {head.text}", ground))
        out.append(TextBox((left + _INSET, box[1] + _INSET - 2, left + half, box[3]), (head,), head.text))
        words = left + _INSET + _label(lang)
        out.append(TextBox((words, box[1] + _INSET - 2, left + half - _INSET, box[3]), paras, f"{head.text}, words"))
    return out


_Box = tuple[Para, tuple[Para, ...], str]


def _boxes(content: Content, width: float, lang: SheetLang) -> list[_Box]:
    if not content.gains and not content.harms:
        return []
    room = (width - _BETWEEN) / 2 - 2 * _INSET - _label(lang)
    gains, harms = _words(content.gains, room, lang), _words(content.harms, room, lang)
    first = (Para((f"+ {said(GAINS, lang)}",), _PT, True, GAIN), gains, GAIN_GROUND)
    if content.benefits_only:
        only = Para(wrapped(said(BENEFITS_ONLY, lang, " / "), room, _PT, bold=True), _PT, True, WARN)
        return [first, (Para((f"– {said(HARMS, lang)}",), _PT, True, WARN), (only,), WARN_GROUND)]
    return [first, (Para((f"– {said(HARMS, lang)}",), _PT, True, HARM), harms, HARM_GROUND)]


@lru_cache(maxsize=64)
def _words(effects: tuple[Words, ...], room: float, lang: SheetLang) -> tuple[Para, ...]:
    both = Words("；".join(w.in_("zh") for w in effects), " · ".join(w.in_("en") for w in effects))
    # Nothing is cut short here: a harm that does not fit makes the picture smaller.
    return tuple(Para(wrapped(text, room, _PT), _PT, colour=INK) for _, text in in_langs(both, lang))


def _label(lang: SheetLang) -> float:
    """The longer of the two heads, so that both texts begin at the same place."""
    return max(wide(f"+ {said(w, lang)}", _PT, True) for w in (GAINS, HARMS)) + 8


def _height(boxes: list[_Box]) -> float:
    return max((sum(p.height for p in paras) for _, paras, _ in boxes), default=-2 * _INSET + 4) + 2 * _INSET - 4
