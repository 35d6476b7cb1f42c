"""A recipe makes a district: themes, units, estimates, repairs, ids that do not move."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import orjson
import pyogrio
import pytest
import shapely
from reader_recipes import DATA, KENDALL, TOKYO, Import

from wespace_desktop.errors import Cancelled, WeSpaceError
from wespace_desktop.model.district import District
from wespace_desktop.model.words import Words
from wespace_desktop.readers.package import load_district
from wespace_desktop.readers.recipe import import_district


def test_a_building_without_a_height_gets_the_median_of_its_neighbours_and_is_marked(corner: District) -> None:
    buildings = corner.theme("buildings")
    height, estimated = buildings.attributes["height_m"], buildings.attributes["estimated"]
    assert estimated.sum() == 2
    row = int(np.flatnonzero(estimated)[0])
    points = shapely.get_coordinates(shapely.point_on_surface(buildings.geometry))
    far = np.hypot(*(points - points[row]).T)
    far[estimated] = math.inf
    assert height[row] == pytest.approx(np.median(height[np.argsort(far)[:3]]), abs=0.01)
    told = [r for r in corner.repairs if r.theme == "buildings" and r.what == "estimated"]
    assert [r.feature for r in told] == [str(name) for name in buildings.ids[estimated]]
    assert {r.why for r in told} == {"height_m: median of nearest"}


def test_feet_become_metres_and_a_flat_survey_gets_a_height(corner: District) -> None:
    mechanicals = corner.theme("rooftop_mechanicals")
    source = orjson.loads((DATA / "kendall" / "mechanicals.geojson").read_bytes())
    tops = sorted(round(f["properties"]["TOP_GL"] * 0.3048, 3) for f in source["features"])
    assert sorted(mechanicals.attributes["top_m"]) == tops
    thickness = mechanicals.attributes["top_m"] - mechanicals.attributes["base_m"]
    assert (thickness >= 0.5).all()
    assert thickness[mechanicals.attributes["estimated"]] == pytest.approx(2.5, abs=0.01)


def test_stalls_come_from_area_and_the_name_from_the_nearest_street(corner: District) -> None:
    lots = corner.theme("parking_lots")
    area = shapely.area(lots.geometry)
    assert (lots.attributes["capacity"] == np.floor(area / 30)).all()
    assert (lots.attributes["capacity_low"] == np.floor(area / 35)).all()
    assert (lots.attributes["capacity_high"] == np.floor(area / 25)).all()
    assert lots.attributes["estimated"].all()
    streets = corner.theme("streets")
    nearest = streets.tree.nearest(shapely.point_on_surface(lots.geometry))
    assert set(lots.attributes["name"]) <= {f"{name} lot" for name in streets.attributes["name"]}
    assert lots.attributes["name"][0] == f"{streets.attributes['name'][nearest[0]]} lot"


def test_invalid_areas_are_repaired_by_name_and_stay_areas(corner: District) -> None:
    repaired = [r for r in corner.repairs if r.what == "repaired"]
    assert len(repaired) == 2
    assert all(r.theme == "parking_lots" and corner.find(r.feature) for r in repaired)
    assert all(re.fullmatch(r"(ring )?self-intersection at -?[\d.]+, -?[\d.]+", r.why) for r in repaired)
    lots = corner.theme("parking_lots").geometry
    assert shapely.is_valid(lots).all()
    assert (shapely.get_dimensions(lots) == 2).all()


def test_ids_are_the_sources_numbers_or_the_place(corner: District) -> None:
    assert "light-" in corner.theme("street_lights").ids[0]
    xmin, ymin = corner.extent[:2]
    lots = corner.theme("parking_lots")
    for name, geometry in zip(lots.ids, lots.geometry, strict=True):
        point = shapely.point_on_surface(geometry)
        assert name == f"lot-{math.floor(point.x - xmin)}-{math.floor(point.y - ymin)}"


def test_shuffling_the_source_changes_nothing(run_recipe: Import, tmp_path: Path, corner: District) -> None:
    rng = np.random.default_rng(7)
    folder = tmp_path / "shuffled"
    folder.mkdir()
    for source in (DATA / "kendall").glob("*.geojson"):
        content = orjson.loads(source.read_bytes())
        rng.shuffle(content["features"])
        (folder / source.name).write_bytes(orjson.dumps(content))
    again = run_recipe(KENDALL, folder)
    assert again.hash == corner.hash
    assert list(again.feature_ids()) == list(corner.feature_ids())


def test_two_things_on_one_metre_get_letters(run_recipe: Import, tmp_path: Path) -> None:
    here = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [-71.085, 42.366]}}
    there = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [-71.08501, 42.36601]}}
    content = {"type": "FeatureCollection", "features": [here, here, there]}
    (tmp_path / "poles.geojson").write_bytes(orjson.dumps(content))
    text = KENDALL[: KENDALL.index("themes:")] + "themes:\n  utility_poles: {file: poles.geojson, prefix: pole}\n"
    ids = run_recipe(text, tmp_path).theme("utility_poles").ids
    assert list(ids) == ["pole-0-0", "pole-0-0b", "pole-0-1"]


def test_a_number_that_stands_twice_is_replaced_by_the_place_and_said(run_recipe: Import, tmp_path: Path) -> None:
    content = orjson.loads((DATA / "kendall" / "lights.geojson").read_bytes())
    for feature in content["features"][:2]:
        feature["properties"]["PoleID"] = "1"
    (tmp_path / "lights.geojson").write_bytes(orjson.dumps(content))
    start = KENDALL[: KENDALL.index("themes:")]
    text = start + "themes:\n  street_lights: {file: lights.geojson, prefix: light, id: PoleID}\n"
    district = run_recipe(text, tmp_path)
    renamed = [r for r in district.repairs if r.what == "renamed"]
    assert len(renamed) == 2
    assert all(r.why == "its source number stands more than once" for r in renamed)
    assert len(set(district.theme("street_lights").ids)) == len(content["features"])


def test_a_geometry_collection_gives_its_areas(run_recipe: Import, tmp_path: Path) -> None:
    ring = [[-71.085, 42.366], [-71.084, 42.366], [-71.084, 42.367], [-71.085, 42.366]]
    parts = [{"type": "Polygon", "coordinates": [ring]}, {"type": "LineString", "coordinates": ring[:2]}]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "GeometryCollection", "geometries": parts}}
    (tmp_path / "roads.geojson").write_bytes(orjson.dumps({"type": "FeatureCollection", "features": [feature]}))
    text = KENDALL[: KENDALL.index("themes:")] + "themes:\n  roads: {file: roads.geojson, prefix: road}\n"
    district = run_recipe(text, tmp_path)
    assert district.theme("roads").geometry[0].geom_type == "Polygon"
    assert [r.why for r in district.repairs] == ["1 of 2 parts of a geometry collection kept"]


def test_what_lies_outside_the_clip_is_dropped_by_name(run_recipe: Import) -> None:
    clip = "clip: {bounds: [-71.0865, 42.3650, -71.0852, 42.3664]}\ncredit:"
    district = run_recipe(KENDALL.replace("credit:", clip, 1))
    outside = [r for r in district.repairs if r.why == "it lies outside the clip rectangle"]
    assert outside
    assert all("#" in r.feature for r in outside)
    xmin, _, xmax, _ = district.extent
    assert xmax - xmin == pytest.approx(107, abs=5)
    assert shapely.bounds(district.theme("streets").geometry)[:, 0].min() >= xmin - 0.01


def test_a_feature_on_another_continent_is_dropped_and_does_not_stretch_the_place(
    run_recipe: Import, tmp_path: Path
) -> None:
    content = orjson.loads((DATA / "kendall" / "lights.geojson").read_bytes())
    content["features"][3]["geometry"]["coordinates"] = [-60.0, 40.0]
    (tmp_path / "lights.geojson").write_bytes(orjson.dumps(content))
    start = KENDALL[: KENDALL.index("themes:")]
    district = run_recipe(start + "themes:\n  street_lights: {file: lights.geojson, prefix: light}\n", tmp_path)
    assert [(r.feature, r.why) for r in district.repairs] == [("lights.geojson#4", "it lies more than 200 km away")]
    assert district.extent[2] - district.extent[0] < 1000


def test_tokyo_in_its_own_projection_keeps_its_metres(run_recipe: Import) -> None:
    district = run_recipe(TOKYO, DATA / "tokyo")
    buildings = district.theme("buildings")
    assert len(buildings) == 20
    assert district.crs == "EPSG:6677"
    assert "bldg-13102-bldg-6413" in buildings.ids
    assert all(value == round(value / 100) * 100 for value in district.origin)
    assert np.abs(district.extent).max() < 1000


@pytest.mark.parametrize(("driver", "name"), [("GPKG", "b.gpkg"), ("ESRI Shapefile", "b.shp"), ("GML", "b.gml")])
def test_every_format_gives_the_same_place(run_recipe: Import, tmp_path: Path, driver: str, name: str) -> None:
    meta, _, blobs, columns = pyogrio.raw.read(DATA / "tokyo" / "buildings.fgb")
    names = [str(f) for f in meta["fields"]]
    chosen = [columns[names.index("building_id")], columns[names.index("measuredHeight")]]
    folder = tmp_path / "other"
    folder.mkdir()
    pyogrio.raw.write(
        folder / name, blobs, chosen, ["building", "height"], crs="EPSG:6677", geometry_type="MultiPolygon",
        driver=driver,
    )
    text = TOKYO.replace("buildings.fgb", name).replace("building_id", "building").replace("measuredHeight", "height")
    here = run_recipe(text, folder).theme("buildings")
    there = run_recipe(TOKYO, DATA / "tokyo").theme("buildings")
    assert list(here.ids) == list(there.ids)
    assert list(here.attributes["height_m"]) == list(there.attributes["height_m"])
    assert shapely.area(here.geometry) == pytest.approx(shapely.area(there.geometry), abs=0.05)


def test_topojson_needs_its_coordinate_system_said(run_recipe: Import, tmp_path: Path) -> None:
    arcs = [[[-71.085, 42.366], [-71.084, 42.366], [-71.084, 42.367], [-71.085, 42.366]]]
    shape = {"type": "Polygon", "arcs": [[0]], "properties": {"TYPE": "POND"}}
    ponds = {"type": "GeometryCollection", "geometries": [shape]}
    content = {"type": "Topology", "objects": {"ponds": ponds}, "arcs": arcs}
    (tmp_path / "ponds.topojson").write_bytes(orjson.dumps(content))
    entry = "{file: ponds.topojson, prefix: water, attributes: {type: {from: TYPE, case: lower}}}"
    text = KENDALL[: KENDALL.index("themes:")] + f"themes:\n  water: {entry}\n"
    with pytest.raises(WeSpaceError, match=r"does not say its coordinate system\. Write `crs: EPSG:\.\.\.` here"):
        run_recipe(text, tmp_path)
    water = run_recipe(text.replace("prefix:", 'crs: "EPSG:4326", prefix:'), tmp_path).theme("water")
    assert list(water.attributes["type"]) == ["pond"]
    assert shapely.area(water.geometry)[0] == pytest.approx(4580, rel=0.02)


def test_progress_runs_from_start_to_end_and_cancel_leaves_no_file(tmp_path: Path) -> None:
    recipe, out = tmp_path / "recipe.yaml", tmp_path / "district.npz"
    recipe.write_text(KENDALL, encoding="utf-8")
    shares: list[float] = []

    def listen(share: float, what: Words) -> None:
        assert what.zh
        assert what.en
        shares.append(share)

    import_district(recipe, out, listen, folder=DATA / "kendall")
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 1
    assert load_district(out).id == "corner"

    def cancel(share: float, what: Words) -> None:
        if share > 0.5:
            raise Cancelled

    other = tmp_path / "other.npz"
    with pytest.raises(Cancelled):
        import_district(recipe, other, cancel, folder=DATA / "kendall")
    assert not list(tmp_path.glob("*other*"))
