"""`--audience`: layers, order and words of a picture; gains and harms stay; an unknown name is refused with a hint."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_up import make_sheet

from wespace_desktop.errors import EXIT_USAGE, WeSpaceError
from wespace_desktop.model.audience import load_audiences
from wespace_desktop.picture.asking import Wish, sheet_for
from wespace_desktop.picture.content import content_of
from wespace_desktop.scene.part import Scene

FILE = Path("later.yaml")


def test_a_wish_for_an_audience_shows_its_layers_and_asks_its_question(scene: Scene) -> None:
    firms = load_audiences()["firms"]
    sheet = sheet_for(scene, Wish(FILE, audience="firms"))
    assert sheet.panes[-1].layers <= set(firms.layers)
    assert sheet.caption.en.startswith(f"{firms.title.en}: {firms.asks.en}")
    named = sheet_for(scene, Wish(FILE, audience="firms", layers=("parking",)))
    assert named.panes[-1].layers == {"parking"}, "layers asked for by name are shown"


def test_an_unknown_audience_is_refused(scene: Scene) -> None:
    with pytest.raises(WeSpaceError) as told:
        sheet_for(scene, Wish(FILE, audience="resident"))
    assert told.value.exit_code == EXIT_USAGE
    assert "there is no audience resident; the audiences are government, planners" in told.value.problems[0].sentence()
    assert "Did you mean residents?" in told.value.problems[0].sentence()


def test_residents_read_plain_words_in_their_order_with_gains_and_harms(scene: Scene) -> None:
    residents = load_audiences()["residents"]
    usual, plain = (content_of(scene, replace(make_sheet(), audience=name)) for name in ("", "residents"))
    assert {e.layer for e in plain.entries} == {e.layer for e in usual.entries}
    assert [residents.place(e.layer) for e in plain.entries] == sorted(residents.place(e.layer) for e in plain.entries)
    assert all(e.title == residents.plain[e.layer] for e in plain.entries if e.layer in residents.plain)
    assert (plain.gains, plain.harms) == (usual.gains, usual.harms)
    assert plain.harms
