"""Where a tunnel runs: under the centreline of real streets, down a ramp at each end, level at its depth between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from wespace_desktop.model.plan import Change
from wespace_desktop.scene.layers.lot_rows import rectangles
from wespace_desktop.scene.layers.settings import slug
from wespace_desktop.scene.site import Site, polygons_of

#: The ramp's gradient and clear width between its walls, m: assumed. 76 m of it are open: 730 m2 of ground.
GRADE, RAMP_M, OPEN_M = 0.082, 9.6, 76.0
#: S48: bores of less than 4.3 m. Two side by side, one for each direction; the deck lies under their middle.
BORE_M, APART_M, DECK_M = 4.3, 5.2, 1.35
#: Thickness of a ramp's walls; a station's hall: length, width, height, m. All assumed.
WALL_M, STATION_M, PAVILION_M = 0.4, (52.0, 15.0, 6.4), (4.4, 2.6, 3.4)
#: A station comes up no farther away than this, m.
_TO_EXIT_M, _STEP_M = 48.0, 5.0


@dataclass(frozen=True, eq=False)
class Line:
    """The axis of a tunnel: `xy` (n, 2) every few metres, `s` (n,) metres from its start; `depth_m` of its deck."""

    name: str
    xy: np.ndarray
    s: np.ndarray
    depth_m: float

    @property
    def length_m(self) -> float:
        return float(self.s[-1])

    @property
    def ramp_m(self) -> float:
        """Ground length of the way down."""
        return self.depth_m / GRADE

    def deck_z(self, s: np.ndarray) -> np.ndarray:
        """Height of the deck so far along the line."""
        down = np.minimum(s, self.length_m - s) * GRADE
        level: np.ndarray = -np.minimum(np.maximum(down, 0.0), self.depth_m)
        return level

    def at(self, s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(n, 2) points and (n, 2) unit directions so far along the line."""
        x, y = (np.interp(s, self.s, self.xy[:, k]) for k in (0, 1))
        row = np.clip(np.searchsorted(self.s, s, side="right") - 1, 0, len(self.s) - 2)
        step = self.xy[row + 1] - self.xy[row]
        return np.c_[x, y], step / np.hypot(step[:, 0], step[:, 1])[:, None]

    def beside(self, s: np.ndarray, left_m: float) -> np.ndarray:
        """(n, 2) points so far to the left of the line."""
        at, way = self.at(s)
        shifted: np.ndarray = at + np.c_[-way[:, 1], way[:, 0]] * left_m
        return shifted

    def stretch(self, start: float, end: float, width_m: float) -> shapely.Polygon:
        """What the line covers from one place to another."""
        s = np.unique(np.r_[start, self.s[(self.s > start) & (self.s < end)], end])
        ring = np.concatenate([self.beside(s, width_m / 2), self.beside(s, -width_m / 2)[::-1]])
        pieces = polygons_of(shapely.make_valid(shapely.Polygon(ring)))
        return max(pieces, key=lambda p: p.area) if len(pieces) else shapely.Polygon()


@dataclass(frozen=True, eq=False)
class Exit:
    """Where a station comes up: middle, the way its front looks (radians), the ground it takes."""

    at: np.ndarray
    heading: float
    outline: shapely.Polygon


@dataclass(frozen=True, eq=False)
class Tunnel:
    """One change: its line, where its stations are on it, and where each comes up."""

    change: Change
    key: str
    line: Line
    stations: np.ndarray
    exits: list[Exit] = field(default_factory=list)

    @property
    def items(self) -> list[str]:
        count = len(self.stations)
        return [
            self.change.id,
            f"{self.change.id}-portal-1",
            f"{self.change.id}-portal-2",
            *(f"{self.change.id}-station-{k + 1}" for k in range(count)),
        ]

    @property
    def covered(self) -> list[np.ndarray]:
        """Metres along the line of each stretch of bore: between the mouths, without the stations."""
        half = STATION_M[0] / 2
        stops = [OPEN_M, *(x for s in self.stations for x in (s - half, s + half)), self.line.length_m - OPEN_M]
        pairs = zip(stops[::2], stops[1::2], strict=True)
        return [np.linspace(a, b, max(2, round((b - a) / 5.0) + 1)) for a, b in pairs]

    @property
    def holes(self) -> shapely.Geometry:
        wide, end = RAMP_M + 2 * WALL_M, self.line.length_m
        return shapely.union_all([self.line.stretch(0, OPEN_M, wide), self.line.stretch(end - OPEN_M, end, wide)])


def line_of(site: Site, features: Sequence[str], length_m: float, depth_m: float) -> Line | None:
    """The longest way along these street segments, no longer than asked and in their middle; None when too short."""
    theme = site.district.theme("streets")
    rows = [theme.index(f) for f in features if theme.has(f)]
    if not rows:
        return None
    merged = shapely.line_merge(shapely.union_all(theme.geometry[rows]))
    longest = max(shapely.get_parts(merged), key=lambda p: p.length)
    longest = shapely.simplify(longest, 1.0)
    length = min(length_m, longest.length)
    if length < 2 * depth_m / GRADE + 60:
        return None
    first = (longest.length - length) / 2
    s = np.linspace(0.0, length, max(2, round(length / _STEP_M) + 1))
    xy = shapely.get_coordinates(shapely.line_interpolate_point(longest, first + s))
    xy = _smooth(xy)
    steps = np.hypot(*np.diff(xy, axis=0).T)
    names = theme.attributes.get("name")
    name = "" if names is None else str(names[rows[0]])
    return Line(name or slug(features[0]), xy, np.r_[0.0, np.cumsum(steps)], depth_m)


def _smooth(xy: np.ndarray) -> np.ndarray:
    """Bends become curves that a vehicle can drive; the ends stay."""
    for _ in range(3):
        xy = np.concatenate([xy[:1], (xy[:-2] + 2 * xy[1:-1] + xy[2:]) / 4, xy[-1:]])
    return xy


#: What the way up from a station keeps off when it stands on the land beside the street.
_KEPT_FREE = (
    "sidewalks", "footpaths", "parking_lots", "parking_spaces", "water", "tree_wells", "trees", "walkways", "crossings",
    "rail", "street_lights", "traffic_signals", "bike_racks", "benches", "transit_shelters", "utility_poles",
)  # fmt: skip


def _land_near(site: Site, at: np.ndarray) -> shapely.Geometry:
    """Land, lawns and squares round a point: what no road, walk, car park, wall or post takes."""
    around = shapely.Point(at).buffer(_TO_EXIT_M)
    taken = [shapely.buffer(shapely.intersection(site.roads, around), 1.0)]
    taken += list(shapely.buffer(site.buildings[site.building_tree.query(around)], 1.0))
    for name in _KEPT_FREE:
        theme = site.district.theme(name)
        if len(theme):
            found = theme.geometry[theme.tree.query(around, predicate="intersects")]
            taken += list(shapely.buffer(shapely.make_valid(found), 0.8))
    return shapely.difference(shapely.intersection(around, site.extent), shapely.union_all(taken))


def exit_near(site: Site, line: Line, s: float, taken: Sequence[shapely.Geometry]) -> Exit | None:
    """Free ground for the pavilion nearest to a station, its long side along the street; None where there is none."""
    at, way = (found[0] for found in line.at(np.array([s])))
    long, deep = PAVILION_M[0] + 0.6, PAVILION_M[1] + 0.6
    free = _land_near(site, at)
    used = [t for t in taken if shapely.distance(t, free) < 1.0]
    free = shapely.difference(free, shapely.buffer(shapely.union_all(used), 1.0)) if used else free
    x, y = np.meshgrid(np.arange(-_TO_EXIT_M, _TO_EXIT_M, 1.0), np.arange(-_TO_EXIT_M, _TO_EXIT_M, 1.0))
    steps = np.c_[x.ravel(), y.ravel()]
    away = np.hypot(steps[:, 0], steps[:, 1])
    places = at + steps[np.argsort(away, kind="stable")][: int((away <= _TO_EXIT_M).sum())]
    shapely.prepare(free)
    places = places[shapely.contains_xy(free, places[:, 0], places[:, 1])]
    shapes = rectangles(places, way, (long, deep))
    fits = np.flatnonzero(shapely.covers(free, shapes)) if len(places) else np.empty(0, int)
    if not len(fits):
        return None
    k = int(fits[0])
    return Exit(places[k], float(np.arctan2(way[1], way[0])), shapes[k])
