"""What the window remembers between two starts: sizes, language, theme, recent files; one small JSON file."""

from __future__ import annotations

import base64
import json
import logging
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from wespace_desktop import paths
from wespace_desktop.app.pane_state import Theme
from wespace_desktop.model.words import LANGS, Lang

log = logging.getLogger(__name__)
MOST_RECENT = 8
_THEMES = ("light", "dark", "contrast", "system")


@dataclass
class Settings:
    """`language` is '' until a person chooses one. `geometry` is what QWidget.saveGeometry gives, in base64."""

    language: Lang | str = ""
    theme: Theme = "system"
    less_motion: bool = False
    geometry: str = ""
    left_px: int = 304
    right_px: int = 320
    right_open: bool = True
    recent: list[str] = field(default_factory=list)
    export_folder: str = ""
    export_pattern: str = ""

    def remember(self, *files: Path) -> None:
        """Newest first, each once."""
        new = [str(Path(f).absolute()) for f in files]
        self.recent = list(dict.fromkeys(new + self.recent))[:MOST_RECENT]

    def recent_files(self) -> tuple[Path, ...]:
        return tuple(Path(f) for f in self.recent)

    def geometry_bytes(self) -> bytes:
        """b'' when there is none or it is not base64."""
        try:
            return base64.b64decode(self.geometry, validate=True)
        except ValueError:
            return b""


def place() -> Path:
    return paths.config_dir() / "settings.json"


def load() -> tuple[Settings, bool]:
    """The settings, and whether the file was damaged: then it is kept as `.bad` and the defaults hold."""
    file = place()
    try:
        return _checked(json.loads(file.read_text("utf-8"))), False
    except FileNotFoundError:
        return Settings(), False
    except (OSError, ValueError, TypeError) as error:
        log.warning("the settings in %s cannot be read: %s", file, error)
        try:
            file.replace(file.with_name(file.name + ".bad"))
        except OSError:
            log.warning("%s could not be set aside", file)
        return Settings(), True


def save(settings: Settings) -> None:
    """All or nothing: a new file takes the old one's place. What cannot be written is said in the log only."""
    file = place()
    new = file.with_name(file.name + ".new")
    try:
        with new.open("w", encoding="utf-8") as out:
            json.dump(asdict(settings), out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        new.replace(file)
    except OSError as error:
        log.warning("the settings could not be written to %s: %s", file, error)


def _checked(data: object) -> Settings:
    """Unknown keys are left out; a wrong value raises ValueError: half a settings file is worse than none."""
    if not isinstance(data, dict):
        raise ValueError("not an object")
    known = {f.name for f in fields(Settings)}
    settings = Settings(**{k: v for k, v in data.items() if k in known})
    right = (
        settings.language in ("", *LANGS)
        and settings.theme in _THEMES
        and isinstance(settings.less_motion, bool)
        and isinstance(settings.geometry, str)
        and isinstance(settings.left_px, int)
        and isinstance(settings.right_px, int)
        and isinstance(settings.right_open, bool)
        and isinstance(settings.export_folder, str)
        and isinstance(settings.export_pattern, str)
        and isinstance(settings.recent, list)
        and all(isinstance(f, str) for f in settings.recent)
    )
    if not right:
        raise ValueError("a value of another kind than it should be")
    settings.left_px = min(max(settings.left_px, 240), 480)
    settings.right_px = min(max(settings.right_px, 280), 480)
    return settings
