"""The shipped typeface as outlines: the same letters, widths and line ends on every machine."""

from __future__ import annotations

import os
import threading
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPainterPath, QRawFont

from wespace_desktop.errors import EXIT_MISSING_DATA, WeSpaceError
from wespace_desktop.paths import assets_dir

FAMILY = "WeSpace Sans SC"
CAP_HEIGHT = 0.733
#: What a line of text takes above and below its baseline, in ems: the tallest Chinese glyph, the lowest descender.
ASCENT, DESCENT = 0.88, 0.21

#: Outlines are taken at the font's own grid (1000 units to the em), where no hinting and no rounding can differ.
_EM = 1000
_FILES = ("WeSpaceSansSC-Regular.otf", "WeSpaceSansSC-Bold.otf")
#: Characters the subset lacks, and the nearest that it has.
_STAND_INS = str.maketrans({"\u2212": "–", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2011": "-"})
_CURLY = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_DOT = "·"
_DOT_EMS = 0.5

_lock = threading.Lock()
_application: QGuiApplication | None = None
_loaded = False


def load_fonts() -> None:
    """Make the typeface known to Qt, once. Where no Qt application runs (command line), an off-screen one is made."""
    global _application, _loaded
    with _lock:
        if QGuiApplication.instance() is None:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            _application = QGuiApplication(["wespace"])
            _loaded = False
        if _loaded:
            return
        for name in _FILES:
            if QFontDatabase.addApplicationFont(str(assets_dir() / "fonts" / name)) < 0:
                raise WeSpaceError(
                    f"the font {name} could not be read from {assets_dir() / 'fonts'}", EXIT_MISSING_DATA
                )
        _loaded = True


def text_font(px: float, bold: bool = False) -> QFont:
    """The typeface at a pixel size, for widgets."""
    font = QFont()
    font.setFamilies([FAMILY])
    font.setPixelSize(max(1, round(px)))
    font.setBold(bold)
    return font


def text_width(text: str, px: float, bold: bool = False) -> float:
    """Advance of a line of text in the unit of `px`."""
    return _line(text, bold)[1] * px / _EM


def text_outline(text: str, bold: bool = False) -> tuple[QPainterPath, float]:
    """Outline and advance of a line of text whose em is 1000, baseline at y = 0, starting at x = 0."""
    return _line(text, bold)


def missing_characters(text: str) -> str:
    """The characters that the shipped typeface has no glyph for, each once: they would show as boxes."""
    load_fonts()
    plain = _spelled(text)
    raw = _raw_font()
    return "".join(dict.fromkeys(c for c in plain if c >= " " and not any(raw.glyphIndexesForString(c))))


def _spelled(text: str) -> str:
    """Curly quotes are full width in this typeface, so text without Chinese takes the straight ones."""
    text = text.translate(_STAND_INS)
    return text if any(is_wide(c) for c in text) else text.translate(_CURLY)


def is_wide(character: str) -> bool:
    """Whether a character is one of the square ones: Han, kana, hangul, full-width forms, Chinese punctuation."""
    code = ord(character)
    return 0x2E80 <= code <= 0xD7FF or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFE6F or 0xFF00 <= code <= 0xFFEF


@lru_cache(maxsize=4096)
def _line(text: str, bold: bool) -> tuple[QPainterPath, float]:
    font, pieces, advance = _set(text, bold)
    path = QPainterPath()
    path.setFillRule(path.fillRule().WindingFill)
    for piece, x in pieces:
        path.addText(x, 0, font, piece)
    return path, advance


def text_pieces(text: str, bold: bool = False) -> tuple[QFont, tuple[tuple[str, float], ...]]:
    """A line as letters instead of outlines, for a file in which words can be searched: the font at an em of 1000, and
    each piece with where it starts.
    """
    font, pieces, _ = _set(text, bold)
    # Joined letters and the shapes that digits take beside Latin ones would be lost to whoever searches or copies.
    font.setStyleStrategy(font.styleStrategy() | QFont.StyleStrategy.PreferNoShaping)
    return font, pieces


def _set(text: str, bold: bool) -> tuple[QFont, tuple[tuple[str, float], ...], float]:
    load_fonts()
    font = _em_font(bold, merged=bool(missing_characters(text)))
    metrics = QFontMetricsF(font)
    pieces: list[tuple[str, float]] = []
    x = 0.0
    # The middle dot is a full square wide in a Chinese typeface; between Latin words half of that is enough.
    for i, piece in enumerate(_spelled(text).split(_DOT)):
        if i:
            pieces.append((_DOT, x - (1 - _DOT_EMS) / 2 * _EM))
            x += _DOT_EMS * _EM
        pieces.append((piece, x))
        x += metrics.horizontalAdvance(piece)
    return font, tuple(p for p in pieces if p[0]), x


def _em_font(bold: bool, merged: bool) -> QFont:
    font = QFont()
    font.setFamilies([FAMILY])
    font.setPixelSize(_EM)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if not merged:
        font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return font


_local = threading.local()


def _raw_font() -> QRawFont:
    """A raw font belongs to the thread that made it."""
    font: QRawFont | None = getattr(_local, "font", None)
    if font is None:
        font = QRawFont(str(assets_dir() / "fonts" / _FILES[0]), 16.0)
        _local.font = font
    return font
