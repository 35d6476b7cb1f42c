"""One Qt application without a screen, the made-up scene and its stage."""

from __future__ import annotations

import os

import pytest
from made_up import PaintedStage, make_scene

from wespace_desktop.scene.part import Scene

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True, scope="session")
def _application(qapp: object) -> None:
    """One QApplication for all floors' tests: a bare QGuiApplication would be in the way of the window's tests."""


@pytest.fixture(scope="session")
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def stage() -> PaintedStage:
    return PaintedStage()
