"""The layer tree: groups, ticks per pane, one number, accessible names, ticks painted with the mouse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import little_town
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from wespace_desktop.app.layer_tree import ROW_ROLE, LayerModel, numbered, ticked_panes
from wespace_desktop.app.layer_view import LayerView
from wespace_desktop.app.session import Session
from wespace_desktop.model.catalogue import load_catalogue


def find(model: LayerModel, layer: str, column: int = 0) -> QModelIndex:
    for g in range(model.rowCount()):
        group = model.index(g, 0)
        for r in range(model.rowCount(group)):
            if model.index(r, 0, group).data(ROW_ROLE).layer.id == layer:
                return model.index(r, column, group)
    raise KeyError(layer)


def test_the_model_keeps_the_rules_of_qt(town: Session) -> None:
    model = LayerModel(town)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    town.set_layer(1, "parking", False)
    town.set_pane_count(3)


def test_every_layer_is_there_once_under_its_group(town: Session) -> None:
    model = LayerModel(town)
    ids = [layer.id for layer in model.in_order()]
    assert sorted(ids) == ["av_lanes", "cowork_pods", "parking", "sensors"]
    assert all(find(model, i).isValid() for i in ids)


def test_layers_that_no_open_scenario_has_are_folded_away(town: Session, qtbot: QtBot) -> None:
    model = LayerModel(town)
    last = model.index(model.rowCount() - 1, 0)
    others = [layer.id for layer in load_catalogue().layers if layer not in model.in_order()]
    assert last.data() == f"Not in these scenarios ({len(others)})"
    rows = [model.index(r, 0, last).data(ROW_ROLE) for r in range(model.rowCount(last))]
    assert sorted(row.layer.id for row in rows) == sorted(others)
    assert {row.number for row in rows} == {0}
    view = shown(town, qtbot)
    assert not view.isExpanded(view.model_.index(view.model_.rowCount() - 1, 0))
    assert view.isExpanded(view.model_.index(0, 0))


def test_a_layer_above_its_parents_is_badged_in_the_tree(town: Session) -> None:
    model = LayerModel(town)
    lanes = find(model, "av_lanes")
    assert model.footings(lanes.data(ROW_ROLE).layer) == []
    town.set_layer(1, "sensors", False)
    assert [(f.parent, f.cause) for f in model.footings(lanes.data(ROW_ROLE).layer)] == [("sensors", "hidden")]
    assert "Builds on Sensors, not shown" in lanes.data(Qt.ItemDataRole.ToolTipRole)


def test_before_there_is_a_scene_the_tree_is_empty(session: Session) -> None:
    assert LayerModel(session).rowCount() == 0
    assert numbered(session, 1) is None


def test_digit_keys_follow_the_order_on_screen(town: Session) -> None:
    model = LayerModel(town)
    for n, layer in enumerate(model.in_order(), 1):
        assert numbered(town, n) is layer
        assert find(model, layer.id).data(ROW_ROLE).number == n
    assert numbered(town, 5) is None


def test_ticks_stay_per_pane_and_today_has_nothing_to_show(town: Session) -> None:
    model = LayerModel(town)
    check = Qt.ItemDataRole.CheckStateRole
    assert find(model, "parking", 1).data(check) is None
    assert Qt.CheckState(find(model, "parking", 2).data(check)) == Qt.CheckState.Checked
    town.set_layer(1, "parking", False)
    assert Qt.CheckState(find(model, "parking", 2).data(check)) == Qt.CheckState.Unchecked


def test_a_group_is_all_part_or_none(town: Session) -> None:
    model = LayerModel(town)
    group = find(model, "parking").parent()
    row = group.data(ROW_ROLE)
    assert model.state(1, row) == Qt.CheckState.Checked
    town.set_layer(1, "parking", False)
    assert model.state(1, row) == Qt.CheckState.PartiallyChecked
    model.set_state(1, row, True)
    assert model.state(1, row) == Qt.CheckState.Checked
    assert model.state(0, row) is None


def test_one_number_where_the_layer_stands(town: Session) -> None:
    model = LayerModel(town)
    layer = find(model, "parking").data(ROW_ROLE).layer
    tally = model.tally(layer)
    assert tally is not None
    assert tally.text() == "2 ha (1–3)"
    town.set_year(1, 2029)
    assert model.tally(layer) is None


def test_each_tick_has_its_own_name(town: Session) -> None:
    model = LayerModel(town)
    name = find(model, "parking").data()
    spoken = find(model, "parking", 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{name} in pane B"


def shown(town: Session, qtbot: QtBot) -> LayerView:
    view = LayerView(town)
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.show()
    return view


def centre(view: LayerView, layer: str, column: int) -> QPoint:
    return view.visualRect(find(view.model_, layer, column)).center()


def test_a_click_ticks_and_a_drag_paints(town: Session, qtbot: QtBot) -> None:
    view = shown(town, qtbot)
    order = [layer.id for layer in view.model_.in_order()]
    port = view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=centre(view, order[0], 2))
    for layer in order[1:]:
        qtbot.mouseMove(port, centre(view, layer, 2))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=centre(view, order[-1], 2))
    assert town.panes[1].layers == frozenset()
    assert len(town.panes[0].layers) == 4


def test_alt_click_shows_only_this_layer(town: Session, qtbot: QtBot) -> None:
    view = shown(town, qtbot)
    at = centre(view, "sensors", 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, at)
    assert town.panes[1].layers == {"sensors"}


def test_a_dash_cannot_be_ticked(town: Session, qtbot: QtBot) -> None:
    view = shown(town, qtbot)
    before = town.panes[0].layers
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre(view, "parking", 1))
    assert town.panes[0].layers == before


def test_space_ticks_with_the_keyboard(town: Session, qtbot: QtBot) -> None:
    view = shown(town, qtbot)
    view.setCurrentIndex(find(view.model_, "parking"))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert "parking" not in town.panes[1].layers
    QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert "parking" in town.panes[1].layers


def test_what_a_layer_could_not_do_is_said_in_its_row_and_among_the_warnings(session: Session, tmp_path: Path) -> None:
    found = little_town.opened(tmp_path)
    assert found.scene is not None
    note = ("toy-2035", "parking", "parking-1: none of its targets is a parking lot or a metered space")
    session.adopt(replace(found, scene=replace(found.scene, notes=(note,))))
    tip = find(LayerModel(session), "parking").data(Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith(note[2])
    document = session.document("toy-2035")
    assert document is not None
    assert [(p.severity, p.path, p.message) for p in document.problems][-1] == (
        "warning", "interventions.parking-1", "none of its targets is a parking lot or a metered space")  # fmt: skip
    assert not document.faults
    session.set_language("zh")
    tip = find(LayerModel(session), "parking").data(Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith("parking-1：目标中没有停车场或路边车位")


def test_the_number_belongs_to_the_focused_pane(town: Session) -> None:
    model = LayerModel(town)
    layer = find(model, "parking").data(ROW_ROLE).layer
    assert model.tally(layer) is not None
    town.set_focus(0)
    assert model.tally(layer) is None


def test_a_pair_of_more_panes_has_two_columns_of_ticks(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    session.adopt(little_town.opened(tmp_path, ("today", "toy-2030", "toy-2035")))
    session.set_pane_count(3)
    view = shown(session, qtbot)
    columns = range(1, view.model_.columnCount())
    assert [view.isColumnHidden(c) for c in columns] == [False, False, False]
    session.set_focus(2)
    session.set_mode("lens")
    assert ticked_panes(session) == (0, 2)
    assert [view.isColumnHidden(c) for c in columns] == [False, True, False]
    session.comparing.choose(2, "toy-2030")
    assert [view.isColumnHidden(c) for c in columns] == [False, False, True]
    session.set_mode("side-by-side")
    assert [view.isColumnHidden(c) for c in columns] == [False, False, False]
