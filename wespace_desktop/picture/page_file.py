"""A page of parts as a file: a picture, or a PDF of one page with words to search."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.errors import Cancelled
from wespace_desktop.picture.export import metadata_of
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.ink import PAPER, colour
from wespace_desktop.picture.pdf import Book
from wespace_desktop.picture.png import write_png
from wespace_desktop.picture.provenance import provenance_of
from wespace_desktop.picture.saving import save_whole
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.picture.slide_paint import paint_slide
from wespace_desktop.picture.slide_parts import SlidePage
from wespace_desktop.scene.part import Scene

#: A page, and how many points it is wide and high.
Laid = tuple[SlidePage, tuple[float, float]]


def write_page(
    laid: Laid, scene: Scene, sheet: Sheet, order: Order, cancelled: Callable[[], bool] | None = None
) -> None:
    """By the order's suffix; `sheet` says size, language and origin. Raises Cancelled, and leaves no file then."""
    if cancelled is not None and cancelled():
        raise Cancelled
    page, size = laid
    if order.out.suffix.lower() != ".pdf":
        write_png(page_image(laid, sheet), order.out, metadata_of(scene, sheet), sheet.dpi, cancelled)
        return
    book = Book(scene.plan(sheet.panes[-1].scenario).scenario, sheet.lang, [provenance_of(scene, sheet)])
    try:
        book.add(size, partial(paint_slide, page=page))
        save_whole(order.out, [book.bytes()])
    finally:
        book.close()


def page_image(laid: Laid, sheet: Sheet) -> QImage:
    """The page at the sheet's size in pixels."""
    page, size = laid
    image = QImage(*sheet.size, QImage.Format.Format_RGBX8888)
    painter = QPainter(image)
    try:
        painter.fillRect(QRectF(0, 0, *sheet.size), colour(PAPER))
        painter.scale(sheet.size[0] / size[0], sheet.size[1] / size[1])
        paint_slide(painter, page)
    finally:
        painter.end()
    return image
