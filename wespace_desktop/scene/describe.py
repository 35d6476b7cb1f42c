"""What a place is: title, numbers with unit and source, what is estimated or illustrative, what takes its place."""

from __future__ import annotations

import numpy as np
import shapely

from wespace_desktop.model.district import THEMES, District, Theme
from wespace_desktop.model.phase_words import rank_words, since_words
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.change import replaced_by
from wespace_desktop.scene.fact_words import (
    COLUMNS,
    FROM_STOREYS,
    FROM_TAGS,
    ILLUSTRATIVE,
    NO_SINGLE_TREES,
    NOTES,
    Column,
    value_words,
)
from wespace_desktop.scene.labels import tidy
from wespace_desktop.scene.part import Fact, Item, Scene
from wespace_desktop.scene.shapes import outline3d
from wespace_desktop.scene.site import LAND_Z, ROAD_Z
from wespace_desktop.scene.trees import PREFIX as TREE

_ON_ROAD = ("roads", "crossings", "streets", "parking_spaces", "cycleways")


def describe(scene: Scene, name: str) -> Item:
    """The item of any id: a layer's object, a district feature, an illustrative tree; KeyError for no such name."""
    known = scene.items.get(name)
    if known is not None:
        return known
    found = scene.district.find(name)
    if found is not None:
        return _feature(scene, *found)
    if name.startswith(f"{TREE}-") and name in scene.ids:
        return _tree(scene.district, name)
    raise KeyError(name)


def _feature(scene: Scene, theme: Theme, row: int) -> Item:
    geometry = theme.geometry[row]
    at = shapely.point_on_surface(geometry)
    top = _top(theme, row)
    facts = (*_size(scene.district, theme, row), *_attributes(scene.district, theme, row), *_later(scene, theme, row))
    return Item(
        id=str(theme.ids[row]),
        kind=theme.name,
        title=title(theme, row),
        anchor=(at.x, at.y, top),
        outline=_outline(theme, row, top),
        facts=facts,
        illustrative=_illustrative(theme, row),
    )


def _illustrative(theme: Theme, row: int) -> Words:
    if theme.name == "parking_spaces" and _guessed(theme, row):
        return FROM_TAGS
    return ILLUSTRATIVE.get(theme.name, Words())


def _guessed(theme: Theme, row: int) -> bool:
    flags = theme.attributes.get("estimated")
    return bool(flags[row]) if flags is not None else False


def _why(theme: Theme, row: int, column: str) -> Words:
    """Why a value is an estimate, and how it was found."""
    storeys = theme.attributes.get("levels")
    if theme.name == "buildings" and column == "height_m" and storeys is not None and storeys[row] > 0:
        return FROM_STOREYS
    return NOTES.get((theme.name, column), Words())


def title(theme: Theme, row: int) -> Words:
    """Its own name where it has one; else what it is, and on which street."""
    kind = SINGULAR.get(theme.name, THEMES[theme.name][1])
    name, street = tidy(_text(theme, row, "name")), _text(theme, row, "street")
    if name and not (street and theme.name in ("parking_lots", "plazas")):
        return Words(en=name)
    place = _text(theme, row, "location") or _text(theme, row, "park")
    if place:
        return Words(f"{place} {kind.zh}", f"{kind.en}, {place}")
    return Words(f"{street} {kind.zh}", f"{kind.en} on {street}") if street else kind


def _text(theme: Theme, row: int, column: str) -> str:
    values = theme.attributes.get(column)
    return str(values[row]) if values is not None and values.dtype.kind in "UO" else ""


def _top(theme: Theme, row: int) -> float:
    if theme.name == "buildings":
        height = theme.attributes.get("height_m")
        return LAND_Z + (float(height[row]) if height is not None and np.isfinite(height[row]) else 0.0)
    if theme.name.startswith("rooftop") and "top_m" in theme.attributes:
        return float(np.nan_to_num(theme.attributes["top_m"][row]))
    return ROAD_Z if theme.name in _ON_ROAD else LAND_Z


def _outline(theme: Theme, row: int, top: float) -> np.ndarray:
    geometry = theme.geometry[row]
    if theme.kind == "point":
        geometry = shapely.buffer(geometry, 1.2, quad_segs=6)
    lines = outline3d(geometry, top + 0.1)
    if theme.name != "buildings":
        return lines
    foot = outline3d(geometry, LAND_Z + 0.1)
    return np.concatenate([lines, np.full((1, 3), np.nan, np.float32), foot])


def _size(district: District, theme: Theme, row: int) -> tuple[Fact, ...]:
    geometry, source = theme.geometry[row], source_of(district, theme.name)
    if theme.kind == "polygon" and theme.name not in ("neighborhoods", "zoning"):
        note = Words("按平面图形计算", "From the outline in plan")
        area = Quantity.exact(round(float(shapely.area(geometry)), 1), "m2", source)
        return (Fact(Words("面积", "Area"), area, note, source),)
    if theme.kind == "line" and theme.name != "benches":
        length = Quantity.exact(round(float(shapely.length(geometry)), 1), "m", source)
        return (Fact(Words("长度", "Length"), length, Words(), source),)
    return ()


def _attributes(district: District, theme: Theme, row: int) -> tuple[Fact, ...]:
    source = source_of(district, theme.name)
    guessed = _guessed(theme, row)
    found = []
    for column in COLUMNS.get(theme.name, ()):
        value = _value(theme, row, column, source)
        if value:
            estimated = guessed and column.may_be_estimated
            note = _why(theme, row, column.name) if estimated else Words()
            found.append(Fact(column.label, value, note, source, estimated))
    return tuple(found)


def _value(theme: Theme, row: int, column: Column, source: str) -> Quantity | Words | None:
    values = theme.attributes.get(column.name)
    if values is None:
        return None
    if values.dtype.kind == "b":
        return Words("是", "Yes") if values[row] else None
    if values.dtype.kind in "fiu":
        if not np.isfinite(values[row]) or not column.unit:
            return None if not np.isfinite(values[row]) else Words(f"{values[row]:g}", f"{values[row]:g}")
        low, high = (_bound(theme, row, f"{column.name}_{end}", float(values[row])) for end in ("low", "high"))
        return Quantity(round(low, 2), round(float(values[row]), 2), round(high, 2), column.unit, source)
    return value_words(str(values[row])) if str(values[row]) else None


def _bound(theme: Theme, row: int, name: str, otherwise: float) -> float:
    values = theme.attributes.get(name)
    return float(values[row]) if values is not None and np.isfinite(values[row]) else otherwise


def _later(scene: Scene, theme: Theme, row: int) -> tuple[Fact, ...]:
    """One line per open scenario that puts something else here."""
    found = []
    for plan, change in replaced_by(scene, str(theme.ids[row])):
        label = Words(f"{plan.scenario.title.in_('zh')}：改为", f"In {plan.scenario.title.in_('en')}")
        name, since = change.intervention.title, since_words(change)
        told = Words(f"{name.in_('zh')}（{since.zh}）", f"{name.in_('en')} ({since.en})")
        found.append(Fact(label, told, rank_words(change)[0]))
    return tuple(found)


def source_of(district: District, theme: str) -> str:
    """Id of the source a theme comes from: the one that names it, else the district's first."""
    for source in district.sources:
        if theme in source.id.split("-") or source.id.endswith(theme):
            return source.id
    return district.sources[0].id if district.sources else ""


def _tree(district: District, name: str) -> Item:
    x, y = (float(part) + 0.5 for part in name.split("-")[1:3])
    east, north = x + district.extent[0], y + district.extent[1]
    ring = outline3d(shapely.buffer(shapely.Point(east, north), 2.4, quad_segs=6), LAND_Z + 0.1)
    return Item(
        name, "trees", Words("树", "Tree"), (east, north, LAND_Z + 6.0), ring, illustrative=NO_SINGLE_TREES
    )


#: One feature of a theme, where the theme's own words are a plural.
SINGULAR: dict[str, Words] = {
    "buildings": Words("建筑", "Building"),
    "rooftop_mechanicals": Words("屋顶设备", "Rooftop mechanical"),
    "rooftop_solar": Words("屋顶光伏", "Rooftop solar panel"),
    "roads": Words("道路", "Road surface"),
    "traffic_islands": Words("交通岛", "Traffic island"),
    "bridges": Words("桥", "Bridge"),
    "streets": Words("街道", "Street"),
    "sidewalks": Words("人行道", "Sidewalk"),
    "crossings": Words("人行横道", "Crossing"),
    "footpaths": Words("步道", "Footpath"),
    "plazas": Words("广场", "Plaza"),
    "open_spaces": Words("公共绿地", "Open space"),
    "parking_lots": Words("地面停车场", "Car park"),
    "parking_spaces": Words("路边车位", "Kerb space"),
    "parking_garages": Words("停车楼", "Garage"),
    "street_lights": Words("路灯", "Street light"),
    "park_lights": Words("公园灯", "Park light"),
    "traffic_signals": Words("交通信号", "Traffic signal"),
    "utility_poles": Words("电线杆", "Utility pole"),
    "cameras": Words("监控摄像头", "Surveillance camera"),
    "trees": Words("树", "Tree"),
    "chargers": Words("充电桩", "EV charger"),
    "bike_racks": Words("自行车架", "Bike rack"),
    "benches": Words("长椅", "Bench"),
    "tree_wells": Words("树池", "Tree well"),
    "transit_stops": Words("站点", "Transit stop"),
    "transit_shelters": Words("候车亭", "Shelter"),
}
