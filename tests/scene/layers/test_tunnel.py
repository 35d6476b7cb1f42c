"""A tunnel runs under its street at its depth; only ramps, portals and the way up from a station are seen above."""

from __future__ import annotations

import layer_town as lt
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.app.fault_words import in_chinese
from wespace_desktop.model.district import District
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.holes import cut_out
from wespace_desktop.scene.layers import tunnel
from wespace_desktop.scene.layers.tunnel_line import APART_M, BORE_M, Line, line_of
from wespace_desktop.scene.part import LayerBuild, Part
from wespace_desktop.scene.site import Site

KM = {"low": 0, "central": 0.3, "high": 1.5, "unit": "km", "source": "A"}


@pytest.fixture(scope="module")
def district() -> District:
    return lt.town(road_half_width_m=12.0)


def _built(district: District, **given_: object) -> LayerBuild:
    made = lt.change("tube", "tunnel", lt.main_street(district), {"length": KM, "depth": 8, **given_})
    return lt.build(tunnel, district, made)


def test_what_is_below_lies_under_the_street(district: District) -> None:
    built = _built(district, stations=0)
    street = Site(district).street_line("Main St")
    for part in built.parts:
        assert part.needs == {"next/tube"}
        low = part.points[part.points[:, 2] < -0.5]
        low = low[low[:, 2] > -8 - tunnel._BOARD_M + 0.1]  # the board lies under everything
        away = shapely.distance(shapely.points(low[:, :2].astype(float)), street)
        assert (away < (APART_M + BORE_M) / 2 + 1.2).all()
    assert min(float(p.points[:, 2].min()) for p in built.parts) == pytest.approx(-8 - tunnel._BOARD_M)


def test_from_the_street_only_portals_and_exits_are_seen(district: District) -> None:
    built = _built(district)
    holes = shapely.buffer(built.under["next/tube"], 1.2)
    stations = [shapely.Point(i.anchor[:2]) for i in built.items if i.kind == "tunnel_station"]
    assert len(stations) == 1
    exits = stations[0].buffer(54)
    for part in (p for p in built.parts if p.seen_from != "bird"):
        at = shapely.points(part.points[:, :2].astype(float))
        assert (shapely.contains(holes, at) | shapely.contains(exits, at)).all()
        below = part.points[:, 2] < -0.05
        assert shapely.contains(holes, at[below]).all()


def test_ramps_take_the_ground_that_the_catalogue_says(district: District) -> None:
    built = _built(district)
    portals = [i for i in built.items if i.kind == "tunnel_portal"]
    assert len(portals) == 2
    for item in portals:
        area = next(f.value for f in item.facts if f.label.en == "Ground of the ramp")
        assert isinstance(area, Quantity)
        assert 600 <= area.central <= 1000
    assert built.under["next/tube"].area == pytest.approx(sum(_area(i) for i in portals), rel=0.02)
    assert built.clears["next/tube"].covers(built.under["next/tube"])


def _area(item: object) -> float:
    outline = item.outline  # type: ignore[attr-defined]
    return float(shapely.Polygon(outline[:, :2]).area)


@given(length=st.floats(260, 295), depth=st.floats(8, 8.2))
def test_the_deck_is_never_deeper_or_steeper_than_said(length: float, depth: float) -> None:
    district = lt.town()
    line = line_of(Site(district), lt.main_street(district), length, depth)
    assert isinstance(line, Line)
    z = line.deck_z(line.s)
    assert z.min() >= -depth - 1e-9
    assert z[0] == z[-1] == 0
    assert (np.abs(np.diff(z)) <= 0.083 * np.diff(line.s)).all()


def test_it_says_that_it_is_unlikely_and_what_nobody_checked(district: District) -> None:
    built = _built(district)
    facts = {f.label.en: f for f in built.items[0].facts}
    assert facts["Length"].note.en == "the catalogue says 0 / 0 / 1.5 km by 2035, assumed"
    assert built.tally["next/tube"].low == 0
    assert built.labels[0].text.en.endswith("unlikely by 2035")
    assert "可能性低" in built.labels[0].text.zh
    assert all("unlikely by 2035" in i.illustrative.en for i in built.items)
    assert all(f.source for i in built.items for f in i.facts if isinstance(f.value, Quantity))


def test_what_cannot_be_done_is_said(district: District) -> None:
    (none,) = _built(district, length=0.1).warnings
    assert none == "tube: no street there is long enough for two ramps and a tunnel between them"
    (short, *_) = _built(district, length=1.5).warnings
    assert short == "tube: the street has room for 0.30 of 1.5 km of tunnel"
    for sentence in (none, short, "tube: 1 of its stations have no ground for a way up"):
        assert in_chinese(sentence.removeprefix("tube: "))


def test_lanes_on_the_road_of_its_ramps_are_said(district: District) -> None:
    street = lt.main_street(district)
    made = lt.change("tube", "tunnel", street, {"length": KM, "depth": 8, "stations": 0})
    built = lt.build(tunnel, district, made, lt.change("lanes", "av_lanes", street))
    assert built.warnings == ("tube: its ramps take road that lanes uses: Main St",)
    assert in_chinese("its ramps take road that lanes uses: Main St") == "坡道占用了 lanes 使用的路面：Main St"


def test_two_builds_are_equal(district: District) -> None:
    assert lt.same(_built(district), _built(district))


@given(x=st.floats(1, 8), y=st.floats(1, 8), size=st.floats(0.5, 9))
def test_a_hole_takes_its_area_and_no_more(x: float, y: float, size: float) -> None:
    points = np.array([[0, 0, 0.16], [10, 0, 0.16], [10, 10, 0.16], [0, 10, 0.16], [20, 0, 0], [20, 10, 0]], np.float32)
    cells = np.array([[0, 1, 2], [0, 2, 3], [1, 4, 5], [1, 5, 2]], np.int32)
    uv = (points[:, :2] / 3).astype(np.float32)
    part = Part("ground/x", points, cells, np.full((6, 3), 9, np.uint8), np.arange(6, dtype=np.int32), uv=uv)
    hole = shapely.box(x, y, min(x + size, 9.5), min(y + size, 9.5))
    rest, pieces = cut_out(part, hole, frozenset({"k"}))
    whole, cut = pieces
    assert whole.hidden_by == {"k"}
    assert cut.needs == {"k"}
    assert _plan(rest) + _plan(whole) == pytest.approx(200, rel=1e-4)
    assert _plan(rest) + _plan(cut) == pytest.approx(200 - hole.area, rel=1e-3)
    assert np.allclose(cut.uv, cut.points[:, :2] / 3, atol=1e-3)
    middles = cut.points[cut.cells].mean(axis=1)
    assert not shapely.contains_xy(shapely.buffer(hole, -0.01), middles[:, 0], middles[:, 1]).any()


def _plan(part: Part) -> float:
    a, b, c = (part.points[part.cells[:, k]].astype(float) for k in range(3))
    across = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    return float(np.abs(across).sum() / 2)
