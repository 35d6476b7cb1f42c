"""A technology layer of the report, as the catalogue describes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
class LayerObject:
    """A thing that a layer draws: its measure word and name in Chinese, one and several in English."""

    measure: str
    zh: str
    one: str
    several: str


@dataclass(frozen=True)
class Layer:
    """One switchable technology. `group` is the report's scene, `objects` what it draws by an item's kind.

    `depends_on` are layers that it needs; `also_on` those that it needs in a scenario that has them. `space` says what
    room it takes and what it sets free; `maturity` is P (past ten years), N (next ten) or PN: our reading. `caution` is
    said wherever the layer is shown.
    """

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
    also_on: tuple[str, ...] = ()
    objects: Mapping[str, LayerObject] = field(default_factory=dict)
    space: Words = Words()
    maturity: str = ""
    counts: str = "1"
    parameters: tuple[Parameter, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    caution: Words = Words()


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

    @property
    def in_scenes(self) -> tuple[Layer, ...]:
        """The layers scene by scene, as a tree lists them."""
        return tuple(layer for group in self.groups for layer in self.layers if layer.group == group)

    def parents(self, layer_id: str, has: Collection[str]) -> tuple[str, ...]:
        """What a layer stands on in a scenario that has these layers."""
        layer = self[layer_id]
        return (*layer.depends_on, *(p for p in layer.also_on if p in has))

    def object(self, kind: str) -> LayerObject | None:
        """The words of an item's kind, whichever layer draws it."""
        return next((layer.objects[kind] for layer in self.layers if kind in layer.objects), None)
