"""A made-up block today and in 2035: a car park with a car becomes a park; small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scene_town import plan, town

from wespace_desktop.model.words import Words
from wespace_desktop.scene.ledger import PlanState
from wespace_desktop.scene.part import Item, Part, Scene

KEY = "later/park"
TODAY = PlanState("now", 2026, frozenset({"parking"}))
LATER = PlanState("later", 2035, frozenset({"parking"}))


def square(x: float, y: float, z: float, side: float) -> np.ndarray:
    return np.array([[x, y, z], [x + side, y, z], [x + side, y + side, z], [x, y + side, z]], np.float32)


def part(name: str, points: np.ndarray, rgb: tuple[int, int, int], **more: object) -> Part:
    cells = np.array([[0, 1, 2], [0, 2, 3]], np.int32)
    colours = np.tile(np.array(rgb, np.uint8), (len(points), 1))
    values: dict[str, object] = {"cells": cells, "ids": np.zeros(len(points), np.int32)}
    return Part(name, points, rgb=colours, **(values | more))


def block() -> Scene:
    """Seven parts: ground with a texture, a building, a shadow, a kerb line, a car that goes, a park in two details."""
    district = town()
    now = replace(plan(district, "now", {}).scenario, kind="baseline", year=2026)
    later = plan(district, "later", {"park": ("parking_lots-0",)})
    own = replace(
        later.scenario.interventions[0],
        layer="parking",
        title=Words("停车场变公园", "A car park becomes a park"),
        minus=("N2",),
    )
    later = replace(
        later,
        scenario=replace(later.scenario, interventions=(own,), hash="cafe" * 16),
        changes=(replace(later.changes[0], intervention=own),),
    )
    outline = np.zeros((0, 3), np.float32)
    note = Words("示意", "illustrative")
    item = Item(
        "park-1", "park", Words("公园", "Park"), (0, 0, 0), outline, layer="parking", change=KEY, illustrative=note
    )
    needs = frozenset({KEY})
    parts = (
        part("ground/asphalt", square(0, 0, 0, 100), (192, 196, 201), uv=square(0, 0, 0, 9)[:, :2], texture="asphalt"),
        part("buildings/roofs", square(10, 10, 30, 20), (252, 250, 246)),
        part("shadows/ground_0", square(30, 10, 0.02, 10), (61, 74, 102), opacity=0.09, order=5),
        part("ground/kerb_lines", square(0, 0, 0.1, 50), (174, 176, 176), cells=np.array([[0, 1], [1, 2]], np.int32)),
        part("cars/body", square(60, 60, 1, 4), (141, 149, 156), hidden_by=needs, seen_from="bird"),
        part("later/park:lawn", square(60, 60, 0.1, 20), (111, 196, 155), needs=needs, layer="parking"),
        part("later/park:near", square(60, 60, 0.1, 20), (1, 2, 3), needs=needs, layer="parking", seen_from="street"),
    )
    plans = (replace(plan(district, "now", {}), scenario=now), later)
    return Scene(district, plans, parts, ("",), {"park-1": item}, ())
