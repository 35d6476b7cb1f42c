"""A shared place is a dial of its day: the hours have their users' colours, and the item lists the timetable."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely
import street_town as st

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.timetable import USERS, day_of
from wespace_desktop.scene import style
from wespace_desktop.scene.layers import day_dial, operation
from wespace_desktop.scene.layers.day_dial import NOBODY, along, bearing, flat_dial, runs, segments_of, wedge

LAYER = "operation"
TABLE = {"users": [{"who": "workers", "from": 8, "to": 18}, {"who": "residents", "from": 20, "to": 2}]}


def share(*features: str) -> lt.Change:
    return st.wish("share", LAYER, features, TABLE)


DAY = day_of(share())


def test_midnight_is_north_and_the_hours_run_clockwise() -> None:
    for hour, way in ((0, (0, 1)), (6, (1, 0)), (12, (0, -1)), (18, (-1, 0))):
        assert np.allclose([np.cos(bearing(hour)), np.sin(bearing(hour))], way)
    quarter = wedge(10, 0, 6)
    assert quarter.contains(shapely.Point(3, 3))
    assert not quarter.intersects(shapely.Point(-1, 3))


def test_every_hour_is_a_piece_in_the_colour_of_its_user() -> None:
    pieces = segments_of(DAY, 10, 5)
    assert len(pieces) == 24
    colours = [tuple(colour) for _, colour in pieces]
    assert colours[8] == colours[17] == tuple(style.rgb(USERS["workers"].hue))
    assert colours[0] == colours[23] == tuple(style.rgb(USERS["residents"].hue))
    assert colours[3] == colours[19] == tuple(NOBODY)
    areas = shapely.area([shape for shape, _ in pieces])
    assert areas == pytest.approx(areas[0])
    assert all(not a.intersects(b) for a, b in zip((p for p, _ in pieces), (p for p, _ in pieces[1:]), strict=False))


def test_the_whole_edge_is_cut_by_the_hours_and_nothing_is_lost() -> None:
    edge = shapely.boundary(lt.PLAZA)
    middle = shapely.get_coordinates(lt.PLAZA.centroid)[0]
    pieces = along(edge, middle, DAY)
    assert sum(p.length for p, _ in pieces) == pytest.approx(edge.length)
    noon = next(
        colour for piece, colour in pieces if piece.distance(shapely.Point(middle[0], lt.PLAZA.bounds[1])) < 1e-6
    )
    assert tuple(noon) == tuple(day_dial.colour_of("workers"))
    assert [(start, end) for _, start, end in runs(DAY)] == [(0, 2), (2, 8), (8, 18), (18, 20), (20, 24)]


def test_a_plaza_has_a_border_a_dial_and_a_clock() -> None:
    built = lt.build(operation, st.town(), share("plaza-1"))
    assert {p.needs for p in built.parts} == {frozenset({"next/share"})}
    low = np.concatenate([p.points for p in built.parts if p.opacity < 1])
    assert shapely.covers(lt.PLAZA.buffer(0.01), shapely.points(low[:, :2])).all()
    assert any(p.seen_from == "bird" for p in built.parts)
    clock = np.concatenate([p.points for p in built.parts if p.seen_from == "any" and p.opacity == 1])
    assert 3.4 < clock[:, 2].max() < 4.5


def test_a_building_has_a_band_over_its_ground_floor_and_a_dial_over_its_roof() -> None:
    district = st.town()
    built = lt.build(operation, district, share("bldg-1"))
    points = np.concatenate([p.points for p in built.parts])
    roof = 12.0
    assert roof + 4 < points[:, 2].max() < roof + 7
    band = points[(points[:, 2] > 3.4) & (points[:, 2] < 4.6)]
    near_wall = shapely.distance(shapely.boundary(lt.BUILDINGS[0]), shapely.points(band[:, :2])) < 0.4
    assert near_wall.sum() > 50
    assert built.tally["next/share"] == Quantity.exact(1, "place", "calc")


def test_the_item_lists_the_timetable_and_says_what_it_is_worth() -> None:
    built = lt.build(operation, st.town(), share("plaza-1"))
    (item,) = built.items
    told = {f.label.en: f for f in item.facts}
    assert told["People at work"].value.en == "8:00 to 18:00"  # type: ignore[union-attr]
    assert told["Residents"].value.zh == "20–2 时"  # type: ignore[union-attr]
    assert told["Hours in use"].value == Quantity.exact(16, "h", "calc")
    assert told["Timetable"].source == "A"
    assert told["Timetable"].note.en == "does not hold while the shock mode is on"
    assert built.labels[0].text.en == "People at work 8–18, residents 20–2"
    assert built.labels[0].text.zh == "上班族 8–18 · 居民 20–2"


def test_what_cannot_be_shared_is_said() -> None:
    built = lt.build(operation, st.town(), st.wish("share", LAYER, ["plaza-1", "plaza-9"]))
    assert built.warnings == (
        "share: says nothing about who has the space when",
        "share: 1 targets have no ground or building",
    )


def test_twice_the_same_and_light_enough() -> None:
    district = st.town()
    built = lt.build(operation, district, share("plaza-1", "bldg-1"))
    assert lt.same(built, lt.build(operation, district, share("plaza-1", "bldg-1")))
    assert sum(len(p.cells) for p in built.parts) < 8000
    assert len(flat_dial(DAY, 8).rgb) == len(flat_dial(DAY, 8).mesh.points)


def test_the_street_clock_reads_the_right_way_round_from_both_sides() -> None:
    """Seen from where it looks, noon is below and six in the morning on the right."""
    clock = day_dial.street_clock(DAY)
    work = tuple(day_dial.colour_of("workers"))
    points = clock.mesh.points[(clock.rgb == work).all(axis=1)]
    for side in (1.0, -1.0):
        face = points[points[:, 0] * side > 0]
        assert face[:, 2].mean() < 3.1 - 0.2
        right = face[:, 1] * side
        assert right.max() > 0.3
    first = day_dial.street_clock(("workers",) * 12 + ("",) * 12)
    morning = first.mesh.points[(first.rgb == work).all(axis=1)]
    assert (morning[:, 0] * morning[:, 1] >= -1e-6).all()
