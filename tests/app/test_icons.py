"""Icons: tinted from the theme, faint when disabled, tinted again when the theme changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QMainWindow

from wespace_desktop import paths
from wespace_desktop.app import icons, theme
from wespace_desktop.app.actions import COMMANDS
from wespace_desktop.app.layer_view import GROUP_ICONS
from wespace_desktop.app.toasts import _LOOKS

SOURCE = "".join(p.read_text("utf-8") for p in Path(icons.__file__).parent.glob("*.py"))


def inked(image: QImage) -> list[QColor]:
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    return [image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width())]


@pytest.mark.usefixtures("qtbot")
def test_an_icon_has_the_colour_of_its_role(qapp: QApplication) -> None:
    for wish in ("light", "dark"):
        theme.apply(qapp, wish)
        darkest = max(inked(icons.pixmap("camera", "acc").toImage()), key=lambda c: c.alpha())
        wanted = theme.colour("acc")
        assert all(abs(a - b) <= 3 for a, b in zip(darkest.getRgb()[:3], wanted.getRgb()[:3], strict=True))


@pytest.mark.usefixtures("qtbot")
def test_disabled_is_45_percent(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    made = icons.icon("camera")
    on = made.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Normal).toImage()
    off = made.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Disabled).toImage()
    assert max(c.alpha() for c in inked(off)) / max(c.alpha() for c in inked(on)) == pytest.approx(0.45, abs=0.03)


@pytest.mark.usefixtures("qtbot")
def test_two_pixels_per_point_is_drawn_not_stretched(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    assert icons.pixmap("camera", ratio=2.0).size() == QSize(32, 32)
    assert icons.pixmap("camera", ratio=2.0).deviceIndependentSize().toSize() == QSize(16, 16)


def test_a_change_of_theme_tints_actions_again(qapp: QApplication, qtbot: object) -> None:
    theme.apply(qapp, "light")
    window = QMainWindow()
    action = QAction("View", window)
    icons.put(action, "camera")
    before = action.icon().cacheKey()
    theme.apply(qapp, "dark")
    assert action.icon().cacheKey() != before
    theme.apply(qapp, "light")
    window.deleteLater()


def test_every_shipped_icon_is_used() -> None:
    shipped = {p.stem for p in (paths.assets_dir() / "icons").glob("*.svg")}
    words = set(re.findall(r'"([a-z0-9-]+)"', SOURCE))
    assert shipped - words == set(), "icons that nothing shows"


def test_every_used_icon_ships() -> None:
    called = re.findall(r'(?:icons\.(?:icon|pixmap)|icon_button|icon=)\(?"([a-z0-9-]+)"', SOURCE)
    called += re.findall(r'icons\.put\([\w.\[\]]+, "([a-z0-9-]+)"', SOURCE)
    called += [command.icon for command in COMMANDS if command.icon]
    called += [*GROUP_ICONS.values(), *(look[0] for look in _LOOKS.values())]
    assert len(called) > 40
    assert [name for name in called if not icons.has(name)] == []


def test_the_licence_lies_beside_the_icons() -> None:
    text = (paths.assets_dir() / "icons" / "LICENSE").read_text("utf-8")
    assert text.startswith("ISC License")
    assert "lucide-static" in (paths.assets_dir() / "icons" / "camera.svg").read_text("utf-8")
