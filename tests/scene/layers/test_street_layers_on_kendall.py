"""Deliveries, mobile spaces, shared travel, service pods and installations, as the scenario has them on Kendall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from weakref import WeakKeyDictionary

import numpy as np
import pytest
import real_kendall
import shapely
import street_town as st

from wespace_desktop.model.catalogue import load_catalogue, load_sources, themes_of
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import UNITS
from wespace_desktop.model.state import standing
from wespace_desktop.scene.layers import (
    av_lanes,
    bike_forms,
    cowork_pods,
    interactive,
    locker_forms,
    mobile_spaces,
    omo_logistics,
    service_forms,
    service_pods,
    shared_mobility,
    vehicle_forms,
)
from wespace_desktop.scene.layers.assembly import Assembly
from wespace_desktop.scene.layers.kerb_slots import CROSSING_M, shares_of
from wespace_desktop.scene.layers.open_ground import ROUTE_M
from wespace_desktop.scene.part import IdTable, LayerBuild, is_shown
from wespace_desktop.scene.site import Site

MODULES = {m.LAYER: m for m in (omo_logistics, mobile_spaces, shared_mobility, service_pods, interactive)}
ON_GROUND = ("omo_logistics", "shared_mobility", "service_pods", "interactive")
Built = dict[str, LayerBuild]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return real_kendall.plan()


@pytest.fixture(scope="module")
def site(plan: Plan) -> Site:
    return real_kendall.site()


@pytest.fixture(scope="module")
def built(plan: Plan, site: Site) -> Built:
    return {name: module.build(site, plan, IdTable(plan.district)) for name, module in MODULES.items()}


def test_things_on_open_ground_are_clear_of_buildings_roads_and_each_other(plan: Plan, site: Site) -> None:
    ground = {name: MODULES[name].footprints(site, plan) for name in ON_GROUND}
    ground["cowork_pods"] = cowork_pods.footprints(site, plan)
    for name in ON_GROUND:
        assert ground[name], name
        assert shapely.distance(site.built, ground[name]).min() >= 0.2, name
        assert shapely.distance(site.roads, ground[name]).min() >= 0.45, name
    for a, b in combinations(ground, 2):
        assert min(shapely.distance(p, ground[b]).min() for p in ground[a]) > 1.0, (a, b)


def test_two_metres_of_every_walking_route_stay_free(plan: Plan, site: Site) -> None:
    routes = plan.district.theme("walkways")
    for name in ON_GROUND:
        for pad in MODULES[name].footprints(site, plan):
            assert not len(routes.tree.query(pad, predicate="dwithin", distance=ROUTE_M - 0.01)), name


def test_what_stands_at_the_kerb_is_on_the_road_off_the_crossings_and_off_the_lanes(plan: Plan, site: Site) -> None:
    slots = [s for share in shares_of(site, plan).values() for s in share.slots]
    assert len(slots) > 15
    crossings = plan.district.theme("crossings").tree
    ground = np.array([s.ground for s in slots], object)
    assert not len(crossings.query(ground, predicate="dwithin", distance=CROSSING_M - 0.65)[0])
    assert (shapely.area(shapely.difference(ground, site.roads)) < 0.12 * shapely.area(ground)).all()
    assert {s.street for s in slots} >= {"Main St", "Second St"}
    lanes = av_lanes.build(site, plan, IdTable(plan.district)).parts
    fills = [p for p in lanes if p.opacity < 1 and not p.name.endswith(":shades")]
    lane = shapely.union_all(
        [
            shapely.buffer(shapely.union_all(shapely.polygons(p.points[p.cells][:, :, :2].astype(float))), 0)
            for p in fills
        ]
    )
    over = shapely.area(shapely.intersection(ground, lane)) / shapely.area(ground)
    assert over.max() < 0.2
    assert over.mean() < 0.03


def test_no_two_use_the_same_kerb_at_the_same_hour(plan: Plan, site: Site) -> None:
    shares = shares_of(site, plan)
    alone = [s.ground for share in shares.values() for s in share.slots if not s.turns_with]
    for a, b in combinations(alone, 2):
        assert shapely.intersection(a, b).area < 0.5


def test_a_kerb_that_is_gone_is_a_conflict_with_its_street(built: Built) -> None:
    assert "mobile-third: Third St: asks for 16 m of kerb, and 0 m are free beside kerb-third" in built[
        "mobile_spaces"
    ].warnings  # fmt: skip


def test_on_changes_the_state_and_off_restores_it(plan: Plan, built: Built) -> None:
    on = plan.scenario.layers_on
    for name, layer in built.items():
        keys = standing(plan, 2035, on)
        without = standing(plan, 2035, on - {name})
        assert keys - without == {plan.key(c) for c in plan.changes if c.layer == name}
        assert standing(plan, 2035, (on - {name}) | {name}) == keys
        assert any(is_shown(p.needs, p.hidden_by, keys) for p in layer.parts)
        assert not any(is_shown(p.needs, p.hidden_by, without) for p in layer.parts)
        assert standing(plan, 2026, on) & keys - without == frozenset()


def test_parts_are_sound_and_light(plan: Plan, built: Built) -> None:
    for name, layer in built.items():
        assert {p.layer for p in layer.parts} == {name}
        for seen in ("bird", "street"):
            count = sum(len(p.cells) for p in layer.parts if not p.is_lines and p.seen_from in (seen, "any"))
            assert 200 < count < 30_000, (name, seen)
        for part in layer.parts:
            assert (part.points.dtype, part.cells.dtype, part.rgb.dtype) == (np.float32, np.int32, np.uint8)
            assert len(part.points) == len(part.rgb) == len(part.ids)
            assert 0 <= part.cells.min() <= part.cells.max() < len(part.points)
        assert {i.change for i in layer.items} <= {plan.key(c) for c in plan.changes}
        assert all(i.illustrative.zh and i.illustrative.en for i in layer.items)
        assert all(label.text.zh and label.text.en for label in layer.labels)


MODELS = [
    locker_forms.locker_bank, locker_forms.robot, locker_forms.cargo_bay, vehicle_forms.office, vehicle_forms.cafe,
    vehicle_forms.play, vehicle_forms.seats, vehicle_forms.turn_sign, bike_forms.station, bike_forms.shared_car,
    bike_forms.bay_post, service_forms.health, service_forms.counter, *(f.model for f in interactive.FORMS.values()),
]  # fmt: skip


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_models_are_wound_outwards(model: Callable[[], Assembly]) -> None:
    assert st.wound_outwards(model())


def test_counts_in_the_tree_are_what_stands(built: Built) -> None:
    for layer in built.values():
        assert sum(q.central for q in layer.tally.values()) == len(layer.items)
        assert all(q.unit in UNITS for q in layer.tally.values())


def test_every_parameter_has_unit_range_and_source_and_every_kind_its_words(built: Built) -> None:
    for name, layer in built.items():
        entry = load_catalogue()[name]
        for parameter in entry.parameters:
            for number in parameter.by_year.values():
                assert number.unit in UNITS
                assert number.low <= number.central <= number.high
                assert number.source in load_sources()
        assert entry.gains
        assert entry.harms
        assert entry.space.zh
        assert entry.space.en
        assert themes_of(name)
        assert {i.kind for i in layer.items} <= set(entry.objects)


def test_the_same_plan_gives_the_same_arrays(plan: Plan, built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wespace_desktop.scene.layers.open_ground._FOUND", WeakKeyDictionary())
    again = interactive.build(Site(plan.district), replace(plan), IdTable(plan.district))
    for a, b in zip(built["interactive"].parts, again.parts, strict=True):
        assert np.array_equal(a.points, b.points)
        assert np.array_equal(a.rgb, b.rgb)
