"""What stands where a feature was, and what was there before: conversions are relations, read both ways."""

from __future__ import annotations

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.scene.part import Item, Scene


def replaced_by(scene: Scene, feature_id: str) -> tuple[tuple[Plan, Change], ...]:
    """Every change of the open scenarios that takes this feature's place, in the order of the plans."""
    return tuple((p, c) for p in scene.plans for c in p.changes if feature_id in c.replaces)


def items_in_place_of(scene: Scene, feature_id: str, standing: frozenset[str] | None = None) -> tuple[Item, ...]:
    """What is drawn in place of a feature; with `standing`, only what stands then."""
    found = (i for i in scene.items.values() if feature_id in i.replaces)
    return tuple(i for i in found if standing is None or i.change in standing)


def was(scene: Scene, item_id: str) -> tuple[str, ...]:
    """Ids of the features that an item took the place of; empty for features of the district itself."""
    item = scene.items.get(item_id)
    return item.replaces if item is not None else ()


def change_of(scene: Scene, key: str) -> tuple[Plan, Change] | None:
    """The plan and change behind a change key (`Plan.key`), or None."""
    scenario, _, name = key.partition("/")
    for plan in scene.plans:
        if plan.id == scenario:
            change = plan.change(name)
            return None if change is None else (plan, change)
    return None
