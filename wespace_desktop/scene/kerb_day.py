"""The kerb of a street through the day: metres taken by parking, deliveries, mobile spaces and stops, of how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import shapely

from wespace_desktop.model.district import District
from wespace_desktop.model.hours import DAY, share, uses_of
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import Item
from wespace_desktop.scene.uses import is_open_at

#: A kerb belongs to the nearest centreline within reach that runs its way (cosine), m; at a crossing nobody stands.
_REACH_M, _ALONG, _CROSSING_M, _PIECE_M = 22.0, 0.75, 3.0, 4.0
_TYPICAL_M = 6.0
KERB_USED = "Kerb used"
#: How full metered spaces are at each hour.
_METERED = np.array([share("retail", hour) for hour in range(DAY)])
PARKING = Words("停车", "Parking")
#: What stands at the kerb: use -> its words and colour (a use of the profiles), in the order of the chart.
USES: dict[str, tuple[Words, str]] = {
    "parking": (PARKING, "parking"),
    "deliveries": (Words("配送", "Deliveries"), "delivery"),
    "mobile": (Words("移动空间", "Mobile spaces"), "shop"),
    "drop_off": (Words("上下客", "Drop-off"), "work"),
    "sharing": (Words("共享车队", "Shared fleet"), "home"),
    "green": (Words("绿化与座位", "Green and seats"), "public"),
}
#: Kind of a layer's object -> its use of the kerb, and the profile it follows; '' is all day.
KINDS: dict[str, tuple[str, str]] = {
    "courier_bay": ("deliveries", "deliveries"),
    "delivery_hub": ("deliveries", "deliveries"),
    "mobile_office": ("mobile", ""),
    "mobile_cafe": ("mobile", ""),
    "mobile_play": ("mobile", ""),
    "drop_off": ("drop_off", ""),
    "fleet_bay": ("sharing", ""),
    "park": ("green", ""),
    "plaza": ("green", ""),
    "bicycle_hub": ("sharing", ""),
}


@dataclass(frozen=True)
class KerbDay:
    """`metres[use]` (24,) at each hour, of `length_m` of kerb. `estimated`: the data hold no kerbs."""

    street: str
    length_m: float
    metres: Mapping[str, tuple[float, ...]]
    estimated: bool = False

    def total(self, hour: int) -> float:
        return sum(v[hour] for v in self.metres.values())

    @property
    def fullest(self) -> int:
        """The hour with most metres taken, the first of several."""
        return max(range(DAY), key=self.total)

    def text(self, hour: int) -> Words:
        """`12:00 · Parking 55 m, Deliveries 22 m; 77 of 640 m of kerb`."""
        told = [(USES[u][0], round(v[hour])) for u, v in self.metres.items() if round(v[hour])]
        zh = "，".join(f"{w.zh} {m} 米" for w, m in told) or "无人使用"
        en = ", ".join(f"{w.en} {m} m" for w, m in told) or "nobody"
        taken, length = round(self.total(hour)), round(self.length_m)
        of = Words(f"路缘 {length} 米中占用 {taken} 米", f"{taken} of {length} m of kerb")
        return Words(f"{hour:02d}:00 · {zh}；{of.zh}", f"{hour:02d}:00 · {en}; {of.en}")


def kerb_day(plan: Plan, items: Mapping[str, Item], standing: frozenset[str], street: str) -> KerbDay | None:
    """None where the district knows no such street or no kerb of it."""
    district = plan.district
    length = kerb_length(district, street)
    if not length:
        return None
    found = {use: np.zeros(DAY) for use in USES}
    at_kerb = [i for i in items.values() if i.change in standing and i.kind in KINDS]
    gone = {f for i in at_kerb for f in i.replaces}
    parked = _parked(district, street, gone)
    for item in (i for i in at_kerb if street_of(district, i) == street):
        use, taken = _of_item(district, item, plan)
        found[use] += taken
        if not item.replaces:       # its slot lies on metered spaces: nobody parks there meanwhile
            parked -= np.minimum(parked, taken * _METERED)
    found["parking"] = parked
    used = {use: tuple(float(v) for v in taken) for use, taken in found.items() if taken.any()}
    return KerbDay(street, length, used, not len(district.theme("kerbs")))


def street_of(district: District, item: Item) -> str:
    """The street at whose kerb a thing stands; '' when it stands at none."""
    told = next((f.value for f in item.facts if f.label.en == "Street"), None)
    if item.change and isinstance(told, Words):
        return told.en
    names = [district.find(name) for name in (item.replaces or (item.id,))]
    for theme, row in (n for n in names if n is not None):
        column = "name" if theme.name == "streets" else "street"
        values = theme.attributes.get(column)
        if values is not None and theme.name in ("streets", "parking_spaces", "parking_lots"):
            return str(values[row])
    return ""


def _of_item(district: District, item: Item, plan: Plan) -> tuple[str, np.ndarray]:
    """Its use, and the metres it takes at each hour: those of its slot, or of the metered spaces it took."""
    use, profile = KINDS[item.kind]
    told = next((f.value for f in item.facts if f.label.en == KERB_USED), None)
    metres = told.central if isinstance(told, Quantity) else sum(_lengths(district, set(item.replaces)).values())
    change = plan.change(item.change.partition("/")[2])
    hours = change.intervention.hours if change else None
    opens = np.array([hours is None or is_open_at(hours, h) for h in range(DAY)], float)
    full = np.array([share(profile, h) if profile else 1.0 for h in range(DAY)])
    return use, metres * opens * full


def _parked(district: District, street: str, gone: set[str]) -> np.ndarray:
    """Metered spaces of a street that nothing has taken the place of, as full as their profile is."""
    theme = district.theme("parking_spaces")
    streets = theme.attributes.get("street")
    known, taken = uses_of(district), np.zeros(DAY)
    if streets is None:
        return taken
    here = {str(n) for n in theme.ids[streets.astype(str) == street]} - gone
    for name, metres in _lengths(district, here).items():
        used = known.get(name)
        if used is not None:
            taken += metres * np.array([share(used.profile, h) for h in range(DAY)])
    return taken


def _lengths(district: District, names: set[str]) -> dict[str, float]:
    """Metered spaces by their length along the kerb; other things have none."""
    theme = district.theme("parking_spaces")
    rows = [theme.index(n) for n in sorted(names) if theme.has(n)]
    boxes = shapely.oriented_envelope(theme.geometry[rows]) if rows else []
    found = {}
    for row, box in zip(rows, boxes, strict=True):
        corners = shapely.get_coordinates(box)
        sides = np.hypot(*np.diff(corners, axis=0).T) if len(corners) > 2 else np.array([_TYPICAL_M])
        found[str(theme.ids[row])] = float(sides.max())
    return found


_KEPT: WeakKeyDictionary[District, dict[str, float]] = WeakKeyDictionary()


def kerb_length(district: District, street: str) -> float:
    """Metres of kerb on both sides, crossings left out; twice its centreline where no kerbs are known. 0: no street."""
    kept = _KEPT.setdefault(district, {})
    if street not in kept:
        names = district.theme("streets").attributes.get("name")
        rows = np.flatnonzero(names.astype(str) == street) if names is not None and street else np.zeros(0, int)
        lines = district.theme("streets").geometry[rows]
        known = len(district.theme("kerbs")) > 0
        kept[street] = _measured(district, rows) if known else 2 * float(shapely.length(lines).sum())
    return kept[street]


def _measured(district: District, rows: np.ndarray) -> float:
    """Each short piece of kerb belongs to the nearest street that runs its way: those of the streets in `rows`."""
    kerbs, streets = district.theme("kerbs"), district.theme("streets")
    if not len(rows):
        return 0.0
    ground = shapely.buffer(shapely.union_all(streets.geometry[rows]), _REACH_M)
    near = kerbs.geometry[kerbs.tree.query(ground, predicate="intersects")]
    middle, step = _pieces(near)
    inside = shapely.contains_xy(ground, *middle.T) & _clear_of_crossings(district, middle)
    middle, step = middle[inside], step[inside]
    piece, street = streets.tree.query(shapely.points(middle), predicate="dwithin", distance=_REACH_M)
    line = streets.geometry[street]
    at = shapely.line_locate_point(line, shapely.points(middle[piece]))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(line, at + 1.0))
    way = ahead - shapely.get_coordinates(shapely.line_interpolate_point(line, np.maximum(at - 1.0, 0.0)))
    length = np.hypot(*step.T)
    cosine = np.abs((way * step[piece]).sum(axis=1)) / np.maximum(np.hypot(*way.T) * length[piece], 1e-9)
    runs = cosine >= _ALONG
    piece, street = piece[runs], street[runs]
    away = shapely.distance(streets.geometry[street], shapely.points(middle[piece]))
    order = np.lexsort((away, piece))
    first = order[np.r_[True, np.diff(piece[order]) != 0]] if len(order) else order
    mine = np.isin(street[first], rows)
    return float(length[piece[first][mine]].sum())


def _pieces(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Middle (n, 2) and step (n, 2) of the short pieces of lines."""
    points, of = shapely.get_coordinates(
        shapely.get_parts(shapely.segmentize(lines, _PIECE_M)), return_index=True
    )
    same = of[1:] == of[:-1]
    start, end = points[:-1][same], points[1:][same]
    long = np.hypot(*(end - start).T) > 0.01
    return ((start + end) / 2)[long], (end - start)[long]


def _clear_of_crossings(district: District, middle: np.ndarray) -> np.ndarray:
    crossings = district.theme("crossings")
    clear = np.ones(len(middle), bool)
    if len(crossings):
        clear[crossings.tree.query(shapely.points(middle), predicate="dwithin", distance=_CROSSING_M)[0]] = False
    return clear
