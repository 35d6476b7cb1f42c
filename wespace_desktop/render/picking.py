"""What a pointing hand means: small and thin things are easier to hit than the ground and the walls around them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from wespace_desktop.scene.part import Part

#: Narrower than this a thing is hard to hit: poles, racks, people, sensor hubs.
SMALL_M = 2.5
#: So many pixels around a small thing point at it too.
FORGIVING_PX = 2
_AROUND = sorted(
    ((dy, dx) for dy in range(-FORGIVING_PX, FORGIVING_PX + 1) for dx in range(-FORGIVING_PX, FORGIVING_PX + 1)),
    key=lambda at: -(at[0] ** 2 + at[1] ** 2),
)


def small_things(parts: Iterable[Part], count: int) -> np.ndarray:
    """(count,) bool by index into Scene.ids: whether a part with faces shows it narrower than SMALL_M."""
    small = np.zeros(count, bool)
    for part in parts:
        if part.is_lines:
            continue  # an edge line carries the name of the whole building
        low, high = np.full((count, 2), np.inf, np.float32), np.full((count, 2), -np.inf, np.float32)
        np.minimum.at(low, part.ids, part.points[:, :2])
        np.maximum.at(high, part.ids, part.points[:, :2])
        size = (high - low).max(axis=1)  # -inf: this part does not show it
        small |= (size >= 0) & (size < SMALL_M)
    small[0] = False
    return small


def forgive(ids: np.ndarray, small: np.ndarray) -> np.ndarray:
    """(h, w) ids with every small thing grown by FORGIVING_PX over what is not small; the nearer one wins."""
    is_small = small[np.minimum(ids, len(small) - 1)]
    rows, columns = np.nonzero(is_small)
    if not len(rows):
        return ids
    names = ids[rows, columns]
    height, width = ids.shape
    grown = ids.copy()
    for dy, dx in _AROUND:
        y, x = rows + dy, columns + dx
        inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
        grown[y[inside], x[inside]] = names[inside]
    return grown


def nearest(around: np.ndarray) -> int:
    """Of a square of ids with odd sides, the one in the middle or else the nearest to it, 0 where there is none."""
    middle = around.shape[0] // 2
    rows, columns = np.nonzero(around)
    if not len(rows):
        return 0
    best = int(np.argmin((rows - middle) ** 2 + (columns - middle) ** 2))
    return int(around[rows[best], columns[best]])
