"""A real place as the program holds it: themes of features with geometry in local metres and attributes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
import shapely

from wespace_desktop.model.words import Words

Kind = Literal["point", "line", "polygon"]

#: Every theme a district may hold, its geometry kind, and its words. Standard names: OSM, CityJSON.
THEMES: dict[str, tuple[Kind, Words]] = {
    "buildings": ("polygon", Words("建筑", "Buildings")),
    "rooftop_mechanicals": ("polygon", Words("屋顶设备", "Rooftop mechanicals")),
    "rooftop_solar": ("polygon", Words("屋顶光伏", "Rooftop solar")),
    "roads": ("polygon", Words("道路", "Road surfaces")),
    "traffic_islands": ("polygon", Words("交通岛", "Traffic islands")),
    "bridges": ("polygon", Words("桥", "Bridges")),
    "kerbs": ("line", Words("路缘", "Kerbs")),
    "streets": ("line", Words("街道", "Streets")),
    "junctions": ("point", Words("路口", "Junctions")),
    "sidewalks": ("polygon", Words("人行道", "Sidewalks")),
    "crossings": ("line", Words("人行横道", "Crossings")),
    "walkways": ("line", Words("步行路线", "Walkways")),
    "footpaths": ("polygon", Words("步道", "Footpaths")),
    "cycleways": ("line", Words("自行车道", "Cycleways")),
    "plazas": ("polygon", Words("广场", "Plazas")),
    "open_spaces": ("polygon", Words("公共绿地", "Open space")),
    "vegetation": ("polygon", Words("植被", "Vegetation")),
    "water": ("polygon", Words("水面", "Water")),
    "parking_lots": ("polygon", Words("地面停车场", "Parking lots")),
    "parking_spaces": ("polygon", Words("路边车位", "Kerb spaces")),
    "parking_garages": ("point", Words("停车楼", "Garages and public lots")),
    "accessible_spaces": ("point", Words("无障碍车位", "Accessible spaces")),
    "taxi_stands": ("point", Words("出租车站", "Taxi stands")),
    "street_lights": ("point", Words("路灯", "Street lights")),
    "park_lights": ("point", Words("公园灯", "Park lights")),
    "traffic_signals": ("point", Words("交通信号", "Traffic signals")),
    "utility_poles": ("point", Words("电线杆", "Utility poles")),
    "cameras": ("point", Words("监控摄像头", "Surveillance cameras")),
    "chargers": ("point", Words("充电桩", "EV chargers")),
    "bike_racks": ("point", Words("自行车架", "Bike racks")),
    "benches": ("line", Words("长椅", "Benches")),
    "tree_wells": ("polygon", Words("树池", "Tree wells")),
    "trees": ("point", Words("树木", "Trees")),
    "transit_stops": ("point", Words("公交站点", "Transit stops")),
    "transit_shelters": ("polygon", Words("候车亭、站口", "Shelters and headhouses")),
    "transit_lines": ("line", Words("轨道线", "Transit lines")),
    "rail": ("line", Words("铁路", "Rail")),
    "zoning": ("polygon", Words("区划", "Zoning")),
    "neighborhoods": ("polygon", Words("街区", "Neighborhoods")),
    "landmarks": ("point", Words("地标", "Landmarks")),
}


@dataclass(frozen=True, eq=False)
class Theme:
    """Features of one meaning.

    `ids` (n,) unicode, unique in the district. `geometry` (n,) shapely objects in local metres: x east, y north,
    origin `District.origin`. Polygons may be MultiPolygon, lines MultiLineString. `attributes`: name -> (n,) float64
    (NaN = unknown), bool, or unicode ('' = unknown). Boolean attribute `estimated` marks values not in the data.
    """

    name: str
    ids: np.ndarray
    geometry: np.ndarray
    attributes: Mapping[str, np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def kind(self) -> Kind:
        return THEMES[self.name][0]

    @cached_property
    def tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.geometry)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {str(name): i for i, name in enumerate(self.ids)}

    def index(self, feature_id: str) -> int:
        """Row of a feature; KeyError when it is not in this theme."""
        return self._index[feature_id]

    def has(self, feature_id: str) -> bool:
        return feature_id in self._index

    def get(self, feature_id: str, attribute: str, default: Any = None) -> Any:
        column = self.attributes.get(attribute)
        return default if column is None else column[self.index(feature_id)].item()


@dataclass(frozen=True)
class Repair:
    """One thing an import changed or dropped, by name: `what` is repaired, dropped, estimated, merged or renamed."""

    theme: str
    feature: str
    what: str
    why: str


@dataclass(frozen=True)
class Source:
    """Where a theme's data come from."""

    id: str
    title: Words
    author: str
    licence: str
    date: str
    note: Words = Words()


@dataclass(frozen=True, eq=False)
class District:
    """A place. `origin`: projected coordinate (m, in `crs`) of local (0, 0). `extent`: xmin ymin xmax ymax local."""

    id: str
    title: Words
    crs: str
    origin: tuple[float, float]
    extent: tuple[float, float, float, float]
    themes: Mapping[str, Theme]
    sources: tuple[Source, ...]
    credit: Words
    date: str
    repairs: tuple[Repair, ...] = ()
    notes: tuple[Words, ...] = ()
    hash: str = ""

    def theme(self, name: str) -> Theme:
        """The theme, empty when the district has no such data (never None)."""
        found = self.themes.get(name)
        return found if found is not None else _empty(name)

    def find(self, feature_id: str) -> tuple[Theme, int] | None:
        """Theme and row of a feature, or None."""
        if feature_id not in self._found:
            theme = next((t for t in self.themes.values() if t.has(feature_id)), None)
            self._found[feature_id] = None if theme is None else (theme, theme.index(feature_id))
        return self._found[feature_id]

    @cached_property
    def _found(self) -> dict[str, tuple[Theme, int] | None]:
        """What was looked for before; the themes of a district never change."""
        return {}

    def feature_ids(self) -> Iterator[str]:
        for theme in self.themes.values():
            yield from map(str, theme.ids)


def _empty(name: str) -> Theme:
    if name not in THEMES:
        raise KeyError(f"{name} is not a theme; the themes are {', '.join(THEMES)}")
    return Theme(name, np.empty(0, "U1"), np.empty(0, object))
