"""An audience in the window: its layers on, its indicators first, its words on the picture; then everybody again."""

from __future__ import annotations

from conftest import Open

from wespace_desktop.app.actions import AUDIENCES
from wespace_desktop.app.session import Session
from wespace_desktop.model.audience import load_audiences


def test_the_menu_has_every_audience_and_everybody(open_window: Open) -> None:
    assert list(AUDIENCES) == ["", *load_audiences()]
    session, window = open_window()
    assert window.actions_["for_"].isChecked()
    window.actions_["for_firms"].trigger()
    assert session.for_whom.id == "firms"
    assert window.actions_["for_firms"].isChecked()
    assert not window.actions_["for_"].isChecked()


def test_an_audience_chooses_layers_and_everybody_gets_all_of_them_back(town: Session) -> None:
    before = [p.layers for p in town.panes]
    town.for_whom.choose("firms")
    asked = set(load_audiences()["firms"].layers)
    assert [p.layers for p in town.panes] != before
    assert all(p.layers <= asked for p in town.panes if p.layers & asked)
    town.for_whom.choose("")
    assert [p.layers for p in town.panes] == before


def test_a_picture_says_whom_it_is_for(town: Session) -> None:
    assert town.sheet().audience == ""
    town.for_whom.choose("residents")
    sheet = town.sheet()
    assert sheet.audience == "residents"
    assert sheet.caption.en.startswith("Residents: What my street turns into, what I gain, what I lose")
    assert sheet.caption.zh.startswith("居民：")


def test_indicators_come_in_the_order_of_the_audience(town: Session) -> None:
    assert town.for_whom.in_order(("I01", "I15")) == ("I01", "I15")
    town.for_whom.choose("residents")
    assert town.for_whom.in_order(("I01", "I15")) == ("I15", "I01")


def test_an_unknown_audience_is_everybody(town: Session) -> None:
    town.for_whom.choose("martians")
    assert town.for_whom.id == ""
