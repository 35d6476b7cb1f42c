"""An OpenStreetMap file becomes a district: tags are columns, shapes are worked out, and it says so."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from wespace_desktop.errors import WeSpaceError
from wespace_desktop.readers.recipe import import_district

OSM = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
  <node id="1" version="1" lat="60.1700" lon="24.9400"/>
  <node id="2" version="1" lat="60.1700" lon="24.9420"/>
  <node id="3" version="1" lat="60.1703" lon="24.9402"/>
  <node id="4" version="1" lat="60.1703" lon="24.9406"/>
  <node id="5" version="1" lat="60.1705" lon="24.9406"/>
  <node id="6" version="1" lat="60.1705" lon="24.9402"/>
  <node id="7" version="1" lat="60.1701" lon="24.9410"><tag k="natural" v="tree"/></node>
  <way id="100" version="1"><nd ref="1"/><nd ref="2"/>
    <tag k="highway" v="residential"/><tag k="name" v="Testikatu"/><tag k="lanes" v="2"/>
    <tag k="parking:lane:right" v="parallel"/></way>
  <way id="200" version="1"><nd ref="3"/><nd ref="4"/><nd ref="5"/><nd ref="6"/><nd ref="3"/>
    <tag k="building" v="yes"/><tag k="building:levels" v="6"/></way>
</osm>
"""
RECIPE = """
wespace_recipe: "1.0"
id: test-city
title: Test
crs: EPSG:3879
credit: © OpenStreetMap contributors
date: "2020"
sources: [{id: osm, title: OSM, author: OSM, licence: ODbL 1.0, date: "2020"}]
themes:
  streets:
    {file: t.osm, layer: lines, source: osm, prefix: street, id: osm_id, where: {highway: residential},
     attributes: {name: name}}
  roads:
    {file: t.osm, layer: lines, source: osm, prefix: road, where: {highway: residential}, shape: {rule: carriageway}}
  parking_spaces:
    {file: t.osm, layer: lines, source: osm, prefix: stall, where: {highway: residential}, attributes: {street: name},
     shape: {rule: kerb_stalls}}
  buildings:
    file: t.osm
    layer: multipolygons
    source: osm
    prefix: bldg
    where_not: {building: [null]}
    attributes: {levels: {from: "building:levels", kind: number}, height_m: {from: "HEIGHT", kind: number}}
    estimate:
      height_m: [{rule: per_storey, attribute: levels, storey_m: [3, 3.5, 4], source: A}, {rule: constant, value: 4}]
  trees: {file: t.osm, layer: points, source: osm, prefix: tree, where: {natural: tree}}
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    (tmp_path / "t.osm").write_text(OSM, encoding="utf-8")
    recipe = tmp_path / "recipe.yaml"
    recipe.write_text(RECIPE.replace('{from: "HEIGHT"', '{from: "building:levels", unknown: ["6"]'), encoding="utf-8")
    return recipe


def test_tags_become_attributes_and_ground(city: Path, tmp_path: Path) -> None:
    district = import_district(city, tmp_path / "out.npz")
    street, road = district.theme("streets"), district.theme("roads")
    assert street.ids.tolist() == ["street-100"]
    assert street.get("street-100", "name") == "Testikatu"
    length = float(shapely.length(street.geometry[0]))
    assert road.geometry[0].area == pytest.approx(length * (2 * 3.25 + 2.2), rel=0.15)
    stalls = district.theme("parking_spaces")
    assert len(stalls) == int(length // 6.0)
    assert set(stalls.attributes["street"]) == {"Testikatu"}
    assert len(district.theme("trees")) == 1


def test_what_was_worked_out_says_so(city: Path, tmp_path: Path) -> None:
    district = import_district(city, tmp_path / "out.npz")
    house = district.theme("buildings")
    assert [house.attributes[f"height_m{end}"][0] for end in ("_low", "", "_high")] == [18, 21, 24]
    assert district.theme("roads").attributes["estimated"].all()
    assert district.theme("parking_spaces").attributes["estimated"].all()
    why = {(r.theme, r.why) for r in district.repairs if r.what == "estimated"}
    assert ("buildings", "height_m: per storey (A)") in why
    assert ("roads", "outline: carriageway") in why
    assert ("parking_spaces", "outline: kerb stalls") in why


def test_a_tag_that_no_feature_has_is_a_fault_with_the_near_one(city: Path, tmp_path: Path) -> None:
    city.write_text(city.read_text(encoding="utf-8").replace("{name: name}", '{name: "lane"}'), encoding="utf-8")
    with pytest.raises(WeSpaceError) as caught:
        import_district(city, tmp_path / "out.npz")
    problem = caught.value.problems[0]
    assert problem.message == 't.osm has no column "lane"'
    assert problem.hint == 'Did you mean "lanes"?'
