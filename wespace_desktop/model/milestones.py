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

Event = Literal["starts", "stands"]


@dataclass(frozen=True)
class Milestone:
    """A year in which changes start, or stand from, by demand or by decision."""

    year: int
    event: Event
    decision: Decision
    changes: tuple[Change, ...]


def milestones(plan: Plan, layers: Collection[str] | None = None) -> tuple[Milestone, ...]:
    """In the order of years, starts before stands; `layers` None means all. What starts outside the horizon is told
    by the year in which it stands alone.
    """
    first, last = plan.scenario.horizon
    found: dict[tuple[int, Event, Decision], list[Change]] = {}
    for change in plan.changes:
        if layers is None or change.layer in layers:
            for year, event in _events(change):
                if first <= year <= last:
                    found.setdefault((year, event, change.intervention.decision), []).append(change)
    return tuple(
        Milestone(year, event, decision, tuple(changes))
        for (year, event, decision), changes in sorted(found.items(), key=lambda told: told[0])
    )


def built(changes: Sequence[Change], years: Floats, decision: Decision) -> Floats | None:
    """(n,) how much of what comes by decision (or by demand) is built, 0 to 1, each change weighed by its places.

    None when there is no such change.
    """
    meant = [c for c in changes if c.intervention.decision == decision]
    if not meant:
        return None
    shares = [[progress(float(y), c.intervention.start, c.intervention.lag) for y in years] for c in meant]
    return np.asarray(np.average(shares, axis=0, weights=[max(1, len(c.features)) for c in meant]), dtype=np.float64)


def _events(change: Change) -> tuple[tuple[int, Event], tuple[int, Event]]:
    return (change.intervention.start, "starts"), (change.stands_from, "stands")
