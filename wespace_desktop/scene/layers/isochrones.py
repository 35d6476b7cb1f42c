"""Ground within so many metres on foot: reached stretches of the walking network, filled to a crisp shape."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from shapely.ops import substring

from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.walking import SPEED, Network, Walk
from wespace_desktop.scene.site import Site, polygons_of

MINUTES = (5, 10, 15)
#: A walking line stands for the ground this far beside it, m; blocks are closed over so much more from each side.
BESIDE_M, CLOSED_M = 16.0, 30.0
#: What lies inside a ring of reached lines is reached too, up to this size, m2.
HOLE_M2 = 20_000.0
#: A station's other entrances are this near, m.
ENTRANCES_M = 160.0
#: Bends smaller than this are of no account for a band that is drawn 32 m wide.
_SIMPLER_M = 1.5
_ENTRANCE = "subway headhouse"


@dataclass(frozen=True, eq=False)
class Isochrones:
    """Walks from one place: `reached` group -> minutes -> area; `lines_m` group -> length of network in 15 minutes."""

    at: np.ndarray
    starts: np.ndarray
    reached: dict[str, dict[int, shapely.Geometry]]
    lines_m: dict[str, float]
    cut: bool

    def area_m2(self, group: str, minutes: int) -> float:
        return float(self.reached[group][minutes].area)


def reach_m(group: str, minutes: int) -> float:
    """How far a group walks in so many minutes, m."""
    return SPEED[group].central * 60.0 * minutes


_KEPT: WeakKeyDictionary[District, dict[str, Isochrones | None]] = WeakKeyDictionary()


def isochrones(site: Site, feature: str) -> Isochrones | None:
    """Areas of both groups round a feature; None where it is not in the district or no walking line is.

    They are a matter of the district alone, so that an edit of a scenario asks for them again for nothing.
    """
    kept = _KEPT.setdefault(site.district, {})
    if feature not in kept:
        kept[feature] = _isochrones(site, feature)
    return kept[feature]


def _isochrones(site: Site, feature: str) -> Isochrones | None:
    found = site.district.find(feature)
    network = Network.of(site.district)
    if found is None or not len(network):
        return None
    starts = entrances(site.district, *found)
    walk = network.walk(starts)
    reached = {group: _areas(site, walk, group) for group in SPEED}
    lines_m = {group: float(shapely.length(walk.lines(reach_m(group, MINUTES[-1]))).sum()) for group in SPEED}
    widest = max(reach_m(group, MINUTES[-1]) for group in SPEED)
    cut = not shapely.covers(site.extent, shapely.Point(starts[0]).buffer(widest))
    return Isochrones(starts[0], starts, reached, lines_m, bool(cut))


def entrances(district: District, theme: Theme, row: int) -> np.ndarray:
    """(k, 2) points from which one starts to walk: the middle of the place, and of a station every headhouse too."""
    middle = shapely.point_on_surface(theme.geometry[row])
    points = [middle]
    shelters = district.theme("transit_shelters")
    kinds = shelters.attributes.get("type")
    if theme.name == "transit_stops" and kinds is not None:
        doors = shapely.point_on_surface(shelters.geometry[np.char.lower(kinds.astype(str)) == _ENTRANCE])
        points += list(doors[shapely.distance(doors, middle) <= ENTRANCES_M])
    return np.asarray(shapely.get_coordinates(np.array(points, object)))


def _areas(site: Site, walk: Walk, group: str) -> dict[int, shapely.Geometry]:
    """Each holds the one before, and none leaves the straight-line circle round the starts."""
    found: dict[int, shapely.Geometry] = {}
    inner: shapely.Geometry = shapely.Polygon()
    for minutes in MINUTES:
        inner = shapely.union(inner, area_within(site, walk, reach_m(group, minutes)))
        found[minutes] = inner
    return found


def area_within(site: Site, walk: Walk, limit_m: float) -> shapely.Geometry:
    """The filled shape of all lines within the limit, inside the district and the straight-line circle."""
    lines = walk.lines(limit_m)
    if not len(lines):
        return shapely.Polygon()
    # One line at a time: a buffer of all of them in one piece takes GEOS a hundred times as long.
    broad = shapely.union_all(shapely.buffer(shapely.simplify(lines, _SIMPLER_M), BESIDE_M + CLOSED_M, quad_segs=6))
    shape = _filled(shapely.buffer(broad, -CLOSED_M, quad_segs=6))
    circle = shapely.union_all(shapely.buffer(shapely.points(walk.start.points), limit_m, quad_segs=32))
    return shapely.difference(
        shapely.intersection(shapely.intersection(shape, circle), site.extent), site.land("water")
    )


def _filled(shape: shapely.Geometry) -> shapely.Geometry:
    """Without its small holes."""
    pieces = []
    for piece in polygons_of(shape):
        kept = [r for r in shapely.get_rings(piece)[1:] if shapely.Polygon(r).area > HOLE_M2]
        pieces.append(shapely.Polygon(shapely.get_exterior_ring(piece), kept))
    return shapely.union_all(pieces)


# ---------------------------------------------------------------- edges and hatching


@dataclass(frozen=True, eq=False)
class Draped:
    """Pieces of a line with the height of the ground or roof under each, m."""

    lines: np.ndarray
    z: np.ndarray


def draped(site: Site, edge: shapely.Geometry, ground_z: float) -> Draped:
    """A line laid over the ground and over every roof that it crosses."""
    rows = np.unique(site.building_tree.query(edge, predicate="intersects"))
    pieces, z = [], []
    on_ground = edge
    for row in rows:
        footprint = shapely.make_valid(site.buildings[row])
        over = shapely.intersection(on_ground, footprint)
        if not over.is_empty:
            on_ground = shapely.difference(on_ground, footprint)
            pieces.append(over)
            z.append(float(site.heights[row]) + ground_z)
    return Draped(np.array([on_ground, *pieces], object), np.array([ground_z, *z]))


def roofs_within(site: Site, shape: shapely.Geometry) -> tuple[np.ndarray, np.ndarray]:
    """(n,) pieces of footprints inside a shape and the height of the roof over each, m."""
    rows = np.unique(site.building_tree.query(shape, predicate="intersects"))
    pieces = shapely.intersection(shapely.make_valid(site.buildings[rows]), shape)
    kept = shapely.area(pieces) > 1.0
    return pieces[kept], site.heights[rows][kept]


def edge_of(site: Site, shape: shapely.Geometry) -> shapely.Geometry:
    """The boundary where time runs out: not where the district or the land ends, and without specks."""
    ends = shapely.union(shapely.boundary(site.extent), shapely.boundary(site.land("water")))
    lines = shapely.get_parts(
        shapely.line_merge(shapely.difference(shapely.boundary(shape), shapely.buffer(ends, 1.0)))
    )
    return shapely.multilinestrings([g for g in lines if g.geom_type == "LineString" and g.length > 60.0])


def dashed(edge: shapely.Geometry, dash_m: float, gap_m: float) -> shapely.Geometry:
    """Dashes that follow the line round its bends."""
    dashes: list[shapely.Geometry] = []
    for line in shapely.get_parts(edge):
        starts = np.arange(0.0, max(line.length - dash_m / 2, 0.1), dash_m + gap_m)
        dashes += [substring(line, s, min(s + dash_m, line.length)) for s in starts]
    return shapely.multilinestrings([d for d in dashes if d.length > 0.1])


def hatching(shape: shapely.Geometry, apart_m: float, width_m: float) -> shapely.Geometry:
    """Slanting stripes across a shape."""
    if shape.is_empty:
        return shape
    x0, y0, x1, y1 = shape.bounds
    high = y1 - y0
    starts = np.arange(np.floor((x0 - high) / apart_m) * apart_m, x1, apart_m)
    lines = shapely.linestrings([[(s, y0), (s + high, y1)] for s in starts])
    return shapely.intersection(shapely.union_all(shapely.buffer(lines, width_m / 2, cap_style="flat")), shape)


def place_on(site: Site, edge: shapely.Geometry, towards: tuple[float, float]) -> tuple[float, float, float] | None:
    """The place on an edge that lies farthest in a direction (x, y), on the ground or the roof there."""
    points = shapely.get_coordinates(shapely.segmentize(edge, 20.0))
    if not len(points):
        return None
    x, y = points[int(np.argmax(points @ np.array(towards)))]
    roofs = site.building_tree.query(shapely.Point(x, y), predicate="intersects")
    return float(x), float(y), float(site.heights[roofs].max()) + 1.0 if len(roofs) else 1.0
