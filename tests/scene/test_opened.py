"""A scene that is opened again comes from disk as it was; whatever it was made of differs, it is made anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from scene_town import theme, town

from wespace_desktop import paths
from wespace_desktop.app.opening import with_baseline
from wespace_desktop.errors import WeSpaceError
from wespace_desktop.model.district import District
from wespace_desktop.readers.package import save_district
from wespace_desktop.scene import opened, opening
from wespace_desktop.scene.opening import open_scenarios
from wespace_desktop.scene.part import Scene

TODAY = """
wespace: "1.0"
id: town-today
kind: baseline
title: {zh: 今天, en: Today}
district: district.npz
year: 2026
layers: []
"""
LATER = """
wespace: "1.0"
id: town-2035
title: {zh: 以后, en: Later}
extends: today.yaml
year: 2035
layers: [parking]
interventions:
  - id: lots-to-parks
    layer: parking
    action: convert
    title: {zh: 停车场变公园, en: Lots to parks}
    target: {theme: parking_lots}
    set: {function: park}
    start: 2026
    effects:
      plus: [P1]
      minus: []
      minus_reason: {zh: 测试, en: A test}
views:
  - id: all
    title: {zh: 全景, en: All}
    camera: {position: [120, -200, 300], target: [120, 100, 0]}
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scenario with what it extends and a district of its own, and a cache that holds nothing yet."""
    monkeypatch.setenv("WESPACE_CACHE_DIR", str(tmp_path / "cache"))
    save_district(town(), tmp_path / "district.npz")
    (tmp_path / "today.yaml").write_text(TODAY, encoding="utf-8")
    (tmp_path / "later.yaml").write_text(LATER, encoding="utf-8")
    return tmp_path / "later.yaml"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one whenever the files are really read."""
    found: list[str] = []
    real: Callable[..., Scene] = opening._made

    def counted(*given: Any) -> Scene:
        found.append("made")
        return real(*given)

    monkeypatch.setattr(opening, "_made", counted)
    return found


def alike(a: Any, b: Any) -> bool:
    """The same kinds of value with the same content, all the way down; a list is no tuple."""
    if isinstance(a, District):
        return isinstance(b, District) and a.hash == b.hash
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
    if isinstance(a, shapely.Geometry):
        return bool(shapely.equals_identical(a, b))
    if is_dataclass(a):
        return type(a) is type(b) and all(alike(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    if isinstance(a, dict):
        return isinstance(b, dict) and list(a) == list(b) and all(alike(a[k], b[k]) for k in a)
    if isinstance(a, tuple | list):
        return type(a) is type(b) and len(a) == len(b) and all(map(alike, a, b))
    return bool(a == b) and type(a) is type(b)


def test_the_second_opening_gives_the_same_scene_unread(later: Path, made: list[str]) -> None:
    first = open_scenarios([later])
    second = open_scenarios([later])
    assert made == ["made"]
    assert [p.id for p in second.plans] == ["town-today", "town-2035"]
    assert len(second.parts) == len(first.parts) > 5
    assert alike(first, second)


@pytest.mark.parametrize("name", ["later.yaml", "today.yaml"])
def test_a_changed_word_is_seen(later: Path, made: list[str], name: str) -> None:
    open_scenarios([later])
    file = later.with_name(name)
    file.write_text(file.read_text(encoding="utf-8").replace("id: town-", "id: city-"), encoding="utf-8")
    scene = open_scenarios([later])
    assert len(made) == 2
    assert any(p.id.startswith("city-") for p in scene.plans)


def test_a_fault_written_into_a_kept_file_is_told(later: Path) -> None:
    open_scenarios([later])
    later.write_text(LATER.replace("convert", "conwert"), encoding="utf-8")
    with pytest.raises(WeSpaceError, match="conwert"):
        open_scenarios([later])


def test_another_district_is_seen(later: Path, made: list[str]) -> None:
    before = open_scenarios([later])
    wells = theme("tree_wells", [shapely.box(5, 5, 6, 6)])
    save_district(town(tree_wells=wells), later.with_name("district.npz"))
    os.utime(later.with_name("district.npz"), ns=(1, 1))
    assert open_scenarios([later]).district.hash != before.district.hash
    assert len(made) == 2


def test_other_code_or_catalogue_makes_it_anew(later: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    open_scenarios([later])
    monkeypatch.setattr(opened, "whole_version", lambda: "another")
    open_scenarios([later])
    assert len(made) == 2


@pytest.mark.parametrize("at", [0, 30, -70])
def test_a_damaged_file_is_made_anew_in_silence(later: Path, made: list[str], at: int) -> None:
    first = open_scenarios([later])
    (file,) = paths.cache_dir().glob("scene-*.bin")
    raw = bytearray(file.read_bytes())
    raw[at] ^= 0xFF
    file.write_bytes(bytes(raw))
    assert alike(first, open_scenarios([later]))
    assert len(made) == 2


def test_only_the_newest_stay(later: Path) -> None:
    for k in range(5):
        copy = later.with_name(f"later{k}.yaml")
        copy.write_text(LATER, encoding="utf-8")
        open_scenarios([copy])
    assert len(list(paths.cache_dir().glob("scene-*.bin"))) == 3
    assert not list(paths.cache_dir().glob("*.tmp"))


def test_a_scenario_on_a_scenario_stands_beside_today(later: Path) -> None:
    """What is called today on a slide, and held with B, is never another scenario."""
    more = later.with_name("more.yaml")
    words = 'wespace: "1.0"\nid: town-more\nextends: later.yaml\ntitle: {zh: 更多, en: More}\nyear: 2035\n'
    more.write_text(words, encoding="utf-8")
    assert [p.id for p in open_scenarios([more]).plans] == ["town-today", "town-more"]
    assert [p.id for p in open_scenarios([later, more]).plans] == ["town-2035", "town-more"]
    assert with_baseline([later, more])[0] == later.with_name("today.yaml")
