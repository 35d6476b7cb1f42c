"""What comes by demand: ranked places, each standing from the year in which the share of changed space reaches it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import numpy as np

from wespace_desktop.model.adoption import Floats, following, most_per_year
from wespace_desktop.model.course import BEGINS, ENDS, SHOWN_FROM
from wespace_desktop.model.lag import PER_YEAR, grid, stages
from wespace_desktop.model.plan import NEVER, Change, Ranks, Steps
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Intervention, LagClass

#: What a share may lack and still count as reached: less than any place of a district.
_CLOSE = 1e-12


@dataclass(frozen=True)
class Since:
    """First years before which nothing can come: `seen` what the survey still shows, `stands` what it depends on."""

    seen: int = 0
    stands: int = 0


def has_demand(layer: str) -> bool:
    """Whether the layer follows something that spreads, so that demand can say anything about it."""
    return bool(following(layer).drivers)


def parts_of(
    intervention: Intervention, places: Sequence[tuple[str, float]], overridden: frozenset[str], since: Since
) -> tuple[Change, ...]:
    """The changes that an intervention with `start: demand` makes of its ranked places (id, suitability).

    Place j of n is asked for when the target S* reaches j / n, under way when what has been begun does, and stands when
    the space that has changed does: on each line of the fan by itself. Places that come in the same years on all lines
    share a change: nothing could ever tell them apart. What an explicit intervention takes keeps its rank and is left
    out, and so is what nobody asks for within the years of the model.
    """
    n = len(places)
    courses = years_of(intervention.layer, intervention.lag, n)
    ranks = range(1, n + 1)
    parts: list[Change] = []
    for steps, group in groupby(ranks, key=lambda j: _no_sooner(courses[j - 1], since)):
        mine = [j for j in group if places[j - 1][0] not in overridden]
        if mine and any(s.asked < NEVER for s in steps):
            parts.append(_part(intervention, places, mine, (len(parts) + 1, steps)))
    return tuple(parts)


@lru_cache(maxsize=256)
def years_of(layer: str, lag: LagClass, candidates: int) -> tuple[tuple[Steps, ...], ...]:
    """For rank 1 to n the steps on the low, central and high line. What has changed stays, whatever the target does."""
    shares = np.arange(1, candidates + 1) / max(candidates, 1) - _CLOSE
    first = np.array([[_first(line, shares) for line in stage] for stage in _stages(layer, lag)])  # (3, 3, n)
    asked, begun, stands = np.minimum.accumulate(first[::-1], axis=0)[::-1]
    return tuple(
        tuple(Steps(int(asked[k, j]), int(begun[k, j]), int(stands[k, j]), int(stands[k, j])) for k in range(3))
        for j in range(candidates)
    )


@lru_cache(maxsize=64)
def _stages(layer: str, lag: LagClass) -> Floats:
    """(3, 3, years) shares asked for, begun, changed; low, central, high; in each whole year that is shown."""
    found = following(layer)
    years = grid(BEGINS, ENDS)
    begun, changed = stages(found.target, years, lag, most_per_year(lag))
    every = slice((SHOWN_FROM - BEGINS) * PER_YEAR, None, PER_YEAR)
    return np.maximum.accumulate(np.stack([found.target(years), begun, changed])[:, :, every], axis=2)


def _first(line: Floats, shares: Floats) -> Floats:
    """(n,) first whole year in which a rising line reaches each share."""
    at = np.searchsorted(line, shares)
    return np.where(at < len(line), SHOWN_FROM + at, NEVER)


def _no_sooner(courses: tuple[Steps, ...], since: Since) -> tuple[Steps, ...]:
    def late(year: int, least: int) -> int:
        return max(year, least) if year < NEVER else NEVER

    return tuple(
        Steps(
            late(s.asked, since.seen),
            late(s.begun, since.seen),
            late(s.stands, max(since.seen, since.stands)),
            late(s.done, max(since.seen, since.stands)),
        )
        for s in courses
    )


def _part(
    intervention: Intervention, places: Sequence[tuple[str, float]], mine: list[int],
    told: tuple[int, tuple[Steps, ...]],
) -> Change:  # fmt: skip
    number, steps = told
    features = tuple(places[j - 1][0] for j in mine)
    ranks = Ranks(mine[0], mine[-1], len(places), places[mine[0] - 1][1], places[mine[-1] - 1][1])
    count = intervention.target.count
    if count is not None:
        count = _share(count, [j - 1 for j in mine], len(places))
    whole = replace(intervention, start=steps[1].asked, target=replace(intervention.target, count=count))
    return Change(whole, features, (), steps[1].stands, number, steps, ranks)


def _share(count: Quantity, rows: list[int], n: int) -> Quantity:
    """How many of the whole number fall to these places; all of them together give it again."""
    low, central, high = (
        float(sum(int(side * (r + 1) / n + 0.5) - int(side * r / n + 0.5) for r in rows))
        for side in (count.low, count.central, count.high)
    )
    return Quantity(low, max(low, central), max(low, central, high), count.unit, count.source)
