"""When something on a route is where: speeds that ease into corners, waiting for one's turn, for a whole round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from wespace_desktop.scene.chance import chance
from wespace_desktop.scene.routes import CYCLE_S, Route
from wespace_desktop.scene.tracks import Track, headings, resampled

_STEP_M = 1.0
#: Metres per second squared: how fast it starts and stops, and how much a corner may push sideways [A].
_EASE, _SIDEWAYS = 1.6, 2.2
_SLOWEST = 0.35
#: A vehicle stands so long before the next one comes up behind it, at least.
_BEHIND_S = 6.0


#: When the first one sets out, and for each row of the path that ends before a junction, its turn in the cycle.
_Turns = tuple[float, list[tuple[int, float]]]


@dataclass(frozen=True)
class Pace:
    """`speed` metres per second on a free straight; `length_m` of what moves."""

    speed: float
    length_m: float


#: 30 km/h in town, a shuttle 25, a bicycle 15 [A]; walking 1.25 m/s as the indicators take it, a delivery robot 5 km/h.
PACES = {
    "car": Pace(30 / 3.6, 4.6),
    "shuttle": Pace(25 / 3.6, 4.7),
    "bicycle": Pace(15 / 3.6, 1.9),
    "walk": Pace(1.25, 0.6),
    "robot": Pace(1.25, 0.8),
}


@dataclass(frozen=True, eq=False)
class Timetable:
    """One round: `time` (n,) seconds from 0, never falling, and where it is then: `at` (n, 2) metres, `along` (n, 2).

    The first one sets out at `start_s`; so many seconds lie between two that set out: `apart_s`. A round of a closed
    route leads back to where it began; what goes along an open one is gone after the last time.
    """

    kind: str
    closed: bool
    start_s: float
    apart_s: float
    time: np.ndarray
    at: np.ndarray
    along: np.ndarray

    @property
    def round_s(self) -> float:
        """Seconds after which the same one sets out again."""
        return self.apart_s * self.count

    @property
    def count(self) -> int:
        """So many are under way, at most."""
        whole = float(self.time[-1]) / self.apart_s
        return max(1, round(whole) if self.closed else int(np.ceil(whole)))


def timetable(route: Route, tracks: Sequence[Track]) -> Timetable:
    """Along a route, waiting before each junction until its turn has come."""
    route = _from_a_turn(route)
    pace = PACES[route.kind]
    pieces, lines = _pieces(route, tracks)
    path = np.concatenate([p[:-1] for p in pieces[:-1]] + [pieces[-1]])
    step = np.hypot(*np.diff(path, axis=0).T)
    limit = _limits(path, pace, route.closed)
    first = route.moves[-1].at_s if route.moves[-1] is not None else None
    start = CYCLE_S * float(chance(path[:1], 73)[0]) if first is None else first
    turns = [(line, m.at_s) for line, m in zip(lines, route.moves, strict=True) if m is not None and m.at_s is not None]
    time, where = _timed(step, limit, (start, turns))
    apart = CYCLE_S
    if route.closed and not turns:
        apart = float(time[-1]) / max(1, int(time[-1] / CYCLE_S))
    return Timetable(route.kind, route.closed, start, apart, time, path[where], headings(path)[where])


def _from_a_turn(route: Route) -> Route:
    """A closed route begins where it waits for its turn, so that a round is a whole number of cycles."""
    if not route.closed:
        return route
    last = next((k for k, m in enumerate(route.moves) if m is not None and m.at_s is not None), len(route.moves) - 1)
    cut = last + 1
    return replace(
        route, tracks=(*route.tracks[cut:], *route.tracks[:cut]), moves=(*route.moves[cut:], *route.moves[:cut])
    )


def _pieces(route: Route, tracks: Sequence[Track]) -> tuple[list[np.ndarray], list[int]]:
    """The paths one after the other, each beginning where the last ends, and the row of the end of every track."""
    pieces: list[np.ndarray] = []
    lines: list[int] = []
    if route.closed and route.moves[-1] is not None:
        pieces.append(route.moves[-1].curve)
    steps = sum(len(p) - 1 for p in pieces)
    for number, move in zip(route.tracks, route.moves, strict=True):
        pieces.append(resampled(tracks[number].path, _STEP_M))
        steps += len(pieces[-1]) - 1
        lines.append(steps)
        if move is not None and number != route.tracks[-1]:
            pieces.append(move.curve)
            steps += len(move.curve) - 1
    return pieces, lines


def _limits(path: np.ndarray, pace: Pace, closed: bool) -> np.ndarray:
    """(n,) the fastest that the corners allow; where an open route begins and ends it creeps."""
    along = headings(path)
    turned = np.unwrap(np.arctan2(along[:, 1], along[:, 0]))
    bend = np.abs(np.gradient(turned)) / np.maximum(np.hypot(*np.gradient(path, axis=0).T), 0.05)
    fastest = np.minimum(pace.speed, np.sqrt(_SIDEWAYS / np.maximum(bend, 1e-4)))
    limit: np.ndarray = np.maximum(fastest, min(1.2, pace.speed))
    if not closed:
        limit[[0, -1]] = min(2.0, pace.speed)
    return limit


def _timed(step: np.ndarray, limit: np.ndarray, given: _Turns) -> tuple[np.ndarray, np.ndarray]:
    """(n,) seconds from the start, and the row of the path at each: a row comes twice where it stands and waits."""
    stops: set[int] = set()
    while True:
        fastest = limit.copy()
        fastest[list(stops)] = _SLOWEST
        speed = _eased(fastest, step)
        took = 2 * step / (speed[1:] + speed[:-1])
        took, waits = _waiting(took, given, stops)
        new = {row for row, wait in waits if wait > 0.0} - stops
        if not new:
            break
        stops |= new
    time = np.r_[0.0, np.cumsum(took)]
    rows = np.arange(len(time))
    for row, wait in waits:
        time[row + 1 :] += wait
    extra = np.array([row for row, wait in waits if wait > 0], int)
    waited = np.array([wait for _, wait in waits if wait > 0])
    order = np.argsort(np.r_[rows, extra + 0.5], kind="stable")
    return np.r_[time, time[extra] + waited][order], np.r_[rows, extra][order]


def _waiting(took: np.ndarray, given: _Turns, stops: set[int]) -> tuple[np.ndarray, list[tuple[int, float]]]:
    """Seconds per step with small waits driven off on the way, and (row, seconds) of the large ones."""
    took = took.copy()
    clock, before = given[0], 0
    waits = []
    for row, at in given[1]:
        way = float(took[before:row].sum())
        wait = (at - clock - way) % CYCLE_S
        wait = 0.0 if wait > CYCLE_S - 1e-6 else wait
        slow = wait if row not in stops and wait < max(1.5, 0.25 * way) else max(0.0, wait - CYCLE_S + _BEHIND_S)
        took[before:row] *= (way + slow) / max(way, 1e-6)
        waits.append((row, wait - slow))
        clock, before = clock + way + wait, row
    return took, waits


def _eased(limit: np.ndarray, step: np.ndarray) -> np.ndarray:
    """The limits without sudden changes: nothing starts or stops harder than it can."""
    speed = limit.tolist()
    gain = (2 * _EASE * step).tolist()
    at = speed[0]
    for k, more in enumerate(gain, 1):
        most = (at**2 + more) ** 0.5
        at = speed[k] = most if most < speed[k] else speed[k]
    for k in range(len(gain) - 1, -1, -1):
        most = (at**2 + gain[k]) ** 0.5
        at = speed[k] = most if most < speed[k] else speed[k]
    return np.array(speed)
