"""Converted parking: real lots and metered spaces become park, plaza, bicycle or delivery hub, drop-off."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers.assembly import joined
from wespace_desktop.scene.layers.kerb_strips import Strip, floor_of, strips_of
from wespace_desktop.scene.layers.lot_parts import lot_parts
from wespace_desktop.scene.layers.park_design import FUNCTIONS, Design, design_lot
from wespace_desktop.scene.layers.stall_shortage import shortage_warnings
from wespace_desktop.scene.layers.strip_parts import strip_parts
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import outline3d
from wespace_desktop.scene.site import Site

LAYER = "parking"
OUTLINE_Z = 0.24
_LABELLED_M2 = 500.0
#: DOMAIN L07: a surface stall with its share of the aisle.
STALL_GROSS_M2 = Quantity(25, 30, 35, "m2", "S08")
ILLUSTRATIVE = Words(
    "新景观、树木与人物为示意，非测绘", "the new design, its trees and people are illustrative, not survey"
)
STRIP_WORDS = {
    "park": Words("路边小公园", "Parklet"),
    "plaza": Words("路边小广场", "Kerbside seats"),
    "bicycle_hub": Words("路边自行车位", "Kerbside bicycle stands"),
    "delivery_hub": Words("路边配送位", "Kerbside delivery bays"),
    "drop_off": Words("路边上下客区", "Kerbside drop-off"),
}


@dataclass(frozen=True, eq=False)
class Converted:
    """What one change makes of its lots and rows of spaces; items run parallel to designs, then strips."""

    change: Change
    key: str
    function: str
    lots: tuple[str, ...]
    designs: tuple[Design, ...]
    strips: tuple[Strip, ...]
    items: tuple[str, ...]

    @property
    def ground(self) -> list[BaseGeometry]:
        return [d.lot for d in self.designs] + [s.ground for s in self.strips]

    @property
    def area_m2(self) -> float:
        return float(sum(g.area for g in self.ground))


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Every conversion of the plan."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    warnings: list[str] = []
    tally: dict[str, Quantity] = {}
    clears: dict[str, BaseGeometry] = {}
    for change in settings.changes_of(plan, LAYER):
        done = converted(site, plan, change)
        if not done.items:
            warnings.append(f"{change.id}: none of its targets is a parking lot or a metered space")
        warnings += shortage_warnings(plan, change)
        index = [ids.of(name) for name in done.items]
        parts += lot_parts(done.key, done.designs, index[: len(done.designs)])
        parts += strip_parts(done.key, done.function, done.strips, index[len(done.designs) :])
        items += _items(site, done)
        labels += _labels(done)
        tally[done.key] = Quantity.exact(done.area_m2, "m2", "calc")
        clears[done.key] = _cleared(done)
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings), clears=clears)


def converted(site: Site, plan: Plan, change: Change) -> Converted:
    """The designs of one change, in the order of its features."""
    function = str(change.intervention.set.get("function", "park"))
    district = site.district
    lots = tuple(f for f in change.features if district.theme("parking_lots").has(f))
    spaces = [f for f in change.features if district.theme("parking_spaces").has(f)]
    designs = tuple(design_lot(site, lot, function) for lot in lots)
    strips = tuple(strips_of(site, spaces)) if spaces else ()
    items = [f"{change.id}-{lot}" for lot in lots] + [f"{change.id}-{s.spaces[0]}" for s in strips]
    return Converted(change, plan.key(change), function, lots, designs, strips, tuple(items))


def _cleared(done: Converted) -> BaseGeometry:
    shapes = [d.lot for d in done.designs] + [d.beds for d in done.designs]
    shapes += [shapely.buffer(floor_of(s), 0.3) for s in done.strips]
    return shapely.union_all(shapes) if shapes else shapely.Polygon()


# ---------------------------------------------------------------- what is said


def _items(site: Site, done: Converted) -> list[Item]:
    found = []
    for name, lot, design in zip(done.items, done.lots, done.designs, strict=False):
        words = FUNCTIONS.get(done.function, FUNCTIONS["park"])
        facts = (*_area_facts(design.lot.area), _stalls_of_lot(site, lot), _how(done), *_design_facts(design))
        found.append(_item(done, name, words, (design.lot, facts, (lot,))))
    for name, strip in zip(done.items[len(done.lots) :], done.strips, strict=True):
        words = STRIP_WORDS.get(done.function, STRIP_WORDS["park"])
        stalls = Quantity.exact(len(strip.spaces), "stall", "calc")
        facts = (
            *_area_facts(strip.ground.area),
            Fact(Words("取消车位", "Stalls removed"), stalls, Words("路边车位个数", "kerb spaces counted"), "calc"),
            _how(done),
        )
        found.append(_item(done, name, words, (strip.ground, facts, strip.spaces)))
    return found


def _item(
    done: Converted, name: str, words: Words, ground: tuple[BaseGeometry, tuple[Fact, ...], tuple[str, ...]]
) -> Item:
    shape, facts, replaced = ground
    at = shape.representative_point()
    return Item(
        name,
        done.function,
        words,
        (at.x, at.y, OUTLINE_Z),
        outline3d(shape, OUTLINE_Z),
        facts,
        LAYER,
        done.key,
        replaces=replaced,
        illustrative=ILLUSTRATIVE,
    )


def _area_facts(area_m2: float) -> tuple[Fact, ...]:
    note = Words(
        "原停车用地的面积，全部为地面空间",
        "area of the former parking; all of it surface, none in structures or underground",
    )
    return (Fact(Words("转换面积", "Area converted"), Quantity.exact(area_m2, "m2", "calc"), note, "calc"),)


def _stalls_of_lot(site: Site, lot: str) -> Fact:
    theme = site.district.theme("parking_lots")
    area = float(theme.geometry[theme.index(lot)].area)
    central = theme.get(lot, "capacity")
    label = Words("取消车位", "Stalls removed")
    if central is None or central != central:
        count = Quantity(
            area // STALL_GROSS_M2.high, area // STALL_GROSS_M2.central, area // STALL_GROSS_M2.low, "stall", "S08"
        )
        return Fact(
            label,
            count,
            Words("面积 ÷ 每车位 25–35 m²", "area / 25 to 35 m² a stall with its aisle"),
            "S08",
            estimated=True,
        )
    low, high = theme.get(lot, "capacity_low", central), theme.get(lot, "capacity_high", central)
    estimated = bool(theme.get(lot, "estimated", False))
    note = (
        Words("由面积估计，每车位 25–35 m²", "estimated from the area, 25 to 35 m² a stall") if estimated else Words()
    )
    return Fact(label, Quantity(float(low), float(central), float(high), "stall", "S08"), note, "S08", estimated)


def _how(done: Converted) -> Fact:
    by_demand = done.change.intervention.decision == "demand"
    words = Words("需求下降后释放", "released by demand") if by_demand else Words("由决策转换", "converted by decision")
    return Fact(Words("空间来源", "How the space comes free"), words)


def _design_facts(design: Design) -> tuple[Fact, ...]:
    trees = Quantity.exact(len(design.trees), "1", "")
    facts = [
        Fact(
            Words("草地", "Lawn"),
            Quantity.exact(design.lawn.area, "m2", "calc"),
            Words("转换面积减去铺装", "area converted less its paving"),
            "calc",
        ),
        Fact(Words("新树", "New trees"), trees, ILLUSTRATIVE),
    ]
    names = {
        "benches": Words("座椅", "Benches"),
        "racks": Words("自行车架组", "Rack groups of 12 bicycles"),
        "lockers": Words("快递柜组", "Parcel locker banks"),
        "shelters": Words("候车亭", "Shelters"),
    }
    facts += [
        Fact(words, Quantity.exact(len(design.things[k]), "1", ""), ILLUSTRATIVE)
        for k, words in names.items()
        if len(design.things.get(k, ()))
    ]
    if design.bays:
        facts.append(Fact(Words("装卸与上下客位", "Bays"), Quantity.exact(len(design.bays), "1", ""), ILLUSTRATIVE))
    return tuple(facts)


def _labels(done: Converted) -> list[Label]:
    """The largest lots of the change by name; small ones stay quiet."""
    words = FUNCTIONS.get(done.function, FUNCTIONS["park"])
    order = sorted(range(len(done.designs)), key=lambda k: -done.designs[k].lot.area)[:4]
    found = []
    for k in order:
        area = Quantity.exact(done.designs[k].lot.area, "m2")
        if area.central >= _LABELLED_M2:
            at = done.designs[k].lot.representative_point()
            text = Words(f"{words.zh} {area.text('zh')}", f"{words.en} {area.text('en')}")
            found.append(
                Label(
                    text,
                    (at.x, at.y, 1.0),
                    area.central / 400,
                    "layer",
                    needs=frozenset({done.key}),
                    layer=LAYER,
                    item=done.items[k],
                )
            )
    return found
