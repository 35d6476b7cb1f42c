"""Whom the window speaks to: an audience has its layers on, its indicators first; residents stand in the street."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from wespace_desktop.app.pane_state import Told
from wespace_desktop.model.audience import Audience, load_audiences, street_view
from wespace_desktop.model.words import Words
from wespace_desktop.picture.asking import asked_by
from wespace_desktop.picture.sheet import Sheet

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session


class ForWhom(QObject):
    """Part of the session. Ticks stay free: an audience is a way to begin, and choosing it again begins anew."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.id = ""        # '' is everybody

    @property
    def audience(self) -> Audience | None:
        return load_audiences().get(self.id)

    def choose(self, audience: str) -> None:
        """Another audience, or '' for everybody with every layer that the scenarios have on."""
        self.id = audience if audience in load_audiences() else ""
        self._put_layers()
        chosen = self.audience
        if chosen is not None:
            if chosen.at_street:
                self._go_to_the_street()
            self._session.tell(Told("note", asked_by(self.id, Words())))
        self.changed.emit()

    def in_order(self, indicators: Iterable[str]) -> tuple[str, ...]:
        """Those that the audience asks about first, then the others."""
        chosen = self.audience
        return chosen.in_order(indicators) if chosen is not None else tuple(indicators)

    def told(self, sheet: Sheet) -> Sheet:
        """A picture of what is on screen, for this audience."""
        return replace(sheet, audience=self.id, caption=asked_by(self.id, sheet.caption)) if self.id else sheet

    def _put_layers(self) -> None:
        session, chosen = self._session, self.audience
        for i, pane in enumerate(session.panes):
            plan = session.plan(pane.scenario)
            if plan is not None:
                on = plan.scenario.layers_on
                wanted = chosen.chosen(on) if chosen is not None else on
                for layer in on:
                    session.set_layer(i, layer, layer in wanted)

    def _go_to_the_street(self) -> None:
        """The view nearest to eye level, else the preset."""
        session = self._session
        plan = session.plan(session.panes[session.focus].scenario) if session.panes else None
        view = street_view(plan.scenario.views) if plan is not None else None
        if view is not None:
            session.fly(view.camera)
            session.stand_at(view.id)
        elif plan is not None:
            session.go_to_view("street")
