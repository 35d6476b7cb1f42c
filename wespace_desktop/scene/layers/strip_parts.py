"""Former metered spaces as meshes: parklet decks with seats and trees, bicycle stands, delivery and drop-off bays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.layers import park_forms as forms
from wespace_desktop.scene.layers.assembly import as_part, gather, stand
from wespace_desktop.scene.layers.greenery import tree_parts
from wespace_desktop.scene.layers.kerb_strips import Strip, floor_of
from wespace_desktop.scene.layers.lot_rows import rectangles
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import Part
from wespace_desktop.scene.shapes import extrude, flat, segments

LAYER = "parking"
DECK_Z, PAINT_Z, MARK_Z = 0.19, 0.035, 0.045
#: Seats and planting need a raised deck; wheels need the road's own level.
RAISED = ("park", "plaza")
#: Paint for vehicles: the lawn's hue, lighter, so that the layer still reads as one.
PALE = style.rgb("BCE2CF")


def strip_parts(key: str, function: str, strips: Sequence[Strip], index: Sequence[int]) -> list[Part]:
    """All parts of one change's strips; `index` is the picking id of each."""
    if not strips:
        return []
    ids = np.array(index, np.int32)
    common = {"needs": frozenset({key}), "layer": LAYER}
    name = f"{key}:strips"
    floors = np.array([floor_of(s) for s in strips], object)
    if function in RAISED:
        return _parklets(name, strips, floors, (ids, common))
    return _painted_strips(name, (function, strips), floors, (ids, common))


def _parklets(
    name: str, strips: Sequence[Strip], floors: np.ndarray, told: tuple[np.ndarray, dict[str, Any]]
) -> list[Part]:
    """A lawn-coloured deck at the sidewalk's level, a patio in every space, seats and planters in turn."""
    ids, common = told
    deck, owner = extrude(floors, 0.0, DECK_Z)
    patios = np.array([shapely.union_all(_patios(s)) for s in strips], object)
    patio, of = flat(patios, DECK_Z + 0.01)
    points, cells, line_of = segments(floors, DECK_Z + 0.02)
    parts = [
        painted(f"{name}:deck", deck, style.LAWN, ids[owner], **common),
        painted(f"{name}:patio", patio, style.LAWN_PATH, ids[of], **common),
        plain(f"{name}:edge", points, cells, style.LAWN_EDGE, ids[line_of], line_width=1.3, **common),
    ]
    groups, trees, tree_ids = [], [], []
    for strip, k in zip(strips, ids, strict=True):
        groups += _seats(strip, int(k))
        grown = _planted(strip)
        trees.append(grown)
        tree_ids.append(np.full(len(grown), k, np.int32))
    parts += as_part(f"{name}:furniture", gather(groups), **common)
    return parts + tree_parts(name, np.concatenate(trees), np.concatenate(tree_ids), DECK_Z, **common)


def _patios(strip: Strip) -> np.ndarray:
    """The paved part of each space, against the kerb."""
    middle = strip.middle + strip.kerb * (0.32 * np.minimum(strip.depth_m, 3.0) / 2)[:, None]
    return np.array(
        [
            rectangles(m[None], a[None], (length - 1.1, 0.62 * depth))[0]
            for m, a, length, depth in zip(middle, strip.axis, strip.length_m, strip.depth_m, strict=True)
        ],
        object,
    )


def _seats(strip: Strip, k: int) -> list[Any]:
    """Table, bench, table, bench along the row; a planter on the road's side of each."""
    n = len(strip.spaces)
    facing = np.arctan2(strip.kerb[:, 1], strip.kerb[:, 0])
    along = np.arctan2(strip.axis[:, 1], strip.axis[:, 0])
    at = np.c_[strip.middle + strip.kerb * 0.25, np.full(n, DECK_Z)]
    road_side = np.c_[strip.middle - strip.kerb * (strip.depth_m / 2 - 0.42)[:, None], np.full(n, DECK_Z)]
    even = np.arange(n) % 2 == 0
    ids = np.full(n, k)
    return [
        (stand(forms.table(), at[even], along[even]), ids[even]),
        (stand(forms.bench(), at[~even], facing[~even]), ids[~even]),
        (stand(forms.planter(), road_side + np.c_[strip.axis * 1.1, np.zeros(n)], along), ids),
        (stand(forms.planter(), road_side - np.c_[strip.axis * 1.1, np.zeros(n)], along), ids),
    ]


def _planted(strip: Strip) -> np.ndarray:
    """A small tree between every second pair of spaces."""
    chosen = np.arange(len(strip.spaces)) % 2 == 0
    at = (
        strip.middle
        + strip.axis * (strip.length_m / 2 - 0.7)[:, None]
        - strip.kerb * (strip.depth_m / 2 - 0.8)[:, None]
    )
    return np.asarray(np.c_[at[chosen], np.full(int(chosen.sum()), 3.0)])


def _painted_strips(
    name: str, what: tuple[str, Sequence[Strip]], floors: np.ndarray, told: tuple[np.ndarray, dict[str, Any]]
) -> list[Part]:
    """Paint on the road: a green floor for bicycles, a light one with a green frame for vehicles."""
    (function, strips), (ids, common) = what, told
    bikes = function == "bicycle_hub"
    floor, owner = flat(floors, PAINT_Z)
    spaces = [np.array(_frames(s), object) for s in strips]
    marks, of = flat(np.concatenate(spaces), MARK_Z)
    mark_ids = np.repeat(ids, [len(s) for s in spaces])
    parts = [
        painted(f"{name}:floor", floor, style.LAWN if bikes else PALE, ids[owner], **common),
        painted(f"{name}:marks", marks, style.LAWN_PATH if bikes else style.LAWN_EDGE, mark_ids[of], **common),
    ]
    groups: list[Any] = []
    for strip, k in zip(strips, ids, strict=True):
        along = np.arctan2(strip.axis[:, 1], strip.axis[:, 0])
        at = np.c_[strip.middle, np.full(len(along), PAINT_Z)]
        if bikes:
            size = np.c_[np.clip((strip.length_m - 0.5) / 6.0, 0.4, 1.1), np.ones((len(along), 2))]
            groups.append((stand(forms.racks(), at, along, size), np.full(len(along), k)))
        elif function == "delivery_hub":
            at[:, :2] += strip.kerb * (strip.depth_m / 2 - 0.5)[:, None]
            groups.append((stand(forms.lockers(), at[:1], along[:1], 0.8), np.full(1, k)))
    return parts + list(as_part(f"{name}:furniture", gather(groups), **common))


def _frames(strip: Strip) -> list[Any]:
    """Each space framed by a line 0.3 m wide."""
    spaces = np.array(
        [
            rectangles(m[None], a[None], (length - 0.2, depth - 0.2))[0]
            for m, a, length, depth in zip(strip.middle, strip.axis, strip.length_m, strip.depth_m, strict=True)
        ],
        object,
    )
    return list(shapely.difference(spaces, shapely.buffer(spaces, -0.3, join_style="mitre")))
