"""Every colour, type size and radius of the window in one place, for light, dark and high contrast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from wespace_desktop.app.stylesheet import STYLESHEET
from wespace_desktop.picture.fonts import load_fonts, text_font

ThemeName = Literal["light", "dark", "contrast"]
Wish = Literal["light", "dark", "contrast", "system"]
WISHES: tuple[Wish, ...] = ("system", "light", "dark", "contrast")

#: Type sizes in pixels at 100 %. Nothing is smaller than AXIS; Chinese prose is never smaller than SMALL.
WELCOME_PX, YEAR_PX, TITLE_PX, BODY_PX, SMALL_PX, AXIS_PX = 26, 20, 17, 13, 12, 11
GRID_PX = 8
RADIUS_PX = 6
_PROPERTY = "wespace_theme"


@dataclass(frozen=True)
class Tokens:
    """The palette of one theme, each `#RRGGBB`. The chrome has no hue: colour belongs to layers, gains, harms."""

    win: str
    panel: str
    raise_: str
    well: str
    line: str
    line2: str
    ctl: str
    ink: str
    mut: str
    faint: str
    acc: str
    sel: str
    hover: str
    gain: str
    gain_ground: str
    harm: str
    harm_ground: str
    warn: str
    warn_ground: str
    err: str
    err_ground: str
    filled: str
    on_filled: str
    filled_hover: str
    filled_press: str
    added: str
    removed: str
    converted: str
    scenarios: tuple[str, str, str, str]

    def colour(self, role: str) -> QColor:
        """The token of that name; a literal `#RRGGBB` is passed through."""
        return QColor(role if role.startswith("#") else getattr(self, role))


LIGHT = Tokens(
    win="#EFEDE7", panel="#FAF9F6", raise_="#FFFFFF", well="#E9E6DF", line="#E0DCD3", line2="#C9C4B9", ctl="#8B8D8B",
    ink="#22272E", mut="#565D66", faint="#62686F", acc="#3D4A66", sel="#E6E8EE", hover="#F0EEE9",
    gain="#0A6B4C", gain_ground="#DDEFE6", harm="#A8431A", harm_ground="#F8E5DA",
    warn="#8A5200", warn_ground="#FBEFD6", err="#A8321A", err_ground="#FBE6DF",
    filled="#22272E", on_filled="#FFFFFF", filled_hover="#3D4A66", filled_press="#14171B",
    added="#007A59", removed="#B94A12", converted="#6A45B5",
    scenarios=("#62686F", "#0E5A46", "#7A4B2A", "#46527A"),
)  # fmt: skip

DARK = Tokens(
    win="#131518", panel="#1B1E22", raise_="#2A2E35", well="#121417", line="#2E3238", line2="#454B54", ctl="#6D747E",
    ink="#ECEAE5", mut="#B0B5BC", faint="#9DA3AB", acc="#AFBDDF", sel="#2B3140", hover="#24282E",
    gain="#6FCFA6", gain_ground="#183429", harm="#F0A07A", harm_ground="#3B251A",
    warn="#F0B860", warn_ground="#3A2E18", err="#FF9A80", err_ground="#41221A",
    filled="#ECEAE5", on_filled="#1B1E22", filled_hover="#AFBDDF", filled_press="#FFFFFF",
    added="#3CC79A", removed="#F08A50", converted="#B79AF0",
    scenarios=("#A7ADB5", "#5CC79B", "#D9A27A", "#9DACDB"),
)  # fmt: skip

CONTRAST = replace(
    LIGHT, win="#FFFFFF", panel="#FFFFFF", well="#E4E4E4", line="#6B6B6B", line2="#4A4A4A", ctl="#2E2E2E",
    ink="#000000", mut="#1E1E1E", faint="#2E2E2E", acc="#0A2A8A", sel="#D6E0FF", hover="#EDEDED",
    gain="#004D33", harm="#7A2400", warn="#5C3600", err="#8A1400", filled="#000000", filled_hover="#0A2A8A",
)  # fmt: skip

THEMES: dict[ThemeName, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

#: Pane tags keep their colours in both themes; the letters are white.
TAG_GROUND = {"A": "#3A4048", "B": "#0E5A46", "C": "#7A4B2A", "D": "#46527A"}


def resolve(wish: Wish) -> ThemeName:
    """What `system` means on this machine now; the other wishes are themselves."""
    if wish != "system":
        return wish
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def name() -> ThemeName:
    """The theme that is on the screen now."""
    app = QApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return found if found in THEMES else "light"


def tokens() -> Tokens:
    """The colours that are on the screen now: ask while painting, never keep them."""
    return THEMES[name()]


def colour(role: str) -> QColor:
    """Short for `tokens().colour(role)`."""
    return tokens().colour(role)


def apply(app: QApplication, wish: Wish) -> ThemeName:
    """Dress the whole application; every widget then gets `QEvent.PaletteChange`."""
    from wespace_desktop.app import icons

    chosen = resolve(wish)
    app.setProperty(_PROPERTY, chosen)
    app.setStyle("Fusion")
    app.setFont(font(BODY_PX))
    app.setPalette(palette(THEMES[chosen]))
    t = THEMES[chosen]
    pictures = {"chevron": ("chevron-down", t.ink), "check": ("check", t.panel), "part": ("minus", t.panel)}
    app.setStyleSheet(style_sheet(t, {key: icons.file(*told) for key, told in pictures.items()}))
    icons.retint(app)
    return chosen


def font(px: int = BODY_PX, bold: bool = False) -> QFont:
    """The shipped family in pixels, so that the window has the same size of text on every machine."""
    load_fonts()
    return text_font(px, bold)


def fixed_font(px: int = SMALL_PX) -> QFont:
    """The machine's fixed font, for file places and excerpts; Chinese in it falls back to the shipped family."""
    found = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    found.setFamilies([*found.families(), "DejaVu Sans Mono", "Menlo", "Consolas", *font().families()])
    found.setStyleHint(QFont.StyleHint.Monospace)
    found.setPixelSize(px)
    return found


def palette(t: Tokens) -> QPalette:
    """One QPalette for Fusion; disabled text is the faint token, so it stays readable."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for key, value in {
        role.Window: t.panel, role.WindowText: t.ink, role.Base: t.panel, role.AlternateBase: t.hover,
        role.Text: t.ink, role.PlaceholderText: t.faint, role.Button: t.raise_, role.ButtonText: t.ink,
        role.BrightText: t.err, role.Highlight: t.sel, role.HighlightedText: t.ink, role.Link: t.acc,
        role.LinkVisited: t.acc, role.ToolTipBase: t.filled, role.ToolTipText: t.on_filled, role.Light: t.raise_,
        role.Midlight: t.hover, role.Mid: t.line2, role.Dark: t.ctl, role.Shadow: t.ink, role.Accent: t.acc,
    }.items():  # fmt: skip
        made.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(group.Disabled, key, QColor(t.faint))
    return made


def style_sheet(t: Tokens, pictures: Mapping[str, str]) -> str:
    """The style sheet with this theme's colours and picture files put in where it says `@name`."""
    text = STYLESHEET
    for key, place in pictures.items():
        text = text.replace(f"@{key}", f'"{place}"')
    names = [f.name for f in fields(t) if f.name != "scenarios"]
    for token in sorted(names, key=len, reverse=True):
        text = text.replace("@" + token.rstrip("_"), getattr(t, token))
    return text
