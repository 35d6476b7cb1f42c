"""Open ground beside real features where small things may stand, clear of walking routes, walls and furniture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.district import District
from wespace_desktop.scene.chance import chance
from wespace_desktop.scene.layers.lot_rows import rectangles
from wespace_desktop.scene.site import Site, polygons_of, union

#: Half of the 2 m beside every walking route that stay free.
ROUTE_M = 1.0
#: A kerb ramp lies at each end of a crossing: what stands keeps so far from it.
RAMP_M = 3.0
ROAD_M = 0.5
_FURNITURE = {
    "street_lights": 0.7, "park_lights": 0.7, "traffic_signals": 0.9, "utility_poles": 0.7, "chargers": 1.2,
    "bike_racks": 1.1, "tree_wells": 0.5, "trees": 1.6, "benches": 0.9, "transit_shelters": 2.0,
}  # fmt: skip
_STEP_M, _MOST = 0.6, 400


@dataclass(frozen=True)
class Room:
    """What a thing takes: `depth_m` along its heading, `width_m` across; `gap_m` to its like, `wall_m` to buildings.

    `reach_m`: how far from a feature that is no ground itself. `prefer`: its front to the route, its back to a wall, or
    the middle of the ground.
    """

    depth_m: float
    width_m: float
    gap_m: float = 1.5
    wall_m: float = 0.3
    reach_m: float = 24.0
    prefer: Literal["route", "wall", "middle"] = "route"


@dataclass(frozen=True, eq=False)
class Place:
    """Where something stands: middle of its plan, the way its front looks (radians), the feature it belongs to."""

    at: np.ndarray
    heading: float
    feature: str
    outline: shapely.Polygon


def ahead_of(place: Place) -> np.ndarray:
    """(2,) unit vector in which the thing looks."""
    return np.array([np.cos(place.heading), np.sin(place.heading)])


#: What is free beside a feature is a matter of the district alone: all layers of all plans ask for it once.
_Candidates = tuple[BaseGeometry, np.ndarray, np.ndarray]
_FOUND: WeakKeyDictionary[District, dict[tuple[str, Room], _Candidates]] = WeakKeyDictionary()


class OpenGround:
    """Finds one place after the other; what was found is taken for all that follow."""

    def __init__(self, site: Site, taken: Sequence[BaseGeometry] = ()) -> None:
        self._site = site
        self.taken = list(taken)
        self._found = _FOUND.setdefault(site.district, {})

    def place(self, feature: str, room: Room) -> Place | None:
        """The best place that is left beside (or on) the feature, None when there is none."""
        free, places, shapes = self._candidates(feature, room)
        if not len(places):
            return None
        near = [t for t in self.taken if shapely.distance(t, free) < room.gap_m]
        left = shapely.distance(shapely.union_all(near), shapes) >= room.gap_m if near else np.ones(len(shapes), bool)
        good = np.flatnonzero(left)
        if not len(good):
            return None
        k = int(good[0])
        self.taken.append(shapes[k])
        return Place(places[k, :2], float(places[k, 2]), feature, shapes[k])

    def _candidates(self, feature: str, room: Room) -> _Candidates:
        """Free ground, the places on it that hold the thing, best first, (k, 3) x, y, heading, and the outlines."""
        if (feature, room) not in self._found:
            free = free_ground(self._site, feature, room)
            places = _places(self._site, feature, free, room)
            shapes = outlines(places, room)
            if len(places):
                shapely.prepare(free)
                good = shapely.covers(free, shapes)
                places, shapes = places[good][:_MOST], shapes[good][:_MOST]
            self._found[feature, room] = free, places, shapes
        return self._found[feature, room]


def outlines(places: np.ndarray, room: Room) -> np.ndarray:
    """(n,) what a thing covers at each place (n, 3)."""
    axis = np.c_[np.cos(places[:, 2]), np.sin(places[:, 2])]
    return rectangles(places[:, :2], axis, (room.depth_m, room.width_m))


def free_ground(site: Site, feature: str, room: Room) -> BaseGeometry:
    """The ground of a plaza, park or lot itself; beside anything else the sidewalks and plazas within reach."""
    located = site.district.find(feature)
    if located is None:
        return shapely.Polygon()
    theme, row = located
    shape = shapely.make_valid(theme.geometry[row])
    own = theme.kind == "polygon" and theme.name in ("plazas", "open_spaces", "parking_lots")
    base = shape if own else shapely.intersection(shapely.buffer(shape, room.reach_m), _paved(site, shape, room))
    near = shapely.buffer(base, 6.0)
    built = shapely.buffer(union(site.buildings[site.building_tree.query(near)]), room.wall_m)
    roads = shapely.buffer(shapely.intersection(site.roads, near), ROAD_M)
    blocked = shapely.union_all([built, roads, *_in_the_way(site, near, own)])
    return shapely.buffer(shapely.difference(base, blocked), 0)


def _paved(site: Site, shape: BaseGeometry, room: Room) -> BaseGeometry:
    """Sidewalks, plazas and footpaths, with the strip to the wall beside them; lots and lawns are not for standing."""
    near = shapely.buffer(shape, room.reach_m + 4.0)
    walked = [g for name in ("sidewalks", "plazas", "footpaths") for g in _within(site, name, near)]
    closed = shapely.buffer(shapely.union_all(walked), 1.6, join_style="mitre")
    kept_out = [g for name in ("parking_lots", "open_spaces", "water") for g in _within(site, name, near)]
    return shapely.union(shapely.difference(closed, shapely.union_all(kept_out)), shapely.union_all(walked))


def _within(site: Site, name: str, near: BaseGeometry) -> list[BaseGeometry]:
    theme = site.district.theme(name)
    if not len(theme):
        return []
    return list(shapely.make_valid(theme.geometry[theme.tree.query(near, predicate="intersects")]))


def _in_the_way(site: Site, near: BaseGeometry, own: bool) -> list[BaseGeometry]:
    """Walking routes, kerb ramps, paths through the ground, and what the data knows to stand there."""
    blocked = list(shapely.buffer(_within(site, "walkways", near), ROUTE_M))
    for line in _within(site, "crossings", near):
        ends = shapely.get_coordinates(line)[[0, -1]]
        blocked += list(shapely.buffer(shapely.points(ends), RAMP_M))
    for name, room_m in _FURNITURE.items():
        blocked += list(shapely.buffer(_within(site, name, near), room_m))
    return blocked + (_within(site, "footpaths", near) + _within(site, "water", near) if own else [])


def _places(site: Site, feature: str, free: BaseGeometry, room: Room) -> np.ndarray:
    """(k, 3) points on the free ground with a heading, by what the thing prefers; chance breaks what is equal."""
    at = _grid(free)
    if not len(at):
        return np.empty((0, 3))
    theme, row = site.district.find(feature) or (None, 0)
    home = theme.geometry[row] if theme is not None else free
    near = shapely.buffer(free, 12.0)
    to_route, route_m = _way_to(at, _within(site, "walkways", near) or [shapely.boundary(free)])
    to_wall, wall_m = _way_to(at, list(site.buildings[site.building_tree.query(near)]))
    heading = np.arctan2(to_route[:, 1], to_route[:, 0])
    backed = wall_m < room.depth_m / 2 + 4.0
    heading = np.where(backed, np.arctan2(-to_wall[:, 1], -to_wall[:, 0]), heading)
    spots = shapely.points(at)
    home = shapely.force_2d(home)  # a copy: what others read meanwhile is not changed
    shapely.prepare(home)
    away = shapely.distance(home, spots)
    jitter = chance(at, 71)
    if room.prefer == "middle":
        rim = shapely.boundary(free)
        shapely.prepare(rim)
        middle = shapely.distance(rim, spots)
        cost = -np.minimum(middle, 14.0) + 5.0 * jitter
    elif room.prefer == "wall":
        cost = np.minimum(wall_m, 9.0) * 1.5 + away * 0.35 + jitter
    else:
        cost = np.abs(route_m - ROUTE_M - room.depth_m / 2 - 0.4) * 1.2 + away * 0.35 + jitter
    order = np.argsort(cost, kind="stable")
    return np.asarray(np.c_[at, heading][order])


def _grid(free: BaseGeometry) -> np.ndarray:
    found = [np.empty((0, 2))]
    for piece in polygons_of(free):
        if piece.area < 1.5:
            continue
        x0, y0, x1, y1 = piece.bounds
        step = max(_STEP_M, np.sqrt(piece.area / 1200))
        x, y = np.meshgrid(np.arange(x0 + 0.3, x1, step), np.arange(y0 + 0.3, y1, step))
        at = np.c_[x.ravel(), y.ravel()]
        found.append(at[shapely.contains_xy(piece, at[:, 0], at[:, 1])])
    return np.concatenate(found)


def _way_to(at: np.ndarray, shapes: list[BaseGeometry]) -> tuple[np.ndarray, np.ndarray]:
    """The step from each point to the nearest of the shapes, and its length; far away when there are none."""
    if not shapes:
        return np.tile([1.0, 0.0], (len(at), 1)), np.full(len(at), 99.0)
    ends = shapely.get_coordinates(
        shapely.get_point(shapely.shortest_line(shapely.points(at), shapely.union_all(shapes)), -1)
    )
    step = ends - at
    return step, np.hypot(*step.T)
