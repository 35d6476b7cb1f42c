"""A file is written whole or not at all: beside its place first, then put there in one step."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from wespace_desktop.errors import EXIT_INTERNAL, EXIT_USAGE, Problem, WeSpaceError

_SENTENCES: dict[int, tuple[str, str]] = {
    errno.EACCES: ("this place cannot be written to", "Choose another folder"),
    errno.EPERM: ("this place cannot be written to", "Choose another folder"),
    errno.EROFS: ("this place is read-only", "Choose another folder"),
    errno.ENOSPC: ("the disk is full", "Free some space or choose another disk"),
    errno.EDQUOT: ("your share of the disk is full", "Free some space or choose another disk"),
    errno.ENOENT: ("there is no such folder", "Make the folder first or choose another"),
    errno.ENOTDIR: ("this is no folder", "Choose another folder"),
    errno.EISDIR: ("a folder has this name", "Choose another file name"),
    errno.ENAMETOOLONG: ("the file name is too long", "Choose a shorter name"),
    errno.EINVAL: ("the system does not allow this file name", "Choose another file name"),
}
_FULL = (errno.ENOSPC, errno.EDQUOT)


def save_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the pieces, make sure they are on the disk, then replace the old file. Whatever goes wrong, it stays."""
    if path.is_dir():
        raise unwritable(path, IsADirectoryError(errno.EISDIR, ""))
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """A new folder; WeSpaceError says why there can be none."""
    try:
        path.mkdir()
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> WeSpaceError:
    known = error.errno if error.errno is not None else 0
    what, hint = _SENTENCES.get(known, (f"the file could not be written ({error.strerror or error})", ""))
    kept = "; the old file is unchanged" if path.is_file() else "; nothing was written"
    return WeSpaceError(
        Problem(str(path), 0, 0, "", what + kept, hint), EXIT_INTERNAL if known in _FULL else EXIT_USAGE
    )
