"""The report's chain as a flow: technologies, the layers that rest on them, the scenes of life that they turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.report import load_report
from wespace_desktop.picture.diagrams import Ask, layer_hue
from wespace_desktop.picture.drawing import Drawing, Plate, Ribbon, Shape, words_at
from wespace_desktop.picture.ink import Text

_UNIT, _GAP, _HEAD, _BAR = 9.0, 10.0, 26.0, 11.0
Tops = Mapping[str, float]


@dataclass
class _Bands:
    """Ribbons between two columns, each laid under the last one at either end."""

    xs: tuple[float, float]
    tops: tuple[Tops, Tops]
    shapes: list[Shape] = field(default_factory=list)
    used: Counter[tuple[int, str]] = field(default_factory=Counter)

    def lay(self, ends: tuple[str, str], units: int, tone: str, alpha: float) -> None:
        y0, y1 = (self.tops[i][ends[i]] + self.used[(i, ends[i])] * _UNIT for i in (0, 1))
        for i in (0, 1):
            self.used[(i, ends[i])] += units
        high = units * _UNIT
        self.shapes.append(Ribbon((self.xs[0], y0, y0 + high), (self.xs[1], y1, y1 + high), tone, alpha))


def chain(ask: Ask) -> Drawing:
    """Widths are numbers of links, nothing more; what stands in the scenario has colour."""
    catalogue, there = load_catalogue(), ask.layers_there
    technologies = {t.id: [n for n in t.layers if n in catalogue.ids] for t in load_report().technologies if t.layers}
    inputs = Counter(n for layers in technologies.values() for n in layers)
    layers = [layer.id for layer in catalogue.in_scenes if inputs[layer.id]]
    groups = Counter[str]()
    for layer in layers:
        groups[catalogue[layer].group] += inputs[layer]
    height = _HEAD + sum(inputs.values()) * _UNIT + len(layers) * _GAP
    sizes = (
        {t: len(of) for t, of in technologies.items()},
        {n: inputs[n] for n in layers},
        {g: groups[g] for g in catalogue.groups if groups[g]},
    )
    tops = tuple(_stack(size, height) for size in sizes)
    bar = _BAR
    xs = (0.0, (ask.width - bar) / 2, ask.width - bar)
    first, second = _Bands((bar, xs[1]), (tops[0], tops[1])), _Bands((xs[1] + bar, xs[2]), (tops[1], tops[2]))
    tones = {n: (layer_hue(n), 0.5) if n in there else ("line", 0.3) for n in layers}
    for technology, used in technologies.items():
        for layer in (n for n in layers if n in used):
            first.lay((technology, layer), 1, *tones[layer])
    for layer in layers:
        second.lay((layer, catalogue[layer].group), inputs[layer], *tones[layer])
    bars = [
        Plate((x, top[n], x + bar, top[n] + size[n] * _UNIT), tones[n][0] if k == 1 else "acc", radius=1.5)
        for k, (x, top, size) in enumerate(zip(xs, tops, sizes, strict=True))
        for n in size
    ]
    spots = tuple(((xs[1] - 8, tops[1][n] - 4, xs[1] + 100, tops[1][n] + inputs[n] * _UNIT + 4), n) for n in layers)
    return Drawing((ask.width, height), (*first.shapes, *second.shapes, *bars), _words(ask, tops, sizes), spots)


def _words(ask: Ask, tops: tuple[Tops, ...], sizes: tuple[Mapping[str, int], ...]) -> tuple[Text, ...]:
    catalogue, report = load_catalogue(), load_report()
    technologies = {t.id: t.title for t in report.technologies}
    named = (technologies, {n.id: n.short for n in catalogue.layers}, catalogue.groups)
    heads = (ask.say("技术", "Technology"), ask.say("产品与服务", "Product, service"), ask.say("空间", "Space"))
    at = ((16.0, 0.0, "left"), (ask.width / 2 + 12, ask.width / 2, "left"), (ask.width - 18, ask.width, "right"))
    texts: list[Text] = []
    for k, (x, head_x, align) in enumerate(at):
        side = ("left", "centre", "right")[k]
        texts += words_at(heads[k], (head_x, 0), ask.width / 3, ask.px, bold=True, tone="mut", most=1, align=side)
        for name, top in tops[k].items():
            words = named[k][name].in_(ask.lang)
            lines = words_at(words, (x, 0), ask.width * 0.25, ask.px - 0.5, most=2 if k == 0 else 1, align=align)
            down = top + sizes[k][name] * _UNIT / 2 - len(lines) * (ask.px - 0.5) * 0.66
            texts += words_at(words, (x, down), ask.width * 0.25, ask.px - 0.5, most=2 if k == 0 else 1, align=align)
    return tuple(texts)


def _stack(sizes: Mapping[str, int], height: float) -> dict[str, float]:
    """Tops of bars of so many units, spread over the height under the heads."""
    gap = (height - _HEAD - sum(sizes.values()) * _UNIT) / len(sizes)
    tops, y = {}, _HEAD + gap / 2
    for name, size in sizes.items():
        tops[name] = y
        y += size * _UNIT + gap
    return tops
