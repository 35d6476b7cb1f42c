"""The clock of the session: while it runs, vehicles and people move in every pane, all at the same second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session

#: Twelve pictures a second: an eye takes it for motion, and two cores without a graphics card can do it.
TICK_MS = 83
#: A picture that took longer than this makes the street wait, not leap.
_MOST_MS = 250
SPEEDS = (1, 4, 16)
_NOON_S, _HOUR_S, _DAY_S = 43_200.0, 3600.0, 86_400.0


class Moving(QObject):
    """Part of the session. Stands still while nobody can see it, and where less motion is asked for."""

    changed = Signal()      # it runs or not, another speed
    ticked = Signal()       # another second of the same view

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._seconds = _NOON_S
        self._runs = False
        self._seen = True
        self.speed = SPEEDS[0]
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        session.scene_changed.connect(self._scene_changed)

    @property
    def is_running(self) -> bool:
        return self._runs

    @property
    def is_allowed(self) -> bool:
        """Whether there is something to move, and nobody has asked for less motion."""
        return bool(self._session.panes) and self._session.glide_ms > 0

    @property
    def at(self) -> float | None:
        """The second of the day that the panes show; None: nothing moves."""
        return self._seconds if self._runs else None

    def start(self) -> None:
        """From the hour that the focused pane shows, else from noon."""
        if self._runs or not self.is_allowed:
            return
        session = self._session
        hour = session.panes[session.focus].hour
        self._seconds = _NOON_S if hour is None else hour * _HOUR_S
        self._runs = True
        self._turn()
        self.changed.emit()

    def stop(self) -> None:
        if self._runs:
            self._runs = False
            self._turn()
            self.changed.emit()

    def toggle(self) -> None:
        if self._runs:
            self.stop()
        else:
            self.start()

    def next_speed(self) -> None:
        """Real time, 4 times, 16 times as fast, and back."""
        self.speed = SPEEDS[(SPEEDS.index(self.speed) + 1) % len(SPEEDS)]
        self.changed.emit()

    def see(self, on: bool) -> None:
        """Whether the panes are on a screen."""
        self._seen = on
        self._turn()

    def _turn(self) -> None:
        if self._runs and self._seen:
            self._since.start()
            self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        if not self.is_allowed:
            self.stop()
            return
        gone = min(self._since.restart(), _MOST_MS) / 1000.0
        self._seconds = (self._seconds + gone * self.speed) % _DAY_S
        self.ticked.emit()

    def _scene_changed(self) -> None:
        if self._session.scene is None:
            self.stop()
