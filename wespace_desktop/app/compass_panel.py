"""The report's compass: all its rows with what the scenario on screen does with each; a click goes to what shows it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from wespace_desktop.app import controls, theme
from wespace_desktop.app.compass_card import CompassCard
from wespace_desktop.app.compass_model import CompassModel
from wespace_desktop.app.compass_view import CompassView
from wespace_desktop.app.diagram_dialog import DiagramDialog
from wespace_desktop.app.flying import fly_to_all
from wespace_desktop.app.session import Session
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.compass import STATES, Bearing, compass
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.report import LIMITS, limits, load_report
from wespace_desktop.picture.diagrams import Ask
from wespace_desktop.scene.compass_report import headline
from wespace_desktop.scene.part import Item

MOST_MARKED, MOST_FLOWN, NEAR_M = 60, 12, 110.0
_SCALES = ("", "D", "C", "N")


class CompassPanel(QWidget):
    """Renews itself while it is seen; hidden it costs nothing. `panel_wanted`: another part of the window."""

    panel_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._sized = False     # by hand
        self.bearings: tuple[Bearing, ...] = ()
        self.marked: tuple[str, ...] = ()
        self._of = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        self._count = controls.Text(px=theme.SMALL_PX).wrapped()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.scale = controls.Segmented([(s or "all", "", "") for s in _SCALES])
        self.state = QComboBox()
        self.view = CompassView(CompassModel(self))
        self.card = CompassCard()
        self._limits = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        self._lay()
        self._wire()
        self.scale.choose("all")
        self.retranslate()

    # layout -----------------------------------------------------------------------------------------------------
    def _lay(self) -> None:
        tools = QVBoxLayout()
        tools.setContentsMargins(16, 8, 16, 0)
        tools.setSpacing(8)
        for part in (self._of, self._count, self.search):
            tools.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.scale)
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(self.state, 1)
        tools.addLayout(row)
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setHandleWidth(1)
        self.parts.setChildrenCollapsible(False)
        self.view.setMinimumHeight(120)
        self.card.setMinimumHeight(96)
        self.parts.addWidget(self.view)
        self.parts.addWidget(self.card)
        self.parts.setSizes([520, 380])
        self._limits.setContentsMargins(16, 6, 16, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(tools)
        column.addWidget(self.parts, 1)
        column.addWidget(controls.hairline())
        column.addWidget(self._limits)

    def _wire(self) -> None:
        session, model = self._session, self.view.model_
        self.search.textChanged.connect(lambda text: model.want(text=text))
        self.scale.chosen.connect(lambda key: model.want(scale="" if key == "all" else key))
        self.state.activated.connect(lambda _: model.want(states=frozenset(self.state.currentData() or ())))
        self.view.chosen.connect(self.go_to)
        self.parts.splitterMoved.connect(lambda *_: setattr(self, "_sized", True))
        self.card.opened.connect(self.panel_wanted)
        self.card.flown.connect(self._fly)
        self.card.enlarged.connect(self.enlarge)
        self.card.slide_chosen.connect(self._go_to_slide)
        self.card.diagram.layer_chosen.connect(lambda layer: session.toggle_layer(layer))
        for signal in (session.scene_changed, session.panes_changed, session.layers_changed, session.language_changed):
            signal.connect(lambda *_: self.renew())

    # content ----------------------------------------------------------------------------------------------------
    def renew(self) -> None:
        """Anew for what is on screen; when nobody sees it, as soon as somebody does."""
        self._stale = True
        if self.isVisible():
            self._renew()

    def showEvent(self, event: QEvent) -> None:
        if self._stale:
            self._renew()

    @property
    def pane(self) -> int:
        """Whose scenario is told of: the focused pane's, else that of the last one that is no baseline."""
        session = self._session
        later = [i for i in session.visible if (p := session.plan(session.panes[i].scenario)) and p.scenario.extends]
        return session.focus if session.focus in later or not later else later[-1]

    def _plan(self) -> Plan | None:
        session = self._session
        return session.plan(session.panes[self.pane].scenario) if session.panes else None

    def _renew(self) -> None:
        self._stale = False
        plan = self._plan()
        if plan is None:
            return
        lang, state = self._session.language, self._session.panes[self.pane]
        self.bearings = compass(plan, state.year, state.layers, state.line)
        self._of.setText(f"{plan.scenario.title.in_(lang)} · {state.year}")
        self._count.setText(headline(self.bearings).in_(lang))
        self.view.model_.take(self.bearings, lang)
        chosen = self.card.bearing.row.id if self.card.bearing is not None else ""
        self.card.take(self.bearing(chosen), self.ask())

    def bearing(self, row_id: str) -> Bearing | None:
        return next((b for b in self.bearings if b.row.id == row_id), None)

    def ask(self) -> Ask:
        """What a diagram is asked now: every visible pane's scenario once, the one that counts last."""
        session = self._session
        order = [i for i in session.visible if i != self.pane] + [self.pane] if session.panes else []
        states = {session.panes[i].scenario: session.panes[i] for i in order}
        plans = tuple((p, s.year, s.layers) for name, s in states.items() if (p := session.plan(name)) is not None)
        return Ask(lang=session.language, plans=plans)

    # going ------------------------------------------------------------------------------------------------------
    def go_to(self, row_id: str) -> None:
        """Shows the row's card, puts its layers on, goes where it is seen; a row without a place opens its chart."""
        bearing = self.bearing(row_id)
        if bearing is None:
            return
        self._put_layers(bearing)
        bearing = self.bearing(row_id) or bearing
        self.card.take(bearing, self.ask())
        self.view.show_row(row_id)
        QTimer.singleShot(0, lambda: self.view.show_row(row_id))    # once the card has taken its room
        if bearing.changes and (bearing.row.layers or bearing.row.effects):
            self._fly(row_id)
        chart = load_report().charts.get(bearing.row.opens)
        self._share(chart is not None and chart.kind != "panel")
        if chart is not None and chart.kind == "panel" and not bearing.changes:
            self.panel_wanted.emit(chart.id)

    def _share(self, with_diagram: bool) -> None:
        """A diagram gets the larger part, until a hand has said how large the parts are."""
        if not self._sized:
            high = self.parts.height()
            self.parts.setSizes([high * 4 // 10, high * 6 // 10] if with_diagram else [high * 6 // 10, high * 4 // 10])

    def _put_layers(self, bearing: Bearing) -> None:
        plan, pane = self._plan(), self.pane
        known = load_catalogue().ids
        for layer in bearing.row.layers:
            if plan is not None and layer in known and layer in {c.layer for c in plan.changes}:
                self._session.set_layer(pane, layer, True)

    def _fly(self, row_id: str) -> None:
        """Marks the places of what stands for the row and flies to where its first change has most of them."""
        bearing, scene = self.bearing(row_id), self._session.scene
        if bearing is None or scene is None:
            return
        # Scenarios that inherit a change share what it draws: an item may carry the other one's id before the stroke.
        places: dict[str, list[Item]] = {name: [] for name in bearing.changes}
        for item in scene.items.values():
            places.get(item.change.partition("/")[2], []).append(item)
        there = [items for items in places.values() if items]
        if there:
            self.marked = tuple(i.id for items in there for i in items)[:MOST_MARKED]
            self._session.select(*self.marked)
            fly_to_all(self._session, [i.id for i in together(there[0])])

    def enlarge(self, chart: str) -> DiagramDialog:
        """The diagram in a window of its own, from where it can be saved as a picture."""
        made = DiagramDialog(chart, self.ask(), self)
        made.open()
        return made

    def _go_to_slide(self, slide_id: str) -> None:
        board = self._session.storyboard
        at = next((i for i, s in enumerate(board.slides) if s.id == slide_id), -1)
        board.go(at)

    # words ------------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        lang = self._session.language
        self.search.setPlaceholderText(self.tr("Search the report"))
        self.search.setAccessibleName(self.tr("Search the report"))
        self.scale.set_words([self.tr("All"), self.tr("3D"), self.tr("Diagrams"), self.tr("Words")])
        self.scale.setAccessibleName(self.tr("Scale"))
        at = max(0, self.state.currentIndex())
        self.state.clear()
        self.state.addItem(self.tr("All rows"), ())
        self.state.addItem(self.tr("Illustrated"), ("slide", "shown"))
        for key in ("ignored", "context", "gap"):
            self.state.addItem(STATES[key].in_(lang), (key,))  # type: ignore[index]
        self.state.setCurrentIndex(at)
        self.state.setAccessibleName(self.tr("What the scenario does with them"))
        told = "。" if lang == "zh" else ". "     # each is a sentence, and some hold a semicolon
        colon = "：" if lang == "zh" else ": "
        self._limits.setText(LIMITS.in_(lang) + colon + told.join(w.in_(lang) for w in limits()))
        self.card.retranslate()
        self.renew()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def together(items: Sequence[Item]) -> list[Item]:
    """The most central of several things and those near it: one place, not the whole district."""
    anchors = np.array([i.anchor[:2] for i in items])
    middle = np.linalg.norm(anchors - np.median(anchors, axis=0), axis=1).argmin()
    away = np.linalg.norm(anchors - anchors[middle], axis=1)
    near = [k for k in np.argsort(away, kind="stable") if away[k] <= NEAR_M]
    return [items[k] for k in near[:MOST_FLOWN]]
