"""The shipped pair as pixels: toggling laws on the real district, and a few small pictures it must go on looking like.

After a wanted change of the looks: `WESPACE_NEW_BASELINES=1 make test`, look at the new pictures, commit them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.state import standing
from wespace_desktop.picture.asking import Wish, sheet_for
from wespace_desktop.picture.compose import compose
from wespace_desktop.picture.sheet import Furniture, Sheet
from wespace_desktop.render.shot import Shot
from wespace_desktop.render.stage import Stage
from wespace_desktop.scene.opening import open_scenarios
from wespace_desktop.scene.part import Scene

PICTURES = Path(__file__).parent / "pictures"
LAYERS = load_catalogue().ids
SIZE = (480, 300)


@pytest.fixture(scope="module")
def pair() -> Scene:
    return open_scenarios([Path(__file__).parents[2] / "scenarios" / "kendall-2035.yaml"])


@pytest.fixture(scope="module")
def everything() -> Iterator[tuple[Scene, Stage]]:
    """The scenario that has every layer of the catalogue, on a stage of its own."""
    scene = open_scenarios([Path(__file__).parents[2] / "scenarios" / "kendall-2035-layers.yaml"])
    stage = Stage()
    stage.show(scene)
    yield scene, stage
    stage.close()


@pytest.fixture(scope="module")
def stage(pair: Scene) -> Iterator[Stage]:
    stage = Stage()
    stage.show(pair)
    yield stage
    stage.close()


def shot(pair: Scene, layers: frozenset[str], view_id: str = "bird") -> Shot:
    plan = pair.plan("kendall-2035")
    view = plan.scenario.view(view_id)
    assert view is not None
    return Shot(view.camera, standing(plan, 2035, layers), SIZE, "draft")


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_off_changes_the_picture_and_on_restores_it(layer: str, everything: tuple[Scene, Stage]) -> None:
    """In at least one of the scenario's own views; small things are not to be seen from far above."""
    scene, stage = everything
    plan = scene.plan("kendall-2035-layers")
    changed = []
    for view in plan.scenario.views:
        on = Shot(view.camera, standing(plan, 2035, LAYERS), SIZE, "draft")
        off = replace(on, standing=standing(plan, 2035, frozenset(LAYERS) - {layer}))
        before = stage.draw(on).rgba.copy()
        changed.append((before != stage.draw(off).rgba).any())
        assert np.array_equal(stage.draw(on).rgba, before)
        if changed[-1]:
            break
    assert any(changed)


def test_all_layers_off_is_the_district_without_any_scenario(pair: Scene, stage: Stage) -> None:
    off = stage.draw(shot(pair, frozenset())).rgba.copy()
    nothing = stage.draw(replace(shot(pair, frozenset()), standing=frozenset())).rgba
    assert np.array_equal(off, nothing)


def test_cars_are_back_on_the_lot_when_its_conversion_is_off(pair: Scene, stage: Stage) -> None:
    """The parts over the converted lot are those of a pane that never heard of the scenario."""
    off = frozenset(LAYERS) - {"parking", "cowork_pods", "av_lanes", "sensors"}
    ids = stage.identify(shot(pair, off))
    names = {pair.ids[k] for k in np.unique(ids)}
    assert "lot-1056-1167" in names
    converted = {pair.ids[k] for k in np.unique(stage.identify(shot(pair, frozenset({"parking"}))))}
    assert "lot-1056-1167" not in converted
    assert any("lots-to-parks" in name for name in converted)


@pytest.mark.parametrize("option", ["labels", "scale_bar", "north_arrow", "tags"])
def test_both_panes_honour_every_display_option(option: str, pair: Scene, stage: Stage) -> None:
    wish = Wish(pair.plan("kendall-2035").scenario.file, size=(960, 540), quality="draft", lang="en")
    sheet = sheet_for(pair, wish)
    on = _pixels(stage, pair, sheet)
    off = _pixels(stage, pair, replace(sheet, furniture=replace(Furniture(), **{option: False})))
    changed = (on != off).any(axis=2)
    assert changed[:, :480].any()
    assert changed[:, 480:].any()


@pytest.mark.parametrize("view", ["bird", "binney-corner", "plan"])
def test_it_looks_as_it_did(view: str, pair: Scene, stage: Stage) -> None:
    wish = Wish(pair.plan("kendall-2035").scenario.file, view=view, size=(640, 360), quality="still", lang="both")
    found = _pixels(stage, pair, sheet_for(pair, wish))
    kept = PICTURES / f"{view}.png"
    if os.environ.get("WESPACE_NEW_BASELINES"):
        PICTURES.mkdir(exist_ok=True)
        Image.fromarray(found).save(kept, optimize=True)
    with Image.open(kept) as picture:
        difference = np.abs(found.astype(int) - np.asarray(picture.convert("RGB")).astype(int))
    # Drivers differ in the last bit and at edges; a layer off changes 1.3 to 8 % of the pixels.
    assert difference.mean() < 1.0
    assert (difference.max(axis=2) > 8).mean() < 0.01


def _pixels(stage: Stage, scene: Scene, sheet: Sheet) -> np.ndarray:
    """(h, w, 3) uint8 of the whole page."""
    image = compose(stage, scene, sheet).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()
