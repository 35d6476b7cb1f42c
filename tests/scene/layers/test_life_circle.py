"""Walking circles keep the laws of time and distance, and show both groups; modules leave routes alone."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import layer_town as lt
import numpy as np
import pytest
import real_kendall
import shapely
import street_town as st

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.walking import SPEED
from wespace_desktop.scene.layers import life_circle
from wespace_desktop.scene.layers.isochrones import MINUTES, Isochrones, draped, isochrones, reach_m
from wespace_desktop.scene.layers.open_ground import ROUTE_M
from wespace_desktop.scene.part import LayerBuild
from wespace_desktop.scene.site import Site

LAYER = "life_circle"


@pytest.fixture(scope="module")
def site() -> Site:
    return real_kendall.site()


@pytest.fixture(scope="module")
def station(site: Site) -> Isochrones:
    found = isochrones(site, "stop-850-686")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def built(site: Site) -> LayerBuild:
    return lt.build(life_circle, site.district, st.wish("round", LAYER, ["stop-850-686"], {"group": "elderly"}))


def test_more_minutes_and_faster_legs_reach_more(station: Isochrones) -> None:
    for group in SPEED:
        areas = [station.reached[group][m] for m in MINUTES]
        assert shapely.covers(shapely.buffer(areas[1:], 0.01), areas[:-1]).all()
    for minutes in MINUTES:
        adult, elderly = (station.reached[g][minutes] for g in ("adult", "elderly"))
        assert elderly.area < adult.area
        assert shapely.difference(elderly, adult).area < 0.005 * elderly.area
    assert station.lines_m["elderly"] < station.lines_m["adult"]


def test_no_area_leaves_the_straight_circle_the_district_or_the_land(site: Site, station: Isochrones) -> None:
    for group in SPEED:
        for minutes in MINUTES:
            area = station.reached[group][minutes]
            circle = shapely.union_all(
                shapely.buffer(shapely.points(station.starts), reach_m(group, minutes) + 0.1, quad_segs=32)
            )
            assert shapely.covers(circle, area)
            assert shapely.covers(site.extent.buffer(0.01), area)
            assert shapely.intersection(area, site.land("water")).area < 1.0
    assert station.cut


def test_a_station_starts_at_its_entrances_too(station: Isochrones) -> None:
    assert len(station.starts) == 3


def test_fifteen_minutes_are_1125_and_765_metres() -> None:
    assert reach_m("adult", 15) == 1125
    assert reach_m("elderly", 15) == pytest.approx(765)


def test_an_edge_lies_on_the_ground_and_over_the_roofs(site: Site, station: Isochrones) -> None:
    edge = shapely.boundary(station.reached["elderly"][10])
    over = draped(site, edge, 0.4)
    assert shapely.length(over.lines).sum() == pytest.approx(shapely.length(edge), rel=1e-3)
    assert over.z[0] == 0.4
    assert (over.z[1:] > 2).all()
    assert shapely.intersection(over.lines[0], shapely.buffer(site.built, -0.2)).length < 1.0


def test_both_edges_the_gap_and_the_minutes_are_drawn(built: LayerBuild) -> None:
    assert {p.needs for p in built.parts} == {frozenset({"next/round"})}
    assert all(p.opacity < 1 and p.layer == LAYER for p in built.parts)
    assert any(p.seen_from == "street" for p in built.parts)
    assert {n.text.en for n in built.labels} == {
        "Walking circle, Kendall/MIT station",
        "5 min",
        "10 min",
        "Older people, 15 min, 765 m",
        "Adults, 15 min, 1,125 m",
    }
    assert "老年人 15 分钟 · 765 米" in {n.text.zh for n in built.labels}
    assert built.tally == {"next/round": Quantity.exact(1, "place", "calc")}


def test_the_item_says_speed_areas_gap_and_what_is_left_out(built: LayerBuild) -> None:
    (item,) = built.items
    assert item.title.en == "15-minute walk from Kendall/MIT station"
    told = {f.label.en: f for f in item.facts}
    assert told["Bands show"].value == life_circle.GROUPS["elderly"]
    assert told["Walking speed, adults"].value == Quantity(1.1, 1.25, 1.4, "m/s", "A")
    gap = told["Out of reach for older people"].value
    assert isinstance(gap, Quantity)
    assert 35 < gap.central < 60
    assert told["Network"].note.en == "unmarked junctions may be crossed; no waiting, slopes, steps"
    assert "Edge of the district" in told
    assert item.illustrative.en == "worked out from speed and network, not measured"


def test_twice_the_same_and_nothing_where_nobody_walks(
    site: Site, built: LayerBuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wespace_desktop.scene.layers.isochrones._KEPT", WeakKeyDictionary())
    again = lt.build(life_circle, site.district, st.wish("round", LAYER, ["stop-850-686"], {"group": "elderly"}))
    assert lt.same(built, again)
    nowhere = lt.build(life_circle, lt.town(), st.wish("round", LAYER, ["plaza-9"], {}))
    assert nowhere.parts == ()
    assert nowhere.warnings == ("round: none of its targets can be reached on a walking line",)


def test_modules_stand_on_the_plaza_clear_of_routes_in_four_kinds() -> None:
    district = st.town()
    wish = st.wish("boxes", LAYER, ["plaza-1"], {"kind": "modules"}, count=5, unit="place")
    built = lt.build(life_circle, district, wish)
    pads = [st.footprint(built, i.id) for i in built.items]
    assert len(pads) == 5
    assert shapely.covers(lt.PLAZA.buffer(1e-6), pads).all()
    assert shapely.distance(shapely.multilinestrings(st.ROUTES), pads).min() >= ROUTE_M - 1e-6
    assert len({i.title.en for i in built.items}) == 4
    assert built.labels[0].text.en == "5 modular facilities"
    assert built.clears
    points = np.concatenate([p.points for p in built.parts])
    assert points[:, 2].max() < 6
