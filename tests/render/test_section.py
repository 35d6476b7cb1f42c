"""Through glass ground a tunnel is seen and picked from above, not from the street; a cut lays bare what is behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely

from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.scenario import Scenario
from wespace_desktop.model.view import Camera
from wespace_desktop.model.words import Words
from wespace_desktop.render.shot import Shot
from wespace_desktop.render.stage import Stage
from wespace_desktop.scene.paint import painted
from wespace_desktop.scene.part import IdTable, LayerBuild, Scene
from wespace_desktop.scene.section import EARTH
from wespace_desktop.scene.see_through import seen_through
from wespace_desktop.scene.shapes import extrude, flat

SIZE = (200, 160)
ABOVE = Camera((0.0, -120.0, 120.0), (0.0, 0.0, 0.0), 30.0)
STREET = Camera((0.0, -60.0, 3.0), (0.0, 0.0, 1.0), 55.0)
KEY = "s/tube"


def _district() -> District:
    house = Theme("buildings", np.array(["house"]), np.array([shapely.box(10, -8, 30, 20)], object),
                  {"height_m": np.array([12.0])})  # fmt: skip
    extent = (-80.0, -80.0, 80.0, 80.0)
    return District("d", Words(), "EPSG:26986", (0.0, 0.0), extent, {"buildings": house}, (), Words(), "2026")


def _scene() -> Scene:
    district = _district()
    ids = IdTable(district)
    ground, _ = flat(shapely.box(-80, -80, 80, 80), 0.0)
    walls, _ = extrude(shapely.box(10, -8, 30, 20), 0.0, 12.0)
    tube, _ = extrude(shapely.box(-70, -3, 5, 3), -12.0, -8.0)
    context = [painted("ground/plain", ground, (227, 223, 214), ids.of("street")),
               painted("buildings/walls", walls, (252, 250, 246), ids.of("house"))]  # fmt: skip
    below = painted("s/tube:shell", tube, (20, 30, 200), ids.of("tube"), needs=frozenset({KEY}), layer="tunnel",
                    seen_from="bird")  # fmt: skip
    parts = seen_through(context, [LayerBuild(under={KEY: shapely.Polygon()})], ids)
    scenario = Scenario("s", "scenario", Words(), 2035, "d", {}, (), (), Path("s.yaml"), "")
    return Scene(district, (Plan(scenario, district, ()),), (*parts, below), ids.names(), {}, ())


def _shot(camera: Camera, *standing: str) -> Shot:
    return Shot(camera, frozenset(standing), SIZE, "draft")


def _blue(rgba: np.ndarray) -> int:
    rgb = rgba[..., :3].astype(int)
    return int((rgb[..., 2] - rgb[..., 0] > 25).sum())


def test_from_above_the_tunnel_is_seen_and_picked_and_off_restores_every_byte(stage: Stage) -> None:
    scene = _scene()
    stage.show(scene)
    before = stage.draw(_shot(ABOVE)).rgba
    assert _blue(stage.draw(_shot(ABOVE, KEY)).rgba) > 500
    named = stage.names(_shot(ABOVE, KEY))
    assert (named == scene.ids.index("tube")).sum() > 500
    assert (named == scene.ids.index("street")).sum() > 500
    assert (named == scene.ids.index("house")).sum() > 500
    assert not (stage.names(_shot(ABOVE)) == scene.ids.index("tube")).any()
    assert (stage.draw(_shot(ABOVE)).rgba == before).all()


def test_from_the_street_nothing_of_it_is_seen(stage: Stage) -> None:
    stage.show(_scene())
    assert (stage.draw(_shot(STREET)).rgba == stage.draw(_shot(STREET, KEY)).rgba).all()
    assert (stage.names(_shot(STREET)) == stage.names(_shot(STREET, KEY))).all()


def test_a_cut_shows_earth_the_tunnel_in_it_and_the_floors_of_the_house(stage: Stage) -> None:
    scene = _scene()
    stage.show(scene)
    front = Camera((0.0, -100.0, 4.0), (0.0, 0.0, 4.0), parallel_height_m=50.0)
    cut = replace(front, cut=((-1.0, 0.0), (1.0, 0.0)))
    whole = stage.draw(_shot(front, KEY)).rgba
    found = stage.draw(_shot(cut, KEY)).rgba
    earth = (found[..., :3] == EARTH).all(axis=-1)
    assert earth.sum() > 3000
    assert not (whole[..., :3] == EARTH).all(axis=-1).any()
    assert (stage.names(_shot(cut, KEY)) == scene.ids.index("house")).sum() > 500
    assert (stage.draw(_shot(cut, KEY)).rgba == found).all()
    assert (stage.draw(_shot(front, KEY)).rgba == whole).all()
    gone = replace(front, cut=((-1.0, 70.0), (1.0, 70.0)))
    assert not (stage.names(_shot(gone, KEY)) == scene.ids.index("house")).any()
