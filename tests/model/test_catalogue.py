"""The catalogue is complete: both languages, a harm beside each gain, a source behind each number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from wespace_desktop import paths
from wespace_desktop.model import catalogue
from wespace_desktop.model.catalogue import (
    later_layers,
    load_catalogue,
    load_settings,
    load_sources,
    operator_words,
    parameter_in,
    themes_of,
)
from wespace_desktop.model.district import THEMES
from wespace_desktop.model.layer import Layer
from wespace_desktop.model.quantity import UNITS, Quantity
from wespace_desktop.model.timeline import LAGS
from wespace_desktop.model.words import Words

LAYERS = load_catalogue().layers
each_layer = pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.id)


def _whole(words: Words) -> bool:
    return bool(words.zh and words.en and words.zh != words.en)


def test_the_four_hero_layers_in_order() -> None:
    assert [(layer.id, layer.code, layer.hue, layer.mark) for layer in LAYERS[:4]] == [
        ("av_lanes", "L01", "0B72C4", "ribbon"),
        ("cowork_pods", "L08", "D98A12", "gable"),
        ("sensors", "L15", "B8438C", "ring"),
        ("parking", "L07", "6FC49B", "lawn"),
    ]


@each_layer
def test_words_in_both_languages(layer: Layer) -> None:
    assert all(map(_whole, (layer.title, layer.short, layer.summary)))
    assert _whole(load_catalogue().groups[layer.group])
    for effect in (*layer.gains, *layer.harms):
        assert _whole(effect.text)
        assert _whole(effect.who)
        assert _whole(load_catalogue().effects[effect.code])
    assert all(_whole(operator_words(operator)) for operator in layer.operators)


@each_layer
def test_gains_and_harms_travel_together(layer: Layer) -> None:
    assert layer.gains
    assert layer.harms
    assert all(effect.code[0] == "P" for effect in layer.gains)
    assert all(effect.code[0] == "N" for effect in layer.harms)


@each_layer
def test_numbers_have_unit_order_source_and_grade(layer: Layer) -> None:
    for parameter in layer.parameters:
        assert _whole(parameter.title)
        assert parameter.grade in "abcAM"
        for quantity in parameter.by_year.values():
            assert quantity.unit in UNITS
            assert quantity.low <= quantity.central <= quantity.high
            assert quantity.source in load_sources()
            assert layer.sources[quantity.source]


@each_layer
def test_references_hold(layer: Layer) -> None:
    assert set(layer.depends_on) <= set(load_catalogue().ids)
    assert set(layer.also_on) <= {*load_catalogue().ids, *later_layers()}
    assert layer.id not in later_layers()
    assert layer.lag in LAGS
    assert set(themes_of(layer.id)) <= set(THEMES)
    for name, setting in load_settings()[layer.id].items():
        if setting.kind == "quantity" and (usual := parameter_in(layer, name, 2035)):
            assert usual.unit == setting.unit


@each_layer
def test_what_it_draws_needs_and_frees_is_told(layer: Layer) -> None:
    assert layer.maturity in ("P", "N", "PN")
    assert _whole(layer.space)
    assert layer.objects
    for thing in layer.objects.values():
        assert all((thing.measure, thing.zh, thing.one, thing.several))
    assert layer.counts in UNITS


def test_codes_hues_and_marks_tell_the_layers_apart() -> None:
    for value in ("code", "hue", "mark"):
        found = [getattr(layer, value) for layer in LAYERS]
        assert len(set(found)) == len(found)


def test_a_layer_stands_on_its_parents_and_on_those_the_scenario_has() -> None:
    catalogue = load_catalogue()
    assert catalogue.parents("av_lanes", ()) == ("sensors",)
    assert catalogue.parents("parking", {"sensors"}) == ("av_lanes",)


def test_a_weak_source_says_so() -> None:
    assert load_sources()["S08"].text() == "Standard size of a parking space (web page) (weak source)"


def test_a_number_holds_until_the_next_year_that_has_one() -> None:
    lanes = load_catalogue()["av_lanes"]
    assert parameter_in(lanes, "width", 2029) == Quantity.exact(3.25, "m", "A")
    assert parameter_in(lanes, "width", 2034) == Quantity(2.85, 2.95, 3.05, "m", "S10")
    assert parameter_in(lanes, "width", 2010) == Quantity.exact(3.25, "m", "A")
    assert parameter_in(lanes, "none", 2030) is None


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache that holds nothing yet, and a catalogue that is read anew before and after."""
    monkeypatch.setenv("WESPACE_CACHE_DIR", str(tmp_path / "cache"))
    catalogue._data.cache_clear()
    yield tmp_path
    catalogue._data.cache_clear()


@pytest.mark.parametrize("damage", ["", "{", "[1"])
def test_a_damaged_copy_of_the_catalogue_is_made_again(fresh: Path, damage: str) -> None:
    whole = catalogue._data()
    (kept,) = fresh.glob("cache/catalogue-*.json")
    kept.write_text(damage, encoding="utf-8")
    catalogue._data.cache_clear()
    assert catalogue._data() == whole
    assert json.loads(kept.read_text(encoding="utf-8")) == whole


def test_another_catalogue_is_never_answered_by_an_old_copy(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = catalogue._data()
    text = (paths.assets_dir() / "catalogue" / "layers.yaml").read_text(encoding="utf-8")
    (fresh / "catalogue").mkdir()
    (fresh / "catalogue" / "layers.yaml").write_text(f"{text}\nmore: 1\n", encoding="utf-8")
    monkeypatch.setattr(paths, "assets_dir", lambda: fresh)
    catalogue._data.cache_clear()
    assert catalogue._data() == {**whole, "more": 1}
