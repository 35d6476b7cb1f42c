"""The key of an hour on a slide: words and swatches over the picture, where an export paints them into it."""

from __future__ import annotations

from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.hour_key import ASSUMED, HourKey, key_box
from wespace_desktop.picture.ink import INK, MUTED
from wespace_desktop.picture.sheet import SheetLang, first_lang, said
from wespace_desktop.picture.slide_parts import LEAST_PT, Panel, Para, Part, TextBox
from wespace_desktop.scene.uses import shown_hue, unknown_hue

_PAD, _HEAD, _ROW, _SIGN = 9.0, 25.0, 17.0, 11.0
_CLOCK_PT, _WIDE = 16.0, 158.0


def hour_box(key: HourKey, box: Box, size: tuple[float, float]) -> Box:
    """Under the tag of a picture of `size` page units in a box of points; a low picture has only the swatches."""
    unit = (box[2] - box[0]) / size[0]
    left, top, *_ = (n * unit for n in key_box(key, size, True, "both"))
    left, top = box[0] + left, box[1] + top
    right = min(left + _WIDE, box[2] - 10.0)
    high = _HEAD + len(key.rows) * _ROW + LEAST_PT + 12.0
    return left, top, right, top + (high if top + high <= box[3] - 6.0 else _HEAD + 4.0)


def hour_parts(key: HourKey | None, box: Box, size: tuple[float, float], lang: SheetLang) -> list[Part]:
    """Swatches, uses and their shares at the hour, and that nobody counted."""
    if key is None:
        return []
    left, top, right, bottom = hour_box(key, box, size)
    is_low = bottom - top < _HEAD + _ROW
    rows = [(r.words.in_(first_lang(lang)), r.text, shown_hue(r.use, sum(r.shares[0]) / 2)) for r in key.rows]
    parts: list[Part] = [Panel((left, top, right, bottom), "#FFFFFF", 0.94, "Hour key")]
    clock = Para((key.clock,), _CLOCK_PT, True, INK)
    parts.append(TextBox((left + _PAD, top + 4, right, top + _HEAD), (clock,), "Hour"))
    if is_low:
        return [*parts, *_signs(key, (left + 62.0, top + 9.0))]
    for k, (name, figure, hue) in enumerate(rows):
        y = top + _HEAD + k * _ROW
        sign = left + _PAD, y + 4, left + _PAD + _SIGN, y + 4 + _SIGN
        parts.append(Panel(sign, hue, 1.0, f"Use {name}", edge=MUTED))
        words = Para((name,), LEAST_PT, False, INK)
        number = Para((figure,), LEAST_PT, True, INK, "right")
        parts.append(TextBox((left + _PAD + _SIGN + 7, y, right - _PAD, y + _ROW), (words,), "Use"))
        parts.append(TextBox((left + _PAD + _SIGN + 7, y, right - _PAD, y + _ROW), (number,), "Share"))
    note = Para((said(ASSUMED, lang) if lang != "both" else ASSUMED.en,), LEAST_PT, False, MUTED)
    y = top + _HEAD + len(rows) * _ROW
    return [*parts, TextBox((left + _PAD, y + 2, right, bottom), (note,), "Assumed")]


def _signs(key: HourKey, at: tuple[float, float]) -> list[Part]:
    hues = [shown_hue(r.use, sum(r.shares[0]) / 2) for r in key.rows] + ([unknown_hue()] if key.unknown else [])
    return [
        Panel((at[0] + k * 15.0, at[1], at[0] + k * 15.0 + _SIGN, at[1] + _SIGN), hue, 1.0, "Use", edge=MUTED)
        for k, hue in enumerate(hues)
    ]
