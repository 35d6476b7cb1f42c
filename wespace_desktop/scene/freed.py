"""Space that parking sets free between two states: from what form, by demand or by decision, and what it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import shapely

from wespace_desktop.indicators.land import FORM_OF, FORMS, Form, form_of
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Decision
from wespace_desktop.model.words import Words
from wespace_desktop.scene.ledger import Entry, State, ledger, sum_of, sum_stalls
from wespace_desktop.scene.part import Scene

Use = Literal["green", "plaza", "pods", "bicycle", "logistics", "drop_off", "other", "nothing"]
USES: tuple[Use, ...] = ("green", "plaza", "pods", "bicycle", "logistics", "drop_off", "other", "nothing")
_USE_OF: dict[str, Use] = {
    "park": "green", "plaza": "plaza", "bicycle_hub": "bicycle", "delivery_hub": "logistics", "drop_off": "drop_off",
    "": "nothing",
}  # fmt: skip
#: Pods stand on their deck: the deck is the ground they take.
_DECK = "pod_group"


@dataclass(frozen=True)
class Flow:
    """Ground that goes from one form of parking to one use. `area_m2` is None where the data has none. `stalls` are
    those of that ground. `places` are names that a pane can outline; `entries` are the ledger's rows.
    """

    form: Form
    by: Decision
    use: Use
    area_m2: float | None
    stalls: Quantity | None
    places: tuple[str, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True)
class Freed:
    """All flows of a pair. `silent`: forms that no flow comes from, with what the data says about them.
    `returned_m2`: ground that becomes parking again. `parking_m2`: all ground of that form in the district.
    """

    flows: tuple[Flow, ...]
    silent: tuple[tuple[Form, Words], ...]
    returned_m2: float
    parking_m2: tuple[tuple[Form, float], ...]

    @property
    def area_m2(self) -> float:
        """The sum of what is known."""
        return sum_of(f.area_m2 for f in self.flows) or 0.0

    @property
    def stalls(self) -> Quantity | None:
        return sum_stalls(f.stalls for f in self.flows)


def freed(scene: Scene, before: State, after: State) -> Freed:
    """What the ledger of two states says about parking; the areas are those of its rows. KeyError as `ledger`."""
    return freed_by(scene, ledger(scene, before, after))


def freed_by(scene: Scene, entries: Sequence[Entry]) -> Freed:
    """The same, from rows that are there already."""
    gone = [e for e in entries if e.was in FORM_OF and e.becomes not in FORM_OF]
    back = [e for e in entries if e.becomes in FORM_OF and e.was not in FORM_OF]
    decks = [e for e in entries if e.becomes == _DECK and e.kind == "added"]
    pieces = [piece for e in gone for piece in _pieces(scene, e, decks)]
    flows = tuple(_sum(same) for same in _alike(pieces))
    there = {f.form for f in flows}
    silent = tuple((form, _silence(scene, form)) for form in FORMS[2:] if form not in there)
    return Freed(flows, silent, sum_of(e.area_m2 for e in back) or 0.0, _all_parking(scene))


def _pieces(scene: Scene, entry: Entry, decks: Sequence[Entry]) -> list[Flow]:
    """One row: what it becomes, less the decks of pods that stand on it, and those decks."""
    use = _USE_OF.get(entry.becomes, "other")
    whole = Flow(_form_of(scene, entry), entry.by, use, entry.area_m2, entry.stalls, (entry.id,), (entry.id,))
    area = entry.area_m2
    on_it = [d for d in decks if area and _stands_on(scene, d, entry)]
    taken = min(sum_of(d.area_m2 for d in on_it) or 0.0, area or 0.0)
    if not taken or not area:
        return [whole]
    share = taken / area
    names = tuple(d.id for d in on_it)
    pods = replace(whole, use="pods", area_m2=taken, stalls=_part(entry.stalls, share), places=names, entries=names)
    return [replace(whole, area_m2=area - taken, stalls=_part(entry.stalls, 1 - share)), pods]


def _form_of(scene: Scene, entry: Entry) -> Form:
    """As the indicators below tell the forms apart."""
    found = form_of(scene.district, entry.replaced[0]) if entry.replaced else None
    return found or FORM_OF[entry.was]


def _stands_on(scene: Scene, deck: Entry, entry: Entry) -> bool:
    item = scene.items.get(deck.id)
    if item is None:
        return False
    point = shapely.Point(item.anchor[:2])
    found = (scene.district.find(name) for name in entry.replaced)
    return any(shapely.intersects(f[0].geometry[f[1]], point) for f in found if f is not None)


def _part(stalls: Quantity | None, share: float) -> Quantity | None:
    if stalls is None:
        return None
    low, central, high = (getattr(stalls, side) * share for side in ("low", "central", "high"))
    return Quantity(low, central, high, stalls.unit, stalls.source)


def _alike(pieces: Iterable[Flow]) -> list[list[Flow]]:
    groups: dict[tuple[int, str, int], list[Flow]] = {}
    for piece in pieces:
        key = (FORMS.index(piece.form), piece.by, USES.index(piece.use))
        groups.setdefault(key, []).append(piece)
    return [groups[key] for key in sorted(groups)]


def _sum(same: Sequence[Flow]) -> Flow:
    return replace(
        same[0],
        area_m2=sum_of(f.area_m2 for f in same),
        stalls=sum_stalls(f.stalls for f in same),
        places=tuple(dict.fromkeys(p for f in same for p in f.places)),
        entries=tuple(dict.fromkeys(e for f in same for e in f.entries)),
    )


def _silence(scene: Scene, form: Form) -> Words:
    """Never a zero: what the data has about a form from which nothing comes."""
    theme = scene.district.themes.get("parking_garages")
    if form == "underground" or theme is None or not len(theme):
        return Words("无数据", "no data")
    kinds = theme.attributes.get("structure")
    n = len(theme) if kinds is None else sum(str(kind) != "lot" for kind in kinds)
    return Words(f"{n} 处停车楼，均不转换；面积无数据", f"{n} garages, none converted; their area: no data")


def _all_parking(scene: Scene) -> tuple[tuple[Form, float], ...]:
    """Ground of the district's car parks and metered spaces, m2; forms without areas are left out."""
    told = []
    for name, form in FORM_OF.items():
        theme = scene.district.themes.get(name)
        if theme is not None and len(theme) and theme.kind == "polygon":
            told.append((form, float(shapely.area(theme.geometry).sum())))
    return tuple(told)
