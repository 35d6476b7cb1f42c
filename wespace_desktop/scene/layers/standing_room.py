"""Who stands where first: each layer on open ground keeps clear of what the layers before it put there."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Plan
from wespace_desktop.scene.layers import LAYERS
from wespace_desktop.scene.site import Site

#: What is largest or hardest to move stands first. Each file answers `footprints(site, plan)`.
ORDER = (
    "cowork_pods", "service_pods", "interactive", "omo_logistics", "shared_mobility", "third_places",
    "life_circle", "shock", "tunnel",
)  # fmt: skip

T = TypeVar("T")

_KEPT: WeakKeyDictionary[Plan, dict[str, list[BaseGeometry]]] = WeakKeyDictionary()
_STOOD: WeakKeyDictionary[Plan, dict[str, tuple[Any, ...]]] = WeakKeyDictionary()


def stood(plan: Plan, layer: str, make: Callable[[], Iterable[T]]) -> tuple[T, ...]:
    """What a layer puts into a plan: worked out once, for its own picture and for all that keep clear of it."""
    kept = _STOOD.setdefault(plan, {})
    if layer not in kept:
        kept[layer] = tuple(make())
    found: tuple[T, ...] = kept[layer]
    return found


def taken_before(site: Site, plan: Plan, layer: str) -> list[BaseGeometry]:
    """Ground of all layers before this one, whether or not a picture shows them: a tick of one never moves another."""
    used = {c.layer for c in plan.changes}
    found: list[BaseGeometry] = []
    for name in ORDER[: ORDER.index(layer)]:
        if name in used and name in LAYERS:
            kept = _KEPT.setdefault(plan, {})
            if name not in kept:
                kept[name] = importlib.import_module(LAYERS[name]).footprints(site, plan)
            found += kept[name]
    return found
