"""What comes by demand comes in parts: one label speaks for all of them, and says that nobody decided it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wespace_desktop.model.plan import Change
from wespace_desktop.model.state import Standing
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import Label, Scene


def gathered(scene: Scene, labels: Sequence[Label], stands: Standing) -> tuple[Label, ...]:
    """The labels, those of each intervention by demand made one, in the place of its first.

    It may stand at any of the places that changed (`needs` names them all), and counts those that have no label.
    """
    changes = {k: c for plan in scene.plans for c in plan.changes if c.by_demand and (k := plan.key(c)) in stands}
    mine: dict[str, list[Label]] = {}
    for label in labels:
        key = _key(label, changes)
        if key:
            mine.setdefault(key.partition("#")[0], []).append(label)
    found: list[Label] = []
    told: set[str] = set()
    for label in labels:
        key = _key(label, changes)
        name = key.partition("#")[0]
        if not key:
            found.append(label)
        elif name not in told:
            told.add(name)
            found.append(_one(name, mine[name], changes))
    return tuple(found)


def _key(label: Label, changes: dict[str, Change]) -> str:
    return next((key for key in sorted(label.needs) if key in changes), "")


def _one(name: str, labels: list[Label], changes: dict[str, Change]) -> Label:
    keys = frozenset(key for key in changes if key.partition("#")[0] == name)
    parts = [changes[key] for key in sorted(keys)]
    places = sum(len(c.features) for c in parts)
    title = parts[0].intervention.title
    words = Words(f"{title.zh or title.en} · 按需求 {places} 处", f"{title.en or title.zh} · {places} by demand")
    first = max(labels, key=lambda label: label.rank)
    return replace(first, text=words, needs=keys)
