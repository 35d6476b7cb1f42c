"""The ground pods may take: converted lots with their lawns and plazas, less what stands or walks there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.scene.chance import chance
from wespace_desktop.scene.layers.park_design import GLADE_M, Design, design_lot
from wespace_desktop.scene.layers.pod_clusters import BUILDING_GAP_M, TREE_GAP_M, WALKWAY_M, Ground
from wespace_desktop.scene.site import Site, polygons_of, union

_STEP_M = 3.0
_MOST_PLACES = 160
_POLES = ("street_lights", "park_lights", "traffic_signals", "utility_poles", "chargers", "bike_racks")


def grounds_of(site: Site, plan: Plan, change: Change, taken: Sequence[BaseGeometry]) -> list[Ground]:
    """One ground for each lot or plaza of the change's target, in its order."""
    functions = _functions(plan)
    found: list[Ground] = []
    ground: Ground | None
    for feature in change.features:
        if site.district.theme("parking_lots").has(feature):
            ground = _on_lot(site, design_lot(site, feature, functions.get(feature, "park")), taken)
        else:
            ground = _on_open_ground(site, feature, taken)
        if ground is not None:
            found.append(ground)
    return found


def _functions(plan: Plan) -> dict[str, str]:
    """Lot id -> what the plan makes of it."""
    return {
        f: str(c.intervention.set.get("function", "park"))
        for c in plan.changes
        if c.layer == "parking"
        for f in c.features
    }


def _on_lot(site: Site, design: Design, taken: Sequence[BaseGeometry]) -> Ground:
    """Beside the paths of a park, or on the paving of anything else."""
    park = design.function == "park"
    base = design.lawn if park else design.paving
    things = [at[:, :2] for kind, at in design.things.items() if kind not in ("people", "pits")]
    furniture = np.concatenate(things) if things else np.empty((0, 2))
    blocked = [shapely.buffer(shapely.points(design.trees[:, :2]), TREE_GAP_M), *design.bays, design.beds]
    blocked = [*np.atleast_1d(np.asarray(blocked[0], object)), *blocked[1:]]
    blocked += (
        list(np.atleast_1d(shapely.buffer(shapely.points(furniture), 1.3 if park else 3.6))) if len(furniture) else []
    )
    free = _free(site, base, [*blocked, *taken])
    walk = design.paving if park else shapely.boundary(design.lot)
    places = _beside(free, walk)
    glades = design.glades.copy()
    if len(glades):
        ahead = np.c_[np.cos(glades[:, 2]), np.sin(glades[:, 2])]
        glades[:, :2] += ahead * (GLADE_M[1] / 2 - 2.9)
    return Ground(free, np.r_[glades, places])


def _on_open_ground(site: Site, feature: str, taken: Sequence[BaseGeometry]) -> Ground | None:
    """A plaza or green of the data, clear of what the data knows to stand there."""
    located = site.district.find(feature)
    if located is None or located[0].kind != "polygon":
        return None
    theme, row = located
    base = shapely.make_valid(theme.geometry[row])
    near = shapely.buffer(base, 3.0)
    blocked: list[BaseGeometry] = []
    for name in _POLES:
        poles = site.district.theme(name)
        blocked += (
            list(shapely.buffer(poles.geometry[poles.tree.query(near, predicate="intersects")], 1.0))
            if len(poles)
            else []
        )
    for name, room_m in (
        ("tree_wells", 1.0),
        ("trees", TREE_GAP_M),
        ("benches", 1.0),
        ("transit_shelters", WALKWAY_M),
        ("walkways", 1.0),
    ):
        things = site.district.theme(name)
        blocked += (
            list(shapely.buffer(things.geometry[things.tree.query(near, predicate="intersects")], room_m))
            if len(things)
            else []
        )
    free = _free(site, base, [*blocked, *taken])
    walks = _walks(site, near)
    return Ground(free, _beside(free, walks if not walks.is_empty else shapely.boundary(base)))


def _walks(site: Site, near: BaseGeometry) -> BaseGeometry:
    found = []
    for name in ("walkways", "sidewalks", "footpaths"):
        theme = site.district.theme(name)
        found += list(theme.geometry[theme.tree.query(near, predicate="intersects")]) if len(theme) else []
    return (
        shapely.intersection(shapely.union_all(shapely.make_valid(np.array(found, object))), shapely.buffer(near, 12.0))
        if found
        else shapely.Polygon()
    )


def _free(site: Site, base: BaseGeometry, blocked: Sequence[BaseGeometry]) -> BaseGeometry:
    """The ground less buildings with their gap, roads with half a metre, and what blocks it."""
    near = shapely.buffer(base, BUILDING_GAP_M + 1.0)
    built = union(site.buildings[site.building_tree.query(near)])
    roads = shapely.buffer(shapely.intersection(site.roads, near), 0.5)
    others = shapely.union_all([shapely.buffer(built, BUILDING_GAP_M), roads, *blocked])
    free = shapely.buffer(shapely.difference(base, others), 0)
    shapely.prepare(free)
    return free


def _beside(free: BaseGeometry, walk: BaseGeometry) -> np.ndarray:
    """(k, 3) places on the free ground, nearest the walkway first, looking at it; chance breaks the order."""
    pieces = [p for p in polygons_of(free) if p.area > 8.0]
    if not pieces or walk.is_empty:
        return np.empty((0, 3))
    found = []
    for piece in pieces:
        x0, y0, x1, y1 = piece.bounds
        i, j = np.meshgrid(np.arange(x0 + 1, x1, _STEP_M), np.arange(y0 + 1, y1, _STEP_M))
        at = np.c_[i.ravel(), j.ravel()]
        found.append(at[shapely.contains_xy(piece, at[:, 0], at[:, 1])])
    at = np.concatenate(found)
    if not len(at):
        return np.empty((0, 3))
    roomy = shapely.distance(shapely.boundary(free), shapely.points(at)) > 1.2
    at = at[roomy]
    shapely.prepare(walk)
    to = shapely.get_coordinates(shapely.get_point(shapely.shortest_line(shapely.points(at), walk), -1)) - at
    away = np.hypot(*to.T)
    good = away > 0.3
    order = np.argsort(np.abs(away[good] - 3.2) + 7.0 * chance(at[good], 51), kind="stable")
    return np.asarray(np.c_[at[good], np.arctan2(to[good, 1], to[good, 0])][order][:_MOST_PLACES])
