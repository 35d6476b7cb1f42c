"""What the selected thing is in each pane: one place, several scenarios."""

from __future__ import annotations

from dataclasses import dataclass

from wespace_desktop.app.pane_state import TAGS
from wespace_desktop.app.session import Session
from wespace_desktop.model.layer import Effect
from wespace_desktop.model.plan import Change
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import Item, Scene


@dataclass(frozen=True, eq=False)
class Seen:
    """The place in one pane. `item` is None where this pane has nothing there; `change` made the item, if one did, or
    took away what was there.
    """

    pane: int
    scenario: Words
    year: int
    item: Item | None
    change: Change | None

    @property
    def is_gone(self) -> bool:
        """A change has taken away what was there, and nothing stands in its place."""
        return self.item is None and self.change is not None

    @property
    def tag(self) -> str:
        return TAGS[self.pane]


def seen_in_panes(session: Session, chosen: str) -> tuple[Seen, ...]:
    """The chosen thing, what it replaced, or what took its place: whichever stands in each pane on the screen."""
    if session.scene is None:
        return ()
    return tuple(_seen(session, session.scene, pane, chosen) for pane in session.visible)


def _seen(session: Session, scene: Scene, pane: int, chosen: str) -> Seen:
    state = session.shown(pane)
    plan = session.plan(state.scenario)
    item = standing_item(scene, chosen, session.standing_of(pane))
    made_by = item.change.partition("/")[2] if item is not None else ""
    change = plan.change(made_by) if plan is not None and made_by else None
    if plan is not None and item is not None and not item.change:
        stands = session.standing_of(pane)
        change = next((c for c in plan.changes if item.id in c.replaces and plan.key(c) in stands), None)
        item = item if change is None else None
    return Seen(pane, plan.scenario.title if plan else Words(), state.year, item, change)


def standing_item(scene: Scene, chosen: str, standing: frozenset[str]) -> Item | None:
    """What stands at the place of `chosen`: itself, what took its place, or the feature it took the place of."""
    mine = scene.items.get(chosen)
    if mine is not None and (not mine.change or _stands(mine, standing)):
        return mine
    origins = set(mine.replaces) if mine is not None else {chosen}
    later = (i for i in scene.items.values() if not origins.isdisjoint(i.replaces) and _stands(i, standing))
    found = next(later, None)
    if found is not None:
        return found
    return describe_or_none(scene, sorted(origins)[0]) if origins else None


def _stands(item: Item, standing: frozenset[str]) -> bool:
    """By its own change, or by the change of the same name that another scenario has taken over with `extends`."""
    name = item.change.partition("/")[2]
    return item.change in standing or any(key.partition("/")[2] == name for key in standing)


def took_its_place(scene: Scene, feature: str) -> tuple[Item, ...]:
    """Everything that replaces a feature in any open scenario."""
    return tuple(i for i in scene.items.values() if feature in i.replaces)


def describe_or_none(scene: Scene, name: str) -> Item | None:
    """An item by id; None for a name nobody knows."""
    from wespace_desktop.scene.describe import describe  # late: it reads the district's geometry

    try:
        return describe(scene, name)
    except KeyError:
        return None


def effects_of(change: Change) -> tuple[tuple[Effect, ...], tuple[Effect, ...]]:
    """Gains and harms of a change: its own words, else the layer's, for the codes that the scenario names."""
    from wespace_desktop.model.catalogue import load_catalogue

    catalogue = load_catalogue()
    layer = catalogue[change.layer]
    told = change.intervention
    gains = _effects(told.gains, told.plus, layer.gains, catalogue.effects)
    return gains, _effects(told.harms, told.minus, layer.harms, catalogue.effects)


def _effects(
    own: tuple[Words, ...], codes: tuple[str, ...], of_layer: tuple[Effect, ...], general: object
) -> tuple[Effect, ...]:
    if own:
        return tuple(Effect("", words) for words in own)
    if not codes:
        return of_layer
    by_code = {e.code: e for e in of_layer}
    return tuple(by_code.get(c) or Effect(c, general[c]) for c in codes)  # type: ignore[index]
