"""The three layers inside houses and under the ground, on the real district as the scenario of more layers has them."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
import real_kendall
import shapely

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.state import standing
from wespace_desktop.scene.layers import LAYERS
from wespace_desktop.scene.part import IdTable, LayerBuild, is_shown
from wespace_desktop.scene.site import LAND_Z, Site

FLOORS = ("co_living", "third_places", "tunnel")
#: Triangles from above; none of the layers is a reason for a slow picture.
MOST = 60_000


@pytest.fixture(scope="module")
def plan() -> Plan:
    return real_kendall.plan()


@pytest.fixture(scope="module")
def built(plan: Plan) -> dict[str, LayerBuild]:
    site, ids = real_kendall.site(), IdTable(plan.district)
    return {name: importlib.import_module(LAYERS[name]).build(site, plan, ids) for name in FLOORS}


@pytest.mark.parametrize("name", FLOORS)
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
    rival = "tunnel-binney: its ramps take road that av-binney uses: Binney St"
    assert found.warnings == ((rival,) if name == "tunnel" else ())
    assert len({i.id for i in found.items}) == len(found.items)
    kinds = set(load_catalogue()[name].objects)
    assert {i.kind for i in found.items} == kinds


@pytest.mark.parametrize("name", FLOORS)
def test_on_changes_the_state_and_off_restores_it(name: str, plan: Plan, built: dict[str, LayerBuild]) -> None:
    parts = [p for layer in built.values() for p in layer.parts]
    every = plan.scenario.layers_on | {name}     # the tunnel is off when the file opens

    def seen(layers: frozenset[str]) -> list[bytes]:
        keys = standing(plan, 2035, layers)
        return [p.points.tobytes() + p.rgb.tobytes() for p in parts if is_shown(p.needs, p.hidden_by, keys)]

    whole, without = seen(every), seen(every - {name})
    assert len(whole) - len(without) == len(built[name].parts)
    assert seen(every) == whole
    keys = {plan.key(c) for c in plan.changes if c.layer == name}
    assert keys == set(built[name].tally)
    assert {k for p in built[name].parts for k in p.needs} == keys


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
