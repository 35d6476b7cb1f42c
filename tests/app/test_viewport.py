"""Hands on a picture, finding what is under them, and climbing from hasty to fine."""

from __future__ import annotations

from collections.abc import Iterator

import little_town
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wespace_desktop.app.pane_grid import PaneGrid, arrange
from wespace_desktop.app.pointing import id_at, place_at
from wespace_desktop.app.render_thread import Drawn
from wespace_desktop.app.session import Session
from wespace_desktop.app.viewport import Viewport
from wespace_desktop.render import camera as cam


@pytest.fixture
def grid(town: Session, qtbot: QtBot) -> Iterator[PaneGrid]:
    made = PaneGrid(town)
    qtbot.addWidget(made)
    made.resize(660, 380)
    made.show()
    qtbot.waitUntil(lambda: made.panes[1].viewport.rung == "still", timeout=30_000)
    yield made
    made.shut()


def ground_at(view: Viewport, session: Session, at: QPoint) -> np.ndarray:
    found = cam.ground_point(session.camera_of(view.pane), (view.width(), view.height()), (at.x(), at.y()))
    assert found is not None
    return found


def drag(view: Viewport, button: Qt.MouseButton, way: tuple[QPoint, QPoint],
         held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:  # fmt: skip
    QTest.mousePress(view, button, held, way[0])
    for share in (0.5, 1.0):
        at = QPointF(way[0]) + (QPointF(way[1]) - QPointF(way[0])) * share
        event = _move(view, at, button, held)
        QApplication.sendEvent(view, event)
    QTest.mouseRelease(view, button, held, way[1])


def _move(view: Viewport, at: QPointF, button: Qt.MouseButton, held: Qt.KeyboardModifier):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    return QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), Qt.MouseButton.NoButton, button, held)


def test_left_drag_keeps_the_ground_under_the_hand(grid: PaneGrid, town: Session) -> None:
    view = grid.panes[1].viewport
    start, end = QPoint(120, 200), QPoint(180, 240)
    before = ground_at(view, town, start)
    drag(view, Qt.MouseButton.LeftButton, (start, end))
    assert ground_at(view, town, end) == pytest.approx(before, abs=0.01)


def test_right_drag_orbits_and_ctrl_left_does_the_same(grid: PaneGrid, town: Session) -> None:
    view = grid.panes[1].viewport
    way = QPoint(120, 200), QPoint(180, 210)
    start = cam.heading(town.camera_of(1))
    drag(view, Qt.MouseButton.RightButton, way)
    turned = cam.heading(town.camera_of(1))
    assert turned[0] != pytest.approx(start[0], abs=5)
    drag(view, Qt.MouseButton.LeftButton, (way[1], way[0]), Qt.KeyboardModifier.ControlModifier)
    assert cam.heading(town.camera_of(1)) == pytest.approx(start, abs=0.5)


def test_alt_drag_moves_this_pane_only(grid: PaneGrid, town: Session) -> None:
    before = town.camera_of(0)
    way = QPoint(120, 200), QPoint(180, 210)
    drag(grid.panes[1].viewport, Qt.MouseButton.LeftButton, way, Qt.KeyboardModifier.AltModifier)
    assert town.camera_of(0) == before
    assert town.camera_of(1) != before
    assert not grid.pill.is_whole


def test_the_wheel_keeps_what_is_under_the_cursor(grid: PaneGrid, town: Session) -> None:
    view = grid.panes[1].viewport
    at = QPointF(100, 150)
    frame = view.frame
    assert frame is not None
    place = place_at(frame, at.x() / view.width(), at.y() / view.height())
    assert place is not None
    away = cam.distance(town.camera_of(1))
    event = QWheelEvent(at, view.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(view, event)
    camera = town.camera_of(1)
    assert camera is not None
    assert cam.distance(camera) < away
    clip = cam.matrix(camera, (view.width(), view.height()), 1.0, 5000.0) @ np.append(place, 1.0)
    x, y = (clip[0] / clip[3] + 1) / 2 * view.width(), (1 - clip[1] / clip[3]) / 2 * view.height()
    assert (x, y) == pytest.approx((at.x(), at.y()), abs=1.5)


def test_a_double_click_flies_nearer(grid: PaneGrid, town: Session) -> None:
    view = grid.panes[1].viewport
    away = cam.distance(town.camera_of(1))
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(150, 200))
    assert cam.distance(town.camera_of(1)) == pytest.approx(away / 2, rel=0.2)


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Plus, Qt.Key.Key_Minus])
def test_keys_move_the_camera(grid: PaneGrid, town: Session, key: Qt.Key) -> None:
    before = town.camera
    QTest.keyClick(grid.panes[1].viewport, key)
    assert town.camera != before


def test_shift_arrows_orbit(grid: PaneGrid, town: Session) -> None:
    before = cam.heading(town.camera_of(1))
    QTest.keyClick(grid.panes[1].viewport, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    after = cam.heading(town.camera_of(1))
    assert after[0] != pytest.approx(before[0])
    assert after[1] == pytest.approx(before[1])


def test_nobody_gets_under_the_ground_or_lost(grid: PaneGrid, town: Session) -> None:
    view = grid.panes[1].viewport
    low, high = QPoint(150, 330), QPoint(150, 20)
    for way in ((high, low), (low, high), (QPoint(9, 9), QPoint(300, 300))):
        for button in (Qt.MouseButton.RightButton, Qt.MouseButton.LeftButton):
            for _ in range(6):
                drag(view, button, way)
    camera = town.camera_of(1)
    assert camera is not None
    assert camera.position[2] > 0
    x0, y0, x1, y1 = little_town.EXTENT
    assert x0 <= camera.target[0] <= x1
    assert y0 <= camera.target[1] <= y1


def test_hovering_names_in_every_pane(grid: PaneGrid, town: Session, qtbot: QtBot) -> None:
    view = grid.panes[1].viewport
    assert view.frame is not None
    x, y, _ = view.frame.project(np.array([[205.0, 75.0, 3.0]]))[0]
    QApplication.sendEvent(view, _move(view, QPointF(x, y), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: town.hovered == "parking-item", timeout=10_000)


def test_the_last_rung_is_the_wish_itself(grid: PaneGrid, town: Session, qtbot: QtBot) -> None:
    rungs: list[tuple[str, tuple[int, int]]] = []
    grid.refinement.frame.connect(lambda _pane, drawn: rungs.append(_rung(drawn)))
    drag(grid.panes[1].viewport, Qt.MouseButton.LeftButton, (QPoint(120, 200), QPoint(180, 240)))
    view = grid.panes[1].viewport
    qtbot.waitUntil(lambda: view.rung == "still" and view.frame.shot == view.shot(), timeout=30_000)
    assert rungs[-1] == ("still", (grid.panes[0].viewport.width(), grid.panes[0].viewport.height()))


def _rung(drawn: Drawn) -> tuple[str, tuple[int, int]]:
    return drawn.rung, drawn.result.shot.size  # type: ignore[attr-defined]


def test_ids_near_the_cursor_are_found() -> None:
    ids = np.zeros((40, 60), np.int32)
    ids[20, 30] = 7
    assert id_at(ids, 30.5 / 60, 20.5 / 40) == 7
    assert id_at(ids, 32.5 / 60, 20.5 / 40) == 7
    assert id_at(ids, 40.5 / 60, 20.5 / 40) == 0
    assert id_at(ids, -0.1, 0.5) == 0
    assert id_at(ids, 1.0, 1.0) == 0


@pytest.mark.parametrize(
    ("n", "width", "rows"),
    [(1, 400, (1,)), (2, 660, (2,)), (2, 500, (1, 1)), (3, 1200, (3,)), (3, 900, (2, 1)), (4, 1200, (2, 2))],
)
def test_panes_are_arranged_so_that_each_has_room(n: int, width: int, rows: tuple[int, ...]) -> None:
    assert arrange(n, width, 700) == rows


def test_the_seam_can_be_dragged_and_goes_back_to_the_middle(grid: PaneGrid) -> None:
    grid.resize(900, 400)
    seam = grid._seams[0]
    at = seam.rect().center()
    QTest.mousePress(seam, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QApplication.sendEvent(seam, _move(seam, QPointF(at.x() + 80, at.y()), Qt.MouseButton.LeftButton,
                                       Qt.KeyboardModifier.NoModifier))  # type: ignore[arg-type]  # fmt: skip
    assert grid.panes[0].width() > grid.panes[1].width() + 100
    QTest.mouseDClick(seam, Qt.MouseButton.LeftButton)
    assert abs(grid.panes[0].width() - grid.panes[1].width()) <= 2
