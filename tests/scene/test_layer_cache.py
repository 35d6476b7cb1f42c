"""What a layer built comes back from the cache as it was, under whatever numbers the names have in that run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from wespace_desktop.model.district import District
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene import layer_cache, store
from wespace_desktop.scene.part import Fact, IdTable, Item, Label, LayerBuild, Part


def _district() -> District:
    return District("toy", Words("", "toy"), "EPSG:26986", (0, 0), (0, 0, 1, 1), {}, (), Words("", "nobody"), "2026")


def _built(ids: IdTable) -> LayerBuild:
    names = np.array([ids.of("pod-1"), ids.of("pod-2"), ids.of("pod-1")], np.int32)
    part = Part(
        "pods",
        np.eye(3, dtype=np.float32),
        np.array([[0, 1, 2]], np.int32),
        np.zeros((3, 3), np.uint8),
        names,
        needs=frozenset({"s/a", "s/b"}),
        opacity=0.5,
    )
    fact = Fact(Words("座", "Seats"), Quantity(1, 2, 4, "seat", "S20"))
    item = Item("pod-1", "pod", Words("舱", "Pod"), (1.0, 2.0, 0.16), np.zeros((2, 3), np.float32), (fact,))
    label = Label(Words("舱", "Pods"), (0.0, 0.0, 1.0), 2.0, "layer", needs=frozenset({"s/a"}))
    return LayerBuild(
        (part,), (item,), (label,), {"s/a": Quantity.exact(2, "pod")}, ("one",), {"s/a": shapely.box(0, 0, 1, 1)}
    )


def test_names_survive_other_numbers(tmp_path: Path) -> None:
    first = IdTable(_district())
    built = _built(first)
    layer_cache.save(built, tmp_path / "kept.bin", first)
    second = IdTable(_district())
    second.of("somebody else")
    again = layer_cache.load(tmp_path / "kept.bin", second)
    names = second.names()
    assert [names[k] for k in again.parts[0].ids] == ["pod-1", "pod-2", "pod-1"]
    assert np.array_equal(again.parts[0].points, built.parts[0].points)
    assert again.parts[0].needs == built.parts[0].needs
    assert again.items[0].facts == built.items[0].facts
    assert again.labels == built.labels
    assert dict(again.tally) == dict(built.tally)
    assert again.clears["s/a"].equals(built.clears["s/a"])


@pytest.mark.parametrize("at", [0, 9, 30, -5])
def test_a_damaged_file_is_a_value_error(tmp_path: Path, at: int) -> None:
    ids = IdTable(_district())
    file = tmp_path / "kept.bin"
    layer_cache.save(_built(ids), file, ids)
    raw = bytearray(file.read_bytes())
    raw[at] ^= 0xFF
    file.write_bytes(bytes(raw))
    with pytest.raises(ValueError):
        store.read(file)


def test_a_cut_file_is_a_value_error(tmp_path: Path) -> None:
    ids = IdTable(_district())
    file = tmp_path / "kept.bin"
    layer_cache.save(_built(ids), file, ids)
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(ValueError):
        store.read(file)
