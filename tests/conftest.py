"""No display, no GPU, nobody's home folder: what every test may count on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")

from PySide6.QtWidgets import QApplication

#: A slow machine is no fault of the program.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True, scope="session")
def _application() -> QApplication:
    """The picture floor makes a QGuiApplication when there is none, which later window tests could not use."""
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["wespace"])


@pytest.fixture(autouse=True, scope="session")
def _folders_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Kendall is built once for all tests of a run, in a cache that nobody else sees."""
    before = dict(os.environ)
    for name in ("CONFIG", "STATE", "CACHE"):
        os.environ[f"WESPACE_{name}_DIR"] = str(tmp_path_factory.mktemp(name.lower()))
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def kendall_2035() -> Path:
    """The right side of the default pair."""
    return Path(__file__).parent.parent / "scenarios" / "kendall-2035.yaml"
