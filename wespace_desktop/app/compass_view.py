"""The list of the report's rows: a sign for what the scenario does with each, its words, its scales."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from wespace_desktop.app import icons, theme
from wespace_desktop.app.compass_model import ROW_ROLE, Chapter, CompassModel
from wespace_desktop.model.compass import Bearing, State

_HEAD_PX, _ROW_PX, _LOW_ROW_PX = 34, 46, 29
_LEFT, _TEXT_X, _SCALE_WIDE = 30, 54, 40
_LEAST_SECOND, _CHINESE_FROM = 0.3, 0x2E80
_NO_START, _NO_END = "，。；：、）》”！？", "（《“"
#: Shape says the state, colour only once more.
TONES: dict[State, str] = {"slide": "acc", "shown": "acc", "ignored": "faint", "context": "mut", "gap": "warn"}


class CompassView(QTreeView):
    """A click on a row is told by `chosen`; a click on a section folds it."""

    chosen = Signal(str)

    def __init__(self, model: CompassModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = model
        self.setModel(model)
        self.setItemDelegate(CompassRow(self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._folded: set[str] = set()
        model.modelReset.connect(self._unfold)
        model.dataChanged.connect(lambda *_: self.viewport().update())

    def _unfold(self) -> None:
        """Everything open, but for sections that a hand has folded while nothing is looked for."""
        searching = bool(self.model_.wanted.text.strip())
        for i, chapter in enumerate(self.model_.chapters):
            self.setExpanded(self.model_.index(i, 0), searching or chapter.section.id not in self._folded)

    def show_row(self, row_id: str) -> None:
        """Marks a row and brings it into view."""
        found = self.model_.find(row_id)
        if found.isValid():
            self.setExpanded(found.parent(), True)
            self.setCurrentIndex(found)
            self.scrollTo(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()       # a wider row may need one line instead of two

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setCurrentIndex(index)
            self._take(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first of its two clicks has done it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk and fold, Return goes there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._take(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _take(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Chapter):
            self.setExpanded(index, not self.isExpanded(index))
            self._folded ^= {row.section.id}
        elif isinstance(row, Bearing):
            self.chosen.emit(row.row.id)


class CompassRow(QStyledItemDelegate):
    """Paints sections and rows."""

    def __init__(self, view: CompassView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Bearing):
            return QSize(100, _HEAD_PX)
        room = self._view.viewport().width() - _TEXT_X - _SCALE_WIDE - 12
        lines = two_lines(row.row.text.in_(self._view.model_.lang), QFontMetrics(theme.font(theme.SMALL_PX)), room)
        return QSize(100, _ROW_PX if len(lines) > 1 else _LOW_ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        if isinstance(row, Chapter):
            self._paint_chapter(painter, option.rect, row, self._view.isExpanded(index))
        elif isinstance(row, Bearing):
            self._paint_row(painter, option.rect, row)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if not (selected or bool(option.state & QStyle.StateFlag.State_MouseOver)):
            return
        area = QRectF(option.rect).adjusted(8, 1, -4, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sel" if selected else "hover"))
        painter.drawRoundedRect(area, 6, 6)
        if selected and self._view.hasFocus():
            painter.setPen(QPen(theme.colour("acc"), 2))
            painter.drawLine(QPointF(area.left() + 1, area.top() + 6), QPointF(area.left() + 1, area.bottom() - 6))

    def _paint_chapter(self, painter: QPainter, rect: QRect, chapter: Chapter, is_open: bool) -> None:
        ratio = self._view.devicePixelRatioF()
        chevron = icons.pixmap("chevron-down" if is_open else "chevron-right", "mut", 14, ratio)
        painter.drawPixmap(rect.left() + 12, rect.top() + (_HEAD_PX - 14) // 2, chevron)
        area = rect.adjusted(_LEFT, 0, -14, 0)
        painter.setFont(theme.font(theme.BODY_PX, bold=True))
        painter.setPen(theme.colour("ink"))
        painter.drawText(area, _LEFT_MIDDLE, chapter.section.title.in_(self._view.model_.lang))
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour("mut"))
        painter.drawText(area, _RIGHT_MIDDLE, f"{chapter.lit} / {chapter.whole}")

    def _paint_row(self, painter: QPainter, rect: QRect, bearing: Bearing) -> None:
        """The sign, two lines of the claim, and under them nothing: the why is in the card below the list."""
        paint_state(painter, QPointF(rect.left() + _LEFT + 9, rect.top() + 15), bearing.state)
        lang = self._view.model_.lang
        room = rect.width() - _TEXT_X - _SCALE_WIDE - 12
        font = theme.font(theme.SMALL_PX)
        painter.setFont(font)
        painter.setPen(theme.colour("ink" if bearing.illustrated else "mut"))
        for i, line in enumerate(two_lines(bearing.row.text.in_(lang), QFontMetrics(font), room)):
            painter.drawText(QRect(rect.left() + _TEXT_X, rect.top() + 5 + i * 18, room, 18), _LEFT_MIDDLE, line)
        painter.setFont(theme.font(theme.AXIS_PX))
        painter.setPen(theme.colour("faint"))
        scales = QRect(rect.right() - _SCALE_WIDE - 10, rect.top() + 5, _SCALE_WIDE, 18)
        painter.drawText(scales, _RIGHT_MIDDLE, " ".join(bearing.row.scales))


_LEFT_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def two_lines(text: str, metrics: QFontMetrics, room: int) -> tuple[str, ...]:
    """A text on at most two lines, broken between words (anywhere in Chinese); the second is cut when it must be.

    A second line of a word or two takes some of the first one's: a lone character is no line.
    """
    if metrics.horizontalAdvance(text) <= room:
        return (text,)
    ends = [i for i in range(1, len(text)) if _may_break(text, i)]
    fitting = [i for i in ends if metrics.horizontalAdvance(text[:i].rstrip()) <= room] or [max(1, len(text) // 2)]
    end = fitting[-1]
    if metrics.horizontalAdvance(text[end:].lstrip()) < room * _LEAST_SECOND:
        end = next((i for i in fitting if i >= len(text) * 0.55), end)
    return text[:end].rstrip(), metrics.elidedText(text[end:].lstrip(), Qt.TextElideMode.ElideRight, room)


def _may_break(text: str, at: int) -> bool:
    """At a space, or after a Chinese character, but never before a closing mark or after an opening one."""
    if text[at] == " ":
        return True
    is_chinese = ord(text[at - 1]) > _CHINESE_FROM or ord(text[at]) > _CHINESE_FROM
    return is_chinese and text[at] not in _NO_START and text[at - 1] not in _NO_END


def paint_state(painter: QPainter, centre: QPointF, state: State) -> None:
    """A disc with a tick, a disc with a frame around it, a ring, a bar, a triangle."""
    painter.save()
    painter.translate(centre)
    tone = theme.colour(TONES[state])
    painter.setPen(QPen(tone, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state in ("slide", "shown"):
        painter.setBrush(tone)
        painter.drawEllipse(QPointF(0, 0), 6.5, 6.5)
        tick = QPainterPath(QPointF(-3, 0.2))
        tick.lineTo(-0.8, 2.4)
        tick.lineTo(3.2, -2.2)
        painter.strokePath(tick, QPen(theme.colour("panel"), 1.7))
        if state == "slide":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(0, 0), 9, 9)
    elif state == "ignored":
        painter.drawEllipse(QPointF(0, 0), 6, 6)
    elif state == "context":
        painter.drawLine(QPointF(-5, 0), QPointF(5, 0))
    else:
        triangle = QPainterPath(QPointF(0, -6))
        triangle.lineTo(6, 5)
        triangle.lineTo(-6, 5)
        triangle.closeSubpath()
        painter.drawPath(triangle)
    painter.restore()
