"""The list of views under the view button: go there, name, update, put in order, delete, and save where one is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QKeySequence, QPainterPath, QPalette, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wespace_desktop.app import icons, theme
from wespace_desktop.app.controls import Text, button, hairline, icon_button, name_button
from wespace_desktop.app.pane_state import PRESETS, Told
from wespace_desktop.app.session import Session
from wespace_desktop.model.words import Words

WIDTH_PX, ROW_PX, HEAD_PX, HIGHEST_PX = 340, 32, 28, 460
_ID, _OWN = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FREE = _FIXED | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
_PRESET_ICONS = {"fit": "fullscreen", "bird": "bird", "street": "footprints", "plan": "map"}


class ViewList(QDialog):
    """A popup. The focused scenario's views can be changed; those of the others and the presets are for going there."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._session = session
        self.setFixedWidth(WIDTH_PX)
        self.rows = Rows(self)
        self.update_ = button("", "ghost", "camera")
        self.rename = icon_button("pencil", "")
        self.earlier = icon_button("arrow-up", "")
        self.later = icon_button("arrow-down", "")
        self.delete = icon_button("trash-2", "")
        self.name = QLineEdit()
        self.save = button("", "plain", "plus")
        self.hint = Text("", theme.SMALL_PX, "mut").wrapped()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("look", "card")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.rows)
        tools = QHBoxLayout()
        tools.setSpacing(2)
        tools.addWidget(self.update_)
        tools.addStretch(1)
        for widget in (self.rename, self.earlier, self.later, self.delete):
            tools.addWidget(widget)
        column.addLayout(tools)
        column.addWidget(self.hint)
        column.addWidget(hairline())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.save)
        column.addLayout(row)

    def _wire(self) -> None:
        self.rows.itemClicked.connect(self._go)
        self.rows.itemChanged.connect(self._renamed)
        self.rows.currentItemChanged.connect(lambda *_: self._enable())
        self.rows.dropped.connect(self._drop)
        self.update_.clicked.connect(lambda: self._session.edits.update_view(self.chosen))
        self.rename.clicked.connect(lambda: self.rows.editItem(self.rows.currentItem()))
        self.earlier.clicked.connect(lambda: self.move_by(-1))
        self.later.clicked.connect(lambda: self.move_by(1))
        self.delete.clicked.connect(self.remove)
        self.save.clicked.connect(self._save)
        self.name.returnPressed.connect(self._save)
        self._session.edits.changed.connect(lambda _: self.fill() if self.isVisible() else None)

    def offer(self, anchor: QWidget, naming: bool = False) -> None:
        """Opens under the button; `naming`: ready to name a new view."""
        self.retranslate()
        self.fill()
        at = anchor.mapToGlobal(QPoint(anchor.width() - WIDTH_PX, anchor.height() + 4))
        self.move(max(at.x(), anchor.window().mapToGlobal(QPoint(8, 0)).x()), at.y())
        self.show()
        self.name.setText(self._free_name())
        (self.name if naming else self.rows).setFocus()
        if naming:
            self.name.selectAll()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Views"))
        self.rows.setAccessibleName(self.tr("Views"))
        self.update_.setText(self.tr("Update from the camera"))
        self.update_.setToolTip(self.tr("This view takes over camera, year, layers and mode of the screen"))
        name_button(self.rename, self.tr("Rename (F2)"))
        name_button(self.earlier, self.tr("Earlier in the list (Alt+Up)"))
        name_button(self.later, self.tr("Later in the list (Alt+Down)"))
        name_button(self.delete, self.tr("Delete (Del)"))
        self.save.setText(self.tr("Save view"))
        self.name.setPlaceholderText(self.tr("Name of the view"))
        self.name.setAccessibleName(self.name.placeholderText())

    # rows ---------------------------------------------------------------------------------------------------------
    @property
    def chosen(self) -> str:
        """The id of the current row when it can be changed."""
        item = self.rows.currentItem()
        return str(item.data(_ID)) if item is not None and item.data(_OWN) else ""

    def fill(self) -> None:
        """The rows as they are now; the current one stays, or the next one where it was deleted."""
        item = self.rows.currentItem()
        current, was_own, row = (item.data(_ID), item.data(_OWN), self.rows.currentRow()) if item else ("", False, 0)
        self.rows.blockSignals(True)
        self.rows.clear()
        own = self._fill_views()
        if was_own and current not in own and own:
            current = own[max(0, min(row - 1, len(own) - 1))]
        self._choose(current or self._session.view_id)
        self.rows.blockSignals(False)
        high = sum(self.rows.item(i).sizeHint().height() for i in range(self.rows.count()))
        self.rows.setFixedHeight(min(max(high, ROW_PX) + 2, HIGHEST_PX))
        self._enable()
        self.adjustSize()

    def _fill_views(self) -> list[str]:
        """Views of the focused scenario, of the others, presets; the ids of the first."""
        session, lang = self._session, self._session.language
        focused = session.panes[session.focus].scenario if session.panes else ""
        newest_first = list(session.scene.plans[::-1]) if session.scene else []
        plans = sorted(newest_first, key=lambda p: p.id != focused)
        taken: dict[str, bool] = {}
        for plan in plans:
            views = [v for v in plan.scenario.views if v.id not in taken]
            if views or plan.id == focused:
                self._head(plan.scenario.name.in_(lang))
            for view in views:
                taken[view.id] = plan.id == focused
                self._add(view.title.in_(lang) or view.id, view.id, "camera", own=plan.id == focused)
        presets = [(name, words) for name, words in PRESETS.items() if name not in taken]
        if presets:
            self._head(self.tr("Presets"))
        for name, words in presets:
            self._add(words.in_(lang), name, _PRESET_ICONS[name])
        return [name for name, is_own in taken.items() if is_own]

    def _add(self, words: str, name: str, icon: str, own: bool = False) -> None:
        item = QListWidgetItem(icons.icon(icon, "mut"), words, self.rows)
        item.setData(_ID, name)
        item.setData(_OWN, own)
        item.setFlags(_FREE if own else _FIXED)
        item.setSizeHint(QSize(0, ROW_PX))
        if name == self._session.view_id:
            item.setFont(theme.font(bold=True))

    def _head(self, words: str) -> None:
        item = QListWidgetItem(words, self.rows)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font(theme.SMALL_PX, bold=True))
        item.setForeground(theme.colour("mut"))
        item.setSizeHint(QSize(0, HEAD_PX))

    def _choose(self, name: str) -> None:
        for i in range(self.rows.count()):
            if self.rows.item(i).data(_ID) == name:
                self.rows.setCurrentRow(i)
                return

    def _enable(self) -> None:
        names = [v.id for v in self._session.edits.views()]
        at = names.index(self.chosen) if self.chosen in names else -1
        for widget in (self.update_, self.rename, self.delete):
            widget.setEnabled(at >= 0)
        self.earlier.setEnabled(at > 0)
        self.later.setEnabled(0 <= at < len(names) - 1)
        self.hint.setText(self._used(names[at]) if at >= 0 else "")
        self.hint.setVisible(bool(self.hint.text()))

    def _used(self, name: str) -> str:
        n = self._session.edits.slides_of(name)
        if not n:
            return ""
        return self.tr("Shown by 1 slide") if n == 1 else self.tr("Shown by {n} slides").format(n=n)

    # gestures -----------------------------------------------------------------------------------------------------
    def move_by(self, step: int) -> None:
        """The current view one place earlier or later."""
        names = [v.id for v in self._session.edits.views()]
        if self.chosen in names:
            self._session.edits.move_view(self.chosen, names.index(self.chosen) + step)

    def remove(self) -> None:
        """Deletes the current view; a word says so and takes it back."""
        edits, name = self._session.edits, self.chosen
        view, slides = edits.view(name), edits.slides_of(name)
        if view is None or not edits.remove_view(name):
            return
        words = Words(f"已删除视图“{view.title.in_('zh')}”", f'View "{view.title.in_("en")}" deleted')
        more = Words()
        if slides:
            went = "1 slide that showed it went" if slides == 1 else f"{slides} slides that showed it went"
            more = Words(f"用到它的 {slides} 张幻灯片一并删除", f"{went} with it")
        self._session.tell(Told("done", words, more, (Words("撤销", "Undo"), edits.undo_of_this())))

    def go_and_close(self) -> None:
        item = self.rows.currentItem()
        if item is not None:
            self._go(item)
            self.close()

    def _go(self, item: QListWidgetItem) -> None:
        if item.data(_ID):
            self._session.go_to_view(str(item.data(_ID)))

    def _renamed(self, item: QListWidgetItem) -> None:
        """Once the field in the row is closed: renaming fills the rows anew."""
        QTimer.singleShot(0, self, partial(self.name_view, str(item.data(_ID)), item.text().strip()))

    def name_view(self, name: str, text: str) -> None:
        """Another name in the language one sees; the other language's stays."""
        view = self._session.edits.view(name)
        title = _named(view.title, text, self._lang) if view is not None and text else Words()
        if not self._session.edits.rename_view(name, title):
            self.fill()

    def _drop(self, row: int, to: int) -> None:
        item = self.rows.item(row)
        if item is not None and item.data(_OWN):
            self._session.edits.move_view(str(item.data(_ID)), to - 1)     # the head is a row, too

    def _save(self) -> None:
        text = self.name.text().strip() or self._free_name()
        self.rows.setCurrentItem(None)
        if self._session.edits.save_view(_named(Words(), text, self._lang)):
            self.close()

    @property
    def _lang(self) -> str:
        return self._session.language

    def _free_name(self) -> str:
        """`View 3`: what a new view is called until somebody says better."""
        lang = self._session.language
        taken = {v.title.in_(lang) for v in self._session.edits.views()}
        number = len(taken) + 1
        while self.tr("View {n}").format(n=number) in taken:
            number += 1
        return self.tr("View {n}").format(n=number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Round corners without asking for a translucent window, which is black where nothing composes windows."""
        around = QPainterPath()
        around.addRoundedRect(QRectF(self.rect()), 8, 8)
        self.setMask(QRegion(around.toFillPolygon().toPolygon()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A popup keeps keys from the window behind it: undo and redo are heard here."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._session.edits.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._session.edits.redo()
        else:
            super().keyPressEvent(event)


class Rows(QListWidget):
    """The rows, with their keys; a dragged row tells where it was let go, the order itself comes from the edits."""

    dropped = Signal(int, int)  # row, place among the others

    def __init__(self, owner: ViewList) -> None:
        super().__init__()
        self._owner = owner
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(icons.SIZE_PX, icons.SIZE_PX))
        clear = self.palette()
        clear.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)     # the card is the ground
        self.setPalette(clear)

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.currentRow()
        target = self.indexAt(event.position().toPoint()).row()
        below = self.dropIndicatorPosition() != QAbstractItemView.DropIndicatorPosition.AboveItem
        to = self.count() if target < 0 else target + below
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.dropped.emit(row, to - (to > row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and alt:
            self._owner.move_by(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._owner.chosen:
            self._owner.remove()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self._owner.go_and_close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._owner.retranslate()
        super().changeEvent(event)


def _named(title: Words, text: str, lang: str) -> Words:
    """The text in its place: where a name in this language is already, else in the language it is written in."""
    chinese = any("\u3400" <= letter <= "\u9fff" for letter in text)
    into = lang if (title.zh if lang == "zh" else title.en) else ("zh" if chinese else "en")
    return Words(text, title.en) if into == "zh" else Words(title.zh, text)
