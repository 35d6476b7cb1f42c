"""Reads a recipe file and reports every fault in it at once, each with its line and what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from wespace_desktop.errors import EXIT_INVALID_SCENARIO, EXIT_MISSING_DATA, Problem, WeSpaceError, missing_file
from wespace_desktop.model.district import THEMES
from wespace_desktop.model.tree import Place, Tree, plain
from wespace_desktop.model.yaml_guard import Unreadable, read_tree
from wespace_desktop.readers.crs import projected_fault
from wespace_desktop.readers.form import RECIPE_VERSION, Column, Entry, Recipe, Rule, Shape, SourceForm

#: What to write for a key that must be there.
_WRITE = {
    "wespace_recipe": 'Write wespace_recipe: "1.0"',
    "id": "Write small letters, digits and hyphens, for example my-district",
    "title": "Write a name, or {zh: ..., en: ...}",
    "crs": "Write a projected system in metres, for example EPSG:25832",
    "credit": "Write whom a picture has to name, for example City of Cambridge GIS",
    "date": "Write when the data were made, for example 2026-08-17",
    "sources": "Write a list: - {id: city, title: ..., author: ..., licence: ..., date: ...}",
    "themes": f"Write theme: {{file: ..., prefix: ...}}; the themes are {', '.join(THEMES)}",
    "file": "Write the source file's name",
    "prefix": "Write small letters that begin the ids of this theme, for example bldg",
    "licence": "Write the licence's name, for example CC BY 4.0",
    "author": "Write who made the data",
}
_FORMS: tuple[type[BaseModel], ...] = (Recipe, Entry, Column, Rule, Shape, SourceForm)


def read_recipe(path: Path) -> Recipe:
    """WeSpaceError (exit 3) with every fault of the file; exit 4 when there is no such file."""
    if not path.is_file():
        raise missing_file(path, "recipe", "A recipe is a YAML file; see assets/districts/kendall/recipe.yaml")
    try:
        tree = read_tree(path, str(path))
    except Unreadable as error:
        raise WeSpaceError(error.problems, EXIT_INVALID_SCENARIO) from None
    version = tree.get("wespace_recipe")
    if version is not None and str(version.value) != RECIPE_VERSION:
        message, hint = f"version {version.value} is not known", f'Write "{RECIPE_VERSION}"'
        problem = version.place.problem("wespace_recipe", message, hint)
        raise WeSpaceError(problem, EXIT_INVALID_SCENARIO)
    try:
        recipe = Recipe.model_validate(plain(tree))
    except ValidationError as error:
        raise WeSpaceError(sorted(set(_problems(error, tree))), EXIT_INVALID_SCENARIO) from None
    faults = sorted(_meaning_faults(recipe, tree))
    if faults:
        raise WeSpaceError(faults, EXIT_INVALID_SCENARIO)
    return recipe


def source_faults(recipe: Recipe, tree_path: Path, folder: Path) -> list[Problem]:
    """Source files that are not there, each at the line that names it."""
    tree = read_tree(tree_path, str(tree_path))
    if not folder.is_dir():
        return [_at(tree, ("folder",), f"no such folder: {folder}", "Put the recipe's source files there")]
    faults = []
    for theme, entries in recipe.themes.items():
        for i, entry in enumerate(entries):
            if not (folder / entry.file).exists():
                place, path = _place(tree, ("themes", theme, i, "file"))
                near = did_you_mean(entry.file, (p.name for p in folder.iterdir()))
                hint = near or f"The recipe's files are looked for in {folder}"
                faults.append(place.problem(path, f"no such source file: {entry.file}", hint))
    return faults


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean "..."?` or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'Did you mean "{near[0]}"?' if near else ""


def _problems(error: ValidationError, tree: Tree) -> Iterable[Problem]:
    for fault in error.errors():
        loc = tuple(step for step in fault["loc"] if not _is_branch(step))
        place, path = _place(tree, loc)
        yield place.problem(path, *_in_words(fault, str(loc[-1]) if loc else ""))


def _is_branch(step: Any) -> bool:
    """pydantic names the members of a union in its path; a file has no such key."""
    return isinstance(step, str) and (step in {"str", "int", "float", "bool"} or step.startswith("function-"))


def _place(tree: Tree, loc: tuple[Any, ...]) -> tuple[Place, str]:
    """A single entry may stand without its list, so a step 0 that leads nowhere is skipped."""
    here, path = tree, ""
    for step in loc:
        found, name, taken = here.down([step])
        if taken:
            here, path = found, (f"{path}.{name}" if path and not name.startswith("[") else path + name)
        elif step != 0:
            return here.at, f"{path}.{step}" if path else str(step)
    return here.at, path


def _in_words(fault: Any, key: str) -> tuple[str, str]:
    """What is wrong, and what to write instead."""
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "missing":
        return "is missing", _WRITE.get(key, "")
    if kind == "extra_forbidden":
        known = {field.alias or name for form in _FORMS for name, field in form.model_fields.items()} - {key}
        return "is not a key here", did_you_mean(key, known)
    if kind == "literal_error":
        return f'"{fault["input"]}" is not known here', f"Write one of {context['expected']}"
    if kind == "value_error":
        return str(context["error"]), ""
    if kind == "string_pattern_mismatch":
        return f'"{fault["input"]}" may hold only small letters, digits and -', ""
    return str(fault["msg"]).removeprefix("Input ").lower(), ""


def _meaning_faults(recipe: Recipe, tree: Tree) -> Iterable[Problem]:
    why = projected_fault(recipe.crs)
    if why:
        yield _at(tree, ("crs",), why, "Write for example EPSG:25832 or the national grid of the place")
    known = [source.id for source in recipe.sources]
    for theme, entries in recipe.themes.items():
        if theme not in THEMES:
            near = did_you_mean(theme, THEMES) or f"The themes are {', '.join(THEMES)}"
            yield _at(tree, ("themes", theme), f'"{theme}" is not a theme', near)
        for i, entry in enumerate(entries):
            if entry.source and entry.source not in known:
                yield _at(tree, ("themes", theme, i, "source"), f'"{entry.source}" is not a source of this recipe',
                          did_you_mean(entry.source, known))


def _at(tree: Tree, loc: tuple[Any, ...], message: str, hint: str = "") -> Problem:
    place, path = _place(tree, loc)
    return place.problem(path, message, hint)


def fault_at(path: Path, theme: str, entry: int, message: str, hint: str = "") -> WeSpaceError:
    """An error about a source file, said at the recipe's line that names it."""
    tree = read_tree(path, str(path))
    return WeSpaceError(_at(tree, ("themes", theme, entry, "file"), message, hint), EXIT_MISSING_DATA)
