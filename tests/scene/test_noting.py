"""What a layer could not do as asked is a warning at the place in the file where it was asked."""

from __future__ import annotations

from pathlib import Path

from wespace_desktop.model.reading import load_scenario
from wespace_desktop.paths import scenarios_dir
from wespace_desktop.scene.opening import find_plan_problems, open_scenarios

LAYERS = scenarios_dir() / "kendall-2035-layers.yaml"


def test_conflicts_are_told_by_check_with_the_place() -> None:
    told = {p.path: p for p in find_plan_problems(load_scenario(LAYERS))}
    roofs = told["interventions.roof-meadows"]
    assert roofs.message.startswith("wants 60 % and solar-over-meadows 60 % of the same roofs, more than there is: ")
    assert (roofs.severity, Path(roofs.file).name) == ("warning", LAYERS.name)
    written = LAYERS.read_text(encoding="utf-8").splitlines()
    assert written[roofs.line - 1].strip() == "- id: roof-meadows"
    kerb = told["interventions.mobile-third"]
    assert kerb.message == "Third St: asks for 16 m of kerb, and 0 m are free beside kerb-third"


def test_a_file_whose_layers_do_what_it_asks_has_nothing_to_tell() -> None:
    told = find_plan_problems(load_scenario(scenarios_dir() / "kendall-today.yaml"))
    assert [p for p in told if "provenance" not in p.path] == []


def test_stalls_needed_against_stalls_removed_are_told_with_the_place() -> None:
    told = {p.path: p for p in find_plan_problems(load_scenario(scenarios_dir() / "kendall-2035.yaml"))}
    assert set(told) == {f"interventions.{name}" for name in (
        "lots-to-parks", "lots-to-plazas", "lots-to-bicycle-hubs", "lots-to-delivery-hubs", "kerb-third")}  # fmt: skip
    assert told["interventions.lots-to-plazas"].message == (
        "Rogers St: 957 of 1,373 stalls are left within 300 m, and about 1,000 are in use today (assumed)"
    )


def test_the_scene_tells_the_same() -> None:
    from wespace_desktop.scene.noting import notes_in, notes_of

    scene = open_scenarios([LAYERS])
    plan = scene.plan("kendall-2035-layers")
    assert notes_in(scene, plan) == notes_of(plan) != ()
