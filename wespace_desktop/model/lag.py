"""Space follows technology late: a planning delay, then a second-order lag, never faster than the stock can change."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

import numpy as np

from wespace_desktop.model.adoption import Floats
from wespace_desktop.model.scenario import LagClass
from wespace_desktop.model.timeline import LAGS

#: Years of one step. Fixed: the same inputs give the same bits.
STEP_A = 0.05
PER_YEAR = 20


def grid(first: int, last: int) -> Floats:
    """Decimal years first to last, `STEP_A` apart."""
    return first + np.arange((last - first) * PER_YEAR + 1) / PER_YEAR


def respond(
    target: Callable[[Floats], Floats],
    years: Floats,
    lag: LagClass,
    most_per_year: float | None = None,
    irreversible: bool = False,
) -> Floats:
    """(m, n) share of the places that have changed by `years` (a `grid`), for a target of m lines.

    dX/dt = 2 (S*(t - delay) - X) / tau, dS/dt = 2 (X - S) / tau, each step exact for a target held at its middle.
    Before the first year space had caught up with technology.
    """
    found = stages(target, years, lag, most_per_year)[1]
    return np.maximum.accumulate(found, axis=1) if irreversible else found


def stages(
    target: Callable[[Floats], Floats], years: Floats, lag: LagClass, most_per_year: float | None = None
) -> tuple[Floats, Floats]:
    """(m, n) shares that have been begun (X) and that have changed (S) by `years`, as `respond` says."""
    tau, delay = LAGS[lag]
    before = target(years[:1] - delay)
    wanted = np.clip(target(years[:-1] + STEP_A / 2 - delay), 0.0, 1.0)
    most = None if most_per_year is None else most_per_year * STEP_A
    lines = [_line(w.tolist(), float(b), tau, most) for w, b in zip(wanted, before[:, 0], strict=True)]
    begun, built = np.clip(np.array(lines), 0.0, 1.0).swapaxes(0, 1)
    return begun, built


def _line(wanted: list[float], before: float, tau: float, most: float | None) -> tuple[list[float], list[float]]:
    """Begun and built. Plain floats: quicker than arrays for one number at a time."""
    rate = 2.0 / tau
    keep, mixed = exp(-rate * STEP_A), rate * STEP_A
    under_way, built = before, before
    begun, line = [under_way], [built]
    for target in wanted:
        new = target + ((built - target) + (under_way - target) * mixed) * keep
        under_way = target + (under_way - target) * keep
        built = new if most is None else min(new, built + most)
        begun.append(under_way)
        line.append(built)
    return begun, line


def stand(share: float, candidates: int) -> int:
    """How many of n ranked places have changed by demand: place j stands when the share reaches j / n."""
    return int(share * candidates + 1e-9)


def stands_in(years: Floats, shares: Floats, rank: int, candidates: int) -> float | None:
    """Decimal year in which place `rank` (1 is the first) of n changes by demand; None when not within the years."""
    reached = np.flatnonzero(shares >= rank / candidates - 1e-12)
    return float(years[reached[0]]) if len(reached) else None
