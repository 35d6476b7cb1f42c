"""Answers about an opened scene come back as they were given, only for the same question about the same files."""

from __future__ import annotations

from pathlib import Path

import pytest

from wespace_desktop.model.district import District
from wespace_desktop.model.words import Words
from wespace_desktop.scene import answers
from wespace_desktop.scene.part import Scene


def _scene() -> Scene:
    district = District("d", Words("", "D"), "EPSG:26986", (0.0, 0.0), (0.0, 0.0, 1.0, 1.0), {}, (), Words(), "")
    return Scene(district, (), (), ("",), {}, ())


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WESPACE_CACHE_DIR", str(tmp_path))
    return tmp_path


def test_an_answer_comes_back_for_another_scene_of_the_same_files() -> None:
    first, again = _scene(), _scene()
    answers.remember(first, "these files")
    answers.remember(again, "these files")
    answers.keep_answer(first, "how many?", {"count": 3, "names": ["阿", "b"]})
    assert answers.answer(again, "how many?") == {"count": 3, "names": ["阿", "b"]}


def test_another_question_or_other_files_have_no_answer() -> None:
    first, other = _scene(), _scene()
    answers.remember(first, "these files")
    answers.remember(other, "those files")
    answers.keep_answer(first, "how many?", 3)
    assert answers.answer(first, "how much?") is None
    assert answers.answer(other, "how many?") is None


def test_a_scene_that_no_file_gave_keeps_none(cache: Path) -> None:
    scene = _scene()
    answers.keep_answer(scene, "how many?", 3)
    assert answers.answer(scene, "how many?") is None
    assert not list(cache.iterdir())


def test_a_damaged_answer_is_none(cache: Path) -> None:
    scene = _scene()
    answers.remember(scene, "these files")
    answers.keep_answer(scene, "how many?", 3)
    (file,) = cache.glob("answer-*.json")
    file.write_bytes(file.read_bytes()[:-3])
    assert answers.answer(scene, "how many?") is None
