"""Metered spaces in a row become one strip along the kerb: parklet, bicycle bay, delivery bay or drop-off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from wespace_desktop.scene.layers.lot_rows import long_axis
from wespace_desktop.scene.site import Site, polygons_of

#: Spaces whose outlines come this near to each other are one strip, m.
JOIN_M = 0.8


@dataclass(frozen=True, eq=False)
class Strip:
    """`spaces` ids in a row; `ground` their surface; per space `middle` (n, 2), `axis` (n, 2) along the kerb and
    `kerb` (n, 2) unit vectors to the kerb; `length_m` (n,) along the kerb, `depth_m` (n,) across.
    """

    spaces: tuple[str, ...]
    ground: shapely.Geometry
    middle: np.ndarray
    axis: np.ndarray
    kerb: np.ndarray
    length_m: np.ndarray
    depth_m: np.ndarray


def strips_of(site: Site, spaces: list[str]) -> list[Strip]:
    """The spaces (ids of parking_spaces) gathered in rows, in the order of their first space."""
    theme = site.district.theme("parking_spaces")
    index = [theme.index(s) for s in spaces]
    shapes = shapely.make_valid(theme.geometry[index])
    grown = shapely.union_all(shapely.buffer(shapes, JOIN_M / 2))
    blocks = polygons_of(grown)
    home = shapely.STRtree(blocks).query(shapely.centroid(shapes), predicate="intersects")
    block_of = dict(zip(home[0].tolist(), home[1].tolist(), strict=True))
    groups: dict[int, list[int]] = {}
    for k in range(len(spaces)):
        groups.setdefault(block_of.get(k, -1 - k), []).append(k)
    return [_strip([spaces[k] for k in group], shapes[group], site.road_edge) for group in groups.values()]


def _strip(names: list[str], shapes: np.ndarray, road_edge: shapely.Geometry) -> Strip:
    middle = shapely.get_coordinates(shapely.centroid(shapes))
    nearest = shapely.get_coordinates(shapely.get_point(shapely.shortest_line(shapely.points(middle), road_edge), -1))
    kerb = nearest - middle
    kerb = kerb / np.maximum(np.hypot(*kerb.T), 1e-9)[:, None]
    axis = np.array([long_axis(s) for s in shapes])
    across = np.c_[-axis[:, 1], axis[:, 0]]
    # a space square to the kerb has its long side across it
    along = np.where((np.abs((axis * kerb).sum(axis=1)) > 0.7)[:, None], across, axis)
    square = np.c_[-along[:, 1], along[:, 0]]
    kerb = square * np.sign((square * kerb).sum(axis=1) + 1e-12)[:, None]
    sizes = [_size(s, a) for s, a in zip(shapes, along, strict=True)]
    return Strip(
        tuple(names),
        shapely.union_all(shapes, grid_size=0.01),
        middle,
        along,
        kerb,
        np.array([s[0] for s in sizes]),
        np.array([s[1] for s in sizes]),
    )


def _size(shape: shapely.Geometry, axis: np.ndarray) -> tuple[float, float]:
    local = shapely.get_coordinates(shape) @ np.stack([axis, [-axis[1], axis[0]]]).T
    return float(np.ptp(local[:, 0])), float(np.ptp(local[:, 1]))


def floor_of(strip: Strip) -> shapely.Geometry:
    """The strip's ground with the small gaps between its spaces closed: one floor to stand on."""
    closed = shapely.buffer(
        shapely.buffer(strip.ground, JOIN_M / 2, join_style="mitre"), -JOIN_M / 2, join_style="mitre"
    )
    return shapely.union(closed, strip.ground)
