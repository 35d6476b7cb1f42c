"""Small answers about a scene that was opened from files, kept on disk for the next time the same files are opened."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from wespace_desktop import paths
from wespace_desktop.scene import store
from wespace_desktop.scene.part import Scene

#: So many answers stay on disk.
_KEPT = 64
#: Scene -> what it was made of; a scene that no file gave is not in it and has no answers.
_MADE_OF: WeakKeyDictionary[Scene, str] = WeakKeyDictionary()


def remember(scene: Scene, made_of: str) -> None:
    """This scene has come from files; `made_of` is the same only when nothing of them and of the code has changed."""
    _MADE_OF[scene] = made_of


def answer(scene: Scene, question: str) -> Any:
    """What `keep_answer` was given for the same question about the same files, or None."""
    try:
        asked, found = json.loads(_place(scene, question).read_bytes())
        return found if asked == question else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep_answer(scene: Scene, question: str, found: Any) -> None:
    """`found` is JSON. What cannot be kept is not: that only costs time."""
    with suppress(OSError, KeyError):
        file = _place(scene, question)
        temporary = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}.tmp")
        temporary.write_text(json.dumps([question, found], ensure_ascii=False), "utf-8")
        temporary.replace(file)
        store.prune(file.parent, "answer-*.json", _KEPT)


def _place(scene: Scene, question: str) -> Path:
    key = hashlib.sha256(f"{_MADE_OF[scene]}\n{question}".encode()).hexdigest()
    return paths.cache_dir() / f"answer-{key[:24]}.json"
