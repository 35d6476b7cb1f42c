"""The selected place: what it is in each pane, its numbers and sources, who changed it, who gains and who bears it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wespace_desktop.app import controls, icons, theme
from wespace_desktop.app import inspector_parts as parts
from wespace_desktop.app.day_part import day_part
from wespace_desktop.app.faults import begin_large
from wespace_desktop.app.kerb_part import kerb_part
from wespace_desktop.app.selection import Seen, describe_or_none, effects_of, seen_in_panes, took_its_place
from wespace_desktop.app.session import Session
from wespace_desktop.app.sources import source_words
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.district import THEMES
from wespace_desktop.model.phase_words import phase_words, rank_words, stands_words
from wespace_desktop.model.plan import Change
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Lang, Words
from wespace_desktop.scene.part import Fact, Item

MOST_LINKS = 6
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Inspector(QScrollArea):
    """Follows the session; builds its page anew for each selection, tick, year and language."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sources: list[str] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for signal in (session.selection_changed, session.layers_changed, session.scene_changed):
            signal.connect(self.refresh)
        session.panes_changed.connect(self._follow)
        self._built_for: object = None
        self.refresh()

    @property
    def _lang(self) -> Lang:
        return self._session.language

    def _follow(self) -> None:
        """Another hour is no other page: the ring follows by itself."""
        if self._seen_now() != self._built_for:
            self.refresh()

    def _seen_now(self) -> object:
        s = self._session
        return tuple(replace(p, hour=None, camera=None) for p in s.panes), s.mode, s.focus, s.baseline_held

    def refresh(self) -> None:
        """Builds the page for what is selected now."""
        self._built_for = self._seen_now()
        page = QWidget()
        page.setProperty("look", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(self._head())
        chosen = self._session.selected[-1] if self._session.selected else ""
        seen = seen_in_panes(self._session, chosen) if chosen else ()
        shown = self._main(seen) or (self._stored(chosen) if chosen else None)
        if shown is None or shown.item is None:
            self._fill_empty(column)
        else:
            self._fill(column, seen, shown, shown.item)
        column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(page)
        if old is not None:
            old.deleteLater()

    def _main(self, seen: tuple[Seen, ...]) -> Seen | None:
        """The focused pane's, or the first pane's that has something there."""
        focused = [s for s in seen if s.pane == self._session.focus and s.item is not None]
        return next(iter([*focused, *(s for s in seen if s.item is not None)]), None)

    def _stored(self, chosen: str) -> Seen | None:
        """Nothing of it stands in any pane now: its layer is off, or its year has not come."""
        item = describe_or_none(self._session.scene, chosen) if self._session.scene else None
        if item is None:
            return None
        scenario, _, change = item.change.partition("/")
        plan = self._session.plan(scenario)
        return Seen(self._session.focus, Words(), 0, item, plan.change(change) if plan and change else None)

    # the page ---------------------------------------------------------------------------------------------------
    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(controls.SectionHead(self.tr("Selected")), 1)
        if self._session.selected:
            go = controls.icon_button("locate-fixed", self.tr("Bring it to the middle"))
            go.clicked.connect(lambda: self._session.fly_to(self._session.selected[-1]))
            leave = controls.icon_button("x", self.tr("Select nothing"))
            leave.clicked.connect(lambda: self._session.select())
            row.addWidget(go)
            row.addWidget(leave)
        return row

    def _fill_empty(self, column: QVBoxLayout) -> None:
        sign = controls.Text()
        sign.setPixmap(icons.pixmap("crosshair", "faint", 24))
        column.addSpacing(16)
        column.addWidget(sign)
        column.addWidget(controls.Text(self.tr("Nothing is selected"), bold=True).wrapped())
        column.addWidget(
            controls.Text(
                self.tr(
                    "Click a building, a car park or a lane. Here you read what it is, since when, who decided, "
                    "what it replaces, and what is gained and lost."
                ),
                theme.SMALL_PX,
                "mut",
            ).wrapped()
        )

    def _fill(self, column: QVBoxLayout, seen: tuple[Seen, ...], shown: Seen, item: Item) -> None:
        self._sources = []
        title = QVBoxLayout()
        title.setSpacing(2)
        title.addWidget(controls.Text(item.title.in_(self._lang), theme.TITLE_PX, bold=True).wrapped())
        title.addLayout(self._kind_row(item))
        title.addLayout(self._name_row(item))
        column.addLayout(title)
        self._fill_panes(column, seen)
        if item.illustrative:
            column.addWidget(parts.Note(begin_large(item.illustrative.in_(self._lang))))
        if item.facts:
            column.addWidget(self._facts(item))
        self._fill_day(column, item, shown.pane)
        change = shown.change or next((s.change for s in seen if s.is_gone), None)
        if change is not None:
            self._fill_change(column, item, (change, shown.pane))
        self._fill_replaced_by(column, item)
        self._fill_sources(column, shown)

    def _fill_day(self, column: QVBoxLayout, item: Item, pane: int) -> None:
        """Who is there through the day, and who has the kerb of its street."""
        for made in (day_part(self._session, item, pane), kerb_part(self._session, item, pane)):
            if made is not None:
                column.addWidget(made)

    def _kind_row(self, item: Item) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        if item.layer:
            row.addWidget(parts.LayerChip(item.layer))
            kind = load_catalogue()[item.layer].title
        else:
            kind = THEMES[item.kind][1] if item.kind in THEMES else Words(en=item.kind)
        row.addWidget(controls.Text(kind.in_(self._lang), theme.SMALL_PX, "mut"), 1)
        return row

    def _name_row(self, item: Item) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(controls.PathLabel(item.id, theme.SMALL_PX, "faint", fixed=True), 1)
        copy = controls.icon_button("copy", self.tr("Copy the name {id}").format(id=item.id))
        copy.setFixedSize(24, 24)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(item.id))
        row.addWidget(copy)
        return row

    def _fill_panes(self, column: QVBoxLayout, seen: tuple[Seen, ...]) -> None:
        if len(seen) < 2:
            return
        if len({s.item.id if s.item else "" for s in seen}) == 1:
            tags = self.tr(" and ").join((", ".join(s.tag for s in seen[:-1]), seen[-1].tag))
            column.addWidget(controls.Text(self.tr("The same in {panes}").format(panes=tags), theme.SMALL_PX, "mut"))
            return
        rows = QHBoxLayout() if len(seen) == 2 else QVBoxLayout()
        rows.setSpacing(8)
        for i, one in enumerate(seen):
            if i and len(seen) == 2:
                rows.addWidget(parts.arrow_between())
            none = self.tr("No longer there") if one.is_gone else self.tr("Nothing here")
            name = one.item.title.in_(self._lang) if one.item else none
            rows.addWidget(parts.PaneRow(one, name, self._first_numbers(one)), 1)
        column.addLayout(rows)

    def _first_numbers(self, seen: Seen) -> str:
        facts = seen.item.facts if seen.item else ()
        numbers = [f.value.text(self._lang) for f in facts if isinstance(f.value, Quantity)]
        if seen.is_gone and seen.change is not None:
            numbers = [seen.change.intervention.title.in_(self._lang)]
        return "; ".join([str(seen.year), *numbers[:1]])

    def _facts(self, item: Item) -> parts.Facts:
        made = parts.Facts()
        for fact in item.facts:
            made.add(fact.label.in_(self._lang), self._value(fact), self._under(fact, item), self._letter(fact.source))
        return made

    def _value(self, fact: Fact) -> str:
        return fact.value.text(self._lang) if isinstance(fact.value, Quantity) else fact.value.in_(self._lang)

    def _under(self, fact: Fact, item: Item) -> str:
        """What a value rests on; what the note above says of the whole thing is not said again."""
        said = [fact.note.in_(self._lang)] if fact.note and fact.note != item.illustrative else []
        if fact.estimated and not any("estimated" in s or "估计" in s for s in said):
            said.insert(0, self.tr("estimated, not survey"))
        return self.tr("; ").join(said)

    def _letter(self, source: str) -> str:
        if not source:
            return ""
        if source not in self._sources:
            self._sources.append(source)
        return _LETTERS[self._sources.index(source) % len(_LETTERS)]

    def _fill_change(self, column: QVBoxLayout, item: Item, seen: tuple[Change, int]) -> None:
        change, pane = seen
        told = change.intervention
        made = parts.Facts()
        made.add(self.tr("Since"), self._since(change))
        self._tell_progress(made, change, pane)
        if told.decision == "decision":
            made.add(self.tr("Comes by"), self.tr("Decision"), self.tr("a rule or a plan, not falling demand"))
        else:
            made.add(self.tr("Comes by"), self.tr("Demand"), self.tr("less is needed, nobody has to decide"))
        for label, words in (
            (self.tr("Decided by"), told.decided_by),
            (self.tr("Operated by"), told.operator),
            (self.tr("Paid by"), told.funding),
            (self.tr("Reason"), told.reason),
        ):
            if words:
                made.add(label, words.in_(self._lang))
        if item.replaces:
            made.add_links(self.tr("Replaces"), self._links(item.replaces))
        column.addWidget(controls.hairline())
        column.addWidget(made)
        gains, harms = effects_of(change)
        heads = (self.tr("+ Gains"), self.tr("– Harms"))
        column.addWidget(parts.Effects(heads, gains, harms, self._lang))
        if told.minus_reason:
            column.addWidget(parts.Note(told.minus_reason.in_(self._lang)))

    def _tell_progress(self, made: parts.Facts, change: Change, pane: int) -> None:
        """How far it is in the pane's year; of what comes by demand also its place in the order."""
        state = self._session.shown(pane) if self._session.panes else None
        if state is not None:
            now = phase_words(change, state.year, state.line).in_(self._lang)
            made.add(self.tr("In {year}").format(year=state.year), now)
        order, weights = rank_words(change)
        if order:
            made.add(self.tr("In which order"), order.in_(self._lang), weights.in_(self._lang))

    def _since(self, change: Change) -> str:
        if change.by_demand:
            return stands_words(change).in_(self._lang)
        years = change.stands_from - change.intervention.start
        if years <= 0:
            return str(change.stands_from)
        if years == 1:
            return self.tr("{year}, one year after the start").format(year=change.stands_from)
        return self.tr("{year}, {n} years after the start").format(year=change.stands_from, n=years)

    def _links(self, names: tuple[str, ...]) -> list[tuple[str, Callable[[], None]]]:
        links: list[tuple[str, Callable[[], None]]] = []
        for name in names[:MOST_LINKS]:
            item = describe_or_none(self._session.scene, name) if self._session.scene else None
            words = item.title.in_(self._lang) if item else name
            links.append((words, partial(self._session.select, name)))
        if len(names) > MOST_LINKS:
            more = self.tr("{n} more").format(n=len(names) - MOST_LINKS)
            links.append((more, partial(self._session.select, *names)))
        return links

    def _fill_replaced_by(self, column: QVBoxLayout, item: Item) -> None:
        after = took_its_place(self._session.scene, item.id) if self._session.scene else ()
        if after:
            made = parts.Facts()
            made.add_links(self.tr("Replaced by"), self._links(tuple(i.id for i in after)))
            column.addWidget(controls.hairline())
            column.addWidget(made)

    def _fill_sources(self, column: QVBoxLayout, shown: Seen) -> None:
        if not self._sources or self._session.scene is None:
            return
        plan = self._session.plan(self._session.shown(shown.pane).scenario)
        column.addWidget(controls.hairline())
        for source in self._sources:
            told = source_words(self._session.scene, plan.scenario if plan else None, source, self._lang)
            column.addWidget(parts.SourceRow(self._letter(source), told.text, told.grade, told.url))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.refresh()
        super().changeEvent(event)
