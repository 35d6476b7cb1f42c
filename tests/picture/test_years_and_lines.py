"""Pictures of a year: a key for what comes, one label for what comes by demand, panes by line, and the curves."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from made_up import ALL, CAMERA, make_scene
from PySide6.QtGui import QImage

from wespace_desktop.errors import EXIT_USAGE, WeSpaceError
from wespace_desktop.model.course import Course, course_of
from wespace_desktop.model.course_table import COLUMNS, as_csv
from wespace_desktop.model.plan import NEVER, Plan, Steps
from wespace_desktop.model.words import Words
from wespace_desktop.picture.asking import Wish, sheet_for
from wespace_desktop.picture.coming import coming_box, coming_in, together
from wespace_desktop.picture.compose import pane_shot
from wespace_desktop.picture.curve_file import write_curves
from wespace_desktop.picture.demand_labels import gathered
from wespace_desktop.picture.formats import Order
from wespace_desktop.picture.gauges import compass_box
from wespace_desktop.picture.looking import look_at, pane_moment, tag_of
from wespace_desktop.picture.png import read_metadata
from wespace_desktop.picture.provenance import provenance_in, provenance_of
from wespace_desktop.picture.sheet import Furniture, PaneSpec
from wespace_desktop.scene.part import Label, Scene

FILE = Path("later.yaml")


def by_demand() -> Scene:
    """The made-up scene, its parking in two parts: 2030 and 2033 on the central line, sooner on the high, never low."""
    scene = make_scene()
    today, later = scene.plans
    parking = next(c for c in later.changes if c.layer == "parking")
    parking = replace(parking, intervention=replace(parking.intervention, decision="demand"))
    never = Steps(2032, NEVER, NEVER, NEVER)
    parts = tuple(
        replace(parking, features=("x",) * n, part=n, stands_from=year,
                steps=(never, Steps(2027, 2028, year, year), Steps(2027, 2027, year - 2, year - 2)))
        for n, year in ((1, 2030), (2, 2033))
    )  # fmt: skip
    plan = Plan(later.scenario, later.district, (*(c for c in later.changes if c.layer != "parking"), *parts))
    labels = [
        Label(Words(f"园 {n}", f"Park {n}"), (700.0 + n, 700.0, 1.0), float(n), "layer", layer="parking",
              needs=frozenset({f"k-2035/parking#{n}"}))
        for n in (1, 2)
    ]  # fmt: skip
    others = [label for label in scene.labels if "k-2035/parking" not in label.needs]
    return replace(scene, plans=(today, plan), labels=(*others, *labels))


SCENE = by_demand()


def spec(year: int, line: str = "central") -> PaneSpec:
    return PaneSpec("k-2035", year, ALL, CAMERA, line=line)  # type: ignore[arg-type]


# ---------------------------------------------------------------- what comes


def test_a_shot_carries_what_is_planned_and_under_way() -> None:
    sheet = sheet_for(SCENE, Wish(FILE, view="street", year=2029))
    shot = pane_shot(SCENE, sheet, replace(sheet.panes[0], layers=ALL), (64, 64))
    assert {"k-2035/parking#1", "k-2035/parking#2"} <= shot.under_way
    assert not shot.under_way & shot.standing


@pytest.mark.parametrize(
    ("year", "line", "found"),
    [(2026, "central", ()), (2027, "central", ("planned",)), (2029, "central", ("planned", "under_way")),
     (2033, "low", ("planned", "under_way")), (2010, "high", ())],
)  # fmt: skip
def test_the_key_names_what_the_picture_marks(year: int, line: str, found: tuple[str, ...]) -> None:
    now = pane_moment(SCENE, spec(year, line))
    assert coming_in(now) == tuple(p for p in ("planned", "under_way") if getattr(now, p))
    if year in (2010, 2026):
        assert coming_in(now) == found
    assert look_at(SCENE, spec(year, line), Furniture(), "both").coming == coming_in(now)


def test_the_key_stands_beside_the_scale_or_over_it_where_it_would_meet_the_compass() -> None:
    both = together(("under_way",), ("planned",))
    assert both == ("planned", "under_way")
    scale = (16.0, 900.0, 200.0, 947.0)
    beside = coming_box(both, (1400.0, 963.0), scale, "both")
    over = coming_box(both, (460.0, 963.0), scale, "both")
    assert beside[0] > scale[2]
    assert beside[2] < compass_box((1400.0, 963.0))[0]
    assert over[3] < scale[1]


def test_one_label_counts_all_that_came_by_demand() -> None:
    def told(year: int, line: str = "central") -> list[str]:
        labels = look_at(SCENE, spec(year, line), Furniture(), "en").labels
        return [n.text.en for n in labels if n.layer == "parking"]

    assert told(2029) == []
    assert told(2030) == ["parking · 1 by demand"]
    assert told(2033) == ["parking · 3 by demand"]
    assert told(2035, "low") == []
    assert told(2031, "high") == ["parking · 3 by demand"]


def test_labels_of_what_is_decided_stay_as_they_are() -> None:
    scene = make_scene()
    labels = [n for n in scene.labels if n.layer]
    assert gathered(scene, labels, frozenset({"k-2035/parking"})) == tuple(labels)


# ---------------------------------------------------------------- lines


def test_each_line_has_a_pane_of_the_same_scenario_with_a_tag_that_says_it() -> None:
    sheet = sheet_for(SCENE, Wish(FILE, lines=("low", "central", "high")))
    assert [(p.scenario, p.year, p.line, p.tag) for p in sheet.panes] == [
        ("k-2035", 2035, "low", "A"), ("k-2035", 2035, "central", "B"), ("k-2035", 2035, "high", "C")
    ]  # fmt: skip
    assert sheet.mode == "side-by-side"
    tags = [tag_of(SCENE, p, "en", [o for o in sheet.panes if o is not p]) for p in sheet.panes]
    assert [(t.big, t.small) for t in tags] == [("2035", "low line"), ("2035", "central line"), ("2035", "high line")]


def test_one_line_is_that_of_every_pane_and_two_may_be_swiped() -> None:
    assert [p.line for p in sheet_for(SCENE, Wish(FILE, lines=("high",))).panes] == ["high", "high"]
    pair = sheet_for(SCENE, Wish(FILE, mode="swipe", lines=("low", "high")))
    assert pair.is_pair
    assert [p.line for p in pair.panes] == ["low", "high"]


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish(FILE, lines=("lo",)), "there is no line lo; the lines are low, central, high"),
        (Wish(FILE, lines=("low", "low")), "names a line twice"),
        (Wish(FILE, mode="single", lines=("low", "high")), "a single picture shows one line"),
        (Wish(FILE, mode="lens", lines=("low", "central", "high")), "the mode lens compares two lines, not 3"),
    ],
)  # fmt: skip
def test_lines_that_cannot_be_shown_are_said(wish: Wish, told: str) -> None:
    with pytest.raises(WeSpaceError, match=told) as caught:
        sheet_for(SCENE, wish)
    assert caught.value.exit_code == EXIT_USAGE


def test_a_picture_knows_its_lines_again() -> None:
    sheet = sheet_for(SCENE, Wish(FILE, lines=("low", "central", "high")))
    told = json.loads(json.dumps(provenance_of(SCENE, sheet)))
    origin = provenance_in(told)
    assert origin is not None
    assert [p.line for p in origin.panes] == ["low", "central", "high"]
    told["view"]["panes"][0]["line"] = "sideways"
    assert provenance_in(told) is None


# ---------------------------------------------------------------- curves


def _order(out: Path, layer: str = "parking", **more: object) -> Order:
    return Order(Wish(FILE, size=(800, 450), **more), out, "curves", layer=layer)  # type: ignore[arg-type]


def test_the_curves_are_written_as_picture_drawing_and_page_the_same_every_time(tmp_path: Path) -> None:
    for kind in ("png", "svg", "pdf", "csv"):
        first, second = (tmp_path / f"{n}.{kind}" for n in "ab")
        assert write_curves(SCENE, _order(first)) == (first,)
        write_curves(SCENE, _order(second))
        assert first.read_bytes() == second.read_bytes()
    assert QImage(str(tmp_path / "a.png")).size().toTuple() == (800, 450)
    told = read_metadata(tmp_path / "a.png")
    assert told["Description"] == "情景推演，不是预测 / Scenario, not a prediction"
    assert told["wespace:curves"] == "parking"
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert b"not a prediction" in (tmp_path / "a.svg").read_bytes()


def test_another_language_year_and_line_is_another_picture(tmp_path: Path) -> None:
    wishes = ({}, {"lang": "zh"}, {"year": 2030}, {"lines": ("high",)})
    made = []
    for k, more in enumerate(wishes):
        write_curves(SCENE, _order(tmp_path / f"{k}.png", **more))
        made.append(QImage(str(tmp_path / f"{k}.png")).bits().tobytes())
    assert len(set(made)) == len(wishes)


def test_the_table_has_every_year_the_three_lines_and_what_was_built() -> None:
    course, plan = course_of("parking"), SCENE.plans[1]
    assert isinstance(course, Course)
    text = as_csv(course, plan)
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert comments[0].startswith("# 情景推演，不是预测 / Scenario, not a prediction (k-2035, 3f9a2c1b77")
    assert any(line.startswith("# Sources: ") for line in comments)
    rows = list(csv.DictReader(io.StringIO(text[sum(len(c) + 1 for c in comments) :])))
    assert tuple(rows[0]) == COLUMNS
    assert [int(row["year"]) for row in rows] == list(range(2010, 2036))
    for row in rows:
        for kind in ("technology", "space_by_demand"):
            low, central, high = (float(row[f"{kind}_{line}_pct"]) for line in ("low", "central", "high"))
            assert 0 <= low <= central <= high <= 100
    assert {row["known"] for row in rows} == {"reconstructed", "deduced"}
    built = {row["year"]: row["built_by_demand_pct"] for row in rows}
    assert [built[year] for year in ("2029", "2030", "2033")] == ["0.0", "33.3", "100.0"]
    assert {row["built_by_decision_pct"] for row in rows} == {""}


def test_a_layer_without_data_says_so(tmp_path: Path) -> None:
    with pytest.raises(WeSpaceError, match="tunnel has no curves: a tunnel comes by decision only"):
        write_curves(SCENE, _order(tmp_path / "x.png", "tunnel"))
    with pytest.raises(WeSpaceError, match="there is no layer parkin; the layers are"):
        write_curves(SCENE, _order(tmp_path / "x.png", "parkin"))
    assert list(tmp_path.iterdir()) == []
