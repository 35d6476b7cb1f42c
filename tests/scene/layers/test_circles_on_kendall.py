"""Walking circles, shared hours and shock mode on the real district: in place, light, and gone when switched off."""

from __future__ import annotations

import pytest
import real_kendall
import shapely

from wespace_desktop.model.plan import Plan
from wespace_desktop.model.state import standing
from wespace_desktop.model.timetable import overridden, shock_in, users_at
from wespace_desktop.scene.part import LayerBuild
from wespace_desktop.scene.site import Site

THREE = ("life_circle", "operation", "shock")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return real_kendall.plan()


@pytest.fixture(scope="module")
def built() -> dict[str, LayerBuild]:
    return {name: real_kendall.built(name) for name in THREE}


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
