"""The open scenarios: mark, name, year and count, the panes that show them, and their faults."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from wespace_desktop.app import icons, theme
from wespace_desktop.app.controls import paint_scenario_mark, paint_tag
from wespace_desktop.app.pane_state import TAGS, Document
from wespace_desktop.app.session import Session

ROW_PX = 44
Index = QModelIndex | QPersistentModelIndex


class ScenarioModel(QAbstractListModel):
    """One row a document."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._count = len(session.documents)
        session.documents_changed.connect(self._renew)
        for signal in (session.panes_changed, session.language_changed, session.scene_changed):
            signal.connect(self._refresh)

    def document(self, index: Index) -> Document:
        return self._session.documents[index.row()]

    def panes(self, document: Document) -> str:
        """The letters of the panes on screen that show it."""
        session = self._session
        return "".join(TAGS[i] for i, p in enumerate(session.panes) if document.plan and p.scenario == document.id)

    def second_line(self, document: Document) -> tuple[str, bool]:
        """The words under the name, and whether they tell of a fault."""
        if document.faults:
            kept = self.tr(", last good picture kept") if document.plan else ""
            n = len(document.faults)
            return (self.tr("1 fault") if n == 1 else self.tr("{n} faults").format(n=n)) + kept, True
        if document.plan is None:
            return self.tr("reading"), False
        scenario = document.plan.scenario
        if scenario.kind == "baseline":
            return self.tr("Baseline • measured {year}").format(year=scenario.year), False
        n = len(scenario.interventions)
        changes = self.tr("1 intervention") if n == 1 else self.tr("{n} interventions").format(n=n)
        return f"{scenario.year} • {changes}", False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._session.documents)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._session.documents):
            return None
        document = self.document(index)
        name = document.title.in_(self._session.language)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name}, {self.second_line(document)[0]}, {self.panes(document)}"
        return str(document.path) if role == Qt.ItemDataRole.ToolTipRole else None

    def _renew(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def _refresh(self) -> None:
        if self._session.documents:
            self.dataChanged.emit(self.index(0), self.index(len(self._session.documents) - 1))


class ScenarioList(QListView):
    """A click shows a scenario in the focused pane; the menu also puts it in any pane, reads it again or closes it."""

    faults_wanted = Signal(object)  # Path

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model_ = ScenarioModel(session)
        self.setModel(self.model_)
        self.setItemDelegate(ScenarioRow(session, self.model_, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.clicked.connect(self._show)
        self.activated.connect(self._show)
        session.documents_changed.connect(self._fit)
        session.panes_changed.connect(self._follow)
        self.retranslate()
        self._fit()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Scenarios"))

    def _fit(self) -> None:
        rows = max(1, min(5, len(self._session.documents)))
        self.setFixedHeight(rows * ROW_PX + 2)
        self._follow()

    def _follow(self) -> None:
        session = self._session
        if session.panes:
            focused = session.panes[session.focus].scenario
            for i, document in enumerate(session.documents):
                if document.plan and document.id == focused:
                    self.setCurrentIndex(self.model_.index(i))

    def _show(self, index: QModelIndex) -> None:
        document = self.model_.document(index)
        session = self._session
        if document.faults:
            self.faults_wanted.emit(document.path)
        if document.plan is None or not session.panes:
            return
        there = [i for i in session.visible if session.panes[i].scenario == document.id]
        if there:
            session.set_focus(there[0])
        else:
            session.set_pane_scenario(session.focus, document.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid():
            self._menu(self.model_.document(index), event.globalPos())

    def _menu(self, document: Document, at: QPoint) -> None:
        session = self._session
        menu = QMenu(self)
        if document.plan is not None:
            for i in range(len(session.panes)):
                words = self.tr("Show in pane {tag}").format(tag=TAGS[i])
                menu.addAction(words, lambda i=i: session.set_pane_scenario(i, document.id))
            menu.addSeparator()
        menu.addAction(self.tr("Read again"), lambda: session.reload(document.path))
        if document.problems:
            menu.addAction(self.tr("Show faults"), lambda: self.faults_wanted.emit(document.path))
        menu.addAction(self.tr("Close"), lambda: session.close_document(document.path))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.viewport().update()
        super().changeEvent(event)


class ScenarioRow(QStyledItemDelegate):
    """44 pixels: the mark, two lines, the pane letters at the right."""

    def __init__(self, session: Session, model: ScenarioModel, view: ScenarioList) -> None:
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, rect, document = theme.tokens(), option.rect, self._model.document(index)
        state = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.sel if state & QStyle.StateFlag.State_Selected else t.hover))
            painter.drawRoundedRect(QRectF(rect).adjusted(8, 1, -8, -1), 6, 6)
        paint_scenario_mark(painter, QPointF(rect.left() + 26, rect.top() + 15), self._number(document, index))
        right = self._tags(painter, rect, document)
        focused = bool(state & QStyle.StateFlag.State_Selected)
        name_area = QRect(rect.left() + 42, rect.top() + 4, right - rect.left() - 46, 19)
        self._line(painter, name_area, document.title.in_(self._session.language), (theme.BODY_PX, focused, t.ink))
        words, fault = self._model.second_line(document)
        below = name_area.translated(0, 19)
        if fault:
            painter.drawPixmap(below.left(), below.center().y() - 6, icons.pixmap("circle-x", "err", 13))
            below.adjust(17, 0, 0, 0)
        self._line(painter, below, words, (theme.SMALL_PX, False, t.err if fault else t.mut))
        painter.restore()

    def _number(self, document: Document, index: Index) -> int:
        """A ring for the baseline; the others take disc, diamond, square in the order they were opened."""
        if document.plan is not None and document.plan.scenario.kind == "baseline":
            return 0
        others = [d for d in self._session.documents if not (d.plan and d.plan.scenario.kind == "baseline")]
        return 1 + (others.index(document) if document in others else index.row()) % 3

    def _tags(self, painter: QPainter, rect: QRect, document: Document) -> int:
        right = rect.right() - 16
        for letter in reversed(self._model.panes(document)):
            paint_tag(painter, QRectF(right - 22, rect.center().y() - 10, 22, 22), letter)
            right -= 26
        warnings = sum(p.severity == "warning" for p in document.problems)
        if warnings:
            picture = icons.pixmap("triangle-alert", "warn", 15, self._view.devicePixelRatioF())
            painter.drawPixmap(right - 16, rect.center().y() - 6, picture)
            painter.setFont(theme.font(theme.SMALL_PX, bold=True))
            painter.setPen(theme.colour("warn"))
            area = QRect(right - 42, rect.top(), 22, rect.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(warnings))
            right -= 44
        return right

    def _line(self, painter: QPainter, area: QRect, text: str, look: tuple[int, bool, str]) -> None:
        px, bold, ink = look
        painter.setFont(theme.font(px, bold))
        painter.setPen(QColor(ink))
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
