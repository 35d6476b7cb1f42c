"""Values of the model and scene floors as JSON beside their arrays, and back: data only, nothing that could run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from wespace_desktop.errors import Problem
from wespace_desktop.model.plan import Change, Ranks, Steps
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Intervention, LayerState, Scenario, ScenarioSource, Target
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import Words
from wespace_desktop.scene import store
from wespace_desktop.scene.part import Fact, Item, Label, LayerBuild, Part

_SCENE = (LayerBuild, Part, Item, Fact, Label)
_MODEL = (
    Quantity, Words, Scenario, Intervention, Target, LayerState, ScenarioSource, View, Camera, Slide, Change, Steps,
    Ranks, Problem,
)  # fmt: skip
_KINDS = {kind.__name__: kind for kind in (*_SCENE, *_MODEL)}
_NAMES = {kind: tuple(f.name for f in fields(kind)) for kind in _KINDS.values()}
#: Changes when a kind gets, loses or reorders a field: what was kept under another form is not read.
FORM = hashlib.sha256(repr([(kind.__name__, names) for kind, names in _NAMES.items()]).encode()).hexdigest()[:8]


def plain(value: Any, arrays: store.Arrays) -> Any:
    """JSON for a value: a list is a tuple, everything else says what it is. TypeError for what cannot be kept."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple):
        return [plain(v, arrays) for v in value]
    if is_dataclass(value) and type(value) in _NAMES:
        kind: Any = type(value)
        return {"": kind.__name__, "of": [plain(getattr(value, name), arrays) for name in _NAMES[kind]]}
    return _container(value, arrays)


def _container(value: Any, arrays: store.Arrays) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray) and value.dtype == object:
        blobs = [shapely.to_wkb(g) for g in value]
        lengths = np.array([len(b) for b in blobs], np.int64)
        return {"": "shapes", "of": [arrays.put(np.frombuffer(b"".join(blobs), np.uint8)), arrays.put(lengths)]}
    if isinstance(value, np.ndarray):
        return {"": "array", "of": arrays.put(value)}
    if isinstance(value, shapely.Geometry):
        return {"": "wkb", "of": shapely.to_wkb(value, hex=True)}
    if isinstance(value, Path):
        return {"": "path", "of": str(value)}
    if isinstance(value, list):
        return {"": "list", "of": [plain(v, arrays) for v in value]}
    if isinstance(value, frozenset | set):
        return {"": "set", "of": [plain(v, arrays) for v in sorted(value)]}
    if isinstance(value, Mapping):
        return {"": "map", "of": [[plain(k, arrays), plain(v, arrays)] for k, v in value.items()]}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def value(kept: Any, arrays: list[np.ndarray]) -> Any:
    """The inverse of `plain`. KeyError, TypeError or ValueError when it is not what `plain` wrote."""
    if isinstance(kept, list):
        return tuple([value(p, arrays) if isinstance(p, list | dict) else p for p in kept])
    if not isinstance(kept, dict):
        return kept
    kind, inner = kept[""], kept["of"]
    if kind in _KINDS:
        return _KINDS[kind](*value(inner, arrays))
    if kind == "array":
        return arrays[inner]
    if kind == "shapes":
        return _shapes(arrays[inner[0]], arrays[inner[1]])
    if kind == "map":
        return {value(k, arrays): value(v, arrays) for k, v in inner}
    if kind == "set":
        return frozenset(value(inner, arrays))
    if kind == "list":
        return list(value(inner, arrays))
    return {"path": Path, "wkb": shapely.from_wkb}[kind](inner)


def _shapes(blob: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """(n,) geometries, to the last digit as they were."""
    whole, ends = blob.tobytes(), np.cumsum(lengths)
    each = np.array([whole[end - n : end] for end, n in zip(ends.tolist(), lengths.tolist(), strict=True)], object)
    found: np.ndarray = shapely.from_wkb(each)
    return found
