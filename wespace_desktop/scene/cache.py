"""Keeps a built context on disk as one file that opens by memory map; what cannot be read is built again, silently."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from wespace_desktop import paths
from wespace_desktop.scene import store
from wespace_desktop.scene.context import Context, Loose
from wespace_desktop.scene.part import Part

_ARRAYS = ("points", "cells", "rgb", "ids", "uv")
_RULES = ("needs", "hidden_by")
_PLAIN = tuple(f.name for f in fields(Part) if f.name not in (*_ARRAYS, *_RULES))
#: Files of this floor that a context depends on: what its builders import, and what that imports (proved by a test).
_FILES = (
    "buildings", "cars", "chance", "context", "cutting", "furniture", "ground", "light", "markings", "paint", "part",
    "people", "shadows", "shapes", "site", "stalls", "style", "textures", "trees",
)  # fmt: skip
#: So many contexts stay on disk; older ones, of other districts or other code, go.
_KEPT = 3


@cache
def code_version() -> str:
    """Changes with every line of the code that builds a context, so that no stale picture is ever shown."""
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return digest.hexdigest()[:12]


def cached_context(district_hash: str, build: Callable[[], Context]) -> Context:
    """The context of a district from the cache; built and kept when it is not there."""
    if not district_hash:
        return build()
    file = paths.cache_dir() / f"context-{district_hash[:16]}-{code_version()}.bin"
    try:
        return load(file)
    except (OSError, ValueError, KeyError, TypeError):
        context = build()
    with suppress(OSError):  # a full or read-only disk costs time at the next start, nothing else
        save(context, file)
        store.prune(file.parent, "context-*.bin", _KEPT)
    return context


def save(context: Context, file: Path) -> None:
    """Written beside its place and moved there whole."""
    arrays = store.Arrays()
    head = {
        "parts": [_part_head(p, arrays) for p in context.parts],
        "loose": [
            [_part_head(x.part, arrays), arrays.put(x.thing), arrays.put(x.feature), arrays.put(x.xy), x.yields]
            for x in context.loose
        ],
        "names": list(context.names),
    }
    store.write(file, head, arrays)


def load(file: Path) -> Context:
    """ValueError when the file is not whole. Arrays are views of the mapped file; changing them does it no harm."""
    head, arrays = store.read(file)
    loose = [
        Loose(_part(part, arrays), arrays[thing], arrays[feature], arrays[xy], yields)
        for part, thing, feature, xy, yields in head["loose"]
    ]
    return Context(tuple(_part(p, arrays) for p in head["parts"]), tuple(loose), tuple(head["names"]))


def _part_head(part: Part, arrays: store.Arrays) -> dict[str, Any]:
    head: dict[str, Any] = {name: getattr(part, name) for name in _PLAIN}
    head |= {name: sorted(getattr(part, name)) for name in _RULES}
    for name in _ARRAYS:
        array = getattr(part, name)
        head[name] = None if array is None else arrays.put(array)
    return head


def _part(head: dict[str, Any], arrays: list[np.ndarray]) -> Part:
    filled: dict[str, Any] = {name: None if head[name] is None else arrays[head[name]] for name in _ARRAYS}
    return Part(**{**head, **filled, **{name: frozenset(head[name]) for name in _RULES}})
