"""Streets, sensing, use, energy, traffic and lag, against numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import log10, pi, sin

import pytest
from test_land_counted import part, values
from tiny_place import CELL, GARDEN, KERB, LANE, LAYERS, PARK, ROOF, SENSOR, TREE, change, exact, place, plan, state

from wespace_desktop.indicators.measure import measure
from wespace_desktop.indicators.state import State
from wespace_desktop.indicators.use import daily_share
from wespace_desktop.model.course import Course, course_of, debt
from wespace_desktop.model.quantity import Quantity

#: A polygon of 96 rays holds this much of a disc of radius 1, m²; the green and the sidewalk are 4 ha.
ROUND, PUBLIC_M2 = 48 * sin(2 * pi / 96), 10_000 + 30_000


def test_a_street_is_shared_out_to_the_last_metre() -> None:
    found = measure("I13", state(GARDEN, KERB, LANE))
    shares = {p.label.en: values(p.quantity) for p in found.parts}
    assert shares["Walking"] == pytest.approx((50,) * 3)
    assert shares["Cycling"] == pytest.approx((2.0, 2.5, 3.0))  # 1 km x 1.2, 1.5, 1.8 m of 6 ha
    assert shares["Automated lanes"] == pytest.approx((2950 / 600,) * 3)
    assert shares["Kerb parking"] == pytest.approx((3 * 12.5 / 600,) * 3)  # nine there, two and four gone
    assert shares["Green and seats"] == pytest.approx((25 / 600,) * 3)
    assert shares["Drop-off and deliveries"] == pytest.approx((50 / 600,) * 3)
    assert sum(s[1] for s in shares.values()) == pytest.approx(100)
    assert values(found.quantity) == pytest.approx((52 + 25 / 600, 52.5 + 25 / 600, 53 + 25 / 600))


def test_marks_in_a_lane_that_cars_use_take_no_room() -> None:
    wider = measure("I13", state(parameters={"cycle_lane_width": exact(3.0, "m")}))
    assert values(part(wider, "Cycling").quantity) == pytest.approx((5.0,) * 3)


def test_exposure_is_public_space_in_view_of_what_identifies() -> None:
    found = measure("I08", state(SENSOR))
    expected = tuple(ROUND * r * r / PUBLIC_M2 * 100 for r in (5, 10, 20))
    assert values(found.quantity) == pytest.approx(expected, rel=5e-3)
    assert found.places == ("eye",)
    blind = measure("I08", state(replace(SENSOR, identifying=False)))
    assert values(blind.quantity) == (0, 0, 0)
    assert blind.note.en == "no identifying sensor stands in this state"
    assert values(part(blind, "In view of any sensor").quantity) == pytest.approx(expected, rel=5e-3)


def test_operators_are_as_concentrated_as_their_shares_squared() -> None:
    three = [replace(SENSOR, id=f"eye-{k}") for k in range(3)]
    found = measure("I08", state(*three, replace(SENSOR, id="other", operator="Firm")))
    assert values(part(found, "HHI, operators of the sensors").quantity) == pytest.approx((0.625,) * 3)


def test_coverage_is_where_all_three_meet() -> None:
    """The installation reaches the ground it takes, 3.4 m around; the sensor and the cell hold all of it."""
    found = measure("I03", state(SENSOR, CELL, TREE))
    assert values(found.quantity) == pytest.approx((36 / pi * ROUND / PUBLIC_M2 * 100,) * 3, rel=1e-2)
    cells = values(part(found, "5G small cells").quantity)
    assert cells == pytest.approx((ROUND * 900 / PUBLIC_M2 * 100,) * 3, rel=5e-3)
    apart = measure("I03", state(SENSOR, replace(CELL, at=(2000.0, 45.0)), TREE))
    assert values(apart.quantity) == (0, 0, 0)
    lacking = measure("I03", state(SENSOR, CELL))
    assert lacking.note.en == "no installations in this state, so nothing meets"


def test_solar_yield_is_the_headline_and_the_whole_needs_traffic_and_buildings() -> None:
    found = measure("I05", state(ROOF, replace(ROOF, id="roof-2"), CELL))
    assert values(found.quantity) == (200, 300, 400)
    assert values(part(found, "5G sites, full load all year").quantity) == pytest.approx((30.66,) * 3)
    assert part(found, "All power").why_not.en == (
        "not computable: the scenario gives no vehicle kilometres a day (vehicle_km), power of buildings a year "
        "(building_energy)"
    )
    told = {"vehicle_km": exact(1000, "km"), "ev_use": exact(20, "kWh/100km"),
            "building_energy": exact(500, "MWh/a"), "grid_co2": exact(400, "g/kWh")}  # fmt: skip
    whole = measure("I05", state(replace(ROOF, amounts={"power_a_year": exact(100, "MWh/a")}), parameters=told))
    assert values(part(whole, "All power").quantity) == pytest.approx((73 + 500 - 100,) * 3)
    assert values(part(whole, "Carbon, tonnes a year").quantity) == pytest.approx((473 * 0.4,) * 3)


def test_vehicle_travel_and_noise_follow_the_formula() -> None:
    told = {"car_use_change": exact(-10, "%"), "shared_av_share_of_car_km": exact(50, "%"),
            "extra_empty_km": exact(6, "%"), "vehicle_km": exact(1000, "km"),
            "ev_share_change": exact(20, "%"), "ev_quieter": exact(1, "dB")}  # fmt: skip
    travel = measure("I18", state(parameters=told))
    assert values(travel.quantity) == pytest.approx((-7.3,) * 3)
    assert values(part(travel, "Vehicle kilometres a day").quantity) == pytest.approx((927,) * 3)
    assert values(part(travel, "Of it driven empty").quantity) == pytest.approx((3 / 1.03,) * 3)
    assert values(measure("I19", state(parameters=told)).quantity) == pytest.approx((10 * log10(0.927) - 0.2,) * 3)
    assert measure("I19", state()).why_not.en == (
        "not computable: the scenario gives no change of car use (other modes, policy) (car_use_change), shared "
        "automated share of car kilometres (shared_av_share_of_car_km), change of the electric share of cars "
        "(ev_share_change)"
    )


def test_a_range_takes_every_corner() -> None:
    told = {"car_use_change": Quantity(-50, -10, 0, "%", "A"), "shared_av_share_of_car_km": exact(100, "%"),
            "extra_empty_km": Quantity(0, 10, 20, "%", "A")}  # fmt: skip
    assert values(measure("I18", state(parameters=told)).quantity) == pytest.approx((-50, -1, 20))


def test_virtual_share_weighs_activities_by_people_and_minutes() -> None:
    told = {"work_persons": exact(100, "person"), "work_minutes": exact(400, "min"),
            "work_online_share": exact(30, "%"), "shop_persons": exact(100, "person"),
            "shop_minutes": exact(100, "min"), "shop_online_share": Quantity(60, 80, 100, "%", "A")}  # fmt: skip
    found = measure("I02", state(parameters=told))
    assert values(found.quantity) == pytest.approx((36, 40, 44))
    assert found.note.en == "over work, shopping only"
    assert measure("I02", state()).why_not.en == (
        "not computable: the scenario gives no people, minutes and online shares (work_persons, work_minutes, "
        "work_online_share ...)"
    )


def test_offices_left_over() -> None:
    """100 jobs, half at home, 10 m² each, 20 % empty as usual: 625 of 1,000 m² are needed."""
    told = {"office_floor_area": exact(1000, "m2"), "jobs": exact(100, "job"), "telework_share": exact(50, "%"),
            "office_area_per_person": exact(10, "m2/person"), "office_vacancy": exact(20, "%"),
            "shop_sales_change": exact(-3.7, "%"), "online_goods_share_change": exact(20, "%")}  # fmt: skip
    found = measure("I09", state(parameters=told))
    assert values(found.quantity) == pytest.approx((37.5,) * 3)
    assert values(part(found, "Shop floor area left over").quantity) == pytest.approx((7.4,) * 3)
    assert measure("I09", state()).why_not.zh == (
        "不可计算：情景没有给出办公建筑面积（office_floor_area）、岗位数（jobs）、远程办公占工作日（telework_share）、"
        "人均办公面积（office_area_per_person）、正常空置率（office_vacancy）"
    )


def test_mix_of_three_equal_uses_is_one() -> None:
    found = measure("I16", state())
    assert values(found.quantity) == pytest.approx((1.0,) * 3)
    assert found.note.en == "a use is known for 100% of the floor area; no change inside buildings is counted"


def test_intensity_is_the_day_of_each_ground_by_its_area() -> None:
    green = state(district=place(without=("parking_lots", "parking_spaces")))
    share = daily_share("public") * 100
    assert values(measure("I01", green).quantity) == pytest.approx((share * 0.7, share, share * 1.3))


def test_ground_that_was_converted_is_used_as_what_it_is_now() -> None:
    before, after = measure("I01", state()), measure("I01", state(PARK))
    assert values(part(after, "Former parking").quantity) == pytest.approx(values(part(before, "Green").quantity))
    assert before.quantity != after.quantity


def test_what_no_geometry_tells_says_what_it_needs() -> None:
    assert measure("I06", state()).why_not.en == "not computable: no residents by place and group"
    assert measure("I10", state()).why_not.en == "not computable: no counts of visits by venue; and studies disagree"
    assert measure("I10", state()).why_not.zh == "不可计算：没有各场所的到访人次；研究结论也有争议"


def test_lag_debt_is_that_of_the_layers_that_are_on_by_their_places() -> None:
    lots = change("park", "parking", ("parking_lots-1", "parking_lots-2"))
    changes = [lots, change("eyes", "sensors", ("street_lights-1",))]
    asked = State(plan(place(), changes=changes), 2035, LAYERS)
    courses = {name: c for name in ("parking", "sensors") if isinstance(c := course_of(name), Course)}
    found = measure("I20", asked)
    assert found.quantity == debt(courses, {"parking": 2.0, "sensors": 1.0}, 2035)
    alone = measure("I20", State(asked.plan, 2035, frozenset({"sensors"})))
    assert alone.quantity == debt({"sensors": courses["sensors"]}, {"sensors": 1.0}, 2035)
    assert measure("I20", State(asked.plan, 2035, frozenset())).why_not.en == (
        "not computable: no layer that changes something is on"
    )
