"""A layer above its weakest parent: hidden, not there yet, or behind; said in both languages and by check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.model.binding import bind
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.footing import Footing, footings, reach
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.model.scenario import LayerState
from wespace_desktop.model.state import standing
from wespace_desktop.model.words import Words
from wespace_desktop.paths import scenarios_dir
from wespace_desktop.readers.package import find_district, load_district


@pytest.fixture(scope="module")
def plan() -> Plan:
    scenario = load_scenario(scenarios_dir() / "kendall-2035.yaml")
    return bind(scenario, load_district(find_district(scenario.district, scenario.file)))


def found(plan: Plan, year: int, shown: set[str]) -> list[Footing]:
    stands = standing(plan, year, shown)
    return list(footings(plan, year, shown, {c.layer for c in plan.changes if plan.key(c) in stands}))


def test_in_its_own_year_every_layer_rests(plan: Plan) -> None:
    assert found(plan, 2035, set(plan.scenario.layers_on)) == []


def test_a_parent_that_is_switched_off_is_hidden(plan: Plan) -> None:
    only = found(plan, 2035, {"cowork_pods"})
    assert only == [Footing("cowork_pods", "parking", "hidden")]
    assert only[0].words == Words("其前提未显示：停车转换", "builds on Parking, not shown")


def test_a_parent_of_which_nothing_stands_is_absent(plan: Plan) -> None:
    year = min(c.stands_from for c in plan.changes if c.layer == "cowork_pods")
    assert year < min(c.stands_from for c in plan.changes if c.layer == "parking")
    (early,) = found(plan, year, {"cowork_pods", "parking", "sensors"})
    assert (early.parent, early.cause) == ("parking", "absent")
    assert early.words == Words("其前提尚未建成：停车转换", "builds on Parking, of which nothing stands yet")


def test_a_level_above_that_of_the_parent_is_behind(plan: Plan) -> None:
    level = LayerState(True, Quantity(20, 30, 45, "seat/1000job", "A"))
    keen = replace(plan, scenario=replace(plan.scenario, layers={**plan.scenario.layers, "cowork_pods": level}))
    (ahead,) = found(keen, 2035, set(plan.scenario.layers_on))
    assert ahead == Footing("cowork_pods", "parking", "behind", 2.0, 1.0, 2035)
    assert ahead.words == Words(
        "走在前提停车转换之前（达到 2035 年水平的 200%，前提只有 100%）",
        "ahead of Parking, which it builds on (200% against 100% of the 2035 level)",
    )


@given(st.sampled_from(load_catalogue().ids), st.integers(2010, 2040))
def test_a_reach_is_whole_in_the_last_year_and_never_negative(layer: str, year: int) -> None:
    scenario = load_scenario(scenarios_dir() / "kendall-today.yaml")
    bare = Plan(replace(scenario, layers={}), None, ())  # type: ignore[arg-type]
    share = reach(bare, year, layer)
    assert share is None or share >= 0
    if share is not None:
        assert reach(bare, 2035, layer) == pytest.approx(1.0)


def test_check_tells_what_runs_ahead(tmp_path: Path) -> None:
    from wespace_desktop.scene.noting import notes_of

    text = """
wespace: "1.0"
id: keen
extends: kendall-2035.yaml
title: {zh: 抢先, en: Keen}
year: 2035
layers:
  cowork_pods: {on: true, level: {value: 30, unit: seat/1000job, source: A}}
"""
    path = tmp_path / "keen.yaml"
    path.write_text(text, encoding="utf-8")
    scenario = load_scenario(path)
    keen = bind(scenario, load_district(find_district(scenario.district, scenario.file)))
    (told,) = (p for p in notes_of(keen) if p.path.startswith("layers."))
    assert told.sentence().endswith(
        ":8:3: layers.cowork_pods: has come 200 % of its way in 2035, parking, which it stands on, 100 %. "
        "Raise the level of parking, or say why not in summary"
    )
