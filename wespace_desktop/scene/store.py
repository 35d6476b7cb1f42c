"""A value with large arrays as one file that opens by memory map; a damaged file is a ValueError, never a crash."""

from __future__ import annotations

import json
import os
import threading
import zlib
from functools import cached_property
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import orjson

_MAGIC = b"WSSTO001"
_ALIGN = 64


class Arrays:
    """Collects the arrays of a value while its head is written; the head holds their numbers."""

    def __init__(self) -> None:
        self.all: list[np.ndarray] = []

    def put(self, array: np.ndarray) -> int:
        self.all.append(np.ascontiguousarray(array))
        return len(self.all) - 1


def write(file: Path, head: Any, arrays: Arrays) -> None:
    """Written beside its place and moved there whole. `head` is JSON."""
    temporary = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.writelines(_pieces(head, arrays))
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def packed(head: Any, arrays: Arrays) -> bytes:
    """What `write` writes, as bytes."""
    return b"".join(_pieces(head, arrays))


def _pieces(head: Any, arrays: Arrays) -> list[bytes | memoryview]:
    table, at = [], 0
    for array in arrays.all:
        table.append([array.dtype.str, list(array.shape), at])
        at += -(-array.nbytes // _ALIGN) * _ALIGN
    text = json.dumps({"head": head, "arrays": table}, ensure_ascii=False).encode()
    body: list[bytes | memoryview] = [
        piece for a in arrays.all for piece in (a.reshape(-1).view(np.uint8).data, bytes(-a.nbytes % _ALIGN))
    ]
    check = zlib.crc32(text)
    for piece in body:
        check = zlib.crc32(piece, check)
    front = _MAGIC + len(text).to_bytes(8, "little") + check.to_bytes(8, "little") + text
    return [front, bytes(-len(front) % _ALIGN), *body]


def prune(folder: Path, pattern: str, keep: int) -> None:
    """Only the newest files of a kind stay."""
    found = sorted(folder.glob(pattern), key=lambda f: f.stat().st_mtime, reverse=True)
    for old in found[keep:]:
        old.unlink(missing_ok=True)


class Kept:
    """What `write` left: a file, opened by memory map, or its bytes. ValueError when its front is not whole.

    The checksum of the head alone is not kept, so nothing of it may be believed before `check` has come back.
    """

    def __init__(self, file: Path | np.ndarray) -> None:
        self._raw = np.memmap(file, np.uint8, mode="c") if isinstance(file, Path) else file
        if len(self._raw) < 24 or self._raw[:8].tobytes() != _MAGIC:
            raise ValueError("this is not a store of arrays")
        length, self._promised = (int.from_bytes(self._raw[a : a + 8].tobytes(), "little") for a in (8, 16))
        self._begin = -(-(24 + length) // _ALIGN) * _ALIGN
        self._text = self._raw[24 : 24 + length].tobytes()
        whole = orjson.loads(self._text)
        self.head: Any = whole["head"]
        self._table: list[tuple[str, list[int], int]] = whole["arrays"]

    def check(self) -> None:
        """ValueError when the bytes are not those that were written."""
        if zlib.crc32(self._raw[self._begin :].data, zlib.crc32(self._text)) != self._promised:
            raise ValueError("this store of arrays is damaged")

    @cached_property
    def arrays(self) -> list[np.ndarray]:
        """Copies on write, all of them."""
        return [_take(self._raw, self._begin + at, kind, shape) for kind, shape, at in self._table]


def read(file: Path) -> tuple[Any, list[np.ndarray]]:
    """Head and arrays. ValueError when the file is not whole. The arrays are copies on write."""
    kept = Kept(file)
    kept.check()
    return kept.head, kept.arrays


def _take(raw: np.ndarray, at: int, kind: str, shape: list[int]) -> np.ndarray:
    size = np.dtype(kind).itemsize * prod(shape)
    return np.asarray(raw[at : at + size]).view(kind).reshape(shape)
