"""The storyboard under the panes: what the talk is called, its slides, and the card that keeps the present view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wespace_desktop.app import icons, theme
from wespace_desktop.app.actions import Actions
from wespace_desktop.app.controls import Text, button, hairline
from wespace_desktop.app.session import Session
from wespace_desktop.app.slide_editor import SlideEditor
from wespace_desktop.app.slide_edits import SlideEdits
from wespace_desktop.app.strip_view import ROW_PX, THUMB, StripView
from wespace_desktop.app.thumbnails import Thumbnails

STRIP_PX = 104
FOLDS_UNDER_PX = 800
_HEAD_PX = 116


class Strip(QWidget):
    """104 pixels. Without slides it says what would be here and what to do for it."""

    edit_wanted = Signal(int)       # row whose words should be written

    def __init__(self, session: Session, thumbnails: Thumbnails, actions: Actions) -> None:
        super().__init__()
        self._session = session
        self._actions = actions
        self.edits = SlideEdits(session)
        self.setObjectName("strip")
        self.setFixedHeight(STRIP_PX)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = Text("", theme.BODY_PX, bold=True)
        self._count = Text("", theme.SMALL_PX, "mut")
        self.present = button("", "plain", "presentation")
        self.view = StripView(session, thumbnails)
        self._empty = Text("", theme.BODY_PX, "mut")
        self.keep = KeepCard()
        self._lay_out()
        self.present.clicked.connect(actions["present"].trigger)
        self.keep.clicked.connect(actions["add_slide"].trigger)
        actions.on("add_slide", self.edits.add)
        self.view.wanted.connect(self._do)
        self.view.menu_wanted.connect(self._offer)
        self.view.model_.dropped.connect(self.edits.move)
        for signal in (session.storyboard.changed, session.language_changed):
            signal.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedWidth(_HEAD_PX)
        words = QVBoxLayout(head)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._count)
        words.addSpacing(6)
        words.addWidget(self.present)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(6)
        self.view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.view.setFixedHeight(ROW_PX)
        for widget in (head, self.view, self._empty, self.keep):
            row.addWidget(widget)
        row.addStretch(1)

    def retranslate(self) -> None:
        slides = self._session.storyboard.slides
        n = len(slides)
        self._title.setText(self.tr("Storyboard"))
        self._count.setText(self.tr("1 slide") if n == 1 else self.tr("{n} slides").format(n=n))
        self._count.setVisible(n > 0)
        self.present.setText(self.tr("Present"))
        self.present.setToolTip(self.tr("Full screen, with keys (F11)"))
        self.present.setEnabled(n > 0)
        self.view.setVisible(n > 0)
        self.view.setAccessibleName(self.tr("Slides"))
        self.view.updateGeometry()
        self._empty.setText(self.tr("Slides of a talk stand here. Find a view worth showing and keep it."))
        self._empty.setVisible(n == 0)
        self.keep.setText(self.tr("Keep view"))
        self.keep.setToolTip(self.tr("Make a slide of what is on screen (Ctrl+Shift+K)"))
        self.keep.setVisible(self.edits.are_possible)

    def _do(self, what: str, row: int) -> None:
        if what == "edit":
            self.edit_wanted.emit(row)
        else:
            self.edits.do(what, row)

    def _offer(self, row: int, at: QPoint) -> None:
        menu = QMenu(self)
        if self.edits.are_possible:
            menu.addAction(icons.icon("pencil"), self.tr("Title, caption, notes…"), lambda: self.edit_wanted.emit(row))
            for words, what in (
                (self.tr("Show what is on screen now"), "update"), (self.tr("Duplicate"), "duplicate"),
                (self.tr("One place earlier"), "earlier"), (self.tr("One place later"), "later"),
                (self.tr("Remove"), "remove"),
            ):  # fmt: skip
                menu.addAction(words, lambda what=what: self._do(what, row))
            menu.addSeparator()
        menu.addAction(self.tr("Present from here"), lambda: self._present_from(row))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _present_from(self, row: int) -> None:
        self._session.storyboard.go(row)
        self._actions["present"].trigger()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class KeepCard(QPushButton):
    """The last card: what is on screen becomes a slide."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "ghost")
        icons.put(self, "plus", "mut", "ink")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(THUMB[1])

    def sizeHint(self) -> QSize:
        return QSize(THUMB[0], THUMB[1])


class OverStrip(QWidget):
    """The panes over the storyboard. In a low window the storyboard folds unless a person wants it there."""

    folded = Signal(bool)

    def __init__(self, session: Session, panes: QWidget, strip: Strip) -> None:
        super().__init__()
        self.strip = strip
        self.wanted: bool | None = None     # what a person said; None: as the height of the window allows
        self._line = hairline()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(panes, 1)
        column.addWidget(self._line)
        column.addWidget(strip)
        self.editor = SlideEditor(session, self)
        strip.edit_wanted.connect(self.editor.open)

    @property
    def is_open(self) -> bool:
        return self.window().height() >= FOLDS_UNDER_PX if self.wanted is None else self.wanted

    def want(self, on: bool | None) -> None:
        """A person's wish, or None for none."""
        self.wanted = on
        self._fold()

    def _fold(self) -> None:
        for part in (self._line, self.strip):
            part.setVisible(self.is_open)
        if self.editor.isVisible():
            self.editor.place() if self.is_open else self.editor.shut()
        self.folded.emit(not self.is_open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold()
        super().resizeEvent(event)
