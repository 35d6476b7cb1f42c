"""Climbs from hasty to fine: small drafts while something moves, a sharp one at rest, then the still picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from wespace_desktop.app.painting import Brief
from wespace_desktop.app.render_thread import Drawn, RenderThread, Rung, Task
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Scene

REST_MS = 80
STILL_MS = 250
AIM_MS = 60.0
#: A smaller picture must save at least a fifth of the time.
WORTH = 0.8
SCALES = (1.0, 0.75, 0.5, 0.35)


class Refinement(QObject):
    """Owns the render thread. `want` may be called at any rate: only the newest wish of a pane is drawn."""

    frame = Signal(int, object)         # pane, Drawn
    pointed = Signal(int, object)       # pane, (h, w) int32 ids, of the wish last wanted
    failed = Signal(str)
    refined = Signal(float)             # every pane is at its still quality; milliseconds since the last hand

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thread_ = RenderThread(self)
        self.thread_.drawn.connect(self._take)
        self.thread_.failed.connect(self.failed)
        self.thread_.failed.connect(lambda _: self._alive.clear())
        self.thread_.prepared.connect(self._point_all)
        self._wanted: dict[int, Shot] = {}
        self._alive: set[int] = set()   # panes whose newest second is not there yet
        self._reached: dict[int, Rung] = {}
        self._briefs: dict[int, Brief] = {}
        self._scale = 2  # index into SCALES
        self._moving = False
        self._held = False      # years go by: a still picture would come too late and keep the next one waiting
        self._cost: dict[int, float] = {}   # index into SCALES -> milliseconds of one pane
        self._rest = _timer(self, REST_MS)
        self._rest.timeout.connect(self._settle)
        self._finer = _timer(self, STILL_MS)
        self._finer.timeout.connect(self._polish)

    def start(self) -> None:
        """The thread loads VTK: worth beginning while files are read, not while the window opens."""
        if not self.thread_.isRunning():
            self.thread_.start()

    @property
    def is_moving(self) -> bool:
        return self._moving

    def show_scene(self, scene: Scene) -> None:
        self._reached.clear()
        self._wanted.clear()
        self.start()
        self.thread_.show_scene(scene)

    def keep_only(self, panes: tuple[int, ...]) -> None:
        """Panes that are off the screen are no longer drawn."""
        self._alive.clear()
        for pane in [p for p in self._wanted if p not in panes]:
            del self._wanted[pane]
            self._reached.pop(pane, None)
            self.thread_.forget(pane)

    def paint(self, pane: int, brief: Brief) -> None:
        """How a pane is painted. Another look or size has it drawn again by the next wish, other marks do not."""
        before = self._briefs.get(pane)
        self._briefs[pane] = brief
        if before is None or (before.look, before.units) != (brief.look, brief.units):
            self._wanted.pop(pane, None)

    def want(self, wishes: Mapping[int, Shot], moving: bool) -> None:
        """This is what the panes should show, for one and the same moment. The same wish again is no new work."""
        new = {pane: wish for pane, wish in wishes.items() if not _same(self._wanted.get(pane), wish)}
        if not new:
            return
        self._finer.stop()
        self._alive.clear()
        for pane, wish in new.items():
            self._wanted[pane] = wish
            self._reached.pop(pane, None)
            self.thread_.forget(pane, "still")
            self.thread_.forget(pane, "ids")
            self.thread_.forget(pane, "sharp" if moving else "moving")
        if moving:
            self._moving = True
            self._send("moving", {p: _scaled(w, SCALES[self._scale]) for p, w in new.items()})
            self._rest.start()
        else:
            self._send("sharp", {p: replace(w, quality="moving") for p, w in new.items()})
            self._finer.start()

    def live(self, wishes: Mapping[int, Shot]) -> None:
        """Another second of the same views. Left out while a hand moves or the last one is being drawn."""
        if self._moving or self._alive:
            return
        same = {p: w for p, w in wishes.items() if _same(self._wanted.get(p), w) and self._reached.get(p)}
        self._wanted.update(same)
        self._alive = set(same)
        self._send("sharp", {p: replace(w, quality="moving") for p, w in same.items()})

    def hold(self, on: bool) -> None:
        """While years go by none is refined to a still picture; afterwards the last one is."""
        self._held = on
        if not on and self._wanted:
            self._finer.start()

    def point(self, pane: int) -> None:
        """Asks for the ids of what the pane shows; `pointed` follows when it still shows that."""
        wish = self._wanted.get(pane)
        if wish is not None and not self._moving:
            self._send("ids", {pane: wish})

    def shut(self) -> None:
        self._rest.stop()
        self._finer.stop()
        self.thread_.shut()

    def _send(self, rung: Rung, shots: Mapping[int, Shot]) -> None:
        tasks = {p: Task(self._wanted[p], shot, self._briefs.get(p)) for p, shot in shots.items()}
        self.thread_.do_all(rung, tasks)

    def _take(self, drawn: Drawn) -> None:
        current = self._wanted.get(drawn.pane)
        if drawn.rung == "sharp":
            self._alive.discard(drawn.pane)
        if drawn.rung == "ids":
            if _same(current, drawn.wish) and isinstance(drawn.result, np.ndarray):
                self.pointed.emit(drawn.pane, drawn.result)
            return
        if current is None or not isinstance(drawn.result, Frame):
            return
        if drawn.rung == "moving":
            self._learn(drawn.ms)
        fresh = _same(current, drawn.wish)
        if not fresh and drawn.rung != "moving":
            return
        self.frame.emit(drawn.pane, drawn)
        if fresh:
            self._reached[drawn.pane] = drawn.rung
            if drawn.rung == "still" and set(self._reached.values()) == {"still"}:
                self.thread_.prepare(tuple(self._wanted.values()))
                self.refined.emit(drawn.ms)

    def _point_all(self) -> None:
        """Nothing is left to do for a hand that moves: be ready for one that points."""
        for pane in self._wanted:
            self.point(pane)
        if any(wish.clock is not None for wish in self._wanted.values()):
            self.refined.emit(0.0)      # as fine as it gets while things move: others may draw their pictures now

    def _learn(self, ms: float) -> None:
        """Chooses the scale at which all panes take about AIM_MS; keeps pixels whose loss would save no time."""
        now, panes = self._scale, max(1, len(self._wanted))
        self._cost[now] = ms if now not in self._cost else 0.6 * self._cost[now] + 0.4 * ms
        cost, smaller, larger = self._cost[now], self._cost.get(now + 1), self._cost.get(now - 1)
        if cost * panes > AIM_MS * 1.3 and now < len(SCALES) - 1 and (smaller is None or smaller < WORTH * cost):
            self._scale += 1
        elif now > 0:
            guess = cost * (SCALES[now - 1] / SCALES[now]) ** 2 if larger is None else larger
            if guess * panes < AIM_MS or (larger is not None and cost > WORTH * larger):
                self._scale -= 1

    def _settle(self) -> None:
        self._moving = False
        hasty = {p: w for p, w in self._wanted.items() if self._reached.get(p) in (None, "moving")}
        for pane in hasty:
            self.thread_.forget(pane, "moving")     # a sharp picture of the same pose comes at once
        self._send("sharp", {p: replace(w, quality="moving") for p, w in hasty.items()})
        self._finer.start()

    def _polish(self) -> None:
        if self._held:
            return
        rough = {p: w for p, w in self._wanted.items() if self._reached.get(p) != "still"}
        self._send("still", {p: w for p, w in rough.items() if w.clock is None})
        if any(w.clock is not None for w in rough.values()):
            self.thread_.prepare(tuple(self._wanted.values()))  # the street goes on while the ground gets finer


def _same(one: Shot | None, other: Shot) -> bool:
    """Whether both are one view, perhaps at another second."""
    return one is not None and one.timeless == other.timeless


def _scaled(shot: Shot, scale: float) -> Shot:
    width, height = shot.size
    return replace(shot, quality="moving", size=(max(16, round(width * scale)), max(16, round(height * scale))))


def _timer(owner: QObject, ms: int) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    return timer
