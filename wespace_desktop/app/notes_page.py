"""What the speaker sees while the room sees the slide: notes, the next slide, the time."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QDateTime, QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from wespace_desktop.app import theme
from wespace_desktop.app.controls import SectionHead, Text, button
from wespace_desktop.app.session import Session
from wespace_desktop.app.talk import Talk
from wespace_desktop.app.thumbnails import Thumbnails
from wespace_desktop.model.storyboard import Slide

_NEXT = (320, 180)
_NOTES_PX = 20


class NotesPage(QWidget):
    """Lies where the panes are, on the screen that the talk is not on."""

    other_screen_wanted = Signal()

    def __init__(self, session: Session, talk: Talk, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._session, self._talk, self._thumbnails = session, talk, thumbnails
        self.setProperty("ground", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._place = Text("", theme.BODY_PX, "mut")
        self.title = Text("", theme.WELCOME_PX, bold=True).wrapped()
        self._clock = Text("", theme.YEAR_PX, bold=True)
        self._since = Text("", theme.BODY_PX, "mut")
        self.notes = Text("", _NOTES_PX).wrapped()
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._next_head, self.next_title = SectionHead(), Text("", theme.BODY_PX, bold=True).wrapped()
        self._picture = QLabel()
        self._picture.setFixedSize(*_NEXT)
        self._back, self._on = button("", "plain", "chevron-left"), button("", "filled", "chevron-right")
        self.swap, self.leave = button("", "plain", "arrow-left-right"), button("", "plain", "x")
        self._lay_out()
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._tell_time)
        self._tick.start()
        self._back.clicked.connect(talk.previous)
        self._on.clicked.connect(talk.next)
        self.leave.clicked.connect(talk.leave)
        self.swap.clicked.connect(self.other_screen_wanted)
        talk.turned.connect(self.retranslate)
        thumbnails.ready.connect(self._picture_came)    # no lambda: it would outlive the page
        self.retranslate()

    def _lay_out(self) -> None:
        words = QScrollArea()
        words.setWidgetResizable(True)
        words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("look", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(self.notes, 1)
        words.setWidget(inner)
        left = QVBoxLayout()
        left.setSpacing(8)
        for widget in (self._place, self.title):
            left.addWidget(widget)
        left.addSpacing(8)
        left.addWidget(words, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in (self._back, self._on, self.swap, self.leave):
            row.addWidget(made)
        row.addStretch(1)
        left.addLayout(row)
        right = QVBoxLayout()
        right.setSpacing(4)
        for widget in (self._clock, self._since, self._next_head, self._picture, self.next_title):
            right.addWidget(widget)
        right.insertSpacing(2, 20)
        right.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(32, 28, 32, 24)
        whole.setSpacing(32)
        whole.addLayout(left, 1)
        whole.addLayout(right)

    def retranslate(self) -> None:
        """The slide of now in the language of the window; notes in the other one where that is all there is."""
        board, lang, slide = self._session.storyboard, self._session.language, self._talk.slide
        self._back.setText(self.tr("Previous"))
        self._on.setText(self.tr("Next"))
        self.swap.setText(self.tr("Exchange screens"))
        self.leave.setText(self.tr("End the talk"))
        self._next_head.setText(self.tr("Next"))
        if slide is not None:
            self._place.setText(self.tr("Slide {n} of {all}").format(n=self._talk.number, all=self._count()))
            self.title.setText(self._title(slide))
            self.notes.setText(slide.notes.in_(lang) or self.tr("No notes for this slide"))
            self.notes.set_tone("ink" if slide.notes else "mut")
        self._on.setEnabled(self._talk.following is not None)
        self._back.setEnabled(self._talk.is_past_the_last or board.index > 0)
        self._show_next()
        self._tell_time()

    def _count(self) -> int:
        slides = self._session.storyboard.slides
        return len(slides) + (0 if slides and slides[-1].layout == "closing" else 1)

    def _title(self, slide: Slide) -> str:
        seen = self._session.storyboard.view_of(slide)
        words = slide.title or (seen.title if seen is not None else slide.title)
        return words.in_(self._session.language)

    def _show_next(self) -> None:
        coming = self._talk.following
        self.next_title.setText(self._title(coming) if coming is not None else self.tr("This is the last slide"))
        picture = None
        if coming is not None and coming.layout != "closing":
            picture = self._thumbnails.picture(coming, _NEXT, self.devicePixelRatioF(), at_once=True)
        self._picture.setPixmap(picture if picture is not None else QPixmap())
        self._picture.setVisible(coming is not None and coming.layout != "closing")

    def _picture_came(self, slide: str) -> None:
        if self._talk.following is not None and slide == self._talk.following.id:
            self._show_next()

    def _tell_time(self) -> None:
        now = QDateTime.currentDateTime()
        self._clock.setText(QLocale().toString(now.time(), "HH:mm"))
        minutes, seconds = divmod(int(monotonic() - self._talk.began), 60)
        self._since.setText(self.tr("{time} since the start").format(time=f"{minutes}:{seconds:02d}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The speaker's hand may be on this screen."""
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self._talk.next()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace):
            self._talk.previous()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
