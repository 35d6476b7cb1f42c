"""The ring of a selected space in the inspector: who is there when, a press shows that hour, no use known says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from wespace_desktop.app.day_part import DayPart
from wespace_desktop.app.inspector_parts import Note
from wespace_desktop.app.kerb_part import KerbPart
from wespace_desktop.app.session import Session
from wespace_desktop.app.window import Window
from wespace_desktop.scene.kerb_day import KerbDay

Open = Callable[..., tuple[Session, Window]]


def _select_park(session: Session, window: Window) -> DayPart:
    session.select("parking-item")
    made = window.right.findChildren(DayPart)
    assert len(made) == 1
    return made[0]


def test_a_selected_park_has_its_day(open_window: Open) -> None:
    session, window = open_window((1280, 900))
    part = _select_park(session, window)
    assert part.now.text() == "Press an hour to see who is there"
    assert part.ring.accessibleName() == "Use through the day"
    assert part.ring.accessibleDescription() == (
        "Public space: 0:00 2 %, 3:00 1 %, 6:00 20 %, 9:00 25 %, 12:00 20 %, 15:00 20 %, 18:00 45 %, 21:00 30 %"
    )
    session.hours.go(18)
    assert part.now.text() == "18:00 · Public space 45 %, share of capacity"
    assert window.right.findChildren(DayPart) == [part]     # another hour builds no other page


def test_a_press_on_the_ring_shows_that_hour_in_all_panes(open_window: Open) -> None:
    session, window = open_window((1280, 900))
    ring = _select_park(session, window).ring
    half = ring.width() // 2
    for at, hour in ((QPoint(half + 3, 30), 0), (QPoint(2 * half - 30, half + 3), 6), (QPoint(30, half + 3), 17)):
        QTest.mouseClick(ring, Qt.MouseButton.LeftButton, pos=at)
        assert [p.hour for p in session.panes] == [hour, hour]
    QTest.keyClick(ring, Qt.Key.Key_Right)
    assert session.hours.hour == 18


def test_a_building_without_a_use_says_so(open_window: Open) -> None:
    session, window = open_window((1280, 900))
    session.select("bldg-0")
    assert not window.right.findChildren(DayPart)
    notes = [label for note in window.right.findChildren(Note) for label in note.findChildren(type(window.left._hint))]
    assert "No use known" in [label.text() for label in notes]


def test_a_kerb_says_its_metres_at_the_hour_or_when_it_is_fullest(open_window: Open) -> None:
    session, _ = open_window((1280, 900))
    metres = {"parking": tuple(float(h) for h in range(24))}
    part = KerbPart(session, KerbDay("Main St", 100.0, metres))
    assert part.now.text() == "23:00 · Parking 23 m; 23 of 100 m of kerb"
    session.hours.go(12)
    assert part.now.text() == "12:00 · Parking 12 m; 12 of 100 m of kerb"
    part.chart.resize(240, 110)
    assert [part.chart.hour_at(x) for x in (0, 5, 125, 239, 500)] == [0, 0, 12, 23, 23]
    assert part.chart.accessibleName() == "Kerb through the day"
    fuller = replace(part._day, metres={"parking": tuple(np.full(24, 300.0))})
    assert KerbPart(session, fuller).chart.most > 300
    part.deleteLater()
