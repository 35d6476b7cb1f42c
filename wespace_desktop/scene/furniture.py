"""Street furniture where the data has it: lights, signals, poles, benches, bicycle racks, chargers, shelters."""

from __future__ import annotations

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.context import Loose, feature_index
from wespace_desktop.scene.paint import painted
from wespace_desktop.scene.part import IdTable, Part
from wespace_desktop.scene.shapes import Mesh, ball, box, cylinder, extrude, merge, place
from wespace_desktop.scene.site import LAND_Z, Site, headings

#: Heights in m; SIGNAL_M is the underside of a head that hangs over the road.
LIGHT_M, PARK_LIGHT_M, POLE_M, SIGNAL_M = 8.2, 4.2, 10.5, 4.8
SHELTER_M, HEADHOUSE_M = 2.7, 4.2


def furniture(site: Site, ids: IdTable) -> list[Loose]:
    """Everything small that stands on a real point; each thing carries its own feature's id."""
    found = [
        _points(site, ids, "street_lights", _street_light(), style.METAL),
        _points(site, ids, "park_lights", _park_light(), style.METAL),
        _signals(site, ids),
        _points(site, ids, "utility_poles", _utility_pole(), style.WOOD),
        _points(site, ids, "chargers", box(0.5, 0.35, 1.5), style.CHARGER),
        _points(site, ids, "bike_racks", _rack(), style.DARK_METAL),
        _benches(site, ids),
    ]
    return [x for x in found if len(x.part.cells)]


def shelters(site: Site, ids: IdTable) -> list[Part]:
    """Bus shelters as a roof on posts, station entrances as small white buildings."""
    theme = site.district.theme("transit_shelters")
    if not len(theme):
        return []
    index = feature_index(site.district, "transit_shelters", ids)
    kind = np.char.lower(theme.attributes.get("type", np.full(len(theme), "")).astype(str))
    house = np.char.find(kind, "head") >= 0
    top = LAND_Z + np.where(house, HEADHOUSE_M, SHELTER_M)
    roof, owner = extrude(theme.geometry, top - 0.25, top)
    core = shapely.buffer(theme.geometry, np.where(house, -0.25, -0.55))
    body, body_owner = extrude(core, LAND_Z, top - 0.25)
    parts = [painted("furniture/shelter_roofs", roof, style.ROOF, index[owner])]
    return [*parts, painted("furniture/shelters", body, style.SHELTER_GLASS, index[body_owner])]


def _points(site: Site, ids: IdTable, theme: str, mesh: Mesh, colour: np.ndarray) -> Loose:
    xy, index, heading = _standing(site, ids, theme)
    feet = xy if theme == "bike_racks" else site.feet(xy)
    placed, owner = place(mesh, np.c_[feet, site.ground_z(feet)], heading)
    part = painted(f"furniture/{theme}", placed, colour, index[owner], detail=True)
    return Loose(part, owner, index, xy, yields=theme == "bike_racks")


def _signals(site: Site, ids: IdTable) -> Loose:
    """Heads where the data has them; those over the road hang from an arm, its pole stands behind the kerb."""
    xy, index, heading = _standing(site, ids, "traffic_signals")
    feet = site.feet(xy)
    arm = xy - feet
    length = np.hypot(arm[:, 0], arm[:, 1])
    over = length > 0.3
    heads, head = place(box(0.32, 0.36, 1.05), np.c_[xy, np.where(over, SIGNAL_M, SIGNAL_M - 1.6)], heading)
    poles, pole = place(cylinder(0.09, 1.0, 5), np.c_[feet, site.ground_z(feet)], 0.0, _tall(np.where(over, 5.7, 4.2)))
    along = np.c_[length, np.full((len(xy), 2), 0.1)][over]
    middle = np.c_[(feet + xy) / 2, np.full(len(xy), SIGNAL_M + 1.05)][over]
    arms, held = place(box(1.0, 1.0, 1.0), middle, np.arctan2(arm[:, 1], arm[:, 0])[over], along)
    mesh, owner = merge([heads, poles, arms]), np.r_[head, pole, np.flatnonzero(over)[held]].astype(np.int32)
    part = painted("furniture/traffic_signals", mesh, style.SIGNAL_HEAD, index[owner], detail=True)
    return Loose(part, owner, index, xy, yields=False)


def _tall(height: np.ndarray) -> np.ndarray:
    """Scales (n, 3) that stretch something one metre high to these heights."""
    scales: np.ndarray = np.c_[np.ones((len(height), 2)), height]
    return scales


def _standing(site: Site, ids: IdTable, theme: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Place, id index and heading to the street of each thing that stands outside the buildings."""
    points = shapely.centroid(site.district.theme(theme).geometry)
    open_air = site.clear_of_buildings(points) if len(points) else np.zeros(0, bool)
    xy = shapely.get_coordinates(points).reshape(-1, 2)[open_air]
    return xy, feature_index(site.district, theme, ids)[open_air], _towards_road(site, theme)[open_air]


def _towards_road(site: Site, theme: str) -> np.ndarray:
    """Heading of each thing to the nearest street, radians."""
    points = site.district.theme(theme).geometry
    streets = site.district.theme("streets")
    if not len(streets) or not len(points):
        return np.zeros(len(points))
    line = streets.geometry[streets.tree.nearest(points)]
    foot = shapely.line_interpolate_point(line, shapely.line_locate_point(line, points))
    return headings(shapely.linestrings(np.stack([shapely.get_coordinates(points), shapely.get_coordinates(foot)], 1)))


def _street_light() -> Mesh:
    """A tapered pole with an arm along x."""
    pole = cylinder(0.10, LIGHT_M, 5, 0.06)
    return merge(
        [
            pole,
            box(1.5, 0.08, 0.07).moved(x=0.75, z=LIGHT_M - 0.05),
            box(0.62, 0.26, 0.12).moved(x=1.55, z=LIGHT_M - 0.10),
        ]
    )


def _park_light() -> Mesh:
    return merge([cylinder(0.07, PARK_LIGHT_M, 5), ball(0.22, 0).moved(z=PARK_LIGHT_M + 0.1)])


def _utility_pole() -> Mesh:
    return merge([cylinder(0.15, POLE_M, 6, 0.11), box(0.10, 2.2, 0.12).moved(z=POLE_M - 0.9)])


def _rack() -> Mesh:
    """A hoop seen as a flat frame."""
    post = box(0.06, 0.06, 0.82)
    return merge([post.moved(y=-0.4), post.moved(y=0.4), box(0.06, 0.86, 0.06).moved(z=0.78)])


def _benches(site: Site, ids: IdTable) -> Loose:
    """Each bench as the outline the data gives, at sitting height."""
    theme = site.district.theme("benches")
    shapes = [shapely.Polygon(shapely.get_coordinates(g)) if g.is_closed else g.buffer(0.25) for g in theme.geometry]
    seats = shapely.simplify(shapely.make_valid(np.array(shapes, dtype=object)), 0.05)
    xy = shapely.get_coordinates(shapely.centroid(seats)).reshape(-1, 2)
    index = feature_index(site.district, "benches", ids)
    base = site.ground_z(xy)
    mesh, owner = extrude(seats, base + 0.05, base + 0.46)
    part = painted("furniture/benches", mesh, style.BENCH, index[owner], detail=True)
    return Loose(part, owner, index, xy)
