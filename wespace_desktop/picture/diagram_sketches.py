"""Schematic diagrams after the report's text: shapes without data, and every one of them says so."""

from __future__ import annotations

from math import exp

from wespace_desktop.model.words import Words
from wespace_desktop.picture.diagrams import Ask
from wespace_desktop.picture.drawing import Area, Drawing, Plate, Shape, Stroke, disc, words_at
from wespace_desktop.picture.ink import Text

_CITIES = ((0.38, 0.40, 26.0), (0.66, 0.34, 20.0), (0.52, 0.68, 16.0))
_NODES = (
    (0.25, 0.27),
    (0.27, 0.52),
    (0.44, 0.20),
    (0.50, 0.45),
    (0.78, 0.22),
    (0.79, 0.46),
    (0.40, 0.80),
    (0.65, 0.76),
)
_OUTSIDE = ((0.08, 0.84), (0.93, 0.80), (0.06, 0.16))


_LINE = ((-9.0, 0.0), (9.0, 0.0))
_REGION_KEY: tuple[tuple[Plate | Stroke, Words], ...] = (
    (disc(0, 0, 8, "acc"), Words("中心城市：强，有虹吸", "core city: strong, draws others in")),
    (disc(0, 0, 5, "acc"), Words("节点城市、微中心", "node city, small centre")),
    (disc(0, 0, 8, "acc", alpha=0.15), Words("都市圈、城市群", "metropolitan area, cluster")),
    (
        disc(0, 0, 5, "", edge="harm", width=1.8, dashed=True),
        Words("圈外小城市：可能收缩", "small city outside: may shrink"),
    ),
    (Stroke(_LINE, "acc", 3.0, 0.55), Words("实体与虚拟联系", "links, physical and virtual")),
    (
        Stroke(_LINE, "gain", 1.8, dashed=True),
        Words("超越邻近：跨城通勤、异城协作", "beyond neighbours: commuting, co-work"),
    ),
)


def region(ask: Ask) -> Drawing:
    """Core cities with their metropolitan areas, links beyond neighbours, small cities outside, a border."""
    wide, high = ask.width, ask.width * 0.66 if ask.width < 560 else 340.0

    def at(p: tuple[float, ...]) -> tuple[float, float]:
        return p[0] * wide, p[1] * high

    shapes: list[Shape] = [disc(*at(c), c[2] * 3.1, "acc", alpha=0.09) for c in _CITIES]
    shapes.append(
        Stroke(tuple(at(p) for p in ((0.58, 0.0), (0.56, 0.3), (0.62, 0.55), (0.60, 1.0))), "mut", 1.4, dashed=True)
    )
    for i, a in enumerate(_CITIES):
        shapes += [Stroke((at(a), at(b)), "acc", 4.5 if i == 0 else 3.0, 0.55) for b in _CITIES[i + 1 :]]
    for node in _NODES:
        near = min(_CITIES, key=lambda c: (c[0] - node[0]) ** 2 + (c[1] - node[1]) ** 2)
        shapes.append(Stroke((at(near), at(node)), "acc", 1.5, 0.6))
    shapes.append(Stroke((at(_NODES[0]), at(_NODES[4])), "gain", 1.8, dashed=True, bend="v"))
    shapes.append(Stroke((at(_NODES[1]), at(_NODES[7])), "gain", 1.8, dashed=True, bend="v"))
    shapes += [
        Stroke((at(_OUTSIDE[0]), at(_NODES[6])), "line", 1.0, dashed=True),
        Stroke((at(_OUTSIDE[1]), at(_NODES[7])), "line", 1.0, dashed=True),
    ]
    shapes += [disc(*at(n), 7.0, "acc", edge="ground") for n in _NODES]
    shapes += [disc(*at(n), 6.0, "ground", edge="harm", width=1.8, dashed=True) for n in _OUTSIDE]
    shapes += [disc(*at(c), c[2], "acc", edge="ground", width=2.0) for c in _CITIES]
    border = words_at(ask.say("行政边界", "border"), (0.61 * wide, high - 18), 90, ask.px - 1, tone="mut", most=1)
    marks, more, low = _legend(_REGION_KEY, high + 8, ask)
    return Drawing((wide, low), (*shapes, *marks), (*border, *more))


def _legend(
    rows: tuple[tuple[Plate | Stroke, Words], ...], top: float, ask: Ask
) -> tuple[list[Shape], list[Text], float]:
    """Marks about (0, 0) with their words, in two columns where there is room."""
    columns = 2 if ask.width >= 460 else 1
    shapes: list[Shape] = []
    texts: list[Text] = []
    for i, (mark, words) in enumerate(rows):
        x, y = i % columns * ask.width / columns + 10, top + i // columns * 20 + 8
        if isinstance(mark, Plate):
            left, up, right, down = mark.box
            shapes.append(
                Plate(
                    (left + x, up + y, right + x, down + y),
                    mark.fill,
                    mark.alpha,
                    mark.edge,
                    mark.width,
                    mark.dashed,
                    mark.radius,
                    mark.disc,
                )
            )
        else:
            shapes.append(
                Stroke(tuple((a + x, b + y) for a, b in mark.points), mark.tone, mark.width, mark.alpha, mark.dashed)
            )
        texts += words_at(words.in_(ask.lang), (x + 18, y - ask.px * 0.72), ask.width / columns - 32, ask.px, most=1)
    return shapes, texts, top + -(-len(rows) // columns) * 20 + 4


def ranks(ask: Ask) -> Drawing:
    """Two ladders: where a city stands in the network goes with where it stands on the ground, not everywhere."""
    wide, step = ask.width, 34.0
    left, right = wide * 0.27, wide * 0.73
    order, top = (0, 1, 3, 2, 4, 5), 40.0
    shapes: list[Shape] = []
    texts = [
        *words_at(
            ask.say("网络空间中的等级", "Rank in the network"),
            (left, 4),
            wide * 0.45,
            ask.px,
            bold=True,
            align="centre",
        ),
        *words_at(
            ask.say("实体空间中的等级", "Rank on the ground"),
            (right, 4),
            wide * 0.45,
            ask.px,
            bold=True,
            align="centre",
        ),
        *words_at(ask.say("高", "high"), (0, top - 8), 60, ask.px - 1, tone="mut"),
        *words_at(ask.say("低", "low"), (0, top + 5 * step - 8), 60, ask.px - 1, tone="mut"),
    ]
    for i, j in enumerate(order):
        y0, y1, r = top + i * step, top + j * step, 13.0 - 1.6 * i
        tone = "warn" if i != j else "acc"
        shapes.append(Stroke(((left, y0), (right, y1)), tone, 2.2, 0.75, bend="h"))
        shapes += [disc(left, y0, r, tone), disc(right, y1, r, tone)]
    low = top + 5 * step + 26
    said = ask.say("两者相关，但并不处处一致（琥珀色）。", "They go together, though not everywhere (amber).")
    return Drawing((wide, low + 20), tuple(shapes), (*texts, *words_at(said, (0, low), wide, ask.px)))


def balance(ask: Ask) -> Drawing:
    """The gap between places rises while technology spreads unevenly, and falls later; how far nobody knows."""
    wide, high, left = ask.width, 190.0, 20.0

    def gap(t: float, top: float, rest: float) -> float:
        return rest + (top - rest) * (t / 0.34) * exp(1 - t / 0.34)

    def line(top: float, rest: float) -> tuple[tuple[float, float], ...]:
        ts = [i / 60 for i in range(61)]
        return tuple((left + t * (wide - left - 8), high - 14 - gap(t, top, rest) * (high - 40)) for t in ts)

    shapes: tuple[Shape, ...] = (
        Area((*line(0.98, 0.36), *line(0.62, 0.06)[::-1]), "acc", 0.15),
        Stroke(((left, high - 8), (wide, high - 8)), "ink", 1.3, arrow=True),
        Stroke(((left, high - 8), (left, 6)), "ink", 1.3, arrow=True),
        Stroke(line(0.8, 0.2), "acc", 2.2, dashed=True),
    )
    texts = (
        *words_at(ask.say("差距", "gap"), (left + 8, 2), 120, ask.px - 1, tone="mut"),
        *words_at(ask.say("时间", "time"), (wide, high - 4), 80, ask.px - 1, tone="mut", align="right"),
        *words_at(
            ask.say("短期：更不均衡，数字鸿沟", "Short term: more uneven, a digital divide"),
            (left + wide * 0.12, high - 50),
            wide * 0.6,
            ask.px,
        ),
        *words_at(ask.say("长期：走向均衡", "Long run: towards balance"), (wide * 0.66, 26), wide * 0.34, ask.px),
        *words_at(
            ask.say(
                "适用于区域、城市群，也适用于一个城市的各地带。",
                "Between regions, within clusters, and between the parts of a city.",
            ),
            (0, high + 14),
            wide,
            ask.px,
        ),
    )
    return Drawing((wide, high + 50), shapes, texts)


_SPREAD = (
    (0.16, 0.22, 11.0),
    (0.48, 0.10, 9.0),
    (0.82, 0.24, 12.0),
    (0.30, 0.50, 10.0),
    (0.64, 0.46, 17.0),
    (0.10, 0.76, 9.0),
    (0.42, 0.84, 12.0),
    (0.76, 0.80, 10.0),
    (0.93, 0.54, 8.0),
)
_TIES = ((0, 1), (1, 2), (0, 3), (3, 4), (4, 2), (4, 8), (3, 5), (3, 6), (6, 7), (7, 4), (5, 6), (7, 8))


_CLUSTER_KEY: tuple[tuple[Plate | Stroke, Words], ...] = (
    (disc(0, 0, 7, "acc"), Words("社区化小中心：住、工作、服务相邻", "community centre: homes, work, services")),
    (disc(0, 0, 7, "warn"), Words("创新产业集群：新的增长极", "innovation cluster: a new pole")),
    (Stroke(_LINE, "line", 1.6), Words("轨道、无人驾驶、云端联系", "rail, automated vehicles, cloud")),
)


def clusters(ask: Ask) -> Drawing:
    """From core and edge to small clusters: flat and even, with a few poles of innovation."""
    half = (ask.width - 46) / 2
    high = min(half, 240.0)
    x, y = half / 2, high / 2 + 24
    shapes: list[Shape] = [disc(x, y, high / 2 * s, "acc", alpha=0.16, edge="line") for s in (0.96, 0.68, 0.4)]
    shapes.append(disc(x, y, high * 0.08, "acc"))
    shapes.append(Stroke(((half + 8, y), (half + 38, y)), "ink", 2.0, arrow=True))
    off = half + 46
    places = [(off + px * half, 24 + py * high, r * high / 180) for px, py, r in _SPREAD]
    shapes += [Stroke((places[a][:2], places[b][:2]), "line", 1.3) for a, b in _TIES]
    shapes += [disc(px, py, r * 1.7, "acc", alpha=0.14) for px, py, r in places]
    shapes += [disc(px, py, r, "warn" if i == 4 else "acc", edge="ground") for i, (px, py, r) in enumerate(places)]
    texts = [
        *words_at(
            ask.say("核心—边缘圈层", "Core and edge"), (half / 2, 0), half, ask.px, bold=True, align="centre", most=1
        ),
        *words_at(
            ask.say("多中心小簇群", "Small clusters"),
            (off + half / 2, 0),
            half,
            ask.px,
            bold=True,
            align="centre",
            most=1,
        ),
    ]
    marks, more, low = _legend(_CLUSTER_KEY, high + 36, ask)
    return Drawing((ask.width, low), (*shapes, *marks), (*texts, *more))


def logistics(ask: Ask) -> Drawing:
    """Graded logistics from where things are made to the door; the last grades are in the district."""
    rows = (
        (1, ask.say("生产端", "Producer"), False),
        (2, ask.say("区域分拨", "Regional hub"), False),
        (4, ask.say("城市前置仓", "City depot"), False),
        (8, ask.say("社区配送站、快递柜", "Delivery hub, lockers"), True),
        (16, ask.say("到家：骑手、机器人", "To the door: courier, robot"), True),
    )
    left, step, top = min(128.0, ask.width * 0.34), 50.0, 16.0
    room = ask.width - left - 6
    shapes: list[Shape] = [Plate((0, top + 2.5 * step, ask.width, top + 4.5 * step), "2E8F68", 0.1, radius=6)]
    texts: list[Text] = []
    xs = [[left + room * (i + 0.5) / count for i in range(count)] for count, _, _ in rows]
    for k in range(1, len(rows)):
        y = top + k * step
        shapes += [Stroke(((xs[k - 1][i // 2], y - step), (x, y)), "line", 1.3, bend="v") for i, x in enumerate(xs[k])]
    for k, (_, words, here) in enumerate(rows):
        y, r = top + k * step, (12.0, 10.0, 8.0, 6.5, 4.0)[k]
        for x in xs[k]:
            shapes.append(
                Plate((x - r, y - r, x + r, y + r), "2E8F68" if here else "acc", 1.0, "ground", 1.2, disc=k == 4)
            )
        texts += words_at(words, (6, y - 12), left - 14, ask.px, bold=here, most=2)
    note = ask.say("绿底：街区里可见", "Green ground: seen in the district")
    texts += words_at(note, (0, top + 4.5 * step + 4), ask.width, ask.px, tone="mut")
    return Drawing((ask.width, top + 4.5 * step + 22), tuple(shapes), tuple(texts))
