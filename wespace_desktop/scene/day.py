"""The day of one space: who has it in each of the 24 hours, how full it is then, and what that is known by."""

from __future__ import annotations

from dataclasses import dataclass

from wespace_desktop.model.hours import DAY, Profile, hour_words, load_profiles, load_uses, use_of_object, uses_of
from wespace_desktop.model.plan import Change
from wespace_desktop.model.timetable import MODE, USERS, day_of, turns_of
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import Item, Scene
from wespace_desktop.scene.uses import hours_of, is_open_at

ASSUMED = Words("假设，没有计数", "assumed, nobody counted")
_ABOVE, _GROUND = Words("楼上", "Upper floors"), Words("首层", "Ground floor")
_CLOSED = Words("关闭", "closed")
_NOBODY = Words("无人使用", "nobody")
_WHOLE = Words("按时间表", "by its timetable")
#: Themes whose features are spaces: of any other nobody asks who is there.
SPACES = ("buildings", "open_spaces", "plazas", "parking_lots", "parking_spaces", "parking_garages")


@dataclass(frozen=True)
class Band:
    """One ring of a day: for each hour the use ('' is nobody), its words, and how full; `of` says what of."""

    words: Words
    of: Words
    uses: tuple[str, ...]
    names: tuple[Words, ...]
    shares: tuple[float, ...]

    def text(self, hour: int) -> Words:
        """`12:00 · Office 60 %, share of desks in use`."""
        clock, name, of = hour_words(hour), self.names[hour], self.of
        if not self.uses[hour]:
            return Words(f"{clock.zh} · {name.zh}", f"{clock.en} · {name.en}")
        full = round(100 * self.shares[hour])
        return Words(f"{clock.zh} · {name.zh} {full} %（{of.zh}）", f"{clock.en} · {name.en} {full} %, {of.en}")


@dataclass(frozen=True)
class Day:
    """The rings from the outside in, and what the day rests on."""

    bands: tuple[Band, ...]
    basis: tuple[Words, ...]

    def told(self) -> Words:
        """Every third hour in words, for who does not see the ring."""
        zh = "；".join(f"{b.words.zh}：{'，'.join(_short(b, h).zh for h in range(0, DAY, 3))}" for b in self.bands)
        en = "; ".join(f"{b.words.en}: {', '.join(_short(b, h).en for h in range(0, DAY, 3))}" for b in self.bands)
        return Words(zh, en)


def _short(band: Band, hour: int) -> Words:
    name = "" if len(set(band.names)) == 1 else f" {band.names[hour].en}"
    name_zh = "" if len(set(band.names)) == 1 else f" {band.names[hour].zh}"
    full = f" {round(100 * band.shares[hour])} %" if band.uses[hour] else ""
    return Words(f"{hour} 时{name_zh}{full}", f"{hour}:00{name}{full}")


def day_of_space(scene: Scene, item: Item, standing: frozenset[str]) -> Day | None:
    """None where no use is known, or nobody uses the thing by the hour."""
    shared = _shared_by(scene, item, standing)
    if shared is not None:
        return Day((_of_turns(shared),), (_WHOLE,))
    hours = None if _is_shock(scene, standing) else hours_of(scene, item)
    if item.change:
        name = use_of_object(item.layer, item.kind)
        if not name and hours is None:
            return None
        return Day((_of_object(item, load_profiles().get(name), hours),), (ASSUMED,) if name else (_WHOLE,))
    used = uses_of(scene.district).get(item.id)
    if used is None:
        return None
    profiles = load_profiles()
    above = _band(profiles[used.profile], used.use)
    bands: tuple[Band, ...] = (above,)
    if used.ground != used.profile:
        ground = _band(profiles[used.ground], used.ground_use)
        bands = (_named(above, _ABOVE), _named(ground, _GROUND))
    return Day(bands, (used.basis, ASSUMED) if used.basis else (ASSUMED,))


def _band(profile: Profile, use: str) -> Band:
    shares = tuple(profile.at(h) for h in range(DAY))
    return Band(profile.words, profile.of, (use,) * DAY, (profile.words,) * DAY, shares)


def _named(band: Band, place: Words) -> Band:
    words = Words(f"{place.zh}：{band.words.zh}", f"{place.en}: {band.words.en}")
    return Band(words, band.of, band.uses, (words,) * DAY, band.shares)


def _of_object(item: Item, profile: Profile | None, hours: tuple[int, int] | None) -> Band:
    """A layer's object follows its profile while it is open."""
    opens = [hours is None or is_open_at(hours, h) for h in range(DAY)]
    use = profile.use if profile else "public"
    words = profile.words if profile else item.title
    return Band(
        words,
        profile.of if profile else Words("开放", "open"),
        tuple(use if there else "" for there in opens),
        tuple(words if there else _CLOSED for there in opens),
        tuple((profile.at(h) if profile else 1.0) if there else 0.0 for h, there in enumerate(opens)),
    )


def _of_turns(change: Change) -> Band:
    day = day_of(change)
    words = {turn.who: turn.text() for turn in turns_of(change)}
    return Band(
        change.intervention.title,
        Words("按时间表独用", "theirs by the timetable"),
        tuple(USERS[who].use if who else "" for who in day),
        tuple(words[who] if who else _NOBODY for who in day),
        tuple(1.0 if who else 0.0 for who in day),
    )


def _shared_by(scene: Scene, item: Item, standing: frozenset[str]) -> Change | None:
    """The change that stands and gives the space, or what its dial stands for, to one group after the other."""
    if _is_shock(scene, standing):
        return None
    for plan in scene.plans:
        for change in plan.changes:
            key = plan.key(change)
            if turns_of(change) and (item.change == key or (key in standing and item.id in change.features)):
                return change
    return None


def _is_shock(scene: Scene, standing: frozenset[str]) -> bool:
    return any(c.layer == MODE and p.key(c) in standing for p in scene.plans for c in p.changes)


def hue_of(use: str) -> str:
    """`#RRGGBB` of a use, as the key of the picture has it when it is full."""
    return f"#{load_uses()[use].hue}"
