"""Where pods stand: clusters of two to six beside a walkway, each pod's glass front looking at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.scene.chance import chance
from wespace_desktop.scene.layers.lot_rows import rectangles
from wespace_desktop.scene.layers.pod_forms import OVERHANG_M, PORCH_M, PodType

BUILDING_GAP_M, TREE_GAP_M, POD_GAP_M = 2.0, 1.6, 0.9
#: A wheelchair and a passer-by: what stays open between a cluster's deck and anything else.
WALKWAY_M = 1.8
SIZES = (4, 3, 5, 2, 6, 3, 4)


@dataclass(frozen=True, eq=False)
class Pod:
    """One pod: its type, the middle of its plan, and the direction its front looks, radians."""

    kind: PodType
    at: np.ndarray
    heading: float

    @property
    def outline(self) -> shapely.Polygon:
        """Walls, roof overhang and porch on the ground."""
        outline: shapely.Polygon = outlines([self])[0]
        return outline


def outlines(pods: Sequence[Pod]) -> np.ndarray:
    """(n,) polygons: walls, roof overhang and porch on the ground."""
    heading = np.array([p.heading for p in pods])
    ahead = np.stack([np.cos(heading), np.sin(heading)], axis=1)
    depth = np.array([p.kind.depth_m for p in pods]) + OVERHANG_M + PORCH_M
    width = np.array([p.kind.width_m for p in pods]) + 2 * OVERHANG_M
    middle = np.array([p.at for p in pods]) + ahead * ((PORCH_M - OVERHANG_M) / 2)
    return rectangles(middle, ahead, (depth, width))


@dataclass(frozen=True, eq=False)
class Cluster:
    """Pods on one deck."""

    pods: tuple[Pod, ...]
    deck: shapely.Polygon


@dataclass(frozen=True, eq=False)
class Ground:
    """Where pods may stand: `free` ground, `places` (k, 3) x, y and heading towards the walkway, best first."""

    free: BaseGeometry
    places: np.ndarray


def place_clusters(grounds: Sequence[Ground], types: Sequence[PodType]) -> list[Cluster]:
    """The types in order, in clusters over all the grounds in turn, until none is left or nothing fits any more.

    First large clusters far apart, then smaller ones nearer; one pod alone only when it is the last.
    """
    waiting = list(types)
    placed: list[Cluster] = []
    for smallest, apart_m in ((4, 14.0), (3, 8.0), (2, 4.0), (2, WALKWAY_M)):
        for ground, place in _in_turn(grounds):
            if not waiting:
                return placed
            if any(c.deck.distance(shapely.Point(place[:2])) < apart_m for c in placed):
                continue
            cluster = _fit(ground, place, waiting, min(smallest, len(waiting)))
            if cluster is not None and all(cluster.deck.distance(c.deck) >= apart_m for c in placed):
                placed.append(cluster)
                waiting = waiting[len(cluster.pods) :]
    return placed


def _in_turn(grounds: Sequence[Ground]) -> list[tuple[Ground, np.ndarray]]:
    """Every place, one of each ground after the other: no ground is filled before another has had its first."""
    longest = max((len(g.places) for g in grounds), default=0)
    return [(g, g.places[k]) for k in range(longest) for g in grounds if k < len(g.places)]


def _fit(ground: Ground, place: np.ndarray, waiting: Sequence[PodType], smallest: int) -> Cluster | None:
    """The largest cluster that fits at a place, of the size that is drawn for it or smaller."""
    row, _ = _arranged(place, waiting[:smallest], 0)
    if not shapely.covers(ground.free, outlines(row)).all():
        return None
    draw = int(chance(place[None, :2], 41)[0] * len(SIZES))
    largest = min(max(SIZES[draw], smallest), len(waiting))
    for size in range(largest, smallest - 1, -1):
        for shape in (draw % 4, 0):
            pods, ahead = _arranged(place, waiting[:size], shape)
            if shapely.covers(ground.free, outlines(pods)).all():
                deck = _deck(pods, ahead)
                if shapely.covers(ground.free, deck):
                    return Cluster(pods, deck)
    return None


def _arranged(place: np.ndarray, kinds: Sequence[PodType], shape: int) -> tuple[tuple[Pod, ...], np.ndarray]:
    """Row, bow, staggered row or court: offsets along the walkway, back from it, and a turn for each pod."""
    n = len(kinds)
    widths = np.array([k.width_m + 2 * OVERHANG_M for k in kinds])
    along = np.cumsum(widths + POD_GAP_M) - (widths + POD_GAP_M) / 2
    along -= (along[0] - widths[0] / 2 + along[-1] + widths[-1] / 2) / 2
    t = along / max(1.0, float(np.abs(along).max()))
    jitter = (chance(np.c_[place[0] + np.arange(n), np.full(n, place[1])], 43) - 0.5) * np.radians(9)
    back, turn = np.zeros(n), jitter
    if shape == 1 and n > 2:
        back, turn = 1.6 * (1 - t**2), -t * np.radians(16) + 0.5 * jitter
        along = along * 1.08
    elif shape == 2 and n > 1:
        back = np.where(np.arange(n) % 2 == 0, 0.0, 1.3)
    elif shape == 3 and n > 2:
        back, turn = (
            np.where(np.abs(t) > 0.8, 0.0, 1.9),
            np.where(np.abs(t) > 0.8, -np.sign(t) * np.radians(26), jitter),
        )
        along = along * 1.16
    ahead = np.array([np.cos(place[2]), np.sin(place[2])])
    side = np.array([-ahead[1], ahead[0]])
    depth = np.array([k.depth_m for k in kinds])
    forward = 1.6 - depth / 2 - back
    at = place[:2] + along[:, None] * side + forward[:, None] * ahead
    return tuple(Pod(kind, at[k], float(place[2] + turn[k])) for k, kind in enumerate(kinds)), ahead


def _deck(pods: tuple[Pod, ...], ahead: np.ndarray) -> shapely.Polygon:
    """One platform under all of them, with a strip to sit on in front; corners cut, never round."""
    stood = outlines(pods)
    front = shapely.transform(stood, lambda c: c + ahead * 1.1)
    joined = shapely.union_all([*stood, *front])
    closed = shapely.buffer(shapely.buffer(joined, 1.4, join_style="mitre"), -1.2, join_style="mitre")
    return shapely.Polygon(max(shapely.get_parts(closed), key=lambda p: p.area).exterior) if closed.area else stood[0]
