"""Keeps a built context on disk as one file that opens by memory map; what cannot be read is built again, silently."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from wespace_desktop import paths
from wespace_desktop.scene.context import Context, Loose
from wespace_desktop.scene.part import Part

_MAGIC = b"WSCTX001"
_ARRAYS = ("points", "cells", "rgb", "ids", "uv")
_PLAIN = tuple(f.name for f in fields(Part) if f.name not in (*_ARRAYS, "needs", "hidden_by"))
_OTHER_FILES = {"build.py", "cache.py", "describe.py", "change.py", "opening.py", "labels.py"}


@cache
def code_version() -> str:
    """Changes with every line of the code that builds a context, so that no stale picture is ever shown."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.name not in _OTHER_FILES:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def cached_context(district_hash: str, build: Callable[[], Context]) -> Context:
    """The context of a district from the cache; built and kept when it is not there. A folder that refuses is no error."""
    if not district_hash:
        return build()
    file = paths.cache_dir() / f"context-{district_hash[:16]}-{code_version()}.bin"
    try:
        return load(file)
    except (OSError, ValueError, KeyError, TypeError):
        context = build()
    try:
        save(context, file)
    except OSError:
        pass  # a full or read-only disk costs time at the next start, nothing else
    return context


def save(context: Context, file: Path) -> None:
    """Written beside its place and moved there whole."""
    arrays: list[np.ndarray] = []
    head = {
        "parts": [_part_head(p, arrays) for p in context.parts],
        "loose": [
            {"part": _part_head(x.part, arrays), "yields": x.yields,
             "arrays": [_put(a, arrays) for a in (x.thing, x.feature, x.xy)]}
            for x in context.loose
        ],
        "names": list(context.names),
        "arrays": [],
    }
    head["arrays"], at = [], 0
    for a in arrays:
        head["arrays"].append([a.dtype.str, list(a.shape), at])
        at += -(-a.nbytes // 64) * 64
    text = json.dumps(head).encode()
    body = b"".join(a.tobytes() + bytes(-a.nbytes % 64) for a in arrays)
    front = _MAGIC + len(text).to_bytes(8, "little") + zlib.crc32(text + body).to_bytes(8, "little")
    start = front + text
    temporary = file.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_bytes(start + bytes(-len(start) % 64) + body)
    os.replace(temporary, file)


def load(file: Path) -> Context:
    """ValueError when the file is not whole. Arrays are views of the mapped file and may be changed without harm to it."""
    raw = np.memmap(file, np.uint8, mode="c")
    if len(raw) < 24 or raw[:8].tobytes() != _MAGIC:
        raise ValueError(f"{file} is not a built context")
    length, check = (int.from_bytes(raw[a : a + 8].tobytes(), "little") for a in (8, 16))
    begin = -(-(24 + length) // 64) * 64
    text = raw[24 : 24 + length].tobytes()
    if zlib.crc32(raw[begin:], zlib.crc32(text)) != check:
        raise ValueError(f"{file} is damaged")
    head = json.loads(text)
    arrays = [_take(raw, begin + at, kind, shape) for kind, shape, at in head["arrays"]]
    loose = [
        Loose(_part(x["part"], arrays), *(arrays[k] for k in x["arrays"]), yields=x["yields"]) for x in head["loose"]
    ]
    return Context(tuple(_part(p, arrays) for p in head["parts"]), tuple(loose), tuple(head["names"]))


def _take(raw: np.ndarray, at: int, kind: str, shape: list[int]) -> np.ndarray:
    size = int(np.dtype(kind).itemsize * np.prod(shape))
    return np.asarray(raw[at : at + size]).view(kind).reshape(shape)


def _put(array: np.ndarray, arrays: list[np.ndarray]) -> int:
    arrays.append(np.ascontiguousarray(array))
    return len(arrays) - 1


def _part_head(part: Part, arrays: list[np.ndarray]) -> dict[str, Any]:
    head: dict[str, Any] = {name: getattr(part, name) for name in _PLAIN}
    for name in _ARRAYS:
        array = getattr(part, name)
        head[name] = None if array is None else _put(array, arrays)
    return head


def _part(head: dict[str, Any], arrays: list[np.ndarray]) -> Part:
    filled = {name: None if head[name] is None else arrays[head[name]] for name in _ARRAYS}
    return Part(**{**head, **filled})
