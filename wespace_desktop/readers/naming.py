"""Gives every feature a stable id: the source's own number, or the place where it stands."""

from __future__ import annotations

import re

import numpy as np
import shapely

from wespace_desktop.readers.crs import Bounds

_UNFIT = re.compile(r"[^0-9A-Za-z._]+")


def by_value(prefix: str, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`prefix-value` where the value is there and stands once; '' elsewhere. Second: True where a value stood twice."""
    words = [clean(value) for value in values]
    seen: dict[str, int] = {}
    for word in words:
        seen[word] = seen.get(word, 0) + 1
    ids = np.array([f"{prefix}-{w}" if w and seen[w] == 1 else "" for w in words], object)
    return ids, np.array([bool(w) and seen[w] > 1 for w in words], bool)


def by_place(prefix: str, geometry: np.ndarray, extent: Bounds) -> np.ndarray:
    """`prefix-x-y`: whole metres of a point inside the feature from the extent's south-west corner; b, c on collision.

    The order of the source file plays no part: features that fall on one metre are told apart by their exact geometry.
    """
    points = shapely.get_coordinates(shapely.point_on_surface(geometry))
    metres = np.floor(points - np.array(extent[:2])).astype(int)
    stems = [f"{prefix}-{x}-{y}" for x, y in metres]
    form = shapely.to_wkb(shapely.normalize(geometry))
    ids = np.empty(len(stems), object)
    used: dict[str, int] = {}
    for row in sorted(range(len(stems)), key=lambda i: (stems[i], tuple(points[i]), form[i])):
        ids[row] = stems[row] + suffix(used.get(stems[row], 0))
        used[stems[row]] = used.get(stems[row], 0) + 1
    return ids


def suffix(count: int) -> str:
    """'' b c ... z, then ba bb ...: the second feature on a place is b."""
    if count == 0:
        return ""
    if count < 26:
        return chr(ord("a") + count)
    return suffix(count // 26) + chr(ord("a") + count % 26)


def clean(value: object) -> str:
    """What of a source's number may stand in an id; '' when there is none."""
    if value is None or value != value:
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        value = int(value)
    return _UNFIT.sub("-", str(value)).strip("-")
