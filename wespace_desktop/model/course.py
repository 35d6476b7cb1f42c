"""The course of a layer through the years: what technology asks for, what space has done, and how far it is behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from wespace_desktop.model.adoption import Floats, Following, following, load_driver_sources, most_per_year
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.lag import grid, respond
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import LagClass
from wespace_desktop.model.words import Words

#: Integrated from here, when nearly nothing of all this was there, and shown from `SHOWN_FROM`.
BEGINS, SHOWN_FROM, ENDS = 1990, 2010, 2035
#: Below this share of the places there is nothing to measure a delay by.
_LEAST = 0.005

CAUGHT_UP = Words("空间已赶上技术", "space has caught up with technology")
DEBT_FORMULA = Words(
    "每个图层取 max(0, 技术所需份额 – 已变空间份额)，再按权重平均",
    "for each layer max(0, share that technology asks for – share of space that has changed), averaged by weight",
)
LAG_FORMULA = Words(
    "今天的空间份额，技术在多少年前已达到：t – S*⁻¹(S(t))",
    "how many years ago technology stood where space stands now: t – S*⁻¹(S(t))",
)


@dataclass(frozen=True)
class Unknown:
    """No number, and why not."""

    why: Words


@dataclass(frozen=True, eq=False)
class Course:
    """`years` (n,), `technology` and `space` (3, n): low, central, high shares of the layer's places, 0 to 1.

    Technology is the target S*, space what follows it by demand. `measured`: decimal years of measured technology;
    space was never measured: its past is reconstructed.
    """

    following: Following
    lag: LagClass
    years: Floats
    technology: Floats
    space: Floats

    @property
    def measured(self) -> tuple[float, float] | None:
        return self.following.measured

    def technology_in(self, year: float) -> Quantity:
        return self._in(self.technology, year)

    def space_in(self, year: float) -> Quantity:
        """What demand alone has changed by a year, in percent of the places."""
        return self._in(self.space, year)

    def gap_in(self, year: float) -> Quantity:
        """Percentage points between technology and space; each line against its own."""
        gaps = [max(0.0, self._value(t, year) - self._value(s, year)) for t, s in self._lines()]
        low, high = min(gaps), max(gaps)
        return Quantity(low * 100, gaps[1] * 100, high * 100, "%", "M")

    def lag_in(self, year: float) -> Quantity | Unknown:
        """Years that space is behind: how long ago technology stood where space stands now (I20)."""
        found = [_behind(self.years, t, self._value(s, year), year) for t, s in self._lines()]
        if self._value(self.technology[1], year) - self._value(self.space[1], year) < _LEAST:
            early = self._value(self.technology[1], year) < _LEAST
            return Unknown(Words("几乎还没有开始", "it has hardly begun") if early else CAUGHT_UP)
        if found[1] is None:
            return Unknown(Words("这一年空间几乎还没有变化", "hardly any space has changed by then"))
        known = [v for v in found if v is not None]
        return Quantity(min(known), found[1], max(known), "a", "M")

    def sources(self) -> tuple[str, ...]:
        """Source ids of the numbers behind both curves."""
        used = [driver.source for driver, _ in self.following.drivers]
        return tuple(dict.fromkeys([*used, *self.following.sources, "S51", "A"]))

    def _lines(self) -> zip[tuple[Floats, Floats]]:
        return zip(self.technology, self.space, strict=True)

    def _in(self, lines: Floats, year: float) -> Quantity:
        low, central, high = (self._value(line, year) * 100 for line in lines)
        return Quantity(low, central, high, "%", "M")

    def _value(self, line: Floats, year: float) -> float:
        return float(np.interp(year, self.years, line))


@lru_cache(maxsize=64)
def course_of(layer: str, lag: LagClass | None = None) -> Course | Unknown:
    """The course of a layer in its own lag class (or another), or why there is none."""
    found = following(layer)
    if not found.drivers:
        return Unknown(found.why)
    lag = lag or lag_of(layer)
    years = grid(BEGINS, ENDS)
    space = respond(found.target, years, lag, most_per_year(lag), found.irreversible)
    shown = years >= SHOWN_FROM
    return Course(found, lag, years[shown], found.target(years[shown]), space[:, shown])


def lag_of(layer: str) -> LagClass:
    """The lag class that the catalogue gives a layer, medium when it does not know it."""
    known: Mapping[str, str] = {entry.id: entry.lag for entry in load_catalogue().layers}
    return known.get(layer, "medium")  # type: ignore[return-value]


def debt(courses: Mapping[str, Course], weights: Mapping[str, float], year: float) -> Quantity | Unknown:
    """Space-lag debt (I20) over layers: gaps weighted by each layer's share of the places, in percentage points."""
    total = sum(weights.get(layer, 0.0) for layer in courses)
    if total <= 0:
        return Unknown(Words("没有一个图层有普及数据", "no layer shown has data on how it spreads"))
    gaps = [(weights.get(layer, 0.0) / total, course.gap_in(year)) for layer, course in courses.items()]
    low, central, high = (sum(w * getattr(gap, side) for w, gap in gaps) for side in ("low", "central", "high"))
    return Quantity(low, central, high, "%", "M")


def source_text(source: str) -> str:
    """A source as a person reads it; the id itself when nobody knows it."""
    found = load_driver_sources().get(source)
    return found.text() if found else source


def _behind(years: Floats, technology: Floats, share: float, year: float) -> float | None:
    """Years since a rising line passed a share."""
    if share < _LEAST or technology[0] > share:
        return None
    then = float(np.interp(share, technology, years))
    return max(0.0, year - then)
