"""Slides: which there are, what the panes show for one, order, keys, edits and undo, the strip and its empty state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import little_town
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wespace_desktop.app.opening import Opened
from wespace_desktop.app.session import Session
from wespace_desktop.app.slide_edits import SlideEdits
from wespace_desktop.app.window import Window
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import Words

Open = Callable[..., tuple[Session, Window]]
NEAR = Camera((205.0, -150.0, 120.0), (205.0, 75.0, 0.0), 22.5)
SLIDES = (
    Slide("one", "bird", Words("全景", "The whole"), Words("四座房子。", "Four houses.")),
    Slide("two", "near", mode="single", notes=Words("慢一点。", "Slowly.")),
    Slide("three", "near", Words("没有公园", "Without the park"), layers=frozenset({"sensors"}), year=2031),
    Slide("end", "bird", Words("依据", "What it rests on"), layout="closing", mode="single"),
)


def told(folder: Path, slides: tuple[Slide, ...] = SLIDES) -> Opened:
    """The little town with a storyboard in its 2035."""
    scene = little_town.scene(folder)
    plan = scene.plans[1]
    views = (*plan.scenario.views, View("near", Words("近处", "Near by"), NEAR))
    scenario = replace(plan.scenario, views=views, storyboard=slides)
    made = replace(scene, plans=(scene.plans[0], replace(plan, scenario=scenario)))
    return Opened(tuple(p.scenario.file for p in made.plans), made, {})


@pytest.fixture
def talk(session: Session, tmp_path: Path) -> Session:
    session.adopt(told(tmp_path))
    return session


def names(session: Session) -> list[str]:
    return [s.id for s in session.storyboard.slides]


def test_slides_belong_to_the_scenario_that_has_some(talk: Session) -> None:
    assert talk.storyboard.scenario == "toy-2035"
    assert names(talk) == ["one", "two", "three", "end"]
    assert talk.storyboard.index == -1
    talk.set_focus(0)
    assert talk.storyboard.scenario == "toy-2035"


def test_a_slide_whose_view_is_gone_is_not_shown(session: Session, tmp_path: Path) -> None:
    session.adopt(told(tmp_path, (SLIDES[0], Slide("lost", "no-such-view"))))
    assert names(session) == ["one"]


def test_going_to_a_slide_sets_camera_year_layers_and_mode(talk: Session) -> None:
    talk.storyboard.go(2)
    assert talk.storyboard.current == "three"
    assert talk.camera == NEAR
    assert [(p.scenario, p.year) for p in talk.panes] == [("today", 2026), ("toy-2035", 2031)]
    assert talk.panes[1].layers == frozenset({"sensors"})
    assert talk.mode == "side-by-side"
    talk.storyboard.go(1)
    assert talk.mode == "single"
    assert [talk.panes[i].scenario for i in talk.visible] == ["toy-2035"]
    assert talk.panes[1].year == 2035


def test_steps_stop_at_both_ends(talk: Session) -> None:
    board = talk.storyboard
    seen = []
    for by in (1, 1, 1, 1, 1, -1, -9):
        board.step(by)
        seen.append(board.current)
    assert seen == ["one", "two", "three", "end", "end", "three", "one"]


def test_slides_that_share_a_mode_are_joined_by_a_glide_unless_motion_is_reduced(talk: Session, qtbot: QtBot) -> None:
    talk.storyboard.go(0)
    talk.storyboard.go(2)
    assert talk.camera == NEAR
    talk.glide_ms = 150
    talk.storyboard.go(0)
    assert talk.is_flying
    assert talk.camera != little_town.camera()
    qtbot.waitUntil(lambda: talk.camera == little_town.camera(), timeout=5000)
    talk.storyboard.go(1)
    assert not talk.is_flying
    assert talk.camera == NEAR


def test_a_slide_brings_loose_panes_together_again(talk: Session) -> None:
    talk.set_camera(0, NEAR, alone=True)
    talk.select("lot-1")
    talk.storyboard.go(0)
    assert not talk.is_loose
    assert talk.selected == ()


def test_three_panes_stay_three_beside_each_other(session: Session, tmp_path: Path) -> None:
    scene = told(tmp_path).scene
    assert scene is not None
    third = little_town.plan(scene.district, "toy-2030", tmp_path)
    plans = (scene.plans[0], third, scene.plans[1])
    session.adopt(Opened(tuple(p.scenario.file for p in plans), replace(scene, plans=plans), {}))
    session.set_pane_count(3)
    session.storyboard.go(0)
    assert [p.scenario for p in session.panes] == ["today", "toy-2035", "toy-2030"]
    session.storyboard.go(1)
    assert len(session.visible) == 1


def test_slides_are_moved_copied_removed_and_all_of_it_undone(talk: Session) -> None:
    edits = SlideEdits(talk)
    edits.move(0, 2)
    assert names(talk) == ["two", "three", "one", "end"]
    assert talk.storyboard.current == "one"
    edits.do("earlier", 2)
    edits.do("earlier", 0)
    assert names(talk) == ["two", "one", "three", "end"]
    edits.do("duplicate", 1)
    assert names(talk) == ["two", "one", "one-2", "three", "end"]
    edits.do("remove", 3)
    assert names(talk) == ["two", "one", "one-2", "end"]
    while talk.edits.stack.canUndo():
        talk.edits.undo()
    assert names(talk) == ["one", "two", "three", "end"]


def test_the_present_view_becomes_a_slide_behind_the_marked_one(talk: Session) -> None:
    talk.storyboard.go(1)
    here = replace(NEAR, position=(205.0, -150.0, 90.0))
    talk.set_camera(1, here)
    SlideEdits(talk).add()
    made = talk.storyboard.slide
    assert made is not None
    assert names(talk) == ["one", "two", made.id, "three", "end"]
    view = talk.storyboard.view_of(made)
    assert view is not None
    assert view.camera == here
    assert view.mode == "single"
    talk.edits.undo()
    assert names(talk) == ["one", "two", "three", "end"]


def test_a_slide_takes_what_is_on_screen_and_leaves_the_others_alone(talk: Session) -> None:
    talk.storyboard.go(1)
    here = replace(NEAR, position=(205.0, -150.0, 90.0))
    talk.set_camera(1, here)
    SlideEdits(talk).do("update", 1)
    _, two, three, _ = talk.storyboard.slides
    seen = talk.storyboard.view_of(two), talk.storyboard.view_of(three)
    assert [v.camera for v in seen if v is not None] == [here, NEAR]
    talk.edits.undo()
    assert talk.storyboard.slides == SLIDES


def test_words_are_written_in_both_languages_and_undone(talk: Session) -> None:
    edits = SlideEdits(talk)
    edits.write("one", Words("新题", "New title"), SLIDES[0].caption, Words("说慢", "Speak slowly"))
    assert talk.storyboard.slides[0].title == Words("新题", "New title")
    assert talk.storyboard.slides[0].notes.zh == "说慢"
    assert talk.edits.stack.count() == 2
    talk.edits.undo()
    talk.edits.undo()
    assert talk.storyboard.slides == SLIDES


def with_slides(open_window: Open, folder: Path, size: tuple[int, int] = (1280, 860)) -> tuple[Session, Window]:
    session, window = open_window(size, with_town=False)
    session.adopt(told(folder))
    return session, window


def test_the_strip_says_titles_and_marks_the_slide_on_screen(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    session, window = with_slides(open_window, tmp_path)
    view = window.strip.view
    assert window.strip.isVisible()
    rows = [view.model_.index(i).data() for i in range(view.model_.rowCount())]
    assert rows == ["1 The whole", "2 Near by", "3 Without the park", "4 What it rests on"]
    assert view.model_.index(0).data(Qt.ItemDataRole.ToolTipRole) == "1 The whole\nFour houses."
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model_.index(2)).center())
    assert session.storyboard.current == "three"
    session.set_language("zh")
    assert view.model_.index(0).data() == "1 全景"
    assert window.strip._count.text() == "4 页"


def test_page_keys_step_through_slides_wherever_the_focus_is(open_window: Open, tmp_path: Path) -> None:
    session, window = with_slides(open_window, tmp_path)
    for key, wanted in (("PageDown", "one"), ("PageDown", "two"), ("PageUp", "one")):
        QTest.keyClick(window.windowHandle(), getattr(Qt.Key, f"Key_{key}"))
        assert session.storyboard.current == wanted


def test_the_strip_by_keyboard(open_window: Open, tmp_path: Path) -> None:
    session, window = with_slides(open_window, tmp_path)
    view = window.strip.view
    view.setFocus()
    alt, ctrl = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert session.storyboard.current == "two"
    QTest.keyClick(view, Qt.Key.Key_Right, alt)
    assert names(session) == ["one", "three", "two", "end"]
    assert view.currentIndex().row() == 2
    QTest.keyClick(view, Qt.Key.Key_D, ctrl)
    assert names(session) == ["one", "three", "two", "two-2", "end"]
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert names(session) == ["one", "three", "two", "end"]
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert session.storyboard.current == "one"


def test_a_dragged_slide_is_let_go_between_two_others(open_window: Open, tmp_path: Path) -> None:
    session, window = with_slides(open_window, tmp_path)
    model = window.strip.view.model_
    carried = model.mimeData([model.index(3)])
    model.dropMimeData(carried, Qt.DropAction.MoveAction, 1, 0, model.index(-1))
    assert names(session) == ["one", "end", "two", "three"]


def test_without_slides_it_says_what_would_be_here(open_window: Open, tmp_path: Path) -> None:
    session, window = open_window((1280, 860))
    strip = window.strip
    assert strip._empty.text() == "Slides of a talk stand here. Find a view worth showing and keep it."
    assert strip._empty.isVisible()
    assert not strip.present.isEnabled()
    assert not window.actions_["present"].isEnabled()
    strip.keep.click()
    assert len(session.storyboard.slides) == 1
    assert not strip._empty.isVisible()
    assert window.actions_["present"].isEnabled()


def test_a_low_window_folds_the_strip_until_somebody_wants_it(open_window: Open, tmp_path: Path) -> None:
    _, window = with_slides(open_window, tmp_path, (1280, 760))
    assert not window.strip.isVisible()
    assert not window.actions_["storyboard"].isChecked()
    window.actions_["storyboard"].trigger()
    assert window.strip.isVisible()
    assert window.actions_["storyboard"].isChecked()
    window.actions_["storyboard"].trigger()
    window.resize(1280, 900)
    assert not window.strip.isVisible()


def test_small_pictures_are_drawn_once_and_again_when_the_view_changes(
    open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    session, window = with_slides(open_window, tmp_path)
    drawn: list[str] = []
    window.thumbnails.ready.connect(drawn.append)
    qtbot.waitUntil(lambda: set(drawn) == {"one", "two", "three"}, timeout=30_000)
    window.strip.view.viewport().repaint()
    qtbot.wait(400)
    assert len(drawn) == 3
    session.edits.change_view("bird", Words("移", "Move"), "toy-2035", camera=NEAR)
    qtbot.waitUntil(lambda: drawn[3:] == ["one"], timeout=30_000)


def test_words_are_written_in_the_card_beside_each_other(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    session, window = with_slides(open_window, tmp_path)
    card = window.over_strip.editor
    window.strip.view.setCurrentIndex(window.strip.view.model_.index(0))
    window.strip.view.setFocus()
    QTest.keyClick(window.strip.view, Qt.Key.Key_Right)
    QTest.keyClick(window.strip.view, Qt.Key.Key_F2)
    assert card.isVisible()
    assert card.geometry().bottom() < window.strip.y()
    title, chinese = card.fields["title", "en"], card.fields["title", "zh"]
    assert (title.text(), chinese.text()) == ("The whole", "全景")
    assert title.hasFocus()
    title.selectAll()
    QTest.keyClicks(title, "All of 12")
    QTest.keyClick(title, Qt.Key.Key_PageDown)
    assert session.storyboard.current == "one"
    chinese.setFocus()
    assert session.storyboard.slides[0].title == Words("全景", "All of 12")
    card.fields["notes", "zh"].setPlainText("先停一停。")
    QTest.keyClick(chinese, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert session.storyboard.slides[0].notes == Words("先停一停。")
    session.edits.undo()
    session.edits.undo()
    assert session.storyboard.slides == SLIDES


def test_the_card_follows_the_slide_on_screen_and_closes_with_it(open_window: Open, tmp_path: Path) -> None:
    session, window = with_slides(open_window, tmp_path)
    card = window.over_strip.editor
    window.strip.edit_wanted.emit(0)
    session.storyboard.go(2)
    assert card.fields["title", "zh"].text() == "没有公园"
    assert card._head.text() == "Slide 3"
    window.strip.edits.do("remove", 2)
    assert not card.isVisible()
    window.strip.edit_wanted.emit(0)
    window.actions_["storyboard"].trigger()
    assert not card.isVisible()
