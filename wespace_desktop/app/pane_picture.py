"""One pane on screen through the same painter as every export."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget

from wespace_desktop.app.painting import Brief, Outlines
from wespace_desktop.app.selection import standing_item
from wespace_desktop.app.session import Session
from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.looking import look_at
from wespace_desktop.picture.pane import HOVER_WIDTH, PaneLook, gauge_boxes, outline_path, stroke_outline
from wespace_desktop.picture.sheet import Furniture, SheetLang
from wespace_desktop.render.shot import Frame

#: Pixels per page unit on screen: the smallest words on a picture (15 units) come out at 12 px.
UNIT = 0.8
#: The tag stands in the pane's header.
ON_SCREEN = Furniture(tags=False)
#: A line around all roads of a district says nothing about where, and takes long to draw.
MOST_POINTS = 4000


@dataclass(frozen=True)
class Manner:
    """How large words are (pixels per page unit), which furniture there is, in which language: None is the session's.
    In a talk words are larger, the pane has no header and its tag stands in the picture.
    """

    unit: float = UNIT
    furniture: Furniture = field(default=ON_SCREEN)
    lang: SheetLang | None = None


class PanePicture:
    """Remembers what does not change from frame to frame: which labels stand, and what is outlined."""

    def __init__(self, session: Session, pane: int) -> None:
        self._session = session
        self._pane = pane
        self.manner = Manner()
        self._look: tuple[object, PaneLook] | None = None
        self._marks: tuple[object, Outlines] | None = None
        self._hover: tuple[object, QPainterPath] | None = None

    def draw_hover(self, painter: QPainter, rect: QRectF, frame: Frame, names: Placement | None) -> None:
        """The outline of what the hand is over, lightly, on the painted pane; names and gauges stay readable."""
        session = self._session
        if not session.pointed:
            return
        unit = self.manner.unit
        units = rect.width() / unit, rect.height() / unit
        key = (id(frame), session.pointed, units)
        if self._hover is None or self._hover[0] != key:
            outlines = self._outlines(session.pointed, session.standing_of(self._pane))
            self._hover = (key, outline_path(frame, outlines, units))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(unit, unit)
        free = QRegion(QRectF(0, 0, *units).toAlignedRect())
        written = [chip.box for chip in names.chips] if names is not None else []
        for left, top, right, bottom in (*written, *gauge_boxes(frame, self.look(), units)):
            free -= QRegion(QRectF(left, top, right - left, bottom - top).toAlignedRect())
        painter.setClipRegion(free)
        stroke_outline(painter, self._hover[1], HOVER_WIDTH)
        painter.restore()

    def brief(self, view: QWidget) -> Brief:
        """How the render thread paints this pane."""
        unit = self.manner.unit
        units = view.width() / unit, view.height() / unit
        ratio = view.devicePixelRatioF()
        pixels = max(1, round(view.width() * ratio)), max(1, round(view.height() * ratio))
        return Brief(self.look(), self._marked(), self._session.selected, units, pixels)

    def look(self) -> PaneLook:
        """The look without marks: the same object until something else stands or another language is spoken."""
        session = self._session
        assert session.scene is not None
        stands = session.standing_of(self._pane)
        manner, lang = self.manner, self.manner.lang or session.language
        state = session.shown(self._pane)
        # One key speaks for all panes of an hour.
        is_told = state.hour in {session.shown(i).hour for i in session.visible if i < self._pane}
        key = (id(session.scene), stands, state.scenario, state.hour, session.mode, is_told, lang, manner)
        if self._look is None or self._look[0] != key:
            spec = replace(session.pane_spec(self._pane), selected=(), hovered="")
            look = look_at(session.scene, spec, manner.furniture, lang)
            self._look = (key, replace(look, unit=manner.unit, hour=None if is_told else look.hour))
        return self._look[1]

    def _marked(self) -> Outlines:
        """Outlines of what is selected."""
        session = self._session
        stands = session.standing_of(self._pane)
        key = (id(session.scene), stands, session.selected)
        if self._marks is None or self._marks[0] != key:
            self._marks = (key, self._outlines(session.selected, stands))
        return self._marks[1]

    def _outlines(self, names: tuple[str, ...], stands: frozenset[str]) -> Outlines:
        """The same place in every pane, whatever stands on it there."""
        scene = self._session.scene
        found = [standing_item(scene, name, stands) for name in names] if scene else []
        return tuple(item.outline for item in found if item is not None and 0 < len(item.outline) <= MOST_POINTS)
