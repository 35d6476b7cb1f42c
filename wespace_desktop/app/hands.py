"""Mouse, wheel, touchpad and keys on a picture, as in the maps people know."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from wespace_desktop.app.pointing import place_at
from wespace_desktop.model.view import Camera
from wespace_desktop.render import camera as cam

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session
    from wespace_desktop.app.viewport import Viewport

CLICK_PX = 4
DEGREES_PER_PX = 0.28
NOTCH = 120
ZOOM_PER_NOTCH = 0.8
KEY_STEP = 0.12
KEY_TURN_DEG = 7.5
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class Hands:
    """Left drag pans, right drag or Ctrl and left orbits, the wheel zooms to the cursor, Alt moves this pane alone."""

    def __init__(self, session: Session, view: Viewport) -> None:
        self._session = session
        self._view = view
        self._what = ""  # press, pan or orbit while a button is down
        self._turns = False
        self._start = QPointF()
        self._last = QPointF()
        self._begun: Camera | None = None
        self._pivot: np.ndarray | None = None
        self._waiting: tuple[QPointF, bool] | None = None

    def press(self, event: QMouseEvent) -> None:
        self._what, self._start, self._last = "press", event.position(), event.position()
        self._begun = self._session.camera_of(self._view.pane)
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._turns = event.button() == Qt.MouseButton.RightButton or (
            ctrl and event.button() == Qt.MouseButton.LeftButton
        )
        self._pivot = self._place(event.position())

    def move(self, event: QMouseEvent) -> None:
        if self._what == "":
            self._hover(event.position())
            return
        away = event.position() - self._start
        if self._what == "press" and math.hypot(away.x(), away.y()) >= CLICK_PX:
            self._what = "orbit" if self._turns else "pan"
            self._view.setCursor(Qt.CursorShape.SizeAllCursor if self._turns else Qt.CursorShape.ClosedHandCursor)
            self._session.hover("")
        if self._begun is None or self._what == "press":
            return
        alone = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self._what == "pan":
            moved = cam.pan(self._begun, self._size(), _xy(self._start), _xy(event.position()))
        else:
            moved = cam.orbit(self._begun, away.x() * DEGREES_PER_PX, away.y() * DEGREES_PER_PX, self._pivot)
        self._set(moved, alone)

    def release(self, event: QMouseEvent) -> None:
        if self._what == "press" and event.button() == Qt.MouseButton.LeftButton:
            self._click(event.position(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        self._what = ""
        self._view.unsetCursor()

    def double_click(self, event: QMouseEvent) -> None:
        """Flies to the place under the cursor, half as far away."""
        place, camera = self._place(event.position()), self._session.camera_of(self._view.pane)
        self._what = ""
        if place is not None and camera is not None and event.button() == Qt.MouseButton.LeftButton:
            self._session.set_focus(self._view.pane)
            self._session.fly(cam.keep_sane(cam.go_to(camera, place), self._extent()))

    def wheel(self, event: QWheelEvent) -> None:
        """A wheel notch is a fifth; the fine steps of a touchpad add up to the same."""
        camera = self._session.camera_of(self._view.pane)
        turned = event.angleDelta().y()
        if camera is None or turned == 0:
            return
        factor = ZOOM_PER_NOTCH ** (turned / NOTCH)
        at = event.position()
        alone = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._set(cam.zoom_to(camera, self._size(), _xy(at), factor, self._place(at)), alone)
        event.accept()

    def key(self, event: QKeyEvent) -> bool:
        """Arrows pan, with Shift they orbit, + and - zoom; True when the key meant something here."""
        camera = self._session.camera_of(self._view.pane)
        if camera is None:
            return False
        width, height = self._size()
        middle = (width / 2, height / 2)
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            moved = cam.orbit(camera, arrow[0] * KEY_TURN_DEG, arrow[1] * KEY_TURN_DEG)
        elif arrow is not None:
            to = (middle[0] - arrow[0] * KEY_STEP * height, middle[1] - arrow[1] * KEY_STEP * height)
            moved = cam.pan(camera, (width, height), middle, to)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            factor = 1 / ZOOM_PER_NOTCH if event.key() == Qt.Key.Key_Minus else ZOOM_PER_NOTCH
            moved = cam.zoom_to(camera, (width, height), middle, factor)
        else:
            return False
        self._set(moved, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        return True

    def ids_arrived(self, pointer: QPointF | None) -> None:
        """Answers the click and the hover that came before the ids were there."""
        if self._waiting is not None:
            at, more = self._waiting
            self._waiting = None
            self._click(at, more)
        elif pointer is not None and self._what == "":
            self._hover(pointer)

    def _click(self, at: QPointF, more: bool) -> None:
        found = self._view.id_at(at)
        if found is None:
            self._waiting = (at, more)
        elif more and found:
            held = self._session.selected
            self._session.select(*(i for i in held if i != found), *(() if found in held else (found,)))
        else:
            self._session.select(found)

    def _hover(self, at: QPointF) -> None:
        found = self._view.id_at(at)
        if found is not None:
            self._session.hover(found)
            self._view.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)

    def _set(self, camera: Camera, alone: bool) -> None:
        self._session.set_camera(self._view.pane, cam.keep_sane(camera, self._extent()), alone)

    def _place(self, at: QPointF) -> np.ndarray | None:
        frame = self._view.frame
        if frame is None or frame.shot.camera != self._session.camera_of(self._view.pane):
            return None
        return place_at(frame, at.x() / max(1, self._view.width()), at.y() / max(1, self._view.height()))

    def _size(self) -> tuple[int, int]:
        return max(1, self._view.width()), max(1, self._view.height())

    def _extent(self) -> tuple[float, float, float, float]:
        scene = self._session.scene
        return scene.district.extent if scene else (0.0, 0.0, 1.0, 1.0)


def _xy(point: QPointF) -> tuple[float, float]:
    return point.x(), point.y()
