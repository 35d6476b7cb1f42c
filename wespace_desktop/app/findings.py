"""What can be said about the two states on screen: the changes between them, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from wespace_desktop.app.pane_state import PaneState
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.state import standing
from wespace_desktop.picture.sheet import PaneSpec
from wespace_desktop.scene.freed import Freed, freed_by
from wespace_desktop.scene.ledger import Entry, State, ledger, state_of
from wespace_desktop.scene.ledger_things import things_in

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session
    from wespace_desktop.picture.audit import Audit
    from wespace_desktop.picture.viewpoints import Proposal

Pair = tuple[PaneState, PaneState]
#: After the first picture; and so many names make a district large.
WARM_MS, _LARGE = 2500, 5000


class Findings(QObject):
    """Works a ledger out when somebody asks for it, and keeps it until another pair is on screen."""

    changed = Signal()          # another pair, or the same pair in another year or with other layers
    audited = Signal()          # what this view shows is known, or no longer known
    proposed = Signal()         # better views, or how far the search for them is
    watched = Signal(bool)      # somebody wants the audit of each view
    search_wanted = Signal()
    search_stopped = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.audit: Audit | None = None
        self.proposals: tuple[Proposal, ...] = ()
        self.searching: float | None = None
        self.lit: tuple[str, ...] = ()
        self._hidden: frozenset[str] = frozenset()
        self._told: object = None
        self._kept: tuple[object, tuple[Entry, ...]] | None = None
        # One gesture can change several panes: what it comes to is worked out once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._look)
        self._warm = QTimer(self)
        self._warm.setSingleShot(True)
        self._warm.setInterval(WARM_MS)
        self._warm.timeout.connect(self._prepare)
        session.scene_changed.connect(self._warm.start)
        for signal in (session.scene_changed, session.panes_changed, session.layers_changed):
            signal.connect(lambda *_: self._soon.start())

    @property
    def pair(self) -> Pair | None:
        """Before and after: the panes that are compared, else the baseline and the one pane there is."""
        session = self._session
        if not session.panes:
            return None
        before, after = self._panes()
        if before is not None:
            return session.panes[before], session.panes[after]
        base, state = session.baseline, session.panes[after]
        if base is None or state.scenario == base.id:
            return None
        return PaneState(base.id, base.scenario.year, base.scenario.layers_on), state

    def _panes(self) -> tuple[int | None, int]:
        """Which panes are before and after; None: the baseline, which no pane shows."""
        session = self._session
        pair = getattr(getattr(session, "comparing", None), "pair", None)
        if isinstance(pair, tuple) and len(pair) == 2 and max(pair) < len(session.panes):
            return pair
        shown = session.visible
        if len(shown) < 2:
            return None, session.focus
        return shown[0], session.focus if session.focus != shown[0] else shown[1]

    def specs(self) -> tuple[PaneSpec, PaneSpec] | None:
        """The pair as the picture floor knows it, each through the camera it is seen through."""
        pair = self.pair
        if pair is None:
            return None
        before, after = self._panes()
        cameras = [self._session.camera_of(after if i is None else i) for i in (before, after)]
        seen = [(p, c) for p, c in zip(pair, cameras, strict=True) if c is not None]
        made = [PaneSpec(p.scenario, p.year, p.layers, c, line=p.line) for p, c in seen]
        return (made[0], made[1]) if len(made) == 2 else None

    # what a view shows ------------------------------------------------------------------------------------------
    def hides(self, entry: Entry) -> bool:
        """Whether something of this change that goes or comes cannot be seen from here; False while nobody knows."""
        return entry.id in self._hidden

    def take_audit(self, pair: tuple[PaneSpec, PaneSpec], found: Audit) -> None:
        """The answer about a view; about another one than what is on screen now it is dropped."""
        if pair == self.specs():
            self.audit = found
            self._hidden = frozenset(s.entry for s in found.hidden(found.sights))
            self.audited.emit()

    def forget_audit(self) -> None:
        """The view has moved."""
        if self.audit is not None:
            self.audit, self._hidden = None, frozenset()
            self.audited.emit()

    def take_proposals(self, proposals: tuple[Proposal, ...]) -> None:
        self.proposals = proposals
        self.proposed.emit()

    def take_progress(self, share: float | None) -> None:
        """How far the search is; None: there is none."""
        self.searching = share
        self.proposed.emit()

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

    def light(self, names: tuple[str, ...]) -> None:
        """Outlines places in every pane while a hand is over what tells of them."""
        if names != self.lit:
            self.lit = names
            self._session.hover_changed.emit()

    @property
    def freed(self) -> Freed | None:
        """What parking sets free between the two; None without a pair."""
        scene = self._session.scene
        return freed_by(scene, self.entries) if scene is not None and self.pair is not None else None

    def _key(self) -> object:
        pair = self.pair
        states = tuple((p.scenario, p.year, p.layers, p.line) for p in pair) if pair else None
        return self._session.scene, states

    def _prepare(self) -> None:
        """A large district takes a fifth of a second the first time: before anybody asks, apart from the hands."""
        scene = self._session.scene
        if scene is not None and len(scene.ids) > _LARGE:
            states = [state_of(plan) for plan in scene.plans]
            QThreadPool.globalInstance().start(lambda: [things_in(scene, s.scenario, s.year, s.layers) for s in states])

    def _look(self) -> None:
        key = self._key()
        if key != self._told:
            self._told, self._kept, self.proposals = key, None, ()    # keeps no scene that is gone
            self.changed.emit()


def _standing(plan: Plan, state: State) -> dict[str, Change]:
    keys = standing(plan, state.year, state.layers, state.line)
    return {c.id: c for c in plan.changes if plan.key(c) in keys}


def names_of(entry: Entry) -> tuple[str, ...]:
    """Every name under which a pane knows the place of a change, what tells most last: it fills the inspector."""
    return tuple(dict.fromkeys([*entry.gone, *(n for n in entry.come if n != entry.id), entry.id]))
