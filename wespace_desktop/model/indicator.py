"""What the indicators are: words, formula, unit, reference, how sure, sources, parameters; from one catalogue file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from wespace_desktop.model.adoption import load_driver_sources
from wespace_desktop.model.catalogue import CatalogueSource, kept_data, load_catalogue
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words

_FILE = "indicators.yaml"
Sureness = Literal["low", "medium", "high", "contested"]


@dataclass(frozen=True)
class Indicator:
    """One of the twenty. `what` says what its number is, `reference` what it is read against.

    `uncertainty` is how unsure it is: low, medium, high, or contested among studies; `honesty` says why. `rows` are
    rows of the report, `effect` its gain (P1 to P5) or harm (N1 to N5) that is counted here, '' for the others.
    """

    id: str
    title: Words
    what: Words
    effect: str
    unit: str
    formula: Words
    reference: Words
    uncertainty: Sureness
    honesty: Words
    sources: tuple[str, ...]
    uses: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True)
class GivenNumber:
    """A number that a scenario may give; `usual` where one value holds anywhere."""

    id: str
    title: Words
    unit: str
    usual: Quantity | None = None


@dataclass(frozen=True)
class PeopleGroup:
    """People whose number is worked out apart. Groups overlap and never add up to 100 %."""

    id: str
    title: Words
    walk_speed: Quantity


@dataclass(frozen=True)
class PlaceClass:
    """Places of daily life of one kind: themes, kinds of landmark, and kinds of things that a scenario puts there."""

    id: str
    title: Words
    themes: tuple[str, ...]
    landmarks: tuple[str, ...]
    things: tuple[str, ...]


@lru_cache(maxsize=1)
def load_indicators() -> Mapping[str, Indicator]:
    """Id -> indicator, I01 to I20 in this order."""
    return {name: _indicator(name, entry) for name, entry in _data()["indicators"].items()}


@lru_cache(maxsize=1)
def load_given_numbers() -> Mapping[str, GivenNumber]:
    """Every name that a formula asks a scenario for."""
    return {name: _given(name, entry) for name, entry in _data()["parameters"].items()}


@lru_cache(maxsize=1)
def load_groups() -> Mapping[str, PeopleGroup]:
    """Groups of people with the walking speeds of the sources; adults first."""
    found = {}
    for name, entry in _data()["groups"].items():
        low, central, high, source = entry["walk_speed"]
        found[name] = PeopleGroup(name, _words(entry), Quantity(low, central, high, "m/s", source))
    return found


@lru_cache(maxsize=1)
def load_classes() -> tuple[PlaceClass, ...]:
    """The eight classes of places that a day needs."""
    keys = ("themes", "landmarks", "things")
    return tuple(
        PlaceClass(name, _words(entry), *(tuple(entry.get(key, ())) for key in keys))
        for name, entry in _data()["classes"].items()
    )


@lru_cache(maxsize=1)
def load_indicator_sources() -> Mapping[str, CatalogueSource]:
    """Source id -> source, those of the layers and drivers included."""
    own = {
        name: CatalogueSource(
            name, s["grade"], s.get("author", ""), s["title"], s.get("year"), s.get("note", ""), s.get("url", "")
        )
        for name, s in _data()["sources"].items()
    }
    return {**own, **load_driver_sources()}


def source_words(source: str) -> str:
    """A source with its grade as a person reads it; the id itself when nobody knows it."""
    found = load_indicator_sources().get(source)
    return f"{found.text()} [{found.grade}]" if found else source


def parameter_names() -> frozenset[str]:
    """Every name that may stand under `parameters:`: those of the indicators and those of the layers."""
    layers = {p.id for layer in load_catalogue().layers for p in layer.parameters}
    return frozenset({*load_given_numbers(), *layers, *_data()["also_written"]})


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return kept_data(_FILE, "indicators")


def _indicator(name: str, entry: Mapping[str, Any]) -> Indicator:
    return Indicator(
        id=name,
        title=_words(entry),
        what=_words(entry["what"]),
        effect=entry.get("effect", ""),
        unit=entry["unit"],
        formula=_words(entry["formula"]),
        reference=_words(entry["reference"]),
        uncertainty=entry["sure"]["level"],
        honesty=_words(entry["sure"]),
        sources=tuple(entry["sources"]),
        uses=tuple(entry["uses"]),
        rows=tuple(entry["rows"]),
    )


def _given(name: str, entry: Mapping[str, Any]) -> GivenNumber:
    usual = entry.get("usual")
    unit = entry["unit"]
    if not usual:
        return GivenNumber(name, _words(entry), unit)
    low, central, high, source = usual
    return GivenNumber(name, _words(entry), unit, Quantity(low, central, high, unit, source))


def _words(entry: Mapping[str, Any]) -> Words:
    return Words(entry.get("zh", ""), entry.get("en", ""))
