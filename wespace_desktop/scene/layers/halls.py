"""Storeys inside real buildings: their levels, their plan inside the walls, and the shell that is seen through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from wespace_desktop.model import storeys
from wespace_desktop.model.plan import Change
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene import style
from wespace_desktop.scene.buildings import hanging
from wespace_desktop.scene.layers.roofs import solid
from wespace_desktop.scene.paint import plain
from wespace_desktop.scene.part import Fact, Part
from wespace_desktop.scene.shapes import outline3d, segments
from wespace_desktop.scene.site import LAND_Z, Site, polygons_of

#: From the outer face of a wall to the inner, and the thickness of a floor, m: assumed.
WALL_M, SLAB_M = 0.35, 0.25
#: What stands between two floors keeps so far from the next, m.
_HEAD_M = 0.35
ILLUSTRATIVE = Words(
    "楼层数由高度推算，平面为示意；现状用途不在数据中",
    "storeys are counted from the height and the plan is illustrative; the use today is not in the data",
)


@dataclass(frozen=True, eq=False)
class Hall:
    """One building whose storeys a change takes. `plan` is the floor inside the walls, `storeys` how many there are,
    `floors` which of them are taken (1 is the ground floor), `each_m` their height in this building.
    """

    feature: str
    footprint: shapely.Geometry
    plan: shapely.Geometry
    height_m: float
    estimated: bool
    street: str
    storeys: int
    floors: tuple[int, ...]

    @property
    def each_m(self) -> float:
        return self.height_m / self.storeys

    @property
    def place(self) -> str:
        return f"{self.feature} ({self.street})" if self.street else self.feature

    @property
    def area_m2(self) -> float:
        """Floor taken."""
        return float(self.plan.area) * len(self.floors)

    def level(self, floor: int) -> float:
        """Underside of a floor: the ground floor lies on the ground."""
        return LAND_Z + (floor - 1) * self.each_m

    @property
    def clear_m(self) -> float:
        """What may stand on a floor is no higher than this."""
        return self.each_m - SLAB_M - _HEAD_M


def halls_of(site: Site, change: Change) -> list[Hall]:
    """The buildings of a change that have storeys to take, in their order; walkways over the ground have none."""
    theme, given = site.district.theme("buildings"), change.intervention.set
    over, streets, guessed = hanging(site), theme.attributes.get("street"), theme.attributes.get("estimated")
    found = []
    for name in change.features:
        if not theme.has(name) or over[theme.index(name)]:
            continue
        row = theme.index(name)
        height = float(site.heights[row])
        there = storeys.count(height, storeys.storey_m(given))
        floors = tuple(f for f in storeys.asked_floors(given, there) if 1 <= f <= there)
        shape = shapely.simplify(theme.geometry[row], 0.4)
        inside = solid(shapely.buffer(shape, -WALL_M, join_style="mitre"))
        street = str(streets[row]) if streets is not None else ""
        unsure = bool(guessed[row]) if guessed is not None else True
        if floors and not inside.is_empty:
            found.append(Hall(name, shape, inside, height, unsure, street, there, floors))
    return found


def opened_with(site: Site, halls: list[Hall]) -> tuple[str, ...]:
    """The buildings, and the plant and panels on their roofs: what is seen through."""
    names = [h.feature for h in halls]
    for theme in (site.district.theme(name) for name in ("rooftop_mechanicals", "rooftop_solar")):
        if len(theme):
            middles = shapely.point_on_surface(theme.geometry)
            names += [str(theme.ids[k]) for h in halls for k in np.flatnonzero(shapely.within(middles, h.footprint))]
    return tuple(names)


def frame(hall: Hall, key: str, hue: style.Colour, index: int, layer: str) -> list[Part]:
    """The edges of every floor and the corners of the building as lines; those of the floors taken in the hue."""
    common: dict[str, Any] = {"needs": frozenset({key}), "layer": layer}
    others = [f for f in range(1, hall.storeys + 1) if f not in hall.floors]
    found = [
        plain(f"{key}:other floors", *_edges(hall, others), style.ROOF_EDGE, index, opacity=0.6, order=41, **common),
        plain(f"{key}:floor edges", *_edges(hall, list(hall.floors)), hue, index, line_width=1.8, **common),
    ]
    corners = np.concatenate([_corners(p) for p in polygons_of(hall.footprint)])
    low, high = (np.c_[corners, np.full(len(corners), z)] for z in (LAND_Z, LAND_Z + hall.height_m))
    points = np.stack([low, high], 1).reshape(-1, 3)
    cells = np.arange(len(points), dtype=np.int32).reshape(-1, 2)
    upright = plain(f"{key}:corners", points, cells, style.ROOF_EDGE, index, **common)
    return [p for p in (*found, upright) if len(p.cells)]


def _edges(hall: Hall, floors: list[int]) -> tuple[np.ndarray, np.ndarray]:
    levels = np.array([hall.level(f) + SLAB_M for f in floors])
    return segments(np.array([hall.footprint] * len(floors), object), levels)[:2]


def _corners(polygon: shapely.Polygon) -> np.ndarray:
    """(n, 2) corners that turn by more than about 25 degrees: a curved wall has none."""
    xy = shapely.get_coordinates(shapely.get_exterior_ring(polygon))[:-1]
    before, after = xy - np.roll(xy, 1, axis=0), np.roll(xy, -1, axis=0) - xy
    turn = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turn = turn / np.maximum(np.hypot(*before.T) * np.hypot(*after.T), 1e-9)
    sharp: np.ndarray = xy[np.abs(turn) > 0.42]
    return sharp


def outline_of(hall: Hall) -> np.ndarray:
    """Round the lowest and the highest floor taken, for the mark of a pointing hand."""
    low = outline3d(hall.footprint, hall.level(hall.floors[0]) + SLAB_M)
    high = outline3d(hall.footprint, hall.level(hall.floors[-1]) + hall.each_m)
    return np.concatenate([low, np.full((1, 3), np.nan, np.float32), high]).astype(np.float32)


def facts_of(hall: Hall, change: Change) -> tuple[Fact, ...]:
    """What every layer of storeys says of a building."""
    asked = Quantity.exact(storeys.storey_m(change.intervention.set), "m", "A")
    floors = spans(hall.floors)
    taken = Words(f"第 {floors} 层，共 {hall.storeys} 层", f"{floors} of {hall.storeys}")
    height = Quantity.exact(round(hall.height_m, 1), "m", "cambridge-buildings")
    from_height = Words("建筑高度 ÷ 层高（假设）", "building height / storey height (assumed)")
    return (
        Fact(Words("占用楼层", "Storeys taken"), taken, from_height, "A", estimated=True),
        Fact(Words("楼面", "Floor"), Quantity.exact(hall.area_m2, "m2", "calc"),
             Words("墙内轮廓 × 层数", "outline inside the walls x storeys"), "calc", estimated=True),
        Fact(Words("层高", "Storey height"), asked, Words("假设 3.2–4 m", "assumed, 3.2 to 4 m"), "A", estimated=True),
        Fact(Words("建筑高度", "Height of the building"), height, Words(), "", estimated=hall.estimated),
        Fact(Words("取代", "Takes the place of"),
             Words("这些楼层现在的用途（数据中没有）", "what these storeys are used for today (not in the data)")),
        Fact(Words("建筑", "Building"), Words(hall.place, hall.place)),
    )  # fmt: skip


def spans(floors: tuple[int, ...]) -> str:
    """`2–4, 6`."""
    runs: list[list[int]] = []
    for f in floors:
        if runs and f == runs[-1][-1] + 1:
            runs[-1].append(f)
        else:
            runs.append([f])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
