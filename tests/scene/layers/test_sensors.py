"""Sensors stand on real poles and see the ground that no building hides."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import sensors
from wespace_desktop.scene.layers.coverage import share_out, visible
from wespace_desktop.scene.layers.sensor_forms import KINDS, hub

WALL = shapely.box(10, -40, 14, 40)


def seen(at: tuple[float, float], reach_m: float, *walls: shapely.Polygon) -> shapely.Polygon:
    polygon: shapely.Polygon = visible(np.array([at]), np.array([reach_m]), shapely.STRtree(list(walls)))[0]
    return polygon


def test_open_ground_is_the_whole_disc() -> None:
    assert seen((0, 0), 30.0).area == pytest.approx(np.pi * 900, rel=0.002)


def test_coverage_is_inside_its_disc_and_blocked_behind_a_wall() -> None:
    polygon = seen((0, 0), 30.0, WALL)
    assert polygon.within(shapely.Point(0, 0).buffer(30.01, quad_segs=64))
    assert polygon.contains(shapely.Point(9.9, 0))
    assert not polygon.intersects(shapely.box(10.01, -20, 30, 20).buffer(-0.01))
    assert polygon.contains(shapely.Point(-25, 0))


def test_view_passes_a_corner_in_a_straight_line() -> None:
    polygon = seen((0, 0), 40.0, shapely.box(10, 0, 20, 10))
    assert polygon.contains(shapely.Point(30, -0.5))
    assert not polygon.contains(shapely.Point(25, 2))
    assert polygon.contains(shapely.Point(9, 10))


def test_pole_at_a_wall_looks_out_past_it() -> None:
    house = shapely.box(-5, -5, 0.2, 5)
    assert seen((0, 0), 20.0, house).area == pytest.approx(np.pi * 400 - house.area, rel=0.01)


def test_shared_out_discs_never_overlap_and_cover_the_same_ground() -> None:
    discs = visible(np.array([(0, 0), (20, 0), (30, 10)]), np.full(3, 25.0), shapely.STRtree([WALL]))
    pieces = share_out(discs, shapely.Polygon())
    assert sum(p.area for p in pieces) == pytest.approx(shapely.union_all(discs).area, rel=1e-6)
    assert pieces[0].intersection(pieces[1]).area < 1e-6


def test_later_network_leaves_out_what_an_earlier_one_covers() -> None:
    district = lt.town()
    made = [lt.change(n, "sensors", ["light-3", "light-4"], {"kind": "air"}) for n in ("first", "second")]
    built = lt.build(sensors, district, *made)
    discs = [p for p in built.parts if p.opacity == pytest.approx(0.15)]
    assert [p.needs for p in discs] == [frozenset({"next/first"})]
    assert built.tally["next/second"].central == 2


def test_each_sensor_is_an_item_on_its_pole() -> None:
    district = lt.town()
    made = lt.change(
        "air", "sensors", ["light-1", "light-3"], {"kind": "air", "reach": Quantity(25, 35, 50, "m", "A7")}
    )
    built = lt.build(sensors, district, made)
    assert [i.id for i in built.items] == ["air-light-1", "air-light-3"]
    assert built.items[0].anchor[:2] == (20.0, 8.5)
    assert built.tally["next/air"] == Quantity.exact(2, "1", "calc")
    assert {p.needs for p in built.parts} == {frozenset({"next/air"})}
    facts = {f.label.en: f.value for f in built.items[1].facts}
    hidden = facts["Hidden by buildings"]
    assert isinstance(hidden, Quantity)
    assert 10 < hidden.central < 60
    assert lt.same(built, lt.build(sensors, district, made))


def test_target_without_a_pole_is_said() -> None:
    built = lt.build(sensors, lt.town(), lt.change("air", "sensors", [], {}))
    assert built.warnings == ("air: none of its targets is a pole, light or signal with a place",)


def test_identifying_sensors_differ_by_shape_and_by_their_ring() -> None:
    assert len(hub("people", True).mesh) != len(hub("people", False).mesh)
    assert len({hub(kind, False).mesh.points.tobytes() for kind in KINDS}) == len(KINDS)
    district = lt.town()
    plain, marked = (
        lt.build(sensors, district, lt.change("s", "sensors", ["light-5"], {"kind": "people", "identifying": i}))
        for i in (False, True)
    )
    lines = [next(p for p in b.parts if p.is_lines) for b in (plain, marked)]
    whole, dashed = (float(np.linalg.norm(np.diff(p.points[p.cells], axis=1), axis=-1).sum()) for p in lines)
    assert dashed < 0.7 * whole
    assert lines[1].rgb[0].sum() < lines[0].rgb[0].sum()
