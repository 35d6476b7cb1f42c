"""Makes geometry whole and of one kind, and says by name what it changed or dropped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from wespace_desktop.model.district import Kind

_DIMENSION = {"point": 0, "line": 1, "polygon": 2}
_WORD = {0: "point", 1: "line", 2: "area"}
#: Slivers that rounding or clipping leaves: no one would miss them.
_LEAST_LINE_M, _LEAST_AREA_M2 = 0.05, 0.1
_TINY = "it is too small to see"


@dataclass(frozen=True)
class Mend:
    """What happened to one source row. `row` counts in the array that was given."""

    row: int
    what: str
    why: str


def mend(geometry: np.ndarray, kind: Kind) -> tuple[np.ndarray, list[Mend]]:
    """Valid geometry of one kind, None where nothing was left, and what was done."""
    done: list[Mend] = []
    fixed = geometry.copy()
    empty = shapely.is_missing(fixed) | shapely.is_empty(fixed)
    fixed[empty] = None
    done += [Mend(int(row), "dropped", "it has no geometry") for row in np.flatnonzero(empty)]
    bad = ~empty & ~shapely.is_valid(fixed)
    for row, why in zip(np.flatnonzero(bad), shapely.is_valid_reason(fixed[bad]), strict=True):
        fixed[row] = shapely.make_valid(fixed[row], method="structure", keep_collapsed=False)
        done.append(Mend(int(row), "repaired", _in_words(str(why))))
    for row in np.flatnonzero(~empty):
        fixed[row], note = of_kind(fixed[row], kind)
        if note is not None:
            done.append(Mend(int(row), *note))
    return fixed, done


def of_kind(geometry: shapely.Geometry, kind: Kind) -> tuple[shapely.Geometry | None, tuple[str, str] | None]:
    """The parts of the right dimension, as single or multi; an area asked for as a point becomes one inside it."""
    wanted = _DIMENSION[kind]
    if geometry.geom_type in ("Point", "LineString", "Polygon") and wanted == shapely.get_dimensions(geometry):
        return (geometry, None) if _big_enough(geometry) else (None, ("dropped", _TINY))
    parts = _parts(geometry)
    if kind == "point" and len(parts):
        note = None if len(parts) == 1 else ("merged", f"{len(parts)} parts became one point")
        return shapely.point_on_surface(geometry), note
    right = [part for part in parts if shapely.get_dimensions(part) == wanted and _big_enough(part)]
    if not right:
        found = _WORD.get(int(shapely.get_dimensions(geometry)), "nothing") if len(parts) else "nothing"
        return None, ("dropped", f"it is a {found}, the theme holds {_WORD[wanted]}s" if found != _WORD[wanted]
                      else _TINY)
    note = None
    if geometry.geom_type == "GeometryCollection":
        note = ("repaired", f"{len(right)} of {len(parts)} parts of a geometry collection kept")
    return _together(right, kind), note


def clip(geometry: np.ndarray, outline: shapely.Polygon, kind: Kind, whole: bool) -> np.ndarray:
    """Cut at the outline; `whole` features stay uncut when any of them lies inside. None = outside."""
    kept = geometry.copy()
    shapely.prepare(outline)
    there = ~shapely.is_missing(kept)
    kept[there & ~shapely.intersects(outline, kept)] = None
    if whole or kind == "point":
        return kept
    crossing = np.flatnonzero(~shapely.is_missing(kept) & ~shapely.covers(outline, kept))
    for row in crossing:
        kept[row] = of_kind(shapely.intersection(kept[row], outline), kind)[0]
    return kept


def _parts(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    """Every simple part, collections inside collections too."""
    if not hasattr(geometry, "geoms"):
        return [] if geometry.is_empty else [geometry]
    return [part for inner in geometry.geoms for part in _parts(inner)]


def _big_enough(part: shapely.Geometry) -> bool:
    dimension = shapely.get_dimensions(part)
    if dimension == 2:
        return bool(part.area >= _LEAST_AREA_M2)
    return dimension == 0 or bool(part.length >= _LEAST_LINE_M)


def _together(parts: list[shapely.Geometry], kind: Kind) -> shapely.Geometry:
    if len(parts) == 1:
        return parts[0]
    return shapely.multipolygons(parts) if kind == "polygon" else shapely.multilinestrings(parts)


def _in_words(reason: str) -> str:
    """GEOS says `Self-intersection[12.3 4.5]`; a person reads where after what."""
    what, _, place = reason.partition("[")
    return what.strip().lower() + (f" at {place.rstrip(']').replace(' ', ', ')}" if place else "")
