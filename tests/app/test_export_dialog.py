"""The export dialog: sizes, switches, names, views, and what it says when something is in the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import places
import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from wespace_desktop.app.export_choice import Choice, place_of, preview_of, sheet_of, views_of
from wespace_desktop.app.export_dialog import ExportDialog
from wespace_desktop.app.pane_state import Told
from wespace_desktop.app.session import Session
from wespace_desktop.app.settings import Settings
from wespace_desktop.errors import Problem
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.words import Words
from wespace_desktop.picture.film_wish import FilmWish
from wespace_desktop.picture.formats import Order, formats_for
from wespace_desktop.picture.sheet import Furniture, Sheet
from wespace_desktop.scene.part import Scene


class PaperMaker(QObject):
    """Stands where the drawing would be: remembers what it was asked for."""

    previewed = Signal(QImage)
    preview_failed = Signal(object)
    progressed = Signal(float, object)
    written = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.previews: list[Sheet] = []
        self.requests: list[Order] = []
        self.is_writing = False

    def preview(self, scene: Scene, sheet: Sheet) -> None:
        self.previews.append(sheet)

    def write(self, scene: Scene, request: Order) -> None:
        self.requests.append(request)
        self.is_writing = True

    def cancel(self) -> None:
        self.end(())

    def end(self, outcome: object) -> None:
        self.is_writing = False
        if isinstance(outcome, Path):
            self.written.emit(outcome)
        else:
            self.failed.emit(outcome)


@pytest.fixture
def maker() -> PaperMaker:
    return PaperMaker()


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, maker: PaperMaker, tmp_path: Path) -> ExportDialog:
    session._show(places.scene())
    made = ExportDialog(session, maker)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.form._take(replace(made.choice, folder=tmp_path))
    return made


def test_presets_are_the_promised_ones(dialog: ExportDialog) -> None:
    found = {name: (card.text(), card.size_px) for name, card in dialog.form.cards.items()}
    assert found == {
        "hd": ("16:9 1080p", (1920, 1080)),
        "4k": ("16:9 4K", (3840, 2160)),
        "a3": ("A3 300 dpi", (4961, 3508)),
        "square": ("Square", (2160, 2160)),
        "transparent": ("Transparent", (3840, 2160)),
    }
    dialog.form.cards["a3"].click()
    assert (dialog.choice.size, dialog.choice.dpi) == ((4961, 3508), 300)
    assert dialog._exact.text() == "Exactly what will be written, 4961 × 3508 px"
    assert dialog._paper.text() == "42 × 30 cm in print"


def test_an_own_size_is_no_preset_until_it_equals_one(dialog: ExportDialog) -> None:
    dialog.form.wide.setValue(3000)
    assert dialog.choice.preset == ""
    assert not any(card.isChecked() for card in dialog.form.cards.values())
    dialog.form.wide.setValue(3840)
    assert dialog.form.cards["4k"].isChecked()


def test_every_piece_of_furniture_has_its_switch(dialog: ExportDialog, session: Session) -> None:
    for name in Furniture.__dataclass_fields__:
        dialog.form.switches.tick(name).setChecked(False)
        sheet = sheet_of(session, dialog.choice)
        assert getattr(sheet.furniture, name) is False
        dialog.form.switches.tick(name).setChecked(True)
        assert getattr(sheet_of(session, dialog.choice).furniture, name) is True


def test_source_and_statement_are_locked_on(dialog: ExportDialog) -> None:
    assert [t.text() for t in dialog.form.switches.locked] == ["Source and licence", "Not a prediction"]
    assert all(t.isChecked() and not t.isEnabled() for t in dialog.form.switches.locked)


def test_the_preview_is_the_same_sheet_made_small(dialog: ExportDialog, session: Session) -> None:
    sheet = sheet_of(session, dialog.choice)
    small = preview_of(sheet)
    assert replace(small, size=sheet.size) == sheet
    assert small.size == (760, 428)
    upright = preview_of(replace(sheet, size=(1000, 4000)))
    assert upright.size == (120, 480)


def test_the_preview_follows_after_a_short_rest(qtbot: QtBot, dialog: ExportDialog, maker: PaperMaker) -> None:
    for name in ("hd", "square", "a3"):
        dialog.form.cards[name].click()
    qtbot.waitUntil(lambda: bool(maker.previews))
    assert len(maker.previews) == 1
    assert maker.previews[0].size[0] / maker.previews[0].size[1] == pytest.approx(4961 / 3508, rel=0.01)


def test_panes_views_and_language_reach_the_sheet(dialog: ExportDialog, session: Session) -> None:
    assert views_of(session) == [("bird", Words("鸟瞰，东南", "Bird, south-east"))]
    assert len(sheet_of(session, dialog.choice).panes) == 2
    dialog.form.mode.setCurrentIndex(dialog.form.mode.findData("single"))
    assert [p.scenario for p in sheet_of(session, dialog.choice).panes] == ["kendall-2035"]
    dialog.form.view.setCurrentIndex(dialog.form.view.findData("bird"))
    sheet = sheet_of(session, dialog.choice)
    assert sheet.view == "bird"
    assert sheet.panes[0].camera == places.CAMERA
    dialog.form.language.segment("both").click()
    assert sheet_of(session, dialog.choice).lang == "both"


def test_the_working_view_is_left_alone(dialog: ExportDialog, session: Session) -> None:
    before = (session.panes, session.camera, session.mode, session.view_id, session.language)
    dialog.form.mode.setCurrentIndex(1)
    dialog.form.view.setCurrentIndex(1)
    dialog.form.language.segment("zh").click()
    assert (session.panes, session.camera, session.mode, session.view_id, session.language) == before


def test_the_name_is_shown_and_what_is_wrong_with_it(dialog: ExportDialog, tmp_path: Path) -> None:
    assert dialog.form.name_shown.path == "kendall-2035_bird_2035_en.png"
    dialog.form.pattern.setText("{file}_{yeer}")
    assert not dialog.go.isEnabled()
    assert dialog.form.name_note.text() == (
        "{yeer} is no part of a file name; write {file}, {view}, {scenario}, {year}, {lang} or {size}. "
        "Did you mean {year}?"
    )
    (tmp_path / "board.png").write_bytes(b"")
    dialog.form.pattern.setText("board")
    assert dialog.go.isEnabled()
    assert dialog.form.name_note.text() == "Replaces the file of this name"


def test_a_slip_of_a_digit_is_stopped(dialog: ExportDialog) -> None:
    dialog.form.wide.setValue(16_384)
    dialog.form.high.setValue(16_384)
    assert not dialog.go.isEnabled()
    assert dialog.form.name_note.text() == "Over 120 million pixels: make it smaller"


def test_writing_says_what_it_does_and_has_cancel(dialog: ExportDialog, maker: PaperMaker, session: Session) -> None:
    dialog.write()
    assert [r.out.name for r in maker.requests] == ["kendall-2035_bird_2035_en.png"]
    assert maker.requests[0].sheet.quality == "print"
    assert (dialog.cancel.text(), dialog.keep.text()) == ("Cancel export", "Keep working")
    assert not dialog.form.isEnabled()
    maker.progressed.emit(0.46, Words("绘制第 2 幅，共 2 幅", "Drawing pane 2 of 2"))
    assert (dialog._doing.text(), dialog._share.text(), dialog._bar.value()) == ("Drawing pane 2 of 2", "46 %", 460)
    assert [j.words.en for j in session.jobs] == ["Drawing pane 2 of 2"]
    dialog.cancel.click()
    assert session.jobs == ()
    assert (dialog.cancel.text(), dialog.form.isEnabled()) == ("Cancel", True)
    assert dialog._doing.text() == "Cancelled, nothing was written"


def test_a_written_picture_is_told_with_a_way_to_it(dialog: ExportDialog, maker: PaperMaker, session: Session) -> None:
    told: list[Told] = []
    session.told.connect(told.append)
    dialog.write()
    maker.end(maker.requests[0].out)
    assert told[0].weight == "done"
    assert told[0].words.en == "kendall-2035_bird_2035_en.png written"
    assert told[0].words.zh == "已写出 kendall-2035_bird_2035_en.png"
    assert told[0].action is not None
    assert told[0].action[0].en == "Show"


def test_a_full_disk_is_a_sentence_in_the_dialog(dialog: ExportDialog, maker: PaperMaker) -> None:
    dialog.write()
    full = Problem("a.png", 0, 0, "", "the disk is full; nothing was written", "Free some space or choose another disk")
    maker.end((full,))
    assert dialog._doing.text() == "The disk is full; nothing was written. Free some space or choose another disk"
    dialog.form.cards["hd"].click()
    assert dialog._doing.text() == ""


def test_a_folder_that_cannot_be_made_is_a_sentence(dialog: ExportDialog, maker: PaperMaker, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    dialog.form._take(replace(dialog.choice, folder=tmp_path / "file" / "sub"))
    dialog.write()
    assert maker.requests == []
    assert dialog._doing.text().startswith(f"The folder {tmp_path / 'file' / 'sub'} cannot be made: ")
    assert dialog._doing.text().endswith("Choose another folder")


def test_the_place_is_folder_and_filled_pattern(session: Session, tmp_path: Path) -> None:
    session._show(places.scene())
    choice = Choice(folder=tmp_path, pattern="{scenario}-{size}", lang="zh").with_preset("hd")
    assert place_of(session, choice, sheet_of(session, choice)) == tmp_path / "kendall-2035-1920x1080.png"


def test_a_picture_does_not_claim_a_view_that_was_left(session: Session) -> None:
    session._show(places.scene())
    assert sheet_of(session, Choice()).view == "bird"
    moved = replace(places.CAMERA, position=(10.0, -500.0, 400.0))
    session.camera = moved
    assert sheet_of(session, Choice()).view == ""
    assert sheet_of(session, Choice()).panes[0].camera == moved


def test_a_storyboard_becomes_slides_of_the_ticked_ones(
    dialog: ExportDialog, maker: PaperMaker, session: Session, tmp_path: Path
) -> None:
    scene = places.scene()
    slides = tuple(Slide(name, "bird", Words(name, name)) for name in ("one", "two", "three"))
    last = scene.plans[-1]
    told = replace(last, scenario=replace(last.scenario, storyboard=slides))
    session._show(replace(scene, plans=(*scene.plans[:-1], told)))
    dialog.form.what.what.segment("storyboard").click()
    assert dialog.choice.suffix == ".pptx"
    assert dialog.form.name_shown.path == "kendall-2035_storyboard_2035_en.pptx"
    assert dialog.form.switches.isHidden()
    dialog.form.what.slides.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.write()
    (order,) = maker.requests
    assert (order.what, order.slides, order.out) == ("storyboard", "one,three", tmp_path / dialog.form.name_shown.path)
    assert order.wish.lang == "en"


def test_without_slides_it_says_so(dialog: ExportDialog) -> None:
    dialog.form.what.what.segment("storyboard").click()
    assert not dialog.go.isEnabled()
    assert dialog.form.name_note.text() == (
        "None of the open scenarios has a storyboard. Save views as slides first"
    )


def test_each_thing_has_its_kinds_of_file(dialog: ExportDialog, maker: PaperMaker, session: Session) -> None:
    for what in ("view", "storyboard", "contact"):
        dialog.form.what.what.segment(what).click()
        kinds = [dialog.form.what.kind.itemData(i) for i in range(dialog.form.what.kind.count())]
        assert kinds == [f.suffix for f in formats_for(what)]
    dialog.form.what.kind.setCurrentIndex(kinds.index(".pdf"))
    dialog.write()
    assert (maker.requests[0].what, maker.requests[0].out.suffix) == ("contact", ".pdf")
    assert session.mode == "side-by-side"


def test_folder_and_pattern_are_remembered(qtbot: QtBot, session: Session, maker: PaperMaker, tmp_path: Path) -> None:
    session._show(places.scene())
    settings = Settings()
    first = ExportDialog(session, maker, None, settings)  # type: ignore[arg-type]
    qtbot.addWidget(first)
    first.form._take(replace(first.choice, folder=tmp_path, pattern="{view}-board"))
    first.write()
    maker.end(maker.requests[0].out)
    second = ExportDialog(session, maker, None, settings)  # type: ignore[arg-type]
    qtbot.addWidget(second)
    assert (second.choice.folder, second.choice.pattern) == (tmp_path, "{view}-board")


def test_a_film_has_its_kind_its_length_and_its_pace(dialog: ExportDialog, maker: PaperMaker) -> None:
    assert dialog.form.film.isHidden()
    dialog.form._take(replace(dialog.choice, suffix=".mp4"))
    film = dialog.form.film
    assert not film.isHidden()
    kinds = [film.kind.itemData(i) for i in range(film.kind.count())]
    assert kinds == ["turntable", "path", "swipe", "years", "clock"]
    assert film.kind.currentData() == "turntable"
    assert film.about.text() == "240 frames of 1920 × 1080 px; a film is 1920 × 1080 px at most"
    film.kind.setCurrentIndex(film.kind.findData("swipe"))
    film.seconds.setValue(4)
    film.fps.setValue(12)
    dialog.form._take(dialog.choice.with_size((1280, 720), 96))
    assert film.about.text() == "48 frames of 1280 × 720 px"
    dialog.write()
    assert maker.requests[-1].film == FilmWish("swipe", 4.0, 12)
    assert maker.requests[-1].out.suffix == ".mp4"


def test_a_storyboard_moves_from_slide_to_slide_and_is_no_larger_than_a_film(
    dialog: ExportDialog, session: Session
) -> None:
    dialog.form._take(replace(dialog.choice.with_what("storyboard"), suffix=".webp"))
    assert dialog.form.film.kind.currentData() == "path"
    assert dialog.form.film.about.text().startswith("240 frames of 1920 × 1080 px;")


def test_a_hand_that_cancels_is_told_that_nothing_was_written(dialog: ExportDialog, maker: PaperMaker) -> None:
    dialog.write()
    maker.progressed.emit(0.5, Words("绘制第 1 幅，共 2 幅", "Drawing pane 1 of 2"))
    assert dialog._doing.text() == "Drawing pane 1 of 2"
    maker.failed.emit(())       # while the maker's thread has not left yet
    assert dialog._doing.text() == "Cancelled, nothing was written"
    maker.is_writing = False
    dialog.form._take(replace(dialog.choice, lang="zh"))
    assert dialog._doing.text() == ""
