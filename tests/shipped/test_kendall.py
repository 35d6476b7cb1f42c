"""The shipped district holds what it promises."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from wespace_desktop.model.district import THEMES, District
from wespace_desktop.paths import districts_dir
from wespace_desktop.readers.mapping import read_recipe
from wespace_desktop.readers.package import load_district


@pytest.fixture(scope="module")
def kendall() -> District:
    return load_district(districts_dir() / "kendall" / "district.npz")


def test_counts_of_the_city(kendall: District) -> None:
    counts = {name: len(theme) for name, theme in kendall.themes.items()}
    assert counts["buildings"] == 2166
    assert counts["parking_lots"] == 236
    assert counts["parking_spaces"] == 1082
    assert counts["streets"] == 483
    assert counts["street_lights"] == 1172 + 553
    assert (counts["traffic_signals"], counts["utility_poles"]) == (224, 339)
    assert (counts["chargers"], counts["bike_racks"]) == (23, 813)
    assert sum(counts.values()) == 16_665


def test_173_heights_are_estimated_and_none_is_missing(kendall: District) -> None:
    buildings = kendall.theme("buildings")
    assert buildings.attributes["estimated"].sum() == 173
    assert (buildings.attributes["height_m"] > 0).all()


def test_every_id_is_there_once(kendall: District) -> None:
    ids = list(kendall.feature_ids())
    assert len(ids) == len(set(ids))


def test_every_geometry_is_valid_of_its_kind_and_near(kendall: District) -> None:
    for theme in kendall.themes.values():
        assert shapely.is_valid(theme.geometry).all(), theme.name
        wanted = {"point": 0, "line": 1, "polygon": 2}[THEMES[theme.name][0]]
        assert (shapely.get_dimensions(theme.geometry) == wanted).all(), theme.name
        assert np.abs(shapely.total_bounds(theme.geometry)).max() < 1500, theme.name


def test_it_is_small_and_its_recipe_reads(kendall: District) -> None:
    folder = districts_dir() / "kendall"
    assert (folder / "district.npz").stat().st_size < 10_000_000
    recipe = read_recipe(folder / "recipe.yaml")
    assert (recipe.id, recipe.crs) == (kendall.id, kendall.crs)
    assert set(recipe.themes) == set(kendall.themes)
    assert "PDDL" in (folder / "LICENSE.md").read_text(encoding="utf-8")


def test_what_was_dropped_is_named(kendall: District) -> None:
    dropped = [r for r in kendall.repairs if r.what == "dropped"]
    assert len(dropped) == 15
    assert all("#" in r.feature and r.why for r in dropped)
    assert sum(r.what == "estimated" for r in kendall.repairs) == sum(
        int(t.attributes["estimated"].sum()) for t in kendall.themes.values() if "estimated" in t.attributes
    )
