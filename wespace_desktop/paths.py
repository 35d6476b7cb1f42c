"""Where the program's own files lie, and where it may write: the same on Linux, Windows and macOS."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent
_APP = "wespace"


def _shipped(name: str) -> Path:
    """In a wheel the folder lies inside the package with an underscore; in a clone it lies beside it."""
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _PACKAGE.parent / name


def assets_dir() -> Path:
    return _shipped("assets")


def scenarios_dir() -> Path:
    return _shipped("scenarios")


def default_scenario() -> Path:
    """What opens when no file is named: the right side of the Kendall pair."""
    return scenarios_dir() / "kendall-2035.yaml"


def districts_dir() -> Path:
    """Each sub-folder is one shipped district, named in a scenario file by the folder's name."""
    return assets_dir() / "districts"


def _writable(env: str, fallback: str) -> Path:
    path = Path(os.environ.get(env) or fallback)
    path.mkdir(parents=True, exist_ok=True)
    return path


def cache_dir() -> Path:
    """What can be made again at any time: built scenes. `WESPACE_CACHE_DIR` overrides."""
    return _writable("WESPACE_CACHE_DIR", platformdirs.user_cache_dir(_APP, appauthor=False))


def state_dir() -> Path:
    """Log, recovery files. `WESPACE_STATE_DIR` overrides."""
    return _writable("WESPACE_STATE_DIR", platformdirs.user_state_dir(_APP, appauthor=False))


def config_dir() -> Path:
    """Settings: window layout, theme, language, recent files. `WESPACE_CONFIG_DIR` overrides."""
    return _writable("WESPACE_CONFIG_DIR", platformdirs.user_config_dir(_APP, appauthor=False))


def pictures_dir() -> Path:
    """Where an export goes unless the user says otherwise. The folder may not exist yet."""
    return Path(platformdirs.user_pictures_dir())
