"""Space follows slowly: progress never goes back, and a change stands from its half-way year on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.model.scenario import LagClass
from wespace_desktop.model.timeline import LAGS, progress, stands_from

CLASSES = st.sampled_from(sorted(LAGS))
STARTS = st.integers(1950, 2100)
YEARS = st.floats(1900, 2300, allow_nan=False)


@given(YEARS, YEARS, STARTS, CLASSES)
def test_progress_is_a_share_that_never_falls(one: float, other: float, start: int, lag: LagClass) -> None:
    early, late = sorted((one, other))
    assert 0.0 <= progress(early, start, lag) <= progress(late, start, lag) <= 1.0


@given(STARTS, CLASSES)
def test_nothing_before_the_start(start: int, lag: LagClass) -> None:
    assert progress(start, start, lag) == 0.0
    assert progress(start + LAGS[lag][1], start, lag) == 0.0


@given(STARTS, CLASSES)
def test_it_stands_from_its_half_way_year(start: int, lag: LagClass) -> None:
    year = stands_from(start, lag)
    assert progress(year - 1, start, lag) < 0.5 <= progress(year, start, lag)


@given(YEARS, STARTS)
def test_a_slower_class_is_never_ahead(year: float, start: int) -> None:
    classes: list[LagClass] = ["immediate", "fast", "medium", "slow", "very_slow"]
    shares = [progress(year, start, lag) for lag in classes]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    ("lag", "year"), [("immediate", 2031), ("fast", 2033), ("medium", 2036), ("slow", 2041), ("very_slow", 2062)]
)
def test_years_of_the_classes(lag: LagClass, year: int) -> None:
    assert stands_from(2030, lag) == year


def test_the_formula() -> None:
    assert progress(2036, 2030, "medium") == pytest.approx(1 - 3 * 2.718281828**-2)
