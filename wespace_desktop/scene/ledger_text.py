"""The change ledger as a person reads it in a terminal, and as a program reads it: table, JSON, CSV."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby, zip_longest

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.plan import Change
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.words import NOT_A_PREDICTION, Words
from wespace_desktop.scene.ledger import Entry, State, Total, ledger, sum_of, sum_stalls, totals
from wespace_desktop.scene.part import Scene

COLUMNS = (
    "layer", "kind", "id", "from", "to", "from_zh", "to_zh", "was", "becomes", "replaced", "count", "area_m2",
    "length_m", "stalls_removed", "stalls_removed_low", "stalls_removed_high", "place", "by", "start", "stands_from",
    "scenario", "change", "distance_m", "gone", "come",
)  # fmt: skip
_WIDTH = 58


def as_text(scene: Scene, before: State, after: State) -> str:
    """The table by layer with totals, then gains and harms side by side; objects alike on one street share a line."""
    entries = ledger(scene, before, after)
    heads = [f"{side}  {_state_words(scene, s)}" for side, s in (("from", before), ("to  ", after))]
    lines = [*heads, ""]
    if not entries:
        return "\n".join([*heads, "", "Nothing changes between the two.", "", NOT_A_PREDICTION.in_("en")])
    catalogue = load_catalogue()
    for layer, group in groupby(entries, key=lambda e: e.layer):
        of_layer = tuple(group)
        known = layer in catalogue.ids
        lines += [catalogue[layer].title.in_("en") if known else layer, *_table(_rows(of_layer))]
        lines += [f"  total  {_total_words(t)}" for t in totals(of_layer)] + [""]
    number = "1 object changes" if len(entries) == 1 else f"{len(entries)} objects change"
    lines += [f"{number}; those alike on one street share a line, --csv and --json have each.", ""]
    lines += _effect_lines(scene, before, after, entries)
    return "\n".join([*lines, NOT_A_PREDICTION.in_("en")])


def as_json(entries: Sequence[Entry]) -> dict[str, object]:
    """The keys that `wespace diff --json` promises; areas in m², lengths in m."""
    return {"changes": [_plain(e) for e in entries], "totals": [_plain(t) for t in totals(entries)]}


def as_csv(entries: Sequence[Entry]) -> str:
    """One line for each entry under a header row; the unit is in the column's name."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cells(e) for e in entries])
    return file.getvalue()


def _plain(row: Entry | Total) -> dict[str, object]:
    told = {name.rstrip("_"): value for name, value in asdict(row).items()}
    return {("stalls_removed" if name == "stalls" else name): value for name, value in told.items()}


def _cells(e: Entry) -> list[object]:
    stalls = ("", "", "") if e.stalls is None else (e.stalls.central, e.stalls.low, e.stalls.high)
    sizes = ("" if size is None else round(size, 2) for size in (e.area_m2, e.length_m))
    words = (e.from_.in_("en"), e.to.in_("en"), e.from_.in_("zh"), e.to.in_("zh"))
    names = (e.was, e.becomes, " ".join(e.replaced), e.count)
    when = (e.place.in_("en"), e.by, e.start, e.stands_from, e.scenario, e.change)
    drawn = ("" if e.distance_m is None else round(e.distance_m, 2), " ".join(e.gone), " ".join(e.come))
    return [e.layer, e.kind, e.id, *words, *names, *sizes, *stalls, *when, *drawn]


# ---------------------------------------------------------------- the table


def _state_words(scene: Scene, state: State) -> str:
    return f"{scene.plan(state.scenario).scenario.title.in_('en')} ({state.scenario}), {state.year}"


def _rows(entries: Iterable[Entry]) -> list[tuple[str, ...]]:
    """Kind, what becomes what, count, size, stalls, place, by, year; by what it becomes, then by place."""
    alike: dict[tuple[object, ...], list[Entry]] = {}
    for e in sorted(entries, key=lambda e: (e.kind, e.becomes, e.was, e.to.in_("en"), e.place.in_("en"), e.id)):
        alike.setdefault((e.kind, e.from_, e.to, e.place, e.scenario, e.change), []).append(e)
    return [
        (
            group[0].kind,
            f"{group[0].from_.in_('en')} → {group[0].to.in_('en')}",
            f"{sum(e.count for e in group):,}",
            _moved(group) or _size(sum_of(e.area_m2 for e in group), sum_of(e.length_m for e in group)),
            _stall_words(sum_stalls(e.stalls for e in group)),
            group[0].place.in_("en"),
            f"by {group[0].by}",
            f"from {group[0].stands_from}",
        )
        for group in alike.values()
    ]


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    wide = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    right = (2, 3)
    return [
        "  "
        + "  ".join(c.rjust(w) if k in right else c.ljust(w) for k, (c, w) in enumerate(zip(row, wide, strict=True)))
        for row in rows
    ]


def _moved(group: Sequence[Entry]) -> str:
    """How far, for things that moved: the farthest of those that share a line."""
    far = [e.distance_m for e in group if e.distance_m is not None]
    return f"{figures(max(far))} m away" if far else ""


def _size(area_m2: float | None, length_m: float | None) -> str:
    """The length of what is long, else its area: two significant figures with the unit."""
    if length_m is not None:
        return f"{figures(length_m / 1000)} km"
    return "" if area_m2 is None else f"{figures(area_m2)} m²"


def _stall_words(stalls: Quantity | None) -> str:
    if stalls is None:
        return ""
    if stalls.central < 0:
        return _stall_words(Quantity(-stalls.high, -stalls.central, -stalls.low, "stall")).replace("removed", "back")
    return f"{stalls.text()} removed"


def _total_words(t: Total) -> str:
    becomes = " → ".join(name.replace("_", " ") or "nothing" for name in (t.was, t.becomes))
    area = "" if t.area_m2 is None else f"{figures(t.area_m2)} m²"
    length = "" if t.length_m is None else f"{figures(t.length_m / 1000)} km"
    sizes = [f"{t.count:,}", length, area, _stall_words(t.stalls)]
    return f"{t.kind}, {becomes}: " + ", ".join(s for s in sizes if s)


# ---------------------------------------------------------------- gains and harms


def _effect_lines(scene: Scene, before: State, after: State, entries: Sequence[Entry]) -> list[str]:
    """What the changes bring and, where some stand only before, what goes with them."""
    lines: list[str] = []
    for state, other, head in ((after, before, "comes"), (before, after, "goes")):
        mine = {e.change for e in entries if e.scenario == state.scenario and _stands(scene, state, e.change)}
        theirs = {c.id for c in scene.plan(other.scenario).changes if _stands(scene, other, c.id)}
        changes = [c for c in scene.plan(state.scenario).changes if c.id in mine - theirs]
        if changes:
            lines += _beside(f"Gains of what {head}", f"Harms of what {head}", _effects(changes))
    return lines


def _stands(scene: Scene, state: State, change_id: str) -> bool:
    change = scene.plan(state.scenario).change(change_id)
    return change is not None and change.layer in state.layers and state.year >= change.on(state.line).stands


def _effects(changes: Iterable[Change]) -> tuple[list[str], list[str]]:
    """What the changes say of themselves; one that says nothing has what the catalogue says of its layer."""
    catalogue = load_catalogue()
    sides: tuple[list[str], list[str]] = ([], [])
    for change in changes:
        own, known = change.intervention, change.layer in catalogue.ids
        codes: tuple[Iterable[str], Iterable[str]] = (own.plus, own.minus)
        if not own.plus and not own.minus and known:
            layer = catalogue[change.layer]
            codes = ([e.code for e in layer.gains], [e.code for e in layer.harms])
        for side, named, said in zip(sides, codes, (own.gains, own.harms), strict=True):
            words: list[Words] = [catalogue.effects[c] for c in named] + list(said)
            side += [w.in_("en") for w in words]
    return list(dict.fromkeys(sides[0])), list(dict.fromkeys(sides[1]))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="  ")


def _beside(left: str, right: str, effects: tuple[list[str], list[str]]) -> list[str]:
    columns = [
        [head, *(line for effect in (side or ["none named"]) for line in _wrapped(f"{sign} {effect}"))]
        for head, sign, side in ((left, "+", effects[0]), (right, "-", effects[1]))
    ]
    return [f"{a:<{_WIDTH + 2}}{b}".rstrip() for a, b in zip_longest(*columns, fillvalue="")] + [""]
