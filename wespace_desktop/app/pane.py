"""One pane: its header over its picture, and the banner of a picture that is out of date."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wespace_desktop.app.pane_header import PaneHeader
from wespace_desktop.app.pane_picture import Manner
from wespace_desktop.app.session import Session
from wespace_desktop.app.stale_banner import StaleBanner
from wespace_desktop.app.viewport import Viewport


class Pane(QWidget):
    """Header, viewport and, while the file cannot be read as it is, a banner with the time of the picture."""

    faults_wanted = Signal(str)     # the scenario whose faults should be shown

    def __init__(self, session: Session, pane: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.index = pane
        self.header = PaneHeader(session, pane)
        self.viewport = Viewport(session, pane)
        self.banner = StaleBanner(self.viewport)
        self.banner.fault_wanted.connect(lambda: self.faults_wanted.emit(session.panes[pane].scenario))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.viewport, 1)
        session.documents_changed.connect(self.refresh)
        session.panes_changed.connect(self.refresh)

    def show_as(self, manner: Manner | None) -> None:
        """In a talk, without a header and with larger words; None: as in the window."""
        self.header.setVisible(manner is None)
        self.viewport.picture.manner = manner or Manner()

    def refresh(self) -> None:
        """The banner follows the file of the scenario that is shown."""
        session = self._session
        shown = self.index < len(session.panes)
        self.banner.show_document(session.document(session.shown(self.index).scenario) if shown else None)
        self._place()
        self.viewport.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self.banner.setGeometry(36, 12, max(120, self.viewport.width() - 48), max(38, self.banner.sizeHint().height()))
