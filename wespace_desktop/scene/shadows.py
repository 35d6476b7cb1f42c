"""Soft shadows as geometry: footprints swept along the sun, put together first so that no shadow is counted twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.buildings import PARAPET_M, hanging, is_large
from wespace_desktop.scene.cutting import Tiles, split
from wespace_desktop.scene.light import SUN_AZIMUTH_DEG, SUN_ELEVATION_DEG
from wespace_desktop.scene.paint import plain
from wespace_desktop.scene.part import Part
from wespace_desktop.scene.shapes import flat, merge
from wespace_desktop.scene.site import GRID, LAND_Z, ROAD_Z, Site, polygons_of

#: The sun's disc and the haze around it, as two sun heights: outside the one and inside the other lies the penumbra.
PENUMBRA_DEG = 1.3
ROAD_SHADOW_Z, LAND_SHADOW_Z = ROAD_Z + 0.10, LAND_Z + 0.10
_ORDER = 5


def away(elevation_deg: float = SUN_ELEVATION_DEG) -> np.ndarray:
    """(2,) metres that a shadow goes east and north per metre of height."""
    az = np.radians(SUN_AZIMUTH_DEG)
    return -np.array([np.sin(az), np.cos(az)]) / np.tan(np.radians(elevation_deg))


def shadow_parts(site: Site) -> list[Part]:
    """Ground shadows in two depths, and the shadows that tall buildings throw on lower roofs."""
    roads = Tiles(site.roads, 160.0)
    land = Tiles(shapely.difference(site.extent, site.roads, grid_size=GRID), 160.0)
    parts = []
    depths = ((SUN_ELEVATION_DEG - PENUMBRA_DEG, style.SHADOW_OUTER), (SUN_ELEVATION_DEG + PENUMBRA_DEG, style.SHADOW_CORE))
    for k, (elevation, alpha) in enumerate(depths):
        shape = ground_shadow(site, elevation)
        parts.append(on_ground(f"shadows/ground_{k}", np.array(split(shape, 160.0), dtype=object), alpha, (roads, land)))
    parts.append(_roof_shadows(site))
    return [p for p in parts if len(p.cells)]


def on_ground(name: str, shapes: np.ndarray, alpha: float, ground: tuple[Tiles, Tiles]) -> Part:
    """Shadow polygons laid on roads and land, each a little above its own ground."""
    road, _ = flat(ground[0].clip(shapes)[0], ROAD_SHADOW_Z)
    land, _ = flat(ground[1].clip(shapes)[0], LAND_SHADOW_Z)
    mesh = merge([road, land])
    return plain(name, mesh.points, mesh.cells, style.SHADOW, opacity=alpha, order=_ORDER)


def ground_shadow(site: Site, elevation_deg: float) -> shapely.Geometry:
    """Union of every building's shadow on the ground, inside the extent."""
    shapes = shapely.simplify(site.buildings, 0.4)
    reach = away(elevation_deg) * (LAND_Z + site.heights)[:, None]
    lifted = hanging(site)
    start = np.where(lifted[:, None], away(elevation_deg) * 4.8, 0.0)
    shadow = shapely.union_all(sweep(shifted(shapes, start), reach - start), grid_size=GRID)
    return shapely.intersection(shapely.simplify(shadow, 0.1), site.extent)


def sweep(shapes: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """Pieces that together are each polygon drawn along its vector (n, 2): the ends, and a parallelogram per edge."""
    parts, index = shapely.get_parts(shapes, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    a = np.flatnonzero(ring[1:] == ring[:-1])
    step = vectors[index[ring_of[ring[a]]]]
    start, end = xy[a], xy[a + 1]
    area = np.abs((end - start)[:, 0] * step[:, 1] - (end - start)[:, 1] * step[:, 0])
    keep = area > 0.02
    start, end, step = start[keep], end[keep], step[keep]
    sides = shapely.polygons(np.stack([start, end, end + step, start + step], axis=1))
    return np.concatenate([shapes, shifted(shapes, vectors), sides])


def shifted(shapes: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """Each geometry moved by its vector (n, 2)."""
    xy, index = shapely.get_coordinates(shapes, return_index=True)
    moved: np.ndarray = shapely.set_coordinates(shapes.copy(), xy + vectors[index])
    return moved


def _roof_shadows(site: Site) -> Part:
    """Where a building stands beside a lower one, its shadow lies on the lower roof."""
    shapes = shapely.simplify(site.buildings, 0.4)
    level = LAND_Z + site.heights - np.where(is_large(site), PARAPET_M, 0.0)
    tall, low = _pairs(site, shapes, level)
    drop = (LAND_Z + site.heights)[tall] - level[low]
    pieces = sweep(shapes[tall], away() * drop[:, None])
    pair = np.concatenate([np.arange(len(tall)), np.arange(len(tall)), _side_owner(shapes[tall], away() * drop[:, None])])
    cut = shapely.intersection(pieces, shapes[low][pair])
    result: list[Any] = []
    on: list[float] = []
    order = np.argsort(low[pair], kind="stable")
    roofs, starts = np.unique(low[pair][order], return_index=True)
    for roof, found in zip(roofs, np.split(cut[order], starts[1:]), strict=True):
        shade = shapely.intersection(shapely.union_all(found, grid_size=GRID), shapes[roof])
        result.append(shade)
        on.append(level[roof] + 0.06)
    mesh, _ = flat(np.array(result, dtype=object), np.array(on))
    return plain("shadows/roofs", mesh.points, mesh.cells, style.SHADOW, opacity=style.SHADOW_ROOF, order=_ORDER)


def _side_owner(shapes: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    parts, index = shapely.get_parts(shapes, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    a = np.flatnonzero(ring[1:] == ring[:-1])
    owner = index[ring_of[ring[a]]]
    edge, step = xy[a + 1] - xy[a], vectors[owner]
    kept: np.ndarray = owner[np.abs(edge[:, 0] * step[:, 1] - edge[:, 1] * step[:, 0]) > 0.02]
    return kept


def _pairs(site: Site, shapes: np.ndarray, level: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of (taller, lower) buildings where the taller one's shadow may reach the lower one's roof."""
    reach = away() * site.heights[:, None]
    box = shapely.bounds(shapes)
    swept = shapely.box(
        np.minimum(box[:, 0], box[:, 0] + reach[:, 0]), np.minimum(box[:, 1], box[:, 1] + reach[:, 1]),
        np.maximum(box[:, 2], box[:, 2] + reach[:, 0]), np.maximum(box[:, 3], box[:, 3] + reach[:, 1]),
    )
    tall, low = site.building_tree.query(swept, predicate="intersects")
    gap = shapely.distance(shapes[tall], shapes[low])
    drop = site.heights[tall] - level[low]
    near = (tall != low) & (drop > 1.0) & (gap < drop / np.tan(np.radians(SUN_ELEVATION_DEG)))
    return tall[near], low[near]
