"""PowerPoint files, read again by the library: words, notes, pictures, typefaces, the same bytes twice."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_up import PaintedStage
from PIL import Image
from pptx import Presentation
from pptx.util import Pt
from slide_town import SLIDES, order, slide_scene

from wespace_desktop.errors import EXIT_USAGE, Cancelled, WeSpaceError
from wespace_desktop.model.words import Words
from wespace_desktop.picture.deck import pages, picked
from wespace_desktop.picture.fonts import is_wide
from wespace_desktop.picture.ink import contrast
from wespace_desktop.picture.slide_parts import SLIDE, Para, TextBox, balanced, fitted, wrapped
from wespace_desktop.picture.slides import write_slides

SCENE = slide_scene()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same deck in each language, written once."""
    folder = tmp_path_factory.mktemp("decks")
    made = {lang: folder / f"{lang}.pptx" for lang in ("zh", "en", "both")}
    for lang, path in made.items():
        write_slides(SCENE, order(path, lang), PaintedStage())
    return made


def deck(files: dict[str, Path], lang: str = "en") -> Any:
    return Presentation(str(files[lang]))


def texts(slide: Any) -> str:
    return "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)


def runs(slide: Any) -> list[Any]:
    frames = [s.text_frame for s in slide.shapes if s.has_text_frame]
    return [r for f in frames for p in f.paragraphs for r in p.runs if r.text.strip()]


def test_a_slide_for_each_slide_in_sixteen_to_nine(files: dict[str, Path]) -> None:
    made = deck(files)
    assert (made.slide_width, made.slide_height) == (Pt(960), Pt(540))
    assert len(made.slides) == len(SLIDES)
    titles = [s.shapes.title.text_frame.text.replace("\v", "").replace("  ", " ") for s in made.slides]
    assert titles == [s.title.en for s in SLIDES], "the outline view shows real titles"


def test_every_slide_says_that_it_is_no_prediction(files: dict[str, Path]) -> None:
    for slide in deck(files, "zh").slides:
        assert "情景推演，不是预测" in texts(slide)
        assert "Scenario, not a prediction" in texts(slide)


def test_pictures_hold_no_words_and_say_what_they_show(files: dict[str, Path]) -> None:
    pair = deck(files).slides[1]
    pictures = [s for s in pair.shapes if s.shape_type == 13 and s.name.startswith("Picture")]
    assert [round(p.width / 12700) for p in pictures] == [439, 439]
    assert "Kendall Square 2035 (2035)." in pictures[1]._element.nvPicPr.cNvPr.get("descr")
    assert "Scenario, not a prediction." in pictures[1]._element.nvPicPr.cNvPr.get("descr")
    image = Image.open(io.BytesIO(pictures[1].image.blob))
    assert image.size == (293, 223)
    pixels = np.asarray(image.convert("RGB"))
    assert (pixels == pixels[:, :1]).all(), "the painted gradient, untouched"
    assert all(s._element.nvPicPr.cNvPr.get("descr") for s in pair.shapes if s.shape_type == 13)


def test_chinese_and_english_pictures_are_the_same_file(files: dict[str, Path]) -> None:
    found = []
    for lang in ("zh", "en"):
        pictures = [s for s in deck(files, lang).slides[1].shapes if s.name.startswith("Picture")]
        found.append([Image.open(io.BytesIO(p.image.blob)).tobytes() for p in pictures])
    assert found[0] == found[1]


def test_callouts_are_boxes_with_a_line_to_their_place(files: dict[str, Path]) -> None:
    pair = deck(files).slides[1]
    names = [s.name for s in pair.shapes]
    callouts = [n.removeprefix("Callout ") for n in names if n.startswith("Callout ")]
    assert callouts
    assert all(f"Leader {n}" in names and f"Anchor {n}" in names for n in callouts)


def test_typefaces_are_named_for_both_scripts(files: dict[str, Path]) -> None:
    for slide in deck(files, "both").slides:
        for run in runs(slide):
            faces = {c.tag.rpartition("}")[2]: c.get("typeface") for c in run._r.rPr if c.get("typeface")}
            assert faces == {"latin": "Arial", "ea": "Microsoft YaHei", "cs": "Arial"}
            assert run._r.rPr.get("lang") == ("zh-CN" if any(is_wide(c) for c in run.text) else "en-US")


def test_letters_can_be_read_from_the_back(files: dict[str, Path]) -> None:
    for lang in ("zh", "en", "both"):
        for slide in deck(files, lang).slides:
            assert min(r.font.size.pt for r in runs(slide)) >= 12
            assert max(r.font.size.pt for r in runs(slide)) >= 32


def test_the_speaker_reads_source_hash_harms_and_what_is_left_out(files: dict[str, Path]) -> None:
    told = deck(files).slides[1].notes_slide.notes_text_frame.text
    assert told.startswith("The white buildings have not changed.")
    for words in (
        "Scenario, not a prediction.",
        "Scenario: Kendall Square 2035 (k-2035, sha256 3f9a2c1b77)",
        "View: bird, side-by-side: today 2026",
        "Harms: More inequality between places",
        "Data: City of Cambridge GIS",
        "illustrative: trees, cars, people, future objects",
        "Not modelled: Traffic assignment, land price",
    ):
        assert words in told
    assert "没有算: 交通分配、地价" in deck(files, "both").slides[1].notes_slide.notes_text_frame.text


def test_the_same_deck_is_the_same_bytes_and_has_the_scenarios_own_date(files: dict[str, Path], tmp_path: Path) -> None:
    first = deck(files, "both").core_properties
    assert first.created == first.modified == datetime(2026, 11, 22)  # noqa: DTZ001
    assert (first.author, first.title) == ("Planning office", "Kendall Square 2035")
    write_slides(SCENE, order(tmp_path / "again.pptx", "both"), PaintedStage())
    assert (tmp_path / "again.pptx").read_bytes() == files["both"].read_bytes()
    with zipfile.ZipFile(files["both"]) as file:
        assert {i.date_time for i in file.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        assert file.testzip() is None


def test_nothing_lies_outside_or_is_too_pale_and_no_words_overlap() -> None:
    for lang in ("zh", "en", "both"):
        for page in pages(PaintedStage(), SCENE, order(Path("x.pptx"), lang)):
            boxes = [p for p in page.parts if isinstance(p, TextBox)]
            for box in boxes:
                left, top, right, bottom = box.box
                assert 0 <= left < right <= SLIDE[0], box.name
                assert 0 <= top < bottom <= SLIDE[1], box.name
                assert box.height <= bottom - top + 2.0 or box.middle, f"{page.id}: {box.name}"
                for para in box.paras:
                    assert contrast(para.colour, box.fill or "#F6F4EF") >= 4.5, f"{page.id}: {box.name} {para.text}"
            apart = [b for b in boxes if b.name.split()[0] in ("Title", "Caption", "Legend", "Statement", "Source")]
            for i, a in enumerate(apart):
                for b in apart[i + 1 :]:
                    assert not _touch(a, b), f"{lang} {page.id}: {a.name} and {b.name}"


def _touch(a: TextBox, b: TextBox) -> bool:
    (x0, y0, x1, _), (u0, v0, u1, _) = a.box, b.box
    return x0 < u1 and u0 < x1 and y0 + 1 < v0 + b.height and v0 + 1 < y0 + a.height


def test_only_gains_is_said_in_large_letters(tmp_path: Path) -> None:
    scene = slide_scene(harmless=True)
    write_slides(scene, order(tmp_path / "a.pptx", slides="gains"), PaintedStage())
    assert "benefits only" in texts(Presentation(str(tmp_path / "a.pptx")).slides[0])


def test_gains_and_harms_have_letters_and_boxes_of_one_size() -> None:
    page = next(p for p in pages(PaintedStage(), SCENE, order(Path("x.pptx"), slides="gains")))
    gains, harms = (next(p for p in page.parts if isinstance(p, TextBox) and p.name == n) for n in ("Gains", "Harms"))
    assert gains.box[2] - gains.box[0] == pytest.approx(harms.box[2] - harms.box[0])
    assert (gains.box[1], gains.box[3]) == (harms.box[1], harms.box[3])
    assert {p.pt for p in gains.paras} == {p.pt for p in harms.paras}


@pytest.mark.parametrize(
    ("asked", "ids"),
    [("", "title pair swipe gains closing"), ("1,3-4", "title swipe gains"), ("closing,pair", "pair closing")],
)
def test_slides_are_picked_by_number_or_id_in_their_own_order(asked: str, ids: str) -> None:
    assert [s.id for s in picked(order(Path("x.pptx"), slides=asked), SLIDES)] == ids.split()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("7", "later.yaml: --slides: there is no slide 7; the storyboard has 5. Write numbers from 1 to 5"),
        ("4-2", "later.yaml: --slides: there is no slide 4-2; the storyboard has 5. Write numbers from 1 to 5"),
        (
            "swip",
            "later.yaml: --slides: there is no slide swip; the slides are title, pair, swipe, gains, closing. "
            "Did you mean swipe?",
        ),
    ],
)
def test_a_slide_that_is_not_there_is_named(asked: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(WeSpaceError) as caught:
        write_slides(SCENE, order(tmp_path / "a.pptx", slides=asked), PaintedStage())
    assert (str(caught.value), caught.value.exit_code) == (sentence, EXIT_USAGE)
    assert list(tmp_path.iterdir()) == []


def test_without_a_storyboard_it_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(WeSpaceError) as caught:
        write_slides(slide_scene(()), order(tmp_path / "a.pptx"), PaintedStage())
    assert str(caught.value) == (
        "later.yaml: --storyboard: k-2035 has no storyboard. Write one: storyboard: [{id:, view:, title:}, …]"
    )


def test_cancel_leaves_no_file_and_keeps_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "a.pptx").write_bytes(b"old")
    for stop in range(8):
        asked = iter([False] * stop)
        with pytest.raises(Cancelled):
            write_slides(SCENE, order(tmp_path / "a.pptx"), PaintedStage(), None, lambda asked=asked: next(asked, True))
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.pptx", b"old")]


def test_lines_of_a_paragraph_join_as_the_language_asks() -> None:
    assert Para(("Car parks", "become parks"), 12).text == "Car parks become parks"
    assert Para(("停车场", "变公园"), 12).text == "停车场变公园"
    words = Words("竖线左边是今天，右边是二〇三五年。", "Today to the left of the line, 2035 to the right.")
    assert Para(wrapped(words.en, 120, 20), 20).text == words.en
    assert Para(wrapped(words.zh, 120, 20), 20).text == words.zh


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_a_long_opening_keeps_its_words_apart(lang: str) -> None:
    en = "What streets, plazas and kerbs become when the parked cars are gone, and who gains or loses"
    long = Words("停好的车都开走以后，街道、广场和路边会变成什么样，谁得到、谁失去" * 2, f"{en}: {en}")
    first = replace(SLIDES[0], title=long, caption=long)
    page = next(pages(PaintedStage(), slide_scene((first,)), order(Path("x.pptx"), lang)))
    boxes = sorted((p for p in page.parts if isinstance(p, TextBox) and p.box[0] < 300), key=lambda b: b.box[1])
    assert {"Title", "Caption", "Gains and harms", "Statement", "Source"} <= {b.name for b in boxes}
    for a, b in itertools.pairwise(boxes):
        assert a.box[1] + a.height <= b.box[1] + 1, f"{a.name} and {b.name}"
    assert boxes[0].box[1] >= 0
    assert long.en in page.notes
    assert long.zh in page.notes


def test_a_title_in_lines_breaks_into_lines_of_like_length() -> None:
    para = fitted("停好的车开走以后", 250.0, (44.0,), 3, bold=True)
    assert len(para.lines) == 2
    even = balanced(para, 250.0)
    assert even.lines == ("停好的车", "开走以后")
    assert even.text == para.text
    one = fitted("短", 250.0, (44.0,), 3)
    assert balanced(one, 250.0) == one
