"""Masts stand on roofs, cells on poles, edge rooms on free ground; arcs lead to a room that stands with the cell."""

from __future__ import annotations

from dataclasses import replace

import layer_town as lt
import numpy as np
import pytest
import shapely

from wespace_desktop.app.fault_words import in_chinese
from wespace_desktop.model.plan import Change
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.layers import digital_core
from wespace_desktop.scene.layers.cell_forms import ROOM_M, arcs, mast, radome, room
from wespace_desktop.scene.site import Site

CELLS = ["light-1", "light-4"]


def made(role: str, features: list[str], name: str = "") -> Change:
    return lt.change(name or role, "digital_core", features, {"role": role})


def test_masts_stand_on_roofs_and_are_counted() -> None:
    built = lt.build(digital_core, lt.town(), made("macro", ["bldg-1", "bldg-4"]))
    assert [(i.id, i.kind) for i in built.items] == [("macro-bldg-1", "macro_site"), ("macro-bldg-4", "macro_site")]
    assert built.tally == {"next/macro": Quantity.exact(2, "cell", "calc")}
    for part in built.parts:
        assert part.points[:, 2].min() > 11
        roofs = shapely.union_all([lt.BUILDINGS[0], lt.BUILDINGS[3]])
        assert shapely.contains_xy(roofs, part.points[:, 0], part.points[:, 1]).all()


def test_cells_hang_on_their_poles_and_walls_stop_their_waves() -> None:
    built = lt.build(digital_core, lt.town(), made("small", CELLS))
    assert [i.id for i in built.items] == ["small-light-1", "small-light-4"]
    assert built.items[0].anchor[:2] == pytest.approx((20.0, 8.5))
    seen = {f.label.en: f for f in built.items[0].facts}
    ground = seen["Ground seen"].value
    assert isinstance(ground, Quantity)
    assert ground.central < 0.98 * np.pi * 150**2
    assert seen["Reach"].value == Quantity(100, 150, 200, "m", "S44")
    assert seen["Power drawn"].value == Quantity.exact(3.5, "kW", "S45")
    assert any(p.is_lines for p in built.parts)


def test_edge_rooms_stand_on_free_ground_beside_their_building() -> None:
    district = lt.town()
    built = lt.build(digital_core, district, made("edge", ["bldg-1"]))
    assert built.tally == {}
    (item,) = built.items
    assert item.kind == "edge_room"
    assert item.facts[0].value == Quantity.exact(ROOM_M[0] * ROOM_M[1], "m2", "calc")
    for part in built.parts:
        assert not Site(district).on_road(part.points[:, :2]).any()
        inside = shapely.contains_xy(shapely.union_all(lt.BUILDINGS), part.points[:, 0], part.points[:, 1])
        assert not inside.any()
    assert built.clears["next/edge"].area > 50


def test_arcs_lead_from_every_cell_to_a_room_that_stands_with_it() -> None:
    edge, cells = made("edge", ["bldg-1"]), made("small", CELLS)
    with_room = lt.build(digital_core, lt.town(), edge, cells)
    lines = [p for p in with_room.parts if p.is_lines and p.points[:, 2].max() > 5]
    assert len(lines) == 1
    assert lines[0].needs == frozenset({"next/small"})
    assert len(lines[0].cells) == 18 * len(CELLS)
    late = replace(edge, stands_from=cells.stands_from + 1)
    without = lt.build(digital_core, lt.town(), late, cells)
    assert not [p for p in without.parts if p.is_lines and p.points[:, 2].max() > 5]


def test_a_bow_starts_and_ends_where_it_should_and_rises_between() -> None:
    points, cells, owner = arcs(np.array([[0.0, 0, 8]]), np.array([[100.0, 0, 3]]))
    assert points[0] == pytest.approx([0, 0, 8])
    assert points[-1] == pytest.approx([100, 0, 3])
    assert points[:, 2].max() > 20
    assert (cells[:, 1] - cells[:, 0] == 1).all()
    assert set(owner) == {0}


@pytest.mark.parametrize("form", [mast, radome, room])
def test_forms_are_light_and_face_out(form: object) -> None:
    mesh = form().mesh  # type: ignore[operator]
    a, b, c = (mesh.points[mesh.cells[:, k]] for k in range(3))
    facing = np.einsum("ij,ij->i", np.cross(b - a, c - a), mesh.normals[mesh.cells[:, 0]])
    assert (facing > -1e-6).all()
    assert len(mesh.cells) < 400


def test_the_same_twice() -> None:
    changes = (made("edge", ["bldg-1"]), made("small", CELLS), made("macro", ["bldg-4"]))
    assert lt.same(lt.build(digital_core, lt.town(), *changes), lt.build(digital_core, lt.town(), *changes))


def test_what_has_no_place_is_said() -> None:
    built = lt.build(digital_core, lt.town(), made("macro", ["light-1"]), made("edge", ["light-1"]))
    assert built.warnings == (
        "macro: none of its targets has a place for macro sites",
        "edge: none of its targets has a place for edge rooms",
    )
    assert in_chinese("none of its targets has a place for macro sites")
    assert in_chinese("1 of its buildings have no ground beside them for an edge room")
