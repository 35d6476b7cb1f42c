"""Diagrams of what hangs together: which layer builds on which, who operates what for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from wespace_desktop.model.catalogue import load_catalogue, operator_words
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.diagrams import Ask, layer_hue
from wespace_desktop.picture.drawing import Drawing, Plate, Shape, Stroke, words_at, words_in
from wespace_desktop.picture.ink import Text, contrast

_GAP, _HIGH, _ROOM = 8.0, 34.0, 34.0
#: Fewer would not fit a name, more would not be read.
_LEAST_NODE = 82.0


# which layer builds on which ------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def levels() -> tuple[tuple[str, ...], ...]:
    """Layers by how much they build on: the first level builds on nothing."""
    catalogue = load_catalogue()
    found: dict[str, int] = {}

    def level(layer: str, seen: frozenset[str]) -> int:
        if layer not in found:
            parents = [p for p in catalogue.parents(layer, catalogue.ids) if p in catalogue.ids and p not in seen]
            found[layer] = 1 + max((level(p, seen | {layer}) for p in parents), default=-1)
        return found[layer]

    for layer in catalogue.ids:
        level(layer, frozenset({layer}))
    return tuple(tuple(n for n in catalogue.ids if found[n] == k) for k in range(max(found.values()) + 1))


def depends(ask: Ask) -> Drawing:
    """Foundations at the foot, what builds on them above; a hand over a layer brings out its own links."""
    places, height = _rows(ask.width)
    catalogue, there = load_catalogue(), ask.layers_there
    shapes: list[Shape] = []
    texts: list[Text] = []
    for layer in catalogue.ids:
        parents = [p for p in catalogue.parents(layer, catalogue.ids) if p in places]
        shapes += [_link(places[p], places[layer], ask.marked in (layer, p), bool(ask.marked)) for p in parents]
    for layer, box in places.items():
        lacks = layer in there and any(p not in there for p in catalogue.parents(layer, there))
        shapes.append(Plate(box, "ground"))
        shapes.append(_node(layer, box, layer in there, lacks))
        tone = _on(layer_hue(layer)) if layer in there else "ink"
        texts += words_in(
            catalogue[layer].short.in_(ask.lang), _inner(box), ask.px - 1, bold=layer in there, tone=tone, most=2
        )
    return Drawing((ask.width, height), tuple(shapes), tuple(texts), tuple((b, n) for n, b in places.items()))


def _rows(width: float) -> tuple[dict[str, Box], float]:
    """Where each layer stands; a long level takes several rows."""
    most = max(1, int((width + _GAP) // (_LEAST_NODE + _GAP)))
    rows: list[tuple[tuple[str, ...], bool]] = []
    for level in levels():
        count = -(-len(level) // most)
        each = -(-len(level) // count)
        rows += [(level[i * each : (i + 1) * each], i == count - 1) for i in range(count)]
    places: dict[str, Box] = {}
    y = 2.0
    for row, _ in reversed(rows):
        wide = min(128.0, (width - (len(row) - 1) * _GAP) / len(row))
        left = (width - len(row) * wide - (len(row) - 1) * _GAP) / 2
        for i, layer in enumerate(row):
            x = left + i * (wide + _GAP)
            places[layer] = (x, y, x + wide, y + _HIGH)
        y += _HIGH + (_ROOM if row in [level[: len(row)] for level in levels()] else 12.0)
    return places, y - _ROOM + 6.0


def _link(parent: Box, child: Box, marked: bool, others: bool) -> Stroke:
    start = ((parent[0] + parent[2]) / 2, parent[1])
    end = ((child[0] + child[2]) / 2, child[3])
    tone, width, alpha = ("acc", 2.0, 1.0) if marked else ("line", 1.1, 0.35 if others else 0.9)
    return Stroke((start, end), tone, width, alpha, bend="v", arrow=marked)


def _node(layer: str, box: Box, there: bool, lacks: bool) -> Plate:
    hue = layer_hue(layer)
    edge = "warn" if lacks else hue
    return Plate(box, hue if there else "", 1.0, edge, 2.4 if lacks else 1.3, radius=5.0)


def _inner(box: Box) -> Box:
    return box[0] + 4, box[1], box[2] - 4, box[3]


def _on(hue: str) -> str:
    """White or dark words, whichever is read better on a hue."""
    return max(("#FFFFFF", "#16191E"), key=lambda tone: contrast(tone, hue))


# who operates what for whom -------------------------------------------------------------------------------------------


def operators(ask: Ask) -> Drawing:
    """Three columns: operators, the spaces they run (layers), and who gains (green) or bears (orange)."""
    there, catalogue = ask.there, load_catalogue()
    if not there:
        text = ask.say("没有成立的变化：没有可画的运营者。", "Nothing stands, so there is no operator to draw.")
        return Drawing((ask.width, 40.0), (), words_at(text, (0, 4), ask.width, ask.px, tone="mut"))
    runs = Counter((_operator(i.operator.in_(ask.lang), ask), i.layer) for i in there)
    layers = [n for n in catalogue.ids if any(n == layer for _, layer in runs)]
    people = _people(layers, ask)
    columns = (
        list(dict.fromkeys(name for name, _ in sorted(runs, key=lambda r: (layers.index(r[1]), r[0])))),
        layers,
        sorted(dict.fromkeys(who for _, who, _ in people), key=lambda who: who == _others(ask)),
    )
    step = 40.0
    height = max(len(c) for c in columns) * step + 24
    heads = (ask.say("运营者", "Operators"), ask.say("空间", "Spaces"), ask.say("人群", "People"))
    places, texts = _columns(columns, heads, (ask.width, height), ask)
    shapes: list[Shape] = []
    for (name, layer), count in runs.items():
        shapes.append(_across(places[0][name], places[1][layer], layer_hue(layer), 1.0 + min(5.0, count)))
    for layer, who, is_gain in people:
        shift = -3.0 if is_gain else 3.0
        shapes.append(_across(places[1][layer], places[2][who], "gain" if is_gain else "harm", 1.4, shift))
    for layer, box in places[1].items():
        shapes.append(Plate(box, layer_hue(layer), radius=5.0))
    for column in (places[0], places[2]):
        shapes += [Plate(box, "well", radius=5.0) for box in column.values()]
    return Drawing((ask.width, height), tuple(shapes), texts, tuple((b, n) for n, b in places[1].items()))


def _operator(name: str, ask: Ask) -> str:
    return operator_words(name).in_(ask.lang) if name else ask.say("未写明", "not named")


def _people(layers: Sequence[str], ask: Ask, most: int = 9) -> list[tuple[str, str, bool]]:
    """(layer, who, gains) from the catalogue; those whom most layers touch, the others together."""
    catalogue = load_catalogue()
    told = [
        (layer, effect.who.in_(ask.lang), is_gain)
        for layer in layers
        for side, is_gain in ((catalogue[layer].gains, True), (catalogue[layer].harms, False))
        for effect in side
        if effect.who
    ]
    kept = [who for who, _ in Counter(who for _, who, _ in told).most_common(most)]
    return list(dict.fromkeys((layer, who if who in kept else _others(ask), gain) for layer, who, gain in told))


def _others(ask: Ask) -> str:
    return ask.say("其他人群", "Others")


def _columns(
    columns: tuple[Sequence[str], ...], heads: tuple[str, ...], size: tuple[float, float], ask: Ask
) -> tuple[tuple[dict[str, Box], ...], tuple[Text, ...]]:
    """Boxes of equal height in columns with room between them for links; words in the boxes."""
    wide = size[0] * 0.27
    gap = (size[0] - len(columns) * wide) / (len(columns) - 1)
    catalogue = load_catalogue()
    places: list[dict[str, Box]] = []
    texts: list[Text] = []
    for k, (names, head) in enumerate(zip(columns, heads, strict=True)):
        x = k * (wide + gap)
        texts += words_at(head, (x, 0), wide, ask.px, bold=True, tone="mut", most=1)
        step = (size[1] - 24) / len(names)
        high = min(34.0, step - 5)
        boxes = {
            n: (x, 24 + (i + 0.5) * step - high / 2, x + wide, 24 + (i + 0.5) * step + high / 2)
            for i, n in enumerate(names)
        }
        for name, box in boxes.items():
            is_layer = name in catalogue.ids
            text = catalogue[name].short.in_(ask.lang) if is_layer else name
            tone = _on(layer_hue(name)) if is_layer else "ink"
            texts += words_in(text, _inner(box), ask.px - 1, bold=is_layer, tone=tone, most=2)
        places.append(boxes)
    return tuple(places), tuple(texts)


def _across(left: Box, right: Box, tone: str, width: float, shift: float = 0.0) -> Stroke:
    start, end = (left[2], (left[1] + left[3]) / 2 + shift), (right[0], (right[1] + right[3]) / 2 + shift)
    return Stroke((start, end), tone, width, 0.65, bend="h")
