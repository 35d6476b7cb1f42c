"""A stage for work in another thread: asks the render thread for each picture and waits for it."""

from __future__ import annotations

from itertools import count
from threading import Event

import numpy as np
from PySide6.QtCore import QObject, Qt

from wespace_desktop.app.render_thread import WORKING_PANES, Drawn, RenderThread, Rung
from wespace_desktop.errors import Cancelled, WeSpaceError
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Scene

_LOOK_UP_S = 0.05
#: Pane numbers of the working view end far below: the render thread serves those first, so a hand never waits long.
_numbers = count(WORKING_PANES)


class Sitter(QObject):
    """One picture at a time. `stopped` ends the waiting with Cancelled."""

    def __init__(self, thread: RenderThread) -> None:
        super().__init__()
        self._thread = thread
        self._pane = next(_numbers)
        self._came = Event()
        self._result: object = None
        self._fault = ""
        self.stopped = False
        thread.drawn.connect(self._take, Qt.ConnectionType.DirectConnection)
        thread.failed.connect(self._fail, Qt.ConnectionType.DirectConnection)

    def show(self, scene: Scene) -> None:
        """The render thread shows the session's scene already."""

    def draw(self, shot: Shot) -> Frame:
        """Waits for the frame; Cancelled when a hand stops it, WeSpaceError when the stage cannot draw."""
        result = self._ask(shot, "still")
        assert isinstance(result, Frame)
        return result

    def names(self, shot: Shot) -> np.ndarray:
        """Waits for the names at the pixels; as `draw`."""
        result = self._ask(shot, "names")
        assert isinstance(result, np.ndarray)
        return result

    def leave(self) -> None:
        self._thread.drawn.disconnect(self._take)
        self._thread.failed.disconnect(self._fail)

    def _ask(self, shot: Shot, rung: Rung) -> object:
        self._result, self._fault = None, ""
        self._came.clear()
        self._thread.wish(self._pane, rung, shot, shot)
        while not self._came.wait(_LOOK_UP_S):
            if self.stopped:
                self._thread.forget(self._pane)
                raise Cancelled
        if self._result is None:
            raise WeSpaceError(self._fault)
        return self._result

    def _take(self, drawn: Drawn) -> None:
        if drawn.pane == self._pane:
            self._result = drawn.result
            self._came.set()

    def _fail(self, sentence: str) -> None:
        self._fault = sentence
        self._came.set()
