"""A district small enough to count by hand: one street of 3 km, three houses, two car parks, a green, a pole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from wespace_desktop.indicators.state import State, Thing
from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Intervention, LayerState, Scenario, Target
from wespace_desktop.model.words import Words

EXTENT = (0.0, 0.0, 3000.0, 1000.0)
LAYERS = frozenset({"parking", "av_lanes", "sensors", "digital_core", "interactive", "energy", "cowork_pods"})


def exact(value: float, unit: str) -> Quantity:
    return Quantity.exact(value, unit, "A")


def theme(name: str, shapes: Sequence[Any], **columns: Sequence[Any]) -> Theme:
    ids = np.array([f"{name}-{k + 1}" for k in range(len(shapes))])
    return Theme(name, ids, np.array(shapes, object), {k: np.array(v) for k, v in columns.items()})


def place(*, without: Sequence[str] = ()) -> District:
    """Houses at 0, 900 and 2,500 m along the street, of 200 m² of floor each."""
    houses = [shapely.box(x - 5, 60, x + 5, 80) for x in (5, 905, 2505)]
    spaces = [shapely.box(100 + 5 * k, 50, 105 + 5 * k, 52.5) for k in range(10)]
    marks = [shapely.Point(5, 50)]
    made = [
        theme("buildings", houses, use=["house", "office", "shop"], height_m=[3.6, 3.6, 3.6]),
        theme("roads", [shapely.box(0, 50, 3000, 60)]),
        theme("sidewalks", [shapely.box(0, 40, 3000, 50)]),
        theme("walkways", [shapely.LineString([(0, 50), (3000, 50)])]),
        theme("cycleways", [shapely.LineString([(0, 55), (1000, 55)]), shapely.LineString([(0, 55), (2000, 55)])],
              type=["Bike Lane", "Shared Lane Pavement Marking"]),
        theme("parking_lots", [shapely.box(200, 100, 250, 120), shapely.box(300, 100, 320, 120)],
              capacity=[33.0, 13.0], capacity_low=[28.0, 11.0], capacity_high=[40.0, 16.0]),
        theme("parking_spaces", spaces, capacity=[1.0] * 10, status=["in service"] * 9 + ["permanently removed"]),
        theme("parking_garages", [shapely.Point(600, 90), shapely.Point(225, 110)],
              capacity=[100.0, 33.0], structure=["garage", "lot"]),
        theme("open_spaces", [shapely.box(0, 600, 100, 700)]),
        theme("street_lights", [shapely.Point(50, 650)]),
        theme("landmarks", marks, type=["library"]),
        theme("water", [shapely.box(0, 900, 3000, 1000)]),
    ]  # fmt: skip
    themes = {t.name: t for t in made if t.name not in without}
    return District("tiny", Words(), "EPSG:26986", (0, 0), EXTENT, themes, (), Words(), "2026")


def plan(district: District, parameters: Mapping[str, Quantity] | None = None, changes: Sequence[Change] = ()) -> Plan:
    scenario = Scenario(
        id="tiny-2035", kind="scenario", title=Words("小", "Tiny"), year=2035, district="tiny",
        layers={name: LayerState(True) for name in LAYERS}, interventions=tuple(c.intervention for c in changes),
        views=(), file=Path("tiny.yaml"), hash="tiny", parameters=dict(parameters or {}),
    )  # fmt: skip
    return Plan(scenario, district, tuple(changes))


def change(name: str, layer: str, features: Sequence[str] = ()) -> Change:
    made = Intervention(name, layer, "add", Target(), 2028, Words(name, name))
    return Change(made, tuple(features), tuple(features), 2030)


def state(*things: Thing, parameters: Mapping[str, Quantity] | None = None, district: District | None = None) -> State:
    return State(plan(district or place(), parameters), 2035, LAYERS, things)


# what may stand there -----------------------------------------------------------------------------------------------

LOT = {"area_converted": exact(1000, "m2"), "stalls_removed": Quantity(28, 33, 40, "stall", "S08")}
PARK = Thing("to-park", "park", "parking", replaced=("parking_lots-1",), amounts=LOT)
KERB = Thing("to-drop-off", "drop_off", "parking", by="demand",
             replaced=tuple(f"parking_spaces-{k}" for k in (1, 2, 3, 4)),
             amounts={"area_converted": exact(50, "m2")})  # fmt: skip
GARDEN = Thing("to-garden", "park", "parking", replaced=("parking_spaces-5", "parking_spaces-6"))
HUB = Thing("to-hub", "delivery_hub", "parking", replaced=("parking_lots-1",), amounts=LOT)
LANE = Thing("lane", "av_lane", "av_lanes", amounts={
    "lane_length": exact(1, "km"), "lane_width": Quantity(2.85, 2.95, 3.05, "m", "S10"),
    "road_surface_used": exact(2950, "m2")})  # fmt: skip
SENSOR = Thing("eye", "sensor", "sensors", at=(50.0, 650.0), amounts={"reach": Quantity(5, 10, 20, "m", "A")},
               identifying=True, operator="City")  # fmt: skip
CELL = Thing("cell", "small_cell", "digital_core", at=(50.0, 650.0),
             amounts={"reach": exact(30, "m"), "power_drawn": exact(3.5, "kW")})  # fmt: skip
TREE = Thing("tree", "water_tree", "interactive", at=(50.0, 650.0), amounts={"footprint": exact(36, "m2")})
ROOF = Thing("roof", "solar_roof", "energy", amounts={
    "power_a_year": Quantity(100, 150, 200, "MWh/a", "A"), "storage": exact(200, "kWh")})  # fmt: skip
PODS = Thing("pods", "pod_group", "cowork_pods", at=(5.0, 50.0),
             amounts={"seats": exact(6, "seat"), "deck": exact(20, "m2")})  # fmt: skip
