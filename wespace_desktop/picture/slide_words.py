"""What a slide says beside its picture: gains and harms, the table of changes, sources, and the speaker's notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.plan import Change
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.report import LIMITS, limits, load_report
from wespace_desktop.model.state import standing
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.words import LANGS, NOT_A_PREDICTION, Lang, Words
from wespace_desktop.picture.content import GAINS, HARMS, content_of
from wespace_desktop.picture.sheet import Sheet, SheetLang
from wespace_desktop.scene.ledger import Entry, ledger, sum_of, sum_stalls
from wespace_desktop.scene.part import Scene

NOT_MODELLED = Words("没有算", "Not modelled")
_ROWS = Words("体现报告", "Of the report")
NOTHING_SAID = Words("没有写明", "none named")
_DECISION = {"decision": Words("决策", "decision"), "demand": Words("需求", "demand")}
TABLE_HEAD = (Words("改动", "Change"), Words("数量", "Count"), Words("面积或长度", "Extent"))
TABLE_HEAD_STALLS, TABLE_HEAD_BY = Words("少掉的车位", "Stalls lost"), Words("由谁推动", "By")
_SUM = Words("合计", "Total")
STALLS_NOTE = Words(
    "停车场车位按面积估算，括号内为范围；路边车位逐个计数。仅地面停车。",
    "Stalls on car parks are estimated from area, range in brackets; kerb spaces are counted. Surface parking only.",
)
STALLS_NOTE_SHORT = Words("括号内为范围，按面积估算。", "In brackets: range, estimated from area.")


def in_langs(words: Words, lang: SheetLang) -> tuple[tuple[Lang, str], ...]:
    """The sides of a text that a slide shows, English first on a bilingual one; never the same twice."""
    if lang != "both":
        return ((lang, words.in_(lang)),) if words else ()
    both: tuple[tuple[Lang, str], ...] = (("en", words.en), ("zh", words.zh))
    return tuple((one, text) for one, text in both if text)


def standing_changes(scene: Scene, sheet: Sheet) -> tuple[Change, ...]:
    """The changes that stand in the last pane and not in the first, or all of a single one's."""
    last = sheet.panes[-1]
    plan = scene.plan(last.scenario)
    keys = standing(plan, last.year, last.layers, last.line)
    return tuple(c for c in plan.changes if plan.key(c) in keys)


def gains_and_harms(scene: Scene, sheet: Sheet) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """What the visible changes say of themselves, each once, own words first; equally many words for both sides."""
    catalogue = load_catalogue()
    sides: tuple[list[Words], list[Words]] = ([], [])
    for change in standing_changes(scene, sheet):
        own = change.intervention
        for side, said, codes in ((sides[0], own.gains, own.plus), (sides[1], own.harms, own.minus)):
            side += said or tuple(catalogue.effects[c] for c in codes)
    return tuple(dict.fromkeys(sides[0])), tuple(dict.fromkeys(sides[1]))


@dataclass(frozen=True)
class ChangeRow:
    """One line of the table: an intervention and what it comes to."""

    title: Words
    count: str
    size: str
    stalls: Words
    by: Words


def change_rows(scene: Scene, sheet: Sheet, most: int = 99) -> tuple[ChangeRow, ...]:
    """One row for each intervention that makes a difference between the two panes, then their sum. Of more than `most`
    those that take least ground are one row together.
    """
    if len(sheet.panes) < 2:
        return ()
    entries = ledger(scene, sheet.panes[0], sheet.panes[-1])
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.scenario, entry.change), []).append(entry)
    rows = []
    weighty = sorted(groups, key=lambda k: -_ground(groups[k]))[: len(groups) if len(groups) <= most else most - 1]
    kept = {key: group for key, group in groups.items() if key in weighty}
    for (scenario, name), group in kept.items():
        change = scene.plan(scenario).change(name)
        title = change.intervention.title if change is not None else Words(en=name)
        rows.append(_row(title, group, _DECISION[group[0].by]))
    left = [group for key, group in groups.items() if key not in kept]
    if left:
        title = Words(f"其余 {len(left)} 项", f"{len(left)} further changes")
        rows.append(_row(title, [e for group in left for e in group], Words()))
    if len(rows) > 1:
        rows.append(_row(_SUM, list(entries), Words()))
    return tuple(rows)


def _ground(entries: list[Entry]) -> float:
    """Square metres that an intervention takes; so many things without an area weigh next to nothing."""
    return (sum_of(e.area_m2 for e in entries) or 0.0) + 1e-3 * sum(e.count for e in entries)


def _row(title: Words, entries: list[Entry], by: Words) -> ChangeRow:
    area, length = sum_of(e.area_m2 for e in entries), sum_of(e.length_m for e in entries)
    size = "" if area is None else f"{figures(area)} m²"
    if length is not None:
        size = f"{figures(length / 1000)} km"
    stalls = sum_stalls(e.stalls for e in entries)
    return ChangeRow(title, f"{sum(e.count for e in entries):,}", size, _stalls(stalls), by)


def _stalls(stalls: Quantity | None) -> Words:
    if stalls is None:
        return Words()
    told = f"{figures(stalls.central)}"
    told += "" if stalls.is_exact else f" ({figures(stalls.low)}–{figures(stalls.high)})"
    return Words(told, told)


def used_sources(scene: Scene, sheet: Sheet) -> tuple[Words, ...]:
    """Where the numbers of the standing changes come from, each source once, as it names itself."""
    scenario = scene.plan(sheet.panes[-1].scenario).scenario
    named: list[str] = []
    for change in standing_changes(scene, sheet):
        for value in (*change.intervention.set.values(), change.intervention.target.count):
            named += value.source.split(", ") if isinstance(value, Quantity) else []
    known = {s.id: s for s in scenario.sources}
    return tuple(Words(en=f"{n}: {known[n].note}") for n in dict.fromkeys(named) if n in known)


def notes(scene: Scene, sheet: Sheet, slide: Slide, lang: SheetLang) -> str:
    """What the speaker reads: the slide's own notes, then what stands behind the picture."""
    langs = LANGS[::-1] if lang == "both" else (lang,)
    return "\n\n".join("\n".join(_notes_in(scene, sheet, slide, one)) for one in langs)


def _notes_in(scene: Scene, sheet: Sheet, slide: Slide, lang: Lang) -> list[str]:
    scenario = scene.plan(sheet.panes[-1].scenario).scenario
    heads = _HEADS[lang]
    gains, harms = gains_and_harms(scene, sheet)
    content = content_of(scene, sheet)
    lines = [slide.notes.in_(lang), ""] if slide.notes else []
    lines.append(f"{NOT_A_PREDICTION.in_(lang)}.".replace("预测.", "预测。"))
    lines.append(f"{heads[0]} {scenario.title.in_(lang)} ({scenario.id}, sha256 {scenario.hash})")
    shown = "; ".join(f"{p.scenario} {p.year} [{', '.join(sorted(p.layers)) or '–'}]" for p in sheet.panes)
    lines.append(f"{heads[1]} {sheet.view}, {sheet.mode}: {shown}")
    told = [(e.title.in_(lang), e.figure.in_(lang), e.spread.in_(lang)) for e in content.entries if e.figure]
    lines += [f"{title}: {figure} {spread}".rstrip() for title, figure, spread in told]
    for head, words in ((GAINS, gains), (HARMS, harms)):
        if gains or harms:
            lines.append(f"{head.in_(lang)}: {_list(words, lang) or NOTHING_SAID.in_(lang)}")
    lines += [sheet.unseen.in_(lang)] if sheet.unseen else []
    lines += _report_rows(slide, lang)
    lines += _row_notes(scene, sheet, lang) if slide.layout == "figures" else []
    lines.append(content.print_.in_(lang))
    sources = used_sources(scene, sheet)
    if sources:
        lines.append(f"{heads[2]} {_list(sources, lang)}")
    lines.append(f"{NOT_MODELLED.in_(lang)}: {_list(scenario.not_modelled, lang) or NOTHING_SAID.in_(lang)}")
    lines.append(f"{LIMITS.in_(lang)}: {_list(limits(), lang)}")
    return lines


def _report_rows(slide: Slide, lang: Lang) -> list[str]:
    """What the slide illustrates of the report, row by row; an unknown id stands for itself."""
    known = {row.id: row.text for row in load_report().rows} if slide.rows else {}
    told = [f"{row} {known[row].in_(lang)}" if row in known else row for row in slide.rows]
    return [f"{_ROWS.in_(lang)}: {'；'.join(told) if lang == 'zh' else '; '.join(told)}"] if told else []


def _row_notes(scene: Scene, sheet: Sheet, lang: Lang) -> list[str]:
    """Every row of the table, also those that a slide has no room for."""
    told = []
    for row in change_rows(scene, sheet):
        named = [(head.in_(lang), value) for head, value in zip(TABLE_HEAD[1:], (row.count, row.size), strict=True)]
        named += [(TABLE_HEAD_STALLS.in_(lang), row.stalls.in_(lang)), (TABLE_HEAD_BY.in_(lang), row.by.in_(lang))]
        told.append(f"{row.title.in_(lang)}: " + ", ".join(f"{head} {value}" for head, value in named if value))
    return told


_HEADS = {"zh": ("情景：", "视角：", "数字来源："), "en": ("Scenario:", "View:", "Sources of the numbers:")}


def _list(words: Iterable[Words], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(w.in_(lang) for w in words)
