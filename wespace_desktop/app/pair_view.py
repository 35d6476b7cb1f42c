"""Two panes in one frame on screen: the swipe with its handle, and the change lens."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPointingDevice
from PySide6.QtWidgets import QWidget

from wespace_desktop.app import theme
from wespace_desktop.app.comparing import MIDDLE
from wespace_desktop.app.pair_picture import Pace, PairPicture
from wespace_desktop.app.pane_picture import Manner
from wespace_desktop.app.pointing import id_at
from wespace_desktop.app.refinement import REST_MS
from wespace_desktop.app.render_thread import Drawn
from wespace_desktop.app.session import Session
from wespace_desktop.app.viewport import VEIL, Viewport
from wespace_desktop.picture.compare import pair_shots
from wespace_desktop.render.shot import Frame, Shot

# Numbers under which the render thread knows the two frames; far from those of panes.
LEFT, RIGHT = 10, 11
# What a hand may hit around the grip, and around the line; a finger needs more.
GRIP_PX, LINE_PX, FINGER_PX = 24, 6, 24
_STEP, _LEAP = 0.01, 0.10


class PairView(Viewport):
    """A viewport whose picture is made of two frames; which sides they are is the session's."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, 0, parent)
        self.pair_picture = PairPicture(session)
        self._drawn: dict[int, Drawn] = {}
        self._ids: dict[int, np.ndarray] = {}
        self._shown: tuple[object, QImage] | None = None
        self._grasp: float | None = None    # pixels from the cut to the hand, while it holds the handle
        # While the cut moves names stay where they stood; they are placed anew when the hand rests.
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._settle)
        session.comparing.moved.connect(self._cut_moved)

    # what is drawn ----------------------------------------------------------------------------------------------
    def wishes(self) -> dict[int, Shot]:
        """What the render thread should draw; nothing before there is something to show."""
        session, pair = self._session, self._session.comparing.pair
        if pair is None:
            return {}
        self.pane = pair[0]     # both look through its camera
        first = self.shot()
        if first is None:
            return {}
        held = session.comparing.held
        right = pair[1] if held is None else held
        now, hour = session.moment_of(right), session.shown(right).hour
        second = replace(first, standing=now.standing, planned=now.planned, under_way=now.under_way, hour=hour)
        shots = pair_shots([first, second], session.mode) if held is None else [second]
        return dict(zip((LEFT, RIGHT) if len(shots) == 2 else (RIGHT,), shots, strict=True))

    def take_frame(self, number: int, drawn: Drawn) -> None:
        """A new frame of one side. Both sides are shown together: of one pose, or the cut would not fit."""
        before = self._drawn.get(number)
        if before is not None and before.wish.timeless != drawn.wish.timeless:
            self._ids.pop(number, None)
        self._drawn[number] = drawn
        frames = self.frames()
        if frames:
            rungs = {d.rung for n, d in self._drawn.items() if n == RIGHT or len(frames) == 2}
            self.frame, self.rung = frames[-1], next(r for r in ("moving", "sharp", "still") if r in rungs)
            self.update()
            if drawn.rung != "moving" and self._pointer is not None and number not in self._ids:
                self.wants_ids.emit(number)

    def frames(self) -> tuple[Frame, ...]:
        """The newest frames that belong together; empty while one is still missing."""
        mode = self._session.comparing.shown_mode
        wanted = (LEFT, RIGHT) if mode == "swipe" else (RIGHT,)
        found = [self._drawn[n].result for n in wanted if n in self._drawn]
        frames = tuple(f for f in found if isinstance(f, Frame))
        if len(frames) < len(wanted) or (mode == "lens") != (frames[-1].shot.lens is not None):
            return ()
        poses = {(f.shot.camera, f.rgba.shape) for f in frames}
        return frames if len(poses) == 1 else ()

    def show_as(self, manner: Manner | None) -> None:
        """In a talk: larger words, another furniture."""
        self.pair_picture.show_as(manner)
        self.update()

    # what is under a hand ---------------------------------------------------------------------------------------
    def cut_px(self) -> float:
        """Where the handle is, in pixels from the left."""
        return self._session.comparing.share * self.width()

    def side_at(self, at: QPointF) -> int:
        """LEFT or RIGHT; a lens is all right."""
        return LEFT if self._session.mode == "swipe" and at.x() < self.cut_px() else RIGHT

    def pane_at(self, at: QPointF) -> int:
        """The pane that is seen at a place."""
        pair = self._session.comparing.pair or (0, 0)
        return pair[0] if self.side_at(at) == LEFT else pair[1]

    def take_ids(self, number: int, ids: np.ndarray) -> None:
        self._ids[number] = ids
        self.hands.ids_arrived(self._pointer)

    def id_at(self, at: QPointF) -> str | None:
        scene, side = self._session.scene, self.side_at(at)
        ids = self._ids.get(side)
        if ids is None or scene is None:
            self.wants_ids.emit(side)
            return None
        index = id_at(ids, at.x() / max(1, self.width()), at.y() / max(1, self.height()))
        return scene.ids[index] if index < len(scene.ids) else ""

    def is_handle(self, at: QPointF, by_finger: bool = False) -> bool:
        """Whether a hand at this place means the handle: 48 pixels around the grip, a little beside the line."""
        if self._session.mode != "swipe":
            return False
        aside, below = abs(at.x() - self.cut_px()), abs(at.y() - self.height() / 2)
        return aside <= (FINGER_PX if by_finger else LINE_PX) or max(aside, below) <= GRIP_PX

    def _cut_moved(self) -> None:
        self._rest.start()
        self.update()

    def _pace(self) -> Pace:
        if self._rest.isActive():
            return "sliding"
        return "moving" if self.rung == "moving" else "rest"

    def _settle(self) -> None:
        self._shown = None
        self.update()

    # hands ------------------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton and self.is_handle(at, _is_finger(event)):
            self._grasp = at.x() - self.cut_px()
            self._session.hover("")
            return
        self._session.set_focus(self.pane_at(at))
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grasp is not None:
            self._session.comparing.set_share((event.position().x() - self._grasp) / max(1, self.width()))
            return
        if not event.buttons() and self.is_handle(event.position()):
            self._pointer = None
            self._session.hover("")
            self.setCursor(Qt.CursorShape.SplitHCursor)
            self.setToolTip(self.tr("Drag, or use ← and →; double click for the middle, Space exchanges the sides"))
            return
        self.setToolTip("")
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grasp is None:
            super().mouseReleaseEvent(event)
        self._grasp = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.is_handle(event.position(), _is_finger(event)):
            self._grasp = None
            self._session.comparing.set_share(MIDDLE)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._session.mode == "swipe" and self._swipe_key(event):
            return
        super().keyPressEvent(event)

    def _swipe_key(self, event: QKeyEvent) -> bool:
        comparing = self._session.comparing
        step = _LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        if event.key() == Qt.Key.Key_Left:
            comparing.nudge(-step)
        elif event.key() == Qt.Key.Key_Right:
            comparing.nudge(step)
        elif event.key() == Qt.Key.Key_Space:
            comparing.flip()
        else:
            return False
        return True

    # painting ---------------------------------------------------------------------------------------------------
    def _paint(self, painter: QPainter) -> None:
        session, frames = self._session, self.frames()
        if session.scene is None or session.comparing.pair is None or (not frames and self._shown is None):
            painter.fillRect(self.rect(), theme.colour("well"))
            return
        if frames:
            key = (tuple(id(f) for f in frames), self.pair_picture.key(self))
            if self._shown is None or self._shown[0] != key:
                self._shown = key, self.pair_picture.painted(self, frames, self._pace())
        assert self._shown is not None
        painter.drawImage(self.rect(), self._shown[1])
        if frames:
            self.pair_picture.draw_hover(painter, self, frames)
            self._paint_hover(painter)
        for pane, area in zip(session.comparing.pair, self.pair_picture.areas(self), strict=True):
            document = session.document(session.shown(pane).scenario)
            if document is not None and document.stale_since is not None:
                painter.fillRect(area, VEIL)

    def _paint_hover(self, painter: QPainter) -> None:
        held = self.pane
        self.pane = self.pane_at(self._pointer) if self._pointer is not None else held
        super()._paint_hover(painter)
        self.pane = held


def _is_finger(event: QMouseEvent) -> bool:
    return event.pointerType() == QPointingDevice.PointerType.Finger

