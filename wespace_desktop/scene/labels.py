"""Names on the model: streets along their lines, and the places people find their way by."""

from __future__ import annotations

import numpy as np
import shapely

from wespace_desktop.model.district import Theme
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import Label
from wespace_desktop.scene.site import LAND_Z, Site

#: A street shorter than this has no name on the model, m.
SHORTEST_M = 90.0
#: How far above the ground or the roof a chip's dot stands, m.
_ABOVE_M = 1.0
#: OpenStreetMap's words for buildings that people know a city by.
_CIVIC = ("theatre", "museum", "library", "townhall", "place_of_worship", "marketplace")
#: What stands before a station's name on its signs, by the word its city uses.
_SIGN = {"subway": "T ", "metro": "M "}
#: Stops of these are at every corner: their names would hide the model.
_EVERY_CORNER = ("bus", "tram")
#: Parks and garages smaller than these are not what people find their way by.
PARK_M2, GARAGE_STALLS = 3000.0, 300.0


def context_labels(site: Site) -> list[Label]:
    """Every name the district gives; the higher the rank, the sooner it is shown (stations 100, streets 10 to 90)."""
    return [*_streets(site), *_stations(site), *_parks(site), *_garages(site), *_civic(site)]


def _streets(site: Site) -> list[Label]:
    theme = site.district.theme("streets")
    names = theme.attributes.get("name", np.full(len(theme), "")).astype(str)
    major = np.nan_to_num(theme.attributes.get("major", np.zeros(len(theme))).astype(float))
    found: list[Label] = []
    for name in site.street_names:
        weight = 1.6 if np.median(major[names == name]) > 0 else 1.0
        lines = shapely.get_parts(shapely.intersection(site.street_line(name), site.extent))
        long = [g for g in lines if g.geom_type == "LineString" and g.length >= SHORTEST_M]
        found += [_street(name, g, min(90.0, 10.0 + g.length / 20.0 * weight)) for g in long]
    return found


def _street(name: str, line: shapely.LineString, rank: float) -> Label:
    smooth = shapely.simplify(line, 1.5)
    xyz = tuple((float(x), float(y), 0.0) for x, y in shapely.get_coordinates(smooth))
    middle = shapely.line_interpolate_point(line, 0.5, normalized=True)
    return Label(Words(en=name), (middle.x, middle.y, 0.0), rank, "street", line=xyz)


def _stations(site: Site) -> list[Label]:
    theme = site.district.theme("transit_stops")
    modes = theme.attributes.get("mode", np.full(len(theme), "")).astype(str)
    found = []
    for row in range(len(theme)):
        name = _name(theme, row)
        if name and modes[row] not in _EVERY_CORNER:
            text = Words(f"{name} 站", f"{_SIGN.get(str(modes[row]), '')}{name}")
            found.append(_chip(site, theme, row, text, 100.0))
    return found


def _parks(site: Site) -> list[Label]:
    theme = site.district.theme("open_spaces")
    area = shapely.area(theme.geometry)
    return [
        _chip(site, theme, row, Words(en=_name(theme, row)), 40.0 + min(25.0, area[row] / 1500))
        for row in map(int, np.flatnonzero(area > PARK_M2))
        if _name(theme, row) and not any(c.isdigit() for c in _name(theme, row))
    ]


def _garages(site: Site) -> list[Label]:
    theme = site.district.theme("parking_garages")
    size = np.nan_to_num(theme.attributes.get("capacity", np.zeros(len(theme))).astype(float))
    found = []
    for row in np.flatnonzero(size >= GARAGE_STALLS):
        name = _name(theme, int(row))
        if name:
            stalls = f"{size[row]:,.0f}"
            words = Words(f"{name}（停车楼，{stalls} 位）", f"{name}, {stalls} stalls")
            found.append(_chip(site, theme, int(row), words, 25.0 + size[row] / 250))
    return found


def _civic(site: Site) -> list[Label]:
    """Public buildings and institutions; playgrounds, shops and depots would only crowd the picture."""
    theme = site.district.theme("landmarks")
    kind = np.char.lower(theme.attributes.get("type", np.full(len(theme), "")).astype(str))
    shown = (np.char.find(kind, "art") >= 0) | (np.char.find(kind, "community center") >= 0) | np.isin(kind, _CIVIC)
    named: dict[str, int] = {}
    for row in map(int, np.flatnonzero(shown)):
        named.setdefault(_name(theme, row), row)  # an institution in several houses is named once
    return [_chip(site, theme, row, Words(en=name), 30.0) for name, row in named.items() if name]


def _chip(site: Site, theme: Theme, row: int, text: Words, rank: float) -> Label:
    at = shapely.point_on_surface(theme.geometry[row])
    return Label(text, (at.x, at.y, _top(site, at) + _ABOVE_M), float(rank), "landmark", item=str(theme.ids[row]))


def _top(site: Site, at: shapely.Point) -> float:
    """The roof over a point, or the ground: a name inside a building would never be seen."""
    over = site.building_tree.query(at, "intersects")
    return LAND_Z + (float(site.heights[over].max()) if len(over) else 0.0)


def _name(theme: Theme, row: int) -> str:
    column = theme.attributes.get("name")
    return "" if column is None else tidy(str(column[row]))


def tidy(name: str) -> str:
    """A proper name as it is written on signs: abbreviations that an import's title case has broken are mended."""
    for wrong, right in (("/Mit", "/MIT"), ("/Mgh", "/MGH"), ("Mit ", "MIT ")):
        name = name.replace(wrong, right)
    return name.strip()
