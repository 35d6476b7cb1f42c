"""Which two panes share one frame in the modes swipe and change lens, and where the cut between them is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from wespace_desktop.model.view import MODES, PAIR_MODES, Mode, View

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session

MIDDLE = 0.5
Sides = tuple[int, int]


class Comparing(QObject):
    """Part of the session. Only the cut moves without a new picture: both frames are there already."""

    moved = Signal()    # the cut, nothing else

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.share = MIDDLE             # of the width, that the left one takes
        self._sides: Sides = (0, 1)
        self._before: Mode = "side-by-side"

    @property
    def pair(self) -> Sides | None:
        """Left and right pane while two share a frame, else None. The focused pane is always one of them."""
        session = self._session
        if session.mode not in PAIR_MODES or len(session.panes) < 2:
            return None
        left, right = self._sides
        if max(left, right) >= len(session.panes) or left == right:
            left, right = 0, 1
        if session.focus not in (left, right):
            right = session.focus
        return left, right

    @property
    def held(self) -> int | None:
        """The pane that stands plain, as the baseline, while B is held over a lens: nothing is compared then."""
        session, base = self._session, self._session.baseline
        if self.pair is None or session.mode != "lens" or not session.baseline_held or base is None:
            return None
        return next((p for p in reversed(self.pair) if session.shown(p).scenario == base.id), None)

    @property
    def shown_mode(self) -> Mode:
        """The mode in which the picture is drawn."""
        return self._session.mode if self.held is None else "single"

    @property
    def sides(self) -> Sides | None:
        """The pair, or the one there would be: the baseline's pane on the left, the focused one on the right."""
        session = self._session
        if self.pair is not None or len(session.panes) < 2:
            return self.pair
        base = session.baseline
        of_base = [i for i, p in enumerate(session.panes) if base is not None and p.scenario == base.id]
        left = of_base[0] if of_base else 0
        others = [i for i in range(len(session.panes)) if i != left]
        return left, session.focus if session.focus in others else others[-1]

    def begin(self, mode: Mode = "swipe") -> None:
        """Choose the two sides before the mode changes; the right one is in focus. A lens begins with what was."""
        sides, base = self.sides, self._session.baseline
        if sides is not None:
            panes = self._session.panes
            if mode == "lens" and base is not None and panes[sides[1]].scenario == base.id != panes[sides[0]].scenario:
                sides = sides[1], sides[0]
            self._sides = sides
            self._session.focus = sides[1]

    def take(self, view: View, scenario: str) -> None:
        """As a saved view says: its cut, and what it compares with on the left."""
        session = self._session
        self.share = view.swipe
        self.begin()
        mine = [i for i, p in enumerate(session.panes) if p.scenario == scenario]
        named = [i for i, p in enumerate(session.panes) if p.scenario == view.compare and i not in mine[:1]]
        if mine and (named or self._sides[0] != mine[0]):
            self._sides = (named[0] if named else self._sides[0]), mine[0]
            session.focus = mine[0]

    def choose(self, pane: int, scenario: str) -> None:
        """Another scenario on one side: the pane that shows it already, else this pane shows it from now on."""
        session, pair = self._session, self.pair
        if pair is None or pane not in pair:
            return
        other = pair[1] if pane == pair[0] else pair[0]
        there = [i for i, p in enumerate(session.panes) if p.scenario == scenario and i not in pair]
        if not there:
            session.set_pane_scenario(pane, scenario)
            return
        self._sides = (there[0], other) if pane == pair[0] else (other, there[0])
        session.focus = there[0] if session.focus == pane else other
        session.panes_changed.emit()

    def set_share(self, share: float) -> None:
        """Where the cut is, 0 (all right) to 1 (all left)."""
        share = min(1.0, max(0.0, share))
        if share != self.share:
            self.share = share
            self.moved.emit()

    def nudge(self, by: float) -> None:
        self.set_share(round(self.share + by, 6))

    def flip(self) -> None:
        """What was on the left is on the right."""
        pair = self.pair
        if pair is not None:
            self._sides = pair[1], pair[0]
            self._session.panes_changed.emit()

    def next_mode(self) -> None:
        """Single, side by side, swipe, lens, and again."""
        self._session.set_mode(MODES[(MODES.index(self._session.mode) + 1) % len(MODES)])

    def toggle_lens(self) -> None:
        """The lens; asked again, what was there before."""
        session = self._session
        if session.mode == "lens":
            session.set_mode(self._before)
        else:
            self._before = session.mode
            session.set_mode("lens")
