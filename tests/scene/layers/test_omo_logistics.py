"""Lockers leave the walking route and the walls free, robots keep to its side, courier bays lie on metered spaces."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely
import street_town as st

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import cowork_pods, omo_logistics
from wespace_desktop.scene.layers.locker_forms import BANK_M, ROBOT_M, locker_bank, robot
from wespace_desktop.scene.layers.open_ground import RAMP_M, ROUTE_M
from wespace_desktop.scene.site import Site

LAYER = "omo_logistics"


def test_banks_leave_two_metres_of_route_and_stand_clear_of_walls_road_and_ramps() -> None:
    district = st.town()
    made = st.wish("lockers", LAYER, ["shelter-1", "plaza-1"], count=8)
    built = lt.build(omo_logistics, district, made)
    site = Site(district)
    pads = [st.footprint(built, i.id) for i in built.items]
    assert len(pads) == 8
    routes, ends = shapely.multilinestrings(st.ROUTES), shapely.multipoints([(170, -7.5), (170, 7.5)])
    assert shapely.distance(routes, pads).min() >= ROUTE_M - 1e-6
    assert shapely.distance(site.built, pads).min() >= 0.25 - 1e-6
    assert shapely.distance(site.roads, pads).min() >= 0.5 - 1e-6
    assert shapely.distance(ends, pads).min() >= RAMP_M - 0.05
    for k, pad in enumerate(pads):
        assert all(pad.distance(other) > 1.7 for other in pads[k + 1 :])
    assert shapely.intersection(st.solid(built.parts), shapely.buffer(routes, 0.9)).area < 1e-3


def test_banks_keep_clear_of_pods_whether_or_not_pods_are_shown() -> None:
    district = st.town()
    pods = lt.change("pods", "cowork_pods", ["plaza-1"], count=12)
    made = st.wish("lockers", LAYER, ["plaza-1"], count=4)
    built = lt.build(omo_logistics, district, pods, made)
    decks = cowork_pods.footprints(Site(district), lt.plan(district, pods, made))
    assert len(decks) > 1
    assert min(st.footprint(built, i.id).distance(d) for i in built.items for d in decks) > 1.7


def test_a_bank_belongs_to_its_change_and_says_where_it_stands_and_what_is_assumed() -> None:
    district = st.town()
    made = st.wish("lockers", LAYER, ["shelter-1"], count=1)
    built = lt.build(omo_logistics, district, made)
    assert {p.needs for p in built.parts} == {frozenset({"next/lockers"})}
    assert {p.layer for p in built.parts} == {LAYER}
    assert built.tally["next/lockers"] == Quantity.exact(1, "place", "calc")
    (bank,) = built.items
    told = {f.label.en: f for f in bank.facts}
    assert told["At"].value.en == "Main St stop"  # type: ignore[union-attr]
    assert told["Footprint"].value == Quantity.exact(3.6, "m2", "A")
    assert told["Households"].estimated
    assert bank.illustrative.en == "place and form are illustrative"
    assert built.labels[0].text.en == "1 parcel locker bank"
    assert built.labels[0].text.zh == "快递柜 1 组"
    assert lt.same(built, lt.build(omo_logistics, district, made))


def test_fewer_banks_than_asked_is_said() -> None:
    built = lt.build(omo_logistics, st.town(), st.wish("lockers", LAYER, ["shelter-1"], count=40))
    n = len(built.items)
    assert 1 <= n < 40
    assert built.warnings == (f"lockers: room for {n} of 40 locker banks; the rest would stand in the way",)


def test_robots_run_beside_the_route_and_never_on_the_road() -> None:
    district = st.town()
    built = lt.build(omo_logistics, district, st.wish("bots", LAYER, ["plaza-1"], {"kind": "robots"}, count=9))
    assert built.tally["next/bots"].central == len(built.items) > 5
    at = shapely.points([i.anchor[:2] for i in built.items])
    assert np.allclose(shapely.distance(shapely.multilinestrings(st.ROUTES), at), omo_logistics.ASIDE_M, atol=0.05)
    assert shapely.distance(Site(district).roads, at).min() > 0.3


def test_courier_bays_lie_on_metered_spaces_and_tell_the_stalls_they_take() -> None:
    district = st.town()
    made = st.wish("bays", LAYER, st.SPACES, {"kind": "kerb_bay"}, count=2, hours=(10, 21))
    built = lt.build(omo_logistics, district, made)
    spaces = shapely.union_all(district.theme("parking_spaces").geometry)
    for item in built.items:
        assert st.footprint(built, item.id).difference(spaces.buffer(0.6)).area < 1e-6
        told = {f.label.en: f.value for f in item.facts}
        assert told["Kerb used"] == Quantity.exact(12, "m", "calc")
        assert told["Stalls removed"].central >= 2  # type: ignore[union-attr]
        assert told["Hours"].en == "10:00 to 21:00"  # type: ignore[union-attr]
    assert built.clears["next/bays"].contains(shapely.Point(built.items[0].anchor[:2]))


@pytest.mark.parametrize(("model", "size"), [(locker_bank, BANK_M), (robot, ROBOT_M)])
def test_models_have_their_real_size(model: object, size: tuple[float, float, float]) -> None:
    low, high = (getattr(model().mesh.points, end)(axis=0) for end in ("min", "max"))  # type: ignore[operator]
    assert high[0] - low[0] == pytest.approx(size[0], abs=0.65)
    assert high[1] - low[1] == pytest.approx(size[1], abs=0.35)
    assert high[2] == pytest.approx(size[2], abs=0.5)
    assert low[2] == pytest.approx(0, abs=0.01)
