"""What can be said about the two states on screen: the changes between them, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from wespace_desktop.app.pane_state import PaneState
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.state import standing
from wespace_desktop.scene.ledger import Entry, State, ledger

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session

Pair = tuple[PaneState, PaneState]


class Findings(QObject):
    """Works a ledger out when somebody asks for it, and keeps it until another pair is on screen."""

    changed = Signal()      # another pair, or the same pair in another year or with other layers

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._told: object = None
        self._kept: tuple[object, tuple[Entry, ...]] | None = None
        # One gesture can change several panes: what it comes to is worked out once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._look)
        for signal in (session.scene_changed, session.panes_changed, session.layers_changed):
            signal.connect(lambda *_: self._soon.start())

    @property
    def pair(self) -> Pair | None:
        """Before and after: the panes that are compared, else the baseline and the one pane there is."""
        session = self._session
        comparing = getattr(session, "comparing", None)
        pair = getattr(comparing, "pair", None)
        panes = session.panes
        if isinstance(pair, tuple) and len(pair) == 2 and max(pair) < len(panes):
            return panes[pair[0]], panes[pair[1]]
        if not panes:
            return None
        shown = session.visible
        if len(shown) > 1:
            after = session.focus if session.focus != shown[0] else shown[1]
            return panes[shown[0]], panes[after]
        return self._with_baseline(panes[session.focus])

    def _with_baseline(self, after: PaneState) -> Pair | None:
        base = self._session.baseline
        if base is None or after.scenario == base.id:
            return None
        return PaneState(base.id, base.scenario.year, base.scenario.layers_on), after

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every change of the pair; empty when there is no pair."""
        pair, scene = self.pair, self._session.scene
        if pair is None or scene is None:
            return ()
        key = self._key()
        if self._kept is None or self._kept[0] != key:
            self._kept = key, ledger(scene, *pair)
        return self._kept[1]

    def changes(self) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        """The interventions that come and those that go, each once, in the order of the file."""
        pair, scene = self.pair, self._session.scene
        if pair is None or scene is None:
            return (), ()
        named = {(e.scenario, e.change) for e in self.entries}
        before, after = (_standing(scene.plan(state.scenario), state) for state in pair)
        come = tuple(c for c in after.values() if c.id not in before and (pair[1].scenario, c.id) in named)
        gone = tuple(c for c in before.values() if c.id not in after and (pair[0].scenario, c.id) in named)
        return come, gone

    def _key(self) -> object:
        pair = self.pair
        states = tuple((p.scenario, p.year, p.layers) for p in pair) if pair else None
        return id(self._session.scene), states

    def _look(self) -> None:
        key = self._key()
        if key != self._told:
            self._told = key
            self.changed.emit()


def _standing(plan: Plan, state: State) -> dict[str, Change]:
    keys = standing(plan, state.year, state.layers)
    return {c.id: c for c in plan.changes if plan.key(c) in keys}


def names_of(entry: Entry) -> tuple[str, ...]:
    """Every name under which a pane knows the place of a change, what tells most last: it fills the inspector."""
    return tuple(dict.fromkeys([*entry.gone, *(n for n in entry.come if n != entry.id), entry.id]))
