"""Puts a scenario on top of the one it extends, so that each value still knows which file it was written in."""

from __future__ import annotations

from collections.abc import Sequence

from wespace_desktop.model.tree import Tree

_RANGE = ("low", "central", "high")

#: Lists that keep the order of the file that was written last: a person sets it there.
ORDERED = ("views", "storyboard")

#: What belongs to one file alone and is never taken over from the file it extends.
OWN = ("wespace", "id", "kind", "extends", "title", "short", "summary")


def merged(parent: Tree, child: Tree) -> Tree:
    """Mappings merge deeply, lists of mappings by id, anything else is replaced; null and `delete: true` delete."""
    if isinstance(parent.value, dict) and isinstance(child.value, dict):
        return Tree(_mappings(parent.value, child.value), child.place, child.key)
    if _by_id(parent) and _by_id(child):
        return Tree(_lists(parent.value, child.value), child.place, child.key)
    return without_nulls(child)


def inherited(parent: Tree) -> Tree:
    """The part of a file that another file takes over when it extends it."""
    own = (*OWN, "storyboard") if tells_of_today(parent) else OWN
    return Tree({k: v for k, v in parent.value.items() if k not in own}, parent.place, parent.key)


def tells_of_today(tree: Tree) -> bool:
    """Whether a file says that it is a baseline: its slides speak of today, and no scenario on it takes them over."""
    kind = tree.get("kind")
    return kind is not None and kind.value == "baseline"


def without_nulls(tree: Tree) -> Tree:
    """A key whose value is null is as if it were not written; so is a list entry with `delete: true`."""
    if isinstance(tree.value, dict):
        kept = {k: without_nulls(v) for k, v in tree.value.items() if v.value is not None}
        return Tree(kept, tree.place, tree.key)
    if isinstance(tree.value, list):
        return Tree([without_nulls(v) for v in tree.value if not _is_deleted(v)], tree.place, tree.key)
    return tree


def _mappings(parent: dict[str, Tree], child: dict[str, Tree]) -> dict[str, Tree]:
    result = {name: value for name, value in parent.items() if name not in _replaced(child)}
    for name, value in child.items():
        if value.value is None:
            result.pop(name, None)
        elif name in result:
            both = merged(result[name], value)
            result[name] = _in_order(result[name], value, both) if name in ORDERED else both
        else:
            result[name] = without_nulls(value)
    return result


def _replaced(child: dict[str, Tree]) -> tuple[str, ...]:
    """A number is replaced as a whole: a range takes the place of a single value, and the other way."""
    if "value" in child:
        return _RANGE
    return ("value",) if any(name in child for name in _RANGE) else ()


def _lists(parent: list[Tree], child: list[Tree]) -> list[Tree]:
    changes = {entry.name: entry for entry in child}
    result = []
    for entry in parent:
        change = changes.pop(entry.name, None)
        if change is None:
            result.append(entry)
        elif not _is_deleted(change):
            result.append(merged(entry, change))
    seen = {entry.name for entry in parent}
    return result + [without_nulls(entry) for entry in child if entry.name not in seen and not _is_deleted(entry)]


def merge_order(parent: Sequence[str], child: Sequence[str]) -> list[str]:
    """The child's order; what only the parent names stays behind the one before it in the parent."""
    order = list(child)
    behind = -1
    for name in parent:
        if name not in child:
            order.insert(behind + 1, name)
        behind = order.index(name)
    return order


def _in_order(parent: Tree, child: Tree, both: Tree) -> Tree:
    if not (_by_id(parent) and _by_id(child)):
        return both
    entries = {entry.name: entry for entry in both.value}
    names = merge_order([e.name for e in parent.value], list(dict.fromkeys(e.name for e in child.value)))
    return Tree([entries[name] for name in names if name in entries], both.place, both.key)


def _by_id(tree: Tree) -> bool:
    return isinstance(tree.value, list) and all(isinstance(item.value, dict) and item.name for item in tree.value)


def _is_deleted(tree: Tree) -> bool:
    delete = tree.get("delete")
    return delete is not None and delete.value is True
