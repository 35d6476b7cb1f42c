"""Chargers stand at real car parks and garages, a charging lane inside the road; what does not fit is said."""

from __future__ import annotations

from dataclasses import replace

import layer_town as lt
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.app.fault_words import in_chinese
from wespace_desktop.model.district import District
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import charging
from wespace_desktop.scene.layers.charging_forms import COIL_M, STRIP_M, charger, coils_of, cut_to, substation
from wespace_desktop.scene.layers.street_lanes import lanes_of, streets_of
from wespace_desktop.scene.site import Site


def powered() -> District:
    """The town with a charger in its first building and stalls known of its lots."""
    town = lt.town()
    chargers = lt.theme("chargers", [shapely.Point(90, 26)], "charger", capacity=[4.0])
    lots = town.themes["parking_lots"]
    known = replace(lots, attributes={**lots.attributes, "capacity": np.array([100.0, 40.0])})
    return replace(town, themes={**town.themes, "chargers": chargers, "parking_lots": known})


def lane(district: District, km: float) -> charging.LayerBuild:
    made = lt.change("lane", "charging", lt.main_street(district), {"length": Quantity.exact(km, "km")})
    return lt.build(charging, district, made)


def test_the_lane_is_as_long_as_asked_and_lies_on_the_road() -> None:
    district = powered()
    built = lane(district, 0.2)
    assert built.tally["next/lane"].unit == "km"
    assert built.tally["next/lane"].central == pytest.approx(0.2, abs=0.004)
    road = shapely.buffer(Site(district).roads, 0.05)
    low = np.concatenate([p.points[p.points[:, 2] < 0.1] for p in built.parts])
    assert len(np.unique(low[:, 2])) == 3
    assert shapely.contains_xy(road, low[:, 0], low[:, 1]).all()
    assert [i.kind for i in built.items] == ["charging_lane"]
    facts = {f.label.en: f for f in built.items[0].facts}
    assert facts["Lane length"].value == built.tally["next/lane"]
    assert facts["Power while driving"].value == Quantity.exact(70, "kW", "S47")


@given(length=st.floats(12, 200))
def test_coils_stay_inside_their_strip(length: float) -> None:
    district = lt.town()
    street = streets_of(Site(district), lt.main_street(district))[0]
    run = cut_to(lanes_of(Site(district), street, 3.0).runs[0], length)
    assert run.length_m <= length + 1e-6
    band = shapely.buffer(shapely.LineString(run.centre), STRIP_M / 2 + 0.05, cap_style="flat")
    for coil in coils_of(run):
        assert band.contains(coil)
        assert coil.area < COIL_M[0] * COIL_M[1]


def test_chargers_of_a_lot_follow_its_stalls_and_stand_inside_it() -> None:
    made = lt.change("lots", "charging", ["lot-1", "lot-2"], {"per_stalls": Quantity(20, 40, 60, "1/100stall", "A")})
    built = lt.build(charging, powered(), made)
    assert built.tally["next/lots"] == Quantity(28, 56, 84, "charger", "calc")
    assert [i.id for i in built.items] == ["lots-lot-1", "lots-lot-2"]
    lots = shapely.union_all([lt.LOT, lt.SMALL_LOT]).buffer(0.6)
    posts = [p for p in built.parts if p.seen_from == "street"]
    assert shapely.contains_xy(lots, posts[0].points[:, 0], posts[0].points[:, 1]).all()
    count = built.items[0].facts[0]
    assert count.estimated
    assert count.source == "A"


def test_a_garage_keeps_the_sockets_it_has_and_its_post_stands_outside() -> None:
    district = powered()
    built = lt.build(charging, district, lt.change("own", "charging", ["charger-1"]))
    assert built.tally["next/own"].central == 4
    site = Site(district)
    for part in built.parts:
        assert not shapely.contains_xy(site.built, part.points[:, 0], part.points[:, 1]).any()
        assert not site.on_road(part.points[:, :2]).any()


def test_forms_are_light_and_face_out() -> None:
    for form in (charger(), substation()):
        mesh = form.mesh
        a, b, c = (mesh.points[mesh.cells[:, k]] for k in range(3))
        facing = np.einsum("ij,ij->i", np.cross(b - a, c - a), mesh.normals[mesh.cells[:, 0]])
        assert (facing > -1e-6).all()
        assert len(mesh.cells) < 250


def test_the_same_twice() -> None:
    assert lt.same(lane(powered(), 0.2), lane(powered(), 0.2))


def test_what_does_not_fit_is_said() -> None:
    district = powered()
    long = lane(district, 5.0)
    told = next(w for w in long.warnings if "room for" in w)
    had = long.tally["next/lane"].text().split(" ")[0]
    assert told == f"lane: room for {had} of 5 km of charging lane on these streets"
    none = lt.build(charging, district, lt.change("x", "charging", ["walk-1"]))
    assert none.warnings == ("x: none of its targets is a street, car park or charger with room",)
    for sentence in (told, *none.warnings, "lane: Main St: no ground for a substation beside the lane"):
        assert in_chinese(sentence.partition(": ")[2])
