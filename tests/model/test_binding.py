"""Targets become real features, and every claim that the district does not bear out has its sentence."""

# Tables of sentences stay on one line each.
# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from wespace_desktop.errors import EXIT_INVALID_SCENARIO, WeSpaceError
from wespace_desktop.model.binding import bind
from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.model.words import Words

HEAD = 'wespace: "1.0"\nid: x\ndistrict: tiny\nyear: 2035\nlayers: [av_lanes, sensors, parking, cowork_pods]\ninterventions:\n'


def _theme(theme: str, ids: list[str], geometry: list[shapely.Geometry], **columns: list[object]) -> Theme:
    return Theme(theme, np.array(ids), np.array(geometry, object), {k: np.array(v) for k, v in columns.items()})


def _line(*xy: tuple[float, float]) -> shapely.Geometry:
    return shapely.LineString(xy)


def _square(x: float, y: float, size: float = 20) -> shapely.Geometry:
    return shapely.box(x, y, x + size, y + size)


@pytest.fixture(scope="module")
def district() -> District:
    """Main St along y = 0 and Third St along x = 200; lights every 20 m along Main St, six spaces, three lots."""
    lights = [shapely.Point(x, 6) for x in range(0, 200, 20)]
    spaces = [shapely.box(x, -4, x + 6, -2) for x in range(0, 36, 6)]
    themes = (
        _theme("streets", ["s1", "s2"], [_line((0, 0), (200, 0)), _line((200, 0), (200, 300))], name=["Main St", "Third St"]),
        _theme(
            "street_lights", [f"light-{i}" for i in range(10)], lights,
            street=["Main St"] * 5 + [""] * 5, lamps=[1.0] * 9 + [np.nan], type=["acorn"] * 4 + ["cobra"] * 6,
            led=[True] * 5 + [False] * 5,
        ),
        _theme(
            "parking_spaces", [f"space-{i}" for i in range(6)], spaces, capacity=[1.0] * 6, street=["Main St"] * 6,
            status=["in service"] * 3 + ["permanently removed", "out of service", "temp out of service"],
        ),
        _theme(
            "parking_lots", ["lot-20-60", "lot-100-60", "lot-220-100"], [_square(10, 50), _square(90, 50), _square(210, 90)],
            capacity=[13.0, 13.0, 13.0], capacity_high=[16.0, 16.0, 16.0],
        ),
        _theme("plazas", ["plaza-1"], [_square(150, 20)], name=["Plaza"]),
    )  # fmt: skip
    return District(
        "tiny", Words(en="Tiny"), "EPSG:26986", (0, 0), (0, 0, 300, 300), {t.name: t for t in themes}, (), Words(), ""
    )


@pytest.fixture
def bound(tmp_path: Path, district: District, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)

    def work(text: str, tail: str = "") -> Plan:
        Path("a.yaml").write_text(HEAD + text + tail, encoding="utf-8")
        return bind(load_scenario(Path("a.yaml")), district)

    return work


def _sensor(target: str, more: str = "") -> str:
    return f"  - {{id: a, layer: sensors, action: add, start: 2028, target: {target}{more}}}\n"


def _parking(target: str, name: str = "p", more: str = "") -> str:
    return f"  - {{id: {name}, layer: parking, action: convert, start: 2028, target: {target}{more}}}\n"


@pytest.mark.parametrize(
    ("target", "rows"),
    [
        ("{ids: [light-3, light-1]}", [1, 3]),
        ("{theme: street_lights}", range(10)),
        ("{theme: street_lights, street: main st}", range(10)),
        ("{theme: street_lights, where: {type: acorn}}", range(4)),
        ("{theme: street_lights, where: {type: [acorn, cobra], led: true}}", range(5)),
        ("{theme: street_lights, where: {lamps: 1}}", range(9)),
        ("{theme: street_lights, where: {lamps: {min: 2}, led: true}}", None),
        ("{theme: street_lights, street: Third St}", None),
        ("{theme: street_lights, area: [[-1, 0], [50, 0], [50, 9], [-1, 9]]}", range(3)),
        ("{theme: street_lights, within: {m: 45, of: [lot-20-60]}}", [1]),
        ("{theme: street_lights, within: {m: 21, of: [Third St]}}", [9]),
        ("{theme: street_lights, every: 50}", [0, 3, 6, 9]),
        ("{theme: street_lights, every: 40, count: 2}", [0, 2]),
    ],
)
def test_selectors(bound, target: str, rows: range | list[int] | None) -> None:  # type: ignore[no-untyped-def]
    if rows is None:
        with pytest.raises(WeSpaceError, match=r"matches nothing in the district|none of the street_lights"):
            bound(_sensor(target))
        return
    assert bound(_sensor(target)).changes[0].features == tuple(f"light-{i}" for i in rows)


def test_a_space_that_is_gone_is_no_stall(bound) -> None:  # type: ignore[no-untyped-def]
    change = bound(_parking("{theme: parking_spaces, street: Main St}")).changes[0]
    assert change.features == ("space-0", "space-1", "space-2", "space-5")
    assert change.replaces == change.features


def test_pods_stand_on_what_was_converted_and_not_before(bound) -> None:  # type: ignore[no-untyped-def]
    pods = "  - {id: pods, layer: cowork_pods, action: add, start: 2029, target: {on: [p], count: 5}}\n"
    plan = bound(pods + _parking("{ids: [lot-20-60, lot-100-60]}", more=", lag: fast").replace("2028", "2028"))
    change = plan.change("pods")
    assert change is not None
    assert change.features == ("lot-20-60", "lot-100-60")
    assert change.replaces == ()
    slow = bound(pods + _parking("{ids: [lot-20-60]}"))
    assert [slow.change(name).stands_from for name in ("p", "pods")] == [2034, 2034]


def test_lots_are_taken_until_the_stalls_are_enough(bound) -> None:  # type: ignore[no-untyped-def]
    assert bound(_parking("{theme: parking_lots, count: 14}")).changes[0].features == ("lot-20-60", "lot-100-60")


def test_lanes_need_no_theme(bound) -> None:  # type: ignore[no-untyped-def]
    text = "  - {id: a, layer: av_lanes, action: retag, start: 2028, target: {street: [Main St, Third St]}}\n"
    assert bound(text).changes[0].features == ("s1", "s2")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (_sensor("{theme: street_lights, ids: [light-33]}"),
         "a.yaml:7:92: interventions.a.target.ids[0]: street_lights has no light-33. Nearest: light-3, light-9, light-8"),
        (_parking("{theme: parking_lots, ids: [lot-98-64]}"),
         "a.yaml:7:95: interventions.p.target.ids[0]: parking_lots has no lot-98-64. Nearest: lot-100-60, lot-20-60, lot-220-100"),
        (_parking("{theme: parking_lots, ids: [plaza-1]}"),
         "a.yaml:7:95: interventions.p.target.ids[0]: parking_lots has no plaza-1. plaza-1 is one of the plazas"),
        (_parking("{ids: [plaza-1]}"),
         "a.yaml:7:68: interventions.p.target.ids: parking cannot take hold of plazas. "
         "Write one of: parking_lots, parking_spaces, accessible_spaces, parking_garages"),
        (_parking("{theme: plazas}"),
         "a.yaml:7:68: interventions.p.target.theme: parking cannot take hold of plazas. "
         "Write one of: parking_lots, parking_spaces, accessible_spaces, parking_garages"),
        (_parking("{ids: [space-3]}"),
         "a.yaml:7:74: interventions.p.target.ids[0]: space-3 is no stall: its status is permanently removed. Take it out"),
        (_sensor("{theme: street_lights, street: Mian St}"),
         "a.yaml:7:86: interventions.a.target.street: the district has no street Mian St. Did you mean Main St?"),
        (_sensor("{theme: street_lights, where: {tpye: acorn}}"),
         "a.yaml:7:86: interventions.a.target.where: street_lights has no attribute tpye. Did you mean type?"),
        (_sensor("{theme: street_lights, where: {type: akorn}}"),
         "a.yaml:7:94: interventions.a.target.where.type: none of the street_lights has type = akorn. Did you mean acorn?"),
        (_sensor("{theme: street_lights, area: [[0, 0], [1, 1]]}"),
         "a.yaml:7:86: interventions.a.target.area: is not a simple polygon. "
         "Write three or more corners [x, y] in order around it"),
        (_sensor("{theme: street_lights, within: {m: 9, of: [Third Street]}}"),
         "a.yaml:7:106: interventions.a.target.within.of[0]: there is no feature, street or intervention called Third Street. "
         "Did you mean Third St?"),
        (_sensor("{theme: street_lights, street: Third St}"),
         "a.yaml:7:55: interventions.a.target: matches nothing in the district. Widen it, or name ids"),
        (_parking("{theme: parking_spaces, count: 5}"),
         "a.yaml:7:91: interventions.p.target.count: takes 5 stalls, and there are 4. Write 4 or fewer"),
        (_parking("{ids: [lot-20-60]}") + _parking("{theme: parking_lots}", "q"),
         "a.yaml:8:59: interventions.q.target: p has already taken lot-20-60. Take it out of one of them"),
        (_sensor("{theme: street_lights}") + "views:\n  - {id: v, title: V, highlight: [b], "
         "camera: {position: [0, 0, 9], target: [1, 1, 0]}}\n",
         "a.yaml:9:23: views.v.highlight: there is no feature or intervention called b. Write one of: a"),
    ],
)  # fmt: skip
def test_sentences(bound, text: str, sentence: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(WeSpaceError) as caught:
        bound(text)
    assert str(caught.value) == sentence
    assert caught.value.exit_code == EXIT_INVALID_SCENARIO


def test_every_fault_at_once(bound) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(WeSpaceError) as caught:
        bound(_sensor("{theme: street_lights, ids: [x], street: [y, z]}") + _parking("{theme: parking_lots, ids: [w]}"))
    assert [p.path for p in caught.value.problems] == [
        "interventions.a.target.ids[0]",
        "interventions.a.target.street[0]",
        "interventions.a.target.street[1]",
        "interventions.p.target.ids[0]",
    ]


def test_a_change_that_comes_too_late_is_a_warning(bound) -> None:  # type: ignore[no-untyped-def]
    plan = bound(_sensor("{theme: street_lights}", ", lag: slow"))
    assert [p.sentence() for p in plan.problems] == [
        "a.yaml:7:42: interventions.a.start: does not stand in 2035: with start 2028 and lag slow it stands from 2039. "
        "Start earlier, or show a later year"
    ]
