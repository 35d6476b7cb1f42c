"""The moving form is far lighter, shows the same place, and never touches any other quality."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import small_city as city
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.render import coarse
from wespace_desktop.render.shot import Shot
from wespace_desktop.render.stage import Stage
from wespace_desktop.scene.part import Part

FAR = replace(city.CAMERA, position=(0.0, -1200.0, 1200.0))


def moving(camera=FAR, size=(320, 240)) -> Shot:  # type: ignore[no-untyped-def]
    return replace(city.shot(camera, size=size), quality="moving")


def prepared(stage: Stage, shot: Shot) -> Stage:
    stage.show(city.scene())
    for _ in stage.prepare(shot):
        pass
    return stage


def bumps(count: int) -> Part:
    """The same round thing of 40 points again and again."""
    turn, rise = np.meshgrid(np.arange(8) / 8 * 2 * np.pi, np.linspace(-1, 1, 5))
    one = np.c_[
        (np.cos(turn) * np.cos(rise)).ravel() * 3, (np.sin(turn) * np.cos(rise)).ravel() * 3, rise.ravel() * 3 + 6
    ]
    row, k = np.meshgrid(np.arange(4) * 8, np.arange(8), indexing="ij")
    n = (k + 1) % 8
    cells = np.concatenate(
        [
            np.stack(t, axis=-1).reshape(-1, 3)
            for t in ((row + k, row + n, row + 8 + k), (row + n, row + 8 + n, row + 8 + k))
        ]
    )
    points = np.concatenate([one + np.array([20.0 * i, 0, 0]) for i in range(count)])
    return city.mesh("bumps", points, np.concatenate([cells + 40 * i for i in range(count)]), (90, 140, 80))


def test_the_moving_picture_shows_the_same_place(stage: Stage) -> None:
    full = prepared(stage, moving()).draw(city.shot(FAR))
    light = stage.draw(moving())
    difference = np.abs(full.rgba.astype(int) - light.rgba).max(axis=-1)
    assert (difference > 12).mean() < 0.01
    assert (np.isfinite(full.depth) != np.isfinite(light.depth)).mean() < 0.005


def test_until_it_is_ready_the_full_parts_are_drawn(stage: Stage) -> None:
    stage.show(city.scene())
    before = stage.draw(moving()).rgba
    assert np.array_equal(before, stage.draw(city.shot(FAR)).rgba)
    near = replace(city.CAMERA, position=(0.0, -100.0, 100.0))
    assert np.array_equal(stage.draw(moving(near)).rgba, stage.draw(city.shot(near)).rgba)


@pytest.mark.parametrize("quality", ["draft", "still", "print"])
def test_no_other_picture_changes_by_it(stage: Stage, quality: str) -> None:
    asked = replace(city.shot(FAR), quality=quality)
    stage.show(city.scene())
    before = stage.draw(asked).rgba
    prepared(stage, moving())
    stage.draw(moving())
    assert np.array_equal(stage.draw(asked).rgba, before)


def test_once_ready_the_same_shot_is_the_same_picture_and_no_more_work(stage: Stage) -> None:
    first = prepared(stage, moving()).draw(moving()).rgba
    stage.draw(moving(size=(100, 80)))
    assert np.array_equal(stage.draw(moving()).rgba, first)
    assert list(stage.prepare(moving())) == []


def test_each_state_has_its_own_and_another_scene_has_none(stage: Stage) -> None:
    park = replace(moving(), standing=frozenset({"s/park"}))
    prepared(stage, moving())
    for _ in stage.prepare(park):
        stage.draw(moving())  # a hand between two steps
    green = stage.draw(park).rgba
    full = stage.draw(replace(park, quality="draft")).rgba
    assert (np.abs(green.astype(int) - full).max(axis=-1) > 12).mean() < 0.01
    stage.show(city.scene(city.parts()[0]))
    assert np.array_equal(stage.draw(moving()).rgba, stage.draw(city.shot(FAR)).rgba)


def test_a_form_half_made_for_a_scene_that_is_gone_ends(stage: Stage) -> None:
    stage.show(city.scene())
    steps = stage.prepare(moving())
    next(steps)
    stage.show(city.scene(city.parts()[0]))
    assert list(steps) == []


def test_copies_keep_few_points_and_their_places() -> None:
    part = bumps(5)
    light = coarse.raised(part, 0.01)
    assert len(light.points) == 5 * 9
    assert len(light.cells) < len(part.cells) / 2
    for end in (np.min, np.max):
        assert np.abs(end(light.points, axis=0) - end(part.points, axis=0)).max() < 1


@given(st.lists(st.tuples(*[st.floats(2, 60, width=32)] * 3), min_size=3, max_size=30), st.floats(0.1, 5))
def test_points_move_less_than_a_cell_and_no_triangle_collapses(points: list[tuple[float, ...]], cell_m: float) -> None:
    cells = [(i, i + 1, i + 2) for i in range(len(points) - 2)]
    light = coarse.raised(city.mesh("any", points, cells, (9, 9, 9)), cell_m)
    assert len(light.cells) <= len(cells)
    if len(light.cells):
        assert {tuple(p) for p in light.points.tolist()} <= {tuple(p) for p in np.float32(points).tolist()}
        corners = light.points[light.cells]
        assert all(len({tuple(p) for p in three}) == 3 for three in corners.tolist())


def test_what_lies_on_the_ground_is_left_to_the_ground_picture() -> None:
    ground, block, *_ = city.parts()
    assert len(coarse.raised(ground, 0.5).cells) == 0
    assert len(coarse.raised(block, 0.5).cells) == len(block.cells)
