"""A number as this program understands it: low, central, high, with a unit and a source."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, isfinite, log10

#: The closed list of units a scenario file may write (DOMAIN: UCUM-like), with the words for a screen in zh, en.
UNITS: dict[str, tuple[str, str]] = {
    "m": ("m", "m"), "m2": ("m²", "m²"), "ha": ("ha", "ha"), "km": ("km", "km"), "km2": ("km²", "km²"),
    "%": ("%", "%"), "deg": ("°", "°"), "a": ("年", "a"), "h": ("小时", "h"), "min": ("分钟", "min"), "s": ("s", "s"),
    "m/s": ("m/s", "m/s"), "km/h": ("km/h", "km/h"), "person": ("人", "people"), "job": ("岗位", "jobs"),
    "stall": ("车位", "stalls"), "seat": ("座", "seats"), "pod": ("舱", "pods"), "seat/pod": ("座/舱", "seats/pod"),
    "seat/1000job": ("座/千岗", "seats/1,000 jobs"), "kW": ("kW", "kW"), "kWh": ("kWh", "kWh"), "kWp": ("kWp", "kWp"),
    "kWh/kWp": ("kWh/kWp", "kWh/kWp"), "g/kWh": ("g/kWh", "g/kWh"), "kWh/100km": ("kWh/100 km", "kWh/100 km"),
    "m2/person": ("m²/人", "m²/person"), "unit/10000person": ("处/万人", "units/10,000 people"),
    "1/km2": ("个/km²", "/km²"), "1/ha": ("处/ha", "/ha"), "1/100stall": ("个/百车位", "/100 stalls"), "1": ("", ""),
    "MWh/a": ("MWh/年", "MWh/a"), "m2/kWp": ("m²/kWp", "m²/kWp"), "1/10000person": ("个/万人", "/10,000 people"),
    "place": ("处", "places"), "vehicle": ("辆", "vehicles"), "charger": ("桩", "chargers"), "cell": ("站", "cells"),
    "dB": ("dB", "dB"), "kg/m2": ("kg/m²", "kg/m²"),
}

#: English words of one.
_ONE = {"stalls": "stall", "seats": "seat", "pods": "pod", "jobs": "job", "people": "person", "chargers": "charger",
        "places": "place", "vehicles": "vehicle", "cells": "cell"}


@dataclass(frozen=True)
class Quantity:
    """`low <= central <= high` in numeric order; equal when there is no range. `source` is a source id."""

    low: float
    central: float
    high: float
    unit: str
    source: str = ""

    @classmethod
    def exact(cls, value: float, unit: str, source: str = "") -> Quantity:
        return cls(value, value, value, unit, source)

    @property
    def is_exact(self) -> bool:
        return self.low == self.central == self.high

    def text(self, lang: str = "en") -> str:
        """`8.9 ha (8.2–9.7)`: two significant figures, unit, range. Counts below 10,000 keep every digit."""
        unit = UNITS.get(self.unit, (self.unit, self.unit))[0 if lang == "zh" else 1]
        if self.is_exact and self.central == 1:
            unit = _ONE.get(unit, unit)
        join = "" if unit in ("%", "°", "") else " "
        text = f"{figures(self.central)}{join}{unit}".strip()
        return text if self.is_exact else f"{text} ({figures(self.low)}–{figures(self.high)})"


def figures(value: float, digits: int = 2) -> str:
    """Two significant figures, thousands grouped; whole numbers under 10,000 are counts and stay whole."""
    if not isfinite(value):
        raise ValueError(f"{value} is not a number a person can read")
    if value == int(value) and abs(value) < 10_000:
        return f"{int(value):,}"
    places = digits - 1 - floor(log10(abs(value)))
    rounded = round(value, places)
    return f"{rounded:,.{max(0, places)}f}"
