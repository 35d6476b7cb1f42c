"""The talk: keys, order, closing slide, hold B, swipe, languages, darkness, reduced motion, and the window after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_storyboard import NEAR, SLIDES, told, with_slides

from wespace_desktop.app.session import Session
from wespace_desktop.app.talk import GLIDE_MS, Talk
from wespace_desktop.app.talk_keys import TALK_KEYS
from wespace_desktop.app.talk_window import TalkWindow
from wespace_desktop.app.talk_words import parts_of, sheet_of
from wespace_desktop.app.window import Window
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import View
from wespace_desktop.model.words import Words
from wespace_desktop.picture.slide_parts import TextBox

Open = Callable[..., tuple[Session, Window]]
K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def talk(session: Session, tmp_path: Path) -> tuple[Session, Talk]:
    session.adopt(told(tmp_path))
    return session, Talk(session)


def begun(open_window: Open, folder: Path) -> tuple[Session, Window, TalkWindow]:
    session, window = with_slides(open_window, folder)
    window.actions_["present"].trigger()
    shown = window.presenting.shown
    assert shown is not None
    assert QTest.qWaitForWindowActive(shown)
    return session, window, shown


def said(window: Window) -> list[str]:
    """Every text on the slide but those that lie in its pictures."""
    session, talk = window._session, window.presenting.talk
    slide = talk.slide
    assert slide is not None
    assert session.scene is not None
    parts = parts_of(session.scene, talk.number, slide, sheet_of(session, talk, slide))
    return [p.text for p in parts if isinstance(p, TextBox)]


def test_it_begins_at_the_marked_slide_and_ends_on_a_closing_one(talk: tuple[Session, Talk]) -> None:
    session, made = talk
    session.storyboard.go(1)
    assert made.begin()
    seen = [made.slide.id if made.slide else ""]
    for _ in range(5):
        made.next()
        seen.append(made.slide.id if made.slide else "")
    assert seen == ["two", "three", "end", "end", "end", "end"]
    assert made.following is None


def test_without_a_closing_slide_one_is_made(session: Session, tmp_path: Path) -> None:
    session.adopt(told(tmp_path, SLIDES[:2]))
    made = Talk(session)
    made.begin()
    made.next()
    assert made.following is not None
    assert made.following.title.en == "What it rests on, and what it leaves out"
    made.next()
    made.next()
    assert (made.number, made.is_past_the_last) == (3, True)
    assert made.slide is not None
    assert made.slide.layout == "closing"
    made.previous()
    assert made.slide == SLIDES[1]


def test_nothing_to_show_begins_nothing(session: Session, tmp_path: Path) -> None:
    assert not Talk(session).begin()
    session.adopt(told(tmp_path, ()))
    assert not Talk(session).begin()


def test_a_talk_glides_slower_and_not_at_all_where_motion_is_reduced(talk: tuple[Session, Talk]) -> None:
    session, made = talk
    session.glide_ms = 420
    made.begin()
    assert session.glide_ms == GLIDE_MS
    made.leave()
    assert session.glide_ms == 420
    session.glide_ms = 0
    made.begin()
    assert made.reduces_motion
    made.go(0)
    made.go(2)
    assert session.camera == NEAR
    assert not session.is_flying


def test_slides_stay_those_of_one_scenario(talk: tuple[Session, Talk]) -> None:
    session, made = talk
    made.begin()
    session.set_focus(0)
    assert session.storyboard.scenario == "toy-2035"


def test_a_file_that_loses_its_slides_ends_the_talk(talk: tuple[Session, Talk], tmp_path: Path) -> None:
    session, made = talk
    made.begin()
    session.adopt(told(tmp_path, ()))
    assert not made.is_on


def test_a_dark_screen_comes_back_before_anything_moves(talk: tuple[Session, Talk]) -> None:
    session, made = talk
    made.begin()
    made.darken()
    made.next()
    assert not made.is_dark
    assert session.storyboard.current == "one"
    made.next()
    assert session.storyboard.current == "two"


def test_keys_move_through_the_slides(open_window: Open, tmp_path: Path) -> None:
    session, window, shown = begun(open_window, tmp_path)
    assert shown.isFullScreen()
    seen = []
    for key in (K.Key_Right, K.Key_Space, K.Key_PageDown, K.Key_Left, K.Key_PageUp, K.Key_End, K.Key_Home, K.Key_Down):
        QTest.keyClick(shown.windowHandle(), key)
        seen.append(session.storyboard.current)
    assert seen == ["two", "three", "end", "three", "two", "end", "one", "two"]
    QTest.keyClick(shown.windowHandle(), K.Key_Escape)
    assert window.presenting.shown is None
    assert session.storyboard.current == "two"


def test_arrows_are_the_slides_even_when_a_hand_was_on_the_picture(open_window: Open, tmp_path: Path) -> None:
    session, window, _ = begun(open_window, tmp_path)
    view = window.grid.panes[1].viewport
    view.setFocus()
    before = session.camera
    QTest.keyClick(view, K.Key_Right)
    assert session.storyboard.current == "two"
    session.set_camera(1, replace(NEAR, view_angle_deg=40.0))
    QTest.keyClick(view, K.Key_R)
    assert session.camera == NEAR
    assert before != NEAR


def test_digits_tick_layers_and_the_words_follow(open_window: Open, tmp_path: Path) -> None:
    session, window, shown = begun(open_window, tmp_path)
    first = window.left.model.in_order()[0].id
    QTest.keyClick(shown.windowHandle(), K.Key_1)
    assert first not in session.panes[session.focus].layers
    QTest.keyClick(shown.windowHandle(), K.Key_1, SHIFT)
    assert all(first in p.layers for p in session.panes)


def test_b_held_is_the_baseline(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    session, _, shown = begun(open_window, tmp_path)
    QTest.keyClick(shown.windowHandle(), K.Key_Right)
    QTest.keyPress(shown.windowHandle(), K.Key_B)
    assert session.shown(session.focus).scenario == "today"
    QTest.keyRelease(shown.windowHandle(), K.Key_B)
    qtbot.waitUntil(lambda: not session.baseline_held, timeout=2000)
    assert session.shown(session.focus).scenario == "toy-2035"


def test_the_line_of_a_swipe_moves_by_shift_and_arrows(open_window: Open, tmp_path: Path) -> None:
    session, window = open_window((1280, 860), with_town=False)
    session.adopt(told(tmp_path, (Slide("cut", "bird", mode="swipe", swipe=0.4), SLIDES[0])))
    window.actions_["present"].trigger()
    shown = window.presenting.shown
    assert shown is not None
    assert QTest.qWaitForWindowActive(shown)
    assert session.mode == "swipe"
    assert session.comparing.share == 0.4
    QTest.keyClick(shown.windowHandle(), K.Key_Right, SHIFT)
    assert session.comparing.share == pytest.approx(0.45)
    assert session.storyboard.current == "cut"
    QTest.keyClick(shown.windowHandle(), K.Key_L)
    assert session.mode == "lens"
    QTest.keyClick(shown.windowHandle(), K.Key_Right)
    assert (session.mode, session.storyboard.current) == ("side-by-side", "one")


def test_the_statement_the_source_and_the_harms_stay(open_window: Open, tmp_path: Path) -> None:
    session, window, _ = begun(open_window, tmp_path)
    for index in range(3):
        window.presenting.talk.go(index)
        words = said(window)
        assert "情景推演，不是预测 / Scenario, not a prediction" in words
        assert any("Toy district (CC0), 2026" in w for w in words)
        assert ("– Harms" in words) == ("+ Gains" in words) == bool(session.panes[-1].layers)


def test_languages_of_the_talk_are_its_own(open_window: Open, tmp_path: Path) -> None:
    session, window, shown = begun(open_window, tmp_path)
    heads = []
    for _ in range(3):
        heads.append([w for w in said(window) if w in ("The whole", "全景")])
        QTest.keyClick(shown.windowHandle(), K.Key_T)
    assert heads == [["The whole"], ["全景"], ["The whole", "全景"]]
    assert session.language == "en"
    assert window.grid.panes[1].viewport.picture.manner.lang == "en"


def test_the_page_ends_in_the_window_as_it_was(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    session, window, shown = begun(open_window, tmp_path)
    assert window.grid.window() is shown
    assert not window.grid.panes[0].header.isVisible()
    QTest.keyClick(shown.windowHandle(), K.Key_F11)
    assert window.grid.window() is window
    assert window.middle.indexOf(window.grid) == 0
    session.set_mode("side-by-side")
    assert window.grid.panes[0].header.isVisible()
    assert window.grid.panes[0].viewport.picture.manner.lang is None
    window.actions_["present"].trigger()
    assert window.presenting.shown is not None


def test_closing_the_window_in_the_middle_of_a_talk(open_window: Open, tmp_path: Path) -> None:
    _, window, _ = begun(open_window, tmp_path)
    window.close()
    assert window.presenting.shown is None


def test_esc_leaves_the_innermost_first(open_window: Open, tmp_path: Path) -> None:
    _, window, shown = begun(open_window, tmp_path)
    QTest.keyClick(shown.windowHandle(), K.Key_H)
    assert shown.card.isVisible()
    QTest.keyClick(shown.windowHandle(), K.Key_Period)
    for wanted in ((False, True), (False, False)):
        QTest.keyClick(shown.windowHandle(), K.Key_Escape)
        assert (shown.card.isVisible(), window.presenting.talk.is_dark) == wanted
    QTest.keyClick(shown.windowHandle(), K.Key_Escape)
    assert window.presenting.shown is None


def test_the_speaker_reads_notes_and_what_comes_next(open_window: Open, tmp_path: Path) -> None:
    _, window, shown = begun(open_window, tmp_path)
    notes = window.presenting.notes
    assert notes is not None
    assert notes.notes.text() == "No notes for this slide"
    assert notes.next_title.text() == "Near by"
    QTest.keyClick(shown.windowHandle(), K.Key_Right)
    assert notes.notes.text() == "Slowly."
    assert notes._place.text() == "Slide 2 of 4"
    window.presenting.talk.last()
    assert notes.next_title.text() == "This is the last slide"
    assert not notes._on.isEnabled()


def test_a_glide_where_the_panes_stay_and_a_fade_where_they_do_not(open_window: Open, tmp_path: Path) -> None:
    session, window, shown = begun(open_window, tmp_path)
    session.glide_ms = GLIDE_MS
    talk = window.presenting.talk
    shown.page.read()
    session.set_layer_everywhere("av_lanes", True)
    talk.go(1)
    assert shown.page.fade.isVisible()
    assert not session.is_flying
    shown.page.fade.drop()
    session.glide_ms = 0
    talk.go(0)
    assert not shown.page.fade.isVisible()


def test_no_key_is_taken_twice() -> None:
    keys = [k for key in TALK_KEYS for k in key.keys]
    assert len(keys) == len(set(keys))
    assert "B" not in keys


def test_a_slide_of_a_view_with_other_words(session: Session, tmp_path: Path) -> None:
    """A slide without a title of its own has its view's."""
    session.adopt(told(tmp_path, (Slide("plain", "bird"),)))
    made = Talk(session)
    made.begin()
    assert made.slide is not None
    assert sheet_of(session, made, made.slide).title == Words("鸟瞰，东南", "Bird, south-east")
    assert isinstance(session.storyboard.view_of(made.slide), View)


def test_nothing_of_a_talk_is_heard_after_it(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    session, window, _ = begun(open_window, tmp_path)
    window.presenting.talk.leave()
    qtbot.wait(10)     # what was given up is deleted now
    window.thumbnails.ready.emit("two")
    session.storyboard.go(2)
    session.panes_changed.emit()
    assert window.presenting.notes is None


def test_the_speakers_screen_moves_the_slides_too(open_window: Open, tmp_path: Path) -> None:
    session, window, _ = begun(open_window, tmp_path)
    notes = window.presenting.notes
    assert notes is not None
    QTest.keyClick(notes, K.Key_Space)
    window.actions_["next_slide"].trigger()
    assert session.storyboard.current == "three"
    window.presenting.talk.darken()
    QTest.keyClick(notes, K.Key_Left)
    assert session.storyboard.current == "three"
    window.actions_["escape"].trigger()
    assert window.presenting.shown is None
    window.actions_["previous_slide"].trigger()
    assert session.storyboard.current == "two"


def test_an_idle_arrow_is_hidden_and_comes_back(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    _, _, shown = begun(open_window, tmp_path)
    shown._idle.start(1)
    qtbot.waitUntil(lambda: QApplication.overrideCursor() is not None, timeout=2000)
    QTest.mouseMove(shown.windowHandle(), QPoint(300, 300))
    qtbot.waitUntil(lambda: QApplication.overrideCursor() is None, timeout=2000)
    shown._hide_cursor(True)
    QTest.keyClick(shown.windowHandle(), K.Key_Escape)
    assert QApplication.overrideCursor() is None


def test_the_words_on_the_page_are_the_newest(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    _, window, shown = begun(open_window, tmp_path)
    pages = []
    for index in (0, 1, 2, 1, 0):
        window.presenting.talk.go(index)
        with qtbot.waitSignal(shown.page._painter.painted, timeout=5000):
            shown.page.read()
        assert shown.page._words is not None
        pages.append(shown.page._words.toImage())
    assert pages[0] == pages[4]
    assert pages[1] == pages[3]
    assert pages[0] != pages[1]
