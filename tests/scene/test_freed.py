"""Freed space: the flows are the ledger's converted ground, no more and no less, and every place is a real one."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scene_town import plan, theme, town

from wespace_desktop import paths
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.words import Words
from wespace_desktop.scene.build import build_scene
from wespace_desktop.scene.freed import freed
from wespace_desktop.scene.ledger import PlanState, ledger, state_of, sum_stalls
from wespace_desktop.scene.opening import open_pair
from wespace_desktop.scene.part import Scene

PARKING = ("parking_lots", "parking_spaces", "parking_garages")
LAYERS = st.frozensets(st.sampled_from(load_catalogue().ids))


@pytest.fixture(scope="module")
def kendall() -> Scene:
    folder = paths.scenarios_dir()
    return open_pair(folder / "kendall-today.yaml", folder / "kendall-2035.yaml")


@given(st.integers(2026, 2035), LAYERS)
@settings(max_examples=20, deadline=None)
def test_flows_sum_to_the_converted_ground(kendall: Scene, year: int, layers: frozenset[str]) -> None:
    before, after = state_of(kendall.plans[0]), PlanState("kendall-2035", year, layers)
    found = freed(kendall, before, after)
    rows = [e for e in ledger(kendall, before, after) if e.was in PARKING and e.becomes not in PARKING]
    assert found.area_m2 == pytest.approx(sum(e.area_m2 or 0 for e in rows), abs=1e-6)
    for by in ("demand", "decision"):
        ground = sum(f.area_m2 or 0 for f in found.flows if f.by == by)
        assert ground == pytest.approx(sum(e.area_m2 or 0 for e in rows if e.by == by), abs=1e-6)
    stalls = sum_stalls(e.stalls for e in rows)
    assert (found.stalls is None) == (stalls is None)
    if stalls is not None and found.stalls is not None:
        assert found.stalls.central == pytest.approx(stalls.central)
    assert {e for f in found.flows for e in f.entries} >= {e.id for e in rows}


def test_every_place_exists_and_areas_are_those_of_the_lots(kendall: Scene) -> None:
    found = freed(kendall, state_of(kendall.plans[0]), state_of(kendall.plans[-1]))
    for flow in found.flows:
        assert flow.places
        assert all(p in kendall.items for p in flow.places), flow.use
    lots = {f for e in ledger(kendall, *map(state_of, kendall.plans)) if e.was == "parking_lots" for f in e.replaced}
    theme_ = kendall.district.theme("parking_lots")
    drawn = sum(f.area_m2 or 0 for f in found.flows if f.form == "surface")
    ground = sum(float(shapely.area(g)) for g, n in zip(theme_.geometry, theme_.ids, strict=True) if n in lots)
    assert drawn == pytest.approx(ground, rel=0.02), "a lot is drawn without the house or road that lies over it"


def test_pods_take_their_decks_from_the_ground_they_stand_on(kendall: Scene) -> None:
    before = state_of(kendall.plans[0])
    both = freed(kendall, before, PlanState("kendall-2035", 2035, frozenset({"parking", "cowork_pods"})))
    bare = freed(kendall, before, PlanState("kendall-2035", 2035, frozenset({"parking"})))
    uses = {f.use for f in both.flows}
    assert "pods" in uses
    assert "pods" not in {f.use for f in bare.flows}
    assert both.area_m2 == pytest.approx(bare.area_m2)


def test_what_the_data_has_not_is_said_and_never_zero(kendall: Scene) -> None:
    found = freed(kendall, state_of(kendall.plans[0]), state_of(kendall.plans[-1]))
    assert found.silent == (
        ("structure", Words("12 处停车楼，均不转换；面积无数据", "12 garages, none converted; their area: no data")),
        ("underground", Words("无数据", "no data")),
    )
    assert [form for form, _ in found.parking_m2] == ["surface", "kerb"]


def test_the_way_back_is_parking_again(kendall: Scene) -> None:
    there, back = map(state_of, kendall.plans)
    assert freed(kendall, back, there).flows == ()
    assert freed(kendall, back, there).returned_m2 == pytest.approx(freed(kendall, there, back).area_m2)


def test_a_garage_has_stalls_but_no_area() -> None:
    garages = theme(
        "parking_garages",
        [shapely.Point(30, 60), shapely.Point(70, 60)],
        structure=["garage", "lot"],
        capacity=np.array([400.0, 12.0]),
    )
    district = town(parking_garages=garages)
    today, later = plan(district, "a", {}), plan(district, "b", {"store": ("parking_garages-0", "parking_garages-1")})
    scene = build_scene(district, (today, later))
    found = freed(scene, *(PlanState(name, 2035, frozenset({"nothing"})) for name in ("a", "b")))
    told = [(f.form, f.area_m2, f.stalls.text() if f.stalls else "") for f in found.flows]
    assert told == [("surface", None, "12 stalls"), ("structure", None, "400 stalls")]
    assert [form for form, _ in found.silent] == ["underground"]
