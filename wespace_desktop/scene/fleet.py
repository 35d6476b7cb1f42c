"""All that move of one kind, and where each is at a moment of the clock."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

#: Of the places in the timetables so many are taken by day: one car per lane passes in about 28 s, one bicycle in 1.6
#: minutes, one person per side of a walking route in 2.5 minutes [A].
TAKEN = {"car": 0.85, "bicycle": 0.25, "walk": 0.16, "shuttle": 0.5, "robot": 1.0}
#: More or fewer of them at an hour: shares of that number, linear between these hours and over midnight [A].
_HOURS = (0, 3, 6, 9, 12, 15, 18, 21)
_DAY = {
    "car": (0.10, 0.05, 0.40, 1.00, 0.80, 0.85, 1.10, 0.45),
    "shuttle": (0.25, 0.10, 0.60, 1.00, 0.80, 0.85, 1.10, 0.60),
    "bicycle": (0.05, 0.02, 0.35, 1.10, 0.75, 0.80, 1.20, 0.35),
    "robot": (0.0, 0.0, 0.1, 0.45, 1.0, 0.6, 1.0, 0.55),
    "walk": (0.05, 0.02, 0.25, 0.90, 1.15, 0.90, 1.20, 0.50),
}
#: Seconds in which something grows where its way begins and vanishes where it ends.
_GROWS_S = 1.5


@dataclass(frozen=True, eq=False)
class Moment:
    """Where everything of one kind is: `at` (n, 2) local metres, `along` (n, 2) unit, `z` (n,), `size` (n,) 0 to 1,
    `number` (n,) which of its kind it is, always the same one.
    """

    at: np.ndarray
    along: np.ndarray
    z: np.ndarray
    size: np.ndarray
    number: np.ndarray

    def some(self, rows: np.ndarray) -> Moment:
        """Only these."""
        return Moment(*(getattr(self, f.name)[rows] for f in fields(self)))


@dataclass(frozen=True, eq=False)
class Fleet:
    """All of one kind. The tables of all routes lie one after the other; per mover (m,): where its table begins, the
    length of a round, when it sets out, and its luck 0 to 1: it is there when that is below the share that is taken.
    """

    kind: str
    time: np.ndarray
    at: np.ndarray
    along: np.ndarray
    base: np.ndarray
    last: np.ndarray
    round_s: np.ndarray
    start_s: np.ndarray
    luck: np.ndarray
    grows: np.ndarray
    z: np.ndarray

    def where(self, clock: float, share: float = 1.0) -> Moment:
        """At `clock` seconds, with `share` times the usual number of them."""
        there = np.flatnonzero(self.luck < TAKEN[self.kind] * share)
        gone = (clock - self.start_s[there]) % self.round_s[there]
        left = self.last[there] - gone
        if not len(there):
            return Moment(np.empty((0, 2)), np.empty((0, 2)), np.empty(0), np.empty(0), there)
        size = np.where(self.grows[there], np.clip(np.minimum(gone, left) / _GROWS_S, 0.0, 1.0), 1.0)
        seen = size > 0.0
        there, size = there[seen], size[seen]
        moment = self.base[there] + np.minimum(gone[seen], self.last[there])
        at = np.stack([np.interp(moment, self.time, self.at[:, k]) for k in (0, 1)], axis=1)
        along = np.stack([np.interp(moment, self.time, self.along[:, k]) for k in (0, 1)], axis=1)
        along /= np.maximum(np.hypot(*along.T), 1e-9)[:, None]
        return Moment(at, along, np.interp(moment, self.time, self.z), size, there)


def share_at(kind: str, hour: float | None) -> float:
    """More or fewer than usual at an hour of the day; 1 when no hour is meant."""
    if hour is None:
        return 1.0
    shares = _DAY[kind]
    return float(np.interp(hour % 24, (*_HOURS, 24), (*shares, shares[0])))
