"""A section: what lies on the camera's side of an upright plane is cut away, what it cuts is filled and outlined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from wespace_desktop.model import storeys
from wespace_desktop.model.view import Camera
from wespace_desktop.scene import style
from wespace_desktop.scene.cells import with_cells
from wespace_desktop.scene.ground import BOARD_DEPTH_M
from wespace_desktop.scene.paint import plain
from wespace_desktop.scene.part import Part, Scene
from wespace_desktop.scene.shapes import Mesh, flat, segments
from wespace_desktop.scene.site import LAND_Z, polygons_of

EARTH, FILL, LINE, SLAB = style.rgb("57514B"), style.rgb("FFFEFB"), style.rgb("22272E"), style.rgb("8B8780")
#: What a plane cuts lies so far before it, m, so that nothing of the cut edge shines through.
_BEFORE_M = 0.04
#: A round of cut edges with gaps up to twice this, m, is closed.
_GAP_M = 0.12
_EARTH_Z = 0.08
#: So ends the name of a part that measures a depth: a line from top to bottom, then a stroke at each end.
_DEPTH, _ASIDE_M, _NEAR_M = ":depth", 7.0, 30.0
_BORED_M = -1.0


@dataclass(frozen=True, eq=False)
class Plane:
    """Upright, through `origin` (2,) along the unit vector `along`; `normal` (2,) looks to the side that stays."""

    origin: np.ndarray
    along: np.ndarray
    normal: np.ndarray

    def behind(self, points: np.ndarray) -> np.ndarray:
        """(n,) metres behind the plane of points (n, 2 or more): what is above 0 stays."""
        away: np.ndarray = (np.asarray(points, float)[..., :2] - self.origin) @ self.normal
        return away

    def placed(self, flat_: np.ndarray) -> np.ndarray:
        """(n, 3) district metres of points (n, 2) in the plane: metres along it and height."""
        at = self.origin + flat_[:, :1] * self.along - self.normal * _BEFORE_M
        found: np.ndarray = np.c_[at, flat_[:, 1]]
        return found


def plane_of(camera: Camera) -> Plane | None:
    """The plane that a camera cuts with, None when it cuts nothing."""
    if camera.cut is None:
        return None
    a, b = (np.asarray(p, float) for p in camera.cut)
    along = (b - a) / max(float(np.hypot(*(b - a))), 1e-9)
    normal = np.array([-along[1], along[0]])
    eye = np.asarray(camera.position[:2]) - a
    ahead = np.asarray(camera.target[:2]) - np.asarray(camera.position[:2])
    side = float(eye @ normal) or -float(ahead @ normal)
    return Plane(a, along, normal if side < 0 else -normal)


def halved(part: Part, plane: Plane) -> Part | None:
    """The part without what lies before the plane; itself when nothing does, None when all does."""
    if not len(part.cells):
        return part
    away = plane.behind(part.points)
    kept = (away >= 0)[part.cells]
    if kept.all():
        return part
    whole, some = kept.all(axis=1), kept.any(axis=1)
    if not some.any():
        return None
    rest = with_cells(part, whole) if whole.any() else None
    crossing = np.flatnonzero(some & ~whole)
    cut = _cut(part, crossing, away) if len(crossing) else None
    found = [p for p in (rest, cut) if p is not None]
    return found[0] if len(found) == 1 else _joined(*found)


def _cut(part: Part, rows: np.ndarray, away: np.ndarray) -> Part:
    """What is left of cells that the plane crosses."""
    cells = part.cells[rows]
    if part.is_lines:
        first = np.where((away[cells[:, 0]] >= 0)[:, None], cells, cells[:, ::-1])
        return _from_pairs(part, first, np.stack([first[:, [0, 0]], first], axis=1), away)
    inside = away[cells] >= 0
    one = inside.sum(axis=1) == 1
    turn = np.where(one, inside.argmax(axis=1), (~inside).argmax(axis=1))
    cells = np.take_along_axis(cells, (turn[:, None] + np.arange(3)) % 3, axis=1)
    a, b, c = cells[one].T
    tips = np.stack([np.c_[a, a], np.c_[a, b], np.c_[a, c]], axis=1)
    a, b, c = cells[~one].T
    low = np.stack([np.c_[b, a], np.c_[b, b], np.c_[c, c]], axis=1)
    high = np.stack([np.c_[b, a], np.c_[c, c], np.c_[c, a]], axis=1)
    return _from_pairs(part, cells, np.concatenate([tips, low, high]), away)


def _from_pairs(part: Part, cells: np.ndarray, pairs: np.ndarray, away: np.ndarray) -> Part:
    """Cells (m, k) whose corners are each a point or lie where the way between a pair (m, k, 2) crosses the plane."""
    p, q = pairs[..., 0].ravel(), pairs[..., 1].ravel()
    span = away[p] - away[q]
    t = np.where(p == q, 0.0, away[p] / np.where(np.abs(span) < 1e-12, 1.0, span))[:, None]
    points = part.points[p] * (1 - t) + part.points[q] * t
    inner = np.where(away[p] >= 0, p, q)
    uv = None if part.uv is None else (part.uv[p] * (1 - t) + part.uv[q] * t).astype(np.float32)
    rgb = (part.rgb[p] * (1 - t) + part.rgb[q] * t + 0.5).astype(np.uint8)
    order = np.arange(len(p), dtype=np.int32).reshape(pairs.shape[:2])
    return replace(part, points=points.astype(np.float32), cells=order, rgb=rgb, ids=part.ids[inner], uv=uv)


def _joined(a: Part, b: Part) -> Part:
    return replace(
        a,
        points=np.concatenate([a.points, b.points]),
        cells=np.concatenate([a.cells, b.cells + np.int32(len(a.points))]),
        rgb=np.concatenate([a.rgb, b.rgb]),
        ids=np.concatenate([a.ids, b.ids]),
        uv=None if a.uv is None or b.uv is None else np.concatenate([a.uv, b.uv]),
    )


# ---------------------------------------------------------------- what the plane cuts


def cut_faces(scene: Scene, shown: Sequence[Part], plane: Plane) -> list[Part]:
    """Earth, houses with their floors, and thick lines round both, as parts in the plane."""
    west, south, east, north = scene.district.extent
    board = _along(shapely.box(west, south, east, north), plane)
    if not board:
        return []
    deep = min([-BOARD_DEPTH_M, *(float(p.points[:, 2].min()) for p in shown if len(p.points))])
    void = _voids(shown, plane)
    ends = [(min(a for a, _ in board), max(b for _, b in board))]
    earth = shapely.difference(shapely.union_all([shapely.box(a, deep, b, _EARTH_Z) for a, b in ends]), void)
    glass = {int(i) for p in shown if p.opacity < 1 and p.name.startswith("buildings") for i in np.unique(p.ids)}
    return [
        _face("section/earth", np.array([earth], object), np.zeros(1, np.int32), EARTH, plane),
        _lined("section/edge of earth", [earth], np.zeros(1, np.int32), (LINE, 2.2), plane),
        *_houses(scene, plane, glass),
        *(_measured(p, plane) for p in shown if p.name.endswith(_DEPTH) and _away_m(p, plane) < _NEAR_M),
    ]


def _away_m(part: Part, plane: Plane) -> float:
    return float(np.abs(plane.behind(part.points)).min())


def _measured(part: Part, plane: Plane) -> Part:
    """The depth that a layer measures near the plane, drawn on the earth beside it."""
    along = (part.points[:, :2] - plane.origin) @ plane.along
    middle = float(along.mean())
    side = np.where(np.arange(len(along)) % 2 == 0, -1.0, 1.0) * np.where(np.arange(len(along)) < 2, 0.0, 1.6)
    at = plane.placed(np.c_[middle + _ASIDE_M + side, part.points[:, 2]]) - np.r_[plane.normal * 2 * _BEFORE_M, 0.0]
    return replace(part, name="section/depth", points=at.astype(np.float32), rgb=np.full_like(part.rgb, 255))


def _along(shape: shapely.Geometry, plane: Plane) -> list[tuple[float, float]]:
    """Where the plane crosses a polygon: from and to, in metres along it."""
    far = plane.along * 1e5
    line = shapely.LineString([plane.origin - far, plane.origin + far])
    found = shapely.get_parts(shapely.intersection(line, shape))
    spans = [(shapely.get_coordinates(p) - plane.origin) @ plane.along for p in found if p.length > 0.05]
    return [(float(s.min()), float(s.max())) for s in spans]


def _voids(shown: Iterable[Part], plane: Plane) -> shapely.Geometry:
    """What is hollow below the ground: closed rounds of the edges where the plane cuts faces there."""
    lines = [_edges(p, plane) for p in shown if p.layer and not p.is_lines]
    found = np.concatenate([*lines, np.empty((0, 2, 2))])
    if not len(found):
        return shapely.Polygon()
    round_ = shapely.union_all(shapely.buffer(shapely.linestrings(found), _GAP_M, quad_segs=3))
    filled = [shapely.Polygon(shapely.get_exterior_ring(p)) for p in polygons_of(round_)]
    return shapely.simplify(shapely.buffer(shapely.union_all(filled), -_GAP_M / 2), 0.01)


def _edges(part: Part, plane: Plane) -> np.ndarray:
    """(n, 2, 2) edges (metres along the plane, height) where it cuts the faces of a part below the ground."""
    if not len(part.points) or float(part.points[:, 2].min()) > _BORED_M:
        return np.empty((0, 2, 2))
    away = plane.behind(part.points)
    inside = (away >= 0)[part.cells]
    low = part.points[:, 2][part.cells].min(axis=1) < _BORED_M
    wide = np.ptp(part.points[part.cells][..., :2], axis=1).max(axis=1) < 200.0       # not the board
    rows = np.flatnonzero(inside.any(axis=1) & ~inside.all(axis=1) & low & wide)
    if not len(rows):
        return np.empty((0, 2, 2))
    cells = part.cells[rows]
    one = inside[rows].sum(axis=1) == 1
    turn = np.where(one, inside[rows].argmax(axis=1), (~inside[rows]).argmax(axis=1))
    a, b, c = np.take_along_axis(cells, (turn[:, None] + np.arange(3)) % 3, axis=1).T
    ends = []
    for other in (b, c):
        t = (away[a] / (away[a] - away[other]))[:, None]
        at = part.points[a] * (1 - t) + part.points[other] * t
        ends.append(np.c_[(at[:, :2] - plane.origin) @ plane.along, at[:, 2]])
    return np.stack(ends, axis=1)


def _houses(scene: Scene, plane: Plane, glass: set[int]) -> list[Part]:
    """Cut buildings: a light fill, a line for each floor, a thick outline; those that are seen through stay open."""
    theme = scene.district.theme("buildings")
    height = theme.attributes.get("height_m")
    if height is None or not len(theme):
        return []
    line = shapely.LineString([plane.origin - plane.along * 1e5, plane.origin + plane.along * 1e5])
    number = {name: k for k, name in enumerate(scene.ids)}
    boxes, floors, owners = [], [], []
    for row in theme.tree.query(line, predicate="intersects").tolist():
        tall, index = float(np.nan_to_num(height[row], nan=6.0)), number.get(str(theme.ids[row]), 0)
        there = storeys.count(tall)
        for a, b in _along(shapely.make_valid(theme.geometry[row]), plane):
            boxes.append(shapely.box(a, LAND_Z, b, LAND_Z + tall))
            levels = LAND_Z + tall / there * np.arange(1, there)
            floors.append(shapely.MultiLineString([[(a, z), (b, z)] for z in levels]))
            owners.append(index)
    if not boxes:
        return []
    own, shut = np.array(owners, np.int32), np.array([i not in glass for i in owners], bool)
    cut, look = np.array(boxes, object), (LINE, 2.4)
    return [
        _face("section/houses", cut[shut], own[shut], FILL, plane),
        _lined("section/floors", [f for f, s in zip(floors, shut, strict=True) if s], own[shut], (SLAB, 1.4), plane),
        _lined("section/open floors", [f for f, s in zip(floors, shut, strict=True) if not s], own[~shut], look, plane),
        _lined("section/outlines", boxes, own, look, plane),
    ]


def _face(name: str, shapes: np.ndarray, owners: np.ndarray, rgb: style.Colour, plane: Plane) -> Part:
    mesh, owner = flat(shapes, 0.0)
    stood = Mesh(plane.placed(mesh.points[:, :2]).astype(np.float32), mesh.cells, mesh.normals)
    ids = owners[owner] if len(owner) else 0
    return plain(name, stood.points, stood.cells, rgb, ids)


def _lined(
    name: str, shapes: Sequence[shapely.Geometry], owners: np.ndarray, look: tuple[style.Colour, float], plane: Plane
) -> Part:
    points, cells, owner = segments(np.array(shapes, object), 0.0)
    stood = plane.placed(points[:, :2].astype(float)) - np.r_[plane.normal * _BEFORE_M, 0.0]
    return plain(name, stood, cells, look[0], owners[owner] if len(owner) else 0, line_width=look[1])
