"""Which scenario files are open: reads them beside the hands and keeps the last good picture of a broken one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from wespace_desktop.app import first_look
from wespace_desktop.app.opening import Opened, Opening
from wespace_desktop.app.pane_state import Document, Told
from wespace_desktop.app.work import Work
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import Scene


class Reading(Work):
    """The part of the session that holds the open files and the scene made of them."""

    documents_changed = Signal()
    opened_files = Signal(object)   # tuple of Path that were read well, for the recent files

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.documents: tuple[Document, ...] = ()
        self.scene: Scene | None = None
        self._job = 0
        self._opening: Opening | None = None
        self._queue: list[tuple[Path, ...]] = []

    def open_files(self, paths: Sequence[Path]) -> None:
        """Reads these beside the open ones. Returns at once; `documents_changed` and `scene_changed` follow."""
        wanted = [Path(p) for p in paths]
        self._read(tuple(dict.fromkeys([d.path for d in self.documents] + wanted)))

    def reload(self, path: Path | None = None) -> None:
        """Reads the open files again; a broken one keeps its last good picture."""
        if self.documents and (path is None or any(d.path == path for d in self.documents)):
            self._read(tuple(d.path for d in self.documents))

    def close_document(self, path: Path) -> None:
        """Takes a file off the table. The last file closed brings back the welcome page."""
        left = tuple(d for d in self.documents if d.path != path)
        self.documents = left
        if self.scene is not None and any(d.plan for d in left):
            self._read(tuple(d.path for d in left))
        else:
            self._show_nothing()
        self.documents_changed.emit()

    def shut(self) -> None:
        """Stops work under way and waits for it: no thread outlives the window."""
        self._queue.clear()
        if self._opening is not None:
            self._opening.cancel()
            self._opening.wait()
            self._opening = None

    @property
    def is_reading(self) -> bool:
        return self._opening is not None

    def _read(self, paths: tuple[Path, ...]) -> None:
        if self._opening is not None:
            self._queue = [paths]
            return
        opening = Opening(paths, self)
        self._opening = opening
        self._job = self.start_job(Words(f"读取 {paths[-1].name}", f"Reading {paths[-1].name}"), opening.cancel)
        opening.progressed.connect(self._progress)
        opening.opened.connect(self._finish_reading)
        opening.start()

    def _progress(self, share: float, what: Words) -> None:
        self.update_job(self._job, share, what)

    def _finish_reading(self, result: Opened) -> None:
        if self._opening is not None:
            self._opening.wait()
            self._opening.deleteLater()
        self._opening = None
        self.finish_job(self._job)
        if not result.cancelled:
            self.adopt(result)
        if self._queue:
            self._read(self._queue.pop())

    def adopt(self, result: Opened) -> None:
        """Takes a reading's outcome: a new scene when all read well, else the last good one and its faults."""
        before = self.documents
        self.documents = first_look.documents(before, result, datetime.now().astimezone())
        broken = [d for d in self.documents if d.stale_since]
        if result.scene is not None and not broken:
            self._show(result.scene)
        faulty = [d for d in self.documents if d.faults and d.problems != _problems_of(before, d.path)]
        self.documents_changed.emit()
        for document in faulty:
            self.tell_faults(document)
        good = tuple(p for p in result.paths if p not in result.problems)
        if good:
            self.opened_files.emit(good)

    def tell_faults(self, document: Document) -> None:
        """One notice for a file that cannot be shown as it is now."""
        n, name = len(document.faults), document.path.name
        words = Words(f"{name} 有 {n} 处错误", f"{n} {'fault' if n == 1 else 'faults'} in {name}")
        kept = Words("保留最后一次可用的画面", "Last good picture kept") if document.plan else Words()
        self.told.emit(Told("fault", words, kept))

    def _show(self, scene: Scene) -> None:
        """A scene that read well takes the stage."""
        raise NotImplementedError

    def _show_nothing(self) -> None:
        """The last file is closed."""
        raise NotImplementedError


def _problems_of(documents: Sequence[Document], path: Path) -> object:
    return next((d.problems for d in documents if d.path == path), None)
