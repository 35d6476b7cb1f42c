"""`wespace indicators` as a person and as a script use it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from wespace_desktop import cli

Capture = pytest.CaptureFixture[str]


def test_the_scenario_stands_beside_what_it_extends(kendall_2035: Path, capsys: Capture) -> None:
    assert cli.main(["indicators", str(kendall_2035), "--id", "I11,I18"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines[:2]] == ["kendall-today", "kendall-2035"]
    land = next(line for line in lines if line.startswith("I11"))
    assert land.split() == ["I11", "Land", "released", "0", "27,000", "m²"]
    assert next(line for line in lines if line.startswith("I18")).split()[3:] == ["–"] * 6 + ["%"]
    assert lines[-1] == "Scenario, not a prediction"


def test_one_indicator_is_told_in_full_and_in_chinese(kendall_2035: Path, capsys: Capture) -> None:
    assert cli.main(["indicators", str(kendall_2035), "--id", "i11", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert "地面停车场，需求释放：3,000 m²" in out
    assert "公式：被转换停车地块的实际面积之和" in out
    assert out.splitlines()[-1] == "情景推演，不是预测"


def test_another_year_counts_what_stands_then(kendall_2035: Path, capsys: Capture) -> None:
    assert cli.main(["indicators", str(kendall_2035), "--id", "I11", "--year", "2026", "--alone", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["scenarios"]
    assert (told["scenario"], told["year"], told["indicators"][0]["central"]) == ("kendall-2035", 2026, 0)


def test_csv_goes_into_a_spreadsheet(kendall_2035: Path, capsys: Capture) -> None:
    assert cli.main(["indicators", str(kendall_2035), "--id", "I11,I14", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {r["id"] for r in rows} == {"I11", "I14"}
    assert [r["central"] for r in rows if r["id"] == "I11" and not r["part"]] == ["0", "27000"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--id", "I21"], "--id: I21 is not an indicator. Did you mean I20?"),
        (["--id", "green"], "--id: GREEN is not an indicator. They are I01 to I20"),
        (["--year", "2050"], "--year: 2050 is outside the horizon 2010 to 2035. Write a year from 2010 to 2035"),
    ],
)
def test_what_is_wrong_is_said_with_exit_2(kendall_2035: Path, words: list[str], said: str, capsys: Capture) -> None:
    assert cli.main(["indicators", str(kendall_2035), *words]) == 2
    assert capsys.readouterr().err.strip() == said


def test_a_missing_file_is_exit_4(tmp_path: Path, capsys: Capture) -> None:
    assert cli.main(["indicators", str(tmp_path / "no.yaml")]) == 4
    assert "no such scenario file" in capsys.readouterr().err
