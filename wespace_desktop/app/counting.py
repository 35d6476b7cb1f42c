"""Works the indicators of the open scenarios out, apart from the hands, and keeps what was asked before."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThreadPool, Signal

from wespace_desktop.app.pane_state import TAGS
from wespace_desktop.app.session import Session
from wespace_desktop.indicators.measure import MEASURES
from wespace_desktop.indicators.reading import Reading
from wespace_desktop.indicators.state import State
from wespace_desktop.indicators.table import Column
from wespace_desktop.model.view import Line
from wespace_desktop.scene.counted import state_of
from wespace_desktop.scene.part import Scene

#: What takes long comes last, so that most of the table is there at once.
SLOW = ("I17", "I08", "I07", "I03")
_MOST_KEPT = 600


@dataclass(frozen=True)
class Asked:
    """A state on screen, or that of an open scenario that no pane shows; `number` is the scenario's mark."""

    scenario: str
    year: int
    layers: frozenset[str]
    line: Line
    number: int
    tag: str = ""

    def key(self, indicator: str) -> tuple[object, ...]:
        return (self.scenario, self.year, self.layers, self.line, indicator)


class Counting(QObject):
    """One thread, the newest wish: a state that is no longer on screen is not counted any further."""

    changed = Signal()              # some readings more
    _found = Signal(object, object, object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._turns = itertools.count(1)
        self._turn = 0
        self._scene: Scene | None = None
        self._kept: dict[tuple[object, ...], Reading] = {}
        self._found.connect(self._take)
        self.destroyed.connect(self.stop)

    def stop(self) -> None:
        """What is being worked out comes to nothing."""
        self._turn = next(self._turns)

    def asked(self) -> tuple[Asked, ...]:
        """What the panes show, each state once, then the open scenarios that no pane shows; the baseline first."""
        session = self._session
        if session.scene is None:
            return ()
        found: dict[tuple[object, ...], Asked] = {}
        for pane in session.visible:
            s = session.panes[pane]
            made = Asked(s.scenario, s.year, s.layers, s.line, self._mark(s.scenario), TAGS[pane])
            found.setdefault(made.key(""), made)
        shown = {a.scenario for a in found.values()}
        for plan in session.scene.plans:
            if plan.id not in shown:
                own = plan.scenario
                made = Asked(plan.id, own.year, own.layers_on, "central", self._mark(plan.id))
                found.setdefault(made.key(""), made)
        order = [p.id for p in session.scene.plans]
        base = session.baseline
        first = base.id if base is not None else ""
        return tuple(sorted(found.values(), key=lambda a: (a.scenario != first, order.index(a.scenario))))

    def _mark(self, scenario: str) -> int:
        """A ring for the baseline, then disc, diamond, square, as the list of scenarios marks them."""
        base = self._session.baseline
        ids = [d.id for d in self._session.documents if base is None or d.id != base.id]
        if base is not None and scenario == base.id:
            return 0
        return 1 + (ids.index(scenario) if scenario in ids else 0) % 3

    def columns(self) -> tuple[Column, ...]:
        """What is known so far."""
        found = []
        for asked in self.asked():
            plan = self._session.plan(asked.scenario)
            known = tuple(r for i in MEASURES if (r := self._kept.get(asked.key(i))) is not None)
            if plan is not None:
                found.append(Column(asked.scenario, plan.scenario.name, asked.year, known))
        return tuple(found)

    @property
    def share(self) -> float:
        """How much of what is asked is known, 0 to 1."""
        wanted = [a.key(i) for a in self.asked() for i in MEASURES]
        return sum(k in self._kept for k in wanted) / len(wanted) if wanted else 1.0

    def start(self) -> None:
        """Counts what is not known yet of what is on screen."""
        scene = self._session.scene
        if scene is not self._scene or len(self._kept) > _MOST_KEPT:
            self._scene, self._kept = scene, {}
        self.stop()
        order = [i for i in MEASURES if i not in SLOW] + list(SLOW)
        wishes = [(a, i) for i in order for a in self.asked() if a.key(i) not in self._kept]
        if scene is not None and wishes:
            turn = self._turn
            self._pool.start(lambda: self._work(scene, wishes, lambda: turn == self._turn))

    def _work(self, scene: Scene, wishes: list[tuple[Asked, str]], wanted: Callable[[], bool]) -> None:
        """In the other thread: one reading after the other, told as they come."""
        states: dict[tuple[object, ...], State] = {}
        for asked, indicator in wishes:
            if not wanted():
                return
            name = asked.key("")
            if name not in states:
                states[name] = state_of(scene, asked.scenario, asked.year, asked.layers, asked.line)
            reading = MEASURES[indicator](states[name])
            if wanted():
                self._found.emit(scene, asked.key(indicator), reading)

    def _take(self, scene: Scene, key: tuple[object, ...], reading: Reading) -> None:
        if self._scene is scene:
            self._kept[key] = reading
            self.changed.emit()
