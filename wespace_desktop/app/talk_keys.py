"""The keys of a talk, once: what they do, and what the card says of them; those of remote controls are among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_t = QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class TalkKey:
    """`caps` is how the card writes the keys; `words` is an English source in the context `TalkKeys`."""

    id: str
    keys: tuple[str, ...]
    caps: str
    words: str


TALK_KEYS: tuple[TalkKey, ...] = (
    TalkKey("next", ("Right", "Down", "Space", "PgDown", "Return", "Enter", "N"), "→  Space  PgDn",
            _t("TalkKeys", "Next slide")),
    TalkKey("previous", ("Left", "Up", "Backspace", "PgUp", "P"), "←  PgUp", _t("TalkKeys", "Previous slide")),
    TalkKey("first", ("Home",), "Home", _t("TalkKeys", "First slide")),
    TalkKey("last", ("End",), "End", _t("TalkKeys", "Last slide")),
    TalkKey("", (), "B", _t("TalkKeys", "Hold: today in its place")),
    TalkKey("", (), "1–9", _t("TalkKeys", "Layers on and off, with Shift in all panes")),
    TalkKey("cut_left", ("Shift+Left",), "Shift ←  Shift →", _t("TalkKeys", "Move the line of a swipe, or drag it")),
    TalkKey("cut_right", ("Shift+Right",), "", ""),
    TalkKey("flip", ("X",), "X", _t("TalkKeys", "Exchange left and right")),
    TalkKey("lens", ("L",), "L", _t("TalkKeys", "Change lens")),
    TalkKey("mode", ("M",), "M", _t("TalkKeys", "Next way to compare")),
    TalkKey("year_back", ("[",), "[  ]", _t("TalkKeys", "One year earlier, later")),
    TalkKey("year_on", ("]",), "", ""),
    TalkKey("clock", ("K",), "K", _t("TalkKeys", "Life on the street")),
    TalkKey("again", ("R",), "R", _t("TalkKeys", "Back to the slide's own view")),
    TalkKey("language", ("T",), "T", _t("TalkKeys", "English, Chinese, both")),
    TalkKey("dark", (".",), ".", _t("TalkKeys", "Dark screen, any slide key brings it back")),
    TalkKey("screen", ("S",), "S", _t("TalkKeys", "The other screen")),
    TalkKey("help", ("?", "F1", "H"), "?", _t("TalkKeys", "These keys")),
    TalkKey("leave", ("Esc", "F11"), "Esc", _t("TalkKeys", "Leave")),
    # What a remote control sends to start a talk must not start anything here.
    TalkKey("nothing", ("F5", "Shift+F5"), "", ""),
)  # fmt: skip


def words_of(key: TalkKey) -> str:
    return QCoreApplication.translate("TalkKeys", key.words)


def bind(window: QWidget, effects: dict[str, Callable[[], object]]) -> None:
    """Gives a window these keys; one press is one step, however long it lasts."""
    repeat = ("cut_left", "cut_right")
    for key in TALK_KEYS:
        for sequence in key.keys:
            effect = effects.get(key.id, _nothing)
            _shortcut(window, sequence, effect, key.id in repeat)


def bind_digits(window: QWidget, tick: Callable[[int, bool], object]) -> None:
    """1 to 9, with Shift in all panes."""
    for n in range(1, 10):
        _shortcut(window, f"{n}", lambda n=n: tick(n, False), False)
        _shortcut(window, f"Shift+{n}", lambda n=n: tick(n, True), False)


def _shortcut(window: QWidget, sequence: str, effect: Callable[[], object], repeats: bool) -> None:
    made = QShortcut(QKeySequence(sequence), window)
    made.setContext(Qt.ShortcutContext.WindowShortcut)
    made.setAutoRepeat(repeats)
    made.activated.connect(lambda: effect())


def _nothing() -> None:
    """A key that is taken so that nothing else takes it."""
