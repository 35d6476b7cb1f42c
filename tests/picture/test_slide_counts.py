"""Indicators on a slide: a native table of before and after, with what stands behind each number in the notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from slide_town import SLIDES, order, slide_scene

from wespace_desktop.model.storyboard import Slide
from wespace_desktop.picture.deck import Asked, slides_for
from wespace_desktop.picture.sheet import SheetLang
from wespace_desktop.picture.slide_counts import count_notes, count_rows, count_table, warm
from wespace_desktop.picture.slide_parts import Table
from wespace_desktop.scene.part import Scene

COUNTED = tuple(replace(s, indicators=("I11", "I18")) if s.id in ("pair", "gains") else s for s in SLIDES)
AREA = (40.0, 100.0, 440.0, 480.0)


def asked(scene: Scene, slide: str, lang: SheetLang = "en") -> tuple[Asked, Slide]:
    found = slides_for(scene, order(Path("x.pptx"), lang, slides=slide))[0]
    return found, found.slide


def cells(table: Table | None) -> list[list[str]]:
    assert table is not None
    return [[" ".join(cell) for cell in row] for row in table.rows]


def test_the_table_says_before_and_after_and_stands_on_the_lower_edge() -> None:
    scene = slide_scene(COUNTED)
    one, slide = asked(scene, "pair")
    table = count_table(scene, one.sheet, slide, AREA)
    first, last = (p.year for p in one.sheet.panes)
    assert cells(table)[0] == ["Indicator", str(first), str(last)]
    assert [row[0] for row in cells(table)[1:]] == ["Ground that parking sets free", "Change of vehicle kilometres"]
    assert cells(table)[2][1:] == ["not computable", "not computable"]
    assert table is not None
    assert table.box[3] == pytest.approx(AREA[3])
    assert table.box[1] + sum(table.heights()) == pytest.approx(AREA[3])


def test_a_single_picture_is_held_against_the_baseline() -> None:
    scene = slide_scene(COUNTED)
    one, slide = asked(scene, "gains")
    assert len(one.sheet.panes) == 1
    assert all(row.before is not None for row in count_rows(scene, one.sheet, slide))
    assert len(cells(count_table(scene, one.sheet, slide, AREA))[0]) == 3


def test_each_language_names_the_indicator() -> None:
    scene = slide_scene(COUNTED)
    names = {}
    for lang in ("zh", "en", "both"):
        one, slide = asked(scene, "gains", lang)  # type: ignore[arg-type]
        names[lang] = cells(count_table(scene, one.sheet, slide, AREA))[1][0]
    assert names == {
        "zh": "停车让出的地面",
        "en": "Ground that parking sets free",
        "both": "Ground that parking sets free 停车让出的地面",
    }


def test_notes_have_formula_uncertainty_and_sources_of_each_number() -> None:
    scene = slide_scene(COUNTED)
    one, slide = asked(scene, "pair")
    told = count_notes(scene, one.sheet, slide).splitlines()
    assert told[0].startswith("Land released (I11), ground that parking sets free: ")
    for words in ("formula: sum of the real areas", "uncertainty: low:", "sources: Standard size of a parking space"):
        assert words in told[0]
    assert "not computable: the scenario gives no change of car use" in told[1]
    both, slide = asked(scene, "pair", "both")
    assert "释放的空间（I11）" not in told[0]
    assert "\n\n释放的空间 (I11)" in count_notes(scene, both.sheet, slide)


def test_a_slide_without_indicators_has_no_table_and_no_such_notes() -> None:
    scene = slide_scene()
    one, slide = asked(scene, "pair")
    assert count_table(scene, one.sheet, slide, AREA) is None
    assert count_notes(scene, one.sheet, slide) == ""


def test_what_is_counted_beforehand_is_what_the_slide_says() -> None:
    cold, warmed = slide_scene(COUNTED), slide_scene(COUNTED)
    warm(warmed)
    one, slide = asked(cold, "gains")
    assert count_rows(cold, one.sheet, slide) == count_rows(warmed, one.sheet, slide)
