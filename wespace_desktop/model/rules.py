"""Rules that hold between the parts of a scenario file; they work on any tree, so that every fault is found at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from wespace_desktop.errors import Problem
from wespace_desktop.model.allowed import NotAllowed, allowed_path
from wespace_desktop.model.catalogue import (
    Setting,
    later_layers,
    load_catalogue,
    load_settings,
    load_sources,
    parameter_in,
)
from wespace_desktop.model.demand_rules import demand_problems
from wespace_desktop.model.faults import did_you_mean, form_problems, shown
from wespace_desktop.model.form import QuantityForm, WordsForm
from wespace_desktop.model.indicator_rules import indicator_problems
from wespace_desktop.model.layer import Layer
from wespace_desktop.model.looks_rules import looks_problems
from wespace_desktop.model.numbers import known_sources, number_problems, shares
from wespace_desktop.model.storeys import is_floor
from wespace_desktop.model.timetable import timetable_problems
from wespace_desktop.model.tree import Place, Tree, joined

FIRST_YEAR, LAST_YEAR, TODAY = 2010, 2035, 2026


def rule_problems(tree: Tree) -> list[Problem]:
    """All faults and warnings that the form alone cannot see."""
    checks = (
        _layers,
        _settings,
        _targets,
        _effects,
        _dependencies,
        _years,
        _hours,
        _cameras,
        _views,
        _district,
        _sources,
        looks_problems,
        indicator_problems,
        demand_problems,
    )
    rules = (number_problems, *checks, _kept_only)
    return [problem for rule in rules for problem in rule(tree)]


def repeated_ids(tree: Tree) -> Iterator[Problem]:
    """Entries of one list of one file that share an id."""
    for path, value in tree.walk():
        if not isinstance(value.value, list):
            continue
        first: dict[str, Tree] = {}
        for entry in value.value:
            name = entry.name
            if name in first:
                message = f"the id {name} is already taken in line {first[name].place.line}"
                yield entry.value["id"].place.problem(joined(path, name), message, "Give each entry its own id")
            elif name:
                first[name] = entry


def entries(tree: Tree, name: str) -> list[tuple[str, Tree]]:
    """Path and value of each entry of a list or mapping at the top of the file."""
    found = tree.get(name)
    return [(joined(name, key), child) for key, child in found.entries()] if found else []


def integer(tree: Tree | None, name: str, default: int) -> int:
    """A whole number in a mapping, or the default when it is not there or not one."""
    found = tree.get(name) if tree else None
    return found.value if found is not None and type(found.value) is int else default


def _layers(tree: Tree) -> Iterator[Problem]:
    known = load_catalogue().ids
    on = set()
    for path, entry in entries(tree, "layers"):
        name = path.partition(".")[2]
        if name not in known:
            yield _no_layer(entry.at, path, name)
        switch = entry if isinstance(entry.value, bool) else entry.get("on")
        if switch is None or switch.value is True:
            on.add(name)
    for list_name in ("interventions", "views", "storyboard"):
        for path, entry in entries(tree, list_name):
            key = "layer" if list_name == "interventions" else "layers"
            found = entry.get(key)
            for text in found.texts() if found else ():
                if text.value not in known:
                    yield _no_layer(text.place, joined(path, key), text.value)
    yield from _parents(tree, on)


def _no_layer(place: Place, path: str, name: str) -> Problem:
    known = load_catalogue().ids
    if name in later_layers():
        return place.problem(path, f"this release does not have the layer {name}", f"It has {', '.join(known)}")
    return place.problem(path, f"{name} is not a layer", did_you_mean(name, known))


def _parents(tree: Tree, on: set[str]) -> Iterator[Problem]:
    catalogue = load_catalogue()
    found = (entry.get("layer") for _, entry in entries(tree, "interventions"))
    has = {str(layer.value) for layer in found if layer}
    for layer in catalogue.layers:
        for parent in catalogue.parents(layer.id, has):
            if layer.id in on and parent not in on:
                place = tree.value["layers"].value[layer.id].at
                message = f"is on while {parent}, which it stands on, is off"
                yield place.problem(
                    f"layers.{layer.id}", message, f"Switch {parent} on, or say why not in summary", "warning"
                )


def _settings(tree: Tree) -> Iterator[Problem]:
    for path, entry in entries(tree, "interventions"):
        layer, values = entry.get("layer"), entry.get("set")
        settings = load_settings().get(layer.value if layer and isinstance(layer.value, str) else "")
        if settings is None or values is None or not isinstance(values.value, dict):
            continue
        for name, child in values.entries():
            here = joined(joined(path, "set"), name)
            if name in settings:
                yield from _setting(here, child, settings[name])
            elif name != "+role":
                yield child.at.problem(here, f"{name} is not a key here", did_you_mean(name, settings))
        yield from _identifying(joined(path, "set"), values)
        yield from _too_small(joined(path, "set"), values, load_catalogue()[str(layer.value) if layer else ""])


def _setting(path: str, tree: Tree, setting: Setting) -> Iterator[Problem]:
    value = tree.value
    if setting.kind == "choice" and value not in setting.choices:
        yield tree.place.problem(path, f"{shown(value)} is not allowed here", did_you_mean(str(value), setting.choices))
    if setting.kind == "flag" and not isinstance(value, bool):
        yield tree.place.problem(path, f"{shown(value)} is neither true nor false", "Write true or false")
    if setting.kind == "count" and (type(value) is not int or not 0 <= value <= 10_000):
        yield tree.place.problem(path, f"{shown(value)} is not a count", "Write a whole number from 0 to 10000")
    if setting.kind == "floors" and not (isinstance(value, list) and value and all(map(is_floor, value))):
        odd = [f"{shown(v.value)} is not a floor" for v in value if not is_floor(v)] if isinstance(value, list) else []
        message = odd[0] if odd else f"{shown(value)} is not a list of floors"
        yield tree.place.problem(path, message, "Write [2, 3]: whole numbers from 1, the ground floor")
    if setting.kind == "timetable":
        yield from timetable_problems(path, tree)
    if setting.kind == "words" and not isinstance(value, str):
        yield from form_problems(WordsForm, tree, path)
    if setting.kind == "quantity" and isinstance(value, dict):
        yield from form_problems(QuantityForm, tree, path)


def _identifying(path: str, values: Tree) -> Iterator[Problem]:
    flag = values.get("identifying")
    if flag is not None and flag.value is True and values.get("purpose") is None:
        hint = "Write purpose: {zh: ..., en: ...}"
        yield flag.at.problem(joined(path, "identifying"), "an identifying sensor has no purpose", hint, "warning")


def _too_small(path: str, values: Tree, layer: Layer) -> Iterator[Problem]:
    """The catalogue may give the least value of a setting, for example of a lane's width."""
    for name, found in values.entries():
        least = parameter_in(layer, f"least_{name}", LAST_YEAR)
        number = (found.get("value") or found.get("low")) if isinstance(found.value, dict) else found
        if least and number and type(number.value) in (int, float) and number.value < least.central:
            limit = f"{least.central} {least.unit}"
            message = (
                f"{number.value} {least.unit} is less than {limit}, the least there is evidence for ({least.source})"
            )
            yield number.place.problem(joined(path, name), message, f"Write {limit} or more")


def _targets(tree: Tree) -> Iterator[Problem]:
    for path, entry in entries(tree, "interventions"):
        target = entry.get("target")
        for key in ("every", "count", "capacity"):
            found = target.get(key) if target else None
            number = (found.get("value") or found.get("low")) if found and isinstance(found.value, dict) else found
            if number and isinstance(number.value, int | float) and number.value <= 0:
                here = joined(joined(path, "target"), key)
                yield number.place.problem(here, f"{number.value} is not above 0", "Write a number above 0")


def _effects(tree: Tree) -> Iterator[Problem]:
    for path, entry in entries(tree, "interventions"):
        effects = entry.get("effects")
        if effects is None or not isinstance(effects.value, dict):
            continue
        minus = effects.get("minus")
        here = joined(path, "effects")
        if minus is None:
            hint = "Write minus: [N2], or minus: [] with minus_reason"
            yield effects.at.problem(here, "has gains but no harms", hint)
        elif minus.value == [] and effects.get("minus_reason") is None:
            yield minus.at.problem(
                joined(here, "minus"), "is empty without a reason", "Write minus_reason: {zh: ..., en: ...}"
            )


def _dependencies(tree: Tree) -> Iterator[Problem]:
    found = {entry.name: (path, entry) for path, entry in entries(tree, "interventions") if entry.name}
    links: dict[str, list[str]] = {}
    for name, (path, entry) in found.items():
        for key, holder in (("depends_on", entry), ("on", entry.get("target"))):
            value = holder.get(key) if holder else None
            here = joined(path, key if key == "depends_on" else "target.on")
            for text in value.texts() if value else ():
                if text.value not in found:
                    yield text.place.problem(
                        here,
                        f"no intervention is called {text.value}",
                        did_you_mean(text.value, [n for n in found if n != name]),
                    )
                    continue
                links.setdefault(name, []).append(text.value)
                yield from _later(tree, here, text, (entry, found[text.value][1]))
    yield from _circles(found, links)


def _later(tree: Tree, path: str, text: Tree, pair: tuple[Tree, Tree]) -> Iterator[Problem]:
    today = integer(tree.get("horizon"), "observed_until", TODAY)
    own, other = (integer(entry, "start", today) for entry in pair)
    if other > own:
        message = f"{text.value} starts in {other}, after this in {own}"
        yield text.place.problem(path, message, f"Write start: {other} or later here")


def _circles(found: Mapping[str, tuple[str, Tree]], links: Mapping[str, list[str]]) -> Iterator[Problem]:
    reported: set[str] = set()
    for start in links:
        chain = [start]
        seen = {start}
        stack = [(start, iter(links[start]))]
        while stack:
            following = next(stack[-1][1], None)
            if following is None:
                stack.pop()
                chain.pop()
            elif following == start:
                if not reported & set(chain):
                    path, entry = found[start]
                    yield entry.at.problem(
                        joined(path, "depends_on"),
                        f"goes in a circle: {' -> '.join([*chain, start])}",
                        "Take one of them out",
                    )
                reported.update(chain)
                break
            elif following not in seen:
                seen.add(following)
                chain.append(following)
                stack.append((following, iter(links.get(following, []))))


def _years(tree: Tree) -> Iterator[Problem]:
    horizon = tree.get("horizon")
    first, last = integer(horizon, "start", FIRST_YEAR), integer(horizon, "end", LAST_YEAR)
    if horizon is not None and first >= last:
        yield horizon.at.problem("horizon", f"starts in {first} and ends in {last}", "Write a start before the end")
        return
    holders = [("", tree, "year")]
    holders += [(path, entry, "start") for path, entry in entries(tree, "interventions")]
    holders += [(path, entry, "year") for name in ("views", "storyboard") for path, entry in entries(tree, name)]
    for path, holder, key in holders:
        found = holder.get(key)
        if found is not None and type(found.value) is int and not first <= found.value <= last:
            message = f"{found.value} is outside the horizon {first} to {last}"
            yield found.place.problem(joined(path, key), message, "Write a year inside it, or widen horizon")


def _hours(tree: Tree) -> Iterator[Problem]:
    for path, entry in entries(tree, "interventions"):
        hours = entry.get("hours")
        opens, closes = integer(hours, "open", -1), integer(hours, "close", -1)
        overnight = hours.get("overnight") if hours else None
        if hours and opens >= closes >= 0 and not (overnight and overnight.value is True):
            message = f"opens at {opens} and closes at {closes}"
            yield hours.at.problem(joined(path, "hours"), message, "Write overnight: true, or a later close")


def _cameras(tree: Tree) -> Iterator[Problem]:
    cameras = [
        (joined(path, "camera"), camera) for path, view in entries(tree, "views") if (camera := view.get("camera"))
    ]
    for path, camera in [*cameras, *entries(tree, "cameras")]:
        eye, aim = _vector(camera.get("position")), _vector(camera.get("target"))
        up = _vector(camera.get("up")) if camera.get("up") else np.array([0.0, 0.0, 1.0])
        if eye is not None and aim is not None:
            ahead = aim - eye
            if np.linalg.norm(ahead) < 1e-6:
                yield camera.at.problem(path, "position and target are the same point", "Move one of them")
            elif up is not None and np.linalg.norm(np.cross(ahead, up)) < 1e-6 * np.linalg.norm(ahead):
                yield (camera.get("up") or camera).at.problem(
                    joined(path, "up"), "up points along the view", "Write another up, for example [0, 1, 0] for a plan"
                )
        angle = camera.get("view_angle")
        number = angle.get("value") if angle and isinstance(angle.value, dict) else angle
        if number and isinstance(number.value, int | float) and not 5 <= number.value <= 120:
            yield number.place.problem(
                joined(path, "view_angle"), f"{number.value} is out of range", "Write 5 to 120 degrees"
            )


def _vector(tree: Tree | None) -> np.ndarray | None:
    if tree is None or not isinstance(tree.value, list) or len(tree.value) != 3:
        return None
    values: list[Any] = [part.value for part in tree.value]
    return np.array(values, float) if all(type(v) in (int, float) for v in values) else None


def _views(tree: Tree) -> Iterator[Problem]:
    known = [path.partition(".")[2] for name in ("views", "cameras") for path, _ in entries(tree, name)]
    for path, entry in entries(tree, "storyboard"):
        for key in ("view", "camera"):
            found = entry.get(key)
            if found is not None and found.value not in known:
                message = f"no view is called {shown(found.value)}"
                yield found.place.problem(joined(path, key), message, did_you_mean(str(found.value), known))


def _district(tree: Tree) -> Iterator[Problem]:
    district = tree.get("district")
    package = district.get("package") if district and isinstance(district.value, dict) else district
    if package is None or not isinstance(package.value, str):
        return
    try:
        allowed_path(package.value, Path())
    except NotAllowed as error:
        yield package.place.problem(
            "district", f"{shown(package.value)} {error}", "Name a district, or a file in this folder"
        )


def _sources(tree: Tree) -> Iterator[Problem]:
    kinds = known_sources(tree)
    used = []
    for number, source in shares(tree):
        used.append(source)
        if source not in kinds:
            place = number.tree.value["source"].place
            hint = did_you_mean(source, _own(tree)) or "Add it under provenance.sources"
            yield place.problem(joined(number.path, "source"), f"no source is called {source}", hint)
        elif kinds[source] == "forecast" and _flat(number.tree):
            yield number.tree.at.problem(
                number.path, "comes from a forecast and has no range", "Write low, central and high", "warning"
            )
    yield from _source_lines(tree, set(used))
    assumed = sum(kinds.get(source) == "assumed" for source in used)
    if len(used) >= 4 and assumed * 2 > len(used):
        place = tree.get("provenance") or tree
        message = f"{assumed} of {len(used)} numbers are assumed"
        yield place.at.problem("provenance", message, "Replace them by measured or published ones", "warning")


def _flat(tree: Tree) -> bool:
    low, high = tree.get("low"), tree.get("high")
    return tree.get("value") is not None or (low is not None and high is not None and low.value == high.value)


def _own(tree: Tree) -> Iterable[str]:
    provenance = tree.get("provenance")
    found = provenance.get("sources") if provenance else None
    return [entry.name for _, entry in found.entries() if entry.name] if found else []


def _source_lines(tree: Tree, used: set[str]) -> Iterator[Problem]:
    provenance = tree.get("provenance")
    lines = provenance.get("sources") if provenance else None
    for name, entry in lines.entries() if lines else ():
        path = joined("provenance.sources", name)
        kind = entry.get("kind")
        told = entry.get("url") or (entry.get("title") and entry.get("year")) or name in load_sources()
        if kind and kind.value in ("measured", "published", "standard", "forecast") and not told:
            yield entry.at.problem(
                path, f"a {kind.value} source has no address", "Write url:, or author:, title: and year:"
            )
        if entry.name and entry.name not in used:
            yield entry.at.problem(
                path, "is never used", "Delete the line, or name it where its number stands", "warning"
            )


def _kept_only(tree: Tree) -> Iterator[Problem]:
    """What the format allows and this release does not act on is said, never silently passed over."""
    for name in ("groups", "stock", "cameras"):
        found = tree.get(name)
        if found is not None:
            yield found.at.problem(name, "is read and checked, but this release does not show it", "", "warning")
    for path, entry in entries(tree, "interventions"):
        found = entry.get("condition")
        if found is not None:
            yield found.at.problem(joined(path, "condition"), "is not worked out in this release", "", "warning")
