"""Audits what is on screen once the camera rests, and looks for better views when a hand asks."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from wespace_desktop.app.pane_state import Told
from wespace_desktop.app.render_thread import RenderThread
from wespace_desktop.app.session import Session
from wespace_desktop.app.sitter import Sitter
from wespace_desktop.errors import Cancelled, WeSpaceError
from wespace_desktop.model.words import Words
from wespace_desktop.picture.audit import Audit, Pair, audit, size_like
from wespace_desktop.scene.part import Scene

log = logging.getLogger(__name__)
#: A hand that looks around is left alone.
SETTLE_MS = 900
_LOOKING = Words("寻找看得最全的视角", "Looking for the view that shows most")


class _Looking(QThread):
    """One question to the render thread, asked and waited for apart."""

    came = Signal(object)
    progressed = Signal(float)
    failed = Signal(str)

    def __init__(self, thread: RenderThread, question: Callable[[_Looking], object], parent: QObject) -> None:
        super().__init__(parent)
        self.sitter = Sitter(thread)
        self._question = question

    def stop(self) -> None:
        self.sitter.stopped = True

    def run(self) -> None:
        try:
            self.came.emit(self._question(self))
        except Cancelled:
            return
        except WeSpaceError as error:
            self.failed.emit(str(error))
        except Exception as error:  # the thread's edge: a fault in the program must reach the window as words
            log.exception("the view could not be judged")
            self.failed.emit(str(error))
        finally:
            self.sitter.leave()


class Auditor(QObject):
    """What it finds goes into `session.findings`. It works only while somebody wants to know (`watch`)."""

    def __init__(self, session: Session, thread: RenderThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._thread = session, thread
        self._watched = False
        self._audit: _Looking | None = None
        self._search: _Looking | None = None
        self._asked: Pair | None = None
        self._job = 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.look)
        findings = session.findings
        findings.changed.connect(self._moved)
        session.camera_changed.connect(self._moved)
        findings.watched.connect(self.watch)
        findings.search_wanted.connect(self.search)
        findings.search_stopped.connect(self.cancel)

    def watch(self, on: bool) -> None:
        """Somebody sees the answer, or nobody does any more."""
        self._watched = on
        if on:
            self._settle.start(0)

    def look(self) -> None:
        """Asks about the view on screen, unless the answer is there."""
        pair, scene = self._session.findings.specs(), self._session.scene
        if pair is None or scene is None or not self._watched or self._audit is not None:
            return
        size = size_like(self._session.pane_size)
        making = _Looking(self._thread, lambda it: audit(it.sitter, scene, pair, size), self)
        self._asked = pair
        making.came.connect(self._take)
        making.failed.connect(self._tell)
        making.finished.connect(self._looked)
        self._audit = making
        making.start()

    def search(self) -> None:
        """Looks for the views that show most; `findings.proposals` follows."""
        pair, scene = self._session.findings.specs(), self._session.scene
        if pair is None or scene is None or self._search is not None:
            return
        making = _Looking(self._thread, lambda it: _best(it, scene, pair, self._session.pane_size), self)
        self._job = self._session.start_job(_LOOKING, self.cancel)
        making.progressed.connect(self._progress)
        making.came.connect(self._session.findings.take_proposals)
        making.failed.connect(self._tell)
        making.finished.connect(self._searched)
        self._search = making
        making.start()

    def cancel(self) -> None:
        if self._search is not None:
            self._search.stop()

    def shut(self) -> None:
        """Stops what is under way and waits for it."""
        self._settle.stop()
        for making in (self._audit, self._search):
            if making is not None:
                making.stop()
                making.wait()

    def _take(self, found: Audit) -> None:
        if self._asked is not None:
            self._session.findings.take_audit(self._asked, found)

    def _progress(self, share: float) -> None:
        self._session.update_job(self._job, share, _LOOKING)
        self._session.findings.take_progress(share)

    def _moved(self) -> None:
        self._session.findings.forget_audit()
        if self._watched:
            self._settle.start(SETTLE_MS)

    def _looked(self) -> None:
        if self._audit is not None:
            self._audit.deleteLater()
        self._audit = None
        if self._session.findings.audit is None and self._watched and not self._settle.isActive():
            self._settle.start(SETTLE_MS)   # the view moved on meanwhile

    def _searched(self) -> None:
        if self._search is not None:
            self._search.deleteLater()
        self._search = None
        self._session.finish_job(self._job)
        self._session.findings.take_progress(None)

    def _tell(self, sentence: str) -> None:
        self._session.tell(Told("fault", Words("视角无法检查", "The view could not be judged"), Words(en=sentence)))


def _best(it: _Looking, scene: Scene, pair: Pair, size: tuple[int, int]) -> object:
    from wespace_desktop.picture.viewpoints import Watch, best_views

    return best_views(it.sitter, scene, pair, size, Watch(it.progressed.emit, lambda: it.sitter.stopped))
