"""Ground, stalls, green and room for an emergency, against a district that is counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny_place import GARDEN, HUB, KERB, LANE, PARK, PODS, ROOF, exact, place, state

from wespace_desktop.indicators.land import form_of
from wespace_desktop.indicators.measure import measure
from wespace_desktop.indicators.reading import Part, Reading
from wespace_desktop.model.quantity import Quantity


def part(reading: Reading, label: str) -> Part:
    return next(p for p in reading.parts if p.label.en == label)


def values(quantity: Quantity | None) -> tuple[float, float, float]:
    assert quantity is not None
    return (quantity.low, quantity.central, quantity.high)


def test_land_released_is_the_ground_of_what_was_converted_by_form_and_by_whose_doing() -> None:
    found = measure("I11", state(PARK, KERB, LANE))
    assert values(found.quantity) == (1050, 1050, 1050)
    assert values(part(found, "Car parks, by decision").quantity) == (1000, 1000, 1000)
    assert values(part(found, "Kerb spaces, by demand").quantity) == (50, 50, 50)
    assert found.places == ("to-park", "to-drop-off")


def test_a_conversion_that_names_no_area_has_that_of_its_features() -> None:
    assert values(measure("I11", state(GARDEN)).quantity) == (25, 25, 25)


def test_narrower_lanes_are_told_apart_and_not_added() -> None:
    found = measure("I11", state(LANE))
    lanes = part(found, "Narrower lanes (not in the sum)")
    assert values(found.quantity) == (0, 0, 0)
    assert values(lanes.quantity) == pytest.approx((200, 300, 400))
    assert [u.name for u in found.used] == ["lane_width"]


def test_nothing_converted_is_a_nought_that_says_so() -> None:
    found = measure("I11", state())
    assert found.quantity is not None
    assert found.quantity.central == 0
    assert found.note.en == "no parking is converted in this state"
    assert part(found, "Garages").why_not.en == "not computable: the garage is not converted; its area is not known"
    assert part(found, "Underground").why_not.en == "not computable: no data on underground parking"
    assert part(found, "Underground").why_not.zh == "不可计算：没有地下车库数据"


def test_a_lot_listed_with_the_garages_is_ground() -> None:
    tiny = place()
    forms = [form_of(tiny, f) for f in ("parking_garages-1", "parking_garages-2", "parking_lots-1", "parking_spaces-1")]
    assert forms == ["structure", "surface", "surface", "kerb"]
    assert form_of(tiny, "roads-1") is None


def test_stalls_are_those_that_are_left_and_a_lot_listed_twice_counts_once() -> None:
    before, after = measure("I12", state()), measure("I12", state(PARK, KERB))
    assert values(before.quantity) == (28 + 11 + 9 + 100, 33 + 13 + 9 + 100, 40 + 16 + 9 + 100)
    assert values(after.quantity) == (11 + 5 + 100, 13 + 5 + 100, 16 + 5 + 100)
    assert values(part(after, "Car parks").quantity) == (11, 13, 16)
    assert part(after, "Car parks").places == ("parking_lots-2",)


def test_demand_and_spare_stalls_need_what_the_scenario_says() -> None:
    bare = measure("I12", state())
    assert part(bare, "Demand").why_not.en == (
        "not computable: the scenario gives no parking demand today (parking_demand), change of car use (other modes, "
        "policy) (car_use_change), shared automated share of car kilometres (shared_av_share_of_car_km)"
    )
    told = {"parking_demand": exact(100, "stall"), "car_use_change": exact(-20, "%"),
            "shared_av_share_of_car_km": exact(50, "%"), "stalls_saved_at_full_sharing": exact(80, "%")}  # fmt: skip
    found = measure("I12", state(parameters=told))
    assert values(part(found, "Demand").quantity) == pytest.approx((48, 48, 48))
    spare = part(found, "Spare (supply – 1.05 x demand)").quantity
    assert values(spare) == pytest.approx((148 - 50.4, 155 - 50.4, 165 - 50.4))
    told |= {"private_av_parked_outside": exact(50, "%"), "l4_share_of_car_stock": exact(10, "%")}
    assert values(part(measure("I12", state(parameters=told)), "Demand").quantity) == pytest.approx((45.6,) * 3)


def test_stalls_taken_for_part_of_the_day_are_told_and_not_deducted() -> None:
    bay = replace(KERB, id="bay", kind="courier_bay", replaced=(), amounts={"stalls_removed": exact(3, "stall")})
    found = measure("I12", state(bay))
    assert values(part(found, "Taken for part of the day (not deducted)").quantity) == (3, 3, 3)
    assert found.quantity == measure("I12", state()).quantity


def test_green_is_the_data_and_the_new_parks() -> None:
    found = measure("I14", state(PARK, parameters={"residents": exact(2000, "person")}))
    assert values(found.quantity) == pytest.approx((1.1,) * 3)
    assert values(part(found, "Per resident").quantity) == pytest.approx((5.5,) * 3)
    assert values(part(found, "Share of the district's land").quantity) == pytest.approx((11_000 / 27_000,) * 3)
    assert part(measure("I14", state()), "Per resident").why_not.en == (
        "not computable: the scenario gives no residents (residents)"
    )


def test_room_for_an_emergency_is_large_open_ground_that_nothing_took() -> None:
    assert values(measure("I04", state()).quantity) == pytest.approx((1.1,) * 3)  # the green and the larger car park
    assert values(measure("I04", state(HUB)).quantity) == pytest.approx((1.0,) * 3)
    inside = replace(PODS, at=(50.0, 650.0))
    assert values(measure("I04", state(inside)).quantity) == pytest.approx((1.098,) * 3)


def test_storage_carries_the_critical_load_for_so_many_hours() -> None:
    told = {"critical_load": exact(50, "kW"), "state_of_charge": exact(50, "%")}
    label = "R3 storage carries the critical load"
    assert values(part(measure("I04", state(ROOF, parameters=told)), label).quantity) == pytest.approx((2.0,) * 3)
    assert part(measure("I04", state(ROOF)), label).why_not.en == (
        "not computable: the scenario gives no critical load (critical_load)"
    )
    assert part(measure("I04", state()), label).why_not.en == "not computable: no storage stands in this state"


@pytest.mark.parametrize(
    ("name", "without", "why"),
    [
        ("I12", ("parking_lots", "parking_spaces", "parking_garages"), "the district has no data on parking"),
        ("I14", ("open_spaces",), "the district has no data on green"),
        ("I04", ("parking_lots", "open_spaces"), "the district has no data on open ground"),
        ("I13", ("roads",), "the district has no road surface"),
        ("I03", ("sidewalks", "open_spaces"), "the district has no data on public space"),
        ("I08", ("sidewalks", "open_spaces"), "the district has no data on public space"),
        ("I15", ("walkways",), "the district has no walking routes"),
        ("I15", ("buildings",), "the district has no buildings"),
        ("I07", ("open_spaces",), "the district has no data on green"),
        ("I17", ("buildings",), "the district has no buildings"),
        ("I16", ("buildings",), "the buildings have no data on use"),
    ],
)
def test_without_data_there_is_a_sentence_and_no_number(name: str, without: tuple[str, ...], why: str) -> None:
    found = measure(name, state(district=place(without=without)))
    assert found.quantity is None
    assert found.why_not.en == f"not computable: {why}"
    assert found.why_not.zh.startswith("不可计算：")
