"""Columns of a source become attributes of the district: renamed, in metres, unknown told apart from zero."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from wespace_desktop.readers.form import UNITS, Column

LONGEST_TEXT = 500
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def attribute(spec: Column, columns: dict[str, np.ndarray], rows: int) -> np.ndarray:
    """(rows,) float64 with NaN, bool, or unicode with '' for unknown."""
    if spec.from_ is None:
        return np.full(rows, _constant(spec.value))
    raw = columns[spec.from_]
    unknown = _unknown(raw, spec)
    kind = _kind(raw, spec)
    if kind == "number":
        found = numbers(raw)
        found[unknown] = np.nan
        return found if spec.unit == "1" else np.round(found * UNITS[spec.unit], 3)
    if kind == "flag":
        return np.isin(_texts(raw), [_text(v) for v in spec.yes or (True, 1, "yes", "true", "T", "Y")])
    words = _dates(raw) if kind == "date" else _texts(raw)
    words = np.array([_cased(spec.values.get(word, word), spec.case) for word in words], object)
    words[unknown] = ""
    return np.array([word[:LONGEST_TEXT] for word in words], str) if rows else np.empty(0, "U1")


def matches(raw: np.ndarray, wanted: tuple[Any, ...]) -> np.ndarray:
    """Rows whose value is one of `wanted`; null matches an unknown value."""
    hit = np.isin(_texts(raw), [_text(value) for value in wanted if value is not None])
    return hit | _missing(raw) if None in wanted else hit


def _kind(raw: np.ndarray, spec: Column) -> str:
    if spec.kind != "auto":
        return spec.kind
    if spec.values:
        return "text"
    if raw.dtype.kind == "M":
        return "date"
    return {"f": "number", "i": "number", "u": "number", "b": "flag"}.get(raw.dtype.kind, "text")


def _constant(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _missing(raw: np.ndarray) -> np.ndarray:
    if raw.dtype.kind == "f":
        return np.asarray(np.isnan(raw), bool)
    if raw.dtype.kind == "M":
        return np.asarray(np.isnat(raw), bool)
    return np.array([value is None or value != value for value in raw], bool)


def _unknown(raw: np.ndarray, spec: Column) -> np.ndarray:
    missing = _missing(raw)
    return missing | matches(raw, spec.unknown) if spec.unknown else missing


def _text(value: Any) -> str:
    """What a person would call the value: 2.0 is 2, and no NUL, tab or line break in it."""
    if value is None or value != value:
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        value = int(value)
    return " ".join(str(value).replace("\0", " ").split())


def _texts(raw: np.ndarray) -> np.ndarray:
    return np.array([_text(value) for value in raw], object)


def numbers(raw: np.ndarray) -> np.ndarray:
    """Numbers as they are; of a text the first number in it (`$1.25`, `2 Hours`)."""
    if raw.dtype.kind in "fiu":
        return np.array(raw, float)
    found = [_NUMBER.search(text.replace(",", "")) for text in _texts(raw)]
    return np.array([float(match.group()) if match else np.nan for match in found], float)


def _dates(raw: np.ndarray) -> np.ndarray:
    """`YYYY-MM-DD`, or as exact as the source is; whole numbers beyond 10,000 are milliseconds since 1970 (ArcGIS)."""
    if raw.dtype.kind == "M":
        return np.array([str(day) for day in raw.astype("datetime64[D]")], object)
    if raw.dtype.kind in "fiu":
        known = np.isfinite(raw.astype(float))
        stamps = np.where(known, raw, 0).astype("int64").astype("datetime64[ms]").astype("datetime64[D]")
        return np.array([str(day) for day in stamps], object)
    return np.array([text[:10] for text in _texts(raw)], object)


def _cased(word: str, case: str) -> str:
    if case == "title":
        return re.sub(r"[A-Za-z']+", lambda m: m.group().capitalize(), word.lower())
    return word.lower() if case == "lower" else word
