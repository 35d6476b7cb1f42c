"""Writes views and slides into the text of a scenario file: what changed is rewritten, all else keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from wespace_desktop.model.lookbook import Looks
from wespace_desktop.model.mending import added, end_of, mended
from wespace_desktop.model.merge import merge_order
from wespace_desktop.model.spelling import slide_as_written, spelt, spelt_entry, taken_back, view_as_written
from wespace_desktop.model.yaml_guard import composed

Entry = dict[str, Any]


def rewritten(text: str, before: Looks, wanted: Looks, inherited: Looks | None = None) -> str:
    """The text of a scenario file with the wanted views and slides.

    `before` is what the text says now, everything it extends merged in; `inherited` is what the extended file says. An
    entry that is the same keeps its bytes; what is inherited is not copied. Raises yaml.YAMLError on text that is none.
    """
    if before == wanted:
        return text
    inherited = inherited or Looks()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    breaks = "\r\n" if "\r\n" in body and body.count("\r\n") == body.count("\n") == body.count("\r") else "\n"
    body = body.replace(breaks, "\n")
    ends = body.endswith("\n")
    body = body if ends else body + "\n"
    if before.views != wanted.views:
        lists = [{v.id: view_as_written(v) for v in looks.views} for looks in (before, wanted, inherited)]
        body = _with_list(body, "views", lists)
    if before.slides != wanted.slides:
        lists = [{s.id: slide_as_written(s) for s in looks.slides} for looks in (before, wanted, inherited)]
        body = _with_list(body, "storyboard", lists)
    return mark + (body if ends else body.removesuffix("\n")).replace("\n", breaks)


@dataclass(frozen=True)
class _Piece:
    """One written entry: its text with the comments over it. `gone`: it says `delete: true`."""

    text: str
    gone: bool = False


@dataclass(frozen=True)
class _Cut:
    """A list in the text: what stands before and after it, and its entries. `indent` < 0: between brackets."""

    head: str
    pieces: dict[str, _Piece]
    tail: str
    indent: int


def _with_list(text: str, key: str, lists: Sequence[Mapping[str, Entry]]) -> str:
    before, wanted, inherited = lists
    cut = _cut(text, key)
    entries: dict[str, str] = {}
    for name, entry in wanted.items():
        piece = cut.pieces.get(name)
        if piece is not None and not piece.gone:
            entries[name] = mended(piece.text, before[name], entry, inherited.get(name, {}))
        elif name not in inherited:
            usual = ("mode", "side-by-side") if key == "views" else None
            entries[name] = _new(cut, {k: v for k, v in entry.items() if (k, v) != usual})
        elif entry != inherited[name]:
            entries[name] = _new(cut, _difference(entry, inherited[name]))
    if merge_order([n for n in inherited if n in wanted], list(entries)) != list(wanted):
        entries = {name: entries.get(name) or _new(cut, {"id": name}) for name in wanted}
    return _joined(text, key, cut, _with_deletions(cut, entries, [n for n in inherited if n not in wanted]))


def _difference(entry: Entry, inherited: Entry) -> Entry:
    found: Entry = {"id": entry["id"]}
    for name in dict.fromkeys([*entry, *inherited]):
        value, old = entry.get(name), inherited.get(name)
        if value != old:
            if isinstance(value, dict) and isinstance(old, dict):
                value = {**value, **taken_back(old, value)}
            found[name] = value
    return found


def _with_deletions(cut: _Cut, entries: dict[str, str], deleted: Sequence[str]) -> list[str]:
    """The texts in order; a deletion stands where its entry stood."""
    order = list(entries)
    texts = dict(entries)
    last = ""
    for name, piece in cut.pieces.items():
        if name not in texts and (piece.gone or name in deleted):
            texts[name] = piece.text if piece.gone else _lead(cut, piece.text) + _new(cut, {"id": name, "delete": True})
            order.insert(order.index(last) + 1 if last in order else 0, name)
        last = name if name in texts else last
    for name in deleted:
        if name not in texts:
            texts[name] = _new(cut, {"id": name, "delete": True})
            order.append(name)
    return [texts[name] for name in order]


def _new(cut: _Cut, entry: Entry) -> str:
    return spelt(entry) if cut.indent < 0 else spelt_entry(entry, cut.indent)


def _lead(cut: _Cut, text: str) -> str:
    """The comments over an entry."""
    if cut.indent < 0:
        return ""
    lines = text.splitlines(keepends=True)
    first = next((i for i, line in enumerate(lines) if line[cut.indent : cut.indent + 1] == "-"), 0)
    return "".join(lines[:first])


def _cut(text: str, key: str) -> _Cut:
    root = composed(text)
    node = next((value for name, value in root.value if name.value == key), None)
    if isinstance(node, yaml.SequenceNode) and node.value:
        return _cut_brackets(text, node) if node.flow_style else _cut_lines(text, node)
    return _Cut("", {}, "", -1 if root.flow_style else root.start_mark.column + 2)


def _cut_lines(text: str, node: Any) -> _Cut:
    """Entries of `- ` lines. A comment belongs to the entry below it, unless it is indented like the one above."""
    indent = int(node.start_mark.column)
    start = text.rfind("\n", 0, int(node.start_mark.index)) + 1
    start = _over_comments(text, start)
    head, pieces = text[:start], {}
    for entry in node.value:
        stop = _line_end(text, end_of(text, entry))
        while (match := re.compile(r"( *)#[^\n]*\n").match(text, stop)) and len(match.group(1)) > indent:
            stop = match.end()
        name, gone = _name(entry)
        pieces[name] = _Piece(text[start:stop], gone)
        start = stop
    return _Cut(head, pieces, text[start:], indent)


def _over_comments(text: str, start: int) -> int:
    """The start of the comment lines that stand right over the line which starts here."""
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def _cut_brackets(text: str, node: Any) -> _Cut:
    """Entries of `[{...}, {...}]`, cut at the commas between them."""
    start = int(node.start_mark.index) + 1
    head, pieces = text[:start], {}
    for number, entry in enumerate(node.value):
        stop = end_of(text, entry)
        last = number + 1 == len(node.value)
        comma = re.compile(r"(?:\s|#[^\n]*\n)*,").match(text, stop)
        stop = comma.end() - 1 if comma else int(node.end_mark.index) - 1
        name, gone = _name(entry)
        pieces[name] = _Piece(text[start:stop], gone)
        start = stop if last else stop + 1
    return _Cut(head, pieces, text[start:], -1)


def _name(entry: Any) -> tuple[str, bool]:
    values = {key.value: value.value for key, value in entry.value}
    return str(values.get("id", "")), str(values.get("delete", "")).lower() == "true"


def _joined(text: str, key: str, cut: _Cut, entries: Sequence[str]) -> str:
    if cut.pieces:
        if cut.indent < 0:
            same = list(entries) == [piece.text for piece in cut.pieces.values()]
            loose = all("\n" not in entry for entry in entries) and not same
            if loose:
                return cut.head + ", ".join(entry.strip() for entry in entries) + cut.tail
            return cut.head + ",".join(entries) + cut.tail
        if entries:
            return cut.head + "".join(entries) + cut.tail
        colon = text.index(":", _key_end(text, key)) + 1
        return f"{cut.head[:colon]} []{cut.head[colon:]}{cut.tail}"
    if not entries:
        return text
    root = composed(text)
    if root.flow_style:
        return _in_brackets(text, root, key, entries)
    return _with_lines(text, root, key, "".join(entries))


def _in_brackets(text: str, root: Any, key: str, entries: Sequence[str]) -> str:
    pair = next((pair for pair in root.value if pair[0].value == key), None)
    if pair is not None:
        start, stop = int(pair[1].start_mark.index), end_of(text, pair[1])
        return f"{text[:start]}[{', '.join(entries)}]{text[stop:]}"
    return added(text, root, key, f"[{', '.join(entries)}]")


def _key_end(text: str, key: str) -> int:
    return next(int(name.end_mark.index) for name, _ in composed(text).value if name.value == key)


def _with_lines(text: str, root: Any, key: str, block: str) -> str:
    """The first entries of a list that is empty or was never written: before `provenance`, else at the end."""
    pair = next((pair for pair in root.value if pair[0].value == key), None)
    if pair is not None:
        colon = text.index(":", int(pair[0].end_mark.index)) + 1
        stop = max(end_of(text, pair[1]), colon)
        line = _line_end(text, stop)
        rest = text[stop : line - 1]
        return f"{text[:colon]}{rest if rest.strip() else ''}\n{block}{text[line:]}"
    lead = " " * root.start_mark.column
    provenance = next((name for name, _ in root.value if name.value == "provenance"), None)
    if provenance is not None:
        at = _over_comments(text, text.rfind("\n", 0, int(provenance.start_mark.index)) + 1)
        return f"{text[:at]}{lead}{key}:\n{block}\n{text[at:]}"
    ended = re.search(r"^\.\.\.", text, re.MULTILINE)
    at = ended.start() if ended else len(text)
    gap = "" if text[:at].endswith("\n\n") else "\n"
    return f"{text[:at]}{gap}{lead}{key}:\n{block}{text[at:]}"


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1
