"""Parked cars (illustrative): on the stalls of real lots and on metered spaces in service, about 85 in 100 taken."""

from __future__ import annotations

import numpy as np

from wespace_desktop.scene import style
from wespace_desktop.scene.chance import chance, pick
from wespace_desktop.scene.context import Loose
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import IdTable, SeenFrom
from wespace_desktop.scene.shapes import Mesh, box, merge, place, plate, prism
from wespace_desktop.scene.site import Site
from wespace_desktop.scene.stalls import IN_SERVICE, MARKED, Stalls, lot_stalls, metered_stalls

TAKEN = 0.85
LINE_WIDTH_M = 0.10


def parking(site: Site, ids: IdTable) -> list[Loose]:
    """Stall lines, marks of metered spaces, and cars with the darkness under them."""
    lots, marked = lot_stalls(site, ids), metered_stalls(site, ids, MARKED)
    metered = metered_stalls(site, ids, (IN_SERVICE,))
    found = [*_marks("parking/stalls", lots, style.STALL_LINE), *_marks("parking/spaces", marked, style.ROAD_MARK)]
    both = Stalls(
        *(np.concatenate([getattr(s, f) for s in (lots, metered)]) for f in ("xy", "heading", "size", "feature", "z"))
    )
    taken = chance(both.xy, 3) < TAKEN
    cars = Stalls(*(getattr(both, f)[taken] for f in ("xy", "heading", "size", "feature", "z")))
    return [x for x in [*found, *_cars(cars)] if len(x.part.cells)]


def _marks(name: str, stalls: Stalls, colour: np.ndarray) -> list[Loose]:
    """The two long sides and the head of each stall: as lines from above, as painted strips from the street."""
    corner = stalls.corners(0.0)
    n = len(corner)
    points = np.concatenate([corner, np.repeat(stalls.z[:, None, None] + 0.02, 4, axis=1)], axis=2).reshape(-1, 3)
    k = (np.arange(n) * 4)[:, None]
    cells = np.concatenate([k + np.array([0, 1]), k + np.array([1, 2]), k + np.array([2, 3])])
    thing = np.repeat(np.arange(n, dtype=np.int32), 4)
    thin = plain(f"{name}/lines", points, cells, colour, stalls.feature[thing], seen_from="bird", detail=True)
    strip = _strips(stalls)
    owner = np.tile(np.arange(n, dtype=np.int32), 3)
    mesh, copy = place(plate(1.0, 1.0), strip[0], strip[1], strip[2])
    wide = painted(f"{name}/strips", mesh, colour, stalls.feature[owner[copy]], seen_from="street")
    return [Loose(thin, thing, stalls.feature, stalls.xy), Loose(wide, owner[copy], stalls.feature, stalls.xy)]


def _strips(stalls: Stalls) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    c, s = np.cos(stalls.heading), np.sin(stalls.heading)
    along, across = np.c_[c, s] * stalls.size[:, :1] / 2, np.c_[-s, c] * stalls.size[:, 1:] / 2
    middle = np.concatenate([stalls.xy + across, stalls.xy - across, stalls.xy + along])
    xyz = np.c_[middle, np.tile(stalls.z + 0.008, 3)]
    thin = np.full(len(stalls.xy), LINE_WIDTH_M)
    one = np.ones(len(stalls.xy))
    sides = np.c_[stalls.size[:, 0], thin, one]
    return xyz, np.tile(stalls.heading, 3), np.concatenate([sides, sides, np.c_[thin, stalls.size[:, 1], one]])


def _cars(stalls: Stalls) -> list[Loose]:
    xy = stalls.xy + (chance(stalls.xy, 8)[:, None] - 0.5) * np.c_[np.cos(stalls.heading), np.sin(stalls.heading)] * 0.5
    xyz = np.c_[xy, stalls.z]
    turn = np.where(chance(stalls.xy, 4) < 0.35, np.pi, 0.0) + (chance(stalls.xy, 5) - 0.5) * 0.05
    size = 0.95 + 0.1 * chance(stalls.xy, 6)
    scale = np.c_[size, np.minimum(size, 1.02), 0.95 + 0.22 * chance(stalls.xy, 7)]
    colour = style.CARS[pick(stalls.xy, len(style.CARS), 9)]
    found = []
    for name, mesh, fixed, seen in models():
        placed, owner = place(mesh, xyz, stalls.heading + turn, scale)
        rgb = colour[owner] if fixed is None else fixed
        part = painted(f"cars/{name}", placed, rgb, stalls.feature[owner], seen_from=seen)
        found.append(Loose(part, owner, stalls.feature, stalls.xy))
    shade, owner = place(plate(4.75, 2.0), xyz + np.array([0, 0, 0.028]), stalls.heading + turn)
    part = plain("cars/shade", shade.points, shade.cells, style.SHADOW, opacity=0.30, order=4)
    return [*found, Loose(part, owner, stalls.feature, stalls.xy)]


def models() -> list[tuple[str, Mesh, np.ndarray | None, SeenFrom]]:
    """Few faces for the many cars seen from above, more for those one walks by. The car is 4.5 m long, along x."""
    profile = [(-2.25, 0.22), (2.22, 0.22), (2.27, 0.50), (2.10, 0.72), (1.05, 0.86), (-1.85, 0.90), (-2.22, 0.78)]
    roof = plate(1.72, 1.36).moved(x=-0.50, z=1.42)
    round_ = np.linspace(0, 2 * np.pi, 6, endpoint=False)
    wheel = prism(np.c_[np.cos(round_), np.sin(round_)] * 0.33, 1.84).moved(z=0.33)
    wheels = merge([wheel.moved(x=-1.38), wheel.moved(x=1.38)])
    plain_body = merge([box(4.5, 1.78, 0.62).moved(z=0.24), roof])
    return [
        ("body", plain_body, None, "bird"),
        ("glass", _glass(), style.CAR_GLASS, "bird"),
        ("body_near", merge([prism(profile, 1.78), roof]), None, "street"),
        ("glass_near", _glass(), style.CAR_GLASS, "street"),
        ("wheels_near", wheels, style.WHEEL, "street"),
    ]


def _glass() -> Mesh:
    """The glass house between body and roof, narrower at the top."""
    low, high = (
        np.array([[-1.80, -0.82], [1.00, -0.82], [1.00, 0.82], [-1.80, 0.82]]),
        np.array([[-1.36, -0.68], [0.36, -0.68], [0.36, 0.68], [-1.36, 0.68]]),
    )
    points = []
    for k in range(4):
        n = (k + 1) % 4
        points += [(*low[k], 0.86), (*low[n], 0.86), (*high[n], 1.42), (*high[k], 1.42)]
    corner = np.array(points, np.float32)
    cells = (np.arange(4, dtype=np.int32) * 4)[:, None] + np.array([0, 1, 2, 0, 2, 3], np.int32)
    triangles = cells.reshape(-1, 3)
    a, b, c = (corner[triangles[::2, i]] for i in range(3))
    normal = np.cross(b - a, c - a)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    return Mesh(corner, triangles, np.repeat(normal, 4, axis=0).astype(np.float32))
