"""What `wespace export` makes of its options, and the exact sentences when it cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import ALL, make_scene, make_sheet

from wespace_desktop.errors import EXIT_USAGE, WeSpaceError
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.words import Words
from wespace_desktop.picture.asking import Wish, sheet_for
from wespace_desktop.picture.export import name_values
from wespace_desktop.picture.presets import PRESETS, file_name, safe_stem

SCENE = make_scene()
FILE = Path("later.yaml")
LAYERS = f"the layers are {', '.join(load_catalogue().ids)}"


def said(wish: Wish) -> str:
    with pytest.raises(WeSpaceError) as caught:
        sheet_for(SCENE, wish)
    assert caught.value.exit_code == EXIT_USAGE
    return str(caught.value)


def test_without_options_the_first_view_as_the_file_says() -> None:
    sheet = sheet_for(SCENE, Wish(FILE))
    assert [(p.scenario, p.year, p.layers) for p in sheet.panes] == [("today", 2026, ALL), ("k-2035", 2035, ALL)]
    assert [p.tag for p in sheet.panes] == ["A", "B"]
    assert (sheet.view, sheet.size, sheet.quality, sheet.lang) == ("bird", (3840, 2160), "print", "both")
    assert sheet.title == Words("肯德尔广场 2035", "Kendall Square 2035")
    assert sheet.caption == Words("停车场变公园。", "Car parks become parks.")


def test_a_view_brings_its_mode_year_and_layers() -> None:
    sheet = sheet_for(SCENE, Wish(FILE, view="street"))
    assert [(p.scenario, p.year, p.layers) for p in sheet.panes] == [("k-2035", 2032, frozenset({"parking"}))]


def test_options_win_over_the_view() -> None:
    wish = Wish(
        FILE, view="street", mode="side-by-side", layers=("sensors", "parking"), without=("parking",), year=2034
    )
    left, right = sheet_for(SCENE, wish).panes
    assert (right.year, right.layers) == (2034, frozenset({"sensors"}))
    assert (left.year, left.layers) == (2026, frozenset({"sensors"}))


def test_layers_none_shows_the_place_without_any_layer() -> None:
    assert [p.layers for p in sheet_for(SCENE, Wish(FILE, layers=())).panes] == [frozenset(), frozenset()]


def test_both_panes_have_one_camera() -> None:
    left, right = sheet_for(SCENE, Wish(FILE)).panes
    assert left.camera is right.camera


def test_an_unknown_view_is_answered_with_the_known_ones() -> None:
    assert said(Wish(FILE, view="brid")) == (
        "later.yaml: --view: there is no view brid; its views are bird, street. Did you mean bird?"
    )
    assert said(Wish(FILE, view="zzzz")) == "later.yaml: --view: there is no view zzzz; its views are bird, street"


def test_every_unknown_layer_is_named_at_once() -> None:
    assert said(Wish(FILE, layers=("av_lane", "parking"), without=("zz",))) == (
        f"later.yaml: --layers: there is no layer av_lane; {LAYERS}. Did you mean av_lanes?\n"
        f"later.yaml: --without: there is no layer zz; {LAYERS}"
    )


def test_a_scenario_alone_has_nothing_beside_it() -> None:
    alone = replace(SCENE, plans=SCENE.plans[1:])
    assert len(sheet_for(alone, Wish(FILE)).panes) == 1
    with pytest.raises(WeSpaceError) as caught:
        sheet_for(alone, Wish(FILE, mode="side-by-side"))
    assert str(caught.value) == (
        "later.yaml: --mode: there is nothing to put beside it. Name the other file: --with FILE"
    )


def test_the_baseline_alone_asked_for_shows_itself() -> None:
    sheet = sheet_for(SCENE, Wish(Path("today.yaml"), mode="single"))
    assert [p.scenario for p in sheet.panes] == ["today"]


def test_the_pattern_makes_a_file_name() -> None:
    values = name_values(Path("a/kendall-2035.yaml"), make_sheet(lang="zh"))
    assert file_name("{file}_{view}_{scenario}_{year}_{lang}", values) == "kendall-2035_bird_k-2035_2035_zh.png"
    assert file_name("{file}-{size}.png", values) == "kendall-2035-960x540.png"


def test_an_unknown_field_of_the_pattern_is_named() -> None:
    with pytest.raises(WeSpaceError) as caught:
        file_name("{file}_{veiw}", {})
    assert str(caught.value) == (
        "{veiw} is no part of a file name; write {file}, {view}, {scenario}, {year}, {lang} or {size}. "
        "Did you mean {view}?"
    )


@pytest.mark.parametrize(
    ("stem", "safe"),
    [
        ('a/b\\c:d*e?"<f>|g', "a-b-c-d-e-f-g"),
        ("con", "con_"),
        ("LPT1.x", "LPT1.x_"),
        ("  . ", "picture"),
        ("肯德尔 2035.", "肯德尔 2035"),
        ("a__b", "a_b"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_names_that_a_system_would_refuse_are_mended(stem: str, safe: str) -> None:
    assert safe_stem(stem) == safe


@given(st.text(max_size=400))
def test_any_text_becomes_a_name_every_system_takes(text: str) -> None:
    safe = safe_stem(text)
    assert safe
    assert len(safe.encode()) <= 204
    assert not set(safe) & set('<>:"/\\|?*\n\t')
    assert not safe.endswith((" ", "."))


def test_presets_are_the_promised_ones() -> None:
    assert [(p.id, p.size, p.dpi, p.transparent) for p in PRESETS] == [
        ("hd", (1920, 1080), 96, False),
        ("4k", (3840, 2160), 192, False),
        ("a3", (4961, 3508), 300, False),
        ("square", (2160, 2160), 192, False),
        ("transparent", (3840, 2160), 192, True),
    ]
