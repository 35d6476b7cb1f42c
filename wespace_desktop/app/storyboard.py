"""Which slides there are, which one is on screen, and what the panes show for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from wespace_desktop.app.pane_state import PaneState
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import Mode, View

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session


@dataclass(frozen=True)
class Shown:
    """What a slide puts on screen: panes, how they are compared, which one has the focus."""

    panes: tuple[PaneState, ...]
    mode: Mode
    focus: int


class Storyboard(QObject):
    """The slides of one open scenario, in their order, and the one that is on screen."""

    changed = Signal()      # other slides, another order, other words
    moved = Signal()        # another slide is on screen

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.current = ""           # id of the slide on screen, '' before the first
        self.scenario = ""          # whose slides they are
        self.cuts_next = False      # the next slide comes without a glide, whatever its mode
        self.is_held = False        # in a talk the slides stay those of one scenario
        self.turner: Callable[[int], None] | None = None    # who takes the steps while a talk is on
        self._told: object = None
        for signal in (session.scene_changed, session.panes_changed):
            signal.connect(self._look)
        session.edits.changed.connect(lambda _: self._look())

    @property
    def plan(self) -> Plan | None:
        return self._session.plan(self.scenario)

    @property
    def slides(self) -> tuple[Slide, ...]:
        """In their order; a slide whose view is gone is not among them."""
        plan = self.plan
        return tuple(s for s in plan.scenario.storyboard if plan.scenario.view(s.view)) if plan else ()

    @property
    def index(self) -> int:
        """Where the current slide stands, -1 when none is."""
        return next((i for i, s in enumerate(self.slides) if s.id == self.current), -1)

    @property
    def slide(self) -> Slide | None:
        return self.slides[self.index] if self.index >= 0 else None

    def view_of(self, slide: Slide) -> View | None:
        """The slide's view with the slide's own words, year, layers and mode over it."""
        view = self.plan.scenario.view(slide.view) if self.plan else None
        return slide.seen(view) if view is not None else None

    def go(self, index: int) -> None:
        """Brings a slide on screen; a number outside the slides does nothing."""
        slides = self.slides
        if not 0 <= index < len(slides) or self.plan is None:
            return
        seen = self.view_of(slides[index])
        if seen is None:
            return
        self.current = slides[index].id
        self._show(self.plan, seen)
        self.moved.emit()

    def step(self, by: int) -> None:
        """The next or the previous slide; with none on screen, the first. Ends are ends."""
        if self.turner is not None:
            self.turner(by)
            return
        at = self.index
        self.go(0 if at < 0 else max(0, min(len(self.slides) - 1, at + by)))

    def stand_at(self, slide_id: str) -> None:
        """What is on screen is this slide: marked, nothing moves."""
        if slide_id and slide_id != self.current:
            self.current = slide_id
            self.moved.emit()

    def _show(self, plan: Plan, seen: View) -> None:
        session = self._session
        look = shown_for(session, plan, seen)
        glides = look.mode == session.mode and session.camera is not None and not self.cuts_next
        self.cuts_next = False
        session.take_look(look.panes, look.mode, look.focus, seen)
        if glides:
            session.fly(seen.camera)
        else:
            session.set_camera(look.focus, seen.camera, by_hand=False)
        session.view_id = seen.id
        session.panes_changed.emit()

    def _look(self) -> None:
        """Another scene or focus may bring other slides."""
        plans = self._session.scene.plans if self._session.scene else ()
        if not (self.is_held and any(p.id == self.scenario for p in plans)):
            self.scenario = chosen(plans, self._focused(), self.scenario)
        views = self.plan.scenario.views if self.plan else ()
        told = (self.scenario, self.slides, views, tuple(p.scenario.hash for p in plans))
        if told != self._told:
            self._told = told
            self.changed.emit()

    def _focused(self) -> str:
        session = self._session
        return session.panes[session.focus].scenario if session.focus < len(session.panes) else ""


def chosen(plans: Sequence[Plan], focused: str, before: str) -> str:
    """Whose slides are shown: the focused scenario's, else those that were, else the newest there are."""
    having = [p.id for p in plans if p.scenario.storyboard]
    for wanted in (focused, before):
        if wanted in having:
            return wanted
    if having:
        return having[-1]
    newest = [p.id for p in plans if p.scenario.kind != "baseline"] or [p.id for p in plans]
    return focused if focused in newest else (newest[-1] if newest else "")


def shown_for(session: Session, plan: Plan, seen: View) -> Shown:
    """The scenario and what it is compared with take the first two panes; more panes stay beside them."""
    layers = plan.scenario.layers_on if seen.layers is None else seen.layers
    after = PaneState(plan.id, seen.year or plan.scenario.year, layers, hour=seen.hour, line=seen.line)
    other = compared_with(session, plan, seen)
    if other is None:
        return Shown((after,), "single", 0)
    before = PaneState(other.id, other.scenario.year, other.scenario.layers_on, hour=seen.hour, line=seen.line)
    rest = [p for p in session.panes if p.scenario not in (plan.id, other.id)]
    keep = max(0, len(session.panes) - 2) if seen.mode == "side-by-side" else 0
    more = tuple(PaneState(p.scenario, p.year, p.layers, hour=seen.hour, line=p.line) for p in rest[:keep])
    return Shown((before, after, *more), seen.mode, 1)


def compared_with(session: Session, plan: Plan, seen: View) -> Plan | None:
    """The scenario that the view names, else the baseline, else any other; None when there is only one."""
    plans = session.scene.plans if session.scene else ()
    others = [p for p in plans if p.id != plan.id]
    named = next((p for p in others if p.id == seen.compare), None)
    base = session.baseline
    return named or (base if base is not None and base.id != plan.id else next(iter(others), None))
