"""Drivers: curves pass what was published, the band holds the central line, and nothing is made up for a layer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.model.adoption import (
    Bass,
    Driver,
    following,
    load_driver_sources,
    load_drivers,
    load_following,
)
from wespace_desktop.model.catalogue import later_layers, load_catalogue
from wespace_desktop.model.quantity import UNITS

YEARS = np.linspace(2010.0, 2035.0, 251)
DRIVERS = list(load_drivers().values())


@pytest.mark.parametrize("driver", DRIVERS, ids=lambda d: d.id)
def test_each_driver_passes_its_check_values(driver: Driver) -> None:
    for year, value in driver.check:
        found = driver.quantity(year).central
        assert found == pytest.approx(value, rel=0.03, abs=0.004 * driver.ceiling), (year, value)


def test_5g_sites_in_the_years_that_were_checked() -> None:
    sites = load_drivers()["5g_sites"]
    assert [round(sites.quantity(year).central / 1e4) for year in (2010, 2020, 2026, 2030)] == [0, 38, 485, 542]


@pytest.mark.parametrize("driver", [d for d in DRIVERS if d.kind == "fit"], ids=lambda d: d.id)
def test_a_fit_passes_its_points(driver: Driver) -> None:
    assert driver.measured is not None
    for point in driver.points:
        assert driver.quantity(point.year).central == pytest.approx(point.value, rel=0.046)
    close = [p for p in driver.points if driver.quantity(p.year).central == pytest.approx(p.value, rel=0.02)]
    assert len(close) >= len(driver.points) - 1


@pytest.mark.parametrize("driver", DRIVERS, ids=lambda d: d.id)
def test_a_driver_rises_within_its_band_and_says_where_it_is_from(driver: Driver) -> None:
    low, central, high = driver.values(YEARS)
    assert (low <= central).all()
    assert (central <= high).all()
    assert (np.diff(driver.values(YEARS), axis=1) >= 0).all()
    assert all((driver.title.zh, driver.title.en, driver.note.zh, driver.note.en))
    assert driver.unit in UNITS
    assert driver.source in load_driver_sources()
    assert (driver.kind == "fit") == bool(driver.points)


@given(st.floats(0.001, 0.1), st.floats(0.1, 0.6))
def test_bass_begins_at_nothing_and_ends_at_its_ceiling(p: float, q: float) -> None:
    curve = Bass(2.0, p, q, 2020.0)
    found = curve.at(np.array([2000.0, 2020.0, 2020.5, 3000.0]))
    assert found[:2].tolist() == [0.0, 0.0]
    assert 0.0 < found[2] < 2.0
    assert found[3] == pytest.approx(2.0)


def test_bass_at_the_average_of_many_products() -> None:
    assert Bass(1.0, 0.03, 0.38, 0.0).at(np.array([10.0]))[0] == pytest.approx(0.8128, abs=0.0001)


def test_every_layer_follows_something_or_says_why_not() -> None:
    known = {*load_catalogue().ids, *later_layers()}
    assert known - set(load_following()) == set()
    for layer, entry in load_following().items():
        if entry.drivers:
            assert all((entry.title.zh, entry.title.en, entry.formula.zh, entry.formula.en)), layer
            assert {*entry.sources, entry.grade} <= set(load_driver_sources()), layer
        else:
            assert all((entry.why.zh, entry.why.en)), layer
            assert not entry.why.en.endswith(".")
            assert entry.measured is None


def test_a_layer_nobody_described_has_no_data() -> None:
    assert following("hoverboards").why.en == "the catalogue has no data on how this layer spreads"


def test_stalls_released_in_2030_and_2035() -> None:
    released = following("parking").target(np.array([2030.0, 2035.0]))
    assert np.round(100 * released, 1).tolist() == [[0.2, 0.8], [5.4, 17.5], [18.5, 50.5]]


@pytest.mark.parametrize("layer", [name for name, f in load_following().items() if f.drivers])
def test_a_target_is_a_share_that_rises(layer: str) -> None:
    target = following(layer).target(YEARS)
    assert ((target >= 0) & (target <= 1)).all()
    assert (np.diff(target, axis=1) >= 0).all()
    assert (np.diff(target, axis=0) >= 0).all()


def test_only_a_driver_with_points_counts_as_measured() -> None:
    assert following("digital_core").measured == (2022.0, 2025.75)
    assert following("parking").measured is None
