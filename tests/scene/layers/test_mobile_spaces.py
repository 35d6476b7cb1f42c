"""Mobile spaces stand on metered spaces, open to the kerb, at their real size, and never two in one place."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely
import street_town as st

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import mobile_spaces
from wespace_desktop.scene.layers.mobile_spaces import FORMS
from wespace_desktop.scene.site import Site

LAYER = "mobile_spaces"


def wish(name: str = "cafes", count: float = 3, **more: object) -> lt.Change:
    return st.wish(name, LAYER, st.SPACES, {"kind": "cafe"}, count=count, unit="vehicle", **more)


def test_vehicles_stand_in_the_row_of_metered_spaces_and_in_no_lane() -> None:
    district = st.town()
    built = lt.build(mobile_spaces, district, wish())
    spaces = shapely.union_all(district.theme("parking_spaces").geometry)
    solid = st.solid(built.parts)
    kerb_side = solid.difference(spaces.buffer(0.5))
    assert kerb_side.bounds[1] >= 6.9, "what reaches over the row is the awning, and it reaches over the sidewalk"
    assert solid.bounds[1] >= 4.7, "nothing is on the driving lane"
    assert built.tally["next/cafes"] == Quantity.exact(3, "vehicle", "calc")


def test_the_awning_leaves_the_walking_route_free() -> None:
    built = lt.build(mobile_spaces, st.town(), wish())
    assert st.solid(built.parts).distance(shapely.multilinestrings(st.ROUTES)) > 1.0


def test_two_uses_of_one_place_at_other_hours_are_one_vehicle_and_a_sign() -> None:
    district = st.town()
    built = lt.build(mobile_spaces, district, wish(hours=(7, 15)), wish("evening", hours=(17, 22)))
    high = {name: next(i for i in built.items if i.id == name).anchor[2] for name in ("cafes-1", "evening-1")}
    assert high["cafes-1"] == pytest.approx(2.65)
    assert high["evening-1"] == pytest.approx(2.4)
    told = {f.label.en: f.value for i in built.items if i.id == "evening-1" for f in i.facts}
    assert told["By turns with"].en == "cafes"  # type: ignore[union-attr]
    assert told["Stalls removed"] == Quantity.exact(0, "stall", "calc"), "the first use took them already"
    assert built.warnings == ()


def test_a_conflict_names_street_metres_and_rival() -> None:
    built = lt.build(mobile_spaces, st.town(), wish(), wish("more", 2))
    assert built.warnings == ("more: Main St: asks for 16 m of kerb, and 0 m are free beside cafes",)
    assert built.tally["next/more"].central == 0


def test_stalls_are_told_once() -> None:
    drop = lt.change("drop", "parking", st.SPACES, {"function": "drop_off"})
    told = []
    for changes in ((wish(),), (drop, wish())):
        built = lt.build(mobile_spaces, st.town(), *changes)
        stalls = [f.value for i in built.items for f in i.facts if f.label.en == "Stalls removed"]
        told.append([q.central for q in stalls if isinstance(q, Quantity)])
    assert sum(told[0]) >= 5
    assert told[1] == [0, 0, 0], "the conversion of the kerb has counted them"


@pytest.mark.parametrize("kind", list(FORMS))
def test_models_have_the_size_of_the_real_vehicle(kind: str) -> None:
    points = FORMS[kind].model().mesh.points
    body = points[(np.abs(points[:, 1]) <= 1.05) & (points[:, 2] < 2.66)]
    low, high = body.min(axis=0), body.max(axis=0)
    assert high[0] - low[0] == pytest.approx(4.95, abs=0.06)
    assert high[1] - low[1] == pytest.approx(2.08, abs=0.1)
    assert low[2] == pytest.approx(0, abs=0.02)
    assert points[:, 1].min() > -1.06, "the side to the road is closed and flat"


def test_kinds_differ_in_form_and_come_in_turn() -> None:
    assert len({f.model().mesh.points.tobytes() for f in FORMS.values()}) == 3
    district = st.town()
    mixed = st.wish("mixed", LAYER, st.SPACES, {}, count=3, unit="vehicle")
    built = lt.build(mobile_spaces, district, mixed)
    assert [i.kind for i in built.items] == ["mobile_office", "mobile_cafe", "mobile_play"]
    assert built.labels[0].text.en == "3 mobile spaces (1 office, 1 cafe, 1 play) · 24 m of kerb"
    assert lt.same(built, lt.build(mobile_spaces, district, mixed))
    assert {p.needs for p in built.parts} == {frozenset({"next/mixed"})}
    assert built.clears["next/mixed"].area > 3 * 8 * 2
    assert Site(district).on_road([i.anchor[:2] for i in built.items]).all()
