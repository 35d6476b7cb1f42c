"""Service pods keep the size of the real ones, leave routes and other pods alone, and say who cannot use them."""

from __future__ import annotations

import layer_town as lt
import pytest
import shapely
import street_town as st

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import cowork_pods, service_pods
from wespace_desktop.scene.layers.open_ground import ROUTE_M
from wespace_desktop.scene.layers.service_pods import FORMS
from wespace_desktop.scene.site import Site

LAYER = "service_pods"


def wish(count: float = 6, **given: object) -> lt.Change:
    return st.wish("care", LAYER, ["plaza-1"], given, count=count, unit="pod")


def test_pods_stand_on_the_plaza_clear_of_routes_walls_and_work_pods() -> None:
    district = st.town()
    work = lt.change("pods", "cowork_pods", ["plaza-1"], count=10)
    built = lt.build(service_pods, district, work, wish())
    site = Site(district)
    pads = [st.footprint(built, i.id) for i in built.items]
    assert len(pads) == 6
    assert shapely.covers(lt.PLAZA.buffer(1e-6), pads).all()
    assert shapely.distance(shapely.multilinestrings(st.ROUTES), pads).min() >= ROUTE_M - 1e-6
    assert shapely.distance(site.built, pads).min() >= 0.6 - 1e-6
    decks = cowork_pods.footprints(site, lt.plan(district, work, wish()))
    assert min(p.distance(d) for p in pads for d in decks) >= 2.0 - 1e-6
    for k, pad in enumerate(pads):
        assert all(pad.distance(other) >= 2.0 - 1e-6 for other in pads[k + 1 :])


def test_doors_have_room_for_a_wheelchair() -> None:
    built = lt.build(service_pods, st.town(), wish(1, kind="health"))
    pad = st.footprint(built, "care-1")
    cabin = st.solid(built.parts)
    assert pad.covers(cabin.buffer(-0.02))
    assert pad.area - 1.6 * 1.9 > 5.0


def test_two_for_health_and_one_for_papers_with_what_each_excludes() -> None:
    district = st.town()
    built = lt.build(service_pods, district, wish())
    assert [i.kind for i in built.items] == ["health_pod", "service_kiosk", "health_pod"] * 2
    told = {f.label.en: f for f in built.items[0].facts}
    assert told["Older people who can use it alone"].value == Quantity.exact(22.5, "%", "S34")
    assert told["Visitors a day"].value == Quantity(0, 50, 100, "person", "S41")
    assert told["Open"].value.en == "8:00 to 20:00"  # type: ignore[union-attr]
    assert built.labels[0].text.en == "6 service pods (4 health, 2 public service)"
    assert built.labels[0].text.zh == "问诊舱 4 个 · 政务亭 2 个"
    assert built.tally["next/care"] == Quantity.exact(6, "pod", "calc")
    assert {p.needs for p in built.parts} == {frozenset({"next/care"})}
    assert lt.same(built, lt.build(service_pods, district, wish()))


def test_fewer_than_asked_is_said() -> None:
    built = lt.build(service_pods, st.town(), wish(500))
    n = len(built.items)
    assert 6 < n < 500
    assert built.warnings == (f"care: room for {n} of 500 service pods; the rest would stand in the way",)


@pytest.mark.parametrize("kind", list(FORMS))
def test_models_take_about_three_square_metres(kind: str) -> None:
    form = FORMS[kind]
    assert 3.0 <= form.footprint_m2 <= 4.0
    points = form.model().mesh.points
    cabin = points[points[:, 2] > 0.3]
    assert cabin[:, 0].max() - cabin[:, 0].min() == pytest.approx(form.size_m[0], abs=0.12)
    assert cabin[:, 1].max() - cabin[:, 1].min() == pytest.approx(form.size_m[1], abs=0.12)
    assert points[:, 2].max() == pytest.approx(form.size_m[2], abs=0.05)
