"""The ground lies in one piece on every level: no surface over another, no hole, kerbs that look at the road."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely
from scene_town import theme, town

from wespace_desktop.scene import furniture, ground, markings, shadows
from wespace_desktop.scene.part import IdTable
from wespace_desktop.scene.site import LAND_Z, ROAD_Z, Site


@pytest.fixture
def site() -> Site:
    return Site(town())


def test_no_two_surfaces_overlap(site: Site) -> None:
    kinds = [shapely.union_all(kind) for kind in ground.partition(site)[:-1] if len(kind)]
    for a, b in itertools.combinations(kinds, 2):
        assert shapely.intersection(a, b).area < 0.05


def test_low_surfaces_and_the_land_make_up_the_extent(site: Site) -> None:
    pieces = ground.partition(site)
    low = [k for s, kind in zip(ground.SURFACES, pieces, strict=False) if s.z < ground.PARCEL_Z for k in kind]
    whole = shapely.union_all([*low, *pieces[-1]])
    assert whole.area == pytest.approx(site.extent.area, rel=1e-4)
    assert sum(shapely.area(g) for g in (*low, *pieces[-1])) == pytest.approx(site.extent.area, rel=1e-4)


def test_the_road_wins_over_the_sidewalk_and_the_island_over_the_road(site: Site) -> None:
    assert site.on_road([[50, 95], [50, 87], [106, 100]]).tolist() == [True, False, False]
    assert site.ground_z([[50, 100], [106, 100]]).tolist() == [ROAD_Z, LAND_Z]


def test_a_road_above_the_ground_is_not_at_grade() -> None:
    roads = theme("roads", [shapely.box(0, 0, 10, 10), shapely.box(20, 0, 30, 10)], grade=["at-grade", "above-grade"])
    assert Site(town(roads=roads)).roads.area == pytest.approx(100)


def test_kerbs_look_at_the_road_and_stop_at_the_edge_of_the_model(site: Site) -> None:
    face, line = ground.road_edge(site)
    middle = face.points.reshape(-1, 4, 3).mean(axis=1)[:, :2]
    assert site.on_road(middle + face.normals[::4, :2] * 0.05).all()
    assert not site.on_road(middle - face.normals[::4, :2] * 0.05).any()
    assert not shapely.dwithin(shapely.boundary(site.extent), shapely.points(middle), 0.04).any()
    assert line.length == pytest.approx(2 * 240 + 2 * (12 + 2), abs=1.0)


def test_every_piece_carries_the_id_of_its_feature(site: Site) -> None:
    ids = IdTable(site.district)
    parts = ground.ground_parts(site, ids)
    named = {ids.names()[k] for part in parts for k in np.unique(part.ids)}
    assert {"roads-0", "sidewalks-0", "sidewalks-1", "parking_lots-0", "open_spaces-0", "water-0"} <= named


def test_zebra_bars_lie_on_the_road_and_across_the_way_of_the_crossing(site: Site) -> None:
    parts = {p.name: p for p in markings.marking_parts(site, IdTable(site.district))}
    bars = parts["markings/crossings"].points
    assert site.on_road(bars[:, :2]).all()
    assert np.ptp(bars[:, 0]) == pytest.approx(markings.BAR_LENGTH_M, abs=0.05)
    assert np.ptp(bars[:, 1]) > 9


def test_lane_dashes_keep_away_from_crossings_and_islands(site: Site) -> None:
    dashes = {p.name: p for p in markings.marking_parts(site, IdTable(site.district))}["markings/lane_lines"].points
    assert site.on_road(dashes[:, :2]).all()
    assert np.abs(dashes[:, 0] - 90).min() > 2.4


def test_what_hangs_over_the_road_has_its_post_behind_the_kerb(site: Site) -> None:
    feet = site.feet([[50, 95], [50, 104], [50, 90]])
    assert feet == pytest.approx(np.array([[50, 93.4], [50, 106.6], [50, 90]]), abs=0.02)
    assert not site.on_road(feet).any()


def test_a_signal_head_stays_where_it_was_surveyed() -> None:
    signals = theme("traffic_signals", [shapely.Point(50, 97), shapely.Point(60, 90)])
    site = Site(town(traffic_signals=signals))
    things = furniture.furniture(site, IdTable(site.district))
    part = next(x.part for x in things if x.part.name == "furniture/traffic_signals")
    low = part.points[part.points[:, 2] < 2.0]
    assert not site.on_road(low[:, :2]).any(), "no pole stands in the road"
    assert np.hypot(*(part.points[:, :2] - [50, 97]).T).min() < 0.3


def test_a_shadow_is_as_long_as_its_building_is_high(site: Site) -> None:
    run = shadows.away()
    assert np.hypot(*run) == pytest.approx(1 / np.tan(np.radians(38)))
    assert (run > 0).all(), "the sun stands in the south-west, shadows fall to the north-east"
    tiles = shadows.ground_shadow(site, run)
    shade = shapely.union_all(tiles)
    assert shade.area == pytest.approx(shapely.area(tiles).sum()), "no shadow is counted twice"
    tip = np.array([60, 80]) + run * (30 + LAND_Z)
    assert shade.distance(shapely.Point(tip)) < 0.5
    assert shapely.within(shade, shapely.buffer(site.extent, 0.01))


def test_a_sweep_is_the_union_of_all_that_lies_between() -> None:
    start = shapely.box(0, 0, 10, 10).difference(shapely.box(3, 3, 7, 7))
    pieces, row = shadows.sweep(np.array([start], object), np.array([[8.0, 3.0]]))
    between = [shapely.transform(start, lambda xy, t=t: xy + np.array([8.0, 3.0]) * t) for t in np.linspace(0, 1, 60)]
    swept = shapely.union_all(pieces)
    assert swept.symmetric_difference(shapely.union_all(between)).area < 0.5
    assert set(row.tolist()) == {0}


def test_shadows_stay_inside_the_model_and_name_nothing(site: Site) -> None:
    for part in shadows.shadow_parts(site):
        assert 0 < part.opacity < 0.3
        assert not part.ids.any()
        low, high = part.points[:, :2].min(axis=0), part.points[:, :2].max(axis=0)
        assert (low >= -0.01).all()
        assert (high <= np.array([240.01, 200.01])).all()


def test_the_lower_neighbour_has_the_shadow_of_the_taller_on_its_roof(site: Site) -> None:
    roof = next(p for p in shadows.shadow_parts(site) if p.name == "shadows/roofs")
    assert shapely.contains_xy(shapely.buffer(site.buildings[1], 0.01), roof.points[:, 0], roof.points[:, 1]).all()
    assert roof.points[:, 2].max() < LAND_Z + 12.2
