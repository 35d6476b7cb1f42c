"""Autonomous lanes stay on the real road, run on through junctions, and say where they do not fit."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely

from wespace_desktop.scene.layers import av_lanes
from wespace_desktop.scene.layers.lane_geometry import chains, sample, smooth
from wespace_desktop.scene.layers.street_lanes import StreetLanes, bays_of, lanes_of, streets_of
from wespace_desktop.scene.site import Site


def lanes(district: lt.District, width_m: float = 2.95) -> tuple[Site, StreetLanes]:
    site = Site(district)
    return site, lanes_of(site, streets_of(site, lt.main_street(district))[0], width_m)


def test_two_way_street_gets_one_unbroken_lane_each_way_through_its_junction() -> None:
    _, found = lanes(lt.town())
    assert len(found.runs) == 2
    assert all(run.length_m > 285 for run in found.runs)
    east, west = sorted(found.runs, key=lambda r: -r.heading[0, 0])
    assert (east.centre[:, 1] < 0).all(), "right-hand traffic: eastbound runs south of the middle"
    assert (west.centre[:, 1] > 0).all()


def test_lanes_lie_on_the_road_and_in_no_building() -> None:
    site, found = lanes(lt.town(extra=[shapely.box(40, -9, 50, -4)]))
    assert found.surface.intersection(site.roads).area >= 0.999 * found.surface.area
    assert found.surface.intersection(site.built).area < 1e-6
    assert found.surface.distance(site.roads.boundary) > 0.05


def test_lane_swerves_round_a_corner_in_its_way_and_stays_whole() -> None:
    _, found = lanes(lt.town(extra=[shapely.box(40, -9, 50, -6.0)]))
    assert len(found.runs) == 2


def test_lanes_keep_off_metered_spaces() -> None:
    site, found = lanes(lt.town(road_half_width_m=5.6))
    spaces = shapely.union_all(site.district.theme("parking_spaces").geometry)
    assert found.surface.intersection(spaces).area < 1e-6


@pytest.mark.parametrize(("direction", "sign"), [("forward", 1), ("backward", -1)])
def test_one_way_street_has_one_lane_in_its_direction(direction: str, sign: int) -> None:
    _, found = lanes(lt.town(direction=direction))
    assert len(found.runs) == 1
    assert found.runs[0].heading[:, 0].mean() * sign > 0.99


def test_lane_has_the_width_that_is_set() -> None:
    _, found = lanes(lt.town(), 2.85)
    across = np.hypot(*(found.runs[0].left - found.runs[0].right).T)
    assert np.allclose(across, 2.85)


def test_too_narrow_street_is_left_out_and_said() -> None:
    district = lt.town(road_half_width_m=2.9)
    built = lt.build(av_lanes, district, lt.change("av", "av_lanes", lt.main_street(district), {"bays": 0}))
    assert built.parts == ()
    assert built.warnings == (
        "av: Main St: 600 of 600 m of lane left out, where the road is too narrow, an island or a building is in the "
        "way, or a junction ends the street",
    )
    assert built.tally["next/av"].central == 0


def test_bays_lie_at_the_kerb_beside_the_lane_and_clear_of_spaces() -> None:
    site, found = lanes(lt.town())
    spaces = site.district.theme("parking_spaces").geometry
    bays = bays_of(site, found, 3, shapely.STRtree(spaces))
    assert len(bays) == 3
    for bay in bays:
        assert bay.polygon.within(site.roads.buffer(0.06))
        assert bay.polygon.intersection(found.surface).area < 0.05
        assert shapely.distance(bay.polygon, spaces).min() > 1.0
        assert bay.polygon.distance(site.roads.boundary) < 0.3


def test_two_changes_never_lie_on_each_other() -> None:
    district = lt.town()
    built = lt.build(
        av_lanes,
        district,
        lt.change("a", "av_lanes", lt.main_street(district)),
        lt.change("b", "av_lanes", lt.main_street(district, "Cross St")),
    )
    fills = [p for p in built.parts if p.opacity < 1 and not p.name.endswith(":shades")]
    assert len(fills) == 2
    shapes = [shapely.union_all(shapely.polygons(p.points[p.cells][:, :, :2].astype(float))) for p in fills]
    assert shapes[0].intersection(shapes[1]).area < 0.1


def test_parts_items_and_tally_belong_to_the_change() -> None:
    district = lt.town()
    made = lt.change("av", "av_lanes", lt.main_street(district), {"bays": 1, "vehicles": 2})
    built = lt.build(av_lanes, district, made)
    assert {p.needs for p in built.parts} == {frozenset({"next/av"})}
    assert {p.seen_from for p in built.parts} == {"any", "bird", "street"}
    assert [i.id for i in built.items] == ["av-main-st"]
    assert built.items[0].change == "next/av"
    assert built.tally["next/av"].unit == "km"
    assert built.tally["next/av"].central == pytest.approx(0.58, abs=0.02)
    assert lt.same(built, lt.build(av_lanes, district, made))


def test_overlays_on_the_road_stay_between_three_and_six_centimetres() -> None:
    district = lt.town()
    built = lt.build(av_lanes, district, lt.change("av", "av_lanes", lt.main_street(district), {"vehicles": 0}))
    heights = np.concatenate([p.points[:, 2] for p in built.parts])
    assert heights.min() >= 0.03
    assert heights.max() <= 0.06


def test_segments_join_over_a_small_gap_but_not_round_a_corner() -> None:
    straight = [shapely.LineString([(0, 0), (50, 0)]), shapely.LineString([(62, 1), (120, 1)])]
    corner = [shapely.LineString([(0, 0), (50, 0)]), shapely.LineString([(50, 0), (50, 80)])]
    assert len(chains(straight)) == 1
    assert [round(c.length) for c in chains(corner)] == [80, 50] or len(chains(corner)) == 1


def test_smoothing_keeps_the_ends_and_takes_the_kink() -> None:
    kinked = shapely.LineString([(0, 0), (60, 0), (63, 2), (120, 2)])
    stations = sample(kinked)
    assert np.allclose(stations.points[[0, -1]], [(0, 0), (120, 2)], atol=1e-6)
    turn = np.diff(np.unwrap(np.arctan2(stations.heading[:, 1], stations.heading[:, 0])))
    assert np.abs(turn).max() < np.radians(3)
    assert np.allclose(smooth(np.arange(20.0), 3.0), np.arange(20.0))


def test_every_vehicle_stands_on_a_soft_shade_that_names_nothing() -> None:
    district = lt.town()
    built = lt.build(av_lanes, district, lt.change("a", "av_lanes", lt.main_street(district)))
    shade = next(p for p in built.parts if p.name.endswith(":shades"))
    assert not shade.ids.any()
    assert shade.needs
    assert shade.points[:, 2].max() < 0.1
    triangles = shapely.area(shapely.polygons(shade.points[shade.cells][:, :, :2].astype(float)))
    assert triangles == pytest.approx(4.9 * 2.4 / 2, abs=0.01)
