"""Binds a scenario to its district: each target becomes real features, and each claim is checked against them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from wespace_desktop.errors import EXIT_INVALID_SCENARIO, Problem, WeSpaceError
from wespace_desktop.model.catalogue import themes_of
from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.faults import did_you_mean
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.scenario import Intervention, Scenario
from wespace_desktop.model.selection import Selector
from wespace_desktop.model.timeline import stands_from

#: Actions after which the target is no longer what it was.
REPLACING = ("remove", "convert", "move")

#: A selector that takes hold of more than this is probably a slip.
MANY = 1_000


def bind(scenario: Scenario, district: District) -> Plan:
    """The plan of a scenario; raises WeSpaceError with every fault that only the district can show."""
    binder = _Binder(scenario, district)
    for intervention in in_order(scenario.interventions):
        binder.add(intervention)
    binder.check_views()
    errors = [p for p in binder.problems if p.severity == "error"]
    if errors:
        raise WeSpaceError(sorted(errors, key=lambda p: (p.file != str(scenario.file), p)), EXIT_INVALID_SCENARIO)
    changes = tuple(binder.changes[i.id] for i in scenario.interventions)
    return Plan(scenario, district, changes, (*scenario.problems, *binder.problems))


def in_order(interventions: tuple[Intervention, ...]) -> list[Intervention]:
    """Each after those it stands on; otherwise as written. Reading has refused circles and unknown names."""
    done: dict[str, Intervention] = {}
    waiting = list(interventions)
    names = {i.id for i in interventions}
    while waiting:
        ready = [i for i in waiting if all(n in done or n not in names for n in needed(i))] or waiting[:1]
        done |= {i.id: i for i in ready}
        waiting = [i for i in waiting if i.id not in done]
    return list(done.values())


def needed(intervention: Intervention) -> tuple[str, ...]:
    """Interventions that must be there first. Being near one (`within`) needs it too."""
    return (*intervention.depends_on, *intervention.target.on, *intervention.target.of)


@dataclass(eq=False)
class _Binder:
    """What has been bound so far, and what was wrong with it."""

    scenario: Scenario
    district: District
    problems: list[Problem] = field(default_factory=list)
    changes: dict[str, Change] = field(default_factory=dict)
    taken: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.selector = Selector(self.district, self.taken)

    def add(self, intervention: Intervention) -> None:
        """Resolves one intervention; those it needs were added before."""
        before = len(self.problems)
        features = self._features(intervention)
        if not features and len(self.problems) == before:
            self._fault(intervention, "target", "matches nothing in the district", "Widen it, or name ids")
        if len(features) > MANY:
            self._fault(intervention, "target", f"matches {len(features):,} features", "", "warning")
        replaces = features if intervention.action in REPLACING and not intervention.target.on else ()
        self._claim(intervention, replaces)
        first = [stands_from(intervention.start, intervention.lag)]
        first += [
            self.changes[n].stands_from
            for n in (*intervention.depends_on, *intervention.target.on)
            if n in self.changes
        ]
        change = Change(intervention, features, replaces, max(first))
        self.taken[intervention.id] = features
        self.changes[intervention.id] = change
        self._check_year(change)

    def check_views(self) -> None:
        """A view may only mark what is there."""
        for view in self.scenario.views:
            for name in view.highlight:
                if name not in self.changes and self.district.find(name) is None:
                    hint = did_you_mean(name, self.changes)
                    message = f"there is no feature or intervention called {name}"
                    self.problems.append(self.scenario.problem(f"views.{view.id}.highlight", message, hint))

    def _features(self, intervention: Intervention) -> tuple[str, ...]:
        target = intervention.target
        if target.on and not target.theme and not target.ids:
            return tuple(dict.fromkeys(f for name in target.on for f in self.taken.get(name, ())))
        found: list[str] = []
        for theme in self._themes(intervention):
            rows = self.selector.features(
                target, theme, lambda key, message, hint: self._fault(intervention, f"target.{key}", message, hint)
            )
            found += [str(theme.ids[row]) for row in self._counted(intervention, theme, rows)]
        return tuple(found)

    def _themes(self, intervention: Intervention) -> list[Theme]:
        target, usual = intervention.target, themes_of(intervention.layer)
        name = target.theme
        if not name and target.ids:
            found = {theme[0].name for i in target.ids if (theme := self.district.find(i))}
            name = found.pop() if len(found) == 1 else ""
        name = name or usual[0]
        if name not in usual:
            message = f"{intervention.layer} cannot take hold of {name}"
            self._fault(
                intervention,
                "target.theme" if target.theme else "target.ids",
                message,
                f"Write one of: {', '.join(usual)}",
            )
            return []
        return [self.district.theme(name)]

    def _counted(self, intervention: Intervention, theme: Theme, rows: np.ndarray) -> np.ndarray:
        """The first so many, when the target says how many; a count of pods or seats is not one of features."""
        count = intervention.target.count
        if count is not None and count.unit == "1":
            return rows[: int(count.central)]
        if count is None or count.unit != "stall":
            return rows
        stalls = _column(theme, "capacity")[rows]
        most = int(_column(theme, "capacity_high", "capacity")[rows].sum())
        if count.central > most and len(rows):
            message = f"takes {count.central:g} stalls, and there are {most:,}"
            self._fault(intervention, "target.count", message, f"Write {most} or fewer")
        before = np.cumsum(stalls) - stalls
        return np.asarray(rows[before < count.central])

    def _claim(self, intervention: Intervention, replaces: tuple[str, ...]) -> None:
        """A stall can be taken once."""
        twice: dict[str, list[str]] = {}
        for name in replaces:
            owner = self.gone.setdefault(name, intervention.id)
            if owner != intervention.id:
                twice.setdefault(owner, []).append(name)
        for owner, names in twice.items():
            listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
            self._fault(intervention, "target", f"{owner} has already taken {listed}", "Take it out of one of them")

    def _check_year(self, change: Change) -> None:
        intervention = change.intervention
        if change.stands_from > self.scenario.year:
            message = (
                f"does not stand in {self.scenario.year}: with start {intervention.start} and lag {intervention.lag} "
                f"it stands from {change.stands_from}"
            )
            self._fault(intervention, "start", message, "Start earlier, or show a later year", "warning")

    def _fault(
        self, intervention: Intervention, key: str, message: str, hint: str = "", severity: str = "error"
    ) -> None:
        path = f"interventions.{intervention.id}.{key}"
        if path not in self.scenario.places:
            path = path.removesuffix("[0]")
        self.problems.append(
            self.scenario.problem(path, message, hint, "warning" if severity == "warning" else "error")
        )


def _column(theme: Theme, *names: str) -> np.ndarray:
    """First of the attributes that the theme has, unknown values as 1 (a feature is at least one stall)."""
    for name in names:
        if name in theme.attributes:
            return np.asarray(np.nan_to_num(theme.attributes[name], nan=1.0))
    return np.ones(len(theme))
