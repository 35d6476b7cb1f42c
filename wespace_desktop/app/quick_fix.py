"""Writes the word that was meant in the place of the misspelt one; the rest of the file stays as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from wespace_desktop.errors import Problem
from wespace_desktop.picture.saving import save_whole

_MEANT = re.compile(r"[Dd]id you mean ([\w./-]+)\?")
_WORD = re.compile(r"[\w./-]+")
_ALIKE = 0.5


@dataclass(frozen=True)
class Fix:
    """`wrong` stands at `line`:`column` (from 1) of `file`; `right` is to stand there."""

    file: Path
    line: int
    column: int
    wrong: str
    right: str


def fix_of(problem: Problem) -> Fix | None:
    """What can be written for a problem; None unless a word that looks like the one that was meant stands there."""
    meant = _MEANT.search(problem.hint)
    if meant is None or problem.line < 1 or problem.column < 1:
        return None
    file = Path(problem.file)
    try:
        lines = _read(file).splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    if problem.line > len(lines):
        return None
    text = lines[problem.line - 1]
    start = problem.column - 1
    start += text[start : start + 1] in ("'", '"')
    word = _WORD.match(text, start)
    if word is None or word.group() == meant[1] or not _are_alike(word.group(), meant[1]):
        return None
    return Fix(file, problem.line, start + 1, word.group(), meant[1])


def write(fix: Fix) -> str:
    """Writes it and gives back the file's text of before, for Undo. WeSpaceError when the place cannot be written;
    ValueError when the file has changed meanwhile.
    """
    before = _read(fix.file)
    lines = before.splitlines(keepends=True)
    at = fix.column - 1
    if len(lines) < fix.line or lines[fix.line - 1][at : at + len(fix.wrong)] != fix.wrong:
        raise ValueError("the file has changed")
    line = lines[fix.line - 1]
    lines[fix.line - 1] = line[:at] + fix.right + line[at + len(fix.wrong) :]
    save_whole(fix.file, ["".join(lines).encode()])
    return before


def put_back(fix: Fix, before: str) -> None:
    """The file as it was before the fix."""
    save_whole(fix.file, [before.encode()])


def _read(file: Path) -> str:
    """The text with its own line ends."""
    return file.read_bytes().decode("utf-8")


def _are_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= _ALIKE
