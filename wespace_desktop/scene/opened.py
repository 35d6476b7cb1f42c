"""Keeps an opened scene whole on disk: opening the same files again reads one file and checks nothing a second time.

Kept are only scenarios without an error, with the checksums of everything they were made of: the scenario files and all
they extend, the district package, the catalogue, the code. When one of them differs, the files are read as for the
first time. Warnings are part of what is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np
import shapely

from wespace_desktop import paths
from wespace_desktop.errors import WeSpaceError
from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.scenario import Scenario
from wespace_desktop.readers.package import find_district
from wespace_desktop.scene import answers, coding, store
from wespace_desktop.scene.part import Scene

_PACKAGE = Path(__file__).parents[1]
#: So many opened scenes stay on disk.
_KEPT = 3
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, WeSpaceError)


def kept_scene(files: Sequence[Path], district_at: Callable[[Path], District]) -> Scene | None:
    """The scene that these files gave before, when nothing it was made of has changed; else None."""
    try:
        kept = store.Kept(_place(files))
        head = kept.head
        if any(checksum(Path(name)) != found for name, found in head["made_of"]):
            return None
        with ThreadPoolExecutor(1) as beside:
            whole = beside.submit(kept.check)
            district = district_at(Path(head["district"]))
            whole.result()
        scenarios = coding.value(head["scenarios"], kept.arrays)
        places = {find_district(s.district, s.file) for s in scenarios}
        if places != {Path(head["district"])}:
            return None
        scene = _scene(kept, scenarios, district)
        answers.remember(scene, _said(files, head["made_of"]))
        return scene
    except _UNREADABLE:
        return None


def keep_scene(files: Sequence[Path], scene: Scene) -> None:
    """Written beside its place and moved there whole. What cannot be kept is not: that only costs time."""
    with suppress(*_UNREADABLE):
        if not scene.district.hash:
            return
        first = scene.plans[0].scenario
        district = find_district(first.district, first.file)
        arrays = store.Arrays()
        head = {
            "made_of": [[str(f), checksum(f)] for f in _made_of([p.scenario for p in scene.plans], district)],
            "district": str(district),
            "scenarios": coding.plain(tuple(p.scenario for p in scene.plans), arrays),
            "plans": coding.plain(tuple((p.changes, p.problems) for p in scene.plans), arrays),
            "parts": coding.plain(scene.parts, arrays),
            "ids": arrays.put(np.frombuffer("\n".join(scene.ids).encode(), np.uint8)),
            "rest": coding.plain((scene.items, scene.labels, scene.tallies, scene.notes, scene.tracks), arrays),
        }
        file = _place(files)
        store.write(file, head, arrays)
        answers.remember(scene, _said(files, head["made_of"]))
        store.prune(file.parent, "scene-*.bin", _KEPT)


def checksum(file: Path) -> str:
    """Of a file's bytes; empty when there is no such file."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


@cache
def whole_version() -> str:
    """Changes with every line of the code that reads, binds and builds, and with every word of the catalogue."""
    digest = hashlib.sha256(f"{np.__version__} {shapely.__version__} {shapely.geos_version_string}".encode())
    floors = (_PACKAGE / floor for floor in ("model", "readers", "scene", "scene/layers"))
    found = [f for folder in floors for f in folder.glob("*.py")]
    for file in sorted([*found, *(paths.assets_dir() / "catalogue").glob("*.yaml")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _place(files: Sequence[Path]) -> Path:
    """Named after the files as they were written and where they are: both are part of what a scene says."""
    names = [[str(f), str(f.resolve())] for f in files]
    key = hashlib.sha256(json.dumps([names, whole_version()]).encode()).hexdigest()
    return paths.cache_dir() / f"scene-{key[:24]}.bin"


def _said(files: Sequence[Path], made_of: list[list[str]]) -> str:
    return json.dumps([_place(files).name, made_of])


def _made_of(scenarios: Iterable[Scenario], district: Path) -> list[Path]:
    from wespace_desktop.model.extends import chain_of  # late: a scene that is kept needs no reader

    found = {district: None}
    for scenario in scenarios:
        files, absent = chain_of(scenario.file)
        found |= dict.fromkeys(f.resolve() for f in (*files, *absent))
    return list(found)


def _scene(kept: store.Kept, scenarios: tuple[Scenario, ...], district: District) -> Scene:
    head, arrays = kept.head, kept.arrays
    bound = coding.value(head["plans"], arrays)
    plans = tuple(Plan(s, district, *rest) for s, rest in zip(scenarios, bound, strict=True))
    items, labels, tallies, notes, tracks = coding.value(head["rest"], arrays)
    ids = tuple(arrays[head["ids"]].tobytes().decode().split("\n"))
    parts = coding.value(head["parts"], arrays)
    return Scene(district, plans, parts, ids, items, labels, tallies, notes, tracks=tracks)
