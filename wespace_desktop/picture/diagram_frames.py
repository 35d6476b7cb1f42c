"""Schematic frames of thought after the report's text: rings of infrastructure, scales of study, the life of data."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.words import Words
from wespace_desktop.picture.diagrams import Ask, layer_hue
from wespace_desktop.picture.drawing import Drawing, Plate, Shape, Stroke, disc, height_of, words_at, words_in
from wespace_desktop.picture.ink import Text

_RINGS = (
    (
        0.98,
        "well",
        1.0,
        Words("传统基建", "Old infrastructure"),
        Words("通信 · 供电 · 燃气 · 给排水 · 废弃物", "telecom · power · gas · water · waste"),
    ),
    (
        0.70,
        "acc",
        0.22,
        Words("融合：传统基建升级", "Joined: the old upgraded"),
        Words("特高压 · 充电 · 城际轨道", "UHV · charging · rail"),
    ),
    (0.44, "acc", 0.55, Words("数字基建", "Digital core"), Words("5G · 人工智能", "5G · AI")),
)


def rings(ask: Ask) -> Drawing:
    """New infrastructure: data at the core, the digital ring, the ring where it joins the old, the old outside."""
    size = min(ask.width, 340.0)
    x, y = ask.width / 2, size / 2
    shapes: list[Shape] = []
    texts: list[Text] = []
    for share, fill, alpha, head, items in _RINGS:
        r = share * size / 2
        shapes += [disc(x, y, r, "ground"), disc(x, y, r, fill, alpha=alpha, edge="line")]
        texts += words_at(head.in_(ask.lang), (x, y - r + 8), r * 1.5, ask.px, bold=True, align="centre", most=1)
        texts += words_at(items.in_(ask.lang), (x, y - r + 24), r * 1.5, ask.px - 1, align="centre", most=1)
    shapes.append(disc(x, y, size * 0.085, "ground", edge="ink"))
    texts += words_in(ask.say("数据", "Data"), (x - 30, y - 12, x + 30, y + 12), ask.px, bold=True)
    texts += words_in(
        ask.say("工业互联网 · 数据中心", "industrial internet, data centres"),
        (x - size * 0.17, y + size * 0.09, x + size * 0.17, y + size * 0.2),
        ask.px - 1,
    )
    here = [n for n in ("digital_core", "sensors", "v2i", "charging", "energy") if n in load_catalogue().ids]
    marks, more, low = _layer_line(here, size + 8, ask)
    return Drawing((ask.width, low), (*shapes, *marks), (*texts, *more))


def _layer_line(layers: Sequence[str], top: float, ask: Ask) -> tuple[tuple[Shape, ...], tuple[Text, ...], float]:
    """`Of these the district shows`: the layers with their colour, filled when they stand."""
    catalogue, there = load_catalogue(), ask.layers_there
    texts = list(words_at(ask.say("街区里可见：", "The district shows:"), (0, top), ask.width, ask.px, tone="mut"))
    shapes: list[Shape] = []
    x, y = 0.0, top + 20
    for layer in layers:
        name = words_at(catalogue[layer].short.in_(ask.lang), (x + 16, y), 160, ask.px, most=1)
        if x + 16 + name[0].width > ask.width and x:
            x, y = 0.0, y + 20
            name = words_at(catalogue[layer].short.in_(ask.lang), (16, y), 160, ask.px, most=1)
        fill = layer_hue(layer) if layer in there else ""
        shapes.append(Plate((x, y + 3, x + 11, y + 14), fill, 1.0, layer_hue(layer), 1.4, radius=2.5))
        texts += name
        x += 16 + name[0].width + 16
    return tuple(shapes), tuple(texts), y + 20


_SCALES = (
    (
        Words("宏观：区域", "Macro: the region"),
        Words("区域经济、地理、土地资源、区域规划", "Regional economics, geography, land, regional planning"),
        Words("示意图", "diagrams"),
    ),
    (
        Words("中观：城市", "Meso: the city"),
        Words("城市规划与管理、城市经济、城市地理", "Planning and management, urban economics and geography"),
        Words("图表、指标", "charts, indicators"),
    ),
    (
        Words("街区", "The district"),
        Words("道路、停车、绿地、建筑与公共空间", "Streets, parking, green, buildings, public space"),
        Words("三维模型", "the 3D model"),
    ),
    (
        Words("微观：场所与物", "Micro: place and object"),
        Words("城市设计、景观、建筑、市政", "Urban design, landscape, architecture, engineering"),
        Words("检视栏、幻灯片", "inspector, slides"),
    ),
)


def scales(ask: Ask) -> Drawing:
    """What each scale studies, and what this program shows of it."""
    shapes: list[Shape] = []
    texts: list[Text] = []
    y = 0.0
    for i, (head, fields, shown) in enumerate(_SCALES):
        left, wide = i * 12.0 + 12, ask.width - i * 24.0 - 24
        texts += words_at(head.in_(ask.lang), (left, y + 7), wide, ask.px, bold=True, most=1)
        lines = words_at(fields.in_(ask.lang), (left, y + 25), wide, ask.px - 0.5, most=2)
        here = ask.say("这里：", "Here: ") + shown.in_(ask.lang)
        low = height_of(lines) + 4
        texts += [*lines, *words_at(here, (left, low), wide, ask.px - 0.5, tone="gain", most=1)]
        shapes.append(Plate((left - 12, y, left + wide + 12, low + 22), "acc", 0.08 + 0.07 * i, radius=6))
        y = low + 28
    said = ask.say("技术 + 空间，以人为本。", "Technology plus space, people first.")
    texts += words_at(said, (0, y + 2), ask.width, ask.px, bold=True)
    return Drawing((ask.width, y + 24), tuple(shapes), tuple(texts))


_STEPS = (
    (Words("采集", "Collect"), Words("传感器与覆盖", "sensors and their reach")),
    (Words("使用", "Use"), Words("5G、边缘、城市中台", "5G, edge, city platform")),
    (Words("共享", "Share"), Words("平台与运营者", "platforms, operators")),
    (Words("保护", "Protect"), Words("能否识别个人；暴露 I08", "identifying or not; exposure (I08)")),
    (Words("治理", "Govern"), Words("由谁决定、由谁出资", "who decides, who pays")),
)


def data_cycle(ask: Ask) -> Drawing:
    """Collect, use, share, protect, govern: the five sides of the life of data, and what of them is seen here."""
    size = min(ask.width, 380.0)
    x, y, r = ask.width / 2, size * 0.42, size * 0.32
    shapes: list[Shape] = []
    texts: list[Text] = []
    spots = [(x + r * sin(2 * pi * i / 5), y - r * cos(2 * pi * i / 5)) for i in range(5)]
    for i in range(5):
        a, b = 2 * pi * (i + 0.24) / 5, 2 * pi * (i + 0.76) / 5
        arc = tuple((x + r * sin(a + (b - a) * k / 8), y - r * cos(a + (b - a) * k / 8)) for k in range(9))
        shapes.append(Stroke(arc, "mut", 1.6, arrow=True))
    for (px, py), (head, shown) in zip(spots, _STEPS, strict=True):
        wide = size * 0.155
        shapes.append(Plate((px - wide, py - 25, px + wide, py + 25), "well", 1.0, "line", radius=8))
        texts += words_at(head.in_(ask.lang), (px, py - 21), 2 * wide - 8, ask.px, bold=True, align="centre", most=1)
        texts += words_at(shown.in_(ask.lang), (px, py - 6), 2 * wide - 8, ask.px - 1.5, align="centre", most=2)
    shapes.append(disc(x, y, size * 0.085, "acc"))
    texts += words_in(ask.say("数据", "Data"), (x - 30, y - 12, x + 30, y + 12), ask.px, bold=True, tone="ground")
    here = [n for n in ("sensors", "digital_core", "v2i") if n in load_catalogue().ids]
    marks, more, low = _layer_line(here, max(size * 0.78, height_of(texts)) + 14, ask)
    return Drawing((ask.width, low), (*shapes, *marks), (*texts, *more))
