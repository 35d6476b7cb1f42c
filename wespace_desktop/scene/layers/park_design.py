"""What a converted lot becomes on its real outline: lawn, paths, paving, trees, and the places where things stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.words import Words
from wespace_desktop.scene.chance import chance, patches
from wespace_desktop.scene.layers.lot_paths import entrances, path_network
from wespace_desktop.scene.layers.lot_rows import long_axis, rectangles, rows
from wespace_desktop.scene.site import Site, polygons_of, union

FUNCTIONS: dict[str, Words] = {
    "park": Words("口袋公园", "Pocket park"),
    "plaza": Words("广场", "Plaza"),
    "bicycle_hub": Words("自行车枢纽", "Bicycle hub"),
    "delivery_hub": Words("配送枢纽", "Delivery hub"),
    "drop_off": Words("上下客区", "Drop-off area"),
}
PATH_WIDTH_M = 2.6
#: A pod cluster needs this much lawn beside a path; trees keep out of it.
GLADE_M = (14.0, 7.5)
_HOLE_M2 = 260.0


@dataclass(frozen=True, eq=False)
class Design:
    """One lot. `lawn` + `paving` are exactly the lot, `beds` its planted islands; none overlaps another.

    `trees` (n, 3) x, y, crown size m; `things` kind -> (n, 3) x, y, heading rad; `bays` polygons on the paving;
    `glades` (k, 3) x, y, heading: lawn kept free, the heading looks at the path.
    """

    function: str
    lot: BaseGeometry
    lawn: BaseGeometry
    paving: BaseGeometry
    beds: BaseGeometry
    trees: np.ndarray
    things: dict[str, np.ndarray] = field(default_factory=dict)
    bays: tuple[shapely.Polygon, ...] = ()
    glades: np.ndarray = field(default_factory=lambda: np.empty((0, 3)))


#: Pods and parking ask for the same designs; they are kept as long as the site is.
_designs: WeakKeyDictionary[Site, dict[tuple[str, str], Design]] = WeakKeyDictionary()


def design_lot(site: Site, lot_id: str, function: str) -> Design:
    """The design of a lot of the data; the same lot and function give the same design."""
    known = _designs.setdefault(site, {})
    if (lot_id, function) not in known:
        known[lot_id, function] = _designed(site, lot_id, function)
    return known[lot_id, function]


def _designed(site: Site, lot_id: str, function: str) -> Design:
    theme = site.district.theme("parking_lots")
    lot = shapely.make_valid(theme.geometry[theme.index(lot_id)])
    lot = shapely.union_all(polygons_of(lot)) if lot.geom_type != "Polygon" else lot
    near = union(site.buildings[site.building_tree.query(shapely.buffer(lot, 4.0))])
    makers = {"plaza": _plaza, "bicycle_hub": _bicycle_hub, "delivery_hub": _delivery_hub, "drop_off": _drop_off}
    maker = makers.get(function)
    return maker(lot, near) if maker else _park(site, lot, near)


def _beds(lot: BaseGeometry, built: BaseGeometry) -> BaseGeometry:
    """The small holes of a lot are planted islands between its stalls: they stay, and are planted anew."""
    holes = [shapely.Polygon(r) for p in shapely.get_parts(lot) for r in p.interiors]
    small = [h for h in holes if h.area < _HOLE_M2]
    beds = shapely.union_all(small) if small else shapely.Polygon()
    return shapely.difference(beds, shapely.union(shapely.buffer(built, 0.4), lot))


# ---------------------------------------------------------------- park


def _park(site: Site, lot: BaseGeometry, built: BaseGeometry) -> Design:
    beds = _beds(lot, built)
    doors = entrances(lot, _walks_near(site, lot), built, int(np.clip(lot.length / 60, 2, 7)))
    network = path_network(lot, shapely.union(built, shapely.buffer(beds, -0.3)), doors)
    width = PATH_WIDTH_M if lot.area > 400 else 1.9
    ways = [shapely.buffer(line, width / 2, quad_segs=4) for line in network.lines]
    open_ = network.radius_m > 2.4
    ways += list(shapely.buffer(shapely.points(network.hubs[open_]), network.radius_m[open_], quad_segs=12))
    paving = shapely.intersection(shapely.union_all(ways), lot) if ways else shapely.Polygon()
    paving = shapely.buffer(shapely.buffer(paving, 0.5, join_style="round"), -0.5)
    paving = shapely.intersection(paving, lot)
    lawn = shapely.difference(lot, paving)
    glades = _glades(lawn, paving, built, int(lot.area // 330))
    clear = (
        shapely.union_all(rectangles(glades[:, :2], _unit(glades[:, 2] + np.pi / 2), GLADE_M))
        if len(glades)
        else shapely.Polygon()
    )
    ground = shapely.difference(
        lawn, shapely.union_all([shapely.buffer(paving, 1.2), shapely.buffer(built, 2.6), clear])
    )
    trees = _scattered(shapely.buffer(ground, -0.8), 5.4)
    inside = _bed_trees(beds)
    return Design(
        "park",
        lot,
        lawn,
        paving,
        beds,
        np.r_[trees, inside],
        {"benches": _benches(paving, lawn, built), "people": _people(paving)},
        glades=glades,
    )


def _walks_near(site: Site, lot: BaseGeometry) -> BaseGeometry:
    """Sidewalk surfaces and walking routes within 25 m of the lot."""
    near = shapely.buffer(lot, 25.0)
    found = []
    for theme in ("sidewalks", "walkways", "footpaths", "plazas"):
        shapes = site.district.theme(theme)
        if len(shapes):
            found += list(shapes.geometry[shapes.tree.query(near)])
    return shapely.union_all(shapely.make_valid(np.array(found, object))) if found else shapely.Polygon()


def _glades(lawn: BaseGeometry, paving: BaseGeometry, built: BaseGeometry, count: int) -> np.ndarray:
    """(k, 3) places beside a path where a cluster of pods fits: x, y, heading towards the path."""
    free = shapely.difference(lawn, shapely.union(shapely.buffer(built, 2.2), shapely.buffer(paving, 0.6)))
    free = shapely.buffer(free, 0.05)
    edge = shapely.boundary(paving)
    if not count or edge.is_empty:
        return np.empty((0, 3))
    spots = []
    for line in shapely.get_parts(shapely.line_merge(edge) if edge.geom_type != "LineString" else edge):
        s = np.arange(1.5, line.length - 1.0, 2.5)
        a, b = (shapely.get_coordinates(shapely.line_interpolate_point(line, s + d)) for d in (-0.8, 0.8))
        step = (b - a) / np.maximum(np.hypot(*(b - a).T), 1e-9)[:, None]
        for side in (1.0, -1.0):
            out = side * np.c_[-step[:, 1], step[:, 0]]
            middle = (a + b) / 2 + out * (GLADE_M[1] / 2 + 0.9)
            spots.append(np.c_[middle, np.arctan2(-out[:, 1], -out[:, 0])])
    places = np.concatenate(spots) if spots else np.empty((0, 3))
    fits = (
        shapely.covers(free, rectangles(places[:, :2], _unit(places[:, 2] + np.pi / 2), GLADE_M)) if len(places) else []
    )
    return _apart(places[np.asarray(fits, bool)], 15.0, count)


def _apart(places: np.ndarray, gap_m: float, count: int) -> np.ndarray:
    """At most `count` of the places in an order drawn by chance, none closer than `gap_m` to another."""
    chosen: list[np.ndarray] = []
    for place in places[np.argsort(chance(places[:, :2], 5), kind="stable")]:
        if len(chosen) == count:
            break
        if all(np.hypot(*(place[:2] - c[:2])) >= gap_m for c in chosen):
            chosen.append(place)
    return np.array(chosen).reshape(-1, places.shape[1] if len(places) else 3)


def _scattered(free: BaseGeometry, spacing_m: float) -> np.ndarray:
    """(n, 3) trees x, y, crown m: in clumps with open lawn between them, never a grid."""
    if free.is_empty:
        return np.empty((0, 3))
    x0, y0, x1, y1 = free.bounds
    i, j = np.meshgrid(np.arange(x0, x1, spacing_m * 0.5), np.arange(y0, y1, spacing_m * 0.5))
    at = np.c_[i.ravel(), j.ravel()]
    at = at + (np.c_[chance(at, 1), chance(at, 2)] - 0.5) * spacing_m * 0.9
    shapely.prepare(free)
    at = at[shapely.contains_xy(free, at[:, 0], at[:, 1])]
    if not len(at):
        return np.empty((0, 3))
    edge = shapely.distance(shapely.boundary(free), shapely.points(at))
    liking = patches(at, 14.0, 3) + 0.35 * np.exp(-edge / 3.0)
    at = at[liking > 0.52]
    return _dispersed(at, 3.0 + 2.4 * chance(at, 4) ** 1.5)


def _dispersed(at: np.ndarray, crown: np.ndarray) -> np.ndarray:
    """Trees whose crowns touch at most, larger ones first."""
    kept: list[int] = []
    for k in np.argsort(-crown, kind="stable"):
        if not kept or np.min(np.hypot(*(at[kept] - at[k]).T) - 0.42 * (crown[kept] + crown[k])) > 0:
            kept.append(int(k))
    kept.sort()
    return np.asarray(np.c_[at[kept], crown[kept]])


def _bed_trees(beds: BaseGeometry) -> np.ndarray:
    points = [p.representative_point() for p in polygons_of(beds) if p.area > 4.0]
    if not points:
        return np.empty((0, 3))
    at = shapely.get_coordinates(points)
    return np.asarray(np.c_[at, 2.8 + 1.6 * chance(at, 4)])


def _benches(paving: BaseGeometry, lawn: BaseGeometry, built: BaseGeometry, every_m: float = 13.0) -> np.ndarray:
    """(n, 3) x, y and the direction a sitter looks: on the lawn's side of the path, towards it."""
    found = []
    shapely.prepare(lawn)
    for line in shapely.get_parts(shapely.boundary(paving)):
        s = np.arange(every_m / 2, line.length - 2.0, every_m)
        if not len(s):
            continue
        a, b = (shapely.get_coordinates(shapely.line_interpolate_point(line, s + d)) for d in (-0.9, 0.9))
        step = (b - a) / np.maximum(np.hypot(*(b - a).T), 1e-9)[:, None]
        for side in (1.0, -1.0):
            out = side * np.c_[-step[:, 1], step[:, 0]]
            at = (a + b) / 2 + out * 0.55
            on = shapely.contains_xy(lawn, *(at + out * 0.4).T) & (shapely.distance(built, shapely.points(at)) > 1.2)
            found.append(np.c_[at, np.arctan2(-out[:, 1], -out[:, 0])][on])
    return np.concatenate(found) if found else np.empty((0, 3))


def _people(paving: BaseGeometry) -> np.ndarray:
    """(n, 3) somebody every 60 m2 of path: they give the scale."""
    x0, y0, x1, y1 = paving.bounds if not paving.is_empty else (0, 0, 0, 0)
    i, j = np.meshgrid(np.arange(x0, x1, 3.0), np.arange(y0, y1, 3.0))
    at = np.c_[i.ravel(), j.ravel()]
    if not len(at):
        return np.empty((0, 3))
    at = at + (np.c_[chance(at, 6), chance(at, 7)] - 0.5) * 3.0
    at = at[shapely.contains_xy(paving, at[:, 0], at[:, 1]) & (chance(at, 8) < 0.17)]
    return np.asarray(np.c_[at, 2 * np.pi * chance(at, 9)])


# ---------------------------------------------------------------- paved designs


def _paved(
    function: str, lot: BaseGeometry, built: BaseGeometry, border_m: float
) -> tuple[Design, BaseGeometry, np.ndarray]:
    """A paved lot with a planted border where it is wide enough; also the free ground and the lot's long axis."""
    beds = _beds(lot, built)
    inner = shapely.buffer(lot, -border_m, join_style="mitre")
    inner = shapely.buffer(shapely.buffer(inner, -1.0), 1.0)
    paving = lot if inner.is_empty or inner.area < 0.35 * lot.area else shapely.intersection(inner, lot)
    lawn = shapely.difference(lot, paving)
    free = shapely.difference(paving, shapely.union(shapely.buffer(built, 1.5), shapely.buffer(beds, 0.5)))
    design = Design(function, lot, lawn, paving, beds, np.r_[_border_trees(lot, lawn, built), _bed_trees(beds)])
    return design, shapely.buffer(free, -0.5), long_axis(lot)


def _border_trees(lot: BaseGeometry, lawn: BaseGeometry, built: BaseGeometry) -> np.ndarray:
    rings = [shapely.Polygon(p.exterior).buffer(-1.1).boundary for p in shapely.get_parts(lot)]
    at = np.concatenate(
        [
            shapely.get_coordinates(shapely.line_interpolate_point(line, np.arange(2.0, line.length, 6.5)))
            for ring in rings
            for line in shapely.get_parts(ring)
            if line.length > 4
        ]
        or [np.empty((0, 2))]
    )
    if not len(at) or lawn.is_empty:
        return np.empty((0, 3))
    points = shapely.points(at)
    good = shapely.intersects(lawn, points) & (shapely.distance(built, points) > 2.2)
    return np.asarray(np.c_[at[good], 3.2 + 1.4 * chance(at[good], 4)])


def _plaza(lot: BaseGeometry, built: BaseGeometry) -> Design:
    """Paving, a grid of trees, seats between them."""
    base, free, axis = _paved("plaza", lot, built, 1.6)
    glades = _courts(free, axis)
    clear = shapely.union_all(rectangles(glades[:, :2], axis, GLADE_M)) if len(glades) else shapely.Polygon()
    open_ = shapely.difference(free, clear)
    trees = rows(open_, axis, (2.2, 2.2), (8.0, 8.0))
    seats = rows(free, axis, (2.4, 0.8), (8.0, 8.0)) + axis * 4.0
    seats = seats[shapely.covers(open_, rectangles(seats, axis, (2.4, 0.9)))] if len(seats) else seats
    heading = np.arctan2(axis[0], -axis[1]) * np.ones(len(seats))
    crowns = np.c_[trees, 3.8 + 1.2 * chance(trees, 4)]
    things = {"benches": np.c_[seats, heading], "pits": np.c_[trees, 0 * trees[:, :1]], "people": _people(base.paving)}
    return _with(base, np.r_[base.trees, crowns], things, glades=glades)


def _courts(free: BaseGeometry, axis: np.ndarray) -> np.ndarray:
    """(k, 3) open courts in the tree grid, every second one looking the other way."""
    middle = rows(free, axis, GLADE_M, (24.0, 16.0))[: max(1, int(free.area // 500))]
    turn = np.arctan2(axis[0], -axis[1]) + np.pi * (np.arange(len(middle)) % 2)
    return np.asarray(np.c_[middle, turn])


def _bicycle_hub(lot: BaseGeometry, built: BaseGeometry) -> Design:
    """Rows of racks, every second row under a canopy."""
    base, free, axis = _paved("bicycle_hub", lot, built, 1.4)
    size, pitch = (6.0, 2.2), (7.2, 4.6)
    places = rows(free, axis, size, pitch)
    turned = np.full(len(places), np.arctan2(axis[1], axis[0]))
    roofed = np.round((places @ np.array([-axis[1], axis[0]])) / pitch[1]).astype(int) % 2 == 0
    stands = np.c_[places, turned]
    return _with(base, base.trees, {"racks": stands, "canopies": stands[roofed], "people": _people(base.paving)[::2]})


def _delivery_hub(lot: BaseGeometry, built: BaseGeometry) -> Design:
    """Lockers under canopies along one row, loading bays along the other."""
    base, free, axis = _paved("delivery_hub", lot, built, 1.2)
    places = rows(free, axis, (6.0, 2.2), (7.0, 9.5))
    across = np.array([-axis[1], axis[0]])
    turned = np.full(len(places), np.arctan2(axis[1], axis[0]))
    middle = places + across * 5.2
    bays = [b for b in rectangles(middle, axis, (6.0, 2.6)) if b.within(free)] if len(places) else []
    stands = np.c_[places, turned]
    return _with(
        base, base.trees, {"lockers": stands, "canopies": stands, "people": _people(base.paving)[::3]}, tuple(bays)
    )


def _drop_off(lot: BaseGeometry, built: BaseGeometry) -> Design:
    """Bays with a lane between them and a shelter at each end."""
    base, free, axis = _paved("drop_off", lot, built, 1.2)
    middle = rows(free, axis, (7.0, 2.6), (7.6, 8.4))
    bays = tuple(rectangles(middle, axis, (7.0, 2.6))) if len(middle) else ()
    beside = middle[::3] + np.array([-axis[1], axis[0]]) * 2.9
    beside = beside[shapely.covers(free, rectangles(beside, axis, (4.0, 1.8)))] if len(beside) else beside
    turned = np.full(len(beside), np.arctan2(axis[1], axis[0]))
    return _with(base, base.trees, {"shelters": np.c_[beside, turned], "people": _people(base.paving)[::3]}, bays)


def _with(
    base: Design,
    trees: np.ndarray,
    things: dict[str, np.ndarray],
    bays: tuple[shapely.Polygon, ...] = (),
    glades: np.ndarray | None = None,
) -> Design:
    free = np.empty((0, 3)) if glades is None else glades
    return Design(base.function, base.lot, base.lawn, base.paving, base.beds, trees, things, bays, free)


def _unit(heading_rad: np.ndarray) -> np.ndarray:
    return np.asarray(np.c_[np.cos(heading_rad), np.sin(heading_rad)])
