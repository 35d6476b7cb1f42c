"""The first page and the command palette."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import places
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from wespace_desktop import paths
from wespace_desktop.app.palette import CommandPalette, score
from wespace_desktop.app.session import Session
from wespace_desktop.app.welcome import EXAMPLES, Welcome
from wespace_desktop.app.welcome_parts import WORDS, RecentRow


@pytest.fixture
def opened(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """What the session was asked to open."""
    asked: list[list[Path]] = []
    monkeypatch.setattr(session, "open_files", asked.append)
    return asked


def test_every_example_ships_with_words_and_picture() -> None:
    for file, picture in EXAMPLES:
        assert (paths.scenarios_dir() / file).is_file()
        assert (paths.assets_dir() / "welcome" / picture).is_file()
        assert all(words.zh and words.en for words in WORDS[file])


def test_an_example_opens_with_one_click(qtbot: QtBot, session: Session, opened: list[list[Path]]) -> None:
    page = Welcome(session)
    qtbot.addWidget(page)
    page.examples[0].click()
    assert opened == [[paths.scenarios_dir() / "kendall-2035.yaml"]]


Asked = list[list[Path]]


def test_recent_files_and_one_that_is_gone(qtbot: QtBot, session: Session, opened: Asked, tmp_path: Path) -> None:
    there, gone = tmp_path / "a.yaml", tmp_path / "b.yaml"
    there.write_text("id: a", "utf-8")
    page = Welcome(session, lambda: [there, gone])
    qtbot.addWidget(page)
    one, two = [r for r in page.findChildren(RecentRow) if not r.isHidden()]
    assert (one.text(), two.text()) == ("a.yaml", "b.yaml")
    assert two.second_line == "moved or deleted"
    assert not two.isEnabled()
    one.click()
    assert opened == [[there]]


def test_open_asks_for_the_dialog(qtbot: QtBot, session: Session) -> None:
    page = Welcome(session)
    qtbot.addWidget(page)
    assert page.open_button.text() == "Open…"
    with qtbot.waitSignal(page.open_wanted):
        page.open_button.click()


def test_letters_rank_commands() -> None:
    assert score("", "Export…") == 1
    assert score("exp", "Export…") > score("exp", "Two x e p") >= 0
    assert score("side", "Side by side") > score("side", "Single or side by side") > 0
    assert score("zz", "Export…") == 0
    assert score("导出", "导出…") > 0


@pytest.fixture
def palette(qtbot: QtBot, session: Session) -> Iterator[CommandPalette]:
    session._show(places.scene())
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = []
    for words, able in (("Export…", True), ("Full screen", True), ("Undo", False)):
        action = QAction(words, window)
        action.setEnabled(able)
        actions.append(action)
    made = CommandPalette(session, lambda: actions, window)
    made.setWindowFlags(Qt.WindowType.Widget)
    yield made
    window.close()


def shown(palette: CommandPalette) -> list[str]:
    return [palette.list.item(i).text() for i in range(palette.list.count())]


def test_the_palette_offers_what_can_be_done_and_saved_views(palette: CommandPalette) -> None:
    palette.ask()
    assert shown(palette) == ["Export…", "Full screen", "Bird, south-east"]
    palette.field.setText("bird")
    assert shown(palette) == ["Bird, south-east"]
    palette.field.setText("qqq")
    assert shown(palette) == []
    assert palette.none.text() == "No command has these letters"


def test_return_does_the_marked_one(qtbot: QtBot, palette: CommandPalette) -> None:
    done: list[str] = []
    palette._actions()[0].triggered.connect(lambda _=False: done.append("export"))
    palette._actions()[1].triggered.connect(lambda _=False: done.append("full"))
    palette.ask()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["full"]
    assert palette.isHidden()
