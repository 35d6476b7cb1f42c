"""The values a session holds: an open file, a pane, a piece of work, a word to the user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from wespace_desktop.errors import Problem
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.view import Camera, Line
from wespace_desktop.model.words import Words

Theme = Literal["light", "dark", "contrast", "system"]
Weight = Literal["done", "note", "warning", "fault"]
TAGS = "ABCD"
PRESETS: dict[str, Words] = {
    "fit": Words("全貌", "Whole district"),
    "bird": Words("鸟瞰", "Bird"),
    "street": Words("街道视角", "Street"),
    "plan": Words("平面", "Plan"),
}


@dataclass(frozen=True, eq=False)
class Document:
    """One scenario file. `plan` is the last good one, None when it never opened; `problems` are of the last reading;
    `stale_since` is the time of the last good reading while a newer state of the file cannot be shown.
    """

    path: Path
    plan: Plan | None = None
    problems: tuple[Problem, ...] = ()
    read_at: datetime | None = None
    stale_since: datetime | None = None

    @property
    def id(self) -> str:
        return self.plan.id if self.plan else self.path.stem

    @property
    def title(self) -> Words:
        return self.plan.scenario.title if self.plan else Words(en=self.path.name)

    @property
    def faults(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity == "error")


@dataclass(frozen=True)
class PaneState:
    """What one pane shows. `camera` is None while the pane follows the shared camera, `hour` while no hour is shown.
    `line` is the line of the fan along which things come by demand.
    """

    scenario: str
    year: int
    layers: frozenset[str]
    camera: Camera | None = None
    hour: int | None = None
    line: Line = "central"


@dataclass(frozen=True, eq=False)
class Job:
    """Work under way. `share` is None while nobody knows how long; `cancel` is None when it cannot be stopped."""

    id: int
    words: Words
    share: float | None = None
    cancel: Callable[[], None] | None = None


@dataclass(frozen=True, eq=False)
class Told:
    """A word to the user. `action` is the one button: its words and what it does. A fault stays until it is read."""

    weight: Weight
    words: Words
    more: Words = field(default_factory=Words)
    action: tuple[Words, Callable[[], None]] | None = None
