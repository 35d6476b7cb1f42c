"""The slide of figures: table, freed space and the quiet lines of gains and harms stand apart and leave nothing out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made_up import ALL, CAMERA
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from slide_town import slide_scene
from test_sankey import FREED

from wespace_desktop.model.words import Words
from wespace_desktop.picture import slide_columns, slide_flow
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.picture.slide_flow import flow_notes, flow_parts
from wespace_desktop.picture.slide_parts import LEAST_PT, Outline, Panel, Table, TextBox
from wespace_desktop.picture.slide_quiet import quiet_lines
from wespace_desktop.picture.slide_shapes import add_part
from wespace_desktop.picture.slide_words import ChangeRow

SCENE = slide_scene()
PANES = (PaneSpec("today", 2026, frozenset(), CAMERA, "A"), PaneSpec("k-2035", 2035, ALL, CAMERA, "B"))
AREA = (36.0, 262.0, 384.0, 450.0)
GAINS = (Words("街道更安静", "The street is quieter"), Words("雨水渗得下去", "Rain seeps away"))
HARMS = (Words("停车更远", "Parking is farther away"), Words("租金上涨", "Rents rise"), Words("绕行", "Detours"))


def sheet(lang: Any) -> Sheet:
    return Sheet((1280, 720), PANES, lang=lang, mode="lens")


@pytest.fixture
def flows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slide_flow, "freed", lambda *_: FREED)


@pytest.mark.usefixtures("flows")
@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_freed_space_has_a_shape_for_each_flow_and_words_inside_its_area(lang: str) -> None:
    parts = flow_parts(SCENE, sheet(lang), AREA)
    ribbons = [p for p in parts if isinstance(p, Outline)]
    assert len(ribbons) == 2 * sum(f.area_m2 is not None for f in FREED.flows)
    assert {bool(r.edge) for r in ribbons if r.alt.startswith(("Car parks", "地面停车场"))} == {True, False}
    for part in parts:
        if isinstance(part, TextBox):
            assert min(p.pt for p in part.paras) >= LEAST_PT
            assert AREA[0] - 1 <= part.box[0] < part.box[2] <= AREA[2] + 1, part.text
            assert AREA[1] - 1 <= part.box[1] < part.box[3] <= AREA[3] + 3, part.text
    words = [p.box for p in parts if isinstance(p, TextBox)]
    for i, a in enumerate(words):
        for b in words[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] + 2.5 or b[3] <= a[1] + 2.5, (a, b)


@pytest.mark.usefixtures("flows")
def test_a_flow_says_what_it_is_and_so_do_the_notes() -> None:
    told = [p.alt for p in flow_parts(SCENE, sheet("en"), AREA) if isinstance(p, Outline)]
    assert told[0] == "Car parks → By decision → Green: 6,000 m²"
    assert flow_notes(FREED, "en")[-1] == "Underground: no data"
    assert flow_notes(FREED, "zh")[2] == "地面停车场 → 因需求 → 配送站: 3,000 m²"


@pytest.mark.usefixtures("flows")
def test_freed_space_is_left_out_where_its_words_have_no_room() -> None:
    assert flow_parts(SCENE, sheet("en"), (36.0, 262.0, 384.0, 300.0)) == []
    assert flow_parts(SCENE, replace(sheet("en"), panes=PANES[1:], mode="single"), AREA) == []


@pytest.mark.usefixtures("flows")
def test_powerpoint_gets_shapes_of_its_own_with_words_for_those_who_do_not_see_them() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for part in flow_parts(SCENE, sheet("en"), AREA):
        add_part(part, slide)
    shapes = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    assert len(shapes) == 8
    assert shapes[0]._element.nvSpPr.cNvPr.get("descr") == "Car parks → By decision → Green: 6,000 m²"
    assert not any(s.shape_type == MSO_SHAPE_TYPE.PICTURE for s in slide.shapes)
    assert {p.name for p in flow_parts(SCENE, sheet("en"), AREA) if isinstance(p, Panel)} >= {"Box Car parks"}


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_both_sides_are_quiet_in_the_same_way(lang: Any) -> None:
    told = quiet_lines((GAINS, HARMS), 400.0, lang)
    assert len({p.pt for p in told}) == 1
    half = len(told) // 2
    assert [p.text[0] for p in told] == ["+"] * half + ["–"] * half


def test_what_the_quiet_lines_leave_out_is_counted() -> None:
    told = quiet_lines((GAINS, HARMS), 230.0, "en")
    assert [p.text for p in told] == [
        "+ Gains: The street is quieter; 1 more",
        "– Harms: Parking is farther away; 2 more",
    ]
    assert [p.text for p in quiet_lines((GAINS, HARMS), 900.0, "zh")] == [
        "+ 得：街道更安静；雨水渗得下去", "– 失：停车更远；租金上涨；绕行"
    ]  # fmt: skip


def test_only_gains_is_said_there_too() -> None:
    told = quiet_lines((GAINS, ()), 900.0, "en")
    assert told[-1].text == "– benefits only"
    assert told[-1].bold
    assert quiet_lines(((), ()), 900.0, "en") == ()


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("count", [1, 7, 30])
def test_the_table_ends_over_the_quiet_lines(lang: Any, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ChangeRow(Words("停车场变口袋公园", "Car parks become pocket parks"), "7", "14,000 m²",
                    Words("460 (392–553)", "460 (392–553)"), Words("决策", "decision"))  # fmt: skip
    total = replace(row, title=Words("合计", "Total"), by=Words())

    def rows(_scene: object, _sheet: object, most: int = 99) -> tuple[ChangeRow, ...]:
        return (*((row,) * min(most, count)), *((total,) if count > 1 else ()))

    monkeypatch.setattr(slide_columns, "change_rows", rows)
    area = (402.0, 140.0, 924.0, 424.0)
    parts = slide_columns.table_parts(SCENE, sheet(lang), area)
    (table,) = (p for p in parts if isinstance(p, Table))
    assert table.box[3] == pytest.approx(area[1] + sum(table.heights()))
    assert max(p.box[3] for p in parts) <= area[3] + 0.5
    assert table.has_sum == (count > 1)
    assert table.pt >= LEAST_PT
