"""Two panes in one frame in the window: modes and keys, the handle, picking on each side, what an export takes over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import little_town
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wespace_desktop.app.export_choice import Choice, sheet_of
from wespace_desktop.app.pair_view import LEFT, RIGHT, PairView
from wespace_desktop.app.pane_grid import PaneGrid
from wespace_desktop.app.session import Session
from wespace_desktop.model.view import View
from wespace_desktop.model.words import Words
from wespace_desktop.render.camera import half_height
from wespace_desktop.render.shot import Frame


@pytest.fixture
def grid(town: Session, qtbot: QtBot) -> Iterator[PaneGrid]:
    made = PaneGrid(town)
    qtbot.addWidget(made)
    made.resize(660, 380)
    made.show()
    town.set_mode("swipe")
    settled(qtbot, made.pair.view)
    yield made
    made.shut()


def settled(qtbot: QtBot, view: PairView) -> None:
    qtbot.waitUntil(lambda: bool(view.frames()) and view.rung == "still", timeout=30_000)


def drag(view: PairView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    at = QPointF(end)
    held = Qt.MouseButton.LeftButton
    move = QMouseEvent(
        QEvent.Type.MouseMove, at, view.mapToGlobal(at), Qt.MouseButton.NoButton, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, move)
    QTest.mouseRelease(view, held, Qt.KeyboardModifier.NoModifier, end)


# which panes --------------------------------------------------------------------------------------------------------


def test_the_baseline_is_on_the_left_and_the_focused_pane_on_the_right(town: Session) -> None:
    assert town.comparing.pair is None
    town.set_focus(0)
    town.set_mode("swipe")
    assert town.comparing.pair == (0, 1) == town.visible
    assert town.focus == 1
    town.comparing.flip()
    assert town.comparing.pair == (1, 0)


def test_a_lens_begins_with_what_was_and_may_be_turned_round(town: Session) -> None:
    town.set_mode("swipe")
    town.comparing.flip()
    town.set_mode("lens")
    assert town.comparing.pair == (0, 1)
    town.comparing.flip()
    assert town.comparing.pair == (1, 0)


def test_more_panes_are_there_again_after_the_swipe(session: Session, tmp_path: Path) -> None:
    session.adopt(little_town.opened(tmp_path, ("today", "toy-2030", "toy-2035")))
    session.set_pane_count(3)
    panes = session.panes
    session.set_focus(1)
    session.set_mode("lens")
    assert session.visible == (0, 1)
    session.comparing.choose(1, "toy-2035")
    assert session.visible == (0, 2), "the pane that shows it already"
    session.comparing.choose(0, "toy-2030")
    assert session.visible == (1, 2)
    session.set_mode("side-by-side")
    assert session.panes == panes
    assert session.visible == (0, 1, 2)


def test_one_scenario_alone_has_nothing_to_swipe(session: Session, tmp_path: Path) -> None:
    session.adopt(little_town.opened(tmp_path, ("toy-2035",)))
    session.set_mode("swipe")
    assert session.mode == "single"


def test_a_saved_view_opens_as_it_was_saved(town: Session) -> None:
    plan = town.plan("toy-2035")
    assert plan is not None
    assert town.scene is not None
    cut = View("cut", Words(en="Cut"), little_town.camera(), mode="swipe", swipe=0.3, layers=frozenset({"parking"}))
    plans = tuple(
        replace(p, scenario=replace(p.scenario, views=(cut,))) if p.id == "toy-2035" else p for p in town.scene.plans
    )
    town.scene = replace(town.scene, plans=plans)
    town.go_to_view("cut")
    assert (town.mode, town.comparing.share, town.visible) == ("swipe", 0.3, (0, 1))
    assert town.panes[1].layers == frozenset({"parking"})


def test_a_file_whose_first_view_is_a_lens_opens_as_one(session: Session, tmp_path: Path) -> None:
    opened = little_town.opened(tmp_path)
    assert opened.scene is not None
    lens = View("lens", Words(en="Lens"), little_town.camera(), mode="lens")
    plans = tuple(
        replace(p, scenario=replace(p.scenario, views=(lens,) if p.scenario.views else ())) for p in opened.scene.plans
    )
    session.adopt(replace(opened, scene=replace(opened.scene, plans=plans)))
    assert (session.mode, session.visible) == ("lens", (0, 1))


def test_hold_b_shows_the_baseline_on_the_right(town: Session) -> None:
    town.set_mode("lens")
    assert town.standing_of(1)
    town.hold_baseline(True)
    assert town.standing_of(0) == town.standing_of(1) == frozenset()


def test_an_export_is_what_is_on_screen(town: Session) -> None:
    town.set_mode("swipe")
    town.comparing.set_share(0.7)
    sheet = town.sheet()
    assert (sheet.mode, sheet.swipe, sheet.is_pair) == ("swipe", 0.7, True)
    town.comparing.flip()
    assert [p.scenario for p in town.sheet().panes] == ["toy-2035", "today"]
    assert sheet_of(town, Choice()).panes == town.sheet().panes
    lens = sheet_of(town, Choice(mode="lens"))
    assert (lens.mode, lens.is_pair) == ("lens", True)
    single = sheet_of(town, Choice(mode="single"))
    assert (single.mode, len(single.panes)) == ("single", 1)


# the handle ---------------------------------------------------------------------------------------------------------


def test_dragging_the_handle_draws_nothing_new(grid: PaneGrid, town: Session, qtbot: QtBot) -> None:
    view = grid.pair.view
    frames = view.frames()
    drawn: list[object] = []
    grid.refinement.thread_.drawn.connect(lambda d: drawn.append(d) if isinstance(d.result, Frame) else None)
    middle = QPoint(view.width() // 2, view.height() // 2)
    drag(view, middle, middle + QPoint(-120, 30))
    assert town.comparing.share == pytest.approx(0.5 - 120 / view.width(), abs=0.01)
    view.repaint()
    qtbot.wait(150)
    assert view.frames() == frames
    assert drawn == []


def test_the_handle_can_be_taken_hold_of_beside_it(grid: PaneGrid, town: Session) -> None:
    view = grid.pair.view
    middle = QPointF(view.width() / 2, view.height() / 2)
    for away in (QPointF(23, 0), QPointF(0, 23), QPointF(-5, 120)):
        assert view.is_handle(middle + away)
    assert not view.is_handle(middle + QPointF(23, 60))
    assert view.is_handle(middle + QPointF(23, 60), by_finger=True)
    town.set_mode("lens")
    assert not view.is_handle(middle)


def test_a_double_click_on_the_handle_brings_it_to_the_middle(grid: PaneGrid, town: Session) -> None:
    view = grid.pair.view
    town.comparing.set_share(0.8)
    camera = town.camera
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(0.8 * view.width()), view.height() // 2))
    assert town.comparing.share == 0.5
    assert town.camera == camera


def test_keys_move_and_flip(grid: PaneGrid, town: Session) -> None:
    view, share = grid.pair.view, town.comparing
    camera = town.camera
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert share.share == pytest.approx(0.51)
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert share.share == pytest.approx(0.41)
    for _ in range(6):
        QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert share.share == 0.0
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert share.pair == (1, 0)
    assert town.camera == camera
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert town.camera != camera


def test_a_drag_beside_the_handle_moves_both_sides(grid: PaneGrid, town: Session, qtbot: QtBot) -> None:
    view = grid.pair.view
    before = town.camera
    drag(view, QPoint(80, 150), QPoint(140, 190))
    assert town.camera != before
    assert town.comparing.share == 0.5
    qtbot.waitUntil(lambda: bool(view.frames()) and view.frames()[0].shot.camera == town.camera, timeout=30_000)
    assert {f.shot.camera for f in view.frames()} == {town.camera}


# pointing -----------------------------------------------------------------------------------------------------------


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


def place_of(view: PairView, point: tuple[float, float, float]) -> QPointF:
    x, y, _ = view.frames()[-1].project(np.array([point]))[0]
    height, width = view.frames()[-1].rgba.shape[:2]
    return QPointF(x / width * view.width(), y / height * view.height())


def test_each_side_is_picked_in_its_own_state(grid: PaneGrid, town: Session, qtbot: QtBot) -> None:
    view = grid.pair.view
    at = place_of(view, (205.0, 75.0, 0.3))
    found = []
    for share in (1.0, 0.0):
        town.comparing.set_share(share)
        qtbot.waitUntil(lambda: view.id_at(at) is not None, timeout=30_000)
        found.append(view.id_at(at))
    assert found == ["lot-1", "parking-item"]
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert town.selected == ("parking-item",)
    assert town.focus == 1


def test_a_click_on_the_left_puts_the_left_pane_in_focus(grid: PaneGrid, town: Session) -> None:
    view = grid.pair.view
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    assert town.focus == 0
    assert town.comparing.pair == (0, 1)


def test_selection_and_hover_mark_both_sides(grid: PaneGrid, town: Session) -> None:
    view = grid.pair.view
    at = place_of(view, (205.0, 75.0, 0.3))
    town.comparing.set_share(at.x() / view.width())
    town.hover("lot-1")
    hovered = view.grab().toImage()
    town.hover("")
    town.select("lot-1")
    selected = view.grab().toImage()
    town.select()
    plain = view.grab().toImage()
    cut = round(view.cut_px())
    for marked in (hovered, selected):
        changed = np.flatnonzero((pixels(marked) != pixels(plain)).any(axis=(0, 2)))
        assert changed.min() < cut - 10
        assert changed.max() > cut + 10


def test_one_frame_with_the_lens_and_a_tick_takes_its_marks_away(grid: PaneGrid, town: Session, qtbot: QtBot) -> None:
    view = grid.pair.view
    town.set_mode("lens")
    settled(qtbot, view)
    assert set(view.wishes()) == {RIGHT}
    (with_park,) = view.frames()
    for layer in little_town.LAYERS:
        town.set_layer(1, layer, False)
    settled(qtbot, view)
    qtbot.waitUntil(lambda: view.frames()[0].shot.standing == frozenset(), timeout=30_000)
    (without,) = view.frames()
    coloured = [np.ptp(f.rgba[..., :3].astype(int), axis=-1) > 45 for f in (with_park, without)]
    assert coloured[0].sum() > 300
    assert coloured[1].sum() == 0
    town.set_mode("swipe")
    settled(qtbot, view)
    assert set(view.wishes()) == {LEFT, RIGHT}


def test_b_over_a_lens_shows_plainly_what_was(grid: PaneGrid, town: Session, qtbot: QtBot) -> None:
    view = grid.pair.view
    town.set_mode("lens")
    settled(qtbot, view)
    assert view.frames()[0].shot.lens == frozenset()
    for focus in (1, 0):
        town.set_focus(focus)
        town.hold_baseline(True)
        assert [(n, s.lens, s.standing) for n, s in view.wishes().items()] == [(RIGHT, None, frozenset())]
        qtbot.waitUntil(lambda: bool(view.frames()) and view.frames()[0].shot.lens is None, timeout=30_000)
        settled(qtbot, view)
        held = QImage(view.size(), QImage.Format.Format_RGB32)
        view.render(held)
        assert view.pair_picture.key(view)[0] == "single"  # type: ignore[index]
        town.hold_baseline(False)
        assert [s.lens for s in view.wishes().values()] == [frozenset()]
        qtbot.waitUntil(lambda: bool(view.frames()) and view.frames()[0].shot.lens is not None, timeout=30_000)
        settled(qtbot, view)
        back = QImage(view.size(), QImage.Format.Format_RGB32)
        view.render(back)
        assert back != held


def test_both_frames_have_one_size_and_pose(grid: PaneGrid, town: Session) -> None:
    left, right = grid.pair.view.frames()
    assert left.rgba.shape == right.rgba.shape
    assert half_height(left.shot.camera, left.shot.size) == half_height(right.shot.camera, right.shot.size)
    assert (left.shot.standing, bool(right.shot.standing)) == (frozenset(), True)
    same = np.abs(left.rgba.astype(int) - right.rgba.astype(int)).max(axis=-1) == 0
    assert 0.3 < same.mean() < 1


# the control --------------------------------------------------------------------------------------------------------


def test_m_goes_round_and_l_is_the_lens_and_back(open_window, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    session, window = open_window()
    seen = []
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_M)
        seen.append(session.mode)
    assert seen == ["swipe", "lens", "single", "side-by-side"]
    session.set_mode("swipe")
    QTest.keyClick(window, Qt.Key.Key_L)
    assert session.mode == "lens"
    QTest.keyClick(window, Qt.Key.Key_L)
    assert session.mode == "swipe"


@pytest.mark.parametrize("speaks", ["en", "zh"])
def test_four_ways_on_the_bar_with_icon_and_word(open_window, speaks: str) -> None:  # type: ignore[no-untyped-def]
    session, window = open_window((1600, 900), True, speaks)
    control = window.top._mode
    words = [control.segment(m).text() for m in ("single", "side-by-side", "swipe", "lens")]
    assert words == {
        "en": ["Single", "Side by side", "Swipe", "Change lens"], "zh": ["单窗", "并排", "卷帘", "变化透镜"],
    }[speaks]  # fmt: skip
    assert not any(control.segment(m).icon().isNull() for m in ("single", "side-by-side", "swipe", "lens"))
    control.segment("swipe").click()
    assert session.mode == "swipe"
    assert window.grid.pair.isVisible()
    assert not any(p.isVisible() for p in window.grid.panes)
    window.resize(1024, 680)
    assert [bool(control.segment(m).text()) for m in ("single", "side-by-side", "swipe", "lens")] == [
        False, False, True, False,
    ]  # fmt: skip
    assert control.segment("lens").accessibleName() == {"en": "Change lens", "zh": "变化透镜"}[speaks]


def test_headers_name_the_pair_and_exchange_it(open_window) -> None:  # type: ignore[no-untyped-def]
    session, window = open_window((1280, 760))
    session.set_mode("swipe")
    pane = window.grid.pair
    shown = sorted((h for h in pane._headers if h.isVisible()), key=lambda h: h.x())
    assert [h._chooser.text() for h in shown] == ["Today", "The district in 2035"]
    pane.flip.click()
    QApplication.processEvents()
    shown = sorted((h for h in pane._headers if h.isVisible()), key=lambda h: h.x())
    assert [h._chooser.text() for h in shown] == ["The district in 2035", "Today"]


def test_a_finger_takes_the_handle_and_may_miss_the_line_by_more(grid: PaneGrid, town: Session) -> None:
    view = grid.pair.view
    device = QTest.createTouchDevice()
    start, end = QPoint(view.width() // 2 + 20, 90), QPoint(view.width() // 2 - 80, 100)
    QTest.touchEvent(view, device).press(1, start, view).commit()
    for share in (0.5, 1.0):
        at = start + (end - start) * share
        QTest.touchEvent(view, device).move(1, at, view).commit()
    QTest.touchEvent(view, device).release(1, end, view).commit()
    assert town.comparing.share == pytest.approx(0.5 - 100 / view.width(), abs=0.01)
