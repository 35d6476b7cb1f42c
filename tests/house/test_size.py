"""Files, functions and parameter lists stay short; every file says what it is for; none is a drawer for everything."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from laws import PACKAGE, ROOT, functions, name, sources, tree

LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS, LONGEST_ARCHITECTURE = 400, 40, 5, 120
DRAWERS = {"utils", "util", "misc", "common", "helpers", "helper", "manager", "managers", "stuff", "tools"}


def all_files() -> list[Path]:
    return [*sources(), *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]


def test_files_are_short() -> None:
    long = {name(p): n for p in all_files() if (n := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE}
    assert not long, long


def test_functions_are_short() -> None:
    long = [
        f"{name(p)}:{f.lineno}: {f.name} has {f.end_lineno - f.lineno + 1} lines"
        for p in sources()
        for f in functions(p)
        if f.end_lineno and f.end_lineno - f.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long, "\n".join(long)


def test_parameters_are_few() -> None:
    """`self` and `cls` do not count; more than five become a frozen dataclass."""
    many = []
    for path in sources():
        for function in functions(path):
            every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
            count = sum(a.arg not in ("self", "cls") for a in every)
            if count > MOST_PARAMETERS:
                many.append(f"{name(path)}:{function.lineno}: {function.name} has {count} parameters")
    assert not many, "\n".join(many)


def test_every_file_begins_with_one_sentence() -> None:
    faults = []
    for path in all_files():
        text = path.read_text(encoding="utf-8")
        said = ast.get_docstring(tree(path)) or ""
        if not text.startswith('"""') or not said.splitlines() or not said.splitlines()[0].endswith("."):
            faults.append(name(path))
    assert not faults, "\n".join(faults)


def test_no_drawer_for_everything() -> None:
    for path in all_files():
        words = set(re.split(r"[_\W]+", name(path).lower().removesuffix(".py")))
        assert not words & DRAWERS, name(path)


def test_architecture_is_short_and_its_tree_is_the_real_one() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_ARCHITECTURE
    block = next(b for b in re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL) if b.startswith("wespace_desktop/"))
    told = set(re.findall(r"\w+\.py", block))
    real = {p.name for p in sources() if p.name != "__init__.py"}
    assert told == real, f"only in the text: {sorted(told - real)}; only in the folder: {sorted(real - told)}"
    folders = {p.parent.name for p in sources() if p.parent != PACKAGE}
    assert folders <= set(re.findall(r"(\w+)/", block))
