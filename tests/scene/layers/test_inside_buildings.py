"""Storeys of the two layers inside buildings: within the walls, below the roof; the shell is the building itself."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.app.fault_words import in_chinese
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import co_living, third_places
from wespace_desktop.scene.layers.floor_plans import ROOM_DEEP_M, grid_in, rooms_in
from wespace_desktop.scene.layers.halls import halls_of, spans
from wespace_desktop.scene.site import LAND_Z, Site

BIG, THIN, SQUARE = "bldg-1", "bldg-2", "bldg-4"  # 60 x 28, 18 x 40 and 60 x 46 m, 12 m high: three storeys


@given(width=st.floats(12, 90), depth=st.floats(8, 60), turn=st.floats(0, 3))
def test_rooms_lie_inside_their_plan(width: float, depth: float, turn: float) -> None:
    plan = shapely.affinity.rotate(shapely.box(0, 0, width, depth), turn, use_radians=True)
    found = rooms_in(plan)
    assert found.cross.is_empty or shapely.buffer(plan, 0.01).covers(found.cross)
    assert shapely.buffer(plan, 0.01).covers(found.core)
    for x, y, inwards in found.at:
        assert plan.contains(shapely.Point(x, y))
        out = np.array([x, y]) - ROOM_DEEP_M * np.array([np.cos(inwards), np.sin(inwards)])
        assert not plan.contains(shapely.Point(out))  # every room has a window
    assert (found.wide_m >= 3.3).all()


@given(step=st.floats(2, 9), axis=st.floats(-1.5, 1.5))
def test_places_keep_off_the_walls(step: float, axis: float) -> None:
    plan = shapely.box(0, 0, 40, 18)
    at = grid_in(plan, step, 2.0, axis)
    assert len(at)
    assert (shapely.distance(shapely.points(at), shapely.boundary(plan)) >= 2.0 - 1e-6).all()


@pytest.mark.parametrize("module", [co_living, third_places])
def test_everything_stands_between_its_floor_and_the_roof(module: object) -> None:
    district = lt.town()
    name = str(module.LAYER)  # type: ignore[attr-defined]
    made = lt.build(module, district, lt.change("x", name, [BIG, SQUARE], {"floors": [2]}))
    site = Site(district)
    (first, second) = halls_of(site, lt.change("x", name, [BIG, SQUARE], {"floors": [2]}))
    assert (first.storeys, first.each_m) == (3, 4.0)
    walls = shapely.buffer(shapely.union(first.footprint, second.footprint), 0.01)
    for part in made.parts:
        inside = shapely.contains_xy(walls, part.points[:, 0], part.points[:, 1])
        assert inside.all() or part.points[~inside, 2].max() <= LAND_Z + 4.2  # parasols, awnings
        assert (part.points[:, 2] <= LAND_Z + 12.01).all()
        if not part.is_lines:
            up = part.points[inside, 2]
            assert up.min() >= LAND_Z + 4.0 - 1e-4
            assert up.max() <= LAND_Z + 8.0 + 1e-4
    assert made.opens == {"next/x": (BIG, SQUARE)}
    assert lt.same(made, lt.build(module, district, lt.change("x", name, [BIG, SQUARE], {"floors": [2]})))


def test_co_living_counts_the_rooms_it_draws() -> None:
    given_ = {"floors": [1, 2, 3], "shared": [2]}
    made = lt.build(co_living, lt.town(), lt.change("home", "co_living", [BIG], given_))
    (hall,) = halls_of(Site(lt.town()), lt.change("home", "co_living", [BIG], given_))
    rooms = len(rooms_in(hall.plan).at)
    assert made.tally["next/home"] == Quantity.exact(2 * rooms, "place", "calc")
    facts = {f.label.en: f for f in made.items[0].facts}
    assert facts["Storeys taken"].value.en == "1–3 of 3"  # type: ignore[union-attr]
    assert facts["Shared storeys"].value.en == "2"  # type: ignore[union-attr]
    assert not facts["Shared storeys"].estimated
    assert facts["Floor without daylight"].value.central > 0  # type: ignore[union-attr]
    assert made.labels[0].text.zh == f"共居 {2 * rooms} 间 · 共享楼层"
    unsaid = lt.build(co_living, lt.town(), lt.change("home", "co_living", [BIG], {"floors": [2, 3]}))
    found = {f.label.en: f for f in unsaid.items[0].facts}["Shared storeys"]
    assert (found.value.en, found.estimated) == ("2", True)  # type: ignore[union-attr]
    assert all(f.source for f in made.items[0].facts if isinstance(f.value, Quantity) and f.label.en[:6] != "Height")


def test_a_third_place_opens_to_the_street_and_keeps_the_walk_free() -> None:
    district = lt.town()
    made = lt.build(third_places, district, lt.change("cafe", "third_places", [BIG], {"floors": [1]}))
    facts = {f.label.en: f.value for f in made.items[0].facts}
    assert facts["Open front"].central >= 60  # type: ignore[union-attr]
    desks = made.tally["next/cafe"]
    floor = facts["Floor"].central  # type: ignore[union-attr]
    assert (desks.low, desks.high) == (int(floor / 14.4), int(floor / 10))
    site = Site(district)
    for part in made.parts:
        low = part.points[part.points[:, 2] < 2.0]
        assert not site.on_road(low[:, :2]).any()
    assert not shapely.intersects(made.clears["next/cafe"], site.roads) or made.clears["next/cafe"].area > 0


def test_what_is_not_there_is_said() -> None:
    far = lt.town(extra=[shapely.box(10, 90, 30, 110)])
    (said,) = lt.build(third_places, far, lt.change("cafe", "third_places", ["bldg-5"], {"floors": [1]})).warnings
    assert said == "cafe: no street or square lies before bldg-5"
    (none,) = lt.build(co_living, far, lt.change("home", "co_living", ["bldg-5"], {"floors": [9]})).warnings
    assert none == "home: none of its targets is a building with the storeys it takes"
    assert in_chinese("no street or square lies before bldg-5")
    assert in_chinese("none of its targets is a building with the storeys it takes")


def test_floors_are_named_in_runs() -> None:
    assert spans((1, 2, 3, 5, 7, 8)) == "1–3, 5, 7–8"
