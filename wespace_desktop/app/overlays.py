"""What opens over the window: the export dialog, the command palette, the credits. Made when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from wespace_desktop.app.actions import Actions
from wespace_desktop.app.render_thread import RenderThread
from wespace_desktop.app.session import Session

if TYPE_CHECKING:
    from wespace_desktop.app.export_dialog import ExportDialog
    from wespace_desktop.app.palette import CommandPalette
    from wespace_desktop.app.picture_maker import PictureMaker


class Overlays(QObject):
    """Connects the commands `export`, `search` and `about`."""

    def __init__(self, session: Session, actions: Actions, thread: RenderThread, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._actions, self._thread, self._window = session, actions, thread, window
        self._maker: PictureMaker | None = None
        self._dialog: ExportDialog | None = None
        self._palette: CommandPalette | None = None
        actions.on("export", self.export)
        actions.on("search", self.search)
        actions.on("about", self.about)

    def export(self) -> None:
        """The export dialog, as it was left the last time."""
        if self._session.scene is None:
            return
        if self._dialog is None:
            from wespace_desktop.app.export_dialog import ExportDialog
            from wespace_desktop.app.picture_maker import PictureMaker

            self._maker = PictureMaker(self._thread, self)
            self._dialog = ExportDialog(self._session, self._maker, self._window)
        self._dialog.ask()

    def search(self) -> None:
        if self._palette is None:
            from wespace_desktop.app.palette import CommandPalette

            self._palette = CommandPalette(self._session, self._offered, self._window)
        self._palette.ask()

    def about(self) -> None:
        from wespace_desktop.app.about import About

        About(self._session.language, self._window).open()

    def shut(self) -> None:
        """Stops a picture under way; call it before the render thread ends."""
        if self._maker is not None:
            self._maker.shut()

    def _offered(self) -> list[QAction]:
        return [action for command, action in self._actions if command.id != "search"]
