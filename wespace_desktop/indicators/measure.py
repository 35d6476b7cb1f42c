"""The twenty indicators of a state: one function for each, one door to all."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wespace_desktop.indicators.energy import ENERGY
from wespace_desktop.indicators.externalities import EXTERNALITIES
from wespace_desktop.indicators.land import LAND
from wespace_desktop.indicators.reach import REACH
from wespace_desktop.indicators.reading import Reading
from wespace_desktop.indicators.sensing import SENSING
from wespace_desktop.indicators.space_lag import SPACE_LAG
from wespace_desktop.indicators.state import State
from wespace_desktop.indicators.streets import STREETS
from wespace_desktop.indicators.use import USE
from wespace_desktop.model.indicator import load_indicators

#: Id -> function, in the order of the catalogue.
MEASURES: dict[str, Callable[[State], Reading]] = dict(
    sorted({**ENERGY, **EXTERNALITIES, **LAND, **REACH, **SENSING, **SPACE_LAG, **STREETS, **USE}.items())
)


def measure(indicator: str, state: State) -> Reading:
    """One indicator of a state; KeyError for no such indicator."""
    return MEASURES[indicator](state)


def measure_all(state: State, ids: Iterable[str] = ()) -> tuple[Reading, ...]:
    """All of them, or these in this order."""
    return tuple(measure(name, state) for name in (tuple(ids) or tuple(load_indicators())))
