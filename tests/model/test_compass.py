"""What a scenario illustrates of the report: by what stands, by its slides, and nothing that it merely could."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.compass import Bearing, compass, tally
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.scenario import Intervention, LayerState, Scenario, Target
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import Words

VIEW = View("v", Words("视图", "view"), Camera((0, 0, 100), (10, 10, 0)))


def _change(name: str, layer: str, **more: Any) -> Intervention:
    return Intervention(name, layer, "add", Target(), 2028, Words(name, name), **more)


def _plan(*changes: Intervention, slides: tuple[Slide, ...] = (), views: tuple[View, ...] = (VIEW,)) -> Plan:
    layers = {c.layer: LayerState(True) for c in changes}
    scenario = Scenario(
        "s", "scenario", Words("情景", "Scenario"), 2035, "kendall", layers, changes, views, Path("s.yaml"), "0" * 64,
        storyboard=slides,
    )  # fmt: skip
    district = cast(Any, SimpleNamespace())
    return Plan(scenario, district, tuple(Change(c, (), (), 2030) for c in changes))


def _by_id(bearings: tuple[Bearing, ...]) -> Mapping[str, Bearing]:
    return {b.row.id: b for b in bearings}


PARKING = _change("park", "parking", plus=("P1",), minus=("N2",))


def test_what_stands_illustrates_its_rows() -> None:
    found = _by_id(compass(_plan(PARKING)))
    assert found["R-TR4"].state == "shown"
    assert found["R-TR4"].changes == ("park",)
    assert found["R-TR4"].why.en == f"stands: {load_catalogue()['parking'].short.en}"
    assert found["R-NE2"].why.en == "1 change names: More inequality between places"
    assert found["R-TD3"].state == "ignored"
    assert found["R-TD3"].why.en == f"none of these stands: {load_catalogue()['sensors'].short.en}"


def test_a_layer_switched_off_or_a_year_too_early_takes_the_rows_back() -> None:
    plan = _plan(PARKING)
    assert not _by_id(compass(plan, layers=()))["R-TR4"].illustrated
    assert not _by_id(compass(plan, year=2029))["R-TR4"].illustrated
    assert _by_id(compass(plan, year=2030))["R-TR4"].illustrated


def test_a_slide_that_names_a_row_illustrates_it() -> None:
    plan = _plan(slides=(Slide("rings", "v", rows=("R-RG1", "R-RE1")),))
    found = _by_id(compass(plan))
    assert (found["R-RG1"].state, found["R-RG1"].slides) == ("slide", ("rings",))
    assert found["R-RE1"].illustrated, "a slide may speak of what no model shows"
    assert found["R-RG3"].state == "context"


def test_an_hour_is_needed_where_the_hour_is_the_point() -> None:
    shops = _change("cafe", "mobile_spaces")
    assert _by_id(compass(_plan(shops)))["R-SP2"].why.en == "the scenario lacks: slides or views name an hour"
    with_hour = _plan(shops, slides=(Slide("noon", "v", hour=12),))
    assert _by_id(compass(with_hour))["R-SP2"].state == "shown"


def test_every_row_has_one_state_and_a_reason() -> None:
    bearings = compass(_plan(PARKING))
    assert len(bearings) == 163
    assert all(b.why.zh and b.why.en for b in bearings)
    assert sum(tally(bearings).values()) == 163


def test_nothing_standing_illustrates_no_layer_and_no_effect() -> None:
    bearings = compass(_plan())
    assert [b.row.id for b in bearings if b.illustrated and (b.row.layers or b.row.effects)] == []
    assert _by_id(bearings)["R-RE1"].state == "gap"
