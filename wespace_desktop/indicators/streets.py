"""Streets: who has how much of them (I13), how much is driven (I18), how loud it is (I19)."""

from __future__ import annotations

from collections.abc import Callable
from math import log10

import numpy as np
import shapely

from wespace_desktop.indicators.land import form_of
from wespace_desktop.indicators.public_space import area_of, once
from wespace_desktop.indicators.reading import Inputs, Part, Reading, not_computable, ranged, with_range
from wespace_desktop.indicators.state import State, Thing, ids_of
from wespace_desktop.model.district import District
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.selection import NO_STALL
from wespace_desktop.model.words import Words

MODES = {
    "car": Words("机动车", "Cars"),
    "av": Words("自动驾驶道", "Automated lanes"),
    "parking": Words("路边停车", "Kerb parking"),
    "stops": Words("上下客与配送", "Drop-off and deliveries"),
    "cycle": Words("骑行", "Cycling"),
    "walk": Words("步行", "Walking"),
    "green": Words("绿化与停留", "Green and seats"),
}
#: What a kerb space becomes, by mode.
_BECOMES = {"park": "green", "plaza": "green", "bicycle_hub": "cycle", "drop_off": "stops", "delivery_hub": "stops"}
#: Cycle facilities that take no room of a street: paths off it, and marks in a lane that cars use.
_NO_ROOM = ("shared", "path")
NOT_FOR_CARS = ("cycle", "walk", "green")


def street_budget(state: State) -> Reading:
    """Shares of road surface and sidewalks by mode."""
    district = state.district
    road = once(district, "road area", lambda: _area(district, "roads"))
    walk = once(district, "sidewalk area", lambda: _area(district, "sidewalks"))
    if not road:
        return Reading("I13", None, not_computable("片区没有路面数据", "the district has no road surface"))
    inputs = Inputs(state)
    width = inputs.ask("cycle_lane_width") or Quantity.exact(0.0, "m")
    length = once(district, "cycle length", lambda: _cycle_length(district))
    kerb = [t for t in state.things if t.replaced and form_of(district, t.replaced[0]) == "kerb"]
    lanes = [t for t in state.of("av_lane") if t.amount("road_surface_used")]
    spaces = _spaces(state)
    fixed = dict.fromkeys(MODES, 0.0) | {"walk": walk, "parking": area_of(district, spaces)}
    fixed["av"] = sum(t.amounts["road_surface_used"].central for t in lanes)
    for thing in kerb:
        fixed[_BECOMES.get(thing.kind, "stops")] += _kerb_area(district, thing)
    whole = road + walk
    sides = [_shares(fixed, length * w, whole) for w in (width.low, width.central, width.high)]
    places = {mode: ids_of(t for t in kerb if _BECOMES.get(t.kind, "stops") == mode) for mode in ("green", "stops")}
    places |= {"av": ids_of(lanes), "parking": spaces, "cycle": tuple(map(str, district.theme("cycleways").ids))}
    parts = tuple(
        Part(words, with_range((s[mode] for s in sides), "%", "calc"), places=places.get(mode, ()))
        for mode, words in MODES.items()
    )
    headline = with_range((sum(s[m] for m in NOT_FOR_CARS) for s in sides), "%", "calc")
    return Reading("I13", headline, used=tuple(inputs.used), parts=parts,
                   places=(*ids_of(kerb), *ids_of(lanes)))  # fmt: skip


def _shares(fixed: dict[str, float], cycle_m2: float, whole: float) -> dict[str, float]:
    """Percent of the whole by mode; cars have what is left of the road."""
    area = dict(fixed)
    area["cycle"] += cycle_m2
    area["car"] = max(0.0, whole - sum(v for k, v in area.items() if k != "car"))
    return {mode: value / whole * 100 for mode, value in area.items()}


def _area(district: District, theme: str) -> float:
    found = district.theme(theme)
    return float(shapely.area(found.geometry).sum()) if len(found) else 0.0


def _cycle_length(district: District) -> float:
    """Metres of lanes on streets, each line once."""
    theme = district.theme("cycleways")
    kinds = np.char.lower(theme.attributes.get("type", np.full(len(theme), "", "U1")))
    off = np.array([any(word in str(kind) for word in _NO_ROOM) for kind in kinds], bool)
    return float(shapely.length(theme.geometry[~off]).sum()) if len(theme) else 0.0


def _spaces(state: State) -> tuple[str, ...]:
    """Kerb spaces that are still there."""
    theme, gone = state.district.theme("parking_spaces"), state.replaced
    status = theme.attributes.get("status", np.full(len(theme), "", "U1"))
    return tuple(str(i) for i, s in zip(theme.ids, status, strict=True) if s not in NO_STALL and str(i) not in gone)


def _kerb_area(district: District, thing: Thing) -> float:
    said = thing.amount("area_converted")
    return said.central if said is not None else area_of(district, thing.replaced)


# ---------------------------------------------------------------- I18, I19

_DRIVEN = ("car_use_change", "shared_av_share_of_car_km", "extra_empty_km")


def vehicle_travel(state: State) -> Reading:
    """Change of vehicle kilometres by what the scenario says of modes, sharing and empty trips."""
    inputs = Inputs(state)
    asked = inputs.all(*_DRIVEN)
    if asked is None:
        return Reading("I18", None, inputs.why_not(), used=tuple(inputs.used))
    change = ranged(lambda *q: (_ratio(*q) - 1) * 100, asked, "%")
    share = ranged(lambda s, e: s / 100 * e / (1 + s / 100 * e / 100), asked[1:], "%")
    parts = [Part(Words("其中空驶", "Of it driven empty"), share)]
    today = Inputs(state)
    km = today.all("vehicle_km")
    label = Words("每日车公里", "Vehicle kilometres a day")
    if km is None:
        parts.append(Part(label, None, today.why_not()))
    else:
        inputs.all("vehicle_km")
        parts.append(Part(label, ranged(lambda v, *q: v * _ratio(*q), (*km, *asked), "km")))
    return Reading("I18", change, used=tuple(inputs.used), parts=tuple(parts))


def _ratio(change: float, shared: float, empty: float) -> float:
    """(1 + change) (1 + empty x shared), in percent."""
    return (1 + change / 100) * (1 + empty / 100 * shared / 100)


def road_noise(state: State) -> Reading:
    """Change of the mean level: vehicle kilometres, and how many of them are electric."""
    inputs = Inputs(state)
    asked = inputs.all(*_DRIVEN, "ev_share_change", "ev_quieter")
    if asked is None:
        return Reading("I19", None, inputs.why_not(), used=tuple(inputs.used))
    level = ranged(lambda m, s, e, ev, quiet: 10 * log10(max(1e-3, _ratio(m, s, e))) - quiet * ev / 100, asked, "dB")
    return Reading("I19", level, used=tuple(inputs.used))


STREETS: dict[str, Callable[[State], Reading]] = {"I13": street_budget, "I18": vehicle_travel, "I19": road_noise}
