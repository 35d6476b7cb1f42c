"""Keeps edits that were not saved yet on disk, so that neither a crash nor a closed window loses them."""

from __future__ import annotations

import hashlib
import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wespace_desktop import paths
from wespace_desktop.model.lookbook import Looks

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """Edits of one file: what it said when they began, and what they made of it."""

    base: Looks
    now: Looks
    at: datetime


def keep(path: Path, kept: Kept) -> None:
    """A full disk or a folder nobody may write to is said in the log, and costs the recovery only."""
    content = {"file": str(path), "at": kept.at.isoformat(), "base": _plain(kept.base), "now": _plain(kept.now)}
    place = _place(path)
    part = place.with_suffix(".part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        part.replace(place)
    except OSError as error:
        log.info("edits of %s could not be kept: %s", path, error)


def forget(path: Path) -> None:
    with suppress(OSError):
        _place(path).unlink(missing_ok=True)


def find(path: Path) -> Kept | None:
    """The edits of a file that were never saved; None when there are none, or the recovery itself is damaged."""
    try:
        content = json.loads(_place(path).read_text("utf-8"))
        return Kept(_looks(content["base"]), _looks(content["now"]), datetime.fromisoformat(content["at"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:     # pydantic's fault is a ValueError
        log.info("the kept edits of %s cannot be read: %s", path, error)
        return None


def _place(path: Path) -> Path:
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    return paths.state_dir() / "recovery" / f"{path.stem}-{name}.json"


def _plain(looks: Looks) -> dict[str, Any]:
    from wespace_desktop.model.spelling import slide_as_written, view_as_written

    return {
        "views": [view_as_written(view) for view in looks.views],
        "storyboard": [slide_as_written(slide) for slide in looks.slides],
    }


def _looks(content: dict[str, Any]) -> Looks:
    from wespace_desktop.model.form import SlideForm, ViewForm
    from wespace_desktop.model.looks import slide_of, view_of

    return Looks(
        tuple(view_of(ViewForm.model_validate(entry)) for entry in content["views"]),
        tuple(slide_of(SlideForm.model_validate(entry)) for entry in content["storyboard"]),
    )
