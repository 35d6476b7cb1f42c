"""The slow steps of building a shipped district, done beforehand: a zip beside its package, for the first opening.

The names in the zip hold the checksums of the district and of the code that builds; what fits neither is not used, and
the steps are done then and there as for any other district. `make prebuilt` writes the zip again.
"""

from __future__ import annotations

import zipfile
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from wespace_desktop.model.district import District
from wespace_desktop.readers.package import load_district, shipped_districts
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
    file = next((f for found, f in _all() if found == _entry(district)), None)
    if file is None:
        return {}
    try:
        with zipfile.ZipFile(file) as archive:
            kept = store.Kept(np.frombuffer(archive.read(_entry(district)), np.uint8))
        kept.check()
        return dict(coding.value(kept.head, kept.arrays))
    except _UNREADABLE:
        return {}


def write(district: District, steps: dict[str, Any], file: Path) -> None:
    """A fixed date in the entry: the same steps give the same bytes."""
    arrays = store.Arrays()
    head = coding.plain(dict(sorted(steps.items())), arrays)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        entry = zipfile.ZipInfo(_entry(district), (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, store.packed(head, arrays), compresslevel=9)


def main() -> None:
    """Does the steps of every shipped district and writes them beside its package: `make prebuilt`."""
    from wespace_desktop.scene.build import build_context  # late: building asks this file for what is prebuilt
    from wespace_desktop.scene.site import Site

    for package in shipped_districts().values():
        package.with_name(NAME).unlink(missing_ok=True)  # or the steps would be taken from it
        site = Site(load_district(package))
        build_context(site, lambda share, what: None)
        write(site.district, site.steps, package.with_name(NAME))


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


if __name__ == "__main__":
    main()
