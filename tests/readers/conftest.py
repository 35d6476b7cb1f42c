"""Recipes over small real pieces of Kendall Square and Tokyo, written into a temporary folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from reader_recipes import DATA, KENDALL, Import

from wespace_desktop.model.district import District
from wespace_desktop.readers.recipe import import_district


@pytest.fixture
def run_recipe(tmp_path: Path) -> Import:
    """Writes the text as a recipe, imports it from `folder` (Kendall's pieces unless named), returns the district."""

    def run(text: str, folder: Path = DATA / "kendall") -> District:
        recipe = tmp_path / "recipe.yaml"
        recipe.write_text(text, encoding="utf-8")
        return import_district(recipe, tmp_path / "out" / "district.npz", folder=folder)

    return run


@pytest.fixture
def corner(run_recipe: Import) -> District:
    return run_recipe(KENDALL)
