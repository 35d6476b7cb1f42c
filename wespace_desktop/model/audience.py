"""Whom a scenario is shown to: which layers, which indicators first, in which words. Gains and harms are for all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from wespace_desktop.model.catalogue import kept_data
from wespace_desktop.model.view import View
from wespace_desktop.model.words import Words

_FILE = "audiences.yaml"
#: A view this level or lower (rise of the sight line over its run) is one from the street.
_LEVEL = 0.2


@dataclass(frozen=True)
class Audience:
    """`layers` and `indicators` in the order in which they are told; `asks` is the question they come with; `plain` are
    words for layers without terms of the trade; `row` is the reader of the report. `at_street`: seen from eye level.
    """

    id: str
    title: Words
    row: str
    asks: Words
    layers: tuple[str, ...]
    indicators: tuple[str, ...]
    at_street: bool = False
    plain: Mapping[str, Words] = field(default_factory=dict)

    def chosen(self, layers: Collection[str]) -> frozenset[str]:
        """Of these layers the ones this audience is shown; all of them when it would be shown none."""
        return frozenset(n for n in layers if n in self.layers) or frozenset(layers)

    def in_order(self, indicators: Iterable[str]) -> tuple[str, ...]:
        """Its own indicators first; none is left out."""
        known = tuple(indicators)
        return (*(n for n in self.indicators if n in known), *(n for n in known if n not in self.indicators))

    def place(self, layer: str) -> int:
        """Where a layer stands in what this audience is told."""
        return self.layers.index(layer) if layer in self.layers else len(self.layers)


@lru_cache(maxsize=1)
def load_audiences() -> Mapping[str, Audience]:
    """Audience id -> audience, in the report's order of readers."""
    return {name: _audience(name, entry) for name, entry in kept_data(_FILE, "audiences")["audiences"].items()}


def street_view(views: Iterable[View]) -> View | None:
    """The view nearest to eye level; None when every one looks down."""
    level = [v for v in views if _slope(v) <= _LEVEL]
    return min(level, key=lambda v: v.camera.position[2], default=None)


def _slope(view: View) -> float:
    (x0, y0, z0), (x1, y1, z1) = view.camera.position, view.camera.target
    run = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    return abs(z1 - z0) / run if run else float("inf")


def _audience(name: str, entry: Mapping[str, Any]) -> Audience:
    return Audience(
        id=name,
        title=_words(entry),
        row=entry["row"],
        asks=_words(entry["asks"]),
        layers=tuple(entry["layers"]),
        indicators=tuple(entry["indicators"]),
        at_street=entry.get("view") == "street",
        plain={layer: _words(words) for layer, words in entry.get("plain", {}).items()},
    )


def _words(entry: Mapping[str, Any]) -> Words:
    return Words(entry["zh"], entry["en"])
