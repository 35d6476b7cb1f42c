"""The hour as the session holds it: none, or one of the day; playing, and a hand that drags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wespace_desktop.app.playing import Playing
from wespace_desktop.model.hours import DAY

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session

#: How long an hour stands while it plays: a day takes less than 20 seconds.
STEP_MS = 750


class Hours(Playing):
    """Part of the session. The hours themselves lie in the panes; `session.set_hour` changes them.

    An hour is one moment of the day in all panes, unless a hand asks for it in the focused pane alone.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session, STEP_MS)
        self._alone = False

    @property
    def hour(self) -> int | None:
        """The focused pane's hour; a change lens shows none."""
        session = self._session
        return session.panes[session.focus].hour if session.panes and self.are_possible else None

    @property
    def are_possible(self) -> bool:
        """The change lens keeps its colours for what changes."""
        return bool(self._session.panes) and self._session.mode != "lens"

    @property
    def is_shown(self) -> bool:
        return self.hour is not None

    @property
    def first(self) -> int:
        """The hour that the focused scenario's file shows first."""
        session = self._session
        plan = session.plan(session.panes[session.focus].scenario) if session.panes else None
        return plan.scenario.hour if plan else 12

    def go(self, hour: int | None, alone: bool = False) -> None:
        """Another hour in all panes, or only in the focused one; 24 is 0 again, None is no hour."""
        session = self._session
        if not self.are_possible:
            return
        if alone:
            session.set_hour(session.focus, hour)
        else:
            session.set_hour_everywhere(hour)

    def step(self, by: int) -> None:
        """Earlier or later; without an hour the file's first one."""
        self.go(self.first if self.hour is None else self.hour + by)

    def toggle(self) -> None:
        """An hour, or none."""
        if self.is_shown:
            self.leave()
        else:
            self.go(self.first)

    def leave(self) -> None:
        """No hour in any pane: spaces look as they are built."""
        self.pause()
        self._session.set_hour_everywhere(None)

    # a day going by ---------------------------------------------------------------------------------------------
    def play(self, alone: bool = False) -> None:
        """An hour after the other, around the clock, until it is paused."""
        if self.are_possible and not self.is_playing:
            self._alone = alone
            self._tell_moving(self._timer.start)
            if self.hour is None:
                self.go(self.first, alone)
            self.playing_changed.emit()

    def toggle_playing(self, alone: bool = False) -> None:
        if self.is_playing:
            self.pause()
        else:
            self.play(alone)

    def _step(self) -> None:
        if self.hour is None:
            self.pause()
        else:
            self.go((self.hour + 1) % DAY, self._alone)
