"""The shipped Kendall scenarios open, bind to the real district, and show all four layers, gains and harms."""

from __future__ import annotations

from pathlib import Path

import pytest

from wespace_desktop import paths
from wespace_desktop.model.binding import bind
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.model.selection import NO_STALL
from wespace_desktop.model.state import standing
from wespace_desktop.readers.package import load_district
from wespace_desktop.scene.layers import LAYERS

FILES = sorted(paths.scenarios_dir().glob("kendall-*.yaml"))


@pytest.fixture(scope="module")
def district() -> District:
    return load_district(paths.districts_dir() / "kendall" / "district.npz")


@pytest.fixture(scope="module")
def plans(district: District) -> dict[str, Plan]:
    return {file.stem: bind(load_scenario(file), district) for file in FILES}


def test_they_have_no_faults_and_no_warnings(plans: dict[str, Plan]) -> None:
    plain = ("kendall-today", "kendall-2030-kerb", "kendall-2035")
    assert [p.sentence() for name in plain for p in plans[name].problems] == []
    # how many of each new thing there will be is the author's assumption, and the check says so
    (said,) = plans["kendall-2035-layers"].problems
    assert said.severity == "warning"
    assert said.message.endswith("numbers are assumed")


@pytest.mark.parametrize("name", ["kendall-2030-demand", "kendall-2035-operation", "kendall-2035-no-policy"])
def test_what_the_check_says_of_the_other_futures_is_their_point(name: str, plans: dict[str, Plan]) -> None:
    """They leave decisions out: layers lack what they stand on, numbers are assumed, demand comes after the year."""
    expected = ("numbers are assumed", "is off", "by demand: on the central line", "walking routes hold")
    for problem in plans[name].problems:
        assert problem.severity == "warning", problem.sentence()
        assert any(words in problem.message for words in expected), problem.sentence()


def test_more_layers_says_which_it_has(plans: dict[str, Plan]) -> None:
    more = plans["kendall-2035-layers"]
    used = {c.layer for c in more.changes}
    assert used >= {"parking", "green", "energy", "v2i", "digital_core", "charging"}
    # an emergency and what is unlikely by 2035 are off until somebody ticks them
    assert used == more.scenario.layers_on | {"shock", "tunnel"}
    assert used <= set(LAYERS) == set(load_catalogue().ids)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_first_line_says_what_the_file_shows(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Kendall Square")
    # What changes is read in a minute; the slides of a talk stand after it.
    body = lines[: lines.index("storyboard:")] if "storyboard:" in lines else lines
    # up to twenty layers, each with its interventions; a talk of ten of them
    most = {"kendall-2035-layers": 520, "kendall-2035-operation": 240}.get(file.stem, 200)
    assert len(body) <= most
    assert len(lines) <= most + 100


def test_every_change_stands_in_the_year_of_its_scenario(plans: dict[str, Plan]) -> None:
    for plan in plans.values():
        scenario = plan.scenario
        decided = [c for c in plan.changes if not c.by_demand and c.layer in scenario.layers_on]
        stands = standing(plan, scenario.year, scenario.layers_on)
        assert {plan.key(c) for c in decided} <= stands
        assert bool(stands - {plan.key(c) for c in decided}) == (scenario.id == "kendall-2030-demand")


def test_2035_uses_all_four_layers_and_today_one(plans: dict[str, Plan]) -> None:
    assert {c.layer for c in plans["kendall-2035"].changes} == {"av_lanes", "cowork_pods", "sensors", "parking"}
    assert {c.layer for c in plans["kendall-today"].changes} == {"sensors"}


def test_sensing_is_partial_today_and_fuller_in_2035(plans: dict[str, Plan]) -> None:
    def posts(name: str) -> set[str]:
        return {f for c in plans[name].changes if c.layer == "sensors" for f in c.features}

    assert len(posts("kendall-today")) >= 10
    assert len(posts("kendall-2035")) >= 4 * len(posts("kendall-today"))
    kinds = {c.intervention.set["identifying"] for c in plans["kendall-2035"].changes if c.layer == "sensors"}
    assert kinds == {True, False}


def test_only_lots_and_stalls_of_the_data_are_converted(plans: dict[str, Plan], district: District) -> None:
    lots, spaces = district.theme("parking_lots"), district.theme("parking_spaces")
    for plan in plans.values():
        for name in (n for c in plan.changes for n in c.replaces):
            assert lots.has(name) or spaces.get(name, "status") not in NO_STALL


def test_gains_and_harms_travel_together(plans: dict[str, Plan]) -> None:
    for change in (c for plan in plans.values() for c in plan.changes):
        intervention = change.intervention
        assert intervention.plus
        assert intervention.gains
        assert intervention.minus or intervention.minus_reason
        assert bool(intervention.harms) == bool(intervention.minus)


def test_words_in_both_languages(plans: dict[str, Plan]) -> None:
    for plan in plans.values():
        words = [plan.scenario.title, plan.scenario.short, *(v.title for v in plan.scenario.views)]
        words += [c.intervention.title for c in plan.changes]
        assert all(w.zh and w.en for w in words)


def test_the_pair_shares_its_cameras(plans: dict[str, Plan]) -> None:
    today, later = plans["kendall-today"].scenario, plans["kendall-2035"].scenario
    assert 4 <= len(later.views) <= 9
    for view in today.views:
        other = later.view(view.id)
        assert other is not None
        assert other.camera == view.camera
        assert other.mode == "side-by-side"
