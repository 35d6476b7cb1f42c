"""Changes one key of one entry in the text of a scenario file and leaves every other letter as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from wespace_desktop.model.spelling import ORDER, WIDE, spelt, taken_back
from wespace_desktop.model.yaml_guard import composed

Pair = tuple[Any, Any]


def mended(text: str, before: dict[str, Any], wanted: dict[str, Any], inherited: dict[str, Any]) -> str:
    """The text of one entry with the keys that differ between `before` and `wanted` rewritten.

    `inherited` is what the extended file says of the same entry: a key that it has is taken back with null.
    """
    if before == wanted:
        return text
    for name in sorted({*before, *wanted}, key=rank):
        steps: tuple[str, ...] = (name,)
        if name == "view" and pair_at(text, steps) is None and pair_at(text, ("camera",)) is not None:
            steps = ("camera",)     # the older word for a slide's view
        text = _with(text, steps, (before.get(name), wanted.get(name), inherited.get(name)))
    return _on_lines(text)


def rank(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def end_of(text: str, node: Any) -> int:
    """Where the node's own text ends: libyaml's mark of a block lies behind the comments that follow it."""
    start = int(node.start_mark.index)
    if isinstance(node, yaml.ScalarNode):
        stop = int(node.end_mark.index)
        return start + len(text[start:stop].rstrip()) if node.style in ("|", ">") else stop
    if node.flow_style:
        return int(node.end_mark.index)
    last = node.value[-1]
    return max(end_of(text, part) for part in (last if isinstance(last, tuple) else (last,)))


def entry_node(text: str) -> Any:
    """The mapping in the text of one list entry, with its dash or without."""
    root = composed(text)
    return root.value[0] if isinstance(root, yaml.SequenceNode) else root


def pair_at(text: str, steps: Sequence[str]) -> Pair | None:
    node = entry_node(text)
    found: Pair | None = None
    for step in steps:
        if not isinstance(node, yaml.MappingNode):
            return None
        found = next((pair for pair in node.value if pair[0].value == step), None)
        if found is None:
            return None
        node = found[1]
    return found


def added(text: str, mapping: Any, name: str, value: str) -> str:
    """One more key with its value as it is to be written, behind those that usually stand before it."""
    pairs = mapping.value
    earlier = [pair for pair in pairs if rank(pair[0].value) < rank(name)]
    written = f"{name}: {value}"
    if not pairs:
        at = int(mapping.start_mark.index) + 1
        return text[:at] + written + text[at:]
    stop = _stop(text, (earlier or pairs[:1])[-1])
    if mapping.flow_style:
        return f"{text[:stop]}, {written}{text[stop:]}"
    line = text.find("\n", stop)
    head, tail = (text + "\n", "") if line < 0 else (text[: line + 1], text[line + 1 :])
    return f"{head}{' ' * mapping.start_mark.column}{written}\n{tail}"


def _with(text: str, steps: tuple[str, ...], values: tuple[Any, Any, Any]) -> str:
    before, wanted, inherited = values
    if before == wanted:
        return text
    pair = pair_at(text, steps)
    parent = inherited if isinstance(inherited, dict) else {}
    if pair is None:
        if wanted is None and inherited is None:
            return text
        holder = _holder(text, steps)
        whole = {**wanted, **taken_back(parent, wanted)} if isinstance(wanted, dict) else wanted
        return added(text, holder, steps[-1], spelt(whole))
    if isinstance(wanted, dict) and wanted and isinstance(pair[1], yaml.MappingNode) and pair[1].value:
        old = before if isinstance(before, dict) else {}
        for name in dict.fromkeys([*wanted, *old]):
            text = _with(text, (*steps, name), (old.get(name), wanted.get(name), parent.get(name)))
        return text
    if wanted is None and inherited is None:
        return _removed(text, steps)
    back = taken_back({steps[-1]: inherited}, {}) if wanted is None else {}
    return _replaced(text, pair, back.get(steps[-1], wanted))


def _replaced(text: str, pair: Pair, value: Any) -> str:
    key, node = pair
    start, stop = int(node.start_mark.index), end_of(text, node)
    colon = text.index(":", int(key.end_mark.index)) + 1
    if stop <= start:
        return f"{text[:colon]} {spelt(value)}{text[colon:]}"
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return text[:start] + spelt(value) + text[stop:]
    if isinstance(node, yaml.SequenceNode) and isinstance(value, list) and value:
        below = "\n" + " " * node.start_mark.column
        return text[:start] + below.join(f"- {spelt(item)}" for item in value) + text[stop:]
    line = text.index("\n", colon)
    return f"{text[:colon]} {spelt(value)}{text[colon:line]}{text[stop:]}"


def _removed(text: str, steps: tuple[str, ...]) -> str:
    holder = _holder(text, steps)
    pairs = holder.value
    i = next(n for n, pair in enumerate(pairs) if pair[0].value == steps[-1])
    start, stop = int(pairs[i][0].start_mark.index), _stop(text, pairs[i])
    following = int(pairs[i + 1][0].start_mark.index) if i + 1 < len(pairs) else -1
    line = text.rfind("\n", 0, start) + 1
    if not holder.flow_style and not text[line:start].strip():
        end = text.find("\n", stop) + 1
        return text[:line] + (text[end:] if end else "")
    if following >= 0:
        return text[:start] + text[following:]
    return text[: _stop(text, pairs[i - 1])] + text[stop:] if i else text[:start] + text[stop:]


def _holder(text: str, steps: tuple[str, ...]) -> Any:
    """The mapping that holds the key at the end of the steps."""
    pair = pair_at(text, steps[:-1])
    return pair[1] if pair else entry_node(text)


def _stop(text: str, pair: Pair) -> int:
    """Where the text of key and value ends; an empty value ends behind its colon."""
    return max(end_of(text, pair[1]), int(pair[0].end_mark.index))


def _on_lines(text: str) -> str:
    """A flow entry that has become too long for its line gets a line for each key."""
    node = entry_node(text)
    start, stop = int(node.start_mark.index), end_of(text, node)
    line = text.rfind("\n", 0, start) + 1
    lead = text[line:start]
    fits = len(lead) + stop - start <= WIDE
    if fits or not node.flow_style or lead.strip() != "-" or "\n" in text[start:stop] or "#" in text[start:stop]:
        return text
    below = "\n" + " " * len(lead)
    keys = [text[int(pair[0].start_mark.index) : _stop(text, pair)] for pair in node.value]
    return text[:start] + below.join(keys) + text[stop:]
