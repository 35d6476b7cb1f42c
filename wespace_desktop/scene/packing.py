"""Meshes as a short row of bytes for a page: rounded to centimetres, told as differences, deflated as a whole.

A page reads them with `assets/web/model.js`; what the two must agree on stands in `pack` and `unpack`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from wespace_desktop.scene.batches import Batch

Json = dict[str, Any]
#: Steps of x, y and z in metres. Marks lie 2 to 3 cm above the road: heights are told twice as finely.
STEP_M = np.array([0.01, 0.01, 0.005])
#: Steps of a texture coordinate in tiles.
STEP_UV = 1 / 128
#: Metres that a tile takes where it lies flat on the ground: its coordinates follow from x and y and are left out.
FLAT_TILES = {"asphalt": 6.0, "paving": 3.0}
#: A large mesh is cut into squares of so many metres, so that a page can leave out those outside the picture.
_SQUARE_M = 280.0
_LARGE_CELLS = 4000


@dataclass(frozen=True, eq=False)
class Packed:
    """`meshes` describes each mesh in order: counts, rules, look, and the cells of each square; `data` holds them."""

    meshes: tuple[Json, ...]
    data: bytes


def pack(batches: list[Batch]) -> Packed:
    """The meshes of a page. Coordinates come back within half a step."""
    order = sorted(range(len(batches)), key=lambda k: (batches[k].opacity < 1, batches[k].order, k))
    meshes, streams = [], []
    for k in order:
        batch = batches[k]
        cells, squares = _in_squares(batch)
        keep, cells = _in_order_of_use(cells)
        streams += _streams(batch, keep, cells)
        meshes.append(_description(batch, len(keep), cells.shape, squares))
    return Packed(tuple(meshes), zlib.compress(b"".join(streams), 6))


def unpack(packed: Packed) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Points (n, 3) in metres, cells, and colours of every mesh, as a page gets them."""
    data, at, out = np.frombuffer(zlib.decompress(packed.data), np.uint8), 0, []
    for mesh in packed.meshes:
        n, wide = mesh["points"], 2 if mesh["lines"] else 3
        columns = []
        for _ in range(5 if mesh["texture"] and not mesh["flat"] else 3):
            columns.append(np.cumsum(_unzigzag(_joined(data[at : at + 3 * n], n))))
            at += 3 * n
        rgb = np.cumsum(data[at : at + 3 * n].reshape(3, n), axis=1, dtype=np.uint8).T
        at += 3 * n
        count = wide * mesh["cells"]
        codes = _joined(data[at : at + 3 * count], count)
        at += 3 * count
        new = np.cumsum(codes == 0)
        cells = (np.r_[0, new[:-1]] - codes if count else codes).reshape(-1, wide)
        out.append((np.column_stack(columns[:3]) * STEP_M, cells, rgb))
    return out


def _description(batch: Batch, points: int, shape: tuple[int, ...], squares: list[int]) -> Json:
    return {
        "group": batch.group,
        "points": points,
        "cells": shape[0],
        "lines": batch.is_lines,
        "squares": squares,
        "texture": batch.texture,
        "flat": FLAT_TILES[batch.texture] if _lies_flat(batch) else 0,
        "opacity": batch.opacity,
        "width": batch.line_width,
        "needs": sorted(batch.needs),
        "hidden": sorted(batch.hidden_by),
        "from": batch.seen_from,
        "detail": batch.detail,
    }


def _in_squares(batch: Batch) -> tuple[np.ndarray, list[int]]:
    """The cells square by square, and how many there are in each."""
    cells = batch.cells.astype(np.int64)
    if len(cells) < _LARGE_CELLS:
        return cells, [len(cells)]
    at = np.floor(batch.points[cells[:, 0], :2] / _SQUARE_M).astype(np.int64)
    at -= at.min(axis=0)
    square = at[:, 1] * (int(at[:, 0].max()) + 1) + at[:, 0]
    order = np.argsort(square, kind="stable")
    counts = np.bincount(square)
    return cells[order], counts[counts > 0].tolist()


def _in_order_of_use(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which points in which order, and the cells by these numbers: a new point is always the next number."""
    used, first, place = np.unique(cells.ravel(), return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return used[order], rank[place].reshape(cells.shape)


def _streams(batch: Batch, keep: np.ndarray, cells: np.ndarray) -> list[bytes]:
    columns = list(np.rint(batch.points[keep].astype(float) / STEP_M).astype(np.int64).T)
    if batch.uv is not None and not _lies_flat(batch):
        columns += list(np.rint(batch.uv[keep].astype(float) / STEP_UV).astype(np.int64).T)
    streams = [_planes(_zigzag(np.diff(c, prepend=0))) for c in columns]
    streams.append(np.diff(batch.rgb[keep].T, axis=1, prepend=np.zeros((3, 1), np.uint8)).astype(np.uint8).tobytes())
    flat = cells.ravel()
    most = np.r_[0, np.maximum.accumulate(flat)[:-1] + 1] if len(flat) else flat
    return [*streams, _planes(most - flat)]


def _lies_flat(batch: Batch) -> bool:
    tile = FLAT_TILES.get(batch.texture)
    return tile is not None and batch.uv is not None and np.allclose(batch.uv, batch.points[:, :2] / tile, atol=1e-3)


def _zigzag(values: np.ndarray) -> np.ndarray:
    """Signed to unsigned, small stays small: 0, -1, 1, -2 becomes 0, 1, 2, 3."""
    return (values << 1) ^ (values >> 63)


def _unzigzag(values: np.ndarray) -> np.ndarray:
    return (values >> 1) ^ -(values & 1)


def _planes(values: np.ndarray) -> bytes:
    """24-bit numbers as three rows of bytes, the low ones first. OverflowError for larger ones."""
    if len(values) and int(values.max()) >= 1 << 24:
        raise OverflowError(f"{int(values.max())} does not fit into 24 bits")
    return np.stack([values & 255, (values >> 8) & 255, values >> 16]).astype(np.uint8).tobytes()


def _joined(data: np.ndarray, count: int) -> np.ndarray:
    low, middle, high = data.reshape(3, count).astype(np.int64)
    joined: np.ndarray = low | middle << 8 | high << 16
    return joined
