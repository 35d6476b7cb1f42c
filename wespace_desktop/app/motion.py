"""Whether the person or the desktop asks for less motion: then nothing glides and nothing fades."""

from __future__ import annotations

import configparser
import os
import sys
from pathlib import Path

from wespace_desktop.app.flight import GLIDE_MS

#: Asked of Windows: SPI_GETCLIENTAREAANIMATION.
_WINDOWS_ASKS = 0x1042


def glide_ms(wants_less: bool) -> int:
    """How long the camera glides; 0 where less motion is asked for, here or by the desktop."""
    return 0 if wants_less or desktop_wants_less() else GLIDE_MS


def desktop_wants_less() -> bool:
    """What the desktop says, as far as it can be asked without starting a program; no answer means no."""
    if sys.platform == "win32":
        return _windows_wants_less()
    return _gtk_wants_less() or _kde_wants_less()


def _gtk_wants_less() -> bool:
    for version in ("gtk-4.0", "gtk-3.0"):
        said = _said(version + "/settings.ini", "Settings", "gtk-enable-animations")
        if said:
            return said.lower() in ("0", "false", "no")
    return False


def _kde_wants_less() -> bool:
    try:
        return float(_said("kdeglobals", "KDE", "AnimationDurationFactor") or 1.0) <= 0.0
    except ValueError:
        return False


def _said(name: str, section: str, key: str) -> str:
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    found = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        found.read(folder / name, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        return ""
    return found.get(section, key, fallback="")


def _windows_wants_less() -> bool:
    import ctypes

    answer = ctypes.c_int(1)
    asked = getattr(ctypes, "windll").user32.SystemParametersInfoW(_WINDOWS_ASKS, 0, ctypes.byref(answer), 0)  # noqa: B009
    return bool(asked) and not answer.value
