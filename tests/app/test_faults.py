"""The faults sheet: every fault with its place, the line marked, sentences to copy; the banner over an old picture."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from wespace_desktop.app import language
from wespace_desktop.app.excerpt import lines_around
from wespace_desktop.app.faults import FaultsSheet, begin_large, in_order
from wespace_desktop.app.pane_state import Document, Told
from wespace_desktop.app.quick_fix import fix_of, write
from wespace_desktop.app.session import Session
from wespace_desktop.app.stale_banner import StaleBanner
from wespace_desktop.errors import Problem

TEXT = "wespace: '1.0'\nid: a\nkind: scenario\nyear: 2035\nlayers:\n  cowork_pod: true\nviews: []\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "a.yaml"
    made.write_text(TEXT, "utf-8")
    return made


@pytest.fixture
def broken(session: Session, file: Path) -> Session:
    """A session with one file: two faults and a warning, out of order."""
    session.documents = (
        Document(
            file,
            None,
            (
                Problem(str(file), 4, 7, "year", "the year 2035 is late", "", "warning"),
                Problem(str(file), 6, 3, "layers", "there is no layer cowork_pod", "Did you mean cowork_pods?"),
                Problem(str(file), 2, 5, "id", "cowork_pod is no id", ""),
            ),
        ),
    )
    return session


def test_counts_and_order(qtbot: QtBot, broken: Session) -> None:
    sheet = FaultsSheet(broken)
    qtbot.addWidget(sheet)
    assert sheet._title.text() == "2 faults, 1 warning"
    places = [sheet.list.item(i).toolTip().rsplit(".yaml:", 1)[1][:3] for i in range(3)]
    assert places == ["2:5", "6:3", "4:7"]


def test_the_faulty_line_is_marked_among_its_neighbours(qtbot: QtBot, broken: Session) -> None:
    sheet = FaultsSheet(broken)
    qtbot.addWidget(sheet)
    sheet.go_to(1)
    assert sheet.excerpt.marked == 6
    assert [n for n, _ in sheet.excerpt.shown] == [3, 4, 5, 6, 7]
    assert sheet.excerpt.shown[3][1] == "  cowork_pod: true"
    assert sheet.excerpt._kept.text() == "Nothing was lost. Your view, ticks and panes are kept."


def test_copy_all_gives_the_sentences_of_the_command_line(qtbot: QtBot, broken: Session, file: Path) -> None:
    sheet = FaultsSheet(broken)
    qtbot.addWidget(sheet)
    sheet.copy_all()
    assert QApplication.clipboard().text().splitlines() == [
        f"{file}:2:5: id: cowork_pod is no id",
        f"{file}:6:3: layers: there is no layer cowork_pod. Did you mean cowork_pods?",
        f"{file}:4:7: year: the year 2035 is late",
    ]


Patch = pytest.MonkeyPatch


def test_read_again_and_open_in_editor(qtbot: QtBot, broken: Session, file: Path, monkeypatch: Patch) -> None:
    sheet = FaultsSheet(broken)
    qtbot.addWidget(sheet)
    opened, read = [], []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    monkeypatch.setattr(broken, "reload", read.append)
    sheet.open_in_editor()
    sheet.read_again()
    assert opened == [file.as_posix()]
    assert read == [file]


def test_a_mended_file_leaves_an_empty_sheet(qtbot: QtBot, broken: Session, file: Path) -> None:
    sheet = FaultsSheet(broken)
    qtbot.addWidget(sheet)
    broken.documents = (Document(file),)
    broken.documents_changed.emit()
    assert sheet.list.count() == 0
    assert sheet._title.text() == "No faults"
    assert sheet.excerpt.shown == []


def test_the_sheet_speaks_chinese_at_once(qtbot: QtBot, qapp: QApplication, broken: Session) -> None:
    sheet = FaultsSheet(broken)
    qtbot.addWidget(sheet)
    language.speak(qapp, "zh")
    qapp.processEvents()
    assert sheet._title.text() == "2 处错误，1 条提醒"
    assert sheet._copy.accessibleName() == "全部复制"
    language.speak(qapp, "en")
    qapp.processEvents()
    assert sheet._title.text() == "2 faults, 1 warning"


def test_an_excerpt_of_what_cannot_be_read_is_empty(tmp_path: Path, file: Path) -> None:
    assert lines_around(tmp_path / "none.yaml", 3) == []
    assert lines_around(file, 0) == []
    assert lines_around(file, 900)[-1] == (7, "views: []")
    (tmp_path / "raw").write_bytes(b"\xff\xfe\x00\n\x80")
    assert len(lines_around(tmp_path / "raw", 1)) == 2


def test_sentences_in_a_list_begin_large_but_names_stay() -> None:
    assert begin_large("there is no layer x") == "There is no layer x"
    assert begin_large("cowork_pod is no layer") == "cowork_pod is no layer"


def test_faults_come_before_warnings() -> None:
    warning, fault = Problem("a", 1, 1, "", "w", "", "warning"), Problem("a", 9, 1, "", "f")
    assert in_order((warning, fault)) == (fault, warning)


def test_the_banner_tells_the_time_of_the_picture(qtbot: QtBot, broken: Session) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    banner = StaleBanner(host)
    banner.show_document(broken.documents[0])
    assert banner.isHidden()
    at = datetime(2026, 11, 22, 14, 1)  # noqa: DTZ001
    banner.show_document(Document(Path("a.yaml"), None, broken.documents[0].problems, at, at))
    assert not banner.isHidden()
    assert banner.words == "Last good picture, 14:01. The file has changed since."
    with qtbot.waitSignal(banner.fault_wanted):
        banner._go.click()


def test_the_meant_word_is_written_and_can_be_undone(qtbot: QtBot, broken: Session, file: Path) -> None:
    sheet = FaultsSheet(broken)
    qtbot.addWidget(sheet)
    told: list[Told] = []
    broken.told.connect(told.append)
    broken.reload = lambda path=None: None  # type: ignore[method-assign]
    sheet.go_to(0)
    assert sheet.excerpt.fix_button.isHidden()
    sheet.go_to(1)
    assert sheet.excerpt.fix_button.text() == "Write cowork_pods"
    sheet.excerpt.fix_button.click()
    assert file.read_text("utf-8") == TEXT.replace("cowork_pod:", "cowork_pods:")
    assert (told[0].words.en, told[0].more.en) == ("cowork_pods written", "a.yaml, line 6")
    assert told[0].action is not None
    assert told[0].action[0].en == "Undo"
    told[0].action[1]()
    assert file.read_text("utf-8") == TEXT


def problem(file: Path, line: int, column: int, hint: str) -> Problem:
    return Problem(str(file), line, column, "", "x", hint)


def test_only_one_word_that_looks_like_the_meant_one_is_offered(file: Path) -> None:
    assert fix_of(problem(file, 6, 3, "Did you mean cowork_pods?")) is not None
    assert fix_of(problem(file, 6, 3, "Write a layer")) is None
    assert fix_of(problem(file, 3, 1, "Did you mean cowork_pods?")) is None
    assert fix_of(problem(file, 60, 3, "Did you mean cowork_pods?")) is None
    assert fix_of(problem(file.with_name("none.yaml"), 6, 3, "Did you mean cowork_pods?")) is None


def test_a_fix_keeps_quotes_line_ends_and_comments(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"id: a\r\nlayer: 'cowork_pod' # \xe8\x88\xb1\r\n")
    fix = fix_of(problem(file, 2, 8, "Did you mean cowork_pods?"))
    assert fix is not None
    write(fix)
    assert file.read_bytes() == b"id: a\r\nlayer: 'cowork_pods' # \xe8\x88\xb1\r\n"


def test_a_file_that_changed_meanwhile_is_left_alone(file: Path) -> None:
    fix = fix_of(problem(file, 6, 3, "Did you mean cowork_pods?"))
    assert fix is not None
    file.write_text("id: b\n", "utf-8")
    with pytest.raises(ValueError, match="the file has changed"):
        write(fix)
    assert file.read_text("utf-8") == "id: b\n"
