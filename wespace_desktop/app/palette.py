"""Every command and saved view by a few letters: Ctrl+K, type, Return."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from wespace_desktop.app import controls, icons, theme
from wespace_desktop.app.export_choice import views_of
from wespace_desktop.app.session import Session

WIDTH_PX, ROW_PX, MOST_ROWS = 560, 34, 10


Actions = Callable[[], Sequence[QAction]]


@dataclass(frozen=True, eq=False)
class Entry:
    """One line: words, its key, an icon, and what it does. `also` is what it answers to in English, too."""

    words: str
    keys: str
    icon: QIcon
    act: Callable[[], object]
    kind: str = ""
    also: str = ""


def score(typed: str, words: str) -> int:
    """How well the letters fit: 0 not at all; a whole word's beginning counts more than letters here and there."""
    typed, words = typed.casefold().strip(), words.casefold()
    if not typed:
        return 1
    if words.startswith(typed):
        return 4
    if any(word.startswith(typed) for word in words.split()):
        return 3
    if typed in words:
        return 2
    at = -1
    for letter in typed:
        at = words.find(letter, at + 1)
        if at < 0:
            return 0
    return 1


class CommandPalette(QDialog):
    """Reads the window's actions each time it opens, so it never offers what cannot be done now."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._session, self._actions = session, actions
        self._entries: list[Entry] = []
        self.setFixedWidth(WIDTH_PX)
        self.field = QLineEdit()
        self.list = QListWidget()
        self.list.setItemDelegate(_Row(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = controls.Text(tone="mut").wrapped()
        self.none.setContentsMargins(12, 8, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self.field, self.list, self.none):
            column.addWidget(part)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self.run())

    def ask(self) -> None:
        """Opens at the top of the window with an empty field."""
        self._entries = self._collect()
        self.field.setPlaceholderText(self.tr("Search commands and views"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.none.setText(self.tr("No command has these letters"))
        self.field.clear()
        self._filter("")
        above = self.parentWidget()
        if above is not None:
            top = above.mapToGlobal(QPoint((above.width() - WIDTH_PX) // 2, 64))
            self.move(top)
        self.show()
        self.field.setFocus()

    def _collect(self) -> list[Entry]:
        found = []
        for action in self._actions():
            if action.isEnabled() and action.text():
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                english = str(action.property("english") or "")
                found.append(Entry(action.text(), keys, action.icon(), action.trigger, also=english))
        for name, words in views_of(self._session):
            go = lambda name=name: self._session.go_to_view(name)  # noqa: E731
            told = words.in_(self._session.language)
            found.append(Entry(told, "", icons.icon("camera"), go, self.tr("view"), words.en))
        return found

    def _filter(self, typed: str) -> None:
        ranked = [(max(score(typed, e.words), score(typed, e.also)), e) for e in self._entries]
        kept = [e for s, e in sorted(ranked, key=lambda pair: -pair[0]) if s]
        self.list.clear()
        for entry in kept:
            item = QListWidgetItem(entry.words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, entry)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(kept))
        self.none.setVisible(not kept)
        self.list.setFixedHeight(ROW_PX * min(MOST_ROWS, max(1, len(kept))) + 2)
        self.adjustSize()

    def run(self) -> None:
        """Does the marked one and closes."""
        item = self.list.currentItem()
        self.hide()
        if item is not None:
            item.data(Qt.ItemDataRole.UserRole).act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, row, last = event.key(), self.list.currentRow(), self.list.count() - 1
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and last >= 0:
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((row + step) % (last + 1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.run()
                return True
        return False


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return QSize(WIDTH_PX - 40, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)  # type: ignore[attr-defined]
        area: QRect = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = option.state & QStyle.StateFlag.State_Selected
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sel" if chosen else "hover"))
            painter.drawRoundedRect(area, 6, 6)
        entry.icon.paint(painter, area.left() + 12, area.top() + (area.height() - 16) // 2, 16, 16)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("ink"))
        painter.drawText(area.adjusted(40, 0, -120, 0), int(Qt.AlignmentFlag.AlignVCenter), entry.words)
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour("mut"))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(area.adjusted(0, 0, -12, 0), right, entry.keys or entry.kind)
        painter.restore()
