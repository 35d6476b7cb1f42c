"""Draws the frames of a film: the panes of the ordinary picture on a page with larger words, names kept in place."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.model.words import Words
from wespace_desktop.picture.block import Block
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.compare import paint_pair, pair_shots
from wespace_desktop.picture.compose import Drawer, pair_look, pane_look, pane_shot
from wespace_desktop.picture.content import Entry, content_of
from wespace_desktop.picture.film_legend import Cast, line, standing_in
from wespace_desktop.picture.film_wish import Moment
from wespace_desktop.picture.fonts import load_fonts
from wespace_desktop.picture.ink import PAPER, colour
from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.legend import Shown
from wespace_desktop.picture.page import Page, lay_out
from wespace_desktop.picture.pane import paint_pane
from wespace_desktop.picture.sheet import Sheet, SheetLang
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Scene

#: A film is seen small and from afar: its page is fewer units high than a board's, so that its words are larger.
FILM_UNITS = 980.0
#: Frames that are kept: a swipe needs two, a fade from year to year two more.
_KEPT = 4


class FilmPainter:
    """Draws one moment after the other. Keeps what the next one may need: frames, the page, where names stand.

    `steady` is the sheet whose words give the page its layout and `cast` who appears in the film, so that the picture
    never changes its size.
    """

    def __init__(self, stage: Drawer, scene: Scene, steady: Sheet, cast: Cast | None = None) -> None:
        load_fonts()
        self._stage, self._scene, self._steady = stage, scene, steady
        self._cast = cast or Cast(sheets=(steady,))
        self._unseen = Words()
        self._panes = self._room()
        self._frames: OrderedDict[Shot, Frame] = OrderedDict()
        self._grounds: OrderedDict[object, tuple[QImage, Page]] = OrderedDict()
        self._names: dict[int, Placement] = {}

    @property
    def size(self) -> tuple[int, int]:
        """Of each pane, in pixels."""
        return self._page(self._steady).pane_pixels()[0][2:]

    def say_unseen(self, words: Words) -> None:
        """Which losses the film does not show, said under every frame."""
        self._unseen = words
        self._grounds.clear()
        self._panes = self._room()

    def image(self, moment: Moment) -> QImage:
        """The picture of a moment, opaque."""
        first = self._painted(moment.sheet)
        if moment.next is not None and moment.share > 0:
            second = self._painted(moment.next)
            painter = QPainter(first)
            painter.setOpacity(moment.share)
            painter.drawImage(0, 0, second)
            painter.end()
        return first

    def _painted(self, sheet: Sheet) -> QImage:
        ground, page = self._ground(sheet)
        image = ground.copy()
        painter = QPainter(image)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_panes(painter, page, sheet)
        finally:
            painter.end()
        return image

    def _paint_panes(self, painter: QPainter, page: Page, sheet: Sheet) -> None:
        places = page.pane_pixels()
        if sheet.is_pair:
            shots = [pane_shot(self._scene, sheet, spec, places[0][2:]) for spec in sheet.panes]
            frames = [self._frame(shot) for shot in pair_shots(shots, sheet.mode)]
            look = pair_look(self._scene, sheet, page.unit)
            look = replace(
                look, left=replace(look.left, before=self._before(0)), right=replace(look.right, before=self._before(1))
            )
            placed = paint_pair(painter, QRectF(*places[0]), frames, look)
            self._names = dict(enumerate(placed))
            return
        for i, spec in enumerate(sheet.panes):
            frame = self._frame(pane_shot(self._scene, sheet, spec, places[i][2:]))
            look_ = replace(pane_look(self._scene, sheet, i, self._before(i)), unit=page.unit)
            self._names[i] = paint_pane(painter, QRectF(*places[i]), frame, look_)

    def _before(self, i: int) -> Placement:
        """Names of the last frame; in the first one the second pane's stand as the first one's."""
        return self._names.get(i) or self._names.get(i - 1) or Placement()

    def _frame(self, shot: Shot) -> Frame:
        if shot in self._frames:
            self._frames.move_to_end(shot)
            return self._frames[shot]
        frame = self._stage.draw(shot)
        self._frames[shot] = frame
        while len(self._frames) > _KEPT:
            self._frames.popitem(last=False)
        return frame

    def _ground(self, sheet: Sheet) -> tuple[QImage, Page]:
        """Paper with title, layers, gains and harms and small print; painted again only when its words change."""
        key = (sheet.title, sheet.caption, sheet.view, tuple(standing_in(self._scene, sheet).items()))
        if key not in self._grounds:
            page = replace(self._page(sheet), panes=self._panes)
            image = QImage(*sheet.size, QImage.Format.Format_RGBX8888)
            image.fill(colour(PAPER))
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(page.unit, page.unit)
            for block in (page.header, page.footer):
                block.draw(painter, 0.0)
            painter.end()
            self._grounds[key] = (image, page)
            while len(self._grounds) > _KEPT:
                self._grounds.popitem(last=False)
        return self._grounds[key]

    def _room(self) -> tuple[Box, ...]:
        """Where the picture stands all film long: what the words of every moment leave free."""
        pages = [self._page(sheet) for sheet in self._cast.sheets]
        return tuple(
            (same[0][0], max(b[1] for b in same), same[0][2], min(b[3] for b in same))
            for same in zip(*(p.panes for p in pages), strict=True)
        )

    def _page(self, sheet: Sheet) -> Page:
        """The layout for the words of a moment, its layers in the places that they keep."""
        words = replace(self._steady, title=sheet.title, caption=sheet.caption, view=sheet.view)
        content = replace(content_of(self._scene, words), unseen=self._unseen)
        stands = standing_in(self._scene, sheet)

        def strip(_: tuple[Entry, ...], width: float, lang: SheetLang, shown: Shown) -> Block:
            made = line(self._cast, stands, width, lang)
            return made if shown.legend else Block(made.height)

        return lay_out(content, words, FILM_UNITS, strip)


def as_rgb(image: QImage) -> np.ndarray:
    """(h, w, 3) uint8, the top row first."""
    turned = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(turned.constBits(), np.uint8).reshape(turned.height(), turned.bytesPerLine())
    # A copy, because the image takes its memory with it.
    return rows[:, : 3 * turned.width()].copy().reshape(turned.height(), turned.width(), 3)
