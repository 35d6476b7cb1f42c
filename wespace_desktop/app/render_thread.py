"""The one thread that owns the stage: takes the newest wish of each pane, gives frames and ids back by signal."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from threading import Condition
from typing import Literal

from PySide6.QtCore import QObject, QThread, Signal

from wespace_desktop.errors import WeSpaceError
from wespace_desktop.render.shot import Shot
from wespace_desktop.scene.part import Scene

log = logging.getLogger(__name__)

#: From hasty to fine. `ids` is the id buffer for pointing.
Rung = Literal["moving", "sharp", "ids", "still"]
_ORDER: tuple[Rung, ...] = ("moving", "sharp", "ids", "still")


@dataclass(frozen=True, eq=False)
class Drawn:
    """What came back. `result` is a render.Frame, or for the rung `ids` an (h, w) int32 array; `ms` is what it took."""

    pane: int
    rung: Rung
    wish: Shot
    result: object
    ms: float


class RenderThread(QThread):
    """Wishes go in from any thread without waiting; a newer wish for the same pane and rung replaces the older one."""

    drawn = Signal(object)      # Drawn
    failed = Signal(str)        # a sentence for the user
    ready = Signal(float)       # the stage has taken a scene; milliseconds

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._has_work = Condition()
        self._scene: Scene | None = None
        self._wishes: dict[tuple[Rung, int], tuple[Shot, Shot]] = {}
        self._stop = False

    def show_scene(self, scene: Scene) -> None:
        """From the next frame on, this scene; wishes for the old one are dropped."""
        with self._has_work:
            self._scene = scene
            self._wishes.clear()
            self._has_work.notify()

    def wish(self, pane: int, rung: Rung, wish: Shot, shot: Shot) -> None:
        """Draw `shot` (perhaps smaller than `wish`, which names the pane's state) as soon as nothing hastier waits."""
        with self._has_work:
            self._wishes[rung, pane] = (wish, shot)
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
            self._do(stage, scene, (key, task) if key is not None and task is not None else None)
        stage.close()

    def _next(self) -> tuple[Rung, int] | None:
        return min(self._wishes, key=lambda k: (_ORDER.index(k[0]), k[1]), default=None)

    def _do(self, stage: object, scene: Scene | None, task: object) -> None:
        began = time.perf_counter()
        try:
            if scene is not None:
                stage.show(scene)  # type: ignore[attr-defined]
                self.ready.emit((time.perf_counter() - began) * 1000)
            elif task is not None:
                (rung, pane), (wish, shot) = task  # type: ignore[misc]
                draw = stage.identify if rung == "ids" else stage.draw  # type: ignore[attr-defined]
                result = draw(shot)
                self.drawn.emit(Drawn(pane, rung, wish, result, (time.perf_counter() - began) * 1000))
        except WeSpaceError as error:
            self.failed.emit(str(error))
        except Exception as error:  # the thread's edge: one bad frame must not end the window
            log.exception("drawing failed")
            self.failed.emit(f"Drawing failed: {error}")
