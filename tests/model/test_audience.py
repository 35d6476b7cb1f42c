"""Presets for whom a scenario is shown to: the report's five readers; every name resolves, nothing is hidden."""

from __future__ import annotations

import pytest

from wespace_desktop.model.audience import Audience, load_audiences, street_view
from wespace_desktop.model.catalogue import later_layers, load_catalogue
from wespace_desktop.model.report import INDICATORS, load_report
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import Words

AUDIENCES = load_audiences()


def test_the_audiences_are_the_readers_of_the_report() -> None:
    assert list(AUDIENCES) == ["government", "planners", "developers", "firms", "residents"]
    assert [a.row for a in AUDIENCES.values()] == ["R-AU1", "R-AU2", "R-AU3", "R-AU4", "R-AU5"]
    assert {a.row for a in AUDIENCES.values()} <= set(load_report().ids)


@pytest.mark.parametrize("audience", AUDIENCES.values(), ids=lambda a: a.id)
def test_every_name_of_a_preset_resolves(audience: Audience) -> None:
    known = {*load_catalogue().ids, *later_layers()}
    assert audience.layers
    assert set(audience.layers) <= known
    assert len(set(audience.layers)) == len(audience.layers)
    assert audience.indicators
    assert set(audience.indicators) <= set(INDICATORS)
    assert set(audience.plain) <= set(audience.layers)
    for words in (audience.title, audience.asks, *audience.plain.values()):
        assert words.zh
        assert words.en


def test_residents_are_told_every_layer_in_plain_words_and_stand_in_the_street() -> None:
    residents = AUDIENCES["residents"]
    assert residents.at_street
    assert set(residents.plain) == set(residents.layers)
    assert [a.id for a in AUDIENCES.values() if a.at_street] == ["residents"]


def test_no_audience_is_left_without_layers_or_indicators() -> None:
    firms = AUDIENCES["firms"]
    assert firms.chosen({"sensors", "parking"}) == {"sensors"}
    assert firms.chosen({"parking"}) == {"parking"}, "better what it did not ask for than nothing"
    assert firms.in_order(INDICATORS)[:2] == ("I03", "I02")
    assert sorted(firms.in_order(INDICATORS)) == sorted(INDICATORS)


def test_the_street_view_is_the_level_one() -> None:
    def view(name: str, height: float, target: float) -> View:
        return View(name, Words(name, name), Camera((0.0, 0.0, height), (0.0, 100.0, target)))

    bird, street, low = view("bird", 300.0, 0.0), view("street", 3.2, 3.2), view("low", 1.6, 2.0)
    assert street_view([bird, street, low]) == low
    assert street_view([bird]) is None
    assert street_view([]) is None
