"""Flat-shaded triangle meshes out of planar geometry: many features at once, no loop over vertices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import mapbox_earcut
import numpy as np
import shapely

UP = np.array([0.0, 0.0, 1.0], np.float32)


@dataclass(frozen=True, eq=False)
class Mesh:
    """`points` (n, 3) float32 local metres, `cells` (m, 3) int32 counter-clockwise, `normals` (n, 3) unit."""

    points: np.ndarray
    cells: np.ndarray
    normals: np.ndarray

    def __len__(self) -> int:
        return len(self.points)

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Mesh:
        return Mesh(self.points + np.array([x, y, z], np.float32), self.cells, self.normals)

    def scaled(self, x: float = 1.0, y: float = 1.0, z: float = 1.0) -> Mesh:
        """Stretched by positive factors; normals follow the inverse stretch."""
        factors = np.array([x, y, z], np.float32)
        return Mesh(self.points * factors, self.cells, _unit(self.normals / factors))


EMPTY = Mesh(np.empty((0, 3), np.float32), np.empty((0, 3), np.int32), np.empty((0, 3), np.float32))


# ---------------------------------------------------------------- planar geometry to meshes


def flat(polygons: Any, z: Any) -> tuple[Mesh, np.ndarray]:
    """Horizontal faces looking up. `z` one height or one per polygon. Owner (n,) int32: the polygon of each point."""
    geometry, index = _polygons(polygons)
    if not len(geometry):
        return EMPTY, np.empty(0, np.int32)
    rings, part_of_ring = shapely.get_rings(geometry, return_index=True)
    xy, sizes = shapely.get_coordinates(rings), shapely.get_num_coordinates(rings)
    ring_ends = np.cumsum(sizes)
    last_ring = np.flatnonzero(np.r_[part_of_ring[1:] != part_of_ring[:-1], True])
    first_ring = np.r_[0, last_ring[:-1] + 1]
    starts = np.r_[0, ring_ends[last_ring][:-1]]
    cells = []
    for k in range(len(geometry)):
        ends = ring_ends[first_ring[k] : last_ring[k] + 1] - starts[k]
        piece = xy[starts[k] : starts[k] + ends[-1]]
        cells.append(mapbox_earcut.triangulate_float64(piece, ends.astype(np.uint32)).astype(np.int64) + starts[k])
    triangles = _counter_clockwise(xy, np.concatenate(cells).reshape(-1, 3))
    owner = np.repeat(index[part_of_ring], sizes).astype(np.int32)
    points = np.c_[xy, _per_owner(z, owner)].astype(np.float32)
    return Mesh(points, triangles.astype(np.int32), np.tile(UP, (len(points), 1))), owner


def walls(polygons: Any, z0: Any, z1: Any, outwards: bool = True) -> tuple[Mesh, np.ndarray, np.ndarray]:
    """Vertical faces along every ring. Owner as in `flat`; `uv` (n, 2) metres along the ring and metres above z0.

    With `outwards` False they face into the polygon: the kerb of a road seen from the road.
    """
    geometry, index = _polygons(polygons)
    if not len(geometry):
        return EMPTY, np.empty(0, np.int32), np.empty((0, 2), np.float32)
    rings, part_of_ring = shapely.get_rings(geometry, return_index=True)
    xy = shapely.get_coordinates(rings)
    sizes = shapely.get_num_coordinates(rings)
    ring = np.repeat(np.arange(len(rings)), sizes)
    a = np.flatnonzero(ring[1:] == ring[:-1])
    step = xy[a + 1] - xy[a]
    length = np.hypot(step[:, 0], step[:, 1])
    keep = length > 1e-6
    a, step, length = a[keep], step[keep], length[keep]
    hole = np.r_[False, part_of_ring[1:] == part_of_ring[:-1]]
    reverse = (_ring_area(xy, ring, len(rings)) > 0) == hole
    reverse = (reverse if outwards else ~reverse)[ring[a]]
    start, end = np.where(reverse[:, None], xy[a + 1], xy[a]), np.where(reverse[:, None], xy[a], xy[a + 1])
    along = np.cumsum(length) - length
    along -= along[np.searchsorted(ring[a], ring[a])]
    owner = index[part_of_ring[ring[a]]].astype(np.int32)
    low, high = _per_owner(z0, owner), _per_owner(z1, owner)
    return (*_quads(start, end, low, high, owner), _wall_uv(along, length, high - low))


def extrude(polygons: Any, z0: Any, z1: Any) -> tuple[Mesh, np.ndarray]:
    """Closed sides and a roof, no floor. `z0`, `z1` one height or one per polygon. Owner (n,) int32 per point."""
    side, side_owner, _ = walls(polygons, z0, z1)
    top, top_owner = flat(polygons, z1)
    return merge([side, top]), np.r_[side_owner, top_owner]


def ribbon(line: Any, width: Any, z: float) -> Mesh:
    """A flat band along a line (or lines); `width` in metres, one or per line."""
    band = shapely.buffer(line, np.asarray(width, float) / 2, cap_style="flat", join_style="mitre", mitre_limit=2.0)
    return flat(band, z)[0]


def outline3d(geometry: Any, z: float) -> np.ndarray:
    """(n, 3) float32: every ring or line of the geometry, separated by a row of NaN."""
    rows: list[np.ndarray] = []
    for line in _lines(geometry)[0]:
        xy = shapely.get_coordinates(line)
        rows += [np.c_[xy, np.full(len(xy), z)], np.full((1, 3), np.nan)]
    return np.concatenate(rows[:-1]).astype(np.float32) if rows else np.empty((0, 3), np.float32)


def segments(geometry: Any, z: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lines and rings as (points (n, 3) float32, cells (m, 2) int32, owner (n,) int32)."""
    lines, index = _lines(geometry)
    if not len(lines):
        return np.empty((0, 3), np.float32), np.empty((0, 2), np.int32), np.empty(0, np.int32)
    xy, line = shapely.get_coordinates(lines, return_index=True)
    start = np.flatnonzero(line[1:] == line[:-1])
    owner = index[line].astype(np.int32)
    points = np.c_[xy, _per_owner(z, owner)].astype(np.float32)
    return points, np.c_[start, start + 1].astype(np.int32), owner


# ---------------------------------------------------------------- solids, base on z = 0, centred on x = y = 0


def box(x: float, y: float, z: float) -> Mesh:
    """A cuboid of these edge lengths, without the face it stands on."""
    return extrude(shapely.box(-x / 2, -y / 2, x / 2, y / 2), 0.0, z)[0]


def plate(x: float, y: float) -> Mesh:
    """A rectangle looking up, at z = 0."""
    return flat(shapely.box(-x / 2, -y / 2, x / 2, y / 2), 0.0)[0]


def cylinder(radius: float, height: float, sides: int = 10, top_radius: float | None = None) -> Mesh:
    """Smooth-sided; a cone when `top_radius` is 0. Without the face it stands on."""
    top = radius if top_radius is None else top_radius
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    around = np.c_[np.cos(angle), np.sin(angle)]
    low = np.c_[around * radius, np.zeros(sides)]
    high = np.c_[around * top, np.full(sides, height)]
    k, n = np.arange(sides), (np.arange(sides) + 1) % sides
    cells = np.c_[k, n, n + sides]
    if top > 0:
        cells = np.r_[cells, np.c_[k, n + sides, k + sides]]
    normals = _unit(np.c_[around * height, np.full(sides, radius - top)])
    side = _mesh(np.r_[low, high], cells, np.r_[normals, normals])
    if top <= 0:
        return side
    return merge([side, flat(shapely.Polygon(around * top), height)[0]])


def prism(profile: Any, length: float) -> Mesh:
    """A profile in the x-z plane, (k, 2) counter-clockwise and convex, drawn out along y (both ends closed)."""
    outline = np.asarray(profile, float)
    nxt = np.roll(outline, -1, axis=0)
    k = len(outline)
    start, end = np.repeat(outline, 2, axis=0), np.repeat(nxt, 2, axis=0)
    y = np.tile([length / 2, -length / 2], k)
    points = np.stack([np.c_[start[:, 0], y, start[:, 1]], np.c_[end[:, 0], y, end[:, 1]]], 1).reshape(-1, 3)
    i = np.arange(k) * 4
    # per edge: 0 start far, 1 end far, 2 start near, 3 end near
    cells = np.r_[np.c_[i, i + 1, i + 3], np.c_[i, i + 3, i + 2]]
    step = nxt - outline
    side = _mesh(points, cells, np.repeat(_unit(np.c_[step[:, 1], np.zeros(k), -step[:, 0]]), 4, axis=0))
    fan = np.c_[np.zeros(k - 2, int), np.arange(1, k - 1), np.arange(2, k)]
    near = _mesh(np.c_[outline[:, 0], np.full(k, -length / 2), outline[:, 1]], fan, np.tile([0, -1.0, 0], (k, 1)))
    far = _mesh(np.c_[outline[:, 0], np.full(k, length / 2), outline[:, 1]], fan[:, ::-1], np.tile([0, 1.0, 0], (k, 1)))
    return merge([side, near, far])


def ball(radius: float, level: int = 1) -> Mesh:
    """A smooth sphere around (0, 0, 0): 20, 80 or 320 triangles for level 0, 1, 2."""
    g = (1 + 5**0.5) / 2
    corner = [(-1, g, 0), (1, g, 0), (-1, -g, 0), (1, -g, 0), (0, -1, g), (0, 1, g), (0, -1, -g), (0, 1, -g)]
    points = _unit(np.array([*corner, (g, 0, -1), (g, 0, 1), (-g, 0, -1), (-g, 0, 1)], float))
    faces = "0b5 051 017 07a 0ab 159 5b4 ba2 a76 718 394 342 326 368 389 495 24b 62a 867 981"
    cells = np.array([[int(c, 16) for c in face] for face in faces.split()])
    for _ in range(level):
        points, cells = _subdivided(points, cells)
    return _mesh(points * radius, cells, points)


# ---------------------------------------------------------------- putting meshes together


def merge(meshes: Iterable[Mesh]) -> Mesh:
    """One mesh out of many, in order."""
    kept = [m for m in meshes if len(m.points)]
    if not kept:
        return EMPTY
    offset = np.cumsum([0] + [len(m.points) for m in kept[:-1]])
    cells = [m.cells + np.int32(o) for m, o in zip(kept, offset, strict=True)]
    normals = np.concatenate([m.normals for m in kept])
    return Mesh(np.concatenate([m.points for m in kept]), np.concatenate(cells), normals)


def place(mesh: Mesh, xyz: Any, heading_rad: Any = 0.0, scale: Any = 1.0) -> tuple[Mesh, np.ndarray]:
    """Copies of a mesh at `xyz` (n, 3), turned counter-clockwise from east, scaled (n,) or (n, 3). Owner per point."""
    at = np.asarray(xyz, np.float32).reshape(-1, 3)
    n, k = len(at), len(mesh.points)
    if not n or not k:
        return EMPTY, np.empty(0, np.int32)
    turn = np.broadcast_to(np.asarray(heading_rad, np.float32), (n,))
    size = np.asarray(scale, np.float32)
    size = np.broadcast_to(size[:, None] if size.ndim == 1 else size, (n, 3))
    points = _turned(mesh.points[None] * size[:, None], turn) + at[:, None]
    normals = _unit(_turned(mesh.normals[None] / size[:, None], turn))
    cells = (mesh.cells[None] + (np.arange(n, dtype=np.int32) * k)[:, None, None]).reshape(-1, 3)
    return Mesh(points.reshape(-1, 3), cells, normals.reshape(-1, 3)), np.repeat(np.arange(n, dtype=np.int32), k)


# ---------------------------------------------------------------- inside


def _mesh(points: np.ndarray, cells: np.ndarray, normals: np.ndarray) -> Mesh:
    return Mesh(np.asarray(points, np.float32), np.asarray(cells, np.int32), np.asarray(normals, np.float32))


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True))
    return (vectors / np.where(length > 0, length, 1)).astype(np.float32)


def _as_array(geometry: Any) -> np.ndarray:
    if isinstance(geometry, shapely.Geometry):
        return np.array([geometry], dtype=object)
    if isinstance(geometry, Sequence) or not isinstance(geometry, np.ndarray):
        return np.array(list(geometry), dtype=object)
    return geometry


def _polygons(geometry: Any) -> tuple[np.ndarray, np.ndarray]:
    """Every non-empty polygon, and the row of the geometry it came from; other kinds of geometry fall out."""
    parts, index = shapely.get_parts(_as_array(geometry), return_index=True)
    nested = shapely.get_type_id(parts) > 3
    if nested.any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        index = index[inner]
    keep = (shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)
    return parts[keep], index[keep]


def _lines(geometry: Any) -> tuple[np.ndarray, np.ndarray]:
    """Every line and every ring of every polygon, with the row of the geometry it came from."""
    parts, index = shapely.get_parts(_as_array(geometry), return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)
    index = index[inner]
    kind = shapely.get_type_id(parts)
    lined = np.isin(kind, (1, 2)) & ~shapely.is_empty(parts)
    rings, ring_of = shapely.get_rings(parts[kind == 3], return_index=True)
    return np.r_[parts[lined], rings], np.r_[index[lined], index[kind == 3][ring_of]].astype(int)


def _ring_area(xy: np.ndarray, ring: np.ndarray, count: int) -> np.ndarray:
    """Twice the signed area of each ring, positive when counter-clockwise; taken about its own start for accuracy."""
    first = np.searchsorted(ring, np.arange(count))
    local = xy - xy[first][ring]
    cross = local[:-1, 0] * local[1:, 1] - local[1:, 0] * local[:-1, 1]
    cross[ring[1:] != ring[:-1]] = 0
    area: np.ndarray = np.bincount(ring[:-1], cross, count)
    return area


def _counter_clockwise(xy: np.ndarray, cells: np.ndarray) -> np.ndarray:
    a, b, c = xy[cells[:, 0]], xy[cells[:, 1]], xy[cells[:, 2]]
    turned = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0]) < 0
    return np.where(turned[:, None], cells[:, ::-1], cells)


def _per_owner(z: Any, owner: np.ndarray) -> np.ndarray:
    height = np.asarray(z, float)
    return height[owner] if height.ndim else np.full(len(owner), float(height))


def _quads(
    start: np.ndarray, end: np.ndarray, low: np.ndarray, high: np.ndarray, owner: np.ndarray
) -> tuple[Mesh, np.ndarray]:
    """One upright quad per edge, facing the right-hand side of start -> end."""
    points = np.stack([np.c_[start, low], np.c_[end, low], np.c_[end, high], np.c_[start, high]], 1)
    step = end - start
    normal = _unit(np.c_[step[:, 1], -step[:, 0], np.zeros(len(step))])
    cells = (np.arange(len(start)) * 4)[:, None] + np.array([0, 1, 2, 0, 2, 3])
    return _mesh(points.reshape(-1, 3), cells.reshape(-1, 3), np.repeat(normal, 4, axis=0)), np.repeat(owner, 4)


def _wall_uv(along: np.ndarray, length: np.ndarray, height: np.ndarray) -> np.ndarray:
    u = np.stack([along, along + length, along + length, along], 1)
    v = np.stack([0 * height, 0 * height, height, height], 1)
    return np.stack([u, v], 2).reshape(-1, 2).astype(np.float32)


def _turned(vectors: np.ndarray, heading: np.ndarray) -> np.ndarray:
    c, s = np.cos(heading)[:, None], np.sin(heading)[:, None]
    x, y, z = vectors[..., 0], vectors[..., 1], vectors[..., 2]
    return np.stack([x * c - y * s, x * s + y * c, np.broadcast_to(z, x.shape)], -1)


def _subdivided(points: np.ndarray, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    edges = np.sort(cells[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    unique, inverse = np.unique(edges, axis=0, return_inverse=True)
    middle = inverse.reshape(-1, 3) + len(points)
    a, b, c = cells.T
    ab, bc, ca = middle.T
    finer = np.concatenate([np.c_[a, ab, ca], np.c_[b, bc, ab], np.c_[c, ca, bc], np.c_[ab, bc, ca]])
    return np.r_[points, _unit(points[unique].sum(axis=1))], finer
