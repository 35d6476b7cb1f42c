"""What moves while the clock runs: where every vehicle and person is at a moment, from the scenario and the time alone.

Illustrative: how many there are and where they go is assumed, not measured, and no traffic is simulated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from wespace_desktop.errors import Cancelled
from wespace_desktop.model.words import Words
from wespace_desktop.scene.chance import chance
from wespace_desktop.scene.crossings import safe, waiting
from wespace_desktop.scene.fleet import Fleet
from wespace_desktop.scene.fleet_cache import cached_fleets
from wespace_desktop.scene.part import Scene
from wespace_desktop.scene.routes import Route, routes_of
from wespace_desktop.scene.site import ROAD_Z, Site
from wespace_desktop.scene.timetable import PACES, Timetable, timetable
from wespace_desktop.scene.tracks import Network, beside, streets, walks

NOT_A_SIMULATION = Words(
    "车辆与行人为示意，不是交通模拟", "Moving vehicles and people are illustrative, not a traffic simulation"
)
#: Kind of the items of a layer that move while the clock runs, and how near a walking route they stand, metres.
_ROBOT, _BESIDE_M = "delivery_robot", 8.0
#: What moves keeps so far from every building, metres from its middle.
_ROOM_M = 0.25


def seed_of(*words: str) -> int:
    """A number that is the same on every machine."""
    return int.from_bytes(hashlib.sha256(" ".join(words).encode()).digest()[:4], "big")


def fleet(kind: str, tables: Sequence[Timetable], site: Site, seed: int) -> Fleet:
    """Everything of one kind that these timetables have room for, so far apart that none touches the next."""
    times, ats, alongs, rows = [], [], [], []
    base = 0.0
    for table in tables:
        times.append(base + table.time)
        ats.append(table.at)
        alongs.append(table.along)
        every = _every(table)
        for k in range(0, table.count - (every - 1 if table.closed else 0), every):
            sets_out = table.start_s + k * table.apart_s
            rows.append((base, table.time[-1], table.round_s, sets_out, table.closed, *(table.at[0] + 0.7 * k)))
        base += float(table.time[-1]) + 1.0
    at = np.concatenate(ats) if ats else np.empty((0, 2))
    many = np.array(rows, float).reshape(-1, 7)
    z = np.full(len(at), ROAD_Z) if kind != "walk" else site.ground_z(at)
    joined = (np.concatenate(x) if x else np.empty(0) for x in (times, alongs))
    time, along = joined
    return Fleet(
        kind, time, at, along.reshape(-1, 2), many[:, 0], many[:, 1], many[:, 2], many[:, 3],
        chance(many[:, 5:], seed % 9973), many[:, 4] == 0, z,
    )  # fmt: skip


def _every(table: Timetable) -> int:
    """1 when all places in the timetable may be taken, 2 every second one ...: as near as they come to each other."""
    reach = np.r_[0.0, np.cumsum(np.hypot(*np.diff(table.at, axis=0).T))]
    need = PACES[table.kind].length_m + 0.4
    at = np.arange(0.0, float(table.time[-1]), 0.5)
    for every in range(1, table.count + 1):
        later = at + every * table.apart_s
        if table.closed:
            turns, rest = np.divmod(later, table.time[-1])
            ahead = np.interp(rest, table.time, reach) + turns * reach[-1]
        else:
            at = at[later < table.time[-1]]
            ahead = np.interp(later[later < table.time[-1]], table.time, reach)
        gap = ahead - np.interp(at, table.time, reach)
        if not len(gap) or float(gap.min()) >= need:
            return every
    return max(1, table.count)


def _among(walkers: Fleet, at: np.ndarray) -> Fleet:
    """A robot for each place (n, 2) beside a walking route: at clock 0 it is near, later it goes on among the people,
    in the middle between two of theirs.
    """
    taken: set[tuple[float, float]] = set()
    rows = []
    for x, y in at.tolist() if len(walkers.base) else ():
        row = int(np.argmin(np.hypot(walkers.at[:, 0] - x, walkers.at[:, 1] - y)))
        mine = np.flatnonzero(walkers.base == walkers.base[walkers.base <= walkers.time[row]].max())
        if np.hypot(*(walkers.at[row] - (x, y))) > _BESIDE_M or walkers.grows[mine[0]]:
            continue
        k, round_s = int(mine[0]), float(walkers.round_s[mine[0]])
        apart = round_s / len(mine)
        between = (apart / 2 - walkers.start_s[k]) % apart
        gap = round((walkers.time[row] - walkers.base[k] - between) / apart) % len(mine)
        free = [g % len(mine) for g in range(gap, gap + len(mine)) if (walkers.base[k], g % len(mine)) not in taken]
        if free:
            taken.add((walkers.base[k], free[0]))
            rows.append((k, -(between + free[0] * apart)))
    of, start = [k for k, _ in rows], np.array([s for _, s in rows])
    return replace(
        walkers, kind="robot", base=walkers.base[of], last=walkers.last[of], round_s=walkers.round_s[of],
        grows=walkers.grows[of], start_s=start, luck=np.linspace(0.0, 0.999, len(of)),
    )  # fmt: skip


class Movers:
    """The fleets of one scene; what stands decides which lanes there are. Worked out when it is first asked for, which
    takes seconds: `stop`, from another thread, ends that with Cancelled.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._site = Site(scene.district)
        self._streets: Network | None = None
        self._walks: Network | None = None
        self._tabled: dict[tuple[object, ...], Timetable] = {}
        self._made: dict[frozenset[str], tuple[Fleet, ...]] = {}
        self._stopped = False
        self._robots: dict[str, list[tuple[float, float]]] = {}
        for item in scene.items.values():
            if item.kind == _ROBOT:
                self._robots.setdefault(item.change, []).append(item.anchor[:2])

    def stop(self) -> None:
        """Nobody waits for them any more."""
        self._stopped = True

    def _go_on(self) -> None:
        if self._stopped:
            raise Cancelled

    def key(self, standing: frozenset[str]) -> frozenset[str]:
        """Of all that stands what decides where anything moves."""
        return frozenset(standing & (self._scene.tracks.keys() | self._robots.keys()))

    def fleets(self, standing: frozenset[str]) -> tuple[Fleet, ...]:
        """Those that move while this stands."""
        key = self.key(standing)
        if key not in self._made:
            runs = {name: self._scene.tracks.get(name, ()) for name in sorted(key)}
            robots = np.array([xy for name in sorted(key) for xy in self._robots.get(name, ())]).reshape(-1, 2)
            given = {**runs, "robots": (robots,)}
            self._made[key] = cached_fleets(self._scene.district, given, lambda: self._found(key, robots))
        return self._made[key]

    def _found(self, key: frozenset[str], robots: np.ndarray) -> tuple[Fleet, ...]:
        driven = self._driven(key)
        walkers = self._walking(driven)
        seed, kinds = seed_of(self._scene.district.id), ("car", "shuttle", "bicycle")
        fleets = [fleet(kind, [t for t in driven if t.kind == kind], self._site, seed) for kind in kinds]
        return (*fleets, walkers, _among(walkers, robots))

    def _driven(self, key: frozenset[str]) -> list[Timetable]:
        if self._streets is None:
            self._streets = streets(self._site)
        runs = [run for name in sorted(key) for run in self._scene.tracks.get(name, ())]
        network = beside(self._streets, runs, "shuttle")
        return self._tables(network, routes_of(network, self._site))

    def _walking(self, driven: Sequence[Timetable]) -> Fleet:
        """People cross between the vehicles of these timetables."""
        self._go_on()
        if self._walks is None:
            self._walks = walks(self._site)
        network, starts = safe(self._walks, driven)
        tables = self._tables(network, waiting(routes_of(network, self._site), starts))
        return fleet("walk", tables, self._site, seed_of(self._scene.district.id, "walk"))

    def _tables(self, network: Network, routes: Sequence[Route]) -> list[Timetable]:
        """Of all routes; one that touches a building all the same is not used."""
        tables = []
        for route in routes:
            self._go_on()
            tables.append(self._table(route, network))
        if not tables:
            return []
        clear = [self._site.clear_of_buildings(shapely.points(t.at), _ROOM_M).all() for t in tables]
        return [t for t, ok in zip(tables, clear, strict=True) if ok]

    def _table(self, route: Route, network: Network) -> Timetable:
        """The same as for the lanes of another year where they are the same tracks with the same turns."""
        moves = tuple(None if m is None else (m.at_s, network.tracks[m.into]) for m in route.moves)
        key = (route.kind, *(network.tracks[n] for n in route.tracks), moves)
        if key not in self._tabled:
            self._tabled[key] = timetable(route, network.tracks)
        return self._tabled[key]
