"""A section keeps what lies behind its plane to the last triangle, and fills what it cuts."""

from __future__ import annotations

from dataclasses import replace

import layer_town as lt
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.model.view import Camera
from wespace_desktop.scene.layers import tunnel
from wespace_desktop.scene.part import IdTable, Part, Scene
from wespace_desktop.scene.section import EARTH, FILL, cut_faces, halved, plane_of
from wespace_desktop.scene.shapes import extrude
from wespace_desktop.scene.site import LAND_Z, Site

LOOK = Camera((0.0, -100.0, 40.0), (0.0, 0.0, 0.0), cut=((-10.0, 0.0), (10.0, 0.0)))


def _block() -> Part:
    mesh, _ = extrude(shapely.box(-4, -3, 5, 7), 0.0, 6.0)
    n = len(mesh.points)
    uv = (mesh.points[:, :2] / 3).astype(np.float32)
    return Part("b", mesh.points, mesh.cells, np.full((n, 3), 7, np.uint8), np.full(n, 3, np.int32), uv=uv)


def test_without_a_cut_there_is_no_plane() -> None:
    assert plane_of(replace(LOOK, cut=None)) is None


@given(turn=st.floats(0, 6.3), x=st.floats(-3, 4), y=st.floats(-2, 6))
def test_the_two_halves_are_the_whole(turn: float, x: float, y: float) -> None:
    way = np.array([np.cos(turn), np.sin(turn)])
    across = np.array([-way[1], way[0]])
    part, areas = _block(), []
    for side in (-50, 50):
        eye = np.array([x, y]) + across * side
        camera = Camera((*eye.tolist(), 5.0), (x, y, 0.0), cut=((x, y), (x + way[0], y + way[1])))
        plane = plane_of(camera)
        assert plane is not None
        left = halved(part, plane)
        assert left is not None
        assert plane.behind(left.points).min() > -1e-3
        assert plane.behind(eye[None])[0] < 0
        assert (left.ids == 3).all()
        assert left.uv is not None
        assert np.allclose(left.uv[:, 0], left.points[:, 0] / 3, atol=1e-3)
        areas.append(_area(left))
    assert sum(areas) == pytest.approx(_area(part), rel=1e-3)


def _area(part: Part) -> float:
    a, b, c = (part.points[part.cells[:, k]].astype(float) for k in range(3))
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)


def test_what_is_not_cut_is_the_same_object_and_what_lies_before_is_gone() -> None:
    plane = plane_of(LOOK)
    assert plane is not None
    part = _block()
    behind = replace(part, points=part.points + np.array([0, 20, 0], np.float32))
    assert halved(behind, plane) is behind
    assert halved(replace(part, points=part.points - np.array([0, 20, 0], np.float32)), plane) is None


@given(x=st.floats(-5, 5), y=st.floats(0.1, 4))
def test_lines_end_at_the_plane(x: float, y: float) -> None:
    plane = plane_of(LOOK)
    assert plane is not None
    points = np.array([[x, -y, 0], [x, y, 2]], np.float32)
    line = Part("l", points, np.array([[0, 1]], np.int32), np.zeros((2, 3), np.uint8), np.zeros(2, np.int32))
    left = halved(line, plane)
    assert left is not None
    assert left.points[:, 1].min() == pytest.approx(0.0, abs=1e-4)
    assert left.points[:, 2].min() == pytest.approx(1.0, abs=1e-3)


def test_earth_is_filled_round_the_bores_and_houses_have_floors() -> None:
    district = lt.town(road_half_width_m=12.0)
    given_ = {"length": {"central": 0.3, "unit": "km", "source": "A"}, "depth": 8, "stations": 0}
    change = lt.change("tube", "tunnel", lt.main_street(district), given_)
    plan, ids = lt.plan(district, change), IdTable(district)
    built = tunnel.build(Site(district), plan, ids)
    scene = Scene(district, (plan,), built.parts, ids.names(), {}, ())
    camera = Camera((300.0, 0.0, 30.0), (100.0, 0.0, 0.0), cut=((115.0, -50.0), (115.0, 50.0)))
    plane = plane_of(camera)
    assert plane is not None
    faces = {p.name: p for p in cut_faces(scene, built.parts, plane)}
    earth = faces["section/earth"]
    assert (earth.rgb == EARTH).all()
    assert np.allclose(earth.points[:, 0], 115.0, atol=0.1)
    bores = 2 * np.pi * 2.15**2
    assert _area(earth) == pytest.approx(240 * (8 + 5 + 0.08) - bores, rel=0.01)
    assert _area(earth) < 240 * 13.08 - 0.85 * bores
    houses = faces["section/houses"]
    assert (houses.rgb == FILL).all()
    assert {scene.ids[i] for i in np.unique(houses.ids)} == {"bldg-1", "bldg-2"}
    assert houses.points[:, 2].max() == pytest.approx(LAND_Z + 12.0)
    levels = np.unique(np.round(faces["section/floors"].points[:, 2], 2))
    assert len(levels) == 2
    assert "section/depth" in faces
