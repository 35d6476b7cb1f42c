"""Near the ground the moving picture comes from squares: the same place, fewer triangles, nothing missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import small_city as city
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.model.view import Camera
from wespace_desktop.render import camera as cam
from wespace_desktop.render import choosing, squares
from wespace_desktop.render.shot import Shot
from wespace_desktop.render.stage import Stage
from wespace_desktop.scene.part import Part

CLOSE = replace(city.CAMERA, position=(0.0, -100.0, 100.0))
numbers = st.floats(-400, 400, width=32)


def moving(camera: Camera, standing: tuple[str, ...] = ()) -> Shot:
    return replace(city.shot(camera, standing=standing), quality="moving")


def prepared(stage: Stage, *shots: Shot) -> Stage:
    stage.show(city.scene())
    for shot in shots:
        for _ in stage.prepare(shot):
            pass
    return stage


def triangles(part: Part) -> list[tuple[tuple[float, ...], ...]]:
    return sorted(tuple(map(tuple, three)) for three in part.points[part.cells].tolist())


@pytest.mark.parametrize("camera", [city.STREET, CLOSE], ids=["street", "close"])
@pytest.mark.parametrize("standing", [(), ("s/park",)], ids=["before", "after"])
def test_the_moving_picture_shows_the_same_place(stage: Stage, camera: Camera, standing: tuple[str, ...]) -> None:
    shot = moving(camera, standing)
    stage.show(city.scene(*city.parts()[:-1]))
    for _ in stage.prepare(shot):
        pass
    light = stage.draw(shot)
    full = stage.draw(replace(shot, quality="draft"))
    difference = np.abs(full.rgba.astype(int) - light.rgba).max(axis=-1)
    assert (difference > 12).mean() < 0.01
    assert (np.isfinite(full.depth) != np.isfinite(light.depth)).mean() < 0.002


@pytest.mark.parametrize("quality", ["draft", "still", "print"])
def test_no_other_picture_changes_by_it(stage: Stage, quality: str) -> None:
    asked = replace(city.shot(city.STREET), quality=quality)
    stage.show(city.scene())
    before = stage.draw(asked).rgba
    for _ in stage.prepare(moving(city.STREET)):
        pass
    stage.draw(moving(city.STREET))
    assert np.array_equal(stage.draw(asked).rgba, before)


def test_once_ready_the_same_shot_is_the_same_picture_and_no_more_work(stage: Stage) -> None:
    shot = moving(city.STREET)
    first = prepared(stage, shot).draw(shot).rgba
    stage.draw(replace(shot, size=(100, 80)))
    stage.draw(moving(CLOSE))
    assert np.array_equal(stage.draw(shot).rgba, first)
    assert list(stage.prepare(shot)) == []


def test_squares_of_a_scene_that_is_gone_are_forgotten(stage: Stage) -> None:
    prepared(stage, moving(city.STREET))
    stage.show(city.scene(city.parts()[0]))
    assert np.array_equal(stage.draw(moving(city.STREET)).rgba, stage.draw(city.shot(city.STREET)).rgba)


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=3, max_size=40))
def test_a_cut_part_keeps_every_triangle_once_and_within_its_bounds(points: list[tuple[float, ...]]) -> None:
    part = city.mesh("any", points, [(i, i + 1, i + 2) for i in range(len(points) - 2)], (9, 9, 9))
    cut = squares.cut(part)
    pieces = [cut.taken([k]) for k in range(len(cut.squares))]
    assert sorted(t for p in pieces for t in triangles(p)) == triangles(part)
    for k, piece in enumerate(pieces):
        assert (piece.points >= cut.low[k]).all()
        assert (piece.points <= cut.high[k]).all()
    assert triangles(cut.taken(range(len(cut.squares)))) == triangles(part)


def test_what_is_sheer_keeps_its_order_and_strength() -> None:
    _, _, _, _, shadow, disc, _ = city.parts()
    (one,) = squares.joined([disc, shadow])
    assert one.rgb[:, 3].tolist() == [51] * 4 + [38] * 4


def test_from_far_narrow_lines_on_the_ground_and_fine_things_go() -> None:
    kerb = city.sheet("kerb", (0, 0, 80, 0.15), 0.1, (9, 9, 9))
    lawn = city.sheet("lawn", (0, 0, 80, 40), 0.1, (9, 9, 9))
    bench = city.block("bench", (0, 0, 2, 2), 1, (9, 9, 9), 0, detail=True)
    assert squares.lighter(kerb, 0.8, 7, True) == []
    assert len(squares.lighter(kerb, 0.2, 7, False)) == 1
    assert triangles(squares.lighter(lawn, 0.8, 7, True)[0]) == triangles(lawn)
    assert squares.lighter(bench, 0.8, 7, True) == []


@given(st.floats(-60, 60), st.floats(-60, 400), st.floats(1, 30))
def test_only_what_is_wholly_behind_is_hidden(x: float, y: float, side: float) -> None:
    eye = Camera((0.0, -100.0, 3.0), (0.0, 0.0, 3.0), 50.0)
    matrix = cam.matrix(eye, (100, 100), 1.0, 1000.0)
    wall = np.ones((100, 100), np.float32)
    wall[:, 30:70] = (matrix @ [0, 0, 3, 1])[2] / (matrix @ [0, 0, 3, 1])[3] * 0.5 + 0.5
    low, high = np.array([[x, y, 0.0]]), np.array([[x + side, y + side, 10.0]])
    (hidden,) = choosing.hidden(low, high, matrix, wall)
    corners = np.array([[a, b, 5, 1] for a in (x, x + side) for b in (y, y + side)]) @ matrix.T
    across = (corners[:, 0] / corners[:, 3] + 1) * 50
    if y < -0.5 or ((across.min() < 29 or across.max() > 71) and across.max() > 0 and across.min() < 100):
        assert not hidden
    elif across.min() > 33 and across.max() < 67 and y > 0.5:
        assert hidden


def test_a_lens_moves_from_the_same_squares_in_grey(stage: Stage) -> None:
    for camera in (city.STREET, CLOSE):
        shot = replace(moving(camera, ("s/park",)), lens=frozenset[str]())
        stage.show(city.scene(*city.parts()[:-1]))
        full = stage.draw(shot).rgba
        for _ in stage.prepare(shot):
            pass
        light = stage.draw(shot).rgba
        assert (np.abs(full.astype(int) - light).max(axis=-1) > 12).mean() < 0.01
