"""Names, tags, scale and compass of a slide's picture as words and lines that can be moved; the picture in words."""

from __future__ import annotations

from math import cos, radians, sin

from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.content import content_of
from wespace_desktop.picture.gauges import AT_CENTRE, EDGE, ScaleBar, Tag
from wespace_desktop.picture.ink import INK
from wespace_desktop.picture.labels import CHIP_PX, CHIP_SMALL_PX, STREET_PX, PlacedChip, chip_colour
from wespace_desktop.picture.looking import layer_word_colours
from wespace_desktop.picture.sheet import Sheet, SheetLang, said
from wespace_desktop.picture.slide_panes import UNIT, DrawnPane
from wespace_desktop.picture.slide_parts import LEADING, LEAST_PT, Panel, Para, Part, Rule, TextBox, wide
from wespace_desktop.scene.part import Scene

_TAG_PT, _TAG_SMALL_PT, _TAG_HIGH = 18.0, 12.0, 30.0
_COMPASS = 24.0


def pane_parts(pane: DrawnPane, box: Box, lang: SheetLang, full: bool) -> list[Part]:
    """Everything over a picture; only what is needed to find one's way where it stands beside something else."""
    parts: list[Part] = []
    for street in pane.names.streets:
        half, high = wide(street.text, STREET_PX * UNIT, True) / 2 + 2, STREET_PX * UNIT * LEADING / 2
        x, y = box[0] + street.x * UNIT, box[1] + street.y * UNIT
        para = Para((street.text,), STREET_PX * UNIT, True, INK, "centre")
        name = f"Street {street.text}"
        where = (x - half, y - high, x + half, y + high)
        parts.append(TextBox(where, (para,), name, "#FFFFFF", 0.55, True, degrees=street.degrees))
    for chip in pane.names.chips:
        parts += _leader(chip, box)
    for chip in pane.names.chips:
        parts.append(_chip(chip, box))
    for tag, x in pane.tags:
        parts.append(_tag(tag, box[0] + x * UNIT, box))
    if pane.scale is not None and full:
        parts += _scale(pane.scale, box, lang)
    return parts + (_compass(pane.north, box) if full else [])


def _hue(chip: PlacedChip) -> str:
    return chip_colour(chip.layer, layer_word_colours())


def _leader(chip: PlacedChip, box: Box) -> list[Part]:
    x0, y0, x1, y1 = (n * UNIT for n in chip.leader)
    x0, x1, y0, y1 = x0 + box[0], x1 + box[0], y0 + box[1], y1 + box[1]
    name = chip.lines[0]
    dots: list[Part] = [Rule((x1, y1), (x0, y0), _hue(chip), 1.4, f"Leader {name}")]
    for r, fill in ((4.6, "#FFFFFF"), (3.0, _hue(chip))):
        dots.append(Panel((x0 - r, y0 - r, x0 + r, y0 + r), fill, name=f"Anchor {name}", shape="dot"))
    return dots


def _chip(chip: PlacedChip, box: Box) -> TextBox:
    """The chip where it was placed, widened about its middle for a wider typeface and kept inside the picture."""
    sizes = [max(LEAST_PT, (CHIP_SMALL_PX if i else CHIP_PX) * UNIT) for i in range(len(chip.lines))]
    room = max(wide(t, pt, not i) for i, (t, pt) in enumerate(zip(chip.lines, sizes, strict=True))) + 10
    middle = box[0] + (chip.box[0] + chip.box[2]) / 2 * UNIT
    left = min(max(middle - room / 2, box[0] + 2), box[2] - 2 - room)
    paras = tuple(
        Para((t,), pt, not i, _hue(chip) if not i else "#4A5058", "centre")
        for i, (t, pt) in enumerate(zip(chip.lines, sizes, strict=True))
    )
    top, bottom = box[1] + chip.box[1] * UNIT, box[1] + chip.box[3] * UNIT
    return TextBox((left, top, left + room, bottom), paras, f"Callout {chip.lines[0]}", "#FFFFFF", 0.93, True)


def _tag(tag: Tag, x: float, box: Box) -> TextBox:
    """Words on the colour of the scenario."""
    top = box[1] + EDGE * UNIT
    paras = [Para((tag.big,), _TAG_PT, True, "#FFFFFF", "centre")]
    room = wide(tag.big, _TAG_PT, True) + 20
    high = _TAG_HIGH
    if tag.small:
        paras.append(Para((tag.small,), _TAG_SMALL_PT, False, "#FFFFFF", "centre"))
        room = max(room, wide(tag.small, _TAG_SMALL_PT) + 20)
        high += 14
    x = min(x, box[2] - room - 4)
    return TextBox((x, top, x + room, top + high), tuple(paras), f"Tag {tag.big}", tag.ground, 0.97, True)


def _scale(bar: ScaleBar, box: Box, lang: SheetLang) -> list[Part]:
    """Lower left: the bar in two tones and its length, with where it holds."""
    length = f"{bar.length_m / 1000:g} km" if bar.length_m >= 1000 else f"{bar.length_m:g} m"
    note = said(AT_CENTRE, lang) if bar.in_perspective else ""
    text = f"{length} {note}".strip()
    width = bar.width * UNIT
    room = max(width, wide(text, LEAST_PT)) + 20
    left, bottom = box[0] + EDGE * UNIT, box[3] - EDGE * UNIT
    top = bottom - 32
    parts: list[Part] = [Panel((left, top, left + room, bottom), "#FFFFFF", 0.91, "Scale ground")]
    for i in range(4):
        piece = (left + 10 + i * width / 4, top + 7, left + 10 + (i + 1) * width / 4, top + 11)
        parts.append(Panel(piece, INK if i % 2 == 0 else "#FFFFFF", name="Scale", edge=INK))
    words = Para((text,), LEAST_PT, False, INK)
    parts.append(TextBox((left + 10, top + 13, left + room - 4, bottom - 1), (words,), "Scale length", middle=True))
    return parts


def _compass(degrees: float, box: Box) -> list[Part]:
    """Lower right: a needle and the letter beyond its tip."""
    r = _COMPASS
    x, y = box[2] - EDGE * UNIT - r, box[3] - EDGE * UNIT - r
    ahead = sin(radians(degrees)), -cos(radians(degrees))
    tip = (x + ahead[0] * r * 0.36, y + ahead[1] * r * 0.36)
    tail = (x - ahead[0] * r * 0.78, y - ahead[1] * r * 0.78)
    at = (x + ahead[0] * r * 0.66, y + ahead[1] * r * 0.66)
    letter = Para(("N",), LEAST_PT, True, INK, "centre")
    wings: list[Part] = []
    for side in (-1.0, 1.0):
        back = (
            tip[0] - ahead[0] * 7 + side * ahead[1] * 4.5,
            tip[1] - ahead[1] * 7 - side * ahead[0] * 4.5,
        )
        wings.append(Rule(tip, back, INK, 1.8, "North"))
    return [
        Panel((x - r, y - r, x + r, y + r), "#FFFFFF", 0.91, "North ground", "dot"),
        Rule(tail, tip, INK, 1.8, "North"),
        *wings,
        TextBox((at[0] - 9, at[1] - 8, at[0] + 9, at[1] + 8), (letter,), "North letter", middle=True),
    ]


def alt_text(scene: Scene, sheet: Sheet, i: int) -> str:
    """The picture in words for who cannot see it: what, when, which layers, and that it is no prediction."""
    panes = sheet.panes if sheet.is_pair else sheet.panes[i : i + 1]
    content = content_of(scene, sheet)
    lines = []
    for lang in ("zh", "en"):
        if sheet.lang not in (lang, "both"):
            continue
        shown = (" → " if sheet.is_pair else "").join(
            f"{scene.plan(p.scenario).scenario.title.in_(lang)} ({p.year})" for p in panes
        )
        layers = ("、" if lang == "zh" else ", ").join(
            f"{e.title.in_(lang)} {e.figure.in_(lang)}".strip() for e in content.entries
        )
        caption = sheet.caption.in_(lang)
        said_ = [shown, _MODES[sheet.mode][0 if lang == "zh" else 1], caption, layers, content.statement.in_(lang)]
        lines.append(
            (" ").join(s if s.endswith(("。", ".")) else s + ("。" if lang == "zh" else ".") for s in said_ if s)
        )
    return "\n".join(lines)


_MODES = {
    "single": ("三维白模", "White 3D model"),
    "side-by-side": ("三维白模，与另一幅同一视角", "White 3D model, same view as the picture beside it"),
    "swipe": ("竖线左边是前者，右边是后者", "The former to the left of the line, the latter to the right"),
    "lens": ("没变的为灰色，改变的有颜色", "What stays is grey, what changes has colour"),
}
