"""The session: ticks stay per pane, the camera is shared until it is parted, a broken file keeps the picture."""

from __future__ import annotations

from pathlib import Path

import little_town
import pytest
from pytestqt.qtbot import QtBot

from wespace_desktop.app import opening
from wespace_desktop.app.opening import Opened
from wespace_desktop.app.pane_state import Told
from wespace_desktop.app.session import Session
from wespace_desktop.errors import Problem
from wespace_desktop.model.view import Camera
from wespace_desktop.model.words import Words

NEAR = Camera((10.0, -50.0, 60.0), (10.0, 10.0, 0.0))


def test_first_look_is_baseline_left_scenario_right(town: Session) -> None:
    assert [p.scenario for p in town.panes] == ["today", "toy-2035"]
    assert [p.year for p in town.panes] == [2026, 2035]
    assert town.mode == "side-by-side"
    assert town.focus == 1
    assert town.view_id == "bird"
    assert town.camera == little_town.camera()


def test_a_tick_stays_in_its_pane(town: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(town.layers_changed) as told:
        town.set_layer(1, "parking", False)
    assert told.args == [1]
    assert "parking" in town.panes[0].layers
    assert "parking" not in town.panes[1].layers
    assert town.standing_of(1) == {"toy-2035/av_lanes-1", "toy-2035/cowork_pods-1", "toy-2035/sensors-1"}


def test_the_same_tick_again_tells_nothing(town: Session, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(town.layers_changed):
        town.set_layer(1, "parking", True)


def test_shift_digit_ticks_all_panes(town: Session) -> None:
    town.toggle_layer("sensors", everywhere=True)
    assert all("sensors" not in p.layers for p in town.panes)
    town.toggle_layer("sensors", everywhere=True)
    assert all("sensors" in p.layers for p in town.panes)


def test_only_this_layer_and_back(town: Session) -> None:
    before = town.panes[1].layers
    town.only_layer(1, "sensors")
    assert town.panes[1].layers == {"sensors"}
    town.only_layer(1, "sensors")
    assert town.panes[1].layers == before


def test_linked_panes_share_the_camera(town: Session) -> None:
    town.set_camera(0, NEAR)
    assert town.camera_of(0) == town.camera_of(1) == NEAR
    assert town.view_id == ""


def test_alt_moves_one_pane_until_the_next_linked_move(town: Session) -> None:
    before = town.camera_of(1)
    town.set_camera(0, NEAR, alone=True)
    assert town.camera_of(0) == NEAR
    assert town.camera_of(1) == before
    assert town.is_loose
    town.set_camera(1, little_town.camera())
    assert town.camera_of(0) == little_town.camera()
    assert not town.is_loose


def test_parted_cameras_and_linking_takes_the_focused_one(town: Session) -> None:
    town.link(False)
    town.set_camera(0, NEAR)
    assert town.camera_of(1) == little_town.camera()
    town.set_focus(0)
    town.link(True)
    assert town.camera_of(0) == town.camera_of(1) == NEAR


def test_holding_b_shows_the_baseline_in_place(town: Session) -> None:
    before = town.shown(1), town.standing_of(1), town.camera_of(1)
    town.hold_baseline(True)
    assert town.shown(1).scenario == "today"
    assert town.shown(1).year == 2026
    assert town.standing_of(1) == frozenset()
    assert town.camera_of(1) == before[2]
    town.hold_baseline(False)
    assert (town.shown(1), town.standing_of(1), town.camera_of(1)) == before


def test_holding_b_on_the_baseline_pane_means_the_others(town: Session) -> None:
    town.set_focus(0)
    town.hold_baseline(True)
    assert [town.shown(i).scenario for i in (0, 1)] == ["today", "today"]


def test_year_decides_what_stands_and_stops_at_the_horizon(town: Session) -> None:
    town.set_year(1, 2029)
    assert town.standing_of(1) == frozenset()
    town.set_year(1, 2030)
    assert len(town.standing_of(1)) == 4
    town.set_year(1, 2099)
    assert town.panes[1].year == 2035
    town.set_year(1, 1900)
    assert town.panes[1].year == 2010


def test_more_panes_show_what_no_pane_shows_yet(session: Session, tmp_path: Path) -> None:
    session.adopt(little_town.opened(tmp_path, ("today", "toy-2035", "toy-2030")))
    session.set_pane_count(4)
    assert [p.scenario for p in session.panes] == ["today", "toy-2035", "toy-2030", "toy-2030"]
    session.set_pane_count(2)
    session.set_pane_count(1)
    assert session.mode == "single"
    assert session.visible == (session.focus,)
    assert len(session.panes) == 2


def test_another_scenario_in_a_pane_brings_its_year_and_layers(session: Session, tmp_path: Path) -> None:
    session.adopt(little_town.opened(tmp_path, ("today", "toy-2035", "toy-2030")))
    session.set_layer(1, "parking", False)
    session.set_pane_scenario(1, "toy-2030")
    assert session.panes[1].year == 2030
    assert "parking" in session.panes[1].layers


def test_go_to_a_saved_view_takes_its_camera(town: Session) -> None:
    town.set_camera(0, NEAR)
    town.go_to_view("bird")
    assert town.camera == little_town.camera()
    assert town.view_id == "bird"


def test_presets_are_poses_over_the_district(town: Session) -> None:
    for name in ("fit", "street", "plan"):
        town.go_to_view(name)
        assert town.camera is not None
        assert town.camera.position[2] > 0
        assert town.view_id == name


def test_a_broken_edit_keeps_the_last_good_picture(town: Session, tmp_path: Path) -> None:
    told: list[Told] = []
    town.told.connect(told.append)
    town.set_layer(1, "parking", False)
    scene, panes, camera = town.scene, town.panes, town.camera
    broken = tmp_path / "toy-2035.yaml"
    fault = Problem(str(broken), 34, 7, "interventions[4].layer", "unknown layer cowork_pod", "Write cowork_pods")
    again = little_town.scene(tmp_path, ("today",))
    town.adopt(Opened(tuple(d.path for d in town.documents), again, {broken: (fault,)}))
    assert (town.scene, town.panes, town.camera) == (scene, panes, camera)
    document = town.document("toy-2035")
    assert document is not None
    assert document.problems == (fault,)
    assert document.stale_since is not None
    assert document.plan is not None
    assert [t.words.en for t in told] == ["1 fault in toy-2035.yaml"]
    town.adopt(little_town.opened(tmp_path))
    assert town.scene is not scene
    assert town.panes == panes
    assert all(d.stale_since is None for d in town.documents)


def test_the_same_fault_is_told_once(town: Session, tmp_path: Path) -> None:
    told: list[Told] = []
    town.told.connect(told.append)
    broken = tmp_path / "toy-2035.yaml"
    result = Opened((broken,), None, {broken: (Problem(str(broken), 1, 1, "", "not a scenario"),)})
    town.adopt(result)
    town.adopt(result)
    assert len(told) == 1


def test_a_file_that_never_opened_is_listed_with_its_faults(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    session.adopt(Opened((path,), None, {path: (Problem(str(path), 1, 1, "", "not a scenario"),)}))
    assert session.scene is None
    assert [(d.path, d.plan, len(d.faults)) for d in session.documents] == [(path, None, 1)]


def test_closing_the_last_file_empties_the_table(town: Session) -> None:
    for document in town.documents:
        town.close_document(document.path)
    town.shut()
    assert town.documents == ()


def test_reading_happens_beside_the_hands(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
                                          tmp_path: Path) -> None:  # fmt: skip
    seen: list[str] = []

    def slow(paths, progress):  # type: ignore[no-untyped-def]
        progress(0.5, Words("一半", "Half way"))
        return little_town.opened(tmp_path)

    monkeypatch.setattr(opening, "read_and_build", slow)
    session.jobs_changed.connect(lambda: seen.extend(j.words.en for j in session.jobs))
    with qtbot.waitSignal(session.scene_changed):
        session.open_files([tmp_path / "toy-2035.yaml"])
        assert session.is_reading
    assert "Half way" in seen
    assert session.jobs == ()
    assert not session.is_reading


def test_cancel_leaves_everything_as_it_was(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def until_stopped(paths, progress):  # type: ignore[no-untyped-def]
        while True:
            progress(0.1, Words("读", "Reading"))

    monkeypatch.setattr(opening, "read_and_build", until_stopped)
    session.open_files([Path("a.yaml")])
    job = session.jobs[0]
    assert job.cancel is not None
    job.cancel()
    qtbot.waitUntil(lambda: not session.is_reading)
    assert session.documents == ()


def test_an_error_in_the_program_is_a_fault_of_the_file(session: Session, qtbot: QtBot,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    def slip(paths, progress):  # type: ignore[no-untyped-def]
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(opening, "read_and_build", slip)
    session.open_files([Path("a.yaml")])
    qtbot.waitUntil(lambda: bool(session.documents))
    assert session.documents[0].problems[0].message == "the program failed while reading this file: division by zero"



def test_selection_is_told_once(town: Session, qtbot: QtBot) -> None:
    town.select("lot-1")
    with qtbot.assertNotEmitted(town.selection_changed):
        town.select("lot-1")
    town.select()
    assert town.selected == ()


def test_the_sheet_is_what_is_on_screen(town: Session) -> None:
    town.set_layer(1, "sensors", False)
    town.select("lot-1")
    sheet = town.sheet((800, 450))
    assert [(p.scenario, p.year, p.tag) for p in sheet.panes] == [("today", 2026, "A"), ("toy-2035", 2035, "B")]
    assert "sensors" not in sheet.panes[1].layers
    assert sheet.panes[0].camera == sheet.panes[1].camera == town.camera
    assert sheet.panes[0].selected == ("lot-1",)
    assert (sheet.title.en, sheet.caption.en) == ("The district in 2035", "Bird, south-east")
    town.set_mode("single")
    assert [p.tag for p in town.sheet().panes] == ["B"]


def test_nothing_on_screen_is_no_sheet(session: Session) -> None:
    assert session.sheet().panes == ()
