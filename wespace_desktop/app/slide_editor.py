"""Title, caption and notes of a slide, Chinese beside English, in a card over the storyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from wespace_desktop.app import theme
from wespace_desktop.app.controls import SectionHead, Text, icon_button, name_button
from wespace_desktop.app.session import Session
from wespace_desktop.app.slide_edits import SlideEdits
from wespace_desktop.model.words import LANGS, Lang, Words

_WIDTH_PX, _LEAST_PX, _GAP_PX = 680, 480, 8
_HIGH = {"caption": 66, "notes": 108}
_NAMES: dict[Lang, str] = {"zh": "中文", "en": "English"}
#: Keys that move through slides mean the text while one writes.
_OWN = (Qt.Key.Key_Escape, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SlideEditor(QFrame):
    """What is written is a step of its own as soon as the hand leaves the field."""

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._session = session
        self._edits = SlideEdits(session)
        self._slide = ""
        self.fields: dict[tuple[str, Lang], QLineEdit | QPlainTextEdit] = {}
        self.setProperty("look", "card")
        self._head = Text("", theme.BODY_PX, bold=True)
        self._close = icon_button("x", "")
        self._labels = {part: SectionHead() for part in ("title", "caption", "notes")}
        self._lay_out()
        self._close.clicked.connect(self.shut)
        session.storyboard.moved.connect(self._follow)
        session.storyboard.changed.connect(self._read)
        session.language_changed.connect(self.retranslate)
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self._close)
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(6)
        for column, lang in enumerate(LANGS, 1):
            rows.addWidget(SectionHead(_NAMES[lang]), 0, column)
            rows.setColumnStretch(column, 1)
        for row, part in enumerate(self._labels, 1):
            self._labels[part].setContentsMargins(0, 8, 0, 0)   # on the first line of the field
            rows.addWidget(self._labels[part], row, 0, Qt.AlignmentFlag.AlignTop)
            for column, lang in enumerate(LANGS, 1):
                field = self._field(part)
                self.fields[part, lang] = field
                rows.addWidget(field, row, column)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 14)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(rows)

    def _field(self, part: str) -> QLineEdit | QPlainTextEdit:
        if part == "title":
            made: QLineEdit | QPlainTextEdit = QLineEdit()
        else:
            made = QPlainTextEdit()
            made.setTabChangesFocus(True)
            made.setFixedHeight(_HIGH[part])
            made.setProperty("look", "field")
        made.installEventFilter(self)
        return made

    def open(self, row: int) -> None:
        """For the slide in a row of the strip, which comes on screen."""
        board = self._session.storyboard
        if 0 <= row < len(board.slides):
            if board.slides[row].id != board.current:
                board.go(row)
            self._slide = board.current
            self._read()
            self.retranslate()
            self.place()
            self.show()
            self.raise_()
            self.fields["title", self._session.language].setFocus()

    def shut(self) -> None:
        """What was written stays."""
        self.write()
        self._slide = ""
        self.hide()

    def write(self) -> None:
        """New words become steps; a slide that is gone takes none."""
        if self._slide:
            title, caption, notes = (self._words(part) for part in self._labels)
            self._edits.write(self._slide, title, caption, notes)

    def place(self) -> None:
        """Over the storyboard, as wide as the panes allow."""
        over = self.parentWidget()
        strip = over.findChild(QWidget, "strip")
        foot = strip.y() if strip is not None else over.height()
        self.setFixedWidth(max(_LEAST_PX, min(_WIDTH_PX, over.width() - 2 * _GAP_PX)))
        self.adjustSize()
        self.move(_GAP_PX, max(0, foot - self.height() - _GAP_PX))

    def retranslate(self) -> None:
        self._head.setText(self.tr("Slide {n}").format(n=self._session.storyboard.index + 1))
        words = {"title": self.tr("Title"), "caption": self.tr("Caption"), "notes": self.tr("Notes for the speaker")}
        for part, label in self._labels.items():
            label.setText(words[part])
            for lang in LANGS:
                self.fields[part, lang].setAccessibleName(f"{words[part]}, {_NAMES[lang]}")
        name_button(self._close, self.tr("Close"))

    def _follow(self) -> None:
        """Another slide is on screen: its words."""
        if self.isVisible():
            self.write()
            self._slide = self._session.storyboard.current
            self._read()
            self.retranslate()

    def _read(self) -> None:
        slide = next((s for s in self._session.storyboard.slides if s.id == self._slide), None)
        if slide is None:
            if self._slide:
                self._slide = ""
                self.hide()
            return
        for (part, lang), field in self.fields.items():
            words: Words = getattr(slide, part)
            text = words.zh if lang == "zh" else words.en
            if _text(field) != text:
                _put(field, text)

    def _words(self, part: str) -> Words:
        return Words(_text(self.fields[part, "zh"]), _text(self.fields[part, "en"]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.write()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _OWN:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.shut()
        # No other key may mean a command to the window under the card.

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    return " ".join(text.split()) if isinstance(field, QLineEdit) else text.strip()


def _put(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
        field.setCursorPosition(0)
    else:
        field.setPlainText(text)
