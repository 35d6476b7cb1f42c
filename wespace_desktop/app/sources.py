"""Where a number comes from, in words: the district's data, the scenario's own sources, the catalogue's."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from wespace_desktop.model.catalogue import load_sources
from wespace_desktop.model.scenario import Scenario
from wespace_desktop.model.words import Lang
from wespace_desktop.scene.part import Scene


@dataclass(frozen=True)
class SourceWords:
    """One line of the source list. `grade` is a word, '' where the source has none."""

    text: str
    grade: str = ""
    url: str = ""


def source_words(scene: Scene, scenario: Scenario | None, source: str, lang: Lang) -> SourceWords:
    """The source of that id; an id nobody knows stands for itself."""
    for known in scene.district.sources:
        if known.id == source:
            parts = (known.title.in_(lang), known.author, known.date, known.licence)
            return SourceWords(_joined(parts, lang))
    for own in scenario.sources if scenario else ():
        if own.id == source:
            return SourceWords(_joined((own.note, own.id), lang), kind_words(own.kind), own.url)
    found = load_sources().get(source)
    if found is None:
        return SourceWords(source)
    parts = (found.author, found.title, str(found.year or ""), found.note)
    return SourceWords(_joined(parts, lang), grade_words(found.grade), found.url)


def _joined(parts: tuple[str, ...], lang: Lang) -> str:
    return ("，" if lang == "zh" else ", ").join(dict.fromkeys(p for p in parts if p))


def grade_words(grade: str) -> str:
    """What a grade letter means."""
    say = QCoreApplication.translate
    return {
        "a": say("Sources", "standard, official or reviewed"),
        "b": say("Sources", "industry or press"),
        "c": say("Sources", "weak source"),
        "A": say("Sources", "assumption"),
        "M": say("Sources", "computed by the model"),
    }.get(grade, grade)


def kind_words(kind: str) -> str:
    """What kind of source a scenario says it is."""
    say = QCoreApplication.translate
    return {
        "published": say("Sources", "published"),
        "measured": say("Sources", "measured"),
        "assumed": say("Sources", "assumption"),
        "assumption": say("Sources", "assumption"),
        "computed": say("Sources", "computed by the model"),
        "estimated": say("Sources", "estimated"),
    }.get(kind, kind)
