"""Green roofs as meshes: a meadow in patches with its edge, shrubs, and for a garden paths, benches and small trees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.chance import chance
from wespace_desktop.scene.layers.roofs import Roof, solid
from wespace_desktop.scene.light import AMBIENT_TREES
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import Part
from wespace_desktop.scene.shapes import ball, cylinder, flat, merge, place, segments
from wespace_desktop.scene.site import GRID, polygons_of

MEADOW, GRAVEL, EDGE = style.rgb("9AAF6A"), style.rgb("DAD5C6"), style.rgb("5E7A35")
FLOWERS = style.colours("AFC07C 869F5A BDB577")
SHRUBS = style.colours("6E9040 7F9F4A 5F8339")
PATH = style.rgb("EFE7D6")
#: Above the roof, below the shadows that taller buildings throw on it (0.06 m).
BED_Z, PATCH_Z, LINE_Z = 0.025, 0.04, 0.05
GRAVEL_M, PATH_M = 0.6, 1.6
_SHRUB_M2, _MOST_SHRUBS, _TREE_M2, _MOST_TREES = 55.0, 16, 130.0, 9

Beds = tuple[np.ndarray, np.ndarray]


def meadow_parts(name: str, beds: Beds, ids: np.ndarray, common: dict[str, Any]) -> list[Part]:
    """`beds` are polygons (n,) and their roof levels (n,); `ids` (n,) their picking ids."""
    shapes, level = beds
    inner = np.array([solid(s) for s in shapely.buffer(shapes, -GRAVEL_M, join_style="mitre")], object)
    edge, edge_of = flat(shapely.difference(shapes, inner), level + BED_Z)
    bed, bed_of = flat(inner, level + BED_Z)
    patches = [_patches(shape) for shape in inner]
    owner = np.repeat(np.arange(len(shapes)), [len(p) for p in patches])
    spots = np.concatenate([np.array(p, object) for p in patches]) if len(owner) else np.empty(0, object)
    spot, spot_of = flat(spots, level[owner] + PATCH_Z)
    tone = FLOWERS[np.arange(len(spots)) % len(FLOWERS)]
    points, cells, line_of = segments(inner, level + LINE_Z)
    parts = [
        painted(f"{name}:gravel", edge, GRAVEL, ids[edge_of], **common),
        painted(f"{name}:meadow", bed, MEADOW, ids[bed_of], **common),
        plain(f"{name}:edge", points, cells, EDGE, ids[line_of], line_width=1.2, **common),
    ]
    if len(spot.points):
        parts.append(painted(f"{name}:patches", spot, tone[spot_of], ids[owner[spot_of]], **common))
    return parts + _shrubs(name, (inner, level), ids, common)


def _patches(shape: shapely.Geometry) -> list[Any]:
    """Round drifts of other plants, cut to the bed."""
    at = scattered(shape, 90.0, 14, 31)
    if not len(at):
        return []
    radius = 2.2 + 3.0 * chance(at, 32)
    found = shapely.intersection(shapely.buffer(shapely.points(at), radius, quad_segs=3), shape, grid_size=GRID)
    taken, drifts = shapely.Polygon(), []
    for drift in map(solid, found):
        drifts.append(solid(shapely.difference(drift, taken, grid_size=GRID)))  # or two of them would lie in one plane
        taken = solid(shapely.union(taken, drift, grid_size=GRID))
    return [d for d in drifts if not d.is_empty]


def scattered(shape: shapely.Geometry, each_m2: float, most: int, salt: int) -> np.ndarray:
    """(n, 2) points inside a shape, about one for so many m2: the same for the same shape."""
    if shape.is_empty:
        return np.empty((0, 2))
    west, south, east, north = shape.bounds
    step = max(np.sqrt(each_m2), np.sqrt(shape.area / most))
    x, y = np.meshgrid(np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step))
    grid = np.c_[x.ravel(), y.ravel()]
    grid = grid + step * 0.7 * (np.c_[chance(grid, salt), chance(grid, salt + 1)] - 0.5)
    found: np.ndarray = grid[shapely.contains_xy(shape, grid[:, 0], grid[:, 1])]
    return found[:most]


def _shrubs(name: str, beds: Beds, ids: np.ndarray, common: dict[str, Any]) -> list[Part]:
    found = [scattered(shapely.buffer(s, -0.8), _SHRUB_M2, _MOST_SHRUBS, 41) for s in beds[0]]
    at, owner = np.concatenate(found), np.repeat(np.arange(len(found)), [len(f) for f in found])
    if not len(at):
        return []
    wide = 0.55 + 0.7 * chance(at, 43)
    xyz = np.c_[at, beds[1][owner] + BED_Z + 0.5 * wide]
    mesh, copy = place(ball(1.0, 0), xyz, 6.28 * chance(at, 44), np.c_[wide, wide, 0.8 * wide])
    rgb = SHRUBS[(chance(at, 45) * len(SHRUBS)).astype(int)][copy]
    return [painted(f"{name}:shrubs", mesh, rgb, ids[owner[copy]], AMBIENT_TREES, **common)]


# ---------------------------------------------------------------- gardens


def garden_parts(
    name: str, roofs: Sequence[Roof], beds: tuple[np.ndarray, np.ndarray], common: dict[str, Any]
) -> list[Part]:
    """A path round the middle of each bed and one across, trees in tubs beside it."""
    shapes, ids = beds
    level = np.array([roof.z for roof in roofs])
    paths = np.array([_path(roof, shape) for roof, shape in zip(roofs, shapes, strict=True)], object)
    mesh, owner = flat(paths, level + LINE_Z)
    parts = [painted(f"{name}:paths", mesh, PATH, ids[owner], **common)] if len(mesh.points) else []
    found = [
        scattered(shapely.difference(shapely.buffer(s, -2.0), p), _TREE_M2, _MOST_TREES, 51)
        for s, p in zip(shapes, paths, strict=True)
    ]
    at, of = np.concatenate(found), np.repeat(np.arange(len(found)), [len(f) for f in found])
    if not len(at):
        return parts
    xyz = np.c_[at, level[of] + BED_Z]
    high = 2.4 + 1.2 * chance(at, 52)
    crown, copy = place(
        ball(1.0, 1),
        xyz + np.c_[0 * at, 0.72 * high],
        6.28 * chance(at, 53),
        np.c_[0.42 * high, 0.42 * high, 0.36 * high],
    )
    stem, stem_of = place(merge([cylinder(0.55, 0.5, 7), cylinder(0.07, 1.2, 5)]), xyz)
    return [
        *parts,
        painted(
            f"{name}:crowns",
            crown,
            style.NEW_TREES[(chance(at, 54) * 4).astype(int)][copy],
            ids[of[copy]],
            AMBIENT_TREES,
            **common,
        ),
        painted(f"{name}:tubs", stem, style.WOOD, ids[of[stem_of]], **common),
    ]


def _path(roof: Roof, shape: shapely.Geometry) -> Any:
    """A loop well inside each piece of the bed, and a way across it along the roof's long side."""
    found = []
    for piece in polygons_of(shape):
        loop = shapely.boundary(shapely.buffer(shapely.Polygon(piece.exterior), -4.0))  # not round each vent
        middle = np.array(piece.representative_point().coords[0])
        way = np.array([np.cos(roof.axis_rad), np.sin(roof.axis_rad)]) * 200.0
        across = shapely.LineString([middle - way, middle + way])
        lines = shapely.union(loop, shapely.intersection(across, piece))
        found.append(
            shapely.intersection(
                shapely.buffer(shapely.simplify(lines, 0.2), PATH_M / 2, quad_segs=2, cap_style="flat"), piece
            )
        )
    return solid(shapely.union_all(found)) if found else shapely.Polygon()
