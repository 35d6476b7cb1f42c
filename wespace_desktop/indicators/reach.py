"""What is within fifteen minutes on foot, for whom: places (I15), green and how unequally (I07), seats (I17)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import shapely

from wespace_desktop.indicators.public_space import floor_areas, once, shape
from wespace_desktop.indicators.reading import (
    Inputs,
    Part,
    Reading,
    not_computable,
    ranged,
    with_range,
)
from wespace_desktop.indicators.state import State, ids_of
from wespace_desktop.model.adoption import Floats
from wespace_desktop.model.district import District
from wespace_desktop.model.indicator import PlaceClass, load_classes, load_groups
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.walking import Network
from wespace_desktop.model.words import Words

MINUTES = 15
#: Ways into a park are looked for this far apart along its edge, m.
_GATES_M = 60.0
_SIDES = ("low", "central", "high")
_NO_NETWORK = not_computable("片区没有步行路线", "the district has no walking routes")
_NO_BUILDINGS = not_computable("片区没有建筑", "the district has no buildings")
#: By building, for each side of a speed: what is counted.
Counted = Callable[[float], Floats]


def reach_m(speed: float) -> float:
    return speed * MINUTES * 60


def completeness(state: State) -> Reading:
    """Classes of places that each building reaches, of those that the data has."""
    lacks = _lacks(state.district)
    if lacks is not None:
        return Reading("I15", None, lacks)
    classes = [c for c in load_classes() if len(_points(state.district, c))]
    left_out = [c for c in load_classes() if c not in classes]
    if not classes:
        return Reading("I15", None, not_computable("八类设施都没有数据", "the data has none of the eight classes"))
    far = [_metres(state, c) for c in classes]

    def reached(metres: float) -> Floats:
        within = np.array([d <= metres for d in far], np.float64)
        return np.asarray(within.mean(axis=0) * 100, np.float64)

    parts, headline = _by_group(state, reached, "%")
    for c, d in zip(classes, far, strict=True):
        share = [_mean(state.district, np.where(d <= reach_m(getattr(_adult(), s)), 100.0, 0.0)) for s in _SIDES]
        words = Words(f"成年人够得到：{c.title.zh}", f"Adults reach {c.title.en}")
        parts.append(Part(words, with_range(share, "%"), places=_places(state, c)))
    note = Words()
    if left_out:
        zh, en = "、".join(c.title.zh for c in left_out), ", ".join(c.title.en for c in left_out)
        note = Words(
            f"八类中有数据的 {len(classes)} 类；没有数据：{zh}", f"{len(classes)} of 8 classes have data; none on {en}"
        )
    places = tuple(i for c in classes for i in _places(state, c))
    return Reading("I15", headline, note=note, parts=tuple(parts), places=places)


def inequality(state: State) -> Reading:
    """Gini over buildings of the green that is within a walk; how far each group is behind adults."""
    lacks = _lacks(state.district)
    parks = [t for t in state.of("park") if t.replaced]
    spaces = state.district.theme("open_spaces")
    if lacks is not None or not (len(spaces) or parks):
        return Reading("I07", None, lacks or not_computable("片区没有绿地数据", "the district has no data on green"))
    greens = [*map(str, spaces.ids), *(f for t in parks for f in t.replaced)]
    sizes = np.array([shapely.area(shape(state.district, g)) for g in greens])
    far = np.stack([_from_feature(state.district, g) for g in greens])
    weights = floor_areas(state.district)

    def green(metres: float) -> Floats:
        return np.asarray((far <= metres).T @ sizes / 1e4, dtype=np.float64)

    parts, mean = _by_group(state, green, "ha")
    values = [gini(green(reach_m(getattr(_adult(), s))), weights) for s in _SIDES]
    adults = mean.central
    gaps = [
        Part(Words(f"差距：{p.label.zh}", f"Gap: {p.label.en}"),
             Quantity.exact(p.quantity.central / adults, "1", "M"), group=f"gap {p.group}")
        for p in parts
        if p.quantity is not None and adults and p.group != "adult"
    ]  # fmt: skip
    places = (*ids_of(parks), *map(str, spaces.ids))
    note = Words("各群体：15 分钟内的绿地均值", "by group: mean green within 15 minutes")
    return Reading("I07", with_range(values, "1"), note=note, parts=(*parts, *gaps), places=places)


def gini(values: Floats, weights: Floats) -> float:
    """sum_ij w_i w_j |x_i - x_j| / (2 W^2 mean); 0 where nothing differs or nothing is there."""
    whole = float(weights.sum())
    mean = float((values * weights).sum()) / whole if whole else 0.0
    if mean <= 0:
        return 0.0
    order = np.argsort(values, kind="stable")
    x, w = values[order], weights[order]
    before = np.cumsum(w) - w
    after = whole - before - w
    return float((x * w * (before - after)).sum() / (whole * whole * mean))


def work_access(state: State) -> Reading:
    """Seats in pods and third places within a walk of each building, averaged by floor area."""
    lacks = _lacks(state.district)
    if lacks is not None:
        return Reading("I17", None, lacks)
    groups = state.of("pod_group") or state.of("pod")
    rooms = [t for t in (*groups, *state.of(layer="third_places")) if t.at and t.amount("seats")]
    far = [_from_points(state.district, f"seat {t.at}", [t.at]) for t in rooms if t.at]
    seats = [t.amounts["seats"] for t in rooms]

    def reached(metres: float) -> Floats:
        central = np.array([q.central for q in seats])
        return (np.stack(far) <= metres).T @ central if far else np.zeros(len(state.district.theme("buildings")))

    parts, headline = _by_group(state, reached, "seat")
    inputs = Inputs(state)
    jobs = inputs.ask("jobs")
    label = Words("每百岗位", "Per 100 jobs")
    parts.append(
        Part(label, None, inputs.why_not()) if jobs is None
        else Part(label, ranged(lambda s, n: s / n * 100, (headline, jobs), "seat"))
    )  # fmt: skip
    near = Inputs(state)
    share = near.ask("commute_within_5km")
    parts.append(Part(Words("5 公里内通勤", "Commutes of 5 km or less"), share, Words() if share else near.why_not()))
    note = Words() if rooms else Words("这一状态没有办公舱和第三空间", "no pod and no third place stands in this state")
    return Reading("I17", headline, note=note, used=tuple(inputs.used), parts=tuple(parts), places=ids_of(rooms))


# ---------------------------------------------------------------- on foot


def _by_group(state: State, count: Counted, unit: str) -> tuple[list[Part], Quantity]:
    """The mean over buildings for each group at its speeds, and that of adults."""
    parts = []
    for group in load_groups().values():
        sides = [_mean(state.district, count(reach_m(getattr(group.walk_speed, s)))) for s in _SIDES]
        parts.append(Part(group.title, with_range(sides, unit), group=group.id))
    adults = next(p.quantity for p in parts if p.group == "adult")
    assert adults is not None
    return parts, adults


def _adult() -> Quantity:
    return load_groups()["adult"].walk_speed


def _mean(district: District, values: Floats) -> float:
    """Weighed by floor area."""
    return float(np.average(values, weights=floor_areas(district)))


def _lacks(district: District) -> Words | None:
    if not len(district.theme("buildings")):
        return _NO_BUILDINGS
    return None if len(Network.of(district)) else _NO_NETWORK


def _doors(district: District) -> np.ndarray:
    """(n, 2) a point inside each building."""
    points = shapely.point_on_surface(district.theme("buildings").geometry)
    return once(district, "doors", lambda: shapely.get_coordinates(points))


def _from_points(district: District, name: str, points: Sequence[tuple[float, float]] | np.ndarray) -> Floats:
    """(buildings,) metres on foot from the nearest of the points; the same points are walked from once."""
    at = np.asarray(points, float).reshape(-1, 2)
    if not len(at):
        return np.full(len(district.theme("buildings")), np.inf)
    return once(district, f"walk {name}", lambda: Network.of(district).walk(at).at(_doors(district)))


def _from_feature(district: District, feature: str) -> Floats:
    return _from_points(district, feature, _gates(shape(district, feature)))


def _gates(ground: shapely.Geometry) -> np.ndarray:
    """(k, 2) places along the edge of a ground where one may come in."""
    edge = shapely.boundary(ground)
    if edge.is_empty:
        return np.empty((0, 2))
    steps = np.arange(0.0, max(edge.length, 1.0), _GATES_M)
    parts = shapely.get_parts(edge)
    found = [shapely.get_coordinates(shapely.line_interpolate_point(p, steps[steps < p.length])) for p in parts]
    return np.concatenate(found)


def _metres(state: State, kind: PlaceClass) -> Floats:
    """(buildings,) to the nearest place of a class, what the scenario put there included."""
    district = state.district
    near = _from_points(district, f"class {kind.id}", _points(district, kind))
    for thing in state.of(*kind.things):
        if thing.kind == "park" and thing.replaced:
            for feature in thing.replaced:
                near = np.minimum(near, _from_feature(district, feature))
        elif thing.at is not None:
            near = np.minimum(near, _from_points(district, f"thing {thing.at}", [thing.at]))
    return near


def _points(district: District, kind: PlaceClass) -> np.ndarray:
    """(k, 2) where the district has places of a class."""
    found = [np.empty((0, 2))]
    for name in kind.themes:
        theme = district.theme(name)
        if theme.kind == "polygon":
            found += [_gates(shapely.make_valid(g)) for g in theme.geometry]
        elif len(theme):
            found.append(shapely.get_coordinates(theme.geometry))
    marks, rows = district.theme("landmarks"), _landmarks(district, kind)
    if len(rows):
        found.append(shapely.get_coordinates(shapely.point_on_surface(marks.geometry[rows])))
    return np.concatenate(found)


def _landmarks(district: District, kind: PlaceClass) -> np.ndarray:
    marks = district.theme("landmarks")
    told = marks.attributes.get("type", np.full(len(marks), "", "U1"))
    return np.flatnonzero(np.isin(np.char.lower(told.astype(str)), list(kind.landmarks)))


def _places(state: State, kind: PlaceClass) -> tuple[str, ...]:
    themes = [str(i) for name in kind.themes for i in state.district.theme(name).ids]
    marks = state.district.theme("landmarks").ids[_landmarks(state.district, kind)]
    return (*ids_of(state.of(*kind.things)), *map(str, marks), *themes)


REACH: dict[str, Callable[[State], Reading]] = {"I07": inequality, "I15": completeness, "I17": work_access}
