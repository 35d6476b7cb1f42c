"""The table of indicators: columns that line up in both languages, JSON that keeps its word, CSV with every number."""

from __future__ import annotations

import csv
import io
import json

from tiny_place import KERB, PARK, exact, state

from wespace_desktop.indicators.measure import measure_all
from wespace_desktop.indicators.table import COLUMNS, Column, as_csv, as_json, as_text
from wespace_desktop.model.words import Words

IDS = ("I11", "I12", "I18")


def columns() -> tuple[Column, ...]:
    before, after = measure_all(state(), IDS), measure_all(state(PARK, KERB), IDS)
    today = Column("today", Words("现状", "Today"), 2026, before)
    return today, Column("tiny-2035", Words("小", "Tiny"), 2035, after)


def test_a_person_reads_both_states_and_why_there_is_no_number() -> None:
    assert as_text(columns(), "en").splitlines() == [
        "today  Today, 2026",
        "tiny-2035  Tiny, 2035",
        "",
        "id   indicator        low  central  high  low  central  high  unit",
        "I11  Land released               0               1,000        m²",
        "     ground that parking sets free",
        "I12  Parking balance  150      160   160           120        stalls",
        "     parking stalls",
        "I18  Vehicle travel     –        –     –    –        –     –  %",
        "     not computable: the scenario gives no change of car use (other modes, policy) (car_use_change), shared "
        "automated share of car kilometres (shared_av_share_of_car_km)",
        "",
        "Scenario, not a prediction",
    ]


def test_chinese_columns_line_up() -> None:
    rows = [line for line in as_text(columns(), "zh").splitlines() if line.startswith(("编号", "I1"))]
    assert rows[0] == "编号  指标           低   中   高  低     中  高  单位"
    assert rows[1] == "I11   释放的空间           0           1,000      m²"


def test_in_full_everything_behind_the_number_is_said() -> None:
    text = as_text(columns()[-1:], "en", full=True)
    for words in (
        "       Car parks, by decision: 1,000 m²",
        "       Kerb spaces, by demand: 50 m²",
        "       formula: sum of the real areas of converted parking,",
        "       read against: 12.7 m² a stall net, 25 to 35 m² with its aisle (S08)",
        "       uncertainty: low: areas are survey; whether demand will release them is very unsure",
        "       sources: Standard size of a parking space (web page) (weak source) [c];",
    ):
        assert words in text, words


def test_json_has_names_in_both_languages_places_and_two_figures() -> None:
    told = json.loads(json.dumps(as_json(columns()), ensure_ascii=False))
    today, tiny = told["scenarios"]
    land = tiny["indicators"][0]
    assert (today["scenario"], today["year"], tiny["scenario"]) == ("today", 2026, "tiny-2035")
    assert land["name"] == {"zh": "释放的空间", "en": "Land released"}
    assert (land["low"], land["central"], land["high"], land["unit"]) == (1000, 1000, 1000, "m2")
    assert land["places"] == ["to-park", "to-drop-off"]
    assert land["why_not"] is None
    travel = tiny["indicators"][2]
    assert travel["central"] is None
    assert travel["why_not"]["zh"].startswith("不可计算：")
    assert told["statement"] == {"zh": "情景推演，不是预测", "en": "Scenario, not a prediction"}


def test_json_keeps_what_was_taken_in_as_it_was_given() -> None:
    given = measure_all(state(parameters={"residents": exact(1234, "person")}), ("I14",))
    told = as_json((Column("x", Words(), 2035, given),))
    scenarios = told["scenarios"]
    assert isinstance(scenarios, list)
    assert scenarios[0]["indicators"][0]["parameters"] == {
        "residents": {"low": 1234, "central": 1234, "high": 1234, "unit": "person", "source": "A"}
    }


def test_csv_has_a_line_for_each_number_and_each_reason() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(columns()))))
    assert tuple(rows[0]) == COLUMNS
    mine = [r for r in rows if r["scenario"] == "tiny-2035"]
    assert [r["part"] for r in mine if r["id"] == "I11"][:3] == ["", "Car parks, by decision", "Kerb spaces, by demand"]
    assert [r["central"] for r in mine if r["id"] == "I11"][:3] == ["1000", "1000", "50"]
    assert all(bool(r["central"]) != bool(r["why_not"]) for r in rows)
