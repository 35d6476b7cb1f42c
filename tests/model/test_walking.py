"""Walking distances keep the laws of distance, and leave no gap that a person would simply step over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import shapely

from wespace_desktop import paths
from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.walking import SPEED, Network
from wespace_desktop.model.words import Words
from wespace_desktop.readers.package import find_district, load_district

STATION = (-208.5, -290.2)


def place(**themes: Sequence[Any]) -> District:
    made = {
        name: Theme(name, np.array([f"{name}-{k}" for k in range(len(found))]), np.array(found, object))
        for name, found in themes.items()
    }
    return District("x", Words(), "EPSG:26986", (0, 0), (0, 0, 200, 200), made, (), Words(), "2026")


@pytest.fixture(scope="module")
def kendall() -> Network:
    file = paths.scenarios_dir() / "kendall-2035.yaml"
    return Network.of(load_district(find_district("kendall", file)))


def line(*points: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString(points)


def test_a_path_is_as_long_as_its_turns_and_a_point_walks_straight_to_it() -> None:
    net = Network.of(place(walkways=[line((0, 0), (30, 0), (30, 40))]))
    walk = net.walk([(0, 3)])
    assert walk.at([(34, 40), (10, 0), (0, 3)]).tolist() == pytest.approx([3 + 70 + 4, 3 + 10, 6])
    assert max(net.times([(0, 0)], 1.25)) == pytest.approx(70 / 1.25)


def test_lines_that_cross_meet_and_a_drive_is_stepped_over() -> None:
    crossing = Network.of(place(walkways=[line((0, 0), (100, 0)), line((50, -50), (50, 50))]))
    assert crossing.walk([(0, 0)]).at([(50, 50)])[0] == pytest.approx(100)
    drive = [line((0, 0), (40, 0)), line((52, 0), (90, 0))]
    assert Network.of(place(walkways=drive)).walk([(0, 0)]).at([(90, 0)])[0] == pytest.approx(90)


def test_a_wall_in_the_gap_leaves_the_far_piece_out() -> None:
    drive = [line((0, 0), (40, 0)), line((52, 0), (90, 0))]
    net = Network.of(place(walkways=drive, buildings=[shapely.box(44, -200, 48, 200)]))
    assert net.length_m.sum() == pytest.approx(40)
    assert net.left_out_m == pytest.approx(38)


def test_streets_count_only_where_nobody_walks_beside_them() -> None:
    streets = [line((0, 0), (100, 0)), line((100, 0), (100, 90))]
    net = Network.of(place(walkways=[line((0, 8), (100, 8))], streets=streets))
    walk = net.walk([(0, 8)])
    assert walk.at([(100, 90)])[0] == pytest.approx(100 + 82)
    assert net.length_m.sum() == pytest.approx(100 + 90)


def test_a_place_without_walking_lines_is_reached_by_nobody() -> None:
    net = Network.of(place(buildings=[shapely.box(0, 0, 9, 9)]))
    walk = net.walk([(0, 0)])
    assert len(net) == 0
    assert np.isinf(walk.at([(1, 1), (2, 2)])).all()
    assert len(walk.lines(900)) == 0


def test_distance_is_symmetric_and_never_shorter_than_the_bird_flies(kendall: Network) -> None:
    rng = np.random.default_rng(5)
    spots = rng.uniform((-700, -600), (900, 600), (12, 2))
    metres = np.array([kendall.walk([p]).at(spots) for p in spots])
    assert np.allclose(metres, metres.T)
    straight = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    assert (metres >= straight - 1e-6).all()
    assert np.isfinite(metres).all()
    through = metres[:, :, None] + metres[None, :, :]
    assert (metres[:, None, :] <= through + 1e-6).all()


def test_more_minutes_reach_more_and_a_second_door_takes_nothing_away(kendall: Network) -> None:
    one, two = kendall.walk([STATION]), kendall.walk([STATION, (300.0, 200.0)])
    assert (two.metres <= one.metres + 1e-9).all()
    reached = [float(shapely.length(one.lines(m)).sum()) for m in (200, 400, 765, 1125)]
    assert reached == sorted(reached)
    for limit in (400.0, 1125.0):
        circle = shapely.Point(STATION).buffer(limit + 0.5, quad_segs=64)
        assert shapely.covers(circle, one.lines(limit)).all()


def test_faster_is_sooner_everywhere(kendall: Network) -> None:
    adult, elderly = (kendall.times([STATION], SPEED[g].central) for g in ("adult", "elderly"))
    assert (adult <= elderly).all()
    assert adult * 1.25 == pytest.approx(elderly * 0.85)


def test_nearly_all_of_the_walking_lines_hang_together(kendall: Network) -> None:
    assert kendall.length_m.sum() > 110_000
    assert kendall.left_out_m < 0.01 * kendall.length_m.sum()
    detour = kendall.walk([STATION]).metres / np.hypot(*(kendall.nodes - STATION).T)
    assert 1.15 < np.median(detour) < 1.4
