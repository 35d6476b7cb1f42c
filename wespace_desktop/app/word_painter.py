"""Paints the words of a slide beside the hands: a turn of the page never waits for type to be set."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

log = logging.getLogger(__name__)


class WordPainter(QObject):
    """One picture at a time; only the newest that was asked for is told."""

    painted = Signal(QImage)
    _done = Signal(int, QImage)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="words")
        self._asked = 0
        self._done.connect(self._take)

    def ask(self, paint: Callable[[], QImage]) -> None:
        """`painted` follows, unless something newer is asked for before."""
        self._asked += 1
        self._thread.submit(self._work, self._asked, paint)

    def shut(self) -> None:
        """Waits for what is under way and tells nothing more."""
        self._asked += 1
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _work(self, number: int, paint: Callable[[], QImage]) -> None:
        if number != self._asked:
            return
        try:
            self._done.emit(number, paint())
        except Exception:   # the thread's edge: the slide keeps its last words, the log has the fault
            log.exception("the words of a slide could not be painted")

    def _take(self, number: int, image: QImage) -> None:
        if number == self._asked:
            self.painted.emit(image)
