"""What an indicator says: a number with its range, or why there is none; parts, groups, places, what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import floor, isfinite, log10

from wespace_desktop.indicators.state import State
from wespace_desktop.model.indicator import Indicator, load_given_numbers, load_indicators
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words


@dataclass(frozen=True)
class Used:
    """A number of the scenario or the catalogue that a formula took in."""

    name: str
    title: Words
    quantity: Quantity


@dataclass(frozen=True)
class Part:
    """A number that belongs to an indicator: a split, a second number, or a group of people (`group`)."""

    label: Words
    quantity: Quantity | None
    why_not: Words = Words()
    places: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Reading:
    """An indicator in a state. Either `quantity` or `why_not`, never both; `note` says what the number covers.

    `places` are ids of features and things it comes from: the picture can light them up.
    """

    id: str
    quantity: Quantity | None
    why_not: Words = Words()
    note: Words = Words()
    used: tuple[Used, ...] = ()
    parts: tuple[Part, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def indicator(self) -> Indicator:
        return load_indicators()[self.id]

    @property
    def groups(self) -> tuple[Part, ...]:
        return tuple(p for p in self.parts if p.group)

    @property
    def split(self) -> tuple[Part, ...]:
        return tuple(p for p in self.parts if not p.group)

    @property
    def sources(self) -> tuple[str, ...]:
        """Source ids: those of the formula, then those of the numbers taken in."""
        taken = (s.strip() for u in self.used for s in u.quantity.source.split(","))
        return tuple(dict.fromkeys([*self.indicator.sources, *(s for s in taken if s)]))


class Inputs:
    """Asks a scenario for numbers by name and keeps what was taken and what is lacking."""

    def __init__(self, state: State) -> None:
        self._given = state.plan.scenario.parameters
        self.used: list[Used] = []
        self.missing: list[str] = []

    def ask(self, name: str) -> Quantity | None:
        """The scenario's number, else the one that holds anywhere, else None."""
        known = load_given_numbers()[name]
        found = self._given.get(name, known.usual)
        if found is None:
            self.missing += [] if name in self.missing else [name]
        elif name not in [u.name for u in self.used]:
            self.used.append(Used(name, known.title, found))
        return found

    def all(self, *names: str) -> tuple[Quantity, ...] | None:
        """All of them, or None; every one that is lacking is kept."""
        found = [self.ask(name) for name in names]
        return None if any(q is None for q in found) else tuple(q for q in found if q is not None)

    def why_not(self) -> Words:
        """`not computable: the scenario gives no jobs (jobs) ...`."""
        return lacking(self.missing)


def lacking(names: Iterable[str]) -> Words:
    """The sentence for parameters that nobody gave."""
    known = [load_given_numbers()[n] for n in names]
    zh = "、".join(f"{k.title.zh}（{k.id}）" for k in known)
    en = ", ".join(f"{k.title.en[0].lower()}{k.title.en[1:]} ({k.id})" for k in known)
    return not_computable(f"情景没有给出{zh}", f"the scenario gives no {en}")


def not_computable(zh: str, en: str) -> Words:
    return Words(f"不可计算：{zh}", f"not computable: {en}")


def ranged(formula: Callable[..., float], inputs: Sequence[Quantity], unit: str, source: str = "M") -> Quantity:
    """Central from the central values; low and high from every corner of the ranges."""
    central = formula(*(q.central for q in inputs))
    corners = [formula(*values) for values in product(*({q.low, q.high} for q in inputs))]
    return Quantity(min(central, *corners), central, max(central, *corners), unit, source)


def total(amounts: Iterable[Quantity], unit: str, source: str = "M") -> Quantity:
    """Low with low, high with high: the widest range that the parts allow."""
    known = list(amounts)
    low, central, high = (sum(getattr(q, side) for q in known) for side in ("low", "central", "high"))
    return Quantity(low, central, high, unit, source)


def scaled(amount: Quantity, factor: float, unit: str) -> Quantity:
    """The same number in another unit; the factor is not negative."""
    return Quantity(amount.low * factor, amount.central * factor, amount.high * factor, unit, amount.source)


def rounded(amount: Quantity, digits: int = 2) -> Quantity:
    """Two significant figures; exact counts stay whole."""
    if amount.is_exact and amount.central == int(amount.central) and abs(amount.central) < 1000:
        return amount
    low, central, high = (_round(value, digits) for value in (amount.low, amount.central, amount.high))
    return Quantity(low, central, high, amount.unit, amount.source)


def _round(value: float, digits: int) -> float:
    if value == 0 or not isfinite(value):
        return value
    return round(value, digits - 1 - floor(log10(abs(value))))


def with_range(values: Iterable[float], unit: str, source: str = "M") -> Quantity:
    """At the low, central and high side of what went in; in numeric order, whichever of them is the least."""
    low, central, high = values
    return Quantity(min(low, central, high), central, max(low, central, high), unit, source)
