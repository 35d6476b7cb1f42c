"""The recipes that the tests of the readers start from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wespace_desktop.model.district import District

DATA = Path(__file__).parent / "data"
Import = Callable[..., District]

KENDALL = """\
wespace_recipe: "1.0"
id: corner
title: {zh: 街角, en: Corner}
crs: EPSG:26986
credit: {en: City of Cambridge GIS}
date: "2026-08-17"
sources:
  - {id: city, title: City of Cambridge GIS, author: City of Cambridge GIS, licence: PDDL 1.0, date: "2026"}
themes:
  streets: {file: streets.geojson, source: city, prefix: street, id: ID, attributes: {name: Label}}
  buildings:
    file: buildings.geojson
    source: city
    prefix: bldg
    id: id
    attributes: {type: type, height_m: height_m}
    estimate: {height_m: {rule: median_of_nearest, count: 3}}
  rooftop_mechanicals:
    file: mechanicals.geojson
    prefix: mech
    attributes: {base_m: {from: ELEV_GL, unit: ft}, top_m: {from: TOP_GL, unit: ft}}
    estimate: {base_m: {rule: below, under: top_m, by_m: 2.5, thinner_than_m: 0.5}}
  parking_lots:
    file: lots.geojson
    prefix: lot
    derive:
      name: {rule: nearest, theme: streets, attribute: name, within_m: 400, text: "{} lot"}
      area_m2: {rule: area}
    estimate: {capacity: {rule: per_area, m2: [25, 30, 35], source: S08}}
  street_lights:
    file: lights.geojson
    prefix: light
    id: PoleID
    attributes: {lamps: NumLamps, street: {from: StreetName, case: title}}
"""

TOKYO = """\
wespace_recipe: "1.0"
id: tokyo
title: {zh: 东京, en: Tokyo}
crs: EPSG:6677
credit: {en: Project PLATEAU, zh: Project PLATEAU}
date: "2020"
sources: []
themes:
  buildings: {file: buildings.fgb, prefix: bldg, id: building_id, attributes: {height_m: measuredHeight}}
"""
