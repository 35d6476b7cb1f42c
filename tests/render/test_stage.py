"""The stage shows what stands, the same shot gives the same bytes, and faults are told in one sentence."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import small_city as city

from wespace_desktop.errors import EXIT_NO_OPENGL, Cancelled, WeSpaceError
from wespace_desktop.model.view import Camera
from wespace_desktop.render import camera as cam
from wespace_desktop.render import canvas
from wespace_desktop.render.shot import Frame
from wespace_desktop.render.stage import Stage


@pytest.fixture
def shown(stage: Stage) -> Stage:
    stage.show(city.scene())
    return stage


def pixel(frame: Frame, point: tuple[float, float, float]) -> tuple[int, ...]:
    x, y, _ = frame.project(np.array(point))[0]
    return tuple(int(v) for v in frame.rgba[int(y), int(x)])


def test_unlit_colours_come_back_as_they_went_in(shown: Stage) -> None:
    frame = shown.draw(city.shot())
    assert pixel(frame, (-40, 0, 50)) == (250, 248, 240, 255)
    assert pixel(frame, (100, 100, 0)) == (220, 220, 215, 255)


def test_a_frame_has_the_asked_size_top_row_first(shown: Stage) -> None:
    frame = shown.draw(city.shot(size=(301, 203)))
    assert frame.rgba.shape == (203, 301, 4)
    assert frame.depth.shape == (203, 301)
    assert np.isinf(frame.depth[0, 0])
    assert np.isfinite(frame.depth[-1, 150])


def test_the_picture_follows_what_stands_and_comes_back_byte_for_byte(shown: Stage) -> None:
    before = shown.draw(city.shot())
    changed = shown.draw(city.shot(standing=("s/park",)))
    again = shown.draw(city.shot())
    assert pixel(changed, (-40, 0, 0.16)) == (111, 196, 155, 255)
    assert not np.array_equal(before.rgba, changed.rgba)
    assert np.array_equal(before.rgba, again.rgba)
    assert np.array_equal(before.depth, again.depth)


@pytest.mark.parametrize("quality", ["draft", "still", "print"])
def test_the_same_shot_is_the_same_picture_on_another_stage(shown: Stage, quality: str) -> None:
    asked = replace(city.shot(), quality=quality)
    first = shown.draw(asked)
    other = Stage()
    other.show(city.scene())
    second = other.draw(asked)
    other.close()
    assert np.array_equal(first.rgba, second.rgba)


def test_parts_for_the_street_are_not_in_the_bird_view(shown: Stage) -> None:
    looks = {
        "bird": replace(city.CAMERA, target=(150.0, 150.0, 0.0)),
        "street": replace(city.STREET, target=(150.0, 120.0, 5.0)),
    }
    seen = {}
    for name, look in looks.items():
        rgb = shown.draw(city.shot(look, size=(640, 480))).rgba[..., :3].astype(int)
        seen[name] = bool((np.abs(rgb - city.BLUE).sum(axis=-1) < 60).any())
    assert seen == {"bird": False, "street": True}


def test_project_agrees_with_the_drawn_pixel_and_its_depth(shown: Stage) -> None:
    for asked in (city.shot(), city.shot(city.STREET), city.shot(replace(city.CAMERA, parallel_height_m=300.0))):
        frame = shown.draw(asked)
        ids = shown.identify(asked)
        rows, columns = np.nonzero(ids == city.BLOCK)
        corners = frame.project(np.array([[x, y, z] for x in (-60, -20) for y in (-20, 20) for z in (0, 50)]))
        assert abs(columns.min() - corners[:, 0].min()) <= 1
        assert abs(columns.max() + 1 - corners[:, 0].max()) <= 1
        assert abs(max(rows.min(), 0) - max(corners[:, 1].min(), 0)) <= 1
        x, y, w = frame.project(np.array([-40.0, -20.0, 25.0]))[0]
        if asked.camera.parallel_height_m == 0:
            assert frame.depth[int(y), int(x)] == pytest.approx(w, rel=0.01)


def test_a_transparent_picture_has_no_sky(shown: Stage) -> None:
    frame = shown.draw(city.shot(quality="still", transparent=True))
    assert tuple(frame.rgba[0, 0]) == (0, 0, 0, 0)
    assert pixel(frame, (-40, 0, 50)) == (250, 248, 240, 255)


def test_edges_of_a_transparent_picture_keep_their_colour(stage: Stage) -> None:
    stage.show(city.scene(city.block("tower", (-10, -10, 10, 10), 90, city.BLUE, city.BLOCK)))
    frame = stage.draw(city.shot(quality="still", transparent=True))
    edge = (frame.rgba[..., 3] > 20) & (frame.rgba[..., 3] < 250)
    assert edge.any()
    assert np.abs(frame.rgba[edge][:, :3].astype(int) - city.BLUE).max() <= 6


def test_a_translucent_sheet_lets_what_lies_below_through_in_its_order(stage: Stage) -> None:
    below = city.sheet("below", (-100, -100, 100, 100), 0.0, (200, 200, 200))
    red = city.sheet("red", (-50, -50, 50, 50), 1.0, (255, 0, 0), opacity=0.5, order=2)
    blue = city.sheet("blue", (-50, -50, 50, 50), 0.5, (0, 0, 255), opacity=0.5, order=1)
    stage.show(city.scene(red, blue, below))
    colour = np.array(pixel(stage.draw(city.shot()), (0, 0, 0)))
    assert np.abs(colour - (178, 50, 114, 255)).max() <= 2


def test_a_large_picture_in_tiles_is_the_picture_in_one_piece(shown: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for quality in ("draft", "still"):
        asked = replace(city.shot(size=(350, 210)), quality=quality)
        whole = shown.draw(asked)
        monkeypatch.setattr(canvas, "TILE", 128)
        tiled = shown.draw(asked)
        monkeypatch.undo()
        different = np.abs(whole.rgba.astype(int) - tiled.rgba).max(axis=-1) > 2
        assert different.mean() < 0.002


def test_fine_parts_are_left_out_only_while_moving(stage: Stage) -> None:
    pole = city.block("pole", (0, 0, 3, 3), 12, (0, 0, 0), city.POLE, detail=True)
    stage.show(city.scene(city.parts()[0], pole))
    far = replace(city.CAMERA, position=(0.0, -900.0, 900.0))
    dark = {}
    for quality in ("draft", "print"):
        frame = stage.draw(replace(city.shot(far), quality=quality))
        dark[quality] = bool((frame.rgba[..., 0] < 128).any())
    assert dark == {"draft": False, "print": True}


def test_a_picture_does_not_depend_on_what_was_drawn_before(shown: Stage) -> None:
    asked = [city.shot(size=s, quality=q) for s in ((301, 203), (64, 64)) for q in ("draft", "still")]
    first = [shown.draw(s).rgba for s in asked]
    shown.draw(city.shot(size=(900, 700), quality="still"))
    shown.pick(city.shot(size=(200, 333)), 20, 30)
    assert all(np.array_equal(shown.draw(s).rgba, a) for s, a in zip(asked, first, strict=True))


def test_two_panes_are_two_shots_of_one_stage(shown: Stage) -> None:
    today, future = city.shot(), city.shot(standing=("s/park",))
    alone = shown.draw(today).rgba, shown.draw(future).rgba
    turn = [shown.draw(s).rgba for s in (future, today, future, today)]
    assert np.array_equal(turn[1], alone[0])
    assert np.array_equal(turn[3], alone[0])
    assert np.array_equal(turn[0], alone[1])


def test_showing_another_scene_keeps_the_actors_of_the_same_parts(stage: Stage) -> None:
    kept = city.parts()
    stage.show(city.scene(*kept))
    stage.draw(city.shot())
    actors = {m.part.name: [d.actor for d in m.pieces] for m in stage._models if "pieces" in vars(m)}
    stage.show(city.scene(*kept[:2], city.sheet("new", (0, 0, 9, 9), 1.0, city.BLUE)))
    now = {m.part.name: [d.actor for d in m.pieces] for m in stage._models}
    assert now["ground"] == actors["ground"]
    assert now["block"] == actors["block"]
    assert set(now) == {"ground", "block", "new"}
    assert pixel(stage.draw(city.shot()), (4, 4, 1)) == (*city.BLUE, 255)


def test_a_stage_lives_in_one_worker_thread() -> None:
    drawn: list[np.ndarray] = []

    def work() -> None:
        own = Stage()
        own.show(city.scene())
        drawn.append(own.draw(city.shot(quality="still")).rgba)
        own.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
        thread.join()
    assert len(drawn) == 2
    assert np.array_equal(drawn[0], drawn[1])


def test_a_driver_that_loses_the_picture_once_is_started_again(shown: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    good = shown.draw(city.shot())
    lost: list[int] = []
    real = canvas.Canvas.draw

    def lose_first(self: canvas.Canvas, *what: Any) -> canvas.Drawing:
        rgba, z = real(self, *what)
        if not lost:
            lost.append(1)
            return rgba * 0, z * 0
        return rgba, z

    monkeypatch.setattr(canvas.Canvas, "draw", lose_first)
    assert np.array_equal(shown.draw(city.shot()).rgba, good.rgba)
    assert lost == [1]


def test_a_driver_that_draws_nothing_is_told_with_its_remedy(shown: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_self: canvas.Canvas, _camera: Camera, size: cam.Size, *_rest: object) -> canvas.Drawing:
        return np.zeros((size[1], size[0], 4), np.uint8), np.ones((size[1], size[0]), np.float32)

    monkeypatch.setattr(canvas.Canvas, "draw", nothing)
    with pytest.raises(WeSpaceError) as caught:
        shown.draw(city.shot())
    assert str(caught.value) == (
        "OpenGL does not draw on this machine. Type `wespace doctor` to see what is missing and what to install"
    )
    assert caught.value.exit_code == EXIT_NO_OPENGL


@pytest.mark.parametrize("quality", ["draft", "still"])
def test_asking_in_between_changes_no_byte(shown: Stage, monkeypatch: pytest.MonkeyPatch, quality: str) -> None:
    monkeypatch.setattr(canvas, "_CELLS_AT_ONCE", 1)
    asked = replace(city.shot(), quality=quality)
    turns: list[int] = []
    other = Stage(lambda: turns.append(1))
    other.show(city.scene())
    assert np.array_equal(other.draw(asked).rgba, shown.draw(asked).rgba)
    assert np.array_equal(other.identify(asked), shown.identify(asked))
    other.close()
    assert len(turns) > 5


def test_work_that_is_ended_in_between_leaves_nothing_behind(shown: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvas, "_CELLS_AT_ONCE", 1)
    asked = city.shot(quality="still")
    ends = [3]

    def end() -> None:
        ends[0] -= 1
        if ends[0] == 0:
            raise Cancelled

    other = Stage(end)
    other.show(city.scene())
    with pytest.raises(Cancelled):
        other.draw(asked)
    again = other.draw(asked).rgba
    other.close()
    assert np.array_equal(again, shown.draw(asked).rgba)


def test_an_empty_sky_is_no_fault(shown: Stage) -> None:
    up = Camera((0.0, 0.0, 300.0), (0.0, 100.0, 500.0))
    assert np.isinf(shown.draw(city.shot(up)).depth).all()


def test_nonsense_is_refused_in_a_sentence(shown: Stage) -> None:
    with pytest.raises(WeSpaceError, match="a picture of 0 x 240 pixels cannot be drawn: 1 to 32768 a side"):
        shown.draw(city.shot(size=(0, 240)))
    with pytest.raises(WeSpaceError, match="the camera has no place to look from"):
        shown.draw(city.shot(Camera((0.0, 0.0, float("nan")), (0.0, 1.0, 0.0))))


def test_an_empty_scene_is_only_paper(stage: Stage) -> None:
    stage.show(city.scene(city.mesh("nothing", np.empty((0, 3)), np.empty((0, 3)), (0, 0, 0))))
    frame = stage.draw(city.shot(quality="still"))
    assert (frame.rgba == (246, 244, 239, 255)).all()
