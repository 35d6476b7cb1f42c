"""The log: one rotating file for Python, Qt and crashes; an error in a slot becomes a word to the user, not an end."""

from __future__ import annotations

import faulthandler
import logging
import sys
import time
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from wespace_desktop import paths

log = logging.getLogger("wespace_desktop")
_BYTES, _KEPT = 1_000_000, 3
#: The same error is written down and told once in so many seconds.
QUIET_S = 30.0
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_crashes: list[object] = []  # keeps the file of the fault handler open


def place() -> Path:
    return paths.state_dir() / "wespace.log"


def start() -> None:
    """From here on everything is written down. A folder that cannot be written to costs the log, not the start."""
    try:
        handler = RotatingFileHandler(place(), maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError as error:
        sys.stderr.write(f"no log: {error}\n")
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    qInstallMessageHandler(_from_qt)
    try:
        crashes = place().with_name("crash.log").open("a", encoding="utf-8")
        faulthandler.enable(crashes)
        _crashes.append(crashes)
    except OSError:
        faulthandler.enable()


def on_error(tell: Callable[[str], None]) -> None:
    """An exception nobody caught is written down and told in one sentence; the window stays."""

    told: dict[str, float] = {}

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        words = str(error) or kind.__name__
        now = time.monotonic()
        # A word to the user repaints the window: an error in painting would tell itself for ever.
        if now - told.get(words, -QUIET_S) < QUIET_S:
            return
        told[words] = now
        log.error("an error in the program", exc_info=(kind, error, trace))
        tell(words)

    sys.excepthook = hook


def _from_qt(kind: QtMsgType, where: QMessageLogContext, words: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.INFO), "%s", words)
