"""PDF: words stay words that can be searched and copied, the scene is a picture; the same pages, the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, QUuid
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from wespace_desktop import __version__
from wespace_desktop.errors import Cancelled
from wespace_desktop.model.scenario import Scenario
from wespace_desktop.model.words import NOT_A_PREDICTION, Words
from wespace_desktop.picture.asking import plan_of
from wespace_desktop.picture.compose import Drawer, Progress, paint_sheet
from wespace_desktop.picture.deck import pages, slides_for
from wespace_desktop.picture.export import part, staged
from wespace_desktop.picture.fonts import load_fonts
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.ink import PAPER, colour
from wespace_desktop.picture.pdf_order import in_one_order
from wespace_desktop.picture.provenance import provenance_of
from wespace_desktop.picture.saving import save_whole
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.picture.slide_paint import paint_slide
from wespace_desktop.picture.slide_parts import SLIDE
from wespace_desktop.picture.slides import created
from wespace_desktop.scene.part import Scene

#: Fine enough for any hairline; coordinates in a PDF are rounded to this.
_DPI = 1200
_DRAWN = 0.95
Paint = Callable[[QPainter], None]


def write_pdf(
    scene: Scene,
    order: Order,
    stage: Drawer | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """The writer of PDF files (see picture.formats): one view on a page, or a page for each slide."""
    load_fonts()
    scenario = plan_of(scene, order.wish.file).scenario
    sheet = order.picture(scene)
    origins = (
        [provenance_of(scene, asked.sheet, asked.slide.id) for asked in slides_for(scene, order)]
        if order.what == "storyboard"
        else [provenance_of(scene, sheet)]
    )
    book = Book(scenario, order.wish.lang, origins)
    try:
        with staged(scene, stage) as drawer:
            if order.what == "storyboard":
                for page in pages(drawer, scene, order, part(progress, 0.0, _DRAWN), cancelled):
                    book.add(SLIDE, partial(paint_slide, page=page))
            else:
                _add_view(book, (drawer, scene, sheet), part(progress, 0.0, _DRAWN), cancelled)
            data = book.bytes()
    finally:
        book.close()
    if cancelled is not None and cancelled():
        raise Cancelled
    save_whole(order.out, [data])
    if progress is not None:
        progress(1.0, Words("PDF 已写好", "PDF written"))
    return (order.out,)


def _add_view(
    book: Book,
    what: tuple[Drawer, Scene, Sheet],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """A page as large as the picture is at its density."""
    sheet = what[2]
    scale = 72.0 / sheet.dpi

    def paint(painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, sheet.size[0] * scale, sheet.size[1] * scale), colour(PAPER))
        painter.scale(scale, scale)
        paint_sheet(painter, what, progress, cancelled)

    book.add((sheet.size[0] * scale, sheet.size[1] * scale), paint)


class Book:
    """The pages of a PDF while it is being written. Lives only inside one call."""

    def __init__(self, scenario: Scenario, lang: str, origins: Sequence[Mapping[str, object]]) -> None:
        self._scenario = scenario
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(_DPI)
        self._writer.setTitle(scenario.title.in_("zh" if lang == "zh" else "en"))
        self._writer.setAuthor(scenario.author or "WeSpace Desktop")
        self._writer.setCreator(f"WeSpace Desktop {__version__}")
        self._writer.setDocumentId(QUuid.fromRfc4122(QByteArray(bytes.fromhex(scenario.hash[:32].ljust(32, "0")))))
        # Qt writes its own, with the time of day, unless it has ours before the first page.
        self._writer.setDocumentXmpMetadata(QByteArray(_xmp(scenario, lang, origins)))
        self._painter: QPainter | None = None

    def add(self, size: tuple[float, float], paint: Paint) -> None:
        """A page of that many points; `paint` is called with a painter that speaks points."""
        layout = QPageLayout(
            QPageSize(QSizeF(*size), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch),
            QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
        self._writer.setPageLayout(layout)
        if self._painter is None:
            self._painter = QPainter(self._writer)
        else:
            self._writer.newPage()
        self._painter.save()
        try:
            self._painter.scale(_DPI / 72.0, _DPI / 72.0)
            paint(self._painter)
        finally:
            self._painter.restore()

    def bytes(self) -> bytes:
        """The file, with the scenario's own date in place of the clock's."""
        self.close()
        return in_one_order(_without_clock(bytes(self._buffer.data().data()), created(self._scenario)))

    def close(self) -> None:
        """End the painter, whatever has been painted: an open one would end the process."""
        if self._painter is not None and self._painter.isActive():
            self._painter.end()


def _without_clock(data: bytes, when: datetime) -> bytes:
    """Dates have one length, so nothing in the file moves."""
    date = when.strftime("D:%Y%m%d%H%M%SZ").encode()
    return re.sub(rb"(/(?:Creation|Mod)Date \()D:[^)]*(\))", lambda found: found[1] + date + found[2], data)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:wespace="https://wespace.example/ns/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{said}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag>{langs}</rdf:Bag></dc:language>
<xmp:CreatorTool>WeSpace Desktop {version}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate>
<wespace:origin>{origin}</wespace:origin>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _xmp(scenario: Scenario, lang: str, origins: Sequence[Mapping[str, object]]) -> bytes:
    """What the file says of itself in the words that PDF has for it; the origin of each page as JSON."""
    langs = {"zh": ("zh-CN",), "en": ("en",)}.get(lang, ("en", "zh-CN"))
    return _XMP.format(
        title=escape(scenario.title.both()),
        said=escape(NOT_A_PREDICTION.both()),
        langs="".join(f"<rdf:li>{name}</rdf:li>" for name in langs),
        version=__version__,
        date=created(scenario).isoformat(),
        origin=escape(json.dumps(list(origins), ensure_ascii=True, sort_keys=True)),
    ).encode()
