"""When people may cross a street: in the gaps between the vehicles of the timetables, at marked crossings only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from wespace_desktop.scene.routes import CYCLE_S, Move, Route
from wespace_desktop.scene.timetable import PACES, Timetable
from wespace_desktop.scene.tracks import Network, Track

#: A vehicle holds a crossing while its middle is so near, metres; nobody is then so near to its line.
_HOLDS_M, _APART_M = 3.0, 1.8
_STARTS = np.arange(0.0, CYCLE_S, 0.5)


@dataclass(frozen=True, eq=False)
class _Held:
    """Seconds of the cycle `at` (n,) at which the crossing is held `along` (n,) metres from its start."""

    at: np.ndarray
    along: np.ndarray


def safe(network: Network, tables: Sequence[Timetable]) -> tuple[Network, dict[int, float]]:
    """The walking network without crossings that no gap is left at, and for every other one (by its number) the second
    of the cycle at which people set out.
    """
    crossing = [n for n, t in enumerate(network.tracks) if t.crosses]
    held = _held([network.tracks[n] for n in crossing], tables)
    starts = {n: _start(network.tracks[n], held.get(k)) for k, n in enumerate(crossing)}
    kept = [n for n in range(len(network.tracks)) if starts.get(n, 0.0) is not None]
    number = {old: new for new, old in enumerate(kept)}
    found = {number[n]: start for n, start in starts.items() if start is not None}
    return replace(network, tracks=tuple(network.tracks[n] for n in kept)), found


def waiting(routes: Sequence[Route], starts: dict[int, float]) -> list[Route]:
    """The same routes, with a turn before every crossing."""
    return [replace(r, moves=tuple(_turned(m, starts) for m in r.moves)) for r in routes]


def _turned(move: Move | None, starts: dict[int, float]) -> Move | None:
    if move is None or move.into not in starts:
        return move
    way = float(np.hypot(*np.diff(move.curve, axis=0).T).sum()) / PACES["walk"].speed
    return replace(move, at_s=(starts[move.into] - way) % CYCLE_S)


def _held(tracks: Sequence[Track], tables: Sequence[Timetable]) -> dict[int, _Held]:
    """By the row of a crossing, while vehicles hold it; one that keeps no cycle holds it always."""
    if not tracks or not tables:
        return {}
    lines = np.array([shapely.LineString(t.path) for t in tracks], object)
    tree = shapely.STRtree(lines)
    hits: dict[int, list[tuple[np.ndarray, np.ndarray]]] = {}
    for table in tables:
        points = shapely.points(table.at)
        row, crossing = tree.query(points, predicate="dwithin", distance=_HOLDS_M)
        strict = abs(table.apart_s - CYCLE_S) < 1e-6
        for k in np.unique(crossing).tolist():
            here = row[crossing == k]
            along = shapely.line_locate_point(lines[k], points[here])
            begin, end = table.time[here], table.time[np.minimum(here + 1, len(points) - 1)]
            end = np.where(strict, np.minimum(end, begin + CYCLE_S), begin + CYCLE_S)
            many = np.maximum(1, np.ceil((end - begin) / 0.4).astype(int))
            share = np.concatenate([np.arange(n) / n for n in many])
            of = np.repeat(np.arange(len(here)), many)
            at = (table.start_s + begin[of] + share * (end - begin)[of]) % CYCLE_S
            hits.setdefault(k, []).append((at, along[of]))
    return {k: _Held(*(np.concatenate([h[i] for h in found]) for i in (0, 1))) for k, found in hits.items()}


def _start(track: Track, held: _Held | None) -> float | None:
    """When to set out so that nobody is near a vehicle, in the middle of the longest gap; None when there is none."""
    if held is None:
        return 0.0
    speed = PACES["walk"].speed
    reach = (held.at[None] - _STARTS[:, None]) % CYCLE_S * speed        # where somebody is at that second
    free = (np.abs(reach - held.along[None]) > _APART_M).all(axis=1)
    free &= (np.abs(reach - CYCLE_S * speed - held.along[None]) > _APART_M).all(axis=1)
    if not free.any():
        return None
    if free.all():
        return 0.0
    first = int(np.argmin(free))
    turned = np.roll(free, -first)
    edges = np.flatnonzero(np.diff(np.r_[0, turned.astype(np.int8), 0]))
    longest = int(np.argmax(edges[1::2] - edges[::2]))
    middle = (edges[::2][longest] + edges[1::2][longest] - 1) // 2
    return float(_STARTS[(middle + first) % len(_STARTS)])
