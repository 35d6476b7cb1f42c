"""Drops what only refers to itself in the window's thread: Qt's objects must not end in another one."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2000


class Collecting(QObject):
    """Python looks for dropped cycles in whichever thread happens to make the next object, and ends a QObject found in
    one there; PySide 6 moves only widgets and windows to their own thread. So the window looks itself, now and then.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(look)
        self._timer.start(_EVERY_MS)


def look() -> int | None:
    """The oldest generation that is due, as Python itself would; None when none is."""
    due = [i for i, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most]
    if not due:
        return None
    gc.collect(due[-1])
    return due[-1]
