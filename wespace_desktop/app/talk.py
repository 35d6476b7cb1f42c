"""The talk: which slide is being shown, in which language, whether the screen is dark. Slides change nothing here."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.words import Words
from wespace_desktop.picture.sheet import SheetLang

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session

#: A room follows a slower glide than a hand does.
GLIDE_MS = 1100
CUT_STEP = 0.05
_LANGS: tuple[SheetLang, ...] = ("en", "zh", "both")
_CLOSING = Words("数据从哪里来，没有算什么", "What it rests on, and what it leaves out")


class Talk(QObject):
    """Steps through the storyboard and ends on a closing slide, the storyboard's own or one that is made for it."""

    about_to_turn = Signal(object)  # the Slide that comes
    turned = Signal()               # another slide
    changed = Signal()              # language, darkness
    ended = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.is_on = False
        self.is_dark = False
        self.is_past_the_last = False
        self.lang: SheetLang = session.language
        self.began = 0.0
        self._glide_ms = 0
        session.storyboard.moved.connect(self._moved)
        session.scene_changed.connect(self._look)

    @property
    def reduces_motion(self) -> bool:
        return self._session.glide_ms <= 0

    @property
    def slide(self) -> Slide | None:
        """What is shown now."""
        board = self._session.storyboard
        return self._made_closing() if self.is_past_the_last else board.slide

    @property
    def following(self) -> Slide | None:
        """What comes next, None on the last page."""
        board = self._session.storyboard
        if self.is_past_the_last or board.index < 0:
            return None
        if board.index + 1 < len(board.slides):
            return board.slides[board.index + 1]
        return None if board.slides[-1].layout == "closing" else self._made_closing()

    @property
    def number(self) -> int:
        """From 1."""
        board = self._session.storyboard
        return len(board.slides) + 1 if self.is_past_the_last else board.index + 1

    def begin(self) -> bool:
        """At the marked slide, else at the first; False when there is none."""
        session = self._session
        if self.is_on or not session.storyboard.slides:
            return False
        self.is_on, self.is_dark, self.is_past_the_last = True, False, False
        self.lang, self.began = session.language, monotonic()
        self._glide_ms = session.glide_ms
        session.glide_ms = GLIDE_MS if self._glide_ms > 0 else 0
        session.storyboard.is_held, session.storyboard.turner = True, self.turn
        self.go(max(0, session.storyboard.index))
        return True

    def leave(self) -> None:
        """Back to work at the slide one was at."""
        if self.is_on:
            self.is_on = self.is_dark = self.is_past_the_last = False
            self._session.glide_ms = self._glide_ms
            self._session.storyboard.is_held, self._session.storyboard.turner = False, None
            self._session.hold_baseline(False)
            self.ended.emit()

    def go(self, index: int) -> None:
        """To a slide by its place from 0; what is there already comes back to its own view."""
        board = self._session.storyboard
        if 0 <= index < len(board.slides):
            self.is_past_the_last = False
            self.about_to_turn.emit(board.slides[index])
            board.go(index)

    def next(self) -> None:
        """A dark screen comes back first; behind the last slide there is a closing one, and nothing after it."""
        board = self._session.storyboard
        if self._came_back() or self.following is None:
            return
        if board.index + 1 < len(board.slides):
            self.go(board.index + 1)
        else:
            self._turn_to_closing(True)

    def previous(self) -> None:
        if self._came_back():
            return
        if self.is_past_the_last:
            self._turn_to_closing(False)
        else:
            self.go(self._session.storyboard.index - 1)

    def turn(self, by: int) -> None:
        """Forwards or back."""
        if by > 0:
            self.next()
        else:
            self.previous()

    def first(self) -> None:
        self.go(0)

    def last(self) -> None:
        self.go(len(self._session.storyboard.slides) - 1)

    def again(self) -> None:
        """The slide as it was kept: a hand has looked around enough."""
        self.go(self._session.storyboard.index)

    def darken(self) -> None:
        """The room looks at the speaker; asked again, at the picture."""
        self.is_dark = not self.is_dark
        self.changed.emit()

    def next_language(self) -> None:
        """English, Chinese, both; the window keeps its own."""
        self.lang = _LANGS[(_LANGS.index(self.lang) + 1) % len(_LANGS)]
        self.changed.emit()

    def nudge(self, steps: int) -> None:
        """Moves the cut of a swipe."""
        self._session.comparing.nudge(CUT_STEP * steps)

    def _came_back(self) -> bool:
        was_dark = self.is_dark
        if was_dark:
            self.darken()
        return was_dark

    def _turn_to_closing(self, on: bool) -> None:
        slide = self._made_closing() if on else self._session.storyboard.slide
        if slide is not None:
            self.about_to_turn.emit(slide)
            self.is_past_the_last = on
            self.turned.emit()

    def _made_closing(self) -> Slide:
        board = self._session.storyboard
        view = board.slides[-1].view if board.slides else ""
        return Slide("end", view, _CLOSING, layout="closing", mode="single")

    def _moved(self) -> None:
        if self.is_on:
            self.is_past_the_last = False
            self.turned.emit()

    def _look(self) -> None:
        """A file read again may have other slides, or none."""
        if self.is_on and not self._session.storyboard.slides:
            self.leave()
        elif self.is_on:
            self.turned.emit()
