"""Soft shadows as geometry: footprints swept along the sun, put together first so that no shadow is counted twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.buildings import PARAPET_M, hanging, is_large
from wespace_desktop.scene.cutting import clipped, grouped
from wespace_desktop.scene.light import SUN_AZIMUTH_DEG, SUN_ELEVATION_DEG
from wespace_desktop.scene.paint import plain
from wespace_desktop.scene.part import Part
from wespace_desktop.scene.shapes import flat
from wespace_desktop.scene.site import GRID, LAND_Z, Site, polygons_of

#: Points on the sun's disc and the bright sky around it, as degrees of (azimuth, elevation): their shadows overlap in
#: the core and part at the rim, so the rim is soft. Each is so faint that the core has the depth of style.SHADOW_CORE.
SUN_DISC = ((0.0, -1.3), (-1.4, 0.8), (1.4, 0.8))
#: All ground shadows lie on one level above roads and land alike: seen from anywhere a hand's breadth does not show.
SHADOW_Z = LAND_Z + 0.10
_ORDER = 5
#: A ground shadow begins so far under its building: the simplified outline may lie outside the wall.
_UNDER_M = 0.7
_TILE_M = 160.0


def away(elevation_deg: float = SUN_ELEVATION_DEG, azimuth_deg: float = SUN_AZIMUTH_DEG) -> np.ndarray:
    """(2,) metres that a shadow goes east and north per metre of height."""
    az = np.radians(azimuth_deg)
    sunwards = np.array([np.sin(az), np.cos(az)])
    run: np.ndarray = -sunwards / np.tan(np.radians(elevation_deg))
    return run


def shadow_parts(site: Site) -> list[Part]:
    """Ground shadows in several faint layers, and the shadows that tall buildings throw on lower roofs."""
    parts = [*(ground_layer(site, k) for k in range(len(SUN_DISC))), roof_shadows(site)]
    return [p for p in parts if len(p.cells)]


def ground_layer(site: Site, k: int) -> Part:
    """The shadow on the ground of one point of SUN_DISC."""
    turn, lift = SUN_DISC[k]
    faint = 1 - ((1 - style.SHADOW_OUTER) * (1 - style.SHADOW_CORE)) ** (1 / len(SUN_DISC))
    per_metre = away(SUN_ELEVATION_DEG + lift, SUN_AZIMUTH_DEG + turn)
    tiles = site.once(f"shadow {k}", lambda: ground_shadow(site, per_metre))
    mesh, _ = flat(tiles, SHADOW_Z + 0.003 * k)
    return plain(f"shadows/ground_{k}", mesh.points, mesh.cells, style.SHADOW, opacity=faint, order=_ORDER)


def ground_shadow(site: Site, per_metre: np.ndarray) -> np.ndarray:
    """(n,) tiles of every building's shadow on the ground, inside the extent, none over another; `per_metre` (2,) as
    `away` gives it. Under a building that stands on the ground nobody sees its shadow, so only the bands are drawn.
    """
    over = hanging(site)
    shapes = shapely.simplify(site.buildings, 0.6)
    start = np.where(over[:, None], per_metre * 4.8, -_UNDER_M * per_metre / np.hypot(*per_metre))
    reach = per_metre * (LAND_Z + site.heights)[:, None] - start
    pieces, _ = sweep(shifted(shapes, start), reach)
    seen = np.arange(len(pieces)) >= len(shapes)
    seen[: len(shapes)] = over
    return joined(pieces[seen], site.district.extent)


def joined(pieces: np.ndarray, extent: tuple[float, float, float, float]) -> np.ndarray:
    """(n,) the union of the pieces inside the extent as tiles; tile by tile it is made in half the time."""
    x0, y0, x1, y1 = extent
    across, up = (max(1, round(side / _TILE_M)) for side in (x1 - x0, y1 - y0))
    x, y = np.linspace(x0, x1, across + 1), np.linspace(y0, y1, up + 1)
    boxes = [(x[i], y[j], x[i + 1], y[j + 1]) for i in range(across) for j in range(up)]
    tile, piece = shapely.STRtree(pieces).query(shapely.box(*np.array(boxes).T), predicate="intersects")
    made = [clipped(shapely.union_all(found), boxes[i]) for i, found in grouped(tile, pieces[piece])]
    return polygons_of(np.array(made, dtype=object))


def sweep(shapes: np.ndarray, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pieces that together are each polygon drawn along its vector (n, 2), and the row of each piece's polygon.

    They are the polygons themselves and one band for every run of edges that look along the vector: a point of the
    moved polygon, going back, either is still inside or has left through such an edge. Along a run the way across the
    vector only grows, so its band never meets itself.
    """
    parts, index = shapely.get_parts(shapes, return_index=True)
    rings, ring_of = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    a = np.flatnonzero(ring[1:] == ring[:-1])
    owner = index[ring_of[ring[a]]]
    edge, step = xy[a + 1] - xy[a], vectors[owner]
    facing = edge[:, 0] * step[:, 1] - edge[:, 1] * step[:, 0] < -0.02
    first, owner = a[facing], owner[facing]
    begins = np.r_[True, np.diff(first) != 1][: len(first)]
    return np.concatenate([shapes, _bands(xy, first, begins, vectors[owner])]), np.concatenate(
        [np.arange(len(shapes)), owner[begins]]
    )


def _bands(xy: np.ndarray, first: np.ndarray, begins: np.ndarray, step: np.ndarray) -> np.ndarray:
    """A polygon per run of edges: its corners, then back over the moved ones. `first` (n,) is where each edge starts
    in xy, `begins` (n,) whether it opens a run.
    """
    if not len(first):
        return np.empty(0, object)
    ends = np.r_[begins[1:], True]
    run = np.cumsum(begins) - 1
    corner, of_run = np.r_[first, first[ends] + 1], np.r_[run, run[ends]]
    moved = np.r_[step, step[ends]]
    there, back = np.lexsort((corner, of_run)), np.lexsort((-corner, of_run))
    points = np.concatenate([xy[corner[there]], xy[corner[back]] + moved[back]])
    of_point = np.r_[of_run[there], of_run[back]]
    order = np.argsort(of_point, kind="stable")
    bands: np.ndarray = shapely.polygons(shapely.linearrings(points[order], indices=of_point[order]))
    return bands


def shifted(shapes: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """Each geometry moved by its vector (n, 2)."""
    xy, index = shapely.get_coordinates(shapes, return_index=True)
    moved: np.ndarray = shapely.set_coordinates(shapes.copy(), xy + vectors[index])
    return moved


def roof_shadows(site: Site) -> Part:
    """Where a building stands beside a lower one, its shadow lies on the lower roof."""
    shades, z = site.once("roof shadows", lambda: _roof_shades(site))
    mesh, _ = flat(shades, z)
    return plain("shadows/roofs", mesh.points, mesh.cells, style.SHADOW, opacity=style.SHADOW_ROOF, order=_ORDER)


def _roof_shades(site: Site) -> tuple[np.ndarray, np.ndarray]:
    """(n,) shadows and the height (n,) at which each lies."""
    shapes = shapely.simplify(site.buildings, 0.4)
    level = LAND_Z + site.heights - np.where(is_large(site), PARAPET_M, 0.0)
    tall, low = _pairs(site, shapes, level)
    drop = (LAND_Z + site.heights)[tall] - level[low]
    pieces, pair = sweep(shapes[tall], away() * drop[:, None])
    cut = shapely.intersection(pieces, shapes[low][pair])
    result: list[Any] = []
    on: list[float] = []
    for roof, found in grouped(low[pair], cut):
        shade = shapely.intersection(shapely.union_all(found, grid_size=GRID), shapes[roof])
        result.append(shade)
        on.append(level[roof] + 0.06)
    return np.array(result, dtype=object), np.array(on)


def _pairs(site: Site, shapes: np.ndarray, level: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of (taller, lower) buildings where the taller one's shadow may reach the lower one's roof."""
    reach = away() * site.heights[:, None]
    box = shapely.bounds(shapes)
    swept = shapely.box(
        np.minimum(box[:, 0], box[:, 0] + reach[:, 0]),
        np.minimum(box[:, 1], box[:, 1] + reach[:, 1]),
        np.maximum(box[:, 2], box[:, 2] + reach[:, 0]),
        np.maximum(box[:, 3], box[:, 3] + reach[:, 1]),
    )
    tall, low = site.building_tree.query(swept, predicate="intersects")
    gap = shapely.distance(shapes[tall], shapes[low])
    drop = site.heights[tall] - level[low]
    near = (tall != low) & (drop > 1.0) & (gap < drop / np.tan(np.radians(SUN_ELEVATION_DEG)))
    return tall[near], low[near]
