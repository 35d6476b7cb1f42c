"""Green roofs: meadow, gravel and shrubs on the real roofs that are free, gardens with a path where asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.assembly import joined
from wespace_desktop.scene.layers.green_forms import garden_parts, meadow_parts
from wespace_desktop.scene.layers.roof_rivals import rival_warnings
from wespace_desktop.scene.layers.roofs import Roof, part_of, roofs_of, share_asked
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import outline3d
from wespace_desktop.scene.site import Site

LAYER = "green"
SHARE = Quantity(40, 60, 80, "%", "A")
SMALLEST = Quantity.exact(150, "m2", "A")
#: DOMAIN L18 (S50): a green roof holds back half to two thirds of the year's rain.
RUN_OFF = Quantity(50, 60, 70, "%", "S50")
LOAD = Quantity(60, 120, 180, "kg/m2", "A")
ILLUSTRATIVE = Words(
    "种植样式为示意，屋顶承重未核算", "the planting is illustrative; nobody has checked what the roof can carry"
)
KINDS = {"extensive": Words("屋顶草甸", "Green roof"), "garden": Words("屋顶花园", "Roof garden")}


@dataclass(frozen=True, eq=False)
class _Greened:
    """The roofs of one change and the part of each that is planted."""

    change: Change
    key: str
    kind: str
    roofs: list[Roof]
    beds: list[Any]
    small: int

    @property
    def items(self) -> list[str]:
        return [f"{self.change.id}-{roof.feature}" for roof in self.roofs]

    @property
    def area_m2(self) -> float:
        return float(sum(bed.area for bed in self.beds))


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Every green roof of the plan; a roof that panels want too is planted all the same, and said."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    warnings: list[str] = []
    tally: dict[str, Quantity] = {}
    for change in settings.changes_of(plan, LAYER):
        done = _greened(site, plan, change)
        tally[done.key] = Quantity.exact(done.area_m2, "m2", "calc")
        if done.small:
            warnings.append(f"{change.id}: {done.small} of its roofs have too little free room and stay as they are")
        if not done.roofs:
            warnings.append(f"{change.id}: none of its targets is a building with a roof to plant")
            continue
        index = np.array([ids.of(name) for name in done.items], np.int32)
        common: dict[str, Any] = {"needs": frozenset({done.key}), "layer": LAYER}
        levels = np.array([roof.z for roof in done.roofs])
        parts += meadow_parts(done.key, (np.array(done.beds, object), levels), index, common)
        if done.kind == "garden":
            parts += garden_parts(done.key, done.roofs, (np.array(done.beds, object), index), common)
        items += _items(done)
        labels.append(_label(done))
        warnings += rival_warnings(site, plan, change)
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings))


def _greened(site: Site, plan: Plan, change: Change) -> _Greened:
    share = share_asked(change, SHARE)
    least = settings.quantity(change, "smallest_roof", SMALLEST).central
    roofs = roofs_of(site, change.features)
    beds = [part_of(roof.free, share, from_south=False) for roof in roofs]
    kept = [k for k, bed in enumerate(beds) if bed.area >= max(least * share, 1.0)]
    kind = str(change.intervention.set.get("type", "extensive"))
    return _Greened(
        change,
        plan.key(change),
        kind if kind in KINDS else "extensive",
        [roofs[k] for k in kept],
        [beds[k] for k in kept],
        len(roofs) - len(kept),
    )


# ---------------------------------------------------------------- what is said


def _items(done: _Greened) -> list[Item]:
    found = []
    for name, roof, bed in zip(done.items, done.roofs, done.beds, strict=True):
        at = bed.representative_point()
        found.append(
            Item(
                name,
                "roof_garden" if done.kind == "garden" else "green_roof",
                KINDS[done.kind],
                (at.x, at.y, roof.z + 0.5),
                outline3d(bed, roof.z + 0.1),
                _facts(done, roof, bed),
                LAYER,
                done.key,
                illustrative=ILLUSTRATIVE,
            )
        )
    return found


def _facts(done: _Greened, roof: Roof, bed: shapely.Geometry) -> tuple[Fact, ...]:
    share = Quantity.exact(100 * bed.area / roof.footprint.area, "%", "calc")
    run_off = settings.quantity(done.change, "run_off", RUN_OFF)
    load = settings.quantity(done.change, "load", LOAD)
    return (
        Fact(
            Words("占用屋面", "Roof taken"),
            Quantity.exact(bed.area, "m2", "calc"),
            Words("轮廓退让女儿墙和设备后的面积 × 占比", "outline less parapet and plant, times the share taken"),
            "calc",
        ),
        Fact(Words("占屋顶轮廓", "Share of the roof"), share, Words("种植 ÷ 轮廓", "planted / outline"), "calc"),
        Fact(
            Words("少排雨水", "Run-off held back"), run_off, Words("年总量", "of the year's rain on it"), run_off.source
        ),
        Fact(
            Words("附加荷载", "Load it adds"),
            load,
            Words("饱水时；须由结构工程师核算", "full of water; a structural engineer must check the roof"),
            load.source,
            estimated=True,
        ),
        Fact(Words("建筑", "Building"), Words(roof.place, roof.place)),
    )


def _label(done: _Greened) -> Label:
    largest = max(range(len(done.beds)), key=lambda k: done.beds[k].area)
    at = done.beds[largest].representative_point()
    n, area = len(done.beds), Quantity.exact(done.area_m2 / 10_000, "ha")
    kind = KINDS[done.kind]
    text = Words(f"{kind.zh} {n} 处 · {area.text('zh')}", f"{n} {kind.en.lower()}s · {area.text('en')}")
    return Label(
        text,
        (at.x, at.y, done.roofs[largest].z + 1.0),
        3.0,
        "layer",
        needs=frozenset({done.key}),
        layer=LAYER,
        item=done.items[largest],
    )
