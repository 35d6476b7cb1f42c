"""The course of a layer as a table: technology and space on the three lines, what a scenario builds, and its origin."""

from __future__ import annotations

import csv
import io

import numpy as np

from wespace_desktop.model.course import LAG_FORMULA, Course, Unknown, source_text
from wespace_desktop.model.milestones import built
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.scenario import Decision
from wespace_desktop.model.view import LINES, Line
from wespace_desktop.model.words import NOT_A_PREDICTION

COLUMNS = (
    "year", "known", *(f"technology_{line}_pct" for line in LINES), *(f"space_by_demand_{line}_pct" for line in LINES),
    "gap_points", "years_behind", "built_by_decision_pct", "built_by_demand_pct",
)  # fmt: skip


def known(course: Course, year: int, observed_until: int) -> str:
    """How technology is known in a year: measured, reconstructed, or deduced for the future."""
    if year > observed_until:
        return "deduced"
    span = course.measured
    return "measured" if span is not None and span[0] <= year <= span[1] else "reconstructed"


def as_csv(course: Course, plan: Plan, line: Line = "central") -> str:
    """A comment that says what it is and rests on, a header row, and one row for each year of the horizon."""
    scenario, told = plan.scenario, course.following
    head = [
        f"{(scenario.statement or NOT_A_PREDICTION).both()} ({scenario.id}, {scenario.hash[:12]})",
        f"{told.layer}: {told.title.both()}; lag class {course.lag} (assumed); built on the {line} line",
        f"Technology: {told.formula.en}",
        "Space: follows with a planning delay and a second-order lag; reconstructed, never measured",
        f"Years behind: {LAG_FORMULA.en}",
        f"Sources: {'; '.join(source_text(name) for name in course.sources())}",
    ]
    file = io.StringIO()
    file.writelines(f"# {text}\n" for text in head)
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for year in range(scenario.horizon[0], scenario.horizon[1] + 1):
        writer.writerow(_row(course, plan, year, line))
    return file.getvalue()


def _row(course: Course, plan: Plan, year: int, line: Line) -> list[str]:
    technology, space = course.technology_in(year), course.space_in(year)
    behind = course.lag_in(year)
    mine = [c for c in plan.changes if c.layer == course.following.layer]
    ways: tuple[Decision, Decision] = ("decision", "demand")
    done = [built(mine, np.array([float(year)]), way, line) for way in ways]
    return [
        str(year),
        known(course, year, plan.scenario.observed_until),
        *(f"{getattr(technology, side):.2f}" for side in LINES),
        *(f"{getattr(space, side):.2f}" for side in LINES),
        f"{course.gap_in(year).central:.2f}",
        "" if isinstance(behind, Unknown) else f"{behind.central:.1f}",
        *("" if share is None else f"{100 * float(share[0]):.1f}" for share in done),
    ]
