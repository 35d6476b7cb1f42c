"""Films of a living street: which of them have a clock, where it begins, and the words that go with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up import make_sheet

from wespace_desktop.picture.compose import pane_shot
from wespace_desktop.picture.content import content_of
from wespace_desktop.picture.film_wish import ALIVE, KINDS, FilmKind, FilmWish, moments
from wespace_desktop.scene.movers import NOT_A_SIMULATION
from wespace_desktop.scene.part import Scene


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_clock_runs_through_films_that_follow_a_camera(scene: Scene, kind: FilmKind) -> None:
    sheet = make_sheet()
    wish = FilmWish(kind, seconds=1.0, fps=4)
    clocks = [m.sheet.clock for m in moments(sheet, wish, (), 2026)] if kind != "path" else []
    if kind in ALIVE and clocks:
        assert clocks == [43_200.0, 43_200.25, 43_200.5, 43_200.75]
    else:
        assert set(clocks) <= {None}


def test_in_a_film_of_the_clock_nothing_else_changes() -> None:
    sheet = make_sheet()
    made = moments(sheet, FilmWish("clock", seconds=2.0, fps=3), (), 2026)
    assert {replace(m.sheet, clock=None) for m in made} == {sheet}
    assert len({m.sheet.clock for m in made}) == 6


def test_it_begins_at_the_hour_that_the_picture_shows() -> None:
    sheet = make_sheet()
    at_eight = replace(sheet, panes=tuple(replace(p, hour=8) for p in sheet.panes))
    assert moments(at_eight, FilmWish("clock", 1.0, 2), (), 2026)[0].sheet.clock == 28_800.0


def test_the_source_line_says_that_nothing_is_simulated_while_things_move(scene: Scene) -> None:
    sheet = make_sheet()
    still, living = (content_of(scene, s).print_ for s in (sheet, replace(sheet, clock=0.0)))
    for lang in ("zh", "en"):
        assert NOT_A_SIMULATION.in_(lang) not in still.in_(lang)
        assert living.in_(lang) == f"{still.in_(lang)} · {NOT_A_SIMULATION.in_(lang)}"


def test_the_clock_reaches_the_shot_and_a_picture_has_none(scene: Scene) -> None:
    sheet = make_sheet()
    assert pane_shot(scene, sheet, sheet.panes[0], (64, 64)).clock is None
    assert pane_shot(scene, replace(sheet, clock=7.5), sheet.panes[0], (64, 64)).clock == 7.5
