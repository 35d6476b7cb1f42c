"""The ground: roads at 0, everything else at the kerb's height, cut so that nothing lies on the same level twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.context import feature_index
from wespace_desktop.scene.cutting import lay_out, split, take_away
from wespace_desktop.scene.paint import painted, per_point, plain
from wespace_desktop.scene.part import IdTable, Part
from wespace_desktop.scene.shapes import Mesh, flat, merge, segments, walls
from wespace_desktop.scene.site import LAND_Z, ROAD_Z, WATER_Z, Site, polygons_of

BOARD_DEPTH_M = 5.0
TRACK_BED_M, GAUGE_M = 3.4, 1.435
#: A kerb lies between two bright planes that light it up.
AMBIENT_KERB = 0.62
#: Parcel land lies a hand lower than what is laid on it: no need to cut it along every path.
PARCEL_Z = LAND_Z - 0.03


@dataclass(frozen=True)
class Surface:
    """One kind of ground. `texture` names a tile, `tile_m` is the length one tile covers."""

    theme: str
    colour: np.ndarray
    z: float = LAND_Z
    texture: str = ""


#: In the order in which they win over each other.
SURFACES = (
    Surface("roads", style.ROAD, ROAD_Z, "asphalt"),
    Surface("traffic_islands", style.SIDEWALK),
    Surface("rail", style.BALLAST),
    Surface("bridges", style.BRIDGE),
    Surface("tree_wells", style.TREE_WELL),
    Surface("plazas", style.PLAZA, texture="paving"),
    Surface("sidewalks", style.SIDEWALK, texture="paving"),
    Surface("parking_lots", style.LOT, texture="asphalt"),
    Surface("footpaths", style.FOOTPATH),
    Surface("water", style.WATER, WATER_Z),
    Surface("vegetation", style.GREEN),
    Surface("open_spaces", style.GREEN),
)
TILE_M = {"asphalt": 6.0, "paving": 3.0}


def ground_parts(site: Site, ids: IdTable) -> list[Part]:
    """Every ground surface, the kerbs, the banks of the water and the board the model stands on."""
    pieces = site.once("ground", lambda: partition(site))
    by_texture: dict[str, list[tuple[Mesh, np.ndarray, np.ndarray]]] = {}
    for surface, shapes in zip(SURFACES, pieces, strict=False):
        mesh, owner = flat(shapes, surface.z)
        index = feature_index(site.district, surface.theme, ids)
        by_texture.setdefault(surface.texture, []).append((mesh, _tile(surface.colour, mesh), index[owner]))
    land, _ = flat(pieces[-1], PARCEL_Z)
    by_texture.setdefault("", []).append((land, _tile(style.LAND, land), per_point(0, len(land))))
    parts = [_merged(texture, found) for texture, found in by_texture.items()]
    return [p for p in [*parts, *_edges(site, pieces), _rails(site, ids)] if len(p.cells)]


def partition(site: Site) -> list[np.ndarray]:
    """Polygons per surface, in the order of SURFACES, none over another; last the parcel land, which lies under them
    a little lower and is only cut where the ground is low: by roads and water.
    """
    laid = lay_out([_inside(site, surface.theme) for surface in SURFACES])
    board = np.array(split(site.extent, 120.0, few=0), dtype=object)
    low = [g for surface, kind in zip(SURFACES, laid, strict=True) if surface.z < PARCEL_Z for g in kind]
    pieces = [polygons_of(split(g, 120.0)) for g in low]
    return [*laid, take_away(board, np.concatenate(pieces) if pieces else np.empty(0, object))]


def _inside(site: Site, theme: str) -> np.ndarray:
    if theme == "roads":
        return site.road_surfaces
    if theme == "rail":
        return track_beds(site)
    shapes = shapely.simplify(shapely.make_valid(site.district.theme(theme).geometry), 0.08)
    return np.asarray(shapely.intersection(shapes, site.extent) if len(shapes) else shapes)


def track_beds(site: Site) -> np.ndarray:
    """(n,) ballast under each railway line at grade; empty for those on viaducts, which are bridges."""
    theme = site.district.theme("rail")
    beds = shapely.intersection(shapely.buffer(theme.geometry, TRACK_BED_M / 2, cap_style="flat"), site.extent)
    grade = theme.attributes.get("grade")
    if grade is not None and len(beds):
        beds[np.char.find(grade.astype(str), "above") >= 0] = shapely.Polygon()
    return np.asarray(beds)


def _rails(site: Site, ids: IdTable) -> Part:
    """Two lines per track, at the ground's height also where the track crosses a road."""
    theme = site.district.theme("rail")
    index = feature_index(site.district, "rail", ids)
    lines = np.concatenate([shapely.offset_curve(theme.geometry, side * GAUGE_M / 2) for side in (-1, 1)])
    points, cells, owner = segments(shapely.intersection(lines, site.extent), LAND_Z + 0.02)
    return plain("ground/rails", points, cells, style.RAIL, np.tile(index, 2)[owner], detail=True)


def _tile(colour: np.ndarray, mesh: Mesh) -> np.ndarray:
    return np.broadcast_to(colour, (len(mesh), 3))


def _merged(texture: str, found: list[tuple[Mesh, np.ndarray, np.ndarray]]) -> Part:
    mesh = merge([m for m, _, _ in found])
    colour = np.concatenate([c for _, c, _ in found])
    index = np.concatenate([i for _, _, i in found])
    uv = (mesh.points[:, :2] / TILE_M[texture]).astype(np.float32) if texture else None
    return painted(f"ground/{texture or 'plain'}", mesh, colour, index, uv=uv, texture=texture)


def _edges(site: Site, pieces: list[np.ndarray]) -> list[Part]:
    water = pieces[[s.theme for s in SURFACES].index("water")]
    kerb, line = road_edge(site)
    bank = walls(shapely.unary_union(water), WATER_Z, LAND_Z, outwards=False)[0] if len(water) else merge([])
    board, _, _ = walls(site.extent, -BOARD_DEPTH_M, LAND_Z)
    faces = merge([kerb, bank])
    points, cells, _ = segments(line, LAND_Z + 0.01)
    return [
        painted("ground/kerbs", faces, style.KERB_FACE, ambient=AMBIENT_KERB),
        painted("ground/board", board, style.LAND),
        plain("ground/kerb_lines", points, cells, style.KERB_LINE, detail=True),
    ]


def road_edge(site: Site) -> tuple[Mesh, shapely.Geometry]:
    """The kerb's face, looking at the road, and its line; where the road leaves the extent there is no kerb."""
    rim = shapely.buffer(shapely.boundary(site.extent), 0.05)
    face, _, _ = walls(site.roads, ROAD_Z, LAND_Z, outwards=False)
    quads = face.points.reshape(-1, 4, 3).mean(axis=1)
    kept = np.flatnonzero(~shapely.contains_xy(rim, quads[:, 0], quads[:, 1]))
    rows = (kept[:, None] * 4 + np.arange(4)).reshape(-1)
    cells = (np.arange(len(kept), dtype=np.int32) * 4)[:, None] + np.array([0, 1, 2, 0, 2, 3], np.int32)
    mesh = Mesh(face.points[rows], cells.reshape(-1, 3), face.normals[rows])
    return mesh, shapely.difference(shapely.boundary(site.roads), rim)
