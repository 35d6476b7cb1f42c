"""Reads a YAML file that nobody trusts: guarded against bombs and surprises before anything is built from it."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

from wespace_desktop.errors import Problem
from wespace_desktop.model.tree import Place, Tree

#: The limits of one file, in one table. PyYAML's C loader ends the process on about 30,000 nested brackets (60 KB).
MAX_BYTES = 5_000_000
MAX_DEPTH = 64
MAX_NODES = 200_000
MAX_DIGITS = 15
MAX_FAULTS = 100

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _CoreLoader(_Base):  # type: ignore[misc]
    """YAML 1.2 core schema: `no` and `12:30:45` stay text, and so does `012`, which 1.1 silently makes 10."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


_NULL, _BOOL, _INT, _FLOAT, _STR = (f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "str"))
_CoreLoader.add_implicit_resolver(_NULL, re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_CoreLoader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_CoreLoader.add_implicit_resolver(_INT, re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
_CoreLoader.add_implicit_resolver(
    _FLOAT,
    re.compile(
        r"^(?:[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
    ),
    list("-+.0123456789"),
)

#: What libyaml says -> what a person can do about it.
_REMEDIES = {
    "mapping values are not allowed": "Put a text that holds a colon and a space in quotes",
    "found character that cannot start any token": "Indent with spaces; quote a text that begins with @, ` or %",
    "found a tab character": "Indent with spaces, not tabs",
    "did not find expected ',' or ']'": "Close the list with ]",
    "did not find expected ',' or '}'": "Close the mapping with }",
    "did not find expected key": "Check the indentation of this line and the one before",
    "could not find expected ':'": "Write `key: value`, with a space after the colon",
    "found unexpected end of stream": "Close the quotes",
    "did not find expected <document start>": "Check the indentation of this line",
}


class Unreadable(Exception):
    """The file cannot become a tree; `problems` says why, all of it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(p.sentence() for p in problems))


def read_tree(path: Path, name: str) -> Tree:
    """The checked content of a file; raises Unreadable. `name` is what problems call the file."""
    whole = Place(name)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable([whole.problem("", f"cannot be read: {error.strerror or error}")]) from None
    return tree_of(data, name)


def tree_of(data: bytes, name: str) -> Tree:
    """The same for bytes already in memory."""
    whole = Place(name)
    if len(data) > MAX_BYTES:
        raise Unreadable([whole.problem("", f"is larger than {MAX_BYTES // 1_000_000} MB, the limit for one file")])
    text = _decoded(data, name)
    try:
        faults = _event_faults(text, name)
        if faults:
            raise Unreadable(faults)
        node = yaml.compose(text, Loader=_CoreLoader)
    except yaml.YAMLError as error:
        raise Unreadable([_syntax(error, whole)]) from None
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(
            [Place(name, 1, 1).problem("", "does not hold `key: value` lines", 'Begin with wespace: "1.0"')]
        )
    faults = []
    tree = _built(node, name, "", faults)
    if faults:
        raise Unreadable(faults[:MAX_FAULTS])
    return tree


def composed(text: str) -> Any:
    """The nodes of a text that was read before, with their marks: what rewriting goes by."""
    return yaml.compose(text, Loader=_CoreLoader)


def resolves_to_text(plain: str) -> bool:
    """Whether a word without quotes is read as text, not as a number, true, false or null."""
    return bool(_CoreLoader("").resolve(yaml.ScalarNode, plain, (True, False)) == _STR)


def _decoded(data: bytes, name: str) -> str:
    whole = Place(name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(data) > 1 and 0 in data[:2]):
        raise Unreadable([whole.problem("", "is not UTF-8 text but UTF-16 or UTF-32", "Save it as UTF-8")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        place = Place(name, before.count(b"\n") + 1, column)
        raise Unreadable([place.problem("", "holds bytes that are not UTF-8 text", "Save it as UTF-8")]) from None
    strange = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]", text)
    if strange:
        start = strange.start()
        place = Place(name, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        raise Unreadable([place.problem("", f"holds the control character U+{ord(strange.group()):04X}", "Delete it")])
    return text


def _event_faults(text: str, name: str) -> list[Problem]:
    """One pass over the events, before any object is built: depth, count, aliases, tags, documents."""
    faults: list[Problem] = []
    depth = nodes = documents = 0
    for event in yaml.parse(text, Loader=_CoreLoader):
        place = _place(event, name)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if isinstance(event, yaml.DocumentStartEvent) and documents == 2:
            faults.append(place.problem("", "holds a second document", "Delete the line ---"))
        nodes += isinstance(event, yaml.NodeEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return [*faults, place.problem("", f"is nested deeper than {MAX_DEPTH} levels")]
        if nodes > MAX_NODES:
            return [*faults, place.problem("", f"holds more than {MAX_NODES:,} values")]
        faults += _node_faults(event, place)
        if len(faults) >= MAX_FAULTS:
            return faults
    return faults


def _node_faults(event: Any, place: Place) -> list[Problem]:
    if isinstance(event, yaml.AliasEvent):
        return [place.problem("", f"the alias *{event.anchor} is not allowed", "Write the value out")]
    found = []
    if getattr(event, "anchor", None):
        found.append(
            place.problem("", f"the anchor &{event.anchor} is not allowed", "Delete it and write the value out")
        )
    tag = getattr(event, "tag", None)
    if tag:
        found.append(
            place.problem("", f"the tag {_short_tag(tag)} is not allowed", "Delete it: a scenario is data, never code")
        )
    return found


def _short_tag(tag: str) -> str:
    return "!!" + tag.removeprefix("tag:yaml.org,2002:") if tag.startswith("tag:yaml.org,2002:") else tag


def _syntax(error: yaml.YAMLError, whole: Place) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", None) or "cannot be read as YAML")
    hint = next((remedy for words, remedy in _REMEDIES.items() if words in said), "")
    place = Place(whole.file, mark.line + 1, mark.column + 1) if mark else whole
    return place.problem("", f"is not YAML: {said}", hint)


def _place(marked: Any, name: str) -> Place:
    return Place(name, marked.start_mark.line + 1, marked.start_mark.column + 1)


def _built(node: Any, name: str, path: str, faults: list[Problem]) -> Tree:
    place = _place(node, name)
    if isinstance(node, yaml.SequenceNode):
        return Tree([_built(item, name, f"{path}[{i}]", faults) for i, item in enumerate(node.value)], place)
    if isinstance(node, yaml.MappingNode):
        return Tree(_mapping(node, name, path, faults), place)
    return Tree(_scalar(node, place, path, faults), place)


def _mapping(node: yaml.MappingNode, name: str, path: str, faults: list[Problem]) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for key_node, value_node in node.value:
        place = _place(key_node, name)
        if not isinstance(key_node, yaml.ScalarNode):
            faults.append(place.problem(path, "a key must be a plain word"))
            continue
        key = str(key_node.value)
        here = f"{path}.{key}" if path else key
        if key in found:
            first = found[key].key
            where = f"Keep this one or the one in line {first.line}" if first else ""
            faults.append(place.problem(here, "is written twice", where))
        tree = _built(value_node, name, here, faults)
        found[key] = Tree(tree.value, tree.place, place)
    return found


def _scalar(node: yaml.ScalarNode, place: Place, path: str, faults: list[Problem]) -> object:
    text: str = node.value
    if node.tag == _NULL:
        return None
    if node.tag == _BOOL:
        return text.lower() == "true"
    if node.tag == _INT:
        if len(text.lstrip("+-")) > MAX_DIGITS:
            faults.append(place.problem(path, f"is a number of {len(text)} digits", f"Write at most {MAX_DIGITS}"))
            return 0
        return int(text)
    if node.tag == _FLOAT:
        return _finite(text, place, path, faults)
    return text


def _finite(text: str, place: Place, path: str, faults: list[Problem]) -> float:
    value = math.nan if "n" in text.lower() else float(text)
    if not math.isfinite(value):
        shown = text if len(text) < 20 else text[:17] + "..."
        faults.append(place.problem(path, f"{shown} is not a number that can be drawn", "Write a finite number"))
        return 0.0
    return value
