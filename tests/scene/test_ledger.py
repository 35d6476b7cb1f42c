"""The change ledger: one row for each object, both ways, with the numbers of the layers' own tallies."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scene_town import plan, town

from wespace_desktop import paths
from wespace_desktop.errors import WeSpaceError
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.scenario import Action
from wespace_desktop.model.state import standing
from wespace_desktop.model.words import Words
from wespace_desktop.scene.build import build_scene
from wespace_desktop.scene.ledger import Entry, PlanState, ledger, state_of, totals
from wespace_desktop.scene.ledger_text import COLUMNS, as_csv, as_json, as_text
from wespace_desktop.scene.opening import open_pair
from wespace_desktop.scene.part import Item, Part, Scene

SWAPPED = {"added": "removed", "removed": "added"}


@pytest.fixture(scope="module")
def kendall() -> Scene:
    folder = paths.scenarios_dir()
    return open_pair(folder / "kendall-today.yaml", folder / "kendall-2035.yaml")


@pytest.fixture(scope="module")
def kerb() -> Scene:
    folder = paths.scenarios_dir()
    return open_pair(folder / "kendall-2030-kerb.yaml", folder / "kendall-2035.yaml")


@pytest.fixture(scope="module")
def small() -> Scene:
    """Two plans whose layer draws nothing: both convert lot 0 in their own way, and one thing each besides."""
    district = town()
    a = plan(district, "a", {"park": ("parking_lots-0",), "kerb": ("parking_spaces-0", "parking_spaces-2")})
    b = plan(district, "b", {"plaza": ("parking_lots-0",), "small": ("parking_lots-1",)})
    return build_scene(district, (a, b))


def whole(scene: Scene) -> tuple[PlanState, PlanState]:
    return state_of(scene.plans[0]), state_of(scene.plans[-1])


def by_id(entries: tuple[Entry, ...], name: str) -> Entry:
    (found,) = (e for e in entries if e.id == name)
    return found


def tallied(scene: Scene, state: PlanState, layer: str) -> float:
    keys = standing(scene.plan(state.scenario), state.year, state.layers)
    return sum(q.central for k, q in scene.tallies.get((state.scenario, layer), {}).items() if k in keys)


# ---------------------------------------------------------------- laws

LAYERS = st.frozensets(st.sampled_from(load_catalogue().ids))
YEARS = st.integers(2020, 2035)


@given(st.sampled_from([0, 1]), st.sampled_from([0, 1]), st.tuples(YEARS, YEARS), st.tuples(LAYERS, LAYERS))
@settings(max_examples=25, deadline=None)
def test_the_way_back_is_the_same_ledger_swapped(
    kerb: Scene, one: int, other: int, years: tuple[int, int], layers: tuple[frozenset[str], frozenset[str]]
) -> None:
    before = PlanState(kerb.plans[one].id, years[0], layers[0])
    after = PlanState(kerb.plans[other].id, years[1], layers[1])
    there, back = ledger(kerb, before, after), ledger(kerb, after, before)
    assert there == tuple(sorted(there, key=lambda e: (e.layer, e.kind, e.id)))
    assert len({e.id for e in there}) == len(there)
    told = sorted((e.kind, e.from_.en, e.to.en, e.was, e.becomes, sorted(e.replaced)) for e in there)
    swapped = sorted(
        (SWAPPED.get(e.kind, e.kind), e.to.en, e.from_.en, e.becomes, e.was, sorted(e.replaced)) for e in back
    )
    assert told == swapped
    gone = sum(e.stalls.central for e in there if e.stalls)
    assert gone == -sum(e.stalls.central for e in back if e.stalls)


@given(st.sampled_from([0, 1]), YEARS, LAYERS)
@settings(max_examples=10, deadline=None)
def test_a_state_does_not_differ_from_itself(kerb: Scene, one: int, year: int, layers: frozenset[str]) -> None:
    state = PlanState(kerb.plans[one].id, year, layers)
    assert ledger(kerb, state, state) == ()


def test_what_stands_in_both_scenarios_is_no_change(kendall: Scene) -> None:
    before, after = whole(kendall)
    sensors = [e for e in ledger(kendall, before, after) if e.layer == "sensors"]
    assert {e.kind for e in sensors} == {"added"}
    assert not [e for e in sensors if e.change in ("counters-today", "air-today")]


@pytest.mark.parametrize("back", [False, True])
def test_kendall_sums_to_the_tallies_of_its_layers(kendall: Scene, back: bool) -> None:
    before, after = whole(kendall)[:: -1 if back else 1]
    entries = ledger(kendall, before, after)
    sign = -1 if back else 1
    for layer, amount in {
        "av_lanes": sum((e.length_m or 0) / 1000 for e in entries if e.layer == "av_lanes"),
        "cowork_pods": sum(e.count for e in entries if "pod" in (e.was, e.becomes)),
        "parking": sum(e.area_m2 or 0 for e in entries if e.layer == "parking"),
        "sensors": sum(e.count for e in entries if e.layer == "sensors"),
    }.items():
        change = tallied(kendall, after, layer) - tallied(kendall, before, layer)
        assert sign * amount == pytest.approx(change, rel=1e-9), layer
        assert amount > 0


def test_every_object_that_stands_has_its_row(kendall: Scene) -> None:
    nothing = PlanState("kendall-2035", 2035, frozenset())
    _, after = whole(kendall)
    names = {e.id for e in ledger(kendall, nothing, after)}
    earlier = {i.id for i in kendall.items.values() if i.change.startswith("kendall-today/")}
    assert names == set(kendall.items)
    assert earlier <= names


def test_every_row_says_what_where_since_when_and_who(kendall: Scene) -> None:
    before, after = whole(kendall)
    for e in ledger(kendall, before, after):
        assert e.from_.zh, e.id
        assert e.from_.en, e.id
        assert e.to.zh, e.id
        assert e.to.en, e.id
        assert e.from_ != e.to, e.id
        assert e.place, e.id
        assert e.start <= e.stands_from <= 2035, e.id
        assert e.by in ("demand", "decision"), e.id
        assert e.scenario == "kendall-2035", e.id


# ---------------------------------------------------------------- single rows


def test_a_converted_lot_is_one_row_with_its_stalls(kendall: Scene) -> None:
    entry = by_id(ledger(kendall, *whole(kendall)), "lots-to-delivery-hubs-lot-513-857")
    assert (entry.kind, entry.was, entry.becomes) == ("converted", "parking_lots", "delivery_hub")
    assert (entry.from_.en, entry.to.en) == ("Car park on Galilei Way", "Delivery hub")
    assert (entry.replaced, entry.count, entry.by) == (("lot-513-857",), 1, "demand")
    assert entry.area_m2 == pytest.approx(2421.8, abs=0.1)
    assert entry.stalls is not None
    assert entry.stalls.text() == "80 stalls (69–96)"
    assert (entry.place.en, entry.start, entry.stands_from) == ("Galilei Way", 2029, 2035)


def test_from_one_conversion_to_another_is_one_row(kerb: Scene) -> None:
    entries = ledger(kerb, *whole(kerb))
    pairs = [e for e in entries if (e.was, e.becomes) == ("bicycle_hub", "drop_off")]
    assert pairs
    for e in pairs:
        assert e.kind == "converted"
        assert e.from_.en.startswith("Kerbside bicycle stands")
        assert e.to.en.startswith("Kerbside drop-off")
    taken = [f for e in entries for f in e.replaced]
    assert len(taken) == len(set(taken)), "each space is in one row"


def test_the_same_lane_under_another_name_shows_only_its_settings(kerb: Scene) -> None:
    entries = ledger(kerb, *whole(kerb))
    (entry,) = (e for e in entries if e.layer == "av_lanes" and e.place.en == "Third St")
    assert entry.kind == "retagged"
    assert entry.from_.en == "AV lanes on Third St: bays 2; vehicles 3"
    assert entry.to.en == "AV lanes on Third St: bays 4; vehicles 6"


def test_features_that_nothing_drawn_stands_for_have_rows_too(small: Scene) -> None:
    states = [PlanState(name, 2035, frozenset({"nothing"})) for name in ("a", "b")]
    entries = ledger(small, *states)
    assert [(e.kind, e.id, e.from_.en, e.to.en) for e in entries] == [
        ("converted", "parking_lots-0", "Change park", "Change plaza"),
        ("converted", "parking_lots-1", "Car park on Main St", "Change small"),
        ("converted", "parking_spaces-0", "Change kerb", "Kerb space"),
        ("converted", "parking_spaces-2", "Change kerb", "Kerb space"),
    ]
    lot = by_id(entries, "parking_lots-1")
    assert (lot.area_m2, lot.stalls.text() if lot.stalls else "") == (1080.0, "12 stalls")
    assert by_id(entries, "parking_lots-0").stalls is None, "gone before, gone after"


# ---------------------------------------------------------------- as told


def test_the_table_ends_with_gains_beside_harms_and_the_statement(kendall: Scene) -> None:
    lines = as_text(kendall, *whole(kendall)).splitlines()
    assert lines[0] == "from  Kendall Square, today (kendall-today), 2026"
    assert lines[-1] == "Scenario, not a prediction"
    assert "  total  converted, parking lots → delivery hub: 2, 3,000 m², 99 stalls (86–119) removed" in lines
    (head,) = (x for x in lines if x.startswith("Gains of what comes"))
    assert head.endswith("Harms of what comes")


def test_nothing_changes_is_a_sentence(kendall: Scene) -> None:
    before, _ = whole(kendall)
    assert "Nothing changes between the two." in as_text(kendall, before, before).splitlines()


def test_csv_and_json_have_every_row(kendall: Scene) -> None:
    entries = ledger(kendall, *whole(kendall))
    rows = list(csv.DictReader(io.StringIO(as_csv(entries))))
    assert tuple(rows[0]) == COLUMNS
    assert [r["id"] for r in rows] == [e.id for e in entries]
    told = as_json(entries)
    assert set(told) == {"changes", "totals"}
    assert len(told["changes"]) == len(entries)  # type: ignore[arg-type]
    assert sum(t.count for t in totals(entries)) == sum(e.count for e in entries)


def test_two_files_of_one_id_cannot_be_told_apart(tmp_path: Path) -> None:
    text = (paths.scenarios_dir() / "kendall-2035.yaml").read_text(encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(text.replace("start: 2031", "start: 2030"), encoding="utf-8")
    with pytest.raises(WeSpaceError, match=r"both call themselves kendall-2035\. Give one of them another id"):
        open_pair(paths.scenarios_dir() / "kendall-2035.yaml", other)


def test_a_removed_feature_and_a_pod_elsewhere_have_their_own_kinds() -> None:
    district = town()
    first = plan(district, "a", {"pods": ("parking_lots-1",)})
    other = plan(district, "b", {"gone": ("parking_lots-0",), "pods": ("parking_lots-1",)})
    a, b = (_with_a_pod(p, x) for p, x in ((first, 10.0), (other, 14.0)))
    scene = replace(build_scene(district, ()), plans=(a[0], b[0]), parts=(a[1], b[1]), items={a[2].id: a[2]})
    scene = replace(scene, ids=("", a[2].id))
    entries = ledger(scene, *(PlanState(name, 2035, frozenset({"nothing"})) for name in ("a", "b")))
    assert [(e.kind, e.id, e.from_.en, e.to.en) for e in entries] == [
        ("moved", "pods-1", "Pod", "Pod"),
        ("removed", "parking_lots-0", "Car park on Main St", "nothing"),
    ]


def _with_a_pod(plan: Plan, x: float) -> tuple[Plan, Part, Item]:
    """The plan with `pods` as an addition of one object at x, and `gone` as a removal."""
    actions: dict[str, Action] = {"pods": "add", "gone": "remove"}
    changes = tuple(
        Change(
            replace(c.intervention, action=actions[c.id]),
            c.features,
            () if c.id == "pods" else c.replaces,
            c.stands_from,
        )
        for c in plan.changes
    )
    plan = replace(plan, changes=changes)
    points = np.array([(x, 0, 0), (x + 1, 0, 0), (x, 1, 0)], np.float32)
    ids, key = np.ones(3, np.int32), f"{plan.id}/pods"
    part = Part("pod", points, np.array([(0, 1, 2)], np.int32), np.zeros((3, 3), np.uint8), ids, needs=frozenset({key}))
    return plan, part, Item("pods-1", "pod", Words("舱", "Pod"), (x, 0.0, 0.0), points, change=key)
