"""What a slide is made of: pictures, words, lines and tables in points, before any kind of file is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from PySide6.QtGui import QImage

from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.breaking import break_lines
from wespace_desktop.picture.fonts import is_wide, text_width
from wespace_desktop.picture.ink import INK

#: A slide of 13.333 x 7.5 inches, in points.
SLIDE = (960.0, 540.0)
#: Distance of baselines in ems; written into the file, so that another typeface takes no more room.
LEADING = 1.26
#: No words on a slide are smaller: they must be read from the back of a room.
LEAST_PT = 12.0
#: The office typefaces that stand in for ours run a little narrower; this is for other machines' other ones.
_LATIN_SLACK, _CHINESE_SLACK = 1.03, 1.05

Align = Literal["left", "centre", "right"]
Place = Literal["", "title", "body"]


@dataclass(frozen=True)
class Para:
    """Lines that belong together, already broken; `before` is the space over them."""

    lines: tuple[str, ...]
    pt: float
    bold: bool = False
    colour: str = INK
    align: Align = "left"
    before: float = 0.0

    @property
    def height(self) -> float:
        return self.before + len(self.lines) * self.pt * LEADING

    @property
    def text(self) -> str:
        """The lines as one: Chinese runs on, English has spaces."""
        out = ""
        for line in self.lines:
            glue = " " if out and not is_wide(out[-1]) and not is_wide(line[:1] or " ") else ""
            out += glue + line
        return out


@dataclass(frozen=True)
class Panel:
    """A flat ground."""

    box: Box
    fill: str
    alpha: float = 1.0
    name: str = ""
    shape: Literal["rect", "dot"] = "rect"
    edge: str = ""


@dataclass(frozen=True)
class TextBox:
    """Words in a box, from its top down or about its middle. `degrees` turns it clockwise about its middle; `place` is
    the slot of the slide's layout that it fills; `inset` is the room between edge and words.
    """

    box: Box
    paras: tuple[Para, ...]
    name: str = ""
    fill: str = ""
    alpha: float = 1.0
    middle: bool = False
    inset: float = 0.0
    degrees: float = 0.0
    place: Place = ""

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.paras)

    @property
    def height(self) -> float:
        """What the words take, whatever the box is."""
        return 2 * self.inset + sum(p.height for p in self.paras)


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture without words in it, what it shows in words, and the words that its file carries."""

    box: Box
    image: QImage
    alt: str
    words: Mapping[str, str] = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    start: tuple[float, float]
    end: tuple[float, float]
    colour: str = INK
    width: float = 1.0
    name: str = ""


@dataclass(frozen=True)
class Outline:
    """A flat shape by its corners, and what it shows in words; its edge, where it has one, is dashed."""

    points: tuple[tuple[float, float], ...]
    fill: str
    alpha: float = 1.0
    name: str = ""
    alt: str = ""
    edge: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of words under a header; `widths` in points, `aligns` column by column; the last row may be a sum."""

    box: Box
    widths: tuple[float, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    aligns: tuple[Align, ...]
    pt: float = LEAST_PT
    has_sum: bool = False
    name: str = ""
    air: float = 7.0

    def heights(self) -> tuple[float, ...]:
        """Of each row: as many lines as its fullest cell, and some air."""
        return tuple(max(len(cell) for cell in row) * self.pt * LEADING + self.air for row in self.rows)


TABLE_SIDE = 5.0
Part = Panel | TextBox | Picture | Rule | Table | Outline


@dataclass(frozen=True, eq=False)
class SlidePage:
    """One slide as every kind of file shows it. `came_from` reopens its view (picture.provenance)."""

    number: int
    id: str
    title: str
    parts: tuple[Part, ...]
    notes: str
    words: Mapping[str, str] = field(default_factory=dict)
    came_from: Mapping[str, object] = field(default_factory=dict)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(p for p in self.parts if isinstance(p, Picture))


def wrapped(text: str, width: float, pt: float, bold: bool = False, most: int = 99) -> tuple[str, ...]:
    """The lines of a text in a box of that width, with room for a wider typeface."""
    return break_lines(text, width / slack(text), pt, bold, most)


def slack(text: str) -> float:
    """How much wider the words may come out in another typeface."""
    return _CHINESE_SLACK if any(is_wide(c) for c in text) else _LATIN_SLACK


def wide(text: str, pt: float, bold: bool = False) -> float:
    """Room for a line in any of the typefaces."""
    return text_width(text, pt, bold) * slack(text)


def fitted(text: str, width: float, sizes: tuple[float, ...], most: int, bold: bool = False) -> Para:
    """The largest of the sizes at which a text takes at most so many lines; at the smallest it is cut short."""
    for pt in sizes:
        lines = wrapped(text, width, pt, bold)
        if len(lines) <= most:
            return Para(lines, pt, bold)
    return Para(wrapped(text, width, sizes[-1], bold, most), sizes[-1], bold)


def balanced(para: Para, width: float) -> Para:
    """The same words in as many lines, the lines as alike in length as they break: no word is left over by itself."""
    low, high = 0.0, width
    while len(para.lines) > 1 and high - low > para.pt / 4:
        middle = (low + high) / 2
        lines = wrapped(para.text, middle, para.pt, para.bold)
        if len(lines) > len(para.lines):
            low = middle
        else:
            high, para = middle, replace(para, lines=lines)
    return para
