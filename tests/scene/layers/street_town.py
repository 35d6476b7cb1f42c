"""The made-up town with walking routes, a crossing and named metered spaces, and wishes for its ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import layer_town as lt
import numpy as np
import shapely

from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Change
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Intervention, Target
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers.assembly import Assembly
from wespace_desktop.scene.part import LayerBuild, Part

#: Beside Main St, on both sidewalks, and across the plaza.
ROUTES = [
    shapely.LineString([(0, 9), (138, 9)]), shapely.LineString([(152, 9), (300, 9)]),
    shapely.LineString([(0, -9), (138, -9)]), shapely.LineString([(152, -9), (300, -9)]),
    shapely.LineString([(215, -11), (215, -70)]),
]  # fmt: skip
CROSSING = shapely.LineString([(170, -7.5), (170, 7.5)])
SPACES = [f"space-{k + 1}" for k in range(5)]


def town(spaces: int = 5) -> District:
    """Metered spaces stand in a row of 6.1 m each from x = 200 on, at the north kerb of Main St."""
    base = lt.town()
    row = [shapely.box(200 + 6.1 * k, 4.8, 206 + 6.1 * k, 7) for k in range(spaces)]
    extra = [
        lt.theme("walkways", ROUTES, "way"),
        lt.theme("crossings", [CROSSING], "crossing"),
        lt.theme("parking_spaces", row, "space", street=["Main St"] * spaces, status=["in service"] * spaces),
        lt.theme("transit_shelters", [shapely.box(60, 9.6, 64, 10.8)], "shelter", name=["Main St stop"]),
        lt.theme("bike_racks", [shapely.Point(100, -10.6)], "rack", street=["Main St"], capacity=[6.0]),
    ]
    return replace(base, themes={**base.themes, **{t.name: t for t in extra}})


def wish(name: str, layer: str, features: Sequence[str], given: dict[str, Any] | None = None, **more: Any) -> Change:
    """An added change. `more`: count (number), unit, hours, stands_from, action."""
    count = more.get("count")
    target = Target(count=None if count is None else Quantity.exact(count, more.get("unit", "place")))
    made = Intervention(
        name,
        layer,
        more.get("action", "add"),
        target,
        2029,
        Words(name, name),
        set=given or {},
        hours=more.get("hours"),
    )
    return Change(made, tuple(features), (), more.get("stands_from", 2030))


def footprint(built: LayerBuild, name: str) -> shapely.Polygon:
    """Outline of an item on the ground, one polygon or several."""
    outline = next(i for i in built.items if i.id == name).outline
    rings = np.split(outline, np.flatnonzero(np.isnan(outline[:, 0])))
    polygons = [shapely.Polygon(r[~np.isnan(r[:, 0])][:, :2]) for r in rings]
    return shapely.union_all([p for p in polygons if p.area])


def solid(parts: Sequence[Part]) -> shapely.Geometry:
    """Ground under all solid triangles at their true size: what a person could walk into."""
    seen = [p for p in parts if not p.is_lines and p.opacity == 1 and p.seen_from != "bird" and "things" in p.name]
    corners = np.concatenate([p.points[p.cells][:, :, :2].astype(float) for p in seen])
    one, two = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area = one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]
    return shapely.union_all(shapely.polygons(corners[np.abs(area) > 1e-6]), grid_size=0.001)


def wound_outwards(model: Assembly) -> bool:
    """Whether every triangle is counter-clockwise seen from the side its normals look to."""
    mesh = model.mesh
    corners = mesh.points[mesh.cells].astype(float)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    looks = mesh.normals[mesh.cells].mean(axis=1)
    solid = np.linalg.norm(normal, axis=1) > 1e-9
    return bool(((normal * looks).sum(axis=1)[solid] > 0).all())
