"""The change ledger: what is different between two states of one district, one row for each object."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from math import dist
from typing import Literal, Protocol

from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.scenario import Decision
from wespace_desktop.model.view import Line
from wespace_desktop.model.words import Words
from wespace_desktop.scene.ledger_things import Thing, things_in
from wespace_desktop.scene.part import Scene

Kind = Literal["added", "removed", "converted", "moved", "retagged"]
#: Actions that leave the object there and change what it is, or where.
_STAYS: dict[str, Kind] = {"retag": "retagged", "move": "moved", "convert": "converted"}
_FURTHER_M = 1.0


class State(Protocol):
    """A scenario in a year with layers; a pane is one."""

    @property
    def scenario(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def layers(self) -> Collection[str]: ...
    @property
    def line(self) -> Line: ...


@dataclass(frozen=True)
class PlanState:
    """A scenario in a year with layers, when no pane shows it."""

    scenario: str
    year: int
    layers: frozenset[str]
    line: Line = "central"


@dataclass(frozen=True)
class Entry:
    """One object that differs. `from_` and `to` are what stands in its place before and after, in words; `was` and
    `becomes` the same as an item's kind or a feature's theme, '' for nothing.

    `replaced`: features of the district that it takes the place of. `stalls`: parking stalls removed, below 0 when they
    come back. `place`: street, else the lot's or park's name. Sizes are those of what stands after, else before.
    `distance_m`: how far something moved, None for everything else. `gone` and `come`: names under which the picture
    knows what stands only before and only after.
    `by`, `start` and `stands_from` (first year in which it is drawn) are those of `change` in `scenario`.
    """

    kind: Kind
    layer: str
    id: str
    from_: Words
    to: Words
    was: str
    becomes: str
    replaced: tuple[str, ...]
    count: int
    area_m2: float | None
    length_m: float | None
    stalls: Quantity | None
    place: Words
    by: Decision
    start: int
    stands_from: int
    scenario: str
    change: str
    distance_m: float | None = None
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


@dataclass(frozen=True)
class Total:
    """The sum of all entries of one layer, kind, and what becomes what; sizes and stalls only where there are any."""

    layer: str
    kind: Kind
    was: str
    becomes: str
    count: int
    area_m2: float | None
    length_m: float | None
    stalls: Quantity | None


def state_of(plan: Plan) -> PlanState:
    """A scenario as its file shows it: its own year and layers."""
    return PlanState(plan.id, plan.scenario.year, plan.scenario.layers_on)


def ledger(scene: Scene, before: State, after: State) -> tuple[Entry, ...]:
    """Every change from one state to the other, by layer, kind and id. What stands in both is none.

    A conversion is one entry; `ledger(scene, after, before)` has added and removed, `from_` and `to` exchanged.
    KeyError for a scenario that is not open.
    """
    was, now = (things_in(scene, s.scenario, s.year, s.layers, s.line) for s in (before, after))
    lost = [t for name, t in was.items() if name not in now or _differ(t, now[name])]
    come = [t for name, t in now.items() if name not in was or _differ(was[name], t)]
    entries = [_entry(old, new) for old, new in _paired(lost, come) if not _alike(old, new)]
    entries = [_on_line(scene, e, before if e.scenario == before.scenario else after) for e in entries]
    return tuple(sorted(entries, key=lambda e: (e.layer, e.kind, e.id)))


def totals(entries: Iterable[Entry]) -> tuple[Total, ...]:
    """The entries summed by layer, kind, and what becomes what, in that order."""
    groups: dict[tuple[str, Kind, str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.layer, entry.kind, entry.was, entry.becomes), []).append(entry)
    return tuple(
        Total(
            *key,
            sum(e.count for e in group),
            sum_of(e.area_m2 for e in group),
            sum_of(e.length_m for e in group),
            sum_stalls(e.stalls for e in group),
        )
        for key, group in sorted(groups.items())
    )


def sum_stalls(amounts: Iterable[Quantity | None]) -> Quantity | None:
    """Low with low, high with high: the widest range that the parts allow."""
    known = [q for q in amounts if q is not None]
    if not known:
        return None
    low, central, high = (sum(getattr(q, side) for q in known) for side in ("low", "central", "high"))
    return Quantity(low, central, high, "stall", ", ".join(dict.fromkeys(q.source for q in known)))


def sum_of(amounts: Iterable[float | None]) -> float | None:
    """The sum of what is known, None when nothing is."""
    known = [a for a in amounts if a is not None]
    return sum(known) if known else None


# ---------------------------------------------------------------- what belongs to what

Pair = tuple[tuple[Thing, ...], tuple[Thing, ...]]


def _differ(old: Thing, new: Thing) -> bool:
    """The same name in both states: is it another thing, in another place, or instead of other features?"""
    if not _is_same_object(old, new):
        return True
    a, b = old.change.intervention, new.change.intervention
    return a.set != b.set or a.action != b.action or _has_moved(old, new)


def _has_moved(old: Thing, new: Thing) -> bool:
    if old.centre is None or new.centre is None or new.change.intervention.action != "add":
        return False
    return dist(old.centre, new.centre) > _FURTHER_M


def _paired(lost: list[Thing], come: list[Thing]) -> list[Pair]:
    """Things of both states that share a name or a claim are one entry; others are one each."""
    owner: dict[str, str] = {}

    def root(name: str) -> str:
        while owner.setdefault(name, name) != name:
            name = owner[name]
        return name

    for thing in (*lost, *come):
        for claim in thing.claims:
            owner[root(f"claim {claim}")] = root(thing.id)
    groups: dict[str, tuple[list[Thing], list[Thing]]] = {}
    for side, things in enumerate((lost, come)):
        for thing in things:
            groups.setdefault(root(thing.id), ([], []))[side].append(thing)
    pairs: list[Pair] = []
    for old, new in groups.values():
        if old and new:
            pairs.append((tuple(old), tuple(new)))
        else:
            pairs += [((t,), ()) for t in old] + [((), (t,)) for t in new]
    return pairs


def _alike(old: tuple[Thing, ...], new: tuple[Thing, ...]) -> bool:
    """The same thing in both states, put there by changes of other names."""
    if len(old) != 1 or len(new) != 1 or old[0].id == new[0].id:
        return False
    return _is_same_object(old[0], new[0]) and _settings(old[0].change, new[0].change) is None


def _is_same_object(old: Thing, new: Thing) -> bool:
    return (old.object, old.title, set(old.replaced)) == (new.object, new.title, set(new.replaced))


# ---------------------------------------------------------------- what is said


def _on_line(scene: Scene, entry: Entry, state: State) -> Entry:
    """Start and first year of what comes by demand are those of the line that the state is on."""
    change = scene.plan(entry.scenario).change(entry.change)
    if change is None or not change.by_demand:
        return entry
    steps = change.on(state.line)
    return replace(entry, start=steps.asked, stands_from=steps.stands)


def _entry(old: tuple[Thing, ...], new: tuple[Thing, ...]) -> Entry:
    told = new or old
    first = told[0]
    change, replaced = first.change, dict.fromkeys(f for t in (*old, *new) for f in t.replaced)
    from_, to = _words(old, new)
    kind = _kind(old, new)
    gone, come = _names(old, new), _names(new, old)
    return Entry(
        kind=kind,
        layer=change.layer,
        id=first.id,
        from_=from_,
        to=to,
        was=old[0].object if old else first.instead_object,
        becomes=new[0].object if new else first.instead_object,
        replaced=tuple(replaced),
        count=len(told),
        area_m2=sum_of(t.area_m2 for t in told),
        length_m=sum_of(t.length_m for t in told),
        stalls=_stalls(old, new),
        place=_joined(t.place for t in told),
        by=change.intervention.decision,
        start=change.intervention.start,
        stands_from=change.stands_from,
        scenario=first.scenario,
        change=change.id,
        distance_m=_distance(old, new) if kind == "moved" else None,
        gone=gone,
        come=come,
    )


def _names(here: tuple[Thing, ...], there: tuple[Thing, ...]) -> tuple[str, ...]:
    """What the picture of one state shows at the place of a change: its things, or the features that stand there."""
    things = [t.id for t in here if t.object]
    left = {f for t in here for f in t.replaced}
    return tuple(dict.fromkeys([*things, *(f for t in there for f in t.replaced if f not in left)]))


def _distance(old: tuple[Thing, ...], new: tuple[Thing, ...]) -> float | None:
    """From where it stood to where it stands, m; None when only one state draws it."""
    if not old or not new or old[0].centre is None or new[0].centre is None:
        return None
    return dist(old[0].centre, new[0].centre)


def _kind(old: tuple[Thing, ...], new: tuple[Thing, ...]) -> Kind:
    if old and new:
        if not _is_same_object(old[0], new[0]):
            return "converted"
        return "retagged" if _settings(old[0].change, new[0].change) else "moved"
    thing = (old or new)[0]
    action = thing.change.intervention.action
    if action == "remove":
        return "added" if old else "removed"
    if thing.replaced and action != "move":
        return "converted"
    return _STAYS.get(action, "removed" if old else "added")


def _words(old: tuple[Thing, ...], new: tuple[Thing, ...]) -> tuple[Words, Words]:
    """What stood there and what stands there now, in the order of time."""
    if not old or not new:
        thing = (old or new)[0]
        return (thing.title, thing.instead_of) if old else (thing.instead_of, thing.title)
    if old[0].id == new[0].id or _is_same_object(old[0], new[0]):
        told = _settings(old[0].change, new[0].change)
        if told is not None:
            return _with(old[0].title, told[0]), _with(new[0].title, told[1])
    from_, to = (_joined(t.title for t in side) for side in (old, new))
    return (from_, to) if from_ != to else (_numbered(old, from_), _numbered(new, to))


def _with(title: Words, settings: str) -> Words:
    return Words(f"{title.in_('zh')}：{settings}", f"{title.in_('en')}: {settings}")


def _numbered(things: tuple[Thing, ...], words: Words) -> Words:
    """Two states with the same words differ in how many features they take."""
    n = sum(len(t.replaced) for t in things)
    return Words(f"{words.in_('zh')} × {n}", f"{words.in_('en')} × {n}") if n else words


def _settings(old: Change, new: Change) -> tuple[str, str] | None:
    """The settings that differ between two forms of one change; None when none do."""
    a, b = old.intervention.set, new.intervention.set
    names = sorted(k for k in a.keys() | b.keys() if a.get(k) != b.get(k))
    if not names:
        return None
    before, after = ("; ".join(f"{n} {_value(s.get(n))}" for n in names) for s in (a, b))
    return before, after


def _value(value: object) -> str:
    if value is None:
        return "as usual"
    if isinstance(value, Words):
        return value.in_("en")
    return value.text() if isinstance(value, Quantity) else str(value)


def _stalls(old: tuple[Thing, ...], new: tuple[Thing, ...]) -> Quantity | None:
    """Stalls that go less those that come back; None when it is none of both."""
    gone, back = (sum_stalls(t.stalls for t in side) for side in (new, old))
    if gone is None and back is None:
        return None
    if gone is not None and back is not None and gone == back:
        return None
    returned = Quantity(-back.high, -back.central, -back.low, "stall", back.source) if back is not None else None
    return sum_stalls((gone, returned))


def _joined(words: Iterable[Words]) -> Words:
    known = tuple(dict.fromkeys(words))
    return Words("、".join(w.in_("zh") for w in known), ", ".join(w.in_("en") for w in known))
