"""The layer tree on screen: chip, name, one number, gains and harms, a tick for each pane; ticks can be painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from wespace_desktop.app import icons, theme
from wespace_desktop.app.layer_marks import paint_chip
from wespace_desktop.app.layer_tree import ELSEWHERE, ROW_ROLE, LayerModel, Row, ticked_panes
from wespace_desktop.app.session import Session

ROW_PX = 28
TICK_PX = 26
BOX_PX = 16
BADGE_PX = 18
#: With more panes the names need the room of the two columns of gains and harms; the inspector and the tip tell them.
MOST_WITH_EFFECTS = 2
GROUP_ICONS = {
    "transport": "train-front", "working": "briefcase", "work": "briefcase", "living": "house", "retail": "store",
    "leisure": "armchair", "service": "heart-pulse", "infrastructure": "radio-tower",
}  # fmt: skip


class LayerView(QTreeView):
    """Click on a tick switches, dragging across ticks paints the same value, Alt-click shows only this layer."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model_ = LayerModel(session, self)
        self.setModel(self.model_)
        self.setItemDelegate(LayerRow(session, self.model_, self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._painting: tuple[int, bool] | None = None
        session.hover_changed.connect(self.viewport().update)
        self.model_.modelReset.connect(self._fit)
        session.panes_changed.connect(self._show_columns)
        self._fit()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Layers"))
        self.viewport().update()

    def _fit(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, self.model_.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, TICK_PX)
        self._show_columns()
        self.expandAll()
        last = self.model_.index(self.model_.rowCount() - 1, 0)
        if last.isValid() and last.data(ROW_ROLE).group == ELSEWHERE:
            self.collapse(last)

    def _show_columns(self) -> None:
        seen = ticked_panes(self._session)
        for column in range(1, self.model_.columnCount()):
            if self.isColumnHidden(column) == (column - 1 in seen):
                self.setColumnHidden(column, column - 1 not in seen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        self.setCurrentIndex(index.siblingAtColumn(0))
        row: Row = index.data(ROW_ROLE)
        if index.column() == 0:
            if row.layer is None:
                self.setExpanded(index, not self.isExpanded(index))
            elif event.modifiers() & Qt.KeyboardModifier.AltModifier and self._session.panes:
                self._session.only_layer(self._session.focus, row.layer.id)
            return
        self._press_tick(index, row, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def _press_tick(self, index: QModelIndex, row: Row, alone: bool) -> None:
        pane = index.column() - 1
        state = self.model_.state(pane, row)
        if state is None:
            return
        if alone and row.layer is not None:
            self._session.only_layer(pane, row.layer.id)
            return
        on = state != Qt.CheckState.Checked
        self._painting = (pane, on)
        self.model_.set_state(pane, row, on)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._painting is not None and index.isValid() and index.column() > 0:
            row: Row = index.data(ROW_ROLE)
            pane = index.column() - 1
            if self.model_.state(pane, row) is not None:
                self.model_.set_state(pane, row, self._painting[1])
        elif self._painting is None:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._painting = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks in the focused pane, with Shift in every pane; arrows walk and fold."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid() and self._session.panes:
            row: Row = index.data(ROW_ROLE)
            everywhere = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            on = self.model_.state(self._session.focus, row) != Qt.CheckState.Checked
            for pane in ticked_panes(self._session) if everywhere else (self._session.focus,):
                self.model_.set_state(pane, row, on)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class LayerRow(QStyledItemDelegate):
    """Paints one row of the tree; each tick is a cell of its own, so each has its own accessible name."""

    def __init__(self, session: Session, model: LayerModel, view: LayerView) -> None:
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, index)
        if index.column() > 0:
            paint_tick(painter, option.rect, self._model.state(index.column() - 1, row))
        elif row.layer is None:
            self._paint_group(painter, option.rect, row, self._view.isExpanded(index))
        else:
            self._paint_layer(painter, option.rect, row)
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) or self._is_pointed_at(index)
        if not (selected or hovered):
            return
        last = index.column() == max((p + 1 for p in ticked_panes(self._session)), default=0)
        area = QRectF(option.rect).adjusted(8 if index.column() == 0 else -8, 1, 0 if last else 8, -1)
        painter.setClipRect(option.rect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sel" if selected else "hover"))
        painter.drawRoundedRect(area, 6, 6)
        if selected and self._view.hasFocus() and index.column() == 0:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("acc"), 2))
            painter.drawLine(area.topLeft().toPoint().x() + 1, int(area.top()) + 6, int(area.left()) + 1,
                             int(area.bottom()) - 6)  # fmt: skip
        painter.setClipping(False)

    def _is_pointed_at(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """The hand on the picture is over something of this layer."""
        scene, row = self._session.scene, index.data(ROW_ROLE)
        item = scene.items.get(self._session.hovered) if scene is not None else None
        return item is not None and row.layer is not None and item.layer == row.layer.id

    def _paint_group(self, painter: QPainter, rect: QRect, row: Row, is_open: bool) -> None:
        t = theme.tokens()
        ratio = self._view.devicePixelRatioF()
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 7,
                           icons.pixmap("chevron-down" if is_open else "chevron-right", "mut", 14, ratio))  # fmt: skip
        name = GROUP_ICONS.get(row.group, "layers")
        painter.drawPixmap(rect.left() + 31, rect.center().y() - 7, icons.pixmap(name, "mut", 16, ratio))
        quiet = row.group == ELSEWHERE
        painter.setFont(theme.font(bold=not quiet))
        painter.setPen(QColor(t.mut if quiet else t.ink))
        area = rect.adjusted(54, 0, -4, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, row.title.in_(self._session.language))

    def _paint_layer(self, painter: QPainter, rect: QRect, row: Row) -> None:
        """Chip, name, badge, what there is of it, effects; a number gives up its unit where the name needs room."""
        assert row.layer is not None
        t = theme.tokens()
        session = self._session
        panes = ticked_panes(session)
        on = any(row.layer.id in session.panes[p].layers and self._model.can_show(p, row.layer) for p in panes)
        painter.setOpacity(1.0 if on else 0.45)
        paint_chip(painter, QRectF(rect.left() + 31, rect.center().y() - 5, 16, 12), row.layer)
        painter.setOpacity(1.0)
        right = self._paint_effects(painter, rect, row)
        badge = BADGE_PX if self._model.footings(row.layer) else 0
        title, left = row.title.in_(session.language), rect.left() + 54
        metrics, small = QFontMetrics(theme.font()), QFontMetrics(theme.font(theme.SMALL_PX))
        value = self._value(row)
        if small.horizontalAdvance(value) > right - 14 - left - badge - metrics.horizontalAdvance(title):
            value = value.partition(" ")[0]
        width = small.horizontalAdvance(value)
        painter.setPen(QColor(t.ink if on else t.mut))
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.drawText(QRect(right - width - 6, rect.top(), width + 2, rect.height()),
                         Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, value)  # fmt: skip
        painter.setFont(theme.font())
        area = QRect(left, rect.top(), right - width - 14 - left, rect.height())
        name = metrics.elidedText(title, Qt.TextElideMode.ElideRight, area.width() - badge)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
        if badge:  # it stands above what it builds on; the tip says which and how
            ratio = self._view.devicePixelRatioF()
            painter.drawPixmap(left + metrics.horizontalAdvance(name) + 4, rect.center().y() - 6,
                               icons.pixmap("triangle-alert", "warn", 13, ratio))  # fmt: skip

    def _value(self, row: Row) -> str:
        assert row.layer is not None
        session = self._session
        if not session.panes or not self._model.can_show(session.focus, row.layer):
            return ""   # the dash under the pane says so
        if row.layer.id not in session.panes[session.focus].layers:
            return self.tr("off")
        found = self._model.tally(row.layer)
        return found.text(self._session.language).split(" (")[0] if found is not None else self.tr("none yet")

    def _paint_effects(self, painter: QPainter, rect: QRect, row: Row) -> int:
        """+n and –n, right-aligned in two columns; returns where they begin."""
        assert row.layer is not None
        if len(ticked_panes(self._session)) > MOST_WITH_EFFECTS:
            return rect.right() - 4
        gains, harms = self._model.effects(row.layer)
        painter.setFont(theme.font(theme.SMALL_PX))
        right = rect.right() - 4
        for text, role in ((f"–{harms}", "harm"), (f"+{gains}", "gain")):
            painter.setPen(theme.colour(role))
            area = QRect(right - 20, rect.top(), 20, rect.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
            right -= 22
        return right


def paint_tick(painter: QPainter, rect: QRect, state: Qt.CheckState | None) -> None:
    """On, part, off; a short line where there is nothing to show in this pane."""
    t = theme.tokens()
    centre = QRectF(rect).center()
    if state is None:
        painter.fillRect(QRectF(centre.x() - 4, centre.y() - 0.5, 8, 1.5), QColor(t.line2))
        return
    box = QRectF(centre.x() - BOX_PX / 2, centre.y() - BOX_PX / 2, BOX_PX, BOX_PX)
    filled = state != Qt.CheckState.Unchecked
    painter.setPen(Qt.PenStyle.NoPen if filled else QPen(QColor(t.ctl), 1.2))
    painter.setBrush(QColor(t.acc if filled else t.raise_))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(QPen(QColor(t.panel), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    x, y = box.left(), box.top()
    if state == Qt.CheckState.Checked:
        painter.drawPolyline([_p(x + 4, y + 8.3), _p(x + 7, y + 11.3), _p(x + 12, y + 5)])
    elif state == Qt.CheckState.PartiallyChecked:
        painter.drawLine(_p(x + 4.5, y + 8), _p(x + 11.5, y + 8))


def _p(x: float, y: float) -> QPointF:
    return QPointF(x, y)
