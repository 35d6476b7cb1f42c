"""Marks of what is not there yet: dashes of one length, hatches inside their ground, a ring for what has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
import scene_town
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.model.plan import Plan
from wespace_desktop.model.state import NOTHING
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import Item, Part, Scene
from wespace_desktop.scene.phases import parts_of
from wespace_desktop.scene.shapes import outline3d

LOT = shapely.box(60, 108, 120, 150)
KEY = frozenset({"s/lot"})


def _scene(ground: shapely.Geometry | None = LOT, layer: str = "parking") -> Scene:
    district = scene_town.town()
    plan = scene_town.plan(district, "s", {"lot": ("parking_lots-0",)})
    made = tuple(replace(c, intervention=replace(c.intervention, layer=layer)) for c in plan.changes)
    items: Mapping[str, Item] = {}
    if ground is not None:
        anchor = (90.0, 129.0, 0.24)
        ring = outline3d(ground, 0.24)
        items = {"i": Item("i", "park", Words("园", "Park"), anchor, ring, layer=layer, change="s/lot")}
    return Scene(district, (Plan(plan.scenario, district, made),), (), ("",), items, ())


def _lengths(part: Part) -> np.ndarray:
    ends = part.points[part.cells].astype(float)
    return np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1)


def test_nothing_is_marked_where_nothing_comes() -> None:
    assert parts_of(_scene(), NOTHING, NOTHING) == []
    assert parts_of(_scene(), frozenset({"other/lot"}), NOTHING) == []


def test_planned_is_a_dashed_outline_without_a_ground() -> None:
    (lines,) = parts_of(_scene(), KEY, NOTHING)
    assert lines.is_lines
    assert lines.opacity == 1
    around = LOT.length
    assert 0.5 * around < _lengths(lines).sum() < 0.65 * around
    assert not lines.ids.any()      # a mark is no thing that a hand could take
    border = shapely.buffer(LOT.exterior, 0.01)
    assert shapely.contains_xy(border, *lines.points[:, :2].T).all()


def test_under_way_is_a_whole_outline_with_hatches_and_a_tint() -> None:
    lines, ground = parts_of(_scene(), NOTHING, KEY)
    assert _lengths(lines).sum() > LOT.length + LOT.area / 6        # border, and lines a few metres apart
    assert shapely.contains_xy(shapely.buffer(LOT, 0.01), *lines.points[:, :2].T).all()
    assert ground.opacity < 0.5
    corners = ground.points[ground.cells][:, :, :2].astype(float)
    assert shapely.area(shapely.polygons(corners)).sum() == pytest.approx(LOT.area)
    assert float(ground.points[:, 2].max()) < float(lines.points[:, 2].min())


def test_holes_stay_free() -> None:
    ring = shapely.difference(LOT, shapely.box(80, 120, 100, 140))
    _, ground = parts_of(_scene(ring), NOTHING, KEY)
    corners = ground.points[ground.cells][:, :, :2].astype(float)
    assert shapely.area(shapely.polygons(corners)).sum() == pytest.approx(ring.area)


def test_a_sensor_is_marked_where_it_stands_not_as_far_as_it_sees() -> None:
    (lines,) = parts_of(_scene(shapely.Point(90, 129).buffer(40), "sensors"), KEY, NOTHING)
    assert np.linalg.norm(lines.points[:, :2] - [90, 129], axis=1).max() < 3


def test_what_is_built_in_no_year_is_marked_by_its_features() -> None:
    (lines,) = parts_of(_scene(None), KEY, NOTHING)
    assert lines.points[:, :2].min(axis=0).tolist() == [60, 108]
    assert lines.points[:, :2].max(axis=0).tolist() == [120, 150]


@given(st.integers(3, 200), st.integers(3, 200))
def test_dashes_are_of_one_length_but_where_a_corner_bends_them(wide: int, deep: int) -> None:
    ground = shapely.box(0, 0, wide, deep)
    (lines,) = parts_of(_scene(ground), KEY, NOTHING)
    longest = _lengths(lines).max()
    assert longest <= 0.58 * max(ground.length / 10, 6.4) + 1e-3


def test_the_marks_are_made_once_and_two_scenes_agree() -> None:
    first, second = (parts_of(_scene(), KEY, NOTHING)[0] for _ in range(2))
    assert first.points.tobytes() == second.points.tobytes()
    assert first.cells.tobytes() == second.cells.tobytes()
