"""How space is used: through the day (I01), by what it is for (I16), online (I02), and what is left over (I09)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from wespace_desktop.indicators.public_space import floor_areas
from wespace_desktop.indicators.reading import Inputs, Part, Reading, lacking, not_computable, ranged, with_range
from wespace_desktop.indicators.state import State, Thing
from wespace_desktop.model.hours import DAY, load_profiles, load_uses, use_of_object, uses_of
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words

GROUNDS = ("parking_lots", "parking_spaces", "plazas", "open_spaces")
#: Hourly shares were never measured: so much less and more is thought as likely, of the share (assumed).
UNSURE = 0.3


def intensity(state: State) -> Reading:
    """Share of the day's room in use, over parking, plazas and green; converted ground by what it is now."""
    now = {f: t for t in state.things for f in t.replaced}
    found: dict[str, list[tuple[float, float]]] = {}
    for name, area, profile in _grounds(state, now):
        found.setdefault(name, []).append((area, daily_share(profile)))
    rows = [pair for pairs in found.values() for pair in pairs]
    whole = sum(a for a, _ in rows)
    if not whole:
        return Reading("I01", None, not_computable("没有已知用途的场地", "no ground has a known use"))
    share = sum(a * s for a, s in rows) / whole * 100
    parts = tuple(
        Part(_THEME_WORDS[name], _unsure(sum(a * s for a, s in pairs) / sum(a for a, _ in pairs) * 100))
        for name, pairs in found.items()
    )
    note = Words("不含建筑与街道", "without buildings and streets")
    return Reading("I01", _unsure(share), note=note, parts=parts, places=tuple(t.id for t in set_of(now)))


_THEME_WORDS = {
    "parking_lots": Words("停车场", "Car parks"), "parking_spaces": Words("路边车位", "Kerb spaces"),
    "plazas": Words("广场", "Plazas"), "open_spaces": Words("绿地", "Green"),
    "converted": Words("转换后的停车空间", "Former parking"),
}  # fmt: skip


def set_of(now: dict[str, Thing]) -> tuple[Thing, ...]:
    """Each thing once, in order."""
    return tuple({t.id: t for t in now.values()}.values())


def _grounds(state: State, now: dict[str, Thing]) -> list[tuple[str, float, str]]:
    """Kind of ground, m², profile."""
    known = uses_of(state.district)
    found = []
    for name in GROUNDS:
        theme = state.district.theme(name)
        for feature, area in zip(map(str, theme.ids), shapely.area(theme.geometry), strict=True):
            thing = now.get(feature)
            profile = _profile(thing) if thing is not None else (known[feature].profile if feature in known else "")
            if profile:
                found.append(("converted" if thing is not None else name, float(area), profile))
    return found


def _profile(thing: Thing) -> str:
    return use_of_object(thing.layer, thing.kind)


def daily_share(profile: str) -> float:
    """Mean over the 24 hours, 0 to 1."""
    curve = load_profiles()[profile]
    return sum(curve.at(hour) for hour in range(DAY)) / DAY


def _unsure(share: float) -> Quantity:
    return Quantity(share * (1 - UNSURE), share, min(100.0, share * (1 + UNSURE)), "%", "A")


# ---------------------------------------------------------------- I16


def mix(state: State) -> Reading:
    """Entropy of floor area over the uses that buildings are known to have."""
    theme, known = state.district.theme("buildings"), uses_of(state.district)
    floors = floor_areas(state.district)
    sums: dict[str, float] = {}
    for feature, area in zip(map(str, theme.ids), floors.tolist(), strict=True):
        if feature in known:
            sums[known[feature].use] = sums.get(known[feature].use, 0.0) + area
    whole = sum(sums.values())
    if len(sums) < 2:
        return Reading("I16", None, not_computable("建筑没有用途数据", "the buildings have no data on use"))
    shares = {use: area / whole for use, area in sums.items()}
    entropy = -sum(p * np.log(p) for p in shares.values() if p > 0) / np.log(len(shares))
    parts = tuple(Part(load_uses()[use].words, Quantity.exact(p * 100, "%", "M")) for use, p in shares.items())
    told = whole / float(floors.sum()) * 100
    note = Words(f"占建筑面积 {told:.0f}% 的建筑有用途", f"a use is known for {told:.0f}% of the floor area")
    note = Words(f"{note.zh}；情景不改变楼内用途", f"{note.en}; no change inside buildings is counted")
    return Reading("I16", Quantity.exact(float(entropy), "1", "M"), note=note, parts=parts)


# ---------------------------------------------------------------- I02, I09

ACTIVITIES = {
    "work": Words("工作", "Work"), "shop": Words("购物", "Shopping"), "care": Words("就医", "Care"),
    "learn": Words("学习", "Learning"), "govern": Words("办事", "Public services"), "leisure": Words("休闲", "Leisure"),
}  # fmt: skip


def virtual_share(state: State) -> Reading:
    """Activity time spent online, over the activities that the scenario gives numbers for."""
    inputs, given = Inputs(state), {}
    lacks = []
    for name in ACTIVITIES:
        own = Inputs(state)
        asked = own.all(f"{name}_persons", f"{name}_minutes", f"{name}_online_share")
        if asked is None:
            lacks += own.missing
        else:
            inputs.all(*(u.name for u in own.used))
            given[name] = asked
    if not given:
        return Reading("I02", None, _no_activities())
    values = [q for asked in given.values() for q in asked]
    parts = tuple(Part(ACTIVITIES[n], asked[2]) for n, asked in given.items())
    note = Words()
    if lacks:
        zh, en = "、".join(ACTIVITIES[n].zh for n in given), ", ".join(ACTIVITIES[n].en.lower() for n in given)
        note = Words(f"只含{zh}", f"over {en} only")
    return Reading("I02", _online(values), note=note, used=tuple(inputs.used), parts=parts)


def _no_activities() -> Words:
    return not_computable(
        "情景没有给出人次、时长和线上占比（如 work_persons、work_minutes、work_online_share）",
        "the scenario gives no people, minutes and online shares (work_persons, work_minutes, work_online_share ...)",
    )


def _online(values: list[Quantity]) -> Quantity:
    """Shares at low, central and high; people and minutes weigh them at central."""
    weights = [values[k].central * values[k + 1].central for k in range(0, len(values), 3)]
    sides = [
        sum(w * getattr(values[3 * k + 2], side) for k, w in enumerate(weights)) / sum(weights)
        for side in ("low", "central", "high")
    ]
    return with_range(sides, "%")


def surplus(state: State) -> Reading:
    """Offices left over where the scenario gives jobs and habits; shops and parking apart."""
    inputs = Inputs(state)
    names = ("office_floor_area", "jobs", "telework_share", "office_area_per_person", "office_vacancy")
    asked = inputs.all(*names)
    shops = _shops(state)
    if asked is None:
        return Reading("I09", None, inputs.why_not(), used=tuple(inputs.used), parts=shops)
    left = ranged(_left_over, asked, "%")
    return Reading("I09", left, used=tuple(inputs.used), parts=shops)


def _left_over(stock: float, jobs: float, home: float, each: float, vacancy: float) -> float:
    """max(0, S - D) / S with D = jobs (1 - home) each / (1 - vacancy), percent."""
    need = jobs * (1 - home / 100) * each / (1 - vacancy / 100)
    return max(0.0, stock - need) / stock * 100


def _shops(state: State) -> tuple[Part, ...]:
    """What online buying leaves over of the shops there are: 0.37 % for each point, where that factor is given."""
    label = Words("商业建筑面积剩余", "Shop floor area left over")
    inputs = Inputs(state)
    asked = inputs.all("shop_sales_change", "online_goods_share_change")
    if asked is None:
        return (Part(label, None, lacking(inputs.missing)),)
    return (Part(label, ranged(lambda per10, points: max(0.0, -per10 / 10 * points), asked, "%")),)


USE: dict[str, Callable[[State], Reading]] = {"I01": intensity, "I02": virtual_share, "I09": surplus, "I16": mix}
