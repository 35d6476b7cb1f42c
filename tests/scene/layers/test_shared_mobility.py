"""Bicycle stations stand at real racks and leave the route free; fleet bays take real kerb and leave room to stop."""

from __future__ import annotations

import layer_town as lt
import pytest
import shapely
import street_town as st

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import omo_logistics, shared_mobility
from wespace_desktop.scene.layers.bike_forms import CAR_M, DOCKS, STATION_M, shared_car, station
from wespace_desktop.scene.layers.open_ground import ROUTE_M
from wespace_desktop.scene.site import Site

LAYER = "shared_mobility"


def test_stations_stand_by_the_rack_clear_of_route_road_walls_and_lockers() -> None:
    district = st.town()
    lockers = st.wish("lockers", "omo_logistics", ["plaza-1"], count=3)
    made = st.wish("bikes", LAYER, ["plaza-1", "rack-1"], count=3)
    built = lt.build(shared_mobility, district, lockers, made)
    site = Site(district)
    pads = [st.footprint(built, i.id) for i in built.items]
    assert len(pads) >= 2
    assert shapely.distance(shapely.multilinestrings(st.ROUTES), pads).min() >= ROUTE_M - 1e-6
    assert shapely.distance(site.roads, pads).min() >= 0.5 - 1e-6
    assert shapely.distance(site.built, pads).min() >= 0.4 - 1e-6
    banks = omo_logistics.footprints(site, lt.plan(district, lockers, made))
    assert len(banks) == 3
    assert min(p.distance(b) for p in pads for b in banks) >= 2.0 - 1e-6
    assert built.labels[0].text.en == f"{len(pads)} bicycle stations · {len(pads) * DOCKS} docks"


def test_racks_at_one_place_count_once() -> None:
    district = st.town()
    racks = lt.theme("bike_racks", [shapely.Point(185 + 3 * k, -16) for k in range(6)], "rack", street=["Main St"] * 6)
    district.themes["bike_racks"] = racks  # type: ignore[index]
    built = lt.build(shared_mobility, district, st.wish("bikes", LAYER, [f"rack-{k + 1}" for k in range(6)], count=1))
    told = {f.label.en: f.value for f in built.items[0].facts}
    assert told["At"].en == "Main St"  # type: ignore[union-attr]
    assert built.tally["next/bikes"] == Quantity.exact(1, "place", "calc")


def test_too_many_stations_are_said() -> None:
    built = lt.build(shared_mobility, st.town(), st.wish("bikes", LAYER, ["plaza-1"], count=200))
    n = len(built.items)
    assert 1 < n < 200
    assert built.warnings == (f"bikes: room for {n} of 200 bicycle stations; the rest would stand in the way",)


def test_a_fleet_bay_lies_on_metered_spaces_and_leaves_a_car_length_free() -> None:
    district = st.town()
    made = st.wish("fleet", LAYER, st.SPACES, {"kind": "fleet_bay", "kerb_length": 20}, count=1)
    built = lt.build(shared_mobility, district, made)
    (bay,) = built.items
    told = {f.label.en: f.value for f in bay.facts}
    assert told["Kerb used"] == Quantity.exact(20, "m", "calc")
    assert told["Cars waiting"] == Quantity.exact(2, "vehicle", "A")
    spaces = shapely.union_all(district.theme("parking_spaces").geometry)
    solid = st.solid(built.parts)
    assert solid.difference(spaces.buffer(0.35)).area < 1e-3
    assert solid.area < (20 - CAR_M[0]) * 2.2
    assert {p.needs for p in built.parts} == {frozenset({"next/fleet"})}
    assert lt.same(built, lt.build(shared_mobility, district, made))


def test_more_bays_than_kerb_is_a_conflict_with_its_street() -> None:
    made = st.wish("fleet", LAYER, st.SPACES, {"kind": "fleet_bay", "kerb_length": 20}, count=3)
    built = lt.build(shared_mobility, st.town(), made)
    assert built.warnings == ("fleet: Main St: asks for 60 m of kerb, and 20 m are free",)


@pytest.mark.parametrize(("model", "size"), [(station, STATION_M), (shared_car, CAR_M)])
def test_models_have_their_real_size(model: object, size: tuple[float, float, float]) -> None:
    low, high = (getattr(model().mesh.points, end)(axis=0) for end in ("min", "max"))  # type: ignore[operator]
    assert high[:2] - low[:2] == pytest.approx(size[:2], abs=0.25)
    assert high[2] == pytest.approx(size[2], abs=0.1)
