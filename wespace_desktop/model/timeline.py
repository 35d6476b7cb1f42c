"""How far a change has got in a year: adoption is fast, space follows slowly (the report's spatial lag)."""

from __future__ import annotations

from functools import lru_cache
from math import exp

from wespace_desktop.model.scenario import LagClass

#: Shares built from which a change is under way, drawn as built, and done.
UNDER_WAY, HALF, DONE = 0.1, 0.5, 0.9

#: Lag class -> (time constant, planning delay) in years. Classes after Wegener; the figures are assumed.
LAGS: dict[LagClass, tuple[float, float]] = {
    "immediate": (0.5, 0.0),
    "fast": (2.0, 0.5),
    "medium": (5.0, 1.0),
    "slow": (10.0, 2.0),
    "very_slow": (34.0, 3.0),
}


def progress(year: float, start: int, lag: LagClass) -> float:
    """Share of a change that is built, 0 to 1.

    The step response 1 - (1 + 2x) e^(-2x) with x = (year - start - delay) / time constant.
    """
    tau, delay = LAGS[lag]
    x = max(0.0, (year - start - delay) / tau)
    return 1.0 - (1.0 + 2.0 * x) * exp(-2.0 * x)


def stands_from(start: int, lag: LagClass) -> int:
    """First whole year in which at least half of the change is built: from then on it is drawn."""
    return year_of(HALF, start, lag)


@lru_cache(maxsize=4096)
def year_of(share: float, start: int, lag: LagClass) -> int:
    """First whole year in which at least that share of a change is built (below 1: all of it is never quite built)."""
    year = start
    while progress(year, start, lag) < share:
        year += 1
    return year
