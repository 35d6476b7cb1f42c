"""The hour profiles: linear, between nothing and full, beginning anew each day; a feature without a use has none."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.hours import (
    NO_USE,
    assumed,
    load_profiles,
    load_uses,
    share,
    use_of_object,
    uses_of,
)
from wespace_desktop.model.words import Words

PROFILES = sorted(load_profiles())


@pytest.mark.parametrize(
    ("profile", "told"),
    [
        ("home", [95, 97, 90, 45, 40, 42, 65, 88]),
        ("office", [3, 2, 5, 75, 60, 80, 45, 10]),
        ("retail", [2, 1, 5, 25, 55, 45, 80, 60]),
        ("public", [2, 1, 20, 25, 20, 20, 45, 30]),
        ("residential_parking", [95, 96, 90, 55, 52, 55, 75, 92]),
        ("office_parking", [8, 6, 15, 85, 80, 85, 50, 15]),
        ("deliveries", [2, 1, 8, 40, 90, 55, 95, 50]),
    ],
)
def test_the_profiles_are_those_of_the_table(profile: str, told: list[int]) -> None:
    assert [round(100 * share(profile, h)) for h in range(0, 24, 3)] == told


@given(st.sampled_from(PROFILES), st.floats(-1000, 1000))
def test_a_share_lies_between_nothing_and_full_and_every_day_is_the_same(profile: str, hour: float) -> None:
    assert 0.0 <= share(profile, hour) <= 1.0
    assert share(profile, hour) == pytest.approx(share(profile, hour + 24), abs=1e-9)


@given(st.sampled_from(PROFILES), st.integers(0, 7), st.floats(0, 1))
def test_between_two_hours_of_the_table_it_is_linear_also_over_midnight(profile: str, k: int, t: float) -> None:
    first, last = share(profile, 3 * k), share(profile, 3 * k + 3)
    assert share(profile, 3 * k + 3 * t) == pytest.approx(first + t * (last - first))


def test_every_use_of_a_profile_has_words_in_both_languages_and_a_colour() -> None:
    for profile in load_profiles().values():
        use = load_uses()[profile.use]
        assert all((use.words.zh, use.words.en, profile.of.zh, profile.of.en))
        assert len(bytes.fromhex(use.hue)) == 3


#: What an eye without one kind of cone makes of linear red, green and blue (Machado, Oliveira and Fernandes 2009).
_EYES = {
    "all cones": np.eye(3),
    "deuteranopia": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
    "protanopia": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
    "tritanopia": np.array([[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]),
}


def _lab(hue: str, eye: np.ndarray) -> np.ndarray:
    rgb = np.array(list(bytes.fromhex(hue))) / 255
    linear = np.clip(eye @ np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4), 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    f = np.cbrt(xyz / np.array([0.9505, 1.0, 1.089]))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eye", sorted(_EYES))
def test_no_two_uses_look_alike_to_any_eye(eye: str) -> None:
    seen = [_lab(use.hue, _EYES[eye]) for use in load_uses().values()]
    apart = [float(np.linalg.norm(a - b)) for k, a in enumerate(seen) for b in seen[:k]]
    assert min(apart) > 9.0


def test_they_say_that_nobody_counted() -> None:
    assert assumed() == Words(
        "假设的时段曲线：没有计数支持，仅为展示一天中的时刻；请以当地计数替换",
        "Assumed profiles: no count stands behind them, they only let an hour be shown; replace them by local counts",
    )
    assert NO_USE.both() == "用途未知 / no use known"


def test_an_object_of_a_layer_has_the_profile_of_its_kind() -> None:
    assert use_of_object("mobile_spaces", "mobile_cafe") == "retail"
    assert use_of_object("cowork_pods", "pod") == "office"
    assert use_of_object("sensors", "sensor") == ""


# features of a district ---------------------------------------------------------------------------------------------


def _theme(name: str, shapes: list[shapely.Polygon], **attributes: list[object]) -> Theme:
    columns = {key: np.array(values) for key, values in attributes.items()}
    geometry = np.array(shapes, dtype=object)
    return Theme(name, np.array([f"{name}-{k}" for k in range(len(shapes))]), geometry, columns)


def _place(*themes: Theme, name: str = "kendall") -> District:
    return District(
        name, Words(en=name), "EPSG:26986", (0, 0), (0, 0, 500, 500), {t.name: t for t in themes}, (), Words(), ""
    )


def _square(x: float, y: float, side: float = 20) -> shapely.Polygon:
    return shapely.box(x, y, x + side, y + side)


def test_a_building_follows_the_use_that_its_data_name() -> None:
    shapes = [_square(30 * k, 0) for k in range(5)]
    types = ["apartments", "Office", "supermarket", "building", "outbuilding"]
    found = uses_of(_place(_theme("buildings", shapes, type=types), name="elsewhere"))
    assert [found[f"buildings-{k}"].profile for k in range(3)] == ["home", "office", "retail"]
    assert found["buildings-0"].basis == Words("依据数据中的用途", "by the use in the data")
    assert set(found) == {"buildings-0", "buildings-1", "buildings-2"}


def test_a_shop_that_is_only_named_as_one_is_a_shop() -> None:
    found = uses_of(_place(_theme("buildings", [_square(0, 0)], type=["yes"], shop=["bakery"]), name="elsewhere"))
    assert found["buildings-0"].profile == "retail"


def test_without_a_use_the_zone_stands_in_and_says_so() -> None:
    houses = _theme("buildings", [_square(0, 0), _square(30, 0), _square(60, 0)], type=["building", "building", ""])
    zones = _theme("zoning", [_square(-5, -5, 30), _square(25, -5, 30)], zone=["C-1", "BA"])
    found = uses_of(_place(houses, zones))
    assert (found["buildings-0"].profile, found["buildings-0"].ground) == ("home", "home")
    assert (found["buildings-1"].profile, found["buildings-1"].ground) == ("office", "retail")
    assert (found["buildings-1"].use, found["buildings-1"].ground_use) == ("work", "shop")
    told = Words("数据中没有用途，依据区划 BA 假设", "no use in the data, assumed by the zone BA")
    assert found["buildings-1"].basis == told
    assert "buildings-2" not in found


def test_a_large_building_in_a_quiet_zone_has_no_use_known() -> None:
    large = _theme("buildings", [_square(0, 0, 40)], type=["building"])
    assert uses_of(_place(large, _theme("zoning", [_square(-5, -5, 60)], zone=["C-1"]))) == {}


def test_a_zone_means_nothing_in_another_district() -> None:
    themes = _theme("buildings", [_square(0, 0)], type=[""]), _theme("zoning", [_square(-5, -5, 60)], zone=["C-1"])
    assert uses_of(_place(*themes, name="elsewhere")) == {}


def test_a_lot_serves_what_stands_around_it() -> None:
    buildings = _theme("buildings", [_square(0, 0), _square(300, 0)], type=["house", "office"])
    lots = _theme("parking_lots", [_square(0, 30), _square(300, 30), _square(150, 300)])
    found = uses_of(_place(buildings, lots))
    assert found["parking_lots-0"].profile == "residential_parking"
    assert found["parking_lots-1"].profile == "office_parking"
    assert found["parking_lots-1"].basis == Words("依据周边建筑的用途假设", "assumed by the uses around it")
    assert "parking_lots-2" not in found


def test_metered_spaces_follow_the_shops_while_they_are_in_service() -> None:
    spaces = _theme("parking_spaces", [_square(0, 0), _square(30, 0)], status=["in service", "permanently removed"])
    found = uses_of(_place(spaces))
    assert (found["parking_spaces-0"].profile, found["parking_spaces-0"].use) == ("retail", "parking")
    assert "parking_spaces-1" not in found
