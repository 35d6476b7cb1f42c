"""The changes on screen: two lines a row, a sign and a word for the kind; one id lights its row, the panes and back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from wespace_desktop.app import icons, theme
from wespace_desktop.app.findings import names_of
from wespace_desktop.app.flying import fly_to_all
from wespace_desktop.app.layer_marks import paint_chip
from wespace_desktop.app.ledger_model import BY_WORDS, COLUMNS, KIND_WORDS, ROW_ROLE, LedgerModel
from wespace_desktop.app.ledger_rows import Group, short_words, stall_words
from wespace_desktop.app.session import Session
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.scene.ledger import Entry

GROUP_PX, ROW_PX = 46, 42
WIDTHS = (0, 50, 74, 46)
_INDENT = 30
#: With more objects than this the interventions are folded at first: an overview, then the objects.
MOST_OPEN = 40
#: So many places light up under a hand at once; a click marks them all.
MOST_LIT = 60
TONES = {"added": "added", "removed": "removed", "converted": "converted", "moved": "acc", "retagged": "converted"}


class LedgerView(QTreeView):
    """A click selects and flies there in every pane; the hand over a row lights its object."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model_ = LedgerModel(session, self)
        self.setModel(self.model_)
        self.setItemDelegate(LedgerRow(session, self))
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._leads = False
        self._turned: set[str] = set()      # folded, where groups stand open at first, or the other way round
        self._lay_head()
        self.model_.modelReset.connect(self._unfold)
        session.hover_changed.connect(self.viewport().update)
        session.selection_changed.connect(self.follow)
        session.findings.audited.connect(self.viewport().update)

    def _lay_head(self) -> None:
        header = self.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(1)
        header.setSectionsClickable(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in list(enumerate(WIDTHS))[1:]:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        header.sectionClicked.connect(self._sort)

    def _sort(self, column: int) -> None:
        """First the most, or the first letter; again, the other way."""
        key, wanted = COLUMNS[column], self.model_.wanted
        down = not wanted.down if wanted.sort == key else key in ("count", "size")
        self.model_.want(sort=key, down=down)

    def _unfold(self) -> None:
        wanted = self.model_.wanted
        column = COLUMNS.index(wanted.sort) if wanted.sort in COLUMNS else -1
        order = Qt.SortOrder.DescendingOrder if wanted.down else Qt.SortOrder.AscendingOrder
        self.header().setSortIndicator(column, order)
        stand_open = wanted.text.strip() or sum(len(g.entries) for g in self.model_.groups) <= MOST_OPEN
        for g, group in enumerate(self.model_.groups):
            self.setExpanded(self.model_.index(g, 0), bool(stand_open) != (group.key in self._turned))
        self.follow()

    def follow(self) -> None:
        """Marks and shows the row of what is selected, wherever it was selected."""
        if self._leads:
            return
        for name in reversed(self._session.selected):
            found = self.model_.find(name)
            if found.isValid():
                if self.currentIndex() != found:
                    self.setCurrentIndex(found)
                    self.scrollTo(found)
                return
        self.selectionModel().clear()

    def _names(self, index: QModelIndex) -> tuple[str, ...]:
        row = index.data(ROW_ROLE)
        if isinstance(row, Group):
            return tuple(dict.fromkeys(n for e in row.entries for n in names_of(e)))
        return names_of(row) if isinstance(row, Entry) else ()

    def go_to(self, index: QModelIndex) -> None:
        """Selects what the row tells of and brings it to the middle of every pane."""
        names = self._names(index)
        if names:
            self._leads = True      # the row is marked already, a group of them too
            self._session.select(*names)
            self._leads = False
            fly_to_all(self._session, names)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if isinstance(index.data(ROW_ROLE), Group) and event.position().x() < _INDENT:
            self._fold(index.siblingAtColumn(0))
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.setCurrentIndex(index.siblingAtColumn(0))
        self.go_to(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and isinstance(index.data(ROW_ROLE), Group):
            self._fold(index.siblingAtColumn(0))

    def _fold(self, index: QModelIndex) -> None:
        key = self.model_.groups[index.row()].key
        self.setExpanded(index, not self.isExpanded(index))
        self._turned ^= {key}

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = index.data(ROW_ROLE) if index.isValid() else None
        self._session.hover(row.id if isinstance(row, Entry) else "")
        self._session.findings.light(self._names(index)[:MOST_LIT] if index.isValid() else ())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._session.hover("")
        self._session.findings.light(())
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk and fold, Return goes there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.go_to(self.currentIndex())
            return
        super().keyPressEvent(event)


class LedgerRow(QStyledItemDelegate):
    """Paints interventions and objects."""

    def __init__(self, session: Session, view: LedgerView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, GROUP_PX if isinstance(index.data(ROW_ROLE), Group) else ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, index)
        if index.column():
            self._paint_value(painter, option.rect, row, index.column())
        elif isinstance(row, Group):
            self._paint_group(painter, option.rect, row, self._view.isExpanded(index))
        else:
            self._paint_entry(painter, option.rect, row)
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        pointed = isinstance(row, Entry) and self._session.hovered in names_of(row)
        if not (selected or pointed or bool(option.state & QStyle.StateFlag.State_MouseOver)):
            return
        last = index.column() == len(COLUMNS) - 1
        area = QRectF(option.rect).adjusted(8 if index.column() == 0 else -8, 1, -4 if last else 8, -1)
        painter.setClipRect(option.rect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sel" if selected else "hover"))
        painter.drawRoundedRect(area, 6, 6)
        if selected and self._view.hasFocus() and index.column() == 0:
            painter.setPen(QPen(theme.colour("acc"), 2))
            painter.drawLine(QPointF(area.left() + 1, area.top() + 6), QPointF(area.left() + 1, area.bottom() - 6))
        painter.setClipping(False)

    def _paint_group(self, painter: QPainter, rect: QRect, row: Group, is_open: bool) -> None:
        lang, first = self._session.language, row.first
        ratio = self._view.devicePixelRatioF()
        known = load_catalogue()
        chevron = icons.pixmap("chevron-down" if is_open else "chevron-right", "mut", 14, ratio)
        painter.drawPixmap(rect.left() + 12, rect.top() + 7, chevron)
        x = rect.left() + _INDENT
        if first.layer in known.ids:
            layer = known[first.layer]
            paint_chip(painter, QRectF(x, rect.top() + 8, 16, 12), layer)
            x += 22
        _write(painter, rect, (x, 5), row.title.in_(lang), "head")
        seen = self.tr("there from {year}").format(year=first.stands_from)
        under = (BY_WORDS[first.by].in_(lang), seen)
        _write(painter, rect, (rect.left() + _INDENT, 24), " · ".join(w for w in under if w))

    def _paint_entry(self, painter: QPainter, rect: QRect, row: Entry) -> None:
        lang = self._session.language
        paint_sign(painter, QPointF(rect.left() + _INDENT + 7, rect.top() + 13), row.kind)
        x = rect.left() + _INDENT + 22
        _write(painter, rect, (x, 4), " → ".join(w for w in short_words(row, lang) if w), "first")
        place = row.place.in_(lang)
        _write(painter, rect, (x, 22), " · ".join(w for w in (KIND_WORDS[row.kind].in_(lang), place) if w))

    def _paint_value(self, painter: QPainter, rect: QRect, row: Group | Entry, column: int) -> None:
        """The amount, and under the size what it takes from parking."""
        is_group = isinstance(row, Group)
        text = self._view.model_._text(row, COLUMNS[column])
        area = rect.adjusted(0, 5 if is_group else 4, -12 if column == len(COLUMNS) - 1 else -4, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.setFont(theme.font(theme.BODY_PX, bold=is_group))
        painter.setPen(theme.colour("ink" if is_group or column == 2 else "mut"))
        if COLUMNS[column] == "count" and isinstance(row, Entry) and self._session.findings.hides(row):
            sign = icons.pixmap("eye-off", "warn", 14, self._view.devicePixelRatioF())
            painter.drawPixmap(area.right() - 14, rect.top() + 6, sign)
            return
        if COLUMNS[column] == "count" and not is_group and row.count == 1:
            return      # one object is one object
        painter.drawText(area, right, text)
        if COLUMNS[column] == "count" and isinstance(row, Group):
            self._paint_hidden(painter, area, sum(self._session.findings.hides(e) for e in row.entries))
        if COLUMNS[column] == "size":
            painter.setFont(theme.font(theme.SMALL_PX))
            painter.setPen(theme.colour("mut"))
            stalls = stall_words(row.stalls, self._session.language)
            painter.drawText(area.adjusted(-40, 19 if is_group else 18, 0, 0), right, stalls)


    def _paint_hidden(self, painter: QPainter, area: QRect, hidden: int) -> None:
        """How many of the objects this view does not show."""
        if hidden:
            painter.setFont(theme.font(theme.SMALL_PX))
            painter.setPen(theme.colour("warn"))
            at = area.adjusted(-10, 19, 0, 0)
            painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, str(hidden))
            wide = painter.fontMetrics().horizontalAdvance(str(hidden))
            sign = icons.pixmap("eye-off", "warn", 13, self._view.devicePixelRatioF())
            painter.drawPixmap(area.right() - wide - 17, area.top() + 21, sign)


def _write(painter: QPainter, rect: QRect, at: tuple[int, int], text: str, line: str = "under") -> None:
    """One line of a row (head, first or under), cut at the right when there is no room; `at` is x, and y in the row."""
    painter.setFont(theme.font(theme.SMALL_PX if line == "under" else theme.BODY_PX, line == "head"))
    painter.setPen(theme.colour("mut" if line == "under" else "ink"))
    area = QRect(at[0], rect.top() + at[1], max(0, rect.right() - at[0] - 2), 20)
    told = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, told)


def paint_sign(painter: QPainter, centre: QPointF, kind: str) -> None:
    """Plus, bar, two arrows, one arrow, a round one: the shape says the kind, the colour only once more."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    pen = QPen(theme.colour(TONES[kind]), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_SIGNS[kind]())
    painter.restore()


def _plus() -> QPainterPath:
    return _lines(((-5, 0), (5, 0)), ((0, -5), (0, 5)))


def _bar() -> QPainterPath:
    return _lines(((-5, 0), (5, 0)))


def _arrow() -> QPainterPath:
    return _lines(((-6, 0), (6, 0)), ((2, -4), (6, 0), (2, 4)))


def _two_arrows() -> QPainterPath:
    there = _lines(((-6, -3), (6, -3)), ((3, -6), (6, -3), (3, 0)))
    there.addPath(_lines(((6, 3), (-6, 3)), ((-3, 0), (-6, 3), (-3, 6))))
    return there


def _round() -> QPainterPath:
    path = QPainterPath()
    path.arcMoveTo(-5, -5, 10, 10, 60)
    path.arcTo(-5, -5, 10, 10, 60, 280)
    path.addPath(_lines(((5.6, -5.4), (4.9, -1.2), (0.9, -2.4))))
    return path


_SIGNS = {"added": _plus, "removed": _bar, "converted": _two_arrows, "moved": _arrow, "retagged": _round}


def _lines(*lines: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for line in lines:
        path.moveTo(*line[0])
        for point in line[1:]:
            path.lineTo(*point)
    return path
