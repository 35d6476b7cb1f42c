"""The timeline: keys and drags move the year, playing ends, flags tell and lead there, and it folds in a low window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from little_town import LAYERS
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wespace_desktop.app import years as years_file
from wespace_desktop.app.curves import CURVES_PX, LOW_PX, Curves
from wespace_desktop.app.session import Session
from wespace_desktop.app.window import Window
from wespace_desktop.app.year_track import YearTrack
from wespace_desktop.model.course import Course

Open = Callable[..., tuple[Session, Window]]
TALL = (1280, 900)


def _track(window: Window) -> YearTrack:
    return window.over_time.timeline.track


def _at(track: YearTrack, year: int, y: int = 76) -> QPoint:
    return QPoint(round(track.scale.x(year)), y)


def test_arrows_move_the_focused_pane_and_shift_moves_all(open_window: Open) -> None:
    session, window = open_window(TALL)
    track = _track(window)
    assert session.focus == 1
    QTest.keyClick(track, Qt.Key.Key_Left)
    assert [p.year for p in session.panes] == [2026, 2034]
    QTest.keyClick(track, Qt.Key.Key_PageUp)
    assert [p.year for p in session.panes] == [2026, 2029]
    QTest.keyClick(track, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert [p.year for p in session.panes] == [2030, 2030]
    QTest.keyClick(track, Qt.Key.Key_Home)
    assert [p.year for p in session.panes] == [2030, 2010]
    QTest.keyClick(track, Qt.Key.Key_Left)
    assert [p.year for p in session.panes] == [2030, 2010]
    QTest.keyClick(track, Qt.Key.Key_End)
    assert session.panes[1].year == 2035


def test_a_drag_snaps_to_whole_years_and_is_one_change_each(open_window: Open, qtbot: QtBot) -> None:
    session, window = open_window(TALL)
    track = _track(window)
    told: list[int] = []
    session.panes_changed.connect(lambda: told.append(session.panes[1].year))
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=_at(track, 2034))
    assert session.years.is_moving
    left, right = _at(track, 2030), _at(track, 2034)
    for x in range(right.x(), left.x(), -3):
        QTest.mouseMove(track, QPoint(x, 76))
    QTest.mouseMove(track, left)
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=left)
    assert told == [2034, 2033, 2032, 2031, 2030]
    assert not session.years.is_moving
    assert track.value() == 2030


def test_a_year_asks_for_one_picture_and_builds_nothing(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    session, window = open_window(TALL)
    asked: list[bool] = []
    monkeypatch.setattr(window.grid.refinement, "want", lambda wishes, moving: asked.append(moving))
    shown: list[object] = []
    monkeypatch.setattr(window.grid.refinement, "show_scene", shown.append)
    session.years.go(2031)
    session.years.go(2028, everywhere=True)
    assert asked == [False, False]
    session.years.drag(True)
    session.years.go(2029)
    session.years.drag(False)
    assert asked == [False, False, True]
    assert shown == []


def test_playing_ends_at_the_last_year_and_begins_again_today(
    open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, window = open_window(TALL)
    session.years._timer.setInterval(1)
    assert years_file.STEP_MS > 1
    seen: list[int] = []
    session.panes_changed.connect(lambda: seen.append(session.years.year))
    session.years.play()
    assert session.years.is_playing
    assert window.over_time.timeline.play.accessibleName() == "Pause (Space)"
    qtbot.waitUntil(lambda: not session.years.is_playing)
    assert seen == list(range(2026, 2036))
    assert window.over_time.timeline.play.accessibleName() == "Play the years (Space; Shift: all panes)"


def test_space_plays_unless_it_means_something_else(open_window: Open) -> None:
    session, window = open_window(TALL)
    QTest.keyClick(window.grid.panes[1].viewport, Qt.Key.Key_Space)
    assert session.years.is_playing
    QTest.keyClick(window.grid.panes[1].viewport, Qt.Key.Key_Space)
    assert not session.years.is_playing
    session.set_mode("swipe")
    before = session.comparing.pair
    QTest.keyClick(window.grid.pair.view, Qt.Key.Key_Space)
    assert session.comparing.pair != before
    assert not session.years.is_playing


def test_a_hand_on_the_slider_ends_playing(open_window: Open) -> None:
    session, window = open_window(TALL)
    session.years.play()
    QTest.mouseClick(_track(window), Qt.MouseButton.LeftButton, pos=_at(_track(window), 2020))
    assert not session.years.is_playing
    assert session.years.year == 2020


def test_the_wheel_goes_a_year_at_a_time(open_window: Open) -> None:
    session, window = open_window(TALL)
    track = _track(window)
    for turn in (-120, -120, 120):
        event = QWheelEvent(QPointF(50, 50), QPointF(track.mapToGlobal(QPoint(50, 50))), QPoint(), QPoint(0, turn),
                            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
                            False)  # fmt: skip
        track.wheelEvent(event)
    assert session.years.year == 2034


def test_what_a_screen_reader_says(open_window: Open) -> None:
    session, window = open_window(TALL)
    track = _track(window)
    assert (track.accessibleName(), track.accessibleDescription(), track.value()) == ("Year", "deduced", 2035)
    session.years.go(2026)
    assert (track.accessibleDescription(), track.minimum(), track.maximum()) == ("measured", 2010, 2035)
    session.set_language("zh")
    assert (track.accessibleName(), track.accessibleDescription()) == ("年份", "实测")


def test_flags_tell_what_starts_and_stands_and_lead_there(open_window: Open) -> None:
    session, window = open_window(TALL)
    track = _track(window)
    told = {(m.year, m.event): track.told(m).splitlines() for m, _ in track.flags()}
    assert set(told) == {(2028, "starts"), (2030, "stands")}
    assert told[2028, "starts"][0] == "2028: begins, by decision"
    assert told[2030, "stands"] == ["2030: stands, by decision", *(f"{layer} one" for layer in LAYERS)]
    flag, area = next((m, a) for m, a in track.flags() if m.event == "stands")
    assert track.flag_at(area.center()) == flag
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=area.center().toPoint())
    assert session.years.year == 2030
    assert session.selected == tuple(f"{layer}-item" for layer in LAYERS)


def test_a_layer_switched_off_takes_its_flags_away(open_window: Open) -> None:
    session, window = open_window(TALL)
    for layer in LAYERS:
        session.set_layer(1, layer, False)
    assert _track(window).flags() == []


def test_demand_has_a_flag_of_its_own(open_window: Open) -> None:
    session, window = open_window(TALL)
    scene = session.scene
    assert scene is not None
    changes = list(scene.plans[1].changes)
    changes[0] = replace(changes[0], intervention=replace(changes[0].intervention, decision="demand"))
    plan = replace(scene.plans[1], changes=tuple(changes))
    session.scene = replace(scene, plans=(scene.plans[0], plan))
    starts = [m for m, _ in _track(window).flags() if m.event == "starts"]
    assert [m.decision for m in starts] == ["decision", "demand"]
    assert _track(window).told(starts[1]) == "2028: begins, by demand\nav_lanes one"


def test_it_folds_in_a_low_window_unless_wanted(open_window: Open) -> None:
    _, window = open_window((1280, 760))
    timeline, action = window.over_time.timeline, window.actions_["timeline"]
    assert not timeline.isVisible()
    assert not action.isChecked()
    action.trigger()
    assert timeline.isVisible()
    action.trigger()
    assert not timeline.isVisible()
    window.over_time.want(None)
    window.resize(*TALL)
    assert timeline.isVisible()
    assert action.isChecked()


def test_while_years_play_nothing_is_refined_to_a_still(open_window: Open) -> None:
    session, window = open_window(TALL)
    refinement = window.grid.refinement
    session.years.play()
    assert refinement._held
    session.years.pause()
    assert not refinement._held
    assert refinement._finer.isActive()


def test_the_curves_follow_the_layer_and_the_year(open_window: Open) -> None:
    session, window = open_window(TALL)
    window.actions_["curves"].trigger()
    curves = window.over_time.curves
    assert isinstance(curves, Curves)
    assert curves.isVisible()
    session.years.choose("sensors")
    session.years.go(2028)
    assert isinstance(curves.course, Course)
    assert curves.behind.text() == "2028: space lags 2.6 years behind"
    assert "second-order lag" in curves.behind.toolTip()
    assert "Wegener" in curves.behind.toolTip()
    assert "2028, technology: 65% (45–81)" in curves.behind.toolTip()
    assert "Lag debt of this scenario: " in curves.behind.toolTip()
    assert curves.accessibleDescription().startswith("2028: space lags 2.6 years behind; 2028, technology: 65%")
    assert curves.plot._line is not None
    assert curves.plot._line.value() == 2028
    session.years.choose("parking")
    assert curves.behind.text() == "2028: hardly any space has changed by then"
    window.actions_["curves"].trigger()
    assert not curves.isVisible()


def test_years_of_the_curves_stand_over_those_of_the_slider(open_window: Open) -> None:
    _, window = open_window(TALL)
    window.over_time.show_curves(True)
    curves, track = window.over_time.curves, _track(window)
    assert isinstance(curves, Curves)
    QTest.qWait(1)
    for year in (2010, 2026, 2035):
        seen = curves.plot.getPlotItem().vb.mapViewToScene(QPointF(year, 0))
        there = curves.plot.mapTo(window, curves.plot.mapFromScene(seen))
        assert there.x() == pytest.approx(track.mapTo(window, _at(track, year)).x(), abs=1.5)


def test_a_layer_without_data_says_why(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    session, window = open_window(TALL)
    monkeypatch.setattr(type(session.years), "chosen", property(lambda _: "energy"))
    window.over_time.show_curves(True)
    curves = window.over_time.curves
    assert isinstance(curves, Curves)
    assert curves.empty.text() == "No data on demand: there is no yearly series of rooftop solar for this place"
    assert curves.pages.currentIndex() == 1
    assert curves.behind.isHidden()


def test_in_a_low_window_the_curves_bring_the_timeline_and_go_with_it(open_window: Open) -> None:
    _, window = open_window((1280, 760))
    window.actions_["curves"].trigger()
    curves, timeline = window.over_time.curves, window.over_time.timeline
    assert isinstance(curves, Curves)
    assert timeline.isVisible()
    assert curves.height() == LOW_PX
    window.actions_["timeline"].trigger()
    assert not timeline.isVisible()
    assert not curves.isVisible()
    assert not window.actions_["curves"].isChecked()
    assert not timeline.curves.isChecked()
    window.resize(*TALL)
    window.over_time.show_curves(True)
    assert curves.height() == CURVES_PX


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_curves_are_painted_in_the_theme(open_window: Open, theme: str) -> None:
    session, window = open_window(TALL)
    window.over_time.show_curves(True)
    session.set_theme(theme)  # type: ignore[arg-type]
    curves = window.over_time.curves
    assert isinstance(curves, Curves)
    QTest.qWait(1)
    ground = curves.plot.backgroundBrush().color().lightness()
    assert (ground > 128) == (theme == "light")
