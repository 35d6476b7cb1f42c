"""Swipe and lens as pictures: each side is the picture of its own state, names keep to their side, the key counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import ALL, CAMERA, PaintedStage, make_scene, make_sheet
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from wespace_desktop.errors import EXIT_USAGE, WeSpaceError
from wespace_desktop.model.view import View
from wespace_desktop.model.words import Words
from wespace_desktop.picture.asking import Wish, sheet_for
from wespace_desktop.picture.boxes import touch
from wespace_desktop.picture.compare import PairLook, paint_pair, pair_shots
from wespace_desktop.picture.compose import compose, page_of, pair_look, pane_look, pane_shot
from wespace_desktop.picture.content import content_of
from wespace_desktop.picture.lens import key_box, key_of_lens
from wespace_desktop.picture.pane import paint_pane
from wespace_desktop.picture.sheet import Furniture, Sheet
from wespace_desktop.picture.swipe import GRIP, SwipeLook, cut_at, handle_box, keep_names, sides, tags_beside
from wespace_desktop.render.shot import Frame
from wespace_desktop.scene.part import Scene

FILE = Path("later.yaml")
SIZE = (640, 400)
BARE = Furniture(scale_bar=False, north_arrow=False, tags=False)


def frames(scene: Scene, sheet: Sheet) -> list[Frame]:
    stage = PaintedStage()
    return [stage.draw(s) for s in pair_shots([pane_shot(scene, sheet, p, SIZE) for p in sheet.panes], sheet.mode)]


def canvas() -> tuple[QImage, QPainter]:
    image = QImage(*SIZE, QImage.Format.Format_RGBX8888)
    image.fill(0)
    return image, QPainter(image)


def pixels(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4).copy()


def swiped(scene: Scene, share: float, furniture: Furniture = BARE) -> np.ndarray:
    sheet = make_sheet(mode="swipe", swipe=share, furniture=furniture)
    image, painter = canvas()
    paint_pair(painter, QRectF(0, 0, *SIZE), frames(scene, sheet), pair_look(scene, sheet, 0.5))
    painter.end()
    return pixels(image)


def alone(scene: Scene, i: int) -> np.ndarray:
    """One side of the same sheet as a pane of its own, its names clear of the same boxes."""
    sheet = make_sheet(mode="swipe", furniture=BARE)
    size = SIZE[0] / 0.5, SIZE[1] / 0.5
    cut = size[0] if i == 0 else 0.0
    look = sides(SwipeLook(*(replace(pane_look(scene, sheet, k), unit=0.5) for k in (0, 1))), size, cut)[i]
    image, painter = canvas()
    paint_pane(painter, QRectF(0, 0, *SIZE), frames(scene, sheet)[i], replace(look, within=None))
    painter.end()
    return pixels(image)


@pytest.mark.parametrize(("share", "side"), [(1.0, 0), (0.0, 1)])
def test_at_its_ends_a_swipe_is_one_state_alone(scene: Scene, share: float, side: int) -> None:
    handle = np.s_[:, 24:] if share == 0.0 else np.s_[:, :-24]
    assert (swiped(scene, share)[handle] == alone(scene, side)[handle]).all()


@settings(max_examples=12, deadline=None)
@given(st.floats(0, 1))
def test_no_pixel_is_of_both_sides(share: float) -> None:
    """Away from handle and names each side has the frame of its own state, to the pixel at the cut."""
    scene = make_scene()
    no_names = replace(BARE, labels=False)
    found = swiped(scene, share, no_names)
    cut, row = cut_at(SIZE[0], share), 3
    left = found[row, : max(0, cut - 4), 2]
    right = found[row, min(SIZE[0], cut + 4) :, 2]
    assert (left == 230).all()     # the painted stage says so of a state in which nothing stands
    assert (right == 180).all()


def test_one_camera_and_one_size_for_both(scene: Scene, stage: PaintedStage) -> None:
    sheet = make_sheet(mode="swipe")
    moved = replace(sheet.panes[1], camera=replace(CAMERA, view_angle_deg=50.0))
    compose(stage, scene, replace(sheet, panes=(sheet.panes[0], moved)))
    assert [s.camera for s in stage.shots] == [CAMERA, CAMERA]
    assert stage.shots[0].size == stage.shots[1].size
    assert [bool(s.standing) for s in stage.shots] == [False, True]
    assert len(page_of(scene, sheet).panes) == 1


def test_a_lens_is_one_shot_that_knows_what_stood_before(scene: Scene, stage: PaintedStage) -> None:
    compose(stage, scene, make_sheet(mode="lens"))
    (shot,) = stage.shots
    assert shot.lens == frozenset()
    assert len(shot.standing) == 4


@pytest.mark.parametrize("mode", ["swipe", "lens"])
def test_the_same_sheet_twice_is_the_same_picture(scene: Scene, mode: str) -> None:
    first, second = (compose(PaintedStage(), scene, make_sheet(mode=mode, swipe=0.37)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("share", [0.0, 0.15, 0.5, 0.8, 1.0])
def test_names_stand_whole_on_their_own_side(scene: Scene, share: float) -> None:
    sheet = make_sheet(mode="swipe", swipe=share)
    _image, painter = canvas()
    placed = paint_pair(painter, QRectF(0, 0, *SIZE), frames(scene, sheet), pair_look(scene, sheet, 0.5))
    painter.end()
    cut, size = cut_at(SIZE[0], share) / 0.5, (SIZE[0] / 0.5, SIZE[1] / 0.5)
    for placement, (low, high) in zip(placed, ((0.0, cut), (cut, size[0])), strict=True):
        boxes = [c.box for c in placement.chips] + [b for s in placement.streets for b in s.boxes]
        assert all(low <= box[0] and box[2] <= high for box in boxes)
        assert not any(touch(box, handle_box(size, cut)) for box in boxes)
        assert all(low <= c.dot[0] <= high for c in placement.chips)
    named = {c.layer for c in placed[0].chips}
    assert named <= {""}, "a park of 2035 has no name on the side of today"


@settings(max_examples=20, deadline=None)
@given(st.floats(0, 1))
def test_a_handle_under_way_takes_names_away_and_moves_none(share: float) -> None:
    sheet = make_sheet(mode="swipe")
    look = pair_look(SCENE, sheet, 0.5)
    _image, painter = canvas()
    first, second = paint_pair(painter, QRectF(0, 0, *SIZE), frames(SCENE, sheet), look)
    painter.end()
    size, cut = (SIZE[0] / 0.5, SIZE[1] / 0.5), cut_at(SIZE[0], share) / 0.5
    kept = keep_names(SwipeLook(look.left, look.right, share), (first, second), size, cut)
    for side, before, (low, high) in ((kept.left, first, (0.0, cut)), (kept.right, second, (cut, size[0]))):
        assert side.placed is not None
        assert set(side.placed.chips) <= set(before.chips)
        assert set(side.placed.streets) <= set(before.streets)
        assert all(low <= c.box[0] and c.box[2] <= high for c in side.placed.chips)
        there = [s for s in before.streets if all(low + 99 <= b[0] and b[2] <= high - 99 for b in s.boxes)]
        assert len(side.placed.streets) >= len([s for s in there if s.y > 120])


def test_selection_is_cut_like_everything_else(scene: Scene) -> None:
    """The park is selected; where today is shown its outline has the place, and no line crosses the cut twice."""
    sheet = make_sheet(mode="swipe", furniture=replace(BARE, labels=False))
    plain = replace(sheet, panes=tuple(replace(p, selected=()) for p in sheet.panes))
    made = []
    for one in (sheet, plain):
        image, painter = canvas()
        look = pair_look(scene, one, 0.5)
        look = replace(look, left=replace(look.left, selected=()))
        paint_pair(painter, QRectF(0, 0, *SIZE), frames(scene, one), replace(look, share=0.5))
        painter.end()
        made.append(pixels(image))
    differs = (made[0] != made[1]).any(axis=-1)
    assert differs.any()
    assert not differs[:, : SIZE[0] // 2 - 3].any()


def test_each_side_has_its_tag_beside_the_cut(scene: Scene) -> None:
    sheet = make_sheet(mode="swipe", lang="en")
    look = SwipeLook(*(pane_look(scene, sheet, i) for i in (0, 1)))
    size = (1200.0, 700.0)
    (left, x), (right, y) = tags_beside(look, size, 600.0)
    assert (left.big, right.big, right.small) == ("TODAY", "2035", "Scenario A")
    assert x < 600.0 < y
    assert [t.small for t, _ in tags_beside(look, size, 1050.0)][1] == "", "only the year finds room"
    assert [t.big for t, _ in tags_beside(look, size, 1190.0)] == ["TODAY"]


def test_the_grip_reaches_as_far_as_its_box(scene: Scene) -> None:
    sheet = make_sheet(mode="swipe", furniture=replace(BARE, labels=False))
    plain = replace(PairLook(*(replace(pane_look(scene, sheet, i), unit=0.5) for i in (0, 1))), share=0.5)
    image, painter = canvas()
    paint_pair(painter, QRectF(0, 0, *SIZE), frames(scene, sheet), plain)
    painter.end()
    row = pixels(image)[SIZE[1] // 2, :, :3]
    white = np.flatnonzero((row == 255).all(axis=-1))
    assert abs((white.max() - white.min()) / 0.5 - 2 * GRIP) < 10


def test_the_legend_of_a_swipe_says_on_which_side_a_layer_stands(scene: Scene) -> None:
    sheet = make_sheet(mode="swipe", lang="en")
    assert {e.layer: e.sides for e in content_of(scene, sheet).entries}["parking"] == (False, True)
    assert "right" in [t.text for t in page_of(scene, sheet).texts]
    for mode in ("side-by-side", "lens"):
        assert all(e.sides == () for e in content_of(scene, replace(sheet, mode=mode)).entries)
    flipped = replace(sheet, panes=sheet.panes[::-1])
    assert "left" in [t.text for t in page_of(scene, flipped).texts]


# the key of the lens ------------------------------------------------------------------------------------------------


def test_nothing_changed_says_only_unchanged(scene: Scene) -> None:
    sheet = make_sheet()
    assert [k.sign for k in key_of_lens(scene, sheet.panes[1], sheet.panes[1])] == [""]


def test_a_key_is_a_row_where_it_fits_and_else_a_list(scene: Scene) -> None:
    sheet = make_sheet(mode="lens")
    look = pair_look(scene, sheet, 1.0)
    wide, narrow = (key_box(look.right, look.key, (w, 900.0), "both") for w in (2000.0, 120.0))
    assert wide[3] - wide[1] <= narrow[3] - narrow[1]
    assert wide[2] <= 2000.0


# what a person asked for --------------------------------------------------------------------------------------------

SCENE = make_scene()


def said(wish: Wish, scene: Scene = SCENE) -> str:
    with pytest.raises(WeSpaceError) as caught:
        sheet_for(scene, wish)
    assert caught.value.exit_code == EXIT_USAGE
    return str(caught.value)


def test_modes_of_the_command_line_reach_the_sheet() -> None:
    sheet = sheet_for(SCENE, Wish(FILE, mode="swipe", swipe=0.4))
    assert (sheet.mode, sheet.swipe, sheet.is_pair, sheet.frames) == ("swipe", 0.4, True, 1)
    lens = sheet_for(SCENE, Wish(FILE, mode="lens"))
    assert (lens.mode, [p.scenario for p in lens.panes]) == ("lens", ["today", "k-2035"])


def test_a_view_brings_its_way_to_compare_and_the_wish_wins() -> None:
    view = View("cut", Words(en="Cut"), CAMERA, mode="swipe", swipe=0.3, layers=frozenset({"parking"}))
    plan = SCENE.plans[1]
    seen = replace(SCENE, plans=(SCENE.plans[0], replace(plan, scenario=replace(plan.scenario, views=(view,)))))
    sheet = sheet_for(seen, Wish(FILE))
    assert (sheet.mode, sheet.swipe) == ("swipe", 0.3)
    assert sheet.panes[1].layers == frozenset({"parking"}) < ALL
    assert sheet_for(seen, Wish(FILE, swipe=0.8)).swipe == 0.8
    assert sheet_for(seen, Wish(FILE, mode="single")).mode == "single"


@pytest.mark.parametrize("share", [-0.1, 1.4, 40.0])
def test_a_share_outside_the_picture(share: float) -> None:
    assert said(Wish(FILE, mode="swipe", swipe=share)) == (
        f"later.yaml: --swipe: {share:g} is no share of the width. Write a number from 0 to 1, for example 0.4"
    )


def test_a_share_without_a_handle() -> None:
    assert said(Wish(FILE, mode="lens", swipe=0.5)) == (
        "later.yaml: --swipe: the mode lens has no handle. Add --mode swipe"
    )
    assert said(Wish(FILE, swipe=0.5)) == (
        "later.yaml: --swipe: the mode side-by-side has no handle. Add --mode swipe"
    )


def test_nothing_to_compare_with() -> None:
    only = replace(SCENE, plans=SCENE.plans[1:])
    for mode in ("swipe", "lens"):
        assert said(Wish(FILE, mode=mode), only) == (
            "later.yaml: --mode: there is nothing to compare it with. Name the other file: --with FILE"
        )
