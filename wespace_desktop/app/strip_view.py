"""The row of small pictures: number and title under each, the slide on screen in a frame, all of it by keyboard too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wespace_desktop.app import icons, theme
from wespace_desktop.app.session import Session
from wespace_desktop.app.strip_model import SLIDE_ROLE, StripModel
from wespace_desktop.app.thumbnails import Thumbnails
from wespace_desktop.model.storyboard import Slide

THUMB = (112, 63)
STEP_PX, ROW_PX = 124, 98
_TOP = 9
_KEYS = {
    Qt.Key.Key_Delete: "remove", Qt.Key.Key_Backspace: "remove", Qt.Key.Key_F2: "edit", Qt.Key.Key_Return: "edit",
    Qt.Key.Key_Enter: "edit",
}  # fmt: skip
_OWN = (*_KEYS, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Right)


class StripView(QListView):
    """Going to a row goes to its slide. What changes the slides is only told."""

    wanted = Signal(str, int)       # remove, edit, duplicate, earlier, later; the row
    menu_wanted = Signal(int, object)   # row, QPoint on the screen

    def __init__(self, session: Session, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._session = session
        self.model_ = StripModel(session)
        self.setModel(self.model_)
        self.setItemDelegate(SlideCard(session, thumbnails, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setGridSize(QSize(STEP_PX, ROW_PX))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)
        self._follows = False
        session.storyboard.moved.connect(self.follow)
        self.model_.modelReset.connect(self.follow)
        thumbnails.ready.connect(lambda _: self.viewport().update())
        self.clicked.connect(lambda index: self._session.storyboard.go(index.row()))

    def follow(self) -> None:
        """Marks the slide on screen and brings it into sight."""
        row = self._session.storyboard.index
        self._follows = True
        index = self.model_.index(row) if row >= 0 else QModelIndex()
        if row >= 0:
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.selectionModel().clear()
        self._follows = False
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(self.model_.rowCount() * STEP_PX + 8, ROW_PX)

    def event(self, event: QEvent) -> bool:
        """Keys that mean something in a row of slides are not the window's while the row has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _OWN:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, board = self.currentIndex().row(), self._session.storyboard
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if alt and row >= 0:
                self.wanted.emit("earlier" if key == Qt.Key.Key_Left else "later", row)
            else:
                board.step(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            board.go(0 if key == Qt.Key.Key_Home else self.model_.rowCount() - 1)
        elif key in _KEYS and row >= 0:
            self.wanted.emit(_KEYS[key], row)
        elif key == Qt.Key.Key_D and ctrl and row >= 0:
            self.wanted.emit("duplicate", row)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: object) -> None:
        row = self.currentIndex().row()
        if row >= 0:
            self.wanted.emit("edit", row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            at = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(index.row(), at)


class SlideCard(QStyledItemDelegate):
    """One small picture with its number and title."""

    def __init__(self, session: Session, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(STEP_PX, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        slide = index.data(SLIDE_ROLE)
        if not isinstance(slide, Slide):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        current = slide.id == self._session.storyboard.current
        place = QRect(rect.left() + 6, rect.top() + _TOP, *THUMB)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_picture(painter, place, slide)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        self._draw_edge(painter, place, current, over, bool(state & QStyle.StateFlag.State_HasFocus))
        self._draw_words(painter, place, index.row(), slide, current)
        painter.restore()

    def _draw_picture(self, painter: QPainter, place: QRect, slide: Slide) -> None:
        if slide.layout == "closing":
            painter.fillRect(place, theme.colour("#F6F4EF"))
            glyph = icons.pixmap("file-text", "#565D66", 24, painter.device().devicePixelRatioF())
            painter.drawPixmap(place.center().x() - 12, place.center().y() - 12, glyph)
            return
        picture = self._thumbnails.picture(slide, THUMB, painter.device().devicePixelRatioF())
        if picture is None:
            painter.fillRect(place, theme.colour("well"))
        else:
            painter.drawPixmap(place, picture)

    def _draw_edge(self, painter: QPainter, place: QRect, current: bool, over: bool, focus: bool) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("ctl" if over else "line2"), 1))
        painter.drawRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5))
        if current or focus:
            painter.setPen(QPen(theme.colour("acc" if focus else "ink"), 2))
            painter.drawRoundedRect(QRectF(place).adjusted(-4, -4, 4, 4), 4, 4)

    def _draw_words(self, painter: QPainter, place: QRect, row: int, slide: Slide, current: bool) -> None:
        model = self.parent().model_ if isinstance(self.parent(), StripView) else None
        title = model.title(slide) if model is not None else slide.id
        font = theme.font(theme.SMALL_PX, bold=current)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        area = QRect(place.left(), place.bottom() + 6, place.width(), 18)
        number = f"{row + 1}"
        wide = metrics.horizontalAdvance(number) + 6
        painter.setPen(theme.colour("ink" if current else "mut"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, number)
        painter.setPen(theme.colour("ink"))
        rest = area.adjusted(wide, 0, 0, 0)
        words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
