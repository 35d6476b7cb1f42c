"""Dates of the national policies that the report builds on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from wespace_desktop.model.catalogue import kept_data
from wespace_desktop.model.words import Words

_REPORT = Words("报告正文", "the report's text")


@dataclass(frozen=True)
class Policy:
    """A policy of China in a year, and where it stands written."""

    year: int
    title: Words
    source: Words


@lru_cache(maxsize=1)
def load_policies() -> Mapping[int, tuple[Policy, ...]]:
    """Year -> its policies, in the order of the years."""
    found: dict[int, list[Policy]] = {}
    for entry in kept_data("policies.yaml", "policies")["policies"]:
        source = _REPORT if entry["source"] == "report" else Words(entry["source"], entry["source"])
        found.setdefault(entry["year"], []).append(Policy(entry["year"], Words(entry["zh"], entry["en"]), source))
    return {year: tuple(found[year]) for year in sorted(found)}
