"""The ladder from hasty to fine, without a stage: what is asked of the render thread, and when."""

from __future__ import annotations

from collections.abc import Iterator

import little_town
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wespace_desktop.app.refinement import SCALES, Refinement
from wespace_desktop.app.render_thread import PATIENCE, RenderThread, Rung, Task
from wespace_desktop.render.shot import Shot

Asked = tuple[int, Rung, Shot]
FULL = Shot(little_town.camera(), frozenset(), (800, 600))


@pytest.fixture
def ladder(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Refinement, list[Asked]]]:
    asked: list[Asked] = []
    monkeypatch.setattr(
        RenderThread, "do_all", lambda _self, rung, tasks: asked.extend((p, rung, t.shot) for p, t in tasks.items())
    )
    made = Refinement()
    yield made, asked
    made.shut()


def test_moving_asks_for_a_small_draft_then_sharp_then_still(ladder, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    made, asked = ladder
    made.want({0: FULL}, moving=True)
    assert [(r, s.quality) for _, r, s in asked] == [("moving", "moving")]
    assert asked[0][2].size[0] < 800
    qtbot.waitUntil(lambda: asked[-1][1] == "still", timeout=5000)
    assert [(r, s.size, s.quality) for _, r, s in asked[1:]] == [
        ("sharp", (800, 600), "moving"),
        ("still", (800, 600), "still"),
    ]


def test_the_same_wish_is_no_new_work(ladder) -> None:  # type: ignore[no-untyped-def]
    made, asked = ladder
    made.want({0: FULL}, moving=False)
    made.want({0: FULL}, moving=False)
    assert [r for _, r, _ in asked] == ["sharp"]


def test_pixels_are_given_up_only_where_that_saves_time(ladder) -> None:  # type: ignore[no-untyped-def]
    made, _ = ladder
    made._wanted[0] = FULL
    for _ in range(6):
        made._learn(200.0 * SCALES[made._scale] ** 2 + 40.0)
    assert SCALES[made._scale] < 0.5
    made._cost.clear()
    made._scale = SCALES.index(0.5)
    for _ in range(6):
        made._learn(200.0)
    assert SCALES[made._scale] >= 0.5


def test_a_newer_wish_replaces_the_older_and_panes_move_together(qapp: QApplication) -> None:
    thread = RenderThread()
    older = Shot(little_town.camera(), frozenset(), (80, 60))
    for shot in (older, FULL):
        thread.do_all("moving", {0: Task(shot, shot), 1: Task(shot, shot)})
    rung, tasks = thread._round()
    assert (rung, [(p, t.shot) for p, t in tasks.items()]) == ("moving", [(0, FULL), (1, FULL)])
    thread.do_all("still", {0: Task(FULL, FULL), 1: Task(FULL, FULL)})
    thread.do(1, "moving", Task(FULL, FULL))
    assert thread._round()[0] == "moving"
    assert [list(thread._round()[1]) for _ in range(2)] == [[0], [1]]


def test_no_pane_is_shown_before_the_round_is_whole(qapp: QApplication) -> None:
    thread = RenderThread()
    events: list[object] = []

    class Stage:
        def draw(self, shot: Shot) -> str:
            events.append("drawn")
            return "frame"

    thread.drawn.connect(lambda drawn: events.append(drawn.pane))
    thread._do(Stage(), "moving", {0: Task(FULL, FULL), 1: Task(FULL, FULL)})  # type: ignore[arg-type]
    assert events == ["drawn", "drawn", 0, 1]


@pytest.mark.parametrize(
    ("doing", "comes", "back"), [("still", "sharp", True), ("still", "moving", False), ("ids", "moving", False)]
)
def test_slow_work_gives_way_to_what_is_hastier(qapp: QApplication, doing: Rung, comes: Rung, back: bool) -> None:
    thread = RenderThread()
    drawn: list[int] = []
    thread.drawn.connect(lambda one: drawn.append(one.pane))

    class Stage:
        def draw(self, shot: Shot) -> str:
            thread._look_up()
            thread.do(1, comes, Task(FULL, FULL))
            thread._look_up()
            return "frame"

        identify = draw

    thread._do(Stage(), doing, {0: Task(FULL, FULL)})  # type: ignore[arg-type]
    assert drawn == []
    assert ((doing, 0) in thread._wishes) == back
    for turn in range(PATIENCE):
        thread._do(Stage(), "still", {1000: Task(FULL, FULL)})  # type: ignore[arg-type]
        assert (drawn, ("still", 1000) in thread._wishes) == ([], True), turn
    thread._do(Stage(), "still", {1000: Task(FULL, FULL)})  # type: ignore[arg-type]
    assert drawn == [1000]


def test_a_hand_that_moves_on_ends_a_sharp_round(qapp: QApplication) -> None:
    thread = RenderThread()
    drawn: list[int] = []
    thread.drawn.connect(lambda one: drawn.append(one.pane))

    class Stage:
        def draw(self, shot: Shot) -> str:
            thread.do(0, "moving", Task(FULL, FULL))
            return "frame"

    thread._do(Stage(), "sharp", {0: Task(FULL, FULL), 1: Task(FULL, FULL)})  # type: ignore[arg-type]
    assert drawn == []
