"""What comes by demand: place j of n stands when the share of changed space reaches j / n, on each line by itself."""

# Sentences stay on one line each.
# ruff: noqa: E501

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.model.adoption import load_drivers
from wespace_desktop.model.binding import bind
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.course import Course, course_of
from wespace_desktop.model.demand import has_demand, years_of
from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.lookbook import Looks, looks_of
from wespace_desktop.model.phase_words import phase_words, rank_words, stands_words
from wespace_desktop.model.plan import NEVER, Change, Plan
from wespace_desktop.model.reading import find_problems, load_scenario
from wespace_desktop.model.scenario import Intervention, LagClass, Target
from wespace_desktop.model.schema import json_schema
from wespace_desktop.model.state import moment, phase, standing
from wespace_desktop.model.suitability import load_criteria, ranked, weights_of
from wespace_desktop.model.timeline import LAGS, progress, stands_from
from wespace_desktop.model.view import LINES, Camera, Line, View
from wespace_desktop.model.words import Words
from wespace_desktop.model.writing import rewritten

HEAD = 'wespace: "1.0"\nid: x\ndistrict: tiny\nyear: 2035\nlayers: [parking, sensors, cowork_pods]\ninterventions:\n'
LOTS = "  - {id: lots, layer: parking, action: convert, target: {theme: parking_lots}, set: {function: park}, start: demand"
FOLLOWING = [name for name in load_catalogue().ids if has_demand(name)]
layers = st.sampled_from(FOLLOWING)
lags = st.sampled_from(sorted(LAGS))
years = st.integers(2010, 2035)


@pytest.fixture(scope="module")
def district() -> District:
    """Forty car parks in a row, the ones to the east larger; a stop and a green at the west end."""
    lots = [shapely.box(20 * i, 0, 20 * i + 6 + i / 4, 10) for i in range(40)]
    names = [f"lot-{i:02d}" for i in range(40)]
    themes = (
        Theme("parking_lots", np.array(names), np.array(lots, object), {"capacity": np.full(40, 3.0)}),
        Theme("transit_stops", np.array(["stop-1"]), np.array([shapely.Point(0, 0)], object), {}),
        Theme("open_spaces", np.array(["green-1"]), np.array([shapely.box(-30, 0, -10, 10)], object), {}),
        Theme("street_lights", np.array(["light-1"]), np.array([shapely.Point(5, 5)], object), {}),
        Theme("plazas", np.array(["p1", "p2", "p3"]), np.array([shapely.box(x, 50, x + 9, 59) for x in (0, 40, 90)], object), {}),
    )  # fmt: skip
    return District("tiny", Words(en="Tiny"), "EPSG:26986", (0, 0), (0, 0, 900, 100), {t.name: t for t in themes}, (), Words(), "")


def _plan(district: District, folder: Path, *entries: str) -> Plan:
    file = folder / "x.yaml"
    file.write_text(HEAD + "".join(f"{entry}\n" for entry in entries), encoding="utf-8")
    return bind(load_scenario(file), district)


# ---------------------------------------------------------------- the model


@given(layers, lags, st.integers(1, 60))
def test_place_j_of_n_stands_when_the_share_reaches_it(layer: str, lag: LagClass, n: int) -> None:
    course = course_of(layer, lag)
    assert isinstance(course, Course)
    found = years_of(layer, lag, n)
    for k in range(3):
        for year in (2026, 2030, 2035):
            share = float(np.interp(year, course.years, np.maximum.accumulate(course.space[k])))
            assert sum(steps[k].stands <= year for steps in found) == int(share * n + 1e-9)


@given(layers, lags, st.integers(1, 60))
def test_low_is_never_before_central_nor_central_before_high_and_the_better_place_never_later(
    layer: str, lag: LagClass, n: int
) -> None:
    found = years_of(layer, lag, n)
    for low, central, high in found:
        for step in ("asked", "begun", "stands", "done"):
            assert getattr(low, step) >= getattr(central, step) >= getattr(high, step)
    for first, second in pairwise(found):
        assert all(a.stands <= b.stands and a.asked <= b.asked for a, b in zip(first, second, strict=True))


@given(layers, lags, st.integers(1, 60))
def test_a_place_is_asked_for_then_under_way_then_there(layer: str, lag: LagClass, n: int) -> None:
    assert all(s.asked <= s.begun <= s.stands == s.done for steps in years_of(layer, lag, n) for s in steps)


def test_the_same_question_has_the_same_answer() -> None:
    first = years_of("parking", "medium", 54)
    years_of.cache_clear()
    assert years_of("parking", "medium", 54) == first


def test_no_driver_of_the_catalogue_falls_so_nothing_that_stands_is_taken_back() -> None:
    grid = np.linspace(2010, 2035, 200)
    assert all((np.diff(driver.values(grid), axis=1) >= -1e-9).all() for driver in load_drivers().values())


# ---------------------------------------------------------------- bound to a district


def test_places_come_one_after_the_other_and_stay(district: District, tmp_path: Path) -> None:
    plan = _plan(district, tmp_path, LOTS + "}")
    assert [c.id for c in plan.changes] == [f"lots#{k + 1}" for k in range(len(plan.changes))]
    assert all(c.intervention.decision == "demand" and c.by_demand for c in plan.changes)
    for line in LINES:
        before: frozenset[str] = frozenset()
        for year in range(2010, 2036):
            now = standing(plan, year, {"parking"}, line)
            assert before <= now
            before = now
    by_line = [{f for c in plan.changes if plan.key(c) in standing(plan, 2035, {"parking"}, line) for f in c.features}
               for line in LINES]  # fmt: skip
    assert by_line[0] <= by_line[1] <= by_line[2]
    assert [len(found) for found in by_line] == [0, 2, 7]


def test_what_the_survey_shows_changes_after_it(district: District, tmp_path: Path) -> None:
    plan = _plan(district, tmp_path, LOTS + "}")
    assert min(s.asked for c in plan.changes for s in c.steps) == plan.scenario.observed_until + 1


def test_a_layer_switched_off_takes_its_parts_back(district: District, tmp_path: Path) -> None:
    plan = _plan(district, tmp_path, LOTS + "}")
    assert moment(plan, 2035, set(), "high") == moment(plan, 2010, {"parking"})
    assert standing(plan, 2035, {"parking"}, "high")


def test_what_is_decided_overrides_its_places_and_keeps_the_order_of_the_others(district: District, tmp_path: Path) -> None:
    decided = "  - {id: park, layer: parking, action: convert, target: {ids: [lot-39]}, set: {function: park}, start: 2027, lag: fast}"
    free, held = _plan(district, tmp_path, LOTS + "}"), _plan(district, tmp_path, LOTS + "}", decided)
    ranks = {f: c.steps for c in free.changes for f in c.features}
    kept = {f: c.steps for c in held.changes if c.by_demand for f in c.features}
    assert "lot-39" in ranks
    assert "lot-39" not in kept
    assert kept == {f: steps for f, steps in ranks.items() if f != "lot-39"}


def test_weights_decide_who_is_first_and_ids_between_equals(district: District) -> None:
    names = [f"lot-{i:02d}" for i in range(40)]
    assert [n for n, _ in ranked(district, names, {"large": 1.0})][:2] == ["lot-39", "lot-38"]
    assert ranked(district, names, {"near_stops": 1.0})[0] == ("lot-00", 1.0)
    assert ranked(district, names, {"far_from_green": 1.0})[0][0] == "lot-15"      # all from 300 m on are equal
    assert ranked(district, names[::-1], {"large": 1.0, "near_stops": 2.0}) == ranked(district, names, {"large": 1.0, "near_stops": 2.0})
    assert ranked(district, [], {"large": 1.0}) == []


def test_a_scenario_writes_its_own_weights(district: District, tmp_path: Path) -> None:
    plan = _plan(district, tmp_path, LOTS + ", suitability: {large: 1}}")
    assert plan.changes[0].features[0] == "lot-39"
    assert rank_words(plan.changes[0]) == (
        Words("40 处候选中第 1 位，适宜度 1.00", "1 of 40 candidates, suitability 1.00"),
        Words("权重（假定）：面积（长度）大 × 1", "weights (assumed): large × 1"),
    )


def test_every_criterion_says_how_it_is_reckoned_and_every_weight_names_one() -> None:
    assert all(c.title.zh and c.title.en and c.formula.zh and c.formula.en for c in load_criteria().values())
    for layer in load_catalogue().ids:
        assert weights_of(layer)
        assert set(weights_of(layer)) <= set(load_criteria())


def test_a_number_of_things_is_shared_among_the_places(district: District, tmp_path: Path) -> None:
    pods = "  - {id: pods, layer: cowork_pods, action: add, target: {theme: plazas, count: {low: 2, central: 7, high: 9, unit: pod}}, start: demand}"
    plan = _plan(district, tmp_path, pods)
    counts = [c.intervention.target.count for c in plan.changes]
    assert all(q is not None and q.low <= q.central <= q.high for q in counts)
    assert [sum(getattr(q, side) for q in counts) for side in ("low", "central", "high")] == pytest.approx(
        [2 * len(counts) / 3, 7 * len(counts) / 3, 9 * len(counts) / 3], abs=0.67
    )


# ---------------------------------------------------------------- in the file


@pytest.mark.parametrize(
    ("entry", "path", "message", "hint"),
    [
        (LOTS + ", decision: decision}", "interventions.lots.decision", "says decision, and start says demand", "Write a year as start, or leave decision out"),
        (LOTS.replace("start: demand", "start: soon") + "}", "interventions.lots.start", "soon is not a whole number", "Write a year, or demand"),
        (LOTS.replace("demand", "2030") + ", suitability: {large: 1}}", "interventions.lots.suitability", "means nothing beside a start of its own", "Write start: demand, or take suitability out"),
        (LOTS + ", suitability: {larg: 1}}", "interventions.lots.suitability.larg", "larg is not a criterion of suitability", "Did you mean large?"),
        (LOTS + ", suitability: {large: 0}}", "interventions.lots.suitability", "has no weight above 0", "Write a weight above 0 for one of them at least"),
        (LOTS.replace("theme: parking_lots", "theme: parking_lots, count: 12") + "}", "interventions.lots.target.count", "demand decides how many of them change", "Take it out: the target is every candidate"),
        ("  - {id: tube, layer: tunnel, action: add, target: {street: Main St}, start: demand}", "interventions.tube.start", "nothing is known of a demand for tunnel", "Write the year of a decision"),
        ("  - {id: pods, layer: cowork_pods, action: add, target: {theme: plazas}, start: demand}", "interventions.pods.target", "says of no number of pods", "Write count: how many there are once all of its places have changed"),
    ],
)  # fmt: skip
def test_what_demand_cannot_mean_is_said(tmp_path: Path, entry: str, path: str, message: str, hint: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(HEAD + entry + "\n", encoding="utf-8")
    found = {(p.path, p.message, p.hint) for p in find_problems(file)[1] if p.severity == "error"}
    assert (path, message, hint) in found


def test_nothing_stands_on_what_may_not_come(district: District, tmp_path: Path) -> None:
    pods = "  - {id: pods, layer: cowork_pods, action: add, target: {on: [lots], count: {low: 1, central: 2, high: 3, unit: pod}}, start: 2030}"
    with pytest.raises(Exception, match="lots comes by demand, place by place, and may not come at all"):
        _plan(district, tmp_path, LOTS + "}", pods)


def test_a_year_in_which_nothing_came_by_demand_is_said(district: District, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text((HEAD + LOTS + "}\n").replace("2035", "2028"), encoding="utf-8")
    plan = bind(load_scenario(file), district)
    assert [p.message for p in plan.problems if p.path.endswith("start")] == [
        "does not stand in 2028 by demand: on the central line its first place changes in 2033"
    ]


def test_demand_and_line_survive_writing(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    text = HEAD + LOTS + ", suitability: {large: 2, near_stops: 0.5}}   # as demand has it\n"
    file.write_text(text, encoding="utf-8")
    scenario = load_scenario(file)
    view = View("far", Words("远", "Far"), Camera((0, 0, 9), (1, 1, 0)), line="high")
    new = rewritten(text, looks_of(scenario), Looks((view,), ()))
    assert LOTS in new
    assert "# as demand has it" in new
    file.write_text(new, encoding="utf-8")
    again = load_scenario(file)
    assert again.interventions == scenario.interventions
    assert again.interventions[0].by_demand
    assert again.interventions[0].suitability == {"large": 2, "near_stops": 0.5}
    assert again.view("far") == view


def test_an_editor_offers_demand_for_a_start() -> None:
    start = json_schema()["$defs"]["InterventionForm"]["properties"]["start"]
    assert {"const": "demand"} in start["anyOf"]
    assert {"type": "integer"} in start["anyOf"]


# ---------------------------------------------------------------- phases


def _decided(start: int, lag: LagClass) -> Change:
    made = Intervention("park", "parking", "convert", Target(), start, Words("公园", "Park"), lag=lag)
    return Change(made, ("lot-1",), ("lot-1",), stands_from(start, lag))


@given(st.integers(2012, 2030), lags, years)
def test_phases_of_what_is_decided_turn_at_a_tenth_and_nine_tenths(start: int, lag: LagClass, year: int) -> None:
    share = progress(year, start, lag)
    wanted = "none" if year < start else "planned" if share < 0.1 else "under_way" if share < 0.9 else "done"
    assert phase(_decided(start, lag), year) == wanted


def test_phases_at_their_very_years() -> None:
    change = _decided(2028, "medium")
    found = [(year, phase(change, year)) for year in (2027, 2028, 2030, 2031, 2033, 2034, 2038, 2039)]
    assert found == [
        (2027, "none"), (2028, "planned"), (2030, "planned"), (2031, "under_way"), (2033, "under_way"),
        (2034, "under_way"), (2038, "under_way"), (2039, "done"),
    ]  # fmt: skip
    assert stands_words(change).en == "2034"
    assert phase_words(change, 2029).en == "planned; under way from 2031"
    assert phase_words(change, 2033).en == "under way, 48% built; drawn from 2034"
    assert phase_words(change, 2035).en == "under way, 69% built; done in 2039"
    assert phase_words(change, 2027).zh == "尚未开始（2028 年开始）"


def test_a_picture_marks_what_does_not_stand_yet_and_nothing_else(district: District, tmp_path: Path) -> None:
    decided = "  - {id: park, layer: parking, action: convert, target: {ids: [lot-05]}, set: {function: park}, start: 2028, lag: medium}"
    plan = _plan(district, tmp_path, decided)
    key = {"x/park"}
    assert moment(plan, 2027, {"parking"}).planned == frozenset()
    assert moment(plan, 2029, {"parking"}).planned == key
    assert moment(plan, 2032, {"parking"}).under_way == key
    then = moment(plan, 2035, {"parking"})
    assert (then.standing, then.planned, then.under_way) == (key, frozenset(), frozenset())


@given(years, st.sampled_from(LINES))
def test_standing_planned_and_under_way_never_overlap(year: int, line: Line) -> None:
    changes = [_decided(start, lag) for start in range(2015, 2034, 3) for lag in LAGS]
    for change in changes:
        now = phase(change, year, line)
        assert (now == "none") == (year < change.on(line).asked)
        assert (now == "done") == (year >= change.on(line).done)


def test_words_of_demand_say_when_or_that_it_never_comes(district: District, tmp_path: Path) -> None:
    plan = _plan(district, tmp_path, LOTS + "}")
    first, last = plan.changes[0], plan.changes[-1]
    assert stands_words(first).en == "2033 (low: not by 2035; high: 2030)"
    assert last.on("low").stands == NEVER
    assert phase_words(last, 2035, "low") == Words("尚无需求；2035 年前不会出现", "nothing asks for it yet; not by 2035")
    assert phase_words(first, 2033) == Words("已改变", "changed")
