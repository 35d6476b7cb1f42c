"""PDF files, folders of pictures and contact sheets, read again by other libraries; a picture knows its origin."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import CAMERA, PaintedStage, make_scene, make_sheet
from PIL import Image
from pptx import Presentation
from PySide6.QtGui import QImage
from slide_town import SLIDES, order, slide_scene

from wespace_desktop.errors import Cancelled, WeSpaceError
from wespace_desktop.model.scenario import Intervention, Target
from wespace_desktop.model.words import Words
from wespace_desktop.picture.asking import sheet_for
from wespace_desktop.picture.contact import contact_image, grid_for, write_contact
from wespace_desktop.picture.export import ExportRequest, export_picture
from wespace_desktop.picture.formats import Writer, format_of, formats_for
from wespace_desktop.picture.pdf import write_pdf
from wespace_desktop.picture.picture_set import write_set
from wespace_desktop.picture.provenance import changes_since, provenance_in, provenance_of
from wespace_desktop.picture.remembering import read_provenance
from wespace_desktop.picture.slides import write_slides

SCENE = slide_scene()


def text_of(path: Path, page: int = 0) -> str:
    return " ".join(pypdf.PdfReader(path, strict=True).pages[page].extract_text().split())


def test_a_pdf_has_a_page_for_each_slide_with_words_to_search(tmp_path: Path) -> None:
    write_pdf(SCENE, order(tmp_path / "a.pdf", "both"), PaintedStage())
    book = pypdf.PdfReader(tmp_path / "a.pdf", strict=True)
    assert len(book.pages) == len(SLIDES)
    assert [float(n) for n in book.pages[0].mediabox] == [0, 0, 960, 540]
    text = text_of(tmp_path / "a.pdf", 1)
    for words in (
        "2035: car parks change their use",
        "停车场换了用途",
        "情景推演，不是预测",
        "Scenario, not a prediction",
    ):
        assert words in text
    assert "8.9 ha" in text, "digits stay digits beside Latin letters"
    assert book.metadata is not None
    assert (book.metadata.title, book.metadata.author) == ("Kendall Square 2035", "Planning office")
    assert book.metadata["/CreationDate"] == "D:20261122000000Z"
    xmp = book.xmp_metadata
    assert xmp is not None
    assert xmp.dc_language == ["en", "zh-CN"]


def test_one_view_is_a_page_as_large_as_its_picture_in_print(tmp_path: Path) -> None:
    write_pdf(SCENE, order(tmp_path / "a.pdf", "zh", "view"), PaintedStage())
    book = pypdf.PdfReader(tmp_path / "a.pdf", strict=True)
    assert [float(n) for n in book.pages[0].mediabox] == [0, 0, 480, 270]
    assert "停车场变公园。" in text_of(tmp_path / "a.pdf")
    assert len(book.pages[0].images) >= 2, "the panes are pictures"


def test_the_set_is_named_by_number_slide_and_language(tmp_path: Path) -> None:
    made = write_set(SCENE, order(tmp_path / "set", "zh", slides="2,4-5"), PaintedStage())
    assert [p.name for p in made] == ["02-pair.zh.png", "04-gains.zh.png", "05-closing.zh.png"]
    with Image.open(made[0]) as image:
        assert image.size == (640, 360)
        assert image.info["wespace:scenario"] == "k-2035"
    assert [p.name for p in tmp_path.iterdir()] == ["set"]


def test_pictures_are_the_same_below_the_text(tmp_path: Path) -> None:
    pixels = {}
    for lang in ("zh", "en"):
        (path,) = write_set(SCENE, order(tmp_path / lang, lang, slides="pair"), PaintedStage())
        with Image.open(path) as image:
            pixels[lang] = np.asarray(image)
    # A strip of the right picture without names, tag or gauges.
    assert np.array_equal(pixels["zh"][74:78, 480:610], pixels["en"][74:78, 480:610])
    assert not np.array_equal(pixels["zh"][:40], pixels["en"][:40])


def test_a_contact_sheet_has_a_row_for_each_view_and_a_column_for_each_state(tmp_path: Path) -> None:
    stage = PaintedStage()
    wanted = replace(order(tmp_path / "a.pdf", "both", "contact"), years=(2026, 2035))
    write_contact(SCENE, wanted, stage)
    # Today is the same in both years; the scenario is not. Two views: six pictures of one size and light.
    assert len(stage.shots) == 6
    assert len({(s.size, s.quality) for s in stage.shots}) == 1
    text = text_of(tmp_path / "a.pdf")
    for words in ("Bird", "鸟瞰", "Street", "2026", "2035", "Scenario A", "情景推演，不是预测"):
        assert words in text
    # Each state is drawn once and stands there in both languages, next to each other.
    assert text.count("English") == text.count("中文") == 3
    assert text.count("2026") == 4, "two states of that year, two languages"
    assert len(pypdf.PdfReader(tmp_path / "a.pdf").pages[0].images) == 12


def test_the_languages_of_a_state_differ_in_names_only(tmp_path: Path) -> None:
    wanted = replace(order(tmp_path / "a.png", "both", "contact"), years=(2035,), views=("bird",))
    nameless, named = replace(SCENE, labels=()), SCENE
    sheet = sheet_for(SCENE, wanted.wish)
    box = [grid_for(SCENE, wanted, sheet).box(0, k) for k in (2, 3)]
    for scene, alike in ((nameless, True), (named, False)):
        image = contact_image(PaintedStage(), scene, wanted)
        fine = image.height() / grid_for(SCENE, wanted, sheet).size[1]
        english, chinese = (_cut(image, tuple(n * fine for n in one)) for one in box)
        assert (english == chinese) is alike


def _cut(image: QImage, box: tuple[float, ...]) -> QImage:
    left, top, right, bottom = (round(n) for n in box)
    return image.copy(left + 3, top + 3, right - left - 6, bottom - top - 6)


def test_a_contact_sheet_is_cut_to_its_pictures_and_says_a_year_once(tmp_path: Path) -> None:
    wanted = replace(order(tmp_path / "a.png", "en", "contact"), years=(2026, 2031, 2035), views=("bird",))
    stage = PaintedStage()
    image = contact_image(stage, SCENE, wanted)
    width, height = wanted.wish.size
    assert image.width() == width
    assert height / 4 < image.height() < height
    wide, high = stage.shots[0].size
    assert 1.15 < wide / high < 2.25
    # Today once, of its own year; the scenario before and after its changes.
    assert [bool(s.standing) for s in stage.shots] == [False, False, True]
    called = tuple(
        replace(p, scenario=replace(p.scenario, short=Words("2035", "2035"))) if p.id == "k-2035" else p
        for p in SCENE.plans
    )
    asked = replace(wanted, out=tmp_path / "b.pdf", years=(2035,))
    write_contact(replace(SCENE, plans=called), asked, PaintedStage())
    # In the title and over its column.
    assert text_of(tmp_path / "b.pdf").count("2035") == 2


def test_a_contact_sheet_says_what_it_cannot_show(tmp_path: Path) -> None:
    for change, sentence in (
        ({"views": ("brid",)}, "--views: there is no view brid; its views are bird, street. Did you mean bird?"),
        ({"years": (2050,)}, "--years: 2050 is outside the horizon 2010 to 2035 of today. Choose years inside it"),
    ):
        with pytest.raises(WeSpaceError) as caught:
            write_contact(SCENE, replace(order(tmp_path / "a.png", what="contact"), **change), PaintedStage())  # type: ignore[arg-type]
        assert str(caught.value) == f"later.yaml: {sentence}"


WRITERS: list[tuple[str, str, Writer]] = [
    ("a.pdf", "storyboard", write_pdf),
    ("a.pdf", "view", write_pdf),
    ("a.pptx", "storyboard", write_slides),
    ("a.png", "contact", write_contact),
    ("a.pdf", "contact", write_contact),
]


@pytest.mark.parametrize(("name", "what", "write"), WRITERS)
def test_the_same_again_is_the_same_bytes(name: str, what: str, write: Writer, tmp_path: Path) -> None:
    found = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(SCENE, order(tmp_path / folder / name, "both", what), PaintedStage(), None, None)  # type: ignore[arg-type]
        found.append((tmp_path / folder / name).read_bytes())
    assert found[0] == found[1]


@pytest.mark.parametrize(("name", "what", "write"), [*WRITERS, ("set", "storyboard", write_set)])
def test_cancelled_leaves_nothing(name: str, what: str, write: Writer, tmp_path: Path) -> None:
    for stop in range(20):
        asked = iter([False] * stop)
        try:
            write(SCENE, order(tmp_path / name, "en", what, "1-2"), PaintedStage(), None, _until(asked))  # type: ignore[arg-type]
        except Cancelled:
            assert list(tmp_path.iterdir()) == []
        else:
            break
    assert stop > 1, "it was asked more than once"


def _until(asked: object) -> Callable[[], bool]:
    return lambda: next(asked, True)  # type: ignore[call-overload,no-any-return]


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    shares: list[float] = []
    write_pdf(SCENE, order(tmp_path / "a.pdf"), PaintedStage(), lambda share, _: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


# where a picture came from --------------------------------------------------------------------------------------------


def test_png_pdf_and_slides_remember_their_view(tmp_path: Path) -> None:
    sheet = make_sheet(mode="side-by-side")
    export_picture(SCENE, ExportRequest(sheet, tmp_path / "a.png"), PaintedStage())
    (png,) = read_provenance(tmp_path / "a.png")
    assert (png.scenario, png.hash, png.file, png.district) == ("k-2035", "3f9a2c1b77", "later.yaml", "kendall")
    assert [replace(p, selected=()) for p in sheet.panes] == list(png.panes)
    assert png.panes[0].camera == CAMERA
    for name, write in (("a.pdf", write_pdf), ("a.pptx", write_slides)):
        write(SCENE, order(tmp_path / name), PaintedStage())
        found = read_provenance(tmp_path / name)
        assert [o.slide for o in found] == ["title", "pair", "swipe", "gains"] + ["closing"] * (name == "a.pdf")
        assert (found[2].mode, found[2].swipe, len(found[2].panes)) == ("swipe", 0.4, 2)


def test_a_picture_taken_out_of_a_deck_still_knows(tmp_path: Path) -> None:
    write_slides(SCENE, order(tmp_path / "a.pptx"), PaintedStage())
    slide = Presentation(str(tmp_path / "a.pptx")).slides[2]
    picture = next(s for s in slide.shapes if s.name == "Picture 1")
    (tmp_path / "b.png").write_bytes(picture.image.blob)
    assert read_provenance(tmp_path / "b.png")[0].slide == "swipe"


def test_files_that_do_not_say_are_told_from_files_that_are_broken(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "plain.png")
    assert read_provenance(tmp_path / "plain.png") == ()
    (tmp_path / "plain.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert read_provenance(tmp_path / "plain.pdf") == ()
    for name, data, sentence in (
        ("a.png", b"no", "this is no PNG file"),
        ("a.pdf", b"no", "this is no PDF file"),
        ("a.pptx", b"no", "this file is damaged or cut short"),
        ("a.jpg", b"no", "only PNG, PDF and PowerPoint files remember their view"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(WeSpaceError) as caught:
            read_provenance(tmp_path / name)
        assert str(caught.value) == f"{tmp_path / name}: {sentence}"
    with pytest.raises(WeSpaceError, match="no such picture"):
        read_provenance(tmp_path / "none.png")


def test_a_deck_that_swells_when_unpacked_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.pptx", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("ppt/media/image1.png", b"\0" * (300 << 20))
    assert (tmp_path / "a.pptx").stat().st_size < 1 << 20
    assert read_provenance(tmp_path / "a.pptx") == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["view", "panes", "camera"]), inner),
    max_leaves=12,
)


@given(JSON)
def test_whatever_a_file_says_it_is_an_origin_or_none(told: object) -> None:
    assert provenance_in(told) is None


@given(st.sampled_from(["position", "target", "up", "view_angle", "shift"]), st.sampled_from([None, "x", [], 1e300]))
def test_a_camera_that_is_none_is_refused(key: str, value: object) -> None:
    told = json.loads(json.dumps(provenance_of(make_scene(), make_sheet())))
    assert provenance_in(told) is not None
    told["view"]["panes"][0]["camera"][key] = value
    assert provenance_in(told) is None


def test_what_changed_since_is_said_by_name() -> None:
    scenario = SCENE.plans[1].scenario
    origin = provenance_in(json.loads(json.dumps(provenance_of(SCENE, make_sheet()))))
    assert origin is not None
    assert changes_since(origin, scenario) == Words()
    added = Intervention("new-park", "parking", "add", Target(), 2030, Words(en="New park"))
    moved = replace(scenario.interventions[1], start=2032)
    later = replace(scenario, hash="other", interventions=(moved, *scenario.interventions[2:], added))
    assert changes_since(origin, later).en == (
        "the scenario has changed since this picture: +1 intervention (new-park); −1 intervention (av_lanes); "
        "changed 1 intervention (cowork_pods)"
    )
    assert changes_since(origin, replace(scenario, hash="other")).zh == "此图之后，情景文件的文字或视角有改动"


def test_every_kind_of_file_has_a_writer_and_an_unknown_one_a_sentence(tmp_path: Path) -> None:
    for what in ("view", "storyboard", "contact"):
        for known in formats_for(what):  # type: ignore[arg-type]
            assert callable(known.load())
    with pytest.raises(WeSpaceError) as caught:
        format_of(tmp_path / "a.docx", "contact")
    assert str(caught.value) == f"{tmp_path / 'a.docx'}: a contact sheet is written as .png or .pdf. Write a.png"


def test_pictures_in_a_deck_are_read_by_another_library(tmp_path: Path) -> None:
    write_slides(SCENE, order(tmp_path / "a.pptx", slides="pair"), PaintedStage())
    with zipfile.ZipFile(tmp_path / "a.pptx") as file:
        media = [n for n in file.namelist() if n.startswith("ppt/media/")]
        for name in media:
            Image.open(io.BytesIO(file.read(name))).verify()
    assert len(media) >= 3
