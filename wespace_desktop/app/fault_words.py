"""What is wrong with a file, in the language on screen: the loaders speak English, the sentences have Chinese twins."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from wespace_desktop import paths
from wespace_desktop.errors import Problem
from wespace_desktop.model.words import Lang, Words

#: A place in a sentence for what differs; other braces are what a person is to write.
_SLOT = re.compile(r"\{([a-d])\}")


def fault_words(sentence: str, lang: Lang) -> str:
    """The sentence in that language; one without a twin stays as it is rather than disappear."""
    return sentence if lang == "en" else in_chinese(sentence) or sentence


def said(problems: tuple[Problem, ...]) -> Words:
    """Problems as sentences for a person, one a line, the place left out."""
    english, chinese = [], []
    for p in problems:
        english.append(". ".join(part for part in (p.message[:1].upper() + p.message[1:], p.hint) if part))
        chinese.append("。".join(fault_words(part, "zh") for part in (p.message, p.hint) if part))
    return Words("\n".join(chinese), "\n".join(english))


def in_chinese(sentence: str) -> str:
    """The Chinese twin of a message or a hint, empty where there is none."""
    if not sentence:
        return ""
    for pattern, chinese in _sentences():
        found = pattern.fullmatch(sentence)
        if found:
            return _filled(chinese, found.groupdict())
    return ""


def _filled(chinese: str, values: dict[str, str]) -> str:
    """What differs is kept as it is, or in Chinese where it is a word of ours."""
    return _SLOT.sub(lambda slot: _words().get(values[slot[1]], values[slot[1]]), chinese)


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    text = (paths.assets_dir() / "i18n" / "faults.zh.yaml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = yaml.safe_load(text)
    return table


def _words() -> dict[str, str]:
    return _table()["words"]


@lru_cache(maxsize=1)
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Those with most words of their own first, so that `has no source` is not read as `has no {a}`."""
    pairs = sorted(_table()["sentences"].items(), key=lambda pair: -len(_SLOT.sub("", pair[0])))
    return tuple((_pattern(english), chinese) for english, chinese in pairs)


def _pattern(english: str) -> re.Pattern[str]:
    pieces = _SLOT.split(english)
    return re.compile("".join(f"(?P<{p}>.+?)" if i % 2 else re.escape(p) for i, p in enumerate(pieces)))
