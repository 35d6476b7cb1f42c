"""Paints a whole pane in the render thread, so that showing it is only copying pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.picture.labels import Placement
from wespace_desktop.picture.pane import PaneLook, paint_pane
from wespace_desktop.render.shot import Frame

Outlines = tuple[np.ndarray, ...]


@dataclass(frozen=True, eq=False)
class Brief:
    """How a pane is painted: its look, what is outlined, its size in page units and in device pixels."""

    look: PaneLook
    selected: Outlines
    marked: tuple[str, ...]
    units: tuple[float, float]
    pixels: tuple[int, int]

    def same(self, other: Brief) -> bool:
        """Whether both come out alike; a look is the same object until it changes."""
        return self.look is other.look and (self.marked, self.pixels) == (other.marked, other.pixels)


def painted(frame: Frame, brief: Brief, names: Placement | None) -> QImage:
    """The pane as it is shown, in device pixels."""
    width, height = brief.pixels
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        look = replace(brief.look, selected=brief.selected, placed=names)
        scale = width / max(1.0, brief.units[0])
        paint_pane(painter, QRectF(0, 0, width, height), frame, replace(look, unit=scale))
    finally:
        painter.end()
    return image
