"""The shipped catalogue of technology layers: words, gains and harms, numbers by year, and what a scenario may set."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from wespace_desktop import paths
from wespace_desktop.model.layer import Catalogue, Effect, Layer, LayerObject, Parameter
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words

_FILE = "layers.yaml"


@dataclass(frozen=True)
class Setting:
    """A key that an intervention of a layer may write under `set`, and what stands there when it does not."""

    kind: Literal["quantity", "count", "choice", "flag", "words", "floors", "timetable"]
    note: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    default: Any = None


@dataclass(frozen=True)
class CatalogueSource:
    """A source of the catalogue. Grade c is weak and says so; `url` only where it is the publisher's own."""

    id: str
    grade: str
    author: str
    title: str
    year: int | None = None
    note: str = ""
    url: str = ""

    def text(self) -> str:
        """`author, title, year (weak source)`."""
        parts = [self.author, self.title, str(self.year or ""), self.note]
        text = ", ".join(part for part in parts if part)
        return f"{text} (weak source)" if self.grade == "c" else text


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """The layers in the order a person sees them."""
    data = _data()
    return Catalogue(
        layers=tuple(_layer(name, entry) for name, entry in data["layers"].items()),
        groups={name: _words(entry) for name, entry in data["groups"].items()},
        effects={name: _words(entry) for name, entry in data["effects"].items()},
    )


@lru_cache(maxsize=1)
def load_settings() -> Mapping[str, Mapping[str, Setting]]:
    """Layer id -> key -> what may be written there."""
    return {
        layer: {
            key: Setting(s["kind"], s.get("note", ""), s.get("unit", ""), tuple(s.get("of", ())), s.get("default"))
            for key, s in entry["settings"].items()
        }
        for layer, entry in _data()["layers"].items()
    }


@lru_cache(maxsize=1)
def load_sources() -> Mapping[str, CatalogueSource]:
    """Source id -> source, for every number of the catalogue."""
    return {
        name: CatalogueSource(
            name, s["grade"], s.get("author", ""), s["title"], s.get("year"), s.get("note", ""), s.get("url", "")
        )
        for name, s in _data()["sources"].items()
    }


def operator_words(operator: str) -> Words:
    """The words of an operator the catalogue knows; any other name stands for itself."""
    known = _data()["operators"].get(operator)
    return _words(known) if known else Words(en=operator)


def operators() -> tuple[str, ...]:
    """Names of the operators the catalogue knows."""
    return tuple(_data()["operators"])


def later_layers() -> tuple[str, ...]:
    """Layers of the report that this release does not have yet."""
    return tuple(_data()["later"])


def themes_of(layer_id: str) -> tuple[str, ...]:
    """Themes whose features a layer can take hold of, the usual one first."""
    return tuple(_data()["layers"][layer_id]["themes"])


def parameter_in(layer: Layer, parameter_id: str, year: int) -> Quantity | None:
    """A catalogue number for a year: the last one given before or in it, else the first one."""
    found = next((p for p in layer.parameters if p.id == parameter_id), None)
    if found is None:
        return None
    years = sorted(found.by_year)
    return found.by_year[max((y for y in years if y <= year), default=years[0])]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return kept_data(_FILE, "catalogue")


def kept_data(file: str, kept_as: str) -> dict[str, Any]:
    """A file of the catalogue as plain data, kept as JSON: every start needs it, and reading YAML costs it 60 ms."""
    path = paths.assets_dir() / "catalogue" / file
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    kept = paths.cache_dir() / f"{kept_as}-{found[:24]}.json"
    with suppress(OSError, ValueError):
        data: dict[str, Any] = json.loads(kept.read_bytes())
        return data
    data = _parsed(path)
    with suppress(OSError):  # a full or read-only disk costs time at the next start, nothing else
        for old in kept.parent.glob(f"{kept_as}-*.json"):
            old.unlink(missing_ok=True)
        temporary = kept.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        temporary.replace(kept)
    return data


def _parsed(path: Path) -> dict[str, Any]:
    from wespace_desktop.model.tree import plain
    from wespace_desktop.model.yaml_guard import read_tree  # late: PyYAML costs start time

    data: dict[str, Any] = plain(read_tree(path, path.name))
    return data


def _layer(name: str, entry: Mapping[str, Any]) -> Layer:
    parameters = tuple(_parameter(key, p) for key, p in entry["parameters"].items())
    used = {q.source for p in parameters for q in p.by_year.values()}
    return Layer(
        id=name,
        code=entry["code"],
        title=_words(entry["title"]),
        short=_words(entry["short"]),
        group=entry["group"],
        hue=str(entry["hue"]),
        mark=entry["mark"],
        summary=_words(entry["summary"]),
        lag=entry["lag"],
        operators=tuple(entry["operators"]),
        gains=tuple(_effect(e) for e in entry["gains"]),
        harms=tuple(_effect(e) for e in entry["harms"]),
        depends_on=tuple(entry.get("depends_on", ())),
        also_on=tuple(entry.get("also_on", ())),
        objects={kind: LayerObject(*words) for kind, words in entry["objects"].items()},
        space=_words(entry["space"]),
        maturity=entry["maturity"],
        caution=_words(entry.get("caution", {})),
        counts=entry.get("counts", "1"),
        parameters=parameters,
        sources={key: source.text() for key, source in load_sources().items() if key in used},
    )


def _parameter(name: str, entry: Mapping[str, Any]) -> Parameter:
    by_year = {int(year): _quantity(numbers, entry["unit"]) for year, numbers in entry["years"].items()}
    return Parameter(name, _words(entry), by_year, entry["grade"], _words(entry.get("formula", {})))


def _quantity(numbers: list[Any], unit: str) -> Quantity:
    *values, source = numbers
    low, central, high = values if len(values) == 3 else values * 3
    return Quantity(low, central, high, unit, source)


def _effect(entry: Mapping[str, Any]) -> Effect:
    return Effect(entry["code"], _words(entry), _words(entry.get("who", {})))


def _words(entry: Mapping[str, Any]) -> Words:
    return Words(entry.get("zh", ""), entry.get("en", ""))
