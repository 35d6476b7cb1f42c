"""The settings: remembered, never lost by halves, a damaged file set aside with one notice."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from wespace_desktop.app import main, settings
from wespace_desktop.app.settings import Settings


def test_no_file_is_no_damage() -> None:
    assert settings.load() == (Settings(), False)


def test_what_is_saved_is_loaded() -> None:
    kept = Settings(language="zh", theme="dark", left_px=300, recent=["/a.yaml"])
    settings.save(kept)
    assert settings.load() == (kept, False)
    assert [f.name for f in settings.place().parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"left_px": "wide"}', '{"theme": "pink"}', '{"recent": [1]}'])
def test_a_damaged_file_is_set_aside(text: str, caplog: pytest.LogCaptureFixture) -> None:
    settings.place().write_text(text, "utf-8")
    with caplog.at_level(logging.CRITICAL):
        assert settings.load() == (Settings(), True)
    assert settings.place().with_name("settings.json.bad").read_text("utf-8") == text
    assert settings.load() == (Settings(), False)


def test_random_bytes_never_stop_a_start() -> None:
    dice = random.Random(7)
    whole = json.dumps({"language": "zh", "recent": ["/a.yaml"], "left_px": 300}).encode()
    for _ in range(50):
        spoilt = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        settings.place().write_bytes(bytes(spoilt))
        assert isinstance(settings.load()[0], Settings)


def test_unknown_keys_of_a_later_version_are_left_out() -> None:
    settings.place().write_text('{"language": "en", "lens": true}', "utf-8")
    assert settings.load() == (Settings(language="en"), False)


def test_recent_files_are_newest_first_and_each_once(tmp_path: Path) -> None:
    kept = Settings()
    for name in ("a", "b", "a", *map(str, range(9))):
        kept.remember(tmp_path / name)
    assert [p.name for p in kept.recent_files()] == list("87654321")


def test_the_window_says_that_the_settings_were_damaged(qtbot: QtBot, qapp: object,
                                                        open_window: Callable[..., object]) -> None:  # fmt: skip
    settings.place().write_text("{", "utf-8")
    _, window = open_window(with_town=False)  # type: ignore[misc]
    qtbot.waitUntil(lambda: bool(window.toasts.shown))
    assert window.toasts.shown[0].told.words.en == "The settings were damaged; the defaults hold again"
    assert main.application() is qapp
