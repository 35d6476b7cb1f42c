"""Kerb metres are shared out by hour; who asks for more than there is is told the street, the metres and the rivals."""

from __future__ import annotations

import layer_town as lt
import shapely
import street_town as st

from wespace_desktop.scene.layers import kerb_slots
from wespace_desktop.scene.layers.kerb_slots import Share, along_kerb
from wespace_desktop.scene.site import Site

BAY = {"kind": "kerb_bay"}


def shares(*changes: lt.Change, spaces: int = 5) -> dict[str, Share]:
    district = st.town(spaces)
    return kerb_slots.shares_of(Site(district), lt.plan(district, *changes))


def test_slots_lie_in_the_row_beside_each_other_with_the_kerb_on_their_left() -> None:
    found = shares(st.wish("bays", "omo_logistics", st.SPACES, BAY, count=2))["bays"]
    assert len(found.slots) == 2
    assert found.fault == ""
    a, b = found.slots
    assert a.ground.intersection(b.ground).area < 1e-6
    assert a.length_m == 12
    assert a.street == "Main St"
    assert abs(along_kerb(a)) < 0.01, "the kerb is in the north: eastward has it on the left"


def test_more_than_the_kerb_holds_is_a_conflict_with_its_place() -> None:
    found = shares(
        st.wish("bays", "omo_logistics", st.SPACES, BAY, count=1),
        st.wish("fleet", "shared_mobility", st.SPACES, {"kind": "fleet_bay", "kerb_length": 12}, count=2),
    )
    assert found["bays"].fault == ""
    assert found["fleet"].fault == "fleet: Main St: asks for 24 m of kerb, and 12 m are free beside bays"
    first, second = found["bays"].slots[0], found["fleet"].slots[0]
    assert first.ground.intersection(second.ground).area < 1e-6


def test_uses_at_different_hours_share_the_same_metres() -> None:
    found = shares(
        st.wish("bays", "omo_logistics", st.SPACES, BAY, count=2, hours=(6, 12)),
        st.wish("cafes", "mobile_spaces", st.SPACES, count=3, unit="vehicle", hours=(12, 22)),
        st.wish("night", "mobile_spaces", st.SPACES, count=1, unit="vehicle", hours=(21, 2)),
    )
    assert found["bays"].fault == found["cafes"].fault == ""
    assert found["night"].fault == "night: Main St: asks for 8 m of kerb, and 0 m are free beside cafes"


def test_a_kerb_that_became_a_garden_takes_no_wheels() -> None:
    garden = lt.change("garden", "parking", st.SPACES, {"function": "park"})
    found = shares(garden, st.wish("cafes", "mobile_spaces", st.SPACES, count=2, unit="vehicle"))
    assert found["cafes"].slots == ()
    assert found["cafes"].fault == "cafes: Main St: asks for 16 m of kerb, and 0 m are free beside garden"


def test_a_drop_off_takes_vehicles() -> None:
    drop = lt.change("drop", "parking", st.SPACES, {"function": "drop_off"})
    found = shares(drop, st.wish("cafes", "mobile_spaces", st.SPACES, count=2, unit="vehicle"))
    assert len(found["cafes"].slots) == 2


def test_a_slot_keeps_off_a_crossing() -> None:
    district = st.town()
    near = lt.theme("crossings", [shapely.LineString([(203, -7.5), (203, 7.5)])], "crossing")
    district.themes["crossings"] = near  # type: ignore[index]
    made = st.wish("bays", "omo_logistics", st.SPACES, BAY, count=2)
    found = kerb_slots.shares_of(Site(district), lt.plan(district, made))["bays"]
    assert len(found.slots) == 1
    assert shapely.distance(near.geometry[0], found.slots[0].ground) >= kerb_slots.CROSSING_M
    assert found.fault == "bays: Main St: asks for 24 m of kerb, and 12 m are free"


def test_the_earlier_one_has_the_kerb_whatever_the_order_of_the_file() -> None:
    found = shares(
        st.wish("late", "omo_logistics", st.SPACES, BAY, count=2, stands_from=2034),
        st.wish("early", "mobile_spaces", st.SPACES, count=3, unit="vehicle", stands_from=2029),
    )
    assert found["early"].fault == ""
    assert found["late"].fault.startswith("late: Main St: asks for 24 m of kerb, and ")
