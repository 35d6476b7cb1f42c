"""What moves: the same second is the same street everywhere, on its tracks, apart from each other, never in a house."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import scene_town
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from wespace_desktop.errors import Cancelled
from wespace_desktop.model.district import District
from wespace_desktop.model.words import Words
from wespace_desktop.paths import districts_dir
from wespace_desktop.readers.package import load_district
from wespace_desktop.scene.fleet import Fleet, share_at
from wespace_desktop.scene.mover_forms import cast, form
from wespace_desktop.scene.movers import Movers
from wespace_desktop.scene.part import Item, Scene
from wespace_desktop.scene.routes import CYCLE_S, routes_of
from wespace_desktop.scene.site import Site
from wespace_desktop.scene.timetable import PACES, timetable
from wespace_desktop.scene.tracks import beside, streets, walks

ALL = 99.0
SECONDS = st.floats(0.0, 86_400.0, allow_nan=False)
LANE = np.array([[10.0, 96.9], [230.0, 96.9]])


def scene_of(district: District, **tracks: Any) -> Scene:
    return Scene(district, (), (), ("",), {}, (), tracks=tracks)


@pytest.fixture(scope="module")
def kendall() -> District:
    return load_district(districts_dir() / "kendall" / "district.npz")


@pytest.fixture(scope="module")
def fleets(kendall: District) -> dict[str, Fleet]:
    return {f.kind: f for f in Movers(scene_of(kendall)).fleets(frozenset())}


def rectangles(fleet: Fleet, clock: float) -> np.ndarray:
    """(n,) polygons, a little shorter than what moves there."""
    now = fleet.where(clock, ALL)
    side = np.c_[now.along[:, 1], -now.along[:, 0]] * 0.2
    ahead = now.along * (PACES[fleet.kind].length_m - 0.2) / 2
    corners = [now.at + a * ahead + b * side for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return np.asarray(shapely.polygons(np.stack(corners, axis=1)))


def test_the_real_streets_carry_cars_bicycles_and_people(fleets: dict[str, Fleet]) -> None:
    assert {k: len(f.base) > 0 for k, f in fleets.items()} == {
        "car": True, "shuttle": False, "bicycle": True, "walk": True, "robot": False,
    }  # fmt: skip


@settings(deadline=None, max_examples=6)
@given(clock=SECONDS)
def test_nothing_is_in_a_building(kendall: District, fleets: dict[str, Fleet], clock: float) -> None:
    site = Site(kendall)
    for fleet in fleets.values():
        points = shapely.points(fleet.where(clock, ALL).at)
        assert site.clear_of_buildings(points, 0.05).all(), fleet.kind


@settings(deadline=None, max_examples=6)
@given(clock=SECONDS)
def test_everything_is_on_its_track(fleets: dict[str, Fleet], clock: float) -> None:
    for fleet in fleets.values():
        if not len(fleet.at):
            continue
        tree = shapely.STRtree(shapely.linestrings(np.stack([fleet.at[:-1], fleet.at[1:]], axis=1)))
        points = shapely.points(fleet.where(clock, ALL).at)
        _, away = tree.query_nearest(points, return_distance=True, all_matches=False)
        assert away.max(initial=0.0) < 1e-6, fleet.kind


@settings(deadline=None, max_examples=10)
@given(clock=SECONDS)
def test_no_two_of_a_route_touch(fleets: dict[str, Fleet], clock: float) -> None:
    for kind in ("car", "bicycle"):
        fleet = fleets[kind]
        now = fleet.where(clock, ALL)
        shapes, route = rectangles(fleet, clock), fleet.base[now.number]
        one, other = shapely.STRtree(shapes).query(shapes, "intersects")
        touching = (one < other) & (route[one] == route[other])
        assert not touching.any(), now.at[one[touching]]


def test_cars_of_different_streets_hardly_ever_meet(fleets: dict[str, Fleet]) -> None:
    """Ways over a junction take turns; what is left are lanes that run into each other."""
    met, seen = 0, 0
    for clock in np.arange(40_000.0, 40_100.0, 4.0):
        shapes = rectangles(fleets["car"], float(clock))
        one, other = shapely.STRtree(shapes).query(shapes, "intersects")
        met += int((one < other).sum())
        seen += len(shapes)
    assert met < 0.005 * seen


@settings(deadline=None)
@given(clock=SECONDS)
def test_a_street_of_its_own_is_the_same_every_round(clock: float) -> None:
    for fleet in Movers(scene_of(scene_town.town())).fleets(frozenset()):
        for round_s in set(fleet.round_s.tolist()):
            mine = replace(fleet, luck=np.where(fleet.round_s == round_s, 0.0, 1e9))
            now, then = mine.where(clock), mine.where(clock + round_s)
            assert now.number.tolist() == then.number.tolist()
            np.testing.assert_allclose(now.at, then.at, atol=1e-3)


def test_two_processes_agree() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import hashlib, scene_town\n"
        "from wespace_desktop.scene.movers import Movers\n"
        "from wespace_desktop.scene.part import Scene\n"
        "fleets = Movers(Scene(scene_town.town(), (), (), ('',), {}, ())).fleets(frozenset())\n"
        "made = [f.where(45296.5, 99.0) for f in fleets]\n"
        "print(hashlib.sha256(b''.join(m.at.tobytes() + m.along.tobytes() for m in made)).hexdigest())\n"
    )
    here = str(scene_town.__file__).rsplit("/", 1)[0]
    said = [subprocess.run([sys.executable, "-c", code, here], capture_output=True, text=True).stdout for _ in "ab"]
    assert said[0] == said[1]
    assert len(said[0].strip()) == 64


def test_where_things_are_at_a_second_is_written_down() -> None:
    (cars, *_) = Movers(scene_of(scene_town.town())).fleets(frozenset())
    now = cars.where(45_296.5, ALL)
    assert np.round(now.at, 2).tolist() == WRITTEN


WRITTEN = [[166.56, 98.25], [35.43, 102.93], [224.4, 101.75]]


def test_right_is_kept_and_both_directions_are_driven() -> None:
    site = Site(scene_town.town())
    cars = [t for t in streets(site).tracks if t.kind == "car"]
    east = [t for t in cars if t.path[-1, 0] > t.path[0, 0]]
    assert len(east) * 2 == len(cars) > 0
    assert all((t.path[:, 1] < 100).all() for t in east)
    assert all((t.path[:, 1] > 100).all() for t in cars if t not in east)


def test_people_stay_off_the_road() -> None:
    site = Site(scene_town.town())
    paths = np.concatenate([t.path for t in walks(site).tracks])
    assert len(paths) > 0
    assert not site.on_road(paths).any()


def test_a_lane_that_a_layer_adds_has_shuttles_and_no_cars_while_it_stands() -> None:
    movers = Movers(scene_of(scene_town.town(), **{"plan/lane": (LANE,)}))
    without = {f.kind: len(f.base) for f in movers.fleets(frozenset({"plan/other"}))}
    standing = {f.kind: f for f in movers.fleets(frozenset({"plan/lane"}))}
    assert without["shuttle"] == 0 < len(standing["shuttle"].base)
    assert len(standing["car"].base) < without["car"]
    assert np.allclose(standing["shuttle"].at[:, 1], 96.9, atol=0.01)
    assert {f.kind: len(f.base) for f in movers.fleets(frozenset())} == without


def grid() -> District:
    """Three streets each way, 80 m apart, far from the district's edge."""
    at = (100.0, 180.0, 260.0)
    lines = [shapely.LineString(((a, y), (b, y))) for y in at for a, b in pairwise(at)]
    lines += [shapely.LineString(((x, a), (x, b))) for x in at for a, b in pairwise(at)]
    roads = scene_town.theme("roads", [shapely.buffer(shapely.union_all(lines), 6.0, cap_style="square")])
    district = scene_town.town(roads=roads, streets=scene_town.theme("streets", lines))
    gone = {k: scene_town.theme(k, []) for k in ("traffic_islands", "parking_spaces", "buildings")}
    return replace(district, extent=(0.0, 0.0, 400.0, 400.0), themes={**district.themes, **gone})


def test_at_a_crossing_everybody_takes_turns() -> None:
    site = Site(grid())
    network = streets(site)
    routes = routes_of(network, site)
    assert all(r.closed for r in routes if r.kind == "car")
    turned = [r for r in routes if any(m is not None and m.at_s is not None for m in r.moves)]
    assert len(turned) > 0
    for route in turned:
        cycles = timetable(route, network.tracks).time[-1] / CYCLE_S
        assert cycles == pytest.approx(round(cycles), abs=1e-6)
    (cars, *_) = Movers(scene_of(grid())).fleets(frozenset())
    for clock in np.arange(0.0, 2 * CYCLE_S, 0.5):
        shapes = rectangles(cars, float(clock))
        one, other = shapely.STRtree(shapes).query(shapes, "intersects")
        assert (one == other).all()
    assert len(cars.base) >= 8


def test_every_track_is_on_one_route(kendall: District) -> None:
    site = Site(kendall)
    network = beside(streets(site), [], "shuttle")
    used = [n for r in routes_of(network, site) for n in r.tracks]
    assert sorted(used) == list(range(len(network.tracks)))


def test_nothing_is_faster_than_its_pace(fleets: dict[str, Fleet]) -> None:
    for kind in ("car", "bicycle", "walk"):
        fleet, step = fleets[kind], 0.2
        steady = replace(fleet, grows=np.zeros_like(fleet.grows))
        a, b = steady.where(30_000.0, ALL), steady.where(30_000.0 + step, ALL)
        both, i, j = np.intersect1d(a.number, b.number, return_indices=True)
        gone = np.hypot(*(b.at[j] - a.at[i]).T)
        again = (30_000.0 - fleet.start_s[both]) % fleet.round_s[both] + step < fleet.last[both]
        assert gone[again].max() <= PACES[kind].speed * step * 1.05


def test_the_hour_makes_them_more_or_fewer(fleets: dict[str, Fleet]) -> None:
    night, day = (len(fleets["walk"].where(3600.0, share_at("walk", h)).at) for h in (3, 18))
    assert night < 0.1 * day
    assert share_at("car", None) == 1.0
    assert share_at("car", 0) == share_at("car", 24)


@pytest.mark.parametrize("kind", ["car", "shuttle", "bicycle", "walk", "robot"])
@pytest.mark.parametrize("near", [True, False])
def test_every_form_stands_on_the_ground_and_heads_along(kind: str, near: bool) -> None:
    made = form(kind, near)
    assert made.points[:, 2].min() >= 0.0
    assert made.points[:, 2].max() < 4.0
    (fleet,) = (f for f in Movers(scene_of(scene_town.town())).fleets(frozenset()) if f.kind == "car")
    now = fleet.where(0.0, ALL)
    mesh = cast(made, now)
    assert len(mesh.points) == len(now.at) * len(made.points)
    assert set((mesh.cells // len(made.points)).ravel().tolist()) == set(range(len(now.at)))
    middle = mesh.points.reshape(len(now.at), -1, 3)[..., :2].mean(axis=1)
    assert np.abs(middle - now.at).max() < 1.0


def test_each_delivery_robot_of_a_layer_is_one_that_moves_while_it_stands() -> None:
    def item(k: int, x: float) -> Item:
        return Item(f"r-{k}", "delivery_robot", Words("", "Robot"), (x, 91.5, 0.16), np.empty((0, 3)), change="plan/r")

    items = {f"r-{k}": item(k, x) for k, x in enumerate((60.0, 61.0, 180.0))}
    scene = replace(scene_of(scene_town.town()), items=items)
    movers = Movers(scene)
    assert [len(f.base) for f in movers.fleets(frozenset()) if f.kind == "robot"] == [0]
    (robots,) = (f for f in movers.fleets(frozenset({"plan/r"})) if f.kind == "robot")
    (people,) = (f for f in movers.fleets(frozenset({"plan/r"})) if f.kind == "walk")
    assert len(robots.base) == 3
    for clock in np.arange(0.0, 500.0, 7.0):
        now, others = robots.where(float(clock)).at, people.where(float(clock), ALL).at
        away = np.hypot(*(now[:, None] - np.concatenate([now, others])[None]).transpose(2, 0, 1))
        away[away == 0] = 99.0
        assert away.min() > 0.6


def test_people_cross_where_it_is_marked_and_between_the_cars() -> None:
    more = {
        "crossings": scene_town.theme("crossings", [shapely.LineString([(90, 93), (90, 107)])]),
        "walkways": scene_town.theme(
            "walkways", [shapely.LineString([(0, 91), (240, 91)]), shapely.LineString([(0, 109), (240, 109)])]
        ),
    }
    movers = Movers(scene_of(scene_town.town(**more)))
    site = Site(scene_town.town(**more))
    assert [t.crosses for t in walks(site).tracks].count(True) == 2
    people = next(f for f in movers.fleets(frozenset()) if f.kind == "walk")
    cars = next(f for f in movers.fleets(frozenset()) if f.kind == "car")
    seen = 0
    for clock in np.arange(0.0, 200.0, 0.5):
        now = people.where(float(clock), ALL)
        over = now.at[site.on_road(now.at)]
        seen += len(over)
        assert (np.abs(over[:, 0] - 90) < 1.5).all()
        bodies = shapely.union_all(rectangles(cars, float(clock)))
        assert not shapely.dwithin(shapely.points(over), bodies, 0.3).any()
    assert seen > 20


def test_what_takes_seconds_can_be_stopped() -> None:
    movers = Movers(scene_of(scene_town.town()))
    movers.stop()
    with pytest.raises(Cancelled):
        movers.fleets(frozenset())
