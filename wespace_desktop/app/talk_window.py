"""The window of a talk: one slide over a whole screen, and the keys that move it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from wespace_desktop.app.keys_card import KeysCard
from wespace_desktop.app.layer_tree import numbered
from wespace_desktop.app.pane_grid import PaneGrid
from wespace_desktop.app.session import Session
from wespace_desktop.app.talk import Talk
from wespace_desktop.app.talk_keys import bind, bind_digits
from wespace_desktop.app.talk_page import TalkPage

IDLE_MS = 3000


class TalkWindow(QWidget):
    """Its own window, so that the first screen keeps the notes."""

    other_screen_wanted = Signal()

    def __init__(self, session: Session, talk: Talk, grid: PaneGrid, has_other_screen: bool) -> None:
        super().__init__()
        self._session = session
        self._talk = talk
        self.setWindowTitle("WeSpace Desktop")
        self.page = TalkPage(session, talk, grid)
        self.card = KeysCard(self.page, has_other_screen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(lambda: self._hide_cursor(True))
        self._is_hidden = False
        bind(self, self._effects())
        bind_digits(self, self._tick)

    def fill(self, screen: QScreen) -> None:
        """All of a screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()
        handle = self.windowHandle()
        handle.removeEventFilter(self)
        handle.installEventFilter(self)
        self._idle.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An arrow that nobody moves is not part of the picture."""
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.Leave, QEvent.Type.MouseButtonPress):
            self._hide_cursor(False)
            if event.type() != QEvent.Type.Leave:
                self._idle.start()
        return False

    def _hide_cursor(self, on: bool) -> None:
        if on != self._is_hidden:
            self._is_hidden = on
            if on:
                QApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)
            else:
                QApplication.restoreOverrideCursor()

    def _effects(self) -> dict[str, Callable[[], object]]:
        talk, session = self._talk, self._session
        return {
            "next": talk.next, "previous": talk.previous, "first": talk.first, "last": talk.last,
            "again": talk.again, "language": talk.next_language, "dark": talk.darken, "leave": self._leave,
            "cut_left": lambda: talk.nudge(-1), "cut_right": lambda: talk.nudge(1),
            "flip": session.comparing.flip, "lens": session.comparing.toggle_lens,
            "mode": session.comparing.next_mode, "help": self.card.toggle,
            "year_back": lambda: self._year(-1), "year_on": lambda: self._year(1),
            "clock": session.moving.toggle,
            "screen": self.other_screen_wanted.emit,
        }  # fmt: skip

    def _leave(self) -> None:
        """The innermost thing first."""
        if self.card.isVisible():
            self.card.hide()
        elif self._talk.is_dark:
            self._talk.darken()
        else:
            self._talk.leave()

    def _tick(self, number: int, everywhere: bool) -> None:
        layer = numbered(self._session, number)
        if layer is not None:
            self._session.toggle_layer(layer.id, everywhere)

    def _year(self, step: int) -> None:
        session = self._session
        session.set_year(session.focus, session.panes[session.focus].year + step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        self._idle.stop()
        self._hide_cursor(False)
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the window manager: the talk is over."""
        self._talk.leave()
        super().closeEvent(event)
