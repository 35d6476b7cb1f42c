"""Flags of the years: each change twice, demand apart from decision, nothing outside the horizon."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from wespace_desktop.model.milestones import built, milestones
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.scenario import Decision, Intervention, LagClass, Scenario, Target
from wespace_desktop.model.timeline import progress, stands_from
from wespace_desktop.model.words import Words


def _change(
    name: str, start: int, decision: Decision = "decision", lag: LagClass = "medium", places: int = 1
) -> Change:
    made = Intervention(name, "parking", "convert", Target(), start, Words(name, name), lag=lag, decision=decision)
    return Change(made, tuple(f"lot-{i}" for i in range(places)), (), stands_from(start, lag))


def _plan(*changes: Change) -> Plan:
    made = tuple(c.intervention for c in changes)
    scenario = Scenario("toy", "scenario", Words("玩具", "Toy"), 2035, "toy", {}, made, (), Path("t"), "")
    return cast("Plan", SimpleNamespace(scenario=scenario, changes=changes))


def test_each_change_starts_and_stands_and_demand_is_apart() -> None:
    plan = _plan(_change("a", 2024), _change("b", 2024, "demand"), _change("c", 2024), _change("d", 2026, lag="fast"))
    told = [(m.year, m.event, m.decision, [c.id for c in m.changes]) for m in milestones(plan)]
    assert told == [
        (2024, "starts", "decision", ["a", "c"]),
        (2024, "starts", "demand", ["b"]),
        (2026, "starts", "decision", ["d"]),
        (2029, "stands", "decision", ["d"]),
        (2030, "stands", "decision", ["a", "c"]),
        (2030, "stands", "demand", ["b"]),
    ]


def test_what_stands_after_the_horizon_has_no_second_flag() -> None:
    late = _plan(_change("late", 2033))
    assert [(m.year, m.event) for m in milestones(late)] == [(2033, "starts")]


def test_only_the_layers_that_are_asked_for() -> None:
    other = _change("x", 2024)
    other = replace(other, intervention=replace(other.intervention, layer="sensors"))
    assert [c.id for m in milestones(_plan(other, _change("y", 2024)), {"sensors"}) for c in m.changes] == ["x", "x"]


def test_built_is_weighed_by_places() -> None:
    years = np.array([2024.0, 2028.0, 2035.0])
    one, many = _change("one", 2024, places=1), _change("many", 2027, places=3)
    found = built([one, many, _change("free", 2020, "demand")], years, "decision")
    assert found is not None
    expected = [(progress(y, 2024, "medium") + 3 * progress(y, 2027, "medium")) / 4 for y in years]
    assert found.tolist() == pytest.approx(expected)
    assert built([one], years, "demand") is None
