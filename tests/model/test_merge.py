"""Properties of putting one file on top of another."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from wespace_desktop.model.merge import merged, without_nulls
from wespace_desktop.model.tree import Place, Tree, plain

KEYS = st.sampled_from("abcd")
LEAVES = st.one_of(st.integers(0, 9), st.text("xyz", max_size=2), st.booleans())
VALUES = st.recursive(
    LEAVES, lambda inner: st.one_of(st.dictionaries(KEYS, inner), st.lists(inner, max_size=3)), max_leaves=8
)
MAPPINGS = st.dictionaries(KEYS, VALUES)


def tree(value: Any, file: str = "f") -> Tree:
    place = Place(file, 1, 1)
    if isinstance(value, dict):
        return Tree({k: tree(v, file) for k, v in value.items()}, place)
    return Tree([tree(v, file) for v in value], place) if isinstance(value, list) else Tree(value, place)


def put(parent: Any, child: Any) -> Any:
    return plain(merged(tree(parent, "parent"), tree(child, "child")))


@settings(deadline=None)
@given(MAPPINGS)
def test_an_empty_child_changes_nothing(parent: dict[str, Any]) -> None:
    assert put(parent, {}) == parent


@settings(deadline=None)
@given(MAPPINGS)
def test_a_file_on_itself_is_itself(parent: dict[str, Any]) -> None:
    assert put(parent, parent) == parent


@settings(deadline=None)
@given(MAPPINGS, MAPPINGS)
def test_the_child_wins_and_nothing_else_is_lost(parent: dict[str, Any], child: dict[str, Any]) -> None:
    result = put(parent, child)
    assert set(result) == set(parent) | set(child)
    for key, value in child.items():
        if not isinstance(value, dict) or not isinstance(parent.get(key), dict):
            assert result[key] == value
    assert all(result[key] == parent[key] for key in set(parent) - set(child))


@settings(deadline=None)
@given(MAPPINGS, KEYS)
def test_null_deletes_wherever_it_stands(parent: dict[str, Any], key: str) -> None:
    assert put(parent, {key: None}) == {k: v for k, v in parent.items() if k != key}
    assert put({"outer": parent}, {"outer": {key: None}})["outer"].get(key) is None


@settings(deadline=None)
@given(st.lists(KEYS, unique=True), st.lists(KEYS, unique=True))
def test_lists_merge_by_id_in_the_order_of_the_parent(parent: list[str], child: list[str]) -> None:
    result = put([{"id": k, "from": "parent"} for k in parent], [{"id": k, "from": "child"} for k in child])
    assert [entry["id"] for entry in result] == parent + [k for k in child if k not in parent]
    assert all((entry["from"] == "child") == (entry["id"] in child) for entry in result)


def test_an_entry_is_taken_out_by_delete() -> None:
    parent = [{"id": "a", "x": 1}, {"id": "b", "x": 2}]
    assert put(parent, [{"id": "a", "delete": True}]) == [{"id": "b", "x": 2}]


def test_a_list_without_ids_is_replaced() -> None:
    assert put({"a": [1, 2]}, {"a": [3]}) == {"a": [3]}


def test_each_value_knows_its_file() -> None:
    result = merged(tree({"a": {"x": 1, "y": 2}}, "parent"), tree({"a": {"y": 3}}, "child"))
    assert {path: found.place.file for path, found in result.walk()} == {
        "": "child",
        "a": "child",
        "a.x": "parent",
        "a.y": "child",
    }


def test_nulls_of_a_file_alone_are_as_if_not_written() -> None:
    assert plain(without_nulls(tree({"a": None, "b": [{"c": None, "d": 1}]}))) == {"b": [{"d": 1}]}


def test_a_number_is_replaced_as_a_whole() -> None:
    one = {"value": 1, "unit": "m", "source": "A"}
    wide = {"low": 1, "central": 2, "high": 3}
    assert put(one, wide) == wide | {"unit": "m", "source": "A"}
    assert put(wide | {"unit": "m"}, {"value": 4}) == {"value": 4, "unit": "m"}
