"""A technology layer of the report, as the catalogue describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words


@dataclass(frozen=True)
class Effect:
    """A gain or a harm: `code` is P1-P5 or N1-N5 in the report's order; `who` gains or bears it."""

    code: str
    text: Words
    who: Words = Words()


@dataclass(frozen=True)
class Parameter:
    """A number of the catalogue, by year, with unit, source and the source's grade (a, b, c; A assumed, M computed)."""

    id: str
    title: Words
    by_year: Mapping[int, Quantity]
    grade: str
    formula: Words = Words()


@dataclass(frozen=True)
class Layer:
    """One switchable technology. `group` is the report's scene; `depends_on` are layer ids (weakest parent rule)."""

    id: str
    code: str
    title: Words
    short: Words
    group: str
    hue: str
    mark: str
    summary: Words
    lag: str
    operators: tuple[str, ...]
    gains: tuple[Effect, ...]
    harms: tuple[Effect, ...]
    depends_on: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """All layers in the order a person sees them, and the groups (the report's scenes) with their words."""

    layers: tuple[Layer, ...]
    groups: Mapping[str, Words]
    effects: Mapping[str, Words]

    def __getitem__(self, layer_id: str) -> Layer:
        for layer in self.layers:
            if layer.id == layer_id:
                return layer
        raise KeyError(layer_id)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(layer.id for layer in self.layers)
