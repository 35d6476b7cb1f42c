"""Indicators as a person reads them in a terminal and as a program reads them: table, JSON, CSV; a baseline beside."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from wespace_desktop.indicators.reading import Part, Reading, rounded
from wespace_desktop.model.indicator import source_words
from wespace_desktop.model.quantity import UNITS, Quantity, figures
from wespace_desktop.model.words import LANGS, NOT_A_PREDICTION, Lang, Words

COLUMNS = (
    "scenario", "year", "id", "part", "group", "name", "name_zh", "low", "central", "high", "unit", "why_not",
    "why_not_zh", "note", "formula", "uncertainty", "sources", "places",
)  # fmt: skip
_WORDS = {
    "id": Words("编号", "id"), "name": Words("指标", "indicator"),
    "low": Words("低", "low"), "mid": Words("中", "central"),
    "high": Words("高", "high"), "unit": Words("单位", "unit"), "formula": Words("公式", "formula"),
    "unsure": Words("不确定性", "uncertainty"), "sources": Words("来源", "sources"),
    "against": Words("参照", "read against"), "used": Words("用到", "takes in"),
    "sure_low": Words("低", "low"), "sure_medium": Words("中", "medium"), "sure_high": Words("高", "high"),
    "sure_contested": Words("有争议", "contested"),
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """The readings of one scenario in a year."""

    scenario: str
    title: Words
    year: int
    readings: tuple[Reading, ...]

    def reading(self, indicator: str) -> Reading | None:
        return next((r for r in self.readings if r.id == indicator), None)


def unit_words(unit: str, lang: Lang) -> str:
    return UNITS.get(unit, (unit, unit))[0 if lang == "zh" else 1]


def shown(quantity: Quantity, lang: Lang) -> str:
    """Two significant figures with range and unit."""
    return rounded(quantity).text(lang)


def sureness(reading: Reading, lang: Lang) -> str:
    """`high: every hourly share is assumed`."""
    kind = _WORDS[f"sure_{reading.indicator.uncertainty}"].in_(lang)
    return f"{kind}：{reading.indicator.honesty.zh}" if lang == "zh" else f"{kind}: {reading.indicator.honesty.en}"


def as_text(columns: Sequence[Column], lang: Lang, full: bool = False) -> str:
    """One row for each indicator, the baseline's numbers before the scenario's; `full` adds parts, formula, sources."""
    head = [f"{c.scenario}  {c.title.in_(lang)}, {c.year}" for c in columns]
    names = [_WORDS[k].in_(lang) for k in ("id", "name", "low", "mid", "high", "unit")]
    top = (*names[:2], *(name for _ in columns for name in names[2:5]), names[5])
    lines: list[tuple[str, ...] | str] = [top]
    for reading in columns[-1].readings:
        mine = [c.reading(reading.id) for c in columns]
        lines.append(_row(mine, lang))
        lines += _below(reading, lang, full)
    wide = [max(_width(line[k]) for line in lines if isinstance(line, tuple)) for k in range(len(top))]
    told = [line if isinstance(line, str) else _aligned(line, wide) for line in lines]
    return "\n".join([*head, "", *told, "", NOT_A_PREDICTION.in_(lang)])


def _row(readings: Sequence[Reading | None], lang: Lang) -> tuple[str, ...]:
    last = readings[-1]
    assert last is not None
    cells = [cell for r in readings for cell in _numbers(r.quantity if r is not None else None)]
    return (last.id, last.indicator.title.in_(lang), *cells, unit_words(last.indicator.unit, lang))


def _numbers(quantity: Quantity | None) -> tuple[str, str, str]:
    if quantity is None:
        return ("–", "–", "–")
    q = rounded(quantity)
    return ("", figures(q.central), "") if q.is_exact else (figures(q.low), figures(q.central), figures(q.high))


def _below(reading: Reading, lang: Lang, full: bool) -> list[str]:
    """What the number is, or why there is none; in full also parts, formula, sources."""
    colon = "：" if lang == "zh" else ": "
    said = [reading.why_not.in_(lang) if reading.quantity is None else reading.indicator.what.in_(lang)]
    said += [reading.note.in_(lang)] if reading.note else []
    lines = ["     " + ("；" if lang == "zh" else "; ").join(said)]
    if not full:
        return lines
    for part in reading.parts:
        text = shown(part.quantity, lang) if part.quantity is not None else part.why_not.in_(lang)
        lines.append(f"       {part.label.in_(lang)}{colon}{text}")
    return [*lines, *(f"       {head}{colon}{text}" for head, text in behind(reading, lang))]


def behind(reading: Reading, lang: Lang) -> list[tuple[str, str]]:
    """What stands behind a number, head and text: formula, what it takes in, how unsure it is, sources with grade."""
    told = {
        "formula": reading.indicator.formula.in_(lang),
        "used": "; ".join(f"{u.title.in_(lang)} {_given(u.quantity, lang)}" for u in reading.used),
        "against": reading.indicator.reference.in_(lang),
        "unsure": sureness(reading, lang),
        "sources": "; ".join(map(source_words, reading.sources)),
    }
    return [(_WORDS[k].in_(lang), text) for k, text in told.items() if text]


def _given(quantity: Quantity, lang: Lang) -> str:
    """A number as it was given, every digit of it."""
    text = f"{quantity.central:g}"
    text += "" if quantity.is_exact else f" ({quantity.low:g}–{quantity.high:g})"
    return f"{text} {unit_words(quantity.unit, lang)} [{quantity.source}]"


def _aligned(row: tuple[str, ...], wide: Sequence[int]) -> str:
    cells = []
    for k, (cell, width) in enumerate(zip(row, wide, strict=True)):
        pad = " " * (width - _width(cell))
        cells.append(cell + pad if k < 2 or k == len(row) - 1 else pad + cell)
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


# ---------------------------------------------------------------- for programs


def as_json(columns: Sequence[Column]) -> dict[str, object]:
    """What `wespace indicators --json` promises; numbers with two significant figures."""
    return {
        "scenarios": [
            {"scenario": c.scenario, "year": c.year, "indicators": [_plain(r) for r in c.readings]} for c in columns
        ],
        "statement": {lang: NOT_A_PREDICTION.in_(lang) for lang in LANGS},
    }


def _plain(reading: Reading) -> dict[str, object]:
    words = reading.indicator
    return {
        "id": reading.id,
        "name": _both(words.title),
        "what": _both(words.what),
        **_quantity(reading.quantity, words.unit),
        "why_not": _both(reading.why_not),
        "note": _both(reading.note),
        "formula": _both(words.formula),
        "reference": _both(words.reference),
        "uncertainty": {"level": words.uncertainty, **(_both(words.honesty) or {})},
        "parameters": {u.name: _as_given(u.quantity) for u in reading.used},
        "sources": {name: source_words(name) for name in reading.sources},
        "parts": [_plain_part(p) for p in reading.parts],
        "report_rows": list(words.rows),
        "places": list(reading.places),
    }  # fmt: skip


def _plain_part(part: Part) -> dict[str, object]:
    unit = part.quantity.unit if part.quantity is not None else ""
    return {
        "name": _both(part.label),
        "group": part.group,
        **_quantity(part.quantity, unit),
        "why_not": _both(part.why_not),
        "places": list(part.places),
    }


def _quantity(quantity: Quantity | None, unit: str) -> dict[str, object]:
    if quantity is None:
        return {"low": None, "central": None, "high": None, "unit": unit}
    low, central, high = _sides(quantity)
    return {"low": low, "central": central, "high": high, "unit": quantity.unit}


def _sides(quantity: Quantity) -> tuple[float, float, float]:
    """Two significant figures; whole numbers without a point."""
    q = rounded(quantity)
    low, central, high = (int(v) if v == int(v) else v for v in (q.low, q.central, q.high))
    return low, central, high


def _as_given(quantity: Quantity) -> dict[str, object]:
    q = quantity
    return {"low": q.low, "central": q.central, "high": q.high, "unit": q.unit, "source": q.source}


def _both(words: Words) -> dict[str, str] | None:
    return {"zh": words.zh, "en": words.en} if words else None


def as_csv(columns: Sequence[Column]) -> str:
    """A line for each indicator and each of its parts, harms like gains, under a header row."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for column in columns:
        for reading in column.readings:
            writer.writerow(_cells(column, reading, None))
            writer.writerows(_cells(column, reading, part) for part in reading.parts)
    return file.getvalue()


def _cells(column: Column, reading: Reading, part: Part | None) -> list[object]:
    words, told = reading.indicator, part or reading
    name = part.label if part is not None else words.title
    quantity = told.quantity
    numbers: tuple[object, ...] = ("", "", "", words.unit if part is None else "")
    if quantity is not None:
        numbers = (*_sides(quantity), quantity.unit)
    own = part is None
    return [
        column.scenario, column.year, reading.id, "" if own else name.in_("en"), part.group if part is not None else "",
        words.title.in_("en"), name.in_("zh"), *numbers, told.why_not.in_("en"), told.why_not.in_("zh"),
        reading.note.in_("en") if own else "", words.formula.in_("en") if own else "", words.uncertainty if own else "",
        " ".join(reading.sources) if own else "", " ".join(told.places),
    ]  # fmt: skip
