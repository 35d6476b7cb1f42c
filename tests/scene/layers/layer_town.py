"""A made-up town of two streets, four buildings, two lots and a plaza, and plans on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Intervention, Scenario, Target
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import IdTable, LayerBuild
from wespace_desktop.scene.site import Site

EXTENT = (-20.0, -120.0, 320.0, 120.0)
LOT, SMALL_LOT = (
    shapely.box(30, -80, 110, -14),
    shapely.Polygon([(180, 14), (230, 14), (230, 50), (205, 62), (180, 50)]),
)
PLAZA = shapely.box(180, -70, 250, -14)
BUILDINGS = [
    shapely.box(60, 12, 120, 40),
    shapely.box(112, -60, 130, -20),
    shapely.box(252, -60, 290, -16),
    shapely.box(240, 14, 300, 60),
]


def theme(name: str, geometry: Sequence[Any], prefix: str, /, **attributes: Sequence[Any]) -> Theme:
    ids = np.array([f"{prefix}-{k + 1}" for k in range(len(geometry))])
    return Theme(name, ids, np.array(geometry, object), {k: np.array(v) for k, v in attributes.items()})


def town(
    road_half_width_m: float = 7.0,
    direction: str = "both",
    extra: Sequence[Any] = (),
    lots: Sequence[Any] = (LOT, SMALL_LOT),
) -> District:
    """`extra` are more buildings."""
    half = road_half_width_m
    main, cross = shapely.box(0, -half, 300, half), shapely.box(138, -110, 152, 110)
    walks = shapely.difference(
        shapely.union(main.buffer(4, join_style="mitre"), cross.buffer(4, join_style="mitre")),
        shapely.union(main, cross),
    )
    segments = [
        shapely.LineString([(0, 0), (70, 0.4), (145, 0)]),
        shapely.LineString([(145, 0), (300, 0)]),
        shapely.LineString([(145, -110), (145, 0)]),
        shapely.LineString([(145, 0), (145, 110)]),
    ]
    spaces = [shapely.box(200 + 6.1 * k, half - 2.2, 206 + 6.1 * k, half) for k in range(5)]
    themes = [
        theme("roads", [shapely.union(main, cross)], "road"),
        theme(
            "streets",
            segments,
            "street",
            name=["Main St", "Main St", "Cross St", "Cross St"],
            direction=[direction] * 2 + ["both"] * 2,
        ),
        theme("buildings", [*BUILDINGS, *extra], "bldg", height_m=[12.0] * (len(BUILDINGS) + len(extra))),
        theme("sidewalks", list(shapely.get_parts(walks)), "walk"),
        theme("parking_lots", list(lots), "lot"),
        theme("parking_spaces", spaces, "space"),
        theme("plazas", [PLAZA], "plaza"),
        theme("street_lights", [shapely.Point(20 + 40 * k, half + 1.5) for k in range(7)], "light"),
    ]
    return District(
        "town",
        Words("小镇", "Town"),
        "EPSG:26986",
        (0.0, 0.0),
        EXTENT,
        {t.name: t for t in themes},
        (),
        Words(),
        "2026",
    )


def change(
    name: str, layer: str, features: Sequence[str], given: dict[str, Any] | None = None, count: float = 0
) -> Change:
    target = Target(count=Quantity.exact(count, "pod") if count else None)
    action = {"av_lanes": "retag", "parking": "convert"}.get(layer, "add")
    made = Intervention(name, layer, action, target, 2029, Words(name, name), set=given or {})  # type: ignore[arg-type]
    return Change(made, tuple(features), (), 2030)


def plan(district: District, *changes: Change) -> Plan:
    interventions = tuple(c.intervention for c in changes)
    scenario = Scenario("next", "scenario", Words(), 2035, "town", {}, interventions, (), Path("next.yaml"), "")
    return Plan(scenario, district, tuple(changes))


def build(module: Any, district: District, *changes: Change) -> LayerBuild:
    """The layer of a module, built for these changes on a new site."""
    built = module.build(Site(district), plan(district, *changes), IdTable(district))
    assert isinstance(built, LayerBuild)
    return built


def main_street(district: District, name: str = "Main St") -> list[str]:
    streets = district.theme("streets")
    return [str(i) for i, n in zip(streets.ids, streets.attributes["name"], strict=True) if n == name]


def same(a: LayerBuild, b: LayerBuild) -> bool:
    """Whether two builds are equal to the last bit."""
    pairs = list(zip(a.parts, b.parts, strict=True))
    arrays = ("points", "cells", "rgb", "ids")
    return all(np.array_equal(getattr(p, n), getattr(q, n)) for p, q in pairs for n in arrays)
