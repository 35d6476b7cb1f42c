"""The shipped talks: every file opens without a fault, tells its own story in both languages, and hides no harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from wespace_desktop import paths
from wespace_desktop.model.binding import bind
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.reading import find_problems, load_scenario
from wespace_desktop.model.state import standing
from wespace_desktop.readers.package import load_district

#: File -> how many slides its talk has.
TALKS = {
    "kendall-today": (4, 5),
    "kendall-2030-demand": (5, 8),
    "kendall-2035-operation": (5, 8),
    "kendall-2035": (8, 12),
    "kendall-2035-no-policy": (5, 8),
    "helsinki-2035": (5, 8),
}


def _file(name: str) -> Path:
    return paths.scenarios_dir() / f"{name}.yaml"


@pytest.fixture(scope="module")
def districts() -> dict[str, District]:
    folder = paths.districts_dir()
    return {name: load_district(folder / name / "district.npz") for name in ("kendall", "helsinki")}


@pytest.fixture(scope="module")
def plans(districts: dict[str, District]) -> dict[str, Plan]:
    return {name: bind(load_scenario(_file(name)), districts[name.split("-")[0]]) for name in TALKS}


@pytest.mark.parametrize("name", TALKS)
def test_it_opens_without_a_fault(name: str, plans: dict[str, Plan]) -> None:
    assert [p.sentence() for p in find_problems(_file(name))[1] if p.severity == "error"] == []
    assert [p.sentence() for p in plans[name].problems if p.severity == "error"] == []


@pytest.mark.parametrize("name", TALKS)
def test_every_slide_speaks_both_languages(name: str, plans: dict[str, Plan]) -> None:
    scenario = plans[name].scenario
    least, most = TALKS[name]
    assert least <= len(scenario.storyboard) <= most
    for slide in scenario.storyboard:
        for words in (slide.title, slide.notes):
            assert words.zh, slide.id
            assert words.en, slide.id
        if slide.layout != "closing":
            assert slide.caption.zh, slide.id
            assert slide.caption.en, slide.id


@pytest.mark.parametrize("name", [n for n in TALKS if n != "kendall-today"])
def test_the_views_that_it_brings_are_shown_in_its_talk_or_said_in_words(name: str, plans: dict[str, Plan]) -> None:
    scenario = plans[name].scenario
    inherited = {v.id for v in load_scenario(_file(f"{name.split('-')[0]}-today")).views}
    shown = {slide.view for slide in scenario.storyboard}
    for view in scenario.views:
        assert view.id in shown | inherited or (view.caption.zh and view.caption.en), view.id
    assert shown <= {v.id for v in scenario.views}


@pytest.mark.parametrize("name", TALKS)
def test_harms_stand_beside_gains(name: str, plans: dict[str, Plan]) -> None:
    for change in plans[name].changes:
        intervention = change.intervention
        assert intervention.gains, intervention.id
        assert intervention.harms or intervention.minus_reason, intervention.id


def test_a_talk_shows_gains_and_harms_on_a_slide_of_their_own(plans: dict[str, Plan]) -> None:
    for name, plan in plans.items():
        layouts = [slide.layout for slide in plan.scenario.storyboard]
        assert "effects" in layouts, name
        if name != "kendall-today":
            assert layouts[0] == "title", name
            assert layouts[-1] == "closing", name


def test_each_says_something_else(plans: dict[str, Plan]) -> None:
    said = [(s.title.zh, s.title.en) for plan in plans.values() for s in plan.scenario.storyboard[:2]]
    assert len(set(said)) == len(said)
    assert len({plan.scenario.summary.en for plan in plans.values()}) == len(plans)


def test_demand_alone_converts_hardly_anything_by_2030(plans: dict[str, Plan]) -> None:
    plan = plans["kendall-2030-demand"]
    assert all(c.by_demand for c in plan.changes if c.layer == "parking")

    def lots(line: str) -> int:
        stands = standing(plan, 2030, plan.scenario.layers_on, line)  # type: ignore[arg-type]
        own = (c for c in plan.changes if c.intervention.id == "lots-by-demand")
        return sum(len(c.features) for c in own if plan.key(c) in stands)

    assert lots("low") == 0
    assert lots("central") == 2
    assert lots("high") == 7


def test_operation_takes_no_car_park_and_technology_without_policy_neither(plans: dict[str, Plan]) -> None:
    lots = set(map(str, plans["kendall-2035"].district.theme("parking_lots").ids))
    for name in ("kendall-2035-operation", "kendall-2035-no-policy"):
        taken = {f for c in plans[name].changes for f in c.replaces}
        assert not taken & lots, name
        assert "parking" not in plans[name].scenario.layers_on, name
    assert {f for c in plans["kendall-2035"].changes for f in c.replaces} & lots


def test_without_a_policy_most_sensors_identify_and_no_purpose_is_published(plans: dict[str, Plan]) -> None:
    eyes = [c for c in plans["kendall-2035-no-policy"].changes if c.intervention.id.startswith("eyes-")]
    assert all(c.intervention.set["identifying"] for c in eyes)
    assert {c.intervention.set["purpose"].en for c in eyes} == {"Not published"}
    sensing = [c for c in plans["kendall-2035-no-policy"].changes if c.layer == "sensors"]
    assert sum(len(c.features) for c in eyes) > 0.7 * sum(len(c.features) for c in sensing)


def test_the_operation_scenario_records_nobody(plans: dict[str, Plan]) -> None:
    own = plans["kendall-2035-operation"].change("occupancy")
    assert own is not None
    assert not own.intervention.set["identifying"]


def test_together_they_use_most_of_the_layers(plans: dict[str, Plan]) -> None:
    used = {c.layer for plan in plans.values() for c in plan.changes}
    assert len(used) >= 14
    assert used <= set(load_catalogue().ids)


def test_the_talk_about_today_is_not_taken_over_by_what_extends_it() -> None:
    assert load_scenario(_file("kendall-today")).storyboard
    assert load_scenario(_file("kendall-2030-kerb")).storyboard == ()
