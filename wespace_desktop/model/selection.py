"""Finds the real features of a district that a target describes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np
import shapely

from wespace_desktop.model.district import District, Theme
from wespace_desktop.model.faults import did_you_mean, shown
from wespace_desktop.model.scenario import Target

#: A feature without a street name of its own belongs to the nearest centreline up to this far away.
STREET_REACH_M = 25.0

#: Metered spaces of these statuses are no stalls: nobody can park there.
NO_STALL = ("permanently removed", "out of service", "proposed")

Fault = Callable[[str, str, str], None]


@dataclass(frozen=True, eq=False)
class Selector:
    """One district, asked many times. `taken` maps an intervention to the features it took, for `on` and `within`."""

    district: District
    taken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _streets: dict[str, np.ndarray] = field(default_factory=dict)

    def features(self, target: Target, theme: Theme, fault: Fault) -> np.ndarray:
        """Rows of the theme that meet every condition; `fault(key, message, hint)` hears what cannot be met."""
        mask = np.ones(len(theme), bool)
        checks = (
            (target.ids, self._by_id),
            (target.where, self._by_attribute),
            (target.street, self._by_street),
            (target.area, self._by_area),
            (target.of, self._by_distance),
            (target.on, self._by_ground),
        )
        for given, check in checks:
            if given:
                mask &= check(target, theme, fault)
        mask &= self._usable(target, theme, fault)
        return thinned(theme, np.flatnonzero(mask), target.every_m)

    def street_names(self) -> list[str]:
        """Every street name of the district, once."""
        return sorted({str(name) for name in _names(self.district.theme("streets")) if name})

    def street_named(self, text: str) -> str | None:
        """The street as the district writes it."""
        return next((name for name in self.street_names() if name.lower() == text.lower()), None)

    def geometry_of(self, name: str) -> list[Any]:
        """Geometry of a feature, of what an intervention took, or of a street; empty when there is none."""
        if name in self.taken:
            return [g for feature in self.taken[name] for g in self.geometry_of(feature)]
        found = self.district.find(name)
        if found is not None:
            return [found[0].geometry[found[1]]]
        street = self.street_named(name)
        theme = self.district.theme("streets")
        return list(theme.geometry[_names(theme) == street]) if street else []

    def _by_id(self, target: Target, theme: Theme, fault: Fault) -> np.ndarray:
        for i, name in enumerate(target.ids):
            if not theme.has(name):
                other = self.district.find(name)
                hint = f"{name} is one of the {other[0].name}" if other else self.near_ids(name, theme)
                fault(f"ids[{i}]", f"{theme.name} has no {name}", hint)
        return np.isin(theme.ids, np.array(target.ids, str))

    def near_ids(self, name: str, theme: Theme) -> str:
        """The ids a person may have meant: by place when the id tells a place, else by spelling."""
        place = re.match(r"^[a-z]+-(\d{1,6})-(\d{1,6})[a-z]?$", name)
        if place and len(theme):
            x, y = (int(place[i + 1]) + self.district.extent[i] for i in (0, 1))
            distance = shapely.distance(theme.geometry, shapely.Point(x, y))
            near = [str(theme.ids[row]) for row in np.argsort(distance, kind="stable")[:3]]
        else:
            near = get_close_matches(name, [str(i) for i in theme.ids], n=3, cutoff=0.5)
        return f"Nearest: {', '.join(near)}" if near else "`wespace info` lists what the district has"

    def _by_attribute(self, target: Target, theme: Theme, fault: Fault) -> np.ndarray:
        mask = np.ones(len(theme), bool)
        for name, wanted in target.where.items():
            column = theme.attributes.get(name)
            if column is None:
                fault("where", f"{theme.name} has no attribute {name}", did_you_mean(name, theme.attributes))
                continue
            found = matches(column, wanted)
            if not found.any():
                known = sorted({str(value) for value in column.tolist() if value not in ("", None)})[:200]
                hint = did_you_mean(str(wanted), known) if column.dtype.kind == "U" else ""
                fault(f"where.{name}", f"none of the {theme.name} has {name} = {shown(wanted)}", hint)
            mask &= found
        return mask

    def _by_street(self, target: Target, theme: Theme, fault: Fault) -> np.ndarray:
        wanted = []
        for i, text in enumerate(target.street):
            name = self.street_named(text)
            if name is None:
                fault(f"street[{i}]", f"the district has no street {text}", did_you_mean(text, self.street_names()))
            else:
                wanted.append(name)
        if theme.name == "streets":
            return np.isin(_names(theme), wanted)
        own = theme.attributes.get("street", np.full(len(theme), "", "U1"))
        return np.isin(np.where(own == "", self._nearest_street(theme), own), wanted)

    def _nearest_street(self, theme: Theme) -> np.ndarray:
        """(n,) name of the nearest centreline within reach, '' when there is none."""
        if theme.name not in self._streets:
            streets = self.district.theme("streets")
            names = np.full(len(theme), "", "U64")
            if len(streets) and len(theme):
                rows, nearest = streets.tree.query_nearest(
                    theme.geometry, max_distance=STREET_REACH_M, all_matches=False
                )
                names[rows] = _names(streets)[nearest]
            self._streets[theme.name] = names
        return self._streets[theme.name]

    def _by_area(self, target: Target, theme: Theme, fault: Fault) -> np.ndarray:
        polygon = shapely.Polygon(target.area) if len(target.area) >= 3 else shapely.Polygon()
        if polygon.is_empty or not polygon.is_valid:
            fault("area", "is not a simple polygon", "Write three or more corners [x, y] in order around it")
            return np.ones(len(theme), bool)
        return np.asarray(shapely.contains(polygon, shapely.point_on_surface(theme.geometry)))

    def _by_distance(self, target: Target, theme: Theme, fault: Fault) -> np.ndarray:
        found = []
        for i, name in enumerate(target.of):
            geometry = self.geometry_of(name)
            if not geometry:
                hint = did_you_mean(name, [*self.taken, *self.street_names()])
                fault(f"within.of[{i}]", f"there is no feature, street or intervention called {name}", hint)
            found += geometry
        return _touched(theme, found, target.within_m)

    def _by_ground(self, target: Target, theme: Theme, fault: Fault) -> np.ndarray:
        return _touched(theme, [g for name in target.on for g in self.geometry_of(name)], 0.0)

    def _usable(self, target: Target, theme: Theme, fault: Fault) -> np.ndarray:
        status = theme.attributes.get("status")
        if theme.name != "parking_spaces" or status is None:
            return np.ones(len(theme), bool)
        gone = np.isin(status, NO_STALL)
        for i, name in enumerate(target.ids):
            if theme.has(name) and gone[theme.index(name)]:
                fault(f"ids[{i}]", f"{name} is no stall: its status is {status[theme.index(name)]}", "Take it out")
        return ~gone


def _names(streets: Theme) -> np.ndarray:
    """(n,) names of the centrelines, '' where there is none."""
    return streets.attributes.get("name", np.full(len(streets), "", "U1"))


def _touched(theme: Theme, geometry: list[Any], distance_m: float) -> np.ndarray:
    mask = np.zeros(len(theme), bool)
    if geometry and len(theme):
        _, rows = theme.tree.query(np.array(geometry, object), predicate="dwithin", distance=max(distance_m, 0.01))
        mask[rows] = True
    return mask


def matches(column: np.ndarray, wanted: Any) -> np.ndarray:
    """Which values of an attribute are wanted: a value, one of a list, or {min:, max:}."""
    if isinstance(wanted, Mapping):
        low, high = wanted.get("min", -np.inf), wanted.get("max", np.inf)
        if column.dtype.kind != "f" or not all(isinstance(v, int | float) for v in (low, high)):
            return np.zeros(len(column), bool)
        return np.asarray((column >= low) & (column <= high))
    values: Iterable[Any] = wanted if isinstance(wanted, list) else [wanted]
    mask = np.zeros(len(column), bool)
    for value in values:
        if column.dtype.kind == "U":
            mask |= np.char.lower(column) == str(value).lower()
        elif column.dtype.kind == "b":
            mask |= column == value if isinstance(value, bool) else False
        elif isinstance(value, int | float) and not isinstance(value, bool):
            mask |= column == value
    return mask


def thinned(theme: Theme, rows: np.ndarray, every_m: float) -> np.ndarray:
    """Rows in order along their longest direction; with a spacing, those at least so far from the ones before."""
    if len(rows) < 2:
        return rows
    points = shapely.get_coordinates(shapely.point_on_surface(theme.geometry[rows]))
    centred = points - points.mean(axis=0)
    axis = np.linalg.svd(centred, full_matrices=False)[2][0]
    axis = axis if axis[np.argmax(np.abs(axis))] > 0 else -axis
    order = np.lexsort((theme.ids[rows], np.round(centred @ axis, 3)))
    if every_m <= 0:
        return rows[order]
    kept: list[int] = []
    for i in order:
        if not kept or np.min(np.linalg.norm(points[kept] - points[i], axis=1)) >= every_m:
            kept.append(int(i))
    return np.asarray(rows[np.array(kept)])
