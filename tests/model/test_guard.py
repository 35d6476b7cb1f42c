"""No file, however hostile, leaves the reader as anything but a tree or a list of problems."""

# ruff: noqa: E501, SIM905

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wespace_desktop.model import yaml_guard
from wespace_desktop.model.reading import find_problems
from wespace_desktop.model.tree import plain
from wespace_desktop.model.yaml_guard import Unreadable, tree_of

LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILE: dict[str, tuple[bytes, str]] = {
    "deep list": (b"[" * 30_000, "is nested deeper than 64 levels"),
    "deep mapping": (b"{a: " * 30_000, "is nested deeper than 64 levels"),
    "deep block": ("".join("  " * i + "a:\n" for i in range(90)).encode(), "is nested deeper than 64 levels"),
    "deep sequence dashes": (b"- " * 30_000, "is nested deeper than 64 levels"),
    "many values": (b"a: [" + b"1," * 250_000 + b"]", "holds more than 200,000 values"),
    "large": (b"a: " + b"x" * 5_000_000, "is larger than 5 MB, the limit for one file"),
    "laughs": (LAUGHS.encode(), "the anchor &a is not allowed"),
    "self": (b"a: &a [*a]", "the anchor &a is not allowed"),
    "merge key": (b"a: &a {b: 1}\nc:\n  <<: *a\n", "the anchor &a is not allowed"),
    "python tag": (b"a: !!python/name:os.system x", "the tag !!python/name:os.system is not allowed"),
    "own tag": (b"a: !thing x", "the tag !thing is not allowed"),
    "binary tag": (b"a: !!binary aGVsbG8=", "the tag !!binary is not allowed"),
    "set tag": (b"a: !!set {x, y}", "the tag !!set is not allowed"),
    "huge integer": (b"a: " + b"9" * 100_000, "is a number of 100000 digits"),
    "huge float": (b"a: 1e999999", "1e999999 is not a number that can be drawn"),
    "negative infinity": (b"a: -.inf", "-.inf is not a number that can be drawn"),
    "not a number": (b"a: .NaN", ".NaN is not a number that can be drawn"),
    "utf-16 le": ("a: 1".encode("utf-16"), "is not UTF-8 text but UTF-16 or UTF-32"),
    "utf-16 be": (b"\xfe\xff" + "a: 1".encode("utf-16-be"), "is not UTF-8 text but UTF-16 or UTF-32"),
    "utf-16 without mark": ("a: 1".encode("utf-16-le"), "is not UTF-8 text but UTF-16 or UTF-32"),
    "utf-32": ("a: 1".encode("utf-32"), "is not UTF-8 text but UTF-16 or UTF-32"),
    "latin 1": ("a: Zürich".encode("latin-1"), "holds bytes that are not UTF-8 text"),
    "surrogate": (b"a: \xed\xa0\x80", "holds bytes that are not UTF-8 text"),
    "nul": (b"a: x\x00y", "holds the control character U+0000"),
    "escape": (b"a: \x1b[31m", "holds the control character U+001B"),
    "second mark": ("a: x\ufeffy".encode(), "holds the control character U+FEFF"),
    "duplicate": (b"a: 1\nb: 2\na: 3\n", "is written twice"),
    "two documents": (b"a: 1\n---\nb: 2\n", "holds a second document"),
    "directive": (b"%YAML 9.9\n---\na: 1\n", "is not YAML: found incompatible YAML document"),
    "open quote": (b'a: "never closed', "is not YAML: found unexpected end of stream"),
    "list key": (b"[a, b]: 1", "a key must be a plain word"),
    "scalar": (b"hello", "does not hold `key: value` lines"),
    "nothing": (b"", "does not hold `key: value` lines"),
    "only comment": (b"# hello", "does not hold `key: value` lines"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_words(name: str) -> None:
    data, message = HOSTILE[name]
    with pytest.raises(Unreadable) as caught:
        tree_of(data, "x.yaml")
    assert caught.value.problems[0].message == message
    assert len(caught.value.problems) <= yaml_guard.MAX_FAULTS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("on", "on"), ("012", "012"), ("12:30:45", "12:30:45"), ("0o17", "0o17"), ("0x1F", "0x1F"),
        ("1_000", "1_000"), ("2026-11-22", "2026-11-22"), ("true", True), ("False", False), ("~", None), ("", None),
        ("null", None), ("12", 12), ("-3", -3), ("+4", 4), ("1.50", 1.5), ("1e3", 1000.0), (".5", 0.5), ("'12'", "12"),
        ("0", 0), ("=", "="), ("<<", "<<"), ("y", "y"), ("1.2.3", "1.2.3"),
    ],
)  # fmt: skip
def test_plain_words_mean_what_they_look_like(text: str, value: object) -> None:
    found = tree_of(f"a: {text}\n".encode(), "x.yaml").value["a"].value
    assert found == value
    assert type(found) is type(value)


def test_places_count_from_one() -> None:
    tree = tree_of("a: 1\n城市:\n  - {b: 中, c: 2}\n".encode(), "x.yaml")
    places = {path: (found.at.line, found.at.column) for path, found in tree.walk()}
    assert places == {
        "": (1, 1), "a": (1, 1), "城市": (2, 1), "城市[0]": (3, 5), "城市[0].b": (3, 6), "城市[0].c": (3, 12),
    }  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"\xef\xbb\xbf")
def test_any_bytes(data: bytes) -> None:
    _reads_or_refuses(data)


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="ab: -[]{}&*!|>'\"#%@,?\n\t\\0123.e~<=\u4e2d", max_size=120))
def test_any_yaml_like_text(text: str) -> None:
    _reads_or_refuses(text.encode())


def _reads_or_refuses(data: bytes) -> None:
    problems = []
    try:
        plain(tree_of(data, "x.yaml"))
    except Unreadable as error:
        problems = error.problems
    assert all(p.file == "x.yaml" and p.message for p in problems)


_WORDS = st.sampled_from(
    "wespace id kind extends district layers interventions views title year target theme street ids on count every value "
    "unit source set kind effects plus minus camera position provenance sources av_lanes sensors parking hours where "
    "depends_on start within of m area horizon hour storyboard groups stock parameters cameras delete".split()
)
_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-9999, 9999), st.floats(allow_nan=False, allow_infinity=False, width=32),
    _WORDS, st.sampled_from(["1.0", "kendall", "Main St", "a", "m", "%", "A", "add", "lot-1-1"]),
)  # fmt: skip
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_WORDS, inner, max_size=5)),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(_WORDS, _VALUES, max_size=8))
def test_any_shape_is_read_or_refused_with_a_place(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, object]
) -> None:
    import yaml

    whole = {"wespace": "1.0", "id": "x", "district": "kendall", "layers": []} | data
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(yaml.safe_dump(whole | {"wespace": "1.0"}), encoding="utf-8")
    scenario, problems = find_problems(path)
    assert scenario is not None or problems
    assert all(p.line for p in problems)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_shipped_file_with_one_wound(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    from wespace_desktop import paths

    text = bytearray((paths.scenarios_dir() / "kendall-2035.yaml").read_bytes())
    at = data.draw(st.integers(0, len(text) - 1))
    text[at : at + data.draw(st.integers(0, 12))] = data.draw(st.binary(max_size=6))
    path: Path = tmp_path_factory.getbasetemp() / "wounded.yaml"
    path.write_bytes(bytes(text))
    scenario, problems = find_problems(path)
    assert scenario is not None or problems
