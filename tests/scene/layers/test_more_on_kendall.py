"""The scenario of more layers on the real district: what is drawn stays on roof, road, pole and inside the district."""

from __future__ import annotations

import numpy as np
import pytest
import real_kendall
import shapely

from wespace_desktop.model.plan import Plan
from wespace_desktop.scene.part import LayerBuild
from wespace_desktop.scene.site import Site

MORE = ("green", "energy", "v2i", "digital_core", "charging")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return real_kendall.plan()


@pytest.fixture(scope="module")
def built() -> dict[str, LayerBuild]:
    return {name: real_kendall.built(name) for name in MORE}


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
