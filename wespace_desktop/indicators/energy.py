"""Power and carbon (I05): what the solar roofs give, what the cells take, and the whole where the scenario tells it."""

from __future__ import annotations

from collections.abc import Callable

from wespace_desktop.indicators.reading import Inputs, Part, Reading, ranged, scaled, total
from wespace_desktop.indicators.state import State, ids_of
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words

#: Hours of a year, in thousands: kW to MWh.
KILO_HOURS = 8.76


def energy(state: State) -> Reading:
    """Solar yield is the headline: the only term that the district and the layers tell of themselves."""
    roofs = [t for t in state.things if t.amount("power_a_year")]
    cells = [t for t in state.things if t.amount("power_drawn")]
    solar = total((t.amounts["power_a_year"] for t in roofs), "MWh/a")
    drawn = scaled(total((t.amounts["power_drawn"] for t in cells), "kW"), KILO_HOURS, "MWh/a")
    inputs = Inputs(state)
    parts = [
        Part(Words("5G 与边缘全年用电", "5G sites, full load all year"), drawn, places=ids_of(cells)),
        *_whole(inputs, solar, drawn),
    ]
    note = Words("只有光伏一项；车辆与建筑另列", "solar only; vehicles and buildings are told apart")
    if not roofs:
        note = Words("这一状态没有光伏屋顶", "no solar roof stands in this state")
    panels = len(state.district.theme("rooftop_solar"))
    if panels:
        zh, en = f"数据中现有 {panels} 处光伏板不计", f"{panels} panels in today's data are not counted"
        note = Words(f"{note.zh}；{zh}", f"{note.en}; {en}")
    return Reading("I05", solar, note=note, used=tuple(inputs.used), parts=tuple(parts), places=ids_of(roofs))


def _whole(inputs: Inputs, solar: Quantity, drawn: Quantity) -> list[Part]:
    """E = vehicles + cells + buildings - solar, and its carbon."""
    power_words, carbon_words = Words("总用电", "All power"), Words("碳排放（吨/年）", "Carbon, tonnes a year")
    asked = inputs.all("vehicle_km", "ev_use", "building_energy")
    if asked is None:
        return [Part(w, None, inputs.why_not()) for w in (power_words, carbon_words)]
    power = ranged(_power, (*asked, drawn, solar), "MWh/a")
    grid = inputs.ask("grid_co2")
    if grid is None:
        return [Part(power_words, power), Part(carbon_words, None, inputs.why_not())]
    carbon = ranged(lambda g, *rest: _power(*rest) * g / 1000, (grid, *asked, drawn, solar), "1")
    return [Part(power_words, power), Part(carbon_words, carbon)]


def _power(km_a_day: float, per_100_km: float, buildings: float, cells: float, solar: float) -> float:
    """MWh a year; every vehicle counted as electric."""
    return km_a_day * 365 * per_100_km / 100 / 1000 + buildings + cells - solar


ENERGY: dict[str, Callable[[State], Reading]] = {"I05": energy}
