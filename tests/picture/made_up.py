"""A small made-up district and a stage that returns a painted gradient: no 3D library is needed to test a page."""

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
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.render import camera as cam
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Item, Label, Scene

ALL = frozenset({"av_lanes", "cowork_pods", "sensors", "parking"})
CAMERA = cam.look((800.0, 700.0, 0.0), -28.0, 40.0, 1400.0, Camera((0, 0, 1), (0, 1, 0)))
EFFECTS = {
    "av_lanes": (("P1", "P5"), ("N2", "N3")),
    "cowork_pods": (("P1", "P3"), ("N2", "N5")),
    "sensors": (("P3", "P4"), ("N3",)),
    "parking": (("P1", "P4"), ("N2", "N4")),
}
AMOUNTS = {
    "av_lanes": Quantity(4.6, 5.0, 5.4, "km"),
    "cowork_pods": Quantity(90, 147, 210, "pod"),
    "sensors": Quantity.exact(46, "1"),
    "parking": Quantity(8.2, 8.9, 9.7, "ha"),
}


class PaintedStage:
    """Draws a gradient, green where something stands, and remembers the shots."""

    def __init__(self) -> None:
        self.shots: list[Shot] = []

    def show(self, scene: Scene) -> None:
        """Nothing to take in."""

    def draw(self, shot: Shot) -> Frame:
        self.shots.append(shot)
        width, height = shot.size
        rgba = np.full((height, width, 4), 255, np.uint8)
        rgba[..., 0] = np.linspace(200, 240, height).astype(np.uint8)[:, None]
        rgba[..., 2] = 180 if shot.standing else 230
        if shot.transparent:
            rgba[: height // 8, :, 3] = 0
        return Frame(
            rgba, np.full((height, width), np.inf, np.float32), cam.matrix(shot.camera, shot.size, 10, 9e3), shot
        )


def make_scene(harmless: bool = False) -> Scene:
    """Today and 2035 of one block; `harmless`: the scenario names no harm at all."""
    building = Theme(
        "buildings", np.array(["bldg-1"]), np.array([shapely.box(0, 0, 9, 9)]), {"estimated": np.array([True])}
    )
    source = Source("city", Words("城市", "City"), "City of Cambridge", "PDDL", "2024")
    credit = Words("剑桥市地理信息", "City of Cambridge GIS")
    extent = (0.0, 0.0, 1600.0, 1400.0)
    title = Words("肯德尔广场", "Kendall Square")
    district = District(
        "kendall", title, "EPSG:26986", (0, 0), extent, {"buildings": building}, (source,), credit, "2024", hash="d1"
    )
    on = {layer: LayerState(True) for layer in ALL}
    future = tuple(_intervention(layer, harmless) for layer in EFFECTS)
    views = (
        View("bird", Words("鸟瞰", "Bird"), CAMERA, Words("停车场变公园。", "Car parks become parks.")),
        View("street", Words("街道", "Street"), CAMERA, mode="single", layers=frozenset({"parking"}), year=2032),
    )
    today = Scenario(
        "today", "baseline", Words("现状", "Today"), 2026, "kendall", on, (), (), Path("today.yaml"), "ab12cd34ef"
    )
    later = Scenario(
        "k-2035",
        "scenario",
        Words("肯德尔广场 2035", "Kendall Square 2035"),
        2035,
        "kendall",
        on,
        future,
        views,
        Path("later.yaml"),
        "3f9a2c1b77",
        short=Words("情景 A", "Scenario A"),
    )
    changes = tuple(Change(i, ("x",) * 12, (), 2031) for i in future)
    tallies = {("k-2035", layer): {f"k-2035/{layer}": amount} for layer, amount in AMOUNTS.items()}
    square = np.array([[700, 700, 0], [860, 700, 0], [860, 820, 0], [700, 700, 0]], np.float32)
    items = {"park": Item("park", "parking", Words("园", "Park"), (780.0, 760.0, 0.0), square)}
    plans = (Plan(today, district, ()), Plan(later, district, changes))
    return Scene(district, plans, (), ("",), items, _labels(), tallies)


def _intervention(layer: str, harmless: bool) -> Intervention:
    plus, minus = EFFECTS[layer]
    settings = {"identifying": True} if layer == "sensors" else {}
    return Intervention(
        layer, layer, "add", Target(), 2029, Words(en=layer), set=settings, plus=plus, minus=() if harmless else minus
    )


def _labels() -> tuple[Label, ...]:
    def street(zh: str, en: str, rank: float, a: tuple[float, float], b: tuple[float, float]) -> Label:
        line = tuple((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, 0.0) for t in np.linspace(0, 1, 20))
        return Label(Words(zh, en), line[10], rank, "street", line)

    def park(n: int) -> Label:
        needs = frozenset({"k-2035/parking"})
        at = (640.0 + 45 * n, 640.0 + 30 * (n % 4), 1.0)
        return Label(Words(f"公园 {n}", f"Park {n}"), at, 5.0 - n / 10, "layer", needs=needs, layer="parking")

    return (
        street("主街", "Main St", 5, (300, 500), (1300, 520)),
        street("百老汇", "Broadway", 4, (500, 300), (900, 1100)),
        street("宾尼街", "Binney St", 3, (300, 900), (1300, 860)),
        street("第三街", "Third St", 2, (1000, 300), (980, 1200)),
        Label(Words("肯德尔站", "Kendall/MIT"), (760.0, 560.0, 0.0), 8.0, "landmark"),
        *(park(n) for n in range(9)),
    )


def make_sheet(size: tuple[int, int] = (960, 540), panes: int = 2, **more: object) -> Sheet:
    """A sheet with 1 to 4 panes of the made-up scene."""
    specs = (
        PaneSpec("today", 2026, ALL, CAMERA, "A", ("park",)),
        PaneSpec("k-2035", 2035, ALL, CAMERA, "B", ("park",)),
        PaneSpec("k-2035", 2035, frozenset({"parking"}), CAMERA, "C"),
        PaneSpec("k-2035", 2032, ALL, CAMERA, "D"),
    )
    chosen = specs[1:2] if panes == 1 else specs[:panes]
    words = {
        "title": Words("肯德尔广场：同一视角，两个时间", "Kendall Square: one view, two times"),
        "caption": Words(
            "一半地面停车场转为公园，三条街道设自动驾驶专用道。", "Half of the surface parking becomes park."
        ),
        "view": "bird",
    }
    return Sheet(size, chosen, **(words | more))
