"""What of a real roof is free: the footprint less its parapet, less the plant and solar panels that stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import affinity

from wespace_desktop.model.plan import Change
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.buildings import PARAPET_M, hanging, is_large
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.site import GRID, LAND_Z, Site, polygons_of

#: Clear of the parapet, and of plant that must stay reachable, m: both assumed.
EDGE_M, PLANT_M = 1.2, 0.8
#: Strips narrower than twice this are no room for anything.
_NARROW_M = 0.9
_LEAST_PIECE_M2 = 12.0


@dataclass(frozen=True, eq=False)
class Roof:
    """One building's roof. `free` is what can be used, `z` its level, `axis_rad` the direction of its long side."""

    feature: str
    footprint: shapely.Geometry
    free: shapely.Geometry
    z: float
    axis_rad: float
    street: str

    @property
    def place(self) -> str:
        """`bldg-b0063 (Rogers St)`: where a warning points."""
        return f"{self.feature} ({self.street})" if self.street else self.feature


def roofs_of(site: Site, features: Sequence[str]) -> list[Roof]:
    """The roofs of these buildings in their order; walkways over the ground have none to use."""
    theme = site.district.theme("buildings")
    over = hanging(site)
    rows = [theme.index(f) for f in features if theme.has(f) and not over[theme.index(f)]]
    if not rows:
        return []
    level = LAND_Z + site.heights - np.where(is_large(site), PARAPET_M, 0.0)
    streets = theme.attributes.get("street")
    found = []
    for row, free in zip(rows, _free(site, theme.geometry[rows]), strict=True):
        shape = theme.geometry[row]
        street = str(streets[row]) if streets is not None else ""
        found.append(Roof(str(theme.ids[row]), shape, free, float(level[row]), long_side(shape), street))
    return found


def _free(site: Site, shapes: np.ndarray) -> np.ndarray:
    """(n,) usable polygons of the footprints."""
    free = shapely.buffer(shapely.simplify(shapes, 0.3), -EDGE_M, join_style="mitre")
    taken = [site.district.theme(name) for name in ("rooftop_mechanicals", "rooftop_solar")]
    for theme in taken:
        if len(theme):
            rows, things = theme.tree.query(shapes, predicate="intersects")
            for row in np.unique(rows):
                there = shapely.simplify(theme.geometry[things[rows == row]], 0.2)
                blocked = shapely.buffer(shapely.union_all(shapely.make_valid(there)), PLANT_M, quad_segs=2)
                free[row] = solid(shapely.difference(free[row], blocked))
    opened = shapely.buffer(shapely.buffer(free, -_NARROW_M), _NARROW_M, join_style="mitre")
    inside = [shapely.intersection(solid(o), solid(f), grid_size=GRID) for o, f in zip(opened, free, strict=True)]
    return np.array([_pieces(shapely.simplify(solid(shape), 0.15)) for shape in inside], object)


def _pieces(shape: shapely.Geometry) -> shapely.Geometry:
    """Without scraps too small to use."""
    kept = [p for p in polygons_of(shapely.make_valid(shape)) if p.area >= _LEAST_PIECE_M2]
    return shapely.union_all(kept, grid_size=GRID) if kept else shapely.Polygon()


def solid(shape: shapely.Geometry) -> shapely.Geometry:
    """The polygons of a shape as one, on the cutting grid, without stray lines and points."""
    return shapely.union_all(polygons_of(shapely.make_valid(shape)), grid_size=GRID)


def long_side(shape: shapely.Geometry) -> float:
    """Direction of the longer side of the least rectangle round a footprint, radians in (-pi/2, pi/2]."""
    box = shapely.get_coordinates(shapely.minimum_rotated_rectangle(shape))
    steps = np.diff(box, axis=0)[:2]
    along = steps[int(np.argmax(np.hypot(*steps.T)))]
    angle = float(np.arctan2(along[1], along[0]))
    return angle - np.pi if angle > np.pi / 2 else angle + np.pi if angle <= -np.pi / 2 else angle


def part_of(free: shapely.Geometry, share: float, from_south: bool) -> shapely.Geometry:
    """The southern or northern part of a polygon that has this share of its area."""
    if share >= 1.0 or free.is_empty:
        return free if share > 0 else shapely.Polygon()
    west, south, east, north = free.bounds
    low, high = south, north
    for _ in range(30):
        middle = (low + high) / 2
        under = shapely.intersection(free, shapely.box(west, south, east, middle), grid_size=GRID).area / free.area
        wanted = share if from_south else 1.0 - share
        low, high = (middle, high) if under < wanted else (low, middle)
    cut = shapely.box(west, south, east, high) if from_south else shapely.box(west, high, east, north)
    return _pieces(solid(shapely.intersection(free, cut)))


def turned(shape: shapely.Geometry, angle_rad: float) -> shapely.Geometry:
    """Turned about the origin."""
    return affinity.rotate(shape, angle_rad, origin=(0, 0), use_radians=True)


def share_asked(change: Change, usual: Quantity) -> float:
    """How much of the usable roof a change takes, 0 to 1."""
    return min(1.0, max(0.0, settings.quantity(change, "share_of_roof", usual).central / 100))
