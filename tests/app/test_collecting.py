"""Dropped cycles end in the window's thread, and in no other."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from weakref import ref

import pytest
from PySide6.QtCore import QObject

from wespace_desktop.app import collecting


class Loop:
    """Refers to itself."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def few() -> Iterator[None]:
    """A cycle is looked for after ten objects."""
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(10, 20, 20)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("few")
def test_another_thread_ends_nothing_and_the_window_does(qapp: QObject) -> None:
    parent = QObject()
    collecting.Collecting(parent)
    assert not gc.isenabled()
    gone = ref(Loop())
    thread = threading.Thread(target=lambda: [Loop() for _ in range(1000)])
    thread.start()
    thread.join()
    assert gone() is not None
    assert collecting.look() == 0
    assert gone() is None


def test_nothing_is_looked_for_before_it_is_due(qapp: QObject) -> None:
    gc.disable()
    gc.collect()
    assert collecting.look() is None
