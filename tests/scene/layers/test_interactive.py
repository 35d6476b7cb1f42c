"""The report's seven installations: each its own form and author, on open ground, and nothing in a walker's way."""

from __future__ import annotations

import layer_town as lt
import pytest
import shapely
import street_town as st

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import interactive, service_pods
from wespace_desktop.scene.layers.interactive import FORMS
from wespace_desktop.scene.layers.open_ground import ROUTE_M
from wespace_desktop.scene.site import Site

LAYER = "interactive"


def wish(count: float = 4, **given: object) -> lt.Change:
    return st.wish("art", LAYER, ["plaza-1"], given, count=count)


def test_they_stand_on_the_plaza_clear_of_routes_walls_pods_and_each_other() -> None:
    district = st.town()
    care = st.wish("care", "service_pods", ["plaza-1"], count=3, unit="pod")
    built = lt.build(interactive, district, care, wish())
    site = Site(district)
    pads = [st.footprint(built, i.id) for i in built.items]
    assert len(pads) == 4
    assert shapely.covers(lt.PLAZA.buffer(1e-6), pads).all()
    assert shapely.distance(shapely.multilinestrings(st.ROUTES), pads).min() >= ROUTE_M - 1e-6
    assert shapely.distance(site.built, pads).min() >= 2.0 - 1e-6
    pods = service_pods.footprints(site, lt.plan(district, care, wish()))
    assert min(p.distance(q) for p in pads for q in pods) >= 4.0 - 1e-6
    for k, pad in enumerate(pads):
        assert all(pad.distance(other) >= 4.0 - 1e-6 for other in pads[k + 1 :])
    over = st.solid(built.parts).difference(shapely.union_all(pads).buffer(0.01))
    assert over.area < 0.001, "nothing reaches over its ground"


def test_they_come_in_turn_and_name_their_author() -> None:
    district = st.town()
    built = lt.build(interactive, district, wish(3))
    assert [i.kind for i in built.items] == ["water_tree", "bubbles", "swings"]
    told = {f.label.en: f.value for f in built.items[0].facts}
    assert told["Author"].en == "Carlo Ratti Associati"  # type: ignore[union-attr]
    assert told["Active"].en == "18:00 to 22:00"  # type: ignore[union-attr]
    assert built.items[0].illustrative.zh == "位置与样式为示意"
    assert built.labels[0].text.en == "3 interactive installations · 3 kinds"
    assert built.labels[0].text.zh == "互动装置 3 处 · 3 种"
    assert built.tally["next/art"] == Quantity.exact(3, "place", "calc")
    assert {p.needs for p in built.parts} == {frozenset({"next/art"})}
    assert lt.same(built, lt.build(interactive, district, wish(3)))


def test_what_does_not_fit_any_more_is_said() -> None:
    built = lt.build(interactive, st.town(), wish(60, kind="beam"))
    n = len(built.items)
    assert 1 <= n < 60
    assert built.warnings == (f"art: room for {n} of 60 installations; the rest would stand in the way",)


def test_all_seven_of_the_report_are_there_and_differ() -> None:
    assert len(FORMS) == 7
    assert len({f.model().mesh.points.tobytes() for f in FORMS.values()}) == 7
    assert {f.facts[0].value.en for f in FORMS.values()} == {  # type: ignore[union-attr]
        "Carlo Ratti Associati", "UNSENSE", "DreamDeck", "MIT Senseable City Lab",
    }  # fmt: skip


@pytest.mark.parametrize("kind", list(FORMS))
def test_each_keeps_to_its_size(kind: str) -> None:
    form = FORMS[kind]
    assert 10 <= form.footprint_m2 <= 100
    points = form.model().mesh.points
    assert points[:, 0].max() <= form.size_m[0] / 2 + 0.4
    assert points[:, 0].min() >= -form.size_m[0] / 2 - 0.4
    assert abs(points[:, 1]).max() <= form.size_m[1] / 2 + 0.4
    assert points[:, 2].max() == pytest.approx(form.size_m[2], abs=0.3)
    assert len(form.model().mesh.cells) < 3500
