"""Meshes: wound outwards, closed, owned by the right feature, and quick for a whole city."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.scene import shapes
from wespace_desktop.scene.shapes import Mesh

COURT = shapely.box(0, 0, 4, 3).difference(shapely.box(1, 1, 2, 2))


def winding_agrees(mesh: Mesh) -> bool:
    """Every triangle's turn and its normals look to the same side."""
    corner = mesh.points[mesh.cells].astype(float)
    turn = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    return bool(((turn * mesh.normals[mesh.cells].mean(axis=1)).sum(axis=1) > 0).all())


def area(mesh: Mesh) -> float:
    corner = mesh.points[mesh.cells].astype(float)
    return float(np.linalg.norm(np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]), axis=1).sum() / 2)


@pytest.mark.parametrize(
    "mesh",
    [
        shapes.box(1, 2, 3), shapes.plate(2, 1), shapes.cylinder(1, 2), shapes.cylinder(1, 2, 8, 0.0),
        shapes.prism([(-1, 0), (1, 0), (1, 2), (0, 3), (-1, 2)], 4), shapes.ball(1.0, 1), shapes.flat(COURT, 1.0)[0],
        shapes.extrude(COURT, 0.0, 2.0)[0], shapes.extrude(shapely.reverse(COURT), 0.0, 2.0)[0],
        shapes.walls(COURT, 0.0, 1.0, outwards=False)[0], shapes.box(1, 2, 3).scaled(2, 3, 4),
        shapes.place(shapes.box(1, 2, 3), [[5, 5, 0], [9, 9, 1]], [0.3, 2.0], [[1, 2, 3], [2, 1, 1]])[0],
    ],
)  # fmt: skip
def test_winding_and_normals_agree(mesh: Mesh) -> None:
    assert len(mesh.cells)
    assert winding_agrees(mesh)
    assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-5)


def test_walls_look_out_of_the_building_and_into_the_court() -> None:
    mesh, _, _ = shapes.walls(COURT, 0, 1)
    middle = mesh.points.reshape(-1, 4, 3).mean(axis=1)[:, :2] + mesh.normals[::4, :2] * 0.01
    assert not shapely.contains_xy(COURT, middle[:, 0], middle[:, 1]).any()
    inside, _, _ = shapes.walls(COURT, 0, 1, outwards=False)
    middle = inside.points.reshape(-1, 4, 3).mean(axis=1)[:, :2] + inside.normals[::4, :2] * 0.01
    assert shapely.contains_xy(COURT, middle[:, 0], middle[:, 1]).all()


def test_an_extrusion_has_the_area_of_its_sides_and_roof() -> None:
    mesh, owner = shapes.extrude([COURT, shapely.box(9, 9, 11, 10)], [0.0, 1.0], [2.0, 4.0])
    assert area(mesh) == pytest.approx((14 + 4) * 2 + 11 + 6 * 3 + 2)
    assert set(owner) == {0, 1}
    assert mesh.points[owner == 1][:, 2].max() == 4.0


def test_owners_survive_multipolygons_and_empty_ones() -> None:
    both = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)])
    mesh, owner = shapes.flat([shapely.Polygon(), both, shapely.Point(1, 1), shapely.box(5, 5, 6, 6)], 0.0)
    assert sorted(set(owner.tolist())) == [1, 3]
    assert area(mesh) == pytest.approx(3.0)


def test_nothing_makes_an_empty_mesh() -> None:
    assert len(shapes.flat([], 0.0)[0]) == 0
    assert len(shapes.walls(shapely.Polygon(), 0, 1)[0]) == 0
    assert len(shapes.merge([])) == 0
    assert len(shapes.place(shapes.box(1, 1, 1), np.empty((0, 3)))[0]) == 0
    assert shapes.outline3d(shapely.Polygon(), 0).shape == (0, 3)


def test_an_outline_separates_its_rings_by_a_row_of_nan() -> None:
    outline = shapes.outline3d(COURT, 2.0)
    assert outline.dtype == np.float32
    assert np.isnan(outline).all(axis=1).sum() == 1
    assert np.nanmax(outline[:, 2]) == 2.0


def test_segments_join_no_two_lines() -> None:
    _, cells, owner = shapes.segments(
        [shapely.LineString([(0, 0), (1, 0), (2, 0)]), shapely.LineString([(9, 9), (9, 8)])], 0
    )
    assert len(cells) == 3
    assert (owner[cells[:, 0]] == owner[cells[:, 1]]).all()


@given(
    st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=1, max_size=8, unique=True),
    st.floats(0.5, 40),
)
def test_any_footprint_makes_a_sound_mesh(centres: list[tuple[float, float]], height: float) -> None:
    whole = shapely.union_all([shapely.Point(c).buffer(7.0, quad_segs=2) for c in centres])
    mesh, owner = shapes.extrude(whole, 0.0, height)
    assert np.isfinite(mesh.points).all()
    assert mesh.cells.min() >= 0
    assert mesh.cells.max() < len(mesh.points)
    assert len(owner) == len(mesh.points)
    assert area(mesh) == pytest.approx(whole.area + whole.length * height, rel=1e-3)
