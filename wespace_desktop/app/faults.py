"""Every fault of a scenario file at once, with its place in the file and what to write instead."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFont, QFontMetrics, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from wespace_desktop.app import controls, icons, language, quick_fix, theme
from wespace_desktop.app.excerpt import Excerpt
from wespace_desktop.app.fault_words import fault_words, said
from wespace_desktop.app.pane_state import Document, Told
from wespace_desktop.app.quick_fix import Fix
from wespace_desktop.app.session import Session
from wespace_desktop.errors import Problem, WeSpaceError
from wespace_desktop.model.words import Words

ROW_PX = 48
_PLACE_X, _WORDS_X = 36, 104
_NARROW_PX = 820
_Index = QModelIndex | QPersistentModelIndex


class FaultsSheet(QWidget):
    """The sheet under the picture; it follows the session and closes itself when nothing is left to mend."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document: Document | None = None
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign = controls.Text()
        self._title = controls.Text(px=theme.TITLE_PX, bold=True)
        self._place = controls.PathLabel(fixed=True)
        self._again = controls.button(icon="refresh-cw")
        self._open = controls.button(icon="file-pen-line")
        self._copy = controls.button(icon="copy")
        self._close = controls.icon_button("x", "")
        self.list = _FaultList()
        self.list.setItemDelegate(_FaultRow(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.excerpt = Excerpt()
        self._lay()
        self._wire()
        self.refresh()

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 8)
        head.setSpacing(8)
        for part in (self._sign, self._title):
            head.addWidget(part)
        head.addSpacing(8)
        head.addWidget(self._place, 1)
        for button in (self._again, self._open, self._copy, self._close):
            head.addWidget(button)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setHandleWidth(1)
        halves.addWidget(self.list)
        halves.addWidget(self.excerpt)
        halves.setSizes([560, 440])
        halves.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(controls.hairline())
        column.addWidget(halves, 1)

    def _wire(self) -> None:
        self._session.documents_changed.connect(self.refresh)
        self.list.currentRowChanged.connect(self._show_row)
        self.list.itemActivated.connect(lambda _: self.open_in_editor())
        self._again.clicked.connect(self.read_again)
        self._open.clicked.connect(self.open_in_editor)
        self._copy.clicked.connect(self.copy_all)
        self._close.clicked.connect(self.closed)
        self.excerpt.fix_wanted.connect(self.write_fix)

    @property
    def document(self) -> Document | None:
        return self._document

    def show_document(self, path: Path | None = None) -> None:
        """The faults of one file; without a path, of the first file that has any."""
        documents = self._session.documents
        worst = sorted((d for d in documents if d.problems), key=lambda d: not d.faults)
        named = [d for d in documents if d.path == path]
        self._fill(next(iter(named or worst), None))

    def go_to(self, number: int) -> None:
        """Selects a fault, the first is 0."""
        self.list.setCurrentRow(number)
        self.list.setFocus()

    def refresh(self) -> None:
        self.show_document(self._document.path if self._document else None)

    def _fill(self, document: Document | None) -> None:
        if document is not None and self._document is not None and document.problems == self._document.problems:
            row = self.list.currentRow()
        else:
            row = 0
        self._document = document
        problems = in_order(document.problems) if document else ()
        self.list.clear()
        for problem in problems:
            item = QListWidgetItem(self.list)
            item.setData(Qt.ItemDataRole.UserRole, problem)
        self.retranslate()
        self.list.setCurrentRow(max(0, min(row, len(problems) - 1)))
        if not problems:
            self.excerpt.show_problem(None)

    def _show_row(self, row: int) -> None:
        item = self.list.item(row)
        self.excerpt.show_problem(item.data(Qt.ItemDataRole.UserRole) if item else None)

    def read_again(self) -> None:
        if self._document is not None:
            self._session.reload(self._document.path)

    def write_fix(self, fix: Fix) -> None:
        """Puts the word that was meant into the file; a toast offers Undo, and the file is read again."""
        try:
            before = quick_fix.write(fix)
        except WeSpaceError as error:
            words = Words("未能改写文件", "The file was not changed")
            self._session.tell(Told("warning", words, said(error.problems[:1])))
            return
        except ValueError:
            before = ""
        if before:
            undo = (Words("撤销", "Undo"), partial(self._put_back, fix, before))
            words = Words(f"已写入 {fix.right}", f"{fix.right} written")
            where = Words(f"{fix.file.name} 第 {fix.line} 行", f"{fix.file.name}, line {fix.line}")
            self._session.tell(Told("done", words, where, undo))
        self._session.reload(fix.file)

    def _put_back(self, fix: Fix, before: str) -> None:
        quick_fix.put_back(fix, before)
        self._session.reload(fix.file)

    def open_in_editor(self) -> None:
        """Hands the file to the program the machine opens it with."""
        if self._document is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._document.path)))

    def copy_all(self) -> None:
        """Every fault as the command line prints it, one a line."""
        if self._document is not None:
            lines = [p.sentence() for p in in_order(self._document.problems)]
            QGuiApplication.clipboard().setText("\n".join(lines))

    def retranslate(self) -> None:
        problems = self._document.problems if self._document else ()
        faulty = any(p.severity == "error" for p in problems)
        self._sign.setPixmap(icons.pixmap("circle-x" if faulty else "triangle-alert", "err" if faulty else "warn"))
        self._sign.setVisible(bool(problems))
        self._title.setText(self.counted(problems))
        self._place.set_path(str(self._document.path) if self._document else "")
        self._name_buttons()
        controls.name_button(self._close, self.tr("Close"))
        self.list.setAccessibleName(self.tr("Faults"))
        for part in (self._again, self._open, self._copy):
            part.setEnabled(self._document is not None)
        for row in range(self.list.count()):
            item = self.list.item(row)
            found: Problem = item.data(Qt.ItemDataRole.UserRole)
            sentence = found.sentence() if language.current() == "en" else _in_words(found).sentence()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, sentence)
            item.setToolTip(sentence)
        self.list.doItemsLayout()

    def _name_buttons(self) -> None:
        words = (self.tr("Read again"), self.tr("Open in editor"), self.tr("Copy all"))
        for part, text in zip((self._again, self._open, self._copy), words, strict=True):
            part.setText("" if self.width() < _NARROW_PX else text)
            controls.name_button(part, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._name_buttons()

    def counted(self, problems: tuple[Problem, ...]) -> str:
        """`4 faults, 1 warning`."""
        faults = sum(p.severity == "error" for p in problems)
        warnings = len(problems) - faults
        words = []
        if faults:
            words.append(self.tr("1 fault") if faults == 1 else self.tr("{n} faults").format(n=faults))
        if warnings:
            words.append(self.tr("1 warning") if warnings == 1 else self.tr("{n} warnings").format(n=warnings))
        return self.tr(", ").join(words) or self.tr("No faults")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)


def in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Faults before warnings, each from the top of the file."""
    return tuple(sorted(problems, key=lambda p: (p.severity != "error", p.line, p.column)))


def begin_large(message: str) -> str:
    """A sentence in a list begins with a capital, unless it begins with a name from the file."""
    first, _, rest = message.partition(" ")
    is_word = first.isalpha() and not rest.startswith("is not allowed here")
    return message[:1].upper() + message[1:] if is_word else message


def _in_words(problem: Problem) -> Problem:
    """The problem as a row says it, in the language on screen."""
    lang = language.current()
    message = fault_words(problem.message, lang)
    hint = fault_words(problem.hint, lang)
    return replace(problem, message=begin_large(message) if message == problem.message else message, hint=hint)


class _FaultList(QListWidget):
    """Rows are as high as their words need, so a new width is a new layout."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()


class _FaultRow(QStyledItemDelegate):
    """Severity, line:column, what is wrong, what to write instead; as many lines as the words need."""

    def __init__(self, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        problem = _in_words(index.data(Qt.ItemDataRole.UserRole))
        width = self._list.viewport().width() - _WORDS_X - 20
        heights = [_height(problem.message, theme.font(bold=True), width)]
        if problem.hint:
            heights.append(_height(problem.hint, theme.font(theme.SMALL_PX), width))
        return QSize(200, max(ROW_PX, sum(heights) + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        problem = _in_words(index.data(Qt.ItemDataRole.UserRole))
        area: QRect = option.rect.adjusted(8, 2, -8, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            _ground(painter, area, "sel")
        elif state & QStyle.StateFlag.State_MouseOver:
            _ground(painter, area, "hover")
        error = problem.severity == "error"
        sign = icons.pixmap("circle-x" if error else "triangle-alert", "err" if error else "warn", ratio=2.0)
        painter.drawPixmap(area.left() + 8, area.top() + 6, 16, 16, sign)
        place = f"{problem.line}:{problem.column}" if problem.line else "–"
        _write(painter, area.adjusted(_PLACE_X - 8, 7, 0, 0), place, theme.fixed_font(theme.SMALL_PX), "mut")
        words = area.adjusted(_WORDS_X - 8, 4, -12, 0)
        used = _write(painter, words, problem.message, theme.font(bold=True), "ink")
        if problem.hint:
            _write(painter, words.adjusted(0, used + 1, 0, 0), problem.hint, theme.font(theme.SMALL_PX), "mut")
        painter.restore()


def _ground(painter: QPainter, area: QRect, role: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role))
    painter.drawRoundedRect(area, 6, 6)


_WRAP = Qt.TextFlag.TextWordWrap


def _write(painter: QPainter, area: QRect, text: str, font: QFont, role: str) -> int:
    painter.setFont(font)
    painter.setPen(theme.colour(role))
    painter.drawText(area, int(_WRAP), text)
    return _height(text, font, area.width())


def _height(text: str, font: QFont, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(width, 60), 4000), int(_WRAP), text).height()
