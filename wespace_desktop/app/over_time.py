"""The panes over the curves and the timeline; in a low window the timeline folds unless a person wants it there."""

from __future__ import annotations

from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wespace_desktop.app.controls import hairline
from wespace_desktop.app.hour_strip import HourStrip
from wespace_desktop.app.session import Session
from wespace_desktop.app.timeline import Timeline

if TYPE_CHECKING:
    from wespace_desktop.app.curves import Curves

FOLDS_UNDER_PX = 800


class OverTime(QWidget):
    """Makes the curves when they are first asked for: they load pyqtgraph."""

    folded = Signal(bool)           # the timeline
    curves_shown = Signal(bool)

    def __init__(self, session: Session, panes: QWidget, timeline: Timeline) -> None:
        super().__init__()
        self._session = session
        self.timeline = timeline
        self.curves: Curves | None = None
        self.wanted: bool | None = None     # what a person said; None: as the height of the window allows
        self._warmed = False
        self._lines = [hairline(), hairline()]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(panes, 1)
        self._column.addWidget(self._lines[0])
        self._column.addWidget(timeline)
        self.hour_strip = HourStrip(session)
        self._column.addWidget(self.hour_strip)
        for part in (*self._lines, timeline):
            part.hide()     # until the height is known: a low window does not lay it out first

    def warm(self) -> None:
        """Loads pyqtgraph beside what a hand does, so that the curves come without a second of waiting."""
        if not self._warmed:
            self._warmed = True
            Thread(target=import_module, args=("pyqtgraph",)).start()

    @property
    def is_open(self) -> bool:
        """The curves have no numbers of their own for the years: with them it is there in any case."""
        if self.shows_curves:
            return True
        return self.window().height() >= FOLDS_UNDER_PX if self.wanted is None else self.wanted

    @property
    def shows_curves(self) -> bool:
        return self.curves is not None and not self.curves.isHidden()

    def want(self, on: bool | None) -> None:
        """A person's wish, or None for none."""
        self.wanted = on
        if on is False and self.shows_curves:
            self.show_curves(False)
        self._fold()

    def show_curves(self, on: bool) -> None:
        """Over the timeline, their years above its years."""
        if on and self.curves is None:
            from wespace_desktop.app.curves import Curves  # late: pyqtgraph costs start time

            self.curves = Curves(self._session)
            self._column.insertWidget(1, self._lines[1])
            self._column.insertWidget(2, self.curves)
        if self.curves is not None:
            self.curves.setVisible(on)
            self._lines[1].setVisible(on)
            self._fold()
            self.curves_shown.emit(on)

    def _fold(self) -> None:
        if self.curves is not None:
            self.curves.be_low(self.window().height() < FOLDS_UNDER_PX)
        for part in (self._lines[0], self.timeline):
            part.setVisible(self.is_open)
        self.folded.emit(not self.is_open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold()
        super().resizeEvent(event)
