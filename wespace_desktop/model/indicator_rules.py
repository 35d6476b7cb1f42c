"""Rules for what a file says of indicators: slides name real ones, parameters have names that a formula knows."""

from __future__ import annotations

from collections.abc import Iterator

from wespace_desktop.errors import Problem
from wespace_desktop.model.faults import did_you_mean, shown
from wespace_desktop.model.indicator import load_indicators, parameter_names
from wespace_desktop.model.tree import Tree, joined


def indicator_problems(tree: Tree) -> Iterator[Problem]:
    """Slides with an indicator that does not exist; numbers that nothing here takes in."""
    yield from _of_slides(tree)
    yield from _of_parameters(tree)


def _of_slides(tree: Tree) -> Iterator[Problem]:
    known = load_indicators()
    board = tree.get("storyboard")
    for name, slide in board.entries() if board else ():
        found = slide.get("indicators") if isinstance(slide.value, dict) else None
        for text in found.texts() if found else ():
            if text.value not in known:
                path = joined(joined(joined("", "storyboard"), name), "indicators")
                hint = did_you_mean(str(text.value), known) or "The indicators are I01 to I20"
                yield text.place.problem(path, f"{shown(text.value)} is not an indicator", hint)


def _of_parameters(tree: Tree) -> Iterator[Problem]:
    """A warning, not a fault: the file is right, the number only does nothing."""
    known = parameter_names()
    written = tree.get("parameters")
    for name, entry in written.entries() if written else ():
        if name not in known:
            hint = did_you_mean(name, sorted(known)) or "`wespace indicators` says what each indicator asks for"
            yield entry.at.problem(
                joined("parameters", name), f"{name} is not a number that anything asks for", hint, "warning"
            )
