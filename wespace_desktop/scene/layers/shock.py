"""Shock mode (L20): a switch that turns lots, plazas and halls into surge space; a mode, not a forecast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.catalogue import load_catalogue, parameter_in
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.timetable import overridden
from wespace_desktop.model.words import Words
from wespace_desktop.scene.describe import title as title_of
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers import shock_forms as forms
from wespace_desktop.scene.layers.assembly import as_part, joined, stand
from wespace_desktop.scene.layers.installed import Form, Look, Standing, Stood, layer_of
from wespace_desktop.scene.layers.omo_logistics import beside
from wespace_desktop.scene.layers.operation import building_at
from wespace_desktop.scene.layers.shock_grounds import MARK_M, marks, tent_rows, way_in
from wespace_desktop.scene.layers.standing_room import stood, taken_before
from wespace_desktop.scene.paint import plain
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import flat, outline3d, place, segments, walls
from wespace_desktop.scene.site import LAND_Z, Site, polygons_of

LAYER = "shock"
LOOK = Look(LAYER, forms.PALE, forms.HUE)
MOST_TENTS = 60
MODE = Fact(Words("性质", "What it is"), Words("一种状态，不是预测", "a mode, not a forecast"))
ILLUSTRATIVE = Words("布置为示意", "the arrangement is illustrative")
_MARK_Z, _EDGE_Z, _FENCE_M, _SIGN_M = 0.26, 0.24, 1.1, 4.5
_TENT = Form("surge_tent", Words("应急帐篷", "Surge tent"), forms.tent, forms.TENT_M, source="A")
#: What a place becomes when the scenario does not say.
_BY_THEME = {"plazas": "distance", "buildings": "hall"}


@dataclass(frozen=True, eq=False)
class _Place:
    """One feature in the mode, with the theme of its ground: `kind` is tents, distance, hall or entrance."""

    change: Change
    key: str
    of: tuple[str, str]
    kind: str
    shape: shapely.Polygon
    title: Words
    height_m: float


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Everything that stands while the switch is on."""
    found = _found(site, plan)
    tents = layer_of(LOOK, plan, ids, [_with_mode(plan, s) for s in _tents(site, plan)])
    parts, items, labels = list(tents.parts), list(tents.items), list(tents.labels)
    tally, clears = dict(tents.tally), dict(tents.clears)
    taken = taken_before(site, plan, LAYER)
    for k, one in enumerate(found):
        made = _field(site, plan, (one, ids, k), taken) if one.kind == "distance" else _built(site, plan, one, ids, k)
        parts += made.parts
        items += made.items
        labels += made.labels
        if one.kind != "tents":
            tally[one.key] = Quantity.exact(tally[one.key].central + 1 if one.key in tally else 1, "place", "calc")
        for key, ground in made.clears.items():
            clears[key] = shapely.union(clears[key], ground) if key in clears else ground
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tents.warnings, clears=clears)


def footprints(site: Site, plan: Plan) -> list[BaseGeometry]:
    """Ground of the tents: nobody comes after them."""
    return [t.pad for s in _tents(site, plan) for t in s.things]


def _found(site: Site, plan: Plan) -> tuple[_Place, ...]:
    changes = settings.changes_of(plan, LAYER)
    return stood(plan, f"{LAYER} places", lambda: (p for change in changes for p in _places(site, plan, change)))


def _places(site: Site, plan: Plan, change: Change) -> Iterator[_Place]:
    asked = str(change.intervention.set.get("kind", "mixed"))
    for feature in change.features:
        theme, row = site.district.find(feature) or (None, 0)
        if theme is None:
            continue
        building = row if theme.name == "buildings" else -1
        shape, at = theme.geometry[row], theme.name
        if theme.kind == "point":  # a landmark is the building it stands in
            building, at = building_at(site, shape), "buildings"
            shape = site.buildings[building] if building >= 0 else shape
        pieces = polygons_of(shapely.make_valid(shape))
        if not len(pieces):
            continue
        kind = asked if asked != "mixed" else _BY_THEME.get(at, "tents")
        outer = shapely.Polygon(shapely.get_exterior_ring(max(pieces, key=lambda g: float(g.area))))
        height = float(site.heights[building]) if building >= 0 else 0.0
        yield _Place(change, plan.key(change), (feature, at), kind, outer, title_of(theme, row), height)


# ---------------------------------------------------------------- tents


def _tents(site: Site, plan: Plan) -> tuple[Standing, ...]:
    return stood(plan, LAYER, lambda: _standing(site, plan, _found(site, plan)))


def _standing(site: Site, plan: Plan, found: Sequence[_Place]) -> Iterator[Standing]:
    taken = taken_before(site, plan, LAYER)
    for change in settings.changes_of(plan, LAYER):
        mine = [p for p in found if p.change is change and p.kind == "tents"]
        if not mine:
            continue
        things: list[Stood] = []
        for one in mine:
            at, heading = tent_rows(site, one.of[0], taken)
            things += [_tent(site, one.of[0], xy, heading) for xy in at]
        asked = change.intervention.target.count or Quantity.exact(min(len(things), MOST_TENTS), "place", "calc")
        wanted = max(0, round(asked.central))
        fault = f"{change.id}: room for {len(things)} of {wanted} tents; the rest would stand in the way"
        label = Words(
            f"应急帐篷 {min(wanted, len(things))} 顶 · 状态，不是预测",
            f"{min(wanted, len(things))} surge tents · a mode, not a forecast",
        )
        yield Standing(change, tuple(things[:wanted]), asked, label, fault if len(things) < wanted else "")


def _tent(site: Site, feature: str, xy: np.ndarray, heading: float) -> Stood:
    made = Stood(_TENT, xy, heading, LAND_Z, shapely.Polygon(), beside(site, feature))
    pad = shapely.buffer(made.outline, 0.5, join_style="mitre")
    return Stood(_TENT, xy, heading, LAND_Z, pad, made.facts)


def _with_mode(plan: Plan, standing: Standing) -> Standing:
    facts = (MODE, overrides(plan))
    things = tuple(Stood(t.form, t.at, t.heading, t.z, t.pad, (*facts, *t.facts)) for t in standing.things)
    return Standing(standing.change, things, standing.asked, standing.label, standing.fault)


def overrides(plan: Plan) -> Fact:
    """Whose opening hours do not hold while the mode is on."""
    timed = overridden(plan)
    names = [c.intervention.title for c in timed]
    zh = "、".join(n.zh or n.en for n in names) or "没有"
    en = ", ".join(n.en or n.zh for n in names) or "none"
    note = Words(f"接管其他图层的开放时间：{zh}", f"takes over the hours of other layers: {en}")
    return Fact(
        Words("接管的开放时间", "Overrides hours of"), Quantity.exact(len(timed), "place", "calc"), note, "calc"
    )


# ---------------------------------------------------------------- edges, gates, halls


def _built(site: Site, plan: Plan, one: _Place, ids: IdTable, number: int) -> LayerBuild:
    """The gate of a place, the fence round a lot of tents, the sign over a hall."""
    at, heading = way_in(site, one.shape)
    out = np.array([np.cos(heading), np.sin(heading)]) * (1.0 if one.kind == "hall" else -0.8)
    common: dict[str, Any] = {"needs": frozenset({one.key}), "layer": LAYER}
    name = f"{one.change.id}-{'hall' if one.kind == 'hall' else 'gate'}-{number + 1}"
    index = ids.of(name)
    portal = stand(forms.gate(), [(*(at + out), LAND_Z)], heading)
    parts = list(as_part(f"{one.key}:gates", _owned(portal, index), **common))
    if one.kind == "tents":
        parts += _fence(one, at, index, common)
    if one.kind == "hall":
        parts += _hall(one, index, common)
    # A car park of tents is closed to everything else, so its cars go; in a park only what stands under a tent does.
    ground = one.shape if one.kind == "tents" and one.of[1] == "parking_lots" else shapely.Point(at + out).buffer(3.5)
    item = _gate_item(plan, one, name, at + out) if one.kind != "hall" else _hall_item(plan, one, name)
    labels = () if one.kind == "tents" else (_label(one, item),)
    return LayerBuild(tuple(parts), (item,), labels, clears={one.key: ground})


def _owned(placed: Any, index: int) -> Any:
    return type(placed)(placed.mesh, placed.rgb, np.full(len(placed.owner), index, np.int32))


def _fence(one: _Place, gate: np.ndarray, index: int, common: dict[str, Any]) -> list[Part]:
    """A low white fence with a red rail, open at the gate."""
    ring = shapely.boundary(shapely.buffer(one.shape, -0.6, join_style="mitre"))
    line = shapely.difference(ring, shapely.Point(gate).buffer(3.0))
    strip = shapely.buffer(line, 0.05, cap_style="flat", join_style="mitre")
    panel, _, _ = walls(strip, LAND_Z, LAND_Z + _FENCE_M)
    points, cells, _ = segments(line, LAND_Z + _FENCE_M)
    border, _ = flat(shapely.difference(one.shape, shapely.buffer(one.shape, -1.1, join_style="mitre")), _EDGE_Z)
    return [
        plain(f"{one.key}:fence", panel.points, panel.cells, forms.CANVAS, index, **common),
        plain(f"{one.key}:rail", points, cells, forms.HUE, index, line_width=2.0, **common),
        plain(f"{one.key}:edge", border.points, border.cells, forms.HUE, index, opacity=0.55, order=2, **common),
    ]


def _hall(one: _Place, index: int, common: dict[str, Any]) -> list[Part]:
    """A plate with a tent sign over the roof, and a red band over the ground floor."""
    inside = shapely.maximum_inscribed_circle(one.shape, tolerance=0.5)
    size = float(np.clip(1.1 * shapely.length(inside), 7.0, 18.0))
    sign = stand(forms.hall_sign(size, _SIGN_M), [(*shapely.get_coordinates(inside)[0], LAND_Z + one.height_m)])
    ring = shapely.boundary(shapely.buffer(one.shape, 0.2, join_style="mitre"))
    strip = shapely.buffer(ring, 0.06, cap_style="flat", join_style="mitre")
    band, _, _ = walls(strip, LAND_Z + 3.4, LAND_Z + 4.2)
    return [
        *as_part(f"{one.key}:signs", _owned(sign, index), seen_from="bird", **common),
        plain(f"{one.key}:band", band.points, band.cells, forms.HUE, index, **common),
    ]


def _field(site: Site, plan: Plan, who: tuple[_Place, IdTable, int], taken: Sequence[BaseGeometry]) -> LayerBuild:
    """Marks one distance apart on a plaza, and the gate to it."""
    one, ids, number = who
    at = marks(site, one.of[0], taken, _distance().central)
    name = f"{one.change.id}-field-{number + 1}"
    index, common = ids.of(name), {"needs": frozenset({one.key}), "layer": LAYER}
    gate_at, heading = way_in(site, one.shape)
    gate = gate_at - 0.8 * np.array([np.cos(heading), np.sin(heading)])
    portal = stand(forms.gate(), [(*gate, LAND_Z)], heading)
    parts = list(as_part(f"{one.key}:gates", _owned(portal, index), **common))
    if len(at):
        disc, _ = flat(shapely.Point(0, 0).buffer(MARK_M / 2, quad_segs=2), 0.0)
        mesh, _ = place(disc, np.c_[at, np.full(len(at), _MARK_Z)])
        parts.append(plain(f"{one.key}:marks", mesh.points, mesh.cells, forms.HUE, index, **common))
    border, _ = flat(shapely.difference(one.shape, shapely.buffer(one.shape, -0.7, join_style="mitre")), _EDGE_Z)
    look = {"opacity": 0.7, "order": 2, **common}
    parts.append(plain(f"{one.key}:edge", border.points, border.cells, forms.HUE, index, **look))
    item = _field_item(plan, one, name, len(at))
    return LayerBuild(tuple(parts), (item,), (_label(one, item),), clears={one.key: shapely.Point(gate).buffer(3.5)})


def _distance() -> Quantity:
    found = parameter_in(load_catalogue()[LAYER], "distance", 2035)
    return found or Quantity(1, 1.5, 2, "m", "A")


# ---------------------------------------------------------------- what is said


def _field_item(plan: Plan, one: _Place, name: str, count: int) -> Item:
    apart = _distance()
    most = Quantity(
        round(count * (apart.central / apart.high) ** 2), count, round(count * (apart.central / apart.low) ** 2),
        "person", "calc",
    )  # fmt: skip
    facts = (
        MODE, overrides(plan),
        Fact(Words("间距", "Distance"), apart, Words("按中间值画点", "marks at the central value"), apart.source),
        Fact(Words("同时至多", "At most at once"), most, Words("每点一人；间距越大人越少", "one on each mark"), "calc"),
        *_place_facts(one),
    )  # fmt: skip
    return _item(one, name, ("distance_field", Words("一米五间距场地", "Ground with 1.5 m marks")), facts)


def _hall_item(plan: Plan, one: _Place, name: str) -> Item:
    area = Quantity.exact(round(float(one.shape.area)), "m2", "calc")
    unknown = Words("轮廓面积；内部是否合适没有查证", "area of the outline; whether the inside suits is not known")
    facts = (
        MODE, overrides(plan),
        Fact(Words("可转换的底层", "Convertible ground floor"), area, unknown, "calc", True),
        *_place_facts(one),
    )  # fmt: skip
    return _item(one, name, ("convertible_hall", Words("可转换大厅", "Convertible hall")), facts)


def _gate_item(plan: Plan, one: _Place, name: str, at: np.ndarray) -> Item:
    harm = Words("进出要登记", "who comes in is registered")
    facts = (MODE, overrides(plan), Fact(Words("做法", "How"), harm), *_place_facts(one))
    anchor = (float(at[0]), float(at[1]), LAND_Z + forms.GATE_M[2])
    outline = outline3d(shapely.Point(at).buffer(2.6), LAND_Z + 0.1)
    words = Words("登记入口", "Entrance point")
    return Item(name, "entrance_point", words, anchor, outline, facts, LAYER, one.key, (), ILLUSTRATIVE)


def _place_facts(one: _Place) -> tuple[Fact, ...]:
    return (Fact(Words("所在", "At"), Words(one.title.zh or one.title.en, one.title.en)),)


def _item(one: _Place, name: str, what: tuple[str, Words], facts: tuple[Fact, ...]) -> Item:
    kind, title = what
    inside = shapely.point_on_surface(one.shape)
    high = LAND_Z + one.height_m + (_SIGN_M if kind == "convertible_hall" else 0.3)
    outline = outline3d(one.shape, LAND_Z + (3.4 if kind == "convertible_hall" else 0.15))
    return Item(name, kind, title, (inside.x, inside.y, high), outline, facts, LAYER, one.key, (), ILLUSTRATIVE)


def _label(one: _Place, item: Item) -> Label:
    place_ = one.title.zh or one.title.en
    text = Words(f"{item.title.zh} · {place_}", f"{item.title.en} · {one.title.en}")
    return Label(text, item.anchor, 3.0, "layer", needs=frozenset({one.key}), layer=LAYER, item=item.id)
