"""Storeys are counted from the height; what a scenario takes must be there, and it must say which."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.app.fault_words import in_chinese
from wespace_desktop.model import storeys
from wespace_desktop.model.quantity import Quantity


@given(height=st.floats(2.5, 90), each=st.floats(3.0, 5.0))
def test_storeys_fit_the_height(height: float, each: float) -> None:
    there = storeys.count(height, each)
    assert there >= 1
    assert there == 1 or height / there > 0.85 * each * (there - 1) / there
    assert (there - 1) * each <= height
    assert storeys.count(height + 1, each) >= there


@pytest.mark.parametrize(
    ("given_", "floors"),
    [
        ({"floors": [3, 2, 2]}, (2, 3)),
        ({"share": 50}, (4, 5, 6)),
        ({"share": Quantity(20, 30, 60, "%", "A")}, (5, 6)),
        ({"share": {"low": 1, "central": 100, "high": 100}}, (1, 2, 3, 4, 5, 6)),
        ({}, ()),
    ],
)
def test_floors_as_asked(given_: dict[str, object], floors: tuple[int, ...]) -> None:
    assert storeys.asked_floors(given_, 6) == floors


def test_a_storey_is_as_high_as_set() -> None:
    assert storeys.storey_m({}) == storeys.STOREY.central
    assert storeys.storey_m({"storey": 4}) == 4.0
    assert storeys.storey_m({"storey": Quantity(3, 3.3, 4, "m", "A")}) == 3.3
    assert storeys.storey_m({"storey": 40}) == storeys.STOREY.central


def test_what_a_building_has_not_is_a_fault() -> None:
    heights = np.array([16.1, 8.0])
    (found,) = storeys.faults({"floors": [2, 4]}, ["bldg-1", "bldg-2"], heights)
    assert found == ("set.floors", "takes floor 4, and bldg-2 has 2 in 8.0 m", "Write floors from 1 to 2")
    assert in_chinese(found[1]) == "要占第 4 层，而 bldg-2 在 8.0 m 内只有 2 层"
    assert in_chinese(found[2])
    (silent,) = storeys.faults({"storey": 4}, ["bldg-1"], heights[:1])
    assert silent[1] == "does not say which storeys it takes"
    assert in_chinese(silent[1])
    assert in_chinese(silent[2])
    assert not list(storeys.faults({"share": 30}, ["bldg-1", "bldg-2"], heights))
