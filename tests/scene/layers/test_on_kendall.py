"""The shipped 2035 scenario on the real district: every law of the four layers holds there too."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import real_kendall
import shapely

from wespace_desktop.model.plan import Plan
from wespace_desktop.scene.layers import av_lanes, cowork_pods, parking, sensors
from wespace_desktop.scene.part import IdTable, LayerBuild, Part
from wespace_desktop.scene.site import Site

MODULES = {"av_lanes": av_lanes, "cowork_pods": cowork_pods, "sensors": sensors, "parking": parking}
Built = dict[str, LayerBuild]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return real_kendall.plan("kendall-2035")


@pytest.fixture(scope="module")
def site(plan: Plan) -> Site:
    return real_kendall.site()


@pytest.fixture(scope="module")
def built(plan: Plan, site: Site) -> Iterator[Built]:
    ids = IdTable(plan.district)
    return {name: MODULES[name].build(site, plan, ids) for name in MODULES}


def ground(part: Part, below_m: float) -> shapely.Geometry:
    """Union of a part's triangles that lie flat below a height."""
    corners = part.points[part.cells].astype(float)
    flat = corners[(corners[:, :, 2].max(axis=1) < below_m) & (np.ptp(corners[:, :, 2], axis=1) < 1e-4)]
    return shapely.union_all(shapely.buffer(shapely.polygons(flat[:, :, :2]), 0))


def test_lanes_lie_on_the_real_road_and_in_no_building(site: Site, built: Built) -> None:
    fills = [p for p in built["av_lanes"].parts if p.opacity < 1]
    surface = shapely.union_all([ground(p, 0.05) for p in fills])
    assert surface.area > 15_000
    assert surface.intersection(site.roads).area >= 0.999 * surface.area
    assert surface.intersection(site.built).area < 0.5


def test_lanes_run_on_along_binney_street(built: Built) -> None:
    binney = next(i for i in built["av_lanes"].items if i.id == "av-binney-binney-st")
    breaks = int(np.isnan(binney.outline[:, 0]).sum())
    assert breaks <= 2, "one piece for each direction, and at most one break at an island"


def test_converted_area_is_the_area_of_the_features(plan: Plan, built: Built) -> None:
    for change in plan.changes:
        if change.layer == "parking":
            found = [plan.district.find(f) for f in change.features]
            area = shapely.union_all([t.geometry[row] for t, row in filter(None, found)]).area
            assert built["parking"].tally[plan.key(change)].central == pytest.approx(area, rel=0.002)


def test_pods_stand_clear_on_the_ground_they_were_given(plan: Plan, site: Site, built: Built) -> None:
    decks = [_polygon(i.outline) for i in built["cowork_pods"].items if i.kind == "pod_group"]
    assert shapely.distance(site.built, decks).min() > 1.99
    assert shapely.distance(site.roads, decks).min() > 0.49
    for k, deck in enumerate(decks):
        assert all(deck.distance(other) > 1.79 for other in decks[k + 1 :])
    given = {f for c in plan.changes if c.layer == "cowork_pods" for f in c.features}
    allowed = shapely.union_all([t.geometry[row] for t, row in filter(None, map(plan.district.find, given))])
    assert shapely.covers(allowed.buffer(0.01), decks).all()


def test_coverage_is_in_reach_and_in_no_building(site: Site, built: Built) -> None:
    for item in built["sensors"].items:
        reach = np.nanmax(np.hypot(*(item.outline[:, :2] - np.array(item.anchor[:2])).T))
        assert reach <= 50.01
    disc = shapely.union_all([ground(p, 0.33) for p in built["sensors"].parts if p.opacity == pytest.approx(0.15)])
    assert disc.intersection(site.built).area < 0.01 * disc.area


def test_all_parts_stand_for_a_change_and_carry_their_layer(plan: Plan, built: Built) -> None:
    keys = {plan.key(c) for c in plan.changes}
    for name, layer in built.items():
        assert layer.parts
        for part in layer.parts:
            assert part.needs <= keys
            assert part.needs
            assert part.layer == name
            assert part.points.dtype == np.float32
            assert part.cells.dtype == np.int32
            assert part.rgb.dtype == np.uint8
            assert len(part.points) == len(part.rgb) == len(part.ids)
            assert part.cells.min() >= 0
            assert part.cells.max() < len(part.points)
        assert {i.change for i in layer.items} <= keys
        assert len({i.id for i in layer.items}) == len(layer.items)


def test_the_same_plan_gives_the_same_arrays(plan: Plan, built: Built) -> None:
    again = parking.build(Site(plan.district), plan, IdTable(plan.district))
    for a, b in zip(built["parking"].parts, again.parts, strict=True):
        assert np.array_equal(a.points, b.points)
        assert np.array_equal(a.rgb, b.rgb)


def _polygon(outline: np.ndarray) -> shapely.Polygon:
    end = np.flatnonzero(np.isnan(outline[:, 0]))
    return shapely.Polygon(outline[: end[0] if len(end) else None, :2])
