"""The list of views: every gesture by hand and by key, undone again, and what the top bar says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Open
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from test_edits import TEXT

from wespace_desktop.app import recovery
from wespace_desktop.app.session import Session
from wespace_desktop.app.view_list import Rows, ViewList
from wespace_desktop.app.window import Window
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.model.words import Words

# A popup without a display: Qt's offscreen platform says that it has neither stacking nor grabbing.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


@pytest.fixture
def opened(open_window: Open) -> tuple[Session, Window]:
    session, window = open_window((1280, 800))
    session.set_focus(1)
    session.edits.save_view(Words("街角", "Corner"))
    session.edits.save_view(Words("广场", "Plaza"))
    return session, window


@pytest.fixture
def views(opened: tuple[Session, Window]) -> ViewList:
    _, window = opened
    window.top.view.offer()
    assert window.top.view.list is not None
    return window.top.view.list


def texts(rows: Rows) -> list[str]:
    return [rows.item(i).text() for i in range(rows.count())]


def ids(session: Session) -> list[str]:
    return [view.id for view in session.edits.views()]


def choose(views: ViewList, words: str) -> None:
    views.rows.setCurrentRow(texts(views.rows).index(words))


def test_it_lists_the_focused_scenario_and_the_presets(
    opened: tuple[Session, Window], views: ViewList, qtbot: QtBot
) -> None:
    assert texts(views.rows) == [
        "The district in 2035", "Bird, south-east", "Corner", "Plaza", "Presets", "Whole district", "Street", "Plan",
    ]  # fmt: skip
    assert views.chosen == "plaza"
    choose(views, "Street")
    assert views.chosen == ""
    assert not views.delete.isEnabled()
    opened[0].set_language("zh")
    qtbot.wait(50)
    views.close()
    opened[1].top.view.offer()
    assert texts(views.rows)[:4] == ["2035 年的街区", "鸟瞰，东南", "街角", "广场"]
    assert views.save.text() == "保存视图"


def test_a_click_goes_there(opened: tuple[Session, Window], views: ViewList, qtbot: QtBot) -> None:
    place = views.rows.visualItemRect(views.rows.item(1)).center()
    qtbot.mouseClick(views.rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, place.y()))
    assert opened[0].view_id == "bird"


def test_renamed_in_place_in_the_language_one_sees(
    opened: tuple[Session, Window], views: ViewList, qtbot: QtBot
) -> None:
    choose(views, "Corner")
    qtbot.keyClick(views.rows, Key.Key_F2)
    editor = views.rows.findChild(QLineEdit)
    assert editor is not None
    editor.setText("The corner")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: opened[0].edits.view("corner").title == Words("街角", "The corner"))  # type: ignore[union-attr]
    assert texts(views.rows)[2] == "The corner"
    views.name_view("corner", " ".strip())
    assert texts(views.rows)[2] == "The corner"
    qtbot.keyClick(views.rows, Key.Key_Z, CTRL)
    assert texts(views.rows)[2] == "Corner"
    qtbot.keyClick(views.rows, Key.Key_Z, CTRL | SHIFT)
    assert texts(views.rows)[2] == "The corner"


def test_put_in_order_by_keys_and_by_drag(opened: tuple[Session, Window], views: ViewList, qtbot: QtBot) -> None:
    session = opened[0]
    choose(views, "Plaza")
    qtbot.keyClick(views.rows, Key.Key_Up, ALT)
    assert ids(session) == ["bird", "plaza", "corner"]
    assert views.chosen == "plaza"
    views.earlier.click()
    assert ids(session) == ["plaza", "bird", "corner"]
    assert not views.earlier.isEnabled()
    views.rows.dropped.emit(1, 2)   # from the first row under the head to the second
    assert ids(session) == ["bird", "plaza", "corner"]
    views.rows.dropped.emit(3, 99)
    assert ids(session) == ["bird", "plaza", "corner"]


def test_deleted_and_taken_back(opened: tuple[Session, Window], views: ViewList, qtbot: QtBot) -> None:
    session, window = opened
    session.edits.add_slide("corner")
    choose(views, "Corner")
    assert views.hint.text() == "Shown by 1 slide"
    qtbot.keyClick(views.rows, Key.Key_Delete)
    assert (ids(session), session.edits.slides()) == (["bird", "plaza"], ())
    assert views.chosen == "plaza"
    toast = window.toasts.shown[-1].told
    assert (toast.words.en, toast.more.en) == ('View "Corner" deleted', "1 slide that showed it went with it")
    assert toast.action is not None
    toast.action[1]()
    assert ids(session) == ["bird", "corner", "plaza"]
    assert len(session.edits.slides()) == 1


def test_a_late_undo_of_a_notice_takes_nothing_else_back(opened: tuple[Session, Window], views: ViewList) -> None:
    session, window = opened
    choose(views, "Corner")
    views.remove()
    session.edits.rename_view("plaza", Words("场", "Square"))
    action = window.toasts.shown[-1].told.action
    assert action is not None
    action[1]()
    assert session.edits.view("plaza").title.en == "Square"  # type: ignore[union-attr]


def test_saved_by_key_and_name(opened: tuple[Session, Window], qtbot: QtBot) -> None:
    session, window = opened
    qtbot.keyClick(window, Key.Key_V, CTRL | SHIFT)
    views = window.top.view.list
    assert views is not None
    assert views.name.text() == views.name.selectedText() == "View 4"
    views.name.setText("河边")
    qtbot.keyClick(views.name, Key.Key_Return)
    assert not views.isVisible()
    assert session.edits.views()[-1].title == Words(zh="河边")
    assert window.top.view.text() == "河边"


def test_the_top_bar_says_what_is_edited_and_what_undo_does(opened: tuple[Session, Window], qtbot: QtBot) -> None:
    session, window = opened
    undo, redo = window.actions_["undo"], window.actions_["redo"]
    assert window.top._state.text() == "Edited"
    assert (undo.text(), redo.isEnabled()) == ('Undo: Save view "Plaza"', False)
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    assert redo.text() == 'Redo: Save view "Plaza"'
    session.set_language("zh")
    qtbot.wait(50)
    assert undo.text() == "撤销：保存视图“街角”"
    assert window.top._state.text() == "已修改"
    session.set_focus(0)
    assert window.top._state.text() == "已修改：toy-2035.yaml"
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    assert not undo.isEnabled()
    assert not window.actions_["save"].isEnabled()


def test_closing_the_window_asks_nothing_and_loses_nothing(opened: tuple[Session, Window]) -> None:
    session, window = opened
    path = Path(session.documents[1].path)
    window.close()
    assert not window.isVisible()
    kept = recovery.find(path)
    assert kept is not None
    assert [view.id for view in kept.now.views] == ["bird", "corner", "plaza"]


def test_saved_by_key_and_said_in_the_top_bar(opened: tuple[Session, Window], qtbot: QtBot) -> None:
    session, window = opened
    path = Path(session.documents[1].path)
    path.write_text(TEXT, "utf-8")
    qtbot.keyClick(window, Key.Key_S, CTRL)
    assert [view.id for view in load_scenario(path).views] == ["bird", "corner", "plaza"]
    assert window.top._state.text().startswith("Saved ")


def test_a_long_name_of_a_view_ends_in_an_ellipsis(open_window: Open) -> None:
    session, window = open_window()
    session.set_language("en")
    chooser = window.top.view
    chooser._words = "Binney Street at Third Street, seen from above the station"
    chooser.resize(180, 32)
    chooser._fit()
    assert chooser.text().startswith("Binney Street")
    assert chooser.text().endswith("…")
    assert chooser.fontMetrics().horizontalAdvance(chooser.text()) <= 180 - 48
    assert "seen from above the station" in chooser.toolTip()
    assert chooser.sizeHint().width() > chooser.fontMetrics().horizontalAdvance(chooser._words)
