"""The picture of one pane on screen: the newest frame with the furniture every export has, under the hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wespace_desktop.app import theme
from wespace_desktop.app.hands import Hands
from wespace_desktop.app.hover_chip import paint_hover, words_of
from wespace_desktop.app.painting import Brief, painted
from wespace_desktop.app.pane_picture import PanePicture
from wespace_desktop.app.pointing import id_at
from wespace_desktop.app.render_thread import Drawn
from wespace_desktop.app.selection import standing_item
from wespace_desktop.app.session import Session
from wespace_desktop.picture.labels import Placement
from wespace_desktop.render.shot import Frame, Shot

VEIL = QColor(250, 249, 246, 140)


class Viewport(QWidget):
    """Holds no state but the last frame and the ids under it; everything else is asked of the session."""

    resized = Signal()
    wants_ids = Signal(int)

    def __init__(self, session: Session, pane: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = pane
        self.frame: Frame | None = None
        self.rung = ""
        self.ids: np.ndarray | None = None
        self._session = session
        self._pointer: QPointF | None = None
        self.picture = PanePicture(session, pane)
        self._names: Placement | None = None
        self._painted: tuple[Brief, QImage] | None = None   # the newest picture as the render thread painted it
        self.hands = Hands(session, self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        for signal in (session.selection_changed, session.hover_changed, session.language_changed):
            signal.connect(self.update)

    def shot(self) -> Shot | None:
        """What this pane should show, in device pixels; None before there is something to show."""
        session = self._session
        camera = session.camera_of(self.pane) if self.pane < len(session.panes) else None
        ratio = self.devicePixelRatioF()
        size = (round(self.width() * ratio), round(self.height() * ratio))
        if camera is None or session.scene is None or min(size) < 16:
            return None
        hour = session.shown(self.pane).hour
        now = session.moment_of(self.pane)
        shot = Shot(camera, now.standing, size, "still", hour=hour, clock=session.moving.at)
        return replace(shot, planned=now.planned, under_way=now.under_way)

    def show_frame(self, drawn: Drawn) -> None:
        """A new picture. Ids of another camera or state no longer hold."""
        frame = drawn.result
        assert isinstance(frame, Frame)
        if self.frame is None or (frame.shot.camera, frame.shot.shows) != (
            self.frame.shot.camera,
            self.frame.shot.shows,
        ):
            self.ids = None
        self.frame, self.rung, self._names = frame, drawn.rung, drawn.names
        self._painted = (drawn.brief, drawn.image) if drawn.brief is not None and drawn.image is not None else None
        self.update()
        if drawn.rung != "moving" and self.ids is None and self._pointer is not None:
            self.wants_ids.emit(self.pane)

    def show_ids(self, ids: np.ndarray) -> None:
        self.ids = ids
        self.hands.ids_arrived(self._pointer)

    def id_at(self, at: QPointF) -> str | None:
        """The id under the cursor, '' for nothing, None while the ids are not there yet (they are asked for)."""
        scene = self._session.scene
        if self.ids is None or scene is None:
            self.wants_ids.emit(self.pane)
            return None
        index = id_at(self.ids, at.x() / max(1, self.width()), at.y() / max(1, self.height()))
        return scene.ids[index] if index < len(scene.ids) else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()   # an error while painting must not leave the device open

    def _paint(self, painter: QPainter) -> None:
        session = self._session
        if self.frame is None or session.scene is None or self.pane >= len(session.panes):
            painter.fillRect(self.rect(), theme.colour("well"))
            return
        brief = self.picture.brief(self)
        if self._painted is None or not self._painted[0].same(brief):   # something else is selected, or the size
            self._painted = brief, painted(self.frame, brief, self._names)
        painter.drawImage(self.rect(), self._painted[1])
        self.picture.draw_hover(painter, QRectF(self.rect()), self.frame, self._names)
        self._paint_hover(painter)
        document = session.document(session.shown(self.pane).scenario)
        if document is not None and document.stale_since is not None:
            painter.fillRect(self.rect(), VEIL)

    def _paint_hover(self, painter: QPainter) -> None:
        session = self._session
        if self._pointer is None or not session.hovered or session.scene is None:
            return
        item = standing_item(session.scene, session.hovered, session.standing_of(self.pane))
        if item is not None:
            paint_hover(painter, QRectF(self.rect()), self._pointer, words_of(item, session))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.LanguageChange):
            self.resized.emit()
            self.update()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._session.set_focus(self.pane)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        self.hands.move(event)
        if self._session.hovered:
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hands.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.hands.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hands.key(event):
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self._session.hover("")
