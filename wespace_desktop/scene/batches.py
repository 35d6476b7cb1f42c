"""Parts shown under the same rule become one mesh, for files that leave the program: grouped, welded, in one detail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import Part, SeenFrom, is_shown

#: What of the district is not a technology layer, by the first word of a part's name, in drawing order.
CONTEXT: dict[str, Words] = {
    "ground": Words("地面", "Ground"),
    "markings": Words("路面标线", "Road markings"),
    "shadows": Words("阴影", "Shadows"),
    "buildings": Words("建筑", "Buildings"),
    "furniture": Words("街道设施", "Street furniture"),
    "trees": Words("树木", "Trees"),
    "stalls": Words("停车位标线", "Stall lines"),
    "cars": Words("汽车", "Cars"),
    "people": Words("行人", "People"),
}
#: Groups that no survey holds; they are drawn to give scale and life.
ILLUSTRATIVE = frozenset({"trees", "cars", "people", "stalls"})
#: A layer has this name too.
_RENAMED = {"parking": "stalls"}


@dataclass(frozen=True, eq=False)
class Batch:
    """One mesh of a file: the fields of a Part without ids, all parts that share them put together.

    `group` is a layer id or a name of CONTEXT. `shown` says in which of the asked states it is seen.
    """

    group: str
    points: np.ndarray
    cells: np.ndarray
    rgb: np.ndarray
    uv: np.ndarray | None
    texture: str
    opacity: float
    order: int
    line_width: float
    needs: frozenset[str]
    hidden_by: frozenset[str]
    seen_from: SeenFrom
    detail: bool
    layer: str
    shown: tuple[bool, ...] = ()

    @property
    def is_lines(self) -> bool:
        return bool(self.cells.shape[1] == 2)


def batches(
    parts: Sequence[Part], states: Sequence[frozenset[str]], seen_from: Sequence[SeenFrom] = ("any", "bird", "street")
) -> list[Batch]:
    """The parts that any of the states (change keys that stand) shows, without states all of them, in few meshes."""
    chosen: dict[tuple[object, ...], list[Part]] = {}
    for part in _once([p for p in parts if len(p.cells) and p.seen_from in seen_from]):
        shown = tuple(is_shown(part.needs, part.hidden_by, s) for s in states)
        if any(shown) or not states:
            chosen.setdefault((*_rule(part), shown), []).append(part)
    return [_merged(found, rule[-1]) for rule, found in chosen.items()]


def as_seen_from_above(parts: Sequence[Part]) -> list[Part]:
    """One level of detail for programs that have no other: no part is only for the street, none for moving."""
    return [
        replace(p, seen_from="any", detail=False, order=0, line_width=1.0) for p in parts if p.seen_from != "street"
    ]


def group_of(part: Part) -> str:
    """The layer of a part, or the context group that it belongs to."""
    first = part.name.split("/")[0]
    first = _RENAMED.get(first, first)
    return part.layer or (first if first in CONTEXT else "ground")


def _once(parts: Sequence[Part]) -> list[Part]:
    """What two scenarios draw alike, because one has it from the other, is one part that needs either change."""
    found: dict[tuple[object, ...], list[Part]] = {}
    for part in parts:
        same = found.setdefault((part.name.partition("/")[2], *_look(part), len(part.points), len(part.cells)), [])
        twin = next((k for k, p in enumerate(same) if part.needs and p.needs and _alike(p, part)), None)
        if twin is None:
            same.append(part)
        else:
            same[twin] = replace(same[twin], needs=same[twin].needs | part.needs)
    return [p for same in found.values() for p in same]


def _alike(a: Part, b: Part) -> bool:
    arrays = ((a.points, b.points), (a.cells, b.cells), (a.rgb, b.rgb))
    return a.hidden_by == b.hidden_by and all(np.array_equal(x, y) for x, y in arrays)


def _rule(part: Part) -> tuple[object, ...]:
    """Parts with equal rules may be drawn as one."""
    return part.needs, part.hidden_by, *_look(part)


def _look(part: Part) -> tuple[object, ...]:
    texture = part.texture if part.uv is not None else ""
    line = (part.is_lines, part.line_width)
    return group_of(part), part.seen_from, part.detail, texture, part.opacity, part.order, *line


def _merged(parts: list[Part], shown: object) -> Batch:
    first = parts[0]
    textured = first.uv is not None and bool(first.texture)
    start = np.cumsum([0, *(len(p.points) for p in parts)])
    points = np.concatenate([p.points for p in parts]).astype(np.float32, copy=False)
    rgb = np.concatenate([p.rgb for p in parts])
    uv = np.concatenate([p.uv for p in parts if p.uv is not None]).astype(np.float32) if textured else None
    cells = np.concatenate([p.cells.astype(np.int64) + s for p, s in zip(parts, start, strict=False)])
    keep, place = _welded(points, rgb, uv)
    return Batch(
        group=group_of(first),
        points=points[keep],
        cells=_without_slivers(place[cells]),
        rgb=rgb[keep],
        uv=None if uv is None else uv[keep],
        texture=first.texture if textured else "",
        opacity=first.opacity,
        order=first.order,
        line_width=first.line_width,
        needs=first.needs,
        hidden_by=first.hidden_by,
        seen_from=first.seen_from,
        detail=first.detail,
        layer=first.layer,
        shown=tuple(shown) if isinstance(shown, tuple) else (),
    )


def _without_slivers(cells: np.ndarray) -> np.ndarray:
    """Cells whose corners are different points, as uint32."""
    following = np.roll(cells, -1, axis=1)
    kept: np.ndarray = cells[(cells != following).all(axis=1)].astype(np.uint32)
    return kept


def _welded(points: np.ndarray, rgb: np.ndarray, uv: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Which points to keep, in the order they first come, and the new number of every point."""
    rows = [np.ascontiguousarray(points).view(np.uint32), rgb.astype(np.uint32) @ np.array([1, 256, 65536], np.uint32)]
    if uv is not None:
        rows.append(np.ascontiguousarray(uv).view(np.uint32))
    whole = np.column_stack(rows)
    _, first, place = np.unique(_mixed(whole), return_index=True, return_inverse=True)
    if not np.array_equal(whole[first][place], whole):  # two different points of one hash: compare them whole
        _, first, place = np.unique(whole, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return first[order], rank[np.ravel(place)]


def _mixed(rows: np.ndarray) -> np.ndarray:
    """(n,) uint64: one number for each row, so that a sort need not compare rows."""
    mixed = np.full(len(rows), 0x9E3779B97F4A7C15, np.uint64)
    for column in rows.T:
        mixed = (mixed ^ column.astype(np.uint64)) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    return mixed
