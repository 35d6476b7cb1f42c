"""The slow steps of building a shipped district, done beforehand: a zip beside its package, for the first opening.

The names in the zip hold the checksums of the district and of the code that builds; what fits neither is not used, and
the steps are done then and there as for any other district. scene/prebuilding.py writes the zip: `make prebuilt`.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from wespace_desktop.model.district import District
from wespace_desktop.readers.package import shipped_districts
from wespace_desktop.scene import coding, store
from wespace_desktop.scene.cache import code_version

NAME = "prebuilt.zip"
#: What zipfile and the store say of torn bytes.
_UNREADABLE = (
    OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, NotImplementedError, zlib.error,
    zipfile.BadZipFile,
)  # fmt: skip


def steps_of(district: District) -> dict[str, Any]:
    """Step -> what it gives, as `Site.once` takes it; empty for a district that is not shipped, or after a change."""
    found = kept(_entry(district))
    try:
        return {} if found is None else dict(coding.value(found.head, found.arrays))
    except _UNREADABLE:
        return {}


def kept(name: str) -> store.Kept | None:
    """An entry of that name beside any shipped district; None when there is none, or none that is whole."""
    file = next((f for found, f in _all() if found == name), None)
    if file is None:
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            found = store.Kept(np.frombuffer(bytearray(archive.read(name)), np.uint8))
        found.check()
    except _UNREADABLE:
        return None
    return found


def write(district: District, steps: dict[str, Any], file: Path, layers: Mapping[str, bytes] | None = None) -> None:
    """The steps, and what was built for layers by the name of its file. The same content gives the same bytes."""
    arrays = store.Arrays()
    head = coding.plain(dict(sorted(steps.items())), arrays)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in {_entry(district): store.packed(head, arrays), **(layers or {})}.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)


def _entry(district: District) -> str:
    return f"{district.hash}-{code_version()}-{coding.FORM}.bin"


@cache
def _all() -> tuple[tuple[str, Path], ...]:
    """What lies beside the shipped packages: name of the entry, zip."""
    found = []
    for package in shipped_districts().values():
        try:
            with zipfile.ZipFile(package.with_name(NAME)) as archive:
                found += [(name, package.with_name(NAME)) for name in archive.namelist()]
        except _UNREADABLE:
            continue
    return tuple(found)
