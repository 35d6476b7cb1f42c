"""Rules for what comes by demand: the layer must follow something, and the weights must mean something."""

from __future__ import annotations

from collections.abc import Iterator

from wespace_desktop.errors import Problem
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.demand import has_demand
from wespace_desktop.model.faults import did_you_mean
from wespace_desktop.model.form import DEMAND
from wespace_desktop.model.suitability import load_criteria
from wespace_desktop.model.tree import Tree, joined

#: Units in which a layer counts its own places; others count what stands on them.
_PLACES = ("1", "stall")


def demand_problems(tree: Tree) -> Iterator[Problem]:
    """Faults of interventions that come by demand, and of weights where nothing does."""
    found = tree.get("interventions")
    for name, entry in found.entries() if found else ():
        path = joined("interventions", name)
        start = entry.get("start")
        if start is not None and start.value == DEMAND:
            yield from _by_demand(path, entry, start)
        elif (weights := entry.get("suitability")) is not None:
            hint = "Write start: demand, or take suitability out"
            yield weights.at.problem(joined(path, "suitability"), "means nothing beside a start of its own", hint)
        yield from _weights(joined(path, "suitability"), entry.get("suitability"))


def _by_demand(path: str, entry: Tree, start: Tree) -> Iterator[Problem]:
    layer, decision = entry.get("layer"), entry.get("decision")
    name = str(layer.value) if layer else ""
    if decision is not None and decision.value == "decision":
        message = "says decision, and start says demand"
        yield decision.place.problem(joined(path, "decision"), message, "Write a year as start, or leave decision out")
    if name not in load_catalogue().ids:
        return
    if not has_demand(name):
        message = f"nothing is known of a demand for {name}"
        yield start.place.problem(joined(path, "start"), message, "Write the year of a decision")
    yield from _count(path, entry, load_catalogue()[name].counts)


def _count(path: str, entry: Tree, unit: str) -> Iterator[Problem]:
    """How many places change is what demand decides; how many things stand on them is not."""
    target = entry.get("target")
    count = target.get("count") if target else None
    if count is not None and unit in _PLACES:
        message = "demand decides how many of them change"
        yield count.at.problem(joined(path, "target.count"), message, "Take it out: the target is every candidate")
    if target is not None and count is None and unit not in _PLACES:
        message = f"says of no number of {unit}s"
        hint = "Write count: how many there are once all of its places have changed"
        yield target.at.problem(joined(path, "target"), message, hint)


def _weights(path: str, weights: Tree | None) -> Iterator[Problem]:
    if weights is None or not isinstance(weights.value, dict):
        return
    for name, child in weights.entries():
        if name not in load_criteria():
            message = f"{name} is not a criterion of suitability"
            yield child.at.problem(joined(path, name), message, did_you_mean(name, load_criteria()))
    if not any(isinstance(c.value, int | float) and c.value > 0 for _, c in weights.entries()):
        yield weights.at.problem(path, "has no weight above 0", "Write a weight above 0 for one of them at least")
