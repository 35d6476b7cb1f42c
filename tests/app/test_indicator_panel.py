"""Indicators on screen: every open scenario with its range, counted apart from the hands, quiet where there is none."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_ledger_panel import hosted
from test_words import _Longer, cut_off

from wespace_desktop.app import language
from wespace_desktop.app.indicator_panel import IndicatorPanel
from wespace_desktop.app.indicator_rows import Axis, IndicatorRow, Side
from wespace_desktop.app.right_panel import RightPanel
from wespace_desktop.app.session import Session
from wespace_desktop.indicators.reading import Reading
from wespace_desktop.model.quantity import Quantity


@pytest.fixture
def panel(qtbot: QtBot, town: Session) -> IndicatorPanel:
    made = IndicatorPanel(town)
    hosted(qtbot, made)
    counted(qtbot, made)
    return made


def counted(qtbot: QtBot, panel: IndicatorPanel) -> None:
    """Until everything is counted and laid out."""
    qtbot.waitUntil(lambda: panel.counting.share == 1.0, timeout=20_000)
    qtbot.waitUntil(lambda: not panel._soon.isActive() and panel.csv.isEnabled(), timeout=5_000)


def row(panel: IndicatorPanel, name: str) -> IndicatorRow:
    return next(r for r in panel.rows if r.reading is not None and r.reading.id == name)


def test_both_scenarios_stand_side_by_side(panel: IndicatorPanel) -> None:
    assert [a.scenario for a in panel.counting.asked()] == ["today", "toy-2035"]
    assert [a.number for a in panel.counting.asked()] == [0, 1]
    assert [c.year for c in panel.counting.columns()] == [2026, 2035]
    assert row(panel, "I11").values() == ["0 m²", "7,700 m²"]
    assert row(panel, "I11").reading is panel.counting.columns()[-1].reading("I11")


def test_what_cannot_be_computed_is_one_quiet_list_and_no_row(panel: IndicatorPanel) -> None:
    told = panel._quiet.text()
    assert panel._quiet.textFormat() == Qt.TextFormat.RichText
    assert "<b>Segregation</b> · I06<br>no residents by place and group" in told
    assert "not computable" not in told  # the head says it once
    assert "I06" not in [r.reading.id for r in panel.rows if r.reading is not None]
    assert len(panel.rows) + told.count("<b>") == 20


def test_a_layer_off_counts_anew_and_back_is_known_at_once(
    qtbot: QtBot, town: Session, panel: IndicatorPanel
) -> None:
    town.set_layer(1, "parking", False)
    counted(qtbot, panel)
    assert row(panel, "I11").values() == ["0 m²", "0 m²"]
    town.set_layer(1, "parking", True)
    assert panel.counting.share == 1.0
    assert row(panel, "I11").values() == ["0 m²", "7,700 m²"]


def test_a_click_marks_the_places_and_the_page_stays(qtbot: QtBot, town: Session) -> None:
    side = RightPanel(town)
    hosted(qtbot, side)
    side.show_page("counts")
    page = side.made("counts")
    assert isinstance(page, IndicatorPanel)
    counted(qtbot, page)
    made = row(page, "I11")
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert town.selected == made.places == ("parking-item",)
    assert side.page == "counts"
    town.select("bldg-1")
    assert side.page == "selected"


def test_a_hand_over_a_row_lights_its_places(town: Session, panel: IndicatorPanel) -> None:
    row(panel, "I11").pointed.emit(True)
    assert town.findings.lit == ("parking-item",)
    row(panel, "I11").pointed.emit(False)
    assert town.findings.lit == ()


def test_the_words_behind_a_number_are_its_tooltip(panel: IndicatorPanel) -> None:
    tip = row(panel, "I11").toolTip()
    for words in ("Car parks, by decision: 7,700 m²", "<i>formula</i>", "<i>uncertainty</i>", "<i>sources</i>", "[c]"):
        assert words in tip, words
    assert row(panel, "I11").accessibleName() == "Land released, 0 m², 7,700 m²"


def test_hidden_it_counts_nothing(qtbot: QtBot, town: Session) -> None:
    made = IndicatorPanel(town)
    qtbot.addWidget(made)
    town.set_year(1, 2034)
    assert made.counting.columns()[0].readings == ()
    assert made.counting.share == 0.0


def test_an_open_scenario_that_no_pane_shows_is_there_in_its_own_year(town: Session, panel: IndicatorPanel) -> None:
    town.set_mode("single")
    town.set_focus(0)
    asked = panel.counting.asked()
    assert [(a.scenario, a.year, a.tag) for a in asked] == [("today", 2026, "A"), ("toy-2035", 2035, "")]


def test_chinese_is_said_throughout(qtbot: QtBot, qapp: QApplication, town: Session, panel: IndicatorPanel) -> None:
    language.speak(qapp, "zh")
    try:
        town.set_language("zh")
        counted(qtbot, panel)
        assert row(panel, "I11").accessibleName() == "释放的空间, 0 m², 7,700 m²"
        assert "<b>社会隔离</b> · I06<br>没有按地点分群体的居民数" in panel._quiet.text()
    finally:
        language.speak(qapp, "en")


def test_csv_has_every_number_of_every_scenario(panel: IndicatorPanel, tmp_path: Path) -> None:
    panel.write_csv(tmp_path / "indicators.csv")
    rows = list(csv.DictReader((tmp_path / "indicators.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {r["scenario"] for r in rows} == {"today", "toy-2035"}
    assert [r["central"] for r in rows if r["id"] == "I11" and not r["part"]] == ["0", "7700"]


@pytest.mark.parametrize("longer", [False, True])
def test_nothing_of_the_panel_is_cut_off(qtbot: QtBot, qapp: QApplication, town: Session, longer: bool) -> None:
    translator = _Longer()
    if longer:
        qapp.installTranslator(translator)
    try:
        made = IndicatorPanel(town)
        hosted(qtbot, made)
        counted(qtbot, made)
        assert cut_off(made) == []
    finally:
        qapp.removeTranslator(translator)


def test_a_range_below_nought_is_said_in_words(qtbot: QtBot) -> None:
    read = Reading("I18", Quantity(-5, 0.72, 12, "%"))
    for lang, words in (("en", "0.72% -5 to 12"), ("zh", "0.72% -5 至 12")):
        made = IndicatorRow([Side(1, read)], lang)  # type: ignore[arg-type]
        qtbot.addWidget(made)
        assert made.values() == [words]


def test_an_axis_always_has_nought() -> None:
    axis = Axis.over([Quantity(-20, -10, -5, "%"), Quantity(10, 20, 30, "%")])
    assert (axis.low, axis.high) == (-20, 30)
    assert axis.at(0, 0, 100) == pytest.approx(40)
    assert Axis.over([Quantity.exact(0, "m2")]).at(0, 10, 20) == 10
