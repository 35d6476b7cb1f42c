"""Stalls needed against stalls removed: where a conversion leaves fewer around it than are in use today."""

from __future__ import annotations

import numpy as np
import shapely

from wespace_desktop.model.catalogue import load_catalogue, parameter_in
from wespace_desktop.model.plan import Change, Plan
from wespace_desktop.model.quantity import figures

#: People who must drive look for a stall this far away (I12), m.
WITHIN_M = 300.0
#: What is in use is told of today; a layer knows the changes of a plan, not its year.
_TODAY = 2026
#: Theme -> attribute with the stalls that anybody may use.
_STALLS = {"parking_lots": "capacity", "parking_spaces": "capacity", "parking_garages": "public_capacity"}


def shortage_warnings(plan: Plan, change: Change) -> list[str]:
    """One sentence for a change that leaves a place short, with the worst place; stalls of car parks are estimates."""
    in_use = parameter_in(load_catalogue()["parking"], "stalls_in_use", _TODAY)
    short = [] if in_use is None else _short(plan, change, in_use.central / 100)
    if not short:
        return []
    missing, place, left, before = max(short)
    more = len({p for _, p, _, _ in short}) - 1
    also = f" (and {more} more places)" if more else ""
    needed = figures(left + missing)
    return [
        f"{change.id}: {place}{also}: {figures(left)} of {figures(before)} stalls are left within 300 m, "
        f"and about {needed} are in use today (assumed)"
    ]


def _short(plan: Plan, change: Change, in_use: float) -> list[tuple[float, str, float, float]]:
    """(missing, place, left, before) of each converted feature round which too few are left."""
    at, stalls, gone = _all_stalls(plan)
    if not len(at):
        return []
    tree = shapely.STRtree(shapely.points(at))
    found = []
    for feature in change.replaces:
        where = plan.district.find(feature)
        if where is None:
            continue
        theme, row = where
        near = tree.query(shapely.centroid(theme.geometry[row]), predicate="dwithin", distance=WITHIN_M)
        before, left = float(stalls[near].sum()), float(stalls[near][~gone[near]].sum())
        if left < in_use * before:
            found.append((in_use * before - left, str(theme.get(feature, "street", "") or feature), left, before))
    return found


def _all_stalls(plan: Plan) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(n, 2) places, (n,) stalls, (n,) whether the plan takes them."""
    taken = {f for c in plan.changes for f in c.replaces}
    at, stalls, gone = [], [], []
    for name, attribute in _STALLS.items():
        theme = plan.district.themes.get(name)
        if theme is None or attribute not in theme.attributes:
            continue
        middles = shapely.centroid(theme.geometry)
        at.append(np.c_[shapely.get_x(middles), shapely.get_y(middles)])
        stalls.append(np.nan_to_num(np.asarray(theme.attributes[attribute], float)))
        gone.append(np.isin(theme.ids, list(taken)))
    if not at:
        return np.empty((0, 2)), np.empty(0), np.empty(0, bool)
    return np.vstack(at), np.concatenate(stalls), np.concatenate(gone)

