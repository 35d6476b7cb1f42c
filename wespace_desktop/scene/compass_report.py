"""`wespace compass`: the report's rows, section by section, as a scenario illustrates or ignores them."""

from __future__ import annotations

from pathlib import Path

from wespace_desktop.model.binding import bind
from wespace_desktop.model.compass import STATES, Bearing, State, compass, tally
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.model.report import SCHEMATIC, load_report
from wespace_desktop.model.words import NOT_A_PREDICTION, Words
from wespace_desktop.readers.package import find_district, load_district

_MARKS: dict[State, str] = {"slide": "[S]", "shown": "[x]", "ignored": "[ ]", "context": "[~]", "gap": "[!]"}


def report(file: Path) -> tuple[str, dict[str, object]]:
    """As a person reads it, and as a program does. WeSpaceError with every fault of the file."""
    scenario = load_scenario(file)
    plan = bind(scenario, load_district(find_district(scenario.district, scenario.file)))
    bearings = compass(plan)
    return _text(plan, bearings), _plain(plan, bearings)


def headline(bearings: tuple[Bearing, ...]) -> Words:
    """`90 of 163 rows: ...`, the rest by why it is missing."""
    counted, whole = tally(bearings), len(bearings)
    lit = counted["slide"] + counted["shown"]
    return Words(
        f"体现报告 {whole} 条中的 {lit} 条；未涉及 {counted['ignored']}，"
        f"背景 {counted['context']}，尚不能展示 {counted['gap']}",
        f"Illustrates {lit} of the report's {whole} rows; ignores {counted['ignored']}, "
        f"{counted['context']} are context, {counted['gap']} cannot be shown yet",
    )


def _text(plan: Plan, bearings: tuple[Bearing, ...]) -> str:
    book = load_report()
    scenario = plan.scenario
    lines = [f"{scenario.title.in_('en')} ({scenario.id}), {scenario.year}", headline(bearings).en]
    lines += ["", "   ".join(f"{mark} {STATES[state].en}" for state, mark in _MARKS.items())]
    lines.append("D the district in 3D, C a diagram of city and region, N told in words")
    for section in book.sections.values():
        rows = [b for b in bearings if b.row.section == section.id]
        lit = sum(b.illustrated for b in rows)
        lines += ["", f"{section.title.en} ({lit} of {len(rows)})"]
        for b in rows:
            lines.append(f"  {_MARKS[b.state]} {b.row.id:<8} {'/'.join(b.row.scales):<3}  {b.row.text.en}")
            lines.append(f"{'':20} {b.why.en}" + (f"; {b.row.lacks.en}" if b.row.lacks else ""))
    return "\n".join([*lines, "", book.source.en, NOT_A_PREDICTION.en])


def _plain(plan: Plan, bearings: tuple[Bearing, ...]) -> dict[str, object]:
    book = load_report()
    return {
        "scenario": plan.scenario.id,
        "year": plan.scenario.year,
        "source": _said(book.source),
        "counts": dict(tally(bearings)),
        "rows": [_row(b) for b in bearings],
    }


def _row(b: Bearing) -> dict[str, object]:
    row, charts = b.row, load_report().charts
    chart = charts.get(row.opens)
    opens = {"id": chart.id, "kind": chart.kind, **_said(chart.title)} if chart else None
    if opens and chart and chart.kind == "schematic":
        opens["label"] = SCHEMATIC.both()
    return {
        "id": row.id, **_said(row.text), "section": row.section, "scales": list(row.scales), "state": b.state,
        "why": _said(b.why), "changes": list(b.changes), "slides": list(b.slides), "layers": list(row.layers),
        "indicators": list(row.indicators), "effects": list(row.effects), "shows": _said(row.shows),
        "lacks": _said(row.lacks) if row.lacks else None, "opens": opens,
    }  # fmt: skip


def _said(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
