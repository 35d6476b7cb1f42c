"""The key of an hour: exact words, one for all panes, smaller in small panes, and nothing of it without an hour."""

from __future__ import annotations

import json
from dataclasses import replace

import made_up
import numpy as np
import pytest
import shapely

from wespace_desktop.cli import main
from wespace_desktop.model.district import Theme
from wespace_desktop.model.words import Words
from wespace_desktop.picture.asking import Wish, sheet_for
from wespace_desktop.picture.compose import compose, page_of, pair_look, pane_look, pane_shot
from wespace_desktop.picture.content import WHITE_MODEL, content_of
from wespace_desktop.picture.hour_key import form_for, hour_key, hours_of, key_box, print_of
from wespace_desktop.picture.provenance import provenance_in, provenance_of
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.picture.slide_hour import hour_box, hour_parts
from wespace_desktop.picture.slide_parts import Panel, TextBox
from wespace_desktop.picture.web_about import about
from wespace_desktop.scene.part import Scene


@pytest.fixture(scope="module")
def scene() -> Scene:
    """A home, an office over shops by zone, a shed, a plaza."""
    made = made_up.make_scene()
    boxes = [shapely.box(30 * k, 0, 30 * k + 20, 20) for k in range(3)]
    buildings = Theme(
        "buildings", np.array(["b0", "b1", "b2"]), np.array(boxes, object),
        {"type": np.array(["apartments", "building", "outbuilding"])},
    )  # fmt: skip
    zone = np.array([shapely.box(25, -5, 55, 25)], object)
    zoning = Theme("zoning", np.array(["z"]), zone, {"zone": np.array(["BA"])})
    plazas = Theme("plazas", np.array(["p"]), np.array([shapely.box(0, 50, 20, 70)], object), {})
    themes = {"buildings": buildings, "zoning": zoning, "plazas": plazas}
    return replace(made, district=replace(made.district, themes=themes), ids=("", "b0", "b1", "b2", "p"))


def _at(hour: int | None, *others: int | None, **more: object) -> Sheet:
    sheet = made_up.make_sheet(**more)  # type: ignore[arg-type]
    hours = (hour, *others) if others else (hour,) * len(sheet.panes)
    return replace(sheet, panes=tuple(replace(p, hour=h) for p, h in zip(sheet.panes, hours, strict=True)))


def test_it_names_each_use_with_its_share_at_the_hour(scene: Scene) -> None:
    key = hour_key(scene, 12)
    assert key is not None
    assert key.clock == "12:00"
    assert [(r.words.en, r.text) for r in key.rows] == [
        ("Home", "40 %"), ("Work", "60 %"), ("Shop", "55 %"), ("Public", "20 %")
    ]  # fmt: skip
    assert key.unknown
    assert [n.both() for n in key.notes] == [
        "假设的时段曲线 / assumed profiles", "建筑用途依区划假设 / uses of buildings assumed by zone",
    ]  # fmt: skip
    assert len({hue for row in key.rows for hue in row.ramp}) == 24


def test_two_hours_of_a_pair_stand_beside_each_other(scene: Scene) -> None:
    key = hour_key(scene, 9, 18, 9, None)
    assert key is not None
    assert key.clock == "09:00 · 18:00"
    assert key.rows[0].text == "45 · 65 %"
    look = pair_look(scene, _at(9, 18, mode="swipe"), 1.0)
    assert look.left.hour == look.right.hour == key


def test_no_hour_no_key(scene: Scene) -> None:
    assert hour_key(scene, None) is None
    assert pane_look(scene, _at(None), 0).hour is None


def test_one_key_speaks_for_all_panes_of_an_hour(scene: Scene) -> None:
    same = [pane_look(scene, _at(9), i).hour for i in (0, 1)]
    assert same[0] is not None
    assert same[1] is None
    other = [pane_look(scene, _at(9, 18), i).hour for i in (0, 1)]
    assert [k.clock for k in other if k is not None] == ["09:00", "18:00"]


def test_the_tag_says_the_hour(scene: Scene) -> None:
    tags = [pane_look(scene, _at(9), i).tag for i in (0, 1)]
    assert [t.big for t in tags if t is not None] == ["TODAY  09:00", "2035  09:00"]


def test_a_lens_shows_no_hour_anywhere(scene: Scene) -> None:
    sheet = _at(9, mode="lens")
    assert hours_of(sheet) == ()
    look = pair_look(scene, sheet, 1.0)
    assert look.right.hour is None
    assert look.right.tag is not None
    assert look.right.tag.big == "2035"
    assert WHITE_MODEL.en in content_of(scene, sheet).print_.en


def test_the_small_print_says_that_white_is_not_all(scene: Scene) -> None:
    told = content_of(scene, _at(9)).print_
    assert "existing buildings unchanged, coloured by who is there at 09:00 (assumed)" in told.en
    assert "现有建筑不变，颜色为 09:00 的使用者（假设）" in told.zh
    assert WHITE_MODEL.en not in told.en
    assert print_of((9, 18)).en == "existing buildings unchanged, coloured by who is there at 09:00 · 18:00 (assumed)"


def test_small_panes_have_a_smaller_key(scene: Scene) -> None:
    key = hour_key(scene, 12)
    assert key is not None
    sizes = [(900.0, 900.0), (500.0, 600.0), (300.0, 300.0)]
    assert [form_for(s) for s in sizes] == ["whole", "short", "swatches"]
    boxes = [key_box(key, s, True, "both") for s in sizes]
    areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in boxes]
    assert areas == sorted(areas, reverse=True)
    assert all(b[2] < s[0] and b[3] < s[1] for b, s in zip(boxes, sizes, strict=True))


def test_a_picture_without_an_hour_is_the_one_it_was_and_the_same_hour_is_the_same_bytes(scene: Scene) -> None:
    def bits(sheet: Sheet) -> bytes:
        image = compose(made_up.PaintedStage(), scene, sheet)
        return bytes(image.constBits())

    plain, noon = bits(_at(None)), bits(_at(12))
    assert plain == bits(made_up.make_sheet())
    assert noon == bits(_at(12))
    assert noon != plain


def test_the_shot_of_a_pane_has_its_hour(scene: Scene) -> None:
    sheet = _at(12)
    shot = pane_shot(scene, sheet, sheet.panes[1], page_of(scene, sheet).pane_pixels()[1][2:])
    assert shot.hour == 12
    assert 12 in shot.shows


def test_a_wish_has_an_hour_for_both_sides_else_the_views_own(scene: Scene) -> None:
    wish = Wish(scene.plans[1].scenario.file, view="bird", hour=21)
    assert [p.hour for p in sheet_for(scene, wish).panes] == [21, 21]
    view = replace(scene.plans[1].scenario.views[0], hour=7)
    assert [p.hour for p in sheet_for(scene, replace(wish, hour=None), view).panes] == [7, 7]
    assert [p.hour for p in sheet_for(scene, wish, view).panes] == [21, 21]
    assert [p.hour for p in sheet_for(scene, replace(wish, hour=None)).panes] == [None, None]


def test_a_picture_remembers_its_hour(scene: Scene) -> None:
    found = provenance_in(provenance_of(scene, _at(9, None)))
    assert found is not None
    assert [p.hour for p in found.panes] == [9, None]
    told = provenance_of(scene, _at(9))
    told["view"]["panes"][0]["hour"] = 99  # type: ignore[index]
    assert provenance_in(told) is None


def test_words_of_both_languages(scene: Scene) -> None:
    key = hour_key(scene, 12)
    assert key is not None
    assert [r.words for r in key.rows][:2] == [Words("居住", "Home"), Words("办公", "Work")]


def test_on_a_slide_the_key_is_words_and_swatches_over_the_picture(scene: Scene) -> None:
    key = hour_key(scene, 12)
    assert key is not None
    box, size = (40.0, 100.0, 500.0, 440.0), (460 / 0.86, 340 / 0.86)
    parts = hour_parts(key, box, size, "zh")
    words = [p.text for p in parts if isinstance(p, TextBox)]
    assert words == ["12:00", "居住", "40 %", "办公", "60 %", "商业", "55 %", "公共", "20 %", "假设的时段曲线"]
    ground = hour_box(key, box, size)
    assert all(ground[0] <= p.box[0] and p.box[3] <= ground[3] + 1 for p in parts if isinstance(p, TextBox | Panel))
    assert hour_parts(None, box, size, "zh") == []


def test_on_a_low_picture_the_slide_has_hour_and_swatches_only(scene: Scene) -> None:
    key = hour_key(scene, 12)
    assert key is not None
    parts = hour_parts(key, (40.0, 100.0, 500.0, 230.0), (460 / 0.86, 130 / 0.86), "both")
    assert [p.text for p in parts if isinstance(p, TextBox)] == ["12:00"]
    assert len([p for p in parts if isinstance(p, Panel)]) == 1 + 4 + 1     # ground, uses, no use known


@pytest.mark.parametrize("text", ["24", "-1", "noon", "7.5"])
def test_an_hour_that_no_day_has_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "x.yaml", f"--hour={text}", "-o", "x.png"])
    told = capsys.readouterr().err.strip().splitlines()[-1]
    assert told.endswith(f"argument --hour: {text} is no hour of a day; write a whole number from 0 to 23")


def test_a_web_page_shows_no_hour_and_does_not_say_that_it_does(scene: Scene) -> None:
    told = json.dumps(about(scene, _at(9), ()), ensure_ascii=False)
    assert WHITE_MODEL.en in told
    assert "09:00" not in told
