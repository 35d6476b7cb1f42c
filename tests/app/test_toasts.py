"""Toasts: at most three, gone after a while, a fault until it is read. The bar of long work: ring, bar, Cancel."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from wespace_desktop.app.job_bar import JobBar
from wespace_desktop.app.pane_state import Document, Told
from wespace_desktop.app.session import Session
from wespace_desktop.app.toasts import MOST, STAYS_MS, Toast, Toasts
from wespace_desktop.app.work import Work
from wespace_desktop.errors import Problem
from wespace_desktop.model.words import Words


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def area(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(toasts: Toasts) -> list[str]:
    return [t.told.words.en for t in toasts.shown]


def test_three_at_most_and_a_fault_outlasts_the_rest(work: Work, area: QWidget) -> None:
    toasts = Toasts(work, area)
    work.tell(Told("fault", Words(en="4 faults")))
    for n in range(4):
        work.tell(Told("done", Words(en=f"picture {n}")))
    assert texts(toasts) == ["4 faults", "picture 2", "picture 3"]
    assert len(toasts.shown) == MOST


def test_they_stand_at_the_bottom_left_and_follow_the_area(work: Work, area: QWidget) -> None:
    toasts = Toasts(work, area)
    work.tell(Told("note", Words(en="one")))
    assert toasts.x() == 16
    assert toasts.geometry().bottom() < area.height()
    area.resize(900, 400)
    assert toasts.geometry().bottom() < 400
    area.resize(300, 400)
    assert toasts.width() <= 300 - 32


def test_the_same_words_are_said_once(work: Work, area: QWidget) -> None:
    toasts = Toasts(work, area)
    for _ in range(3):
        work.tell(Told("warning", Words(en="again")))
    assert texts(toasts) == ["again"]


def test_the_clock_stands_still_under_the_pointer(qtbot: QtBot) -> None:
    toast = Toast(Told("done", Words(en="written")))
    qtbot.addWidget(toast)
    assert toast._timer.isActive()
    assert toast._timer.interval() == STAYS_MS
    toast.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not toast._timer.isActive()
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert toast._timer.isActive()


def test_a_fault_waits_to_be_read_and_leads_to_the_faults(qtbot: QtBot, work: Work, area: QWidget) -> None:
    toasts = Toasts(work, area)
    work.tell(Told("fault", Words(en="4 faults in a.yaml")))
    toast = toasts.shown[0]
    assert not toast._timer.isActive()
    assert toast._action.text() == "Faults"
    with qtbot.waitSignal(toasts.faults_wanted):
        toast._action.click()
    assert toasts.shown == ()
    assert toasts.isHidden()


def test_the_action_is_done_once_and_the_toast_goes(work: Work, area: QWidget) -> None:
    toasts, done = Toasts(work, area), []
    work.tell(Told("done", Words(en="written"), action=(Words("显示", "Show"), lambda: done.append(1))))
    toast = toasts.shown[0]
    assert toast._action.text() == "Show"
    toast._action.click()
    assert done == [1]
    assert toasts.shown == ()


def test_long_work_shows_more_the_longer_it_takes(qtbot: QtBot, work: Work) -> None:
    bar, stopped = JobBar(work), []
    qtbot.addWidget(bar)
    job = work.start_job(Words("读取", "Reading a.yaml"), lambda: stopped.append(1))
    assert bar._ring.isHidden()
    bar._after_ring.stop()
    bar.refresh()
    assert not bar._ring.isHidden()
    assert bar._words.text() == "Reading a.yaml"
    assert bar._bar.isHidden()
    bar._after_bar.stop()
    work.update_job(job, 0.3, Words("读取", "Reading, 12,400 of 41,000 buildings"))
    assert not bar._bar.isHidden()
    assert bar._share.text() == "30 %"
    assert bar._words.text() == "Reading, 12,400 of 41,000 buildings"
    bar._cancel.click()
    assert stopped == [1]
    work.finish_job(job)
    assert bar._ring.isHidden()
    assert bar._cancel.isHidden()


def test_work_that_cannot_be_stopped_offers_no_cancel(qtbot: QtBot, work: Work) -> None:
    bar = JobBar(work)
    qtbot.addWidget(bar)
    work.start_job(Words("存", "Saving"))
    bar._after_bar.stop()
    bar.refresh()
    assert bar._cancel.isHidden()
    assert bar._bar.maximum() == 0


def test_a_mended_file_takes_its_fault_away(session: Session, area: QWidget) -> None:
    toasts = Toasts(session, area)
    session.tell(Told("fault", Words(en="1 fault in a.yaml")))
    session.documents = (Document(Path("a.yaml"), problems=(Problem("a.yaml", 1, 1, "", "wrong"),)),)
    session.documents_changed.emit()
    assert texts(toasts) == ["1 fault in a.yaml"]
    session.documents = (Document(Path("a.yaml")),)
    session.documents_changed.emit()
    assert toasts.shown == ()
