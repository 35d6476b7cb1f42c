"""How themes lie in the package's flat arrays: millimetre steps, counts, words; built when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import shapely

from wespace_desktop.model.district import THEMES, Theme

#: Arrays of the package and their types. All flat; a theme's description says how much of each is its own, in order.
POOLS: dict[str, type[np.generic]] = {
    "steps": np.int32, "counts": np.int32, "numbers": np.float64, "flags": np.uint8, "codes": np.int32,
    "text": np.uint8,
}
MILLIMETRE = 1000.0
_FARTHEST_MM = 1_000_000_000


class Pools:
    """Collects arrays while a district is written."""

    def __init__(self) -> None:
        self._parts: dict[str, list[np.ndarray]] = {name: [] for name in POOLS}

    def put(self, pool: str, values: np.ndarray) -> int:
        self._parts[pool].append(np.ascontiguousarray(values, POOLS[pool]))
        return len(values)

    def arrays(self) -> dict[str, np.ndarray]:
        return {n: np.concatenate([np.empty(0, POOLS[n]), *parts]) for n, parts in self._parts.items()}


class Reel:
    """Takes arrays off the pools in the order they were put. ValueError when a pool runs out."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self._arrays = arrays
        self._at = dict.fromkeys(POOLS, 0)

    def take(self, pool: str, count: int) -> np.ndarray:
        start = self._at[pool]
        if count < 0 or start + count > len(self._arrays[pool]):
            raise ValueError(f"{pool} ends too early")
        self._at[pool] = start + count
        return self._arrays[pool][start : start + count]


def pack_theme(theme: Theme, pools: Pools) -> dict[str, Any]:
    """Puts a theme into the pools and returns its description. Coordinates are kept to the millimetre."""
    vertices, counts = _flatten(theme.geometry, theme.kind)
    whole = np.rint(vertices * MILLIMETRE)
    if not (np.isfinite(whole).all() and (np.abs(whole) < _FARTHEST_MM).all()):
        raise ValueError(f"{theme.name}: a coordinate is not finite or farther than 1,000 km from the origin")
    for axis in (0, 1):
        pools.put("steps", np.diff(whole[:, axis], prepend=0))
    return {
        "name": theme.name, "features": len(theme), "vertices": len(vertices),
        "counts": [pools.put("counts", c) for c in counts], "ids": _pack_words(theme.ids, pools),
        "attributes": {name: _pack_column(column, pools) for name, column in theme.attributes.items()},
    }


def plan_themes(descriptions: list[dict[str, Any]], reel: Reel) -> dict[str, _Waiting]:
    """Takes every theme's arrays off the reel and checks them; shapely objects are made later, one theme at a time."""
    return {d["name"]: _Waiting(d, reel) for d in descriptions}


class LazyThemes(Mapping[str, Theme]):
    """Theme name -> Theme, made at the first look."""

    def __init__(self, waiting: dict[str, _Waiting]) -> None:
        self._waiting = waiting
        self._made: dict[str, Theme] = {}

    def __getitem__(self, name: str) -> Theme:
        if name not in self._made:
            self._made[name] = self._waiting[name].theme()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._waiting)

    def __len__(self) -> int:
        return len(self._waiting)


class _Waiting:
    """The checked arrays of one theme."""

    def __init__(self, description: dict[str, Any], reel: Reel) -> None:
        self.name = str(description["name"])
        self.features = int(description["features"])
        count = int(description["vertices"])
        steps = [reel.take("steps", count) for _ in (0, 1)]
        self.vertices = np.stack([np.cumsum(axis, dtype=np.int64) for axis in steps], axis=1) / MILLIMETRE
        self.counts = [reel.take("counts", int(n)) for n in description["counts"]]
        self._check(count)
        self.ids = _take_words(description["ids"], self.features, reel)
        self.attributes = {
            str(name): _take_column(column, self.features, reel)
            for name, column in description["attributes"].items()
        }

    def _check(self, vertices: int) -> None:
        levels = {"point": 0, "line": 2, "polygon": 3}[THEMES[self.name][0]]
        sizes = [self.features, *(int(c.sum()) for c in self.counts)]
        if len(self.counts) != levels or [len(c) for c in self.counts] != sizes[:-1] or sizes[-1] != vertices:
            raise ValueError(f"{self.name}: counts do not fit")
        floor = {"point": (), "line": (1, 2), "polygon": (1, 1, 4)}[THEMES[self.name][0]]
        if any(len(c) and c.min() < least for c, least in zip(self.counts, floor, strict=True)):
            raise ValueError(f"{self.name}: a part is too small")

    def theme(self) -> Theme:
        return Theme(self.name, self.ids, _assemble(THEMES[self.name][0], self.vertices, self.counts), self.attributes)


def _flatten(geometry: np.ndarray, kind: str) -> tuple[np.ndarray, list[np.ndarray]]:
    """Vertices (n, 2) and the counts from the outside in: parts per feature, rings per part, vertices per ring."""
    if kind == "point":
        return shapely.get_coordinates(geometry), []
    parts_per_feature = shapely.get_num_geometries(geometry)
    parts = shapely.get_parts(geometry)
    if kind == "line":
        return shapely.get_coordinates(parts), [parts_per_feature, shapely.get_num_coordinates(parts)]
    rings, owner = shapely.get_rings(parts, return_index=True)
    rings_per_part = np.bincount(owner, minlength=len(parts))
    return shapely.get_coordinates(rings), [parts_per_feature, rings_per_part, shapely.get_num_coordinates(rings)]


def _assemble(kind: str, vertices: np.ndarray, counts: list[np.ndarray]) -> np.ndarray:
    """The inverse of `_flatten`; a feature of one part is single, never a multi-geometry of one."""
    if kind == "point":
        return np.asarray(shapely.points(vertices), object).reshape(-1)
    offsets = [np.concatenate([[0], np.cumsum(c)]) for c in counts[1:]]
    one = shapely.GeometryType.LINESTRING if kind == "line" else shapely.GeometryType.POLYGON
    parts = np.asarray(shapely.from_ragged_array(one, vertices, tuple(offsets[::-1])), object)
    starts = np.concatenate([[0], np.cumsum(counts[0])])[:-1]
    features = parts[starts] if len(starts) else parts
    join = shapely.multilinestrings if kind == "line" else shapely.multipolygons
    for row in np.flatnonzero(counts[0] > 1):
        features[row] = join(parts[starts[row] : starts[row] + counts[0][row]])
    return features


def _pack_words(values: np.ndarray, pools: Pools) -> list[int]:
    """Distinct words once, then a code per row: most attributes repeat."""
    distinct, codes = np.unique(np.asarray(values, str), return_inverse=True)
    blobs = [str(word).encode("utf-8") for word in distinct]
    pools.put("codes", codes)
    pools.put("codes", np.array([len(blob) for blob in blobs], np.int32))
    return [len(blobs), pools.put("text", np.frombuffer(b"".join(blobs), np.uint8))]


def _take_words(description: list[int], rows: int, reel: Reel) -> np.ndarray:
    distinct, size = description
    codes = reel.take("codes", rows)
    lengths = reel.take("codes", distinct)
    blob = reel.take("text", size).tobytes()
    if int(lengths.sum()) != size or (rows and not (codes.min() >= 0 and codes.max() < distinct)):
        raise ValueError("words do not fit")
    ends = np.cumsum(lengths)
    words = [blob[end - length : end].decode("utf-8") for end, length in zip(ends, lengths, strict=True)]
    return np.array(words, str)[codes] if rows else np.empty(0, "U1")


def _pack_column(column: np.ndarray, pools: Pools) -> Any:
    if column.dtype.kind == "b":
        pools.put("flags", column)
        return "flag"
    if column.dtype.kind in "if":
        pools.put("numbers", column)
        return "number"
    return _pack_words(column, pools)


def _take_column(description: Any, rows: int, reel: Reel) -> np.ndarray:
    if description == "flag":
        return reel.take("flags", rows).astype(bool)
    if description == "number":
        return reel.take("numbers", rows)
    return _take_words(description, rows, reel)
