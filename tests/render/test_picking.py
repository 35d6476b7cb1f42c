"""A pointing hand gets the feature it means: thin things, never shadows, discs only where nothing else is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import small_city as city

from wespace_desktop.render import picking
from wespace_desktop.render.stage import Stage


@pytest.fixture
def shown(stage: Stage) -> Stage:
    stage.show(city.scene())
    return stage


def at(stage: Stage, point: tuple[float, float, float], aside_px: float = 0.0, **options: object) -> int:
    asked = city.shot(**options)  # type: ignore[arg-type]
    x, y, _ = stage.draw(asked).project(np.array(point))[0]
    picked = stage.pick(asked, x + aside_px, y)
    stage.identify(asked)
    assert stage.pick(asked, x + aside_px, y) == picked, "the kept id buffer and the small one name the same thing"
    return picked


def test_the_right_feature_is_named(shown: Stage) -> None:
    assert at(shown, (-40, 0, 50)) == city.BLOCK
    assert at(shown, (100, -100, 0)) == city.GROUND
    assert at(shown, (-40, 0, 0.16), standing=("s/park",)) == city.PARK


def test_a_shadow_is_never_picked(shown: Stage) -> None:
    assert at(shown, (50, -40, 0.26)) == city.GROUND


def test_a_disc_gives_way_to_the_ground_below(shown: Stage) -> None:
    assert at(shown, (-100, 110, 0.3)) == city.GROUND


def test_a_disc_over_nothing_is_picked(stage: Stage) -> None:
    stage.show(city.scene(*city.parts()[1:]))
    assert at(stage, (-100, 110, 0.3)) == city.DISC


def test_a_lane_half_seen_through_is_picked(stage: Stage) -> None:
    lane = city.sheet("lane", (0, 0, 40, 40), 0.05, city.BLUE, city.PARK, opacity=0.62, order=2)
    stage.show(city.scene(city.parts()[0], lane))
    assert at(stage, (20, 20, 0.05)) == city.PARK


def test_a_thin_pole_is_hit_from_two_pixels_away(shown: Stage) -> None:
    assert at(shown, (60.25, 0, 8), aside_px=2.5) == city.POLE
    assert at(shown, (60.25, 0, 8), aside_px=12) == city.GROUND


def test_sky_is_nothing_unless_something_is_near(shown: Stage) -> None:
    asked = city.shot(city.STREET)
    assert shown.pick(asked, 300, 5) == 0
    assert shown.pick(asked, -50, -50) == 0


def test_the_id_buffer_names_only_what_is_there(shown: Stage) -> None:
    ids = shown.identify(city.shot(size=(500, 300)))
    assert ids.shape == (300, 500)
    assert ids.dtype == np.int32
    assert set(np.unique(ids)) == {0, city.GROUND, city.BLOCK, city.POLE, city.DISC} - {city.DISC}


def test_large_indices_survive(stage: Stage) -> None:
    big = city.sheet("big", (-100, -100, 100, 100), 0.0, city.BLUE, 0)
    big = replace(big, ids=np.full(4, 70_001, np.int32))
    stage.show(replace(city.scene(big), ids=tuple(map(str, range(70_002)))))
    assert at(stage, (0, 0, 0)) == 70_001


def test_nearest_is_the_nearest() -> None:
    around = np.zeros((7, 7), np.int32)
    around[0, 0], around[3, 5] = 8, 9
    assert picking.nearest(around) == 9
    assert picking.nearest(np.zeros((7, 7), np.int32)) == 0


def test_a_ghost_in_the_lens_is_picked_where_nothing_that_stands_is_in_the_way(stage: Stage) -> None:
    ground = city.sheet("ground", (-200, -200, 200, 200), 0.0, (220, 220, 215))
    front = city.block("front", (-60, -60, -40, -40), 40, (240, 240, 240), city.POLE)
    stage.show(city.scene(ground, front, *city.parts()[1:3]))
    plain = city.shot(standing=("s/park",), size=(640, 480))
    lens = replace(plain, lens=frozenset())
    now, both = stage.identify(plain), stage.identify(lens)
    assert set(np.unique(now)) == {0, city.PARK, city.POLE}
    assert set(np.unique(both)) == {0, city.PARK, city.POLE, city.BLOCK}
    assert (both[now != 0] == now[now != 0]).all(), "what stands is meant before what is gone"
    x, y, _ = stage.draw(lens).project(np.array((-40.0, 15.0, 50.0)))[0]
    assert stage.pick(lens, x, y) == city.BLOCK
    assert stage.pick(plain, x, y) == 0, "the kept names are those of the picture without the lens"
