"""Fifteen minutes on foot along one street, for three houses and three groups of people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_land_counted import part, values
from tiny_place import PARK, PODS, exact, state

from wespace_desktop.indicators.measure import measure
from wespace_desktop.indicators.reach import gini, reach_m


def test_fifteen_minutes_are_fewer_metres_for_older_people() -> None:
    assert reach_m(1.25) == pytest.approx(1125)
    assert reach_m(0.85) == pytest.approx(765)


def test_completeness_is_the_share_of_classes_that_the_data_has() -> None:
    """The library is at the first house, 900 m from the second: adults walk it, older people do not. The green lies
    550 m off the street beside the first house: nobody else has it within reach."""
    found = measure("I15", state())
    culture = part(found, "Adults reach culture").quantity
    assert values(culture) == pytest.approx((100 / 3 * 2,) * 3)  # 990, 1,125 and 1,260 m hold the second house
    older = next(p.quantity for p in found.groups if p.group == "elderly")
    assert values(older) == pytest.approx((100 / 3,) * 3)
    assert found.note.en == (
        "2 of 8 classes have data; none on public transport, play and sports, community services, health, education, "
        "shops and food"
    )


def test_a_new_park_is_a_green_within_reach() -> None:
    assert values(part(measure("I15", state()), "Adults reach green").quantity)[0] == pytest.approx(100 / 3)
    assert values(part(measure("I15", state(PARK)), "Adults reach green").quantity)[0] == pytest.approx(200 / 3)


def test_seats_within_a_walk_are_averaged_over_floors() -> None:
    found = measure("I17", state(PODS, parameters={"jobs": exact(400, "job")}))
    assert values(found.quantity) == pytest.approx((4,) * 3)  # six seats for two of three houses
    assert values(part(found, "Older people").quantity) == pytest.approx((2,) * 3)
    assert values(part(found, "Per 100 jobs").quantity) == pytest.approx((1,) * 3)
    assert found.places == ("pods",)


def test_without_pods_there_are_no_seats_and_it_says_so() -> None:
    found = measure("I17", state())
    assert values(found.quantity) == (0, 0, 0)
    assert found.note.en == "no pod and no third place stands in this state"
    assert part(found, "Per 100 jobs").why_not.en == "not computable: the scenario gives no jobs (jobs)"


def test_inequality_is_the_gini_of_green_within_reach() -> None:
    """One of three houses has the hectare: (2 x 2) / (2 x 9 x 1/3) = 2/3."""
    found = measure("I07", state())
    assert found.quantity is not None
    assert found.quantity.low == pytest.approx(2 / 3)
    assert values(part(found, "Gap: Older people").quantity)[1] <= 1.0


def test_gini_by_hand() -> None:
    ones = np.ones(2)
    assert gini(np.array([0.0, 1.0]), ones) == pytest.approx(0.5)
    assert gini(np.array([3.0, 3.0]), ones) == pytest.approx(0.0)
    assert gini(np.array([0.0, 1.0]), np.array([3.0, 1.0])) == pytest.approx(0.75)
    assert gini(np.zeros(3), np.ones(3)) == 0.0


@given(st.lists(st.tuples(st.floats(0, 1e4), st.floats(0.1, 1e3)), min_size=1, max_size=20), st.floats(0.1, 50))
def test_gini_lies_between_nought_and_one_and_knows_no_unit(rows: list[tuple[float, float]], factor: float) -> None:
    values_, weights = np.array([v for v, _ in rows]), np.array([w for _, w in rows])
    found = gini(values_, weights)
    assert -1e-9 <= found < 1
    assert gini(values_ * factor, weights) == pytest.approx(found, abs=1e-9)
    every = sum(w * v * abs(x - y) for x, w in rows for y, v in rows)
    whole, mean = weights.sum(), float((values_ * weights).sum() / weights.sum())
    if mean > 1e-6:
        assert found == pytest.approx(every / (2 * whole**2 * mean), abs=1e-6)
