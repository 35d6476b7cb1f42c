"""Things of one kind after another, standing in the district: their parts, items, labels and counts for a layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, as_part, gather, joined, stand
from wespace_desktop.scene.layers.greenery import shadow_part
from wespace_desktop.scene.layers.lot_rows import rectangles
from wespace_desktop.scene.light import SUN_AZIMUTH_DEG, SUN_ELEVATION_DEG
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import CLOCK, Fact, IdTable, Item, Label, LayerBuild, Part, SeenFrom
from wespace_desktop.scene.shapes import flat, outline3d, segments

ILLUSTRATIVE = Words("位置与样式为示意", "place and form are illustrative")
_PAD_Z, _EDGE_Z, _RING_Z = 0.035, 0.055, 0.30


@dataclass(frozen=True, eq=False)
class Form:
    """A kind of thing: its words, its model (front towards +x, floor on z = 0), its size, and what is known of it.

    `bird`: how many times as large it is drawn from high up. `casts`: whether it has a shadow of its own.
    `ring_m`: a small thing has a ring of this radius round it, so that it is found from high up. `moves`: it stands
    for one that is under way, and goes where one really moves.
    """

    kind: str
    title: Words
    model: Callable[[], Assembly]
    size_m: tuple[float, float, float]
    facts: tuple[Fact, ...] = ()
    source: str = ""
    bird: float = 1.0
    casts: bool = True
    ring_m: float = 0.0
    moves: bool = False

    @property
    def footprint_m2(self) -> float:
        return self.size_m[0] * self.size_m[1]


@dataclass(frozen=True, eq=False)
class Stood:
    """One thing in its place. `pad`: the ground that is marked as its own; `beside`: what belongs to it, and where."""

    form: Form
    at: np.ndarray
    heading: float
    z: float
    pad: BaseGeometry
    facts: tuple[Fact, ...] = ()
    replaces: tuple[str, ...] = ()
    beside: tuple[tuple[Form, np.ndarray], ...] = ()

    @property
    def outline(self) -> shapely.Polygon:
        axis = np.array([np.cos(self.heading), np.sin(self.heading)])
        shape: shapely.Polygon = rectangles(self.at[None], axis, self.form.size_m[:2])[0]
        return shape


@dataclass(frozen=True, eq=False)
class Standing:
    """What a change puts there, out of what it asks for; `fault` is a sentence when that is less."""

    change: Change
    things: tuple[Stood, ...]
    asked: Quantity
    label: Words
    fault: str = ""


@dataclass(frozen=True)
class Look:
    """The layer's ground mark; rings that are seen from high up have so many `sides`."""

    layer: str
    pad: style.Colour
    edge: style.Colour
    sides: int = 4


def layer_of(look: Look, plan: Plan, ids: IdTable, found: Sequence[Standing]) -> LayerBuild:
    """All of it as one layer."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    tally: dict[str, Quantity] = {}
    clears: dict[str, BaseGeometry] = {}
    for standing in found:
        key = plan.key(standing.change)
        tally[key] = _counted(standing)
        if standing.things:
            names = [f"{standing.change.id}-{k + 1}" for k in range(len(standing.things))]
            index = np.array([ids.of(n) for n in names], np.int32)
            parts += _parts(look, key, standing.things, index)
            items += [_item(look, key, n, t) for n, t in zip(names, standing.things, strict=True)]
            labels.append(_label(look, key, standing, names[0]))
            clears[key] = shapely.union_all([shapely.buffer(t.pad, 0.5) for t in standing.things])
    warnings = tuple(s.fault for s in found if s.fault)
    return LayerBuild(joined(parts), tuple(items), tuple(labels), tally=tally, warnings=warnings, clears=clears)


def asked_of(change: Change, usual: Quantity) -> Quantity:
    """How many the target counts, else the layer's usual number."""
    return change.intervention.target.count or usual


def _counted(standing: Standing) -> Quantity:
    asked, placed = standing.asked, len(standing.things)
    if asked.is_exact:
        return Quantity.exact(placed, asked.unit, "calc")
    return Quantity(min(asked.low, placed), placed, max(asked.high, placed), asked.unit, asked.source)


# ---------------------------------------------------------------- what is drawn


def _parts(look: Look, key: str, things: Sequence[Stood], ids: np.ndarray) -> list[Part]:
    common: dict[str, Any] = {"needs": frozenset({key}), "layer": look.layer}
    pads = np.array([t.pad for t in things], object)
    z = np.array([t.z for t in things])
    pad, owner = flat(pads, z + _PAD_Z)
    points, cells, of = segments(pads, z + _EDGE_Z)
    parts = [
        painted(f"{key}:pads", pad, look.pad, ids[owner], **common),
        plain(f"{key}:pad edges", points, cells, look.edge, ids[of], line_width=1.6, **common),
    ]
    parts += _rings(look, key, things, common)
    larger = any(t.form.bird != 1 for t in things)
    views: tuple[tuple[SeenFrom, bool], ...] = (("bird", True), ("street", False)) if larger else (("any", False),)
    for moves, gone in ((False, frozenset[str]()), (True, frozenset({CLOCK}))):
        rows = [k for k, t in enumerate(things) if t.form.moves == moves]
        for seen, enlarged in views if rows else ():
            placed = gather(_groups([things[k] for k in rows], ids[rows], enlarged))
            parts += as_part(f"{key}:things", placed, seen_from=seen, hidden_by=gone, **common)
    cast = [t for t in things if t.form.casts]
    return parts + shadow_part(f"{key}:shadows", _shadows(cast), style.SHADOW_TREE, **common)


def _rings(look: Look, key: str, things: Sequence[Stood], common: dict[str, Any]) -> list[Part]:
    """Flat rings in the layer's colour over the ground, put together first so that no alpha piles up."""
    small = [t for t in things if t.form.ring_m]
    if not small:
        return []
    turn = 2 * np.pi * (np.arange(look.sides) + 0.5) / look.sides
    corners = np.c_[np.cos(turn), np.sin(turn)] / np.cos(np.pi / look.sides)
    discs = np.array([shapely.Polygon(t.at + _turned(corners * t.form.ring_m, t.heading)) for t in small], object)
    whole = shapely.union_all(discs)
    band = shapely.difference(whole, shapely.buffer(whole, -0.9, join_style="mitre"))
    mesh, _ = flat(band, _RING_Z)
    return [
        plain(f"{key}:rings", mesh.points, mesh.cells, look.edge, 0, opacity=0.6, order=3, seen_from="bird", **common)
    ]


def _turned(xy: np.ndarray, angle: float) -> np.ndarray:
    c, s = np.cos(angle), np.sin(angle)
    return np.asarray(xy @ np.array([[c, s], [-s, c]]))


def _groups(things: Sequence[Stood], ids: np.ndarray, enlarged: bool) -> list[Any]:
    """Copies of each form at its places; from high up as many times as large as the form says."""
    rows: dict[int, tuple[Form, list[tuple[int, np.ndarray]]]] = {}
    for k, thing in enumerate(things):
        for form, at in ((thing.form, thing.at), *thing.beside):
            rows.setdefault(id(form), (form, []))[1].append((k, at))
    groups = []
    for form, row in rows.values():
        of = [k for k, _ in row]
        xyz = np.array([(*at, things[k].z + _PAD_Z) for k, at in row])
        heading = np.array([things[k].heading for k in of])
        groups.append((stand(form.model(), xyz, heading, form.bird if enlarged else 1.0), ids[of]))
    return groups


def _shadows(things: Sequence[Stood]) -> np.ndarray:
    """Each outline drawn along the sun for the height of the thing."""
    az, el = np.radians(SUN_AZIMUTH_DEG), np.radians(SUN_ELEVATION_DEG)
    way = -np.array([np.sin(az), np.cos(az)]) / np.tan(el)
    found = []
    for thing in things:
        reach = way * thing.form.size_m[2] * 0.85
        far = shapely.transform(thing.outline, lambda c, r=reach: c + r)
        found.append(shapely.convex_hull(shapely.union(thing.outline, far)))
    return np.array(found, object)


# ---------------------------------------------------------------- what is said


def _item(look: Look, key: str, name: str, thing: Stood) -> Item:
    form = thing.form
    size = Quantity.exact(round(form.footprint_m2, 1), "m2", form.source)
    facts = (
        *thing.facts,
        Fact(Words("占地", "Footprint"), size, Words("宽 × 深", "width x depth"), form.source),
        Fact(Words("高度", "Height"), Quantity.exact(form.size_m[2], "m", form.source), Words(), form.source),
        *form.facts,
    )
    anchor = (float(thing.at[0]), float(thing.at[1]), thing.z + form.size_m[2])
    outline = outline3d(thing.pad, thing.z + 0.08)
    return Item(name, form.kind, form.title, anchor, outline, facts, look.layer, key, thing.replaces, ILLUSTRATIVE)


def _label(look: Look, key: str, standing: Standing, first: str) -> Label:
    thing = standing.things[0]
    anchor = (float(thing.at[0]), float(thing.at[1]), thing.z + thing.form.size_m[2] + 0.6)
    rank = 4.0 + len(standing.things) / 10
    return Label(standing.label, anchor, rank, "layer", needs=frozenset({key}), layer=look.layer, item=first)
