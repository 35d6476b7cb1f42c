"""Shopping online and on site (L12): parcel lockers beside stops, plazas and doors, delivery robots, courier bays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene import style
from wespace_desktop.scene.chance import chance
from wespace_desktop.scene.layers import locker_forms as forms
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.installed import Form, Look, Standing, Stood, asked_of, layer_of
from wespace_desktop.scene.layers.kerb_slots import Slot, along_kerb, kerb_facts, shares_of
from wespace_desktop.scene.layers.lot_rows import rectangles
from wespace_desktop.scene.layers.mobile_spaces import by_turns
from wespace_desktop.scene.layers.open_ground import OpenGround, Place, Room, ahead_of
from wespace_desktop.scene.layers.standing_room import stood, taken_before
from wespace_desktop.scene.part import Fact, IdTable, LayerBuild
from wespace_desktop.scene.site import LAND_Z, ROAD_Z, Site

LAYER = "omo_logistics"
LOOK = Look(LAYER, style.rgb("EBC9B6"), style.rgb("8E4C31"))
LOCKERS, ROBOTS = Quantity.exact(6, "place", "A"), Quantity.exact(8, "place", "A")
HOUSEHOLDS = Quantity.exact(400, "1", "A")
#: Robots keep to the side of a walking route and to this distance from the feature they serve, m.
ASIDE_M, ROBOT_REACH_M = 0.55, 140.0
_BANK = Form(
    "locker_bank",
    Words("快递柜", "Parcel locker bank"),
    forms.locker_bank,
    forms.BANK_M,
    (
        Fact(
            Words("服务户数", "Households"),
            HOUSEHOLDS,
            Words("假设每 400 户一组", "assumed: one bank per 400"),
            "A",
            True,
        ),
    ),
    "A",
    bird=1.25,
    ring_m=4.5,
)
_ROBOT = Form(
    "delivery_robot",
    Words("配送机器人", "Delivery robot"),
    forms.robot,
    forms.ROBOT_M,
    (Fact(Words("行驶", "Runs on"), Words("步行路线一侧", "the side of the walking route")),),
    "A",
    bird=2.4,
    casts=False,
    moves=True,
)
_BAY = Form("courier_bay", Words("骑手停靠位", "Courier bay"), forms.cargo_bay, (10.0, 2.0, 1.6), (), "A", casts=False)
_BANK_ROOM = Room(forms.BANK_M[0] + 1.1, forms.BANK_M[1] + 0.4, gap_m=1.8, wall_m=0.25, prefer="wall")


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Lockers, robots and courier bays of the plan."""
    return layer_of(LOOK, plan, ids, _all(site, plan))


def footprints(site: Site, plan: Plan) -> list[BaseGeometry]:
    """Ground of the lockers: robots move on, and bays are on the road."""
    return [t.pad for s in _all(site, plan) for t in s.things if t.form is _BANK]


def _all(site: Site, plan: Plan) -> tuple[Standing, ...]:
    return stood(plan, LAYER, lambda: _standing(site, plan))


def _standing(site: Site, plan: Plan) -> Iterator[Standing]:
    ground = OpenGround(site, taken_before(site, plan, LAYER))
    for change in settings.changes_of(plan, LAYER):
        kind = str(change.intervention.set.get("kind", "lockers"))
        if kind == "kerb_bay":
            yield _bays(site, plan, change)
        elif kind == "robots":
            yield _robots(site, change)
        else:
            yield _lockers(site, change, ground)


# ---------------------------------------------------------------- lockers


def _lockers(site: Site, change: Change, ground: OpenGround) -> Standing:
    """One bank at each feature in turn, then a second one, until there are enough or no room is left."""
    asked = asked_of(change, LOCKERS)
    wanted = max(0, round(asked.central))
    places = in_turn(ground, change.features, _BANK_ROOM, wanted)
    things = tuple(_bank(site, p) for p in places)
    n = len(things)
    label = Words(f"快递柜 {n} 组", f"{n} parcel locker bank{'s' if n != 1 else ''}")
    fault = (
        "" if n >= wanted else f"{change.id}: room for {n} of {wanted} locker banks; the rest would stand in the way"
    )
    return Standing(change, things, asked, label, fault)


def in_turn(ground: OpenGround, features: Sequence[str], room: Room, wanted: int) -> list[Place]:
    """Places at one feature after the other; a feature with no room left is not asked again."""
    found: list[Place] = []
    open_ = list(dict.fromkeys(features))
    while open_ and len(found) < wanted:
        left = []
        for feature in open_:
            place = ground.place(feature, room) if len(found) < wanted else None
            if place is not None:
                found.append(place)
                left.append(feature)
        open_ = left
    return found


def _bank(site: Site, place: Place) -> Stood:
    """The bank at the back of its ground, the floor in front of it for those who collect."""
    return Stood(
        _BANK, place.at - 0.5 * ahead_of(place), place.heading, LAND_Z, place.outline, beside(site, place.feature)
    )


def beside(site: Site, feature: str) -> tuple[Fact, ...]:
    """The fact that says at what a thing stands."""
    located = site.district.find(feature)
    if located is None:
        return ()
    theme, row = located
    names = (str(theme.attributes[c][row]) for c in ("name", "street", "location") if c in theme.attributes)
    name = next((n for n in names if n), feature)
    return (Fact(Words("位置", "At"), Words(name, name)),)


# ---------------------------------------------------------------- robots


def _robots(site: Site, change: Change) -> Standing:
    """So many, evenly over the walking routes round the features, each beside the route's middle."""
    asked = asked_of(change, ROBOTS)
    wanted = max(0, round(asked.central))
    at, heading = route_points(site, change.features, wanted)
    things = tuple(_on_route(p, h) for p, h in zip(at, heading, strict=True))
    label = Words(f"配送机器人 {len(things)} 台", f"{len(things)} delivery robots")
    fault = "" if len(things) >= wanted else f"{change.id}: walking routes hold {len(things)} of {wanted} robots"
    return Standing(change, things, asked, label, fault)


def route_points(site: Site, features: Sequence[str], wanted: int) -> tuple[np.ndarray, np.ndarray]:
    """(n, 2) points on sidewalk routes within reach of the features, and the way (n,) along them, evenly spread."""
    shapes = [t.geometry[r] for t, r in (f for f in map(site.district.find, features) if f)]
    theme = site.district.theme("walkways")
    if not shapes or not len(theme) or not wanted:
        return np.empty((0, 2)), np.empty(0)
    rows = np.unique(theme.tree.query(np.array(shapes, object), predicate="dwithin", distance=ROBOT_REACH_M)[1])
    off_road = _off_road(site, theme.geometry[rows])
    lines = [p for p in shapely.get_parts(shapely.line_merge(off_road)) if p.geom_type == "LineString" and p.length > 8]
    total = sum(p.length for p in lines)
    if not total:
        return np.empty((0, 2)), np.empty(0)
    step = max(total / wanted, 6.0)
    at, ahead, walked = [], [], step / 2
    for line in lines:
        while walked < line.length:
            s = min(max(walked, 1.0), line.length - 1.0)
            a, b = (shapely.get_coordinates(shapely.line_interpolate_point(line, d))[0] for d in (s, s + 0.8))
            at.append(a)
            ahead.append(np.arctan2(*(b - a)[::-1]))
            walked += step
        walked -= line.length
    xy, way = np.array(at), np.array(ahead)
    way = np.where(chance(xy, 83) < 0.5, way, way + np.pi)
    xy = xy + ASIDE_M * np.c_[np.sin(way), -np.cos(way)]
    good = site.clear_of_buildings(shapely.points(xy), 0.5) & ~site.on_road(xy)
    return xy[good][:wanted], way[good][:wanted]


def _off_road(site: Site, lines: np.ndarray) -> np.ndarray:
    """The lines without what lies on the road; only those that touch it are cut."""
    road = shapely.buffer(site.roads, 0.6)
    shapely.prepare(road)
    cut = lines.copy()
    touched = shapely.intersects(road, lines) | ~shapely.is_simple(lines)
    cut[touched] = shapely.difference(lines[touched], road)
    return np.asarray(cut)


def _on_route(at: np.ndarray, heading: float) -> Stood:
    """A robot and, behind it, the last metres of its way as dashes."""
    ahead = np.array([np.cos(heading), np.sin(heading)])
    dashes = [rectangles((at - ahead * (1.1 + 1.15 * k))[None], ahead, (0.7, 0.34))[0] for k in range(4)]
    return Stood(_ROBOT, at, float(heading), LAND_Z, shapely.union_all(dashes))


# ---------------------------------------------------------------- courier bays


def _bays(site: Site, plan: Plan, change: Change) -> Standing:
    share = shares_of(site, plan)[change.id]
    hours = change.intervention.hours
    things = tuple(_bay(s, hours) for s in share.slots)
    metres = sum(s.length_m for s in share.slots)
    label = Words(
        f"骑手停靠位 {len(things)} 处 · {metres:.0f} 米", f"{len(things)} courier bays · {metres:.0f} m of kerb"
    )
    return Standing(change, things, share.asked, label, share.fault)


def _bay(slot: Slot, hours: tuple[int, int] | None) -> Stood:
    if slot.turns_with:
        return by_turns(slot, _BAY, hours)
    return Stood(_BAY, slot.middle, along_kerb(slot), ROAD_Z, slot.ground, kerb_facts(slot, hours), ())
