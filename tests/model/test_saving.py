"""Saving: the file is replaced whole or not at all, and a foreign edit is never overwritten."""

from __future__ import annotations

import errno
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from wespace_desktop.errors import WeSpaceError
from wespace_desktop.model import saving
from wespace_desktop.model.lookbook import Looks, looks_of
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.model.saving import ChangedOnDisk, read_for_writing, save
from wespace_desktop.model.words import Words

TEXT = """wespace: "1.0"
id: v
district: kendall
layers: [parking]
views:
  - id: bird   # stays
    title: {zh: 鸟, en: Bird}
    camera: {position: [0, 0, 9], target: [1, 1, 0]}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "v.yaml"
    path.write_text(TEXT, "utf-8")
    return path


def renamed(looks: Looks) -> Looks:
    return replace(looks, views=(replace(looks.views[0], title=Words("鹰", "Eagle")),))


def test_what_is_saved_is_read_again_and_nothing_else_is_left(file: Path) -> None:
    file.chmod(0o640)
    read = read_for_writing(file)
    data, new_hash = save(read, renamed(read.looks), read.data)
    scenario = load_scenario(file)
    assert looks_of(scenario) == renamed(read.looks)
    assert (data, new_hash) == (file.read_bytes(), scenario.hash)
    assert "bird   # stays" in file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert list(file.parent.iterdir()) == [file]


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.yaml"
    link.parent.mkdir()
    link.symlink_to(file)
    read = read_for_writing(link)
    save(read, renamed(read.looks), read.data)
    assert link.is_symlink()
    assert looks_of(load_scenario(file)) == renamed(read.looks)


def test_a_foreign_edit_is_not_overwritten(file: Path) -> None:
    read = read_for_writing(file)
    file.write_text(TEXT + "# somebody else\n", "utf-8")
    with pytest.raises(ChangedOnDisk) as caught:
        save(read, renamed(read.looks), read.data)
    sentence = "was changed by somebody else since it was read. Read it again; your views and slides are kept"
    assert str(caught.value) == f"{file}: {sentence}"
    assert file.read_text("utf-8") == TEXT + "# somebody else\n"


def test_a_file_nobody_may_write_to(file: Path) -> None:
    file.chmod(0o444)
    read = read_for_writing(file)
    with pytest.raises(WeSpaceError) as caught:
        save(read, renamed(read.looks), read.data)
    hint = "Save a copy in another folder, or ask for the right to write"
    assert str(caught.value) == f"{file}: cannot be written to; the file is unchanged. {hint}"
    assert file.read_text("utf-8") == TEXT


def test_a_full_disk(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(saving.os, "fsync", full)
    read = read_for_writing(file)
    with pytest.raises(WeSpaceError) as caught:
        save(read, renamed(read.looks), read.data)
    said = "finds no room: the disk is full; the file is unchanged. Free some space and save again"
    assert str(caught.value) == f"{file}: {said}"
    assert file.read_text("utf-8") == TEXT
    assert list(file.parent.iterdir()) == [file]


def test_a_text_that_would_say_something_else_is_not_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "rewritten", lambda text, *_: text)
    read = read_for_writing(file)
    with pytest.raises(WeSpaceError, match="could not be rewritten without loss"):
        save(read, renamed(read.looks), read.data)
    assert file.read_text("utf-8") == TEXT
    assert list(file.parent.iterdir()) == [file]
