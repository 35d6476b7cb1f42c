"""A converted lot as meshes: the ground in its colours, then everything that stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from wespace_desktop.scene import style
from wespace_desktop.scene.chance import pick
from wespace_desktop.scene.layers import park_forms as forms
from wespace_desktop.scene.layers.assembly import Assembly, as_part, gather, stand
from wespace_desktop.scene.layers.greenery import shadow_part, tree_parts
from wespace_desktop.scene.layers.lot_rows import rectangles
from wespace_desktop.scene.layers.park_design import Design
from wespace_desktop.scene.paint import painted, plain
from wespace_desktop.scene.part import Part
from wespace_desktop.scene.shapes import flat, segments
from wespace_desktop.scene.site import LAND_Z

GROUND_Z, MARK_Z, LINE_Z = LAND_Z + 0.03, LAND_Z + 0.04, LAND_Z + 0.05
LAYER = "parking"


def lot_parts(key: str, designs: Sequence[Design], index: Sequence[int]) -> list[Part]:
    """All parts of one change's lots; `index` is the picking id of each."""
    if not designs:
        return []
    ids = np.array(index, np.int32)
    common = {"needs": frozenset({key}), "layer": LAYER}
    name = f"{key}:lots"
    parts = [
        *_ground(f"{name}:lawn", [d.lawn for d in designs], (GROUND_Z, style.LAWN), ids, **common),
        *_ground(f"{name}:paving", [d.paving for d in designs], (GROUND_Z, style.LAWN_PATH), ids, **common),
        *_ground(f"{name}:beds", [d.beds for d in designs], (GROUND_Z, forms.SOIL), ids, **common),
        *_ground(f"{name}:pits", [_pits(d) for d in designs], (MARK_Z, style.LAWN), ids, **common),
        *_ground(f"{name}:bays", [_bay_marks(d) for d in designs], (MARK_Z, style.LAWN_EDGE), ids, **common),
        *_edges(f"{name}:edge", designs, ids, common),
    ]
    trees = np.concatenate([d.trees for d in designs])
    owner = np.repeat(ids, [len(d.trees) for d in designs])
    parts += tree_parts(name, trees, owner, GROUND_Z, **common)
    return parts + _things(name, designs, ids, common)


def _ground(name: str, shapes: list[Any], look: tuple[float, Any], ids: np.ndarray, **options: Any) -> list[Part]:
    mesh, owner = flat(np.array(shapes, object), look[0])
    return [painted(name, mesh, look[1], ids[owner], **options)] if len(mesh.points) else []


def _pits(design: Design) -> shapely.Geometry:
    pits = design.things.get("pits", np.empty((0, 3)))
    return (
        shapely.union_all(shapely.buffer(shapely.points(pits[:, :2]), 0.95, quad_segs=5))
        if len(pits)
        else shapely.Polygon()
    )


def _bay_marks(design: Design) -> shapely.Geometry:
    """Each bay as a frame 0.18 m wide."""
    if not design.bays:
        return shapely.Polygon()
    bays = np.array(design.bays, object)
    return shapely.union_all(shapely.difference(bays, shapely.buffer(bays, -0.18, join_style="mitre")))


def _edges(name: str, designs: Sequence[Design], ids: np.ndarray, common: dict[str, Any]) -> list[Part]:
    """The lot's outline in the layer's dark green; the lawn's edge as a kerb seen from the street."""
    points, cells, owner = segments(np.array([d.lot for d in designs], object), LINE_Z)
    rims = [shapely.intersection(shapely.buffer(shapely.boundary(d.lot), 0.14), d.lot) for d in designs]
    mesh, of = flat(np.array(rims, object), MARK_Z)
    return [
        plain(name, points, cells, style.LAWN_EDGE, ids[owner], line_width=1.5, seen_from="bird", **common),
        painted(name, mesh, style.LAWN_EDGE, ids[of], seen_from="street", **common),
    ]


def _things(name: str, designs: Sequence[Design], ids: np.ndarray, common: dict[str, Any]) -> list[Part]:
    kinds: dict[str, Assembly] = {
        "benches": forms.bench(),
        "canopies": forms.canopy(),
        "racks": forms.racks(),
        "lockers": forms.lockers(),
        "shelters": forms.shelter(),
    }
    groups, people = [], []
    for design, k in zip(designs, ids, strict=True):
        for kind, form in kinds.items():
            at = design.things.get(kind, np.empty((0, 3)))
            if len(at):
                groups.append((stand(form, _on_ground(at), at[:, 2]), np.full(len(at), k)))
        at = design.things.get("people", np.empty((0, 3)))
        variant = pick(at[:, :2], len(style.PEOPLE), 31)
        for v in np.unique(variant):
            some = at[variant == v]
            people.append((stand(forms.person(int(v)), _on_ground(some), some[:, 2]), np.full(len(some), k)))
    roofs = [_roof_shadow(d) for d in designs]
    return [
        *as_part(f"{name}:furniture", gather(groups), **common),
        *as_part(f"{name}:people", gather(people), detail=True, **common),
        *shadow_part(
            f"{name}:roof shadows", np.array([r for r in roofs if not r.is_empty], object), style.SHADOW_TREE, **common
        ),
    ]


def _on_ground(at: np.ndarray) -> np.ndarray:
    return np.asarray(np.c_[at[:, :2], np.full(len(at), GROUND_Z)])


def _roof_shadow(design: Design) -> shapely.Geometry:
    """Canopies and shelters shade the ground a little to the north-east."""
    found = []
    for kind, size in (("canopies", (6.2, 2.6)), ("shelters", (4.2, 1.8))):
        at = design.things.get(kind, np.empty((0, 3)))
        if len(at):
            middle = at[:, :2] + np.array([2.6, 1.6])
            found += list(rectangles(middle, np.c_[np.cos(at[:, 2]), np.sin(at[:, 2])], size))
    return shapely.union_all(found) if found else shapely.Polygon()
