"""Tags in one text column (`"lanes"=>"2","oneway"=>"yes"`, as GDAL gives OpenStreetMap) become columns of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from wespace_desktop.readers.vector import Layer

#: The column into which GDAL's OSM driver puts every tag that has no column of its own.
TAGS = "other_tags"
_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")


def with_tags(layer: Layer, wanted: Iterable[str]) -> Layer:
    """The layer with a column for each wanted key that some feature has as a tag; others stay missing."""
    missing = sorted(set(wanted) - set(layer.columns))
    if not missing or TAGS not in layer.columns:
        return layer
    tags = [_parsed(text) for text in layer.columns[TAGS]]
    columns = dict(layer.columns)
    for key in missing:
        values = np.array([found.get(key) for found in tags], object)
        if any(value is not None for value in values):
            columns[key] = values
    return replace(layer, columns=columns)


def keys_of(layer: Layer) -> set[str]:
    """Every name that a recipe may ask this layer for."""
    known = set(layer.columns) - {TAGS}
    for text in layer.columns.get(TAGS, np.empty(0, object)):
        known |= _parsed(text).keys()
    return known


def _parsed(text: object) -> dict[str, str]:
    if not isinstance(text, str):
        return {}
    return {_ESCAPED.sub(r"\1", key): _ESCAPED.sub(r"\1", value) for key, value in _PAIR.findall(text)}
