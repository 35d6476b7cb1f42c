"""Green roofs lie on what is free of real roofs, and say when panels want the same roof."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.app.fault_words import in_chinese
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.buildings import PARAPET_M
from wespace_desktop.scene.layers import green
from wespace_desktop.scene.layers.roofs import EDGE_M, part_of, roofs_of
from wespace_desktop.scene.site import LAND_Z, Site

ROOFS = ["bldg-1", "bldg-3", "bldg-4"]


def test_what_is_free_keeps_clear_of_the_parapet_and_of_plant() -> None:
    site = Site(lt.town())
    for roof in roofs_of(site, ROOFS):
        assert roof.free.within(shapely.buffer(roof.footprint, -EDGE_M + 0.02, join_style="mitre"))
        assert roof.z == pytest.approx(LAND_Z + 12 - PARAPET_M)
        assert roof.free.area > 0.7 * roof.footprint.area


@given(share=st.floats(0.05, 0.95))
def test_the_two_sides_of_a_roof_share_it_without_overlap(share: float) -> None:
    roof = shapely.Polygon([(0, 0), (40, 5), (40, 30), (20, 30), (20, 15), (0, 15)])
    south, north = part_of(roof, share, True), part_of(roof, 1 - share, False)
    assert south.area == pytest.approx(share * roof.area, abs=8.0)
    assert south.intersection(north).area < 0.5
    assert south.union(north).area == pytest.approx(roof.area, rel=0.03)


def test_each_roof_is_an_item_on_its_building_and_the_sum_is_the_tally() -> None:
    district = lt.town()
    built = lt.build(green, district, lt.change("meadow", "green", ROOFS, {"share_of_roof": 60}))
    assert [i.id for i in built.items] == [f"meadow-{r}" for r in ROOFS]
    taken = [f.value.central for i in built.items for f in i.facts if f.label.en == "Roof taken"]  # type: ignore[union-attr]
    assert built.tally["next/meadow"].central == pytest.approx(sum(taken))
    assert built.tally["next/meadow"].unit == "m2"
    assert {p.needs for p in built.parts} == {frozenset({"next/meadow"})}
    footprints = shapely.union_all(shapely.buffer([lt.BUILDINGS[0], *lt.BUILDINGS[2:]], 0.05))
    for part in built.parts:
        assert shapely.contains_xy(footprints, part.points[:, 0], part.points[:, 1]).all()
        assert part.points[:, 2].min() > 10.5
    assert lt.same(built, lt.build(green, district, lt.change("meadow", "green", ROOFS, {"share_of_roof": 60})))


def test_a_garden_has_paths_and_trees_that_a_meadow_has_not() -> None:
    district = lt.town()
    meadow, garden = (
        lt.build(green, district, lt.change("g", "green", ROOFS, {"type": kind})) for kind in ("extensive", "garden")
    )
    assert sum(len(p.cells) for p in garden.parts) > sum(len(p.cells) for p in meadow.parts)
    assert [i.kind for i in garden.items] == ["roof_garden"] * 3
    assert sum(len(p.cells) for p in garden.parts if not p.is_lines) < 1_200 * len(ROOFS)


def test_raised_triangles_face_out() -> None:
    built = lt.build(green, lt.town(), lt.change("g", "green", ROOFS, {"type": "garden"}))
    for part in built.parts:
        if not part.is_lines and np.ptp(part.points[:, 2]) < 0.02:
            a, b, c = (part.points[part.cells[:, k]] for k in range(3))
            assert (np.cross(b - a, c - a)[:, 2] > -1e-6).all()


def test_small_roofs_and_other_targets_are_said() -> None:
    small = lt.town(extra=[shapely.box(0, 60, 12, 72)])
    built = lt.build(green, small, lt.change("g", "green", ["bldg-5"], {}))
    assert built.warnings == (
        "g: 1 of its roofs have too little free room and stay as they are",
        "g: none of its targets is a building with a roof to plant",
    )
    assert built.items == ()
    for sentence in built.warnings:
        assert in_chinese(sentence.partition(": ")[2])


def test_a_roof_that_panels_want_too_is_said_with_its_place() -> None:
    meadow = lt.change("meadow", "green", ["bldg-1", "bldg-3"], {"share_of_roof": Quantity.exact(60, "%")})
    panels = lt.change("panels", "energy", ["bldg-3", "bldg-4"], {"share_of_roof": 55})
    built = lt.build(green, lt.town(), meadow, panels)
    assert built.warnings == ("meadow: wants 60 % and panels 55 % of the same roofs, more than there is: bldg-3",)
    assert in_chinese(built.warnings[0].partition(": ")[2]) == "要占同一批屋顶的 60%，panels 要占 55%，合计超出：bldg-3"
    fits = lt.change("panels", "energy", ["bldg-3"], {"share_of_roof": 40})
    assert lt.build(green, lt.town(), meadow, fits).warnings == ()
