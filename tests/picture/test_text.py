"""The typeface and the ends of lines: no box for a missing letter, no orphan, no mark where it may not stand."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from wespace_desktop.paths import assets_dir, scenarios_dir
from wespace_desktop.picture.breaking import NO_END, NO_START, break_lines, elide
from wespace_desktop.picture.fonts import missing_characters, text_font, text_outline, text_width
from wespace_desktop.picture.ink import contrast, word_colour

ZH = "一半地面停车场转为公园，三条街道设自动驾驶专用道，传感网络从局部走向全域。"
EN = "Half of the surface parking becomes park; three streets gain lanes of 5.0 km for automated vehicles."
words = st.text(st.sampled_from("停车场公园，。（）“”、：；！？和的A b1.·"), min_size=1, max_size=60)


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [s for v in value.values() for s in _strings(v)]
    if isinstance(value, list):
        return [s for v in value for s in _strings(v)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize(
    "path", [*scenarios_dir().glob("*.yaml"), *(assets_dir() / "catalogue").glob("*.yaml")], ids=lambda p: p.name
)
def test_no_shipped_word_shows_a_box(path: object) -> None:
    said = _strings(yaml.safe_load(path.read_text("utf-8")))
    assert said
    assert {s: missing_characters(s) for s in said if missing_characters(s)} == {}


def test_no_word_of_the_program_shows_a_box() -> None:
    package = assets_dir().parent / "wespace_desktop"
    for path in package.rglob("*.py"):
        for text in re.findall(r'Words\("([^"]*)"', path.read_text("utf-8")):
            assert missing_characters(text.replace("{", "").replace("}", "")) == "", f"{path.name}: {text}"


def test_missing_characters_are_named_once() -> None:
    assert missing_characters("a ⌘ ⌘ 公园 – →") == "⌘"


def test_a_minus_sign_is_drawn_as_a_dash_instead_of_a_box() -> None:
    assert missing_characters("−5") == ""
    assert text_width("−5", 20) == text_width("–5", 20)


def test_curly_quotes_are_narrow_in_english_and_wide_in_chinese() -> None:
    assert text_width("“so”", 100) == text_width('"so"', 100)
    assert text_width("“公”", 100) == pytest.approx(300)


def test_widths_grow_with_the_size_and_bold_is_wider() -> None:
    assert text_width("Kendall", 30) == pytest.approx(2 * text_width("Kendall", 15))
    assert text_width("Kendall", 30, True) > text_width("Kendall", 30)
    assert text_outline("公", False)[1] == 1000


def test_a_font_for_widgets_is_the_shipped_one() -> None:
    assert text_font(13.4).families() == ["WeSpace Sans SC"]
    assert text_font(0.2).pixelSize() == 1


@settings(max_examples=150, deadline=None)
@given(words, st.floats(60, 400))
def test_lines_fit_lose_nothing_and_respect_the_marks(text: str, width: float) -> None:
    lines = break_lines(text, width, 20)
    assert all(text_width(line, 20) <= width + 0.01 or len(line) == 1 for line in lines)
    squeeze = str.maketrans("", "", " ·")
    assert "".join(lines).translate(squeeze) == text.translate(squeeze)


@pytest.mark.parametrize("width", range(160, 700, 20))
def test_marks_and_orphans(width: int) -> None:
    for text in (ZH, EN):
        lines = break_lines(text, width, 20)
        for line in lines[1:]:
            assert line[0] not in NO_START
        for line in lines[:-1]:
            assert line[-1] not in NO_END
        if len(lines) > 1:
            assert text_width(lines[-1], 20) >= 60


def test_a_number_keeps_its_unit_and_a_word_stays_whole() -> None:
    for width in range(150, 500, 10):
        lines = break_lines(EN, width, 20)
        assert not any(line.endswith("5.0") for line in lines)
        assert {w for line in lines for w in line.split()} == set(EN.split())


def test_chinese_breaks_by_sense() -> None:
    assert break_lines(ZH, 300, 20) == (
        "一半地面停车场转为公园，",
        "三条街道设自动驾驶专用道，",
        "传感网络从局部走向全域。",
    )


def test_too_many_lines_end_in_an_ellipsis_at_a_word() -> None:
    assert break_lines(EN, 200, 20, most=2)[-1].endswith("…")
    assert len(break_lines(EN, 200, 20, most=2)) == 2
    assert elide("Kendall Square today", 165, 20) == "Kendall Square…"
    assert elide("short", 150, 20) == "short"
    assert break_lines("", 100, 20) == ()


def test_a_separator_is_dropped_at_the_end_of_a_line() -> None:
    assert break_lines("公园和广场 · 传感网络", 120, 20) == ("公园和广场", "传感网络")


@pytest.mark.parametrize("hue", ["0B72C4", "D98A12", "B8438C", "6FC49B", "FFFF00"])
def test_words_in_a_layers_hue_read_on_white(hue: str) -> None:
    assert contrast(word_colour(hue), "#FFFFFF") >= 4.5
