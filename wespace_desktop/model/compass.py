"""Which claims of the report a scenario illustrates, which it ignores, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.report import Report, ReportRow, load_report
from wespace_desktop.model.scenario import Intervention, Scenario
from wespace_desktop.model.state import standing
from wespace_desktop.model.view import Line, View
from wespace_desktop.model.words import Words

#: slide: a slide names the row. shown: what stands shows it. ignored: it could be shown and is not. context: a chart or
#: words beside any scenario. gap: this program cannot show it.
State = Literal["slide", "shown", "ignored", "context", "gap"]
STATES: dict[State, Words] = {
    "slide": Words("幻灯片点明", "named by a slide"),
    "shown": Words("情景体现", "shown by what stands"),
    "ignored": Words("未涉及", "ignored"),
    "context": Words("背景图与文字", "context: a diagram or words"),
    "gap": Words("尚不能展示", "cannot be shown yet"),
}


@dataclass(frozen=True)
class Bearing:
    """What a scenario does with one row. `changes` are the ids of what stands for it, `slides` those that name it."""

    row: ReportRow
    state: State
    why: Words
    changes: tuple[str, ...] = ()
    slides: tuple[str, ...] = ()

    @property
    def illustrated(self) -> bool:
        return self.state in ("slide", "shown")


def compass(
    plan: Plan, year: int | None = None, layers: Collection[str] | None = None, line: Line = "central"
) -> tuple[Bearing, ...]:
    """Every row of the report, for a scenario in a year with these layers; without them as the file has it."""
    scenario = plan.scenario
    when = scenario.year if year is None else year
    keys = standing(plan, when, scenario.layers_on if layers is None else layers, line)
    there = tuple(c.intervention for c in plan.changes if plan.key(c) in keys)
    report, facts = load_report(), _facts(scenario, there, when)
    return tuple(_bearing(report, row, scenario, there, facts) for row in report.rows)


def tally(bearings: Collection[Bearing]) -> Mapping[State, int]:
    """How many rows there are of each state."""
    counted = Counter(b.state for b in bearings)
    return {state: counted[state] for state in STATES}


def _bearing(
    report: Report, row: ReportRow, scenario: Scenario, there: tuple[Intervention, ...], facts: Mapping[str, bool]
) -> Bearing:
    slides = tuple(s.id for s in scenario.storyboard if row.id in s.rows)
    found = tuple(i for i in there if _is_for(row, i))
    changes = tuple(i.id for i in found)
    if slides:
        titles = [s.title or Words(en=s.id) for s in scenario.storyboard if row.id in s.rows]
        named = _list("幻灯片：", "slide: ", [Words(t.in_("zh"), t.in_("en")) for t in titles])
        return Bearing(row, "slide", named, changes, slides)
    if row.is_context:
        return Bearing(row, "context", STATES["context"])
    gap = row.gap or _later(row)
    if gap:
        return Bearing(row, "gap", gap)
    missing = [report.needs[need] for need in row.needs if not facts[need]]
    if (row.layers or row.effects) and not found:
        return Bearing(row, "ignored", _nothing_stands(row))
    if missing:
        return Bearing(row, "ignored", _list("情景缺少：", "the scenario lacks: ", missing), changes)
    return Bearing(row, "shown", _stands(row, found, report), changes)


def _is_for(row: ReportRow, change: Intervention) -> bool:
    """A row with layers asks for one of them, a row without for one of its effects in what the change says."""
    if row.layers:
        return change.layer in row.layers
    return bool({*row.effects} & {*change.plus, *change.minus})


def _later(row: ReportRow) -> Words:
    """Why a row cannot be shown when none of its layers exists yet."""
    known = load_catalogue().ids
    if not row.layers or any(layer in known for layer in row.layers):
        return Words()
    names = ", ".join(row.layers)
    return Words(f"本版没有图层 {names}", f"this release has no layer {names}")


def _nothing_stands(row: ReportRow) -> Words:
    catalogue = load_catalogue()
    if not row.layers:
        return _list("没有变化写明：", "no change names: ", [catalogue.effects[code] for code in row.effects])
    names = [catalogue[layer].short for layer in row.layers if layer in catalogue.ids]
    return _list("没有成立的图层：", "none of these stands: ", names)


def _stands(row: ReportRow, found: tuple[Intervention, ...], report: Report) -> Words:
    catalogue = load_catalogue()
    if row.layers:
        return _list("成立：", "stands: ", [catalogue[n].short for n in dict.fromkeys(i.layer for i in found)])
    if row.effects:
        said = {code for i in found for code in (*i.plus, *i.minus)}
        named = [catalogue.effects[code] for code in row.effects if code in said]
        name = "1 change names: " if len(found) == 1 else f"{len(found)} changes name: "
        return _list(f"{len(found)} 项变化写明：", name, named)
    return _list("", "", [report.needs[need] for need in row.needs])


def _list(zh: str, en: str, words: Collection[Words]) -> Words:
    return Words(zh + "、".join(w.zh for w in words), en + ", ".join(w.en for w in words))


Fact = Callable[[Scenario, tuple[Intervention, ...], int], bool]


def _facts(scenario: Scenario, there: tuple[Intervention, ...], year: int) -> Mapping[str, bool]:
    return {name: fact(scenario, there, year) for name, fact in FACTS.items()}


def _looks(scenario: Scenario) -> tuple[View, ...]:
    """Every look the file keeps: its views, and its slides as they show them."""
    shown = [(slide, scenario.view(slide.view)) for slide in scenario.storyboard]
    return (*scenario.views, *(slide.seen(view) for slide, view in shown if view is not None))


def _numbers(scenario: Scenario, there: tuple[Intervention, ...]) -> tuple[Quantity, ...]:
    """Numbers that the file itself writes: parameters, levels of layers, settings of what stands."""
    levels = [state.level for state in scenario.layers.values() if state.level is not None]
    settings = [value for i in there for value in i.set.values() if isinstance(value, Quantity)]
    return (*scenario.parameters.values(), *levels, *settings)


#: What `needs` of a row asks of a scenario, of what stands in it, and of the year.
FACTS: dict[str, Fact] = {
    "change": lambda scenario, there, year: bool(there),
    "future": lambda scenario, there, year: bool(there) and year > scenario.observed_until,
    "hours": lambda scenario, there, year: any(look.hour is not None for look in _looks(scenario)),
    "pair": lambda scenario, there, year: scenario.kind != "baseline",
    "both_effects": lambda scenario, there, year: any(i.plus for i in there) and any(i.minus for i in there),
    "who_decides": lambda scenario, there, year: any(i.decided_by for i in there),
    "who_pays": lambda scenario, there, year: any(i.funding for i in there),
    "operators": lambda scenario, there, year: len({i.operator for i in there if i.operator}) > 1,
    "ranges": lambda scenario, there, year: any(not q.is_exact for q in _numbers(scenario, there)),
}
