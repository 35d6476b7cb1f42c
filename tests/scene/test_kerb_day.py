"""The kerb by hour: metres of a real street, who takes them when, and a warning where more is asked than there is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scene_town as town
import shapely

from wespace_desktop.model.district import District
from wespace_desktop.model.hours import share
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Intervention, LayerState, Scenario, Target
from wespace_desktop.model.words import Words
from wespace_desktop.scene.kerb_day import kerb_day, kerb_length, street_of
from wespace_desktop.scene.kerb_rule import kerb_sentences
from wespace_desktop.scene.part import Fact, Item


def place(kerbs: bool = True) -> District:
    """Main St with two kerbs of 240 m, a crossing at x = 90, a side street whose kerb is its own."""
    lines = [shapely.LineString([(0, 94), (240, 94)]), shapely.LineString([(240, 106), (0, 106)]),
             shapely.LineString([(126, 106), (126, 140)])]  # fmt: skip
    streets = town.theme(
        "streets",
        [shapely.LineString([(0, 100), (240, 100)]), shapely.LineString([(120, 106), (120, 140)])],
        name=["Main St", "Side St"],
    )
    spaces = town.theme(
        "parking_spaces", [shapely.box(x, 94.2, x + 6, 96.4) for x in (20.0, 27.0, 34.0)],
        status=["in service", "permanently removed", "in service"], street=["Main St"] * 3,
    )  # fmt: skip
    found = town.town(streets=streets, parking_spaces=spaces)
    return replace(found, themes={**found.themes, **({"kerbs": town.theme("kerbs", lines)} if kerbs else {})})


def plan(district: District, *changes: Change) -> Plan:
    made = Scenario(
        "s", "scenario", Words(en="S"), 2035, "town", {"mobile_spaces": LayerState(True)},
        tuple(c.intervention for c in changes), (), town.Path("s.yaml"), "h",
    )  # fmt: skip
    return Plan(made, district, changes)


def mobile(count: float, hours: tuple[int, int] | None = (10, 16)) -> Change:
    target = Target("parking_spaces", count=Quantity.exact(count, "vehicle", "A"))
    told = Intervention("cafes", "mobile_spaces", "add", target, 2028, Words(en="Cafes"), {"kind": "cafe"}, hours=hours)
    return Change(told, ("parking_spaces-0", "parking_spaces-2"), (), 2028)


def cafe(metres: float = 8.0) -> Item:
    facts = (
        Fact(Words("所在街道", "Street"), Words("Main St", "Main St")),
        Fact(Words("占用路边", "Kerb used"), Quantity.exact(metres, "m", "calc")),
    )
    where = (0, 0, 0), np.empty((0, 3))
    return Item("cafe-1", "mobile_cafe", Words(en="Cafe"), *where, facts, "mobile_spaces", "s/cafes")


def test_a_street_has_the_kerb_that_runs_along_it_without_its_crossings() -> None:
    main = kerb_length(place(), "Main St")
    assert main == pytest.approx(2 * 240 - 2 * 6, abs=9)     # 3 m on both sides of a crossing on both sides
    assert kerb_length(place(), "Side St") == pytest.approx(34, abs=4)
    assert kerb_length(place(), "Nowhere St") == 0


def test_without_kerbs_in_the_data_it_is_estimated_and_says_so() -> None:
    district = place(kerbs=False)
    assert kerb_length(district, "Main St") == 480
    day = kerb_day(plan(district), {}, frozenset(), "Main St")
    assert day is not None
    assert day.estimated


def test_metered_spaces_in_service_take_their_length_as_full_as_they_are() -> None:
    day = kerb_day(plan(place()), {}, frozenset(), "Main St")
    assert day is not None
    assert list(day.metres) == ["parking"]
    parked = [12 * share("retail", hour) for hour in (3, 12, 18)]
    assert [day.metres["parking"][h] for h in (3, 12, 18)] == pytest.approx(parked)
    assert day.fullest == 18
    assert day.text(18).en == f"18:00 · Parking 10 m; 10 of {round(day.length_m)} m of kerb"
    assert day.text(18).zh == f"18:00 · 停车 10 米；路缘 {round(day.length_m)} 米中占用 10 米"


def test_a_mobile_space_takes_its_slot_while_it_is_open_and_nobody_parks_there() -> None:
    change = mobile(1)
    day = kerb_day(plan(place(), change), {"cafe-1": cafe()}, frozenset({"s/cafes"}), "Main St")
    assert day is not None
    assert [day.metres["mobile"][h] for h in (9, 10, 15, 16)] == [0, 8, 8, 0]
    assert day.metres["parking"][12] == pytest.approx((12 - 8) * share("retail", 12))
    assert day.metres["parking"][9] == pytest.approx(12 * share("retail", 9))


def test_what_does_not_stand_takes_nothing() -> None:
    day = kerb_day(plan(place(), mobile(1)), {"cafe-1": cafe()}, frozenset(), "Main St")
    assert day is not None
    assert "mobile" not in day.metres


def test_the_street_of_a_thing() -> None:
    district = place()
    space = Item("parking_spaces-0", "parking_spaces", Words(), (0, 0, 0), np.empty((0, 3)))
    assert street_of(district, space) == "Main St"
    assert street_of(district, cafe()) == "Main St"
    assert street_of(district, replace(space, id="buildings-0", kind="buildings")) == ""


def test_more_than_the_kerb_is_told_with_place_and_hour() -> None:
    told = list(kerb_sentences(plan(place(), mobile(70)), {}))
    assert told == ["cafes: Main St: at 12:00 the kerb is asked for 567 m and has 472 m"]


def test_what_fits_is_not_told_nor_what_comes_at_another_hour() -> None:
    assert list(kerb_sentences(plan(place(), mobile(40)), {})) == []
    day, night = mobile(40, (10, 16)), mobile(40, (16, 22))
    other = Change(replace(night.intervention, id="night"), night.features, (), 2028)
    assert list(kerb_sentences(plan(place(), day, other), {})) == []
    same = Change(replace(day.intervention, id="same"), day.features, (), 2028)
    assert len(list(kerb_sentences(plan(place(), day, same), {}))) == 1
