"""Which files a scenario file may name: relative ones inside its own folder or a shipped root, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?$", re.IGNORECASE)


class NotAllowed(Exception):
    """The path may not be opened; the text says why, in words that follow the path."""


def allowed_path(text: str, folder: Path, roots: Iterable[Path] = ()) -> Path:
    """The file that `text` names, seen from `folder`; raises NotAllowed. Links are followed before it answers."""
    reason = _refusal(text)
    if reason:
        raise NotAllowed(reason)
    try:
        path = (folder / text).resolve()
        inside = any(path.is_relative_to(root.resolve()) for root in (folder, *roots))
    except (OSError, ValueError, RuntimeError):
        raise NotAllowed("cannot be followed to a file") from None
    if not inside:
        raise NotAllowed("lies outside the scenario's folder")
    return path


def _refusal(text: str) -> str:
    if not text.strip() or "\0" in text:
        return "is not a file name"
    if re.match(r"^[A-Za-z][A-Za-z0-9+.-]+://", text):
        return "is a web address, and nothing is fetched from a network"
    if text.startswith(("/", "\\", "~")) or re.match(r"^[A-Za-z]:", text):
        return "is not relative to the scenario's folder"
    parts = re.split(r"[\\/]", text)
    if ".." in parts:
        return "leads out of the scenario's folder"
    if any(_DEVICES.match(part) for part in parts):
        return "is the name of a device"
    return ""
