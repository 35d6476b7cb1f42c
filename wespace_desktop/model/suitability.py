"""Which places change first by demand: a published sum of weighted criteria, equal ones by id."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from wespace_desktop.model.adoption import Floats
from wespace_desktop.model.catalogue import kept_data
from wespace_desktop.model.district import District
from wespace_desktop.model.words import Words

_FILE = "suitability.yaml"
#: Of a building whose height is not known, m.
_HEIGHT_M = 10.0
#: A suitability is compared to so many digits, so that no rounding of a computer decides who is first.
_DIGITS = 6


@dataclass(frozen=True)
class Criterion:
    """One reason to be early, 0 to 1. `kind`: near, far (of the nearest feature of `themes`), size, or built."""

    id: str
    title: Words
    formula: Words
    kind: str
    themes: tuple[str, ...] = ()
    reach_m: float = 0.0


@lru_cache(maxsize=1)
def load_criteria() -> Mapping[str, Criterion]:
    """Criterion id -> criterion, in the order of the file."""
    return {
        name: Criterion(
            name,
            Words(entry["zh"], entry["en"]),
            Words(entry["formula"]["zh"], entry["formula"]["en"]),
            entry["kind"],
            tuple(entry.get("themes", ())),
            float(entry.get("reach", 0.0)),
        )
        for name, entry in kept_data(_FILE, "suitability")["criteria"].items()
    }


def weights_of(layer: str, own: Mapping[str, float] | None = None) -> Mapping[str, float]:
    """The scenario's own weights, else the catalogue's for a layer; those above 0."""
    usual = kept_data(_FILE, "suitability")["weights"]
    weights = own or usual.get(layer, usual["others"])
    return {name: float(weight) for name, weight in weights.items() if weight > 0}


def ranked(district: District, features: Sequence[str], weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """The features with their suitability, 0 to 1, the most suitable first; equal ones by id."""
    if not features:
        return []
    found = np.array([_geometry(district, name) for name in features], object)
    criteria, total = load_criteria(), sum(weights.values())
    score = np.zeros(len(found))
    for name, weight in weights.items():
        score += weight / total * _KINDS[criteria[name].kind](criteria[name], district, found)
    score = np.round(score, _DIGITS)
    order = np.lexsort((np.array(features, str), -score))
    return [(features[i], float(score[i])) for i in order]


def weights_words(weights: Mapping[str, float]) -> Words:
    """`near a transit stop x 1, large x 1`."""
    criteria = load_criteria()
    told = [(criteria[name].title, f"{weight:g}") for name, weight in weights.items()]
    return Words("、".join(f"{t.zh} × {w}" for t, w in told), ", ".join(f"{t.en} × {w}" for t, w in told))


def _geometry(district: District, name: str) -> shapely.Geometry:
    found = district.find(name)
    assert found is not None, name      # targets resolve to features that are there
    geometry: shapely.Geometry = found[0].geometry[found[1]]
    return geometry


def _distance_m(criterion: Criterion, district: District, features: np.ndarray) -> Floats:
    there = [district.theme(name).geometry for name in criterion.themes]
    others = np.concatenate(there) if there else np.empty(0, object)
    if not len(others):
        return np.full(len(features), np.inf)
    tree = shapely.STRtree(others)
    (rows, _), distance = tree.query_nearest(features, return_distance=True, all_matches=False)
    found = np.full(len(features), np.inf)
    found[rows] = distance
    return found


def _near(criterion: Criterion, district: District, features: np.ndarray) -> Floats:
    return 1.0 - _far(criterion, district, features)


def _far(criterion: Criterion, district: District, features: np.ndarray) -> Floats:
    return np.minimum(_distance_m(criterion, district, features) / criterion.reach_m, 1.0)


def _size(_: Criterion, __: District, features: np.ndarray) -> Floats:
    area, length = shapely.area(features), shapely.length(features)
    size = np.where(area > 0, area, length)
    largest = float(size.max())
    return np.asarray(size / largest if largest > 0 else np.zeros(len(size)))


def _built(criterion: Criterion, district: District, features: np.ndarray) -> Floats:
    """Volume of the buildings within reach, a building that reaches over the edge counted whole."""
    theme = district.theme("buildings")
    if not len(theme):
        return np.zeros(len(features))
    height = np.nan_to_num(theme.attributes.get("height_m", np.full(len(theme), _HEIGHT_M)), nan=_HEIGHT_M)
    volume = shapely.area(theme.geometry) * height
    rows, near = theme.tree.query(features, predicate="dwithin", distance=criterion.reach_m)
    found = np.bincount(rows, volume[near], len(features))
    largest = float(found.max())
    return np.asarray(found / largest if largest > 0 else found)


_KINDS: Mapping[str, Callable[[Criterion, District, np.ndarray], Floats]] = {
    "near": _near, "far": _far, "size": _size, "built": _built,
}  # fmt: skip
