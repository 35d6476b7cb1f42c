"""Whole pictures: same sheet, same pixels; a switch changes its own region only; both languages have the same panes."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from made_up import PaintedStage, make_sheet
from PySide6.QtGui import QImage

from wespace_desktop.errors import EXIT_USAGE, Cancelled, WeSpaceError
from wespace_desktop.model.words import Words
from wespace_desktop.picture.compose import compose, page_of, pane_look
from wespace_desktop.picture.content import content_of
from wespace_desktop.picture.png import pixels_of
from wespace_desktop.picture.sheet import Furniture, Sheet
from wespace_desktop.scene.part import Scene

IN_PANES = {"scale_bar", "north_arrow", "labels", "tags"}
PLAIN = Furniture(scale_bar=False, north_arrow=False, labels=False, tags=False)


def picture(stage: PaintedStage, scene: Scene, sheet: Sheet) -> np.ndarray:
    return pixels_of(compose(stage, scene, sheet))


def pane_mask(scene: Scene, sheet: Sheet) -> np.ndarray:
    mask = np.zeros(sheet.size[::-1], bool)
    for x, y, w, h in page_of(scene, sheet).pane_pixels():
        mask[y : y + h, x : x + w] = True
    return mask


def test_the_same_sheet_twice_is_the_same_picture(stage: PaintedStage, scene: Scene) -> None:
    first, second = (picture(stage, scene, make_sheet()) for _ in range(2))
    assert np.array_equal(first, second)


def test_every_pane_is_asked_for_with_the_same_light_size_and_pose(stage: PaintedStage, scene: Scene) -> None:
    compose(stage, scene, make_sheet(panes=4, quality="draft"))
    assert len({(s.size, s.camera, s.quality, s.transparent) for s in stage.shots}) == 1
    assert [len(s.standing) for s in stage.shots] == [0, 4, 1, 4]


@pytest.mark.parametrize("field", [f.name for f in fields(Furniture)])
def test_a_switch_changes_its_own_region_and_every_pane(field: str, stage: PaintedStage, scene: Scene) -> None:
    sheet = make_sheet()
    full = picture(stage, scene, sheet)
    without = picture(stage, scene, replace(sheet, furniture=replace(Furniture(), **{field: False})))
    changed = (full != without).any(axis=2)
    assert changed.any()
    mask = pane_mask(scene, sheet)
    if field in IN_PANES:
        assert not changed[~mask].any()
        for x, y, w, h in page_of(scene, sheet).pane_pixels():
            assert changed[y : y + h, x : x + w].any(), f"{field} is not honoured by the pane at {x}"
    else:
        assert not changed[mask].any()


def test_panes_of_zh_and_en_are_the_same_below_the_words(stage: PaintedStage, scene: Scene) -> None:
    zh, en = (make_sheet(lang=lang, furniture=PLAIN) for lang in ("zh", "en"))
    zh, en = (replace(s, panes=tuple(replace(p, selected=()) for p in s.panes)) for s in (zh, en))
    mask = pane_mask(scene, zh)
    a, b = picture(stage, scene, zh), picture(stage, scene, en)
    assert np.array_equal(a[mask], b[mask])
    assert not np.array_equal(a, b)


def test_a_smaller_picture_is_the_same_picture(stage: PaintedStage, scene: Scene) -> None:
    large = compose(stage, scene, make_sheet((1920, 1080)))
    small = pixels_of(compose(stage, scene, make_sheet((960, 540)))).astype(int)
    halved = pixels_of(large).reshape(540, 2, 960, 2, 3).mean(axis=(1, 3))
    assert np.abs(halved - small).mean() < 1.0


def test_selection_is_drawn_dark_in_every_pane(stage: PaintedStage, scene: Scene) -> None:
    sheet = make_sheet(furniture=PLAIN)
    bare = replace(sheet, panes=tuple(replace(p, selected=()) for p in sheet.panes))
    marked, plain = picture(stage, scene, sheet), picture(stage, scene, bare)
    for x, y, w, h in page_of(scene, sheet).pane_pixels():
        part = (slice(y, y + h), slice(x, x + w))
        changed = (marked[part] != plain[part]).any(axis=2)
        assert 100 < changed.sum() < 0.05 * w * h
        assert marked[part][changed].min() < 60


def test_transparent_has_no_paper_and_no_sky(stage: PaintedStage, scene: Scene) -> None:
    sheet = make_sheet(transparent=True)
    image = compose(stage, scene, sheet)
    assert image.hasAlphaChannel()
    alpha = pixels_of(image)[..., 3]
    assert alpha[2, 2] == 0
    x, y, w, h = page_of(scene, sheet).pane_pixels()[0]
    assert alpha[y + 3, x + w // 2] == 0
    assert alpha[y + h // 2, x + 3] == 255
    assert all(s.transparent for s in stage.shots)


def test_an_opaque_picture_has_the_paper_colour(stage: PaintedStage, scene: Scene) -> None:
    image = compose(stage, scene, make_sheet())
    assert not image.hasAlphaChannel()
    assert pixels_of(image)[2, 2].tolist() == [0xF6, 0xF4, 0xEF]


def test_progress_tells_pane_by_pane_in_both_languages(stage: PaintedStage, scene: Scene) -> None:
    said: list[tuple[float, Words]] = []
    compose(stage, scene, make_sheet(), lambda share, words: said.append((share, words)))
    assert said == [
        (0.0, Words("绘制第 1 幅，共 2 幅", "Drawing pane 1 of 2")),
        (0.5, Words("绘制第 2 幅，共 2 幅", "Drawing pane 2 of 2")),
        (1.0, Words("画面完成", "Picture composed")),
    ]


def test_cancel_stops_before_the_next_pane(stage: PaintedStage, scene: Scene) -> None:
    with pytest.raises(Cancelled):
        compose(stage, scene, make_sheet(), None, lambda: len(stage.shots) >= 1)
    assert len(stage.shots) == 1


def test_a_picture_has_one_to_four_panes(stage: PaintedStage, scene: Scene) -> None:
    with pytest.raises(WeSpaceError, match=r"^a picture has 1 to 4 panes, not 0$") as caught:
        compose(stage, scene, replace(make_sheet(), panes=()))
    assert caught.value.exit_code == EXIT_USAGE


def test_the_density_is_in_the_image(stage: PaintedStage, scene: Scene) -> None:
    image: QImage = compose(stage, scene, make_sheet(dpi=300))
    assert image.dotsPerMeterX() == 11811


def test_panes_are_tagged_by_time_and_where_that_is_the_same_by_layers(scene: Scene) -> None:
    sheet = make_sheet(panes=4)
    tags = [pane_look(scene, sheet, i).tag for i in range(4)]
    assert [(t.big, t.small) for t in tags if t is not None] == [
        ("TODAY", "现状"),
        ("2035", "AV lanes, Pods, Sensors, Parking  自动驾驶道、办公舱、传感、停车转换"),
        ("2035", "Parking  停车转换"),
        ("2032", "Scenario A  情景 A"),
    ]
    assert [t.ground for t in tags if t is not None] == ["#3A4048", "#0E5A46", "#0E5A46", "#0E5A46"]
    zh = pane_look(scene, make_sheet(lang="zh"), 0).tag
    assert zh is not None
    assert (zh.big, zh.small) == ("现状", "")


def test_a_layer_without_its_parents_says_so(scene: Scene) -> None:
    sheet = make_sheet(panes=1)
    only = replace(sheet, panes=(replace(sheet.panes[0], layers=frozenset({"av_lanes"})),))
    assert content_of(scene, only).entries[0].note == Words("其前提未显示：传感", "builds on Sensors, not shown")
    assert "builds on Sensors, not shown · 其前提未显示：传感" in [t.text for t in page_of(scene, only).texts]
    assert content_of(scene, sheet).entries[0].note == Words()
