"""Shared controls: segments, paths that lose their middle, the ring around the button the keyboard is on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wespace_desktop.app import controls, theme
from wespace_desktop.app.controls import FocusRing, PathLabel, Segmented


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> QWidget:
    theme.apply(qapp, "light")
    made = QWidget()
    QVBoxLayout(made).setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    made.resize(400, 200)
    qtbot.addWidget(made)
    return made


def test_one_segment_holds_and_only_a_hand_is_told(qtbot: QtBot) -> None:
    control = Segmented([("zh", "中", ""), ("en", "EN", "")])
    qtbot.addWidget(control)
    told: list[str] = []
    control.chosen.connect(told.append)
    control.choose("en")
    assert (control.choice, told) == ("en", [])
    control.segment("zh").click()
    assert (control.choice, told) == ("zh", ["zh"])
    assert not control.segment("en").isChecked()


def test_a_segment_keeps_its_width_when_it_is_chosen(qtbot: QtBot) -> None:
    control = Segmented([("a", "Single", ""), ("b", "Side by side", "")])
    qtbot.addWidget(control)
    before = control.sizeHint()
    control.choose("b")
    assert control.sizeHint() == before


def test_a_path_loses_its_middle_and_keeps_its_whole(page: QWidget) -> None:
    label = PathLabel("/home/someone/with/a/very/long/way/to/kendall-2035.yaml")
    label.setParent(page)
    page.show()
    label.show()
    label.resize(180, 20)
    assert "…" in label.text()
    assert label.text().startswith("/home")
    assert label.text().endswith(".yaml")
    assert label.toolTip() == label.path == "/home/someone/with/a/very/long/way/to/kendall-2035.yaml"
    label.resize(900, 20)
    assert label.text() == label.path


def test_words_of_a_button_are_its_words(qtbot: QtBot) -> None:
    made = controls.button("Copy all", icon="copy")
    qtbot.addWidget(made)
    assert made.text() == "Copy all"
    assert made.accessibleName() == "Copy all"


def test_the_ring_is_two_pixels_outside_and_leaves_with_the_focus(qtbot: QtBot, page: QWidget) -> None:
    ring = FocusRing(page)
    one, two = controls.button("One"), controls.button("Two")
    for made in (one, two):
        page.layout().addWidget(made)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    one.clearFocus()
    one.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert not ring.isVisible()
    two.setFocus(Qt.FocusReason.TabFocusReason)
    one.setFocus(Qt.FocusReason.BacktabFocusReason)
    assert ring.isVisible()
    assert ring.geometry() == one.geometry().adjusted(-4, -4, 4, 4)
    two.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.geometry() == two.geometry().adjusted(-4, -4, 4, 4)
    two.hide()
    qtbot.wait(1)
    assert ring.geometry() == one.geometry().adjusted(-4, -4, 4, 4)
    one.clearFocus()
    assert not ring.isVisible()


def test_the_ring_outlives_the_page_it_was_on(qtbot: QtBot, qapp: QApplication, page: QWidget) -> None:
    ring = FocusRing(page)
    inner = QWidget(page)
    QVBoxLayout(inner).addWidget(controls.button("Gone soon"))
    page.layout().addWidget(inner)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.setFocus()
    inner.findChild(controls.Button).setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.parentWidget() is inner
    inner.hide()
    inner.deleteLater()
    qtbot.wait(10)
    assert ring.parentWidget() is page
    assert not ring.isVisible()
