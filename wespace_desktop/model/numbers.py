"""Rules for the numbers of a scenario file: unit, range and source of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wespace_desktop.errors import Problem
from wespace_desktop.model.catalogue import Setting, load_catalogue, load_settings, load_sources
from wespace_desktop.model.faults import did_you_mean, shown
from wespace_desktop.model.form import QuantityForm
from wespace_desktop.model.indicator import load_given_numbers
from wespace_desktop.model.quantity import UNITS, Quantity
from wespace_desktop.model.tree import Tree, joined

_RANGE = ("low", "central", "high")


@dataclass(frozen=True)
class Fits:
    """What fits at a place: one of these units (none: any); a bare number (`short`); only with a source (`sourced`)."""

    units: tuple[str, ...] = ()
    short: bool = False
    sourced: bool = True


#: A number that is the author's choice of drawing, not a claim about the world.
_METRES, _DEGREES = Fits(("m",), short=True, sourced=False), Fits(("deg",), short=True, sourced=False)


@dataclass(frozen=True)
class Number:
    """A place where a quantity stands."""

    path: str
    tree: Tree
    fits: Fits


def numbers(tree: Tree) -> Iterator[Number]:
    """Every quantity of a scenario file, known by where it stands."""
    for path, entry in _below(tree, "interventions"):
        yield from _of_target(path, entry)
        yield from _of_set(path, entry)
    for path, entry in _below(tree, "layers"):
        yield from _at(entry, path, "level", Fits(level_units(path.partition(".")[2]), short=True))
    for path, entry in _below(tree, "parameters"):
        name = path.partition(".")[2]
        unit = _catalogue_units().get(name, "")
        asked = load_given_numbers().get(name)
        only = (unit,) if unit else (asked.unit,) if asked else ()
        yield Number(path, entry, Fits(only, short=bool(unit), sourced=not unit))
    for path, entry in _below(tree, "groups"):
        for name, unit in (("share", "%"), ("walk_speed", "m/s"), ("online_usable", "%")):
            yield from _at(entry, path, name, Fits((unit,)))
    for path, group in _below(tree, "stock"):
        for name, _ in group.entries():
            yield from _at(group, path, name, Fits())
    district = tree.get("district")
    for name, units in (("area", ("ha", "m2", "km2")), ("residents", ("person",)), ("jobs", ("job",))):
        yield from _at(district, "district", name, Fits(units))
    yield from _at(tree.get("horizon"), "horizon", "step", Fits(("a",), short=True, sourced=False))
    yield from _of_cameras(tree)


def level_units(layer: str) -> tuple[str, ...]:
    """A layer's level is measured like the first parameter of its catalogue entry."""
    found = next((entry for entry in load_catalogue().layers if entry.id == layer), None)
    return (next(iter(found.parameters[0].by_year.values())).unit,) if found and found.parameters else ()


def number_problems(tree: Tree) -> Iterator[Problem]:
    """Faults of all numbers: form, unit, order, source."""
    for number in numbers(tree):
        yield from _problems(number)


def quantity(form: QuantityForm, unit: str = "", source: str = "") -> Quantity:
    """The checked number; unit and source fill in what the file left to the catalogue."""
    if form.value is not None:
        low = central = high = form.value
    else:
        low, central, high = form.low or 0.0, form.central or 0.0, form.high or 0.0
    return Quantity(low, central, high, str(form.unit or unit or "1"), form.source or source)


def _below(tree: Tree, name: str) -> Iterator[tuple[str, Tree]]:
    found = tree.get(name)
    for key, child in found.entries() if found else ():
        yield joined(name, key), child


def _at(tree: Tree | None, path: str, name: str, fits: Fits) -> Iterator[Number]:
    found = tree.get(name) if tree else None
    if found is not None:
        yield Number(joined(path, name), found, fits)


def _of_target(path: str, entry: Tree) -> Iterator[Number]:
    target, path = entry.get("target"), joined(path, "target")
    yield from _at(target, path, "every", _METRES)
    units = dict.fromkeys(["pod", "stall", "seat", *(layer.counts for layer in load_catalogue().layers), "1"])
    yield from _at(target, path, "count", Fits(tuple(units), short=True, sourced=False))
    yield from _at(target, path, "capacity", Fits(("stall",), short=True, sourced=False))


def _of_set(path: str, entry: Tree) -> Iterator[Number]:
    layer, values = entry.get("layer"), entry.get("set")
    settings: dict[str, Setting] = {}
    if layer is not None and isinstance(layer.value, str):
        settings = dict(load_settings().get(layer.value, {}))
    for name, child in values.entries() if values else ():
        setting = settings.get(name)
        if setting is not None and setting.kind == "quantity":
            yield Number(joined(joined(path, "set"), name), child, Fits((setting.unit,), short=True))


def _of_cameras(tree: Tree) -> Iterator[Number]:
    cameras = [(joined(path, "camera"), view.get("camera")) for path, view in _below(tree, "views")]
    cameras += list(_below(tree, "cameras"))
    for path, camera in cameras:
        yield from _at(camera, path, "view_angle", _DEGREES)
        yield from _at(camera, path, "parallel_height", _METRES)


def _catalogue_units() -> dict[str, str]:
    return {p.id: next(iter(p.by_year.values())).unit for layer in load_catalogue().layers for p in layer.parameters}


def _problems(number: Number) -> Iterator[Problem]:
    tree, path = number.tree, number.path
    if isinstance(tree.value, int | float) and not isinstance(tree.value, bool):
        if not number.fits.short:
            hint = f"Write {{value: {tree.value}, unit: ..., source: ...}}"
            yield tree.place.problem(path, "is a number without unit and source", hint)
        return
    if not isinstance(tree.value, dict):
        yield tree.place.problem(
            path, f"{shown(tree.value)} is not a number", "Write a number, or {value:, unit:, source:}"
        )
        return
    yield from _range_problems(number)
    yield from _unit_problems(number)
    source = tree.get("source")
    if source is None and number.fits.sourced:
        yield tree.at.problem(path, "has no source", "Write source: and the id of a line under provenance.sources")


def _range_problems(number: Number) -> Iterator[Problem]:
    tree, path = number.tree, number.path
    given = [name for name in _RANGE if tree.get(name) is not None]
    if tree.get("value") is not None and given:
        yield tree.at.problem(path, f"has both value and {given[0]}", "Write value, or low, central and high")
    elif tree.get("value") is None and len(given) < 3:
        lacking = [name for name in _RANGE if name not in given]
        message = "has no number" if not given else f"has no {' and no '.join(lacking)}"
        yield tree.at.problem(path, message, "Write value, or low, central and high")
    parts = [child for name in _RANGE if (child := tree.get(name)) is not None and _is_number(child)]
    if len(parts) == 3:
        for i in (0, 1):
            if parts[i].value > parts[i + 1].value:
                message = f"{_RANGE[i]} {parts[i].value} is above {_RANGE[i + 1]} {parts[i + 1].value}"
                yield parts[i].place.problem(joined(path, _RANGE[i]), message, "Write them in numeric order")


def _is_number(tree: Tree) -> bool:
    return isinstance(tree.value, int | float) and not isinstance(tree.value, bool)


def _unit_problems(number: Number) -> Iterator[Problem]:
    tree, path = number.tree, number.path
    unit = tree.get("unit")
    if unit is None:
        if not number.fits.short:
            yield tree.at.problem(
                path,
                "has no unit",
                did_you_mean("", number.fits.units) or "Write unit: and one of the units of the format",
            )
        return
    known = UNITS if isinstance(unit.value, str) and unit.value not in UNITS else ()
    if not known and number.fits.units and unit.value not in number.fits.units:
        yield unit.place.problem(
            joined(path, "unit"), f"{shown(unit.value)} does not fit here", f"Write {' or '.join(number.fits.units)}"
        )
    if unit.value == "%" and not path.endswith("_change"):
        for name in ("value", *_RANGE):
            part = tree.get(name)
            if part is not None and _is_number(part) and not 0 <= part.value <= 100:
                yield part.place.problem(joined(path, name), f"{part.value} % is outside 0 to 100")


def shares(tree: Tree) -> Iterator[tuple[Number, str]]:
    """Every number that names its source, with the source's id."""
    for number in numbers(tree):
        source = number.tree.get("source")
        if source is not None and isinstance(source.value, str):
            yield number, source.value


def known_sources(tree: Tree) -> dict[str, str]:
    """Source id -> kind: those of the file, and those of the catalogue by grade."""
    kinds = {name: {"A": "assumed", "M": "calc"}.get(s.grade, "published") for name, s in load_sources().items()}
    kinds["calc"] = "calc"
    provenance = tree.get("provenance")
    own = provenance.get("sources") if provenance else None
    for _, entry in own.entries() if own else ():
        kind = entry.get("kind")
        if entry.name:
            kinds[entry.name] = str(kind.value) if kind else ""
    return kinds
