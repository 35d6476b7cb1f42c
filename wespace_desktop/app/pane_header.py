"""The line over a picture: which pane, which scenario, which year, measured or deduced, and the way to see it alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from wespace_desktop.app import icons, theme
from wespace_desktop.app.controls import PaneTag, Text, icon_button, name_button
from wespace_desktop.app.pane_state import TAGS
from wespace_desktop.app.session import Session
from wespace_desktop.model.hours import hour_words
from wespace_desktop.model.phase_words import LINE_WORDS

HEADER_PX = 36
#: What lies between the parts of the line and around them.
_GAPS_PX = 48
_STEPS_PX = 44


class PaneHeader(QWidget):
    """36 pixels. Double click shows this pane alone, again all of them."""

    def __init__(self, session: Session, pane: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pane = pane
        self.setFixedHeight(HEADER_PX)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tag = PaneTag(TAGS[pane])
        self._chooser = QPushButton()
        self._chooser.setProperty("look", "ghost")
        self._chooser.setFont(theme.font(bold=True))
        self._chooser.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron stands after the name
        self._chooser.setStyleSheet("QPushButton { padding: 0 6px; min-height: 26px; font-weight: bold; }")
        self._chooser.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        icons.put(self._chooser, "chevron-down", "mut")
        self._earlier = icon_button("chevron-left", "")
        self._later = icon_button("chevron-right", "")
        self._words = "", ""     # the line of the fan, how the year is known
        self._when = "", ""      # the year, the hour
        self._year = Text("", theme.SMALL_PX)
        self._kind = Text("", theme.SMALL_PX, "mut")
        self._alone = icon_button("maximize", "")
        for small in (self._earlier, self._later):
            small.setFixedSize(20, 24)
        self._lay_out()
        self._chooser.clicked.connect(self._offer)
        self._earlier.clicked.connect(lambda: self._step(-1))
        self._later.clicked.connect(lambda: self._step(1))
        self._alone.clicked.connect(lambda: session.maximise(pane))
        for signal in (session.panes_changed, session.scene_changed, session.language_changed):
            signal.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 2)
        row.setSpacing(2)
        for widget in (self._tag, self._chooser, self._earlier, self._year, self._later, self._kind):
            row.addWidget(widget)
        row.insertSpacing(1, 2)
        row.insertSpacing(3, 4)
        row.insertSpacing(7, 6)
        row.addStretch(1)
        row.addWidget(self._alone)

    def retranslate(self) -> None:
        """Words of the scenario that is shown now, in the language of now."""
        session = self._session
        if self._pane >= len(session.panes):
            return
        state = session.shown(self._pane)
        plan = session.plan(state.scenario)
        if plan is None:
            return
        self._chooser.setText(plan.scenario.name.in_(session.language))
        self._chooser.setToolTip(plan.scenario.title.in_(session.language))
        self._chooser.setAccessibleName(self.tr("Scenario of pane {tag}").format(tag=TAGS[self._pane]))
        clock = f" · {hour_words(state.hour).en}" if state.hour is not None and session.mode != "lens" else ""
        self._when = str(state.year), clock
        measured = state.year <= plan.scenario.observed_until
        known = self.tr("measured") if measured else self.tr("deduced")
        lines = {p.line for p in session.panes if p.scenario == state.scenario}
        on_line = LINE_WORDS[state.line].in_(session.language) if lines != {"central"} else ""
        self._words = on_line, known
        self._make_room()
        first, last = plan.scenario.horizon
        self._earlier.setEnabled(state.year > first)
        self._later.setEnabled(state.year < last)
        name_button(self._earlier, self.tr("One year earlier ([)"))
        name_button(self._later, self.tr("One year later (])"))
        single = session.mode == "single"
        name_button(self._alone, self.tr("Show all panes") if single else self.tr("Show this pane alone"))
        icons.put(self._alone, "minimize" if single else "maximize", "mut", "ink")
        self._alone.setVisible(len(session.panes) > 1)
        self.update()

    def _offer(self) -> None:
        session = self._session
        menu = QMenu(self)
        for plan in session.scene.plans if session.scene else ():
            action = menu.addAction(plan.scenario.title.in_(session.language))
            action.setCheckable(True)
            action.setChecked(plan.id == session.panes[self._pane].scenario)
            action.triggered.connect(lambda _=False, name=plan.id: self.choose(name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._chooser.mapToGlobal(self._chooser.rect().bottomLeft()))

    def choose(self, scenario: str) -> None:
        """What the drop-down does."""
        self._session.set_pane_scenario(self._pane, scenario)

    def _step(self, years: int) -> None:
        self._session.set_focus(self._pane)
        self._session.set_year(self._pane, self._session.panes[self._pane].year + years)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._session.set_focus(self._pane)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if len(self._session.panes) > 1:
            self._session.maximise(self._pane)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()

    def _make_room(self) -> None:
        """A narrow pane says which line of the fan it shows rather than how the year is known, steps, or the hour."""
        on_line, known = self._words
        year, clock = self._when
        both = " · ".join(w for w in (on_line, known) if w)
        ways = ((both, clock, True), (on_line, clock, True), (on_line, clock, False), (on_line, "", False))
        kind, clock, steps = next((way for way in ways if self._needs(*way) <= self.width()), ways[-1])
        self._year.setText(year + clock)
        self._kind.setText(kind)
        self._kind.setVisible(bool(kind))
        for small in (self._earlier, self._later):
            small.setVisible(steps)

    def _needs(self, kind: str, clock: str, steps: bool) -> int:
        """How wide the header must be for these words, in pixels."""
        fixed = sum(w.sizeHint().width() for w in (self._tag, self._chooser, self._alone))
        words = self._year.fontMetrics().horizontalAdvance(self._when[0] + clock)
        words += self._kind.fontMetrics().horizontalAdvance(kind)
        return fixed + words + _GAPS_PX + (_STEPS_PX if steps else 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        session = self._session
        if session.mode != "single" and session.focus == self._pane and len(session.panes) > 1:
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.colour("acc"))
