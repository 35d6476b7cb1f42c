"""Policies of the report stand over the years they were made in, with where they are written."""

from __future__ import annotations

from pathlib import Path

import little_town
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from wespace_desktop.app import year_paint
from wespace_desktop.app.session import Session
from wespace_desktop.app.year_track import YearTrack
from wespace_desktop.model.policies import load_policies


@pytest.fixture
def track(session: Session, qtbot: QtBot, tmp_path: Path) -> YearTrack:
    session.adopt(little_town.opened(tmp_path))
    made = YearTrack(session)
    qtbot.addWidget(made)
    made.resize(900, 120)
    made.refresh()
    return made


def test_each_policy_has_a_year_words_in_both_languages_and_a_source() -> None:
    found = [p for of_year in load_policies().values() for p in of_year]
    assert len(found) >= 5
    assert all(2010 <= p.year <= 2020 and p.title.zh and p.title.en and p.source.zh for p in found)
    assert list(load_policies()) == sorted(load_policies())


def test_a_hand_over_a_flag_is_told_the_policies_of_that_year(track: YearTrack, session: Session) -> None:
    at = QPointF(track.scale.x(2020), year_paint.POLICY_Y)
    assert track.policy_at(at) == 2020
    told = track.told_of(2020).splitlines()
    assert told[0] == "2020: policy of China"
    assert len(told) == 3
    assert told[1].endswith("(the report's text)")
    session.set_language("zh")
    assert "新型基础设施" in track.told_of(2020)


def test_elsewhere_there_is_none(track: YearTrack) -> None:
    assert track.policy_at(QPointF(track.scale.x(2033), year_paint.POLICY_Y)) is None
    assert track.policy_at(QPointF(track.scale.x(2020), year_paint.AXIS_Y)) is None
