"""Binds a scenario to its district: each target becomes real features, and each claim is checked against them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from wespace_desktop.errors import EXIT_INVALID_SCENARIO, Problem, WeSpaceError
from wespace_desktop.model import storeys
from wespace_desktop.model.catalogue import load_settings, themes_of
from wespace_desktop.model.demand import Since, parts_of
from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.faults import did_you_mean
from wespace_desktop.model.plan import NEVER, Change, Plan
from wespace_desktop.model.scenario import Intervention, Scenario
from wespace_desktop.model.selection import Selector
from wespace_desktop.model.suitability import ranked, weights_of
from wespace_desktop.model.timeline import stands_from

#: Actions after which the target is no longer what it was.
REPLACING = ("remove", "convert", "move")

#: A selector that takes hold of more than this is probably a slip.
MANY = 1_000


def bind(scenario: Scenario, district: District) -> Plan:
    """The plan of a scenario; raises WeSpaceError with every fault that only the district can show."""
    binder = _Binder(scenario, district)
    # What is decided overrides what demand would do with the same place, so it is bound first.
    decided_first = sorted(scenario.interventions, key=lambda i: i.by_demand)
    for intervention in in_order(tuple(decided_first)):
        binder.add(intervention)
    binder.check_views()
    errors = [p for p in binder.problems if p.severity == "error"]
    if errors:
        raise WeSpaceError(sorted(errors, key=lambda p: (p.file != str(scenario.file), p)), EXIT_INVALID_SCENARIO)
    changes = tuple(c for i in scenario.interventions for c in binder.changes[i.id])
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


def _replaces(intervention: Intervention) -> bool:
    """Whether its target is no longer what it was."""
    return intervention.action in REPLACING and not intervention.target.on


@dataclass(eq=False)
class _Binder:
    """What has been bound so far, and what was wrong with it."""

    scenario: Scenario
    district: District
    problems: list[Problem] = field(default_factory=list)
    changes: dict[str, tuple[Change, ...]] = field(default_factory=dict)
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
        self._check_storeys(intervention, features)
        self.taken[intervention.id] = features
        self.changes[intervention.id] = (self._by_demand if intervention.by_demand else self._decided)(
            intervention, features
        )
        self._check_year(intervention)

    def _decided(self, intervention: Intervention, features: tuple[str, ...]) -> tuple[Change, ...]:
        """One change, all of whose places come in the same year."""
        replaces = features if _replaces(intervention) else ()
        self._claim(intervention, replaces)
        first = max(stands_from(intervention.start, intervention.lag), self._ground_from(intervention))
        return (Change(intervention, features, replaces, first),)

    def _by_demand(self, intervention: Intervention, features: tuple[str, ...]) -> tuple[Change, ...]:
        """A change for the places that come together; what the survey shows unchanged changes after it."""
        places = ranked(self.district, features, weights_of(intervention.layer, intervention.suitability))
        others = [i for i in self.scenario.interventions if i.id in self.taken and not i.by_demand]
        decided = {f for i in others if i.layer == intervention.layer for f in self.taken[i.id]}
        if _replaces(intervention):
            decided |= {f for f in features if f in self.gone}
        seen = self.scenario.observed_until + 1 if _replaces(intervention) else 0
        parts = parts_of(intervention, places, frozenset(decided), Since(seen, self._ground_from(intervention)))
        made = tuple(replace(p, replaces=p.features if _replaces(intervention) else ()) for p in parts)
        self._claim(intervention, tuple(f for p in made for f in p.replaces))
        return made

    def _ground_from(self, intervention: Intervention) -> int:
        """First year in which everything stands that an intervention stands on."""
        first = [0]
        for key, names in (("depends_on", intervention.depends_on), ("target.on", intervention.target.on)):
            for change in (c for name in names for c in self.changes.get(name, ())[:1]):
                first.append(change.stands_from if not change.by_demand else 0)
                if change.by_demand:
                    message = f"{change.intervention.id} comes by demand, place by place, and may not come at all"
                    self._fault(intervention, key, message, "Name its places by ids, or give it a start of its own")
        return max(first)

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

    def _check_storeys(self, intervention: Intervention, features: tuple[str, ...]) -> None:
        """A layer that takes storeys says which, and the buildings have them."""
        if "floors" not in load_settings().get(intervention.layer, {}) or not features:
            return
        theme = self.district.theme("buildings")
        rows = [theme.index(f) for f in features if theme.has(f)]
        names = [str(theme.ids[row]) for row in rows]
        height = np.nan_to_num(np.asarray(theme.attributes.get("height_m", np.full(len(theme), 6.0)))[rows], nan=6.0)
        for key, message, hint in storeys.faults(intervention.set, names, height):
            self._fault(intervention, key, message, hint)

    def _check_year(self, intervention: Intervention) -> None:
        made = self.changes[intervention.id]
        if intervention.by_demand:
            self._check_demand(intervention, made)
        elif (change := made[0]).stands_from > self.scenario.year:
            message = (
                f"does not stand in {self.scenario.year}: with start {intervention.start} and lag {intervention.lag} "
                f"it stands from {change.stands_from}"
            )
            self._fault(intervention, "start", message, "Start earlier, or show a later year", "warning")

    def _check_demand(self, intervention: Intervention, made: tuple[Change, ...]) -> None:
        """A year in which nothing has come yet is no fault, but nobody should look for it."""
        first = min((c.stands_from for c in made), default=NEVER)
        if first > self.scenario.year and self.taken[intervention.id]:
            year = self.scenario.year
            message = f"does not stand in {year} by demand: on the central line its first place changes in {first}"
            if first == NEVER:
                message = f"does not stand in {year} by demand: on the central line none of its places ever changes"
            self._fault(intervention, "start", message, "Show a later year, or the high line", "warning")

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
