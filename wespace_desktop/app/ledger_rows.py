"""Changes as a person wants to see them: chosen, put in an order, grouped under the intervention that makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.quantity import Quantity, figures
from wespace_desktop.model.words import Lang, Words
from wespace_desktop.scene.describe import SINGULAR
from wespace_desktop.scene.ledger import Entry, Kind, sum_of, sum_stalls
from wespace_desktop.scene.part import Scene

SortKey = Literal["file", "change", "kind", "place", "layer", "by", "count", "size", "stalls", "start"]
SORTS: tuple[SortKey, ...] = ("file", "change", "kind", "place", "layer", "by", "count", "size", "stalls", "start")
KINDS: tuple[Kind, ...] = ("added", "removed", "converted", "moved", "retagged")
_THOUSAND = 1000


@dataclass(frozen=True)
class Wanted:
    """What is shown, and in which order. Empty means all."""

    text: str = ""
    kinds: frozenset[str] = frozenset()
    layer: str = ""
    by: str = ""
    sort: SortKey = "file"
    down: bool = False


@dataclass(frozen=True)
class Group:
    """One intervention with those of its objects that are wanted."""

    key: str
    title: Words
    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        return self.entries[0]

    @property
    def count(self) -> int:
        return sum(e.count for e in self.entries)

    @property
    def stalls(self) -> Quantity | None:
        return sum_stalls(e.stalls for e in self.entries)


def grouped(scene: Scene, entries: Iterable[Entry], wanted: Wanted, lang: Lang = "en") -> tuple[Group, ...]:
    """The wanted entries under their interventions; both are in the wanted order."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if is_wanted(entry, wanted):
            # What comes by demand comes in parts: they are one intervention.
            found.setdefault(f"{entry.scenario}/{entry.change.partition('#')[0]}", []).append(entry)
    order = {f"{p.id}/{c.intervention.id}": i for p in scene.plans for i, c in enumerate(p.changes)}
    groups = [Group(key, _title(scene, key), tuple(found[key])) for key in sorted(found, key=lambda k: order.get(k, 0))]
    if wanted.sort == "file":
        return tuple(reversed(groups)) if wanted.down else tuple(groups)
    groups = [replace(g, entries=tuple(_sorted(g.entries, wanted, lang))) for g in groups]
    rank = _rank(wanted.sort, lang)
    return tuple(sorted(groups, key=lambda g: _of_group(g, wanted, rank), reverse=wanted.down))


def is_wanted(entry: Entry, wanted: Wanted) -> bool:
    """The words are looked for in everything that a row says, in both languages; all of them must be there."""
    if wanted.kinds and entry.kind not in wanted.kinds:
        return False
    if wanted.layer not in ("", entry.layer) or wanted.by not in ("", entry.by):
        return False
    if not wanted.text.strip():
        return True
    known = load_catalogue()
    layer = known[entry.layer].title.both() if entry.layer in known.ids else entry.layer
    said = " ".join([entry.id, entry.from_.both(), entry.to.both(), entry.place.both(), layer, *entry.replaced])
    return all(word in said.casefold() for word in wanted.text.casefold().split())


def short_words(entry: Entry, lang: Lang) -> tuple[str, str]:
    """From and to without the street, which has its own place; '' for what is only added or only removed."""
    from_, to = entry.from_.in_(lang), entry.to.in_(lang)
    if len(entry.replaced) == 1 and entry.was in SINGULAR and entry.kind != "retagged":
        from_ = SINGULAR[entry.was].in_(lang)
    if len(entry.replaced) == 1 and entry.becomes in SINGULAR and entry.kind == "converted":
        to = SINGULAR[entry.becomes].in_(lang)
    from_, to = (_without(words, entry.place.in_(lang)) for words in (from_, to))
    if entry.kind == "added":
        return "", to
    return (from_, "") if entry.kind == "removed" else (from_, "" if entry.kind == "moved" else to)


def _without(words: str, place: str) -> str:
    """A title without the street that the row names anyway; a title that is only a street stays."""
    if not place:
        return words
    return words.removesuffix(f" on {place}").removeprefix(place).strip() or words


def size_words(area_m2: float | None, length_m: float | None, distance_m: float | None = None) -> str:
    """The length of what is long, the way of what moved, else the area, as two significant figures with the unit."""
    if distance_m is not None:
        return f"{figures(distance_m)} m"
    if length_m is not None:
        return f"{figures(length_m / _THOUSAND)} km"
    return "" if area_m2 is None else f"{figures(area_m2)} m²"


def size_of(entries: Iterable[Entry]) -> str:
    """The size of one or of several together."""
    told = tuple(entries)
    far = [e.distance_m for e in told if e.distance_m is not None]
    return size_words(sum_of(e.area_m2 for e in told), sum_of(e.length_m for e in told), max(far) if far else None)


def stall_words(stalls: Quantity | None, lang: Lang) -> str:
    """`–60 stalls`: what goes has a minus, what comes back a plus; the range is told elsewhere."""
    if stalls is None or not stalls.central:
        return ""
    one = Quantity.exact(abs(stalls.central), "stall")
    return f"{'–' if stalls.central > 0 else '+'}{one.text(lang)}"


def _title(scene: Scene, key: str) -> Words:
    scenario, _, change = key.partition("/")
    found = scene.plan(scenario).change(change)
    return (found.intervention.title if found is not None else Words()) or Words(en=change)


def _sorted(entries: Iterable[Entry], wanted: Wanted, lang: Lang) -> list[Entry]:
    rank = _rank(wanted.sort, lang)
    return sorted(entries, key=lambda e: (rank(e), e.id), reverse=wanted.down)


def _rank(sort: SortKey, lang: Lang) -> Callable[[Entry], float | str]:
    ranks: dict[str, Callable[[Entry], float | str]] = {
        "change": lambda e: " ".join(short_words(e, lang)).strip().casefold(),
        "kind": lambda e: KINDS.index(e.kind),
        "place": lambda e: e.place.in_(lang).casefold(),
        "layer": lambda e: e.layer,
        "by": lambda e: e.by,
        "count": lambda e: e.count,
        "size": lambda e: e.area_m2 or e.length_m or e.distance_m or 0.0,
        "stalls": lambda e: e.stalls.central if e.stalls else 0.0,
        "start": lambda e: e.start,
        "file": lambda e: 0.0,
    }
    return ranks[sort]


def _of_group(group: Group, wanted: Wanted, rank: Callable[[Entry], float | str]) -> tuple[float | str, str]:
    """Amounts of a group are sums; for words it stands where its first object stands."""
    if wanted.sort in ("count", "size", "stalls"):
        return sum(float(rank(e)) for e in group.entries), group.key
    return rank(group.entries[0]), group.key
