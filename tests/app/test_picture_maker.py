"""Whole pictures beside the working view: drawn by the one render thread, stopped without a trace."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import places
import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from wespace_desktop.app.export_choice import Choice, preview_of, sheet_of
from wespace_desktop.app.fault_words import said
from wespace_desktop.app.picture_maker import PictureMaker
from wespace_desktop.app.render_thread import Drawn
from wespace_desktop.app.session import Session
from wespace_desktop.errors import Problem
from wespace_desktop.picture.export import ExportRequest
from wespace_desktop.picture.png import read_metadata
from wespace_desktop.picture.sheet import Sheet
from wespace_desktop.render.shot import Frame, Shot


class PaperThread(QObject):
    """Gives every wish a flat grey frame at once, unless it is told to be slow or to fail."""

    drawn = Signal(object)
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.wishes: list[tuple[int, Shot]] = []
        self.forgotten: list[int] = []
        self.mood = "quick"

    def wish(self, pane: int, rung: str, wish: Shot, shot: Shot) -> None:
        if rung == "names" and self.mood == "quick":
            nothing = np.zeros((shot.size[1], shot.size[0]), np.int32)
            self.drawn.emit(Drawn(pane, "names", wish, nothing, 1.0))
            return
        self.wishes.append((pane, shot))
        if self.mood == "quick":
            width, height = shot.size
            grey = np.full((height, width, 4), 200, np.uint8)
            frame = Frame(grey, np.full((height, width), 100, np.float32), np.eye(4), shot)
            self.drawn.emit(Drawn(pane, "still", wish, frame, 1.0))
        elif self.mood == "broken":
            self.failed.emit("The graphics card is gone")

    def forget(self, pane: int | None = None, rung: str | None = None) -> None:
        self.forgotten.append(-1 if pane is None else pane)


@pytest.fixture
def thread() -> PaperThread:
    return PaperThread()


@pytest.fixture
def maker(thread: PaperThread, session: Session) -> PictureMaker:
    session._show(places.scene())
    return PictureMaker(thread)  # type: ignore[arg-type]


@pytest.fixture
def sheet(maker: PictureMaker, session: Session) -> Sheet:
    return sheet_of(session, Choice(size=(640, 360)))


def test_the_preview_is_the_picture_in_small(qtbot: QtBot, maker: PictureMaker, session: Session, sheet: Sheet) -> None:
    with qtbot.waitSignal(maker.previewed) as came:
        maker.preview(session.scene, preview_of(sheet))
    image = came.args[0]
    assert isinstance(image, QImage)
    assert (image.width(), image.height()) == (640, 360)
    maker.shut()


def test_panes_are_far_from_those_of_the_working_view(
    qtbot: QtBot, maker: PictureMaker, thread: PaperThread, session: Session, sheet: Sheet
) -> None:
    with qtbot.waitSignal(maker.previewed):
        maker.preview(session.scene, sheet)
    assert len(thread.wishes) == 2
    assert all(pane >= 1000 for pane, _ in thread.wishes)
    assert all(shot.quality == "still" for _, shot in thread.wishes)
    maker.shut()


def test_an_export_is_written_whole_with_its_words(
    qtbot: QtBot, maker: PictureMaker, session: Session, sheet: Sheet, tmp_path: Path
) -> None:
    shares: list[float] = []
    maker.progressed.connect(lambda share, _: shares.append(share))
    with qtbot.waitSignal(maker.written) as came:
        maker.write(session.scene, ExportRequest(sheet, tmp_path / "a.png", True))
    assert came.args == [tmp_path / "a.png"]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert read_metadata(tmp_path / "a.png")["wespace:view"] == "bird"
    qtbot.waitUntil(lambda: not maker.is_writing)
    maker.shut()


def test_cancel_leaves_nothing_and_forgets_the_wish(
    qtbot: QtBot, maker: PictureMaker, thread: PaperThread, session: Session, sheet: Sheet, tmp_path: Path
) -> None:
    thread.mood = "slow"
    maker.write(session.scene, ExportRequest(sheet, tmp_path / "a.png", True))
    qtbot.waitUntil(lambda: bool(thread.wishes))
    assert maker.is_writing
    with qtbot.waitSignal(maker.failed) as came:
        maker.cancel()
    assert came.args == [()]
    assert thread.forgotten == [thread.wishes[0][0]]
    assert list(tmp_path.glob("*.png*")) == []
    maker.shut()


def test_a_stage_that_cannot_draw_is_a_sentence(
    qtbot: QtBot, maker: PictureMaker, thread: PaperThread, session: Session, sheet: Sheet
) -> None:
    thread.mood = "broken"
    with qtbot.waitSignal(maker.preview_failed) as came:
        maker.preview(session.scene, sheet)
    assert said(came.args[0]).en == "The graphics card is gone"
    maker.shut()


def test_the_newest_preview_wins(
    qtbot: QtBot, maker: PictureMaker, thread: PaperThread, session: Session, sheet: Sheet
) -> None:
    thread.mood = "slow"
    images: list[QImage] = []
    maker.previewed.connect(images.append)
    maker.preview(session.scene, sheet)
    qtbot.waitUntil(lambda: bool(thread.wishes))
    thread.mood = "quick"
    wide = sheet_of(session, Choice(size=(800, 200)))
    maker.preview(session.scene, wide)
    qtbot.waitUntil(lambda: bool(images))
    assert [(i.width(), i.height()) for i in images] == [(800, 200)]
    maker.shut()


def test_problems_become_sentences() -> None:
    told = said((Problem("a", 0, 0, "", "the disk is full", "Free some space"), Problem("a", 0, 0, "", "no")))
    assert told.en == "The disk is full. Free some space\nNo"
