"""A picture that shows gains and no harm says so on the picture itself, whatever is switched off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_up import PaintedStage, make_scene, make_sheet
from pptx import Presentation
from slide_town import order, slide_scene

from wespace_desktop.model.scenario import Intervention, Target
from wespace_desktop.model.words import Words
from wespace_desktop.picture.boxes import touch
from wespace_desktop.picture.compose import compose, page_of, pane_look
from wespace_desktop.picture.ink import WARN
from wespace_desktop.picture.one_sided import STAMP_TEXT, benefits_only, stamp_box
from wespace_desktop.picture.png import pixels_of
from wespace_desktop.picture.sheet import Furniture
from wespace_desktop.picture.slides import write_slides
from wespace_desktop.scene.part import Scene

NOTHING_ON = Furniture(*(False,) * 9)
AMBER = np.array([int(WARN[i : i + 2], 16) for i in (1, 3, 5)])


def _change(**told: object) -> Intervention:
    return Intervention("a", "parking", "convert", Target(), 2028, Words("a", "a"), **told)  # type: ignore[arg-type]


def test_the_rule() -> None:
    gain, both, none = _change(plus=("P1",)), _change(plus=("P1",), minus=("N2",)), _change()
    assert benefits_only([gain])
    assert benefits_only([gain, none])
    assert not benefits_only([gain, both]), "one harm that is named is named on the picture"
    assert not benefits_only([none])
    assert not benefits_only([])
    assert not benefits_only([_change(plus=("P1",), harms=(Words("失", "harm"),))])
    assert benefits_only([_change(gains=(Words("得", "gain"),))])


def _amber_at_the_foot(scene: Scene, furniture: Furniture) -> list[int]:
    """How many pixels of each pane's stamp box are amber."""
    sheet = replace(make_sheet(), furniture=furniture)
    pixels = pixels_of(compose(PaintedStage(), scene, sheet))
    page, counted = page_of(scene, sheet), []
    for x, y, w, h in page.pane_pixels():
        box = [round(n * page.unit) for n in stamp_box((w / page.unit, h / page.unit))]
        part = pixels[y + box[1] : y + box[3], x + box[0] : x + box[2], :3].astype(int)
        counted.append(int((np.abs(part - AMBER).max(axis=2) < 12).sum()))
    return counted


@pytest.mark.parametrize("furniture", [Furniture(), NOTHING_ON], ids=["everything on", "everything off"])
def test_gains_alone_are_stamped_and_nothing_switches_it_off(furniture: Furniture) -> None:
    baseline, scenario = _amber_at_the_foot(make_scene(harmless=True), furniture)
    assert scenario > 50
    assert baseline == 0, "nothing stands there"


def test_a_picture_with_harms_has_no_stamp() -> None:
    assert _amber_at_the_foot(make_scene(), NOTHING_ON) == [0, 0]


def test_names_keep_clear_of_the_stamp() -> None:
    scene, sheet = make_scene(harmless=True), make_sheet()
    look = pane_look(scene, sheet, 1)
    assert look.one_sided
    from wespace_desktop.picture.compose import pane_shot
    from wespace_desktop.picture.pane import names_on

    frame = PaintedStage().draw(pane_shot(scene, sheet, sheet.panes[1], (480, 400)))
    size = (480 / 0.4, 400 / 0.4)
    placed = names_on(frame, look, size)
    assert placed.chips
    assert not [c for c in placed.chips if touch(c.box, stamp_box(size))]


def test_a_slide_carries_the_stamp_as_words(tmp_path: Path) -> None:
    def told(harmless: bool) -> list[bool]:
        out = tmp_path / f"{harmless}.pptx"
        write_slides(slide_scene(harmless=harmless), order(out), PaintedStage())
        return [
            any(s.has_text_frame and s.text_frame.text == STAMP_TEXT for s in slide.shapes)
            for slide in Presentation(str(out)).slides
        ]

    slides = Presentation(str(_deck(tmp_path))).slides
    with_pictures = [any(s.shape_type == 13 for s in slide.shapes) for slide in slides]
    assert any(told(True))
    assert told(True) == [t and p for t, p in zip(told(True), with_pictures, strict=True)]
    assert not any(told(False))


def _deck(folder: Path) -> Path:
    out = folder / "whole.pptx"
    write_slides(slide_scene(), order(out), PaintedStage())
    return out
