"""Gains and harms in a quiet line each, set alike, for slides whose room belongs to something else."""

from __future__ import annotations

from functools import lru_cache

from wespace_desktop.model.words import Lang, Words
from wespace_desktop.picture.content import BENEFITS_ONLY, GAINS, HARMS
from wespace_desktop.picture.ink import GAIN, HARM, WARN
from wespace_desktop.picture.sheet import SheetLang
from wespace_desktop.picture.slide_parts import Para, wrapped
from wespace_desktop.picture.slide_words import in_langs

_PT = 12.5
Effects = tuple[tuple[Words, ...], tuple[Words, ...]]


@lru_cache(maxsize=64)
def quiet_lines(effects: Effects, width: float, lang: SheetLang, most: int = 1) -> tuple[Para, ...]:
    """Both sides with equally many of their effects, as many as fit into `most` lines for each side and language.

    What is left out is counted there and stands whole in the speaker's notes.
    """
    gains, harms = effects
    if not gains and not harms:
        return ()
    told: tuple[Para, ...] = ()
    for count in range(1, max(len(gains), len(harms)) + 1):
        tried = tuple(p for side in (0, 1) for p in _side(effects, side, count, (width, lang)))
        if count > 1 and any(len(p.lines) > most for p in tried):
            break
        told = tried
    return tuple(Para(_at_most(p, most), p.pt, p.bold, p.colour, before=p.before) for p in told)


def _at_most(para: Para, most: int) -> tuple[str, ...]:
    """One effect alone may be longer than its lines: it takes another one and is never cut short."""
    return para.lines[: most + 1]


def _side(effects: Effects, side: int, count: int, room: tuple[float, SheetLang]) -> list[Para]:
    words, (width, lang) = effects[side], room
    if effects[0] and not effects[1] and side:
        return [Para(wrapped(f"– {_both(BENEFITS_ONLY, lang)}", width, _PT, True), _PT, True, WARN, before=3.0)]
    sign, head, hue = (("+", GAINS, GAIN), ("–", HARMS, HARM))[side]
    paras = []
    for i, (one, title) in enumerate(in_langs(head, lang)):
        text = f"{sign} {title}{_COLON[one]}{_joined(words, count, one)}"
        paras.append(Para(wrapped(text, width, _PT), _PT, colour=hue, before=3.0 if side and not i else 0.0))
    return paras


def _both(words: Words, lang: SheetLang) -> str:
    return " / ".join(text for _, text in in_langs(words, lang))


def _joined(words: tuple[Words, ...], count: int, lang: Lang) -> str:
    told = _BETWEEN[lang].join(w.in_(lang) for w in words[:count]) or _NONE.in_(lang)
    left = len(words) - count
    return told + (Words(f"；另有 {left} 项", f"; {left} more").in_(lang) if left > 0 else "")


_COLON = {"zh": "：", "en": ": "}
_BETWEEN = {"zh": "；", "en": "; "}
_NONE = Words("没有写明", "none named")
