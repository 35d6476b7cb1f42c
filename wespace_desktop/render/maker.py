"""Who draws: changes with every line of the code that draws, and with the library that draws for it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from wespace_desktop.render import _vtk as vtk


@cache
def maker() -> str:
    """A checksum; what was found in a picture is good only for the same."""
    digest = hashlib.sha256(vtk.version().encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
