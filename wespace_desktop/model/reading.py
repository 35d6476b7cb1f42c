"""Reads a scenario file: every fault at once, or a frozen scenario with everything it extends merged in."""

from __future__ import annotations

from pathlib import Path

from wespace_desktop.errors import EXIT_INVALID_SCENARIO, Problem, WeSpaceError, missing_file
from wespace_desktop.model.building import build
from wespace_desktop.model.extends import extended_file, read_whole
from wespace_desktop.model.faults import form_problems
from wespace_desktop.model.form import ScenarioForm
from wespace_desktop.model.rules import rule_problems
from wespace_desktop.model.scenario import Scenario
from wespace_desktop.model.tree import plain


def load_scenario(path: Path) -> Scenario:
    """The scenario in a file; raises WeSpaceError with every fault in it. Warnings are in `Scenario.problems`."""
    path = Path(path)
    if not path.is_file():
        raise missing_file(path, "scenario file", "Name a .yaml file that holds a scenario")
    scenario, problems = find_problems(path)
    if scenario is None:
        raise WeSpaceError([p for p in problems if p.severity == "error"], EXIT_INVALID_SCENARIO)
    return scenario


def find_problems(path: Path) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """The scenario, or None when there is an error, and all problems in the order of the file."""
    path = Path(path)
    if not path.is_file():
        return None, missing_file(path, "scenario file", "Name a .yaml file that holds a scenario").problems
    problems: list[Problem] = []
    tree = read_whole(path, problems)
    if tree is None:
        return None, _in_order(problems, path)
    problems += form_problems(ScenarioForm, tree)
    problems += rule_problems(tree)
    if tree.get("district") is None:
        problems.append(
            tree.at.problem(
                "", "neither district nor extends is given", "Write district: kendall, or extends: and a file"
            )
        )
    ordered = _in_order(problems, path)
    if any(p.severity == "error" for p in ordered):
        return None, ordered
    form = ScenarioForm.model_validate(plain(tree))
    return build(form, tree, path, extended_file(path, tree), ordered), ordered


def _in_order(problems: list[Problem], path: Path) -> tuple[Problem, ...]:
    """The file's own faults first, each once, from top to bottom."""
    unique: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        unique.setdefault((problem.file, problem.line, problem.column, problem.path, problem.message), problem)
    return tuple(sorted(unique.values(), key=lambda p: (p.file != str(path), p.file, p.line, p.column, p.path)))
