"""Walking circles, shared hours and shock mode on the real district: in place, light, and gone when switched off."""

from __future__ import annotations

import importlib

import pytest
import real_kendall
import shapely

from wespace_desktop.model.plan import Plan
from wespace_desktop.model.state import standing
from wespace_desktop.model.timetable import overridden, shock_in, users_at
from wespace_desktop.scene.layers import LAYERS
from wespace_desktop.scene.part import IdTable, LayerBuild, is_shown
from wespace_desktop.scene.site import Site

THREE = ("life_circle", "operation", "shock")
MOST = 40_000


@pytest.fixture(scope="module")
def plan() -> Plan:
    return real_kendall.plan()


@pytest.fixture(scope="module")
def built(plan: Plan) -> dict[str, LayerBuild]:
    site, ids = real_kendall.site(), IdTable(plan.district)
    return {name: importlib.import_module(LAYERS[name]).build(site, plan, ids) for name in THREE}


@pytest.mark.parametrize("name", THREE)
def test_it_stands_inside_the_district_and_is_light(name: str, plan: Plan, built: dict[str, LayerBuild]) -> None:
    west, south, east, north = plan.district.extent
    found = built[name]
    for part in found.parts:
        x, y = part.points[:, 0], part.points[:, 1]
        assert ((x > west - 1) & (x < east + 1) & (y > south - 1) & (y < north + 1)).all()
        assert part.layer == name
    assert sum(len(p.cells) for p in found.parts if not p.is_lines and p.seen_from != "street") < MOST
    assert len({i.id for i in found.items}) == len(found.items) > 0
    assert found.labels
    assert found.warnings == ()


@pytest.mark.parametrize("name", THREE)
def test_on_changes_the_state_and_off_restores_it(name: str, plan: Plan, built: dict[str, LayerBuild]) -> None:
    parts = [p for layer in built.values() for p in layer.parts]
    every = frozenset(THREE)

    def seen(layers: frozenset[str]) -> list[bytes]:
        keys = standing(plan, 2035, layers)
        return [p.points.tobytes() + p.rgb.tobytes() for p in parts if is_shown(p.needs, p.hidden_by, keys)]

    whole, without = seen(every), seen(every - {name})
    assert len(whole) - len(without) == len(built[name].parts)
    assert seen(every) == whole
    keys = {plan.key(c) for c in plan.changes if c.layer == name}
    assert keys == set(built[name].tally) == {k for p in built[name].parts for k in p.needs}


def test_bands_let_the_streets_through_and_lie_under_every_roof_but_not_in_a_building(
    plan: Plan, built: dict[str, LayerBuild]
) -> None:
    site = Site(plan.district)
    ground = [
        p for p in built["life_circle"].parts if not p.is_lines and ":bands" in p.name and p.points[:, 2].max() < 1
    ]
    assert ground
    for part in ground:
        corners = shapely.points(part.points[:, :2].astype(float))
        assert shapely.contains(shapely.buffer(site.built, -0.5), corners).mean() < 0.001
        assert part.order < 5


def test_the_mode_is_off_until_it_is_switched_on_and_says_whose_hours_it_takes(plan: Plan) -> None:
    assert "shock" not in plan.scenario.layers_on
    assert shock_in(plan, standing(plan, 2035, plan.scenario.layers_on)) is None
    assert shock_in(plan, standing(plan, 2035, {*plan.scenario.layers_on, "shock"})) is not None
    named = {c.id for c in overridden(plan)}
    assert {"share-foundry", "care-plazas", "pods-plazas", "mobile-main"} <= named


def test_a_garage_changes_hands_in_the_evening(plan: Plan) -> None:
    garages = plan.change("share-garages")
    assert garages is not None
    assert [users_at(garages, h) for h in (6, 7, 18, 19, 23)] == [
        "residents", "workers", "workers", "residents", "residents",
    ]  # fmt: skip
