"""The report's compass on screen: lists every row, follows what stands, searches, goes where a row is seen, draws."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Open
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from test_ledger_panel import hosted
from test_words import cut_off

from wespace_desktop.app import language, theme
from wespace_desktop.app.compass_model import Chapter, CompassModel
from wespace_desktop.app.compass_panel import CompassPanel, together
from wespace_desktop.app.compass_view import two_lines
from wespace_desktop.app.diagram_dialog import DiagramDialog
from wespace_desktop.app.right_panel import PAGES
from wespace_desktop.app.session import Session
from wespace_desktop.model.report import limits, load_report
from wespace_desktop.picture.ink import PAPER


@pytest.fixture
def panel(qtbot: QtBot, town: Session) -> CompassPanel:
    made = CompassPanel(town)
    hosted(qtbot, made)
    return made


def rows(model: CompassModel) -> list[str]:
    return [b.row.id for chapter in model.chapters for b in chapter.bearings]


def state(panel: CompassPanel, row: str) -> str:
    found = panel.bearing(row)
    assert found is not None
    return found.state


def test_every_row_is_listed_under_its_section(panel: CompassPanel) -> None:
    model = panel.view.model_
    assert sorted(rows(model)) == sorted(load_report().ids)
    assert [c.section.id for c in model.chapters] == list(load_report().sections)
    assert all(isinstance(c, Chapter) and c.lit <= c.whole == len(c.bearings) for c in model.chapters)


def test_marks_follow_the_layers_that_are_ticked(panel: CompassPanel, town: Session) -> None:
    assert state(panel, "R-TR4") == "shown"
    town.set_layer(panel.pane, "parking", False)
    assert state(panel, "R-TR4") == "ignored"
    town.set_layer(panel.pane, "parking", True)
    assert state(panel, "R-TR4") == "shown"


def test_search_and_scale_and_state_narrow_the_list(panel: CompassPanel) -> None:
    model = panel.view.model_
    panel.search.setText("parking remote")
    assert rows(model) == ["R-TR4"]
    panel.search.setText("停车场")
    assert "R-TR4" in rows(model)
    panel.search.setText("R-RG1")
    assert rows(model) == ["R-RG1"]
    panel.search.clear()
    model.want(scale="C")
    assert {"C"} == {s for s in "C" if all(s in b.row.scales for c in model.chapters for b in c.bearings)}
    model.want(scale="", states=frozenset({"gap"}))
    assert set(rows(model)) == {b.row.id for b in panel.bearings if b.state == "gap"} != set()


def test_a_row_puts_its_layer_on_and_flies_to_what_stands_for_it(panel: CompassPanel, town: Session) -> None:
    town.set_layer(panel.pane, "parking", False)
    before = town.camera
    panel.go_to("R-TR4")
    assert "parking" in town.panes[panel.pane].layers
    assert town.selected == panel.marked != ()
    assert town.camera != before
    assert panel.card.bearing is not None
    assert panel.card.bearing.row.id == "R-TR4"


def test_a_row_of_the_region_draws_its_diagram_and_moves_nothing(panel: CompassPanel, town: Session) -> None:
    before, selected = town.camera, town.selected
    panel.go_to("R-RG1")
    assert panel.card.diagram.chart == "region"
    assert panel.card.diagram.drawing is not None
    assert "schematic, from the report's text" in " ".join(t.text for t in panel.card.diagram.drawing.texts)
    assert (town.camera, town.selected) == (before, selected)
    panel.go_to("R-TR4")
    assert panel.card.diagram.chart == ""


def test_a_layer_in_a_diagram_is_ticked_by_a_click(panel: CompassPanel, town: Session) -> None:
    panel.go_to("R-MX1")
    diagram = panel.card.diagram
    assert diagram.drawing is not None
    (left, top, right, bottom), layer = next(s for s in diagram.drawing.spots if s[1] == "parking")
    assert layer in town.panes[town.focus].layers
    at = diagram.rect().topLeft()
    at.setX(round((left + right) / 2))
    at.setY(round((top + bottom) / 2))
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=at)
    assert layer not in town.panes[town.focus].layers


def test_a_row_without_a_place_opens_its_part_of_the_window(panel: CompassPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.panel_wanted) as told:
        panel.go_to("R-SC3")
    assert told.args == ["curves"]


def test_the_window_opens_what_a_row_asks_for(open_window: Open) -> None:
    _, window = open_window()
    window.actions_["compass"].trigger()
    assert window.right.page == "report"
    for chart, page in (("freed", "freed"), ("ledger", "changes"), ("indicators", "counts")):
        window.right.part_wanted.emit(chart)
        assert window.right.page == page
    window.right.part_wanted.emit("curves")
    assert window.over_time.shows_curves


def test_a_diagram_is_shown_larger_and_saved_on_paper(panel: CompassPanel, tmp_path: Path) -> None:
    panel.go_to("R-IN1")
    assert panel.card.larger.isVisible()
    dialog = DiagramDialog("rings", panel.ask(), panel)
    assert dialog.windowTitle() == "New infrastructure in three rings"
    assert dialog.write(tmp_path / "rings.png")
    image = QImage(str(tmp_path / "rings.png"))
    assert image.width() == 2400
    assert image.pixelColor(0, 0).name().upper() == PAPER
    assert not dialog.write(tmp_path / "nowhere" / "rings.png")
    dialog.close()


def test_the_limits_of_the_report_are_always_there(panel: CompassPanel) -> None:
    told = panel._limits.text()
    assert panel._limits.isVisible()
    assert all(words.en in told for words in limits())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_words_are_in_both_languages_and_none_is_cut(panel: CompassPanel, town: Session, lang: str) -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert app is not None
    language.speak(app, lang)  # type: ignore[arg-type]
    town.set_language(lang)  # type: ignore[arg-type]
    panel.go_to("R-TR4")
    chinese = any("\u3400" <= c <= "\u9fff" for c in panel._count.text() + panel.search.placeholderText())
    assert chinese == (lang == "zh")
    assert cut_off(panel) == []


def test_two_lines_break_between_words_and_keep_every_letter_that_fits() -> None:
    metrics = QFontMetrics(theme.font(theme.SMALL_PX))
    text = "Technology is necessary for change in cities"
    room = metrics.horizontalAdvance("Technology is necessary fo")
    assert two_lines(text, metrics, room) == ("Technology is necessary", "for change in cities")
    assert two_lines(text, metrics, 4000) == (text,)
    chinese = "新旧空间融合共存：既有空间注入新功能，新的空间形式产生"
    first, second = two_lines(chinese, metrics, metrics.horizontalAdvance(chinese[:-2]))
    assert first + second == chinese
    assert len(second) > 6, "a lone character is no line"
    assert second[0] not in "，。；：、"


def test_one_flies_to_one_place_not_to_the_whole_district(town: Session) -> None:
    assert town.scene is not None
    items = [i for i in town.scene.items.values() if i.change][:4]
    assert together(items)
    assert set(map(id, together(items))) <= set(map(id, items))


def test_a_row_that_asks_for_the_hour_leaves_the_lens(open_window: Open) -> None:
    session, window = open_window()
    session.set_mode("lens")
    window.right.part_wanted.emit("hour")
    assert session.mode == "side-by-side"
    assert session.hours.is_shown


def test_the_words_of_the_parts_are_whole_at_the_width_of_the_inspector(open_window: Open) -> None:
    _, window = open_window()
    window.right.choice.resize(302, 32)
    window.right.choice.layout().activate()
    for page in PAGES:
        segment = window.right.choice.segment(page)
        assert segment.width() >= segment.sizeHint().width(), page
