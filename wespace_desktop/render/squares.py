"""A part cut along one grid that all parts share, and what of it a picture from nearby or from far needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np

from wespace_desktop.render import coarse
from wespace_desktop.scene.cells import with_cells
from wespace_desktop.scene.part import Part

#: The side of a square; cells that are larger belong to no square.
SIDE_M = 112.0
NO_SQUARE = -1
#: What stays below is ground and what is painted on it; a seat is higher.
FLAT_M = 0.4
#: Part of the ground whose triangles are all narrower is not seen from far: kerbs, stall lines.
_NARROW_M = 0.35
_MIDDLE = 1 << 15


@dataclass(frozen=True, eq=False)
class Cut:
    """`squares` (k,) int64 are the squares that hold cells of the part, `order` its cells square by square, of which
    `starts` (k + 1,) are the limits. `low`, `high` (k, 3) bound them. No two cuts ever have the same number.
    """

    part: Part
    squares: np.ndarray
    starts: np.ndarray
    order: np.ndarray
    low: np.ndarray
    high: np.ndarray
    number: int = field(default_factory=count().__next__)

    def taken(self, at: Iterable[int]) -> Part:
        """The cells of some of its squares, by their place in `squares`."""
        chosen = np.concatenate([self.order[self.starts[k] : self.starts[k + 1]] for k in at])
        return with_cells(self.part, np.sort(chosen))


def block_of(square: int) -> int:
    """Four squares make a block."""
    return square if square == NO_SQUARE else (square >> 17) << 16 | (square & 0xFFFF) >> 1


def cut(part: Part) -> Cut:
    """A thing that is there in many copies (a tree, a car) lies whole in one square."""
    columns = [part.points[part.cells, axis] for axis in range(3)]
    low, high = (np.stack([f(c, axis=1) for c in columns], axis=1) for f in (np.min, np.max))
    found = coarse.copied(part)
    if found is not None:
        low, high = (_of_each(f, box, found[1]) for f, box in ((np.min, low), (np.max, high)))
    place = np.floor((low[:, :2] + high[:, :2]) / (2 * SIDE_M)).astype(np.int64) + _MIDDLE
    square = place[:, 0] << 16 | place[:, 1]
    square[(high - low)[:, :2].max(axis=1, initial=0) > SIDE_M] = NO_SQUARE
    order = np.argsort(square, kind="stable").astype(np.int32)
    found_in, starts = np.unique(square[order], return_index=True)
    return Cut(
        part,
        found_in,
        np.r_[starts, len(order)],
        order,
        np.minimum.reduceat(low[order], starts) if len(starts) else low,
        np.maximum.reduceat(high[order], starts) if len(starts) else high,
    )


def lighter(part: Part, cell_m: float, points_each: int, far: bool) -> list[Part]:
    """What rises in triangles of about `cell_m` or more, and the ground as it is; from far without what is narrow."""
    if part.opacity < 1:
        return [part]
    if far and part.detail:
        return []
    low = coarse.is_low(part, FLAT_M)
    flat = [with_cells(part, np.flatnonzero(low))] if low.any() else []
    if far and flat and _is_narrow(flat[0]):
        flat = []
    high = [coarse.raised(part, cell_m, points_each, FLAT_M)] if not low.all() else []
    return [p for p in (*flat, *high) if len(p.cells)]


def joined(parts: Iterable[Part]) -> list[Part]:
    """As few parts as can be; what is sheer comes last, one with four colour channels, and is marked so."""
    groups: dict[tuple[bool, str, bool], list[Part]] = {}
    for part in parts:
        groups.setdefault((part.opacity < 1, part.texture, part.is_lines), []).append(part)
    done = []
    for key in sorted(groups):
        group = groups[key]
        if key[0]:
            group = [_with_alpha(p) for p in sorted(group, key=lambda p: p.order)]
        done.append(coarse.joined(group, "moving/square"))
    return done


def _of_each(best: object, box: np.ndarray, cells_each: int) -> np.ndarray:
    """The box of the copy that each cell belongs to."""
    whole: np.ndarray = best(box.reshape(-1, cells_each, 3), axis=1)  # type: ignore[operator]
    return np.repeat(whole, cells_each, axis=0)


def _is_narrow(part: Part) -> bool:
    if part.is_lines:
        return False
    a, b, c = (part.points[part.cells[:, k]] for k in range(3))
    longest = np.sqrt(np.max([((p - q) ** 2).sum(axis=1) for p, q in ((a, b), (b, c), (c, a))], axis=0))
    across = np.linalg.norm(np.cross(b - a, c - a), axis=1) / np.maximum(longest, 1e-6)
    return bool(np.quantile(across, 0.95) < _NARROW_M)


def _with_alpha(part: Part) -> Part:
    alpha = np.full((len(part.rgb), 1), round(255 * part.opacity), np.uint8)
    return replace(part, rgb=np.concatenate([part.rgb, alpha], axis=1))
