"""Keeps what a layer built for a plan on disk, so that the second opening of a scenario costs no geometry."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from wespace_desktop import paths
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene import store
from wespace_desktop.scene.cache import code_version
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part

_KINDS = {kind.__name__: kind for kind in (LayerBuild, Part, Item, Fact, Label, Quantity, Words)}


def cached_layer(plan: Plan, layer: str, ids: IdTable, build: Callable[[], LayerBuild]) -> LayerBuild:
    """What the layer builds for this plan, from the cache when the district, the scenario and the code are the same."""
    if not plan.district.hash:
        return build()
    whole = f"{plan.district.hash} {plan.scenario.hash} {plan.id} {layer} {code_version()} {_layers_version()}"
    file = paths.cache_dir() / f"layer-{layer}-{hashlib.sha256(whole.encode()).hexdigest()[:24]}.bin"
    try:
        return load(file, ids)
    except (OSError, ValueError, KeyError, TypeError):
        built = build()
    with suppress(OSError):  # a full or read-only disk costs time at the next start, nothing else
        save(built, file, ids)
    return built


@cache
def _layers_version() -> str:
    digest = hashlib.sha256()
    for file in sorted((Path(__file__).parent / "layers").glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def save(built: LayerBuild, file: Path, ids: IdTable) -> None:
    """Part.ids hold indices of this run; they are kept as names."""
    arrays = store.Arrays()
    names = ids.names()
    tables = []
    parts = []
    for part in built.parts:
        used, local = np.unique(part.ids, return_inverse=True)
        tables.append([names[k] for k in used])
        parts.append(replace(part, ids=local.astype(np.int32)))
    head = {"names": tables, "built": _plain(replace(built, parts=tuple(parts)), arrays)}
    store.write(file, head, arrays)


def load(file: Path, ids: IdTable) -> LayerBuild:
    """ValueError, KeyError or TypeError when the file is not what save wrote."""
    head, arrays = store.read(file)
    built = _value(head["built"], arrays)
    if not isinstance(built, LayerBuild):
        raise TypeError(f"{file} holds {type(built).__name__}")
    parts = []
    for part, table in zip(built.parts, head["names"], strict=True):
        index = np.array([ids.of(name) for name in table], np.int32)
        parts.append(replace(part, ids=index[part.ids]))
    for item in built.items:
        ids.of(item.id)
    return replace(built, parts=tuple(parts))


def _plain(value: Any, arrays: store.Arrays) -> Any:
    """JSON for a value of the scene floor: every container but a list says what it is."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return {"": "array", "at": arrays.put(value)}
    if isinstance(value, shapely.Geometry):
        return {"": "wkb", "hex": shapely.to_wkb(value, hex=True)}
    if is_dataclass(value) and type(value).__name__ in _KINDS:
        whole = {f.name: _plain(getattr(value, f.name), arrays) for f in fields(value)}
        return {"": type(value).__name__, **whole}
    if isinstance(value, tuple | list):
        return [_plain(v, arrays) for v in value]
    if isinstance(value, frozenset | set):
        return {"": "set", "of": [_plain(v, arrays) for v in sorted(value)]}
    if isinstance(value, dict):
        return {"": "map", "of": [[_plain(k, arrays), _plain(v, arrays)] for k, v in value.items()]}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _value(plain: Any, arrays: list[np.ndarray]) -> Any:
    if isinstance(plain, list):
        return tuple(_value(p, arrays) for p in plain)
    if not isinstance(plain, dict):
        return plain
    kind = plain[""]
    if kind == "array":
        return arrays[plain["at"]]
    if kind == "wkb":
        return shapely.from_wkb(plain["hex"])
    if kind == "set":
        return frozenset(_value(p, arrays) for p in plain["of"])
    if kind == "map":
        return {_value(k, arrays): _value(v, arrays) for k, v in plain["of"]}
    return _KINDS[kind](**{name: _value(p, arrays) for name, p in plain.items() if name})
