"""Indicators on a slide: a native table of before and after with ranges, and what stands behind each for the notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from wespace_desktop.indicators.measure import measure
from wespace_desktop.indicators.reading import Reading
from wespace_desktop.indicators.table import behind, shown
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import Camera, Line
from wespace_desktop.model.words import LANGS, Lang, Words
from wespace_desktop.picture.boxes import Box
from wespace_desktop.picture.sheet import PaneSpec, Sheet, SheetLang, first_lang
from wespace_desktop.picture.slide_parts import TABLE_SIDE, Align, Table, wide, wrapped
from wespace_desktop.picture.slide_words import in_langs
from wespace_desktop.scene.counted import state_of
from wespace_desktop.scene.part import Scene

_HEAD = Words("指标", "Indicator")
_NOT = Words("不可计算", "not computable")
#: Points: a column of numbers where there is room, and what the names need beside them at least.
_NUMBER, _LEAST_NAME = 120.0, 150.0
_Key = tuple[str, int, frozenset[str], Line, str]
#: A talk asks for the words of a slide again and again; some numbers take seconds.
_KEPT: WeakKeyDictionary[Scene, dict[_Key, Reading]] = WeakKeyDictionary()


@dataclass(frozen=True)
class CountRow:
    """One indicator in the first and the last state of a slide; `before` None where there is only one state."""

    before: Reading | None
    after: Reading

    @property
    def name(self) -> Words:
        """What is counted, beginning like a sentence."""
        what = self.after.indicator.what
        return Words(what.zh, what.en[:1].upper() + what.en[1:])


def count_rows(scene: Scene, sheet: Sheet, slide: Slide) -> tuple[CountRow, ...]:
    """The slide's indicators in its order; a single picture is compared with the baseline."""
    first, last = _states(scene, sheet)
    return tuple(
        CountRow(_reading(scene, first, name) if first is not None else None, _reading(scene, last, name))
        for name in slide.indicators
    )


def count_table(scene: Scene, sheet: Sheet, slide: Slide, area: Box, whole: bool = True) -> Table | None:
    """A table that stands on the lower edge of `area`; None for a slide without indicators.

    `whole`: names in each language of the slide, else in the first.
    """
    rows = count_rows(scene, sheet, slide)
    if not rows:
        return None
    first, last = _states(scene, sheet)
    lang, width = sheet.lang, area[2] - area[0]
    years = [Words(str(s.year), str(s.year)) for s in (first, last) if s is not None]
    cells: list[tuple[Words, ...]] = [(_HEAD, *years)]
    cells += [(r.name, *(_value(v) for v in (r.before, r.after) if v is not None)) for r in rows]
    numbers = (_NUMBER, _NUMBER)[-len(years) :]
    if width - sum(numbers) < _LEAST_NAME:      # beside a picture: a range stands under its number
        numbers = tuple(_narrow(column, lang) for column in list(zip(*cells, strict=True))[1:])
    widths = (width - sum(numbers), *numbers)
    told = tuple(
        tuple(_cell(w, room, lang, whole and k == 0) for k, (w, room) in enumerate(zip(row, widths, strict=True)))
        for row in cells
    )
    right: Align = "right"
    table = Table(area, widths, told, ("left", *(right for _ in numbers)), 12.0, False, "Indicators", 4.0)
    return replace(table, box=(area[0], area[3] - sum(table.heights()), *area[2:]))


def count_notes(scene: Scene, sheet: Sheet, slide: Slide) -> str:
    """Each number with why not, what it covers, formula, how unsure it is and its sources, in the slide's languages."""
    rows = count_rows(scene, sheet, slide)
    langs: tuple[Lang, ...] = LANGS[::-1] if sheet.lang == "both" else (sheet.lang,)
    return "\n\n".join("\n".join(_told(row, lang) for row in rows) for lang in langs) if rows else ""


def warm(scene: Scene) -> None:
    """Works out beforehand what the slides of the open scenarios will show."""
    base = next((p for p in scene.plans if p.scenario.kind == "baseline"), None)
    nowhere = Camera((0, 0, 1), (0, 0, 0))
    for plan in scene.plans:
        views = {v.id: v for p in (*scene.plans, plan) for v in p.scenario.views}
        for slide in plan.scenario.storyboard:
            view = views.get(slide.view)
            if view is None or not slide.indicators:
                continue
            seen, own = slide.seen(view), plan.scenario
            layers = own.layers_on if seen.layers is None else seen.layers
            after = PaneSpec(plan.id, seen.year or own.year, layers, nowhere)
            before = PaneSpec(base.id, base.scenario.year, base.scenario.layers_on, nowhere) if base else after
            for name in slide.indicators:
                _reading(scene, before, name)
                _reading(scene, after, name)


def _states(scene: Scene, sheet: Sheet) -> tuple[PaneSpec | None, PaneSpec]:
    last = sheet.panes[-1]
    if len(sheet.panes) > 1:
        return sheet.panes[0], last
    base = next((p for p in scene.plans if p.scenario.kind == "baseline"), None)
    if base is None or base.id == last.scenario:
        return None, last
    return PaneSpec(base.id, base.scenario.year, base.scenario.layers_on, last.camera), last


def _reading(scene: Scene, spec: PaneSpec, name: str) -> Reading:
    kept = _KEPT.setdefault(scene, {})
    key: _Key = (spec.scenario, spec.year, frozenset(spec.layers), spec.line, name)
    if key not in kept:
        kept[key] = measure(name, state_of(scene, spec.scenario, spec.year, spec.layers, spec.line))
    return kept[key]


def _value(reading: Reading) -> Words:
    q = reading.quantity
    return _NOT if q is None else Words(shown(q, "zh"), shown(q, "en"))


def _cell(words: Words, room: float, lang: SheetLang, whole: bool) -> tuple[str, ...]:
    """Both languages on one line where they fit: a table of numbers has little height to give."""
    texts = [text for _, text in in_langs(words, lang if whole else first_lang(lang))]
    one, width = "  ".join(dict.fromkeys(texts)), room - 2 * TABLE_SIDE
    if wide(one, 12.0) <= width:
        return (one,)
    return tuple(dict.fromkeys(line for text in texts for line in wrapped(text, width, 12.0))) or ("",)


def _narrow(column: Iterable[Words], lang: SheetLang) -> float:
    """Points that a column needs when its texts break before the range."""
    texts = [text for words in column for _, text in in_langs(words, first_lang(lang))]
    return max(wide(part, 12.0) for text in texts for part in _broken(text)) + 2 * TABLE_SIDE + 2.0


def _broken(text: str) -> list[str]:
    """The number, and its range in brackets under it."""
    number, mark, rest = text.partition(" (")
    return [number, f"({rest}"] if mark else [text]


def _told(row: CountRow, lang: Lang) -> str:
    words, colon = row.after.indicator, "：" if lang == "zh" else ": "
    values = [_value(r).in_(lang) for r in (row.before, row.after) if r is not None]
    told = [f"{words.title.in_(lang)} ({words.id}), {words.what.in_(lang)}{colon}{' → '.join(values)}"]
    told += _said((row.after.why_not, row.after.note), lang)
    told += [f"{head}{colon}{text}" for head, text in behind(row.after, lang)]
    return ("。" if lang == "zh" else ". ").join(told)


def _said(words: Iterable[Words], lang: Lang) -> list[str]:
    return [w.in_(lang) for w in words if w]
