"""Ground that a source describes but does not draw: roads from lanes, kerb stalls from tags, sea from coastlines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from wespace_desktop.readers.attributes import numbers
from wespace_desktop.readers.form import Shape

#: Depth of a row of parked cars beside the lanes by its OSM word, m (parallel 2.2, the others by their usual angle).
PARKED_M = {"parallel": 2.2, "diagonal": 4.4, "perpendicular": 5.2, "orthogonal": 5.2}
#: Kerb taken by one car in such a row, m.
STALL_M = {"parallel": 6.0, "diagonal": 3.2, "perpendicular": 2.6, "orthogonal": 2.6}
#: What a tag may say about a street's width, m.
_NARROWEST_M, _WIDEST_M = 2.2, 40.0
#: The columns that widths are worked out from, where a source has them.
STREET_TAGS = (
    "highway", "width", "lanes", "oneway", "parking:lane:left", "parking:lane:right", "parking:lane:both",
)

Columns = Mapping[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Shaped:
    """`geometry` (n,) and the row of the source each one comes from (n,)."""

    geometry: np.ndarray
    rows: np.ndarray


@dataclass(frozen=True, eq=False)
class Ground:
    """What is known when a shape is made: other themes by name, and the rectangle to fill (or None)."""

    themes: Mapping[str, np.ndarray]
    outline: shapely.Polygon | None


def shaped(geometry: np.ndarray, columns: Columns, shape: Shape, ground: Ground) -> Shaped:
    """The entry's geometry after its `shape:` rule, in the same projected metres."""
    found = _RULES[shape.rule](geometry, columns, shape, ground)
    for theme, gap_m in shape.without.items():
        others = ground.themes.get(theme, np.empty(0, object))
        if len(others) and len(found.geometry):
            taken = shapely.union_all(shapely.buffer(shapely.make_valid(others), gap_m, join_style="mitre"))
            found = _apart(Shaped(shapely.difference(found.geometry, taken), found.rows))
    return found


def widths(columns: Columns, rows: int, shape: Shape) -> np.ndarray:
    """(rows,) m between the kerbs: as tagged, else lanes and parked rows, else what is usual for the class."""
    tagged = _numbers(columns.get("width"), rows)
    tagged[(tagged < _NARROWEST_M) | (tagged > _WIDEST_M)] = np.nan
    lanes = _numbers(columns.get("lanes"), rows)
    usual = np.array([shape.usual_m.get(str(name), np.nan) for name in _texts(columns, "highway", rows)])
    both = np.array([[PARKED_M.get(word, 0.0) for word in parked_rows(columns, row)] for row in range(rows)])
    one_way = np.isin(_texts(columns, "oneway", rows), ["yes", "1", "-1", "true"])
    guessed = np.where(np.isnan(usual), np.where(one_way, 1.2, 2.0) * shape.lane_m, usual)
    running = np.where(np.isnan(lanes), guessed, np.maximum(lanes * shape.lane_m, shape.lane_m + 0.5))
    return np.where(np.isnan(tagged), running + both.reshape(rows, 2).sum(axis=1), tagged)


def parked_rows(columns: Columns, row: int) -> tuple[str, str]:
    """How cars stand left and right of a street: an OSM word, or '' where none may."""
    both = _text(columns, "parking:lane:both", row)
    sides = (_text(columns, f"parking:lane:{side}", row) or both for side in ("left", "right"))
    left, right = (word if word in PARKED_M else "" for word in sides)
    return left, right


# ---------------------------------------------------------------- the rules


def _carriageway(geometry: np.ndarray, columns: Columns, shape: Shape, ground: Ground) -> Shaped:
    """Street lines as wide as the street, one surface where they meet, its inner corners rounded."""
    return _apart(Shaped(np.array([_surface(geometry, columns, shape)], object), np.zeros(1, int)))


def _beside(geometry: np.ndarray, columns: Columns, shape: Shape, ground: Ground) -> Shaped:
    """A strip `by_m` wide along both kerbs of those surfaces."""
    road = _surface(geometry, columns, shape)
    strip = shapely.difference(shapely.buffer(road, shape.by_m, join_style="mitre", mitre_limit=1.5), road)
    return _apart(Shaped(np.array([strip], object), np.zeros(1, int)))


def _surface(geometry: np.ndarray, columns: Columns, shape: Shape) -> shapely.Geometry:
    half = widths(columns, len(geometry), shape) / 2
    # Flat ends stop where the line stops; a short overlap closes the seam to the next piece of the same street.
    bands = shapely.buffer(geometry, half, cap_style="flat", quad_segs=4)
    caps = shapely.buffer(shapely.boundary(geometry), half * 0.98, quad_segs=4)
    whole = shapely.union_all(np.concatenate([bands, caps]), grid_size=0.01)
    closed = shapely.buffer(shapely.buffer(whole, shape.corner_m, quad_segs=4), -shape.corner_m, quad_segs=4)
    return shapely.simplify(closed, 0.08)


def _kerb_stalls(geometry: np.ndarray, columns: Columns, shape: Shape, ground: Ground) -> Shaped:
    """One rectangle per car that fits along a kerb where a tag says that cars stand; clear of what is named."""
    width = widths(columns, len(geometry), shape)
    stalls: list[shapely.Polygon] = []
    rows: list[int] = []
    for row, line in enumerate(geometry):
        for side, word in zip((1, -1), parked_rows(columns, row), strict=True):
            if word:
                made = _row_of_stalls(line, side * (width[row] - PARKED_M[word]) / 2, word)
                stalls += made
                rows += [row] * len(made)
    boxes = np.array(stalls, object)
    keep = np.ones(len(boxes), bool)
    for theme, gap_m in shape.keep_clear.items():
        others = ground.themes.get(theme, np.empty(0, object))
        if len(others) and len(boxes):
            keep[shapely.STRtree(others).query(boxes, predicate="dwithin", distance=gap_m)[0]] = False
    keep &= _first_come(boxes)
    return Shaped(boxes[keep], np.array(rows, int)[keep])


def _row_of_stalls(line: shapely.LineString, offset_m: float, word: str) -> list[shapely.Polygon]:
    along, deep = STALL_M[word], PARKED_M[word] - 0.15
    count = int(line.length // along)
    starts = (line.length - count * along) / 2 + along * (np.arange(count) + 0.5)
    found = []
    for at in starts:
        a, b = (shapely.get_coordinates(line.interpolate(at + d))[0] for d in (-along / 2, along / 2))
        step = (b - a) / max(float(np.hypot(*(b - a))), 0.01)
        left = np.array([-step[1], step[0]])
        middle = (a + b) / 2 + left * offset_m
        half, side = step * (along / 2 - 0.15), left * deep / 2
        corners = [middle - half - side, middle + half - side, middle + half + side, middle - half + side]
        found.append(shapely.Polygon(corners))
    return found


def _first_come(boxes: np.ndarray) -> np.ndarray:
    """Of two stalls on the same ground (two lines side by side) the later one goes."""
    keep = np.ones(len(boxes), bool)
    if len(boxes):
        a, b = shapely.STRtree(boxes).query(boxes, predicate="overlaps")
        keep[a[b < a]] = False
    return keep


def _meetings(geometry: np.ndarray, columns: Columns, shape: Shape, ground: Ground) -> Shaped:
    """Points where three or more arms meet; those nearer than `by_m` to each other are one."""
    points, line = shapely.get_coordinates(geometry, return_index=True)
    ends = np.r_[True, line[1:] != line[:-1]] | np.r_[line[1:] != line[:-1], True]
    places, where = np.unique(np.round(points, 2), axis=0, return_inverse=True)
    arms = np.bincount(where.ravel(), weights=np.where(ends, 1, 2))
    crowded = places[arms >= 3]
    if not len(crowded):
        return Shaped(np.empty(0, object), np.empty(0, int))
    clusters = shapely.get_parts(shapely.union_all(shapely.buffer(shapely.points(crowded), shape.by_m / 2)))
    return Shaped(np.asarray(shapely.centroid(clusters), object), np.zeros(len(clusters), int))


def _closed(geometry: np.ndarray, columns: Columns, shape: Shape, ground: Ground) -> Shaped:
    """Closed lines as the areas they go round, `inset_m` smaller: what stands on a building keeps off its walls.

    Open lines are left out.
    """
    ring = shapely.is_closed(geometry) & (shapely.get_num_coordinates(geometry) >= 4)
    rows = np.flatnonzero(ring)
    areas = np.array([shapely.make_valid(shapely.Polygon(geometry[row])) for row in rows], object)
    return _apart(Shaped(shapely.buffer(areas, -shape.inset_m, join_style="mitre"), rows))


def _box(geometry: np.ndarray, columns: Columns, shape: Shape, ground: Ground) -> Shaped:
    """A rectangle `by_m` long and half as deep on each point, its long side along the nearest street."""
    streets = ground.themes.get("streets", np.empty(0, object))
    boxes = []
    for point in geometry:
        turn = _heading(streets, point) if len(streets) else 0.0
        box = shapely.box(-shape.by_m / 2, -shape.by_m / 4, shape.by_m / 2, shape.by_m / 4)
        spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        at = shapely.get_coordinates(point)[0]
        boxes.append(shapely.transform(box, lambda xy, spin=spin, at=at: xy @ spin + at))
    return Shaped(np.array(boxes, object), np.arange(len(geometry)))


def _heading(streets: np.ndarray, point: shapely.Point) -> float:
    line = streets[int(np.argmin(shapely.distance(streets, point)))]
    at = line.project(point)
    a, b = (shapely.get_coordinates(line.interpolate(at + d))[0] for d in (-1.0, 1.0))
    return float(np.arctan2(*(b - a)[::-1]))


def _sea(geometry: np.ndarray, columns: Columns, shape: Shape, ground: Ground) -> Shaped:
    """What lies right of the coastlines (OSM: water is on the right hand) inside the clip rectangle."""
    if ground.outline is None:
        return Shaped(np.empty(0, object), np.empty(0, int))
    rim = shapely.boundary(ground.outline)
    inside = shapely.intersection(shapely.union_all(geometry), ground.outline)
    coast = [_to_rim(line, rim) for line in shapely.get_parts(shapely.line_merge(inside))]
    pieces = shapely.get_parts(shapely.polygonize([shapely.union_all([rim, *coast])]))
    wet = np.zeros(len(pieces), bool)
    for line in coast:
        for at in np.arange(5.0, line.length, 20.0):
            a, b = (shapely.get_coordinates(line.interpolate(at + d))[0] for d in (0.0, 0.5))
            step = (b - a) / max(float(np.hypot(*(b - a))), 1e-6)
            wet |= shapely.contains(pieces, shapely.Point((a + b) / 2 + np.array([step[1], -step[0]]) * 0.3))
    return Shaped(np.asarray(pieces[wet], object), np.zeros(int(wet.sum()), int))


def _to_rim(line: shapely.LineString, rim: shapely.Geometry) -> shapely.LineString:
    """The line drawn on to the rim at both ends and a step past it: extracts cut their coast a little inside."""
    xy = shapely.get_coordinates(line)
    for _ in range(2):
        end = shapely.Point(xy[-1])
        out = shapely.get_coordinates(rim.interpolate(rim.project(end)))[0]
        step = (out - xy[-1]) / max(float(np.hypot(*(out - xy[-1]))), 1e-6)
        xy = np.r_[xy, [out + step * 0.5]][::-1]
    return shapely.LineString(xy)


_RULES: dict[str, Callable[[np.ndarray, Columns, Shape, Ground], Shaped]] = {
    "carriageway": _carriageway,
    "beside": _beside,
    "kerb_stalls": _kerb_stalls,
    "meetings": _meetings,
    "closed": _closed,
    "box": _box,
    "sea": _sea,
}
#: Rules whose outline is a guess from a description, and says so.
GUESSED = frozenset({"carriageway", "beside", "kerb_stalls", "box"})


# ---------------------------------------------------------------- small things


def _apart(found: Shaped) -> Shaped:
    """Each area of its own; slivers under a square metre go."""
    parts, owner = shapely.get_parts(found.geometry, return_index=True)
    keep = (shapely.get_dimensions(parts) == 2) & (shapely.area(parts) > 1.0)
    return Shaped(np.asarray(parts[keep], object), found.rows[owner[keep]])


def _text(columns: Columns, name: str, row: int) -> str:
    column = columns.get(name)
    value = None if column is None else column[row]
    return "" if value is None or value != value else str(value)


def _texts(columns: Columns, name: str, rows: int) -> np.ndarray:
    return np.array([_text(columns, name, row) for row in range(rows)], object)


def _numbers(column: np.ndarray | None, rows: int) -> np.ndarray:
    return np.full(rows, np.nan) if column is None else numbers(column)
