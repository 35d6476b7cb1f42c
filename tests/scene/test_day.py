"""The day of a space: its rings, closing hours, turns, and the words for who does not see it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scene_town as town

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.scenario import Intervention, Scenario, Target
from wespace_desktop.model.words import Words
from wespace_desktop.scene.day import day_of_space
from wespace_desktop.scene.part import IdTable, Item, Scene
from wespace_desktop.scene.uses import colours_at, is_open_at, spaces_of, timed


def _item(name: str, kind: str, layer: str = "", change: str = "") -> Item:
    return Item(name, kind, Words("物", "Thing"), (0, 0, 0), np.empty((0, 3)), layer=layer, change=change)


def _change(name: str, layer: str, features: tuple[str, ...] = (), **more: object) -> Change:
    told = Intervention(name, layer, "add", Target(), 2028, Words("共享", "Shared"), **more)  # type: ignore[arg-type]
    return Change(told, features, (), 2028)


@pytest.fixture
def scene() -> Scene:
    found = town.town()
    buildings = found.theme("buildings")
    uses = np.array(["apartments", "building", "outbuilding"])
    named = replace(buildings, attributes={**buildings.attributes, "type": uses})
    district = replace(found, themes={**found.themes, "buildings": named})
    turns = [{"who": "workers", "from": 9, "to": 17}, {"who": "residents", "from": 18, "to": 23}]
    changes = (
        _change("pods", "cowork_pods", hours=(7, 23)),
        _change("turns", "operation", ("open_spaces-0",), set={"users": turns}),
        _change("crisis", "shock"),
    )
    made = Scenario("s", "scenario", Words(), 2035, "town", {}, tuple(c.intervention for c in changes), (),
                    town.Path("s"), "h")  # fmt: skip
    ids = IdTable(district)
    items = {"pod-1": _item("pod-1", "pod", "cowork_pods", "s/pods")}
    ids.of("pod-1")
    return Scene(district, (Plan(made, district, changes),), (), ids.names(), items, ())


NOTHING: frozenset[str] = frozenset()


def test_a_feature_follows_its_profile_and_says_that_it_is_assumed(scene: Scene) -> None:
    day = day_of_space(scene, _item("buildings-0", "buildings"), NOTHING)
    assert day is not None
    zh, en = "12:00 · 在家 40 %（居民中在家的份额）", "12:00 · At home 40 %, share of residents at home"
    assert day.bands[0].text(12) == Words(zh, en)
    assert [b.en for b in day.basis] == ["by the use in the data", "assumed, nobody counted"]
    told = "0:00 95 %, 3:00 97 %, 6:00 90 %, 9:00 45 %, 12:00 40 %, 15:00 42 %, 18:00 65 %, 21:00 88 %"
    assert day.told().en == f"At home: {told}"


def test_a_feature_without_a_use_has_no_day(scene: Scene) -> None:
    assert day_of_space(scene, _item("buildings-1", "buildings"), NOTHING) is None
    assert day_of_space(scene, _item("street_lights-0", "street_lights"), NOTHING) is None


def test_outside_its_hours_a_thing_is_closed(scene: Scene) -> None:
    day = day_of_space(scene, scene.items["pod-1"], NOTHING)
    assert day is not None
    assert [bool(u) for u in day.bands[0].uses] == [7 <= h < 23 for h in range(24)]
    assert day.bands[0].text(3) == Words("03:00 · 关闭", "03:00 · closed")
    assert day.bands[0].text(9).en == "09:00 · Office 75 %, share of desks in use"


def test_a_shared_space_goes_from_hand_to_hand(scene: Scene) -> None:
    park = _item("open_spaces-0", "open_spaces")
    alone = day_of_space(scene, park, NOTHING)
    assert alone is not None
    assert set(alone.bands[0].uses) == {"public"}
    shared = day_of_space(scene, park, frozenset({"s/turns"}))
    assert shared is not None
    assert [shared.bands[0].uses[h] for h in (3, 9, 16, 17, 18, 22, 23)] == ["", "work", "work", "", "home", "home", ""]
    assert shared.bands[0].text(3).en == "03:00 · nobody"
    assert shared.bands[0].text(9).en == "09:00 · People at work 9:00 to 17:00 100 %, theirs by the timetable"
    assert [b.en for b in shared.basis] == ["by its timetable"]


def test_a_shock_ends_all_timetables(scene: Scene) -> None:
    both = frozenset({"s/turns", "s/crisis"})
    day = day_of_space(scene, _item("open_spaces-0", "open_spaces"), both)
    assert day is not None
    assert set(day.bands[0].uses) == {"public"}
    pod = day_of_space(scene, scene.items["pod-1"], both)
    assert pod is not None
    assert all(pod.bands[0].uses)
    assert not colours_at(scene, 3, both).closed.any()


def test_the_colours_follow_the_turns_of_what_stands(scene: Scene) -> None:
    row = scene.ids.index("open_spaces-0")
    names = [tuple(h) for h in spaces_of(scene).hues.tolist()]
    at = {h: colours_at(scene, h, frozenset({"s/turns"})) for h in (3, 9, 20)}
    assert at[3].closed[row]
    assert [names.index(tuple(at[h].hue[row].tolist())) for h in (9, 20)] == [1, 0]     # work, home
    assert at[9].share[row] == 1.0
    assert colours_at(scene, 9).share[row] == pytest.approx(0.25)
    assert timed(scene, frozenset({"s/turns", "s/pods"})) == {"s/turns"}


def test_a_pod_is_pale_at_night(scene: Scene) -> None:
    row = scene.ids.index("pod-1")
    assert [bool(colours_at(scene, h).closed[row]) for h in (6, 7, 22, 23)] == [True, False, False, True]


def test_what_closes_before_it_opens_is_open_over_midnight() -> None:
    assert [is_open_at((22, 2), h) for h in (21, 22, 0, 1, 2)] == [False, True, True, True, False]
    assert all(is_open_at((0, 24), h) for h in range(24))
