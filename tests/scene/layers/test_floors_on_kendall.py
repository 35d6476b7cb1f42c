"""The three layers inside houses and under the ground, on the real district as the scenario of more layers has them."""

from __future__ import annotations

import numpy as np
import pytest
import real_kendall
import shapely

from wespace_desktop.model.plan import Plan
from wespace_desktop.scene.part import LayerBuild
from wespace_desktop.scene.site import LAND_Z, Site

FLOORS = ("co_living", "third_places", "tunnel")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return real_kendall.plan()


@pytest.fixture(scope="module")
def built() -> dict[str, LayerBuild]:
    return {name: real_kendall.built(name) for name in FLOORS}


@pytest.mark.parametrize("name", FLOORS[:2])
def test_storeys_stay_below_the_roofs_of_their_buildings(name: str, plan: Plan, built: dict[str, LayerBuild]) -> None:
    site, theme = Site(plan.district), plan.district.theme("buildings")
    rows = [theme.index(f) for c in plan.changes if c.layer == name for f in c.features]
    for part in built[name].parts:
        high = part.points[part.points[:, 2] > LAND_Z + 4.5]
        at = shapely.points(high[:, :2].astype(float))
        fits = np.zeros(len(high), bool)
        for row in rows:
            inside = shapely.contains(shapely.buffer(theme.geometry[row], 0.5), at)
            fits |= inside & (high[:, 2] <= LAND_Z + site.heights[row] + 0.01)
        assert fits.all()


def test_the_tunnel_lies_twelve_metres_under_the_street_it_names(plan: Plan, built: dict[str, LayerBuild]) -> None:
    site = Site(plan.district)
    (change,) = (c for c in plan.changes if c.layer == "tunnel")
    assert change.intervention.target.street == ("Binney St",)
    street = site.street_line("Binney St")
    tunnel = next(i for i in built["tunnel"].items if i.kind == "av_tunnel")
    edge = tunnel.outline[~np.isnan(tunnel.outline).any(axis=1)]
    assert (shapely.distance(shapely.points(edge[:, :2].astype(float)), street) < 12).all()
    depth = next(f.value for f in tunnel.facts if f.label.en == "Depth")
    assert depth.central == 12  # type: ignore[union-attr]
    deck = min(float(p.points[:, 2].min()) for p in built["tunnel"].parts)
    assert deck < -12
