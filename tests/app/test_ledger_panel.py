"""The change ledger on screen: follows the pair, filters, sorts, flies there, lights up, writes CSV or says why not."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import little_town
import pytest
from conftest import Open
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from test_words import _Longer, cut_off

from wespace_desktop.app import language
from wespace_desktop.app.findings import names_of
from wespace_desktop.app.freed_panel import FreedPanel
from wespace_desktop.app.hidden_note import HiddenNote
from wespace_desktop.app.ledger_model import LedgerModel
from wespace_desktop.app.ledger_panel import LedgerPanel
from wespace_desktop.app.ledger_rows import Wanted, grouped, is_wanted, short_words, size_words
from wespace_desktop.app.right_panel import RightPanel
from wespace_desktop.app.session import Session
from wespace_desktop.model.view import Camera
from wespace_desktop.model.words import Words
from wespace_desktop.picture.audit import Audit, Sight
from wespace_desktop.picture.viewpoints import Proposal, Viewpoint

PARK = "parking-item"
ELSEWHERE = Camera((0.0, 0.0, 700.0), (200.0, 150.0, 0.0))


@pytest.fixture
def panel(qtbot: QtBot, town: Session) -> LedgerPanel:
    made = LedgerPanel(town)
    hosted(qtbot, made)
    return made


def hosted(qtbot: QtBot, page: QWidget) -> None:
    """Shown in a window that has no wishes about its size: Qt's offscreen platform grumbles at those."""
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(416, 900)
    page.setParent(host)
    page.host = host    # type: ignore[attr-defined]  # qtbot only looks at it, somebody must keep it
    page.setGeometry(0, 0, 416, 900)
    page.show()
    host.show()
    qtbot.waitExposed(host)


def rows(model: LedgerModel) -> list[str]:
    return [e.id for g in model.groups for e in g.entries]


# ---------------------------------------------------------------- the pair


def test_the_ledger_follows_the_panes(qtbot: QtBot, town: Session) -> None:
    findings = town.findings
    assert [p.scenario for p in findings.pair or ()] == ["today", "toy-2035"]
    assert {e.id for e in findings.entries} == {f"{layer}-item" for layer in little_town.LAYERS}
    with qtbot.waitSignal(findings.changed):
        town.set_layer(1, "parking", False)
    assert PARK not in {e.id for e in findings.entries}
    with qtbot.waitSignal(findings.changed):
        town.set_year(1, 2026)
    assert findings.entries == ()


def test_one_pane_is_held_against_the_baseline(town: Session) -> None:
    town.set_mode("single")
    town.set_focus(1)
    before, after = town.findings.pair or ()
    assert (before.scenario, before.year, after.scenario) == ("today", 2026, "toy-2035")
    specs = town.findings.specs()
    assert specs is not None
    assert specs[0].camera == specs[1].camera
    town.set_pane_scenario(1, "today")
    assert town.findings.pair is None
    assert town.findings.entries == ()


def test_several_gestures_are_one_change(qtbot: QtBot, town: Session) -> None:
    qtbot.wait(1)
    told: list[int] = []
    town.findings.changed.connect(lambda: told.append(1))
    for layer in little_town.LAYERS:
        town.set_layer(1, layer, False)
    qtbot.wait(10)
    assert told == [1]


# ---------------------------------------------------------------- rows


def test_filters_by_text_kind_layer_and_cause(town: Session) -> None:
    scene, entries = town.scene, town.findings.entries
    assert scene is not None
    park = next(e for e in entries if e.id == PARK)
    assert is_wanted(park, Wanted(text="lot pocket"))
    assert is_wanted(park, Wanted(text="口袋"))
    assert not is_wanted(park, Wanted(text="pocket nowhere"))
    assert not is_wanted(park, Wanted(kinds=frozenset({"added"})))
    assert not is_wanted(park, Wanted(layer="sensors"))
    assert not is_wanted(park, Wanted(by="demand"))
    chosen = grouped(scene, entries, Wanted(kinds=frozenset({"converted"})))
    assert [g.key for g in chosen] == ["toy-2035/parking-1"]


def test_every_order_keeps_every_row_and_can_be_turned(town: Session) -> None:
    scene, entries = town.scene, town.findings.entries
    assert scene is not None
    for sort in ("file", "change", "kind", "place", "layer", "by", "count", "size", "stalls", "start"):
        up = grouped(scene, entries, Wanted(sort=sort))  # type: ignore[arg-type]
        down = grouped(scene, entries, Wanted(sort=sort, down=True))  # type: ignore[arg-type]
        assert sorted(e.id for g in up for e in g.entries) == sorted(e.id for e in entries)
        assert [g.key for g in down] == [g.key for g in up][::-1]


def test_a_row_says_what_the_street_column_does_not(town: Session) -> None:
    park = next(e for e in town.findings.entries if e.id == PARK)
    assert short_words(park, "en") == ("Car park", "Pocket park")
    lane = replace(park, kind="retagged", from_=Words("混行车道", "lanes"), to=Words("", "AV lanes on Main St"),
                   place=Words("Main St", "Main St"), replaced=())  # fmt: skip
    assert short_words(lane, "en") == ("lanes", "AV lanes")
    assert short_words(replace(park, kind="moved"), "en") == ("Car park", "")
    assert size_words(860.0, None) == "860 m²"
    assert size_words(5.0, 2400.0) == "2.4 km"
    assert size_words(None, None, 25.0) == "25 m"


def test_the_model_finds_a_row_by_either_name(panel: LedgerPanel) -> None:
    model = panel.view.model_
    assert model.find("lot-1") == model.find(PARK)
    assert not model.find("bldg-1").isValid()
    assert model.data(model.find(PARK)) == "Car park → Pocket park"
    tip = model.data(model.find(PARK), Qt.ItemDataRole.ToolTipRole)
    assert "by decision" in tip
    assert "start 2028, there from 2030" in tip


# ---------------------------------------------------------------- hands


def test_a_click_selects_and_flies_there_in_every_pane(qtbot: QtBot, town: Session, panel: LedgerPanel) -> None:
    view, before = panel.view, town.camera
    area = view.visualRect(view.model_.find(PARK))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(120, area.center().y()))
    assert set(town.selected) == {"lot-1", PARK}
    assert town.camera != before
    assert town.camera_of(0) == town.camera_of(1)


def test_a_hand_over_a_row_lights_the_place_and_leaving_puts_it_out(town: Session, panel: LedgerPanel) -> None:
    entry = next(e for e in town.findings.entries if e.id == PARK)
    town.hover(entry.id)
    town.findings.light(names_of(entry))
    assert town.pointed == (PARK, "lot-1")
    panel.view.leaveEvent(None)  # type: ignore[arg-type]
    assert town.pointed == ()


def test_what_is_selected_in_a_pane_is_marked_in_the_table(town: Session, panel: LedgerPanel) -> None:
    town.select("lot-1")
    assert panel.view.currentIndex() == panel.view.model_.find(PARK)
    town.select("bldg-1")
    assert not panel.view.selectionModel().hasSelection()


def test_headings_sort_and_chips_choose(panel: LedgerPanel) -> None:
    panel.view.header().sectionClicked.emit(2)
    assert (panel.view.model_.wanted.sort, panel.view.model_.wanted.down) == ("size", True)
    panel.view.header().sectionClicked.emit(2)
    assert not panel.view.model_.wanted.down
    assert panel.sort.currentData() == "size"
    panel.kinds.chips["converted"].click()
    assert rows(panel.view.model_) == [PARK]
    panel.kinds.chips["converted"].click()
    panel.search.setText("sensors")
    assert rows(panel.view.model_) == ["sensors-item"]


def test_empty_says_what_would_be_here_and_the_gesture(qtbot: QtBot, town: Session, panel: LedgerPanel) -> None:
    for layer in little_town.LAYERS:
        town.set_layer(1, layer, False)
    qtbot.waitUntil(lambda: panel.pages.currentIndex() == 1)
    assert panel._empty._head.text() == "Nothing changes between the two"
    assert panel._empty._words.text().endswith("Tick a layer in the tree, or move the year on with ].")
    assert not panel.csv.isEnabled()


# ---------------------------------------------------------------- CSV


def test_csv_has_every_change_whatever_is_filtered(town: Session, panel: LedgerPanel, tmp_path: Path) -> None:
    panel.search.setText("sensors")
    panel.write_csv(tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    assert [r["id"] for r in told] == [e.id for e in town.findings.entries]
    assert [p.name for p in tmp_path.iterdir() if p.suffix in (".csv", ".new")] == ["a.csv"]


def test_a_place_that_cannot_be_written_is_a_sentence(town: Session, panel: LedgerPanel, tmp_path: Path) -> None:
    told: list[object] = []
    town.told.connect(told.append)
    panel.write_csv(tmp_path / "nowhere" / "a.csv")
    (fault,) = told
    assert (fault.weight, fault.words.en) == ("fault", "The table was not written")  # type: ignore[attr-defined]
    assert fault.more.en.endswith("No such file or directory")  # type: ignore[attr-defined]


# ---------------------------------------------------------------- what a view hides


def audit_of(session: Session, hidden: str) -> Audit:
    shown = [(e.id, "" if e.id != PARK else "parking_lots") for e in session.findings.entries]
    sights = tuple(Sight(name, thing or "pod", bool(thing), 0 if name == hidden else 99, name) for name, thing in shown)
    return Audit((960, 540), 5184, sights)


def test_an_answer_about_another_view_is_dropped(town: Session, panel: LedgerPanel) -> None:
    specs = town.findings.specs()
    assert specs is not None
    other = replace(specs[0], camera=ELSEWHERE), replace(specs[1], camera=ELSEWHERE)
    town.findings.take_audit(other, audit_of(town, PARK))
    assert town.findings.audit is None
    town.findings.take_audit(specs, audit_of(town, PARK))
    hidden = [e.id for e in town.findings.entries if town.findings.hides(e)]
    assert hidden == [PARK]
    town.findings.forget_audit()
    assert not any(town.findings.hides(e) for e in town.findings.entries)


def test_the_window_says_what_its_view_hides(qtbot: QtBot, open_window: Open) -> None:
    session, window = open_window((1600, 1000))
    window.sides.show_right(True)
    window.right.show_page("changes")
    qtbot.waitUntil(lambda: session.findings.audit is not None, timeout=20_000)
    found = session.findings.audit
    assert found is not None
    assert [s.name for s in found.losses] == ["lot-1"]
    assert found.hidden(found.losses) == ()
    assert found.changed is not None
    assert found.changed >= sum(s.pixels for s in found.losses)


def test_the_export_note_is_there_only_while_a_loss_is_hidden(
    qtbot: QtBot, town: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = HiddenNote(town)
    hosted(qtbot, note)
    said = [Words("本视角看不到：…", "Hidden here: 1 of 1 removed car park"), Words()]
    monkeypatch.setattr("wespace_desktop.app.hidden_note.losses_hidden", lambda *_: said[0])
    note.look(town.sheet())
    assert not note.isHidden()
    best = Proposal(Viewpoint(Words("平面", "Plan"), ELSEWHERE), audit_of(town, ""))
    with qtbot.waitSignals([town.findings.search_wanted, note.mended]):
        note.mend.click()
        town.findings.take_progress(0.5)
        assert note.mend.text() == "Looking, 50 %"
        town.findings.take_proposals((best,))
        town.findings.take_progress(None)
    assert town.camera == ELSEWHERE
    monkeypatch.setattr("wespace_desktop.app.hidden_note.losses_hidden", lambda *_: said[1])
    note.look(town.sheet())
    assert note.isHidden()


# ---------------------------------------------------------------- freed space, and the side


def test_a_flow_and_its_places_mark_each_other(qtbot: QtBot, town: Session) -> None:
    panel = FreedPanel(town)
    hosted(qtbot, panel)
    diagram = panel.diagram
    assert diagram.places((0,)) == ("lot-1", PARK)
    diagram.point(0)
    assert town.pointed == ("lot-1", PARK)
    diagram.point(None)
    assert diagram.marked() == frozenset()
    town.select("lot-1")
    assert diagram.marked() == {0}
    before = town.camera
    diagram.go_to((0,))
    assert town.camera != before
    town.set_layer(1, "parking", False)
    qtbot.waitUntil(lambda: panel.pages.currentIndex() == 1)


def test_the_side_stays_with_the_table_while_it_can_tell(qtbot: QtBot, town: Session) -> None:
    side = RightPanel(town)
    qtbot.addWidget(side)
    with qtbot.waitSignal(side.width_wanted) as wanted:
        side.show_page("changes")
    assert wanted.args == [416]
    town.select(PARK)
    assert side.page == "changes"
    town.select("bldg-1")
    assert side.page == "selected"


@pytest.mark.parametrize("how", ["en", "zh", "longer"])
def test_nothing_is_cut_off(qtbot: QtBot, qapp: QApplication, town: Session, how: str) -> None:
    language.speak(qapp, "zh" if how == "zh" else "en")
    town.set_language("zh" if how == "zh" else "en")
    longer = _Longer()
    if how == "longer":
        qapp.installTranslator(longer)
    try:
        specs = town.findings.specs()
        assert specs is not None
        side = RightPanel(town)
        hosted(qtbot, side)
        for page in ("changes", "freed"):
            side.show_page(page)
            town.findings.take_audit(specs, audit_of(town, PARK))
            town.findings.take_proposals((Proposal(Viewpoint(Words("平面", "Plan"), ELSEWHERE), audit_of(town, "")),))
            qapp.processEvents()
            assert cut_off(side) == [], page
        note = HiddenNote(town)
        hosted(qtbot, note)
        note._told = Words("本视角看不到：1 处取消的停车场中的 1 处", "Hidden here: 1 of 1 removed car park")
        note._renew()
        qapp.processEvents()
        assert cut_off(note) == []
    finally:
        qapp.removeTranslator(longer)
