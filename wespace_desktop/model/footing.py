"""What a layer stands on: whether each layer it needs is shown, stands, and has got as far as it has itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.layer import Layer
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.words import Words

#: hidden: switched off where it is looked at. absent: on, but nothing of it stands in that year. behind: it stands, but
#: has covered less of its own way than the layer that stands on it.
#: unlikely: what the catalogue itself warns of (its `parent` is the layer).
Cause = Literal["hidden", "absent", "behind", "unlikely"]
#: Levels are inputs with two figures; closer than this they are the same.
_ALIKE = 0.02


@dataclass(frozen=True)
class Footing:
    """A parent on which a layer cannot rest. `reach` and `parent_reach` are shares of each one's own level in the last
    year of the catalogue, None where a layer has no level that grows.
    """

    layer: str
    parent: str
    cause: Cause
    reach: float | None = None
    parent_reach: float | None = None
    last_year: int = 0

    @property
    def words(self) -> Words:
        """After the name of the layer: what is the matter with what it stands on."""
        if self.cause == "unlikely":
            return load_catalogue()[self.layer].caution
        name = load_catalogue()[self.parent].short
        if self.cause == "hidden":
            return Words(f"其前提未显示：{name.zh}", f"builds on {name.en}, not shown")
        if self.cause == "absent":
            return Words(f"其前提尚未建成：{name.zh}", f"builds on {name.en}, of which nothing stands yet")
        own, other = (f"{figures(100 * n)}%" for n in (self.reach or 0.0, self.parent_reach or 0.0))
        return Words(
            f"走在前提{name.zh}之前（达到 {self.last_year} 年水平的 {own}，前提只有 {other}）",
            f"ahead of {name.en}, which it builds on ({own} against {other} of the {self.last_year} level)",
        )


def footings(plan: Plan, year: int, shown: Collection[str], standing: Collection[str]) -> tuple[Footing, ...]:
    """Of each layer that stands: the parents that are hidden or absent, else the weakest one when it is behind.

    `shown` are the layers that are switched on, `standing` those of which something stands.
    """
    catalogue = load_catalogue()
    has = {c.layer for c in plan.changes}
    found: list[Footing] = []
    for layer in catalogue.layers:
        if layer.id in standing:
            parents = catalogue.parents(layer.id, has)
            lacking = [Footing(layer.id, p, "absent" if p in shown else "hidden") for p in parents if p not in standing]
            found += lacking or _behind(plan, year, layer, parents)
            found += [Footing(layer.id, layer.id, "unlikely")] if layer.caution.en else []
    return tuple(found)


def _behind(plan: Plan, year: int, layer: Layer, parents: Collection[str]) -> list[Footing]:
    own = reach(plan, year, layer.id)
    others = [(share, p) for p in parents if (share := reach(plan, year, p)) is not None]
    if own is None or not others or min(others)[0] >= own - _ALIKE:
        return []
    share, weakest = min(others)
    return [Footing(layer.id, weakest, "behind", own, share, max(layer.parameters[0].by_year))]


def reach(plan: Plan, year: int, layer_id: str) -> float | None:
    """How much of its way a layer has come in a year: its level as a share of the catalogue's last central one. The
    scenario's own level holds in the scenario's year; before and after it changes as the catalogue's does.
    """
    levels = load_catalogue()[layer_id].parameters[0].by_year
    last = levels[max(levels)].central
    if len(levels) < 2 or last <= 0:
        return None
    state = plan.scenario.layers.get(layer_id)
    then = _level(levels, plan.scenario.year)
    own = state.level.central / then if state is not None and state.level is not None and then > 0 else 1.0
    return own * _level(levels, year) / last


def _level(levels: Mapping[int, Quantity], year: int) -> float:
    """Linear between the years that the catalogue gives, level before and after them."""
    years = sorted(levels)
    return float(np.interp(year, years, [levels[y].central for y in years]))
