"""What a picture is asked to be. A frozen value, so the same sheet is the same picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from wespace_desktop.model.view import PAIR_MODES, Camera, Line, Mode
from wespace_desktop.model.words import Lang, Words
from wespace_desktop.render.shot import Quality

SheetLang = Literal["zh", "en", "both"]


def first_lang(lang: SheetLang) -> Lang:
    """The language that leads on a sheet: a bilingual one speaks English first, Chinese beside it."""
    return "zh" if lang == "zh" else "en"


def said(words: Words, lang: SheetLang, separator: str = " ") -> str:
    """The words on one line of a sheet: `Gains 得` on a bilingual one."""
    if lang != "both":
        return words.in_(lang)
    return separator.join(dict.fromkeys(w for w in (words.en, words.zh) if w))


@dataclass(frozen=True)
class PaneSpec:
    """One pane: a scenario in a year with layers, through a camera. `selected`, `hovered`: ids to mark.

    `hour` colours spaces by who uses them at that hour; None leaves them as they are built. `line` is the line of the
    fan along which things come by demand.
    """

    scenario: str
    year: int
    layers: frozenset[str]
    camera: Camera
    tag: str = "A"
    selected: tuple[str, ...] = ()
    hovered: str = ""
    hour: int | None = None
    line: Line = "central"


@dataclass(frozen=True)
class Furniture:
    """Each piece can be switched. Source line and statement are always there: a picture without them misleads.

    `figures` are the layers' numbers in the legend, `effects` the gains and harms, `stamp` scenario id, hash and view.
    """

    title: bool = True
    legend: bool = True
    scale_bar: bool = True
    north_arrow: bool = True
    labels: bool = True
    tags: bool = True
    effects: bool = True
    figures: bool = True
    stamp: bool = True


@dataclass(frozen=True)
class Sheet:
    """A whole picture. `size` in pixels; text heights are shares of the picture height. 3 panes in a row, 4 as 2x2.

    In the modes swipe and lens there are two panes, drawn through the first one's camera into one frame: what was and
    what is compared with it. `swipe` is the share of the width that the first one takes. `unseen` says which losses the
    view hides (picture.audit_words.hidden_losses); `compose` fills it, so that no picture keeps silent about them.
    `audience` (model.audience) orders the legend and may give layers plainer words.
    `clock` is the second of the day at which what moves is seen; None: nothing moves.
    """

    size: tuple[int, int]
    panes: tuple[PaneSpec, ...]
    title: Words = Words()
    caption: Words = Words()
    furniture: Furniture = field(default_factory=Furniture)
    lang: SheetLang = "both"
    quality: Quality = "print"
    transparent: bool = False
    dpi: int = 192
    view: str = ""
    mode: Mode = "side-by-side"
    swipe: float = 0.5
    unseen: Words = Words()
    clock: float | None = None
    audience: str = ""

    @property
    def is_pair(self) -> bool:
        """Whether two scenarios share one frame."""
        return self.mode in PAIR_MODES and len(self.panes) == 2

    @property
    def frames(self) -> int:
        """How many pictures the page holds."""
        return 1 if self.is_pair else len(self.panes)
