"""A scenario bound to its district: every target resolved to real features, every claim checked against them."""

from __future__ import annotations

from dataclasses import dataclass

from wespace_desktop.errors import Problem
from wespace_desktop.model.district import District
from wespace_desktop.model.scenario import Intervention, Scenario
from wespace_desktop.model.timeline import DONE, UNDER_WAY, year_of
from wespace_desktop.model.view import LINES, Line

#: The year of what does not come about within the years of the model.
NEVER = 9999


@dataclass(frozen=True)
class Steps:
    """First years in which a change is asked for, under way, standing (drawn itself) and done; `NEVER`: not at all."""

    asked: int
    begun: int
    stands: int
    done: int


@dataclass(frozen=True)
class Ranks:
    """Places `first` to `last` (1 is the most suitable) of `candidates`, and their suitability, highest and lowest."""

    first: int
    last: int
    candidates: int
    most: float
    least: float


@dataclass(frozen=True)
class Change:
    """One intervention with the real features it takes hold of; of one that comes by demand, a part that comes at once.

    `features`: ids the target resolved to, in a stable order. `replaces`: those of them that go or are converted while
    it stands (their cars, lines and markings are hidden). `stands_from`: first year in which it is drawn, on the
    central line. By demand: `part` counts its parts from 1, `steps` are their years on the low, central and high line,
    `ranks` where they stand among all candidates; an explicit change has no part, and one course for all three.
    """

    intervention: Intervention
    features: tuple[str, ...]
    replaces: tuple[str, ...]
    stands_from: int
    part: int = 0
    steps: tuple[Steps, ...] = ()
    ranks: Ranks | None = None

    @property
    def id(self) -> str:
        """The intervention's, with the number of the part after it where it comes in parts: `lots-by-demand#3`."""
        return f"{self.intervention.id}#{self.part}" if self.part else self.intervention.id

    @property
    def layer(self) -> str:
        return self.intervention.layer

    @property
    def by_demand(self) -> bool:
        """Whether its year comes out of the model, not out of the file."""
        return bool(self.steps)

    @property
    def ever_stands(self) -> bool:
        """Whether it stands in any year on any line; what never does is asked for, marked, and not built."""
        return not self.steps or any(s.stands < NEVER for s in self.steps)

    def on(self, line: Line) -> Steps:
        """Its years on a line of the fan."""
        if self.steps:
            return self.steps[LINES.index(line)]
        start, lag = self.intervention.start, self.intervention.lag
        begun, done = (year_of(share, start, lag) for share in (UNDER_WAY, DONE))
        return Steps(start, begun, self.stands_from, max(done, self.stands_from))


@dataclass(frozen=True, eq=False)
class Plan:
    """What is drawn for one scenario. `problems` holds warnings only (errors raise)."""

    scenario: Scenario
    district: District
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        return self.scenario.id

    def change(self, name: str) -> Change | None:
        """By its id; an intervention that comes in parts gives the first of them."""
        named = (c for c in self.changes if c.id == name)
        return next(named, None) or next((c for c in self.changes if c.intervention.id == name), None)

    def key(self, change: Change) -> str:
        """The name of a change among all open scenarios, as `standing`, Part.needs and Part.hidden_by hold it."""
        return f"{self.scenario.id}/{change.id}"
