"""The second district: what it holds, that its pair opens and draws, and that nothing in it needs Kendall."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from wespace_desktop import paths
from wespace_desktop.model.binding import bind
from wespace_desktop.model.district import THEMES, District
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.model.state import standing
from wespace_desktop.picture.asking import Wish, sheet_for
from wespace_desktop.picture.content import content_of
from wespace_desktop.readers.mapping import read_recipe
from wespace_desktop.readers.package import load_district
from wespace_desktop.scene.describe import describe
from wespace_desktop.scene.opening import open_scenarios
from wespace_desktop.scene.part import Scene

FOLDER = paths.districts_dir() / "helsinki"
PAIR = paths.scenarios_dir() / "helsinki-2035.yaml"


@pytest.fixture(scope="module")
def helsinki() -> District:
    return load_district(FOLDER / "district.npz")


@pytest.fixture(scope="module")
def plan(helsinki: District) -> Plan:
    return bind(load_scenario(PAIR), helsinki)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return open_scenarios([PAIR])


def test_counts_of_what_people_mapped(helsinki: District) -> None:
    counts = {name: len(theme) for name, theme in helsinki.themes.items()}
    assert (counts["trees"], counts["street_lights"], counts["cameras"]) == (649, 586, 221)
    assert (counts["traffic_signals"], counts["utility_poles"]) == (135, 85)
    assert counts["buildings"] > 490
    assert {"rail", "water", "plazas", "parking_lots", "parking_spaces", "transit_stops"} <= set(counts)


def test_every_geometry_is_valid_of_its_kind_and_every_id_there_once(helsinki: District) -> None:
    for theme in helsinki.themes.values():
        assert shapely.is_valid(theme.geometry).all(), theme.name
        wanted = {"point": 0, "line": 1, "polygon": 2}[THEMES[theme.name][0]]
        assert (shapely.get_dimensions(theme.geometry) == wanted).all(), theme.name
    ids = list(helsinki.feature_ids())
    assert len(ids) == len(set(ids))


def test_what_was_worked_out_is_marked_and_what_was_mapped_is_not(helsinki: District) -> None:
    for name in ("roads", "parking_spaces", "footpaths"):
        assert helsinki.theme(name).attributes["estimated"].all(), name
    for name in ("streets", "trees", "cameras", "street_lights"):
        assert "estimated" not in helsinki.theme(name).attributes, name
    buildings = helsinki.theme("buildings")
    assert (buildings.attributes["height_m"] > 0).all()
    tagged = buildings.attributes["height_m"][~buildings.attributes["estimated"]]
    assert 18 <= len(tagged) < 60, "only few heights are tagged"


def test_the_sea_is_where_the_harbour_is(helsinki: District) -> None:
    water = shapely.union_all(helsinki.theme("water").geometry)
    built = shapely.union_all(helsinki.theme("buildings").geometry)
    assert 80_000 < water.area < 120_000
    assert water.intersection(built).area < 0.01 * built.area


def test_it_is_small_and_its_licence_says_whom_to_name(helsinki: District) -> None:
    assert (FOLDER / "district.npz").stat().st_size < 2_000_000
    recipe = read_recipe(FOLDER / "recipe.yaml")
    assert (recipe.id, recipe.crs, set(recipe.themes)) == (helsinki.id, helsinki.crs, set(helsinki.themes))
    licence = (FOLDER / "LICENSE.md").read_text(encoding="utf-8")
    assert "ODbL" in licence
    assert "© OpenStreetMap contributors" in licence
    for language in ("zh", "en"):
        assert "© OpenStreetMap contributors" in helsinki.credit.in_(language)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_picture_credits_openstreetmap_and_calls_no_tree_illustrative(scene: Scene, lang: str) -> None:
    sheet = sheet_for(scene, Wish(PAIR, size=(960, 540)))
    line = content_of(scene, sheet).print_.in_(lang)  # type: ignore[arg-type]
    assert "© OpenStreetMap contributors" in line
    assert "ODbL" in line
    assert "trees" not in line
    assert "树木" not in line
    told = {"zh": ("多数建筑高度为估算", "路面宽度为推算"), "en": ("most building heights estimated", "road widths")}
    assert all(words in line for words in told[lang])


def test_a_tree_is_a_real_place_and_a_kerb_stall_says_it_is_worked_out(scene: Scene) -> None:
    tree = describe(scene, str(scene.district.theme("trees").ids[0]))
    assert tree.illustrative.en == "The place is data; form and size are illustrative."
    stall = describe(scene, str(scene.district.theme("parking_spaces").ids[0]))
    assert stall.illustrative.en.startswith("The space is worked out from the street's parking tags, not surveyed")


def test_drawn_trees_are_the_mapped_ones_and_no_others(scene: Scene) -> None:
    seen = {int(i) for part in scene.parts if part.name.startswith("trees/far") for i in np.unique(part.ids)} - {0}
    assert {scene.ids[i] for i in seen} == set(map(str, scene.district.theme("trees").ids))


def test_the_pair_has_no_fault_and_all_of_it_stands(plan: Plan) -> None:
    (said,) = plan.problems
    assert said.severity == "warning"
    assert said.message.endswith("numbers are assumed")
    assert len(standing(plan, 2035, plan.scenario.layers_on)) == len(plan.changes)
    assert {c.layer for c in plan.changes} == set(plan.scenario.layers_on)
    for change in plan.changes:
        assert change.intervention.gains
        assert change.intervention.harms or change.intervention.minus_reason


def test_its_cameras_are_sensors_today(plan: Plan) -> None:
    cameras = next(c for c in plan.changes if c.intervention.id == "cameras-today")
    assert len(cameras.features) == 221
    assert cameras.intervention.set["identifying"] is True


@pytest.mark.parametrize("file", ["helsinki-today.yaml", "helsinki-2035.yaml"])
def test_nothing_in_it_names_kendall(file: str) -> None:
    text = (paths.scenarios_dir() / file).read_text(encoding="utf-8")
    first, rest = text.split("wespace:", 1)
    assert first.startswith("# Central Helsinki")
    assert "kendall" not in rest.lower()


def test_no_code_knows_a_street_of_a_shipped_district() -> None:
    """Only the first pair, its card and its test pictures may be named: a program wired to one place is no program."""
    code = Path(__file__).parents[2] / "wespace_desktop"
    named = {
        str(file.relative_to(code))
        for file in code.rglob("*.py")
        if any(word in file.read_text(encoding="utf-8") for word in ("Main St", "Binney", "Mannerheim", "EPSG:26986"))
    }
    assert named <= {"model/form_notes.py", "scene/layers/settings.py"}, "worked examples in a note and a docstring"
