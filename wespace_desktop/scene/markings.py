"""Paint on the road: zebra crossings where the data has a crossing, and quiet lane lines (illustrative)."""

from __future__ import annotations

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.context import feature_index
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import IdTable, Part
from wespace_desktop.scene.shapes import place, plate
from wespace_desktop.scene.site import ROAD_Z, Site

MARK_Z = ROAD_Z + 0.008
BAR_M, BAR_STEP_M, BAR_LENGTH_M = 0.55, 1.15, 2.8
DASH_M, DASH_STEP_M, DASH_WIDTH_M = 3.0, 9.0, 0.13
#: Narrower than this between the kerbs, a street has no lane line.
LINED_M = 7.6


def marking_parts(site: Site, ids: IdTable) -> list[Part]:
    return [p for p in [_crossings(site, ids), *_lane_lines(site)] if len(p.cells)]


def _crossings(site: Site, ids: IdTable) -> Part:
    """Bars across each crossing from end to end; the lines of the data waver, so only their ends count."""
    theme = site.district.theme("crossings")
    lines = shapely.line_merge(theme.geometry)
    start, end = _ends(lines)
    length = np.hypot(*(end - start).T)
    count = np.maximum(0, np.floor(length / BAR_STEP_M).astype(int))
    row = np.repeat(np.arange(len(lines)), count)
    k = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    along = (end - start) / np.maximum(length, 0.01)[:, None]
    spare = (length - (count - 1) * BAR_STEP_M) / 2
    at = start[row] + along[row] * (spare[row] + k * BAR_STEP_M)[:, None]
    side = np.c_[-along[:, 1], along[:, 0]][row] * BAR_LENGTH_M / 2
    on = site.on_road(at) & site.on_road(at + side) & site.on_road(at - side)
    heading = np.arctan2(along[:, 1], along[:, 0])[row]
    mesh, owner = place(plate(BAR_M, BAR_LENGTH_M), np.c_[at, np.full(len(at), MARK_Z)][on], heading[on])
    index = feature_index(site.district, "crossings", ids)[row][on]
    return painted("markings/crossings", mesh, style.CROSSWALK, index[owner])


def _ends(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    xy, row = shapely.get_coordinates(lines, return_index=True)
    first = np.searchsorted(row, np.arange(len(lines)))
    last = np.searchsorted(row, np.arange(len(lines)), side="right") - 1
    return xy[first], xy[last]


def _lane_lines(site: Site) -> list[Part]:
    """Dashes along the middle of two-way streets that are wide enough, away from junctions and crossings."""
    at, heading = site.once("lane lines", lambda: _dashes(site))
    if not len(at):
        return []
    step = np.c_[np.cos(heading), np.sin(heading)] * DASH_M / 2
    both = np.stack([at - step, at + step], axis=1)
    points = np.concatenate([both, np.full((len(at), 2, 1), MARK_Z)], axis=2).reshape(-1, 3)
    cells = np.arange(2 * len(at)).reshape(-1, 2)
    thin = plain("markings/lane_lines", points, cells, style.ROAD_MARK, seen_from="bird", detail=True)
    mesh, _ = place(plate(DASH_M, DASH_WIDTH_M), np.c_[at, np.full(len(at), MARK_Z)], heading)
    return [thin, painted("markings/lane_strips", mesh, style.CROSSWALK, seen_from="street")]


def _dashes(site: Site) -> tuple[np.ndarray, np.ndarray]:
    """Middles (n, 2) and headings (n,) of the dashes: on the middle between the kerbs, not on the surveyed axis."""
    theme = site.district.theme("streets")
    way = theme.attributes.get("direction", np.full(len(theme), "both")).astype(str)
    found_at, found_heading = [np.empty((0, 2))], [np.empty(0)]
    for line in shapely.get_parts(shapely.line_merge(theme.geometry[(way == "both") | (way == "")])):
        reach = np.arange(DASH_STEP_M / 2, line.length, DASH_STEP_M)
        xy = shapely.get_coordinates(shapely.line_interpolate_point(line, reach))
        ahead = shapely.get_coordinates(shapely.line_interpolate_point(line, np.minimum(reach + 1, line.length)))
        behind = shapely.get_coordinates(shapely.line_interpolate_point(line, reach - 1))
        step = ahead - behind
        heading = np.arctan2(step[:, 1], step[:, 0])
        found_at.append(xy)
        found_heading.append(heading)
    at, heading = np.concatenate(found_at), np.concatenate(found_heading)
    left, right = site.road_width_at(at, heading, 16.0)
    at = at + np.c_[-np.sin(heading), np.cos(heading)] * np.nan_to_num((left - right) / 2)[:, None]
    good = (left + right > LINED_M) & (left < 15.9) & (right < 15.9) & (np.abs(left - right) < 5.0)
    good &= ~_near(site, "junctions", at, 13.0) & ~_near(site, "crossings", at, 4.0)
    end = np.c_[np.cos(heading), np.sin(heading)] * (DASH_M / 2 + 0.3)
    good &= site.on_road(at + end) & site.on_road(at - end)
    return at[good], heading[good]


def _near(site: Site, theme: str, at: np.ndarray, distance_m: float) -> np.ndarray:
    near = np.zeros(len(at), bool)
    things = site.district.theme(theme)
    if len(things) and len(at):
        near[things.tree.query(shapely.points(at), predicate="dwithin", distance=distance_m)[0]] = True
    return near
