"""The doctor says what is wrong and what to type, and the environment is one that does not abort."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from wespace_desktop import doctor
from wespace_desktop.doctor import run_doctor
from wespace_desktop.model.words import Words


@pytest.fixture(autouse=True)
def headless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"WESPACE_{name}_DIR", str(tmp_path / name.lower()))


def test_pyside_keeps_its_references_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one per call and ends the process after a few thousand."""
    from PySide6.QtGui import QColor

    colour = QColor()
    before = sys.getrefcount(None)
    for i in range(500):
        colour.setAlpha(i % 256)
    assert before - sys.getrefcount(None) < 100


def test_every_check_is_well_here_and_speaks_both_languages() -> None:
    checks = run_doctor()
    assert [c.name.en for c in checks] == [
        "Python", "PySide6 with Python", "OpenGL", "Window", "Chinese font", "Shipped district", "Cache folder",
        "Log folder", "Settings folder",
    ]
    for found in checks:
        assert found.ok, found.what.en
        assert found.name.zh
        assert found.what.zh
        assert found.remedy == ""


def test_a_folder_that_cannot_be_written_names_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("WESPACE_CACHE_DIR", str(tmp_path / "file" / "cache"))
    found = doctor._cache_folder()
    assert not found.ok
    assert found.what.en.startswith("not writable: ")
    assert "WESPACE_CACHE_DIR" in found.remedy


def test_a_process_that_dies_is_a_sentence() -> None:
    answer = doctor._ask("import os, signal; os.kill(os.getpid(), signal.SIGTERM)")
    assert not answer.ok
    if os.name == "posix":
        assert answer.end == Words("进程被 SIGTERM 终止。", "the process was ended by SIGTERM.")
    assert doctor._ask("raise RuntimeError('no driver')").end == Words(*["RuntimeError: no driver"] * 2)


def test_without_opengl_the_remedy_is_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_DRAW", "raise OSError('libEGL.so.1: cannot open shared object file')")
    monkeypatch.setattr(sys, "platform", "linux")
    found = doctor._opengl()
    assert not found.ok
    assert found.what.en == "does not draw: OSError: libEGL.so.1: cannot open shared object file"
    assert "install" in found.remedy or "-S" in found.remedy


def test_a_release_that_loses_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_NONE", "say(500)")
    found = doctor._soundness()
    assert not found.ok
    assert found.what.en == "this release makes Python abort after a few thousand calls"
    assert found.remedy == f'{sys.executable} -m pip install "pyside6-essentials<6.12"'
