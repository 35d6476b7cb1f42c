"""Pictures of a second: movers over one resting picture, behind what is nearer, and no trace of them without one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
import small_city

from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.view import Camera
from wespace_desktop.model.words import Words
from wespace_desktop.render.shot import Shot
from wespace_desktop.render.stage import Stage
from wespace_desktop.scene.part import CLOCK, Scene

ROAD = (-200.0, -106.0, 200.0, -94.0)
CAMERA = Camera((0.0, -400.0, 260.0), (0.0, -60.0, 0.0), 40.0)
LANE = np.array([[-190.0, -103.5], [190.0, -103.5]])


def _theme(name: str, *shapes: shapely.Geometry) -> Theme:
    ids = np.array([f"{name}-{k}" for k in range(len(shapes))])
    return Theme(name, ids, np.array(shapes, object))


def city() -> Scene:
    street = shapely.LineString([(-200, -100), (200, -100)])
    themes = {"roads": _theme("roads", shapely.box(*ROAD)), "streets": _theme("streets", street)}
    extent, credit = (-200.0, -200.0, 200.0, 200.0), Words("", "Made up")
    district = District("made", Words("", "Made"), "EPSG:26986", (0.0, 0.0), extent, themes, (), credit, "2026")
    wall = small_city.block("wall", (-40, -125, 40, -110), 25, (250, 248, 240), small_city.BLOCK)
    statue = small_city.block("statue", (-90, -90, -80, -80), 20, (200, 30, 30), 0, hidden_by=frozenset({CLOCK}))
    parts = (*small_city.parts(), wall, statue)
    return Scene(district, (), parts, small_city.NAMES, {}, (), tracks={"s/lane": (LANE,)})


@pytest.fixture(scope="module")
def living(stage: Stage) -> Stage:
    stage.show(city())
    return stage


def shot(clock: float | None, **other: object) -> Shot:
    return replace(Shot(CAMERA, frozenset(), (480, 320), "draft", clock=clock), **other)  # type: ignore[arg-type]


def changed(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.asarray((a[..., :3] != b[..., :3]).any(axis=2))


def test_the_same_second_is_the_same_picture(living: Stage) -> None:
    first = living.draw(shot(1000.0)).rgba.copy()
    other = living.draw(shot(1002.5)).rgba.copy()
    assert changed(first, other).any()
    np.testing.assert_array_equal(living.draw(shot(1000.0)).rgba, first)
    fresh = Stage()
    try:
        fresh.show(city())
        np.testing.assert_array_equal(fresh.draw(shot(1000.0)).rgba, first)
    finally:
        fresh.close()


def test_without_a_clock_nothing_is_different(living: Stage) -> None:
    before = living.draw(shot(None)).rgba.copy()
    living.draw(shot(1000.0))
    np.testing.assert_array_equal(living.draw(shot(None)).rgba, before)


def test_what_stands_for_life_makes_way_for_it(living: Stage) -> None:
    red = [(f.rgba[..., 0].astype(int) - f.rgba[..., 1] > 60).sum() for f in map(living.draw, (shot(None), shot(0.0)))]
    assert red[0] > 20
    assert red[1] == 0


def test_only_the_street_changes_from_second_to_second(living: Stage) -> None:
    frames = [living.draw(shot(1000.0 + 3 * k)) for k in range(4)]
    moved = np.zeros(frames[0].depth.shape, bool)
    for frame in frames[1:]:
        moved |= changed(frames[0].rgba, frame.rgba)
    rows, columns = np.nonzero(moved)
    assert len(rows) > 0
    street = frames[0].project(np.array([[x, y, z] for x in (-201, 201) for y in (-112, -88) for z in (0, 4)]))
    assert street[:, 1].min() - 2 < rows.min()
    assert rows.max() < street[:, 1].max() + 2
    assert columns.max() < street[:, 0].max() + 2


def test_a_wall_hides_what_drives_behind_it(living: Stage) -> None:
    still = living.draw(shot(0.0))
    x, y, _ = still.project(np.array([[0.0, -117.0, 20.0]]))[0].tolist()
    front = np.s_[int(y) - 3 : int(y) + 4, int(x) - 25 : int(x) + 26]
    for k in range(12):
        now = living.draw(shot(2.0 * k))
        assert not changed(still.rgba[front], now.rgba[front]).any()


def test_a_lane_has_its_movers_only_while_it_stands(living: Stage) -> None:
    def blue(standing: frozenset[str]) -> int:
        frames = [living.draw(shot(2.0 * k, standing=standing)).rgba.astype(int) for k in range(8)]
        return sum(int(((f[..., 2] - f[..., 0]) > 90).sum()) for f in frames)

    without = blue(frozenset())
    assert blue(frozenset({"s/lane"})) > without + 5
    assert blue(frozenset()) == without


def test_depth_and_names_are_those_of_what_rests(living: Stage) -> None:
    a, b = living.draw(shot(1000.0)), living.draw(shot(1004.0))
    np.testing.assert_array_equal(a.depth, b.depth)
    np.testing.assert_array_equal(living.identify(shot(1000.0)), living.identify(shot(1004.0)))


def test_a_hurried_picture_does_not_wait_for_movers_but_a_still_one_does() -> None:
    stage = Stage()
    try:
        stage.show(city())
        still = stage.draw(shot(1000.0, quality="still")).rgba.copy()
        hurried = stage.draw(shot(1000.0, quality="moving"))
        assert hurried.shot.clock == 1000.0
        assert changed(still, stage.draw(shot(1003.0, quality="still")).rgba).any()
    finally:
        stage.close()


def test_the_ground_is_settled_in_steps_and_then_rests_under_hurried_pictures(living: Stage) -> None:
    live = shot(1000.0, quality="moving")
    still = living.draw(shot(1000.0, quality="still")).rgba
    living.show(city())
    rough = living.draw(live).rgba.copy()
    steps = sum(1 for _ in living.settle(live))
    assert steps >= 2
    assert not any(True for _ in living.settle(live))
    fine = living.draw(live).rgba
    assert changed(rough, fine).mean() > 0.01
    near = np.abs(fine.astype(int) - still.astype(int)).max(axis=2)
    assert (near > 6).mean() < 0.02
