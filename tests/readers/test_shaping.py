"""What the reader works out of tags: widths, road surfaces, kerb stalls, junctions, boxes and the sea."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.readers.form import Shape
from wespace_desktop.readers.shaping import Ground, Shaped, shaped, widths

NOTHING = Ground({}, None)


def _lines(*coordinates: list[tuple[float, float]]) -> np.ndarray:
    return np.array([shapely.LineString(c) for c in coordinates], object)


def _columns(**tags: list[str | None]) -> dict[str, np.ndarray]:
    return {name.replace("__", ":"): np.array(values, object) for name, values in tags.items()}


def _made(geometry: np.ndarray, columns: dict[str, np.ndarray], ground: Ground = NOTHING, **shape: object) -> Shaped:
    return shaped(geometry, columns, Shape.model_validate(shape), ground)


def test_a_tagged_width_comes_before_lanes_and_an_absurd_one_is_not_believed() -> None:
    columns = _columns(width=["10", None, "64", None], lanes=["2", "2", "2", None], oneway=[None, None, None, "yes"])
    found = widths(columns, 4, Shape(rule="carriageway"))
    assert found.tolist() == [10.0, 6.5, 6.5, 3.9]


def test_parked_rows_add_to_the_lanes() -> None:
    columns = _columns(lanes=["1", "1"], parking__lane__left=["parallel", None], parking__lane__both=[None, "diagonal"])
    assert widths(columns, 2, Shape(rule="carriageway")).tolist() == [3.75 + 2.2, 3.75 + 8.8]


def test_two_streets_that_cross_are_one_surface_with_rounded_inner_corners() -> None:
    cross = _lines([(-50, 0), (50, 0)], [(0, -50), (0, 50)])
    found = _made(cross, _columns(lanes=["2", "2"]), rule="carriageway", corner_m=3.0)
    assert len(found.geometry) == 1
    surface = found.geometry[0]
    assert surface.contains(shapely.Point(4.0, 4.0)), "the inner corner is rounded, not square"
    assert not surface.contains(shapely.Point(6.0, 6.0))


def test_sidewalks_lie_beside_the_road_and_stop_at_buildings() -> None:
    house = np.array([shapely.box(-60, 5, 60, 30)], object)
    street = _lines([(-50, 0), (50, 0)])
    ground = Ground({"buildings": house}, None)
    found = _made(street, _columns(lanes=["2"]), ground, rule="beside", without={"buildings": 0})
    strip = shapely.union_all(found.geometry)
    assert strip.contains(shapely.Point(0, 4.5))
    assert strip.contains(shapely.Point(0, -5.5))
    assert not strip.contains(shapely.Point(0, 0))
    assert strip.intersection(house[0]).area < 0.01


@given(st.floats(30, 200), st.sampled_from(["parallel", "diagonal", "perpendicular"]))
def test_stalls_stand_on_the_tagged_side_inside_the_road_and_never_on_each_other(length: float, word: str) -> None:
    street = _lines([(0, 0), (length, 0)])
    columns = _columns(lanes=["2"], parking__lane__left=[word])
    found = _made(street, columns, rule="kerb_stalls")
    road = _made(street, columns, rule="carriageway").geometry[0]
    assert len(found.geometry)
    stalls = shapely.union_all(found.geometry)
    assert abs(stalls.area - shapely.area(found.geometry).sum()) < 1e-6
    assert stalls.bounds[1] > 0, "left of the line is north of it"
    assert stalls.difference(road.buffer(0.1)).area < 1e-6


def test_stalls_keep_clear_of_crossings() -> None:
    street = _lines([(0, 0), (100, 0)])
    columns = _columns(lanes=["2"], parking__lane__both=["parallel"])
    crossing = np.array([shapely.LineString([(50, -8), (50, 8)])], object)
    ground = Ground({"crossings": crossing}, None)
    found = _made(street, columns, ground, rule="kerb_stalls", keep_clear={"crossings": 4})
    assert shapely.distance(found.geometry, crossing[0]).min() > 4.0


def test_junctions_are_where_three_arms_meet_and_near_ones_are_one() -> None:
    streets = _lines([(0, 0), (50, 0), (100, 0)], [(50, 0), (50, 40)], [(100, 0), (150, 0)], [(58, 0), (58, -9)])
    found = _made(streets, {}, rule="meetings", by_m=20.0)
    assert shapely.get_coordinates(found.geometry).round(3).tolist() == [[50.0, 0.0]]


def test_a_box_lies_along_the_nearest_street() -> None:
    ground = Ground({"streets": _lines([(0, 0), (0, 100)])}, None)
    found = _made(np.array([shapely.Point(4, 50)], object), {}, ground, rule="box", by_m=4.0)
    west, south, east, north = shapely.bounds(found.geometry[0])
    assert (round(east - west, 6), round(north - south, 6)) == (2.0, 4.0)


def test_the_sea_lies_right_of_the_coast() -> None:
    rectangle = shapely.box(0, 0, 100, 100)
    coast = _lines([(98, 40), (50, 40), (50, 60), (98, 60)])  # a bay from the east edge; water on the right hand
    found = _made(coast, {}, Ground({}, rectangle), rule="sea")
    sea = shapely.union_all(found.geometry)
    assert sea.contains(shapely.Point(75, 50))
    assert not sea.contains(shapely.Point(20, 50))
    turned = _made(np.array([coast[0].reverse()], object), {}, Ground({}, rectangle), rule="sea")
    assert shapely.union_all(turned.geometry).contains(shapely.Point(20, 50))
