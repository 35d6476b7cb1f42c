"""What differs between two sets of parts, as parts: ghosts of what is gone, edges of what was converted, quiet grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from wespace_desktop.model.state import Standing
from wespace_desktop.scene import textures
from wespace_desktop.scene.part import Part, Scene

GHOST = np.array([0xE0, 0x63, 0x1B], np.uint8)
GHOST_EDGE = np.array([0xB9, 0x4A, 0x12], np.uint8)
CONVERTED_EDGE = np.array([0x7A, 0x52, 0xC7], np.uint8)
#: Ghosts and edges are lifted over the ground that lies there now, m.
_LIFT_M = 0.18
#: A part lower than this is a mark on the ground.
_FLAT_M = 0.6
_GROUND = 0.30
#: See-through enough to show what stands there now: seen near by, many faces lie behind each other.
_BODY: dict[str, float] = {"any": 0.3, "bird": 0.3, "street": 0.2}
_EDGE = 0.7
#: Fainter parts (shadows, ranges) leave no ghost.
_FAINTEST = 0.5
_ORDER = 90
#: An edge is drawn where faces meet at more than about 40 degrees.
_SHARP = 0.76
#: How much of light and dark is left where nothing changes, and the lightest grey.
_CONTRAST, _LIGHTEST = 0.52, 252.0


@dataclass(frozen=True, eq=False)
class Shared:
    """For each part of both sides: (m,) bool, the cells that the other side has as well."""

    before: tuple[np.ndarray, ...]
    after: tuple[np.ndarray, ...]


def grey(rgb: np.ndarray) -> np.ndarray:
    """(n, 3) uint8 lit colours -> light greys with the shading left in them."""
    quiet = _LIGHTEST - (255.0 - _light(rgb)) * _CONTRAST
    return np.repeat(np.rint(quiet).astype(np.uint8)[..., None], 3, axis=-1)


@lru_cache(maxsize=16)
def grey_tile(name: str) -> np.ndarray:
    """A tile of scene/textures.py without its colours, (h, w, 3) uint8."""
    return np.repeat(np.rint(_light(textures.tile(name))).astype(np.uint8)[..., None], 3, axis=-1)


def _light(rgb: np.ndarray) -> np.ndarray:
    """(..., 3) colours -> (...) how light they are to an eye, 0..255."""
    light: np.ndarray = rgb.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    return light


def shared(before: Sequence[Part], after: Sequence[Part]) -> Shared:
    """Cells in the same place with the same colours on both sides: the same object, put there by another change."""
    was, now = [_names(p) for p in before], [_names(p) for p in after]
    all_was, all_now = (np.sort(np.concatenate([*side, np.zeros(1, np.uint64)])) for side in (was, now))
    return Shared(tuple(_are_in(n, all_now) for n in was), tuple(_are_in(n, all_was) for n in now))


def _are_in(names: np.ndarray, sorted_: np.ndarray) -> np.ndarray:
    """(m,) bool: which of the names occur among the sorted ones."""
    found: np.ndarray = sorted_[np.minimum(np.searchsorted(sorted_, names), len(sorted_) - 1)] == names
    return found


def _names(part: Part) -> np.ndarray:
    """(m,) uint64, the same for cells with the same corners (to the millimetre) and colours."""
    corners = np.rint(part.points[part.cells].astype(np.float64) * 1000).astype(np.int64)
    told = np.concatenate([corners.reshape(len(part.cells), -1), part.rgb[part.cells].reshape(len(part.cells), -1)], 1)
    odd = np.random.default_rng(7).integers(1, 1 << 62, told.shape[1], np.uint64) * np.uint64(2) + np.uint64(1)
    mixed: np.ndarray = (told.astype(np.uint64) * odd).sum(axis=1, dtype=np.uint64)
    return mixed


def of(gone: Sequence[Part]) -> list[Part]:
    """Ghosts of parts that are gone: see-through bodies with their edges, ground marks with a faint fill."""
    gone = [p for p in gone if len(p.cells) and (p.opacity >= _FAINTEST or p.is_lines)]
    lines = [p for p in gone if p.is_lines]
    faces = [p for p in gone if not p.is_lines]
    flat = [p for p in faces if float(np.ptp(p.points[:, 2])) < _FLAT_M]
    bodies = [p for p in faces if float(np.ptp(p.points[:, 2])) >= _FLAT_M]
    made = [
        _ghost("marks", [(p.points, p.cells) for p in lines], (1.2, _EDGE)),
        _ghost("edges", [_edges(p) for p in bodies if not p.detail], (1.0, _EDGE)),
        _ghost("outlines", [_edges(p) for p in flat], (1.6, 1.0)),
        *(_ghost("bodies", [(p.points, p.cells)], (1.0, _BODY[p.seen_from]), _shade(p)) for p in bodies),
        _ghost("ground", [(p.points, p.cells) for p in flat], (1.0, _GROUND)),
    ]
    return [part for part in made if part is not None]


Shape = tuple[np.ndarray, np.ndarray]


def _ghost(name: str, shapes: Sequence[Shape], look: tuple[float, float], rgb: np.ndarray | None = None) -> Part | None:
    """One part of several shapes (points, cells), lifted a little; `look` is line width and opacity."""
    shapes = [(points, cells) for points, cells in shapes if len(cells)]
    if not shapes:
        return None
    starts = np.cumsum([0, *(len(points) for points, _ in shapes)])
    points = np.concatenate([p for p, _ in shapes]).astype(np.float32) + np.array([0, 0, _LIFT_M], np.float32)
    cells = np.concatenate([c + s for (_, c), s in zip(shapes, starts[:-1], strict=True)]).astype(np.int32)
    width, opacity = look
    colours = np.broadcast_to(GHOST_EDGE if opacity >= _EDGE else GHOST, points.shape) if rgb is None else rgb
    nothing = np.zeros(len(points), np.int32)
    made = Part(f"ghost/{name}", points, cells, np.ascontiguousarray(colours, np.uint8), nothing, opacity=opacity)
    return replace(made, line_width=width, order=_ORDER)


def _shade(part: Part) -> np.ndarray:
    """The ghost's colour with something of the light that lay on the part, so that its form still reads."""
    light = part.rgb.astype(np.float32).mean(axis=1, keepdims=True) / 255
    near: np.ndarray = np.minimum(GHOST * (0.82 + 0.3 * light), 255).astype(np.uint8)
    return near


def _edges(part: Part) -> tuple[np.ndarray, np.ndarray]:
    """(points, (k, 2) segments): borders and sharp edges of a part's triangles."""
    millimetres = np.rint(part.points.astype(np.float64) * 1000).astype(np.int64)
    _, first, place = np.unique(millimetres, axis=0, return_index=True, return_inverse=True)
    cells = place.reshape(-1)[part.cells]
    points = part.points[first]
    normals = np.cross(points[cells[:, 1]] - points[cells[:, 0]], points[cells[:, 2]] - points[cells[:, 0]])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    sides = np.sort(np.concatenate([cells[:, [0, 1]], cells[:, [1, 2]], cells[:, [2, 0]]]), axis=1)
    order = np.lexsort((sides[:, 1], sides[:, 0]))
    sides, owner = sides[order], np.tile(np.arange(len(cells)), 3)[order]
    starts = np.flatnonzero(np.r_[True, (np.diff(sides, axis=0) != 0).any(axis=1)])
    counts = np.diff(np.r_[starts, len(sides)])
    second = np.minimum(starts + 1, len(sides) - 1)
    bend = np.abs((normals[owner[starts]] * normals[owner[second]]).sum(axis=1))
    kept = starts[(counts == 1) | ((counts == 2) & (bend < _SHARP))]
    return points, sides[kept].astype(np.int32)


def edges_of_conversions(scene: Scene, before: Standing, after: Standing) -> list[Part]:
    """The borders of what took the place of something and did not stand there before."""
    actions = {plan.key(c): c.intervention.action for plan in scene.plans for c in plan.changes}
    old = {i.outline.tobytes() for i in scene.items.values() if i.change in before}
    new = [
        i.outline
        for i in scene.items.values()
        if i.change in after
        and i.change not in before
        and i.replaces
        and actions.get(i.change) not in ("retag", "move", "remove")
        and i.outline.tobytes() not in old
    ]
    shapes = [_segments(outline) for outline in new if len(outline) > 1]
    edge = _ghost("converted", shapes, (2.2, 1.0))
    if edge is None:
        return []
    return [replace(edge, rgb=np.ascontiguousarray(np.broadcast_to(CONVERTED_EDGE, edge.points.shape)))]


def _segments(outline: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Polylines separated by NaN as (points, segments)."""
    real = ~np.isnan(outline).any(axis=1)
    index = np.flatnonzero(real[:-1] & real[1:])
    return np.nan_to_num(outline), np.stack([index, index + 1], axis=1).astype(np.int32)
