"""What holds for every indicator: words in both languages, order of a range, a number or a reason, one switch back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_place import CELL, GARDEN, KERB, LANE, LAYERS, PARK, PODS, ROOF, SENSOR, TREE, place, plan

from wespace_desktop.indicators.measure import MEASURES, measure, measure_all
from wespace_desktop.indicators.reading import Reading, rounded
from wespace_desktop.indicators.state import State, Thing
from wespace_desktop.model.indicator import (
    Indicator,
    load_classes,
    load_given_numbers,
    load_groups,
    load_indicator_sources,
    load_indicators,
)
from wespace_desktop.model.quantity import UNITS, Quantity
from wespace_desktop.model.report import load_report
from wespace_desktop.model.words import Words

THINGS = (PARK, KERB, GARDEN, LANE, SENSOR, CELL, TREE, ROOF, PODS)
HERE = place()


def asked(things: tuple[Thing, ...], parameters: Mapping[str, Quantity] | None = None) -> State:
    return State(plan(HERE, parameters), 2035, LAYERS, things)


def test_there_are_twenty_and_each_has_a_function() -> None:
    assert list(load_indicators()) == [f"I{n:02d}" for n in range(1, 21)]
    assert list(MEASURES) == list(load_indicators())


@pytest.mark.parametrize("one", load_indicators().values(), ids=lambda i: i.id)
def test_every_indicator_has_words_unit_and_sources(one: Indicator) -> None:
    for words in (one.title, one.what, one.formula, one.reference, one.honesty):
        assert _whole(words), words
    assert one.unit in UNITS
    assert one.sources
    assert set(one.sources) <= set(load_indicator_sources())
    assert all(load_indicator_sources()[s].grade in ("a", "b", "c", "A", "M") for s in one.sources)
    assert set(one.uses) <= set(load_given_numbers())
    assert one.uncertainty in ("low", "medium", "high", "contested")
    assert one.rows


def test_the_rows_of_the_report_exist() -> None:
    known = {row.id for row in load_report().rows}
    assert {row for one in load_indicators().values() for row in one.rows} <= known


def test_parameters_groups_and_classes_have_words_units_and_ranges() -> None:
    for number in load_given_numbers().values():
        assert _whole(number.title)
        assert number.unit in UNITS
        if number.usual is not None:
            assert number.usual.low <= number.usual.central <= number.usual.high
            assert number.usual.source in load_indicator_sources()
    assert [g.id for g in load_groups().values()] == ["adult", "elderly", "children"]
    assert all(_whole(g.title) and g.walk_speed.source in load_indicator_sources() for g in load_groups().values())
    assert len(load_classes()) == 8
    assert all(_whole(c.title) and (c.themes or c.landmarks) for c in load_classes())


def _whole(words: Words) -> bool:
    return bool(words.zh) and bool(words.en) and any("\u3400" <= letter <= "\u9fff" for letter in words.zh)


# every state of some of the things, with some of the numbers ---------------------------------------------------------

_some = st.lists(st.sampled_from(THINGS), unique_by=lambda t: t.id).map(tuple)


@st.composite
def _numbers(draw: st.DrawFn) -> dict[str, Quantity]:
    names = draw(st.lists(st.sampled_from(sorted(load_given_numbers())), unique=True))
    found = {}
    for name in names:
        unit = load_given_numbers()[name].unit
        most = 90.0 if unit == "%" else 5.0 if unit in ("m", "dB") else 5000.0
        low, central, high = sorted(draw(st.lists(st.floats(1.0, most), min_size=3, max_size=3)))
        found[name] = Quantity(low, central, high, unit, "A")
    return found


@settings(max_examples=40, deadline=None)
@given(_some, _numbers())
def test_a_number_or_a_reason_and_a_range_in_order(things: tuple[Thing, ...], numbers: dict[str, Quantity]) -> None:
    for reading in measure_all(asked(things, numbers)):
        assert (reading.quantity is None) == bool(reading.why_not), reading.id
        for told in (reading, *reading.parts):
            assert (told.quantity is None) == bool(told.why_not)
            if told.quantity is not None:
                assert told.quantity.low <= told.quantity.central <= told.quantity.high
                assert told.quantity.unit in UNITS
            else:
                assert told.why_not.en.startswith("not computable: ")
                assert told.why_not.zh.startswith("不可计算：")
        assert all(_whole(part.label) for part in reading.parts)
        if reading.quantity is not None:
            assert reading.quantity.unit == reading.indicator.unit
        assert set(reading.sources) >= set(reading.indicator.sources)


@settings(max_examples=25, deadline=None)
@given(_some, st.sampled_from(sorted(LAYERS)))
def test_a_layer_switched_off_takes_its_numbers_back(things: tuple[Thing, ...], layer: str) -> None:
    """With its things gone a state reads as if they had never been there."""
    left = tuple(t for t in things if t.layer != layer)
    before = measure_all(asked(left))
    measure_all(asked(things))
    assert measure_all(asked(left)) == before


@settings(max_examples=25, deadline=None)
@given(_some, st.sampled_from(THINGS))
def test_one_thing_more_never_makes_these_fewer(things: tuple[Thing, ...], more: Thing) -> None:
    rest = tuple(t for t in things if t.id != more.id)
    shares = () if more.layer == "parking" else ("I03", "I08")  # a new park is more public space to see
    for name in ("I05", "I11", "I14", "I15", "I17", *shares):
        before, after = (_central(measure(name, asked(t))) for t in (rest, (*rest, more)))
        assert after >= before - 1e-9, name
    assert _central(measure("I12", asked((*rest, more)))) <= _central(measure("I12", asked(rest)))


def _central(reading: Reading) -> float:
    assert reading.quantity is not None
    return reading.quantity.central


def test_the_same_state_reads_the_same_twice() -> None:
    assert measure_all(asked(THINGS)) == measure_all(State(plan(place()), 2035, LAYERS, THINGS))


@given(st.floats(1e-6, 1e9), st.floats(1e-6, 1e9), st.floats(1e-6, 1e9))
def test_two_significant_figures_keep_the_order(a: float, b: float, c: float) -> None:
    low, central, high = sorted((a, b, c))
    q = rounded(Quantity(low, central, high, "m2"))
    assert q.low <= q.central <= q.high
    assert q.central == pytest.approx(central, rel=0.05)


def test_exact_counts_stay_whole() -> None:
    assert rounded(Quantity.exact(237, "stall")).text() == "237 stalls"
    assert rounded(Quantity(230, 237, 240, "stall")).text() == "240 stalls (230–240)"
