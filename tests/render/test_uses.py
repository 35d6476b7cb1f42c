"""An hour colours spaces by who uses them; it moves nothing, and without an hour the picture is the one it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
import small_city as city

from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.scenario import Intervention, Scenario, Target
from wespace_desktop.model.words import Words
from wespace_desktop.render.stage import Stage
from wespace_desktop.scene.kerb_ground import kerb_parts
from wespace_desktop.scene.part import Part, Scene
from wespace_desktop.scene.present import thinned
from wespace_desktop.scene.uses import Colours, coloured, colours_at

#: The block is an office, the pole a building of which no use is known, the park open space.
_HUES = {"work": (0x92, 0xB1, 0xD6)}


def scene(*parts: Part) -> Scene:
    def theme(name: str, *ids: str, **attributes: list[str]) -> Theme:
        shapes = np.array([shapely.box(0, 0, 10, 10)] * len(ids), dtype=object)
        return Theme(name, np.array(ids), shapes, {k: np.array(v) for k, v in attributes.items()})

    themes = {
        "buildings": theme("buildings", "block", "pole", type=["office", ""]),
        "open_spaces": theme("open_spaces", "park"),
    }
    place = District("town", Words(), "", (0, 0), (0, 0, 1, 1), themes, (), Words(), "")
    return Scene(place, (), parts or _parts(), city.NAMES, {}, ())


def _parts() -> tuple[Part, ...]:
    """As the city's own are called."""
    names = {"block": "buildings/roofs", "pole": "buildings/facade_house", "park": "ground/plain"}
    return tuple(replace(p, name=names.get(p.name, p.name)) for p in city.parts())


def rgb_of(name: str, hour: int) -> np.ndarray | None:
    town = scene()
    part = next(p for p in town.parts if p.name == name)
    return coloured(part, colours_at(town, hour))


def picture(stage: Stage, hour: int | None, quality: str = "still") -> np.ndarray:
    return stage.draw(replace(city.shot(quality=quality), hour=hour)).rgba


def test_the_fuller_the_space_the_nearer_to_the_hue_of_its_use() -> None:
    away = []
    for hour in (3, 21, 18, 12, 15):        # 2, 10, 45, 60 and 80 of 100 desks
        rgb = rgb_of("buildings/roofs", hour)
        assert rgb is not None
        away.append(np.abs(rgb[0].astype(float) - _HUES["work"]).sum())
    assert away == sorted(away, reverse=True)
    assert away[-1] < 0.35 * away[0]


def test_a_building_of_which_no_use_is_known_is_grey_at_every_hour() -> None:
    at = [rgb_of("buildings/facade_house", hour) for hour in (3, 12)]
    assert at[0] is not None
    assert at[1] is not None
    assert (at[0] == at[1]).all()
    assert np.ptp(at[0].astype(int), axis=1).max() <= 8


def test_what_nobody_uses_by_the_hour_has_no_other_colours() -> None:
    for name in ("shadow", "disc", "far"):
        assert rgb_of(name, 12) is None


def _lot(count: int = 40) -> Scene:
    """Cars in two lots, one of homes and one of offices, with their shades."""
    places = np.array([(12.0 * k, 30.0 * lot) for lot in (0, 1) for k in range(count)], np.float32)
    bodies, shades, ids = [], [], []
    for k, (x, y) in enumerate(places):
        bodies.append([[x, y, 0], [x + 4, y, 0], [x + 4, y + 2, 0], [x, y + 2, 1]])
        shades.append([[x, y, 0.1], [x + 4, y, 0.1], [x + 4, y + 2, 0.1], [x, y + 2, 0.1], [x + 2, y + 1, 0.1]])
        ids += [1 + k // count] * 4
    n = len(places)
    body = Part(
        "cars/body", np.array(bodies, np.float32).reshape(-1, 3),
        np.concatenate([np.arange(n)[:, None] * 4 + t for t in ([0, 1, 2], [0, 2, 3])]).astype(np.int32),
        np.full((4 * n, 3), 200, np.uint8), np.array(ids, np.int32),
    )  # fmt: skip
    shade = Part(
        "cars/shade", np.array(shades, np.float32).reshape(-1, 3),
        (np.arange(n)[:, None] * 5 + np.array([0, 1, 2])).astype(np.int32),
        np.full((5 * n, 3), 60, np.uint8), np.zeros(5 * n, np.int32), opacity=0.3,
    )  # fmt: skip
    return Scene(scene().district, (), (body, shade), ("", "home-lot", "work-lot"), {}, ())


def test_cars_leave_with_the_hour_and_their_shades_with_them() -> None:
    town = _lot()
    body, shade = town.parts
    full = np.array([np.nan, 0.85, 0.0])

    def colours(share: np.ndarray) -> Colours:
        nothing = np.zeros((3, 3))
        return Colours(share, share, nothing, nothing, np.zeros(3, bool), np.zeros(3, bool))

    left, dark = thinned(town, body, colours(full), 3), thinned(town, shade, colours(full), 3)
    copies = set((left.cells[:, 0] // 4).tolist())
    assert copies == set(range(40))             # all at the homes, none at the offices
    assert set((dark.cells[:, 0] // 5).tolist()) == copies
    assert left.points is body.points
    half = thinned(town, body, colours(np.array([np.nan, 0.425, 0.425])), 12)
    there = set((half.cells[:, 0] // 4).tolist())
    assert 25 < len(there) < 55
    fewer = thinned(town, body, colours(np.array([np.nan, 0.2, 0.2])), 12)
    assert set((fewer.cells[:, 0] // 4).tolist()) < there       # who is there at an emptier hour is there at a fuller
    assert thinned(town, body, colours(np.array([np.nan, 0.9, 0.9])), 9) is body


def test_metered_spaces_are_ground_that_goes_with_what_takes_its_place() -> None:
    spaces = Theme(
        "parking_spaces", np.array(["m0", "m1"]), np.array([shapely.box(0, 0, 6, 2), shapely.box(8, 0, 14, 2)], object)
    )
    town = scene()
    district = replace(town.district, themes={**town.district.themes, "parking_spaces": spaces})
    told = Intervention("parklet", "parking", "convert", Target(), 2028, Words())
    made = Scenario("s", "scenario", Words(), 2035, "town", {}, (told,), (), Path("s.yaml"), "h")
    plan = Plan(made, district, (Change(told, ("m1",), ("m1",), 2028),))
    parts = kerb_parts(Scene(district, (plan,), (), ("", "m0", "m1"), {}, ()))
    assert [sorted(p.hidden_by) for p in parts] == [[], ["s/parklet"]]
    assert [set(p.ids.tolist()) for p in parts] == [{1}, {2}]


def test_an_hour_moves_no_point() -> None:
    town = scene()
    before = [p.points.copy() for p in town.parts]
    stage = Stage()
    try:
        stage.show(town)
        frames = [stage.draw(replace(city.shot(), hour=hour)) for hour in (None, 3, 12)]
    finally:
        stage.close()
    assert all((p.points == b).all() for p, b in zip(town.parts, before, strict=True))
    assert all((f.depth == frames[0].depth).all() for f in frames)
    assert all((f.matrix == frames[0].matrix).all() for f in frames)


@pytest.mark.parametrize("quality", ["draft", "still"])
def test_without_an_hour_it_is_the_picture_that_it_was(stage: Stage, quality: str) -> None:
    stage.show(scene())
    before = picture(stage, None, quality)
    noon = picture(stage, 12, quality)
    assert (noon != before).any()
    assert (picture(stage, None, quality) == before).all()
    assert (picture(stage, 12, quality) == noon).all()


def test_the_same_hour_twice_is_the_same_bytes_whatever_was_shown_between(stage: Stage) -> None:
    stage.show(scene())
    noon = picture(stage, 12)
    for hour in range(24):
        picture(stage, hour, "draft")
    assert (picture(stage, 12) == noon).all()
    other = Stage()
    try:
        other.show(scene())
        assert (picture(other, 12) == noon).all()
    finally:
        other.close()


def test_names_are_the_same_at_every_hour(stage: Stage) -> None:
    stage.show(scene())
    plain = stage.names(city.shot())
    assert (stage.names(replace(city.shot(), hour=12)) == plain).all()


def test_the_light_moving_form_has_the_hour_too(stage: Stage) -> None:
    stage.show(scene())
    shot = replace(city.shot(), hour=15)
    for _ in stage.prepare(shot):
        pass
    moving = stage.draw(replace(shot, quality="moving")).rgba[..., :3].astype(int)
    blue = (moving[..., 2] - moving[..., 0]) > 25
    assert blue.sum() > 500
