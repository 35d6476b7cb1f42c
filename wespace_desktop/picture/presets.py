"""Sizes a picture is usually wanted in, what its file is called, and the words over it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from wespace_desktop.errors import EXIT_USAGE, WeSpaceError
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.view import View
from wespace_desktop.model.words import Words

PATTERN = "{file}_{view}_{scenario}_{year}_{lang}"
FIELDS = ("file", "view", "scenario", "year", "lang", "size")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
#: Names that Windows keeps for devices, whatever the extension.
_DEVICES = frozenset(["con", "prn", "aux", "nul"] + [f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)])
_LONGEST_BYTES = 200


@dataclass(frozen=True)
class Preset:
    """A size with its density; `transparent` leaves paper and sky out."""

    id: str
    title: Words
    size: tuple[int, int]
    dpi: int
    transparent: bool = False


PRESETS: tuple[Preset, ...] = (
    Preset("hd", Words("16:9 1080p", "16:9 1080p"), (1920, 1080), 96),
    Preset("4k", Words("16:9 4K", "16:9 4K"), (3840, 2160), 192),
    Preset("a3", Words("A3 300 dpi", "A3 300 dpi"), (4961, 3508), 300),
    Preset("square", Words("方形", "Square"), (2160, 2160), 192),
    Preset("transparent", Words("透明背景", "Transparent"), (3840, 2160), 192, True),
)


def sheet_words(plan: Plan, view: View | None) -> tuple[Words, Words]:
    """Title and caption of a picture: the scenario, then what the view says, or at least its name."""
    if view is None:
        return plan.scenario.title, plan.scenario.summary
    return plan.scenario.title, view.caption or view.title


def file_name(pattern: str, values: Mapping[str, str], suffix: str = ".png") -> str:
    """The pattern filled in, the suffix at its end, and nothing in it that Linux, Windows or macOS would refuse.

    WeSpaceError (exit 2) when the pattern names a field that does not exist.
    """

    def fill(found: re.Match[str]) -> str:
        name = found.group(1)
        if name not in FIELDS:
            fields = _list(["{" + f + "}" for f in FIELDS])
            hint = _meant(name, FIELDS)
            raise WeSpaceError(f"{{{name}}} is no part of a file name; write {fields}{hint}", EXIT_USAGE)
        return values.get(name, "")

    stem = re.sub(r"\{([^{}]*)\}", fill, pattern.removesuffix(suffix or "/"))
    return f"{safe_stem(stem)}{suffix}"


def safe_stem(stem: str) -> str:
    """A file name without its extension that every system takes; `picture` when nothing is left."""
    stem = re.sub(r"_{2,}", "_", _FORBIDDEN.sub("-", stem)).strip(" ._-")
    while len(stem.encode()) > _LONGEST_BYTES:
        stem = stem[:-1]
    stem = stem.rstrip(" .") or "picture"
    return f"{stem}_" if stem.split(".")[0].lower() in _DEVICES else stem


def did_you_mean(word: str, known: tuple[str, ...]) -> str:
    """`Did you mean bird?`, or '' when nothing is close."""
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"Did you mean {close[0]}?" if close else ""


def _meant(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return f". Did you mean {{{close[0]}}}?" if close else ""


def _list(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1]
