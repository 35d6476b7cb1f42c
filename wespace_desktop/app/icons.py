"""Lucide icons in the colours of the theme, sharp at one and two pixels per point."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from wespace_desktop import paths
from wespace_desktop.app import theme

SIZE_PX = 16
STROKE = "1.75"
_DISABLED = 0.45
_PROPERTY = "lucide"


def icon(name: str, role: str = "ink", on_role: str = "", size: int = SIZE_PX) -> QIcon:
    """The icon in a token's colour; `on_role` is its colour while checked, disabled is 45 % of it."""
    t = theme.tokens()
    return _icon(name, getattr(t, role, role), getattr(t, on_role or role, on_role or role), size)


def pixmap(name: str, role: str = "ink", size: int = SIZE_PX, ratio: float = 1.0) -> QPixmap:
    """One picture for painting by hand, `ratio` pixels per point."""
    return _draw(name, getattr(theme.tokens(), role, role), size, ratio, 1.0)


def put(target: QAction | QAbstractButton, name: str, role: str = "ink", on_role: str = "") -> None:
    """Give an action or a button its icon, and remember it so that a change of theme tints it again."""
    target.setProperty(_PROPERTY, f"{name}|{role}|{on_role}")
    target.setIcon(icon(name, role, on_role))


def retint(app: QApplication) -> None:
    """Tint every icon set with `put` again, after a change of theme."""
    for top in app.topLevelWidgets():
        holders: list[QObject] = [*top.findChildren(QAction), *top.findChildren(QAbstractButton), *top.actions()]
        for holder in (*holders, top):
            _retint_one(holder)


def _retint_one(holder: QObject) -> None:
    told = holder.property(_PROPERTY)
    if isinstance(told, str) and isinstance(holder, (QAction, QAbstractButton)):
        name, role, on_role = told.split("|")
        holder.setIcon(icon(name, role, on_role))


def has(name: str) -> bool:
    """Whether the icon ships with the program."""
    return (paths.assets_dir() / "icons" / f"{name}.svg").is_file()


def file(name: str, colour: str) -> str:
    """A tinted SVG as a file, for the style sheet, which takes no pixmaps; '' where nothing can be written."""
    place = paths.cache_dir() / "icons" / f"{name}-{colour.lstrip('#')}.svg"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_file():
            place.write_bytes(_svg(name, colour))
    except OSError:
        return ""
    return place.as_posix()


@lru_cache(maxsize=1024)
def _icon(name: str, colour: str, on_colour: str, size: int) -> QIcon:
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(_draw(name, colour, size, ratio, 1.0), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(_draw(name, on_colour, size, ratio, 1.0), QIcon.Mode.Normal, QIcon.State.On)
        made.addPixmap(_draw(name, colour, size, ratio, _DISABLED), QIcon.Mode.Disabled, QIcon.State.Off)
        made.addPixmap(_draw(name, on_colour, size, ratio, _DISABLED), QIcon.Mode.Disabled, QIcon.State.On)
    return made


@lru_cache(maxsize=1024)
def _draw(name: str, colour: str, size: int, ratio: float, opacity: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(opacity)
    QSvgRenderer(QByteArray(_svg(name, colour))).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _svg(name: str, colour: str) -> bytes:
    text = (paths.assets_dir() / "icons" / f"{name}.svg").read_text("utf-8")
    return text.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{STROKE}"').encode()
