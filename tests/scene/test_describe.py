"""What a place is, said in both languages, with units, sources, and a plain word where it is not survey."""

from __future__ import annotations

import numpy as np
import pytest
from scene_town import plan, town

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.words import Words
from wespace_desktop.scene.build import build_scene
from wespace_desktop.scene.change import change_of, items_in_place_of, replaced_by, was
from wespace_desktop.scene.describe import describe
from wespace_desktop.scene.fact_words import value_words
from wespace_desktop.scene.labels import tidy
from wespace_desktop.scene.part import Scene


@pytest.fixture(scope="module")
def scene() -> Scene:
    district = town()
    return build_scene(district, (plan(district, "future", {"lot-to-park": ("parking_lots-0",)}),))


def fact(scene: Scene, name: str, label: str) -> Quantity | Words:
    return next(f.value for f in describe(scene, name).facts if f.label.en == label)


def test_a_building_says_its_height_and_that_it_was_estimated(scene: Scene) -> None:
    known, guessed = describe(scene, "buildings-0"), describe(scene, "buildings-2")
    assert fact(scene, "buildings-0", "Height") == Quantity(30, 30, 30, "m", "towndata")
    assert not any(f.estimated for f in known.facts)
    height = next(f for f in guessed.facts if f.label.en == "Height")
    assert height.estimated
    assert height.note.en == "No height in the data; estimated from its neighbours"
    assert height.note.zh == "数据缺高度，按相邻建筑估计"
    assert known.title == Words("建筑", "Building")


def test_a_lot_gives_its_stalls_as_a_range_and_says_what_is_illustrative(scene: Scene) -> None:
    item = describe(scene, "parking_lots-0")
    assert item.title == Words("Main St 地面停车场", "Car park on Main St")
    assert fact(scene, "parking_lots-0", "Stalls") == Quantity(50, 60, 70, "stall", "towndata")
    assert item.illustrative.en == "Stall lines and parked cars are illustrative; the outline is data."
    area = fact(scene, "parking_lots-1", "Area")
    assert isinstance(area, Quantity)
    assert area.text("en") == "1,080 m²"


def test_a_feature_says_what_takes_its_place(scene: Scene) -> None:
    said = [f.value for f in describe(scene, "parking_lots-0").facts if f.label.en == "In Scenario future"]
    assert said == [Words("变（2029 年起）", "Change lot-to-park (from 2029)")]
    assert [c.id for _, c in replaced_by(scene, "parking_lots-0")] == ["lot-to-park"]
    assert replaced_by(scene, "parking_lots-1") == ()
    assert items_in_place_of(scene, "parking_lots-0") == ()
    assert was(scene, "parking_lots-0") == ()


def test_a_change_is_found_by_its_key(scene: Scene) -> None:
    found = change_of(scene, "future/lot-to-park")
    assert found is not None
    assert found[1].id == "lot-to-park"
    assert change_of(scene, "future/nothing") is None
    assert change_of(scene, "elsewhere/lot-to-park") is None


def test_an_illustrative_tree_says_so_and_stands_where_it_is_drawn(scene: Scene) -> None:
    name = next(n for n in scene.ids if n.startswith("tree-"))
    tree = describe(scene, name)
    assert tree.kind == "trees"
    assert tree.illustrative.en.startswith("Illustrative: the data hold no single trees")
    trunks = next(p for p in scene.parts if p.name == "trees/trunks")
    drawn = trunks.points[trunks.ids == scene.ids.index(name)][:, :2].mean(axis=0)
    assert np.hypot(*(drawn - np.array(tree.anchor[:2]))) < 1.5


def test_every_id_of_the_scene_has_an_item_with_an_outline(scene: Scene) -> None:
    for name in scene.ids[1:]:
        item = describe(scene, name)
        assert item.id == name
        assert item.title.zh or item.title.en
        assert item.outline.dtype == np.float32
        assert np.isfinite(item.anchor).all()


def test_a_name_nobody_knows_is_a_key_error(scene: Scene) -> None:
    for name in ("pod-17", "tree-1-1", ""):
        with pytest.raises(KeyError):
            describe(scene, name)


def test_street_names_and_stations_are_on_the_model(scene: Scene) -> None:
    names = {label.text.en: label for label in scene.labels}
    assert names["Main St"].kind == "street"
    assert len(names["Main St"].line) >= 2
    assert names["T Town/MIT"].text.zh == "Town/MIT 站"
    assert names["T Town/MIT"].item == "transit_stops-0"
    assert names["T Town/MIT"].rank > names["Main St"].rank


def test_names_broken_by_title_case_are_mended() -> None:
    assert tidy("Kendall/Mit") == "Kendall/MIT"
    assert value_words("in service") == Words("使用中", "In service")
    assert value_words("Pisani Center") == Words("Pisani Center", "Pisani Center")
