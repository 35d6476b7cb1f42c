"""White buildings: extruded footprints, floors and windows hinted at, parapets, roof edges and what stands on roofs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from wespace_desktop.model.district import Theme
from wespace_desktop.scene import style
from wespace_desktop.scene.context import feature_index
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import IdTable, Part
from wespace_desktop.scene.shapes import Mesh, extrude, flat, merge, segments, walls
from wespace_desktop.scene.site import LAND_Z, Site
from wespace_desktop.scene.textures import BAY_M, FLOOR_M, GROUND_FLOOR_M

PARAPET_M, PARAPET_WIDTH_M = 0.9, 0.35
#: Walkways between buildings hang this high, m; what is measured is their top.
WALKWAY_CLEARANCE_M = 4.8
MECHANICAL_M = 2.2
_PATTERNS = ("facade_punched", "facade_ribbon", "facade_piers")


def building_parts(site: Site, ids: IdTable) -> list[Part]:
    """Walls by facade pattern, roofs, roof edge lines, rooftop mechanicals and solar panels."""
    shapes = shapely.simplify(site.buildings, 0.08)
    index = feature_index(site.district, "buildings", ids)
    base = np.full(len(shapes), 0.0)
    base[hanging(site)] = np.minimum(WALKWAY_CLEARANCE_M, site.heights[hanging(site)] - 2.0)
    parts = [*_facades(site, shapes, base, index), _roofs(site, shapes, base, index)]
    points, cells, owner = segments(shapes, LAND_Z + site.heights + 0.03)
    parts.append(plain("buildings/roof_edges", points, cells, style.ROOF_EDGE, index[owner], detail=False))
    parts += [_mechanicals(site, ids), _solar(site, ids)]
    return [p for p in parts if len(p.cells)]


def hanging(site: Site) -> np.ndarray:
    """(n,) bool: buildings that are walkways over the ground."""
    kind = site.district.theme("buildings").attributes.get("type")
    if kind is None:
        return np.zeros(len(site.buildings), bool)
    found: np.ndarray = np.char.find(np.char.upper(kind.astype(str)), "WALKWAY") >= 0
    return found


def is_large(site: Site) -> np.ndarray:
    """(n,) bool: what gets a shop-high ground floor and a parapet; the rest are houses and sheds."""
    large: np.ndarray = (shapely.area(site.buildings) > 350) & (site.heights > 7.5) & ~hanging(site)
    return large


@dataclass(frozen=True, eq=False)
class _Storeys:
    """Walls of all buildings from `low` to `high` (n,) that may wear a texture; `index` (n,) their ids."""

    shapes: np.ndarray
    low: np.ndarray
    high: np.ndarray
    index: np.ndarray


def _facades(site: Site, shapes: np.ndarray, base: np.ndarray, index: np.ndarray) -> list[Part]:
    large = is_large(site)
    pattern = np.where(large, _hash(site) % len(_PATTERNS), -1)
    top = LAND_Z + site.heights
    street = LAND_Z + np.minimum(GROUND_FLOOR_M, site.heights / 2)
    parts = [_wall_part("facade_house", _Storeys(shapes, base, top, index), ~large)]
    parts.append(_wall_part("facade_ground", _Storeys(shapes, base, street, index), large))
    upper = _Storeys(shapes, street, top, index)
    return [*parts, *(_wall_part(name, upper, pattern == k) for k, name in enumerate(_PATTERNS))]


def _wall_part(texture: str, storeys: _Storeys, chosen: np.ndarray) -> Part:
    low, high = storeys.low[chosen], storeys.high[chosen]
    mesh, owner, uv = walls(storeys.shapes[chosen], low, high)
    one = texture == "facade_ground"
    floors = np.ones(len(low)) if one else np.maximum(1, np.rint((high - low) / FLOOR_M))
    v = uv[:, 1] / np.maximum(high - low, 0.1)[owner] * floors[owner]
    tiled = np.c_[_bays(uv), v].astype(np.float32)
    rgb, index = style.WALL, storeys.index[chosen][owner]
    return painted(f"buildings/{texture}", mesh, rgb, index, uv=tiled, texture=texture)


def _bays(uv: np.ndarray) -> np.ndarray:
    """Horizontal tile coordinate: whole bays on a wall of some length, running on around a curve of short ones."""
    u = uv[:, 0].reshape(-1, 4)
    start, length = u[:, :1], u[:, 1:2] - u[:, :1]
    whole = (u - start) / np.maximum(length, 0.01) * np.maximum(1, np.rint(length / BAY_M))
    return np.where(length >= 2.6, whole, u / BAY_M).reshape(-1)


def _roofs(site: Site, shapes: np.ndarray, base: np.ndarray, index: np.ndarray) -> Part:
    large = is_large(site)
    top = LAND_Z + site.heights
    inner = np.full(len(shapes), shapely.Polygon(), dtype=object)
    inner[large] = shapely.buffer(shapes[large], -PARAPET_WIDTH_M, join_style="mitre")
    rim = np.where(large, shapely.difference(shapes, inner), shapes)
    meshes = [flat(rim, top), flat(inner, top - PARAPET_M)]
    inside, owner, _ = walls(inner, top - PARAPET_M, top, outwards=False)
    meshes.append((inside, owner))
    under, owner = flat(shapes[hanging(site)], base[hanging(site)])
    meshes.append((Mesh(under.points, under.cells[:, ::-1], -under.normals), np.flatnonzero(hanging(site))[owner]))
    who = np.concatenate([o for _, o in meshes]).astype(int)
    return painted("buildings/roofs", merge([m for m, _ in meshes]), style.ROOF, index[who])


def roof_z(site: Site, shapes: np.ndarray) -> np.ndarray:
    """Height of the roof under each shape's inner point; NaN where no building stands under it."""
    points = shapely.point_on_surface(shapes)
    row, building = site.building_tree.query(points, predicate="within")
    level = LAND_Z + site.heights - np.where(is_large(site), PARAPET_M, 0.0)
    found = np.full(len(shapes), np.nan)
    np.fmax.at(found, row, level[building])
    return found


def _mechanicals(site: Site, ids: IdTable) -> Part:
    theme = site.district.theme("rooftop_mechanicals")
    low = roof_z(site, theme.geometry)
    high = low + np.clip(_own_height(theme), 0.6, 9.0)
    there = np.isfinite(low)
    mesh, owner = extrude(shapely.simplify(theme.geometry[there], 0.15), low[there], high[there])
    index = feature_index(site.district, "rooftop_mechanicals", ids)[there]
    return painted("buildings/mechanicals", mesh, style.MECHANICAL, index[owner])


def _own_height(theme: Theme) -> np.ndarray:
    """(n,) from base to top, m; a usual height where the district does not know either."""
    low, high = theme.attributes.get("base_m"), theme.attributes.get("top_m")
    if low is None or high is None:
        return np.full(len(theme), MECHANICAL_M)
    tall = high - low
    return np.where(np.isfinite(tall) & (tall > 0), tall, MECHANICAL_M)


def _solar(site: Site, ids: IdTable) -> Part:
    theme = site.district.theme("rooftop_solar")
    low = roof_z(site, theme.geometry)
    there = np.isfinite(low)
    mesh, owner = extrude(theme.geometry[there], low[there], low[there] + 0.35)
    index = feature_index(site.district, "rooftop_solar", ids)[there]
    return painted("buildings/solar", mesh, style.SOLAR, index[owner], detail=True)


def _hash(site: Site) -> np.ndarray:
    """(n,) a steady number per building, from where it stands."""
    middle = shapely.get_coordinates(shapely.centroid(site.buildings))
    x, y = np.rint(middle).astype(np.int64).T
    steady: np.ndarray = (x * 73 + y * 151) % 1009
    return steady
