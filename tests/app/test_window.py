"""The window with the little town: ticks, keys, hold B, faults, languages, small sizes, closing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import little_town
import numpy as np
import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QThread
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from wespace_desktop.app import journal, main
from wespace_desktop.app.opening import Opened
from wespace_desktop.app.palette import CommandPalette
from wespace_desktop.app.session import Session
from wespace_desktop.app.window import Window
from wespace_desktop.errors import Problem, WeSpaceError
from wespace_desktop.model.view import Camera

Open = Callable[..., tuple[Session, Window]]


def rest(qtbot: QtBot, window: Window) -> None:
    """Waits until every pane on screen stands at its best."""
    seen = window.grid.panes
    visible = window._session.visible

    def still() -> None:
        for i in visible:
            view = seen[i].viewport
            assert view.rung == "still"
            assert view.frame is not None
            assert view.frame.shot == view.shot()

    qtbot.waitUntil(still, timeout=30_000)


def pixels(view: QWidget) -> np.ndarray:
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).copy()


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.windowHandle(), key, modifier)


def test_two_panes_show_two_pictures(open_window: Open, qtbot: QtBot) -> None:
    _, window = open_window()
    rest(qtbot, window)
    a, b = (window.grid.panes[i].viewport for i in (0, 1))
    assert a.frame is not None
    assert b.frame is not None
    assert a.frame.shot.camera == b.frame.shot.camera
    assert a.frame.shot.standing == frozenset()
    assert len(b.frame.shot.standing) == 4
    assert a.frame.rgba.shape[:2] == (a.height(), a.width())


def test_keys_tick_the_focused_pane_and_shift_all(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window()
    first = window.left.model.in_order()[0].id
    press(window, Qt.Key.Key_1)
    assert first not in session.panes[1].layers
    assert first in session.panes[0].layers
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.ShiftModifier)
    assert all(first in p.layers for p in session.panes)


def test_ticking_off_and_on_gives_the_same_picture(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window()
    rest(qtbot, window)
    view = window.grid.panes[1].viewport
    before, other = pixels(view), pixels(window.grid.panes[0].viewport)
    for layer in little_town.LAYERS:
        session.set_layer(1, layer, False)
    rest(qtbot, window)
    assert not np.array_equal(pixels(view), before)
    assert np.array_equal(pixels(window.grid.panes[0].viewport), other)
    for layer in little_town.LAYERS:
        session.set_layer(1, layer, True)
    rest(qtbot, window)
    assert np.array_equal(pixels(view), before)


def test_holding_b_and_letting_go_is_the_same_picture(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window()
    rest(qtbot, window)
    view = window.grid.panes[1].viewport
    before, today = pixels(view), window.grid.panes[0].viewport.frame
    handle = window.windowHandle()
    QTest.keyPress(handle, Qt.Key.Key_B)
    assert session.baseline_held
    rest(qtbot, window)
    assert view.frame is not None
    assert today is not None
    assert view.frame.shot.standing == today.shot.standing
    QTest.keyRelease(handle, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: not session.baseline_held)
    rest(qtbot, window)
    assert np.array_equal(pixels(view), before)


def test_a_click_selects_and_marks_every_pane(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window()
    rest(qtbot, window)
    a, b = (window.grid.panes[i].viewport for i in (0, 1))
    plain = pixels(a), pixels(b)
    assert b.frame is not None
    x, y, _ = b.frame.project(np.array([[205.0, 75.0, 3.0]]))[0]
    qtbot.mouseClick(b, Qt.MouseButton.LeftButton, pos=QPoint(int(x), int(y)))
    qtbot.waitUntil(lambda: session.selected == ("parking-item",), timeout=10_000)
    assert not np.array_equal(pixels(a), plain[0])
    assert not np.array_equal(pixels(b), plain[1])
    press(window, Qt.Key.Key_Escape)    # the drawer first, then what is selected
    press(window, Qt.Key.Key_Escape)
    assert session.selected == ()
    assert np.array_equal(pixels(a), plain[0])


def test_a_drag_moves_both_panes_and_the_ground_stays_under_the_hand(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window()
    rest(qtbot, window)
    view = window.grid.panes[0].viewport
    before = session.camera
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 300))
    qtbot.mouseMove(view, QPoint(190, 330))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(190, 330))
    assert session.camera != before
    assert session.camera_of(0) == session.camera_of(1)
    assert session.selected == ()


def test_parting_the_cameras_and_linking_them_again(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window()
    assert window.grid.pill.is_whole
    qtbot.mouseClick(window.grid.pill, Qt.MouseButton.LeftButton)
    assert not session.linked
    session.set_camera(0, Camera((0.0, -300.0, 200.0), (200.0, 150.0, 0.0)))
    assert session.camera_of(0) != session.camera_of(1)
    qtbot.mouseClick(window.grid.pill, Qt.MouseButton.LeftButton)
    assert session.camera_of(0) == session.camera_of(1)


@pytest.mark.parametrize("n", [3, 4])
def test_more_panes_have_room(open_window: Open, n: int) -> None:
    session, window = open_window((1024, 680))
    session.set_pane_count(n)
    panes = window.grid.panes[:n]
    assert all(p.isVisible() for p in panes)
    for i, pane in enumerate(panes):
        assert pane.width() >= 320
        assert pane.height() >= 240
        assert not any(pane.geometry().intersects(q.geometry()) for q in panes[i + 1:])


def test_single_mode_shows_the_focused_pane(open_window: Open) -> None:
    session, window = open_window()
    session.set_mode("single")
    assert [p.isVisible() for p in window.grid.panes] == [False, True]
    press(window, Qt.Key.Key_M)
    assert all(p.isVisible() for p in window.grid.panes)


def test_a_broken_file_keeps_the_picture_and_shows_its_faults(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    session, window = open_window()
    rest(qtbot, window)
    camera, panes = session.camera, session.panes
    path = tmp_path / "toy-2035.yaml"
    fault = Problem(str(path), 3, 1, "layers", "unknown layer cowork_pod", "Write cowork_pods")
    session.adopt(Opened(tuple(d.path for d in session.documents), None, {path: (fault,)}))
    assert (session.camera, session.panes) == (camera, panes)
    assert window.grid.panes[1].viewport.frame is not None
    assert window.grid.panes[1].banner.isVisible()
    assert not window.grid.panes[0].banner.isVisible()
    window.show_faults(path)
    assert window.faults.isVisible()
    assert "1 fault" in window.status._did.text()
    session.adopt(little_town.opened(tmp_path))
    assert not window.faults.isVisible()
    assert not window.grid.panes[1].banner.isVisible()


def test_an_empty_window_welcomes(open_window: Open) -> None:
    _, window = open_window(with_town=False)
    assert window.pages.currentWidget() is window.welcome
    assert not window.actions_["export"].isEnabled()


def test_only_faults_and_no_picture(open_window: Open, tmp_path: Path) -> None:
    session, window = open_window(with_town=False)
    path = tmp_path / "new.yaml"
    session.adopt(Opened((path,), None, {path: (Problem(str(path), 1, 1, "", "not a scenario"),)}))
    assert window.pages.currentWidget() is window.sides
    assert window.faults.isVisible()


def words_on(window: Window) -> list[str]:
    """Every word that can be read on the window now."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel):
            found.append(widget.text())
        if isinstance(widget, QAbstractButton):
            found += [widget.text(), widget.toolTip()]
    return [w for w in found if w]


#: Names and units that are the same in both languages.
SAME = re.compile(r"WeSpace|Desktop|EPSG|EN|Ctrl|Shift|Alt|Esc|toy|yaml|today|km|ha|ms|CC0|Kendall|Toy|[A-D]|\d+m²?")


def test_no_english_word_is_left_in_chinese(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window()
    rest(qtbot, window)
    session.set_language("zh")
    qtbot.wait(50)
    left = [w for w in words_on(window) if re.search(r"[A-Za-z]{2,}", SAME.sub("", w))]
    assert left == []
    session.set_language("en")
    qtbot.wait(50)
    assert "Scenarios" in words_on(window)


def test_no_chinese_word_is_left_in_english(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window(speaks="zh")
    session.set_language("en")
    qtbot.wait(50)
    assert [w for w in words_on(window) if re.search(r"[\u4e00-\u9fff]", w.replace("中", ""))] == []


def test_under_1200_the_left_side_is_a_rail(open_window: Open) -> None:
    _session, window = open_window((1024, 680))
    assert not window.left.isVisible()
    assert window.sides._rail.isVisible()
    window.sides._rail.opened.emit()
    assert window.left.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert not window.left.isVisible()


def test_the_inspector_is_a_drawer_when_it_is_narrow(open_window: Open) -> None:
    session, window = open_window((1280, 760))
    assert not window.inspector.isVisible()
    wide = window.grid.width()
    session.select("parking-item")
    assert window.inspector.isVisible()
    assert window.grid.width() == wide
    press(window, Qt.Key.Key_Escape)
    assert not window.inspector.isVisible()


def test_hiding_the_panels_leaves_the_picture(open_window: Open) -> None:
    _, window = open_window((1600, 1000))
    assert window.left.isVisible()
    window.actions_["panels"].trigger()
    assert not window.left.isVisible()
    assert not window.inspector.isVisible()
    assert window.grid.width() == window.sides.width()
    press(window, Qt.Key.Key_Escape)
    assert window.left.isVisible()


def test_dropped_files_are_opened_and_others_are_refused(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    session, window = open_window()
    asked: list[list[Path]] = []
    monkeypatch.setattr(session, "open_files", asked.append)
    window.dropping.take([Path("a.yaml"), Path("b.png")])
    assert asked == [[Path("a.yaml")]]
    told: list[str] = []
    session.told.connect(lambda t: told.append(t.words.en))
    window.dropping.take([Path("b.png"), Path("c.txt")])
    window.dropping.take([Path("c.txt")])
    assert told == [
        "b.png: no such picture",
        "Only scenario files (.yaml) and exported pictures (.png, .pdf, .pptx) can be dropped here",
    ]


def test_closing_leaks_no_thread(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window()
    rest(qtbot, window)
    threads = list(window.findChildren(QThread)) + list(session.findChildren(QThread))
    assert threads
    window.close()
    assert all(t.isFinished() for t in threads)
    assert not [o for o in session.findChildren(QObject) if isinstance(o, QThread) and o.isRunning()]


def test_a_slip_of_the_program_is_told_once_and_the_window_stays(open_window: Open) -> None:
    _session, window = open_window()
    told: list[str] = []
    journal.on_error(told.append)
    import sys

    for _ in range(3):
        sys.excepthook(ValueError, ValueError("nothing there"), None)
    assert told == ["nothing there"]
    assert window.isVisible()


def test_without_a_display_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(WeSpaceError, match=r"^There is no display to open a window on\.$"):
        main.run([])


def test_the_palette_answers_to_english_in_a_chinese_window(open_window: Open) -> None:
    session, window = open_window(speaks="zh")
    palette = CommandPalette(session, window.actions_.offered)
    palette._entries = palette._collect()
    palette._filter("high con")
    assert [palette.list.item(i).text() for i in range(palette.list.count())] == ["高对比度"]
    palette.deleteLater()
