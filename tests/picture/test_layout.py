"""Laws of the page: nothing overlaps, nothing leaves the page, the panes keep most of it, at any size and language."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import make_scene, make_sheet

from wespace_desktop.model.words import Words
from wespace_desktop.picture.compose import page_of
from wespace_desktop.picture.content import content_of
from wespace_desktop.picture.page import MARGIN, Page, lay_out
from wespace_desktop.picture.sheet import Furniture, Sheet

SCENE = make_scene()
LONG = Words(
    "肯德尔广场与周边街区未来十年的停车空间、自动驾驶专用道、共享办公舱和传感网络：同一视角下的两个时间与四个层次",
    "Kendall Square and the blocks around it over ten years: parking, lanes, pods and sensors seen twice from here",
)
SHORT = Words("广场", "Square")
LANGS = ("zh", "en", "both")
furniture = st.builds(Furniture, **{f.name: st.booleans() for f in fields(Furniture)})
sheets = st.builds(
    lambda size, panes, lang, title, caption, on: make_sheet(
        size, panes, lang=lang, title=title, caption=caption, furniture=on
    ),
    st.tuples(st.integers(640, 6000), st.integers(360, 6000)),
    st.integers(1, 4),
    st.sampled_from(LANGS),
    st.sampled_from((LONG, SHORT, Words(), Words(en="Only English here"))),
    st.sampled_from((LONG, SHORT, Words())),
    furniture,
)


def boxes(page: Page) -> list[tuple[str, tuple[float, float, float, float]]]:
    return [(t.text, (t.rect.left(), t.y - 0.74 * t.px, t.rect.right(), t.y + 0.12 * t.px)) for t in page.texts]


def apart(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def within(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] >= b[0] and a[1] >= b[1] and a[2] <= b[2] and a[3] <= b[3]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets)
def test_no_two_texts_overlap_and_none_leaves_the_page(sheet: Sheet) -> None:
    page = page_of(SCENE, sheet)
    found = boxes(page)
    for (a, box_a), (b, box_b) in combinations(found, 2):
        assert apart(box_a, box_b), f"{a!r} lies over {b!r} at {sheet.size}"
    for text, box in found:
        assert within(box, (MARGIN - 1, 0, page.size[0] - MARGIN + 1, page.size[1])), f"{text!r} at {sheet.size}"
        for pane in page.panes:
            assert apart(box, pane), f"{text!r} lies over a pane at {sheet.size}"


@settings(max_examples=40, deadline=None)
@given(sheets)
def test_panes_are_equal_inside_the_page_and_its_largest_part(sheet: Sheet) -> None:
    page = page_of(SCENE, sheet)
    for a, b in combinations(page.panes, 2):
        assert apart(a, b)
    area = sum((p[2] - p[0]) * (p[3] - p[1]) for p in page.panes)
    assert area > 0.36 * page.size[0] * page.size[1]
    assert len({(w, h) for _, _, w, h in page.pane_pixels()}) == 1
    for x, y, w, h in page.pane_pixels():
        assert within((x, y, x + w, y + h), (0, 0, *sheet.size))


@pytest.mark.parametrize("panes", [1, 2, 3, 4])
def test_panes_of_zh_and_en_are_in_the_same_place(panes: int) -> None:
    zh, en = (page_of(SCENE, make_sheet((1600, 900), panes, lang=lang)) for lang in ("zh", "en"))
    assert zh.panes == en.panes


def test_the_page_knows_only_its_shape() -> None:
    small, large = (page_of(SCENE, make_sheet(size)) for size in ((960, 540), (3840, 2160)))
    assert small.panes == large.panes
    assert small.texts == large.texts
    assert large.unit == 4 * small.unit


def test_panes_stand_in_a_row_up_to_three_and_two_by_two_on_a_wide_page() -> None:
    def grid(panes: int, size: tuple[int, int]) -> tuple[int, int]:
        page = page_of(SCENE, make_sheet(size, panes))
        return len({p[0] for p in page.panes}), len({p[1] for p in page.panes})

    assert [grid(n, (1920, 1080)) for n in (1, 2, 3, 4)] == [(1, 1), (2, 1), (3, 1), (2, 2)]
    assert grid(2, (1080, 1620)) == (1, 2)


@pytest.mark.parametrize("field", [f.name for f in fields(Furniture)])
def test_a_switch_moves_nothing_else(field: str) -> None:
    sheet = make_sheet()
    full, without = (
        page_of(SCENE, replace(sheet, furniture=on)) for on in (Furniture(), replace(Furniture(), **{field: False}))
    )
    assert without.panes == full.panes
    assert set(without.texts) <= set(full.texts)


def test_source_and_statement_cannot_be_switched_off() -> None:
    off = Furniture(**{f.name: False for f in fields(Furniture)})
    said = [t.text for t in page_of(SCENE, make_sheet(furniture=off)).texts]
    assert "情景推演，不是预测" in said
    assert "Scenario, not a prediction" in said
    assert any(
        t.startswith("Data: City of Cambridge GIS (PDDL), 2024 · White model = existing buildings") for t in said
    )
    assert any(t.startswith("数据：剑桥市地理信息 (PDDL)，2024 · 白模 = 现有建筑，不变") for t in said)


def test_the_legend_shows_visible_layers_only() -> None:
    sheet = make_sheet(panes=1)
    only = replace(sheet, panes=(replace(sheet.panes[0], layers=frozenset({"parking", "sensors"})),))
    assert [e.layer for e in content_of(SCENE, only).entries] == ["sensors", "parking"]
    early = replace(sheet, panes=(replace(sheet.panes[0], year=2027),))
    assert content_of(SCENE, early).entries == ()


def test_figures_say_from_to_unit_and_range() -> None:
    entries = {e.layer: e for e in content_of(SCENE, make_sheet()).entries}
    assert entries["cowork_pods"].figure == Words("0 → 147 舱", "0 → 147 pods")
    assert entries["cowork_pods"].spread.en == "(90–210)"
    assert entries["parking"].figure.en == "0 → 8.9 ha"
    assert entries["sensors"].note == Words("其中 46 个能识别个人", "46 can identify people")
    assert content_of(SCENE, make_sheet(panes=4)).entries[1].figure.en == "0 / 147 / not shown / 147 pods"
    assert content_of(SCENE, make_sheet(panes=3)).entries[2].note.en == "46 can identify people"
    assert content_of(SCENE, make_sheet(panes=1)).entries[1].figure.en == "147 pods"


def test_gains_and_harms_take_the_same_area() -> None:
    page = page_of(SCENE, make_sheet())
    gain, harm = page.footer.fills
    assert gain.box[2] - gain.box[0] == pytest.approx(harm.box[2] - harm.box[0])
    assert (gain.box[1], gain.box[3]) == (harm.box[1], harm.box[3])
    assert {t.px for t in page.texts if t.text in ("+ Gains 得", "– Harms 失")} == {18.0}


def test_a_picture_that_shows_only_gains_says_so() -> None:
    sheet = make_sheet()
    said = [t.text for t in page_of(make_scene(harmless=True), sheet).texts]
    assert "benefits only / 仅展示收益" in said
    assert not any("Harms" in t for t in said)
    assert "benefits only / 仅展示收益" not in [t.text for t in page_of(SCENE, sheet).texts]


def test_many_layers_still_fit() -> None:
    sheet = make_sheet((1920, 1080))
    content = content_of(SCENE, sheet)
    many = replace(content, entries=content.entries * 5)
    found = boxes(lay_out(many, sheet))
    assert all(apart(a, b) for (_, a), (_, b) in combinations(found, 2))
