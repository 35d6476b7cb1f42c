"""The timetable of a shared space: one user an hour, over midnight too, until the shock mode takes over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wespace_desktop.model.district import District
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.scenario import Intervention, Scenario, Target
from wespace_desktop.model.timetable import USERS, Turn, day_of, overridden, shock_in, turns_of, users_at
from wespace_desktop.model.words import Words

DAY = [{"who": "workers", "from": 9, "to": 18}, {"who": "drivers", "from": 20, "to": 6}]


def change(name: str, layer: str, hours: tuple[int, int] | None = None, **given: Any) -> Change:
    made = Intervention(name, layer, "add", Target(), 2027, Words(name, name), set=given, hours=hours)
    return Change(made, (), (), 2027)


def plan(*changes: Change) -> Plan:
    district = District("x", Words(), "EPSG:26986", (0, 0), (0, 0, 9, 9), {}, (), Words(), "2026")
    made = tuple(c.intervention for c in changes)
    return Plan(Scenario("s", "scenario", Words(), 2035, "x", {}, made, (), Path("s.yaml"), ""), district, changes)


def test_each_hour_belongs_to_one_user_or_to_nobody() -> None:
    shared = change("a", "operation", users=DAY)
    day = day_of(shared)
    assert [day[h] for h in (5, 6, 8, 9, 17, 18, 19, 20, 23, 0)] == [
        "drivers", "", "", "workers", "workers", "", "", "drivers", "drivers", "drivers",
    ]  # fmt: skip
    assert sum(len(t.hours) for t in turns_of(shared)) == sum(map(bool, day)) == 19
    assert users_at(shared, 33) == "workers"


def test_a_turn_over_midnight_takes_the_hours_of_both_days() -> None:
    assert Turn("drivers", 22, 2).hours == (22, 23, 0, 1)
    assert Turn("drivers", 0, 24).hours == tuple(range(24))
    assert Turn("drivers", 22, 2).text() == Words("停车的人 22–2 时", "People who park 22:00 to 2:00")


def test_what_shares_nothing_has_no_users() -> None:
    assert turns_of(change("a", "operation")) == ()
    assert users_at(change("a", "parking"), 12) == ""


def test_the_mode_overrides_the_hours_of_all_others_while_it_stands() -> None:
    shared, cafe = change("a", "operation", users=DAY), change("b", "mobile_spaces", hours=(7, 15))
    mode, lawn = change("m", "shock", hours=(0, 24)), change("c", "parking")
    made = plan(shared, cafe, mode, lawn)
    assert overridden(made) == (shared, cafe)
    assert shock_in(made, {"s/a", "s/b"}) is None
    assert shock_in(made, {"s/a", "s/m"}) is mode


def test_every_user_has_words_and_a_colour_of_its_own() -> None:
    assert len({u.hue for u in USERS.values()}) == len(USERS)
    assert all(u.words.zh and u.words.en and u.words.zh != u.words.en for u in USERS.values())
    assert {u.use for u in USERS.values()} == {"home", "work", "shop", "public", "parking", "delivery"}
