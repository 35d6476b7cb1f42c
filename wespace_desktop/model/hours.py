"""Who uses a space through the day: the assumed profiles of the catalogue, and which one a real feature follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import shapely

from wespace_desktop.model.catalogue import kept_data
from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.words import Words

_FILE = "hours.yaml"
DAY = 24
#: Said of a feature that no profile fits.
NO_USE = Words("用途未知", "no use known")
_BY_DATA = Words("依据数据中的用途", "by the use in the data")
_AROUND = Words("依据周边建筑的用途假设", "assumed by the uses around it")


@dataclass(frozen=True)
class Use:
    """Who is there: a name and a colour (RRGGBB)."""

    id: str
    words: Words
    hue: str


@dataclass(frozen=True)
class Profile:
    """How full a space is through the day, as a share of `of`: `shares` (0 to 1) at `hours`, linear between them."""

    id: str
    words: Words
    use: str
    of: Words
    hours: tuple[int, ...]
    shares: tuple[float, ...]

    def at(self, hour: float) -> float:
        """0 to 1; the day begins anew after 24."""
        return float(np.interp(hour % DAY, (*self.hours, DAY), (*self.shares, self.shares[0])))


@dataclass(frozen=True)
class Used:
    """Which profile a space follows, above the ground floor and on it, and what that is known by."""

    profile: str
    ground: str
    use: str
    basis: Words

    @property
    def ground_use(self) -> str:
        return self.use if self.ground == self.profile else load_profiles()[self.ground].use


@lru_cache(maxsize=1)
def load_uses() -> Mapping[str, Use]:
    """In the order in which a key names them."""
    return {name: Use(name, _words(entry), str(entry["hue"])) for name, entry in _data()["uses"].items()}


@lru_cache(maxsize=1)
def load_profiles() -> Mapping[str, Profile]:
    data = _data()
    hours = tuple(int(h) for h in data["hours"])
    return {
        name: Profile(name, _words(p), p["use"], _words(p["of"]), hours, tuple(v / 100 for v in p["at"]))
        for name, p in data["profiles"].items()
    }


def share(profile: str, hour: float) -> float:
    """How full a space of a profile is at an hour, 0 to 1; KeyError for no such profile."""
    return load_profiles()[profile].at(hour)


def assumed() -> Words:
    """What a picture says about all profiles: no count stands behind them."""
    return _words(_data()["note"])


def use_of_object(layer: str, kind: str) -> str:
    """The profile of a layer's object; '' when it is no space that people use by the hour."""
    entry = _data()["layers"].get(layer, {})
    return str(entry.get("profile") or entry.get("kinds", {}).get(kind, ""))


_KEPT: WeakKeyDictionary[District, Mapping[str, Used]] = WeakKeyDictionary()


def uses_of(district: District) -> Mapping[str, Used]:
    """Feature id -> its use, for all features of which one is known; the others have `NO_USE`."""
    if district not in _KEPT:
        found = _buildings(district)
        rules = _data()["features"]
        for name in ("open_spaces", "plazas", "parking_garages", "parking_spaces"):
            found |= _by_theme(district.theme(name), rules[name])
        _KEPT[district] = found | _lots(district, found, rules["parking_lots"])
    return _KEPT[district]


def hour_words(hour: int) -> Words:
    """`18:00`."""
    return Words(f"{hour:02d}:00", f"{hour:02d}:00")


# from the data of a district ----------------------------------------------------------------------------------------


def _by_theme(theme: Theme, rule: Mapping[str, Any]) -> dict[str, Used]:
    """All features of a theme, or those whose attributes have one of the values asked for."""
    chosen = np.ones(len(theme), bool)
    for column, values in rule.get("where", {}).items():
        told = theme.attributes.get(column)
        if told is not None:
            chosen &= np.isin(told.astype(str), [str(v) for v in values])
    profile = rule["profile"]
    used = Used(profile, profile, rule.get("use", load_profiles()[profile].use), Words())
    return {str(name): used for name in theme.ids[chosen]}


def _buildings(district: District) -> dict[str, Used]:
    """By the use that the data name; where they only say that it is a building, by the zone it stands in."""
    theme, rule = district.theme("buildings"), _data()["features"]["buildings"]
    meant = {word: profile for profile, words in rule["values"].items() for word in words}
    nothing = set(rule["says_nothing"])
    told = {c: np.char.lower(theme.attributes[c].astype(str)) for c in (*rule["columns"], *rule["filled"])
            if c in theme.attributes and theme.attributes[c].dtype.kind in "UO"}  # fmt: skip
    found, open_rows = {}, []
    for row, name in enumerate(map(str, theme.ids)):
        words = [str(told[c][row]) for c in rule["columns"] if c in told]
        profile = next((meant[w] for w in words if w in meant), None) or next(
            (p for c, p in rule["filled"].items() if c in told and str(told[c][row])), None
        )
        if profile is not None:
            found[name] = Used(profile, profile, load_profiles()[profile].use, _BY_DATA)
        elif all(w in nothing for w in words):
            open_rows.append(row)
    return found | _by_zone(district, np.array(open_rows, int))


def _by_zone(district: District, rows: np.ndarray) -> dict[str, Used]:
    """What the zoning of a district allows stands in for the use of the buildings in these rows."""
    rules = {zone: rule for rule in _data()["zones"].get(district.id, ()) for zone in rule["zones"]}
    zones, theme = district.theme("zoning"), district.theme("buildings")
    names = zones.attributes.get("zone")
    if not rules or names is None or not len(rows):
        return {}
    shapes = theme.geometry[rows]
    area = shapely.area(shapes)
    found = {}
    for at, zone in np.stack(zones.tree.query(shapely.point_on_surface(shapes), predicate="within"), axis=1).tolist():
        name = str(names[zone])
        rule = rules.get(name)
        if rule is not None and area[at] <= rule.get("most_m2", np.inf):
            basis = Words(f"数据中没有用途，依据区划 {name} 假设", f"no use in the data, assumed by the zone {name}")
            use = load_profiles()[rule["above"]].use
            found[str(theme.ids[rows[at]])] = Used(rule["above"], rule["ground"], use, basis)
    return found


def _lots(district: District, buildings: Mapping[str, Used], rule: Mapping[str, Any]) -> dict[str, Used]:
    """A lot serves homes where most of the floors around it are homes, else work and shops; nothing known, no use."""
    lots, theme = district.theme("parking_lots"), district.theme("buildings")
    if not len(lots) or not len(theme):
        return {}
    floors = shapely.area(theme.geometry) * _storeys(theme)
    kinds = np.array([buildings[str(n)].use if str(n) in buildings else "" for n in theme.ids])
    lot, near = theme.tree.query(lots.geometry, predicate="dwithin", distance=float(rule["within_m"]))
    known = np.bincount(lot, floors[near] * (kinds[near] != ""), len(lots))
    homes = np.bincount(lot, floors[near] * (kinds[near] == "home"), len(lots))
    found = {}
    for row in np.flatnonzero(known > 0).tolist():
        profile = rule["serves"]["home" if 2 * homes[row] > known[row] else "other"]
        found[str(lots.ids[row])] = Used(profile, profile, load_profiles()[profile].use, _AROUND)
    return found


def _storeys(theme: Theme) -> np.ndarray:
    """(n,) about how many floors; one where the height is unknown."""
    height = theme.attributes.get("height_m")
    if height is None or height.dtype.kind not in "fiu":
        return np.ones(len(theme))
    storeys: np.ndarray = np.maximum(1.0, np.nan_to_num(height.astype(float)) / 3.5)
    return storeys


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return kept_data(_FILE, "hours")


def _words(entry: Mapping[str, Any]) -> Words:
    return Words(str(entry.get("zh", "")), str(entry.get("en", "")))
