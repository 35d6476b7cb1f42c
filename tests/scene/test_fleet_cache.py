"""The clock starts at once the second time: with the fleets of the first, never with those of other lanes."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import scene_town

from wespace_desktop.errors import Cancelled
from wespace_desktop.scene.fleet import Fleet
from wespace_desktop.scene.movers import Movers
from wespace_desktop.scene.part import Scene

RUN = np.array([[-40.0, 0.0], [40.0, 0.0]])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WESPACE_CACHE_DIR", str(tmp_path))
    return tmp_path


def movers(**tracks: tuple[np.ndarray, ...]) -> Movers:
    """A new session, with a district that comes from a package."""
    return Movers(Scene(replace(scene_town.town(), hash="a" * 64), (), (), ("",), {}, (), tracks=tracks))


def never(*_: object) -> tuple[Fleet, ...]:
    raise AssertionError("worked out again")


def same(a: tuple[Fleet, ...], b: tuple[Fleet, ...]) -> bool:
    names = [f.name for f in fields(Fleet)]
    pairs = list(zip(a, b, strict=True))
    return all(np.array_equal(getattr(x, name), getattr(y, name)) for x, y in pairs for name in names)


def test_the_second_session_finds_what_the_first_worked_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = movers().fleets(frozenset())
    monkeypatch.setattr(Movers, "_found", never)
    assert same(first, movers().fleets(frozenset()))
    assert sum(len(f.base) for f in first) > 0


def test_another_lane_is_another_file(folder: Path) -> None:
    without = movers(a=(RUN,)).fleets(frozenset())
    with_it = movers(a=(RUN,)).fleets(frozenset({"a"}))
    elsewhere = movers(a=(RUN + 5.0,)).fleets(frozenset({"a"}))
    assert len(list(folder.glob("fleets-*.bin"))) == 3
    assert not same(without, with_it)
    assert not same(with_it, elsewhere)


@pytest.mark.parametrize("at", [0, 30, -70])
def test_a_damaged_file_is_worked_out_anew(folder: Path, at: int) -> None:
    first = movers().fleets(frozenset())
    (file,) = folder.glob("fleets-*.bin")
    whole = bytearray(file.read_bytes())
    whole[at] ^= 0xFF
    file.write_bytes(whole)
    assert same(first, movers().fleets(frozenset()))


def test_what_was_stopped_is_not_kept(folder: Path) -> None:
    stopped = movers()
    stopped.stop()
    with pytest.raises(Cancelled):
        stopped.fleets(frozenset())
    assert not list(folder.glob("fleets-*.bin"))
