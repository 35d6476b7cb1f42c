"""What the changes of a state put there or take away, each with its size, its place and what stood there before."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import shapely

from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.state import standing
from wespace_desktop.model.view import Line
from wespace_desktop.model.words import Words
from wespace_desktop.scene.describe import SINGULAR, title
from wespace_desktop.scene.part import Item, Scene

NOTHING = Words("无", "nothing")
_MIXED_LANE = Words("混行车道", "lanes for all traffic")
#: The fact of an item that is its size on the ground: a sensor's ground seen is not.
_AREAS = ("Area converted", "Road surface used", "Deck", "Footprint", "Roof taken")
_LENGTHS = ("Lane length",)
_STALLS = ("Stalls removed",)
#: How far from a street's centre line a lamp post without a street may stand to be on it.
_BESIDE_M = 40.0


@dataclass(frozen=True)
class Thing:
    """One object of a state, or the gap that a removed feature leaves (its title is NOTHING, its object '').

    `instead_of` and `instead_object` are what stands there without it. `claims`: what no other thing of a state can
    claim, so that two states can be laid side by side. `centre`: middle of what is drawn of it, None when nothing is.
    """

    id: str
    object: str
    title: Words
    instead_of: Words
    instead_object: str
    replaced: tuple[str, ...]
    area_m2: float | None
    length_m: float | None
    stalls: Quantity | None
    place: Words
    change: Change
    scenario: str
    claims: tuple[str, ...] = ()
    centre: tuple[float, float] | None = None


#: What a change put there does not depend on the state asked about: one tick of a layer asks for hundreds again.
_KEPT: WeakKeyDictionary[Scene, dict[str, tuple[Thing, ...]]] = WeakKeyDictionary()


def things_in(
    scene: Scene, scenario: str, year: int, layers: Collection[str], line: Line = "central"
) -> dict[str, Thing]:
    """All objects of the changes that stand, by id; KeyError when no such scenario is open."""
    plan = scene.plan(scenario)
    keys = standing(plan, year, layers, line)
    kept = _KEPT.setdefault(scene, {})
    drawn = _drawn(scene, keys - kept.keys())
    found: dict[str, Thing] = {}
    for change in plan.changes:
        key = plan.key(change)
        if key in keys:
            if key not in kept:
                kept[key] = tuple(_of_change(scene, plan, change, drawn.get(key, {})))
            for thing in kept[key]:
                found.setdefault(thing.id, thing)
    return found


def _drawn(scene: Scene, keys: frozenset[str]) -> dict[str, dict[str, tuple[float, float]]]:
    """Change key -> item id -> middle of what is drawn of it. An item that two scenarios share is kept once in
    `scene.items`, so only the parts say which of them have it.
    """
    sums: dict[str, np.ndarray] = {}
    for part in scene.parts:
        for key in part.needs & keys:
            total = sums.setdefault(key, np.zeros((3, len(scene.ids))))
            # see-through parts say that a thing is there; its place is where its solid parts are
            weight = 1.0 if part.opacity == 1 else 1e-9
            for row, values in enumerate((part.points[:, 0], part.points[:, 1], np.ones(len(part.ids)))):
                total[row] += weight * np.bincount(part.ids, values, len(scene.ids))
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for key, (x, y, n) in sums.items():
        there = [int(k) for k in np.flatnonzero(n) if scene.ids[k] in scene.items]
        found[key] = {scene.ids[k]: (float(x[k] / n[k]), float(y[k] / n[k])) for k in there}
    return found


def _of_change(scene: Scene, plan: Plan, change: Change, drawn: dict[str, tuple[float, float]]) -> Iterator[Thing]:
    """What is drawn for a change, then the features it takes away that nothing drawn stands for."""
    left = dict.fromkeys(change.replaces)
    for name, centre in drawn.items():
        item = scene.items[name]
        replaced = tuple(f for f in _replaced(change, item) if f in left)
        for feature in replaced:
            del left[feature]
        yield _of_item(scene.district, plan, change, (item, replaced, centre))
    for feature in left:
        yield _of_feature(scene.district, plan, change, feature)


def _replaced(change: Change, item: Item) -> tuple[str, ...]:
    return item.replaces or tuple(f for f in change.replaces if item.id == f"{change.id}-{f}")


def _of_item(
    district: District, plan: Plan, change: Change, drawn: tuple[Item, tuple[str, ...], tuple[float, float]]
) -> Thing:
    item, replaced, centre = drawn
    length = _number(item, _LENGTHS)
    words, theme = _before(district, change, replaced)
    return Thing(
        id=item.id,
        object=item.kind,
        title=item.title,
        instead_of=words,
        instead_object=theme,
        replaced=replaced,
        area_m2=_central(_number(item, _AREAS)),
        length_m=None if length is None else length.central * 1000,
        stalls=_number(item, _STALLS),
        place=_place(district, replaced or _nearest(district, change, item)),
        change=change,
        scenario=plan.id,
        claims=replaced or _own_place(change, item),
        centre=centre,
    )


def _own_place(change: Change, item: Item) -> tuple[str, ...]:
    """A lane by its street, a sensor by its pole: the id without the change's name. Pods are only numbered."""
    rest = item.id.removeprefix(f"{change.id}-")
    named = change.intervention.action == "retag" or rest in change.features
    return (f"{item.title.en} {rest}",) if named else ()


def _of_feature(district: District, plan: Plan, change: Change, feature: str) -> Thing:
    theme, row = _find(district, feature)
    takes_away = change.intervention.action == "remove"
    geometry = theme.geometry[row]
    capacity = theme.get(feature, "capacity")
    return Thing(
        id=feature,
        object="" if takes_away else change.layer,
        title=NOTHING if takes_away else change.intervention.title,
        instead_of=title(theme, row),
        instead_object=theme.name,
        replaced=(feature,),
        area_m2=float(shapely.area(geometry)) if theme.kind == "polygon" else None,
        length_m=float(shapely.length(geometry)) if theme.kind == "line" else None,
        stalls=_capacity(theme, feature) if theme.name.startswith("parking_") and capacity is not None else None,
        place=_place(district, (feature,)),
        change=change,
        scenario=plan.id,
        claims=(feature,),
    )


def _number(item: Item, labels: tuple[str, ...]) -> Quantity | None:
    return next((f.value for f in item.facts if f.label.en in labels and isinstance(f.value, Quantity)), None)


def _central(amount: Quantity | None) -> float | None:
    return None if amount is None else amount.central


def _capacity(theme: Theme, feature: str) -> Quantity | None:
    central = float(theme.get(feature, "capacity"))
    if not np.isfinite(central):
        return None
    low, high = (float(theme.get(feature, f"capacity_{end}", central)) for end in ("low", "high"))
    return Quantity(min(low, central), central, max(high, central), "stall", "S08")


def _before(district: District, change: Change, replaced: tuple[str, ...]) -> tuple[Words, str]:
    """What stands there without the thing, in words and as a theme: one feature by its title, many by their number."""
    if not replaced:
        return (_MIXED_LANE, "streets") if change.intervention.action == "retag" else (NOTHING, "")
    theme, row = _find(district, replaced[0])
    if len(replaced) == 1:
        return title(theme, row), theme.name
    kind = SINGULAR.get(theme.name, Words(theme.name, theme.name))
    return Words(f"{len(replaced)} 个{kind.zh}", f"{len(replaced)} × {kind.en.lower()}"), theme.name


def _place(district: District, features: tuple[str, ...]) -> Words:
    """The street of the first of them, else its own name, else the nearest street, else what it is."""
    if not features:
        return Words()
    theme, row = _find(district, features[0])
    columns = ("name",) if theme.name == "streets" else ("street", "name", "location", "park")
    names: Iterator[Any] = (theme.attributes[c][row] for c in columns if c in theme.attributes)
    name = next((str(n) for n in names if str(n)), "")
    name = name or _street_beside(district, theme.geometry[row])
    return Words(name, name) if name else title(theme, row)


def _street_beside(district: District, shape: Any) -> str:
    streets = district.theme("streets")
    names = streets.attributes.get("name")
    if names is None or not len(streets):
        return ""
    rows = streets.tree.query(shape, predicate="dwithin", distance=_BESIDE_M)
    near = [k for k in rows if str(names[k])]
    return str(names[min(near, key=lambda k: (shapely.distance(streets.geometry[k], shape), k))]) if near else ""


def _nearest(district: District, change: Change, item: Item) -> tuple[str, ...]:
    """The feature of the change's target on or beside which the item stands."""
    features = [f for f in change.features if district.find(f) is not None]
    if not features:
        return ()
    shapes = np.array([t.geometry[r] for t, r in (_find(district, f) for f in features)], object)
    return (features[int(np.argmin(shapely.distance(shapes, shapely.Point(item.anchor[:2]))))],)


def _find(district: District, feature: str) -> tuple[Theme, int]:
    found = district.find(feature)
    if found is None:
        raise KeyError(feature)
    return found
