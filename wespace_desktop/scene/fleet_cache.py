"""Keeps the fleets of a scene on disk, so that the clock starts at once the second time; they take seconds to find."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from functools import cache
from pathlib import Path

import numpy as np

from wespace_desktop import paths
from wespace_desktop.model.district import District
from wespace_desktop.scene import store
from wespace_desktop.scene.fleet import Fleet

#: Files of this floor that fleets depend on (proved by a test).
_FILES = (
    "chance", "crossings", "fleet", "movers", "part", "routes", "site", "timetable", "tracks",
    "layers/lane_geometry", "layers/street_lanes",
)  # fmt: skip
#: So many stay on disk, up to a dozen megabytes each: as many years of a scenario have other lanes.
_KEPT = 6
_ARRAYS = tuple(f.name for f in fields(Fleet) if f.name != "kind")


@cache
def code_version() -> str:
    """Changes with every line of the code that finds fleets."""
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return digest.hexdigest()[:12]


def cached_fleets(
    district: District, given: Mapping[str, Sequence[np.ndarray]], make: Callable[[], tuple[Fleet, ...]]
) -> tuple[Fleet, ...]:
    """The fleets among these lanes and places; found and kept when they are not there."""
    if not district.hash:
        return make()
    file = paths.cache_dir() / f"fleets-{_content(district, given)}-{code_version()}.bin"
    try:
        return load(file)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        found = make()
    with suppress(OSError):  # a full or read-only disk costs time at the next start, nothing else
        save(found, file)
        store.prune(file.parent, "fleets-*.bin", _KEPT)
    return found


def _content(district: District, given: Mapping[str, Sequence[np.ndarray]]) -> str:
    shapes = {name: [a.shape for a in arrays] for name, arrays in given.items()}
    digest = hashlib.sha256(json.dumps([district.hash, district.id, shapes]).encode())
    for arrays in given.values():
        for array in arrays:
            digest.update(np.ascontiguousarray(array, float).tobytes())
    return digest.hexdigest()[:24]


def save(fleets: Sequence[Fleet], file: Path) -> None:
    """An array that several fleets share is kept once."""
    arrays, number = store.Arrays(), dict[int, int]()
    head = []
    for fleet in fleets:
        row = {}
        for name in _ARRAYS:
            array = getattr(fleet, name)
            if id(array) not in number:
                number[id(array)] = arrays.put(array)
            row[name] = number[id(array)]
        head.append([fleet.kind, row])
    store.write(file, head, arrays)


def load(file: Path) -> tuple[Fleet, ...]:
    """ValueError, KeyError, TypeError or IndexError when the file is not what save wrote."""
    head, arrays = store.read(file)
    return tuple(Fleet(str(kind), **{name: arrays[row[name]] for name in _ARRAYS}) for kind, row in head)
