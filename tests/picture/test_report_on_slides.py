"""What a slide says of the report: its rows by id, in full in the notes; the report's own limits at the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from made_up import PaintedStage
from slide_town import SLIDES, order, slide_scene

from wespace_desktop.model.report import LIMITS, limits, load_report
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.words import Words
from wespace_desktop.picture.deck import pages
from wespace_desktop.picture.slide_parts import SlidePage, TextBox


def _pages(lang: str, slides: Sequence[Slide] = SLIDES) -> list[SlidePage]:
    return list(pages(PaintedStage(), slide_scene(tuple(slides)), order(Path("x.pptx"), lang)))


def _texts(page: SlidePage) -> str:
    return "\n".join(p.text for p in page.parts if isinstance(p, TextBox))


def test_rows_are_named_small_on_the_slide_and_in_full_in_the_notes() -> None:
    slide = Slide("parks", "bird", Words("公园", "Parks"), rows=("R-TR4", "R-CT6"))
    report = load_report()
    page = _pages("en", [slide])[0]
    assert "R-TR4, R-CT6 · " in _texts(page)
    assert f"Of the report: R-TR4 {report['R-TR4'].text.en}; R-CT6 {report['R-CT6'].text.en}" in page.notes
    assert f"体现报告: R-TR4 {report['R-TR4'].text.zh}；R-CT6" in _pages("zh", [slide])[0].notes
    assert "R-TR4" not in _texts(_pages("en")[1])
    assert "Of the report" not in _pages("en")[1].notes


def test_many_rows_are_counted_on_the_slide_and_all_in_the_notes() -> None:
    rows = load_report().ids[:9]
    page = _pages("en", [Slide("many", "bird", Words("许多", "Many"), rows=rows)])[0]
    assert f"{', '.join(rows[:4])} +5 · " in _texts(page)
    assert all(row in page.notes for row in rows)


def test_a_closing_slide_prints_the_limits_of_the_report() -> None:
    for lang in ("en", "zh", "both"):
        closing = _texts(_pages(lang)[-1])
        for words in (LIMITS, *limits()):
            assert lang == "zh" or words.en in closing
            assert lang == "en" or words.zh in closing


def test_every_slides_notes_hold_the_limits() -> None:
    for page in _pages("en"):
        assert "Limits of the report: Industry is left out; Technology alone is deduced" in page.notes
