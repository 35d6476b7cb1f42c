"""The shock mode says that it is one, whose hours it takes over, and keeps its distances on real ground."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely
import street_town as st

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import cowork_pods, shock
from wespace_desktop.scene.layers.shock_forms import TENT_M, gate, hall_sign, tent
from wespace_desktop.scene.layers.shock_grounds import LANE_M, ROUTE_M, marks, tent_rows
from wespace_desktop.scene.site import Site

LAYER = "shock"
HARM = "takes over the hours of other layers: care, share"


def switch(*features: str, **more: object) -> lt.Change:
    return st.wish("surge", LAYER, features, more.pop("given", None), **more)  # type: ignore[arg-type]


def test_tents_stand_in_rows_with_lanes_between_them_inside_the_lot() -> None:
    site = Site(st.town())
    at, heading = tent_rows(site, "lot-1", ())
    assert len(at) >= 8
    built = lt.build(shock, st.town(), switch("lot-1", count=6))
    tents = [i for i in built.items if i.kind == "surge_tent"]
    assert len(tents) == 6
    pads = [st.footprint(built, i.id) for i in tents]
    assert shapely.covers(lt.LOT, pads).all()
    assert shapely.distance(site.built, pads).min() >= 2.4
    nearest = [np.sort(np.hypot(*(at - one).T))[1] for one in at]
    assert nearest == pytest.approx([TENT_M[0] + LANE_M[1]] * len(at))
    assert heading == pytest.approx(np.pi / 2, abs=0.01)


def test_tents_keep_clear_of_what_stands_there_already() -> None:
    district = st.town()
    pods = lt.change("pods", "cowork_pods", ["lot-1"], count=12)
    built = lt.build(shock, district, pods, switch("lot-1", count=6))
    decks = cowork_pods.footprints(Site(district), lt.plan(district, pods))
    tents = [st.footprint(built, i.id) for i in built.items if i.kind == "surge_tent"]
    assert tents
    assert min(t.distance(d) for t in tents for d in decks) >= 0.4


def test_marks_are_one_distance_apart_and_leave_the_route_free() -> None:
    site = Site(st.town())
    at = marks(site, "plaza-1", (), 1.5)
    assert len(at) > 500
    tree = shapely.STRtree(shapely.points(at))
    one, other = tree.query(shapely.points(at), predicate="dwithin", distance=1.49)
    assert (one == other).all()
    assert shapely.covers(lt.PLAZA, shapely.points(at)).all()
    assert shapely.distance(shapely.multilinestrings(st.ROUTES), shapely.points(at)).min() >= ROUTE_M


def test_a_plaza_says_how_many_may_come_at_each_distance() -> None:
    built = lt.build(shock, st.town(), switch("plaza-1"))
    (item,) = built.items
    assert item.kind == "distance_field"
    told = {f.label.en: f for f in item.facts}
    most = told["At most at once"].value
    assert isinstance(most, Quantity)
    assert most.low < most.central < most.high
    assert most.high == round(most.central * 2.25)
    assert told["Distance"].value == Quantity(1, 1.5, 2, "m", "A")
    assert built.tally["next/surge"] == Quantity.exact(1, "place", "calc")


def test_every_thing_says_that_it_is_a_mode_and_whose_hours_it_takes() -> None:
    care = st.wish("care", "service_pods", ["plaza-1"], count=2, hours=(8, 20))
    share = st.wish("share", "operation", ["plaza-1"], {"users": [{"who": "workers", "from": 8, "to": 18}]})
    built = lt.build(shock, st.town(), care, share, switch("lot-1", "plaza-1", "bldg-1", count=4))
    assert {i.kind for i in built.items} == {"surge_tent", "entrance_point", "distance_field", "convertible_hall"}
    for item in built.items:
        told = {f.label.en: f for f in item.facts}
        assert told["What it is"].value.en == "a mode, not a forecast"  # type: ignore[union-attr]
        assert told["Overrides hours of"].value == Quantity.exact(2, "place", "calc")
        assert told["Overrides hours of"].note.en == HARM
    assert built.labels[0].text.en == "4 surge tents · a mode, not a forecast"
    assert built.labels[0].text.zh == "应急帐篷 4 顶 · 状态，不是预测"


def test_a_hall_has_a_cross_over_its_roof_and_a_band_at_its_foot() -> None:
    built = lt.build(shock, st.town(), switch("bldg-1"))
    points = np.concatenate([p.points for p in built.parts])
    assert 12 + 4 < points[:, 2].max() < 12 + 6
    assert ((points[:, 2] > 3.5) & (points[:, 2] < 4.5)).any()
    told = {f.label.en: f for f in built.items[0].facts}
    assert told["Convertible ground floor"].value == Quantity.exact(1680, "m2", "calc")
    assert told["Convertible ground floor"].estimated


def test_kind_asks_for_the_way_in_alone() -> None:
    built = lt.build(shock, st.town(), switch("plaza-1", given={"kind": "entrance"}))
    assert [i.kind for i in built.items] == ["entrance_point"]
    assert built.items[0].title.zh == "登记入口"


def test_fewer_than_asked_is_said_and_all_of_it_needs_the_switch() -> None:
    built = lt.build(shock, st.town(), switch("lot-1", count=400))
    assert built.warnings[0].startswith("surge: room for ")
    assert built.warnings[0].endswith(" of 400 tents; the rest would stand in the way")
    assert {p.needs for p in built.parts} == {frozenset({"next/surge"})}
    assert lt.same(built, lt.build(shock, st.town(), switch("lot-1", count=400)))


def test_models_have_the_size_they_say() -> None:
    points = tent().mesh.points
    assert points[:, 2].max() == pytest.approx(TENT_M[2], abs=0.1)
    assert np.ptp(points[:, 1]) == pytest.approx(TENT_M[1], abs=0.4)
    assert gate().mesh.points[:, 2].max() < 3.5
    assert hall_sign(10.0, 4.0).mesh.points[:, 2].max() < 4.6
