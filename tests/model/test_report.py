"""The report as data: exactly its 163 claims, in both languages, every link leads somewhere, nothing empty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wespace_desktop.model.catalogue import later_layers, load_catalogue
from wespace_desktop.model.compass import FACTS
from wespace_desktop.model.report import LIMIT_ROWS, ReportRow, dangling, limits, load_report
from wespace_desktop.model.words import Words

_TEXT = """
    R-BG1 R-BG2 R-BG3 R-BG4 R-BG5 R-BG6 R-BG7 R-BG8 R-BG9 R-BG10 R-BG11 R-BG12 R-SC1 R-SC2 R-SC3 R-SC4 R-SC5 R-SC6
    R-AU1 R-AU2 R-AU3 R-AU4 R-AU5 R-TD1 R-TD2 R-TD3 R-TD4 R-TD5 R-TD6 R-TD7 R-TD8 R-TD9 R-TD10 R-MX1 R-MX2 R-MX3
    R-MX4 R-MX5 R-MX6 R-MX7 R-MX8 R-MX9 R-MX10 R-MX11 R-MX12 R-MX13 R-MX14 R-MX15 R-MX16 R-MX17 R-MX18 R-MX19
    R-MX20 R-MX21 R-MX22 R-SP1 R-SP2 R-SP3 R-SP4 R-SP5 R-SP6 R-SP7 R-SP8 R-RG1 R-RG2 R-RG3 R-RG4 R-RG5 R-RG6 R-CT1
    R-CT2 R-CT3 R-CT4 R-CT5 R-CT6 R-CT7 R-CT8 R-CT9 R-CT10 R-CT11 R-LI1 R-LI2 R-LI3 R-LI4 R-LI5 R-LI6 R-LI7 R-LI8
    R-EM1 R-EM2 R-EM3 R-EM4 R-EM5 R-EM6 R-EM7 R-EM8 R-RE1 R-RE2 R-RE3 R-RE4 R-RE5 R-RE6 R-RE7 R-RE8 R-TR1 R-TR2
    R-TR3 R-TR4 R-TR5 R-TR6 R-TR7 R-TR8 R-TR9 R-TR10 R-SV1 R-SV2 R-SV3 R-IN1 R-IN2 R-IN3 R-IN4 R-IN5 R-IN6 R-PE1
    R-PE2 R-PE3 R-PE4 R-PE5 R-NE1 R-NE2 R-NE3 R-NE4 R-NE5 R-CR1 R-CR2 R-CR3 R-CR4 R-CR5 R-CR6 R-TT1 R-TT2 R-TT3
    R-TT4 R-TT5 R-TT6 R-TT7 R-TT8 R-TT9 R-TT10 R-IS1 R-IS2 R-IS3 R-IS4 R-IS5 R-IS6 R-IS7 R-IS8 R-LM1 R-LM2 R-LM3
    R-LM4 R-PA1-2 R-GO1-2
"""
ROWS = _TEXT.split()
REPORT = load_report()


def _is_chinese(text: str) -> bool:
    return any("\u3400" <= letter <= "\u9fff" for letter in text)


def test_the_rows_are_those_of_the_report() -> None:
    assert len(ROWS) == 163
    assert list(REPORT.ids) == ROWS


@pytest.mark.parametrize("row", REPORT.rows, ids=lambda row: row.id)
def test_a_row_speaks_both_languages(row: ReportRow) -> None:
    """Chinese text holds Chinese letters, English text none; a comma that YAML ate would leave a torn key behind."""
    told = [w for w in (row.text, row.shows, row.caption, row.lacks, row.gap) if w]
    assert {row.text, row.shows} <= {*told}
    for words in told:
        assert _is_chinese(words.zh), words
        assert len(words.en) > 8, words
        assert not _is_chinese(words.en), words


@pytest.mark.parametrize("row", REPORT.rows, ids=lambda row: row.id)
def test_a_row_can_be_followed(row: ReportRow) -> None:
    """It points to something that exists, has words to read, or says why nothing shows it."""
    assert row.layers or row.effects or row.indicators or row.needs or row.opens or row.caption or row.lacks or row.gap
    assert row.scale != "N" or row.caption


def test_every_link_exists() -> None:
    assert list(dangling(REPORT)) == []
    lame = replace(REPORT.rows[0], layers=("boats",), opens="moon", indicators=("I21",))
    assert list(dangling(replace(REPORT, rows=(lame,)))) == [
        "R-BG1: opens names moon, which does not exist",
        "R-BG1: layers names boats, which does not exist",
        "R-BG1: indicators names I21, which does not exist",
    ]
    mute = replace(REPORT.rows[0], text=Words("只有中文", ""))
    assert list(dangling(replace(REPORT, rows=(mute,)))) == ["R-BG1: has no Chinese or no English text"]


def test_every_layer_effect_and_need_has_a_row() -> None:
    layers = {*load_catalogue().ids, *later_layers()}
    assert {n for row in REPORT.rows for n in row.layers} == layers
    assert {n for row in REPORT.rows for n in row.effects} == {*load_catalogue().effects}
    assert {n for row in REPORT.rows for n in row.needs} == {*FACTS} == {*REPORT.needs}


def test_every_chart_is_opened_by_a_row() -> None:
    opened = {row.opens for row in REPORT.rows} - {""}
    assert {*REPORT.charts} - opened == set()


def test_the_limits_are_the_reports_own_four() -> None:
    assert LIMIT_ROWS == ("R-LM1", "R-LM2", "R-LM3", "R-LM4")
    assert [REPORT[row].text.en.split(":")[0] for row in LIMIT_ROWS] == ["Limit 1", "Limit 2", "Limit 3", "Limit 4"]
    assert limits()[0] == Words("未讨论第二产业的空间", "Industry is left out")
    assert "弱势群体" in limits()[3].zh
    assert all(words.zh and words.en for words in limits())
