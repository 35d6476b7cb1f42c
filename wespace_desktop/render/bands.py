"""Picture-wide arithmetic in bands of rows: each fits the processor's cache, and all cores share the work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")
_ROWS = 48


def in_threads(items: Iterable[_T], work: Callable[[_T], None]) -> None:
    """Do every item; each writes its own place, so the order does not matter and the result is always the same."""
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        list(pool.map(work, items))


def in_bands(rows: range, work: Callable[[slice], None]) -> None:
    """Do the rows of a picture, a band at a time."""
    in_threads([slice(y, min(y + _ROWS, rows.stop)) for y in range(rows.start, rows.stop, _ROWS)], work)
