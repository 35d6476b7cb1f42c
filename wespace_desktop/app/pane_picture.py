"""One pane on screen through the same painter as every export."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from wespace_desktop.app.session import Session
from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.looking import look_at
from wespace_desktop.picture.pane import paint_pane
from wespace_desktop.picture.sheet import Furniture
from wespace_desktop.render.shot import Frame

#: Pixels per page unit on screen: the smallest words on a picture (15 units) come out at 12 px.
UNIT = 0.8
#: The tag stands in the pane's header.
ON_SCREEN = Furniture(tags=False)


def draw_pane(
    painter: QPainter, rect: QRectF, frame: Frame, session: Session, pane: tuple[int, Placement | None]
) -> Placement:
    """Frame and furniture of (pane, where its names stood before); gives back where they stand now."""
    index, before = pane
    assert session.scene is not None
    look = look_at(session.scene, session.pane_spec(index), ON_SCREEN, session.language, before)
    look = replace(
        look,
        unit=UNIT,
        selected=tuple(o for name in session.marked(index) if len(o := session.outline(name))),
        hovered=tuple(o for o in (session.outline(session.hovered),) if len(o)) if session.hovered else (),
    )
    return paint_pane(painter, rect, frame, look)


