"""Trees: where the data has each one, there; else (illustrative) in tree wells, along kerbs and in parks."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.chance import chance, patches, pick
from wespace_desktop.scene.context import Loose, feature_index
from wespace_desktop.scene.cutting import Tiles
from wespace_desktop.scene.light import AMBIENT_TREES, SUN_ELEVATION_DEG
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import IdTable, SeenFrom
from wespace_desktop.scene.shadows import SHADOW_Z, away
from wespace_desktop.scene.shapes import Mesh, cylinder, flat, place
from wespace_desktop.scene.site import LAND_Z, Site

#: A tree about every so many metres of kerb, and per so many metres of park each way.
STREET_SPACING_M, PARK_SPACING_M = 8.0, 9.0
#: Illustrative trees are named after where they stand, like features that have no number of their own.
PREFIX = "tree"


@dataclass(frozen=True, eq=False)
class Grove:
    """`xy` (n, 2), `size` (n,) as a factor of the model tree, `feature` (n,) id index."""

    xy: np.ndarray
    size: np.ndarray
    feature: np.ndarray


def trees(site: Site, ids: IdTable) -> list[Loose]:
    """Crowns, trunks and their shadows; the well or the tree's own name is what a hand points at."""
    grove = plant(site, ids)
    found = []
    shape = pick(grove.xy, 3, 21)
    tone = style.TREES[pick(grove.xy, len(style.TREES), 22)]
    turn = chance(grove.xy, 23) * 2 * np.pi
    scale = np.c_[grove.size, grove.size, grove.size * (0.9 + 0.25 * chance(grove.xy, 24))]
    xyz = np.c_[grove.xy, np.full(len(grove.xy), LAND_Z)]
    views: tuple[tuple[str, SeenFrom, int, int], ...] = (("far", "bird", 7, 3), ("near", "street", 9, 6))
    for k, (name, seen, sides, rings) in itertools.product(range(3), views):
        rows = np.flatnonzero(shape == k)
        mesh, owner = place(crown(k, sides, rings), xyz[rows], turn[rows], scale[rows])
        height = (mesh.points[:, 2] - LAND_Z) / scale[rows][owner, 2]
        deep = np.clip(0.76 + 0.23 * (height - 2.0) / 5.0, 0.74, 0.98)[:, None]
        rgb = np.clip(tone[rows][owner] * deep, 0, 255)
        index = grove.feature[rows][owner]
        part = painted(f"trees/{name}_{k}", mesh, rgb, index, AMBIENT_TREES, seen_from=seen)
        found.append(Loose(part, rows[owner].astype(np.int32), grove.feature, grove.xy))
    mesh, owner = place(cylinder(0.17, 3.4, 4, 0.11), xyz, turn, scale)
    part = painted("trees/trunks", mesh, style.TRUNK, grove.feature[owner])
    return [*found, Loose(part, owner, grove.feature, grove.xy), _shade(grove, scale)]


def crown(kind: int, sides: int, rings: int) -> Mesh:
    """One of three crowns, about 2 to 8 m up: a round, a tall and a spreading one; smooth, a little uneven."""
    low, high, widest, lobes = ((1.9, 7.5, 2.45, 3), (2.0, 8.3, 1.95, 2), (2.2, 6.9, 2.85, 4))[kind]
    rise = np.linspace(0, np.pi, rings + 2)[1:-1]
    angle = np.tile(2 * np.pi * np.arange(sides) / sides, (rings, 1))
    z = (low + high) / 2 - np.cos(rise)[:, None] * (high - low) / 2
    full = np.sin(rise * 0.95 + 0.06)[:, None] ** 0.95 * widest
    bump = 1 + 0.06 * np.sin(lobes * angle + 0.2 * z) + 0.04 * np.cos(2 * angle - 0.2 * z + kind)
    x, y = np.cos(angle) * full * bump, np.sin(angle) * full * bump
    ring_points = np.stack([x, y, z + 0 * angle], axis=2).reshape(-1, 3)
    # leaves let light through: normals lean up, or the shade would end in a hard edge across the few faces
    slope = 0.55 + 1.1 * (z - (low + high) / 2) / (high - low)
    ring_normals = np.stack([np.cos(angle), np.sin(angle), slope + 0 * angle], axis=2).reshape(-1, 3)
    points = np.concatenate([[[0, 0, low]], ring_points, [[0, 0, high]]])
    facing = np.concatenate([[[0, 0, -0.3]], ring_normals, [[0, 0, 1]]])
    facing = facing / np.linalg.norm(facing, axis=1, keepdims=True)
    return Mesh(points.astype(np.float32), _lathe(rings, sides), facing.astype(np.float32))


def _lathe(rings: int, sides: int) -> np.ndarray:
    k, n = np.arange(sides), (np.arange(sides) + 1) % sides
    last = 1 + rings * sides
    cells = [np.c_[np.zeros(sides, int), 1 + n, 1 + k]]
    for ring in range(rings - 1):
        a, b = 1 + ring * sides, 1 + (ring + 1) * sides
        cells += [np.c_[a + k, a + n, b + k], np.c_[a + n, b + n, b + k]]
    top = 1 + (rings - 1) * sides
    cells.append(np.c_[top + k, top + n, np.full(sides, last)])
    return np.concatenate(cells).astype(np.int32)


def _shade(grove: Grove, scale: np.ndarray) -> Loose:
    """An ellipse on the ground for each tree."""
    angle = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    run = away()
    along = run / np.hypot(*run)
    across = np.array([-along[1], along[0]])
    reach = 2.3 / np.sin(np.radians(SUN_ELEVATION_DEG))
    shape = np.cos(angle)[:, None] * along * reach + np.sin(angle)[:, None] * across * 2.3
    middle = grove.xy + run * 4.3 * scale[:, 2:]
    mesh, owner = flat(shapely.polygons(middle[:, None] + shape[None] * scale[:, :1, None]), SHADOW_Z - 0.02)
    part = plain("trees/shadows", mesh.points, mesh.cells, style.SHADOW, opacity=style.SHADOW_TREE, order=4)
    return Loose(part, owner, grove.feature, grove.xy)


# ---------------------------------------------------------------- where they stand


def plant(site: Site, ids: IdTable) -> Grove:
    """The district's own trees and no others; without any, real wells, then kerbs, then parks, each keeping its
    distance from those before it and from what stands there.
    """
    real = site.district.theme("trees")
    if len(real):
        xy = shapely.get_coordinates(real.geometry).reshape(-1, 2)
        return Grove(xy, 0.85 + 0.45 * chance(xy, 31), feature_index(site.district, "trees", ids))
    wells, kerb, park = site.once("trees", lambda: _places(site))
    xy = np.concatenate([wells, kerb, park])
    size = np.concatenate(
        [low + more * chance(at, 31) for at, low, more in ((wells, 0.7, 0.3), (kerb, 0.75, 0.4), (park, 0.85, 0.6))]
    )
    index = np.r_[feature_index(site.district, "tree_wells", ids), _names(site, np.concatenate([kerb, park]), ids)]
    return Grove(xy, size, index.astype(np.int32))


def _places(site: Site) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the trees of the wells, the kerbs and the parks stand, each (n, 2)."""
    wells = shapely.get_coordinates(shapely.centroid(site.district.theme("tree_wells").geometry)).reshape(-1, 2)
    kerb = _along_kerbs(site)
    kerb = kerb[_apart(kerb, wells, 7.0)]
    park = _in_parks(site)
    park = park[_apart(park, np.concatenate([wells, kerb]), 5.0)]
    return wells, kerb, park


def _names(site: Site, xy: np.ndarray, ids: IdTable) -> np.ndarray:
    metres = np.floor(xy - np.array(site.district.extent[:2])).astype(int)
    return np.array([ids.of(f"{PREFIX}-{x}-{y}") for x, y in metres], np.int32)


def _along_kerbs(site: Site) -> np.ndarray:
    """Points 1.1 m behind the kerb, on a sidewalk wide enough, clear of buildings, poles, crossings and each other."""
    line = shapely.get_parts(shapely.boundary(shapely.simplify(shapely.buffer(site.roads, 1.1), 0.2)))
    points = [shapely.line_interpolate_point(g, np.arange(3.0, g.length, STREET_SPACING_M)) for g in line]
    xy = shapely.get_coordinates(np.concatenate([np.empty(0, object), *points])).reshape(-1, 2)
    xy = xy[chance(xy, 11) < 0.62 + 0.5 * patches(xy, 160.0, 12)]
    walks = Tiles(site.district.theme("sidewalks").geometry, 80.0)
    xy = xy[_within(walks, xy)]
    xy = xy[site.clear_of_buildings(shapely.points(xy), 2.4) & ~site.on_road(xy)]
    return _thinned(_clear_of_things(site, xy), 6.8)


def _in_parks(site: Site) -> np.ndarray:
    """A loose, patchy scatter on green ground, leaving lawns, paths, courts and pitches open."""
    spaces = site.district.theme("open_spaces")
    names = np.char.lower(spaces.attributes.get("name", np.full(len(spaces), "")).astype(str))
    pitch = (np.char.find(names, "field") >= 0) | (np.char.find(names, "passage") >= 0)
    green = np.concatenate([spaces.geometry[~pitch], site.district.theme("vegetation").geometry])
    x0, y0, x1, y1 = site.district.extent
    x, y = np.meshgrid(np.arange(x0, x1, PARK_SPACING_M), np.arange(y0, y1, PARK_SPACING_M))
    xy = np.c_[x.ravel(), y.ravel()]
    xy = xy + (np.c_[chance(xy, 13), chance(xy, 14)] - 0.5) * PARK_SPACING_M * 0.9
    xy = xy[chance(xy, 15) < 1.5 * patches(xy, 40.0, 16) - 0.12]
    xy = xy[_within(Tiles(green, 120.0), xy)]
    for theme, distance in (
        ("footpaths", 0.6),
        ("plazas", 0.0),
        ("water", 2.5),
        ("sidewalks", 0.5),
        ("parking_lots", 0.5),
    ):
        shapes = site.district.theme(theme)
        xy = xy[~_near(shapes.tree, xy, distance)] if len(shapes) else xy
    xy = xy[site.clear_of_buildings(shapely.points(xy), 3.0) & ~site.on_road(xy)]
    return _clear_of_things(site, xy)


def _clear_of_things(site: Site, xy: np.ndarray) -> np.ndarray:
    for theme, distance in (
        ("street_lights", 3.0),
        ("park_lights", 2.5),
        ("traffic_signals", 4.0),
        ("utility_poles", 2.5),
        ("benches", 1.2),
        ("crossings", 3.5),
        ("junctions", 9.0),
        ("transit_shelters", 4.0),
        ("bike_racks", 1.5),
        ("rail", 5.0),
    ):
        things = site.district.theme(theme)
        if len(things):
            xy = xy[~_near(things.tree, xy, distance)]
    return xy


def _near(tree: shapely.STRtree, xy: np.ndarray, distance_m: float) -> np.ndarray:
    near = np.zeros(len(xy), bool)
    near[tree.query(shapely.points(xy), predicate="dwithin", distance=distance_m)[0]] = True
    return near


def _within(tiles: Tiles, xy: np.ndarray) -> np.ndarray:
    inside = np.zeros(len(xy), bool)
    inside[tiles.tree.query(shapely.points(xy), predicate="intersects")[0]] = True
    return inside


def _apart(xy: np.ndarray, others: np.ndarray, distance_m: float) -> np.ndarray:
    """(n,) bool: which points keep their distance from the others."""
    return ~_near(shapely.STRtree(shapely.points(others)), xy, distance_m) if len(others) else np.ones(len(xy), bool)


def _thinned(xy: np.ndarray, distance_m: float) -> np.ndarray:
    """Of two points too near each other the later one goes."""
    if not len(xy):
        return xy
    a, b = shapely.STRtree(shapely.points(xy)).query(shapely.points(xy), predicate="dwithin", distance=distance_m)
    gone = np.zeros(len(xy), bool)
    gone[a[(b < a)]] = True
    return xy[~gone]
