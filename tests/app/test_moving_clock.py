"""The clock of the window: on and off, all panes at one second, off where less motion is asked for or nobody looks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wespace_desktop.app.flight import GLIDE_MS
from wespace_desktop.app.moving import SPEEDS
from wespace_desktop.app.session import Session
from wespace_desktop.app.window import Window
from wespace_desktop.render.shot import Frame
from wespace_desktop.scene.movers import NOT_A_SIMULATION

Open = Callable[..., tuple[Session, Window]]


def seconds(window: Window) -> set[float | None]:
    frames = [window.grid.panes[i].viewport.frame for i in window._session.visible]
    return {f.shot.clock for f in frames if isinstance(f, Frame)}


def test_a_key_starts_and_stops_the_street_in_all_panes(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window()
    session.glide_ms = GLIDE_MS
    window.actions_.refresh()
    qtbot.waitUntil(lambda: seconds(window) == {None}, timeout=20_000)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_K)
    assert session.moving.is_running
    assert window.actions_["clock"].isChecked()
    qtbot.waitUntil(lambda: len(seconds(window)) == 1 and None not in seconds(window), timeout=20_000)
    first = seconds(window)
    qtbot.waitUntil(lambda: len(seconds(window)) == 1 and seconds(window) != first, timeout=20_000)
    assert NOT_A_SIMULATION.in_(session.language) in window.status._statement.text()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_K)
    qtbot.waitUntil(lambda: seconds(window) == {None}, timeout=20_000)
    assert NOT_A_SIMULATION.in_(session.language) not in window.status._statement.text()


def test_the_still_picture_comes_back_to_the_last_byte(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window()
    session.glide_ms = GLIDE_MS
    window.actions_.refresh()
    view = window.grid.panes[1].viewport

    def still() -> bool:
        return view.rung == "still" and view.frame is not None and view.frame.shot.clock is None

    qtbot.waitUntil(still, timeout=30_000)
    assert view.frame is not None
    before = view.frame.rgba.tobytes()
    session.moving.start()
    qtbot.waitUntil(lambda: view.frame is not None and view.frame.shot.clock is not None, timeout=20_000)
    session.moving.stop()
    qtbot.waitUntil(still, timeout=30_000)
    assert view.frame.rgba.tobytes() == before


def test_less_motion_means_none(open_window: Open) -> None:
    session, window = open_window()
    window.actions_["less_motion"].trigger()
    assert not window.actions_["clock"].isEnabled()
    session.moving.start()
    assert not session.moving.is_running
    assert session.moving.at is None


def test_nothing_moves_where_nobody_looks(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window()
    session.glide_ms = GLIDE_MS
    window.actions_.refresh()
    session.moving.start()
    window.grid.hide()
    at = session.moving.at
    QTest.qWait(250)
    assert session.moving.is_running
    assert session.moving.at == at
    window.grid.show()
    qtbot.waitUntil(lambda: session.moving.at != at, timeout=5000)


def test_a_picture_from_the_window_stands_still(open_window: Open) -> None:
    session, _ = open_window()
    session.glide_ms = GLIDE_MS
    session.moving.start()
    assert session.sheet().clock is None


def test_the_hour_says_when_it_begins_and_a_key_how_fast(open_window: Open) -> None:
    session, window = open_window()
    session.glide_ms = GLIDE_MS
    window.actions_.refresh()
    session.set_hour(session.focus, 8)
    session.moving.start()
    assert session.moving.at is not None
    assert 8 * 3600 <= session.moving.at < 8 * 3600 + 5
    for speed in (*SPEEDS[1:], SPEEDS[0]):
        window.actions_["clock_speed"].trigger()
        assert session.moving.speed == speed
