"""Harms that no geometry tells: segregation (I06) and loss of choice (I10); they say what data they need."""

from __future__ import annotations

from collections.abc import Callable

from wespace_desktop.indicators.reading import Reading, not_computable
from wespace_desktop.indicators.state import State


def segregation(state: State) -> Reading:
    """Needs residents of two groups by place, which no district package has."""
    why = not_computable("没有按地点分群体的居民数", "no residents by place and group")
    return Reading("I06", None, why)


def choice(state: State) -> Reading:
    """Contested among studies; without counts of visits neither side can be worked out."""
    why = not_computable("没有各场所的到访人次；研究结论也有争议", "no counts of visits by venue; and studies disagree")
    return Reading("I10", None, why)


EXTERNALITIES: dict[str, Callable[[State], Reading]] = {"I06": segregation, "I10": choice}
