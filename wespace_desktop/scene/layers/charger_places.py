"""Where chargers stand: round the edge of real car parks, and at the foot of garages that have chargers already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from wespace_desktop.model.district import Theme
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers.yards import yard_at
from wespace_desktop.scene.site import Site

#: A post serves two stalls; from one post to the next along a row of stalls, m.
_EVERY_M, _INSIDE_M, _PAD_M, _MOST_POSTS = 5.2, 0.9, (2.6, 1.2), 24
_AT_GARAGE_M = 60.0
_OWN = Words("数据中的车位数乘每百车位桩数", "stalls of the data, times chargers per 100 stalls")
_COUNTED = Words("数据中已有的充电枪", "sockets that the data has already")


@dataclass(frozen=True, eq=False)
class Stand:
    """Chargers at one feature: `xyz` (n, 3) and `heading` (n,) of the posts drawn, `count` of the chargers meant."""

    feature: str
    xyz: np.ndarray
    heading: np.ndarray
    count: Quantity
    note: Words
    source: str
    estimated: bool


def stands_of(site: Site, features: Sequence[str], per: Quantity) -> list[Stand]:
    """Those of the features that have room for a post, in their order."""
    found = []
    taken: list[shapely.Geometry] = []
    for feature in features:
        place = site.district.find(feature)
        if place is None:
            continue
        theme, row = place
        made = None
        if theme.name == "parking_lots":
            made = _in_lot(theme, row, per)
        elif theme.name == "chargers":
            made = _at_garage(site, theme, row, taken)
        if made is not None:
            taken += [shapely.buffer(shapely.Point(p[:2]), 2.0) for p in made.xyz]
            xyz = np.c_[made.xyz[:, :2], site.ground_z(made.xyz[:, :2])]
            found.append(Stand(feature, xyz, made.heading, made.count, made.note, made.source, made.estimated))
    return found


def _in_lot(theme: Theme, row: int, per: Quantity) -> Stand | None:
    """Posts along the inside of the lot's edge, facing in; as many as its stalls ask for."""
    feature = str(theme.ids[row])
    stalls = float(theme.get(feature, "capacity", 1.0) or 1.0)
    stalls = stalls if np.isfinite(stalls) else 1.0
    low, central, high = (stalls * getattr(per, side) / 100 for side in ("low", "central", "high"))
    count = Quantity(
        float(round(low)), float(max(1, round(central))), float(max(1, round(high))), "charger", per.source
    )
    lot = max(shapely.get_parts(theme.geometry[row]), key=lambda p: p.area)
    inner = shapely.buffer(lot, -_INSIDE_M, join_style="mitre")
    rings = [p.exterior for p in shapely.get_parts(inner) if not p.is_empty]
    if not rings:
        return None
    ring = max(rings, key=lambda r: r.length)
    along = np.arange(_EVERY_M / 2, ring.length, _EVERY_M)[: min(_MOST_POSTS, -(-int(count.central) // 2))]
    if not len(along):
        return None
    a, b = (shapely.get_coordinates(shapely.line_interpolate_point(ring, along + d)) for d in (-0.3, 0.3))
    heading = np.arctan2(*(b - a).T[::-1]) + (np.pi if shapely.is_ccw(ring) else 0.0)  # the car stands inside
    middle = (a + b) / 2
    return Stand(feature, np.c_[middle, 0 * along], heading, count, _OWN, per.source, True)


def _at_garage(site: Site, theme: Theme, row: int, taken: list[shapely.Geometry]) -> Stand | None:
    """A post beside the building in which the data has its chargers; inside, nobody would see it."""
    feature, point = str(theme.ids[row]), theme.geometry[row]
    sockets = float(theme.get(feature, "capacity", 1.0) or 1.0)
    count = Quantity.exact(sockets if np.isfinite(sockets) else 1.0, "charger", "district")
    near = site.building_tree.query(point, predicate="dwithin", distance=_AT_GARAGE_M)
    order = near[np.argsort(shapely.distance(site.buildings[near], point), kind="stable")][:2]
    for building in order:
        at = yard_at(site, site.buildings[building], _PAD_M, taken, near_road=True)
        if at is not None:
            xyz, heading = np.array([(at[0], at[1], 0.0)]), np.array([at[2]])
            return Stand(feature, xyz, heading, count, _COUNTED, "", False)
    return None
