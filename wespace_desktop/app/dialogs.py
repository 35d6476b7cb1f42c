"""The dialogs of the window, made when they are first asked for: a start does not pay for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from wespace_desktop.app.actions import Actions
from wespace_desktop.app.render_thread import RenderThread
from wespace_desktop.app.session import Session
from wespace_desktop.app.settings import Settings

if TYPE_CHECKING:
    from wespace_desktop.app.auditor import Auditor
    from wespace_desktop.app.export_dialog import ExportDialog
    from wespace_desktop.app.palette import CommandPalette
    from wespace_desktop.app.picture_maker import PictureMaker


class Dialogs:
    """Export, command palette, about."""

    def __init__(
        self, session: Session, window: QWidget, thread: RenderThread, settings: Settings | None = None
    ) -> None:
        self._settings = settings
        self._session = session
        self._window = window
        self._thread = thread
        self._maker: PictureMaker | None = None
        self._auditor: Auditor | None = None
        session.findings.watched.connect(self._watch)
        session.findings.search_wanted.connect(self._search)
        self._export: ExportDialog | None = None
        self._palette: CommandPalette | None = None

    def export(self) -> None:
        """The picture of what is on the screen, written to a file."""
        from wespace_desktop.app.export_dialog import ExportDialog
        from wespace_desktop.app.picture_maker import PictureMaker

        if self._session.scene is None:
            return
        if self._export is None:
            self._maker = PictureMaker(self._thread, self._window)
            self._export = ExportDialog(self._session, self._maker, self._window, self._settings)
        self._export.ask()

    def _watch(self, wanted: bool) -> None:
        """Somebody wants to know what a view hides."""
        if self._auditor is None and wanted:
            self._make_auditor().watch(True)

    def _search(self) -> None:
        """Somebody wants a better view."""
        if self._auditor is None:
            self._make_auditor().search()

    def _make_auditor(self) -> Auditor:
        """Made when it is first needed; from then on it hears for itself."""
        from wespace_desktop.app.auditor import Auditor

        self._auditor = Auditor(self._session, self._thread, self._window)
        return self._auditor

    def search(self, actions: Actions) -> None:
        """Commands and places by a few letters."""
        from wespace_desktop.app.palette import CommandPalette

        if self._palette is None:
            self._palette = CommandPalette(self._session, actions.offered, self._window)
        self._palette.ask()

    def about(self) -> None:
        from wespace_desktop.app.about import About

        about = About(self._session.language, self._window)
        about.finished.connect(about.deleteLater)
        about.open()

    def shut(self) -> None:
        """Stops a picture that is being made and waits for its thread."""
        for worker in (self._maker, self._auditor):
            if worker is not None:
                worker.shut()
