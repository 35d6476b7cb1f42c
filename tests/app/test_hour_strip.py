"""The hour in the window: keys and drags move all panes, no hour at all, a day that plays, views that keep it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wespace_desktop.app import hours as hours_file
from wespace_desktop.app.hour_strip import HourStrip
from wespace_desktop.app.session import Session
from wespace_desktop.app.window import Window
from wespace_desktop.model.words import Words

Open = Callable[..., tuple[Session, Window]]
TALL = (1280, 900)


def _strip(window: Window) -> HourStrip:
    return window.over_time.hour_strip


def _hours(session: Session) -> list[int | None]:
    return [p.hour for p in session.panes]


def test_the_strip_is_there_while_an_hour_is_shown(open_window: Open) -> None:
    session, window = open_window(TALL)
    assert not _strip(window).isVisible()
    assert _hours(session) == [None, None]
    window.actions_["hour"].trigger()
    assert _hours(session) == [17, 17]      # the file's own first hour
    assert _strip(window).isVisible()
    assert window.actions_["hour"].isChecked()
    _strip(window).close_.click()
    assert _hours(session) == [None, None]
    assert not _strip(window).isVisible()
    assert not window.actions_["hour"].isChecked()


def test_keys_move_all_panes_around_the_clock_and_shift_the_focused_one(open_window: Open) -> None:
    session, window = open_window(TALL)
    session.hours.go(22)
    track = _strip(window).track
    QTest.keyClick(track, Qt.Key.Key_Right)
    assert _hours(session) == [23, 23]
    QTest.keyClick(track, Qt.Key.Key_Right)
    assert _hours(session) == [0, 0]
    QTest.keyClick(track, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert _hours(session) == [0, 23]
    QTest.keyClick(track, Qt.Key.Key_Home)
    assert _hours(session) == [0, 0]
    QTest.keyClick(track, Qt.Key.Key_PageUp)
    assert _hours(session) == [18, 18]
    window.actions_["hour_on"].trigger()
    window.actions_["hour_back"].trigger()
    window.actions_["hour_back"].trigger()
    assert _hours(session) == [17, 17]


def test_a_drag_is_one_change_for_each_hour(open_window: Open) -> None:
    session, window = open_window(TALL)
    session.hours.go(12)
    track = _strip(window).track
    told: list[int | None] = []
    session.panes_changed.connect(lambda: told.append(session.panes[1].hour))
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=QPoint(round(track.x(12)), 30))
    assert session.hours.is_moving
    for x in range(round(track.x(12)), round(track.x(15)), 3):
        QTest.mouseMove(track, QPoint(x, 30))
    QTest.mouseMove(track, QPoint(round(track.x(15)), 30))
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=QPoint(round(track.x(15)), 30))
    assert told == [13, 14, 15]
    assert not session.hours.is_moving


def test_an_hour_asks_for_one_picture_and_builds_nothing(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    session, window = open_window(TALL)
    session.hours.go(8)     # from here on the strip is there and the panes keep their size
    QApplication.processEvents()
    asked: list[bool] = []
    monkeypatch.setattr(window.grid.refinement, "want", lambda wishes, moving: asked.append(moving))
    shown: list[object] = []
    monkeypatch.setattr(window.grid.refinement, "show_scene", shown.append)
    session.hours.go(9)
    session.hours.drag(True)
    session.hours.go(10)
    session.hours.drag(False)
    assert asked == [False, True]
    assert shown == []


def test_a_day_plays_around_the_clock_until_it_is_paused(
    open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, window = open_window(TALL)
    assert hours_file.STEP_MS > 1
    session.hours._timer.setInterval(1)
    session.hours.go(22)
    seen: list[int | None] = []
    session.panes_changed.connect(lambda: seen.append(session.hours.hour))
    _strip(window).play.click()
    assert _strip(window).play.accessibleName() == "Pause the day"
    qtbot.waitUntil(lambda: len(seen) >= 4)
    session.hours.pause()
    assert seen[:4] == [23, 0, 1, 2]
    assert _strip(window).play.accessibleName() == "Play the day (Space here; Shift: this pane alone)"


def test_what_a_screen_reader_says_of_the_slider(open_window: Open) -> None:
    session, window = open_window(TALL)
    session.hours.go(12)
    track = _strip(window).track
    assert track.accessibleName() == "Hour"
    assert track.accessibleDescription().splitlines() == [
        "12:00", "At home 40 %", "Office 60 %", "Retail 55 %", "Public space 20 %", "Residential parking 52 %",
        "Office parking 80 %", "Kerb deliveries 90 %", "Assumed profiles",
    ]  # fmt: skip
    session.set_language("zh")
    assert track.accessibleDescription().splitlines()[1] == "在家 40 %"


def test_a_change_lens_shows_no_hour_and_the_hour_comes_back_after_it(open_window: Open) -> None:
    session, window = open_window(TALL)
    session.hours.go(9)
    session.set_mode("lens")
    assert session.hours.hour is None
    assert not _strip(window).isVisible()
    assert session.pane_spec(1).hour is None
    assert not window.actions_["hour"].isEnabled()
    session.set_mode("side-by-side")
    assert session.hours.hour == 9


def test_a_saved_view_keeps_the_hour_and_brings_it_back(open_window: Open) -> None:
    session, _ = open_window(TALL)
    session.hours.go(21)
    name = session.edits.save_view(Words("晚上", "In the evening"))
    view = session.edits.view(name)
    assert view is not None
    assert view.hour == 21
    session.hours.leave()
    session.go_to_view(name)
    assert _hours(session) == [21, 21]
    session.go_to_view("bird")
    session.hours.leave()
    session.edits.update_view(name)
    without = session.edits.view(name)
    assert without is not None
    assert without.hour is None


def test_a_slide_shows_its_hour_in_both_panes(open_window: Open) -> None:
    session, _ = open_window(TALL)
    session.hours.go(8)
    slide = session.edits.add_slide_here(Words("早上", "In the morning"))
    session.hours.leave()
    board = session.storyboard
    board.go([s.id for s in board.slides].index(slide))
    assert _hours(session) == [8, 8]


def test_holding_the_baseline_shows_it_at_the_same_hour(open_window: Open) -> None:
    session, _ = open_window(TALL)
    session.hours.go(18)
    session.hold_baseline(True)
    assert [session.shown(k).hour for k in (0, 1)] == [18, 18]
    assert session.shown(1).scenario == "today"


def test_the_timeline_has_a_button_for_the_hour(open_window: Open) -> None:
    session, window = open_window(TALL)
    button = window.over_time.timeline.hour
    assert button.accessibleName() == "Who is there at this hour (H)"
    button.click()
    assert _hours(session) == [17, 17]
    assert button.isChecked()
    button.click()
    assert _hours(session) == [None, None]
    assert not button.isChecked()
