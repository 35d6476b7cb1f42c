"""Views and slides as the YAML a planner would write: short numbers, quotes only where they are needed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import Words
from wespace_desktop.model.yaml_guard import resolves_to_text

#: The order in which keys are written, that of the shipped scenarios.
ORDER = (
    "id", "delete", "view", "title", "caption", "camera", "notes", "year", "hour", "line", "layers", "mode", "compare",
    "swipe", "highlight", "layout", "indicators", "rows", "position", "target", "view_angle", "shift", "up",
    "parallel_height", "cut", "zh", "en",
)  # fmt: skip
#: An entry that is longer than this gets a line for each key.
WIDE = 120
_USUAL: dict[str, Any] = {"view_angle": 22.5, "shift": 0, "up": [0, 0, 1], "line": "central"}
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`="
_STRANGE = "\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_NEEDS_QUOTES = re.compile(rf'[,\[\]{{}}"\\:#\x00-\x1f{_STRANGE}]|^\.\.\.')


def view_as_written(view: View) -> dict[str, Any]:
    """The keys of a view in full; what is empty or usual is left out, except the mode."""
    layers = None if view.layers is None else _in_order(view.layers)
    found: dict[str, Any] = {
        "id": view.id,
        "title": _words(view.title),
        "caption": _words(view.caption),
        "camera": _camera(view.camera),
        "year": view.year,
        "hour": view.hour,
        "line": None if view.line == "central" else view.line,
        "layers": layers,
        "mode": view.mode,
        "compare": view.compare or None,
        "swipe": None if view.swipe == 0.5 else view.swipe,
        "highlight": list(view.highlight) or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def slide_as_written(slide: Slide) -> dict[str, Any]:
    """The keys of a slide; what is empty is left out."""
    found: dict[str, Any] = {
        "id": slide.id,
        "view": slide.view or None,
        "title": _words(slide.title),
        "caption": _words(slide.caption),
        "notes": _words(slide.notes),
        "year": slide.year,
        "hour": slide.hour,
        "layers": None if slide.layers is None else _in_order(slide.layers),
        "mode": slide.mode,
        "compare": slide.compare or None,
        "swipe": slide.swipe,
        "layout": None if slide.layout == "picture" else slide.layout,
        "indicators": list(slide.indicators) or None,
        "rows": list(slide.rows) or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def taken_back(inherited: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What must be written of keys that only the extended file has: the usual number, or null."""
    return {key: _USUAL.get(key) for key in inherited if key not in wanted}


def spelt(value: Any) -> str:
    """One value on one line, safe inside `[]` and `{}`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {spelt(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(spelt(inner) for inner in value) + "]"
    return _text(str(value))


def spelt_entry(entry: Mapping[str, Any], indent: int) -> str:
    """A list entry with dash and newline: one line while it is short and neither view nor slide, else a line a key."""
    lead = " " * indent + "- "
    line = lead + spelt(entry)
    if "camera" not in entry and "view" not in entry and len(line) <= WIDE:
        return line + "\n"
    below = "\n" + " " * len(lead)
    return lead + below.join(f"{key}: {spelt(value)}" for key, value in entry.items()) + "\n"


def _words(words: Words) -> dict[str, str] | None:
    return {lang: text for lang, text in (("zh", words.zh), ("en", words.en)) if text} or None


def _in_order(layers: frozenset[str]) -> list[str]:
    known = load_catalogue().ids
    return [name for name in known if name in layers] + sorted(layers - set(known))


def _camera(camera: Camera) -> dict[str, Any]:
    found: dict[str, Any] = {"position": list(camera.position), "target": list(camera.target)}
    usual = Camera((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    if camera.up != usual.up:
        found["up"] = list(camera.up)
    if camera.parallel_height_m != usual.parallel_height_m:
        found["parallel_height"] = camera.parallel_height_m
    if camera.view_angle_deg != usual.view_angle_deg:
        found["view_angle"] = camera.view_angle_deg
    if camera.shift != usual.shift:
        found["shift"] = camera.shift
    if camera.cut is not None:
        found["cut"] = [list(point) for point in camera.cut]
    return found


def _number(value: float) -> str:
    if value == int(value):
        return str(int(value))
    return np.format_float_positional(value, trim="-")


def _text(text: str) -> str:
    plain = (
        bool(text)
        and text == text.strip()
        and text[0] not in _INDICATORS
        and not _NEEDS_QUOTES.search(text)
        and resolves_to_text(text)
    )
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    """In double quotes; what a careful editor could not show is written as its number."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(f"[{_STRANGE}]", lambda m: f"\\u{ord(m.group()):04x}", quoted)
