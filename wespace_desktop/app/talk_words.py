"""What is on screen in a talk as a slide of the files: its sheet, its boxes, its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage

from wespace_desktop.app.storyboard import Shown
from wespace_desktop.app.talk import Talk
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import PAIR_MODES, Camera
from wespace_desktop.picture.content import content_of
from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.picture.slide_band import GAP, band, band_height
from wespace_desktop.picture.slide_layout import Slot, boxes_for, words_for
from wespace_desktop.picture.slide_panes import DrawnPane
from wespace_desktop.picture.slide_parts import SLIDE, Part
from wespace_desktop.scene.part import Scene

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session

_SIZE = (round(SLIDE[0]), round(SLIDE[1]))


def sheet_of(session: Session, talk: Talk, slide: Slide) -> Sheet:
    """The panes as they are now, layers ticked and baseline held alike, under the slide's own words."""
    seen = session.storyboard.view_of(slide)
    caption = slide.caption or (seen.caption if seen is not None else slide.caption)
    title = slide.title or (seen.title if seen is not None else slide.title)
    now = session.sheet(_SIZE)
    panes = tuple(replace(p, selected=(), hovered="") for p in _in_order(session, now))
    clock = 0.0 if session.moving.is_running else None      # the words say that things move, not when
    return replace(now, panes=panes, title=title, caption=caption, lang=talk.lang, view=slide.view, clock=clock)


def _in_order(session: Session, now: Sheet) -> tuple[PaneSpec, ...]:
    pair = session.comparing.pair
    return tuple(session.pane_spec(i) for i in pair) if pair is not None else now.panes


def coming_sheet(session: Session, talk: Talk, look: Shown, camera: Camera) -> Sheet:
    """What will be on screen, as far as the place of the panes depends on it."""
    states = look.panes if look.mode != "single" else (look.panes[look.focus],)
    shown = states[: 2 if look.mode in PAIR_MODES else 4]
    panes = tuple(PaneSpec(p.scenario, p.year, p.layers, camera, hour=p.hour, line=p.line) for p in shown)
    return Sheet(_SIZE, panes, lang=talk.lang, mode=look.mode)


def area_of(scene: Scene, slide: Slide, sheet: Sheet) -> QRectF | None:
    """Where the panes stand together, in points, over the band of gains and harms; None on a slide without a picture.
    """
    found = _whole(scene, slide, sheet)
    if found is not None and slide.layout == "picture":
        high = band_height(content_of(scene, sheet), found.width(), sheet.lang)
        found.setBottom(found.bottom() - (high + GAP if high else 0.0))
    return found


def _whole(scene: Scene, slide: Slide, sheet: Sheet) -> QRectF | None:
    found: QRectF | None = None
    for left, top, right, bottom in boxes_for(scene, slide.layout, sheet):
        box = QRectF(QPointF(left, top), QPointF(right, bottom))
        found = box if found is None else found.united(box)
    return found


def parts_of(scene: Scene, number: int, slide: Slide, sheet: Sheet) -> tuple[Part, ...]:
    """Everything but the pictures and what lies on them: that is live."""
    boxes = boxes_for(scene, slide.layout, sheet)
    blank = DrawnPane(QImage(), (0.0, 0.0), Placement())
    words = words_for(scene, Slot(number, slide, sheet, boxes, (blank,) * len(boxes), {}))
    content = content_of(scene, sheet)
    whole, area = _whole(scene, slide, sheet), area_of(scene, slide, sheet)
    if whole is None or area is None or whole == area:
        return words
    place = (area.left(), area.bottom() + GAP, area.right(), whole.bottom())
    return (*words, *band(content, place, sheet.lang))
