"""The only owner of what changes: open files, panes, camera, selection, language, work under way."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from wespace_desktop.app import first_look
from wespace_desktop.app.comparing import Comparing
from wespace_desktop.app.edits import Edits
from wespace_desktop.app.findings import Findings
from wespace_desktop.app.flight import GLIDE_MS, Flight
from wespace_desktop.app.for_whom import ForWhom
from wespace_desktop.app.hours import Hours
from wespace_desktop.app.moving import Moving
from wespace_desktop.app.pane_state import TAGS, Document, PaneState, Theme
from wespace_desktop.app.reading import Reading
from wespace_desktop.app.storyboard import Storyboard
from wespace_desktop.app.years import Years
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.state import Moment, moment
from wespace_desktop.model.view import PAIR_MODES, Camera, Mode, View
from wespace_desktop.model.words import Lang, Words
from wespace_desktop.picture.presets import sheet_words
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.scene.part import Scene

MOST_PANES = 4


class Session(Reading):
    """Everything that changes while a person works, each change told by one signal. Widgets hold no state."""

    scene_changed = Signal()
    panes_changed = Signal()        # how many, which scenario, which year, mode, focus, link, baseline held
    layers_changed = Signal(int)    # pane
    camera_changed = Signal()
    selection_changed = Signal()
    hover_changed = Signal()
    language_changed = Signal()
    theme_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.panes: tuple[PaneState, ...] = ()
        self.mode: Mode = "side-by-side"
        self.focus = 0
        self.linked = True
        self.camera: Camera | None = None
        self.selected: tuple[str, ...] = ()
        self.hovered = ""
        self.view_id = ""
        self.pane_size = (800, 900)     # of the focused pane, told by the grid: how far a fit must step back
        self.baseline_held = False
        self.language: Lang = "en"
        self.theme: Theme = "system"
        self.glide_ms = GLIDE_MS        # 0: no motion
        self._flight = Flight(self)
        self.comparing = Comparing(self)
        self.findings = Findings(self)
        self.edits = Edits(self)        # views and slides: undo, saving
        self.storyboard = Storyboard(self)
        self.years = Years(self)
        self.hours = Hours(self)
        self.moving = Moving(self)
        self.for_whom = ForWhom(self)

    def shut(self) -> None:
        self._flight.stop()
        self.years.pause()
        self.hours.pause()
        self.moving.stop()
        self.edits.keep()
        super().shut()

    def _show_nothing(self) -> None:
        self.scene, self.panes, self.camera, self.selected = None, (), None, ()
        self.edits.close_all()
        self.scene_changed.emit()
        self.panes_changed.emit()

    def _show(self, scene: Scene) -> None:
        first = self.scene is None
        scene = self.edits.over(scene)
        self.scene = scene
        if first or not self.panes:
            look = first_look.of(scene)
            self.panes, self.camera, self.mode, self.view_id = look.panes, look.camera, look.mode, look.view_id
            self.focus = len(self.panes) - 1
            self._compare_as(look.view_id)
        else:
            self.panes = first_look.keep(self.panes, scene)
            self.focus = min(self.focus, len(self.panes) - 1)
        self.scene_changed.emit()
        self.panes_changed.emit()
        self.camera_changed.emit()

    # panes ------------------------------------------------------------------------------------------------------
    @property
    def visible(self) -> tuple[int, ...]:
        """Indices of the panes on screen, in reading order."""
        if not self.panes:
            return ()
        return (self.focus,) if self.mode == "single" else self.comparing.pair or tuple(range(len(self.panes)))

    def shown(self, pane: int) -> PaneState:
        """What a pane shows right now: itself, or the baseline while B is held and this pane is meant."""
        state = self.panes[pane]
        base = self.baseline
        if not self.baseline_held or base is None:
            return state
        meant = pane == self.focus or self.panes[self.focus].scenario == base.id
        if not meant or state.scenario == base.id:
            return state
        return PaneState(base.id, base.scenario.year, base.scenario.layers_on, state.camera, state.hour, state.line)

    def camera_of(self, pane: int) -> Camera | None:
        return self.panes[pane].camera or self.camera

    def standing_of(self, pane: int) -> frozenset[str]:
        """Keys of the changes drawn in a pane."""
        return self.moment_of(pane).standing

    def moment_of(self, pane: int) -> Moment:
        """What stands in a pane, and what is planned or under way there."""
        state = self.shown(pane)
        plan = self.plan(state.scenario)
        return moment(plan, state.year, state.layers, state.line) if plan else Moment()

    def plan(self, scenario: str) -> Plan | None:
        return next((p for p in self.scene.plans if p.id == scenario), None) if self.scene else None

    def document(self, scenario: str) -> Document | None:
        return next((d for d in self.documents if d.id == scenario), None)

    @property
    def baseline(self) -> Plan | None:
        """The first plan that says it is the baseline, else the first of all."""
        plans = self.scene.plans if self.scene else ()
        return next((p for p in plans if p.scenario.kind == "baseline"), plans[0] if plans else None)

    def set_layer(self, pane: int, layer: str, on: bool) -> None:
        layers = self.panes[pane].layers
        new = layers | {layer} if on else layers - {layer}
        if new != layers:
            self._change(pane, layers=frozenset(new))
            self.layers_changed.emit(pane)

    def set_layer_everywhere(self, layer: str, on: bool) -> None:
        for pane in range(len(self.panes)):
            self.set_layer(pane, layer, on)

    def toggle_layer(self, layer: str, everywhere: bool = False) -> None:
        """What a digit key does: the focused pane's tick; in all panes the focused pane's new value."""
        if self.panes:
            on = layer not in self.panes[self.focus].layers
            if everywhere:
                self.set_layer_everywhere(layer, on)
            else:
                self.set_layer(self.focus, layer, on)

    def only_layer(self, pane: int, layer: str) -> None:
        """This layer and no other; asked again, every layer the scenario has on."""
        alone = frozenset({layer})
        plan = self.plan(self.panes[pane].scenario)
        back = plan.scenario.layers_on if plan else alone
        self._change(pane, layers=back if self.panes[pane].layers == alone else alone)
        self.layers_changed.emit(pane)

    def set_mode(self, mode: Mode) -> None:
        if mode != self.mode and (mode not in PAIR_MODES or len(self.panes) > 1):
            if mode in PAIR_MODES:
                self.comparing.begin(mode)
            self.mode = mode
            self.panes_changed.emit()

    def take_look(self, panes: tuple[PaneState, ...], mode: Mode, focus: int, view: View) -> None:
        """Panes, mode and focus of a slide at once; the panes look through one camera again."""
        self._flight.stop()
        self.panes, self.mode, self.focus, self.linked = panes, mode, focus, True
        self.view_id = view.id
        self.comparing.take(view, panes[focus].scenario)
        self.select()
        for pane in range(len(panes)):
            self.layers_changed.emit(pane)
        self.panes_changed.emit()

    def show_panes(self, panes: tuple[PaneState, ...], mode: Mode, focus: int) -> None:
        """Other panes at once, seen from where one is."""
        self.panes, self.mode, self.focus = panes, mode, focus
        for pane in range(len(panes)):
            self.layers_changed.emit(pane)
        self.panes_changed.emit()

    def set_pane_count(self, n: int) -> None:
        """One to four. A new pane shows the first scenario no pane shows yet."""
        if self.scene is None:
            return
        n = max(1, min(MOST_PANES, n))
        self.panes = first_look.enough_panes(self.panes, self.scene, max(2, n))
        self.mode = "single" if n == 1 else "side-by-side"
        self.focus = min(self.focus, len(self.panes) - 1)
        self.panes_changed.emit()

    def set_focus(self, pane: int) -> None:
        if pane != self.focus and 0 <= pane < len(self.panes):
            self.focus = pane
            self.panes_changed.emit()

    def maximise(self, pane: int) -> None:
        """This pane alone; asked again, all of them."""
        self.focus = pane
        self.mode = "side-by-side" if self.mode == "single" else "single"
        self.panes_changed.emit()

    def set_pane_scenario(self, pane: int, scenario: str) -> None:
        plan = self.plan(scenario)
        if plan is not None and scenario != self.panes[pane].scenario:
            self._change(pane, scenario=scenario, year=plan.scenario.year, layers=plan.scenario.layers_on)
            self.panes_changed.emit()

    def set_year(self, pane: int, year: int) -> None:
        if self._take_year(pane, year):
            self.panes_changed.emit()

    def set_year_everywhere(self, year: int) -> None:
        """All panes for one and the same moment, each within its own horizon."""
        taken = [self._take_year(pane, year) for pane in range(len(self.panes))]
        if any(taken):
            self.panes_changed.emit()

    def _take_year(self, pane: int, year: int) -> bool:
        plan = self.plan(self.panes[pane].scenario)
        first, last = plan.scenario.horizon if plan else (year, year)
        year = max(first, min(last, year))
        if year == self.panes[pane].year:
            return False
        self._change(pane, year=year)
        return True

    def set_hour(self, pane: int, hour: int | None) -> None:
        """0 to 23; None: spaces look as they are built."""
        if self._take_hour(pane, hour):
            self.panes_changed.emit()

    def set_hour_everywhere(self, hour: int | None) -> None:
        taken = [self._take_hour(pane, hour) for pane in range(len(self.panes))]
        if any(taken):
            self.panes_changed.emit()

    def _take_hour(self, pane: int, hour: int | None) -> bool:
        hour = None if hour is None else hour % 24
        if hour == self.panes[pane].hour:
            return False
        self._change(pane, hour=hour)
        return True

    def hold_baseline(self, held: bool) -> None:
        if held != self.baseline_held and (self.panes or not held):
            self.baseline_held = held
            self.panes_changed.emit()

    def _change(self, pane: int, **what: object) -> None:
        changed = replace(self.panes[pane], **what)  # type: ignore[arg-type]
        self.panes = (*self.panes[:pane], changed, *self.panes[pane + 1:])

    # camera -----------------------------------------------------------------------------------------------------
    @property
    def is_flying(self) -> bool:
        return self._flight.is_under_way

    @property
    def is_loose(self) -> bool:
        """Some pane looks from its own place."""
        return any(p.camera is not None for p in self.panes)

    def set_camera(self, pane: int, camera: Camera, alone: bool = False, by_hand: bool = True) -> None:
        """Moves every linked pane; `alone` (Alt held) moves this pane only, until any linked move brings it back."""
        if by_hand:
            self._flight.stop()
            self.view_id = ""
        if alone or not self.linked:
            self._change(pane, camera=camera)
        else:
            self.camera = camera
            self.panes = tuple(replace(p, camera=None) for p in self.panes)
        self.camera_changed.emit()

    def link(self, on: bool) -> None:
        """On: every pane takes the focused pane's camera. Off: each keeps where it is."""
        if not self.panes:
            return
        camera = self.camera_of(self.focus)
        self.linked = on
        self.camera = camera
        self.panes = tuple(replace(p, camera=None if on else self.camera_of(i)) for i, p in enumerate(self.panes))
        self.panes_changed.emit()
        self.camera_changed.emit()

    def fly(self, camera: Camera) -> None:
        """Glides the focused pane (and the linked ones) to a pose; a hand on the picture ends the glide."""
        if self.panes:
            self._flight.start(self.focus, camera)

    def go_to_view(self, view_id: str) -> None:
        """A preset (fit, bird, street, plan) or a saved view of an open file, with its year, layers and mode."""
        preset = first_look.preset(self.scene, view_id, self.pane_size)
        found = first_look.find_view(self.scene, view_id, self._focused_scenario())
        if preset is not None and found is None:
            self.fly(preset)
        elif found is not None:
            self._apply(*found)
            self.fly(found[1].camera)
        self.view_id = view_id
        self.panes_changed.emit()

    def stand_at(self, view_id: str) -> None:
        """Where one is now has this name."""
        self.view_id = view_id
        self.panes_changed.emit()

    def _apply(self, plan: Plan, view: View) -> None:
        for i, pane in enumerate(self.panes):
            if pane.scenario == plan.id:
                layers = plan.scenario.layers_on if view.layers is None else view.layers
                self._change(i, year=view.year or plan.scenario.year, layers=layers, line=view.line)
                self.layers_changed.emit(i)
            self._take_hour(i, view.hour)   # one moment of the day in all of them
        self.mode = view.mode if len(self.panes) > 1 else "single"
        if self.mode in PAIR_MODES:
            self.comparing.take(view, plan.id)

    def _compare_as(self, view_id: str) -> None:
        """A file whose first view is a swipe or a lens opens as such."""
        found = first_look.find_view(self.scene, view_id, self._focused_scenario())
        if found is not None and found[1].mode in PAIR_MODES and len(self.panes) > 1:
            self.mode = found[1].mode
            self.comparing.take(found[1], found[0].id)

    def fly_to(self, item_id: str) -> None:
        """Brings a feature to the middle, near enough to see it whole, from the side one already looks from."""
        camera = self.camera_of(self.focus) if self.panes else None
        if camera is not None and self.scene is not None:
            near = first_look.towards(self.scene, item_id, camera, self.pane_size)
            if near is not None:
                self.fly(near)

    def _focused_scenario(self) -> str:
        return self.panes[self.focus].scenario if self.panes else ""

    # pointing ---------------------------------------------------------------------------------------------------
    def select(self, *ids: str) -> None:
        """One feature, several, or none. The same feature is marked in every pane."""
        chosen = tuple(i for i in ids if i)
        if chosen != self.selected:
            self.selected = chosen
            self.selection_changed.emit()

    @property
    def pointed(self) -> tuple[str, ...]:
        """Everything that a hand is over: one thing in a pane, or all places of a row or a flow."""
        return tuple(dict.fromkeys(n for n in (self.hovered, *self.findings.lit) if n))

    def hover(self, item_id: str) -> None:
        if item_id != self.hovered:
            self.hovered = item_id
            self.hover_changed.emit()

    # words, looks, work -----------------------------------------------------------------------------------------
    def set_language(self, language: Lang) -> None:
        if language != self.language:
            self.language = language
            self.language_changed.emit()

    def set_theme(self, theme: Theme) -> None:
        if theme != self.theme:
            self.theme = theme
            self.theme_changed.emit()

    def sheet(self, size: tuple[int, int] = (1920, 1080)) -> Sheet:
        """What is on screen as a picture. ValueError when nothing is."""
        title, caption = self._words()
        panes = tuple(self.pane_spec(i) for i in self.visible)
        cut = self.comparing.share
        sheet = Sheet(size, panes, title, caption, lang=self.language, mode=self.mode, swipe=cut)
        return self.for_whom.told(sheet)

    def pane_spec(self, pane: int) -> PaneSpec:
        """One pane as the picture floor knows it. ValueError before there is a camera."""
        state, camera = self.shown(pane), self.camera_of(pane)
        if camera is None:
            raise ValueError("nothing is on screen yet")
        seen = PaneSpec(state.scenario, state.year, state.layers, camera, TAGS[pane], self.selected, self.hovered)
        return replace(seen, hour=None if self.mode == "lens" else state.hour, line=state.line)

    def _words(self) -> tuple[Words, Words]:
        found = first_look.find_view(self.scene, self.view_id, self._focused_scenario())
        plan = self.plan(self._focused_scenario())
        return sheet_words(plan, found[1] if found else None) if plan else (Words(), Words())
