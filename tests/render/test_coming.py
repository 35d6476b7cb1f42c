"""Marks of what comes: drawn when asked for, gone byte for byte when not, and no thing that a hand could take."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import small_city as city

from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.scenario import Intervention, Scenario, Target
from wespace_desktop.model.words import Words
from wespace_desktop.render.shot import Quality, Shot
from wespace_desktop.render.stage import Stage
from wespace_desktop.scene.part import Item, Scene

KEY = frozenset({"s/park"})
QUALITIES: tuple[Quality, ...] = ("draft", "still", "moving")


def _scene() -> Scene:
    made = Intervention("park", "parking", "convert", Target(), 2028, Words("公园", "Park"))
    scenario = Scenario("s", "scenario", Words("s", "s"), 2035, "s", {}, (made,), (), Path("s.yaml"), "")
    district = cast("District", None)
    ring = np.array([[40, -60, 0.2], [120, -60, 0.2], [120, 20, 0.2], [40, 20, 0.2], [40, -60, 0.2]], np.float32)
    item = Item("park", "park", Words("公园", "Park"), (80, -20, 0.2), ring, layer="parking", change="s/park")
    plan = Plan(scenario, district, (Change(made, (), (), 2034),))
    return Scene(district, (plan,), city.parts(), city.NAMES, {"park": item}, ())


def _rgb(stage: Stage, shot: Shot) -> np.ndarray:
    return stage.draw(shot).rgba.copy()


def test_marks_are_seen_and_leave_no_trace(stage: Stage) -> None:
    stage.show(_scene())
    for quality in QUALITIES:
        plain = city.shot(quality=quality)
        before = _rgb(stage, plain)
        planned, begun = (_rgb(stage, replace(plain, **{name: KEY})) for name in ("planned", "under_way"))
        assert (planned != before).any(axis=-1).sum() > 20
        assert (begun != before).any(axis=-1).sum() > 2 * (planned != before).any(axis=-1).sum()
        assert (_rgb(stage, plain) == before).all()


def test_the_same_marks_twice_are_the_same_bytes_and_another_stage_agrees(stage: Stage) -> None:
    shot = replace(city.shot(quality="still"), under_way=KEY)
    stage.show(_scene())
    first = _rgb(stage, shot)
    assert (_rgb(stage, shot) == first).all()
    stage.show(_scene())
    assert (_rgb(stage, shot) == first).all()


def test_what_is_marked_is_no_thing_to_point_at(stage: Stage) -> None:
    stage.show(_scene())
    plain = city.shot()
    assert (stage.names(plain) == stage.names(replace(plain, planned=KEY, under_way=KEY))).all()


def test_marks_keep_their_colour_in_the_lens(stage: Stage) -> None:
    stage.show(_scene())
    grey = replace(city.shot(), lens=frozenset())
    marked = _rgb(stage, replace(grey, under_way=KEY)).astype(int)
    assert ((marked[..., 1] - marked[..., 0]) > 40).sum() > 20      # the green of the layer
    assert ((_rgb(stage, grey).astype(int)[..., 1] - _rgb(stage, grey).astype(int)[..., 0]) > 40).sum() == 0


def test_what_is_marked_tells_shots_apart() -> None:
    plain = city.shot()
    shots = [plain, replace(plain, planned=KEY), replace(plain, under_way=KEY)]
    assert len({shot.shows for shot in shots}) == 3
