"""A day as a dial: twenty-four hours clockwise from midnight in the north, each in the colour of who has the space."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wespace_desktop.model.timetable import USERS
from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.shapes import UP, Mesh, box, cylinder, extrude, flat, merge

#: Hours that nobody has; the dial's own parts.
NOBODY, FACE, RIM, HAND = style.rgb("DAD6CD"), style.rgb("FBFAF7"), style.rgb("55636E"), style.rgb("2F3840")
_INNER, _GAP_DEG = 0.56, 1.1
_COLOUR = {name: style.rgb(user.hue) for name, user in USERS.items()}

Day = Sequence[str]


def colour_of(who: str) -> np.ndarray:
    """The colour of a user, or of nobody."""
    return _COLOUR.get(who, NOBODY)


def bearing(hour: float) -> float:
    """Radians counter-clockwise from east at which an hour stands."""
    return float(np.pi / 2 - hour * np.pi / 12)


def runs(day: Day) -> list[tuple[str, int, int]]:
    """(who, first hour, hour after the last) of the hours that one user has without a break, free ones too."""
    found: list[tuple[str, int, int]] = []
    for hour, who in enumerate(day):
        if found and found[-1][0] == who:
            found[-1] = (who, found[-1][1], hour + 1)
        else:
            found.append((who, hour, hour + 1))
    return found


def wedge(radius: float, start: float, end: float, gap_deg: float = 0.0) -> shapely.Polygon:
    """The sector of a disc round (0, 0) between two hours, narrowed by half a gap on each side."""
    half = np.radians(gap_deg) / 2
    turn = np.linspace(bearing(start) - half, bearing(end) + half, max(3, int((end - start) * 4) + 1))
    return shapely.Polygon([(0.0, 0.0), *zip(radius * np.cos(turn), radius * np.sin(turn), strict=True)])


def segments_of(day: Day, outer: float, inner: float) -> list[tuple[BaseGeometry, np.ndarray]]:
    """One piece of a ring for each hour, with its colour."""
    hole = shapely.Point(0, 0).buffer(inner, quad_segs=24)
    return [
        (shapely.difference(wedge(outer, hour, hour + 1, _GAP_DEG), hole), colour_of(who))
        for hour, who in enumerate(day)
    ]


def along(edge: BaseGeometry, middle: np.ndarray, day: Day) -> list[tuple[BaseGeometry, np.ndarray]]:
    """A shape or line cut by the hours seen from its middle: the place itself becomes the dial."""
    radius = 2.0 * float(np.hypot(*(np.reshape(edge.bounds, (2, 2)) - middle).T).max()) + 1.0
    found = []
    for who, start, end in runs(day):
        for first in range(start, end, 6):  # a sector wider than half a turn would not be one
            last = min(first + 6, end)
            sector = shapely.transform(wedge(radius, first, last), lambda c: c + middle)
            piece = shapely.intersection(edge, sector)
            if not piece.is_empty:
                found.append((piece, colour_of(who)))
    return found


def flat_dial(day: Day, radius: float) -> Assembly:
    """A round tray with a white face: the ring of hours, a rim, marks at 0, 6, 12 and 18, the longest at midnight."""
    plate = shapely.Point(0, 0).buffer(radius * 1.04, quad_segs=24)
    face, _ = flat(shapely.Point(0, 0).buffer(radius * _INNER, quad_segs=24), 0.32)
    hours = [(flat(shape, 0.33)[0], colour) for shape, colour in segments_of(day, radius, radius * _INNER)]
    return assemble([(extrude(plate, 0.0, 0.3)[0], FACE), (face, FACE), *hours, *_marks(radius), *_hand(radius)])


def _marks(radius: float) -> list[tuple[Mesh, np.ndarray]]:
    found = []
    for hour in range(0, 24, 6):
        length = radius * (0.24 if hour == 0 else 0.13)
        bar = shapely.box(radius * 1.06, -radius * 0.035, radius * 1.06 + length, radius * 0.035)
        turned = _turned(bar, bearing(hour))
        found.append((extrude(turned, 0.0, 0.33)[0], HAND))
    return found


def _hand(radius: float) -> list[tuple[Mesh, np.ndarray]]:
    """Two short hands: it is a clock, whatever the hour."""
    pieces = []
    for hour, length, width in ((0.0, 0.44, 0.045), (8.0, 0.32, 0.06)):
        bar = shapely.box(-radius * width, -radius * width / 2, radius * length, radius * width / 2)
        pieces.append(flat(_turned(bar, bearing(hour)), 0.36)[0])
    return [(merge(pieces), RIM), (flat(shapely.Point(0, 0).buffer(radius * 0.06), 0.37)[0], RIM)]


def _turned(shape: shapely.Geometry, angle: float) -> shapely.Geometry:
    c, s = np.cos(angle), np.sin(angle)
    return shapely.transform(shape, lambda xy: xy @ np.array([[c, s], [-s, c]]))


def street_clock(day: Day, radius: float = 0.62, height: float = 3.1) -> Assembly:
    """A post with the dial upright on both sides, looking along x."""
    dial = flat_dial(day, radius)
    disc, faces = dial.mesh, []
    for way in (1.0, -1.0):
        points = np.c_[way * (disc.points[:, 2] * 0.2 + 0.05), way * disc.points[:, 0], disc.points[:, 1] + height]
        # Lit as if it lay flat: its colours are a key, and a key in the shade is another colour.
        faces.append((Mesh(points.astype(np.float32), disc.cells, np.tile(UP, (len(points), 1))), dial.rgb))
    post = [(cylinder(0.07, height - radius, 8), RIM), (box(0.5, 0.5, 0.12), RIM)]
    return assemble([*faces, *post])
