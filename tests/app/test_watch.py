"""A file that changes on disk is read again, however it was written."""

from __future__ import annotations

from pathlib import Path

import little_town
import pytest
from pytestqt.qtbot import QtBot

from wespace_desktop.app.session import Session
from wespace_desktop.app.watch import Watch


@pytest.fixture
def watched(session: Session, tmp_path: Path) -> tuple[Session, Path]:
    for name in ("today", "toy-2035"):
        (tmp_path / f"{name}.yaml").write_text("before", "utf-8")
    session.adopt(little_town.opened(tmp_path))
    return session, tmp_path / "toy-2035.yaml"


def test_a_file_written_in_place(watched: tuple[Session, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    session, path = watched
    asked: list[int] = []
    monkeypatch.setattr(session, "reload", lambda: asked.append(1))
    watch = Watch(session)
    path.write_text("after, longer", "utf-8")
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=5000)
    watch.look()
    assert len(asked) == 1


def test_a_file_replaced_by_a_new_one(watched: tuple[Session, Path], qtbot: QtBot,
                                      monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    session, path = watched
    asked: list[int] = []
    monkeypatch.setattr(session, "reload", lambda: asked.append(1))
    _watch = Watch(session)
    for text in ("once, longer", "twice, longer still"):
        new = path.with_suffix(".new")
        new.write_text(text, "utf-8")
        new.replace(path)
        n = len(asked) + 1
        qtbot.waitUntil(lambda n=n: len(asked) >= n, timeout=5000)


def test_a_file_that_vanishes_waits(watched: tuple[Session, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    session, path = watched
    asked: list[int] = []
    monkeypatch.setattr(session, "reload", lambda: asked.append(1))
    watch = Watch(session)
    path.unlink()
    watch.look()
    assert asked == []
    path.write_text("back again", "utf-8")
    watch.look()
    assert asked == [1]
