"""A scenario bound to its district: every target resolved to real features, every claim checked against them."""

from __future__ import annotations

from dataclasses import dataclass

from wespace_desktop.errors import Problem
from wespace_desktop.model.district import District
from wespace_desktop.model.scenario import Intervention, Scenario


@dataclass(frozen=True)
class Change:
    """One intervention with the real features it takes hold of.

    `features`: ids the target resolved to, in a stable order. `replaces`: those of them that go or are converted while
    it stands (their cars, lines and markings are hidden). `stands_from`: first year in which it is drawn.
    """

    intervention: Intervention
    features: tuple[str, ...]
    replaces: tuple[str, ...]
    stands_from: int

    @property
    def id(self) -> str:
        return self.intervention.id

    @property
    def layer(self) -> str:
        return self.intervention.layer


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

    def change(self, intervention_id: str) -> Change | None:
        return next((c for c in self.changes if c.id == intervention_id), None)

    def key(self, change: Change) -> str:
        """The name of a change among all open scenarios, as `standing`, Part.needs and Part.hidden_by hold it."""
        return f"{self.scenario.id}/{change.id}"
