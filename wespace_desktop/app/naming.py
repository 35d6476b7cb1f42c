"""Places the names of a frame in the render thread, so that painting in the hands' thread is only painting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.pane import PaneLook, names_on
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Label

if TYPE_CHECKING:
    from wespace_desktop.app.render_thread import Task


class Naming:
    """Remembers where the names of each pane stood. While the camera moves only those are tried again."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[Shot, PaneLook, Placement]] = {}
        self._rested: dict[int, Placement] = {}

    def names(self, pane: int, rung: str, frame: Frame, task: Task) -> Placement | None:
        """Where the names stand on this frame; the still picture keeps those of the sharp one before it."""
        if task.brief is None:
            return None
        look, size = task.brief.look, task.brief.units
        last = self._last.get(pane)
        if rung != "moving" and last is not None and last[0] == task.wish.timeless and last[1] is look:
            return last[2]
        before = last[2] if last is not None else Placement()
        if rung == "moving":
            look = replace(look, labels=_only(look, self._rested.get(pane, Placement())))
        found = names_on(frame, replace(look, before=before), size)
        if rung != "moving":
            self._rested[pane] = found
        self._last[pane] = (task.wish.timeless, look, found)
        return found


def _only(look: PaneLook, placement: Placement) -> tuple[Label, ...]:
    """The labels that stood there when the camera last rested."""
    there = {c.key for c in placement.chips} | {s.key for s in placement.streets}
    return tuple(n for n in look.labels if (n.text.en or n.text.zh, n.anchor) in there)
