"""Laws of names on a pane: nothing touches, everything readable, and names stay while the camera moves a little."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import CAMERA, PaintedStage, make_scene, make_sheet

from wespace_desktop.model.words import Words
from wespace_desktop.picture.boxes import crosses, inside, touch, turned_boxes
from wespace_desktop.picture.labels import Names, Placement, key_of, place_names
from wespace_desktop.picture.looking import look_at, pane_standing
from wespace_desktop.picture.pane import gauge_boxes, names_on
from wespace_desktop.picture.sight import NEAR_M, polylines, seen
from wespace_desktop.render import camera as cam
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Label

SCENE = make_scene()
SPEC = make_sheet().panes[1]


def frame_of(camera: object = CAMERA, size: tuple[int, int] = (900, 700)) -> Frame:
    return PaintedStage().draw(Shot(camera, pane_standing(SCENE, SPEC), size))


def place(frame: Frame, lang: str = "both", before: Placement | None = None) -> tuple[Placement, tuple[object, ...]]:
    size = (float(frame.rgba.shape[1]), float(frame.rgba.shape[0]))
    look = look_at(SCENE, SPEC, make_sheet().furniture, lang, before)
    blocked = gauge_boxes(frame, look, size)
    return place_names(frame, Names(look.labels, lang, size, blocked, look.before)), blocked


cameras = st.builds(
    lambda az, el, far, x, y: cam.look((x, y, 0.0), az, el, far, CAMERA),
    st.floats(-180, 180),
    st.floats(12, 90),
    st.floats(250, 4000),
    st.floats(300, 1300),
    st.floats(300, 1200),
)


@settings(max_examples=40, deadline=None)
@given(cameras, st.sampled_from(("zh", "en", "both")), st.tuples(st.integers(320, 1600), st.integers(240, 1200)))
def test_names_never_touch_each_other_the_furniture_or_the_edge(
    camera: object, lang: str, size: tuple[int, int]
) -> None:
    placed, blocked = place(frame_of(camera, size), lang)
    groups = [(c.box,) for c in placed.chips] + [s.boxes for s in placed.streets] + [(b,) for b in blocked]
    for a, b in combinations(groups[: len(placed.chips) + len(placed.streets)], 2):
        assert not any(touch(x, y) for x in a for y in b)
    for group in groups[: len(placed.chips) + len(placed.streets)]:
        assert all(inside(x, (0, 0, *size)) for x in group)
        assert not any(touch(x, b) for x in group for b in blocked)
    for chip in placed.chips:
        others = [c.box for c in placed.chips if c is not chip] + [b for s in placed.streets for b in s.boxes]
        assert not any(crosses(b, chip.leader) for b in others)
    assert all(-90 < s.degrees <= 90 for s in placed.streets)


def test_names_stay_in_place_while_the_camera_moves_a_little() -> None:
    first, _ = place(frame_of())
    moved = cam.orbit(CAMERA, 0.4, 0.2)
    kept, _ = place(frame_of(moved), before=first)
    offsets = {c.key: (c.box[0] - c.dot[0], c.box[1] - c.dot[1]) for c in first.chips}
    assert {c.key for c in kept.chips} == set(offsets)
    for chip in kept.chips:
        assert (chip.box[0] - chip.dot[0], chip.box[1] - chip.dot[1]) == pytest.approx(offsets[chip.key])
    shares = {s.key: s.share for s in first.streets}
    assert all(abs(s.share - shares[s.key]) < 0.05 for s in kept.streets if s.key in shares)


def test_many_parks_do_not_silence_the_landmark() -> None:
    placed, _ = place(frame_of())
    layers = [c.layer for c in placed.chips]
    assert "" in layers
    assert "parking" in layers


def test_labels_of_what_does_not_stand_are_not_shown() -> None:
    today = make_sheet().panes[0]
    look = look_at(SCENE, today, make_sheet().furniture, "en")
    assert not [n for n in look.labels if n.kind == "layer"]


def test_what_a_building_hides_gets_no_name() -> None:
    frame = frame_of()
    nearer = replace(frame, depth=np.full_like(frame.depth, 200.0))
    assert place(nearer)[0] == Placement()


def test_a_street_is_named_on_its_seen_stretch_only() -> None:
    frame = frame_of()
    depth = frame.depth.copy()
    depth[:, : depth.shape[1] // 2] = 50.0
    placed, _ = place(replace(frame, depth=depth))
    assert placed.streets
    assert all(s.x > depth.shape[1] / 2 for s in placed.streets)


def test_a_street_view_has_no_names_lying_on_the_ground() -> None:
    street = cam.presets(SCENE.district.extent)["street"]
    assert place(frame_of(street))[0].streets == ()


def test_a_bilingual_chip_says_both_and_a_street_one() -> None:
    placed, _ = place(frame_of(), "both")
    assert ("Kendall/MIT", "肯德尔站") in [c.lines for c in placed.chips]
    assert all(s.text.isascii() for s in placed.streets)
    assert any(s.text == "主街" for s in place(frame_of(), "zh")[0].streets)


def test_an_outline_behind_the_eye_is_cut_at_the_near_plane() -> None:
    eye = cam.look((0.0, 0.0, 2.0), 0.0, 5.0, 10.0, CAMERA)
    frame = frame_of(eye)
    behind = np.array([[0.0, 40.0, 0.0], [0.0, -400.0, 0.0], [np.nan] * 3, [0.0, -50.0, 0.0], [5.0, -60.0, 0.0]])
    runs = polylines(frame, behind)
    assert len(runs) == 1
    assert np.isfinite(runs[0]).all()
    assert NEAR_M > 0


def test_points_outside_the_picture_are_not_seen() -> None:
    frame = frame_of()
    points = np.array([[800.0, 700.0, 0.0], [9e5, 0.0, 0.0], [800.0, -9e4, 0.0], [np.nan, 0.0, 0.0]])
    assert seen(frame, points).tolist() == [True, False, False, False]


def test_turned_boxes_cover_the_whole_name() -> None:
    boxes = turned_boxes(100.0, 100.0, 90.0, 15.0, 30.0)
    assert min(b[0] for b in boxes) < 100 - 45 * 0.866 + 1
    assert max(b[2] for b in boxes) > 100 + 45 * 0.866 - 1


def test_a_name_that_fits_nowhere_is_left_out() -> None:
    label = Label(
        Words(en="A name far too long for a street of ten metres"),
        (800.0, 700.0, 0.0),
        1,
        "street",
        ((800.0, 700.0, 0.0), (810.0, 700.0, 0.0)),
    )
    assert place_names(frame_of(), Names((label,), "en", (900.0, 700.0))) == Placement()


def test_a_street_view_names_the_nearest_street_on_a_sign() -> None:
    eye = cam.look((800.0, 540.0, 3.2), 0.0, 0.1, 60.0, CAMERA)
    signs = [c.lines for c in place(frame_of(eye))[0].chips]
    assert ("Main St",) in signs
    assert len(signs) == len(set(signs))


def test_a_name_of_many_things_moves_to_one_that_is_seen() -> None:
    hidden = Label(
        Words("舱", "44 pods"), (800.0, 700.0, -400.0), 5, "layer", needs=frozenset({"a"}), layer="cowork_pods"
    )
    frame = frame_of()
    frame = replace(frame, depth=np.full_like(frame.depth, 1500.0))
    others = np.array([[9e4, 0.0, 0.0], [780.0, 650.0, 2.0]])
    size = (900.0, 700.0)
    assert place_names(frame, Names((hidden,), "en", size)).chips == ()
    (chip,) = place_names(frame, Names((hidden,), "en", size, elsewhere={key_of(hidden): others})).chips
    assert chip.dot == pytest.approx(tuple(frame.project(others[1])[0, :2]))


def test_a_repaint_of_the_same_pose_takes_the_names_over() -> None:
    frame = frame_of()
    look = look_at(SCENE, SPEC, make_sheet().furniture, "both")
    first = names_on(frame, look, (900.0, 700.0))
    again = replace(look, before=first)
    assert names_on(frame, again, (900.0, 700.0)) is first
    assert names_on(frame_of(cam.orbit(CAMERA, 1.0, 0.0)), again, (900.0, 700.0)) is not first
    assert names_on(frame, replace(again, lang="zh"), (900.0, 700.0)) is not first
