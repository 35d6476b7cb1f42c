"""A scenario as read and checked: a district plus interventions in a year. The file's form is in model/form.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from wespace_desktop.errors import Problem, Severity
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import View
from wespace_desktop.model.words import Words

Action = Literal["add", "remove", "convert", "retag", "move"]
Decision = Literal["demand", "decision"]
LagClass = Literal["immediate", "fast", "medium", "slow", "very_slow"]
FORMAT_VERSION = "1.0"


@dataclass(frozen=True)
class Target:
    """Which real features an intervention takes hold of. Given conditions all hold together.

    `theme`: theme name. `ids`: feature ids. `where`: attribute -> value or list of values. `street`: street names.
    `area`: polygon, local metres ((x, y), ...). `within_m` of `of` (feature ids, an intervention id, or street names).
    `on`: intervention whose ground is used. `every_m`: spacing along a street. `count`: how many at most.
    """

    theme: str = ""
    ids: tuple[str, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    street: tuple[str, ...] = ()
    area: tuple[tuple[float, float], ...] = ()
    of: tuple[str, ...] = ()
    within_m: float = 0.0
    on: tuple[str, ...] = ()
    every_m: float = 0.0
    count: Quantity | None = None


@dataclass(frozen=True)
class Intervention:
    """One change. `set` holds what it becomes (for example `function: park`, `kind: camera`, `seats`, `width`).

    `by_demand`: written `start: demand`. Its target is then the candidates; which of them stand in which year comes out
    of the space-lag model (model/demand.py), in the order of their suitability, whose weights may be written too.
    """

    id: str
    layer: str
    action: Action
    target: Target
    start: int
    title: Words
    set: Mapping[str, Any] = field(default_factory=dict)
    lag: LagClass = "medium"
    decision: Decision = "decision"
    decided_by: Words = Words()
    operator: Words = Words()
    funding: Words = Words()
    reason: Words = Words()
    mode: str = "spatial_intervention"
    hours: tuple[int, int] | None = None
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    minus_reason: Words = Words()
    gains: tuple[Words, ...] = ()
    harms: tuple[Words, ...] = ()
    depends_on: tuple[str, ...] = ()
    by_demand: bool = False
    suitability: Mapping[str, float] = field(default_factory=dict)
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class LayerState:
    """`on` in the file; `level` is the scenario's input for the layer, when given."""

    on: bool
    level: Quantity | None = None


@dataclass(frozen=True)
class ScenarioSource:
    """A line of `provenance.sources`."""

    id: str
    kind: str
    note: str
    url: str = ""


@dataclass(frozen=True)
class Scenario:
    """A whole scenario, `extends` already merged in. `problems` holds warnings; errors never get this far.

    `hash` is the sha256 of the merged content in canonical JSON: the same scenario has the same hash wherever it lies.
    `places`: key path -> (file, line, column) where it was written, for faults that only the district can show.
    """

    id: str
    kind: Literal["baseline", "scenario"]
    title: Words
    year: int
    district: str
    layers: Mapping[str, LayerState]
    interventions: tuple[Intervention, ...]
    views: tuple[View, ...]
    file: Path
    hash: str
    short: Words = Words()
    statement: Words = Words()
    summary: Words = Words()
    extends: Path | None = None
    horizon: tuple[int, int] = (2010, 2035)
    observed_until: int = 2026
    hour: int = 17
    parameters: Mapping[str, Quantity] = field(default_factory=dict)
    sources: tuple[ScenarioSource, ...] = ()
    author: str = ""
    licence: str = ""
    created: str = ""
    not_modelled: tuple[Words, ...] = ()
    storyboard: tuple[Slide, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, tuple[str, int, int]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def name(self) -> Words:
        """What it is called beside a year: `short`, unless that is a year itself and would be read as another one."""
        return self.title if not self.short or self.short.zh.isdecimal() or self.short.en.isdecimal() else self.short

    def view(self, view_id: str) -> View | None:
        return next((v for v in self.views if v.id == view_id), None)

    def intervention(self, intervention_id: str) -> Intervention | None:
        return next((i for i in self.interventions if i.id == intervention_id), None)

    def problem(self, path: str, message: str, hint: str = "", severity: Severity = "error") -> Problem:
        """A fault at a key path, placed at the nearest part of it that was written."""
        written = path
        while written and written not in self.places:
            written = written[: max(written.rfind("."), written.rfind("["), 0)]
        file, line, column = self.places.get(written, (str(self.file), 0, 0))
        return Problem(file, line, column, path, message, hint, severity)

    @property
    def layers_on(self) -> frozenset[str]:
        return frozenset(k for k, v in self.layers.items() if v.on)
