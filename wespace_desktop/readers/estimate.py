"""Finds values that the data do not hold, by the rules of the recipe, and marks which ones were only estimated."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

from wespace_desktop.model.district import Theme
from wespace_desktop.readers.form import Rule


def unknown(column: np.ndarray) -> np.ndarray:
    """True where an attribute has no value."""
    if column.dtype.kind == "f":
        return np.asarray(np.isnan(column), bool)
    return np.zeros(len(column), bool) if column.dtype.kind == "b" else np.asarray(np.equal(column, ""), bool)


Filled = tuple[dict[str, np.ndarray], np.ndarray]


def filled(theme: Theme, name: str, rule: Rule, themes: Mapping[str, Theme]) -> Filled:
    """New columns (the attribute, `_low` and `_high` where the rule gives a range) and the rows that were filled."""
    old = theme.attributes.get(name)
    if rule.rule == "below":
        return _below(theme, name, rule)
    gaps = np.ones(len(theme), bool) if old is None else unknown(old)
    gaps &= shapely.area(theme.geometry) < rule.smaller_than_m2
    if rule.rule == "per_storey":
        return _per_storey(theme, name, rule, gaps)
    if rule.rule == "per_area":
        return _per_area(theme, name, rule, gaps)
    if rule.rule == "median_of_nearest":
        values = _median_of_nearest(theme, name, rule)
    elif rule.rule == "nearest":
        values = _nearest(theme, rule, themes.get(rule.theme))
    elif rule.rule == "area":
        values = np.round(shapely.area(theme.geometry), 1)
    else:
        values = np.full(len(theme), rule.value)
    if old is not None:
        values = np.where(gaps, values, old)
    return {name: values}, gaps & ~unknown(values)


def _median_of_nearest(theme: Theme, name: str, rule: Rule) -> np.ndarray:
    """Median over the nearest features that have a value, by distance between points inside them; of those about as
    large where the rule asks for it and there are any.
    """
    column = np.asarray(theme.attributes[name], float)
    known = np.flatnonzero(~np.isnan(column))
    points = shapely.get_coordinates(shapely.point_on_surface(theme.geometry))
    area = np.maximum(shapely.area(theme.geometry), 1e-6)
    values = column.copy()
    if len(known) == 0:
        return values
    for row in np.flatnonzero(np.isnan(column)):
        far = ((points[known] - points[row]) ** 2).sum(axis=1)
        by_distance = known[np.argsort(far, kind="stable")]
        alike = by_distance[np.abs(np.log(area[by_distance] / area[row])) <= np.log(rule.alike)]
        nearest = (alike if len(alike) else by_distance)[: rule.count]
        values[row] = round(float(np.median(column[nearest])), 2)
    return values


def _per_area(theme: Theme, name: str, rule: Rule, gaps: np.ndarray) -> Filled:
    """How many units of `m2: (least, central, most)` fit: the most land per unit gives the low number."""
    least, central, most = rule.m2 or (1.0, 1.0, 1.0)
    area = shapely.area(theme.geometry)
    old = theme.attributes.get(name, np.full(len(theme), np.nan))
    columns = {}
    for end, each in (("", central), ("_low", most), ("_high", least)):
        columns[name + end] = np.where(gaps, np.floor(area / each), old)
    return columns, gaps


def _per_storey(theme: Theme, name: str, rule: Rule, gaps: np.ndarray) -> Filled:
    """Storeys times `storey_m: (low, central, high)`, where the source counts storeys but measures no height."""
    storeys = np.asarray(theme.attributes[rule.attribute], float)
    gaps = gaps & (storeys > 0)
    old = theme.attributes.get(name, np.full(len(theme), np.nan))
    columns = {}
    for end, each in zip(("_low", "", "_high"), rule.storey_m or (3.0, 3.5, 4.0), strict=True):
        columns[name + end] = np.where(gaps, np.round(storeys * each, 2), old)
    return columns, gaps


def _nearest(theme: Theme, rule: Rule, other: Theme | None) -> np.ndarray:
    """Attribute of the nearest feature of another theme, put into `text`; '' farther than `within_m`."""
    words = np.full(len(theme), "", object)
    if other is None or len(other) == 0 or len(theme) == 0:
        return words.astype(str)
    column = other.attributes.get(rule.attribute, np.full(len(other), ""))
    named = np.flatnonzero(~unknown(column))
    if len(named) == 0:
        return words.astype(str)
    # Centre first: the edge of a corner lot touches two streets, its middle lies at one.
    points = shapely.point_on_surface(theme.geometry)
    tree = shapely.STRtree(other.geometry[named])
    rows, hits = tree.query_nearest(points, max_distance=rule.within_m, all_matches=True)
    for row, hit in zip(rows[::-1], hits[::-1], strict=True):
        words[row] = rule.text.format(column[named[hit]])
    return words.astype(str)


def _below(theme: Theme, name: str, rule: Rule) -> Filled:
    """A base that the survey gave no lower than its top is put `by_m` under it."""
    top = np.asarray(theme.attributes[rule.under], float)
    base = np.asarray(theme.attributes.get(name, np.full(len(theme), np.nan)), float)
    thin = ~np.isnan(top) & ~(top - base >= rule.thinner_than_m)
    return {name: np.where(thin, np.round(np.maximum(0.0, top - rule.by_m), 2), base)}, thin
