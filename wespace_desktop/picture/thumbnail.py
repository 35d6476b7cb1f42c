"""The small picture of a slide: its frames beside each other, or cut by the handle, with no word in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.model.view import Mode
from wespace_desktop.picture.compare import PairLook, paint_pair, pair_shots
from wespace_desktop.picture.compose import pane_shot
from wespace_desktop.picture.ink import PAPER, colour
from wespace_desktop.picture.pane import PaneLook, paint_pane
from wespace_desktop.picture.sheet import Furniture, PaneSpec, Sheet
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Scene

#: Nothing but the picture.
BARE = Furniture(False, False, False, False, False, False, False, False, False)
#: Drawn so many times finer than shown: a quick picture with smooth edges.
FINER = 3
#: Page units that a small picture is high: the handle of a swipe is still seen.
_UNITS = 190.0
_SEAM = 2
Place = tuple[int, int, int, int]


def small_sheet(panes: Sequence[PaneSpec], mode: Mode, swipe: float, size: tuple[int, int]) -> Sheet:
    """What a small picture of these panes is asked to be; `size` is what it is shown in."""
    shown = tuple(replace(p, tag="", selected=(), hovered="") for p in panes)
    return Sheet(size, shown, furniture=BARE, quality="draft", mode=mode, swipe=swipe)


def small_shots(scene: Scene, sheet: Sheet) -> list[Shot]:
    """What the stage draws for it."""
    sizes = [place[2:] for place in _places(sheet)]
    if sheet.is_pair:
        return pair_shots([pane_shot(scene, sheet, p, sizes[0]) for p in sheet.panes], sheet.mode)
    return [pane_shot(scene, sheet, p, size) for p, size in zip(sheet.panes, sizes, strict=True)]


def paint_small(sheet: Sheet, frames: Sequence[Frame], ratio: float = 1.0) -> QImage:
    """The frames that `small_shots` asked for as one image, `ratio` pixels per point."""
    width, height = (n * FINER for n in sheet.size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colour(PAPER))
    painter = QPainter(image)
    look = PaneLook(furniture=BARE, unit=height / _UNITS)
    places = [QRectF(*place) for place in _places(sheet)]
    try:
        if sheet.is_pair:
            paint_pair(painter, places[0], frames, PairLook(look, look, sheet.mode, sheet.swipe))
        else:
            for place, frame in zip(places, frames, strict=True):
                paint_pane(painter, place, frame, look)
    finally:
        painter.end()
    scaled = image.scaled(
        round(sheet.size[0] * ratio), round(sheet.size[1] * ratio),
        Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    scaled.setDevicePixelRatio(ratio)
    return scaled


def _places(sheet: Sheet) -> list[Place]:
    """Up to three beside each other, four as 2 x 2."""
    width, height = (n * FINER for n in sheet.size)
    seam, count = _SEAM * FINER // 2, sheet.frames
    columns = 2 if count == 4 else count
    rows = -(-count // columns)
    wide, high = (width - (columns - 1) * seam) // columns, (height - (rows - 1) * seam) // rows
    return [(i % columns * (wide + seam), i // columns * (high + seam), wide, high) for i in range(count)]
