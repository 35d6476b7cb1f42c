"""Shared travel (L04): stations of shared bicycles at real racks and stops, bays of the shared fleet at real kerbs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import bike_forms as forms
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.installed import Form, Look, Standing, Stood, asked_of, layer_of
from wespace_desktop.scene.layers.kerb_slots import Slot, along_kerb, kerb_facts, shares_of
from wespace_desktop.scene.layers.mobile_spaces import by_turns
from wespace_desktop.scene.layers.omo_logistics import beside, in_turn
from wespace_desktop.scene.layers.open_ground import OpenGround, Place, Room
from wespace_desktop.scene.layers.standing_room import stood, taken_before
from wespace_desktop.scene.part import Fact, IdTable, LayerBuild
from wespace_desktop.scene.site import LAND_Z, ROAD_Z, Site

LAYER = "shared_mobility"
LOOK = Look(LAYER, forms.PALE, forms.DEEP, sides=16)
STATIONS = Quantity.exact(6, "place", "A")
_DOCKS = Fact(
    Words("车桩", "Docks"),
    Quantity.exact(forms.DOCKS, "1", "A"),
    Words("每车约 1.5 平方米", "about 1.5 m² a bicycle"),
    "A",
    True,
)
_STATION = Form(
    "bike_station",
    Words("共享单车站", "Shared-bicycle station"),
    forms.station,
    forms.STATION_M,
    (_DOCKS,),
    "A",
    bird=1.15,
    ring_m=5.5,
)
_CAR = Form(
    "shared_car", Words("共享自动驾驶车", "Shared driverless car"), forms.shared_car, forms.CAR_M, (), "A", bird=1.15
)
_POST = Form(
    "fleet_bay", Words("共享车队停靠区", "Shared-fleet bay"), forms.bay_post, (0.7, 0.7, 2.9), (), "A", bird=1.4
)
_ROOM = Room(forms.STATION_M[0] + 0.3, forms.STATION_M[1] + 0.3, gap_m=2.0, wall_m=0.4, reach_m=32.0)


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Stations and bays of the plan."""
    return layer_of(LOOK, plan, ids, _all(site, plan))


def footprints(site: Site, plan: Plan) -> list[BaseGeometry]:
    """Ground of the stations."""
    return [t.pad for s in _all(site, plan) for t in s.things if t.form is _STATION]


def _all(site: Site, plan: Plan) -> tuple[Standing, ...]:
    return stood(plan, LAYER, lambda: _standing(site, plan))


def _standing(site: Site, plan: Plan) -> Iterator[Standing]:
    ground = OpenGround(site, taken_before(site, plan, LAYER))
    for change in settings.changes_of(plan, LAYER):
        if str(change.intervention.set.get("kind", "bikes")) == "fleet_bay":
            yield _bays(site, plan, change)
        else:
            yield _stations(site, change, ground)


def _stations(site: Site, change: Change, ground: OpenGround) -> Standing:
    """At one feature after the other; racks that share a place count as one."""
    asked = asked_of(change, STATIONS)
    wanted = max(0, round(asked.central))
    places = in_turn(ground, _apart(site, change.features), _ROOM, wanted)
    things = tuple(_station(site, p) for p in places)
    n = len(things)
    label = Words(f"共享单车 {n} 站 · {n * forms.DOCKS} 桩", f"{n} bicycle stations · {n * forms.DOCKS} docks")
    fault = f"{change.id}: room for {n} of {wanted} bicycle stations; the rest would stand in the way"
    return Standing(change, things, asked, label, fault if n < wanted else "")


def _apart(site: Site, features: tuple[str, ...], apart_m: float = 60.0) -> list[str]:
    """Features that are this far from each other, in order."""
    kept: list[str] = []
    points: list[BaseGeometry] = []
    for feature in features:
        located = site.district.find(feature)
        if located is None:
            continue
        shape = located[0].geometry[located[1]]
        if not points or shapely.distance(shape, shapely.union_all(points)) > apart_m:
            kept.append(feature)
            points.append(shape)
    return kept


def _station(site: Site, place: Place) -> Stood:
    return Stood(_STATION, place.at, place.heading, LAND_Z, place.outline, beside(site, place.feature))


def _bays(site: Site, plan: Plan, change: Change) -> Standing:
    share = shares_of(site, plan)[change.id]
    hours = change.intervention.hours
    things = tuple(_bay(s, hours) for s in share.slots)
    n, metres = len(things), sum(s.length_m for s in share.slots)
    label = Words(f"共享车队停靠 {n} 处 · {metres:.0f} 米路边", f"{n} shared-fleet bays · {metres:.0f} m of kerb")
    return Standing(change, things, share.asked, label, share.fault)


def _bay(slot: Slot, hours: tuple[int, int] | None) -> Stood:
    """A post at the slot's end, cars waiting along the kerb: as many as leave room for one to come."""
    if slot.turns_with:
        return by_turns(slot, _POST, hours)
    heading = along_kerb(slot)
    ahead = np.array([np.cos(heading), np.sin(heading)])
    count = max(1, int(slot.length_m // (forms.CAR_M[0] + 1.2)) - 1)
    to_kerb = slot.kerb * max(0.0, slot.depth_m / 2 - forms.CAR_M[1] / 2 - 0.15)
    start = slot.length_m / 2 - forms.CAR_M[0] / 2 - 1.4
    cars = tuple((_CAR, slot.middle + ahead * (start - k * (forms.CAR_M[0] + 1.1)) + to_kerb) for k in range(count))
    at = slot.middle + ahead * (slot.length_m / 2 - 0.5) + slot.kerb * (slot.depth_m / 2 - 0.4)
    waiting = Fact(Words("候客车辆", "Cars waiting"), Quantity.exact(count, "vehicle", "A"), Words(), "A", True)
    return Stood(_POST, at, heading, ROAD_Z, slot.ground, (*kerb_facts(slot, hours), waiting), (), cars)
