"""Paints two frames as one picture on screen, through the painter of every export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from wespace_desktop.app.pane_picture import Manner, PanePicture
from wespace_desktop.app.session import Session
from wespace_desktop.picture.compare import PairLook, paint_pair
from wespace_desktop.picture.hour_key import hour_key
from wespace_desktop.picture.labels import Placement, key_of
from wespace_desktop.picture.lens import LensKey, key_of_lens
from wespace_desktop.picture.looking import tag_of
from wespace_desktop.picture.pane import PaneLook, paint_pane
from wespace_desktop.picture.swipe import SwipeLook, cut_at, keep_names
from wespace_desktop.render.shot import Frame

#: Whether nothing moves, the camera does, or only the handle.
Pace = Literal["rest", "moving", "sliding"]


class PairPicture:
    """Remembers what both sides look like, and where their names stood, so that names stay while the cut moves."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._manner: Manner | None = None
        self._sides: dict[int, PanePicture] = {}
        self._names: tuple[Placement, ...] = ()
        self._rested: tuple[Placement, ...] = ()

    def show_as(self, manner: Manner | None) -> None:
        """In a talk, with larger words; None: as in the window."""
        self._manner = manner
        for side in self._sides.values():
            side.manner = manner or Manner()

    def key(self, view: QWidget) -> object:
        """What the picture depends on besides the frames."""
        session = self._session
        looks = tuple(id(self._side(pane).look()) for pane in self._pair)
        size = view.width(), view.height(), view.devicePixelRatioF()
        return session.comparing.shown_mode, cut_at(size[0], self._share), looks, session.selected, self._manner, size

    def painted(self, view: QWidget, frames: Sequence[Frame], pace: Pace) -> QImage:
        """The whole picture in device pixels. While the camera moves only names that stood at rest are tried; while the
        handle moves they stay where they are."""
        ratio = view.devicePixelRatioF()
        image = QImage(
            max(1, round(view.width() * ratio)), max(1, round(view.height() * ratio)), QImage.Format.Format_RGB32
        )
        area = QRectF(0, 0, image.width(), image.height())
        look = self._look(view, image.width() / max(1, view.width()), pace)
        painter = QPainter(image)
        try:
            if (held := self._session.comparing.held) is None:
                self._names = paint_pair(painter, area, frames, look)
            else:
                plain = look.left if held == self._pair[0] else look.right
                self._names = (paint_pane(painter, area, frames[0], plain),)
        finally:
            painter.end()
        if pace == "rest":
            self._rested = self._names
        return image

    def _look(self, view: QWidget, ratio: float, pace: Pace) -> PairLook:
        mode, share = self._session.mode, self._share
        left, right = self._looks(view, ratio)
        if pace == "moving":
            left, right = _only(left, self._rested), _only(right, self._rested)
        elif pace == "sliding" and len(self._rested) == 2:
            size = view.width() * ratio / left.unit, view.height() * ratio / left.unit
            cut = cut_at(view.width() * ratio, share) / left.unit
            kept = keep_names(SwipeLook(left, right, share), (self._rested[0], self._rested[1]), size, cut)
            left, right = kept.left, kept.right
        return PairLook(left, right, mode, share, self._lens_key())

    def draw_hover(self, painter: QPainter, view: QWidget, frames: Sequence[Frame]) -> None:
        """The outline of what the hand is over, on both sides."""
        if not self._session.pointed:
            return
        sides = list(zip(self._pair, self.areas(view), strict=True))
        for (pane, area), frame, names in zip(sides[-len(frames) :], frames, self._names, strict=False):
            painter.save()
            painter.setClipRect(area)
            self._side(pane).draw_hover(painter, QRectF(view.rect()), frame, names)
            painter.restore()

    def areas(self, view: QWidget) -> tuple[QRectF, QRectF]:
        """The parts of the view that show the left and the right pane; a lens shows the right one all over."""
        cut = cut_at(view.width(), self._share) if self._session.mode == "swipe" else 0
        return QRectF(0, 0, cut, view.height()), QRectF(cut, 0, view.width() - cut, view.height())

    @property
    def _pair(self) -> tuple[int, int]:
        return self._session.comparing.pair or (0, 0)

    @property
    def _share(self) -> float:
        return self._session.comparing.share

    def _side(self, pane: int) -> PanePicture:
        if pane not in self._sides:
            self._sides[pane] = PanePicture(self._session, pane)
            self._sides[pane].manner = self._manner or Manner()
        return self._sides[pane]

    def _looks(self, view: QWidget, ratio: float) -> tuple[PaneLook, PaneLook]:
        session = self._session
        assert session.scene is not None
        specs = [replace(session.pane_spec(pane), selected=(), hovered="") for pane in self._pair]
        names = self._names if len(self._names) == 2 else (*self._names, Placement(), Placement())
        looks = []
        for i, pane in enumerate(self._pair):
            side = self._side(pane)
            look = side.look()
            # In the swipe the tags belong to the sides, wherever the handle is; the lens has its names in the header.
            tags = look.furniture.tags or session.comparing.shown_mode != "lens"
            tag = tag_of(session.scene, specs[i], look.lang, [specs[1 - i]])
            before = names[i if session.mode == "swipe" else 0]
            hour = hour_key(session.scene, *(s.hour for s in specs))
            look = replace(look, unit=look.unit * ratio, tag=tag, before=before, hour=hour)
            shown = replace(look.furniture, tags=tags)
            looks.append(replace(look, selected=side.brief(view).selected, furniture=shown))
        return looks[0], looks[1]

    def _lens_key(self) -> tuple[LensKey, ...]:
        session = self._session
        if session.mode != "lens" or session.scene is None:
            return ()
        before, after = (session.pane_spec(pane) for pane in self._pair)
        return key_of_lens(session.scene, before, after)


def _only(look: PaneLook, rested: Sequence[Placement]) -> PaneLook:
    """The look with the names that stood there when the camera last rested."""
    there = {c.key for p in rested for c in p.chips} | {s.key for p in rested for s in p.streets}
    return replace(look, labels=tuple(n for n in look.labels if key_of(n) in there))
