"""What an order would write, as one small picture: its first slide, or the whole contact sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QImage

from wespace_desktop.picture.compose import Drawer
from wespace_desktop.picture.contact import contact_image
from wespace_desktop.picture.deck import page_for, slides_for
from wespace_desktop.picture.fonts import load_fonts
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.slide_paint import page_image
from wespace_desktop.scene.part import Scene


def small_picture(stage: Drawer, scene: Scene, order: Order, cancelled: Callable[[], bool] | None = None) -> QImage:
    """The order's own size says how small. Raises Cancelled between two pictures."""
    load_fonts()
    if order.what == "contact":
        return contact_image(stage, scene, order, None, cancelled)
    first = slides_for(scene, order)[0]
    # Letters are drawn at their real shapes, whatever the size: the slide at small scale is the slide.
    sheet = replace(first.sheet, size=order.wish.size)
    return page_image(page_for(stage, scene, replace(first, sheet=sheet), cancelled), order.wish.size)
