"""What the indicators count on the real district agrees with the ledger, the freed space and what the picture says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wespace_desktop import paths
from wespace_desktop.indicators.measure import measure
from wespace_desktop.indicators.reading import Reading
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.counted import own_state, state_of
from wespace_desktop.scene.freed import freed
from wespace_desktop.scene.ledger import PlanState
from wespace_desktop.scene.ledger import state_of as own
from wespace_desktop.scene.opening import open_pair
from wespace_desktop.scene.part import Scene


@pytest.fixture(scope="module")
def kendall() -> Scene:
    folder = paths.scenarios_dir()
    return open_pair(folder / "kendall-today.yaml", folder / "kendall-2035.yaml")


def central(quantity: Quantity | None) -> float:
    assert quantity is not None
    return quantity.central


def ground(reading: Reading, words: str) -> float:
    return sum(central(p.quantity) for p in reading.parts if p.label.en.endswith(words) and p.quantity is not None)


@settings(max_examples=10, deadline=None)
@given(st.integers(2026, 2035), st.frozensets(st.sampled_from(load_catalogue().ids)))
def test_land_released_is_the_freed_space_of_the_panel(kendall: Scene, year: int, layers: frozenset[str]) -> None:
    panel = freed(kendall, own(kendall.plans[0]), PlanState("kendall-2035", year, layers))
    counted = measure("I11", state_of(kendall, "kendall-2035", year, layers))
    assert central(counted.quantity) == pytest.approx(panel.area_m2, abs=1e-6)
    for by in ("demand", "decision"):
        flows = sum(f.area_m2 or 0.0 for f in panel.flows if f.by == by)
        assert ground(counted, f", by {by}") == pytest.approx(flows, abs=1e-6)


def test_stalls_that_are_gone_are_those_of_the_freed_space(kendall: Scene) -> None:
    panel = freed(kendall, *map(own, kendall.plans)).stalls
    before, after = (measure("I12", own_state(kendall, p.id)).quantity for p in kendall.plans)
    assert panel is not None
    assert central(before) - central(after) == pytest.approx(panel.central, rel=0.01)


def test_a_layer_off_brings_todays_numbers_back(kendall: Scene) -> None:
    off = state_of(kendall, "kendall-2035", 2035, ["sensors", "av_lanes", "cowork_pods"])
    for name in ("I11", "I12", "I14"):
        assert measure(name, off).quantity == measure(name, own_state(kendall, "kendall-today")).quantity


def test_a_year_before_anything_stands_counts_as_today(kendall: Scene) -> None:
    early = state_of(kendall, "kendall-2035", 2026, kendall.plans[-1].scenario.layers_on)
    assert central(measure("I11", early).quantity) == 0
    assert central(measure("I08", early).quantity) == 0


def test_places_are_things_that_the_picture_knows(kendall: Scene) -> None:
    state = own_state(kendall, "kendall-2035")
    for name in ("I08", "I11", "I13", "I14", "I17"):
        reading = measure(name, state)
        assert reading.places
        assert all(p in kendall.items or kendall.district.find(p) is not None for p in reading.places), name


def test_seats_are_those_that_a_click_on_the_decks_shows(kendall: Scene) -> None:
    state = own_state(kendall, "kendall-2035")
    seats = [t.amount("seats") for t in state.of("pod_group")]
    pods = [t.amount("seats") for t in state.of("pod")]
    assert sum(map(central, seats)) == sum(map(central, pods)) > 0
