"""A read file as a tree in which every value still knows its file, line and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from wespace_desktop.errors import Problem, Severity


@dataclass(frozen=True)
class Place:
    """Where something was written; line and column count from 1, 0 is the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def problem(self, path: str, message: str, hint: str = "", severity: Severity = "error") -> Problem:
        return Problem(self.file, self.line, self.column, path, message, hint, severity)


@dataclass(frozen=True)
class Tree:
    """A value: None, bool, int, float, str, dict[str, Tree] or list[Tree]. `key` is where its key stands."""

    value: Any
    place: Place
    key: Place | None = field(default=None, compare=False)

    @property
    def at(self) -> Place:
        """The key's place when there is one: that is what a hand changes when the entry as a whole is wrong."""
        return self.key or self.place

    def get(self, name: str) -> Tree | None:
        return self.value.get(name) if isinstance(self.value, dict) else None

    def entries(self) -> Iterator[tuple[str, Tree]]:
        """Named children: keys of a mapping; ids of a list of mappings, `[i]` where an entry has none."""
        if isinstance(self.value, dict):
            yield from self.value.items()
        elif isinstance(self.value, list):
            for i, item in enumerate(self.value):
                yield item.name or f"[{i}]", item

    @property
    def name(self) -> str:
        """The `id` of a list entry, or nothing."""
        found = self.get("id")
        return found.value if found is not None and isinstance(found.value, str) else ""

    def texts(self) -> Iterator[Tree]:
        """The strings in this value: itself, or those of a list."""
        for tree in self.value if isinstance(self.value, list) else [self]:
            if isinstance(tree.value, str):
                yield tree

    def down(self, steps: Sequence[str | int]) -> tuple[Tree, str, int]:
        """Deepest existing tree along the steps, its key path, and how many steps it took."""
        here: Tree = self
        path = ""
        for taken, step in enumerate(steps):
            if isinstance(here.value, dict) and step in here.value:
                here = here.value[step]
                path = joined(path, str(step))
            elif isinstance(here.value, list) and isinstance(step, int) and step < len(here.value):
                here = here.value[step]
                path = joined(path, here.name or f"[{step}]")
            else:
                return here, path, taken
        return here, path, len(steps)

    def walk(self, path: str = "") -> Iterator[tuple[str, Tree]]:
        """Every value with its key path, this one first."""
        yield path, self
        for name, child in self.entries():
            yield from child.walk(joined(path, name))


def joined(path: str, step: str) -> str:
    """`a` and `b` -> `a.b`; `a` and `[1]` -> `a[1]`."""
    return path + step if not path or step.startswith("[") else f"{path}.{step}"


def plain(tree: Tree) -> Any:
    """The same data without places."""
    if isinstance(tree.value, dict):
        return {name: plain(child) for name, child in tree.value.items()}
    if isinstance(tree.value, list):
        return [plain(child) for child in tree.value]
    return tree.value
