"""Space follows late: the table of the lag classes, order, monotony, and the same bits twice."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.model.adoption import Floats, Logistic, load_following
from wespace_desktop.model.course import CAUGHT_UP, Course, Unknown, course_of, debt
from wespace_desktop.model.lag import grid, respond, stand, stands_in
from wespace_desktop.model.scenario import LagClass
from wespace_desktop.model.timeline import LAGS, progress

YEARS = grid(2010, 2035)
CLASSES: list[LagClass] = ["immediate", "fast", "medium", "slow", "very_slow"]
WITH_DATA = [name for name, f in load_following().items() if f.drivers]


def _of(curve: Logistic, lag: LagClass) -> Floats:
    return respond(lambda years: curve.at(years)[None, :], YEARS, lag)[0]


def _in(line: Floats, year: int) -> float:
    return float(line[(year - 2010) * 20])


@pytest.mark.parametrize(
    ("lag", "shares"),
    [
        ("immediate", (0.05, 0.85, 0.99, 1.00)), ("fast", (0.02, 0.55, 0.94, 1.00)),
        ("medium", (0.00, 0.21, 0.62, 0.91)), ("slow", (0.00, 0.05, 0.25, 0.57)),
        ("very_slow", (0.00, 0.003, 0.03, 0.10)),
    ],
)  # fmt: skip
def test_a_5g_like_driver_in_2020_2026_2030_2035(lag: LagClass, shares: tuple[float, ...]) -> None:
    line = _of(Logistic(1.0, 0.78, 2023.32), lag)
    assert [_in(line, year) for year in (2020, 2026, 2030, 2035)] == pytest.approx(shares, abs=0.0085)


@pytest.mark.parametrize(
    ("lag", "shares"),
    [
        ("immediate", (0.015, 0.085, 0.28)), ("fast", (0.007, 0.04, 0.21)), ("medium", (0.002, 0.016, 0.10)),
        ("slow", (0.001, 0.004, 0.03)), ("very_slow", (0.0, 0.0, 0.003)),
    ],
)  # fmt: skip
def test_a_robotaxi_like_driver_in_2026_2030_2035(lag: LagClass, shares: tuple[float, ...]) -> None:
    line = _of(Logistic(0.35, 0.498, 2031.84), lag)
    assert [_in(line, year) for year in (2026, 2030, 2035)] == pytest.approx(shares, abs=0.0075)


@pytest.mark.parametrize("lag", CLASSES)
def test_a_step_gives_the_progress_of_an_intervention(lag: LagClass) -> None:
    line = respond(lambda years: (years >= 2015.0).astype(np.float64)[None, :], YEARS, lag)[0]
    for year in range(2010, 2036):
        assert _in(line, year) == pytest.approx(progress(year, 2015, lag), abs=1e-9)


@given(st.floats(0.05, 1.0), st.floats(0.1, 0.9), st.floats(2005.0, 2035.0), st.sampled_from(CLASSES))
def test_space_rises_with_technology_and_never_passes_it(k: float, rate: float, half: float, lag: LagClass) -> None:
    curve = Logistic(k, rate, half)
    line = _of(curve, lag)
    assert (np.diff(line) >= -1e-12).all()
    assert (line <= curve.at(YEARS) + 1e-9).all()
    assert line.min() >= 0.0


@given(st.floats(0.05, 1.0), st.floats(0.1, 0.9), st.floats(2005.0, 2035.0))
def test_a_slower_class_is_never_ahead(k: float, rate: float, half: float) -> None:
    lines = [_of(Logistic(k, rate, half), lag) for lag in CLASSES]
    for quick, slow in itertools.pairwise(lines):
        assert (slow <= quick + 1e-9).all()


def test_what_cannot_be_undone_stays() -> None:
    def rises_and_falls(years: Floats) -> Floats:
        return np.where((years > 2012) & (years < 2018), 1.0, 0.0)[None, :]

    falls = respond(rises_and_falls, YEARS, "fast")[0]
    stays = respond(rises_and_falls, YEARS, "fast", irreversible=True)[0]
    assert falls[-1] < 0.01 < 0.9 < stays[-1]
    assert (np.diff(stays) >= 0).all()


def test_a_stock_changes_no_faster_than_it_is_replaced() -> None:
    line = respond(lambda years: np.ones((1, len(years))) * (years > 2012), YEARS, "slow", most_per_year=0.02)[0]
    assert np.diff(line).max() <= 0.02 * 0.05 + 1e-12
    assert 0.3 < line[-1] < 0.5


@pytest.mark.parametrize("layer", WITH_DATA)
def test_two_runs_agree_to_the_bit_and_the_band_is_in_order(layer: str) -> None:
    one = course_of(layer)
    course_of.cache_clear()
    two = course_of(layer)
    assert isinstance(one, Course)
    assert isinstance(two, Course)
    assert one is not two
    assert one.space.tobytes() == two.space.tobytes()
    assert one.technology.tobytes() == two.technology.tobytes()
    assert (np.diff(one.space, axis=0) >= 0).all()
    assert (np.diff(one.space, axis=1) >= 0).all()
    assert one.years[0] == 2010.0
    assert one.years[-1] == 2035.0


@given(st.floats(0, 1), st.integers(1, 500))
def test_as_many_places_stand_as_their_turn_has_come(share: float, candidates: int) -> None:
    n = stand(share, candidates)
    assert n / candidates <= share + 1e-8
    assert n == candidates or share < (n + 1) / candidates


def test_the_first_place_comes_before_the_last() -> None:
    course = course_of("sensors")
    assert isinstance(course, Course)
    found = [stands_in(course.years, course.space[1], rank, 20) for rank in (1, 10, 15, 20)]
    assert found[0] is not None
    assert found[1] is not None
    assert found[2] is not None
    assert 2010.0 <= found[0] < found[1] < found[2]
    assert found[3] is None
    assert stand(float(np.interp(found[1], course.years, course.space[1])), 20) == 10


def test_how_far_5g_space_is_behind_is_read_off_the_curves() -> None:
    course = course_of("digital_core", "medium")
    assert isinstance(course, Course)
    behind = course.lag_in(2026)
    assert not isinstance(behind, Unknown)
    assert behind.unit == "a"
    assert behind.low <= behind.central <= behind.high
    then = 2026 - behind.central
    assert course.technology_in(then).central == pytest.approx(course.space_in(2026).central, rel=1e-3)
    assert course.gap_in(2026).central == pytest.approx(
        course.technology_in(2026).central - course.space_in(2026).central
    )


def test_nothing_is_said_where_nothing_can_be() -> None:
    tunnel, goods, lanes = course_of("tunnel"), course_of("omo_logistics", "fast"), course_of("av_lanes")
    assert isinstance(tunnel, Unknown)
    assert tunnel.why.en == "a tunnel comes by decision only; no demand curve leads to it"
    assert isinstance(goods, Course)
    assert isinstance(lanes, Course)
    assert goods.lag_in(2035) == Unknown(CAUGHT_UP)
    assert lanes.lag_in(2015) == Unknown(type(CAUGHT_UP)("几乎还没有开始", "it has hardly begun"))


def test_the_debt_is_the_gap_weighted_by_places() -> None:
    courses = {name: c for name in ("sensors", "parking") if isinstance(c := course_of(name), Course)}
    alone = debt({"sensors": courses["sensors"]}, {"sensors": 3.0}, 2030)
    both = debt(courses, {"sensors": 1.0, "parking": 3.0}, 2030)
    assert alone == courses["sensors"].gap_in(2030)
    assert not isinstance(both, Unknown)
    expected = 0.25 * courses["sensors"].gap_in(2030).central + 0.75 * courses["parking"].gap_in(2030).central
    assert both.central == pytest.approx(expected)
    assert isinstance(debt({}, {}, 2030), Unknown)


def test_every_class_has_its_times() -> None:
    assert set(LAGS) == set(CLASSES)
