"""Puts rewritten views and slides into their scenario file: whole or not at all, and never over a foreign edit."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from wespace_desktop.errors import EXIT_INTERNAL, EXIT_USAGE, Problem, WeSpaceError
from wespace_desktop.model.lookbook import Looks, looks_of
from wespace_desktop.model.merge import tells_of_today
from wespace_desktop.model.reading import find_problems, load_scenario
from wespace_desktop.model.writing import rewritten
from wespace_desktop.model.yaml_guard import read_tree

_KEPT = "the file is unchanged"
_SENTENCES: dict[int, tuple[str, str]] = {
    errno.EACCES: ("cannot be written to", "Save a copy in another folder, or ask for the right to write"),
    errno.EPERM: ("cannot be written to", "Save a copy in another folder, or ask for the right to write"),
    errno.EROFS: ("lies in a place that is read-only", "Save a copy in another folder"),
    errno.ENOSPC: ("finds no room: the disk is full", "Free some space and save again"),
    errno.EDQUOT: ("finds no room: your share of the disk is full", "Free some space and save again"),
}


class ChangedOnDisk(WeSpaceError):
    """Somebody else wrote the file since it was read."""


@dataclass(frozen=True)
class Read:
    """A scenario file as it was read: its bytes, and what they and the file they extend say of views and slides."""

    path: Path
    data: bytes
    looks: Looks
    inherited: Looks = Looks()


def read_for_writing(path: Path) -> Read:
    """Raises WeSpaceError when the file cannot be read or has a fault."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, f"cannot be read ({error.strerror or error})", "") from None
    scenario = load_scenario(path)
    parent = load_scenario(scenario.extends) if scenario.extends else None
    looks = looks_of(parent)
    if scenario.extends and tells_of_today(read_tree(scenario.extends, str(scenario.extends))):
        looks = replace(looks, slides=())
    return Read(path, data, looks_of(scenario), looks)


def text_with(read: Read, wanted: Looks) -> bytes:
    """The bytes of the file with the wanted views and slides. WeSpaceError when this file cannot be rewritten."""
    try:
        return rewritten(read.data.decode("utf-8"), read.looks, wanted, read.inherited).encode("utf-8")
    except (UnicodeError, yaml.YAMLError, ValueError) as error:
        raise _refused(read.path, f"could not be rewritten ({error})", "") from error


def save(read: Read, wanted: Looks, expected: bytes) -> tuple[bytes, str]:
    """Writes the wanted views and slides; returns what the file holds now, and the scenario's new hash.

    `expected` is what the file held when it was last read or written: anything else raises ChangedOnDisk. The new text
    is read again before it takes the old one's place; whatever goes wrong raises WeSpaceError and the file stays.
    """
    path = read.path
    data = text_with(read, wanted)
    try:
        now = path.read_bytes() if path.exists() else expected
        if now != expected:
            hint = "Read it again; your views and slides are kept"
            raise ChangedOnDisk(Problem(str(path), 0, 0, "", "was changed by somebody else since it was read", hint))
        if path.exists() and not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise PermissionError(errno.EACCES, "")
        new_hash = _checked(path, data, wanted)
        _put(path.resolve(), data)
    except OSError as error:
        what = (f"could not be written ({error.strerror or error})", "")
        raise _refused(path, *_SENTENCES.get(error.errno or 0, what)) from error
    return data, new_hash


def _checked(path: Path, data: bytes, wanted: Looks) -> str:
    """Reads the new text beside the old file, where `extends` means the same, and returns its hash."""
    part = path.with_name(f".{path.name}.{os.getpid()}.check")
    try:
        part.write_bytes(data)
        scenario, problems = find_problems(part)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    if scenario is None or looks_of(scenario) != wanted:
        why = next((p.message for p in problems if p.severity == "error"), "the new text says something else")
        raise _refused(path, f"could not be rewritten without loss ({why})", "Change it in a text editor")
    return scenario.hash


def _put(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            part.chmod(stat.S_IMODE(path.stat().st_mode))
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _refused(path: Path, what: str, hint: str) -> WeSpaceError:
    full = "the disk is full" in what
    problem = Problem(str(path), 0, 0, "", f"{what}; {_KEPT}", hint)
    return WeSpaceError(problem, EXIT_INTERNAL if full else EXIT_USAGE)
