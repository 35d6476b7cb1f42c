"""The inspector: what a place is in each pane, its numbers with source, who decided, gains beside harms."""

from __future__ import annotations

from dataclasses import replace

import places
import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from wespace_desktop.app import inspector, language, selection
from wespace_desktop.app import inspector_parts as parts
from wespace_desktop.app.controls import Text
from wespace_desktop.app.inspector import Inspector
from wespace_desktop.app.session import Session
from wespace_desktop.app.sources import source_words
from wespace_desktop.model.words import Words


@pytest.fixture(autouse=True)
def _on_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "describe_or_none", places.describe_or_none)
    monkeypatch.setattr(inspector, "describe_or_none", places.describe_or_none)


def panel(qtbot: QtBot, session: Session, **more: object) -> Inspector:
    session._show(places.scene(**more))
    made = Inspector(session)
    made.resize(320, 900)
    qtbot.addWidget(made)
    return made


def said(page: QWidget) -> list[str]:
    return [t.text() for t in page.findChildren(Text) if t.text() and t.isVisibleTo(page)]


def rows(page: Inspector) -> list[tuple[str, str]]:
    return [(row.accessibleName(), "") for row in page.widget().findChildren(parts.PaneRow)]


def test_empty_says_what_would_be_here_and_the_gesture(qtbot: QtBot, session: Session) -> None:
    page = panel(qtbot, session)
    words = said(page.widget())
    assert words[:2] == ["Selected", "Nothing is selected"]
    assert words[2].startswith("Click a building, a car park or a lane.")


def test_the_place_in_each_pane(qtbot: QtBot, session: Session) -> None:
    page = panel(qtbot, session)
    session.select(places.PARK)
    assert [name for name, _ in rows(page)] == ["A: Binney Street lot", "B: Pocket park"]
    session.select(places.LOT)
    assert [name for name, _ in rows(page)] == ["A: Binney Street lot", "B: Pocket park"]


def test_a_layer_taken_away_gives_the_car_park_back(qtbot: QtBot, session: Session) -> None:
    page = panel(qtbot, session)
    session.select(places.LOT)
    assert "Pocket park" in said(page.widget())
    session.set_layer(1, "parking", False)
    assert rows(page) == []
    assert "The same in A and B" in said(page.widget())
    assert "Binney Street lot" in said(page.widget())


def test_numbers_have_unit_range_formula_and_source(qtbot: QtBot, session: Session) -> None:
    page = panel(qtbot, session)
    session.set_layer(1, "parking", False)
    session.select(places.LOT)
    words = said(page.widget())
    assert "184 stalls (170–200)" in words
    assert "estimated, not survey; at 30 m² each" in words
    assert "Parking lots, City of Cambridge GIS, 2024, ODC PDDL 1.0" in words
    assert "assumption" in words


def test_the_change_is_told_with_its_cause(qtbot: QtBot, session: Session) -> None:
    page = panel(qtbot, session)
    session.select(places.PARK)
    words = said(page.widget())
    for text in (
        "2031, 2 years after the start",
        "Decision",
        "a rule or a plan, not falling demand",
        "City council, lot rule 2029",
        "City parks",
        "Trees and benches are illustrative",
    ):
        assert text in words, text


def test_demand_and_decision_are_two_things(qtbot: QtBot, session: Session) -> None:
    page = panel(qtbot, session, decision="demand")
    session.select(places.PARK)
    words = said(page.widget())
    assert "Demand" in words
    assert "less is needed, nobody has to decide" in words
    assert "Decision" not in words


def test_gains_and_harms_stand_side_by_side_with_equal_weight(qtbot: QtBot, session: Session) -> None:
    page = panel(qtbot, session)
    session.select(places.PARK)
    page.show()
    both = page.widget().findChild(parts.Effects)
    gains, harms = both.findChildren(parts.Ground)
    assert abs(gains.width() - harms.width()) <= 1
    assert gains.height() == harms.height()
    assert said(gains)[0] == "+ Gains"
    assert said(harms)[0] == "– Harms"
    assert len(said(gains)) == len(said(harms)) == 5


def test_own_words_of_a_scenario_come_first(qtbot: QtBot, session: Session) -> None:
    page = panel(qtbot, session, harms=(Words("少 61 个车位", "61 cars without a stall"),))
    session.select(places.PARK)
    assert "61 cars without a stall" in said(page.widget())


def test_links_select_what_was_and_what_comes(qtbot: QtBot, session: Session) -> None:
    page = panel(qtbot, session)
    session.select(places.PARK)
    [back] = [b for b in page.widget().findChildren(QPushButton) if b.text() == "Binney Street lot"]
    back.click()
    assert session.selected == (places.LOT,)
    session.set_layer(1, "parking", False)
    [on] = [b for b in page.widget().findChildren(QPushButton) if b.text() == "Pocket park"]
    on.click()
    assert session.selected == (places.PARK,)


def test_language_switches_live(qtbot: QtBot, qapp: QApplication, session: Session) -> None:
    page = panel(qtbot, session)
    session.select(places.PARK)
    session.language = "zh"
    language.speak(qapp, "zh")
    qapp.processEvents()
    words = said(page.widget())
    assert words[:2] == ["所选", "口袋公园"]
    assert "2031，启动后 2 年" in words
    assert "+ 得" in words


def test_an_unknown_id_is_the_empty_page(qtbot: QtBot, session: Session) -> None:
    page = panel(qtbot, session)
    session.select("nothing-at-all")
    assert "Nothing is selected" in said(page.widget())


def test_sources_have_their_grade_in_words() -> None:
    scene = places.scene()
    assert source_words(scene, None, "A", "en").grade == "assumption"
    assert source_words(scene, None, "cambridge", "zh").text.startswith("剑桥市停车场，City of Cambridge GIS")
    assert source_words(scene, None, "S999", "en").text == "S999"


def test_what_is_gone_says_so_and_what_took_it_away(qtbot: QtBot, session: Session) -> None:
    page = panel(qtbot, session)
    assert session.scene is not None
    session._show(replace(session.scene, items={}))
    session.select(places.LOT)
    assert [name for name, _ in rows(page)] == ["A: Binney Street lot", "B: No longer there"]
    plan = session.plan(session.panes[1].scenario)
    assert plan is not None
    change = next(c for c in plan.changes if places.LOT in c.replaces)
    words = said(page.widget())
    assert f"{session.panes[1].year}; {change.intervention.title.en}" in words
    session.set_layer(1, change.layer, False)
    assert "No longer there" not in said(page.widget())
