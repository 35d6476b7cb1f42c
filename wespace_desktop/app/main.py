"""Starts the window: the log, the language and theme a person chose, the files that were named."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from wespace_desktop import paths
from wespace_desktop.app import journal, language, motion, settings, theme
from wespace_desktop.app.collecting import Collecting
from wespace_desktop.app.pane_state import Told
from wespace_desktop.app.session import Session
from wespace_desktop.app.window import Window
from wespace_desktop.errors import EXIT_OK, WeSpaceError
from wespace_desktop.model.words import Words

#: Seconds after which another thread may go on; five times as often as usual.
_TURN_S = 0.001
NO_DISPLAY = "There is no display to open a window on."


def has_display() -> bool:
    """Whether Qt could open a window: without one its platform plugin ends the process instead of raising."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(files: Sequence[Path]) -> int:
    """Opens the window and returns the exit code when it is closed. WeSpaceError when there is no display."""
    if not has_display():
        raise WeSpaceError(NO_DISPLAY)
    journal.start()
    # Work goes on beside the window in Python too: a hand waits for it at most so long, many times in a picture.
    sys.setswitchinterval(_TURN_S)
    app = application()
    Collecting(app)
    session, window = open_window(app)
    window.show()
    # The window is on the screen before the readers and the drawing floor are loaded.
    QTimer.singleShot(0, lambda: window.open_files(list(files)))
    signal.signal(signal.SIGINT, lambda *_: window.close())
    code = app.exec()
    session.shut()
    return code or EXIT_OK


def application() -> QApplication:
    """The one QApplication, with the names that Qt puts on windows and folders."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["wespace"])
    app.setApplicationName("wespace")
    app.setApplicationDisplayName("WeSpace Desktop")
    app.setDesktopFileName("wespace")
    return app


def open_window(app: QApplication) -> tuple[Session, Window]:
    """Session and window, dressed and speaking as the settings say, not yet shown."""
    remembered, was_damaged = settings.load()
    session = Session()
    session.language = remembered.language if remembered.language in ("zh", "en") else language.of_the_machine()
    session.theme = remembered.theme
    session.glide_ms = motion.glide_ms(remembered.less_motion)
    language.speak(app, session.language)
    theme.apply(app, session.theme)
    # First in the row: the words are there before any widget asks for them.
    session.language_changed.connect(lambda: _speak(app, session, remembered))
    session.theme_changed.connect(lambda: theme.apply(app, session.theme))
    app.styleHints().colorSchemeChanged.connect(lambda _: theme.apply(app, session.theme))
    window = Window(session, remembered)
    journal.on_error(lambda words: session.tell(_slip(words)))
    if was_damaged:
        QTimer.singleShot(0, lambda: session.tell(_damaged()))
    return session, window


def _speak(app: QApplication, session: Session, remembered: settings.Settings) -> None:
    remembered.language = session.language
    language.speak(app, session.language)


def _slip(words: str) -> Told:
    more = Words(f"{words}。日志：{journal.place()}", f"{words}. Log: {journal.place()}")
    return Told("warning", Words("程序出了一个错，窗口仍可使用", "The program slipped; the window still works"), more)


def _damaged() -> Told:
    words = Words("设置文件已损坏，恢复默认设置", "The settings were damaged; the defaults hold again")
    kept = Words(f"原文件保留在 {paths.config_dir()}", f"The old file is kept in {paths.config_dir()}")
    return Told("warning", words, kept)
