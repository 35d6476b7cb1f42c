"""The report as data: its 163 claims, how each becomes visible, and what of this program each one points to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from wespace_desktop.model.catalogue import kept_data, later_layers, load_catalogue
from wespace_desktop.model.words import Words

_FILE = "report.yaml"
#: D: seen in the district's 3D. C: a diagram, chart or map of city and region. N: told in words.
Scale = Literal["D", "C", "N"]
SCALES: dict[Scale, Words] = {
    "D": Words("街区三维", "District in 3D"),
    "C": Words("城市与区域图", "City and region, as a diagram"),
    "N": Words("文字", "Told in words"),
}
INDICATORS = tuple(f"I{n:02d}" for n in range(1, 21))
#: The four limits that the report names itself, in its order.
LIMIT_ROWS = ("R-LM1", "R-LM2", "R-LM3", "R-LM4")
LIMITS = Words("报告的局限", "Limits of the report")
SCHEMATIC = Words("示意，据报告文字", "schematic, from the report's text")


@dataclass(frozen=True)
class Section:
    """A part of the report, 1 to 5, and its words."""

    id: str
    title: Words
    part: int


@dataclass(frozen=True)
class Chart:
    """What a row can open: a `panel` of the window, a diagram made from `data`, or a `schematic` one without any."""

    id: str
    title: Words
    kind: Literal["panel", "data", "schematic"]


@dataclass(frozen=True)
class Technology:
    """A technology of the report's second part and the layers that rest on it (our reading)."""

    id: str
    title: Words
    layers: tuple[str, ...]


@dataclass(frozen=True)
class ReportRow:
    """One claim. `also` is a second scale it has. `shows` says how it becomes visible, `lacks` which part does not yet,
    `gap` why nothing does. See the head of assets/catalogue/report.yaml for the links.
    """

    id: str
    text: Words
    section: str
    scale: Scale
    shows: Words
    also: Scale | None = None
    layers: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    opens: str = ""
    caption: Words = Words()
    short: Words = Words()
    lacks: Words = Words()
    gap: Words = Words()

    @property
    def scales(self) -> tuple[Scale, ...]:
        return (self.scale, self.also) if self.also else (self.scale,)

    @property
    def is_context(self) -> bool:
        """No scenario can illustrate it: a chart or words that hold whatever the scenario is."""
        return not (self.layers or self.effects or self.needs or self.gap)


@dataclass(frozen=True)
class Report:
    """All rows in the report's order."""

    source: Words
    rows: tuple[ReportRow, ...]
    sections: Mapping[str, Section]
    charts: Mapping[str, Chart]
    needs: Mapping[str, Words]
    technologies: tuple[Technology, ...]

    def __getitem__(self, row_id: str) -> ReportRow:
        for row in self.rows:
            if row.id == row_id:
                return row
        raise KeyError(row_id)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(row.id for row in self.rows)

    def of_section(self, section: str) -> tuple[ReportRow, ...]:
        return tuple(row for row in self.rows if row.section == section)


@lru_cache(maxsize=1)
def load_report() -> Report:
    """The report's rows as shipped; ValueError with every link that leads nowhere."""
    data = kept_data(_FILE, "report")
    report = Report(
        source=_words(data["source"]),
        rows=tuple(_row(name, entry) for name, entry in data["rows"].items()),
        sections={name: Section(name, _words(s), int(s["part"])) for name, s in data["sections"].items()},
        charts={name: Chart(name, _words(c), c["kind"]) for name, c in data["charts"].items()},
        needs={name: _words(n) for name, n in data["needs"].items()},
        technologies=tuple(Technology(n, _words(t), tuple(t["layers"])) for n, t in data["technologies"].items()),
    )
    faults = tuple(dangling(report))
    if faults:
        raise ValueError("; ".join(faults))
    return report


def limits() -> tuple[Words, ...]:
    """What the report says of its own limits, short, in its order: what no picture of ours goes beyond."""
    report = load_report()
    return tuple(report[row].short for row in LIMIT_ROWS)


def dangling(report: Report) -> Iterator[str]:
    """`R-XX1: layers names boats, which does not exist`, for each link of a row that leads nowhere."""
    catalogue = load_catalogue()
    layers = {*catalogue.ids, *later_layers()}
    kinds = {kind for layer in catalogue.layers for kind in layer.objects}
    known: dict[str, set[str]] = {
        "at": set(report.sections),
        "layers": layers,
        "effects": set(catalogue.effects),
        "indicators": set(INDICATORS),
        "objects": kinds,
        "needs": set(report.needs),
        "opens": {"", *report.charts},
    }
    for row in report.rows:
        named = {"at": (row.section,), "opens": (row.opens,), **{k: getattr(row, k) for k in _LISTS}}
        for key, names in named.items():
            yield from (f"{row.id}: {key} names {n}, which does not exist" for n in names if n not in known[key])
        if not row.text.zh or not row.text.en or not row.shows.zh or not row.shows.en:
            yield f"{row.id}: has no Chinese or no English text"
    for technology in report.technologies:
        unknown = [name for name in technology.layers if name not in layers]
        yield from (f"{technology.id}: layers names {name}, which does not exist" for name in unknown)


_LISTS = ("layers", "effects", "indicators", "objects", "needs")


def _row(name: str, entry: Mapping[str, Any]) -> ReportRow:
    return ReportRow(
        id=name,
        text=_words(entry),
        section=entry["at"],
        scale=entry["scale"],
        also=entry.get("also"),
        shows=_words(entry["shows"]),
        opens=entry.get("opens", ""),
        caption=_words(entry.get("caption", {})),
        short=_words(entry.get("short", {})),
        lacks=_words(entry.get("lacks", {})),
        gap=_words(entry.get("gap", {})),
        **{key: tuple(entry.get(key, ())) for key in _LISTS},
    )


def _words(entry: Mapping[str, Any]) -> Words:
    return Words(entry.get("zh", ""), entry.get("en", ""))
