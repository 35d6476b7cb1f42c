"""How technologies spread: the drivers of the catalogue with their curves, and which layer's space follows which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wespace_desktop.model.catalogue import CatalogueSource, kept_data, load_sources
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words

Floats = NDArray[np.float64]
_FILE = "drivers.yaml"


@dataclass(frozen=True)
class Logistic:
    """`a0 + (K - a0) / (1 + exp(-r (t - t50)))`: half of the ceiling K is reached in the decimal year t50."""

    ceiling: float
    rate: float
    half_at: float
    start: float = 0.0

    def at(self, years: Floats) -> Floats:
        return self.start + (self.ceiling - self.start) / (1.0 + np.exp(-self.rate * (years - self.half_at)))


@dataclass(frozen=True)
class Bass:
    """`K (1 - e^-(p+q)x) / (1 + (q/p) e^-(p+q)x)`, x years since `begins`; nothing before. p innovates, q imitates."""

    ceiling: float
    p: float
    q: float
    begins: float

    def at(self, years: Floats) -> Floats:
        decay = np.exp(-(self.p + self.q) * np.maximum(0.0, years - self.begins))
        return np.asarray(self.ceiling * (1.0 - decay) / (1.0 + self.q / self.p * decay), dtype=np.float64)


Curve = Logistic | Bass


@dataclass(frozen=True)
class Point:
    """A published value at a decimal year; `when` says the date as a person does."""

    year: float
    value: float
    when: Words
    source: str


@dataclass(frozen=True)
class Driver:
    """Something that spreads. `ceiling` is what counts as 100 %; `kind` is fit or assumed.

    `points` were fitted, `compare` were not. `check`: (decimal year, central value) the curves were read against.
    """

    id: str
    title: Words
    unit: str
    ceiling: float
    kind: str
    source: str
    low: Curve
    central: Curve
    high: Curve
    note: Words
    points: tuple[Point, ...] = ()
    check: tuple[tuple[float, float], ...] = ()
    compare: tuple[Point, ...] = ()

    def values(self, years: Floats) -> Floats:
        """(3, n) low, central, high in the driver's unit. Curves may cross far from today: the outer two bound all."""
        lines = np.stack([curve.at(years) for curve in (self.low, self.central, self.high)])
        return np.stack([lines.min(axis=0), lines[1], lines.max(axis=0)])

    def shares(self, years: Floats) -> Floats:
        """(3, n) of the ceiling, 0 to 1."""
        return np.clip(self.values(years) / self.ceiling, 0.0, 1.0)

    def quantity(self, year: float) -> Quantity:
        low, central, high = (float(v) for v in self.values(np.array([float(year)]))[:, 0])
        return Quantity(low, central, high, self.unit, self.source)

    @property
    def measured(self) -> tuple[float, float] | None:
        """First and last measured decimal year; None when nothing was measured."""
        return (self.points[0].year, self.points[-1].year) if self.kind == "fit" and self.points else None


@dataclass(frozen=True)
class Following:
    """What a layer's space follows: drivers with their weights (low, central, high), and the formula in words.

    Without drivers `why` says what is lacking. `irreversible`: what was built stays. `most_per_year`: the share of the
    stock that can change in a year at most, by lag class.
    """

    layer: str
    drivers: tuple[tuple[Driver, tuple[float, float, float]], ...] = ()
    title: Words = Words()
    formula: Words = Words()
    sources: tuple[str, ...] = ()
    grade: str = "A"
    why: Words = Words()
    irreversible: bool = False

    def target(self, years: Floats) -> Floats:
        """(3, n) share of the layer's places that the technology would have changed by then if space followed at once:
        1 - (1 - w a) (1 - w' a') ...; low, central, high.
        """
        left = np.ones((3, len(years)))
        for driver, weights in self.drivers:
            left *= 1.0 - np.array(weights)[:, None] * driver.shares(years)
        return 1.0 - left

    @property
    def measured(self) -> tuple[float, float] | None:
        """Decimal years between which every driver was measured."""
        spans = [driver.measured for driver, _ in self.drivers]
        if not spans or any(span is None for span in spans):
            return None
        first, last = max(s[0] for s in spans if s), min(s[1] for s in spans if s)
        return (first, last) if first < last else None


@lru_cache(maxsize=1)
def load_drivers() -> Mapping[str, Driver]:
    """Driver id -> driver, in the order of the file."""
    return {name: _driver(name, entry) for name, entry in _data()["drivers"].items()}


@lru_cache(maxsize=1)
def load_following() -> Mapping[str, Following]:
    """Layer id -> what its space follows, or why nothing is known."""
    return {name: _following(name, entry) for name, entry in _data()["layers"].items()}


def following(layer: str) -> Following:
    """A layer the file does not name has no data, and says so."""
    return load_following().get(layer) or Following(
        layer, why=Words("目录中没有这一图层的普及数据", "the catalogue has no data on how this layer spreads")
    )


@lru_cache(maxsize=1)
def load_driver_sources() -> Mapping[str, CatalogueSource]:
    """Source id -> source, those of the layers included."""
    own = {
        name: CatalogueSource(name, s["grade"], s.get("author", ""), s["title"], s.get("year"), s.get("note", ""))
        for name, s in _data()["sources"].items()
    }
    return {**own, **load_sources()}


def most_per_year(lag: str) -> float | None:
    """The share of a stock that can be replaced in a year in this lag class; None where nothing limits it."""
    limit = _data()["replaced_per_year"]
    return float(limit["value"]) if lag in limit["lag"] else None


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return kept_data(_FILE, "drivers")


def _driver(name: str, entry: Mapping[str, Any]) -> Driver:
    kind = Bass if entry.get("curve") == "bass" else Logistic
    source = entry["source"]
    compare = entry.get("compare")
    return Driver(
        id=name,
        title=_words(entry),
        unit=entry["unit"],
        ceiling=float(entry["ceiling"]),
        kind=entry["kind"],
        source=source,
        low=kind(*map(float, entry["low"])),
        central=kind(*map(float, entry["central"])),
        high=kind(*map(float, entry["high"])),
        note=_words(entry["note"]),
        points=tuple(Point(float(t), float(v), Words(zh, en), source) for t, v, zh, en in entry.get("points", ())),
        check=tuple((float(t), float(v)) for t, v in entry["check"]),
        compare=(Point(float(compare[0]), float(compare[1]), Words(*compare[2:4]), compare[4]),) if compare else (),
    )


def _following(name: str, entry: Mapping[str, Any]) -> Following:
    if "why" in entry:
        return Following(name, why=_words(entry["why"]))
    drivers = load_drivers()
    return Following(
        layer=name,
        drivers=tuple((drivers[d], (float(w[0]), float(w[1]), float(w[2]))) for d, w in entry["follows"].items()),
        title=_words(entry),
        formula=_words(entry["formula"]),
        sources=tuple(entry.get("sources", ())),
        grade=entry["weights"],
        irreversible=name in _data()["irreversible"],
    )


def _words(entry: Mapping[str, Any]) -> Words:
    return Words(entry.get("zh", ""), entry.get("en", ""))
