"""The name of what is under the cursor, beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from wespace_desktop.app import theme
from wespace_desktop.app.session import Session
from wespace_desktop.model.district import THEMES
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.scene.part import Item

_AWAY = 16.0
_INK, _SOFT, _GROUND = "#FFFFFF", "#D5D8DD", "#22272E"
_WIDEST = 280.0


def words_of(item: Item, session: Session) -> tuple[str, str]:
    """Name, and under it the kind or the first number."""
    lang = session.language
    kind = THEMES[item.kind][1].in_(lang) if item.kind in THEMES else ""
    numbers = [f"{f.label.in_(lang)} {f.value.text(lang)}" for f in item.facts if isinstance(f.value, Quantity)]
    number = numbers[0] if numbers else ""
    name = item.title.in_(lang) or item.id
    return name, " • ".join(w for w in (kind, number) if w and w != name)


def paint_hover(painter: QPainter, area: QRectF, at: QPointF, words: tuple[str, str]) -> None:
    """A dark chip right below the cursor, kept inside the picture."""
    name, more = words
    bold, plain = theme.font(theme.BODY_PX, True), theme.font(theme.SMALL_PX)
    name = QFontMetricsF(bold).elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST)
    more = QFontMetricsF(plain).elidedText(more, Qt.TextElideMode.ElideRight, _WIDEST)
    width = max(QFontMetricsF(bold).horizontalAdvance(name), QFontMetricsF(plain).horizontalAdvance(more)) + 20
    height = 44.0 if more else 28.0
    x = min(at.x() + _AWAY, area.right() - width - 4)
    y = at.y() + _AWAY if at.y() + _AWAY + height < area.bottom() else at.y() - height - 8
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_GROUND))
    painter.drawRoundedRect(QRectF(x, y, width, height), 6, 6)
    painter.setFont(bold)
    painter.setPen(QColor(_INK))
    painter.drawText(QPointF(x + 10, y + 18), name)
    painter.setFont(plain)
    painter.setPen(QColor(_SOFT))
    painter.drawText(QPointF(x + 10, y + 35), more)
    painter.restore()
