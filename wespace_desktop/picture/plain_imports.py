"""Takes PySide's hook out of Python's import again: it can break a module that is half imported."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  the hook comes with it


def restore() -> None:
    """Safe to call at any time, from any thread; nothing here uses the hook's `from __feature__ import ...`.

    Seen with PySide 6.11 and pydantic 2: the hook asks a module that is still being imported for `__wrapped__`,
    pydantic answers with an import of its own, and one start in three fails with "partially initialized module".
    """
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
