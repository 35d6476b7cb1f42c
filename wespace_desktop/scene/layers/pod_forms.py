"""The forms of co-working pods: gabled timber cabins with a glass front, for one, two, or four people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from wespace_desktop.scene import style
from wespace_desktop.scene.layers.assembly import Assembly, assemble
from wespace_desktop.scene.shapes import Mesh, box, merge, prism

SEAT_DARK = style.rgb("8A5A12")
FRAME = style.rgb("A8672C")


@dataclass(frozen=True)
class PodType:
    """`width_m` along the front, `depth_m` behind it, of the walls; the ridge runs along the front or to it."""

    seats: int
    width_m: float
    depth_m: float
    eaves_m: float
    ridge_m: float
    ridge_along_front: bool

    @property
    def footprint_m2(self) -> float:
        return self.width_m * self.depth_m


#: DOMAIN L08 (S20): a booth for one takes 2 to 4 m2; two and four seats take more. Two or three forms of each.
TYPES: dict[int, tuple[PodType, ...]] = {
    1: (
        PodType(1, 1.6, 1.8, 2.25, 3.0, False),
        PodType(1, 1.9, 1.6, 2.2, 2.9, True),
        PodType(1, 1.7, 2.2, 2.3, 3.2, False),
    ),
    2: (PodType(2, 2.2, 2.5, 2.3, 3.25, False), PodType(2, 2.7, 2.1, 2.25, 3.1, True)),
    4: (
        PodType(4, 2.9, 3.4, 2.4, 3.6, False),
        PodType(4, 3.8, 2.8, 2.35, 3.45, True),
        PodType(4, 2.8, 3.7, 2.5, 3.8, False),
    ),
}
_VARIETY = (0.0, -1.0, 1.4, 0.3, -0.8)
OVERHANG_M, PORCH_M = 0.28, 0.55


def pod_types(count: int, seats: float, turn: int) -> list[PodType]:
    """`count` types of 1, 2 and 4 seats that together come as near to `seats` a pod as they can; neighbours differ."""
    mixed: list[PodType] = []
    total = 0.0
    for k in range(count):
        wanted = seats * (k + 1) - total
        # larger and smaller ones in turn; the last few make up what is left
        wanted += _VARIETY[(k + turn) % len(_VARIETY)] if 1 < seats < 4 and k < count - 4 else 0.0
        size = min(TYPES, key=lambda s: (abs(s - wanted), -s))
        forms = TYPES[size]
        mixed.append(forms[(k + turn + k // 3) % len(forms)])
        total += size
    return mixed


@cache
def pod(kind: PodType) -> Assembly:
    """Middle of the walls' plan on (0, 0), floor on z = 0, glass front towards +x."""
    w, d, e, r = kind.width_m, kind.depth_m, kind.eaves_m, kind.ridge_m
    pieces = [(_walls(kind), style.POD_TIMBER), (_roof(kind), style.POD_ROOF)]
    front = d / 2
    pieces += [
        (box(0.05, w - 0.34, e - 0.42).moved(x=front + 0.02, z=0.16), style.POD_GLASS),
        (
            merge(
                [
                    box(0.09, 0.1, e).moved(front + 0.02, y)
                    for y in np.linspace(-w / 2 + 0.1, w / 2 - 0.1, 3 if w > 2 else 2)
                ]
            ),
            FRAME,
        ),
        (box(0.07, w - 0.2, 0.12).moved(x=front + 0.03, z=e - 0.24), FRAME),
        (box(0.5, 0.04, 0.7).moved(x=-d * 0.1, y=w / 2 + 0.02, z=1.15), style.POD_GLASS),
        (box(0.5, 0.04, 0.7).moved(x=-d * 0.1, y=-w / 2 - 0.02, z=1.15), style.POD_GLASS),
        (box(0.3, 0.3, 0.3).moved(x=-d * 0.22, y=w * 0.2, z=(e + r) / 2 + 0.1), SEAT_DARK),
    ]
    return assemble(pieces)


def _walls(kind: PodType) -> Mesh:
    w, d, e, r = kind.width_m / 2, kind.depth_m / 2, kind.eaves_m, kind.ridge_m - 0.12
    if kind.ridge_along_front:
        return prism([(-d, 0), (d, 0), (d, e), (0, r), (-d, e)], 2 * w)
    return _quarter(prism([(-w, 0), (w, 0), (w, e), (0, r), (-w, e)], 2 * d))


def _roof(kind: PodType) -> Mesh:
    """Two slabs with an overhang all round and a porch over the front."""
    w, d, e, r = kind.width_m / 2, kind.depth_m / 2, kind.eaves_m, kind.ridge_m
    o, t = OVERHANG_M, 0.13
    if kind.ridge_along_front:
        slope = (r - e) / d
        back = [(-d - o, e - slope * o), (0, r - 0.0), (0, r + t), (-d - o, e - slope * o + t)]
        porch = PORCH_M
        fore = [(d + porch, e - slope * porch), (d + porch, e - slope * porch + t), (0, r + t), (0, r)]
        return merge([prism(back, 2 * (w + o)), prism(fore, 2 * (w + o))])
    slope = (r - e) / w
    left = [(-w - o, e - slope * o), (0, r), (0, r + t), (-w - o, e - slope * o + t)]
    right = [(w + o, e - slope * o), (w + o, e - slope * o + t), (0, r + t), (0, r)]
    roof = merge([prism(left, 2 * d + o + PORCH_M), prism(right, 2 * d + o + PORCH_M)])
    return _quarter(roof).moved(x=(PORCH_M - o) / 2)


def _quarter(mesh: Mesh) -> Mesh:
    """Drawn-out y becomes x."""
    turn = np.array([-1, 1, 1], np.float32)
    return Mesh(mesh.points[:, [1, 0, 2]] * turn, mesh.cells, mesh.normals[:, [1, 0, 2]] * turn)
