"""The pane of a pair: a header for each side over one picture."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wespace_desktop.app.controls import icon_button, name_button
from wespace_desktop.app.pair_view import PairView
from wespace_desktop.app.pane_header import HEADER_PX, PaneHeader
from wespace_desktop.app.pane_picture import Manner
from wespace_desktop.app.session import MOST_PANES, Session
from wespace_desktop.app.stale_banner import StaleBanner


class SideHeader(PaneHeader):
    """The header of one side: its drop-down chooses what is compared, and leaves other panes as they are."""

    def choose(self, scenario: str) -> None:
        self._session.comparing.choose(self._pane, scenario)


class PairPane(QWidget):
    """Left and right header, the button that exchanges them, the picture."""

    faults_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = QWidget(self)
        self._headers = [SideHeader(session, i, self._bar) for i in range(MOST_PANES)]
        self.flip = icon_button("arrow-left-right", "")
        self.flip.setFixedSize(28, 26)
        self.flip.clicked.connect(session.comparing.flip)
        self.view = PairView(session, self)
        self.banner = StaleBanner(self.view)
        self.banner.fault_wanted.connect(lambda: self.faults_wanted.emit(self._stale()))
        self._bar.setFixedHeight(HEADER_PX)
        self._bar.setProperty("ground", "panel")
        self._bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self._bar)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.view, 1)
        for signal in (session.panes_changed, session.language_changed, session.documents_changed):
            signal.connect(self.refresh)
        self.refresh()

    def show_as(self, manner: Manner | None) -> None:
        """In a talk, without headers and with larger words; None: as in the window."""
        self._bar.setVisible(manner is None)
        self.view.show_as(manner)

    def refresh(self) -> None:
        """The headers of the two sides, in their order."""
        pair = self._session.comparing.pair
        name_button(self.flip, self.tr("Exchange left and right (Space)"))
        if pair is None:
            return
        wanted = [self._headers[pair[0]], self.flip, self._headers[pair[1]]]
        for header in self._headers:
            header.setVisible(header in wanted)
        for widget in wanted:
            self._row.removeWidget(widget)
            self._row.addWidget(widget, 0 if widget is self.flip else 1)
        stale = self._stale()
        self.banner.show_document(self._session.document(stale or self._session.panes[pair[1]].scenario))
        self.banner.setGeometry(36, 60, max(120, self.view.width() - 48), max(38, self.banner.sizeHint().height()))
        self.view.update()

    def _stale(self) -> str:
        """The scenario on screen whose file cannot be read as it is, '' when both can."""
        session = self._session
        for pane in session.comparing.pair or ():
            document = session.document(session.shown(pane).scenario)
            if document is not None and document.stale_since is not None:
                return document.id
        return ""
