"""Ground: what parking sets free (I11), stalls there are (I12), green (I14), room in an emergency (I04)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import shapely

from wespace_desktop.indicators.public_space import area_of, once, shape
from wespace_desktop.indicators.reading import (
    Inputs,
    Part,
    Reading,
    lacking,
    not_computable,
    ranged,
    scaled,
    total,
    with_range,
)
from wespace_desktop.indicators.state import State, Thing, ids_of
from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Decision
from wespace_desktop.model.selection import NO_STALL
from wespace_desktop.model.words import Words

#: Where the parking was: car parks and kerb are surface; what stands in a structure or underground is told apart.
Form = Literal["surface", "kerb", "structure", "underground"]
FORMS: tuple[Form, ...] = ("surface", "kerb", "structure", "underground")
FORM_OF: dict[str, Form] = {"parking_lots": "surface", "parking_spaces": "kerb", "parking_garages": "structure"}
FORM_WORDS: dict[Form, Words] = {
    "surface": Words("地面停车场", "Car parks"),
    "kerb": Words("路边车位", "Kerb spaces"),
    "structure": Words("停车楼", "Garages"),
    "underground": Words("地下车库", "Underground"),
}
_BY: dict[Decision, Words] = {"demand": Words("需求释放", "by demand"), "decision": Words("决策转换", "by decision")}
#: Parking of these kinds in an emergency is taken by what stands on it.
_TAKEN = ("bicycle_hub", "delivery_hub", "drop_off")
NO_RESIDENTS = lacking(["residents"])
_HA = 1e-4


def form_of(district: District, feature: str) -> Form | None:
    """The form of a parking feature, None for anything else. A lot that is listed with the garages is ground."""
    found = district.find(feature)
    if found is None or found[0].name not in FORM_OF:
        return None
    if found[0].name == "parking_garages":
        return "surface" if str(found[0].get(feature, "structure")) == "lot" else "structure"
    return FORM_OF[found[0].name]


# ---------------------------------------------------------------- I11


def land_released(state: State) -> Reading:
    """Converted parking by form and by whose doing; lanes that became narrower are told apart."""
    rows = [(form, t, q) for t in state.things if t.replaced and (form := form_of(state.district, t.replaced[0]))
            if (q := _ground(state.district, t)) is not None]  # fmt: skip
    groups: dict[tuple[Form, Decision], list[tuple[Thing, Quantity]]] = {}
    for form, thing, area in rows:
        groups.setdefault((form, thing.by), []).append((thing, area))
    parts = [
        Part(
            Words(f"{FORM_WORDS[form].zh}，{_BY[by].zh}", f"{FORM_WORDS[form].en}, {_BY[by].en}"),
            total((q for _, q in groups[form, by]), "m2", "calc"),
            places=ids_of(t for t, _ in groups[form, by]),
        )
        for form in FORMS
        for by in _BY
        if (form, by) in groups
    ]
    there = {form for form, _, _ in rows}
    parts += [Part(FORM_WORDS[f], None, _silence(state.district, f)) for f in FORMS[2:] if f not in there]
    inputs = Inputs(state)
    lanes = _narrower(state, inputs)
    none = Words("这一状态没有转换任何停车空间", "no parking is converted in this state") if not rows else Words()
    return Reading(
        "I11",
        total((q for _, _, q in rows), "m2", "calc"),
        note=none,
        used=tuple(inputs.used),
        parts=(*parts, *lanes),
        places=ids_of(t for _, t, _ in rows),
    )


def _ground(district: District, thing: Thing) -> Quantity | None:
    """The area as the thing says it, else that of the features it replaces."""
    said = thing.amount("area_converted")
    if said is not None:
        return said
    area = area_of(district, thing.replaced)
    return Quantity.exact(area, "m2", "calc") if area else None


def _silence(district: District, form: Form) -> Words:
    """Never a zero: what the data has about a form from which nothing comes."""
    if form == "underground":
        return not_computable("没有地下车库数据", "no data on underground parking")
    n = len(_garages(district, structures=True))
    if not n:
        return not_computable("没有停车楼数据", "no data on garages")
    if n == 1:
        return not_computable("停车楼不转换，面积无数据", "the garage is not converted; its area is not known")
    en = f"none of {n} garages is converted; their area is not known"
    return not_computable(f"{n} 处停车楼均不转换，面积无数据", en)


def _narrower(state: State, inputs: Inputs) -> tuple[Part, ...]:
    """(w0 - w1) L of the lanes for automated vehicles."""
    lanes = [t for t in state.of("av_lane") if t.amount("lane_width") and t.amount("lane_length")]
    usual = inputs.ask("lane_width") if lanes else None
    if usual is None:
        return ()
    freed = []
    for lane in lanes:
        width, length = lane.amounts["lane_width"], lane.amounts["lane_length"]
        freed.append(ranged(lambda w0, w1, km: max(0.0, w0 - w1) * km * 1000, (usual, width, length), "m2"))
    label = Words("收窄的车道（不计入合计）", "Narrower lanes (not in the sum)")
    return (Part(label, total(freed, "m2"), places=ids_of(lanes)),)


# ---------------------------------------------------------------- I12


def parking_balance(state: State) -> Reading:
    """Stalls by form less those that are gone; against demand where the scenario gives it."""
    gone = state.replaced
    stock = {form: _stalls(state.district, form, gone) for form in FORMS[:3]}
    parts = [Part(FORM_WORDS[f], q, places=_there(state.district, f, gone)) for f, q in stock.items() if q is not None]
    known = [q for q in stock.values() if q is not None]
    parts.append(Part(FORM_WORDS["underground"], None, _silence(state.district, "underground")))
    if not known:
        why = not_computable("片区没有停车数据", "the district has no data on parking")
        return Reading("I12", None, why, parts=tuple(parts))
    supply = total(known, "stall", "S08")
    inputs = Inputs(state)
    by_hour = [t for t in state.things if (q := t.amount("stalls_removed")) and not t.replaced and q.central > 0]
    if by_hour:
        taken = total((t.amounts["stalls_removed"] for t in by_hour), "stall", "calc")
        label = Words("分时段被占用（未减去）", "Taken for part of the day (not deducted)")
        parts.append(Part(label, taken, places=ids_of(by_hour)))
    parts += _demand(inputs, supply)
    return Reading("I12", supply, used=tuple(inputs.used), parts=tuple(parts), places=tuple(gone_parking(state)))


def gone_parking(state: State) -> list[str]:
    """Things that stand where cars were parked."""
    return [t.id for t in state.things if t.replaced and form_of(state.district, t.replaced[0])]


def _demand(inputs: Inputs, supply: Quantity) -> list[Part]:
    names = ("parking_demand", "car_use_change", "stalls_saved_at_full_sharing", "shared_av_share_of_car_km")
    asked = inputs.all(*names)
    private = inputs.all("private_av_parked_outside", "l4_share_of_car_stock") if asked else None
    need_words = Words("需求", "Demand")
    spare_words = Words("余量（供给 – 1.05 × 需求）", "Spare (supply – 1.05 x demand)")
    if asked is None:
        return [Part(w, None, inputs.why_not()) for w in (need_words, spare_words)]
    taken = (*asked, *(private or ()))
    need = ranged(_stalls_needed, taken, "stall")
    spare = ranged(lambda s, *rest: s - 1.05 * _stalls_needed(*rest), (supply, *taken), "stall")
    return [Part(need_words, need), Part(spare_words, spare)]


def _stalls_needed(today: float, change: float, saved: float, shared: float, *private: float) -> float:
    """D0 (1 + change) (1 - saved x shared) (1 - outside x automated); all but D0 in percent."""
    left = today * (1 + change / 100) * (1 - saved / 100 * shared / 100)
    return left * (1 - private[0] / 100 * private[1] / 100) if private else left


def _stalls(district: District, form: Form, gone: frozenset[str]) -> Quantity | None:
    """Stalls of one form that are still there; None when the data has none of that form."""
    sums, any_ = np.zeros(3), False
    for theme, rows in _parking(district, form):
        any_ = any_ or len(rows) > 0
        left = rows[~np.isin(theme.ids[rows], list(gone))] if gone else rows
        central = np.nan_to_num(theme.attributes.get("capacity", np.full(len(theme), np.nan))[left], nan=1.0)
        sides = [np.nan_to_num(theme.attributes[f"capacity_{s}"][left], nan=1.0) if f"capacity_{s}" in theme.attributes
                 else central for s in ("low", "high")]  # fmt: skip
        sums += [sides[0].sum(), central.sum(), sides[1].sum()]
    return with_range(map(float, sums), "stall", "S08") if any_ else None


def _there(district: District, form: Form, gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(str(i) for theme, rows in _parking(district, form) for i in theme.ids[rows] if str(i) not in gone)


def _parking(district: District, form: Form) -> list[tuple[Theme, np.ndarray]]:
    """Themes and rows of one form; a lot listed with the garages counts where no mapped lot lies."""
    garages = district.theme("parking_garages")
    if form == "structure":
        return [(garages, _garages(district, structures=True))]
    name = "parking_lots" if form == "surface" else "parking_spaces"
    theme = district.theme(name)
    status = theme.attributes.get("status")
    rows = np.arange(len(theme)) if status is None else np.flatnonzero(~np.isin(status, NO_STALL))
    return [(theme, rows)] + ([(garages, _garages(district, structures=False))] if form == "surface" else [])


def _garages(district: District, structures: bool) -> np.ndarray:
    """Rows of the garages that are structures, or of the open lots among them that no mapped lot holds already."""
    theme = district.theme("parking_garages")
    kinds = theme.attributes.get("structure", np.full(len(theme), "", "U1"))
    if structures:
        return np.flatnonzero(kinds != "lot")
    rows, lots = np.flatnonzero(kinds == "lot"), district.theme("parking_lots")
    if not len(rows) or not len(lots):
        return rows
    near = lots.tree.query(theme.geometry[rows], predicate="dwithin", distance=15.0)[0]
    return np.asarray(np.delete(rows, np.unique(near)))


# ---------------------------------------------------------------- I14


def green_space(state: State) -> Reading:
    """Public green of the data and parks that parking became; plazas and roofs apart."""
    there = state.district.theme("open_spaces")
    parks = [t for t in state.of("park") if t.replaced]
    old = once(state.district, "open space", lambda: _whole(there))
    new = total((q for t in parks if (q := _ground(state.district, t))), "m2", "calc")
    if not len(there) and not parks:
        return Reading("I14", None, not_computable("片区没有绿地数据", "the district has no data on green"))
    area = old + new.central
    inputs = Inputs(state)
    residents = inputs.ask("residents")
    whole = shapely.box(*state.district.extent).area - once(state.district, "water", lambda: _water(state.district))
    parts = [
        Part(Words("现状公共绿地", "Public open space today"), Quantity.exact(old * _HA, "ha", "calc"),
             places=tuple(map(str, there.ids))),
        Part(Words("停车转换的公园", "Parks on former parking"), scaled(new, _HA, "ha"), places=ids_of(parks)),
        _roofs(state),
        Part(Words("占片区陆地", "Share of the district's land"), Quantity.exact(area / whole * 100, "%", "calc")),
        _per_head(area, residents, Words("人均", "Per resident")),
    ]  # fmt: skip
    places = (*ids_of(parks), *map(str, there.ids))
    return Reading("I14", Quantity.exact(area * _HA, "ha", "calc"), used=tuple(inputs.used), parts=tuple(parts),
                   places=places)  # fmt: skip


def _roofs(state: State) -> Part:
    roofs = state.of("green_roof", "roof_garden")
    area = total((q for t in roofs if (q := t.amount("roof_taken"))), "m2", "calc")
    label = Words("屋顶绿化（不计入）", "Green roofs (not in the sum)")
    return Part(label, scaled(area, _HA, "ha"), places=ids_of(roofs))


def _per_head(area_m2: float, residents: Quantity | None, label: Words) -> Part:
    if residents is None:
        return Part(label, None, NO_RESIDENTS)
    return Part(label, ranged(lambda n: area_m2 / n, (residents,), "m2/person"))


def _whole(theme: Theme) -> float:
    """Area of all of it, what overlaps once, m²."""
    return float(shapely.area(shapely.union_all(shapely.make_valid(theme.geometry)))) if len(theme) else 0.0


def _water(district: District) -> float:
    box = shapely.box(*district.extent)
    parts = shapely.make_valid(district.theme("water").geometry)
    return float(shapely.area(shapely.intersection(shapely.union_all(parts), box))) if len(parts) else 0.0


# ---------------------------------------------------------------- I04


def resilience(state: State) -> Reading:
    """R2, ground that can serve in an emergency; R1 and R3 where there is what they need."""
    inputs = Inputs(state)
    least = inputs.ask("least_open_ground")
    taken = {f for t in state.of(*_TAKEN) for f in t.replaced}
    themes = [state.district.theme(n) for n in ("parking_lots", "plazas", "open_spaces")]
    if least is None or not any(len(t) for t in themes):
        return Reading("I04", None, not_computable("片区没有开敞场地数据", "the district has no data on open ground"))
    large = [(t, i) for t in themes for i in np.flatnonzero(shapely.area(t.geometry) >= least.central)
             if str(t.ids[i]) not in taken] if any(len(t) for t in themes) else []  # fmt: skip
    places = tuple(str(t.ids[i]) for t, i in large)
    ground = shapely.union_all([shape(state.district, p) for p in places]) if places else shapely.Polygon()
    decks = [t for t in state.of("pod_group") if t.at and shapely.intersects_xy(ground, *t.at)]
    area = float(ground.area) - total((q for t in decks if (q := t.amount("deck"))), "m2").central
    parts = (
        _per_head(area, inputs.ask("residents"), Words("R2 人均", "R2 per resident")),
        Part(Words("R1 最稀缺设施的可选数", "R1 choices in the scarcest class"), None,
             not_computable("没有按地点的居民数", "no residents by place")),
        _hours(state, inputs),
    )  # fmt: skip
    return Reading("I04", Quantity.exact(area * _HA, "ha", "calc"), used=tuple(inputs.used), parts=parts, places=places)


def _hours(state: State, inputs: Inputs) -> Part:
    """R3: how long the batteries carry the critical load."""
    label = Words("R3 储能撑住关键负荷", "R3 storage carries the critical load")
    roofs = [t for t in state.things if t.amount("storage")]
    if not roofs:
        return Part(label, None, not_computable("这一状态没有储能", "no storage stands in this state"))
    lack = Inputs(state)
    asked = lack.all("state_of_charge", "critical_load")
    if asked is None:
        return Part(label, None, lack.why_not())
    inputs.all("state_of_charge", "critical_load")
    held = total((t.amounts["storage"] for t in roofs), "kWh")
    return Part(label, ranged(lambda kwh, soc, kw: kwh * soc / 100 / kw, (held, *asked), "h"), places=ids_of(roofs))


LAND: dict[str, Callable[[State], Reading]] = {
    "I04": resilience, "I11": land_released, "I12": parking_balance, "I14": green_space,
}  # fmt: skip
