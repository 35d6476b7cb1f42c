"""Turns what the form objects to into a person's sentence with its place and its remedy."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from wespace_desktop.errors import Problem
from wespace_desktop.model.form import GroupForm, WordsForm
from wespace_desktop.model.tree import Tree, joined, plain
from wespace_desktop.model.words import LANGS


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean x?`, or the whole list when it is short and nothing is near."""
    names = list(dict.fromkeys(str(name) for name in known))
    lower = {name.lower(): name for name in reversed(names)}
    near = get_close_matches(word.lower(), lower, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {lower[near[0]]}?"
    return f"Write one of: {', '.join(names)}" if 0 < len(names) <= 12 else ""


def form_problems(form: type[BaseModel], tree: Tree, prefix: str = "") -> list[Problem]:
    """One problem for each objection of the form to a tree, at the place in the file that it is about."""
    try:
        form.model_validate(plain(tree))
    except ValidationError as error:
        found = [_problem(entry, tree, form) for entry in error.errors(include_url=False)]
        return [replace(p, path=joined(prefix, p.path) if p.path else prefix) for p in found]
    return []


def cut_texts(tree: Tree) -> list[Problem]:
    """Texts cut at a comma: `{en: Kendall, today}` is the text `Kendall` and an empty key `today`.

    An empty key counts as not written, so that nothing else would ever speak of it.
    """
    found: list[Problem] = []
    for path, here in tree.walk():
        last = ""
        for name, child in here.value.items() if isinstance(here.value, dict) else ():
            if name in LANGS:
                last = name if isinstance(child.value, str) else ""
            elif last and child.value is None and name not in _BESIDE_WORDS:
                message = f"the text ends at the comma before {shown(name)}"
                found.append(child.at.problem(joined(path, last), message, _COMMA))
                last = ""
            else:
                last = ""
    return found


_COMMA = "Put a text that holds a comma in quotes"
#: Keys that a mapping with `zh` and `en` may have beside them; one that is left empty cuts nothing off.
_BESIDE_WORDS = (*GroupForm.model_fields, *WordsForm.model_fields)


def _problem(entry: Any, tree: Tree, form: type[BaseModel]) -> Problem:
    steps = list(entry["loc"])
    kind, context, given = entry["type"], entry.get("ctx") or {}, entry.get("input")
    here, path, taken = tree.down(steps)
    rest = [str(step) for step in steps[taken:]]
    if kind == "missing":
        return here.at.problem(path, f"{rest[-1] if rest else 'a value'} is missing", _missing_hint(path, rest))
    if kind == "extra_forbidden":
        name = str(steps[-1])
        return here.at.problem(
            path, f"{name} is not a key here", _ELSEWHERE.get(name) or did_you_mean(name, fields_at(form, steps[:-1]))
        )
    message, hint = _sentence(kind, context, given)
    if kind in ("int_type", "int_from_float"):
        hint = _WHOLE.get(path.rsplit(".", 1)[-1], "Write a whole number")
    return here.place.problem(path, message, hint)


def _missing_hint(path: str, rest: Sequence[str]) -> str:
    name = rest[-1] if rest else ""
    if not path and name == "wespace":
        return 'Write wespace: "1.0"'
    if not path and name == "layers":
        return "Write layers: {parking: true}, or layers: [] for none"
    return f"Write {name}: ..." if name else ""


_PACKAGE = "Write district: and the name of a package; `wespace import` makes one"
_STREET = "Write street: and the name of a street"

#: Keys of the format's full form for which a district package has another way.
_ELSEWHERE = {
    "model": _PACKAGE,
    "roads": _PACKAGE,
    "walk": _PACKAGE,
    "transit": _PACKAGE,
    "road": _STREET,
    "lane": _STREET,
}

_TYPES: Mapping[str, tuple[str, str]] = {
    "string_type": ("is not text", "Write a word or put the text in quotes"),
    "int_type": ("is not a whole number", ""),
    "int_from_float": ("is not a whole number", ""),
    "float_type": ("is not a number", "Write a number without a unit"),
    "bool_type": ("is neither true nor false", "Write true or false"),
    "list_type": ("is not a list", "Write [a, b] or lines that begin with a hyphen"),
    "dict_type": ("is not a mapping", "Write {key: value}"),
    "model_type": ("is not a mapping", "Write {key: value}"),
    "model_attributes_type": ("is not a mapping", "Write {key: value}"),
}


_HOUR = "Write a whole hour from 0 to 23"

#: What is whole has a name that says more than that.
_WHOLE: Mapping[str, str] = {
    "start": "Write a year, or demand",
    "year": "Write a year, for example 2035",
    "hour": _HOUR,
    "open": _HOUR,
    "close": _HOUR,
}


def _sentence(kind: str, context: Mapping[str, Any], given: Any) -> tuple[str, str]:
    if kind in _TYPES:
        message, hint = _TYPES[kind]
        return f"{shown(given)} {message}", hint
    if kind == "literal_error":
        allowed = _choices(str(context["expected"]))
        return f"{shown(given)} is not allowed here", did_you_mean(str(given), allowed)
    if kind == "string_pattern_mismatch":
        return f"{shown(given)} is not an id", "Write small letters, digits and hyphens, for example lot-to-park"
    bounds = {"greater_than_equal": "ge", "less_than_equal": "le", "greater_than": "gt", "less_than": "lt"}
    if kind in bounds:
        words = {"ge": "at least", "le": "at most", "gt": "more than", "lt": "less than"}[bounds[kind]]
        return f"{shown(given)} is out of range", f"Write {words} {context[bounds[kind]]:g}"
    if kind in ("too_short", "too_long"):
        wanted = context.get("min_length", context.get("max_length"))
        return f"holds {context['actual_length']} numbers", f"Write {wanted}"
    return f"{shown(given)} cannot be read here", ""


def _choices(expected: str) -> list[str]:
    return [part.strip("'") for part in expected.replace(" or ", ", ").split(", ")]


def shown(value: Any) -> str:
    """A value as a person wrote it, short."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = str(value)
    return text if len(text) <= 40 else text[:37] + "..."


def fields_at(form: Any, steps: Sequence[str | int]) -> tuple[str, ...]:
    """Names of the keys the form allows at a place."""
    here = form
    for step in steps:
        here = _child(here, step)
    model = _model(here)
    return tuple(model.model_fields) if model else ()


def _child(kind: Any, step: str | int) -> Any:
    model = _model(kind)
    if model is not None:
        field = model.model_fields.get(str(step))
        return field.annotation if field else None
    for part in _parts(kind):
        origin, args = typing.get_origin(part), typing.get_args(part)
        if origin is list and isinstance(step, int):
            return args[0]
        if origin is dict:
            return args[1]
    return None


def _model(kind: Any) -> type[BaseModel] | None:
    return next((p for p in _parts(kind) if isinstance(p, type) and issubclass(p, BaseModel)), None)


def _parts(kind: Any) -> list[Any]:
    """The alternatives of an annotation, without its wrappers."""
    origin = typing.get_origin(kind)
    if origin is typing.Annotated:
        return _parts(typing.get_args(kind)[0])
    if origin in (typing.Union, types.UnionType):
        return [p for arg in typing.get_args(kind) for p in _parts(arg)]
    return [kind]
