"""Puts the panes on the big screen and the notes in their place, and everything back when the talk is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QSplitter, QWidget

from wespace_desktop.app.pane_grid import PaneGrid
from wespace_desktop.app.session import Session
from wespace_desktop.app.talk import Talk
from wespace_desktop.app.thumbnails import Thumbnails

if TYPE_CHECKING:
    from wespace_desktop.app.notes_page import NotesPage
    from wespace_desktop.app.talk_window import TalkWindow


class Presenting(QObject):
    """There is one set of panes and one render thread: the talk borrows them from the window."""

    def __init__(self, session: Session, window: QWidget, middle: QSplitter, thumbnails: Thumbnails) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._middle = middle
        self._thumbnails = thumbnails
        self.talk = Talk(session)
        self.talk.ended.connect(self._end)
        self.shown: TalkWindow | None = None
        self.notes: NotesPage | None = None
        self._screen: QScreen | None = None

    def begin(self, grid: PaneGrid) -> None:
        """On the screen that the window is not on, where there is one."""
        from wespace_desktop.app.notes_page import NotesPage
        from wespace_desktop.app.talk_window import TalkWindow

        if not self.talk.begin():
            return
        self._count()
        session, talk = self._session, self.talk
        screen = other_screen(self._window.screen())
        self.notes = NotesPage(session, talk, self._thumbnails)
        sizes = self._middle.sizes()
        self.shown = TalkWindow(session, talk, grid, len(QGuiApplication.screens()) > 1)
        self._middle.insertWidget(0, self.notes)
        self._middle.setSizes(sizes)
        for teller in (self.notes, self.shown):
            teller.other_screen_wanted.connect(self.exchange)
        self.notes.swap.setVisible(screen is not self._window.screen())
        self.shown.fill(screen)
        # B is heard at the native window, see Window.eventFilter.
        self.shown.windowHandle().installEventFilter(self._window)

    def _count(self) -> None:
        """What the slides will say in numbers is worked out beforehand, apart from the hands."""
        from wespace_desktop.picture.slide_counts import warm  # late: a start does not count anything

        scene = self._session.scene
        if scene is not None:
            QThreadPool.globalInstance().start(lambda: warm(scene))

    def exchange(self) -> None:
        """The talk goes to the other screen, the window to the talk's."""
        if self.shown is None or len(QGuiApplication.screens()) < 2:
            return
        theirs, ours = self.shown.screen(), self._window.screen()
        target = ours if theirs is not ours else other_screen(theirs)
        self.shown.showNormal()
        self._window.move(theirs.availableGeometry().topLeft())
        self.shown.fill(target)

    def _end(self) -> None:
        if self.shown is None or self.notes is None:
            return
        grid = self.shown.page.let_go()
        sizes = self._middle.sizes()
        self.notes.setParent(None)
        self._middle.insertWidget(0, grid)
        self._middle.setStretchFactor(0, 1)
        self._middle.setSizes(sizes)
        grid.show_as(None)
        grid.show()
        shown, self.shown = self.shown, None
        shown.hide()
        for gone in (shown, self.notes):
            gone.deleteLater()
        self.notes = None
        self._window.activateWindow()
        if grid.panes:
            grid.panes[self._session.focus].viewport.setFocus()


def other_screen(mine: QScreen) -> QScreen:
    """The first screen that is not this one, else this one."""
    return next((s for s in QGuiApplication.screens() if s is not mine), mine)
