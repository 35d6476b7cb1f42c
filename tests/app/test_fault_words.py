"""Every sentence about a file has its Chinese twin, and nothing that differs is lost in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from wespace_desktop.app.fault_words import fault_words, in_chinese, said
from wespace_desktop.errors import Problem
from wespace_desktop.model.reading import find_problems
from wespace_desktop.scene.opening import find_plan_problems

ROOT = Path(__file__).parents[2]
BAD = sorted((ROOT / "tests" / "formats" / "bad").glob("*.yaml"))
LOADERS = ("binding", "extends", "numbers", "reading", "rules", "selection", "timetable", "yaml_guard")
#: Not sentences of their own: pieces that another sentence is put together from.
PIECES = {"scenario file", "{} {}", "at least", "at most", "more than", "less than", "Write at most {}"}


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_every_fault_of_the_bad_files_is_said_in_chinese(path: Path) -> None:
    scenario, problems = find_problems(path)
    found = [*problems, *(find_plan_problems(scenario) if scenario is not None else ())]
    assert [t for p in found for t in (p.message, p.hint) if t and not in_chinese(t)] == []


@pytest.mark.parametrize("name", LOADERS)
def test_every_sentence_a_loader_writes_has_a_twin(name: str) -> None:
    """Read from the source, so that a sentence no test provokes cannot be forgotten."""
    source = ast.parse((ROOT / "wespace_desktop" / "model" / f"{name}.py").read_text(encoding="utf-8"))
    sentences = {t for t in _sentences(source) if " " in t and t not in PIECES}
    assert sentences
    assert sorted(t for t in sentences if not in_chinese(_filled(t))) == []


@pytest.mark.parametrize("path", sorted((ROOT / "wespace_desktop/scene/layers").glob("*.py")), ids=lambda p: p.stem)
def test_every_sentence_a_layer_writes_has_a_twin(path: Path) -> None:
    """A layer says `id: what it could not do`; the id stays what it is."""
    written = [t for t in _texts(ast.parse(path.read_text(encoding="utf-8"))) if re.match(r"\{\}: .* ", t)]
    assert [t for t in written if not in_chinese(_filled(t.removeprefix("{}: ")))] == []


def test_no_sentence_has_two_twins() -> None:
    """YAML would quietly keep the last one."""
    text = (ROOT / "assets" / "i18n" / "faults.zh.yaml").read_text(encoding="utf-8")
    keys = re.findall(r"^  ([\"'].*?[\"']): ", text, re.MULTILINE)
    assert [k for k in set(keys) if keys.count(k) > 1] == []


def test_what_differs_is_kept() -> None:
    assert in_chinese("takes 12 stalls, and there are 7") == "要占 12 个车位，而只有 7 个"
    assert in_chinese("has no central and no high") == "没有 central，也没有 high"
    assert in_chinese("a mapping is not a list") == "映射 不是列表"
    assert in_chinese("Write {value: 3, unit: ..., source: ...}") == "请写 {value: 3, unit: ..., source: ...}"


def test_a_sentence_without_a_twin_stays_in_english() -> None:
    assert in_chinese("the moon is full") == ""
    assert fault_words("the moon is full", "zh") == "the moon is full"
    assert fault_words("is never used", "en") == "is never used"


def test_several_problems_are_said_in_both_languages() -> None:
    told = said((Problem("a", 1, 1, "x", "x is missing", "Write x: ..."), Problem("a", 2, 1, "y", "is written twice")))
    assert told.zh == "缺少 x。请写 x: ...\n写了两次"
    assert told.en == "X is missing. Write x: ...\nIs written twice"


def _sentences(source: ast.AST) -> Iterator[str]:
    """Texts handed to whatever makes a problem, or kept as a message or hint before."""
    for node in ast.walk(source):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("problem", "Problem", "fault", "_fault", "Unreadable"):
                for argument in node.args:
                    yield from _texts(argument)
        if isinstance(node, ast.Assign) and {getattr(t, "id", "") for t in node.targets} & {"message", "hint"}:
            yield from _texts(node.value)


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _texts(child)


def _filled(sentence: str) -> str:
    return re.sub(r"\{\}", "x1", sentence)
