"""Holes in the ground: the triangles that a hole meets are divided off, and stand there cut while the hole is open."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from wespace_desktop.scene.cells import with_cells
from wespace_desktop.scene.part import Part
from wespace_desktop.scene.shapes import flat


def cut_out(part: Part, hole: shapely.Geometry, keys: frozenset[str]) -> tuple[Part, list[Part]]:
    """What of a flat part the hole does not touch, and the rest: whole without the changes, cut with any of them."""
    west, south, east, north = hole.bounds
    xy = part.points[:, :2][part.cells]
    low, high = xy.min(axis=1), xy.max(axis=1)
    near = np.flatnonzero((low[:, 0] < east) & (high[:, 0] > west) & (low[:, 1] < north) & (high[:, 1] > south))
    shapes = _shapes(xy[near])
    meets = near[shapely.intersects(hole, shapes)]
    if not len(meets):
        return part, []
    mask = np.zeros(len(part.cells), bool)
    mask[meets] = True
    whole = replace(with_cells(part, mask), name=f"{part.name} over a hole", hidden_by=part.hidden_by | keys)
    left = _left(part, meets, hole)
    cut = [replace(left, name=f"{part.name} round a hole", needs=keys)] if len(left.cells) else []
    return with_cells(part, ~mask), [whole, *cut]


def _shapes(corners: np.ndarray) -> np.ndarray:
    """(n, k, 2) corners as segments or triangles; a triangle on edge is a line."""
    found: np.ndarray = shapely.linestrings(corners)
    if corners.shape[1] == 2:
        return found
    rings = np.concatenate([corners, corners[:, :1]], axis=1).astype(float)
    a, b, c = (corners[:, k].astype(float) for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    faces = np.abs(area) > 1e-4
    found[faces] = shapely.polygons(rings[faces])
    return found


def _left(part: Part, rows: np.ndarray, hole: shapely.Geometry) -> Part:
    """What stays of these cells; a segment or a wall stays whole where its middle is outside."""
    corners = part.points[part.cells[rows]]
    shapes = _shapes(corners[..., :2])
    faces = shapely.get_type_id(shapes) == 3
    middles = shapely.points(corners.mean(axis=1)[:, :2].astype(float))
    kept = rows[~faces & ~shapely.contains(shapely.buffer(hole, 0.05), middles)]
    standing = with_cells(part, kept)
    mesh, owner = flat(shapely.difference(shapes[faces], hole), 0.0)
    if not len(mesh.cells):
        return standing
    source = part.cells[rows[faces]][owner]
    weight = _weights(part.points[source][..., :2].astype(float), mesh.points[:, :2].astype(float))
    points = np.c_[mesh.points[:, :2], (weight * part.points[source][..., 2]).sum(axis=1)].astype(np.float32)
    uv = None if part.uv is None else (weight[..., None] * part.uv[source]).sum(axis=1).astype(np.float32)
    cut = replace(part, points=points, cells=mesh.cells, rgb=part.rgb[source[:, 0]], ids=part.ids[source[:, 0]], uv=uv)
    return _together(standing, cut)


def _weights(triangle: np.ndarray, at: np.ndarray) -> np.ndarray:
    """(n, 3) barycentric weights of points in triangles (n, 3, 2)."""
    a, b, c = triangle[:, 0], triangle[:, 1], triangle[:, 2]
    area = _cross(b - a, c - a)
    u, v = _cross(at - a, c - a) / area, _cross(b - a, at - a) / area
    return np.stack([1 - u - v, u, v], axis=1)


def _cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    found: np.ndarray = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return found


def _together(a: Part, b: Part) -> Part:
    uv = None if a.uv is None or b.uv is None else np.concatenate([a.uv, b.uv])
    return replace(
        a,
        points=np.concatenate([a.points, b.points]),
        cells=np.concatenate([a.cells, b.cells + np.int32(len(a.points))]),
        rgb=np.concatenate([a.rgb, b.rgb]),
        ids=np.concatenate([a.ids, b.ids]),
        uv=uv,
    )
