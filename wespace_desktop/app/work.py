"""Work under way and words to the user: the part of the session that every long job talks to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

from PySide6.QtCore import QObject, Signal

from wespace_desktop.app.pane_state import Job, Told
from wespace_desktop.model.words import Words


class Work(QObject):
    """Keeps the jobs in the order they began."""

    jobs_changed = Signal()
    told = Signal(object)           # Told

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: tuple[Job, ...] = ()
        self._numbers = count(1)

    def tell(self, told: Told) -> None:
        self.told.emit(told)

    def start_job(self, words: Words, cancel: Callable[[], None] | None = None) -> int:
        """Says that work has begun; the number names it for `update_job` and `finish_job`."""
        job = Job(next(self._numbers), words, None, cancel)
        self.jobs = (*self.jobs, job)
        self.jobs_changed.emit()
        return job.id

    def update_job(self, job: int, share: float | None, words: Words) -> None:
        self.jobs = tuple(replace(j, share=share, words=words) if j.id == job else j for j in self.jobs)
        self.jobs_changed.emit()

    def finish_job(self, job: int) -> None:
        self.jobs = tuple(j for j in self.jobs if j.id != job)
        self.jobs_changed.emit()
