"""Makes the frozen scenario out of a checked file: the catalogue fills in what the file did not write."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wespace_desktop.errors import Problem
from wespace_desktop.model.catalogue import (
    load_catalogue,
    load_settings,
    load_sources,
    operator_words,
    operators,
    parameter_in,
)
from wespace_desktop.model.form import DEMAND, InterventionForm, QuantityForm, ScenarioForm, TargetForm, WordsForm
from wespace_desktop.model.looks import slide_of, view_of, words_of
from wespace_desktop.model.numbers import level_units, quantity
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Intervention, LayerState, Scenario, ScenarioSource, Target
from wespace_desktop.model.tree import Tree, plain
from wespace_desktop.model.words import NOT_A_PREDICTION, Words

#: OpenStreetMap's words for what a district package calls a theme.
OSM_THEMES = {
    "parking=surface": "parking_lots",
    "parking=street_side": "parking_spaces",
    "parking=multi-storey": "parking_garages",
    "highway=street_lamp": "street_lights",
    "highway=traffic_signals": "traffic_signals",
    "man_made=surveillance": "cameras",
    "amenity=bicycle_parking": "bike_racks",
    "amenity=charging_station": "chargers",
    "leisure=park": "open_spaces",
    "place=square": "plazas",
}


def build(form: ScenarioForm, tree: Tree, path: Path, extends: Path | None, problems: tuple[Problem, ...]) -> Scenario:
    """The scenario; `form` is free of errors and `tree` is where it was read from."""
    horizon, provenance = form.horizon, form.provenance
    content = {key: value for key, value in plain(tree).items() if key != "extends"}
    return Scenario(
        id=form.id,
        kind=form.kind or ("scenario" if form.extends else "baseline"),
        title=words_of(form.title) or Words(en=form.id),
        year=form.year or horizon.observed_until,
        district=form.district.package if form.district else "",
        layers=_layers(form),
        interventions=tuple(_intervention(entry, form, tree) for entry in form.interventions),
        views=tuple(view_of(entry) for entry in form.views),
        storyboard=tuple(slide_of(entry) for entry in form.storyboard),
        file=path,
        hash=hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest(),
        short=words_of(form.short),
        statement=words_of(form.statement) or NOT_A_PREDICTION,
        summary=words_of(form.summary),
        extends=extends,
        horizon=(horizon.start, horizon.end),
        observed_until=horizon.observed_until,
        hour=form.hour.default,
        parameters=_parameters(form),
        sources=_sources(form),
        author=provenance.author,
        licence=provenance.licence,
        created=provenance.created,
        not_modelled=tuple(words_of(entry) for entry in form.not_modelled),
        problems=problems,
        places={where: (found.at.file, found.at.line, found.at.column) for where, found in tree.walk()},
    )


def _layers(form: ScenarioForm) -> dict[str, LayerState]:
    """A layer without a level of its own has the catalogue's for that year while it is on."""
    result = {}
    for name, entry in form.layers.items():
        layer = load_catalogue()[name]
        usual = parameter_in(layer, layer.parameters[0].id, form.year or form.horizon.observed_until)
        level = quantity(entry.level, level_units(name)[0]) if entry.level else (usual if entry.on else None)
        result[name] = LayerState(entry.on, level)
    return result


def _parameters(form: ScenarioForm) -> dict[str, Quantity]:
    known = {p.id: p for layer in load_catalogue().layers for p in layer.parameters}
    units = {name: next(iter(p.by_year.values())).unit for name, p in known.items()}
    found = {name: quantity(entry, units.get(name, "")) for name, entry in form.parameters.items()}
    district = form.district
    told = {"residents": district.residents, "jobs": district.jobs} if district else {}
    return {name: quantity(entry) for name, entry in told.items() if entry is not None} | found


def _sources(form: ScenarioForm) -> tuple[ScenarioSource, ...]:
    """The file's own lines, then those of the catalogue that fill in for it."""
    own = [
        ScenarioSource(
            s.id, s.kind, ", ".join(part for part in (s.author, s.title, str(s.year or ""), s.note) if part), s.url
        )
        for s in form.provenance.sources
    ]
    kinds = {"A": "assumed", "M": "calc"}
    taken = {s.id for s in own}
    return (
        *own,
        *(
            ScenarioSource(s.id, kinds.get(s.grade, "published"), s.text(), s.url)
            for s in load_sources().values()
            if s.id not in taken
        ),
    )


def _intervention(entry: InterventionForm, form: ScenarioForm, tree: Tree) -> Intervention:
    layer = load_catalogue()[entry.layer]
    effects = entry.effects
    plus = tuple(effects.plus) if effects else tuple(e.code for e in layer.gains)
    minus = tuple(effects.minus or ()) if effects else tuple(e.code for e in layer.harms)
    gains = tuple(words_of(w) for w in effects.gains) if effects else ()
    harms = tuple(words_of(w) for w in effects.harms) if effects else ()
    place = _place(tree, entry.id)
    by_demand = str(entry.start) == DEMAND
    return Intervention(
        id=entry.id,
        layer=entry.layer,
        action=entry.action,
        target=_target(entry.target, entry.layer),
        start=form.horizon.observed_until if by_demand or not entry.start else entry.start,
        title=words_of(entry.title) or layer.title,
        set=_set(entry, form),
        lag=entry.lag or layer.lag,  # type: ignore[arg-type]
        decision=entry.decision or ("demand" if by_demand else "decision"),
        decided_by=words_of(entry.decided_by),
        operator=_operator(entry.operator),
        funding=words_of(entry.funding),
        reason=words_of(entry.reason),
        mode=entry.mode,
        hours=(entry.hours.open, entry.hours.close) if entry.hours else None,
        plus=plus,
        minus=minus,
        minus_reason=words_of(effects.minus_reason) if effects else Words(),
        gains=gains or tuple(e.text for e in layer.gains if e.code in plus),
        harms=harms or tuple(e.text for e in layer.harms if e.code in minus),
        depends_on=tuple(entry.depends_on),
        by_demand=by_demand,
        suitability=dict(entry.suitability or {}),
        line=place.place.line if place else 0,
        column=place.place.column if place else 0,
    )


def _place(tree: Tree, name: str) -> Tree | None:
    found = tree.get("interventions")
    return dict(found.entries()).get(name) if found else None


def _operator(form: WordsForm | None) -> Words:
    words = words_of(form)
    return operator_words(words.en) if words.en in operators() and not words.zh else words


def _target(form: TargetForm, layer: str) -> Target:
    count = form.count or form.capacity
    unit = load_catalogue()[layer].counts
    return Target(
        theme=form.theme or OSM_THEMES.get(form.osm or "", ""),
        ids=tuple(form.ids),
        where=dict(form.where),
        street=tuple(form.street),
        area=tuple((x, y) for x, y in form.area),
        of=tuple(form.within.of) if form.within else (),
        within_m=form.within.m if form.within else 0.0,
        on=tuple(form.on),
        every_m=quantity(form.every, "m").central if form.every else 0.0,
        count=quantity(count, unit) if count else None,
    )


def _set(entry: InterventionForm, form: ScenarioForm) -> dict[str, Any]:
    """What is written under `set`, then the catalogue's values for that year for what is not."""
    layer = load_catalogue()[entry.layer]
    result: dict[str, Any] = {key: value for key, value in entry.set.items() if key == "+role"}
    for name, setting in load_settings()[entry.layer].items():
        usual = parameter_in(layer, name, form.year or form.horizon.observed_until)
        written = entry.set.get(name)
        if setting.kind == "quantity":
            value: Any = _quantity(written, usual, setting.unit)
        elif setting.kind == "words":
            value = words_of(WordsForm(**written)) if isinstance(written, dict) else written and Words(en=written)
        else:
            value = setting.default if written is None else written
        if value is not None:
            result[name] = value
    return result


def _quantity(written: Any, usual: Quantity | None, unit: str) -> Quantity | None:
    """A bare number inside the catalogue's range keeps its source; outside it is the author's own."""
    if written is None:
        return usual
    if isinstance(written, Mapping):
        return quantity(QuantityForm(**written), unit)
    fits = usual is not None and usual.low <= written <= usual.high
    return Quantity.exact(float(written), unit, usual.source if fits and usual else "")
