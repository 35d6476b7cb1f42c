"""A small writer for binary glTF 2.0 (GLB): one JSON chunk and one buffer; the same input gives the same bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
import orjson

Json = dict[str, Any]
POINTS_BUFFER, CELLS_BUFFER = 34962, 34963
LINES, TRIANGLES = 1, 4
_COMPONENT = {"uint8": 5121, "uint16": 5123, "uint32": 5125, "float32": 5126}
_SHAPE = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4"}
_MAGIC, _VERSION, _JSON, _BIN = 0x46546C67, 2, 0x4E4F534A, 0x004E4942
_LARGEST = 0xFFFF_FFFF


class Glb:
    """Collects arrays and JSON objects; `pieces` is the file. Specification: Khronos glTF 2.0, sections 3.6 and 4.4."""

    def __init__(self, asset: Json) -> None:
        self.json: Json = {"asset": {"version": "2.0", **asset}}
        self._data: list[bytes] = []
        self._length = 0

    def add(self, kind: str, thing: Json) -> int:
        """Put an object into a list of the file (nodes, meshes, materials ...) and return its number."""
        things = self.json.setdefault(kind, [])
        things.append(thing)
        return len(things) - 1

    def view(self, data: bytes, target: int | None = None) -> int:
        """A stretch of the buffer, on a multiple of 4 bytes as accessors want it."""
        view: Json = {"buffer": 0, "byteOffset": self._length, "byteLength": len(data)}
        if target is not None:
            view["target"] = target
        padded = data + bytes(-len(data) % 4)
        self._data.append(padded)
        self._length += len(padded)
        return self.add("bufferViews", view)

    def accessor(self, array: np.ndarray, target: int, normalized: bool = False, bounds: bool = False) -> int:
        """An array (n,) or (n, 2..4) of uint8, uint16, uint32 or float32; `bounds` writes its least and most."""
        array = np.ascontiguousarray(array)
        accessor: Json = {
            "bufferView": self.view(array.astype(array.dtype.newbyteorder("<")).tobytes(), target),
            "componentType": _COMPONENT[array.dtype.name],
            "count": len(array),
            "type": _SHAPE[array.shape[1] if array.ndim > 1 else 1],
        }
        if normalized:
            accessor["normalized"] = True
        if bounds:
            flat = array.reshape(len(array), -1)
            accessor["min"], accessor["max"] = flat.min(axis=0).tolist(), flat.max(axis=0).tolist()
        return self.add("accessors", accessor)

    def cells(self, cells: np.ndarray) -> int:
        """Indices of triangles or segments, half as large where the points are few."""
        flat = cells.ravel()
        small = not len(flat) or int(flat.max()) < 0xFFFF
        return self.accessor(flat.astype(np.uint16 if small else np.uint32), CELLS_BUFFER)

    def pieces(self) -> Iterator[bytes]:
        """The file in pieces. OverflowError when it would be larger than the format's 4 GiB."""
        self.json["buffers"] = [{"byteLength": self._length}]
        text = orjson.dumps(self.json)
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + 8 + self._length
        if total > _LARGEST:
            raise OverflowError(f"{total} bytes")
        yield struct.pack("<III", _MAGIC, _VERSION, total)
        yield struct.pack("<II", len(text), _JSON) + text
        yield struct.pack("<II", self._length, _BIN)
        yield from self._data
