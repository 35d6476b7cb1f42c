"""The right side: what is selected, what changes, what is set free, what is counted; one choice at the top."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from wespace_desktop.app import controls
from wespace_desktop.app.inspector import Inspector
from wespace_desktop.app.session import Session

#: A row of the ledger needs more room than a fact of the inspector.
WIDTHS = {"selected": 320, "changes": 416, "freed": 416, "counts": 416, "report": 416}
PAGES = tuple(WIDTHS)


class RightPanel(QWidget):
    """Makes a page when it is first asked for. `width_wanted`: what the page on top needs."""

    width_wanted = Signal(int)
    part_wanted = Signal(str)       # another part of the window, by the id of a chart of the report

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("ground", "panel")     # opaque: as a drawer it lies over the picture
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.choice = controls.Segmented([(page, "", "") for page in PAGES])
        for page in PAGES:  # five words share the width that there is
            self.choice.segment(page).pad_px = 4
        self.choice.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.pages = QStackedWidget()
        self._made: dict[str, QWidget] = {}
        self._widths = dict(WIDTHS)
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 0)
        row.addWidget(self.choice, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.pages, 1)
        self.choice.chosen.connect(self._press)
        session.selection_changed.connect(self._follow)
        self.retranslate()
        self.show_page("selected")

    @property
    def page(self) -> str:
        """Which page is on top."""
        return self.choice.choice

    def show_page(self, page: str) -> None:
        """Brings a page to the top, as wide as it was when it was left."""
        if self.isVisible() and self.page:
            self._widths[self.page] = self.width()
        self.choice.choose(page)
        self.pages.setCurrentWidget(self.made(page))
        self.width_wanted.emit(self._widths[page])

    def _press(self, page: str) -> None:
        """The switch has moved already: which page is left is known from the pages."""
        left = next(name for name, made in self._made.items() if made is self.pages.currentWidget())
        self.choice.choose(left)
        self.show_page(page)

    def made(self, page: str) -> QWidget:
        """The page itself."""
        if page not in self._made:
            makers: dict[str, Callable[[], QWidget]] = {"selected": self._inspector, "changes": self._ledger,
                                                         "freed": self._freed, "counts": self._counts,
                                                         "report": self._report}  # fmt: skip
            self._made[page] = makers[page]()
            self.pages.addWidget(self._made[page])
        return self._made[page]

    def _inspector(self) -> QWidget:
        return Inspector(self._session)

    def _ledger(self) -> QWidget:
        from wespace_desktop.app.ledger_panel import LedgerPanel

        return LedgerPanel(self._session)

    def _freed(self) -> QWidget:
        from wespace_desktop.app.freed_panel import FreedPanel

        return FreedPanel(self._session)

    def _counts(self) -> QWidget:
        from wespace_desktop.app.indicator_panel import IndicatorPanel

        return IndicatorPanel(self._session)

    def _report(self) -> QWidget:
        from wespace_desktop.app.compass_panel import CompassPanel

        panel = CompassPanel(self._session)
        panel.panel_wanted.connect(self.part_wanted)
        return panel

    def _follow(self) -> None:
        """Something that no list on top tells of was selected: the inspector does."""
        chosen = self._session.selected
        if chosen and self.page in ("counts", "report") and chosen != getattr(self.made(self.page), "marked", ()):
            self.show_page("selected")
        if chosen and self.page in ("changes", "freed"):
            told = {n for e in self._session.findings.entries for n in (e.id, *e.gone, *e.come)}
            if told.isdisjoint(chosen):
                self.show_page("selected")

    def retranslate(self) -> None:
        words = [self.tr("Selected"), self.tr("Changes"), self.tr("Freed"), self.tr("Indicators"), self.tr("Report")]
        self.choice.set_words(words)
        self.choice.setAccessibleName(self.tr("Right panel"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
