"""Small pictures of slides, drawn one after the other while the hands are still, and kept."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from wespace_desktop.app.render_thread import WORKING_PANES, Drawn, RenderThread
from wespace_desktop.app.storyboard import shown_for
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.render.shot import Frame, Shot

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session

#: The render thread knows all small pictures under one number far from those of the export.
_PANE = 10 * WORKING_PANES
#: A hand that has just moved comes again soon; without a word that the picture is finished, this long.
_AFTER_REST_MS, _AT_MOST_S = 120, 2.5
_MOST_KEPT = 400
Size = tuple[int, int]
Key = tuple[object, ...]


class Thumbnails(QObject):
    """`picture` answers at once with what there is and has the rest drawn; `ready` tells whose picture came."""

    ready = Signal(str)     # id of the slide

    def __init__(self, session: Session, thread: RenderThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._thread = thread
        self._kept: dict[Key, QPixmap] = {}
        self._last: dict[tuple[str, Size], QPixmap] = {}
        self._queue: dict[Key, tuple[Slide, Sheet, float]] = {}
        self._shots: list[Shot] = []
        self._frames: list[Frame] = []
        self._under_way: Key | None = None
        self._stirred = time.monotonic()
        self._is_calm = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AFTER_REST_MS)
        self._again.timeout.connect(self._go_on)
        for signal in (session.camera_changed, session.panes_changed, session.layers_changed, session.scene_changed):
            signal.connect(self._stir)
        session.scene_changed.connect(self._drop)
        thread.drawn.connect(self._take)
        thread.failed.connect(lambda _: self._give_up())

    def picture(self, slide: Slide, size: Size, ratio: float = 1.0, at_once: bool = False) -> QPixmap | None:
        """The slide's small picture; until it is drawn the one it had before, or None. `at_once`: before the others."""
        sheet = self._sheet(slide, size)
        if sheet is None:
            return None
        key = self._key(sheet, ratio)
        if key in self._kept:
            self._last[(slide.id, size)] = self._kept[key]
        elif key not in self._queue and key != self._under_way:
            self._queue = {key: (slide, sheet, ratio)} | self._queue if at_once else self._queue | {
                key: (slide, sheet, ratio)}
            self._again.start()
        return self._last.get((slide.id, size))

    def calm(self) -> None:
        """The picture on screen is at its best: there is time now."""
        self._is_calm = True
        self._again.start()

    def _sheet(self, slide: Slide, size: Size) -> Sheet | None:
        from wespace_desktop.picture.thumbnail import small_sheet

        board = self._session.storyboard
        plan, seen = board.plan, board.view_of(slide)
        if plan is None or seen is None:
            return None
        look = shown_for(self._session, plan, seen)
        states = look.panes if look.mode != "single" else (look.panes[look.focus],)
        panes = [PaneSpec(p.scenario, p.year, p.layers, seen.camera, hour=p.hour, line=p.line) for p in states]
        return small_sheet(panes, look.mode, seen.swipe, size)

    def _key(self, sheet: Sheet, ratio: float) -> Key:
        plans = self._session.scene.plans if self._session.scene else ()
        hashes = {p.id: (p.scenario.hash, p.district.hash) for p in plans}
        return (sheet, ratio, *(hashes.get(p.scenario) for p in sheet.panes))

    def _stir(self, *_: object) -> None:
        """A hand is at work: what waits for the render thread makes way."""
        self._is_calm, self._stirred = False, time.monotonic()
        if self._under_way is not None:
            self._thread.forget(_PANE)
            self._frames, self._shots = [], []
        if self._queue or self._under_way is not None:
            self._again.start()

    def _drop(self) -> None:
        self._thread.forget(_PANE)
        self._queue.clear()
        self._under_way, self._shots, self._frames = None, [], []

    def _go_on(self) -> None:
        """One shot at a time; none while a hand is at work."""
        if not self._queue and self._under_way is None:
            return
        rested = self._is_calm or time.monotonic() - self._stirred > _AT_MOST_S
        if not rested or not self._thread.isRunning() or self._session.scene is None:
            self._again.start()
        elif not self._shots:
            self._begin()

    def _begin(self) -> None:
        from wespace_desktop.picture.thumbnail import small_shots

        if self._under_way is None:
            self._under_way = next(iter(self._queue))
        _, sheet, _ = self._queue[self._under_way]
        assert self._session.scene is not None
        self._shots, self._frames = small_shots(self._session.scene, sheet), []
        self._thread.wish(_PANE, "still", self._shots[0], self._shots[0])

    def _take(self, drawn: Drawn) -> None:
        expected = len(self._frames) < len(self._shots) and drawn.wish is self._shots[len(self._frames)]
        if drawn.pane != _PANE or not expected or not isinstance(drawn.result, Frame):
            return
        self._frames.append(drawn.result)
        if len(self._frames) < len(self._shots):
            shot = self._shots[len(self._frames)]
            self._thread.wish(_PANE, "still", shot, shot)
        else:
            self._finish()

    def _finish(self) -> None:
        from wespace_desktop.picture.thumbnail import paint_small

        key = self._under_way
        if key is None or key not in self._queue:
            return
        slide, sheet, ratio = self._queue.pop(key)
        picture = QPixmap.fromImage(paint_small(sheet, self._frames, ratio))
        self._under_way, self._shots, self._frames = None, [], []
        if len(self._kept) >= _MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = self._last[(slide.id, sheet.size)] = picture
        self.ready.emit(slide.id)
        if self._queue:
            self._go_on()

    def _give_up(self) -> None:
        """A picture that cannot be drawn is not asked for again and again."""
        if self._shots and self._under_way is not None:
            self._queue.pop(self._under_way, None)
            self._under_way, self._shots, self._frames = None, [], []
            self._again.start()
