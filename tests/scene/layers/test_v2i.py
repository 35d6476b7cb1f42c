"""Roadside units stand on real signals; their waves and lines lie on the road; street in reach grows with the reach."""

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
from wespace_desktop.scene.layers import v2i
from wespace_desktop.scene.layers.v2i_forms import unit
from wespace_desktop.scene.site import Site

SIGNALS = ["signal-1", "signal-2"]


def signalled() -> District:
    """The town with signals at its crossing and at its western end."""
    town = lt.town()
    signals = lt.theme(
        "traffic_signals", [shapely.Point(137, 8), shapely.Point(4, 8), shapely.Point(60, 100)], "signal"
    )
    return replace(town, themes={**town.themes, "traffic_signals": signals})


def test_each_unit_is_an_item_on_its_signal_and_the_tally_is_street_in_reach() -> None:
    built = lt.build(v2i, signalled(), lt.change("v", "v2i", SIGNALS, {"reach": Quantity(40, 60, 90, "m", "A")}))
    assert [i.id for i in built.items] == ["v-signal-1", "v-signal-2"]
    told = built.tally["next/v"]
    assert told.unit == "km"
    assert told.low < told.central < told.high
    assert told.high <= 0.3 + 0.22 + 1e-6
    assert {p.needs for p in built.parts} == {frozenset({"next/v"})}


def test_waves_and_lines_lie_on_the_road() -> None:
    district = signalled()
    built = lt.build(v2i, district, lt.change("v", "v2i", SIGNALS))
    road = shapely.buffer(Site(district).roads, 0.02)
    flat = [p for p in built.parts if np.ptp(p.points[:, 2]) < 0.5]
    assert flat
    for part in flat:
        assert shapely.contains_xy(road, part.points[:, 0], part.points[:, 1]).all()
        assert part.points[:, 2].max() < 0.1
    west, south, east, north = district.extent
    for part in built.parts:
        x, y = part.points[:, 0], part.points[:, 1]
        assert ((x >= west) & (x <= east) & (y >= south) & (y <= north)).all()


@given(reach=st.floats(20, 400), more=st.floats(0, 200))
def test_more_reach_never_covers_less_street(reach: float, more: float) -> None:
    made = [lt.change("v", "v2i", SIGNALS, {"reach": Quantity.exact(r, "m")}) for r in (reach, reach + more)]
    near, far = (lt.build(v2i, signalled(), m).tally["next/v"].central for m in made)
    assert far >= near - 1e-9


def test_the_unit_is_closed_to_the_eye() -> None:
    mesh = unit().mesh
    a, b, c = (mesh.points[mesh.cells[:, k]] for k in range(3))
    facing = np.einsum("ij,ij->i", np.cross(b - a, c - a), mesh.normals[mesh.cells[:, 0]])
    assert (facing > -1e-7).all()
    assert len(mesh.cells) < 500


def test_the_same_twice_and_few_triangles() -> None:
    district, made = signalled(), lt.change("v", "v2i", SIGNALS)
    built = lt.build(v2i, district, made)
    assert lt.same(built, lt.build(v2i, district, made))
    assert sum(len(p.cells) for p in built.parts) < 5_000


def test_numbers_of_an_item_have_unit_and_source() -> None:
    built = lt.build(v2i, signalled(), lt.change("v", "v2i", SIGNALS))
    facts = {f.label.en: f for f in built.items[0].facts}
    assert facts["Reach"].value == Quantity(150, 300, 500, "m", "A")
    assert facts["Reach"].source == "A"
    own = facts["Street in reach"].value
    assert isinstance(own, Quantity)
    assert own.central == pytest.approx(0.52, abs=0.02)


def test_a_target_away_from_streets_is_said() -> None:
    built = lt.build(v2i, signalled(), lt.change("v", "v2i", ["signal-3"]))
    assert built.warnings == ("v: none of its targets is a signal or pole beside a street",)
    assert in_chinese("none of its targets is a signal or pole beside a street") == "目标里没有街边的信号灯或灯杆"
