"""Whose space each thing of a scene is at an hour, and the colours that say so; nothing here moves a point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from wespace_desktop.model.hours import load_profiles, load_uses, share, use_of_object, uses_of
from wespace_desktop.model.plan import Change
from wespace_desktop.model.timetable import MODE, USERS, day_of, turns_of
from wespace_desktop.scene.part import Item, Part, Scene

#: How much of its hue a space has empty and full, and how quickly a few people show: share ** _RISE.
_EMPTY, _FULL, _RISE = 0.10, 0.94, 0.75
#: A building of which no use is known, so much of it.
_UNKNOWN, _GREY = np.array([0xC6, 0xC2, 0xBA], np.float32), 0.6
#: What is closed: its light and dark on this grey, so much of it.
_PALE, _CLOSED, _LIFT = np.array([0xEF, 0xEC, 0xE6], np.float32), 0.86, 0.45
#: Parts that belong to a space but are none: what stands, drives and grows on it.
_NOT_SPACE = ("trees", "cars", "people", "parking", "furniture", "shadows", "markings")
_GROUND_FLOOR = "buildings/facade_ground"
_BUILDINGS = ("buildings/roofs", *(f"buildings/facade_{n}" for n in ("ground", "house", "punched", "ribbon", "piers")))
#: The luminance of a surface in full light.
_LIGHTEST, _OF_LAYERS = 252.0, 215.0


@dataclass(frozen=True, eq=False)
class Shared:
    """A change that gives the spaces in `rows` to one group after the other: `day` (24,) indexes hues, -1 is nobody."""

    key: str
    rows: np.ndarray
    day: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Spaces:
    """(n,) over Scene.ids. `profile`, `ground` (of the ground floor) index `names`, -1: no use known. `use`,
    `ground_use` index `hues` (k, 3). `opens`, `closes`: hours, 0 and 24 when always open. While one of `modes` stands,
    no timetable holds.
    """

    names: tuple[str, ...]
    hues: np.ndarray
    profile: np.ndarray
    ground: np.ndarray
    use: np.ndarray
    ground_use: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    turns: tuple[Shared, ...] = ()
    modes: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Colours:
    """(n,) over Scene.ids at one hour: how full (NaN: no use known), whose hue (n, 3), whether it is closed.

    `timed`: it has opening hours.
    """

    share: np.ndarray
    ground_share: np.ndarray
    hue: np.ndarray
    ground_hue: np.ndarray
    closed: np.ndarray
    timed: np.ndarray


_KEPT: WeakKeyDictionary[Scene, Spaces] = WeakKeyDictionary()


def spaces_of(scene: Scene) -> Spaces:
    """Found once for a scene."""
    if scene not in _KEPT:
        _KEPT[scene] = _found(scene)
    return _KEPT[scene]


def _found(scene: Scene) -> Spaces:
    names, uses = tuple(load_profiles()), tuple(load_uses())
    known, count = uses_of(scene.district), len(scene.ids)
    rows = {key: np.full(count, -1, np.int16) for key in ("profile", "ground", "use", "ground_use")}
    opens, closes = np.zeros(count, np.int16), np.full(count, 24, np.int16)
    for row, name in enumerate(scene.ids):
        item = scene.items.get(name)
        if item is not None:
            profile = use_of_object(item.layer, item.kind)
            opens[row], closes[row] = hours_of(scene, item) or (0, 24)
            told = (profile, profile, load_profiles()[profile].use, load_profiles()[profile].use) if profile else None
        else:
            used = known.get(name)
            told = (used.profile, used.ground, used.use, used.ground_use) if used else None
        if told:
            rows["profile"][row], rows["ground"][row] = names.index(told[0]), names.index(told[1])
            rows["use"][row], rows["ground_use"][row] = uses.index(told[2]), uses.index(told[3])
    hues = np.array([[int(u.hue[i : i + 2], 16) for i in (0, 2, 4)] for u in load_uses().values()], np.float32)
    made = Spaces(names, hues, rows["profile"], rows["ground"], rows["use"], rows["ground_use"], opens, closes)
    changes = [(plan.key(c), c) for plan in scene.plans for c in plan.changes]
    at = {name: row for row, name in enumerate(scene.ids)}
    turns = tuple(shared for key, c in changes if turns_of(c) for shared in _shared(key, c, at, uses))
    return replace(made, turns=turns, modes=frozenset(key for key, c in changes if c.layer == MODE))


def _shared(key: str, change: Change, at: Mapping[str, int], uses: tuple[str, ...]) -> Iterator[Shared]:
    rows = np.array([at[f] for f in change.features if f in at], int)
    if len(rows):
        yield Shared(key, rows, tuple(uses.index(USERS[who].use) if who else -1 for who in day_of(change)))


def hours_of(scene: Scene, item: Item) -> tuple[int, int] | None:
    """When what a change put there is open; None: always."""
    for plan in scene.plans:
        if item.change.startswith(f"{plan.id}/"):
            change = plan.change(item.change[len(plan.id) + 1 :])
            return change.intervention.hours if change else None
    return None


def is_open(opens: np.ndarray, closes: np.ndarray, hour: int) -> np.ndarray:
    """(n,) bool: open in the hour that begins then; what closes before it opens is open over midnight."""
    over = closes <= opens
    found: np.ndarray = np.where(over, (hour >= opens) | (hour < closes), (hour >= opens) & (hour < closes))
    return found


def is_open_at(hours: tuple[int, int], hour: int) -> bool:
    """The same for one pair of hours."""
    return bool(is_open(np.array(hours[0]), np.array(hours[1]), hour))


def timed(scene: Scene, standing: frozenset[str]) -> frozenset[str]:
    """Those of the changes that stand on which an hour's colours depend."""
    spaces = spaces_of(scene)
    return standing & (spaces.modes | {shared.key for shared in spaces.turns})


def colours_at(scene: Scene, hour: int, standing: frozenset[str] = frozenset()) -> Colours:
    """What every thing of a scene looks like at an hour, while these changes stand."""
    spaces = spaces_of(scene)
    full = np.array([*(share(name, hour) for name in spaces.names), np.nan], np.float32)
    hues = np.concatenate([spaces.hues, np.zeros((1, 3), np.float32)])
    closed = ~is_open(spaces.opens, spaces.closes, hour)
    is_timed = (spaces.profile >= 0) & ((spaces.opens != 0) | (spaces.closes != 24))
    hue, ground = hues[spaces.use], hues[spaces.ground_use]
    found = Colours(full[spaces.profile], full[spaces.ground], hue, ground, closed, is_timed)
    if spaces.modes & standing:
        return replace(found, closed=np.zeros_like(closed))
    for shared in spaces.turns:
        if shared.key in standing:
            _take_turn(found, shared.rows, shared.day[hour], spaces.hues)
    return found


def _take_turn(found: Colours, rows: np.ndarray, use: int, hues: np.ndarray) -> None:
    """Shared spaces are wholly their user's; nobody's are closed."""
    found.closed[rows] = use < 0
    if use >= 0:
        found.share[rows] = found.ground_share[rows] = 1.0
        found.hue[rows] = found.ground_hue[rows] = hues[use]


def is_space(part: Part) -> bool:
    """Whether a part is one that an hour may colour."""
    first = part.name.split("/")[0]
    # The ground stays what it is where a hand looks through it.
    return not part.is_lines and (part.opacity >= 1 or first == "ground") and first not in _NOT_SPACE


def coloured(part: Part, colours: Colours) -> np.ndarray | None:
    """(n, 3) uint8: the part's colours at that hour; None when nothing in it is used by anybody that is known."""
    ground = part.name == _GROUND_FLOOR
    full = (colours.ground_share if ground else colours.share)[part.ids]
    shut = colours.closed[part.ids]
    told = ~np.isnan(full) | shut
    is_building = part.name in _BUILDINGS
    if not is_space(part) or not (is_building or told.any()):
        return None
    rgb = part.rgb.astype(np.float32)
    light = rgb @ np.array([0.299, 0.587, 0.114], np.float32)
    # The ground is flat and evenly lit; what a layer puts up has colours of its own beside light and dark.
    lightest = light if part.name.startswith("ground/") else np.float32(_OF_LAYERS if part.layer else _LIGHTEST)
    light = (light / lightest)[:, None]
    hue = (colours.ground_hue if ground else colours.hue)[part.ids]
    mix = (_EMPTY + (_FULL - _EMPTY) * np.nan_to_num(full) ** _RISE)[:, None]
    timed = colours.timed[part.ids]
    # What comes and goes with the hour has no colour of its own then, only a paler light and dark.
    light[timed] = light[timed] ** _LIFT
    rgb[timed] = (_PALE * light)[timed]
    seen = rgb + (hue * light - rgb) * mix
    seen[shut] = (rgb + (_PALE * light - rgb) * _CLOSED)[shut]
    seen[~told] = (rgb + (_UNKNOWN * light - rgb) * (_GREY if is_building else 0.0))[~told]
    result: np.ndarray = np.clip(np.rint(seen), 0, 255).astype(np.uint8)
    return result


def shown_hue(use: str, full: float) -> str:
    """`#RRGGBB`: a white surface in full light that is so full of this use."""
    hue = load_uses()[use].hue
    rgb = np.array([int(hue[i : i + 2], 16) for i in (0, 2, 4)], np.float32)
    return _hex(_LIGHTEST + (rgb - _LIGHTEST) * (_EMPTY + (_FULL - _EMPTY) * full**_RISE))


def unknown_hue() -> str:
    """`#RRGGBB` of a building of which no use is known."""
    return _hex(_LIGHTEST + (_UNKNOWN - _LIGHTEST) * _GREY)


def _hex(rgb: np.ndarray) -> str:
    return "#" + "".join(f"{int(v):02X}" for v in np.rint(rgb))
