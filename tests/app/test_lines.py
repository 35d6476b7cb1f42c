"""Low, central and high: one command opens three panes of one scenario, their year moves together, and it goes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from wespace_desktop.app import curve_export
from wespace_desktop.app.pane_header import PaneHeader
from wespace_desktop.app.pane_state import Told
from wespace_desktop.app.session import Session
from wespace_desktop.app.window import Window

Open = Callable[..., tuple[Session, Window]]
TALL = (1280, 900)


def _lines(session: Session) -> list[str]:
    return [p.line for p in session.panes]


def test_three_panes_of_the_focused_scenario_and_back(open_window: Open) -> None:
    session, window = open_window(TALL)
    before, mode = session.panes, session.mode
    shown = session.panes[session.focus]
    window.actions_["lines"].trigger()
    assert _lines(session) == ["low", "central", "high"]
    assert {(p.scenario, p.year, p.layers) for p in session.panes} == {(shown.scenario, shown.year, shown.layers)}
    assert (session.mode, session.focus) == ("side-by-side", 1)
    assert window.actions_["lines"].isChecked()
    window.actions_["lines"].trigger()
    assert (session.panes, session.mode) == (before, mode)
    assert not window.actions_["lines"].isChecked()


def test_the_year_moves_in_all_three(open_window: Open) -> None:
    session, _ = open_window(TALL)
    session.years.show_lines()
    session.years.go(2031)
    assert [p.year for p in session.panes] == [2031] * 3
    session.set_year(0, 2030)
    assert not session.years.shows_lines
    session.years.show_lines()      # three panes again, where the focused one stands
    assert [p.year for p in session.panes] == [2031] * 3


def test_the_header_says_the_line_only_where_there_is_more_than_the_central_one(open_window: Open) -> None:
    session, window = open_window(TALL)
    session.set_language("en")
    assert not any("line" in header._kind.text() for header in window.findChildren(PaneHeader))
    session.years.show_lines()
    found = {h._pane: h._kind.text() for h in window.findChildren(PaneHeader) if type(h) is PaneHeader}
    said = [found[k] for k in range(3)]
    assert [text.split(" · ")[0] for text in said] == ["low line", "central line", "high line"]


def test_three_lines_go_back_to_the_pane_that_they_came_from(open_window: Open) -> None:
    session, _ = open_window(TALL)
    session.set_focus(1)
    session.years.show_lines()
    session.years.show_lines()
    assert session.focus == 1


def test_a_picture_of_the_screen_keeps_the_lines(open_window: Open) -> None:
    session, _ = open_window(TALL)
    session.years.show_lines()
    assert [p.line for p in session.sheet().panes] == ["low", "central", "high"]


def test_curves_are_kept_from_the_panel(
    open_window: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, window = open_window(TALL)
    session.years.choose("parking")
    window.actions_["curves"].trigger()
    curves = window.over_time.curves
    assert curves is not None
    told: list[Told] = []
    session.told.connect(told.append)
    asked: list[str] = []

    def place(parent: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "kept"), kinds.split(";;")[3]

    monkeypatch.setattr(curve_export.QFileDialog, "getSaveFileName", place)
    curves.export.click()
    assert asked[0].endswith("_parking.png")
    assert (tmp_path / "kept.csv").read_text(encoding="utf-8-sig").startswith("# ")
    assert [t.weight for t in told] == ["done"]
    curve_export.write_curves(session, tmp_path / "no" / "where.png")
    assert [t.weight for t in told] == ["done", "fault"]
    assert [p.name for p in tmp_path.glob("kept*")] == ["kept.csv"]


@pytest.mark.parametrize("width", [340, 320])
def test_a_narrow_header_keeps_the_line_and_leaves_out_the_hour(open_window: Open, qtbot: QtBot, width: int) -> None:
    session, _ = open_window(TALL)
    session.set_language("en")
    session.years.show_lines()
    session.hours.go(18)
    header = PaneHeader(session, 2)     # in no layout, which would give it another width
    qtbot.addWidget(header)
    header.resize(width, header.height())
    header._make_room()
    assert header._kind.text() == "high line"
    assert not header._kind.isHidden()
    assert header._year.text().startswith(str(session.panes[2].year))
    layout = header.layout()
    assert layout is not None
    assert layout.sizeHint().width() <= width
    header.resize(700, header.height())
    header._make_room()
    assert header._year.text().endswith("18:00")
    assert header._kind.text() == "high line · deduced"
