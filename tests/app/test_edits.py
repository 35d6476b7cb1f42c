"""Gestures on views and slides: undone, saved without disturbing the file, never lost."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import little_town
import pytest
from pytestqt.qtbot import QtBot

from wespace_desktop.app import first_look, recovery
from wespace_desktop.app.export_choice import views_of
from wespace_desktop.app.opening import Opened
from wespace_desktop.app.pane_state import Told
from wespace_desktop.app.session import Session
from wespace_desktop.app.watch import Watch
from wespace_desktop.model.lookbook import looks_of, short_camera
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.model.view import Camera
from wespace_desktop.model.words import Words

TEXT = """wespace: "1.0"
id: toy-2035
district: kendall   # any will do
layers: [av_lanes, cowork_pods, sensors, parking]

# Where one stands.
views:
  - id: bird   # the first
    title: {zh: 鸟瞰，东南, en: "Bird, south-east"}
    camera: {position: [420, -420, 420], target: [200, 150, 0]}
"""
HERE = Camera((100.123, -50.0, 3.2), (150.0, 60.04, 3.2), 41.27, 0.1712)


def reopened(session: Session, folder: Path) -> None:
    """What reading the files again gives: the little town with the views that its file says."""
    made = little_town.opened(folder)
    assert made.scene is not None
    plans = []
    for plan in made.scene.plans:
        read = looks_of(load_scenario(plan.scenario.file)) if plan.id == "toy-2035" else looks_of(plan.scenario)
        plans.append(replace(plan, scenario=replace(plan.scenario, views=read.views, storyboard=read.slides)))
    session.adopt(Opened(made.paths, replace(made.scene, plans=tuple(plans)), {}))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "toy-2035.yaml"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def told(session: Session) -> list[Told]:
    found: list[Told] = []
    session.told.connect(found.append)
    return found


@pytest.fixture
def town(session: Session, file: Path) -> Session:
    reopened(session, file.parent)
    session.set_focus(1)
    return session


def ids(session: Session) -> list[str]:
    return [view.id for view in session.edits.views()]


def test_a_view_of_what_is_on_screen(town: Session) -> None:
    town.set_camera(1, HERE)
    town.set_layer(1, "sensors", False)
    town.select("lot-1")
    made = town.edits.save_view(Words("街角", "The corner, at eye level"))
    view = town.edits.view(made)
    assert view is not None
    assert made == town.view_id == "the-corner-at-eye-level"
    assert view.camera == short_camera(HERE) == Camera((100.1, -50.0, 3.2), (150.0, 60.0, 3.2), 41.3, 0.17)
    assert (view.year, view.mode, view.highlight) == (None, "side-by-side", ("lot-1",))
    assert view.layers == {"av_lanes", "cowork_pods", "parking"}
    assert town.edits.is_dirty("toy-2035")
    town.edits.undo()
    assert ids(town) == ["bird"]
    assert not town.edits.is_dirty("toy-2035")
    town.edits.redo()
    assert town.edits.view(made) == view


def test_every_reader_sees_it_and_nothing_is_built_again(town: Session, qtbot: QtBot) -> None:
    before = town.scene
    assert before is not None
    with qtbot.assertNotEmitted(town.scene_changed):
        town.edits.save_view(Words(en="Mine"))
    assert town.scene is not None
    assert town.scene.parts is before.parts
    assert "mine" in dict(views_of(town))
    found = first_look.find_view(town.scene, "mine", "toy-2035")
    assert found is not None
    assert found[1] == town.edits.view("mine")


def test_names_are_taken_once(town: Session) -> None:
    made = [town.edits.save_view(words) for words in (Words(en="Bird"), Words("视图"), Words("图"))]
    assert made == ["bird-2", "view-1", "view-2"]


def test_name_update_order_and_deletion_are_steps(town: Session) -> None:
    edits = town.edits
    edits.save_view(Words(en="Mine"))
    edits.add_slide("mine")
    assert edits.rename_view("mine", Words("我的", "Mine"))
    assert not edits.rename_view("mine", Words())
    town.set_camera(1, HERE)
    assert edits.update_view("mine")
    assert edits.move_view("mine", 0)
    assert ids(town) == ["mine", "bird"]
    assert edits.remove_view("mine")
    assert (ids(town), edits.slides()) == (["bird"], ())
    edits.undo()
    assert ([s.view for s in edits.slides()], ids(town)) == (["mine"], ["mine", "bird"])
    assert edits.undo_words == Words("移动视图", "Move view")
    while edits.undo_words:
        edits.undo()
    assert looks_of(load_scenario(Path(town.documents[1].path))) == edits.looks("toy-2035")


def test_slides(town: Session) -> None:
    edits = town.edits
    first = edits.add_slide("bird")
    here = edits.add_slide_here(Words("此处", "Here"), 0)
    copy = edits.duplicate_slide(first)
    assert [s.id for s in edits.slides()] == [here, first, copy] == ["here", "bird", "bird-2"]
    edits.set_title(copy, Words("题", "Title"))
    edits.set_caption(copy, Words("注", "Caption"))
    edits.set_notes(copy, Words("讲", "Notes"))
    assert edits.move_slide(copy, 0)
    assert edits.remove_slide(first)
    assert [s.id for s in edits.slides()] == [copy, here]
    edits.stack.setIndex(2)
    assert [s.id for s in edits.slides()] == [here, first]
    edits.undo()
    assert ([s.id for s in edits.slides()], ids(town)) == ([first], ["bird"])
    assert edits.add_slide("nowhere") == ""


def test_saving_keeps_what_a_person_wrote_and_undo(town: Session, file: Path, told: list[Told]) -> None:
    made = town.edits.save_view(Words("我的", "Mine"))
    assert town.edits.save_all()
    text = file.read_text("utf-8")
    assert all(comment in text for comment in ("# any will do", "# Where one stands.", "# the first"))
    assert [v.id for v in load_scenario(file).views] == ["bird", made]
    assert not town.edits.dirty
    assert town.edits.saved_at("toy-2035") is not None
    assert town.plan("toy-2035").scenario.hash == load_scenario(file).hash  # type: ignore[union-attr]
    town.edits.undo()
    assert town.edits.dirty == ("toy-2035",)
    assert town.edits.save_all()
    assert file.read_text("utf-8") == TEXT
    assert told == []


def test_our_own_writing_is_no_foreign_edit(town: Session, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(town, "reload", lambda: asked.append(1))
    watch = Watch(town)
    town.edits.save_view(Words(en="Mine"))
    assert town.edits.save("toy-2035")
    watch.look()
    assert asked == []
    file.write_text(TEXT + "# more\n", "utf-8")
    watch.look()
    assert asked == [1]


def test_a_foreign_edit_and_ours_come_together(town: Session, file: Path, told: list[Told]) -> None:
    town.edits.save_view(Words(en="Mine"))
    file.write_text(TEXT.replace("[420, -420, 420]", "[420, -420, 500]"), "utf-8")
    assert not town.edits.save("toy-2035")
    assert told[0].words.en == "toy-2035.yaml was not saved"
    assert told[0].more.zh.startswith("读取之后，文件在别处被改过")
    assert told[0].action is not None
    assert told[0].action[0].en == "Read again"
    reopened(town, file.parent)
    assert ids(town) == ["bird", "mine"]
    assert town.edits.views()[0].camera.position[2] == 500.0
    assert town.edits.save("toy-2035")
    assert [v.id for v in load_scenario(file).views] == ["bird", "mine"]


def test_a_clash_is_told_and_ours_holds(town: Session, file: Path, told: list[Told]) -> None:
    town.edits.rename_view("bird", Words("这里", "Here"))
    file.write_text(TEXT.replace("Bird, south-east", "There"), "utf-8")
    reopened(town, file.parent)
    assert told[0].words.en == "bird was changed here and in toy-2035.yaml"
    assert town.edits.views()[0].title == Words("这里", "Here")


def test_edits_come_back_in_the_next_window(town: Session, file: Path, qtbot: QtBot) -> None:
    town.edits.save_view(Words(en="Mine"))
    town.shut()
    later = Session()
    found: list[Told] = []
    later.told.connect(found.append)
    reopened(later, file.parent)
    qtbot.waitUntil(lambda: bool(found))
    later.set_focus(1)
    assert found[0].words.en == "Unsaved views and slides of toy-2035.yaml are back"
    assert ids(later) == ["bird", "mine"]
    assert later.edits.dirty == ("toy-2035",)
    assert found[0].action is not None
    found[0].action[1]()
    assert ids(later) == ["bird"]
    later.shut()
    assert recovery.find(file) is None


def test_a_crash_loses_nothing(town: Session, file: Path, qtbot: QtBot) -> None:
    """No goodbye: the edits are on disk a moment after the gesture."""
    town.edits.save_view(Words("我", "Mine"))
    qtbot.waitUntil(lambda: recovery.find(file) is not None)
    kept = recovery.find(file)
    assert kept is not None
    assert kept.now == town.edits.looks("toy-2035")
    town.edits.save_all()
    assert recovery.find(file) is None


def test_a_damaged_recovery_is_left_alone(town: Session, file: Path) -> None:
    town.edits.save_view(Words(en="Mine"))
    town.edits.keep()
    folder = Path(os.environ["WESPACE_STATE_DIR"]) / "recovery"
    for place in folder.iterdir():
        place.write_text('{"views": 3}', "utf-8")
    assert recovery.find(file) is None


def test_discarding_can_be_undone(town: Session) -> None:
    town.edits.save_view(Words(en="Mine"))
    town.edits.discard("toy-2035")
    assert (ids(town), town.edits.dirty) == (["bird"], ())
    town.edits.undo()
    assert ids(town) == ["bird", "mine"]


def test_a_file_that_extends_a_saved_one_follows_it(session: Session, file: Path) -> None:
    """A view saved in today's file is a view of 2035 as well, and saving 2035 does not delete it."""
    today = file.with_name("today.yaml")
    today.write_text(TEXT.replace("id: toy-2035", "id: today"), "utf-8")
    file.write_text('wespace: "1.0"\nid: toy-2035\nextends: today.yaml\n', "utf-8")
    made = little_town.opened(file.parent)
    assert made.scene is not None
    plans = tuple(replace(plan, scenario=load_scenario(plan.scenario.file)) for plan in made.scene.plans)
    session.adopt(Opened(made.paths, replace(made.scene, plans=plans), {}))
    edits = session.edits
    edits.save_view(Words(en="Everywhere"), "today")
    edits.rename_view("bird", Words("鸟", "Bird"), "toy-2035")
    assert edits.save("today")
    assert [v.id for v in edits.views("toy-2035")] == ["bird", "everywhere"]
    assert edits.save("toy-2035")
    assert [v.id for v in load_scenario(file).views] == ["bird", "everywhere"]
    written = "views:\n  - {id: bird, title: {zh: 鸟, en: Bird}}\n"
    assert file.read_text("utf-8").endswith(written)


def test_a_swipe_is_saved_with_its_pair_and_its_cut(session: Session, tmp_path: Path) -> None:
    session.adopt(little_town.opened(tmp_path, ("today", "toy-2030", "toy-2035")))
    session.set_pane_scenario(0, "toy-2030")
    session.set_pane_scenario(1, "toy-2035")
    session.set_focus(1)
    session.set_mode("swipe")
    session.comparing.share = 0.333
    view = session.edits.view(session.edits.save_view(Words(en="Cut")))
    assert view is not None
    assert (view.mode, view.swipe, view.compare) == ("swipe", 0.33, "toy-2030")
    session.set_pane_scenario(0, "today")
    session.edits.update_view("cut")
    assert session.edits.view("cut").compare == ""  # type: ignore[union-attr]
