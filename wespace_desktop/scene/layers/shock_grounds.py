"""Where the shock mode finds room: rows of tents on open ground, marks one distance apart, the way in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.scene.layers.lot_rows import long_axis, rows
from wespace_desktop.scene.layers.shock_forms import TENT_M
from wespace_desktop.scene.site import Site, polygons_of, union

#: Between tents, along and across the rows: a bed passes, and a fire does not.
LANE_M = (3.0, 4.5)
EDGE_M, WALL_M, ROUTE_M = 2.0, 3.0, 1.0
#: A mark is a disc this wide.
MARK_M = 0.62
_THINGS = ("street_lights", "park_lights", "traffic_signals", "utility_poles", "chargers", "benches", "bike_racks")


def open_part(site: Site, feature: str, taken: Sequence[BaseGeometry], edge_m: float) -> BaseGeometry:
    """What of a place is free of buildings, water, other layers' ground and its own edge."""
    theme, row = site.district.find(feature) or (None, 0)
    if theme is None:
        return shapely.Polygon()
    whole = union(polygons_of(shapely.make_valid(theme.geometry[row])))
    near = site.buildings[site.building_tree.query(whole, predicate="dwithin", distance=WALL_M)]
    blocked = [*shapely.buffer(near, WALL_M), *shapely.buffer(_within(site, "water", whole), 1.0)]
    blocked += [shapely.buffer(t, 1.0) for t in taken if shapely.intersects(t, whole)]
    inner = shapely.buffer(whole, -edge_m, join_style="mitre")
    return shapely.difference(inner, shapely.union_all(blocked)) if blocked else inner


def tent_rows(site: Site, feature: str, taken: Sequence[BaseGeometry]) -> tuple[np.ndarray, float]:
    """(n, 2) middles of tents in rows along the place's longer side, and their heading."""
    free = open_part(site, feature, taken, EDGE_M)
    things = [shapely.buffer(_within(site, name, free), 0.8) for name in _THINGS]
    free = shapely.difference(free, shapely.union_all(np.concatenate(things)))
    if free.is_empty:
        return np.empty((0, 2)), 0.0
    axis = long_axis(free)
    depth, width, _ = TENT_M
    at = rows(free, axis, (width, depth), (width + LANE_M[0], depth + LANE_M[1]))
    return at, float(np.arctan2(axis[1], axis[0]) + np.pi / 2)


def marks(site: Site, feature: str, taken: Sequence[BaseGeometry], apart_m: float) -> np.ndarray:
    """(n, 2) places one distance from each other (rows half a step aside), off the walking routes."""
    free = open_part(site, feature, taken, 0.8)
    routes = shapely.buffer(_within(site, "walkways", free), ROUTE_M)
    free = shapely.difference(free, shapely.union_all(routes))
    if free.is_empty:
        return np.empty((0, 2))
    axis = long_axis(free)
    frame = np.stack([axis, [-axis[1], axis[0]]])
    low, high = (f((shapely.get_coordinates(free) @ frame.T), axis=0) for f in (np.min, np.max))
    step = apart_m * np.sqrt(3) / 2
    v = np.arange(low[1] + MARK_M / 2, high[1], step)
    row = np.arange(len(v))
    u = np.arange(low[0] + MARK_M / 2, high[0], apart_m)
    grid = np.stack(np.meshgrid(u, v), axis=-1)
    grid[:, :, 0] += (row % 2)[:, None] * apart_m / 2
    at = grid.reshape(-1, 2) @ frame
    inside = shapely.buffer(free, -MARK_M / 2)
    shapely.prepare(inside)
    return np.asarray(at[shapely.contains_xy(inside, at[:, 0], at[:, 1])])


def way_in(site: Site, shape: BaseGeometry) -> tuple[np.ndarray, float]:
    """The place on the edge nearest to a walking route, and the way out from there."""
    edge = shapely.boundary(shape)
    ways = site.district.theme("walkways")
    target = ways.geometry[int(ways.tree.nearest(edge))] if len(ways) else site.roads
    start, end = shapely.get_coordinates(shapely.shortest_line(edge, target))
    step = end - start
    if np.hypot(*step) < 0.3:
        step = start - shapely.get_coordinates(shapely.point_on_surface(shape))[0]
    return start, float(np.arctan2(step[1], step[0]))


def _within(site: Site, name: str, near: BaseGeometry) -> np.ndarray:
    theme = site.district.theme(name)
    if not len(theme):
        return np.empty(0, object)
    return np.asarray(theme.geometry[np.sort(theme.tree.query(near, predicate="intersects"))])
