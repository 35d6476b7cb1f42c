"""One pane on screen through the same painter as every export."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from wespace_desktop.app.selection import standing_item
from wespace_desktop.app.session import Session
from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.looking import look_at
from wespace_desktop.picture.pane import PaneLook, paint_pane
from wespace_desktop.picture.sheet import Furniture
from wespace_desktop.render.shot import Frame

#: Pixels per page unit on screen: the smallest words on a picture (15 units) come out at 12 px.
UNIT = 0.8
#: The tag stands in the pane's header.
ON_SCREEN = Furniture(tags=False)


class PanePicture:
    """Remembers what does not change from frame to frame: where the names stand, what is outlined."""

    def __init__(self, session: Session, pane: int) -> None:
        self._session = session
        self._pane = pane
        self._placement = Placement()
        self._look: tuple[object, PaneLook] | None = None

    def draw(self, painter: QPainter, rect: QRectF, frame: Frame) -> None:
        """Frame and furniture. The frame may be smaller than the rectangle while something moves."""
        look = replace(self._now(), before=self._placement)
        self._placement = paint_pane(painter, rect, frame, look)

    def _now(self) -> PaneLook:
        """The look without the camera: made anew only when what stands, is marked or is spoken has changed."""
        session = self._session
        stands = session.standing_of(self._pane)
        shown = session.shown(self._pane)
        key = (id(session.scene), stands, shown.scenario, session.selected, session.hovered, session.language)
        if self._look is None or self._look[0] != key:
            self._look = (key, self._made(stands))
        return self._look[1]

    def _made(self, stands: frozenset[str]) -> PaneLook:
        session = self._session
        assert session.scene is not None
        spec = replace(session.pane_spec(self._pane), selected=(), hovered="")
        look = look_at(session.scene, spec, ON_SCREEN, session.language)
        hovered = self._outlines((session.hovered,) if session.hovered else (), stands)
        return replace(look, unit=UNIT, selected=self._outlines(session.selected, stands), hovered=hovered)

    def _outlines(self, names: tuple[str, ...], stands: frozenset[str]) -> tuple[np.ndarray, ...]:
        """The same place in every pane, whatever stands on it there."""
        scene = self._session.scene
        found = [standing_item(scene, name, stands) for name in names] if scene else []
        return tuple(item.outline for item in found if item is not None and len(item.outline))
