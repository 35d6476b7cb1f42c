"""Something that goes by by itself, step after step, or under a hand that drags: years, hours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session


class Playing(QObject):
    """Part of the session. Who inherits it says what `_step` does; a new scene ends it."""

    playing_changed = Signal()
    moving_changed = Signal(bool)   # pictures may be hasty until it ends

    def __init__(self, session: Session, step_ms: int) -> None:
        super().__init__(session)
        self._session = session
        self._dragged = False
        self._timer = QTimer(self)
        self._timer.setInterval(step_ms)
        self._timer.timeout.connect(self._step)
        session.scene_changed.connect(self.pause)

    @property
    def is_playing(self) -> bool:
        return self._timer.isActive()

    @property
    def is_moving(self) -> bool:
        """Pictures may be hasty: the next step is about to come."""
        return self.is_playing or self._dragged

    def drag(self, on: bool) -> None:
        """A hand holds the slider."""
        self._tell_moving(lambda: setattr(self, "_dragged", on))

    def pause(self) -> None:
        if self.is_playing:
            self._tell_moving(self._timer.stop)
            self.playing_changed.emit()

    def _step(self) -> None:
        raise NotImplementedError

    def _tell_moving(self, change: Callable[[], object]) -> None:
        before = self.is_moving
        change()
        if self.is_moving != before:
            self.moving_changed.emit(self.is_moving)
