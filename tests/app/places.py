"""A car park that becomes a park with pods, on paper: a scene without geometry, for the panels' tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely

from wespace_desktop.model.district import District, Source, Theme
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Intervention, LayerState, Scenario, Target
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import Fact, Item, Scene

CAMERA = Camera((0.0, -500.0, 400.0), (0.0, 0.0, 0.0))
LOT, PARK = "lot-100-50", "lot-to-park/lot-100-50"
LAYERS = ("av_lanes", "cowork_pods", "sensors", "parking")


def district() -> District:
    lots = Theme(
        "parking_lots",
        np.array([LOT]),
        np.array([shapely.box(80, 30, 120, 70)], object),
        {"area_m2": np.array([6200.0])},
    )
    source = Source("cambridge", Words("剑桥市停车场", "Parking lots"), "City of Cambridge GIS", "ODC PDDL 1.0", "2024")
    credit = Words("数据：剑桥市 GIS，PDDL 1.0", "Data: City of Cambridge GIS, PDDL 1.0")
    box = (0.0, 0.0, 200.0, 100.0)
    title = Words("肯德尔广场", "Kendall Square")
    return District("kendall", title, "EPSG:26986", (0.0, 0.0), box, {lots.name: lots}, (source,), credit, "2024")


def intervention(**more: object) -> Intervention:
    given: dict[str, object] = {
        "decided_by": Words("市议会，2029 停车新规", "City council, lot rule 2029"),
        "operator": Words("市公园局", "City parks"),
        "reason": Words("附近缺少绿地", "Green space is short nearby"),
        "plus": ("P1", "P4"),
        "minus": ("N2", "N4"),
    }
    title = Words("停车场变公园", "Lot becomes a park")
    return Intervention("lot-to-park", "parking", "convert", Target(), 2029, title, **{**given, **more})  # type: ignore[arg-type]


def scenario(name: str, title: Words, year: int, steps: tuple[Intervention, ...]) -> Scenario:
    view = View("bird", Words("鸟瞰，东南", "Bird, south-east"), CAMERA)
    layers = {layer: LayerState(True) for layer in LAYERS}
    kind = "scenario" if steps else "baseline"
    file = Path(f"{name}.yaml")
    return Scenario(name, kind, title, year, "kendall", layers, steps, (view,), file, "0" * 64)


def scene(**more: object) -> Scene:
    """Today and 2035; in 2035 the car park is a pocket park."""
    place = district()
    step = intervention(**more)
    change = Change(step, (LOT,), (LOT,), 2031)
    today = Plan(scenario("kendall-today", Words("现状", "Today"), 2026, ()), place, ())
    future = Plan(scenario("kendall-2035", Words("肯德尔 2035", "Kendall 2035"), 2035, (step,)), place, (change,))
    park = Item(
        PARK,
        "park",
        Words("口袋公园", "Pocket park"),
        (100.0, 50.0, 0.16),
        np.zeros((0, 3), np.float32),
        (
            Fact(Words("面积", "Area"), Quantity.exact(0.62, "ha"), source="cambridge"),
            Fact(Words("长椅", "Benches"), Quantity(4, 8, 12, "1"), Words("每 40 米一张", "one every 40 m"), "A"),
        ),
        "parking",
        future.key(change),
        (LOT,),
        Words("树木和长椅为示意", "Trees and benches are illustrative"),
    )
    return Scene(place, (today, future), (), ("", LOT, PARK), {PARK: park}, ())


def describe(scene: Scene, name: str) -> Item:
    """Stands in for the describing of district features, which needs the shipped district."""
    if name in scene.items:
        return scene.items[name]
    if name != LOT:
        raise KeyError(name)
    facts = (
        Fact(Words("面积", "Area"), Quantity.exact(0.62, "ha"), source="cambridge"),
        Fact(Words("车位", "Stalls"), Quantity(170, 184, 200, "stall"), Words("按 30 m²", "at 30 m² each"), "A", True),
    )
    title = Words("宾尼街停车场", "Binney Street lot")
    return Item(LOT, "parking_lots", title, (100.0, 50.0, 0.16), np.zeros((0, 3), np.float32), facts)


def describe_or_none(scene: Scene, name: str) -> Item | None:
    """The same, None for a name nobody knows."""
    try:
        return describe(scene, name)
    except KeyError:
        return None
