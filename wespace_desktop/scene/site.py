"""The district's geometry as the builders ask for it: roads, land, buildings, streets by name; made once, on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import shapely

from wespace_desktop.model.district import District

ROAD_Z = 0.0
#: Top of the kerb: everything on the ground that is not a road.
LAND_Z = 0.16
WATER_Z = 0.02
#: Coordinates are snapped to this grid before cutting, m: robust, and far below what a picture shows.
GRID = 0.01
#: A tree is asked for so many shapes at a time: while it answers no other thread goes on.
_AT_ONCE = 2000

T = TypeVar("T")

_BUILT: WeakKeyDictionary[District, shapely.Geometry] = WeakKeyDictionary()


class Site:
    """Cached geometry of one district. Reading it never changes it; nothing here is drawn."""

    def __init__(self, district: District, steps: Mapping[str, Any] | None = None) -> None:
        self.district = district
        self.steps = dict(steps or {})

    def once(self, name: str, make: Callable[[], T]) -> T:
        """A slow step of building: what came with the district (scene/prebuilt.py), else made now."""
        if name not in self.steps:
            self.steps[name] = make()
        done: T = self.steps[name]
        return done

    # ------------------------------------------------------------ ground

    @cached_property
    def extent(self) -> shapely.Polygon:
        return shapely.box(*self.district.extent)

    @cached_property
    def islands(self) -> shapely.Geometry:
        """Traffic islands, at kerb height."""
        return union(self.district.theme("traffic_islands").geometry)

    @cached_property
    def road_surfaces(self) -> np.ndarray:
        """(n,) the features of theme roads inside the extent, without islands; those above the ground are empty."""
        theme = self.district.theme("roads")
        surfaces = shapely.simplify(shapely.make_valid(theme.geometry), 0.05)
        inside = shapely.intersection(shapely.difference(surfaces, self.islands, grid_size=GRID), self.extent)
        grade = theme.attributes.get("grade")
        if grade is not None:
            inside[_above(grade)] = shapely.Polygon()
        return np.asarray(inside)

    @cached_property
    def roads(self) -> shapely.Geometry:
        """Road surface at grade, without traffic islands: where z is 0. Asked once here, so that its index is ready
        before several threads ask.
        """
        roads = union(polygons_of(self.road_surfaces))  # a surface cut at the rim may leave a line beside its area
        shapely.prepare(roads)
        shapely.contains_xy(roads, *shapely.get_coordinates(roads.centroid).ravel()[:2]) if not roads.is_empty else None
        return roads

    def land(self, theme: str) -> shapely.Geometry:
        """Union of a theme's polygons without the road surface, for example 'sidewalks', 'plazas', 'parking_lots'."""
        if theme not in self._land:
            self._land[theme] = shapely.difference(union(self.district.theme(theme).geometry), self.roads)
        return self._land[theme]

    @cached_property
    def _land(self) -> dict[str, shapely.Geometry]:
        return {}

    def on_road(self, xy: Any) -> np.ndarray:
        """(n,) bool: which of the points (n, 2) lie on the road surface."""
        points = np.asarray(xy, float).reshape(-1, 2)
        shapely.prepare(self.roads)
        found: np.ndarray = shapely.contains_xy(self.roads, points[:, 0], points[:, 1])
        return found

    def ground_z(self, xy: Any) -> np.ndarray:
        """(n,) height of the ground under the points (n, 2): 0 on roads, the kerb's height elsewhere."""
        return np.where(self.on_road(xy), ROAD_Z, LAND_Z)

    def feet(self, xy: Any, behind_m: float = 0.6) -> np.ndarray:
        """(n, 2) where the posts of things at the points (n, 2) stand: there, or for what hangs over the road (signal
        heads are surveyed where they hang) behind the nearest kerb.
        """
        at = np.asarray(xy, float).reshape(-1, 2)
        over = np.flatnonzero(self.on_road(at))
        way = shapely.get_coordinates(shapely.shortest_line(shapely.points(at[over]), self.road_edge)).reshape(
            -1, 2, 2
        )
        step = way[:, 1] - way[:, 0]
        length = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-6)[:, None]
        feet = at.copy()
        feet[over] = way[:, 1] + step / length * behind_m
        return feet

    # ------------------------------------------------------------ buildings

    @cached_property
    def buildings(self) -> np.ndarray:
        """(n,) footprints in the order of the theme."""
        return self.district.theme("buildings").geometry

    @cached_property
    def building_tree(self) -> shapely.STRtree:
        return self.district.theme("buildings").tree

    @cached_property
    def heights(self) -> np.ndarray:
        """(n,) building heights above the ground, m; never unknown here (6 m where the district has none)."""
        theme = self.district.theme("buildings")
        height = theme.attributes.get("height_m")
        if height is None:
            return np.full(len(theme), 6.0)
        return np.where(np.isfinite(height) & (height > 0.5), height, 6.0)

    @cached_property
    def built(self) -> shapely.Geometry:
        """Union of the footprints; made once for all sites of a district, for it is never prepared."""
        if self.district not in _BUILT:
            _BUILT[self.district] = union(self.buildings)
        return _BUILT[self.district]

    def clear_of_buildings(self, geometry: Any, distance_m: float = 0.0) -> np.ndarray:
        """(n,) bool: which geometries keep this distance from every building."""
        shapes = np.atleast_1d(np.asarray(geometry, dtype=object))
        clear = np.ones(len(shapes), bool)
        for k in range(0, len(shapes) if len(self.buildings) else 0, _AT_ONCE):
            some = shapes[k : k + _AT_ONCE]
            clear[k + self.building_tree.query(some, predicate="dwithin", distance=distance_m)[0]] = False
        return clear

    # ------------------------------------------------------------ streets

    @cached_property
    def street_names(self) -> tuple[str, ...]:
        names = self.district.theme("streets").attributes.get("name")
        return () if names is None else tuple(sorted({str(n) for n in names if str(n)}))

    def street_line(self, name: str) -> shapely.Geometry:
        """The merged centreline of a street: a line, several lines, or an empty one when no street has this name."""
        theme = self.district.theme("streets")
        names = theme.attributes.get("name")
        if names is None:
            return shapely.LineString()
        lines = theme.geometry[np.char.lower(names.astype(str)) == name.lower()]
        return shapely.line_merge(shapely.union_all(lines)) if len(lines) else shapely.LineString()

    def road_width_at(self, xy: Any, heading_rad: Any, reach_m: float = 30.0) -> tuple[np.ndarray, np.ndarray]:
        """Road surface left and right of the points (n, 2), square to the heading, in m; NaN off the road."""
        at = np.asarray(xy, float).reshape(-1, 2)
        heading = np.broadcast_to(np.asarray(heading_rad, float), (len(at),))
        side = np.c_[-np.sin(heading), np.cos(heading)] * reach_m
        return self._reach(at, side), self._reach(at, -side)

    def _reach(self, at: np.ndarray, ray: np.ndarray) -> np.ndarray:
        """Length of each ray until it leaves the road; the whole ray when it does not."""
        lines = shapely.linestrings(np.stack([at, at + ray], 1))
        leaving = shapely.intersection(lines, self.road_edge)
        distance = shapely.distance(shapely.points(at), leaving)
        far = np.hypot(ray[:, 0], ray[:, 1])
        return np.where(self.on_road(at), np.where(np.isnan(distance), far, distance), np.nan)

    @cached_property
    def road_edge(self) -> shapely.Geometry:
        edge = shapely.boundary(self.roads)
        shapely.prepare(edge)
        return edge


def union(geometry: Any) -> shapely.Geometry:
    """Union on the cutting grid; an empty polygon for nothing."""
    shapes = np.atleast_1d(np.asarray(geometry, dtype=object))
    if not len(shapes):
        return shapely.Polygon()
    return shapely.union_all(shapely.make_valid(shapes), grid_size=GRID)


def polygons_of(geometry: Any) -> np.ndarray:
    """Every polygon inside a geometry or an array of them, (n,) objects."""
    shapes = np.atleast_1d(np.asarray(geometry, dtype=object))
    parts: np.ndarray = shapely.get_parts(shapely.get_parts(shapes))
    kept: np.ndarray = parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)]
    return kept


def headings(lines: Sequence[Any] | np.ndarray) -> np.ndarray:
    """(n,) direction from the first to the last point of each line, radians counter-clockwise from east."""
    array = np.asarray(lines, dtype=object)
    step = shapely.get_coordinates(shapely.get_point(array, -1)) - shapely.get_coordinates(shapely.get_point(array, 0))
    angle: np.ndarray = np.arctan2(step[:, 1], step[:, 0])
    return angle


def _above(grade: np.ndarray) -> np.ndarray:
    """Which roads cross over the ground (a bridge or ramp) by their `grade` words or levels."""
    if grade.dtype.kind in "fiub":
        return np.asarray(np.nan_to_num(grade.astype(float)) > 0)
    words = np.char.lower(grade.astype(str))
    above: np.ndarray = (np.char.find(words, "above") >= 0) | (np.char.find(words, "over") >= 0)
    return above
