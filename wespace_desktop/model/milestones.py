"""What happens in which year of a plan, and how much of what it decides is built: by demand and by decision apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from wespace_desktop.model.adoption import Floats
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.scenario import Decision
from wespace_desktop.model.timeline import progress
from wespace_desktop.model.view import Line

Event = Literal["starts", "stands"]


@dataclass(frozen=True)
class Milestone:
    """A year in which changes start, or stand from, by demand or by decision."""

    year: int
    event: Event
    decision: Decision
    changes: tuple[Change, ...]


def milestones(
    plan: Plan, layers: Collection[str] | None = None, line: Line = "central"
) -> tuple[Milestone, ...]:
    """In the order of years, starts before stands; `layers` None means all. What starts outside the horizon is told
    by the year in which it stands alone. Of what comes by demand, place after place, the first is told.
    """
    first, last = plan.scenario.horizon
    found: dict[tuple[int, Event, Decision], list[Change]] = {}
    first_of: dict[tuple[str, Event], int] = {}
    for change in (c for c in plan.changes if c.by_demand):
        for year, event in _events(change, line):
            key = change.intervention.id, event
            first_of[key] = min(year, first_of.get(key, year))
    for change in plan.changes:
        if layers is None or change.layer in layers:
            for year, event in _events(change, line):
                if change.by_demand and year > first_of[change.intervention.id, event]:
                    continue
                if first <= year <= last:
                    found.setdefault((year, event, change.intervention.decision), []).append(change)
    return tuple(
        Milestone(year, event, decision, tuple(changes))
        for (year, event, decision), changes in sorted(found.items(), key=lambda told: told[0])
    )


def built(
    changes: Sequence[Change], years: Floats, decision: Decision, line: Line = "central"
) -> Floats | None:
    """(n,) how much of what comes by decision (or by demand) is built, 0 to 1, each change weighed by its places.

    None when there is no such change.
    """
    meant = [c for c in changes if c.intervention.decision == decision]
    if not meant:
        return None
    shares = [_built(c, years, line) for c in meant]
    weights = np.array([max(1, len(c.features)) for c in meant], float)
    # Places that demand never reaches belong to the whole, though nothing is built there.
    asked = {c.intervention.id: c.ranks.candidates for c in meant if c.ranks is not None}
    never = sum(asked.values()) - sum(len(c.features) for c in meant if c.ranks is not None)
    return np.asarray(weights @ np.array(shares) / (weights.sum() + never), dtype=np.float64)


def _built(change: Change, years: Floats, line: Line) -> list[float]:
    """A place that comes by demand is there or not; what is decided is built little by little."""
    if change.by_demand:
        return [float(y >= change.on(line).stands) for y in years]
    return [progress(float(y), change.intervention.start, change.intervention.lag) for y in years]


def _events(change: Change, line: Line) -> tuple[tuple[int, Event], tuple[int, Event]]:
    steps = change.on(line)
    return (steps.asked, "starts"), (steps.stands, "stands")
