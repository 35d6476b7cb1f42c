"""What an indicator is asked about: a scenario in a year with layers, and the things that stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Decision


@dataclass(frozen=True)
class Thing:
    """One object that stands, as the floor above places it: the numbers are those that a click on it shows.

    `replaced`: features it takes the place of. `feature`: the one it hangs on, '' for none. `amounts`: what is known of
    it by name (`area_converted`, `seats`, `reach` ...). `operator`: who runs it, in English words.
    """

    id: str
    kind: str
    layer: str
    change: str = ""
    by: Decision = "decision"
    replaced: tuple[str, ...] = ()
    feature: str = ""
    at: tuple[float, float] | None = None
    amounts: Mapping[str, Quantity] = field(default_factory=dict)
    identifying: bool = False
    operator: str = ""

    def amount(self, *names: str) -> Quantity | None:
        """The first of these numbers that is known."""
        return next((self.amounts[n] for n in names if n in self.amounts), None)


@dataclass(frozen=True, eq=False)
class State:
    """A plan in a year with layers and what stands then. `line`: which line of the fan decides what stands."""

    plan: Plan
    year: int
    layers: frozenset[str]
    things: tuple[Thing, ...] = ()
    line: str = "central"

    @property
    def district(self) -> District:
        return self.plan.district

    def of(self, *kinds: str, layer: str = "") -> tuple[Thing, ...]:
        """Things of these kinds, or of a layer."""
        return tuple(t for t in self.things if t.kind in kinds or (layer and t.layer == layer))

    @property
    def replaced(self) -> frozenset[str]:
        """Features that are no longer what they were."""
        return frozenset(f for t in self.things for f in t.replaced)


def ids_of(things: Iterable[Thing]) -> tuple[str, ...]:
    return tuple(t.id for t in things)
