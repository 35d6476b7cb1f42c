"""The plate of layers: each that stands is there once, near and far, seen from where most of it shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdf
import pytest
from made_up import PaintedStage, make_scene
from PIL import Image
from slide_town import order

from wespace_desktop.errors import Cancelled, WeSpaceError
from wespace_desktop.model.words import Words
from wespace_desktop.picture.framing import far_view, near_view
from wespace_desktop.picture.plate import plate_of, write_plate
from wespace_desktop.render import camera as cam
from wespace_desktop.render.shot import Shot
from wespace_desktop.scene.part import Item, Scene

SQUARE = np.array([[0, 0, 0], [20, 0, 0], [20, 20, 0], [0, 20, 0], [0, 0, 0]], np.float32)


def scene_of(**where: tuple[float, float]) -> Scene:
    """A thing of each layer named, at its place."""
    items = {
        f"{layer}-1": Item(f"{layer}-1", layer, Words(en=layer), (x, y, 3.0), SQUARE + np.array([x, y, 0], np.float32),
                           layer=layer, change=f"k-2035/{layer}")
        for layer, (x, y) in where.items()
    }  # fmt: skip
    return replace(make_scene(), items=items, ids=("", *items))


class Seen(PaintedStage):
    """Sees the first thing well from one side only."""

    def __init__(self, side: float = 135.0) -> None:
        super().__init__()
        self.side, self.asked = side, list[Shot]()

    def names(self, shot: Shot) -> np.ndarray:
        self.asked.append(shot)
        found = np.zeros((shot.size[1], shot.size[0]), np.int32)
        share = 0.2 if abs(cam.heading(shot.camera)[0] - self.side) < 1 else 0.05
        found.ravel()[: int(found.size * share)] = 1
        return found


def test_one_looks_from_the_side_that_shows_most() -> None:
    scene, stage = scene_of(parking=(700, 700)), Seen()
    stands = frozenset({"k-2035/parking"})
    for find in (near_view, far_view):
        pose = find(stage, scene, "parking", stands)
        assert pose is not None
        assert cam.heading(pose)[0] == pytest.approx(135.0)
    near, far = (find(stage, scene, "parking", stands) for find in (near_view, far_view))
    assert near is not None
    assert far is not None
    assert cam.distance(near) < cam.distance(far)
    assert np.allclose(near.target[:2], (710, 710), atol=12)
    assert {s.standing for s in stage.asked} == {stands}


def test_what_does_not_stand_has_no_view() -> None:
    scene = scene_of(parking=(700, 700))
    assert near_view(Seen(), scene, "parking", frozenset()) is None
    assert far_view(Seen(), scene, "sensors", frozenset({"k-2035/parking"})) is None


def test_a_plate_has_two_pictures_and_both_names_of_each_layer(tmp_path: Path) -> None:
    scene = scene_of(parking=(700, 700), sensors=(300, 300))
    stage = Seen()
    write_plate(scene, order(tmp_path / "a.pdf", "both", "plate"), stage)
    page = pypdf.PdfReader(tmp_path / "a.pdf", strict=True).pages[0]
    text = " ".join(page.extract_text().split())
    for words in ("L07", "Converted parking", "停车空间转换", "L15", "Sensor network", "Scenario, not a prediction"):
        assert words in text
    assert len(stage.shots) == 4
    alone = {s.standing for s in stage.shots}
    assert alone == {frozenset({"k-2035/parking"}), frozenset({"k-2035/sensors"})}
    write_plate(scene, order(tmp_path / "a.png", "zh", "plate"), Seen())
    with Image.open(tmp_path / "a.png") as image:
        assert image.info["wespace:scenario"] == "k-2035"


def test_layers_come_in_the_order_of_their_codes() -> None:
    plan = make_scene().plan("k-2035")
    assert [layer.code for layer in plate_of(plan, 2035).layers] == ["L01", "L07", "L08", "L15"]
    with pytest.raises(WeSpaceError) as caught:
        plate_of(plan, 2026)
    assert str(caught.value) == "later.yaml: --plate: nothing of any layer stands in 2026. Choose a later --year"


def test_a_plate_can_be_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_plate(make_scene(), order(tmp_path / "a.png", what="plate"), Seen(), None, lambda: True)
    assert list(tmp_path.iterdir()) == []
