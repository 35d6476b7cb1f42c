"""An hour colours spaces by who uses them; it moves nothing, and without an hour the picture is the one it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
import small_city as city

from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.words import Words
from wespace_desktop.render.stage import Stage
from wespace_desktop.scene.part import Part, Scene
from wespace_desktop.scene.uses import coloured, colours_at

#: The block is an office, the pole a building of which no use is known, the park open space.
_HUES = {"work": (0x8B, 0xA8, 0xCB)}


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
