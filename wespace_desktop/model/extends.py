"""Reads a scenario file and the files it extends into one tree."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from wespace_desktop import paths
from wespace_desktop.errors import Problem
from wespace_desktop.model.allowed import NotAllowed, allowed_path
from wespace_desktop.model.faults import cut_texts, shown
from wespace_desktop.model.merge import inherited, merged, without_nulls
from wespace_desktop.model.rules import repeated_ids
from wespace_desktop.model.scenario import FORMAT_VERSION
from wespace_desktop.model.tree import Place, Tree
from wespace_desktop.model.yaml_guard import Unreadable, read_tree

MAX_FILES = 5


def read_whole(path: Path, problems: list[Problem], chain: tuple[Path, ...] = ()) -> Tree | None:
    """The file with all it extends merged in, or None when nothing can be made of it; faults go to `problems`."""
    try:
        tree = _layers_as_mapping(read_tree(path, str(path)))
    except Unreadable as error:
        problems += error.problems
        return None
    refused = _version_problem(tree)
    if refused:
        problems.append(refused)
        return None
    problems += repeated_ids(tree)
    problems += cut_texts(tree)
    extends = tree.get("extends")
    if extends is None or extends.value is None:
        return without_nulls(tree)
    parent_path = _parent_path(path, extends, (*chain, path.resolve()), problems)
    if parent_path is None:
        return None
    parent = read_whole(parent_path, problems, (*chain, path.resolve()))
    return None if parent is None else merged(_without_replaced(inherited(parent), tree), tree)


def extended_file(path: Path, tree: Tree) -> Path | None:
    """The file that a readable tree extends."""
    extends = tree.get("extends")
    return _existing(path, extends.value) if extends is not None and isinstance(extends.value, str) else None


def chain_of(path: Path) -> tuple[list[Path], list[Path]]:
    """The files that a scenario without faults is made of, and the places where a new file would change that."""
    files, absent = [path], []
    while len(files) <= MAX_FILES:
        tree = read_tree(files[-1], str(files[-1]))
        parent = extended_file(files[-1], tree)
        if parent is None:
            break
        beside = files[-1].parent / str(tree.value["extends"].value)
        absent += [beside] if beside != parent else []
        files.append(parent)
    return files, absent


def _existing(path: Path, text: str) -> Path | None:
    """Beside the file; else among the shipped scenarios, so that a copied example still finds what it extends."""
    for folder in (path.parent, paths.scenarios_dir()):
        found = allowed_path(text, folder)
        if found.is_file():
            return path.parent / text if folder == path.parent else found
    return None


def _parent_path(path: Path, extends: Tree, chain: tuple[Path, ...], problems: list[Problem]) -> Path | None:
    def refuse(message: str, hint: str = "") -> None:
        problems.append(extends.place.problem("extends", message, hint))

    text = extends.value
    if not isinstance(text, str):
        refuse(f"{shown(text)} is not a file name", "Write the name of a scenario file, for example kendall-today.yaml")
        return None
    try:
        found = _existing(path, text)
    except NotAllowed as error:
        refuse(f"{shown(text)} {error}", "Name a file in the same folder")
        return None
    if found is None:
        near = {p.stem: p.name for p in path.parent.glob("*.yaml") if p.name != path.name}
        names = get_close_matches(Path(text).stem, near, n=1, cutoff=0.75)
        refuse(f"there is no file {text}", f"Did you mean {near[names[0]]}?" if names else "Put it in the same folder")
    elif found.resolve() in chain:
        circle = [*(p.name for p in chain[chain.index(found.resolve()) :]), found.name]
        refuse(f"goes in a circle: {' -> '.join(circle)}", "Take one of them out")
    elif len(chain) >= MAX_FILES:
        refuse(f"goes deeper than {MAX_FILES} files")
    else:
        return found
    return None


def _version_problem(tree: Tree) -> Problem | None:
    """The version is looked at before anything else: a file of another format is never half loaded."""
    found = tree.get("wespace")
    if found is None:
        return Place(tree.place.file, 1, 1).problem(
            "", "wespace is missing", f'Write wespace: "{FORMAT_VERSION}" as the first line'
        )
    text = str(found.value)
    major, _, minor = text.partition(".")
    if not (major.isdecimal() and (minor or "0").isdecimal()) or len(text) > 12:
        return found.place.problem(
            "wespace", f"{shown(found.value)} is not a version", f'Write wespace: "{FORMAT_VERSION}"'
        )
    own = tuple(int(part) for part in FORMAT_VERSION.split("."))
    if (int(major), int(minor or 0)) > own:
        message = f"this file needs format {text}, and this WeSpace Desktop reads up to {FORMAT_VERSION}"
        return found.place.problem("wespace", message, "Open it with a newer WeSpace Desktop")
    if int(major) < own[0]:
        return found.place.problem("wespace", f"there never was a format {text}", f'Write wespace: "{FORMAT_VERSION}"')
    return None


def _layers_as_mapping(tree: Tree) -> Tree:
    """`layers: [a, b]` is short for `layers: {a: true, b: true}` and nothing else on."""
    layers = tree.get("layers")
    if layers is None or not isinstance(layers.value, list):
        return tree
    named = {
        str(item.value): Tree(True, item.place, item.place) for item in layers.value if isinstance(item.value, str)
    }
    changed = dict(tree.value)
    changed["layers"] = Tree(named if len(named) == len(layers.value) else layers.value, layers.place, layers.key)
    return Tree(changed, tree.place, tree.key)


def _without_replaced(parent: Tree, child: Tree) -> Tree:
    """A list of layers says all of them, so it replaces what the extended file has on."""
    layers = child.get("layers")
    if layers is None or not isinstance(layers.value, dict):
        return parent
    is_list = bool(layers.value) and all(entry.key == entry.place for entry in layers.value.values())
    empty_list = not layers.value
    if not (is_list or empty_list):
        return parent
    return Tree({k: v for k, v in parent.value.items() if k != "layers"}, parent.place, parent.key)
