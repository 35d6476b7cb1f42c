"""From the coordinates of a file to metres of the district: projected once, the usual mistakes told apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyproj
import shapely

Bounds = tuple[float, float, float, float]
WGS84 = "EPSG:4326"
FARTHEST_M = 200_000.0


class WrongPlace(Exception):
    """The coordinates cannot be what the file says; the sentence says what they look like."""


@dataclass(frozen=True)
class Frame:
    """The district's ground: projected `crs`, `origin` in it, local `extent`, local polygon to clip to (or None)."""

    crs: str
    origin: tuple[float, float]
    extent: Bounds
    outline: shapely.Polygon | None = None


@lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def projected_fault(crs: str) -> str:
    """Why this CRS cannot carry a district; '' when it can."""
    try:
        found = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError:
        return f'"{crs}" is not a coordinate system that PROJ knows'
    if not found.is_projected:
        return f'"{crs}" is in degrees; a district needs a projected coordinate system in metres'
    if any(abs(axis.unit_conversion_factor - 1) > 1e-9 for axis in found.axis_info[:2]):
        return f'"{crs}" is in {found.axis_info[0].unit_name}; a district needs a projected coordinate system in metres'
    return ""


def is_geographic(crs: str) -> bool:
    return bool(pyproj.CRS.from_user_input(crs).is_geographic)


def project(geometry: np.ndarray, source: str, target: str) -> np.ndarray:
    """Coordinates (x, y) or (lon, lat) of `source` to `target`; None stays None. WrongPlace with the reason."""
    coordinates = shapely.get_coordinates(geometry)
    if len(coordinates) == 0:
        return geometry
    _refuse_impossible(coordinates, source)
    _refuse_elsewhere(np.median(coordinates, axis=0), source, target)
    if source == target:
        return geometry
    x, y = _transformer(source, target).transform(coordinates[:, 0], coordinates[:, 1])
    moved = np.column_stack([x, y])
    if not np.isfinite(moved).all():
        raise WrongPlace(f"{np.sum(~np.isfinite(moved).all(axis=1))} coordinates lie outside what {target} can show")
    return np.asarray(shapely.set_coordinates(geometry.copy(), moved), object)


def _refuse_impossible(coordinates: np.ndarray, source: str) -> None:
    if not np.isfinite(coordinates).all():
        raise WrongPlace("a coordinate is not a number")
    if not is_geographic(source):
        return
    west, south = coordinates.min(axis=0)
    east, north = coordinates.max(axis=0)
    if west >= -180 and east <= 180 and south >= -90 and north <= 90:
        return
    if west >= -90 and east <= 90 and south >= -180 and north <= 180:
        around = f"{(west + east) / 2:.2f}, {(south + north) / 2:.2f}"
        raise WrongPlace(f"latitude and longitude look swapped (around {around})")
    reach = f"{max(abs(east), abs(west)):,.0f}, {max(abs(north), abs(south)):,.0f}"
    raise WrongPlace(f"coordinates up to {reach} are not degrees of {source}")


def _refuse_elsewhere(middle: np.ndarray, source: str, target: str) -> None:
    """The middle lies where `target` was made for, with a few degrees of patience, or this is not the place."""
    area = pyproj.CRS.from_user_input(target).area_of_use
    if area is None or area.west > area.east:
        return

    def inside(x: float, y: float) -> bool:
        lon, lat = _transformer(source, WGS84).transform(x, y)
        return bool(area.west - 3 <= lon <= area.east + 3 and area.south - 3 <= lat <= area.north + 3)

    x, y = map(float, middle)
    if inside(x, y):
        return
    if inside(y, x):
        raise WrongPlace(f"latitude and longitude look swapped (around {x:.2f}, {y:.2f})")
    lon, lat = _transformer(source, WGS84).transform(x, y)
    name = pyproj.CRS.from_user_input(target).name
    raise WrongPlace(f"read as {source} it lies {_on_earth(lat, lon)}, outside the area of {target} ({name})")


def _on_earth(lat: float, lon: float) -> str:
    if not np.isfinite([lon, lat]).all():
        return "nowhere on earth"
    return f"around {abs(lat):.2f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def middle(geometry: np.ndarray) -> tuple[float, float]:
    """Median coordinate: a single far feature does not move it."""
    x, y = np.median(shapely.get_coordinates(geometry), axis=0)
    return float(x), float(y)


def far_off(geometry: np.ndarray, centre: tuple[float, float]) -> np.ndarray:
    """(n,) True for features with a vertex so far from the centre that drawing them would shrink the place to a dot."""
    bounds = shapely.bounds(geometry)
    reach = np.abs(bounds - np.array([*centre, *centre])).max(axis=1)
    return np.asarray(reach > FARTHEST_M, bool)


def swapped(geometry: np.ndarray) -> np.ndarray:
    """The same with x and y exchanged."""
    return np.asarray(shapely.transform(geometry, lambda xy: xy[:, ::-1]), object)


def clip_outline(bounds: Bounds, source: str, target: str) -> shapely.Polygon:
    """The clip rectangle as a polygon in `target`; straight edges of `source` are followed at 64 points a side."""
    rectangle = shapely.segmentize(shapely.box(*bounds), max(bounds[2] - bounds[0], bounds[3] - bounds[1]) / 64)
    return project(np.array([rectangle], object), source, target)[0]


def frame_of(crs: str, bounds: Bounds, outline: shapely.Polygon | None) -> Frame:
    """Local origin: the centre of the projected bounds, rounded to 100 m, so that it can be said over the telephone."""
    centre = ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
    ox, oy = (float(round(value / 100) * 100) for value in centre)
    local = None if outline is None else shapely.transform(outline, lambda xy: xy - (ox, oy))
    west, south, east, north = bounds
    extent = (round(west - ox, 3), round(south - oy, 3), round(east - ox, 3), round(north - oy, 3))
    return Frame(crs, (ox, oy), extent, local)


def to_local(geometry: np.ndarray, frame: Frame) -> np.ndarray:
    """Projected to local metres, rounded to the millimetre."""
    return np.asarray(shapely.transform(geometry, lambda xy: np.round(xy - np.array(frame.origin), 3)), object)
