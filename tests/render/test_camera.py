"""The camera's mathematics: the same matrices as VTK's, and moves that keep what is under the hand under the hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from wespace_desktop.model.view import Camera
from wespace_desktop.render import _vtk as vtk
from wespace_desktop.render import camera as cam
from wespace_desktop.render.canvas import aim, crop

EXTENT = (-1000.0, -800.0, 1000.0, 900.0)
SIZE = (1400, 900)
BIRD = Camera((541.0, -961.0, 932.0), (20.0, 20.0, 0.0))
PLAN = Camera((0.0, 0.0, 900.0), (0.0, 0.0, 0.0), parallel_height_m=600.0)
DOWN = Camera((10.0, 20.0, 900.0), (10.0, 20.0, 0.0))
STREET = Camera((49.0, -92.0, 3.2), (88.0, 8.0, 3.2), 50.0, shift=0.085)
ALL = [BIRD, PLAN, DOWN, STREET]


def project(camera: Camera, point: np.ndarray) -> np.ndarray:
    clip = cam.matrix(camera, SIZE, 1.0, 5000.0) @ np.append(point, 1.0)
    return np.array([(clip[0] / clip[3] + 1) / 2 * SIZE[0], (1 - clip[1] / clip[3]) / 2 * SIZE[1]])


def from_vtk(matrix: vtk.vtkMatrix4x4) -> np.ndarray:
    return np.array([[matrix.GetElement(i, j) for j in range(4)] for i in range(4)])


@pytest.mark.parametrize("camera", ALL)
def test_matrices_are_those_of_vtk(camera: Camera) -> None:
    lens = vtk.vtkCamera()
    lens.SetPosition(*camera.position)
    lens.SetFocalPoint(*camera.target)
    lens.SetViewUp(*cam.basis(camera)[1])
    lens.SetViewAngle(camera.view_angle_deg)
    lens.SetWindowCenter(0.0, 2 * camera.shift)
    lens.SetClippingRange(10.0, 4000.0)
    if camera.parallel_height_m > 0:
        lens.ParallelProjectionOn()
        lens.SetParallelScale(camera.parallel_height_m / 2)
    theirs = from_vtk(lens.GetCompositeProjectionTransformMatrix(SIZE[0] / SIZE[1], -1, 1))
    ours = cam.matrix(camera, SIZE, 10.0, 4000.0)
    assert np.abs(theirs - ours).max() < 1e-6 * max(1.0, np.abs(ours).max())
    assert np.abs(from_vtk(lens.GetViewTransformMatrix()) - cam.view_matrix(camera)).max() < 1e-6 * 1000


def test_what_vtk_is_told_is_what_it_uses() -> None:
    lens = vtk.vtkCamera()
    aim(lens, STREET, cam.projection(STREET, SIZE, 1.0, 900.0), (1.0, 900.0))
    theirs = from_vtk(lens.GetCompositeProjectionTransformMatrix(7.0, -1, 1))
    assert np.abs(theirs - cam.matrix(STREET, SIZE, 1.0, 900.0)).max() < 1e-6 * 1000


def test_a_crop_of_everything_changes_nothing() -> None:
    assert np.allclose(crop(SIZE, (0, 0, *SIZE)), np.eye(4))
    left = crop(SIZE, (0, 0, 700, 900)) @ np.array([0.0, 0.25, 0.5, 1.0])
    assert np.allclose(left, [1.0, 0.25, 0.5, 1.0])


@pytest.mark.parametrize("camera", [BIRD, PLAN, DOWN])
def test_the_ground_under_a_pixel_projects_to_that_pixel(camera: Camera) -> None:
    for at in ((100.0, 850.0), (700.0, 450.0), (1333.0, 700.0)):
        point = cam.ground_point(camera, SIZE, at)
        assert point is not None
        assert abs(point[2]) < 1e-9
        assert np.allclose(project(camera, point), at, atol=1e-6)


def test_there_is_no_ground_in_the_sky() -> None:
    assert cam.ground_point(STREET, SIZE, (700.0, 10.0)) is None
    assert cam.ground_point(STREET, SIZE, (700.0, 890.0)) is not None


def test_shift_lowers_the_horizon_and_keeps_verticals_upright() -> None:
    foot, head = project(STREET, np.array([80.0, 30.0, 0.0])), project(STREET, np.array([80.0, 30.0, 40.0]))
    assert foot[0] == pytest.approx(head[0])
    assert project(STREET, np.array([88.0, 8.0, 3.2]))[1] == pytest.approx(900 * (0.5 + 0.085))


@pytest.mark.parametrize("camera", [BIRD, PLAN, DOWN])
def test_pan_keeps_the_ground_under_the_hand(camera: Camera) -> None:
    start, end = (500.0, 600.0), (810.0, 505.0)
    held = cam.ground_point(camera, SIZE, start)
    assert held is not None
    panned = cam.pan(camera, SIZE, start, end)
    assert np.allclose(project(panned, held), end, atol=1e-6)
    assert panned.position[2] == camera.position[2]


def test_pan_from_the_sky_moves_a_little_and_along_the_ground() -> None:
    panned = cam.pan(STREET, SIZE, (700.0, 100.0), (760.0, 130.0))
    step = np.subtract(panned.position, STREET.position)
    assert abs(step[2]) < 1e-9
    assert 0 < np.linalg.norm(step) < 30


@pytest.mark.parametrize("camera", ALL)
@pytest.mark.parametrize("factor", [0.5, 0.9, 1.25])
def test_zoom_keeps_what_is_under_the_cursor(camera: Camera, factor: float) -> None:
    at = (400.0, 700.0)
    held = cam.ground_point(camera, SIZE, at)
    assert held is not None
    zoomed = cam.zoom_to(camera, SIZE, at, factor)
    assert np.allclose(project(zoomed, held), at, atol=1e-5)
    assert cam.metres_per_pixel(zoomed, SIZE) == pytest.approx(cam.metres_per_pixel(camera, SIZE) * factor)


def test_zoom_stops_before_it_falls_through_the_ground() -> None:
    camera = BIRD
    for _ in range(80):
        camera = cam.keep_sane(cam.zoom_to(camera, SIZE, (700.0, 450.0), 0.8), EXTENT)
    assert camera.position[2] >= cam.MIN_EYE_M
    assert cam.distance(camera) >= cam.MIN_DISTANCE_M - 1e-6


@pytest.mark.parametrize("camera", [BIRD, PLAN, DOWN])
def test_orbit_keeps_its_pivot_in_the_picture(camera: Camera) -> None:
    pivot = cam.ground_point(camera, SIZE, (300.0, 500.0))
    assert pivot is not None
    turned = cam.orbit(camera, 33.0, -12.0, pivot)
    assert np.allclose(project(turned, pivot), (300.0, 500.0), atol=1e-5)
    assert (cam.heading(turned)[0] - cam.heading(camera)[0]) % 360 == pytest.approx(33.0)
    assert cam.distance(turned) == pytest.approx(cam.distance(camera))


def test_orbit_goes_from_three_to_ninety_degrees_and_back() -> None:
    low, high = cam.orbit(BIRD, 0.0, -200.0), cam.orbit(BIRD, 0.0, 200.0)
    assert cam.heading(low)[1] == pytest.approx(cam.MIN_ELEVATION_DEG)
    assert cam.heading(high)[1] == pytest.approx(90.0)
    back = cam.orbit(high, 0.0, cam.heading(BIRD)[1] - 90.0)
    assert np.allclose(back.position, BIRD.position, atol=1e-6)
    assert cam.heading(high)[0] == pytest.approx(cam.heading(BIRD)[0])


@pytest.mark.parametrize("like", [BIRD, DOWN, PLAN])
def test_fit_fills_the_picture_and_cuts_nothing(like: Camera) -> None:
    fitted = cam.fit(EXTENT, SIZE, like)
    corners = np.array([project(fitted, np.array([x, y, 0.0])) for x in EXTENT[::2] for y in EXTENT[1::2]])
    assert (corners >= 0).all()
    assert (corners <= SIZE).all()
    assert np.ptp(corners, axis=0).max() > 0.6 * min(SIZE)
    assert cam.heading(fitted) == pytest.approx(cam.heading(like))


def test_fit_to_an_outline_with_gaps() -> None:
    outline = np.array([[0, 0, 0.2], [30, 0, 0.2], [np.nan] * 3, [30, 20, 12], [0, 20, 12]], np.float32)
    fitted = cam.fit(EXTENT, SIZE, BIRD, outline)
    assert cam.distance(fitted) < 200
    assert np.linalg.norm(np.subtract(fitted.target, (15, 10, 6))) < 15


def test_presets_look_where_their_name_says() -> None:
    presets = cam.presets(EXTENT)
    assert list(presets) == ["bird", "plan", "street", "fit"]
    assert presets["plan"].parallel_height_m > 1700
    assert cam.is_street(presets["street"])
    assert not cam.is_street(presets["bird"])
    assert cam.heading(presets["bird"]) == pytest.approx((332.0, 40.0))
    assert cam.keep_sane(presets["bird"], EXTENT) == presets["bird"]


def test_north_and_scale() -> None:
    assert cam.north_angle(PLAN) == pytest.approx(0.0)
    assert cam.north_angle(cam.orbit(BIRD, -cam.heading(BIRD)[0], 0.0)) == pytest.approx(0.0, abs=1e-6)
    east_up = cam.look((0.0, 0.0, 0.0), 90.0, 40.0, 500.0, BIRD)
    assert cam.north_angle(east_up) == pytest.approx(-90.0)
    assert cam.metres_per_pixel(PLAN, SIZE) == pytest.approx(600 / 900)
    a, b = np.array(BIRD.target), np.array(BIRD.target) + cam.basis(BIRD)[0] * 10
    assert np.linalg.norm(project(BIRD, b) - project(BIRD, a)) == pytest.approx(10 / cam.metres_per_pixel(BIRD, SIZE))


def test_a_glide_begins_and_ends_at_its_poses_by_the_shorter_turn() -> None:
    a, b = cam.look((0.0, 0.0, 0.0), 350.0, 40.0, 500.0, BIRD), cam.look((90.0, 0.0, 0.0), 20.0, 60.0, 100.0, BIRD)
    assert cam.glide(a, b, 0.0) == a
    assert cam.glide(a, b, 1.0) == b
    middle = cam.glide(a, b, 0.5)
    assert cam.heading(middle) == pytest.approx((5.0, 50.0))
    assert cam.distance(middle) == pytest.approx(math.sqrt(500 * 100))


def test_nothing_is_ever_lost_or_under_the_ground() -> None:
    wild = [
        Camera((0.0, 0.0, -50.0), (0.0, 10.0, -60.0)),
        Camera((9e5, 0.0, 500.0), (9e5, 100.0, 0.0)),
        replace(BIRD, position=(0.0, 0.0, 1e6)),
        Camera((math.nan, 0.0, 1.0), (0.0, 0.0, 0.0)),
        Camera((5.0, 5.0, 5.0), (5.0, 5.0, 5.0)),
    ]
    for camera in wild:
        sane = cam.keep_sane(camera, EXTENT)
        assert sane.position[2] >= cam.MIN_EYE_M
        assert cam.distance(sane) <= 3 * math.hypot(2000, 1700) + 1
        assert abs(sane.target[0]) <= 1001
        assert np.isfinite(cam.matrix(sane, SIZE, 1.0, 1000.0)).all()


def test_near_and_far_cut_nothing_of_the_district() -> None:
    low, high = (-1000.0, -800.0, 0.0), (1000.0, 900.0, 120.0)
    for camera in ALL:
        near, far = cam.clip_range(camera, low, high)
        corners = np.array([(x, y, z, 1) for x in (-1000, 1000) for y in (-800, 900) for z in (0, 120)])
        depth = -(corners @ cam.view_matrix(camera)[2])
        assert far > depth.max()
        assert near < depth[depth > 0].min()
        if camera.parallel_height_m == 0:
            # a 24-bit depth at the far end still tells two surfaces apart that lie 3 cm over each other
            ahead = far**2 / (near * 2**24)
            assert ahead < 0.03 * far / camera.position[2]


def test_narrow_picture_keeps_the_width_a_view_frames() -> None:
    """A point at the side of a 1.2 : 1 frame is at the side of every narrower one, and a wide picture is untouched."""
    camera = Camera((0.0, -100.0, 50.0), (0.0, 0.0, 0.0), 30.0)
    half = math.tan(math.radians(15.0)) * cam.distance(camera) * cam.FRAME_ASPECT
    for size in ((1200, 1000), (600, 1000), (300, 900)):
        clip = cam.matrix(camera, size, 1.0, 1000.0) @ np.array([half, 0.0, 0.0, 1.0])
        assert clip[0] / clip[3] == pytest.approx(1.0)
    assert cam.half_height(camera, (1600, 900)) == pytest.approx(math.tan(math.radians(15.0)))
    assert cam.metres_per_pixel(camera, (600, 1000)) == pytest.approx(2 * half / 600)
