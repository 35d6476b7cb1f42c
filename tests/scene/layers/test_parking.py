"""Converted parking covers exactly what the lots and spaces covered, and says what it took."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely

from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import parking
from wespace_desktop.scene.layers.kerb_strips import floor_of, strips_of
from wespace_desktop.scene.layers.park_design import FUNCTIONS, design_lot
from wespace_desktop.scene.site import Site

ISLANDS = shapely.box(40, -70, 100, -20).difference(
    shapely.union(shapely.box(60, -50, 66, -44), shapely.box(80, -40, 84, -36))
)
SPACES = [f"space-{k}" for k in (1, 2, 3, 5)]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("lot", ["lot-1", "lot-2"])
def test_lawn_and_paving_are_exactly_the_lot(function: str, lot: str) -> None:
    site = Site(lt.town())
    design = design_lot(site, lot, function)
    assert design.lawn.area + design.paving.area == pytest.approx(design.lot.area, rel=1e-6)
    assert design.lawn.intersection(design.paving).area < 1e-6
    assert shapely.union(design.lawn, design.paving).symmetric_difference(design.lot).area < 1e-3


@pytest.mark.parametrize("function", FUNCTIONS)
def test_trees_stand_on_the_lot_and_clear_of_buildings(function: str) -> None:
    site = Site(lt.town(extra=[shapely.box(50, -60, 62, -50)]))
    design = design_lot(site, "lot-1", function)
    trees = shapely.points(design.trees[:, :2])
    assert len(trees) > 5
    assert shapely.covers(design.lot, trees).all()
    assert shapely.distance(site.built, trees).min() > 1.5


def test_park_paths_start_at_the_sidewalk_and_hang_together() -> None:
    site = Site(lt.town())
    design = design_lot(site, "lot-1", "park")
    assert len(shapely.get_parts(design.paving)) == 1
    assert design.paving.distance(site.land("sidewalks")) < 3.5
    assert 0.08 < design.paving.area / design.lot.area < 0.4


def test_planted_islands_inside_a_lot_stay_planted() -> None:
    design = design_lot(Site(lt.town(lots=[ISLANDS])), "lot-1", "park")
    assert design.beds.area == pytest.approx(36 + 16)
    assert design.beds.intersection(design.lot).area < 1e-6


def test_spaces_in_a_row_become_one_strip() -> None:
    site = Site(lt.town())
    strips = strips_of(site, SPACES)
    assert [s.spaces for s in strips] == [("space-1", "space-2", "space-3"), ("space-5",)]
    assert strips[0].ground.area == pytest.approx(3 * 6 * 2.2, rel=0.01)
    assert floor_of(strips[0]).area == pytest.approx(18.2 * 2.2, rel=0.01)
    assert (strips[0].kerb[:, 1] > 0.99).all(), "the kerb is on the north side"
    assert np.allclose(strips[0].length_m, 6.0)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_converted_area_is_the_area_of_what_was_there(function: str) -> None:
    district = lt.town()
    made = lt.change("park", "parking", ["lot-1", "lot-2", *SPACES], {"function": function})
    built = lt.build(parking, district, made)
    area = lt.LOT.area + lt.SMALL_LOT.area + 4 * 6 * 2.2
    assert built.tally["next/park"].central == pytest.approx(area, rel=0.001)
    assert built.tally["next/park"].unit == "m2"
    assert {p.needs for p in built.parts} == {frozenset({"next/park"})}
    assert [i.id for i in built.items] == ["park-lot-1", "park-lot-2", "park-space-1", "park-space-5"]
    assert lt.same(built, lt.build(parking, district, made))


def test_the_relation_from_old_to_new_and_the_stalls_are_told() -> None:
    built = lt.build(parking, lt.town(), lt.change("park", "parking", ["lot-1", *SPACES], {"function": "park"}))
    assert [i.replaces for i in built.items] == [("lot-1",), ("space-1", "space-2", "space-3"), ("space-5",)]
    lot, row, _ = ({f.label.en: f for f in i.facts} for i in built.items)
    assert lot["Stalls removed"].value == Quantity(150, 176, 211, "stall", "S08")
    assert lot["Stalls removed"].estimated
    assert row["Stalls removed"].value == Quantity.exact(3, "stall", "calc")
    assert lot["How the space comes free"].value.en == "converted by decision"  # type: ignore[union-attr]


def test_what_stood_there_makes_room() -> None:
    built = lt.build(parking, lt.town(), lt.change("park", "parking", ["lot-1", "space-1"], {"function": "plaza"}))
    area = built.clears["next/park"]
    assert area.covers(lt.LOT)
    assert area.covers(shapely.box(200, 4.8, 206, 7))


def test_a_target_that_is_no_parking_is_said() -> None:
    built = lt.build(parking, lt.town(), lt.change("park", "parking", ["plaza-1"], {"function": "park"}))
    assert built.warnings == ("park: none of its targets is a parking lot or a metered space",)
