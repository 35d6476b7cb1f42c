"""The built context of a district: what is always there, and the loose things that make room for changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from wespace_desktop.model.district import District
from wespace_desktop.scene.part import IdTable, Part


@dataclass(frozen=True, eq=False)
class Loose:
    """One mesh made of many things that can go one by one.

    `thing` (n,) int32: which thing a point belongs to. Per thing: `feature` (k,) int32 the id index of the district
    feature it stands on (0 = none), `xy` (k, 2) where it stands. Things with `yields` also go where a change clears.
    """

    part: Part
    thing: np.ndarray
    feature: np.ndarray
    xy: np.ndarray
    yields: bool = True


@dataclass(frozen=True, eq=False)
class Context:
    """`names` are the pickable names beyond the district's own features, in the order of their index."""

    parts: tuple[Part, ...]
    loose: tuple[Loose, ...]
    names: tuple[str, ...] = ()


def feature_index(district: District, theme: str, ids: IdTable) -> np.ndarray:
    """(n,) int32 id index of each feature of a theme."""
    return np.array([ids.of(str(name)) for name in district.theme(theme).ids], np.int32)


Groups = Mapping[int, frozenset[str]]
Areas = Mapping[str, shapely.Geometry]


def hidden_groups(loose: Loose, replaced: Groups, cleared: Areas) -> tuple[np.ndarray, list[frozenset[str]]]:
    """Group of each thing (k,), and the change keys that hide each group; group 0 is hidden by none."""
    keys: list[frozenset[str]] = [frozenset()]
    group = np.zeros(len(loose.feature), np.int64)
    for name, inside in _gone(loose, replaced, cleared):
        for old in np.flatnonzero(np.bincount(group[inside])):
            merged = keys[old] | name
            if merged not in keys:
                keys.append(merged)
            group[inside & (group == old)] = keys.index(merged)
    return group, keys


def _gone(loose: Loose, replaced: Groups, cleared: Areas) -> list[tuple[frozenset[str], np.ndarray]]:
    by_keys: dict[frozenset[str], list[int]] = {}
    for feature, names in replaced.items():
        by_keys.setdefault(names, []).append(feature)
    gone = [(names, np.isin(loose.feature, features)) for names, features in by_keys.items()]
    if loose.yields:
        for key, area in cleared.items():
            shapely.prepare(area)
            gone.append((frozenset([key]), shapely.contains_xy(area, loose.xy[:, 0], loose.xy[:, 1])))
    return [(names, inside) for names, inside in gone if inside.any()]


def parts_of(loose: Loose, replaced: Groups, cleared: Areas) -> list[Part]:
    """The mesh as parts, one per set of changes that hide things of it; untouched, it is the cached part itself."""
    group, keys = hidden_groups(loose, replaced, cleared)
    if not group.any():
        return [loose.part]
    return [part for part in _divided(loose, group, keys) if len(part.cells)]


def _divided(loose: Loose, group: np.ndarray, keys: list[frozenset[str]]) -> list[Part]:
    """One part per group; every array is put in order once and then cut, however many groups there are."""
    part = loose.part
    of_point = group[loose.thing].astype(np.int16)
    of_cell = of_point[part.cells[:, 0]]
    points, cells = np.argsort(of_point, kind="stable"), np.argsort(of_cell, kind="stable")
    point_end = np.cumsum(np.bincount(of_point, minlength=len(keys)))
    cell_end = np.cumsum(np.bincount(of_cell, minlength=len(keys)))
    start = np.r_[0, point_end[:-1]]
    new = np.empty(len(points), np.int32)
    new[points] = np.arange(len(points)) - start[of_point[points]]
    arrays = {name: _ordered(getattr(part, name), points) for name in ("points", "rgb", "ids", "uv")}
    numbered = new[part.cells[cells]]
    result = []
    for k, names in enumerate(keys):
        own: dict[str, Any] = {name: None if a is None else a[start[k] : point_end[k]] for name, a in arrays.items()}
        mine = numbered[cell_end[k - 1] if k else 0 : cell_end[k]]
        name = f"{part.name}/{k}" if k else part.name
        result.append(replace(part, name=name, cells=mine, hidden_by=part.hidden_by | names, **own))
    return result


def _ordered(array: np.ndarray | None, order: np.ndarray) -> np.ndarray | None:
    return None if array is None else array[order]
