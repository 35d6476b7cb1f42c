"""Life circle (L11): how far one walks from a place in 5, 10 and 15 minutes, and modular facilities that fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.walking import SPEED
from wespace_desktop.model.words import Words
from wespace_desktop.scene import style
from wespace_desktop.scene.describe import title as title_of
from wespace_desktop.scene.layers import module_forms as forms
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.assembly import joined
from wespace_desktop.scene.layers.installed import Form, Look, Standing, Stood, asked_of, layer_of
from wespace_desktop.scene.layers.isochrones import (
    MINUTES,
    Isochrones,
    dashed,
    draped,
    edge_of,
    hatching,
    isochrones,
    place_on,
    reach_m,
    roofs_within,
)
from wespace_desktop.scene.layers.omo_logistics import beside, in_turn
from wespace_desktop.scene.layers.open_ground import OpenGround, Room
from wespace_desktop.scene.layers.standing_room import stood, taken_before
from wespace_desktop.scene.paint import plain
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part, SeenFrom
from wespace_desktop.scene.shapes import EMPTY, Mesh, flat, outline3d, segments
from wespace_desktop.scene.site import LAND_Z, Site

LAYER = "life_circle"
LOOK = Look(LAYER, forms.PALE, forms.DEEP, sides=6)
GROUPS = {"adult": Words("成人", "Adults"), "elderly": Words("老年人", "Older people")}
OTHER = {"adult": "elderly", "elderly": "adult"}
#: Nearer is deeper. Bands lie above the ground's marks and below every sign that stands on it.
BANDS = {5: style.rgb("4F63AE"), 10: style.rgb("7484C4"), 15: style.rgb("9DA9DA")}
_ALPHA = {5: 0.50, 10: 0.38, 15: 0.27}
_ROOF_ALPHA = {5: 0.30, 10: 0.23, 15: 0.15}
_BAND_Z, _HATCH_Z, _EDGE_Z, _ROOF_Z = 0.27, 0.29, 0.4, 0.25
_ORDER = 1
_EDGE_PX = {5: 1.6, 10: 1.6, 15: 3.4}
USUAL = Quantity.exact(4, "place", "A")
HOURS = (7, 22)


@dataclass(frozen=True, eq=False)
class _Circle:
    """One walking circle: of `feature`, named `place`; `group` is whose minutes the bands show."""

    change: Change
    key: str
    name: str
    feature: str
    place: Words
    group: str
    found: Isochrones


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Circles and modules of the plan."""
    modules = layer_of(LOOK, plan, ids, _all(site, plan))
    parts, items, labels = list(modules.parts), list(modules.items), list(modules.labels)
    tally, warnings = dict(modules.tally), list(modules.warnings)
    for change in settings.changes_of(plan, LAYER):
        if _is_modules(change):
            continue
        circles = list(_circles(site, plan, change))
        tally[plan.key(change)] = Quantity.exact(len(circles), "place", "calc")
        if not circles:
            warnings.append(f"{change.id}: none of its targets can be reached on a walking line")
        for circle in circles:
            parts += _parts(site, circle, ids.of(circle.name))
            items.append(_item(circle))
            labels += _labels(site, circle)
    return LayerBuild(
        joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings), clears=modules.clears
    )


def footprints(site: Site, plan: Plan) -> list[BaseGeometry]:
    """Ground of the modules."""
    return [t.pad for s in _all(site, plan) for t in s.things]


def _is_modules(change: Change) -> bool:
    return change.intervention.set.get("kind") == "modules"


def _circles(site: Site, plan: Plan, change: Change) -> Iterator[_Circle]:
    group = str(change.intervention.set.get("group", "adult"))
    for k, feature in enumerate(change.features):
        found = isochrones(site, feature)
        if found is not None:
            name = f"{change.id}-{k + 1}"
            place = _place_words(site, feature)
            yield _Circle(change, plan.key(change), name, feature, place, group if group in GROUPS else "adult", found)


def _place_words(site: Site, feature: str) -> Words:
    found = site.district.find(feature)
    if found is None:
        return Words(feature, feature)
    words = title_of(*found)
    is_stop = found[0].name == "transit_stops"
    return Words(f"{words.zh or words.en} 站", f"{words.en} station") if is_stop else words


# ---------------------------------------------------------------- what is drawn


def _parts(site: Site, circle: _Circle, index: int) -> list[Part]:
    areas, other = circle.found.reached[circle.group], circle.found.reached[OTHER[circle.group]]
    last = MINUTES[-1]
    parts: list[Part] = []
    inner: shapely.Geometry = shapely.Polygon()
    for minutes in MINUTES:
        ring = shapely.difference(areas[minutes], inner)
        parts += _band(site, circle, ring, (minutes, index))
        edge = edge_of(site, areas[minutes])
        parts += _edge(site, circle, edge, (_EDGE_PX[minutes], BANDS[5] if minutes < last else forms.DEEP))
        inner = areas[minutes]
    gap = shapely.difference(shapely.symmetric_difference(areas[last], other[last]), site.built)
    parts += _sheet(circle, flat(hatching(gap, 14.0, 1.3), _HATCH_Z)[0], (forms.DEEP, 0.36, index), "bird")
    return parts + _edge(site, circle, dashed(edge_of(site, other[last]), 18.0, 10.0), (_EDGE_PX[last], forms.DEEP))


def _band(site: Site, circle: _Circle, ring: BaseGeometry, look: tuple[int, int]) -> list[Part]:
    """A sheet on open ground, thin enough that streets are read through it, and a thinner one on every roof."""
    minutes, index = look
    ground, _ = flat(shapely.difference(ring, site.built), _BAND_Z)
    pieces, high = roofs_within(site, ring)
    roofs = flat(pieces, high + _ROOF_Z)[0] if len(pieces) else EMPTY
    colour, alpha = BANDS[minutes], _ALPHA[minutes]
    return [
        *_sheet(circle, ground, (colour, alpha, index), "bird"),
        *_sheet(circle, ground, (colour, alpha / 5, index), "street"),
        *_sheet(circle, roofs, (colour, _ROOF_ALPHA[minutes], 0), "bird"),
    ]


def _sheet(circle: _Circle, mesh: Mesh, look: tuple[np.ndarray, float, int], seen: SeenFrom) -> list[Part]:
    colour, alpha, index = look
    if not len(mesh.points):
        return []
    common = {"order": _ORDER, "opacity": alpha, "seen_from": seen, **_common(circle)}
    return [plain(f"{circle.key}:bands", mesh.points, mesh.cells, colour, index, **common)]


def _edge(site: Site, circle: _Circle, edge: BaseGeometry, look: tuple[float, np.ndarray]) -> list[Part]:
    """A line over ground and roofs, so that it is one line from above."""
    width, colour = look
    over = draped(site, edge, _EDGE_Z)
    points, cells, _ = segments(over.lines, over.z)
    if not len(cells):
        return []
    common = {"line_width": width, "opacity": 0.92, "order": _ORDER + 1, "seen_from": "bird", **_common(circle)}
    return [plain(f"{circle.key}:edges", points, cells, colour, 0, **common)]


def _common(circle: _Circle) -> dict[str, Any]:
    return {"needs": frozenset({circle.key}), "layer": LAYER}


# ---------------------------------------------------------------- what is said


def _item(circle: _Circle) -> Item:
    found, last = circle.found, MINUTES[-1]
    own = GROUPS[circle.group]
    title = Words(f"{circle.place.zh} · {last} 分钟步行圈", f"{last}-minute walk from {circle.place.en}")
    outline = outline3d(found.reached[circle.group][last], _EDGE_Z)
    facts = (
        Fact(Words("色带所示人群", "Bands show"), own),
        *(_speed(group) for group in GROUPS),
        *(_area(circle, group, m) for group in GROUPS for m in MINUTES),
        _left_behind(circle),
        _straight(circle),
        Fact(
            Words("起点", "Starts at"),
            Words(f"{len(found.starts)} 个出入口", f"{len(found.starts)} entrances") if len(found.starts) > 1
            else Words("地块中间一点", "one point in the middle of the place"),
        ),
        _NETWORK,
    )  # fmt: skip
    if found.cut:
        outside = Words(
            "片区外的路网没有数据，圈在边界处截断", "beyond the district there is no data; the circle ends at its edge"
        )
        facts += (Fact(Words("边界", "Edge of the district"), outside),)
    x, y = found.at
    note = Words("按步速与路网推算，不是测量", "worked out from speed and network, not measured")
    return Item(
        circle.name, "walking_circle", title, (float(x), float(y), 2.0), outline, facts, LAYER, circle.key, (), note
    )


_NETWORK = Fact(
    Words("路网", "Network"),
    Words("真实的人行道、过街与步道中线", "real sidewalk, crossing and path centrelines"),
    Words(
        "路口无标线处按可过街计；不计等灯、坡度和台阶", "unmarked junctions may be crossed; no waiting, slopes, steps"
    ),
)


def _speed(group: str) -> Fact:
    words = GROUPS[group]
    label = Words(f"{words.zh}步速", f"Walking speed, {words.en.lower()}")
    return Fact(label, SPEED[group], Words("按中间值绘制", "drawn at the central value"), SPEED[group].source)


def _area(circle: _Circle, group: str, minutes: int) -> Fact:
    words = GROUPS[group]
    label = Words(f"{words.zh} {minutes} 分钟", f"{words.en}, {minutes} min")
    area = Quantity.exact(circle.found.area_m2(group, minutes) / 1e4, "ha", "calc")
    way = f"{reach_m(group, minutes):,.0f} m"
    return Fact(label, area, Words(f"沿路网 {way} 以内的地面", f"ground within {way} along the network"), "calc")


def _left_behind(circle: _Circle) -> Fact:
    adult, elderly = (circle.found.area_m2(group, MINUTES[-1]) for group in ("adult", "elderly"))
    share = Quantity.exact(100 * (1 - elderly / max(adult, 1.0)), "%", "calc")
    note = Words("1 - 老年人 15 分钟面积 ÷ 成人 15 分钟面积", "1 - area of older people / area of adults, 15 min")
    return Fact(Words("老年人够不到的部分", "Out of reach for older people"), share, note, "calc")


def _straight(circle: _Circle) -> Fact:
    last = MINUTES[-1]
    disc = np.pi * reach_m(circle.group, last) ** 2
    share = Quantity.exact(100 * circle.found.area_m2(circle.group, last) / disc, "%", "calc")
    note = Words(
        "步行圈面积 ÷ 同半径的圆；河与片区边界也在圆内", "area / disc of that radius; river and district edge included"
    )
    return Fact(Words("占直线圆", "Share of the straight-line circle"), share, note, "calc")


#: Where on its edge each number stands, so that they do not crowd: own 5, 10, 15 minutes, then the other group's 15.
_TOWARDS = ((-1.0, 0.5), (1.0, 0.7), (0.2, 1.0), (-0.6, 1.0))


def _labels(site: Site, circle: _Circle) -> Iterator[Label]:
    """The place, and on each edge its minutes."""
    common: dict[str, Any] = {"needs": frozenset({circle.key}), "layer": LAYER, "item": circle.name}
    x, y = circle.found.at
    name = Words(f"{circle.place.zh} · 步行圈", f"Walking circle, {circle.place.en}")
    yield Label(name, (float(x), float(y), 3.0), 8.0, "layer", **common)
    last, other = MINUTES[-1], OTHER[circle.group]
    edges = [(circle.group, m) for m in MINUTES] + [(other, last)]
    for (group, minutes), towards in zip(edges, _TOWARDS, strict=True):
        at = place_on(site, edge_of(site, circle.found.reached[group][minutes]), towards)
        if at is not None:
            yield Label(_minutes_words(group, minutes), at, 7.0 if minutes == last else 5.0, "layer", **common)


def _minutes_words(group: str, minutes: int) -> Words:
    if minutes < MINUTES[-1]:
        return Words(f"{minutes} 分钟", f"{minutes} min")
    metres, words = f"{reach_m(group, minutes):,.0f}", GROUPS[group]
    return Words(f"{words.zh} {minutes} 分钟 · {metres} 米", f"{words.en}, {minutes} min, {metres} m")


# ---------------------------------------------------------------- modular facilities

_KINDS = tuple(
    Form("facility_module", Words(zh, en), model, forms.MODULE_M, source="A", bird=1.15)
    for zh, en, model in (
        ("便民店模块", "Daily-goods module", forms.shop),
        ("照护模块", "Care module", forms.care),
        ("书屋模块", "Reading-room module", forms.learn),
        ("运动模块", "Sport module", forms.play),
    )
)
_ROOM = Room(5.2, 7.0, gap_m=2.0, wall_m=1.0, reach_m=30.0)


def _all(site: Site, plan: Plan) -> tuple[Standing, ...]:
    return stood(plan, LAYER, lambda: _standing(site, plan))


def _standing(site: Site, plan: Plan) -> Iterator[Standing]:
    ground = OpenGround(site, taken_before(site, plan, LAYER))
    for change in filter(_is_modules, settings.changes_of(plan, LAYER)):
        asked = asked_of(change, USUAL)
        wanted = max(0, round(asked.central))
        places = in_turn(ground, change.features, _ROOM, wanted)
        kinds = [_KINDS[k % len(_KINDS)] for k in range(len(places))]
        open_, close = change.intervention.hours or HOURS
        hours = Fact(Words("开放时间", "Open"), Words(f"{open_}–{close} 时", f"{open_}:00 to {close}:00"))
        things = tuple(
            Stood(f, p.at, p.heading, LAND_Z, p.outline, (*beside(site, p.feature), hours))
            for f, p in zip(kinds, places, strict=True)
        )
        fault = f"{change.id}: room for {len(things)} of {wanted} modular facilities; the rest would stand in the way"
        yield Standing(change, things, asked, _module_label(things), fault if len(things) < wanted else "")


def _module_label(things: Sequence[Stood]) -> Words:
    return Words(f"社区设施模块 {len(things)} 个", f"{len(things)} modular facilities")
