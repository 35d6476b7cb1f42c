"""The moving form seen from nearby: near squares of the city as they are, far ones lighter, hidden ones not at all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np

from wespace_desktop.render import camera as cam
from wespace_desktop.render import choosing, squares
from wespace_desktop.render.actors import Drawn, Model, Whole
from wespace_desktop.render.shot import Shot
from wespace_desktop.render.squares import Cut
from wespace_desktop.scene.part import Part

#: From this pixel (m) on squares, then blocks of squares, are lighter: size of their smallest triangles, points of a
#: copied thing.
_LEVELS = ((0.0, 0.0, 0), (0.1, 0.2, 14), (0.4, 0.8, 7))
_FAR = 2
#: Parts that reach higher are kept apart: behind a house only what is high can be seen.
_HIGH_M = 12.0
#: What is nearer is drawn first, and what is then hidden is left out.
_TURNS_M = (90.0, 260.0)
#: So many cells are kept made, and so many states.
_CELLS_KEPT = 600_000
_STATES = 4

Release = Callable[[Iterable[Model]], None]
Turn = Callable[[np.ndarray], list[Drawn]]


@dataclass(frozen=True, eq=False)
class _Places:
    """What stands in each square or block: its number and height class, its pieces, its bounds (n, 3)."""

    keys: tuple[tuple[int, bool], ...]
    pieces: tuple[tuple[tuple[Cut, int], ...], ...]
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True, eq=False)
class _State:
    """All squares of one state; `block` (n,) is the row in `far` of each row in `near`."""

    near: _Places
    far: _Places
    block: np.ndarray


class Near:
    """Belongs to one scene; lives in the stage's thread. Squares are made when a picture first needs them."""

    def __init__(self) -> None:
        self._cuts: dict[int, Cut] = {}
        self._states: dict[Hashable, _State] = {}
        self._made: dict[Hashable, list[Model]] = {}

    def steps(self, models: Sequence[Model], key: Hashable) -> Iterator[None]:
        """Cut what stands, a part at a time."""
        parts = [m.part for m in models if len(m.part.cells)]
        for part in parts:
            if id(part) not in self._cuts:
                self._cuts[id(part)] = squares.cut(part)
                yield
        while len(self._states) >= _STATES:
            del self._states[next(iter(self._states))]
            kept = {id(c.part) for s in self._states.values() for pieces in s.near.pieces for c, _ in pieces}
            self._cuts = {k: c for k, c in self._cuts.items() if k in kept or k in map(id, parts)}
        self._states[key] = _state([self._cuts[id(p)] for p in parts])

    def ahead(self, key: Hashable, shot: Shot, matrix: np.ndarray) -> Iterator[None]:
        """Make the squares that nothing hides, one at a time."""
        wanted = _wanted(self._states[key], shot, matrix)
        limit = _TURNS_M[0] if cam.is_street(shot.camera) else np.inf
        for row in wanted.between(-1.0, limit, matrix, np.ones((1, 1), np.float32)):
            for _ in self._drawn(*wanted.at(row)):
                pass
            yield

    def has(self, key: Hashable) -> bool:
        return key in self._states

    def turns(self, key: Hashable, shot: Shot, matrix: np.ndarray, release: Release) -> list[Turn]:
        """What to draw one after the other, each turn chosen by the z buffer (h, w), top row first, so far."""
        wanted = _wanted(self._states[key], shot, matrix)
        self._trim(release)
        sheer: list[Drawn] = []

        def turn(low_m: float, high_m: float, last: bool) -> Turn:
            def chosen(z: np.ndarray) -> list[Drawn]:
                seen: list[Drawn] = []
                for row in wanted.between(low_m, high_m, matrix, z):
                    for drawn in self._drawn(*wanted.at(row)):
                        (sheer if drawn.part.rgb.shape[1] == 4 else seen).append(drawn)
                return [*seen, *sheer] if last else seen

            return chosen

        street = cam.is_street(shot.camera)     # from above little is hidden
        limits = (-1.0, *(_TURNS_M if street else ()), np.inf)
        return [turn(a, b, b == np.inf) for a, b in pairwise(limits)]

    def release(self, release: Release) -> None:
        release(chain.from_iterable(self._made.values()))
        self._made.clear()
        self._states.clear()
        self._cuts.clear()

    def _drawn(self, places: _Places, row: int, level: int) -> Iterator[Drawn]:
        pieces = places.pieces[row]
        key = (level, places.keys[row], tuple(c.number for c, _ in pieces))
        if key in self._made:
            self._made[key] = self._made.pop(key)       # the newest
        else:
            self._made[key] = _made(pieces, level)
        for model in self._made[key]:
            yield from model.pieces

    def _trim(self, release: Release) -> None:
        """Give back what has not been seen for longest."""
        cells = {key: sum(len(m.part.cells) for m in models) for key, models in self._made.items()}
        total = sum(cells.values())
        for key in list(self._made):
            if total <= _CELLS_KEPT:
                return
            total -= cells[key]
            release(self._made.pop(key))


@dataclass(frozen=True, eq=False)
class _Wanted:
    """The rows of a picture: near ones, then far ones; `level`, `away` (m) and bounds of each."""

    state: _State
    rows: np.ndarray
    level: np.ndarray
    away: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def between(self, nearest: float, farthest: float, matrix: np.ndarray, z: np.ndarray) -> list[int]:
        """Places so far away and not hidden, nearest first."""
        here = np.flatnonzero((self.away > nearest) & (self.away <= farthest))
        here = here[np.argsort(self.away[here], kind="stable")]
        if nearest < 0 or not len(here):
            return [int(n) for n in here]
        hidden = choosing.hidden(self.low[here], self.high[here], matrix, z)
        return [int(n) for n in here[~hidden]]

    def at(self, place: int) -> tuple[_Places, int, int]:
        level = int(self.level[place])
        return (self.state.far if level == _FAR else self.state.near), int(self.rows[place]), level


def _wanted(state: _State, shot: Shot, matrix: np.ndarray) -> _Wanted:
    near, far = state.near, state.far
    is_far = choosing.pixel_m(far.low, far.high, shot) >= _LEVELS[_FAR][0]
    blocks = np.flatnonzero(is_far & choosing.is_inside(far.low, far.high, matrix))
    fine = np.flatnonzero(~is_far[state.block] & choosing.is_inside(near.low, near.high, matrix))
    light = choosing.pixel_m(near.low[fine], near.high[fine], shot) >= _LEVELS[1][0]
    low, high = np.concatenate([near.low[fine], far.low[blocks]]), np.concatenate([near.high[fine], far.high[blocks]])
    return _Wanted(
        state,
        np.r_[fine, blocks],
        np.r_[light.astype(int), np.full(len(blocks), _FAR)],
        choosing.away_m(low, high, shot.camera),
        low,
        high,
    )


def _state(cuts: Sequence[Cut]) -> _State:
    fine: dict[tuple[int, bool], list[tuple[Cut, int]]] = {}
    for cut in cuts:
        for k, square in enumerate(cut.squares.tolist()):
            fine.setdefault((square, bool(cut.high[k, 2] > _HIGH_M)), []).append((cut, k))
    blocks: dict[tuple[int, bool], list[tuple[Cut, int]]] = {}
    for (square, high), pieces in fine.items():
        blocks.setdefault((squares.block_of(square), high), []).extend(pieces)
    row = {key: n for n, key in enumerate(blocks)}
    return _State(
        _places(fine), _places(blocks), np.array([row[squares.block_of(s), h] for s, h in fine], int)
    )


def _places(found: dict[tuple[int, bool], list[tuple[Cut, int]]]) -> _Places:
    low = [np.min([c.low[k] for c, k in pieces], axis=0) for pieces in found.values()]
    high = [np.max([c.high[k] for c, k in pieces], axis=0) for pieces in found.values()]
    return _Places(
        tuple(found),
        tuple(tuple(p) for p in found.values()),
        np.array(low, float).reshape(-1, 3),
        np.array(high, float).reshape(-1, 3),
    )


def _made(pieces: Iterable[tuple[Cut, int]], level: int) -> list[Model]:
    _, cell_m, points_each = _LEVELS[level]
    by_part: dict[int, tuple[Cut, list[int]]] = {}
    for cut, k in pieces:
        by_part.setdefault(id(cut), (cut, []))[1].append(k)
    parts: list[Part] = []
    for cut, at in by_part.values():
        part = cut.taken(at)
        parts += squares.lighter(part, cell_m, points_each, level == _FAR) if level else [part]
    return [Whole(p) for p in squares.joined(parts)]
