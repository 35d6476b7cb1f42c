"""A made-up town of one street, two lots and a park, small enough that every number can be told by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from wespace_desktop.model.district import District, Source, Theme
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.scenario import Intervention, Scenario, Target
from wespace_desktop.model.words import Words

EXTENT = (0.0, 0.0, 240.0, 200.0)
NAME = Words("小镇", "Town")


def theme(name: str, geometry: list[Any], /, **attributes: Any) -> Theme:
    ids = np.array([f"{name}-{k}" for k in range(len(geometry))])
    return Theme(name, ids, np.array(geometry, object), {k: np.array(v) for k, v in attributes.items()})


def town(**more: Theme) -> District:
    """Main St runs east at y = 100; lots north of it, buildings south, a park in the west; some things overlap."""
    themes = {
        "roads": theme("roads", [shapely.box(0, 94, 240, 106)], grade=["at-grade"]),
        "traffic_islands": theme("traffic_islands", [shapely.box(100, 99, 112, 101)]),
        "sidewalks": theme("sidewalks", [shapely.box(0, 88, 240, 96), shapely.box(0, 105, 240, 110)]),
        "parking_lots": theme(
            "parking_lots",
            [shapely.box(60, 108, 120, 150), shapely.box(140, 112, 200, 130)],
            capacity=[60.0, 12.0], capacity_low=[50.0, 12.0], capacity_high=[70.0, 12.0],
            estimated=[True, True], street=["Main St", "Main St"],
        ),
        "parking_spaces": theme(
            "parking_spaces",
            [shapely.box(x, 94.2, x + 6, 96.4) for x in (20.0, 27.0, 34.0)],
            status=["in service", "permanently removed", "in service"], capacity=[1.0, 1.0, 1.0],
        ),
        "buildings": theme(
            "buildings",
            [shapely.box(20, 40, 60, 80), shapely.box(60, 40, 80, 80), shapely.box(150, 150, 158, 160)],
            height_m=[30.0, 12.0, 6.0], estimated=[False, False, True], type=["building", "building", "outbuilding"],
        ),
        "open_spaces": theme("open_spaces", [shapely.box(0, 115, 58, 200)], name=["West Park"], area_m2=[4930.0]),
        "water": theme("water", [shapely.box(10, 160, 30, 180)], type=["pond"]),
        "streets": theme(
            "streets",
            [shapely.LineString([(0, 100), (120, 100)]), shapely.LineString([(120, 100), (240, 100)])],
            name=["Main St", "Main St"], direction=["both", "both"],
        ),
        "crossings": theme("crossings", [shapely.LineString([(90, 94), (90.4, 100), (90, 106)])]),
        "street_lights": theme("street_lights", [shapely.Point(50, 107)], type=["cobrahead"]),
        "tree_wells": theme("tree_wells", [shapely.box(70, 106.5, 71, 107.5)]),
        "walkways": theme("walkways", [shapely.LineString([(0, 91), (240, 91)])], type=["sidewalk"]),
        "transit_stops": theme("transit_stops", [shapely.Point(90, 90)], name=["Town/Mit"], mode=["subway"]),
    }  # fmt: skip
    source = Source("towndata", Words("小镇数据", "Town data"), "Town", "PDDL", "2026")
    whole: Mapping[str, Theme] = {**themes, **more}
    return District("town", NAME, "EPSG:26986", (0.0, 0.0), EXTENT, whole, (source,), Words("", "Town"), "2026")


def plan(district: District, name: str, replaces: Mapping[str, tuple[str, ...]]) -> Plan:
    """A plan whose changes (id -> features they replace) belong to a layer that nobody builds."""
    interventions = tuple(
        Intervention(k, "nothing", "convert", Target(ids=v), 2028, Words("变", f"Change {k}"))
        for k, v in replaces.items()
    )
    scenario = Scenario(
        name,
        "scenario",
        Words("情景", f"Scenario {name}"),
        2035,
        "town",
        {},
        interventions,
        (),
        Path(f"{name}.yaml"),
        "",
    )
    changes = tuple(Change(i, i.target.ids, i.target.ids, 2029) for i in interventions)
    return Plan(scenario, district, changes)
