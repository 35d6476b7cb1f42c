"""Panels stand on what is free of real roofs, batteries on free ground beside them; power follows from the area."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.app.fault_words import in_chinese
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import energy
from wespace_desktop.scene.layers.energy_forms import DEPTH_M, row_angle, table, tables_on
from wespace_desktop.scene.layers.roofs import roofs_of
from wespace_desktop.scene.layers.yards import yard_at
from wespace_desktop.scene.site import Site

ROOFS = ["bldg-1", "bldg-3", "bldg-4"]


@given(angle=st.floats(-0.7, 0.7), width=st.floats(8, 60), depth=st.floats(5, 40))
def test_every_table_lies_inside_its_bed(angle: float, width: float, depth: float) -> None:
    bed = shapely.box(-width / 2, -depth / 2, width / 2, depth / 2)
    c, s = np.cos(angle), np.sin(angle)
    for x, y, length in tables_on(bed, angle):
        corners = np.array([(i * length / 2, j * DEPTH_M / 2) for i in (-1, 1) for j in (-1, 1)])
        turned = np.c_[corners[:, 0] * c - corners[:, 1] * s, corners[:, 0] * s + corners[:, 1] * c] + [x, y]
        assert shapely.buffer(bed, 0.01).contains(shapely.MultiPoint(turned))


def test_rows_look_south_and_no_triangle_faces_in() -> None:
    site = Site(lt.town())
    assert all(abs(row_angle(roof)) <= np.pi / 4 + 1e-9 for roof in roofs_of(site, ROOFS))
    mesh = table().mesh
    a, b, c = (mesh.points[mesh.cells[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    assert (np.einsum("ij,ij->i", across, mesh.normals[mesh.cells[:, 0]]) > 0).all()
    assert mesh.normals[0][1] < 0 < mesh.normals[0][2]


def test_power_is_the_roof_by_what_a_kilowatt_takes() -> None:
    district = lt.town()
    built = lt.build(energy, district, lt.change("pv", "energy", ROOFS, {"share_of_roof": 75}))
    area = sum(f.value.central for i in built.items for f in i.facts if f.label.en == "Roof taken")  # type: ignore[union-attr]
    peak = built.tally["next/pv"]
    assert (peak.low, peak.central, peak.high) == pytest.approx((area / 20, area / 17.5, area / 15))
    assert peak.unit == "kWp"
    facts = {f.label.en: f for f in built.items[0].facts}
    yearly, own = facts["Power a year"].value, facts["Peak power"].value
    assert isinstance(yearly, Quantity)
    assert isinstance(own, Quantity)
    assert yearly.low == pytest.approx(own.low * 1.0)
    assert yearly.high == pytest.approx(own.high * 1.3)
    assert facts["Power a year"].estimated
    assert all(f.source for f in built.items[0].facts if isinstance(f.value, Quantity) and f.value.unit != "1")


def test_panels_on_the_roof_and_batteries_on_the_ground_beside_it() -> None:
    district = lt.town()
    built = lt.build(energy, district, lt.change("pv", "energy", ROOFS, {"share_of_roof": 100, "storage": 12}))
    high = [p for p in built.parts if p.points[:, 2].min() > 10]
    assert high
    roofs = shapely.union_all([lt.BUILDINGS[0], *lt.BUILDINGS[2:]])
    for part in built.parts:
        up = part.points[part.points[:, 2] > 8]
        assert shapely.contains_xy(roofs, up[:, 0], up[:, 1]).all()
        low = part.points[part.points[:, 2] <= 8]
        assert not shapely.contains_xy(shapely.union_all(lt.BUILDINGS), low[:, 0], low[:, 1]).any()
        assert not Site(district).on_road(low[:, :2]).any()
    assert built.clears["next/pv"].area > 0
    assert lt.same(
        built, lt.build(energy, district, lt.change("pv", "energy", ROOFS, {"share_of_roof": 100, "storage": 12}))
    )


def test_a_yard_is_off_every_road_wall_and_lot() -> None:
    site = Site(lt.town())
    at = yard_at(site, lt.BUILDINGS[0], (6.1, 2.4), [])
    assert at is not None
    assert not site.on_road([at[:2]])[0]
    assert site.clear_of_buildings(shapely.Point(at[:2]), 1.5)[0]
    assert yard_at(site, lt.BUILDINGS[0], (6.1, 2.4), [shapely.box(40, -10, 140, 60)]) is None


def test_what_cannot_be_done_is_said() -> None:
    tight = lt.town(extra=[shapely.box(0, 60, 6, 66)])
    (none,) = lt.build(energy, tight, lt.change("pv", "energy", ["bldg-5"], {})).warnings
    assert none == "pv: none of its targets is a building with room for panels"
    ring = shapely.difference(lt.BUILDINGS[0].buffer(3, join_style="mitre"), lt.BUILDINGS[0].buffer(0.5))
    shut = lt.town(extra=[shapely.intersection(ring, shapely.box(0, 8, 300, 60))])
    made = lt.change("pv", "energy", ["bldg-1"], {"share_of_roof": 100, "storage": 30})
    assert lt.build(energy, shut, made).warnings == ("pv: 1 of its buildings have no ground beside them for a battery",)
    assert in_chinese("none of its targets is a building with room for panels")
    assert in_chinese("1 of its buildings have no ground beside them for a battery")
