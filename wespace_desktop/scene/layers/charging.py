"""Charging: chargers at car parks and garages that have them, and a lane that charges what drives on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import charging_forms as forms
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.assembly import as_part, gather, joined, stand
from wespace_desktop.scene.layers.charger_places import Stand, stands_of
from wespace_desktop.scene.layers.lane_geometry import Run
from wespace_desktop.scene.layers.street_lanes import lanes_of, streets_of
from wespace_desktop.scene.layers.yards import yard_at
from wespace_desktop.scene.paint import painted
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import flat, outline3d
from wespace_desktop.scene.site import LAND_Z, Site

LAYER = "charging"
LANE_M = 3.0
LENGTH = Quantity(0, 0.3, 2, "km", "A")
PER_STALLS = Quantity(25, 45, 70, "1/100stall", "A")
POWER = Quantity.exact(70, "kW", "S47")
STRIP_Z, COIL_Z, FLASH_Z = 0.058, 0.066, 0.072
_BIRD_SCALE, _NEAR_BUILDING_M = 2.0, 60.0
ILLUSTRATIVE = Words(
    "位置依附真实车场、车库和路面，样式为示意；未算配电容量",
    "at real car parks, garages and roads; the form is illustrative and grid capacity is not worked out",
)


@dataclass(frozen=True, eq=False)
class _Charging:
    """One change: groups of chargers by feature, lanes by street, and where a lane's substation stands."""

    change: Change
    key: str
    stands: list[Stand]
    lanes: list[tuple[str, list[Run]]]
    substations: np.ndarray
    notes: list[str] = field(default_factory=list)

    @property
    def items(self) -> list[str]:
        groups = [f"{self.change.id}-{s.feature}" for s in self.stands]
        return groups + [f"{self.change.id}-{settings.slug(name)}" for name, _ in self.lanes]

    @property
    def lane_km(self) -> float:
        return sum(run.length_m for _, runs in self.lanes for run in runs) / 1000

    @property
    def tally(self) -> Quantity:
        if self.lanes:
            return Quantity.exact(self.lane_km, "km", "calc")
        low, central, high = (sum(getattr(s.count, side) for s in self.stands) for side in ("low", "central", "high"))
        return Quantity(low, central, high, "charger", "calc")


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Chargers and charging lanes of the plan."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    warnings: list[str] = []
    tally: dict[str, Quantity] = {}
    clears: dict[str, shapely.Geometry] = {}
    for change in settings.changes_of(plan, LAYER):
        done = _charging(site, plan, change)
        tally[done.key] = done.tally
        warnings += done.notes
        if not done.items:
            warnings.append(f"{change.id}: none of its targets is a street, car park or charger with room")
            continue
        index = np.array([ids.of(name) for name in done.items], np.int32)
        common: dict[str, Any] = {"needs": frozenset({done.key}), "layer": LAYER}
        parts += _stand_parts(done, index, common) + _lane_parts(done, index[len(done.stands) :], common)
        items += _items(done)
        labels.append(_label(done))
        if len(done.substations):
            clears[done.key] = shapely.union_all(shapely.buffer(shapely.points(done.substations[:, :2]), 5.0))
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings), clears=clears)


def _charging(site: Site, plan: Plan, change: Change) -> _Charging:
    per = settings.quantity(change, "per_stalls", PER_STALLS)
    streets = streets_of(site, change.features)
    if not streets:
        return _Charging(change, plan.key(change), stands_of(site, change.features, per), [], np.empty((0, 3)))
    left = wanted = settings.quantity(change, "length", LENGTH).central * 1000
    lanes: list[tuple[str, list[Run]]] = []
    for street in streets:
        runs: list[Run] = []
        for run in sorted(lanes_of(site, street, LANE_M).runs, key=lambda r: -r.length_m):
            if left >= 6.0:
                runs.append(forms.cut_to(run, left))
                left -= runs[-1].length_m
        if runs:
            lanes.append((street.name or change.id, runs))
    notes = []
    if lanes and left > 0.1 * wanted:
        had = figures((wanted - left) / 1000)
        notes.append(f"{change.id}: room for {had} of {figures(wanted / 1000)} km of charging lane on these streets")
    return _Charging(change, plan.key(change), [], lanes, _substations(site, change, lanes, notes), notes)


def _substations(site: Site, change: Change, lanes: list[tuple[str, list[Run]]], notes: list[str]) -> np.ndarray:
    """One for each street, at the building nearest to the lane's start that has ground beside it."""
    found: list[tuple[float, float, float]] = []
    taken: list[shapely.Geometry] = []
    for name, runs in lanes:
        start = shapely.Point(runs[0].centre[0])
        near = site.building_tree.query(start, predicate="dwithin", distance=_NEAR_BUILDING_M)
        order = near[np.argsort(shapely.distance(site.buildings[near], start), kind="stable")]
        places = (yard_at(site, site.buildings[row], forms.SUBSTATION_M[:2], taken) for row in order)
        at = next((place for place in places if place is not None), None)
        if at is None:
            notes.append(f"{change.id}: {name}: no ground for a substation beside the lane")
            continue
        found.append(at)
        taken.append(shapely.buffer(shapely.Point(at[:2]), forms.SUBSTATION_M[0]))
    return np.array(found).reshape(-1, 3)


# ---------------------------------------------------------------- what is drawn


def _stand_parts(done: _Charging, index: np.ndarray, common: dict[str, Any]) -> list[Part]:
    groups: dict[str, list[Any]] = {"bird": [], "street": []}
    for group, k in zip(done.stands, index, strict=False):
        for seen, scale in (("bird", _BIRD_SCALE), ("street", 1.0)):
            groups[seen].append((stand(forms.charger(), group.xyz, group.heading, scale), np.full(len(group.xyz), k)))
    found = ((f"{done.key}:chargers", gather(group), seen) for seen, group in groups.items())
    return [part for name, placed, seen in found for part in as_part(name, placed, seen_from=seen, **common)]


def _lane_parts(done: _Charging, index: np.ndarray, common: dict[str, Any]) -> list[Part]:
    layers: dict[str, tuple[float, Any, list[Any], list[int]]] = {
        "strip": (STRIP_Z, forms.STRIP, [], []),
        "coils": (COIL_Z, forms.COPPER, [], []),
        "flashes": (FLASH_Z, forms.FLASH_RGB, [], []),
    }
    for (_, runs), k in zip(done.lanes, index, strict=True):
        for run in runs:
            made = ([forms.strip_of(run)], forms.coils_of(run), forms.flashes_of(run))
            for (_, _, shapes, owner), new in zip(layers.values(), made, strict=True):
                shapes += new
                owner += [int(k)] * len(new)
    parts = []
    for name, (z, rgb, shapes, owner) in layers.items():
        if shapes:
            mesh, of = flat(np.array(shapes, object), z)
            parts.append(painted(f"{done.key}:{name}", mesh, rgb, np.array(owner, np.int32)[of], **common))
    if len(done.substations):
        at = np.c_[done.substations[:, :2], np.full(len(done.substations), LAND_Z)]
        houses = stand(forms.substation(), at, done.substations[:, 2])
        parts += as_part(f"{done.key}:substations", gather([(houses, np.full(len(at), index[0]))]), **common)
    return parts


# ---------------------------------------------------------------- what is said


def _items(done: _Charging) -> list[Item]:
    found = []
    for name, group in zip(done.items, done.stands, strict=False):
        x, y, z = (float(v) for v in group.xyz[0])
        outline = outline3d(shapely.union_all(shapely.buffer(shapely.points(group.xyz[:, :2]), 1.6)), z + 0.1)
        title = Words("充电桩", "Chargers")
        made = Item(name, "charger_group", title, (x, y, z + 3.2), outline, _stand_facts(group), LAYER, done.key)
        found.append(made)
    for name, (street, runs) in zip(done.items[len(done.stands) :], done.lanes, strict=True):
        x, y = (float(v) for v in runs[0].centre[len(runs[0].centre) // 2])
        outline = outline3d(shapely.union_all([forms.strip_of(run) for run in runs]), FLASH_Z + 0.02)
        title = Words(f"{street} 充电车道", f"Charging lane on {street}")
        found.append(Item(name, "charging_lane", title, (x, y, 0.3), outline, _lane_facts(done, runs), LAYER, done.key))
    return [Item(**{**i.__dict__, "illustrative": ILLUSTRATIVE}) for i in found]


def _stand_facts(group: Stand) -> tuple[Fact, ...]:
    drawn = Quantity.exact(len(group.xyz), "1", "calc")
    return (
        Fact(Words("充电桩", "Chargers"), group.count, group.note, group.source, estimated=group.estimated),
        Fact(
            Words("绘出的桩", "Posts drawn"),
            drawn,
            Words("一桩两枪，按位置所限", "two sockets a post, as far as there is room"),
        ),
        Fact(Words("位于", "Stands at"), Words(group.feature, group.feature), ILLUSTRATIVE),
    )


def _lane_facts(done: _Charging, runs: list[Run]) -> tuple[Fact, ...]:
    length = Quantity.exact(sum(run.length_m for run in runs) / 1000, "km", "calc")
    power = settings.quantity(done.change, "power", POWER)
    area = Quantity.exact(sum(forms.strip_of(run).area for run in runs), "m2", "calc")
    size = Quantity.exact(forms.SUBSTATION_M[0] * forms.SUBSTATION_M[1], "m2", "calc")
    note = Words(
        "五个 20 kW 接收器的货车均值，时速 60 公里以下", "mean of a truck with five 20 kW receivers, up to 60 km/h"
    )
    return (
        Fact(
            Words("车道长度", "Lane length"), length, Words("线圈所在车道中心线", "centre line over the coils"), "calc"
        ),
        Fact(
            Words("占用路面", "Road surface used"),
            area,
            Words("限于现状路面之内", "inside today's road surface"),
            "calc",
        ),
        Fact(Words("行驶中充电", "Power while driving"), power, note, power.source),
        Fact(
            Words("变电所占地", "Substation"),
            size,
            Words("目录范围 20–40 m²", "the catalogue says 20 to 40 m²"),
            "A",
            True,
        ),
    )


def _label(done: _Charging) -> Label:
    needs = frozenset({done.key})
    if done.lanes:
        run = done.lanes[0][1][0]
        x, y = (float(v) for v in run.centre[len(run.centre) // 2])
        km = figures(done.lane_km)
        text = Words(f"充电车道 {km} km", f"{km} km of charging lane")
        return Label(text, (x, y, 0.4), 2.5, "layer", needs=needs, layer=LAYER, item=done.items[0])
    largest = max(range(len(done.stands)), key=lambda k: len(done.stands[k].xyz))
    x, y, z = (float(v) for v in done.stands[largest].xyz[0])
    n = figures(round(done.tally.central))
    text = Words(f"充电桩 {n} 个", f"{n} chargers")
    return Label(text, (x, y, z + 3.4), 2.0, "layer", needs=needs, layer=LAYER, item=done.items[largest])
