"""Folders of its own for every test, no display, and a window with the little town in it."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")

import little_town
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wespace_desktop.app import language, main, theme
from wespace_desktop.app.session import Session
from wespace_desktop.app.window import Window

Open = Callable[..., tuple[Session, Window]]


@pytest.fixture(autouse=True, scope="module")
def _collects_here() -> Iterator[None]:
    """As in the program: no thread that draws ends what a test has dropped."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"WESPACE_{name}_DIR", str(tmp_path / name.lower()))


@pytest.fixture(autouse=True)
def _speaks_english(qapp: QApplication) -> Iterator[None]:
    """A test that leaves the window speaking Chinese says nothing about the next."""
    yield
    if language.current() != "en":
        language.speak(qapp, "en")


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    """A session that has nothing open and glides at once."""
    made = Session()
    made.glide_ms = 0
    yield made
    made.shut()


@pytest.fixture
def town(session: Session, tmp_path: Path) -> Session:
    """The little town: today left, 2035 right."""
    session.adopt(little_town.opened(tmp_path))
    return session


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Open]:
    """Opens the window on the little town; closed at the end, whatever happened."""
    opened: list[Window] = []

    def make(size: tuple[int, int] = (1280, 760), with_town: bool = True, speaks: str = "en") -> tuple[Session, Window]:
        session, window = main.open_window(qapp)
        session.glide_ms = 0
        opened.append(window)
        session.set_language(speaks)
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        if with_town:
            session.adopt(little_town.opened(tmp_path))
        return session, window

    yield make
    for window in opened:
        window.close()
        window.deleteLater()
    language.speak(qapp, "en")
    theme.apply(qapp, "light")
    logging.getLogger("wespace_desktop").handlers.clear()
