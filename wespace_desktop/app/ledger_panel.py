"""The change ledger: what differs between the two states on screen, searched, sorted, summed, written as CSV."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wespace_desktop.app import controls, theme
from wespace_desktop.app import inspector_parts as parts
from wespace_desktop.app.audit_strip import AuditStrip
from wespace_desktop.app.ledger_parts import Empty, KindChips
from wespace_desktop.app.ledger_rows import SORTS, size_of
from wespace_desktop.app.ledger_view import LedgerView
from wespace_desktop.app.pane_state import PaneState
from wespace_desktop.app.selection import effects_of
from wespace_desktop.app.session import Session
from wespace_desktop.app.table_file import write_table
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.layer import Effect
from wespace_desktop.model.plan import Change
from wespace_desktop.paths import pictures_dir
from wespace_desktop.scene.ledger import sum_stalls
from wespace_desktop.scene.ledger_text import as_csv

FOOT_PX, MIN_FOOT_PX = 216, 150
#: Lower than this the table needs the room: what stands under it opens when it is asked for.
LOW_PX = 720
FEET = ("view", "effects")


class LedgerPanel(QWidget):
    """Renews itself while it is seen; hidden it costs nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._is_low = False
        self._pair = controls.Text(px=theme.TITLE_PX, bold=True).wrapped()
        self.csv = controls.button(icon="file-down")
        self.csv.clicked.connect(self.ask_csv)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda text: self.view.model_.want(text=text))
        self.kinds = KindChips()
        self.kinds.changed.connect(lambda: self.view.model_.want(kinds=self.kinds.chosen))
        self.layer, self.by, self.sort = QComboBox(), QComboBox(), QComboBox()
        self.view = LedgerView(session)
        self._totals = controls.Text(px=theme.SMALL_PX).wrapped()
        self._totals.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.foot = controls.Segmented([("view", "", "eye"), ("effects", "", "")])
        self.foot.chosen.connect(self.show_foot)
        self._low = QStackedWidget()
        self._effects = _scrolling()
        self._in_view = _scrolling()
        self._in_view.setWidget(AuditStrip(session))
        for page in (self._in_view, self._effects):
            self._low.addWidget(page)
        self.pages = QStackedWidget()
        self._empty = Empty()
        self._lay()
        for box, what in ((self.layer, "layer"), (self.by, "by"), (self.sort, "sort")):
            box.activated.connect(lambda _, b=box, w=what: self.view.model_.want(**{w: b.currentData()}))
        self.view.model_.modelReset.connect(self._show_counts)
        for signal in (session.findings.changed, session.language_changed):
            signal.connect(self.renew)
        self.retranslate()
        self.foot.choose("view")

    # layout -----------------------------------------------------------------------------------------------------
    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(self._pair, 1)
        head.addWidget(self.csv, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.pages.addWidget(self._body())
        self.pages.addWidget(self._empty)
        column.addWidget(self.pages, 1)

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        tools = QVBoxLayout()
        tools.setContentsMargins(16, 0, 16, 0)
        tools.setSpacing(8)
        first, boxes = QHBoxLayout(), QHBoxLayout()
        for row in (first, boxes):
            row.setSpacing(8)
        first.addWidget(self.search, 3)
        first.addWidget(self.sort, 2)
        tools.addLayout(first)
        tools.addWidget(self.kinds)
        for box in (self.layer, self.by, self.sort):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        boxes.addWidget(self.layer, 1)
        boxes.addWidget(self.by, 1)
        tools.addLayout(boxes)
        column.addLayout(tools)
        column.addWidget(self.view, 1)
        column.addWidget(controls.hairline())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self._totals)
        foot.addWidget(self.foot)
        foot.addWidget(self._low)
        column.addLayout(foot)
        return body

    # content ----------------------------------------------------------------------------------------------------
    def renew(self) -> None:
        """Everything anew for the pair on screen; when nobody sees it, as soon as somebody does."""
        self._stale = True
        if self.isVisible():
            self._renew()

    def showEvent(self, event: QEvent) -> None:
        if self._stale:
            self._renew()

    def _renew(self) -> None:
        self._stale = False
        findings = self._session.findings
        entries = findings.entries
        self.pages.setCurrentIndex(0 if entries else 1)
        self.csv.setEnabled(bool(entries))
        self._pair.setText(self._pair_words())
        self._empty.tell(*self._why_empty())
        self._fill_layers()
        self.kinds.count([e.kind for e in entries])
        self.view.model_.renew()
        self._show_effects()

    def _pair_words(self) -> str:
        pair = self._session.findings.pair
        return " → ".join(self._state_words(state) for state in pair) if pair is not None else ""

    def _state_words(self, state: PaneState) -> str:
        plan = self._session.plan(state.scenario)
        name = plan.scenario.name.in_(self._session.language) if plan else state.scenario
        return name if str(state.year) in name else f"{name} {state.year}"

    def _why_empty(self) -> tuple[str, str]:
        if self._session.findings.pair is None:
            return (
                self.tr("Nothing to compare with"),
                self.tr("Every object that differs between two scenarios is listed here. Open a second scenario beside "
                        "this one: Ctrl+O, or drop its file on the window."),
            )  # fmt: skip
        return (
            self.tr("Nothing changes between the two"),
            self.tr("Every object that differs is listed here. Tick a layer in the tree, or move the year on with ]."),
        )

    def _show_counts(self) -> None:
        groups = self.view.model_.groups
        entries = [e for g in groups for e in g.entries]
        whole = len(self._session.findings.entries)
        n = len(entries)
        all_ = self.tr("1 change") if n == 1 else self.tr("{n} changes").format(n=n)
        told = [all_ if n == whole else self.tr("{n} of {all}").format(n=n, all=whole)]
        told += [size for size in (size_of(e for e in entries if e.layer == "parking"),) if size]
        stalls = sum_stalls(e.stalls for e in entries)
        if stalls is not None and stalls.central > 0:
            told.append(self.tr("{stalls} removed").format(stalls=stalls.text(self._session.language)))
        pods = any(e.becomes == "pod_group" for e in entries)
        note = self.tr("Pods and the decks they stand on are counted apart.") if pods else ""
        self._totals.setText(" · ".join(told) + (f"\n{note}" if note else ""))
        wanted = self.view.model_.wanted
        self.sort.setCurrentIndex(SORTS.index(wanted.sort))

    def show_foot(self, page: str) -> None:
        """Under the table: what this view shows, or what is gained and lost; asked again, neither."""
        again = self._low.currentIndex() == FEET.index(page) and not self._low.isHidden()
        self.foot.choose(page)
        self._low.setCurrentIndex(FEET.index(page))
        self._low.setVisible(not again)

    def _show_effects(self) -> None:
        come, gone = self._session.findings.changes()
        page = QWidget()
        page.setProperty("look", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        heads = (
            (come, (self.tr("+ Gains"), self.tr("– Harms"))),
            (gone, (self.tr("+ Gains that go"), self.tr("– Harms that go"))),
        )
        for changes, words in heads:
            gains, harms = _effects(changes)
            if gains or harms:
                column.addWidget(parts.Effects(words, gains, harms, self._session.language))
        column.addStretch(1)
        old = self._effects.takeWidget()
        self._effects.setWidget(page)
        if old is not None:
            old.deleteLater()

    def resizeEvent(self, event: object) -> None:
        self._low.setFixedHeight(min(FOOT_PX, max(MIN_FOOT_PX, self.height() // 4)))
        if (self.height() < LOW_PX) != self._is_low:
            self._is_low = self.height() < LOW_PX
            self._low.setVisible(not self._is_low)

    def _fill_layers(self) -> None:
        there = {e.layer for e in self._session.findings.entries}
        chosen = self.view.model_.wanted.layer
        self.layer.clear()
        self.layer.addItem(self.tr("All layers"), "")
        for layer in load_catalogue().layers:
            if layer.id in there or layer.id == chosen:
                self.layer.addItem(layer.short.in_(self._session.language), layer.id)
        self.layer.setCurrentIndex(max(0, self.layer.findData(chosen)))

    # CSV --------------------------------------------------------------------------------------------------------
    def ask_csv(self) -> None:
        """Asks where, then writes."""
        from PySide6.QtWidgets import QFileDialog

        pair = self._session.findings.pair
        name = f"{pair[0].scenario}-{pair[1].scenario}.csv" if pair else "changes.csv"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Write the changes"), str(pictures_dir() / name), self.tr("Table (*.csv)")
        )
        if chosen:
            self.write_csv(Path(chosen))

    def write_csv(self, place: Path) -> None:
        """All changes of the pair, in full or not at all; what fails is said in a sentence."""
        write_table(self._session, place, as_csv(self._session.findings.entries))

    # words ------------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self.csv.setText(self.tr("CSV…"))
        self.csv.setToolTip(self.tr("Write every change as a table"))
        self.search.setPlaceholderText(self.tr("Filter by object, layer, street"))
        self.search.setAccessibleName(self.tr("Filter by object, layer, street"))
        self.view.setAccessibleName(self.tr("What changes"))
        for box, name in ((self.layer, self.tr("Layer")), (self.by, self.tr("Demand or decision")),
                          (self.sort, self.tr("Order"))):  # fmt: skip
            box.setAccessibleName(name)
        wanted = self.view.model_.wanted
        _fill(self.by, (("", self.tr("Demand and decision")), ("demand", self.tr("By demand")),
                        ("decision", self.tr("By decision"))), wanted.by)  # fmt: skip
        words = {
            "file": self.tr("As in the file"), "change": self.tr("By name"), "kind": self.tr("By kind"),
            "place": self.tr("By street"), "layer": self.tr("By layer"), "by": self.tr("Demand first"),
            "count": self.tr("By count"), "size": self.tr("By size"), "stalls": self.tr("By stalls"),
            "start": self.tr("By start"),
        }  # fmt: skip
        _fill(self.sort, tuple((key, words[key]) for key in SORTS), wanted.sort)
        self.foot.set_words([self.tr("In this view"), self.tr("Gains and harms")])
        self.kinds.retranslate(self._session.language)
        self.renew()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)


def _scrolling() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _fill(box: QComboBox, choices: tuple[tuple[str, str], ...], chosen: str) -> None:
    box.clear()
    for key, words in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def _effects(changes: tuple[Change, ...]) -> tuple[tuple[Effect, ...], tuple[Effect, ...]]:
    """What the changes bring and cost, each thing once."""
    told = [effects_of(change) for change in changes]
    sides = (dict.fromkeys(e for both in told for e in both[side]) for side in (0, 1))
    gains, harms = (tuple(side) for side in sides)
    return gains, harms
