"""A district of four houses, a car park and a street, and its pair of scenarios: enough for every gesture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely

from wespace_desktop.app.opening import Opened
from wespace_desktop.model.district import District, Source, Theme
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Intervention, LayerState, Scenario, Target
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import IdTable, Item, Part, Scene

LAYERS = ("av_lanes", "cowork_pods", "sensors", "parking")
EXTENT = (0.0, 0.0, 400.0, 300.0)


def district() -> District:
    houses = [shapely.box(x, y, x + 60, y + 50) for x in (40, 300) for y in (40, 200)]
    themes = {
        "buildings": Theme("buildings", np.array([f"bldg-{i}" for i in range(4)]), np.array(houses, object)),
        "parking_lots": Theme("parking_lots", np.array(["lot-1"]), np.array([shapely.box(150, 40, 260, 110)], object)),
    }
    source = Source("toy", Words("玩具", "Toy"), "Nobody", "CC0", "2026")
    credit = Words("玩具街区（CC0），2026", "Toy district (CC0), 2026")
    title = Words("玩具街区", "Toy district")
    return District("toy", title, "EPSG:26986", (0.0, 0.0), EXTENT, themes, (source,), credit, "2026", hash="toy")


def plan(place: District, which: str, folder: Path) -> Plan:
    """`today` with nothing, `toy-2035` with one change a layer, `toy-2030` with the park only."""
    kinds = {"today": (), "toy-2035": LAYERS, "toy-2030": ("parking",)}[which]
    base = which == "today"
    year = 2026 if base else int(which[-4:])
    title = Words("现状", "Today") if base else Words(f"{year} 年的街区", f"The district in {year}")
    changes = tuple(_change(layer) for layer in kinds)
    scenario = Scenario(
        id=which, kind="baseline" if base else "scenario", title=title, year=year, district="toy",
        layers={layer: LayerState(True) for layer in LAYERS},
        interventions=tuple(c.intervention for c in changes),
        views=() if base else (View("bird", Words("鸟瞰，东南", "Bird, south-east"), camera()),),
        file=folder / f"{which}.yaml", hash=which, short=title,
    )  # fmt: skip
    return Plan(scenario, place, changes)


def camera() -> Camera:
    return Camera((420.0, -420.0, 420.0), (200.0, 150.0, 0.0), 22.5)


def _change(layer: str) -> Change:
    replaces = ("lot-1",) if layer == "parking" else ()
    made = Intervention(f"{layer}-1", layer, "add", Target(), 2028, Words(f"{layer} 一", f"{layer} one"))
    return Change(made, replaces, replaces, 2030)


def scene(folder: Path, names: tuple[str, ...] = ("today", "toy-2035")) -> Scene:
    """Built by hand: a green ground, grey houses, the lot, and a coloured slab for each layer."""
    place = district()
    plans = tuple(plan(place, name, folder) for name in names)
    ids = IdTable(place)
    parts = [_slab("ground", EXTENT, -0.5, 0.0, ((214, 210, 200), 0))]
    for name, box in zip(place.theme("buildings").ids, place.theme("buildings").geometry, strict=True):
        parts.append(_slab(str(name), box.bounds, 0.16, 25.0, ((240, 238, 232), ids.of(str(name)))))
    keys = frozenset(f"{p.id}/parking-1" for p in plans)
    parts.append(_slab("lot", (150, 40, 260, 110), 0.1, 0.3, ((150, 150, 155), ids.of("lot-1")), hidden_by=keys))
    items = {}
    for p in plans:
        for i, change in enumerate(p.changes):
            name = f"{change.layer}-item"
            items[name] = _item(name, change, p)
            hues = ((11, 114, 196), (217, 138, 18), (184, 67, 140), (111, 196, 155))
            bounds = (150, 40, 260, 110) if change.layer == "parking" else (150 + 30 * i, 150, 170 + 30 * i, 180)
            key = frozenset({p.key(change)})
            look = (hues[i % 4], ids.of(name))
            parts.append(_slab(name + p.id, bounds, 0.2, 3.0, look, needs=key, layer=change.layer))
    tallies = {(p.id, c.layer): {p.key(c): Quantity(1, 2, 3, "ha")} for p in plans for c in p.changes}
    return Scene(place, plans, tuple(parts), ids.names(), items, (), tallies)


def opened(folder: Path, names: tuple[str, ...] = ("today", "toy-2035")) -> Opened:
    """What a reading gives."""
    made = scene(folder, names)
    return Opened(tuple(p.scenario.file for p in made.plans), made, {})


def _item(name: str, change: Change, p: Plan) -> Item:
    ring = np.array([(150, 40, 3), (260, 40, 3), (260, 110, 3), (150, 110, 3), (150, 40, 3)], np.float32)
    return Item(name, "park", Words("口袋公园", "Pocket park"), (205.0, 75.0, 3.0), ring, layer=change.layer,
                change=p.key(change), replaces=change.replaces)  # fmt: skip


def _slab(name, bounds, z0, z1, look, **where) -> Part:  # type: ignore[no-untyped-def]
    (x0, y0, x1, y1), (rgb, index) = bounds, look
    points = np.array([(x, y, z) for z in (z0, z1) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))], np.float32)
    quads = [(4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)]
    cells = np.array([t for a, b, c, d in quads for t in ((a, b, c), (a, c, d))], np.int32)
    colours = np.tile(np.array(rgb, np.uint8), (8, 1))
    colours[:4] = colours[:4] * 0.8
    return Part(name, points, cells, colours, np.full(8, index, np.int32), **where)
