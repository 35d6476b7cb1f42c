"""One pane on screen through the same painter as every export."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from wespace_desktop.app.painting import Brief, Outlines
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
    """Remembers what does not change from frame to frame: which labels stand, and what is outlined."""

    def __init__(self, session: Session, pane: int) -> None:
        self._session = session
        self._pane = pane
        self._look: tuple[object, PaneLook] | None = None
        self._marks: tuple[object, tuple[Outlines, Outlines]] | None = None

    def draw(self, painter: QPainter, rect: QRectF, frame: Frame, names: Placement | None) -> None:
        """Frame and furniture. The frame may be smaller than the rectangle while something moves."""
        selected, hovered = self._marked()
        look = replace(self.look(), selected=selected, hovered=hovered, placed=names)
        paint_pane(painter, rect, frame, look)

    def brief(self, view: QWidget) -> Brief:
        """How the render thread paints this pane."""
        selected, hovered = self._marked()
        units = view.width() / UNIT, view.height() / UNIT
        ratio = view.devicePixelRatioF()
        pixels = max(1, round(view.width() * ratio)), max(1, round(view.height() * ratio))
        session = self._session
        return Brief(self.look(), selected, hovered, (session.selected, session.hovered), units, pixels)

    def look(self) -> PaneLook:
        """The look without marks: the same object until something else stands or another language is spoken."""
        session = self._session
        assert session.scene is not None
        stands = session.standing_of(self._pane)
        key = (id(session.scene), stands, session.shown(self._pane).scenario, session.language)
        if self._look is None or self._look[0] != key:
            spec = replace(session.pane_spec(self._pane), selected=(), hovered="")
            look = look_at(session.scene, spec, ON_SCREEN, session.language)
            self._look = (key, replace(look, unit=UNIT))
        return self._look[1]

    def _marked(self) -> tuple[Outlines, Outlines]:
        """Outlines of what is selected and of what the hand is over."""
        session = self._session
        stands = session.standing_of(self._pane)
        key = (id(session.scene), stands, session.selected, session.hovered)
        if self._marks is None or self._marks[0] != key:
            hovered = (session.hovered,) if session.hovered else ()
            self._marks = (key, (self._outlines(session.selected, stands), self._outlines(hovered, stands)))
        return self._marks[1]

    def _outlines(self, names: tuple[str, ...], stands: frozenset[str]) -> Outlines:
        """The same place in every pane, whatever stands on it there."""
        scene = self._session.scene
        found = [standing_item(scene, name, stands) for name in names] if scene else []
        return tuple(item.outline for item in found if item is not None and len(item.outline))
