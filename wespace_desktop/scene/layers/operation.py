"""Space operation (L19): real places that different people have at different hours, each its own dial of the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.timetable import USERS, Turn, day_of, turns_of
from wespace_desktop.model.words import Words
from wespace_desktop.scene.describe import title as title_of
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.assembly import Assembly, Placed, as_part, gather, joined, stand
from wespace_desktop.scene.layers.day_dial import RIM, along, flat_dial, street_clock
from wespace_desktop.scene.paint import plain
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part, SeenFrom
from wespace_desktop.scene.shapes import cylinder, flat, outline3d, walls
from wespace_desktop.scene.site import LAND_Z, Site, polygons_of

LAYER = "operation"
#: A garage is a point in the data: it is the building there, or the nearest one within reach, m.
REACH_M = 30.0
#: A ground floor's band: over the shop windows, so far in front of the wall.
_BAND_Z, _BAND_M, _PROUD_M = 3.3, 1.0, 0.18
_EDGE_M, _EDGE_Z = 1.5, 0.30
#: The dial stands so far over a roof, clear of what is on it.
_OVER_ROOF_M = 4.5


@dataclass(frozen=True, eq=False)
class _Space:
    """One shared place: its ground, what it is, the height its dial stands at, where a clock stands beside it."""

    name: str
    feature: str
    title: Words
    shape: shapely.Polygon
    is_building: bool
    z: float
    middle: np.ndarray
    radius: float
    clock: np.ndarray
    heading: float
    area: Quantity


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Every shared space of the plan."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    tally: dict[str, Quantity] = {}
    warnings: list[str] = []
    for change in settings.changes_of(plan, LAYER):
        key, day = plan.key(change), day_of(change)
        spaces = list(_spaces(site, change))
        tally[key] = Quantity.exact(len(spaces), "place", "calc")
        if not any(day):
            warnings.append(f"{change.id}: says nothing about who has the space when")
        if len(spaces) < len(change.features):
            warnings.append(f"{change.id}: {len(change.features) - len(spaces)} targets have no ground or building")
        if spaces:
            parts += _parts(key, spaces, day, ids)
            items += [_item(key, change, space) for space in spaces]
            labels += [_label(key, change, space) for space in spaces]
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings))


def _spaces(site: Site, change: Change) -> Iterator[_Space]:
    for k, feature in enumerate(change.features):
        found = site.district.find(feature)
        if found is None:
            continue
        theme, row = found
        shape, title, building = theme.geometry[row], title_of(theme, row), -1
        if theme.name == "buildings":
            building = row
        elif theme.kind == "point":
            building = building_at(site, shape)
            shape = site.buildings[building] if building >= 0 else None
        pieces = polygons_of(shapely.make_valid(shape)) if shape is not None else ()
        if len(pieces):
            largest = max(pieces, key=lambda g: float(g.area))
            yield _space(site, (f"{change.id}-{k + 1}", feature, title), largest, building)


def building_at(site: Site, point: BaseGeometry) -> int:
    """Row of the building over a point or nearest to it, -1 where none is near."""
    if not len(site.buildings):
        return -1
    row = int(site.building_tree.nearest(point))
    return row if shapely.distance(site.buildings[row], point) <= REACH_M else -1


def _space(site: Site, who: tuple[str, str, Words], shape: shapely.Polygon, building: int) -> _Space:
    is_building = building >= 0
    height = float(site.heights[building]) + _OVER_ROOF_M if is_building else 0.0
    inside = shapely.maximum_inscribed_circle(shape, tolerance=0.5)
    middle = shapely.get_coordinates(inside)[0]
    radius = float(np.clip(0.62 * shapely.length(inside), 4.0, 12.0))
    clock, heading = _beside_route(site, shape, is_building)
    area = Quantity.exact(round(float(shape.area)), "m2", "calc")
    return _Space(*who, shape, is_building, LAND_Z + height, middle, radius, clock, heading, area)


def _beside_route(site: Site, shape: shapely.Polygon, is_building: bool) -> tuple[np.ndarray, float]:
    """A place at the edge that looks to the nearest walking line, and the way it looks."""
    edge = shapely.boundary(shape)
    ways = site.district.theme("walkways")
    target = (
        ways.geometry[int(ways.tree.nearest(edge))] if len(ways) else shapely.Point(shape.bounds[0], shape.bounds[1])
    )
    start, end = shapely.get_coordinates(shapely.shortest_line(edge, target))
    step = end - start
    length = float(np.hypot(*step))
    ahead = step / length if length > 0.3 else _outwards(shape, start)
    return start + ahead * (0.8 if is_building else -1.2), float(np.arctan2(ahead[1], ahead[0]))


def _outwards(shape: shapely.Polygon, at: np.ndarray) -> np.ndarray:
    away = at - shapely.get_coordinates(shapely.point_on_surface(shape))[0]
    return np.asarray(away / max(float(np.hypot(*away)), 1e-6))


# ---------------------------------------------------------------- what is drawn


def _parts(key: str, spaces: list[_Space], day: tuple[str, ...], ids: IdTable) -> list[Part]:
    common: dict[str, Any] = {"needs": frozenset({key}), "layer": LAYER}
    index = np.array([ids.of(s.name) for s in spaces], np.int32)
    parts = [part for s, k in zip(spaces, index, strict=True) for part in _edge(key, s, day, int(k), common)]
    stood = gather(_stood(s, day, int(k)) for s, k in zip(spaces, index, strict=True))
    clocks = gather(
        (stand(street_clock(day), [(*s.clock, LAND_Z)], s.heading), np.array([k]))
        for s, k in zip(spaces, index, strict=True)
    )
    parts += as_part(f"{key}:dials", stood, seen_from="bird", **common)
    return parts + list(as_part(f"{key}:clocks", clocks, **common))


def _stood(space: _Space, day: tuple[str, ...], index: int) -> tuple[Placed, np.ndarray]:
    """The dial, on a mast where it stands over a roof."""
    dial = flat_dial(day, space.radius)
    z = space.z if space.is_building else LAND_Z + 0.1
    placed = stand(dial, [(*space.middle, z)])
    if not space.is_building:
        return placed, np.array([index])
    mast = Assembly(*_mast())
    below = stand(mast, [(*space.middle, z - _OVER_ROOF_M)])
    both = gather([(placed, np.array([index])), (below, np.array([index]))])
    return Placed(both.mesh, both.rgb, np.zeros(len(both.owner), int)), np.array([index])


def _mast() -> tuple[Any, np.ndarray]:
    mesh = cylinder(0.5, _OVER_ROOF_M, 8)
    return mesh, np.tile(RIM, (len(mesh.points), 1))


def _edge(key: str, space: _Space, day: tuple[str, ...], index: int, common: dict[str, Any]) -> list[Part]:
    """The edge of the place cut by the hours: a band over the ground floor, or a border on open ground."""
    found = []
    if space.is_building:
        ring = shapely.buffer(space.shape, _PROUD_M, join_style="mitre")
        for line, colour in along(shapely.boundary(ring), space.middle, day):
            # A strip as thin as a line, so that its long faces are the band.
            strip = shapely.buffer(line, 0.06, cap_style="flat", join_style="mitre")
            mesh, _, _ = walls(strip, LAND_Z + _BAND_Z, LAND_Z + _BAND_Z + _BAND_M)
            top, _ = flat(strip, LAND_Z + _BAND_Z + _BAND_M)
            found += [
                plain(f"{key}:band", mesh.points, mesh.cells, colour, index, **common),
                plain(f"{key}:band", top.points, top.cells, colour, index, **common),
            ]
        return found
    return [
        *_border(key, space, day, (index, "bird", _EDGE_M), common),
        *_border(key, space, day, (index, "street", _EDGE_M / 3), common),
    ]


def _border(
    key: str, space: _Space, day: tuple[str, ...], look: tuple[int, SeenFrom, float], common: dict[str, Any]
) -> Iterator[Part]:
    """Broad from above, narrow where one walks over it; planting inside is no edge of the place."""
    index, seen, width = look
    whole = shapely.Polygon(shapely.get_exterior_ring(space.shape))
    ring = shapely.difference(whole, shapely.buffer(whole, -width, join_style="mitre"))
    for piece, colour in along(ring, space.middle, day):
        mesh, _ = flat(piece, _EDGE_Z)
        if len(mesh.points):
            given = {"opacity": 0.9, "order": 2, "seen_from": seen, **common}
            yield plain(f"{key}:border", mesh.points, mesh.cells, colour, index, **given)


# ---------------------------------------------------------------- what is said


def _item(key: str, change: Change, space: _Space) -> Item:
    turns = turns_of(change)
    used = len({hour for turn in turns for hour in turn.hours})
    groups = len({turn.who for turn in turns})
    floor = (
        Words("底层轮廓面积", "outline of the ground floor")
        if space.is_building
        else Words("地块面积", "area of the ground")
    )
    facts = (
        *(_turn_fact(turn) for turn in turns),
        Fact(Words("有人用的小时", "Hours in use"), Quantity.exact(used, "h", "calc"),
             Words("时间表中各段之和，一天 24 小时", "sum of the turns, out of 24"), "calc"),
        Fact(Words("共享面积", "Area shared"), space.area, floor, "calc"),
        Fact(Words("使用者", "Users"), Words(f"{groups} 类", f"{groups} group{'s' if groups > 1 else ''}")),
        Fact(Words("时间表", "Timetable"), Words("情景作者的假设", "assumed by the scenario's author"),
             Words("应急模式开启时失效", "does not hold while the shock mode is on"), "A"),
    )  # fmt: skip
    anchor = (float(space.middle[0]), float(space.middle[1]), space.z + 0.5)
    outline = outline3d(space.shape, LAND_Z + (_BAND_Z if space.is_building else 0.3))
    title = Words(f"{space.title.zh or space.title.en} · 分时共享", f"{space.title.en}, time-shared")
    note = Words("时间表与标志为示意", "timetable and sign are illustrative")
    return Item(space.name, "shared_space", title, anchor, outline, facts, LAYER, key, (), note)


def _turn_fact(turn: Turn) -> Fact:
    words = USERS[turn.who].words
    hours = Words(f"{turn.start}–{turn.end} 时", f"{turn.start}:00 to {turn.end}:00")
    return Fact(words, hours, Words(), "A")


def _label(key: str, change: Change, space: _Space) -> Label:
    turns = turns_of(change)
    zh = " · ".join(f"{USERS[t.who].words.zh} {t.start}–{t.end}" for t in turns)
    en = ", ".join(f"{USERS[t.who].words.en.lower()} {t.start}–{t.end}" for t in turns)
    anchor = (float(space.middle[0]), float(space.middle[1]), space.z + 0.6)
    text = Words(zh or "分时共享", f"{en[:1].upper()}{en[1:]}" or "Time-shared")
    rank = 4.0 + min(3.0, space.area.central / 3000.0)
    return Label(text, anchor, rank, "layer", needs=frozenset({key}), layer=LAYER, item=space.name)
