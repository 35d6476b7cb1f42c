"""What is said of a tunnel: items with their facts, how unlikely it is, and the labels of its length and depth."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers import tunnel_forms as forms
from wespace_desktop.scene.layers.tunnel_line import (
    APART_M,
    BORE_M,
    GRADE,
    OPEN_M,
    RAMP_M,
    STATION_M,
    WALL_M,
    Tunnel,
)
from wespace_desktop.scene.part import Fact, Item, Label
from wespace_desktop.scene.shapes import outline3d

LAYER = "tunnel"
LENGTH = Quantity(0, 0, 1.5, "km", "A")
DEPTH = Quantity.exact(12, "m", "S48")
PERSONS = Quantity.exact(4400, "person", "S48")
PORTAL = Quantity(600, 800, 1000, "m2", "A")
ILLUSTRATIVE = Words(
    "到 2035 年建成的可能性低；走向沿街道中线，地质、管线和既有地铁未核对",
    "unlikely by 2035; it follows the street's centreline, and ground, pipes and the existing subway are not checked",
)


def items_of(done: Tunnel) -> list[Item]:
    line, names = done.line, done.items
    middle, _ = line.at(np.array([line.length_m / 2]))
    whole = line.stretch(OPEN_M, line.length_m - OPEN_M, APART_M + BORE_M)
    tunnel = Item(
        names[0], "av_tunnel", Words("自动驾驶隧道", "Driverless tunnel"), (*middle[0].tolist(), -line.depth_m + 3.0),
        outline3d(whole, -line.depth_m + BORE_M), _facts(done), LAYER, done.key, illustrative=ILLUSTRATIVE,
    )  # fmt: skip
    found = [tunnel]
    for k, last in enumerate((False, True)):
        s = forms.open_ramp(line, last)
        ground = line.stretch(float(s[0]), float(s[-1]), RAMP_M + 2 * WALL_M)
        at = ground.centroid
        facts = (
            Fact(Words("坡道占地", "Ground of the ramp"), Quantity.exact(ground.area, "m2", "calc"),
                 Words("目录 600–1,000 m²（假设）", "the catalogue says 600 to 1,000 m², assumed"), "A", True),
            Fact(Words("坡度", "Gradient"), Quantity.exact(100 * GRADE, "%", "A"), Words("假设", "assumed"), "A", True),
            Fact(Words("取代", "Takes the place of"), Words(f"{line.name} 的路面", f"Road surface of {line.name}")),
        )  # fmt: skip
        found.append(Item(
            names[k + 1], "tunnel_portal", Words("隧道口与坡道", "Portal and ramp"),
            (at.x, at.y, forms.PARAPET_M + 2.0),
            outline3d(ground, 0.25), facts, LAYER, done.key, illustrative=ILLUSTRATIVE,
        ))  # fmt: skip
    return [*found, *_station_items(done)]


def _station_items(done: Tunnel) -> list[Item]:
    found = []
    for k, (at, way) in enumerate(zip(*done.line.at(done.stations), strict=True)):
        half = STATION_M[0] / 2
        around = shapely.LineString([at - way * half, at + way * half]).buffer(STATION_M[1] / 2, cap_style="flat")
        area = Quantity.exact(STATION_M[0] * STATION_M[1], "m2", "calc")
        facts = (
            Fact(Words("站厅", "Station hall"), area, Words("52 × 15 m，假设", "52 x 15 m, assumed"), "A", True),
            Fact(Words("深度", "Depth"), Quantity.exact(done.line.depth_m, "m", "S48"),
                 Words("路面到行车面", "from the street to the deck"), "S48", True),
        )  # fmt: skip
        found.append(Item(
            done.items[3 + k], "tunnel_station", Words("隧道车站", "Tunnel station"),
            (float(at[0]), float(at[1]), -done.line.depth_m + STATION_M[2]),
            outline3d(around, -done.line.depth_m + STATION_M[2] - 0.6), facts, LAYER, done.key,
            illustrative=ILLUSTRATIVE,
        ))  # fmt: skip
    return found


def _facts(done: Tunnel) -> tuple[Fact, ...]:
    line, change = done.line, done.change
    persons = settings.quantity(change, "persons", PERSONS)
    asked = settings.quantity(change, "length", LENGTH)
    said = Words(
        "目录：到 2035 年 0 / 0 / 1.5 km（假设）", "the catalogue says 0 / 0 / 1.5 km by 2035, assumed"
    )
    return (
        Fact(Words("长度", "Length"), length_of(done, asked), said, asked.source, True),
        Fact(Words("深度", "Depth"), Quantity.exact(line.depth_m, "m", "S48"),
             Words("路面到行车面", "from the street to the deck"), "S48", True),
        Fact(Words("孔径", "Bore"), Quantity.exact(BORE_M, "m", "S48"),
             Words("两孔，各一方向；来源称小于 4.3 m", "two, one each way; said to be less than 4.3 m"), "S48", True),
        Fact(Words("设计运力", "Design capacity"), persons,
             Words("每小时；运营方所称", "an hour, as its operator says"), persons.source, True),
        Fact(Words("位于", "Under"), Words(f"{line.name} 街道中线下", f"the centreline of {line.name}")),
        Fact(Words("未核对", "Not checked"),
             Words("地质、地下管线、既有地铁", "ground, pipes in it, the existing subway")),
    )  # fmt: skip


def labels_of(done: Tunnel) -> list[Label]:
    line = done.line
    needs = frozenset({done.key})
    km = figures(line.length_m / 1000)
    middle, _ = line.at(np.array([line.length_m / 2 + 40.0]))
    mark, _ = line.at(np.array([mark_at(done)]))
    depth = f"{line.depth_m:g} m"
    name = Words(f"地下隧道 {km} km · 2035 年前可能性低", f"AV tunnel {km} km · unlikely by 2035")
    deep = Words(f"深 {depth}", f"{depth} deep")
    look: dict[str, Any] = {"needs": needs, "layer": LAYER, "item": done.items[0]}
    return [
        Label(name, (*middle[0].tolist(), -line.depth_m + BORE_M), 5.0, "layer", **look),
        Label(deep, (*mark[0].tolist(), -line.depth_m / 2), 3.5, "layer", **look),
    ]


def length_of(done: Tunnel | None, asked: Quantity) -> Quantity:
    made = done.line.length_m / 1000 if done is not None else 0.0
    if asked.is_exact or done is None:
        return Quantity.exact(made, "km", asked.source)
    return Quantity(min(asked.low, made), made, max(asked.high, made), "km", asked.source)


def mark_at(done: Tunnel) -> float:
    """Where the depth is written: where the level part begins."""
    return done.line.ramp_m + 12.0
