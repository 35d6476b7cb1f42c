"""The one thread that owns the stage: takes the newest wish of each pane, gives frames and ids back by signal."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from threading import Condition
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QThread, Signal

from wespace_desktop.app.naming import Naming
from wespace_desktop.errors import WeSpaceError
from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.pane import PaneLook
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Scene

if TYPE_CHECKING:
    from wespace_desktop.render.stage import Stage

log = logging.getLogger(__name__)

#: From hasty to fine. `ids` is the id buffer for pointing.
Rung = Literal["moving", "sharp", "ids", "still"]
#: Pane numbers from here on belong to pictures that are made beside the working view.
WORKING_PANES = 1000
_ORDER: tuple[Rung, ...] = ("moving", "sharp", "ids", "still")


@dataclass(frozen=True, eq=False)
class Task:
    """Draw `shot`, perhaps smaller than `wish`, the pane's state. `look` and `size` (units) place its names."""

    wish: Shot
    shot: Shot
    look: PaneLook | None = None
    size: tuple[float, float] = (1.0, 1.0)


@dataclass(frozen=True, eq=False)
class Drawn:
    """What came back. `result` is a render.Frame, or for the rung `ids` an (h, w) int32 array; `ms` is what it took.
    `names` is where the names of the frame stand.
    """

    pane: int
    rung: Rung
    wish: Shot
    result: object
    ms: float
    names: Placement | None = None


class RenderThread(QThread):
    """Wishes go in from any thread without waiting; a newer wish for the same pane and rung replaces the older one."""

    drawn = Signal(object)      # Drawn
    failed = Signal(str)        # a sentence for the user
    ready = Signal(float)       # the stage has taken a scene; milliseconds

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._has_work = Condition()
        self._scene: Scene | None = None
        self._wishes: dict[tuple[Rung, int], Task] = {}
        self._naming = Naming()
        self._served: dict[int, int] = {}
        self._count = count(1)
        self._stop = False

    def show_scene(self, scene: Scene) -> None:
        """From the next frame on, this scene; wishes of the working view for the old one are dropped."""
        with self._has_work:
            self._scene = scene
            self._wishes = {k: t for k, t in self._wishes.items() if k[1] >= WORKING_PANES}
            self._has_work.notify()

    def wish(self, pane: int, rung: Rung, wish: Shot, shot: Shot) -> None:
        """Draw `shot` (perhaps smaller than `wish`, the pane's state), without names."""
        self.do(pane, rung, Task(wish, shot))

    def do(self, pane: int, rung: Rung, task: Task) -> None:
        """As soon as nothing hastier waits."""
        with self._has_work:
            self._wishes[rung, pane] = task
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

        stage = Stage()
        while not self._stop:
            with self._has_work:
                while not (self._stop or self._scene is not None or self._wishes):
                    self._has_work.wait()
                scene, self._scene = self._scene, None
                key = None if scene is not None else self._next()
                task = self._wishes.pop(key) if key is not None else None
            if scene is not None:
                self._take(stage, scene)
            elif key is not None and task is not None:
                self._do(stage, key, task)
        stage.close()

    def _next(self) -> tuple[Rung, int] | None:
        """The hastiest; among equals the pane that has waited longest, or a hand on one would starve the others."""
        working = min(self._wishes, key=lambda k: (_ORDER.index(k[0]), self._served.get(k[1], 0), k[1]), default=None)
        if working is not None:
            self._served[working[1]] = next(self._count)
        return working

    def _take(self, stage: Stage, scene: Scene) -> None:
        began = time.perf_counter()
        with self._told():
            stage.show(scene)
            self.ready.emit((time.perf_counter() - began) * 1000)

    def _do(self, stage: Stage, key: tuple[Rung, int], task: Task) -> None:
        began = time.perf_counter()
        rung, pane = key
        with self._told():
            result = stage.identify(task.shot) if rung == "ids" else stage.draw(task.shot)
            names = self._naming.names(pane, rung, result, task) if isinstance(result, Frame) else None
            self.drawn.emit(Drawn(pane, rung, task.wish, result, (time.perf_counter() - began) * 1000, names))

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
