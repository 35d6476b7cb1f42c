"""From lanes to routes: which way goes on into which at every junction, and who may cross it when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import shapely

from wespace_desktop.scene.chance import chance
from wespace_desktop.scene.site import Site
from wespace_desktop.scene.tracks import Network, Track, headings

#: Seconds after which everything at a junction comes round again, as at a traffic signal with a fixed plan [A].
CYCLE_S = 24.0
#: Ways through a junction that come nearer to each other than this, metres, take turns.
_APART_M = 2.4
_STEPS = 9
#: So much of a vehicle's way over a junction lies on the road, or it does not go there: a share.
_ON_ROAD = 0.8
#: At a dead end one turns round, but where a street leaves the district one goes on: worth of turning round, metres.
_BACK, _NEVER, _BORDER_M = 0.1, -9.0, 40.0
_MOST_PERMUTED = 5


@dataclass(frozen=True, eq=False)
class Move:
    """The way over a junction from the end of one track to the start of another. `at_s`: its turn in the cycle, None
    where nobody else wants to cross.
    """

    curve: np.ndarray
    into: int
    at_s: float | None = None


@dataclass(frozen=True, eq=False)
class Route:
    """Tracks (numbers in the network) one after the other, and the move after each; the last is None when the route
    ends there, else it leads back to the first.
    """

    kind: str
    tracks: tuple[int, ...]
    moves: tuple[Move | None, ...]

    @property
    def closed(self) -> bool:
        return self.moves[-1] is not None


def routes_of(network: Network, site: Site) -> tuple[Route, ...]:
    """Every track belongs to exactly one route; the same network gives the same routes."""
    moves: dict[int, Move] = {}
    by_junction: dict[int, list[int]] = {}
    for number, track in enumerate(network.tracks):
        if track.end >= 0:
            by_junction.setdefault(track.end, []).append(number)
    starts: dict[int, list[int]] = {}
    for number, track in enumerate(network.tracks):
        if track.start >= 0:
            starts.setdefault(track.start, []).append(number)
    inside = ~shapely.dwithin(shapely.boundary(site.extent), shapely.points(network.junctions), _BORDER_M)
    for junction, ins in by_junction.items():
        back = _BACK if inside[junction] else _NEVER
        moves |= _at_junction(network, junction, (ins, starts.get(junction, [])), back)
    good = _passable(site, network, moves)
    return tuple(_followed(network.tracks, {n: m for (n, m), ok in zip(moves.items(), good, strict=True) if ok}))


def _passable(site: Site, network: Network, moves: dict[int, Move]) -> np.ndarray:
    """(n,) bool: ways over junctions that touch no building, those of vehicles on the road."""
    if not moves:
        return np.zeros(0, bool)
    curves = [m.curve for m in moves.values()]
    row, xy = np.repeat(np.arange(len(curves)), [len(c) for c in curves]), np.concatenate(curves)
    clear = site.clear_of_buildings(shapely.linestrings(xy, indices=row), 0.25)
    on = np.bincount(row, site.on_road(xy)) / np.bincount(row)
    walked = np.array([network.tracks[n].kind == "walk" for n in moves])
    passable: np.ndarray = clear & (walked | (on > _ON_ROAD))
    return passable


def _at_junction(network: Network, junction: int, ways: tuple[list[int], list[int]], back: float) -> dict[int, Move]:
    tracks, (ins, outs) = network.tracks, ways
    pairs: dict[int, int] = {}
    for kind in ("car", "shuttle", "walk"):
        a, b = ([n for n in group if tracks[n].kind == kind] for group in (ins, outs))
        pairs |= _paired(tracks, (a, b), network.junctions[junction], _BACK if kind == "walk" else back)
    curves = {a: curve(tracks[a].path, tracks[b].path) for a, b in pairs.items()}
    driven = [a for a in pairs if tracks[a].kind != "walk"]
    turn = _turns([curves[a] for a in driven])
    start = CYCLE_S * float(chance(network.junctions[junction][None], 71)[0])
    count = max(turn, default=0) + 1
    at = {a: (start + t * CYCLE_S / count) % CYCLE_S if count > 1 else None for a, t in zip(driven, turn, strict=True)}
    found = {a: Move(curves[a], b, at.get(a)) for a, b in pairs.items()}
    return found | _bicycles(tracks, ins, outs, found)


def _bicycles(tracks: Sequence[Track], ins: list[int], outs: list[int], moves: dict[int, Move]) -> dict[int, Move]:
    """A bicycle goes where the cars beside it go, when they go."""
    beside = {(t.line, t.start, t.end): n for n in (*ins, *outs) if (t := tracks[n]).kind == "bicycle"}
    found = {}
    for a, move in moves.items():
        car, then = tracks[a], tracks[move.into]
        first, second = (beside.get((t.line, t.start, t.end)) for t in (car, then))
        if car.kind == "car" and first is not None and second is not None:
            found[first] = Move(curve(tracks[first].path, tracks[second].path), second, move.at_s)
    return found


def _paired(
    tracks: Sequence[Track], ways: tuple[list[int], list[int]], at: np.ndarray, back: float
) -> dict[int, int]:
    """Which track goes on into which: as many as can, straight on rather than round a corner; `back` is what it is
    worth to turn round.
    """
    ins, outs = ways
    if not ins or not outs:
        return {}
    into = np.array([headings(tracks[n].path[-2:])[-1] for n in ins])
    out = np.array([headings(tracks[n].path[:2])[0] for n in outs])
    score = 2.0 + into @ out.T
    noise = chance(at + np.arange(score.size)[:, None] * 3.1, 72).reshape(score.shape)
    score += 0.7 * noise
    same = np.array([[tracks[a].line == tracks[b].line for b in outs] for a in ins])
    score[same] = back
    chosen = _best(score) if max(score.shape) <= _MOST_PERMUTED else _greedy(score)
    return {ins[i]: outs[j] for i, j in chosen if score[i, j] > 0}


def _best(score: np.ndarray) -> list[tuple[int, int]]:
    if score.shape[0] > score.shape[1]:
        return [(i, j) for j, i in _best(score.T)]
    rows, of = range(score.shape[0]), score.tolist()

    def worth(order: tuple[int, ...]) -> float:
        total = 0.0
        for row, column in zip(of, order, strict=True):
            total += row[column]
        return total

    order = max(permutations(range(score.shape[1]), len(rows)), key=worth)
    return list(zip(rows, order, strict=True))


def _greedy(score: np.ndarray) -> list[tuple[int, int]]:
    left, found = score.copy(), []
    for _ in range(min(score.shape)):
        i, j = np.unravel_index(int(np.argmax(left)), left.shape)
        found.append((int(i), int(j)))
        left[i], left[:, j] = -np.inf, -np.inf
    return found


def curve(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """(n, 2) from the end of one path to the start of another, in the direction of both."""
    a, b = before[-1], after[0]
    reach = float(np.hypot(*(b - a)))
    out, into = headings(before[-2:])[-1] * reach, headings(after[:2])[0] * reach
    t = np.linspace(0, 1, max(_STEPS, int(reach) + 1))[:, None]
    points: np.ndarray = (
        (2 * t**3 - 3 * t**2 + 1) * a + (t**3 - 2 * t**2 + t) * out + (3 * t**2 - 2 * t**3) * b + (t**3 - t**2) * into
    )
    return points


def _turns(curves: list[np.ndarray]) -> list[int]:
    """A number per curve, different for any two that come too near to each other: who may go together."""
    turns: list[int] = []
    for k, one in enumerate(curves):
        taken = {turns[n] for n in range(k) if _near(one, curves[n])}
        turns.append(next(t for t in range(k + 1) if t not in taken))
    return turns


def _near(a: np.ndarray, b: np.ndarray) -> bool:
    return bool((np.hypot(*(a[:, None] - b[None]).transpose(2, 0, 1)) < _APART_M).any())


def _followed(tracks: Sequence[Track], moves: dict[int, Move]) -> list[Route]:
    entered = {move.into for move in moves.values()}
    left = dict.fromkeys([n for n in range(len(tracks)) if n not in entered] + list(range(len(tracks))))
    found = []
    while left:
        first = next(iter(left))
        chain, at = [first], first
        del left[first]
        while (move := moves.get(at)) is not None and move.into != first:
            at = move.into
            chain.append(at)
            del left[at]
        found.append(Route(tracks[first].kind, tuple(chain), tuple(moves.get(n) for n in chain)))
    return found
