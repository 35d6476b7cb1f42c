"""Charts made from data: gains and harms by layer, technology and policy, curves of spread, sources of numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from wespace_desktop.model.adoption import Driver, load_driver_sources, load_drivers
from wespace_desktop.model.catalogue import load_catalogue, load_sources
from wespace_desktop.model.quantity import UNITS, figures
from wespace_desktop.picture.diagrams import Ask, stands_in
from wespace_desktop.picture.drawing import Area, Drawing, Plate, Shape, Stroke, disc, words_at, words_in
from wespace_desktop.picture.ink import TAG_COLOURS, Text

_CODES = ("P1", "P2", "P3", "P4", "P5", "N1", "N2", "N3", "N4", "N5")
_YEARS = np.linspace(2010.0, 2035.0, 101)
_TODAY = 2026.0
GRADES = ("a", "b", "c", "M", "A")
_GRADE_TONES = {"a": "gain", "b": "acc", "c": "warn", "M": "mut", "A": "line"}


def effects(ask: Ask) -> Drawing:
    """A row for each layer, a column for each gain and harm: neither can be shown without the other."""
    there = ask.layers_there
    layers = sorted(load_catalogue().in_scenes, key=lambda layer: layer.id not in there)
    left, top, high = min(132.0, ask.width * 0.32), 42.0, 21.0
    step = (ask.width - left - 12) / len(_CODES)
    xs = {code: left + (i + 0.5) * step + (12 if i > 4 else 0) for i, code in enumerate(_CODES)}
    foot = top + len(layers) * high
    shapes: list[Shape] = []
    texts: list[Text] = []
    for tone, first, last, head in (
        ("gain", "P1", "P5", ask.say("+ 得", "+ Gains")),
        ("harm", "N1", "N5", ask.say("– 失", "– Harms")),
    ):
        shapes.append(Plate((xs[first] - step / 2, 0, xs[last] + step / 2, foot), tone, 0.1))
        at = ((xs[first] + xs[last]) / 2, 3)
        texts += words_at(head, at, step * 5, ask.px, bold=True, tone=tone, align="centre")
    for code, x in xs.items():
        texts += words_at(code, (x, 21), step + 4, 11, tone="mut", align="centre", most=1)
    for i, layer in enumerate(layers):
        y, on = top + (i + 0.5) * high, layer.id in there
        name = layer.short.in_(ask.lang)
        texts += words_at(name, (0, y - ask.px * 0.72), left - 6, ask.px, bold=on, tone="ink" if on else "mut", most=1)
        for effect in (*layer.gains, *layer.harms):
            tone = _tone(effect.code)
            shapes.append(disc(xs[effect.code], y, 5.5, tone if on else "", edge=tone, width=1.4))
    words, low = _code_words(ask, foot + 10)
    spots = tuple(((0.0, top + i * high, ask.width, top + (i + 1) * high), n.id) for i, n in enumerate(layers))
    return Drawing((ask.width, low), tuple(shapes), (*texts, *words), spots)


def _tone(code: str) -> str:
    return "gain" if code[0] == "P" else "harm"


def _code_words(ask: Ask, y: float) -> tuple[tuple[Text, ...], float]:
    """What each code stands for, under the table."""
    texts: list[Text] = []
    for code, words in load_catalogue().effects.items():
        line = words_at(f"{code}  {words.in_(ask.lang)}", (0, y), ask.width, ask.px - 0.5, tone=_tone(code))
        texts += line
        y += 17.0 * len(line)
    return tuple(texts), y


def policy(ask: Ask) -> Drawing:
    """Necessary, not sufficient: technology across, policy up, and where each open scenario lies."""
    left, side = 22.0, min(ask.width - 26.0, 420.0)
    high = side * 0.82
    fields = (
        (0, 0, ask.say("先改规则与空间，技术还少", "Rules and streets first, little technology yet")),
        (1, 0, ask.say("技术与政策合力", "Technology and policy together")),
        (0, 1, ask.say("今天的延续", "Today goes on")),
        (1, 1, ask.say("只有技术：空间滞后，新问题多", "Technology alone: space lags, new problems")),
    )
    shapes: list[Shape] = []
    texts: list[Text] = []
    for column, row, words in fields:
        x, y = left + column * side / 2, row * high / 2
        shapes.append(Plate((x + 2, y + 2, x + side / 2 - 2, y + high / 2 - 2), "well", 1.0 if column ^ row else 0.6))
        texts += words_in(words, (x + 12, y + 30, x + side / 2 - 12, y + high / 2 - 14), ask.px, tone="mut", most=4)
    shapes.append(Stroke(((left, high + 4), (left + side, high + 4)), "ink", 1.4, arrow=True))
    shapes.append(Stroke(((left - 6, high), (left - 6, 0)), "ink", 1.4, arrow=True))
    texts += words_at(
        ask.say("技术：成立的图层", "Technology: layers that stand"),
        (left + side, high + 9),
        side,
        ask.px - 1,
        align="right",
        most=1,
    )
    texts += words_at(
        ask.say("↑ 政策：由决策推动的变化", "↑ Policy: changes by decision"),
        (left - 8, high + 26),
        side,
        ask.px - 1,
        most=1,
    )
    more, names, low = _places(ask, (left, side, high))
    return Drawing((ask.width, low), (*shapes, *more), (*texts, *names))


def _places(ask: Ask, field: tuple[float, float, float]) -> tuple[list[Shape], list[Text], float]:
    """Each open scenario as a numbered disc in the field, and what the number stands for under it."""
    left, side, high = field
    shapes: list[Shape] = []
    texts: list[Text] = []
    low = high + 50
    for i, state in enumerate(ask.plans):
        there = stands_in(*state)
        across = len({c.layer for c in there}) / len(load_catalogue().ids)
        up = sum(c.decision == "decision" for c in there) / len(there) if there else 0.0
        tone = TAG_COLOURS[i % len(TAG_COLOURS)]
        name = (state[0].scenario.short or state[0].scenario.title).in_(ask.lang)
        words = f"{name}, {state[1]}: {figures(100 * across)}%, {figures(100 * up)}%"
        for x, y in ((left + 12 + across * (side - 24), high - 12 - up * (high - 24)), (left, low + 9)):
            shapes.append(disc(x, y, 9, tone, edge="ground", width=1.5))
            texts.append(Text(str(i + 1), x, y + 4, 11, True, "#FFFFFF", "centre"))
        line = words_at(words, (left + 16, low), side - 16, ask.px, bold=i == len(ask.plans) - 1, most=2)
        texts += line
        low += 8 + 16 * len(line)
    return shapes, texts, low


def adoption(ask: Ask) -> Drawing:
    """A small chart for each driver: published points, the central line, the band from low to high."""
    columns = 1 if ask.width < 560 else 2
    wide, high, gap = (ask.width - (columns - 1) * 28) / columns, 148.0, 14.0
    shapes: list[Shape] = []
    texts: list[Text] = []
    drivers = tuple(load_drivers().values())
    for i, driver in enumerate(drivers):
        x, y = i % columns * (wide + 28), i // columns * (high + gap)
        more, said = _curve(driver, (x, y, wide, high), ask)
        shapes += more
        texts += said
    rows = -(-len(drivers) // columns)
    return Drawing((ask.width, rows * (high + gap)), tuple(shapes), tuple(texts))


def _curve(driver: Driver, place: tuple[float, float, float, float], ask: Ask) -> tuple[list[Shape], list[Text]]:
    x, y, wide, high = place
    top, floor, left, right = y + 54, y + high - 22, x + 2, x + wide - 2
    values = driver.values(_YEARS)
    most = max(float(values.max()), 1e-9)

    def at(year: float, value: float) -> tuple[float, float]:
        return left + (year - 2010) / 25 * (right - left), floor - value / most * (floor - top)

    low, central, upper = ([at(float(t), float(v)) for t, v in zip(_YEARS, row, strict=True)] for row in values)
    kind = ask.say("拟合", "fitted") if driver.kind == "fit" else ask.say("假设", "assumed")
    shapes: list[Shape] = [
        Area((*low, *upper[::-1]), "acc", 0.16),
        Stroke(((left, floor), (right, floor)), "line", 1.0),
        Stroke((at(_TODAY, 0), at(_TODAY, most)), "mut", 1.0, dashed=True),
        Stroke(tuple(central), "acc", 1.8, dashed=driver.kind != "fit"),
    ]
    for point in (*driver.points, *driver.compare):
        px, py = at(point.year, min(point.value, most))
        shapes.append(Plate((px - 3.2, py - 3.2, px + 3.2, py + 3.2), "ink", 1.0, "ground", 1.0, disc=True))
    unit = UNITS.get(driver.unit, (driver.unit, driver.unit))[0 if ask.lang == "zh" else 1]
    last = driver.quantity(2035)
    told = f"2035: {figures(last.central)} {unit} ({figures(last.low)}–{figures(last.high)})".replace(" %", "%")
    source = load_driver_sources()[driver.source]
    texts = [
        *words_at(driver.title.in_(ask.lang), (x, y), wide - 60, ask.px, bold=True, most=1),
        *words_at(kind, (x + wide, y), 58, ask.px - 1, tone="mut" if driver.kind == "fit" else "warn", align="right"),
        *words_at(told, (x, y + 17), wide, ask.px - 1, tone="mut", most=1),
        *words_at("2010", (left, floor + 2), 60, 11, tone="mut"),
        *words_at("2035", (right, floor + 2), 60, 11, tone="mut", align="right"),
        *words_at(ask.say("今天", "today"), (at(_TODAY, 0)[0], floor + 2), 60, 11, tone="mut", align="centre"),
    ]
    name = f"{source.id}: {source.author or source.title} {source.year or ''} ({source.grade})".replace("  ", " ")
    texts += words_at(name, (x, y + 33), wide, 11, tone="mut", most=1)
    return shapes, texts


@lru_cache(maxsize=1)
def graded() -> Mapping[str, Mapping[str, int]]:
    """Layer id -> grade of source -> how many numbers of the catalogue have it."""
    known = load_sources()
    counted: dict[str, Counter[str]] = {}
    for layer in load_catalogue().layers:
        used = (q.source for p in layer.parameters for q in p.by_year.values())
        counted[layer.id] = Counter(known[name].grade for name in used if name in known)
    return counted


def sources(ask: Ask) -> Drawing:
    """A bar for each layer: how many of its numbers rest on what grade of source."""
    catalogue, counted = load_catalogue(), graded()
    left, high, top = min(132.0, ask.width * 0.32), 20.0, 28.0
    most = max(sum(c.values()) for c in counted.values())
    unit = (ask.width - left - 30) / most
    shapes: list[Shape] = []
    texts: list[Text] = []
    x, whole = 0.0, Counter({g: sum(c[g] for c in counted.values()) for g in GRADES})
    for grade in GRADES:
        shapes.append(Plate((x, 4, x + 12, 16), _GRADE_TONES[grade], radius=2))
        words = words_at(f"{grade}  {whole[grade]}", (x + 17, 1), 60, ask.px, bold=True)
        texts += words
        x += 17 + words[0].width + 18
    for i, layer in enumerate(catalogue.in_scenes):
        y, x = top + i * high, left
        texts += words_at(layer.short.in_(ask.lang), (0, y + 1), left - 6, ask.px, most=1)
        for grade in GRADES:
            wide = counted[layer.id][grade] * unit
            if wide:
                shapes.append(Plate((x, y + 3, x + wide - 1.5, y + high - 4), _GRADE_TONES[grade], radius=1.5))
            x += wide
        texts += words_at(str(sum(counted[layer.id].values())), (x + 4, y + 1), 30, ask.px - 1, tone="mut")
    size = (ask.width, top + len(catalogue.layers) * high)
    return Drawing(size, tuple(shapes), tuple(texts), ())
