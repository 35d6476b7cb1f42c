"""The palette: readable on every ground it is used on, one sheet, no token left unfilled."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from wespace_desktop.app import theme
from wespace_desktop.app.stylesheet import STYLESHEET
from wespace_desktop.app.theme import THEMES, Tokens


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two `#RRGGBB`."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    a, b = sorted((light(one), light(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


@pytest.mark.parametrize("t", THEMES.values(), ids=list(THEMES))
def test_text_reads_on_every_ground(t: Tokens) -> None:
    for ground in (t.win, t.panel, t.raise_, t.well, t.sel, t.hover):
        for text in (t.ink, t.mut):
            assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(t.faint, t.panel) >= 4.5
    for word in ("gain", "harm", "warn", "err"):
        text, ground = getattr(t, word), getattr(t, f"{word}_ground")
        assert contrast(text, ground) >= 4.5
        assert contrast(text, t.panel) >= 4.5
        assert contrast(t.ink, ground) >= 4.5
    assert contrast(t.on_filled, t.filled) >= 4.5
    assert contrast(t.on_filled, t.filled_hover) >= 4.5
    assert contrast(t.ctl, t.panel) >= 3.0
    assert contrast(t.acc, t.panel) >= 3.0


def test_gain_and_harm_have_equal_weight() -> None:
    for t in THEMES.values():
        ratio = contrast(t.gain, t.gain_ground) / contrast(t.harm, t.harm_ground)
        assert 0.75 < ratio < 1.34


def test_the_sheet_is_short_and_every_token_is_known() -> None:
    assert len(STYLESHEET.strip().splitlines()) < 80
    known = {f.name.rstrip("_") for f in fields(Tokens)} | {"chevron", "check", "part"}
    assert set(re.findall(r"@(\w+)", STYLESHEET)) <= known
    filled = theme.style_sheet(theme.DARK, {"chevron": "c", "check": "k", "part": "p"})
    assert "@" not in filled


def test_the_sheet_never_selects_by_a_property_named_icon() -> None:
    assert "[icon" not in STYLESHEET


@pytest.mark.usefixtures("qtbot")
def test_apply_dresses_the_application_and_can_be_asked(qapp: QApplication) -> None:
    assert theme.apply(qapp, "dark") == "dark"
    assert theme.name() == "dark"
    assert theme.colour("panel") == QColor("#1B1E22")
    assert QLabel().palette().color(QPalette.ColorRole.Window) == QColor("#1B1E22")
    assert theme.apply(qapp, "light") == "light"
    assert theme.colour("gain") == QColor("#0A6B4C")


@pytest.mark.usefixtures("qtbot")
def test_the_window_speaks_in_the_shipped_font(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    assert qapp.font().families()[0] == "WeSpace Sans SC"
    assert qapp.font().pixelSize() == 13
