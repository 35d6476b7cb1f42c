"""Contact shade, haze and sky: dark where surfaces meet, clean where they do not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import small_city as city

from wespace_desktop.render import occlusion
from wespace_desktop.render.finish import haze_of, sky_rows
from wespace_desktop.render.stage import Stage


@pytest.fixture
def shown(stage: Stage) -> Stage:
    stage.show(city.scene())
    return stage


def test_the_foot_of_a_wall_is_shaded_and_open_ground_is_not(shown: Stage) -> None:
    frame = shown.draw(city.shot(size=(640, 480)))
    shade = occlusion.shade(frame.depth, frame.shot.camera)

    def at(point: tuple[float, float, float]) -> int:
        x, y, _ = frame.project(np.array(point))[0]
        return int(shade[int(y), int(x)])

    assert at((-40, -22, 0)) > 25
    assert at((100, -100, 0)) == 0
    assert at((-40, 0, 50)) == 0


def test_ground_behind_a_roof_edge_has_no_halo(shown: Stage) -> None:
    frame = shown.draw(city.shot(size=(640, 480)))
    shade = occlusion.shade(frame.depth, frame.shot.camera)
    ids = shown.identify(frame.shot)
    x, y, _ = frame.project(np.array((-40.0, 20.0, 50.0)))[0]
    above = int(y) - 4
    assert ids[above, int(x)] == city.GROUND
    assert shade[above, int(x)] <= 4


def test_flat_ground_has_no_stripes(stage: Stage) -> None:
    stage.show(city.scene(city.parts()[0]))
    for camera in (city.CAMERA, city.STREET, replace(city.CAMERA, parallel_height_m=300.0)):
        frame = stage.draw(city.shot(camera, size=(640, 480)))
        assert occlusion.shade(frame.depth, camera).max() == 0


def test_sky_is_never_shaded(shown: Stage) -> None:
    frame = shown.draw(city.shot(city.STREET))
    assert occlusion.shade(frame.depth, city.STREET)[np.isinf(frame.depth)].max() == 0


def test_haze_begins_behind_what_one_looks_at() -> None:
    for away in (400.0, 1200.0, 3000.0):
        asked = city.shot(replace(city.CAMERA, position=(0.0, -away, 0.8 * away)))
        assert haze_of(asked).start > away


def test_the_sky_is_paper_over_a_bird_view_and_blue_over_a_street() -> None:
    bird, street = sky_rows(city.shot()), sky_rows(city.shot(city.STREET))
    assert np.allclose(bird, (246, 244, 239))
    assert street[0, 2] > street[0, 0] + 20
    assert np.allclose(street[-1], (246, 244, 239))


def test_a_film_looks_like_the_still_and_is_the_same_twice(shown: Stage) -> None:
    still, film = (shown.draw(city.shot(size=(960, 600), quality=q)).rgba.astype(int) for q in ("still", "film"))
    assert np.abs(still - film).mean() < 1.0
    assert np.abs(still - film).max() > 0
    assert (shown.draw(city.shot(size=(960, 600), quality="film")).rgba == film).all()
