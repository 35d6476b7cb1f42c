"""An underground tunnel for driverless vehicles under real streets: ramps, portals, two bores and stations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.scene.layers import settings
from wespace_desktop.scene.layers import tunnel_forms as forms
from wespace_desktop.scene.layers.assembly import as_part, gather, joined, stand
from wespace_desktop.scene.layers.standing_room import taken_before
from wespace_desktop.scene.layers.tunnel_line import APART_M, OPEN_M, RAMP_M, STATION_M, Tunnel, exit_near, line_of
from wespace_desktop.scene.layers.tunnel_words import DEPTH, LENGTH, items_of, labels_of, length_of, mark_at
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import IdTable, Item, Label, LayerBuild, Part
from wespace_desktop.scene.shapes import extrude, flat, merge
from wespace_desktop.scene.site import LAND_Z, Site

LAYER = "tunnel"
#: The board of earth that the model stands on while one looks into the ground ends so far under the deck, m.
_BOARD_M = 5.0
_RING_M, _POD_M = 12.0, 70.0
_SIDES = (-APART_M / 2, APART_M / 2)


def build(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """Every tunnel of the plan, and the holes that its ramps cut into the ground."""
    parts: list[Part] = []
    items: list[Item] = []
    labels: list[Label] = []
    warnings: list[str] = []
    tally: dict[str, Quantity] = {}
    under: dict[str, BaseGeometry] = {}
    clears: dict[str, BaseGeometry] = {}
    for change in settings.changes_of(plan, LAYER):
        key, done = plan.key(change), _bore(site, plan, change)
        asked = settings.quantity(change, "length", LENGTH)
        tally[key] = length_of(done, asked)
        if done is None:
            warnings.append(f"{change.id}: no street there is long enough for two ramps and a tunnel between them")
            continue
        warnings += [*_short(done, asked), *_rivals(plan, done)]
        index = [ids.of(name) for name in done.items]
        parts += _parts(site, done, index)
        items += items_of(done)
        labels += labels_of(done)
        under[key] = done.holes
        clears[key] = shapely.union_all([shapely.buffer(done.holes, 0.8), *(p.outline for p in done.exits)])
    return LayerBuild(
        joined(parts), tuple(items), tuple(labels), tally=tally, warnings=tuple(warnings), clears=clears, under=under
    )


def footprints(site: Site, plan: Plan) -> list[BaseGeometry]:
    """Ground that the way up from the stations takes."""
    made = [_bore(site, plan, change) for change in settings.changes_of(plan, LAYER)]
    return [p.outline for m in made if m is not None for p in m.exits]


def _bore(site: Site, plan: Plan, change: Change) -> Tunnel | None:
    length = settings.quantity(change, "length", LENGTH).central * 1000
    depth = min(30.0, max(8.0, settings.quantity(change, "depth", DEPTH).central))
    line = line_of(site, change.features, length, depth)
    if line is None:
        return None
    level = line.length_m - 2 * line.ramp_m
    count = min(settings.whole(change, "stations", 1), int(level / (2 * STATION_M[0])))
    stations = line.ramp_m + level * (np.arange(count) + 0.5) / max(1, count)
    taken = taken_before(site, plan, LAYER)
    found = [exit_near(site, line, float(s), taken) for s in stations]
    exits = [e for e in found if e is not None]
    return Tunnel(change, plan.key(change), line, np.asarray(stations), exits)


def _short(done: Tunnel, asked: Quantity) -> list[str]:
    found = []
    if done.line.length_m < 900 * asked.central:
        room = figures(done.line.length_m / 1000)
        found.append(f"{done.change.id}: the street has room for {room} of {figures(asked.central)} km of tunnel")
    if len(done.exits) < len(done.stations):
        missing = len(done.stations) - len(done.exits)
        found.append(f"{done.change.id}: {missing} of its stations have no ground for a way up")
    return found


def _rivals(plan: Plan, done: Tunnel) -> list[str]:
    """Lanes for automated vehicles on the road that the ramps take: left as they are, and said."""
    streets = plan.district.theme("streets")
    cut = streets.ids[streets.tree.query(done.holes, predicate="intersects")]
    others = [c for c in plan.changes if c.layer == "av_lanes" and not set(c.features).isdisjoint(cut.tolist())]
    return [f"{done.change.id}: its ramps take road that {other.id} uses: {done.line.name}" for other in others]


# ---------------------------------------------------------------- what is drawn


def _parts(site: Site, done: Tunnel, index: Sequence[int]) -> list[Part]:
    common: dict[str, Any] = {"needs": frozenset({done.key}), "layer": LAYER}
    below = {"seen_from": "bird", **common}
    return [
        *_board(site, done, below),
        *_bores(done, index[0], below),
        *_stations(done, index[3:], below),
        *_depths(done, index[0], below),
        *_portals(done, index, common),
        *_exits(done, index[3:], common),
    ]


def _board(site: Site, done: Tunnel, below: dict[str, Any]) -> list[Part]:
    """Earth under everything, so that the model does not float while one looks into it."""
    board = shapely.intersection(site.extent, shapely.buffer(shapely.LineString(done.line.xy), 5000.0))
    deep = -done.line.depth_m - _BOARD_M
    floor, _ = flat(board, deep)
    return [painted(f"{done.key}:earth", floor, forms.EARTH, 0, **below)]


def _bores(done: Tunnel, index: int, below: dict[str, Any]) -> list[Part]:
    line, runs = done.line, done.covered
    pairs = [(s, y) for s in runs for y in _SIDES]
    shell = merge([forms.bore(line, y, s) for s, y in pairs])
    lining = merge([forms.bore(line, y, s, inner=True) for s, y in pairs])
    glass = merge([forms.bore(line, y, s, glass=True) for s, y in pairs])
    decks = merge([forms.deck(line, y, s, 3.0) for s, y in pairs])
    lamps = merge([forms.deck(line, y, s, 0.35, 0.05) for s, y in pairs])
    rows = [forms.rings(line, y, np.arange(s[0], s[-1] + 0.1, _RING_M)) for s, y in pairs]
    rows += [forms.edges(line, y, s) for s, y in pairs]
    points, cells = _gathered(rows)
    return [
        painted(f"{done.key}:shell", shell, forms.HUE, index, **below),
        painted(f"{done.key}:lining", lining, forms.PALE, index, **below),
        painted(f"{done.key}:decks", decks, forms.DECK, index, **below),
        plain(f"{done.key}:lamps", lamps.points, lamps.cells, forms.GLOW, index, **below),
        plain(f"{done.key}:glass", glass.points, glass.cells, forms.PALE, index, opacity=0.22, order=-20, **below),
        plain(f"{done.key}:rings", points, cells, forms.DEEP, index, line_width=1.2, **below),
        *_pods(done, index, below),
    ]


def _pods(done: Tunnel, index: int, below: dict[str, Any]) -> list[Part]:
    """Vehicles on both decks, each driving on its right."""
    line, groups = done.line, []
    for side, y in enumerate(_SIDES):
        s = np.arange(OPEN_M * 0.5 + 18.0 * side, line.length_m - OPEN_M * 0.4, _POD_M)
        at, (_, way) = line.beside(s, y), line.at(s)
        heading = np.arctan2(way[:, 1], way[:, 0]) + (np.pi if y > 0 else 0.0)
        there = stand(forms.pod(), np.c_[at, line.deck_z(s) + 0.04], heading)
        groups.append((there, np.full(len(s), index)))
    return list(as_part(f"{done.key}:pods", gather(groups), **below))


def _stations(done: Tunnel, index: Sequence[int], below: dict[str, Any]) -> list[Part]:
    if not len(done.stations):
        return []
    at, way = done.line.at(done.stations)
    xyz = np.c_[at, done.line.deck_z(done.stations)]
    halls = stand(forms.station(), xyz, np.arctan2(way[:, 1], way[:, 0]))
    return list(as_part(f"{done.key}:stations", gather([(halls, np.array(index))]), **below))


def _depths(done: Tunnel, index: int, below: dict[str, Any]) -> list[Part]:
    """A measured line from the street down to the deck, with a cross stroke at both ends."""
    mark = mark_at(done)
    at, way = done.line.at(np.array([mark]))
    tick = np.r_[way[0] * 2.2, 0.0]
    low = np.r_[at[0], -done.line.depth_m]
    high = np.r_[at[0], 0.1]
    points = np.array([low, high, low - tick, low + tick, high - tick, high + tick])
    cells = np.array([[0, 1], [2, 3], [4, 5]], np.int32)
    return [plain(f"{done.key}:depth", points, cells, forms.DEEP, index, line_width=2.4, **below)]


def _portals(done: Tunnel, index: Sequence[int], common: dict[str, Any]) -> list[Part]:
    line, parts, things = done.line, list[Part](), list[Any]()
    for k, last in enumerate((False, True)):
        s, own = forms.open_ramp(line, last), index[k + 1]
        floor = forms.deck(line, 0.0, s, RAMP_M + 0.1)
        parts.append(painted(f"{done.key}:ramp {k}", floor, forms.DECK, own, **common))
        lines = merge([forms.deck(line, y, s, 0.16, 0.03) for y in (-0.12 - RAMP_M / 2 + 0.5, 0.0, RAMP_M / 2 - 0.5)])
        parts.append(plain(f"{done.key}:ramp lines {k}", lines.points, lines.cells, forms.PALE, own, **common))
        parts.append(painted(f"{done.key}:ramp walls {k}", forms.ramp_walls(line, s), forms.CONCRETE, own, **common))
        mouth = line.length_m - OPEN_M if last else OPEN_M
        at, way = line.at(np.array([mouth]))
        turn = np.arctan2(way[:, 1], way[:, 0]) + (np.pi if last else 0.0)
        deep = float(-line.deck_z(np.array([mouth]))[0])
        things.append((stand(forms.portal(deep), np.c_[at, 0.0], turn), np.array([own])))
        arches = mouth + np.arange(1, 5) * (6.0 if last else -6.0)
        xy, ways = line.at(arches)
        hoops = stand(forms.hoop(), np.c_[xy, np.zeros(len(xy))], np.arctan2(ways[:, 1], ways[:, 0]))
        things.append((hoops, np.full(len(xy), own)))
    return [*parts, *as_part(f"{done.key}:portals", gather(things), **common)]


def _exits(done: Tunnel, index: Sequence[int], common: dict[str, Any]) -> list[Part]:
    if not done.exits:
        return []
    xyz = np.array([(*p.at, LAND_Z) for p in done.exits])
    heads = stand(forms.pavilion(), xyz, np.array([p.heading for p in done.exits]))
    own = np.array(index[: len(done.exits)])
    depth = done.line.depth_m
    shafts = merge([forms.shaft(depth).moved(x, y) for x, y, _ in xyz])
    passages = [
        shapely.buffer(shapely.LineString([p.at, a]), 1.5, cap_style="flat")
        for p, a in zip(done.exits, done.line.at(done.stations)[0], strict=False)
    ]
    ways, owner = extrude(np.array(passages, object), -depth - 0.3, -depth + 2.6)
    below: dict[str, Any] = {"seen_from": "bird", **common}
    return [
        *as_part(f"{done.key}:exits", gather([(heads, own)]), **common),
        painted(f"{done.key}:shafts", shafts, forms.PALE, int(own[0]), **below),
        painted(f"{done.key}:ways", ways, forms.PALE, own[owner], **below),
    ]


def _gathered(rows: Sequence[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    offset = np.cumsum([0, *(len(p) for p, _ in rows)])
    cells = np.concatenate([c + o for (_, c), o in zip(rows, offset, strict=False)])
    return np.concatenate([p for p, _ in rows]), cells.astype(np.int32)
