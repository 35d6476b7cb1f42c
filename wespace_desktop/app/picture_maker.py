"""Draws whole pictures beside the working view: the render thread gives the panes, the rest happens apart."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from wespace_desktop.app.render_thread import RenderThread
from wespace_desktop.app.sitter import Sitter
from wespace_desktop.errors import Cancelled, Problem, WeSpaceError
from wespace_desktop.picture.export import ExportRequest, export_picture
from wespace_desktop.picture.formats import Order, format_of
from wespace_desktop.picture.glimpse import small_picture
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.scene.part import Scene


@dataclass(frozen=True)
class Small:
    """A preview of what an order would write."""

    order: Order


Asked = Sheet | Small | ExportRequest | Order
log = logging.getLogger(__name__)


class _Making(QThread):
    """One picture, drawn and perhaps written."""

    progressed = Signal(float, object)
    previewed = Signal(object)
    failed = Signal(object)     # tuple of Problem, empty when a hand stopped it
    written = Signal(object)    # Path

    def __init__(self, sitter: Sitter, scene: Scene, asked: Asked, parent: QObject) -> None:
        super().__init__(parent)
        self._sitter, self._scene, self._asked = sitter, scene, asked

    def stop(self) -> None:
        self._sitter.stopped = True

    def run(self) -> None:
        try:
            if isinstance(self._asked, Sheet):
                from wespace_desktop.picture.compose import compose

                self.previewed.emit(compose(self._sitter, self._scene, self._asked, None, self._is_stopped))
            elif isinstance(self._asked, Small):
                self.previewed.emit(small_picture(self._sitter, self._scene, self._asked.order, self._is_stopped))
            elif isinstance(self._asked, Order):
                write = format_of(self._asked.out, self._asked.what).load()
                written = write(self._scene, self._asked, self._sitter, self.progressed.emit, self._is_stopped)
                self.written.emit(written[0].parent if len(written) > 1 else written[0])
            else:
                self.written.emit(
                    export_picture(self._scene, self._asked, self._sitter, self.progressed.emit, self._is_stopped)
                )
        except Cancelled:
            self.failed.emit(())
        except WeSpaceError as error:
            self.failed.emit(error.problems)
        except Exception as error:  # the thread's edge: a fault in the program must reach the dialog as words
            log.exception("the picture could not be drawn")
            self.failed.emit((Problem("", 0, 0, "", f"the picture could not be drawn: {error}"),))
        finally:
            self._sitter.leave()

    def _is_stopped(self) -> bool:
        return self._sitter.stopped


class PictureMaker(QObject):
    """One preview and one export at a time. A newer preview replaces the one under way."""

    previewed = Signal(QImage)
    preview_failed = Signal(object)
    progressed = Signal(float, object)
    written = Signal(object)
    failed = Signal(object)

    def __init__(self, thread: RenderThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._preview: _Making | None = None
        self._next: tuple[Scene, Sheet | Small] | None = None
        self._export: _Making | None = None

    @property
    def is_writing(self) -> bool:
        return self._export is not None

    def preview(self, scene: Scene, sheet: Sheet | Small) -> None:
        """`previewed` follows with the newest sheet asked for, at the quality of a picture at rest."""
        self._next = (scene, replace(sheet, quality="still") if isinstance(sheet, Sheet) else sheet)
        if self._preview is not None:
            self._preview.stop()
        else:
            self._start_preview()

    def write(self, scene: Scene, request: ExportRequest | Order) -> None:
        """`progressed`, then `written` or `failed`; asked while one is being written, it does nothing."""
        if self._export is not None:
            return
        making = _Making(Sitter(self._thread), scene, request, self)
        self._export = making
        making.progressed.connect(self.progressed)
        making.written.connect(self.written)
        making.failed.connect(self.failed)
        making.finished.connect(self._export_done)
        making.start()

    def cancel(self) -> None:
        """`failed` follows with no problems; nothing half-written is left."""
        if self._export is not None:
            self._export.stop()

    def shut(self) -> None:
        """Stops what is under way and waits for it."""
        self._next = None
        for making in (self._preview, self._export):
            if making is not None:
                making.stop()
                making.wait()

    def _start_preview(self) -> None:
        if self._next is None:
            return
        scene, sheet = self._next
        self._next = None
        making = _Making(Sitter(self._thread), scene, sheet, self)
        self._preview = making
        making.previewed.connect(self._show)
        making.failed.connect(self._preview_failed)
        making.finished.connect(self._preview_done)
        making.start()

    def _show(self, image: QImage) -> None:
        if self._next is None:
            self.previewed.emit(image)

    def _preview_failed(self, problems: tuple[Problem, ...]) -> None:
        if problems and self._next is None:
            self.preview_failed.emit(problems)

    def _preview_done(self) -> None:
        if self._preview is not None:
            self._preview.deleteLater()
        self._preview = None
        self._start_preview()

    def _export_done(self) -> None:
        if self._export is not None:
            self._export.deleteLater()
        self._export = None

