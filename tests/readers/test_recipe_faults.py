"""Faults of a recipe and of its sources, each in its exact sentence, all at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson
import pytest
from reader_recipes import DATA, KENDALL, TOKYO

from wespace_desktop.errors import EXIT_INVALID_SCENARIO, EXIT_MISSING_DATA, WeSpaceError
from wespace_desktop.readers.recipe import import_district


def faults(text: str, tmp_path: Path, folder: Path = DATA / "kendall") -> tuple[list[str], int]:
    recipe = tmp_path / "recipe.yaml"
    recipe.write_text(text, encoding="utf-8")
    with pytest.raises(WeSpaceError) as caught:
        import_district(recipe, tmp_path / "out.npz", folder=folder)
    assert not (tmp_path / "out.npz").exists()
    told = str(caught.value).replace(str(recipe), "recipe.yaml").replace(str(folder), "FOLDER")
    return told.splitlines(), caught.value.exit_code


def test_every_fault_at_once_with_its_line_and_a_remedy(tmp_path: Path) -> None:
    text = (
        KENDALL.replace("id: corner", "id: Corner Street")
        .replace("prefix: bldg\n    id: id", "prefix: bldg\n    idd: id")
        .replace("unit: ft}, top_m", "unit: foot}, top_m")
        .replace("rule: per_area, m2: [25, 30, 35]", "rule: per_area")
        .replace("  parking_lots:", "  parking_lot:")
    )
    told, code = faults(text, tmp_path)
    assert code == EXIT_INVALID_SCENARIO
    assert told == [
        'recipe.yaml:2:1: id: "Corner Street" may hold only small letters, digits and -',
        'recipe.yaml:15:5: themes.buildings.idd: is not a key here. Did you mean "id"?',
        'recipe.yaml:21:42: themes.rooftop_mechanicals.attributes.base_m.unit: "foot" is not a unit; the units are m, '
        "cm, mm, km, ft, us-ft, in, yd, m2, ft2, ha, acre, mph, km/h, m/s, %, 1",
        "recipe.yaml:29:16: themes.parking_lot.estimate.capacity: the rule per_area needs `m2`",
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("  parking_lots:", "  parking_lot:",
         'recipe.yaml:23:3: themes.parking_lot: "parking_lot" is not a theme. Did you mean "parking_lots"?'),
        ("source: city, prefix: street", "source: cty, prefix: street",
         'recipe.yaml:10:36: themes.streets.source: "cty" is not a source of this recipe. Did you mean "city"?'),
        ("crs: EPSG:26986", "crs: EPSG:4326",
         'recipe.yaml:4:1: crs: "EPSG:4326" is in degrees; a district needs a projected coordinate system in metres. '
         "Write for example EPSG:25832 or the national grid of the place"),
        ("crs: EPSG:26986", "crs: EPSG:2249",
         'recipe.yaml:4:1: crs: "EPSG:2249" is in US survey foot; a district needs a projected coordinate system in '
         "metres. Write for example EPSG:25832 or the national grid of the place"),
        ("crs: EPSG:26986", "crs: Boston",
         'recipe.yaml:4:1: crs: "Boston" is not a coordinate system that PROJ knows. '
         "Write for example EPSG:25832 or the national grid of the place"),
        ('wespace_recipe: "1.0"', 'wespace_recipe: "2.0"',
         'recipe.yaml:1:17: wespace_recipe: version 2.0 is not known. Write "1.0"'),
        (
            "credit: {en: City of Cambridge GIS}\n",
            "",
            "recipe.yaml:1:1: credit: is missing. "
            "Write whom a picture has to name, for example City of Cambridge GIS",
        ),
        ("date: \"2026-08-17\"\n", "date: \"2026-08-17\"\nclip: {bounds: [-71, 42.37, -71.1, 42.36]}\n",
         "recipe.yaml:7:8: clip.bounds: must be west, south, east, north with west < east and south < north"),
    ],
)  # fmt: skip
def test_one_fault_of_the_form(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in KENDALL
    told, code = faults(KENDALL.replace(old, new), tmp_path)
    assert told == [sentence]
    assert code == EXIT_INVALID_SCENARIO


def test_no_recipe(tmp_path: Path) -> None:
    with pytest.raises(WeSpaceError) as caught:
        import_district(tmp_path / "nothing.yaml", tmp_path / "out.npz")
    assert str(caught.value) == (
        f"{tmp_path / 'nothing.yaml'}: no such recipe. "
        "A recipe is a YAML file; see assets/districts/kendall/recipe.yaml"
    )
    assert caught.value.exit_code == EXIT_MISSING_DATA


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("file: lots.geojson", "file: lotts.geojson",
         "recipe.yaml:24:5: themes.parking_lots.file: no such source file: lotts.geojson. "
         'Did you mean "lots.geojson"?'),
        ("{lamps: NumLamps", "{lamps: NumLamp",
         'recipe.yaml:31:5: themes.street_lights.file: lights.geojson has no column "NumLamp". '
         'Did you mean "NumLamps"?'),
        ("    prefix: lot\n", "    prefix: lot\n    where: {TYPE: GRASS}\n",
         "recipe.yaml:24:5: themes.parking_lots.file: lots.geojson holds no feature that fits `where`. "
         "Correct the entry or delete it"),
        ("    prefix: lot\n", "    prefix: lot\n    crs: EPSG:3857\n",
         "recipe.yaml:24:5: themes.parking_lots.file: lots.geojson: read as EPSG:3857 it lies around 0.00° N, "
         "0.00° W, outside the area of EPSG:26986 (NAD83 / Massachusetts Mainland). "
         "Write the true `crs:` of the file here"),
    ],
)  # fmt: skip
def test_one_fault_of_a_source(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in KENDALL
    told, code = faults(KENDALL.replace(old, new), tmp_path)
    assert told == [sentence]
    assert code == EXIT_MISSING_DATA


def test_no_folder_of_sources_is_one_sentence(tmp_path: Path) -> None:
    text = KENDALL.replace("crs: EPSG:26986\n", "crs: EPSG:26986\nfolder: sources\n")
    told, code = faults(text, tmp_path, tmp_path / "x")
    assert told == ["recipe.yaml:5:1: folder: no such folder: FOLDER. Put the recipe's source files there"]
    assert code == EXIT_MISSING_DATA


def test_latitude_and_longitude_swapped_is_recognised_and_swap_mends_it(tmp_path: Path) -> None:
    text = TOKYO.replace("buildings.fgb", "swapped.geojson")
    told, code = faults(text, tmp_path, DATA / "tokyo")
    assert told == [
        "recipe.yaml:9:15: themes.buildings.file: swapped.geojson: latitude and longitude look swapped "
        "(around 35.67, 139.76). Write `swap: true` here"
    ]
    assert code == EXIT_MISSING_DATA
    recipe = tmp_path / "recipe.yaml"
    recipe.write_text(text.replace("prefix: bldg", "prefix: bldg, swap: true"), encoding="utf-8")
    assert len(import_district(recipe, tmp_path / "out.npz", folder=DATA / "tokyo").theme("buildings")) == 20


def test_swapped_where_both_numbers_could_be_degrees(tmp_path: Path) -> None:
    content = orjson.loads((DATA / "kendall" / "lights.geojson").read_bytes())
    for feature in content["features"]:
        feature["geometry"]["coordinates"].reverse()
    (tmp_path / "lights.geojson").write_bytes(orjson.dumps(content))
    start = KENDALL[: KENDALL.index("themes:")]
    told, _ = faults(start + "themes:\n  street_lights: {file: lights.geojson, prefix: light}\n", tmp_path, tmp_path)
    assert told == [
        "recipe.yaml:10:19: themes.street_lights.file: lights.geojson: latitude and longitude look swapped "
        "(around 42.37, -71.08). Write `swap: true` here"
    ]


def test_metres_that_call_themselves_degrees(tmp_path: Path) -> None:
    shutil.copy(DATA / "tokyo" / "buildings.fgb", tmp_path)
    told, _ = faults(TOKYO.replace("prefix: bldg", "prefix: bldg, crs: EPSG:4326"), tmp_path, tmp_path)
    assert told == [
        "recipe.yaml:9:15: themes.buildings.file: buildings.fgb: coordinates up to 6,145, 36,410 are not degrees of "
        "EPSG:4326. Write the true `crs:` of the file here"
    ]


def test_an_empty_layer(tmp_path: Path) -> None:
    (tmp_path / "lights.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    start = KENDALL[: KENDALL.index("themes:")]
    told, _ = faults(start + "themes:\n  street_lights: {file: lights.geojson, prefix: light}\n", tmp_path, tmp_path)
    assert told == [
        "recipe.yaml:10:19: themes.street_lights.file: lights.geojson holds no features. Correct the entry or delete it"
    ]


def test_a_torn_file_and_a_layer_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "lights.geojson").write_text('{"type": "FeatureCollection", "features": [{"type": "Fea')
    start = KENDALL[: KENDALL.index("themes:")]
    told, code = faults(start + "themes:\n  street_lights: {file: lights.geojson, prefix: light}\n", tmp_path, tmp_path)
    assert code == EXIT_MISSING_DATA
    assert len(told) == 1
    assert told[0].startswith("FOLDER/lights.geojson: cannot be read: ")
    told, _ = faults(TOKYO.replace("buildings.fgb", "buildings.fgb, layer: houses"), tmp_path, DATA / "tokyo")
    assert told == ['FOLDER/buildings.fgb: has no layer "houses". Its layers are: buildings']
