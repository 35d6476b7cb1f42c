"""The scenario of more layers on the real district: what is drawn stays on roof, road, pole and inside the district."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
import real_kendall
import shapely

from wespace_desktop.model.plan import Plan
from wespace_desktop.model.state import standing
from wespace_desktop.scene.layers import LAYERS
from wespace_desktop.scene.part import IdTable, LayerBuild, is_shown
from wespace_desktop.scene.site import Site

MORE = ("green", "energy", "v2i", "digital_core", "charging")
#: Triangles from above, 30,000 at most; none of them is a reason for a slow picture.
MOST = 30_000


@pytest.fixture(scope="module")
def plan() -> Plan:
    return real_kendall.plan()


@pytest.fixture(scope="module")
def built(plan: Plan) -> dict[str, LayerBuild]:
    site, ids = real_kendall.site(), IdTable(plan.district)
    return {name: importlib.import_module(LAYERS[name]).build(site, plan, ids) for name in MORE}


@pytest.mark.parametrize("name", MORE)
def test_it_stands_inside_the_district_and_is_light(name: str, plan: Plan, built: dict[str, LayerBuild]) -> None:
    west, south, east, north = plan.district.extent
    found = built[name]
    for part in found.parts:
        x, y = part.points[:, 0], part.points[:, 1]
        assert ((x > west - 1) & (x < east + 1) & (y > south - 1) & (y < north + 1)).all()
        assert part.layer == name
    assert sum(len(p.cells) for p in found.parts if not p.is_lines and p.seen_from != "street") < MOST
    assert found.items
    assert found.labels
    assert len({i.id for i in found.items}) == len(found.items)


@pytest.mark.parametrize("name", MORE)
def test_on_changes_the_state_and_off_restores_it(name: str, plan: Plan, built: dict[str, LayerBuild]) -> None:
    parts = [p for layer in built.values() for p in layer.parts]
    every = frozenset(plan.scenario.layers_on)

    def seen(layers: frozenset[str]) -> list[bytes]:
        keys = standing(plan, 2035, layers)
        return [p.points.tobytes() + p.rgb.tobytes() for p in parts if is_shown(p.needs, p.hidden_by, keys)]

    whole, without = seen(every), seen(every - {name})
    assert len(whole) - len(without) == len(built[name].parts)
    assert seen(every) == whole
    keys = {plan.key(c) for c in plan.changes if c.layer == name}
    assert keys >= set(built[name].tally)
    assert {k for p in built[name].parts for k in p.needs} == keys


def test_panels_and_meadows_lie_on_real_roofs(plan: Plan, built: dict[str, LayerBuild]) -> None:
    roofs = Site(plan.district).built
    shapely.prepare(roofs)
    for name in ("green", "energy"):
        for part in built[name].parts:
            high = part.points[part.points[:, 2] > 6.0]
            assert shapely.contains_xy(roofs, high[:, 0], high[:, 1]).mean() > 0.999


def test_the_charging_lane_lies_on_the_road(plan: Plan, built: dict[str, LayerBuild]) -> None:
    site = Site(plan.district)
    low = np.concatenate([p.points[p.points[:, 2] < 0.1] for p in built["charging"].parts])
    assert len(low) > 500
    assert site.on_road(low[:, :2]).mean() > 0.99


def test_the_three_roofs_asked_for_twice_are_said(built: dict[str, LayerBuild]) -> None:
    assert built["green"].warnings == (
        "roof-meadows: wants 60 % and solar-over-meadows 60 % of the same roofs, more than there is: "
        "bldg-b0040 (Binney St), bldg-b0076 (Rogers St), bldg-b2133 (Binney St)",
    )
