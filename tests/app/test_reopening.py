"""A picture dropped on the window opens its view, or says in a sentence why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import places
import pytest
from PIL import Image
from PySide6.QtGui import QImage

from wespace_desktop.app.pane_state import Told
from wespace_desktop.app.reopening import Reopening, find_scenario
from wespace_desktop.app.session import Session
from wespace_desktop.model.view import Camera
from wespace_desktop.picture.export import metadata_of
from wespace_desktop.picture.png import write_png
from wespace_desktop.picture.provenance import Provenance, provenance_in, provenance_of
from wespace_desktop.picture.sheet import PaneSpec, Sheet
from wespace_desktop.scene.part import Scene

CAMERA = Camera((10.0, -300.0, 250.0), (20.0, 30.0, 0.0), 30.0)


@pytest.fixture
def told(session: Session) -> list[Told]:
    found: list[Told] = []
    session.told.connect(found.append)
    return found


def sheet(scene: Scene) -> Sheet:
    today, later = (p.scenario for p in scene.plans)
    panes = (
        PaneSpec(today.id, today.year, today.layers_on, CAMERA),
        PaneSpec(later.id, 2033, frozenset({"parking"}), CAMERA, "B"),
    )
    return Sheet((64, 36), panes, view="corner", mode="swipe", swipe=0.3)


def picture(scene: Scene, folder: Path) -> Path:
    image = QImage(64, 36, QImage.Format.Format_RGB888)
    image.fill(0)
    write_png(image, folder / "board.png", metadata_of(scene, sheet(scene)))
    return folder / "board.png"


def test_the_exact_view_opens(session: Session, told: list[Told], tmp_path: Path) -> None:
    scene = places.scene()
    session._show(scene)
    Reopening(session, list).take(picture(scene, tmp_path))
    assert session.mode == "swipe"
    assert session.comparing.share == 0.3
    assert [(p.year, p.layers) for p in session.panes][-1] == (2033, frozenset({"parking"}))
    assert session.camera == CAMERA
    assert [(t.weight, t.words.en) for t in told] == [("done", "Opened the view of this picture")]


def test_what_changed_since_is_said(session: Session, told: list[Told], tmp_path: Path) -> None:
    scene = places.scene()
    last = scene.plans[-1]
    made = picture(scene, tmp_path)
    fewer = replace(last.scenario, hash="later", interventions=last.scenario.interventions[1:])
    session._show(replace(scene, plans=(*scene.plans[:-1], replace(last, scenario=fewer))))
    Reopening(session, list).take(made)
    assert session.camera == CAMERA
    gone = last.scenario.interventions[0].id
    assert told[0].weight == "warning"
    assert told[0].words.en == f"the scenario has changed since this picture: −1 intervention ({gone})"


def test_a_picture_of_something_else_gets_a_sentence(session: Session, told: list[Told], tmp_path: Path) -> None:
    session._show(places.scene())
    Image.new("RGB", (4, 4)).save(tmp_path / "holiday.png")
    (tmp_path / "bad.pdf").write_bytes(b"x")
    reopening = Reopening(session, list)
    for name in ("holiday.png", "bad.pdf"):
        reopening.take(tmp_path / name)
    assert [t.words.en for t in told] == [
        "This file does not say where it came from; pictures, PDFs and slides exported by WeSpace Desktop do",
        "bad.pdf: this is no PDF file",
    ]


def origin(kendall_2035: Path) -> Provenance:
    from wespace_desktop.model.reading import load_scenario

    scenario = load_scenario(kendall_2035)
    scene = places.scene()
    last = replace(scene.plans[-1], scenario=scenario)
    told = provenance_of(replace(scene, plans=(last,)), replace(sheet(scene), panes=_of(scenario.id), mode="single"))
    found = provenance_in(told)
    assert found is not None
    return found


def _of(scenario: str) -> tuple[PaneSpec, ...]:
    return (PaneSpec(scenario, 2035, frozenset(), CAMERA),)


def test_the_scenario_is_looked_for_beside_the_picture_then_elsewhere(kendall_2035: Path, tmp_path: Path) -> None:
    origin_ = origin(kendall_2035)
    shipped = find_scenario("kendall-2035", origin_, tmp_path / "a.png", [])
    assert shipped is not None
    assert shipped.name == "kendall-2035.yaml"
    for file in kendall_2035.parent.glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert find_scenario("kendall-2035", origin_, tmp_path / "a.png", []) == tmp_path / "kendall-2035.yaml"
    other = replace(origin_, file="../../etc/passwd", extends="/etc/hosts")
    assert find_scenario("no-such-scenario", other, tmp_path / "a.png", []) is None
