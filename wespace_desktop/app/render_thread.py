"""The one thread that owns the stage: takes the newest wish of each pane, gives frames and ids back by signal."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from threading import Condition
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from wespace_desktop.app.naming import Naming
from wespace_desktop.app.painting import Brief, painted
from wespace_desktop.errors import Cancelled, WeSpaceError
from wespace_desktop.picture.labels import Placement
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Scene

if TYPE_CHECKING:
    from wespace_desktop.render.stage import Stage

log = logging.getLogger(__name__)

#: From hasty to fine. `ids` is the id buffer for pointing, `names` the one for counting.
Rung = Literal["moving", "sharp", "ids", "still", "names"]
#: Pane numbers from here on belong to pictures that are made beside the working view.
WORKING_PANES = 1000
#: So often a picture beside the working view gives way to a hand; then it is drawn, or it would never be.
PATIENCE = 8
_ORDER: tuple[Rung, ...] = ("moving", "sharp", "ids", "still", "names")
#: All panes that wait for these are drawn in one round and shown together, or linked cameras would part in motion.
_ROUNDS: tuple[Rung, ...] = ("moving", "sharp")


@dataclass(frozen=True, eq=False)
class Task:
    """Draw `shot`, perhaps smaller than `wish`, the pane's state. With a brief the pane is painted as well."""

    wish: Shot
    shot: Shot
    brief: Brief | None = None


@dataclass(frozen=True, eq=False)
class Drawn:
    """What came back. `result` is a render.Frame, or for the rung `ids` an (h, w) int32 array; `ms` is what it took.
    `names` is where the names of the frame stand, `image` the whole pane as `brief` asked.
    """

    pane: int
    rung: Rung
    wish: Shot
    result: object
    ms: float
    names: Placement | None = None
    image: QImage | None = None
    brief: Brief | None = None


class RenderThread(QThread):
    """Wishes go in from any thread without waiting; a newer wish for the same pane and rung replaces the older one."""

    drawn = Signal(object)      # Drawn
    failed = Signal(str)        # a sentence for the user
    prepared = Signal()         # nothing is left to make ready
    ready = Signal(float)       # the stage has taken a scene; milliseconds

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._has_work = Condition()
        self._scene: Scene | None = None
        self._wishes: dict[tuple[Rung, int], Task] = {}
        self._naming = Naming()
        self._ahead: list[tuple[Shot, bool | None]] = []    # None: what rests under what moves
        self._steps: Iterator[None] | None = None
        self._gave_way: Counter[int] = Counter()
        self._doing: Rung | None = None     # what gives way to anything hastier
        self._served: dict[int, int] = {}
        self._count = count(1)
        self._stop = False

    def show_scene(self, scene: Scene) -> None:
        """From the next frame on, this scene; wishes of the working view for the old one are dropped."""
        with self._has_work:
            self._scene = scene
            self._wishes = {k: t for k, t in self._wishes.items() if k[1] >= WORKING_PANES}
            self._ahead = []
            self._has_work.notify()

    def wish(self, pane: int, rung: Rung, wish: Shot, shot: Shot) -> None:
        """Draw `shot` (perhaps smaller than `wish`, the pane's state), without names."""
        self.do(pane, rung, Task(wish, shot))

    def do(self, pane: int, rung: Rung, task: Task) -> None:
        """As soon as nothing hastier waits."""
        self.do_all(rung, {pane: task})

    def do_all(self, rung: Rung, tasks: Mapping[int, Task]) -> None:
        """The same for several panes at once: no round begins with only some of them."""
        with self._has_work:
            self._wishes.update({(rung, pane): task for pane, task in tasks.items()})
            self._has_work.notify()

    def prepare(self, shots: Sequence[Shot]) -> None:
        """While nothing else is asked, make ready what motion around these needs; first where they are now."""
        with self._has_work:
            self._ahead = [(shot, None) for shot in shots if shot.clock is not None]
            self._ahead += [(shot, elsewhere) for elsewhere in (False, True) for shot in shots]
            self._has_work.notify()

    def forget(self, pane: int | None = None, rung: Rung | None = None) -> None:
        """Drops what waits: of one pane, of one rung, or all."""
        with self._has_work:
            for key in [k for k in self._wishes if pane in (None, k[1]) and rung in (None, k[0])]:
                del self._wishes[key]

    def shut(self) -> None:
        """Ends the thread and waits for it; the stage is closed in the thread that made it."""
        with self._has_work:
            self._stop = True
            self._has_work.notify()
        self.wait()

    def run(self) -> None:
        from wespace_desktop.render.stage import Stage  # late: VTK costs start time, and belongs to this thread

        stage = Stage(self._look_up)
        while not self._stop:
            with self._has_work:
                while not (self._stop or self._scene is not None or self._wishes or self._ahead or self._steps):
                    self._has_work.wait()
                scene, self._scene = self._scene, None
                rung, tasks = ("ids", {}) if scene is not None else self._round()
            if scene is not None:
                self._take(stage, scene)
            elif tasks:
                self._do(stage, rung, tasks)
            elif not self._stop:
                self._prepare(stage)
        stage.close()

    def _round(self) -> tuple[Rung, dict[int, Task]]:
        """Takes out what is done next: one task, or one round of the panes on screen."""
        first = self._next()
        if first is None:
            return "ids", {}
        rung, pane = first
        together = rung in _ROUNDS and pane < WORKING_PANES
        panes = [p for r, p in self._wishes if r == rung and p < WORKING_PANES] if together else [pane]
        return rung, {p: self._wishes.pop((rung, p)) for p in sorted(panes)}

    def _next(self) -> tuple[Rung, int] | None:
        """The hastiest; among equals the pane that has waited longest, or a hand on one would starve the others."""
        working = min(self._wishes, key=lambda k: (_ORDER.index(k[0]), self._served.get(k[1], 0), k[1]), default=None)
        if working is not None and working[1] >= WORKING_PANES and (self._ahead or self._steps):
            return None     # a hand may come at any time; a picture beside the working view can wait a little
        if working is not None:
            self._served[working[1]] = next(self._count)
        return working

    def _prepare(self, stage: Stage) -> None:
        """One short step, so that a hand never waits for more."""
        if self._steps is None and self._ahead:
            shot, elsewhere = self._ahead.pop(0)
            self._steps = stage.settle(shot) if elsewhere is None else stage.prepare(shot, elsewhere)
        steps, self._steps = self._steps, None
        with self._told():
            for _ in steps or ():
                self._steps = steps
                return
        if not self._ahead:
            self.prepared.emit()

    def _take(self, stage: Stage, scene: Scene) -> None:
        began = time.perf_counter()
        self._steps = None
        with self._told():
            stage.show(scene)
            self.ready.emit((time.perf_counter() - began) * 1000)

    def _do(self, stage: Stage, rung: Rung, tasks: Mapping[int, Task]) -> None:
        """Draws all, then shows all; a hand that moves on meanwhile ends what is not about motion."""
        self._doing = rung if self._gave_way[max(tasks)] < PATIENCE else None
        with self._told():
            try:
                done = []
                for pane, task in tasks.items():
                    if done:
                        self._look_up()
                    done.append(self._draw(stage, rung, pane, task))
            except Cancelled:
                self._put_back(rung, tasks)
                return
            finally:
                self._doing = None
            self._gave_way.pop(max(tasks), None)
            for drawn in done:
                self.drawn.emit(drawn)

    def _look_up(self) -> None:
        """Cancelled when something hastier than what is being drawn has been wished meanwhile."""
        if self._doing is None:
            return
        if self._stop or any(_ORDER.index(r) < _ORDER.index(self._doing) for r, _ in tuple(self._wishes)):
            raise Cancelled

    def _put_back(self, rung: Rung, tasks: Mapping[int, Task]) -> None:
        """What gave way comes later; after a hand has moved, the working view is wished anew at rest."""
        with self._has_work:
            stays = rung == "still" and all(r != "moving" for r, _ in self._wishes)
            for pane, task in tasks.items():
                if pane >= WORKING_PANES:
                    self._gave_way[pane] += 1
                if pane >= WORKING_PANES or stays:
                    self._wishes.setdefault((rung, pane), task)

    def _draw(self, stage: Stage, rung: Rung, pane: int, task: Task) -> Drawn:
        began = time.perf_counter()
        result: object
        if rung == "ids":
            result = stage.identify(task.shot)
        else:
            result = stage.names(task.shot) if rung == "names" else stage.draw(task.shot)
        names = image = None
        if isinstance(result, Frame) and task.brief is not None:
            names = self._naming.names(pane, rung, result, task)
            image = painted(result, task.brief, names)
        ms = (time.perf_counter() - began) * 1000
        return Drawn(pane, rung, task.wish, result, ms, names, image, task.brief)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """The thread's edge: one bad frame must not end the window."""
        try:
            yield
        except WeSpaceError as error:
            self.failed.emit(str(error))
        except Exception as error:
            log.exception("drawing failed")
            self.failed.emit(f"Drawing failed: {error}")
