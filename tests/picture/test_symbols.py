"""Signs over what is too small to be seen: from afar, in the open, one for those that stand close together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from made_up import make_scene

from wespace_desktop.model.view import Camera
from wespace_desktop.picture.symbols import Things, signs_on, things_of
from wespace_desktop.render import camera as cam
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Item

SIZE = (1200.0, 800.0)
LIKE = Camera((0, 0, 1), (0, 1, 0))


def frame_from(away: float, depth: float = np.inf, elevation: float = 45.0) -> Frame:
    pose = cam.look((0.0, 0.0, 0.0), 0.0, elevation, away, LIKE)
    shot = Shot(pose, frozenset(), (600, 400))
    rgba, far = np.zeros((400, 600, 4), np.uint8), np.full((400, 600), depth, np.float32)
    return Frame(rgba, far, cam.matrix(pose, shot.size, 1.0, 9e3), shot)


def lockers(*places: tuple[float, float]) -> tuple[Things, ...]:
    at = np.array([(x, y, 2.0) for x, y in places])
    return (Things("omo_logistics", "mark", "#AA3311", at, np.full(len(at), 2.0)),)


def test_small_things_have_a_sign_from_afar_only() -> None:
    assert [s.count for s in signs_on(frame_from(600.0), lockers((0, 0)), SIZE)] == [1]
    assert signs_on(frame_from(30.0), lockers((0, 0)), SIZE) == ()
    big = (replace(lockers((0, 0))[0], size=np.array([40.0])),)
    assert signs_on(frame_from(600.0), big, SIZE) == ()


def test_one_sign_stands_for_those_close_together() -> None:
    signs = signs_on(frame_from(600.0), lockers((0, 0), (3, 1), (-4, 2), (150, 0)), SIZE)
    assert sorted(s.count for s in signs) == [1, 3]


def test_what_is_hidden_and_what_lies_outside_has_none() -> None:
    assert signs_on(frame_from(600.0, depth=300.0), lockers((0, 0)), SIZE) == ()
    assert signs_on(frame_from(600.0), lockers((5000, 0)), SIZE) == ()


def test_a_street_view_has_none() -> None:
    pose = replace(LIKE, position=(0.0, -200.0, 3.2), target=(0.0, 0.0, 3.2))
    frame = frame_from(600.0)
    assert signs_on(replace(frame, shot=replace(frame.shot, camera=pose)), lockers((0, 0)), SIZE) == ()


@given(st.lists(st.tuples(st.integers(-90, 90), st.integers(-90, 90)), min_size=1, max_size=40))
def test_every_thing_in_the_picture_is_counted_once(places: list[tuple[int, int]]) -> None:
    signs = signs_on(frame_from(900.0), lockers(*places), SIZE)
    assert sum(s.count for s in signs) == len(places)


def test_things_are_those_that_stand_and_are_drawn_small() -> None:
    square = np.array([[0, 0, 0], [3, 0, 0], [3, 2, 0], [0, 0, 0]], np.float32)
    scene = make_scene()
    there = {
        name: Item(name, "x", scene.plans[0].scenario.title, (1.0, 2.0, 3.0), square, layer=layer, change=change)
        for name, layer, change in (
            ("a", "omo_logistics", "k-2035/lockers"),
            ("b", "parking", "k-2035/parks"),
            ("c", "charging", "k-2035/posts"),
        )
    }
    (found,) = things_of(replace(scene, items=there), frozenset({"k-2035/lockers", "k-2035/parks"}))
    assert (found.layer, found.size.tolist(), found.at.tolist()) == ("omo_logistics", [3.0], [[1.0, 2.0, 3.0]])
    # What another scenario took over with `extends` counts under its own name too.
    (same,) = things_of(replace(scene, items=there), frozenset({"more/lockers"}))
    assert same.layer == "omo_logistics"
