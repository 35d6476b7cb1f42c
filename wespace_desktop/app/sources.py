"""Where a number comes from, in words: the district's data, the scenario's own sources, the catalogue's."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from wespace_desktop.model.catalogue import load_sources
from wespace_desktop.model.scenario import Scenario
from wespace_desktop.model.words import Lang
from wespace_desktop.scene.part import Scene

#: What the layers write as the source of a number that they count or measure themselves.
COUNTED = "calc"


@dataclass(frozen=True)
class SourceWords:
    """One line of the source list. `grade` is a word, '' where the source has none."""

    text: str
    grade: str = ""
    url: str = ""


def source_words(scene: Scene, scenario: Scenario | None, source: str, lang: Lang) -> SourceWords:
    """The source of that id; an id nobody knows stands for itself."""
    if source == COUNTED:
        return SourceWords(QCoreApplication.translate("Sources", "counted or measured on this model"))
    for known in scene.district.sources:
        if known.id == source:
            parts = (known.title.in_(lang), known.author, known.date, known.licence)
            return SourceWords(_joined(parts, lang))
    for own in scenario.sources if scenario else ():
        if own.id == source:
            return SourceWords(f"{own.note} ({own.id})" if own.note else own.id, kind_words(own.kind), own.url)
    found = load_sources().get(source)
    if found is None:
        return SourceWords(source)
    parts = (found.author, found.title, str(found.year or ""), found.note)
    return SourceWords(_joined(parts, lang), grade_words(found.grade), found.url)


def _joined(parts: tuple[str, ...], lang: Lang) -> str:
    return ("，" if lang == "zh" else ", ").join(dict.fromkeys(p for p in parts if p))


def grade_words(grade: str) -> str:
    """What a grade letter means."""
    return {
        "a": QCoreApplication.translate("Sources", "standard, official or reviewed"),
        "b": QCoreApplication.translate("Sources", "industry or press"),
        "c": QCoreApplication.translate("Sources", "weak source"),
        "A": QCoreApplication.translate("Sources", "assumption"),
        "M": QCoreApplication.translate("Sources", "computed by the model"),
    }.get(grade, grade)


def kind_words(kind: str) -> str:
    """What kind of source a scenario says it is."""
    return {
        "published": QCoreApplication.translate("Sources", "published"),
        "measured": QCoreApplication.translate("Sources", "measured"),
        "assumed": QCoreApplication.translate("Sources", "assumption"),
        "assumption": QCoreApplication.translate("Sources", "assumption"),
        "computed": QCoreApplication.translate("Sources", "computed by the model"),
        "estimated": QCoreApplication.translate("Sources", "estimated"),
    }.get(kind, kind)
