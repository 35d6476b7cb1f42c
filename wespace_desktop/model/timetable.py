"""Who uses a shared space at which hour: the timetable of a time-shared space, and the mode that overrides it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wespace_desktop.errors import Problem
from wespace_desktop.model.faults import did_you_mean, shown
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.tree import Tree, joined
from wespace_desktop.model.words import Words

LAYER, MODE = "operation", "shock"


@dataclass(frozen=True)
class User:
    """A group that can have a turn: its words, its colour on picture and dial, the use its presence stands for."""

    words: Words
    hue: str
    use: str


#: Who may be written under `who`. `use` is one of the uses of the hour profiles; hues of one use are relatives.
USERS: dict[str, User] = {
    "residents": User(Words("居民", "Residents"), "C99A2E", "home"),
    "workers": User(Words("上班族", "People at work"), "4F79AC", "work"),
    "students": User(Words("学生", "Students"), "3F928C", "work"),
    "patients": User(Words("就诊者", "Patients"), "C76B8A", "work"),
    "shoppers": User(Words("顾客", "Shoppers"), "B9523F", "shop"),
    "traders": User(Words("市集摊主", "Market traders"), "DE9560", "shop"),
    "visitors": User(Words("访客", "Visitors"), "6E8F3F", "public"),
    "players": User(Words("运动的人", "People at sport"), "A3BE62", "public"),
    "couriers": User(Words("配送员", "Couriers"), "8A4F7D", "delivery"),
    "drivers": User(Words("停车的人", "People who park"), "6F6A7C", "parking"),
}


@dataclass(frozen=True)
class Turn:
    """One group from one hour to another; an `end` at or before `start` is on the next day."""

    who: str
    start: int
    end: int

    @property
    def hours(self) -> tuple[int, ...]:
        """The hours that it takes, each 0 to 23, in the order of the clock."""
        end = self.end if self.end > self.start else self.end + 24
        return tuple(hour % 24 for hour in range(self.start, end))

    def text(self) -> Words:
        """`上班族 9–18 时` / `People at work 9:00 to 18:00`."""
        words = USERS[self.who].words
        return Words(f"{words.zh} {self.start}–{self.end} 时", f"{words.en} {self.start}:00 to {self.end}:00")


def turns_of(change: Change) -> tuple[Turn, ...]:
    """The timetable of a change, by hour of the day; empty for a change that shares nothing."""
    rows = change.intervention.set.get("users") or ()
    turns = [Turn(str(row["who"]), int(row["from"]), int(row["to"])) for row in rows if _is_turn(row)]
    return tuple(sorted(turns, key=lambda t: (t.start, t.end)))


def users_at(change: Change, hour: int) -> str:
    """Who has the space in this hour (0 to 23), a name of USERS; '' when nobody has."""
    return next((turn.who for turn in turns_of(change) if hour % 24 in turn.hours), "")


def day_of(change: Change) -> tuple[str, ...]:
    """Who has the space in each of the 24 hours."""
    return tuple(users_at(change, hour) for hour in range(24))


def shock_in(plan: Plan, keys: Collection[str]) -> Change | None:
    """The change of the shock mode that stands among `keys`, if any: while it does, no other opening hours hold."""
    return next((c for c in plan.changes if c.layer == MODE and plan.key(c) in keys), None)


def overridden(plan: Plan) -> tuple[Change, ...]:
    """Every change with opening hours or turns of its own, whose hours the shock mode takes over."""
    timed = (c for c in plan.changes if c.layer != MODE and (c.intervention.hours or turns_of(c)))
    return tuple(timed)


def timetable_problems(path: str, tree: Tree) -> Iterator[Problem]:
    """What is wrong with a list of turns in a file."""
    rows = tree.value
    if not isinstance(rows, list) or not rows or not all(isinstance(row.value, dict) for row in rows):
        hint = "Write [{who: workers, from: 9, to: 18}]"
        yield tree.place.problem(path, f"{shown(rows)} is not a timetable", hint)
        return
    taken: dict[int, str] = {}
    for k, row in enumerate(rows):
        here = joined(path, f"[{k}]")
        faults = list(_turn_problems(here, row))
        yield from faults
        if not faults:
            yield from _overlaps(here, row, taken)


def _turn_problems(path: str, row: Tree) -> Iterator[Problem]:
    for name in row.value:
        if name not in ("who", "from", "to"):
            hint = did_you_mean(name, ("who", "from", "to"))
            yield row.value[name].at.problem(joined(path, name), f"{name} is not a key here", hint)
    for name in ("who", "from", "to"):
        if name not in row.value:
            yield row.at.problem(path, f"{name} is missing", f"Write {name}:")
    who = row.get("who")
    if who is not None and who.value not in USERS:
        hint = did_you_mean(str(who.value), USERS)
        yield who.place.problem(joined(path, "who"), f"{shown(who.value)} is not allowed here", hint)
    for name, least, most in (("from", 0, 23), ("to", 1, 24)):
        hour = row.get(name)
        if hour is not None and (type(hour.value) is not int or not least <= hour.value <= most):
            message, hint = f"{shown(hour.value)} is not an hour", f"Write a whole hour from {least} to {most}"
            yield hour.place.problem(joined(path, name), message, hint)
    start, end = row.get("from"), row.get("to")
    if start is not None and end is not None and start.value == end.value:
        yield end.place.problem(joined(path, "to"), "a turn begins and ends at the same hour", "Write a later end")


def _overlaps(path: str, row: Tree, taken: dict[int, str]) -> Iterator[Problem]:
    turn = Turn(str(row.value["who"].value), int(row.value["from"].value), int(row.value["to"].value))
    twice = [hour for hour in turn.hours if hour in taken]
    if twice:
        message = f"{turn.who} and {taken[twice[0]]} both have the space at {twice[0]}:00"
        yield row.value["from"].place.problem(joined(path, "from"), message, "Let one turn end before the next begins")
    taken |= dict.fromkeys(turn.hours, turn.who)


def _is_turn(row: Any) -> bool:
    """Whether a row can be read at all; rules have said what is wrong with any other."""
    return isinstance(row, Mapping) and row.get("who") in USERS and {"from", "to"} <= set(row)
