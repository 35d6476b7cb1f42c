"""Less motion: asked for here, or by the desktop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wespace_desktop.app import motion, settings
from wespace_desktop.app.flight import GLIDE_MS
from wespace_desktop.app.session import Session
from wespace_desktop.app.window import Window

Open = Callable[..., tuple[Session, Window]]
pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="Windows is asked another way")


@pytest.fixture(autouse=True)
def _own_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("name", "text", "asks"),
    [
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", False),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=soon\n", False),
        ("kdeglobals", "no ini at all", False),
        ("gtk-3.0/settings.ini", "", False),
    ],
)
def test_the_desktop_is_heard(tmp_path: Path, name: str, text: str, asks: bool) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    assert motion.desktop_wants_less() is asks
    assert motion.glide_ms(False) == (0 if asks else GLIDE_MS)


def test_a_person_can_ask_for_it_and_is_remembered(open_window: Open) -> None:
    session, window = open_window()
    action = window.actions_["less_motion"]
    assert not action.isChecked()
    action.trigger()
    assert session.glide_ms == 0
    assert action.isChecked()
    window.close()
    assert settings.load()[0].less_motion
