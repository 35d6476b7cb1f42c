"""What is not there yet, as marks on its ground: planned is a dashed outline, under way a hatched one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import sqrt
from weakref import WeakKeyDictionary

import numpy as np
import shapely

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.state import Standing
from wespace_desktop.scene.part import Item, Part, Scene
from wespace_desktop.scene.shapes import flat, outline3d

#: Over the ground or the roof that is there now, m.
_LIFT_M = 0.35
_GROUND_Z = 0.24
#: A dash with its gap, m; a small outline has at least so many.
_DASH_M, _DASHES = 6.0, 10
#: Between two lines of a hatch, m; a wide place has wider ones, at most so many across.
_HATCH_M, _ACROSS = 2.5, 30
#: A thing smaller than this is drawn with a ring of so much around it, m: a lamp post has no ground of its own.
_LEAST_M2, _RING_M = 4.0, 2.5
#: Smaller holes in a large place are not drawn.
_HOLE_M2 = 60.0
_TINT, _LINE_PX = 0.22, 2.0
_FIRST = 95
#: How light a line may be (0 to 255): the hues are made for areas.
_LIGHTEST = 108.0
#: The outline of these is how far they reach; what is built is a thing at their anchor.
_REACHING = ("sensors", "life_circle", "shock")
_UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True, eq=False)
class Mark:
    """Of one change: points (n, 3) and segments (m, 2) of its outline, dashed and whole, and of its hatch; its ground
    as points and triangles.
    """

    dashes: tuple[np.ndarray, np.ndarray]
    whole: tuple[np.ndarray, np.ndarray]
    hatch: tuple[np.ndarray, np.ndarray]
    ground: tuple[np.ndarray, np.ndarray]
    rgb: tuple[int, int, int]


_KEPT: WeakKeyDictionary[Scene, dict[str, Mark]] = WeakKeyDictionary()


def parts_of(scene: Scene, planned: Standing, under_way: Standing) -> list[Part]:
    """The marks as lines, and see-through grounds under what is under way."""
    marks = _marks(scene)
    coming = [marks[key] for key in sorted(planned) if key in marks]
    begun = [marks[key] for key in sorted(under_way) if key in marks]
    lines = [(m.dashes, m.rgb) for m in coming] + [(s, m.rgb) for m in begun for s in (m.whole, m.hatch)]
    grounds = [(m.ground, m.rgb) for m in begun]
    made = [_part("planned and under way", lines), _part("ground under way", grounds)]
    return [replace(part, order=_FIRST) for part in made if part is not None]


def _part(name: str, shapes: Iterable[tuple[tuple[np.ndarray, np.ndarray], tuple[int, int, int]]]) -> Part | None:
    found = [(points, cells, rgb) for (points, cells), rgb in shapes if len(cells)]
    if not found:
        return None
    starts = np.cumsum([0, *(len(points) for points, _, _ in found)])
    points = np.concatenate([p for p, _, _ in found]).astype(np.float32)
    cells = np.concatenate([c + s for (_, c, _), s in zip(found, starts[:-1], strict=True)]).astype(np.int32)
    colours = np.concatenate([np.broadcast_to(np.array(rgb, np.uint8), (len(p), 3)) for p, _, rgb in found])
    opacity = 1.0 if cells.shape[1] == 2 else _TINT
    nothing = np.zeros(len(points), np.int32)
    return Part(
        f"phase/{name}", points, cells, np.ascontiguousarray(colours), nothing, opacity=opacity, line_width=_LINE_PX
    )


def _marks(scene: Scene) -> dict[str, Mark]:
    """The mark of every change of a scene, made once: a hand that drags the year asks many times a second."""
    if scene not in _KEPT:
        outlines: dict[str, list[np.ndarray]] = {}
        for item in scene.items.values():
            if item.change and len(item.outline) > 1:
                outlines.setdefault(item.change, []).append(_ground_of(item))
        hues = {layer.id: _rgb(layer.hue) for layer in load_catalogue().layers}
        _KEPT[scene] = {
            plan.key(change): _mark(outlines.get(plan.key(change)) or _of_features(plan, change), hues[change.layer])
            for plan in scene.plans
            for change in plan.changes
        }
    return _KEPT[scene]


def _rgb(hue: str) -> tuple[int, int, int]:
    """The hue, deep enough for a line."""
    full = np.array([int(hue.lstrip("#")[i : i + 2], 16) for i in (0, 2, 4)], float)
    red, green, blue = np.rint(full * min(1.0, _LIGHTEST / float(full @ [0.299, 0.587, 0.114]))).astype(int).tolist()
    return red, green, blue


def _ground_of(item: Item) -> np.ndarray:
    """(n, 3) what is marked of an item."""
    if item.layer not in _REACHING:
        return item.outline
    return np.array([[item.anchor[0], item.anchor[1], _GROUND_Z]])


def _of_features(plan: Plan, change: Change) -> list[np.ndarray]:
    """What it would take hold of, where nothing is built for it within the years of the model."""
    found = [plan.district.find(name) for name in change.features]
    return [outline3d(theme.geometry[row], _GROUND_Z) for theme, row in filter(None, found)]


def _mark(outlines: list[np.ndarray], rgb: tuple[int, int, int]) -> Mark:
    rings = [ring for outline in outlines for ring in _polylines(outline)]
    grounds = [made for outline in outlines for made in _grounds(outline)]
    if not grounds:
        rings = rings or [o for o in outlines if len(o)]
    return Mark(
        _together([_dashed(ring) for ring in rings]),
        _together([_line(ring) for ring in rings]),
        _together([_hatched(ground, z) for ground, z in grounds]),
        _together([_filled(ground, z) for ground, z in grounds]),
        rgb,
    )


def _polylines(outline: np.ndarray) -> list[np.ndarray]:
    """Its lines, lifted over the ground; a point or a tiny thing gets a ring around it."""
    breaks = np.flatnonzero(np.isnan(outline[:, 0]))
    pieces = [p[~np.isnan(p[:, 0])] for p in np.split(outline.astype(float), breaks)]
    found = []
    boxes = [(p, p[:, :2].min(axis=0), p[:, :2].max(axis=0)) for p in pieces if len(p)]
    widest = max((float(np.prod(high - low)) for _, low, high in boxes), default=0.0)
    for piece, low, high in boxes:
        room = float(np.prod(high - low))
        if widest > _HOLE_M2 > room:
            continue    # a chimney in a roof is no place of its own
        if room < _LEAST_M2 and np.hypot(*(high - low)) < 2 * _RING_M:
            around = shapely.buffer(shapely.Point((low + high) / 2), _RING_M, quad_segs=6).exterior.coords
            piece = np.c_[np.array(around), np.full(len(around), piece[:, 2].min())]
        found.append(piece + _LIFT_M * _UP)
    return found


def _grounds(outline: np.ndarray) -> list[tuple[shapely.Geometry, float]]:
    """The areas that its closed rings enclose, holes taken out, with their height."""
    found: shapely.Geometry = shapely.Polygon()
    z = 0.0
    for ring in _polylines(outline):
        if len(ring) > 3 and np.allclose(ring[0], ring[-1]):
            area = shapely.make_valid(shapely.Polygon(ring[:, :2]))
            found, z = shapely.symmetric_difference(found, area), float(ring[:, 2].max())
    return [(found, z)] if not found.is_empty else []


def _dashed(line: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Dashes of equal length along a polyline, bent round its corners."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    at = np.r_[0.0, np.cumsum(steps)]
    count = max(_DASHES, round(at[-1] / _DASH_M))
    period = at[-1] / count
    if period <= 0:
        return np.empty((0, 3)), np.empty((0, 2), np.int32)
    starts = np.arange(count) * period
    cuts = np.unique(np.r_[starts, starts + 0.58 * period, at])
    points = np.stack([np.interp(cuts, at, line[:, k]) for k in range(3)], axis=1)
    middle = (cuts[:-1] + cuts[1:]) / 2
    kept = np.flatnonzero(middle % period < 0.58 * period)
    return points, np.stack([kept, kept + 1], axis=1).astype(np.int32)


def _line(line: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    index = np.arange(len(line) - 1)
    return line, np.stack([index, index + 1], axis=1).astype(np.int32)


def _hatched(ground: shapely.Geometry, z: float) -> tuple[np.ndarray, np.ndarray]:
    """Parallel lines at 45 degrees, at the same places wherever the ground lies."""
    x0, y0, x1, y1 = ground.bounds
    apart = max(_HATCH_M, (x1 - x0 + y1 - y0) / _ACROSS) * sqrt(2)
    first = np.ceil((x0 - y1) / apart)
    offsets = np.arange(first, np.floor((x1 - y0) / apart) + 1) * apart
    ends = np.stack([np.c_[offsets + y0, np.full(len(offsets), y0)], np.c_[offsets + y1, np.full(len(offsets), y1)]], 1)
    lines = shapely.get_parts(shapely.intersection(shapely.linestrings(ends), ground))
    lines = lines[(shapely.get_type_id(lines) == 1) & (shapely.length(lines) > 0)]
    if not len(lines):
        return np.empty((0, 3)), np.empty((0, 2), np.int32)
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    inner = np.flatnonzero(owner[1:] == owner[:-1])
    return np.c_[xy, np.full(len(xy), z)], np.stack([inner, inner + 1], axis=1).astype(np.int32)


def _filled(ground: shapely.Geometry, z: float) -> tuple[np.ndarray, np.ndarray]:
    polygons = [p for p in shapely.get_parts(ground) if shapely.get_type_id(p) == 3]
    mesh, _ = flat(np.array(polygons, object), z - 0.05)
    return np.asarray(mesh.points), np.asarray(mesh.cells)


def _together(shapes: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    kept = [(p, c) for p, c in shapes if len(c)]
    if not kept:
        return np.empty((0, 3)), np.empty((0, 2), np.int32)
    starts = np.cumsum([0, *(len(p) for p, _ in kept)])
    cells = np.concatenate([c + s for (_, c), s in zip(kept, starts[:-1], strict=True)])
    return np.concatenate([p for p, _ in kept]), cells.astype(np.int32)
