"""Puts a scenario on top of the one it extends, so that each value still knows which file it was written in."""

from __future__ import annotations

from wespace_desktop.model.tree import Tree

_RANGE = ("low", "central", "high")

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
    return Tree({k: v for k, v in parent.value.items() if k not in OWN}, parent.place, parent.key)


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
            result[name] = merged(result[name], value)
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


def _by_id(tree: Tree) -> bool:
    return isinstance(tree.value, list) and all(isinstance(item.value, dict) and item.name for item in tree.value)


def _is_deleted(tree: Tree) -> bool:
    delete = tree.get("delete")
    return delete is not None and delete.value is True
