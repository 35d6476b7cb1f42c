"""The year as the session holds it: which layer's course is meant, playing, and a hand that drags."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from wespace_desktop.app.playing import Playing
from wespace_desktop.model.adoption import following
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.milestones import Milestone, milestones
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.view import LINES, Line, Mode

if TYPE_CHECKING:
    from wespace_desktop.app.pane_state import PaneState
    from wespace_desktop.app.session import Session

#: How long a year stands while it plays: long enough to read what came.
STEP_MS = 700


class Years(Playing):
    """Part of the session. The years themselves lie in the panes; `session.set_year` changes them."""

    chosen_changed = Signal()
    def __init__(self, session: Session) -> None:
        super().__init__(session, STEP_MS)
        self._chosen = ""
        self._everywhere = False
        self._before: tuple[tuple[PaneState, ...], Mode, int] | None = None    # what three lines took the place of

    # which pane, which layer ------------------------------------------------------------------------------------
    @property
    def plan(self) -> Plan | None:
        """The focused pane's plan."""
        session = self._session
        return session.plan(session.panes[session.focus].scenario) if session.panes else None

    @property
    def year(self) -> int:
        session = self._session
        return session.panes[session.focus].year if session.panes else 0

    @property
    def line(self) -> Line:
        """The focused pane's line of the fan."""
        session = self._session
        return session.panes[session.focus].line if session.panes else "central"

    @property
    def horizon(self) -> tuple[int, int]:
        plan = self.plan
        return plan.scenario.horizon if plan else (2010, 2035)

    @property
    def observed_until(self) -> int:
        plan = self.plan
        return plan.scenario.observed_until if plan else self.horizon[1]

    @property
    def layers(self) -> tuple[str, ...]:
        """Layers that an open scenario changes something with, in the order of the tree."""
        scene = self._session.scene
        used = {c.layer for plan in scene.plans for c in plan.changes} if scene else set()
        return tuple(layer.id for layer in load_catalogue().in_scenes if layer.id in used)

    @property
    def chosen(self) -> str:
        """The layer whose course is shown: as a hand chose, else the one with most to tell; '' when there is none."""
        layers = self.layers
        return self._chosen if self._chosen in layers else max(layers, key=self._tells, default="")

    def choose(self, layer: str) -> None:
        if layer != self.chosen:
            self._chosen = layer
            self.chosen_changed.emit()

    def changes(self, layer: str) -> tuple[Change, ...]:
        """What the focused pane's scenario does with a layer, whether it is ticked or not."""
        plan = self.plan
        return tuple(c for c in plan.changes if c.layer == layer) if plan else ()

    def milestones(self) -> tuple[Milestone, ...]:
        """Of the layers that the focused pane shows."""
        plan = self.plan
        if plan is None:
            return ()
        pane = self._session.panes[self._session.focus]
        return milestones(plan, pane.layers, pane.line)

    def _tells(self, layer: str) -> tuple[bool, bool, int]:
        changes = self._session.scene.plans if self._session.scene else ()
        mine = [c for plan in changes for c in plan.changes if c.layer == layer]
        by_demand = any(c.intervention.decision == "demand" for c in mine)
        return bool(following(layer).drivers), by_demand, len(mine)

    # the year ---------------------------------------------------------------------------------------------------
    def show_lines(self) -> None:
        """The focused pane's scenario three times, on the low, central and high line; asked again, the panes as before.

        The three stand in one year: it moves in all of them.
        """
        session = self._session
        if not session.panes:
            return
        if self.shows_lines and self._before is not None:
            before, self._before = self._before, None
            session.show_panes(*before)
            return
        if not self.shows_lines:
            self._before = session.panes, session.mode, session.focus
        state = session.panes[session.focus]
        session.show_panes(tuple(replace(state, line=line) for line in LINES), "side-by-side", 1)

    @property
    def shows_lines(self) -> bool:
        """Whether the panes are one scenario on the three lines."""
        panes = self._session.panes
        return tuple(p.line for p in panes) == LINES and len({(p.scenario, p.year) for p in panes}) == 1

    def go(self, year: int, everywhere: bool = False) -> None:
        """Another year in the focused pane, or in all of them."""
        if everywhere or self.shows_lines:
            self._session.set_year_everywhere(year)
        elif self._session.panes:
            self._session.set_year(self._session.focus, year)

    def play(self, everywhere: bool = False) -> None:
        """A year after the other; from the last year it begins again at the last one that was measured."""
        if self._session.panes and not self.is_playing:
            self._everywhere = everywhere
            self._tell_moving(self._timer.start)
            if self.year >= self.horizon[1]:
                self.go(self.observed_until, everywhere)
            self.playing_changed.emit()

    def toggle(self, everywhere: bool = False) -> None:
        if self.is_playing:
            self.pause()
        else:
            self.play(everywhere)

    def _step(self) -> None:
        last = self.horizon[1]
        self.go(min(last, self.year + 1), self._everywhere)
        if self.year >= last:
            self.pause()
