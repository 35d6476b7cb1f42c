"""One indicator in the panel: name, what it counts, a range bar for each scenario, thin ones for groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from wespace_desktop.app import theme
from wespace_desktop.app.controls import paint_scenario_mark
from wespace_desktop.indicators.reading import Part, Reading, rounded
from wespace_desktop.indicators.table import behind, unit_words
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.words import Lang

HEAD_PX, BAR_PX, GROUP_PX, FOOT_PX, NOTE_PX = 44, 24, 18, 10, 17
_LEFT, _NAME_PX, _PANEL_PX = 22, 84, 384
#: The numbers beside the bars take what they need, between these.
_VALUE_PX = (120, 196)


@dataclass(frozen=True)
class Side:
    """One scenario's reading, with the number of its mark; None while it is being worked out."""

    number: int
    reading: Reading | None
    name: str = ""


@dataclass(frozen=True)
class Axis:
    """From the least to the most of all that is drawn on one line, always with nought."""

    low: float
    high: float

    @classmethod
    def over(cls, quantities: Sequence[Quantity]) -> Axis:
        ends = [0.0, *(q.low for q in quantities), *(q.high for q in quantities)]
        low, high = min(ends), max(ends)
        return cls(low, high if high > low else low + 1.0)

    def at(self, value: float, left: float, right: float) -> float:
        return left + (value - self.low) / (self.high - self.low) * (right - left)


class IndicatorRow(QAbstractButton):
    """A hand over it lights its places, a click marks them and goes there; its words are the tooltip."""

    pointed = Signal(bool)

    def __init__(self, sides: Sequence[Side], lang: Lang) -> None:
        super().__init__()
        self._sides, self._lang = tuple(sides), lang
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        told = self.reading
        if told is not None:
            self.setAccessibleName(", ".join([told.indicator.title.in_(lang), *self.values()]))
            self.setToolTip(_tip(told, lang))

    @property
    def reading(self) -> Reading | None:
        """That of the last scenario that has one: what is asked about."""
        return next((s.reading for s in reversed(self._sides) if s.reading is not None), None)

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p for s in self._sides if s.reading is not None for p in s.reading.places))

    def values(self) -> list[str]:
        """The numbers as they are written beside the bars."""
        return [" ".join(self._value(s)).strip() for s in self._sides]

    def groups(self) -> list[tuple[str, list[tuple[int, Quantity]]]]:
        """Group name and each scenario's number for it."""
        found: dict[str, tuple[str, list[tuple[int, Quantity]]]] = {}
        for side in self._sides:
            for part in _people(side.reading):
                assert part.quantity is not None
                _, told = found.setdefault(part.group, (part.label.in_(self._lang), []))
                told.append((side.number, part.quantity))
        return list(found.values())

    def _notes(self) -> str:
        told = self.reading
        return told.note.in_(self._lang) if told is not None else ""

    def sizeHint(self) -> QSize:
        high = HEAD_PX + BAR_PX * len(self._sides) + GROUP_PX * len(self.groups()) + FOOT_PX
        return QSize(240, high + NOTE_PX * self._note_lines())

    minimumSizeHint = sizeHint

    def _note_lines(self) -> int:
        wide = QFontMetrics(theme.font(theme.AXIS_PX)).horizontalAdvance(self._notes())
        return min(3, -(-wide // (_PANEL_PX - 50)))

    def _value_px(self) -> int:
        """Room for the widest number with its range."""
        bold, small = QFontMetrics(theme.font(bold=True)), QFontMetrics(theme.font(theme.AXIS_PX))
        told = [self._value(side) for side in self._sides]
        need = [bold.horizontalAdvance(v) + (5 + small.horizontalAdvance(s) if s else 0) for v, s in told]
        need += [small.horizontalAdvance(rounded(rows[-1][1]).text(self._lang)) for _, rows in self.groups()]
        least, most = _VALUE_PX
        return int(min(most, max([least, *need]) + 16))

    def enterEvent(self, event: QEvent) -> None:
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.update()

    # drawing ----------------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, 0, -2), 6, 6)
        self._paint_head(painter)
        readings = [s.reading for s in self._sides if s.reading is not None]
        axis, y = Axis.over([r.quantity for r in readings if r.quantity is not None]), float(HEAD_PX)
        for side in self._sides:
            self._paint_side(painter, side, axis, y)
            y += BAR_PX
        groups = self.groups()
        people = Axis.over([q for _, told in groups for _, q in told])
        for name, told in groups:
            self._paint_group(painter, (name, told), people, y)
            y += GROUP_PX
        if self._notes():
            area = QRectF(_LEFT, y + 1, self.width() - _LEFT - 8, NOTE_PX * self._note_lines())
            painter.setFont(theme.font(theme.AXIS_PX))
            painter.setPen(theme.colour("faint"))
            painter.drawText(area, Qt.TextFlag.TextWordWrap, self._notes())

    def _paint_head(self, painter: QPainter) -> None:
        told = self.reading
        if told is None:
            return
        words, wide = told.indicator, self.width()
        if words.effect:
            gains = words.effect.startswith("P")
            look = ("gain" if gains else "harm", theme.BODY_PX, True)
            self._text(painter, QRectF(8, 6, 12, 19), "+" if gains else "–", look)
        title, what = words.title.in_(self._lang), words.what.in_(self._lang)
        self._text(painter, QRectF(_LEFT, 6, wide - _LEFT - 48, 19), title, ("ink", theme.BODY_PX, True))
        self._text(painter, QRectF(wide - 32, 6, 30, 19), words.id, ("faint", theme.AXIS_PX, False))
        self._text(painter, QRectF(_LEFT, 24, wide - _LEFT - 8, 17), what, ("mut", theme.SMALL_PX, False))

    def _paint_side(self, painter: QPainter, side: Side, axis: Axis, y: float) -> None:
        middle, right = y + BAR_PX / 2, self.width() - self._value_px()
        paint_scenario_mark(painter, QPointF(14, middle), side.number)
        value, spread = self._value(side)
        quantity = side.reading.quantity if side.reading is not None else None
        if quantity is not None:
            ink = QColor(theme.tokens().scenarios[side.number % 4])
            _bar(painter, (axis, quantity), (QRectF(_LEFT + 6, middle - 4, right - _LEFT - 14, 8), ink))
        area = QRectF(right, y, self.width() - right - 4, BAR_PX)
        bold = QFontMetrics(theme.font(bold=True)).horizontalAdvance(value)
        known = quantity is not None
        self._text(painter, area, value, ("ink" if known else "faint", theme.BODY_PX, known))
        if spread:
            rest = area.adjusted(bold + 5, 0, 0, 0)
            self._text(painter, rest, spread, ("mut", theme.AXIS_PX, False))

    def _paint_group(
        self, painter: QPainter, group: tuple[str, list[tuple[int, Quantity]]], axis: Axis, y: float
    ) -> None:
        """A name and a thin bar for each scenario on one line."""
        name, told = group
        right = self.width() - self._value_px()
        self._text(painter, QRectF(_LEFT + 6, y, _NAME_PX, GROUP_PX), name, ("mut", theme.AXIS_PX, False))
        room = QRectF(_LEFT + 6 + _NAME_PX, y + GROUP_PX / 2 - 2, right - _LEFT - 14 - _NAME_PX, 4)
        for number, quantity in told:
            _bar(painter, (axis, quantity), (room, QColor(theme.tokens().scenarios[number % 4])))
        value = rounded(told[-1][1]).text(self._lang)
        self._text(painter, QRectF(right, y, self.width() - right - 4, GROUP_PX), value, ("mut", theme.AXIS_PX, False))

    def _value(self, side: Side) -> tuple[str, str]:
        """The number with its unit, and its range."""
        reading = side.reading
        if reading is None:
            return "…", ""
        if reading.quantity is None:
            return {"zh": "不可计算", "en": "not computable"}[self._lang], ""
        q = rounded(reading.quantity)
        unit = unit_words(q.unit, self._lang)
        value = f"{figures(q.central)}{'' if unit in ('%', '') else ' '}{unit}"
        to = {"zh": " 至 ", "en": " to "}[self._lang] if q.low < 0 else "–"  # a dash after a minus reads as another
        return value, "" if q.is_exact else f"{figures(q.low)}{to}{figures(q.high)}"

    def _text(self, painter: QPainter, area: QRectF, text: str, look: tuple[str, int, bool]) -> None:
        role, px, bold = look
        font = theme.font(px, bold=bold)
        painter.setFont(font)
        painter.setPen(theme.colour(role))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


def _people(reading: Reading | None) -> tuple[Part, ...]:
    """Groups with a number of the indicator's own kind; gaps between groups are in the tooltip."""
    parts = reading.groups if reading is not None else ()
    return tuple(p for p in parts if p.quantity is not None and not p.group.startswith("gap"))


def _bar(painter: QPainter, what: tuple[Axis, Quantity], where: tuple[QRectF, QColor]) -> None:
    """The range as a pale band, the central value as an upright stroke, over a trough."""
    (axis, quantity), (room, ink) = what, where
    t = theme.tokens()
    painter.fillRect(room, QColor(t.well))
    nought = axis.at(0.0, room.left(), room.right())
    central = axis.at(quantity.central, room.left(), room.right())
    solid, pale = QColor(ink), QColor(ink)
    solid.setAlphaF(0.45)
    pale.setAlphaF(0.28)
    painter.fillRect(QRectF(min(nought, central), room.top(), abs(central - nought), room.height()), solid)
    if not quantity.is_exact:
        low, high = (axis.at(v, room.left(), room.right()) for v in (quantity.low, quantity.high))
        painter.fillRect(QRectF(low, room.top(), high - low, room.height()), pale)
        painter.setPen(QPen(ink, 1))
        for x in (low, high):
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
    painter.setPen(QPen(ink, 2))
    painter.drawLine(QPointF(central, room.top() - 2), QPointF(central, room.bottom() + 2))


def _tip(reading: Reading, lang: Lang) -> str:
    """Parts, then formula, reference, how unsure it is and the sources: everything behind the number."""
    colon = "：" if lang == "zh" else ": "
    lines = [f"<b>{escape(reading.indicator.title.in_(lang))}</b> · {reading.id}"]
    lines += [escape(words.in_(lang)) for words in (reading.why_not, reading.note) if words]
    parts = [
        escape(f"{p.label.in_(lang)}{colon}{rounded(p.quantity).text(lang) if p.quantity else p.why_not.in_(lang)}")
        for p in reading.parts
    ]
    lines += ["<br>".join(parts)] if parts else []
    lines += [f"<i>{escape(head)}</i>{colon}{escape(text)}" for head, text in behind(reading, lang)]
    return "".join(f"<p style='margin: 0 0 5px 0'>{line}</p>" for line in lines)
