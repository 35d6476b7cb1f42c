"""Views and slides written back: what a person wrote stays, what is read again is what was wanted."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wespace_desktop import paths
from wespace_desktop.model.lookbook import Looks, looks_of
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.model.saving import read_for_writing
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import Words
from wespace_desktop.model.writing import rewritten

HEAD = """# What this file shows.
wespace: "1.0"
id: v
district: kendall
layers: [parking, sensors]   # two of them
"""
BLOCK = """views:   # where one stands
  # from above
  - id: bird
    title: {zh: 鸟瞰, en: "Bird, high"}   # the first one
    camera: {position: [1.5, -2, 300], target: [0, 0, 0], view_angle: 22.5}
    hour: 17

  # at the corner
  - {id: corner, title: Corner, camera: {position: [1, 2, 3.2], target: [4, 5, 3.2]}, mode: single}  # short
    # still the corner
  - title:
      zh: 街
      en: |
        Street
    id: street
    camera:
      target: [9, 9, 3]
      # eye height
      position:
        - 1
        - 2
        - 3.2
      view_angle: {value: 60}
    layers:   # not all
      - parking
      - sensors
    highlight: [a, b]
"""
FLOW = "views: [{id: bird, title: Bird, camera: {position: [0, 0, 9], target: [1, 0, 0]}}, # high\n" \
       "  {id: corner, title: C, camera: {position: [0, 1, 9], target: [1, 0, 0]}}, {id: street, title: S, " \
       "camera: {position: [0, 2, 9], target: [1, 0, 0]}} # low\n  ]\n"  # fmt: skip
SLIDES = """
# The talk.
storyboard:
  - {id: one, view: bird, title: {zh: 一, en: One}}   # opens
  # then down
  - id: two
    view: bird
    group: near
    notes: "says: much"
"""
TAIL = """
# who
provenance:
  author: Somebody   # a person
"""
FILES = {
    "block": HEAD + BLOCK + SLIDES + TAIL,
    "flow": HEAD + FLOW + TAIL,
    "nothing": HEAD + TAIL,
    "no end": (HEAD + BLOCK + "storyboard: []").rstrip("\n"),
    "windows": (HEAD + BLOCK + SLIDES + TAIL).replace("\n", "\r\n"),
    "marked": "\ufeff" + HEAD + "views:\nstoryboard: ~  # none yet\n" + TAIL,
    "brackets": '{"wespace": "1.0", "id": "v", "district": "kendall", "layers": ["parking"]}',
    "indented": re.sub("^(?=.)", "  ", HEAD + BLOCK + SLIDES, flags=re.MULTILINE),
}


def read(text: str, folder: Path, name: str = "v.yaml") -> Looks:
    path = folder / name
    path.write_bytes(text.encode())
    return looks_of(load_scenario(path))


def camera(*position: float, **more: float) -> Camera:
    x, y, z = position
    return Camera((x, y, z), (x + 100.0, 0.0, 0.5), **more)


TEXTS = st.one_of(
    st.sampled_from(["", "x", "2035", "true", "null", "a: b", "a, b", "- x", "#1", "街：一", "1e3", "~", "'", "\n"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
WORDS = st.builds(Words, TEXTS, TEXTS)
TITLES = WORDS.filter(bool)
NUMBERS = st.one_of(st.integers(-999, 999).map(float), st.floats(-999, 999, allow_nan=False))
POSES = st.builds(
    lambda x, y, z, angle, shift, high: camera(
        x, y, abs(z) + 1.0, view_angle_deg=angle, shift=shift, parallel_height_m=high
    ),
    NUMBERS, NUMBERS, NUMBERS, st.sampled_from([22.5, 30.0, 61.3]), st.sampled_from([0.0, 0.17]),
    st.sampled_from([0.0, 820.0]),
)  # fmt: skip
LAYERS = st.sampled_from([None, frozenset(), frozenset({"parking"}), frozenset({"parking", "sensors"})])
YEARS = st.sampled_from([None, 2026, 2031])
MODES = st.sampled_from(["single", "side-by-side", "swipe", "lens"])
CHANGES = {
    "title": TITLES, "caption": WORDS, "camera": POSES, "year": YEARS, "hour": st.sampled_from([None, 8]),
    "layers": LAYERS, "mode": MODES, "highlight": st.sampled_from([(), ("lot-1",), ("b", "a c")]),
    "compare": st.sampled_from(["", "kendall-2030"]), "swipe": st.sampled_from([0.5, 0.25]),
}  # fmt: skip
SLIDE_CHANGES = {
    "title": WORDS, "caption": WORDS, "notes": WORDS, "year": YEARS, "layers": LAYERS,
    "mode": st.one_of(st.none(), MODES), "swipe": st.sampled_from([None, 0.5]),
    "indicators": st.sampled_from([(), ("I14", "I12")]),
    "layout": st.sampled_from(["picture", "figures"]),
}  # fmt: skip


@st.composite
def edited(draw: st.DrawFn, before: Looks) -> Looks:
    """Any row of gestures: save, change, move, delete."""
    views, slides = list(before.views), list(before.slides)
    for step in range(draw(st.integers(1, 5))):
        rows, changes = draw(st.sampled_from([(views, CHANGES), (slides, SLIDE_CHANGES)]))
        kind = draw(st.sampled_from(["new", "change", "change", "move", "delete"]))
        if kind == "new" or not rows:
            made: View | Slide = View(f"new-{step}", draw(TITLES), draw(POSES))
            if rows is slides:
                if not views:
                    continue
                made = Slide(f"new-{step}", views[0].id, draw(WORDS))
            rows.insert(draw(st.integers(0, len(rows))), made)  # type: ignore[arg-type]
            continue
        at = draw(st.integers(0, len(rows) - 1))
        if kind == "change":
            name = draw(st.sampled_from(sorted(changes)))
            rows[at] = replace(rows[at], **{name: draw(changes[name])})  # type: ignore[type-var]
        else:
            row = rows.pop(at)
            if kind == "move":
                rows.insert(draw(st.integers(0, len(rows))), row)  # type: ignore[arg-type]
    names = {v.id for v in views}
    return Looks(tuple(views), tuple(s for s in slides if s.view in names))


@pytest.mark.parametrize("name", FILES)
@settings(deadline=None, max_examples=25)
@given(st.data())
def test_what_is_written_is_read_again(name: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before = read(FILES[name], Path(folder))
        wanted = data.draw(edited(before))
        text = rewritten(FILES[name], before, wanted)
        assert read(text, Path(folder)) == wanted
        again = rewritten(text, wanted, before)
        assert read(again, Path(folder)) == before
    for outside in ("# What this file shows.", "# two of them", "# who", "# a person"):
        assert (outside in text) == (outside in FILES[name])
    assert text.endswith("\n") == FILES[name].endswith("\n")
    assert text.count("\r\n") == (text.count("\n") if name == "windows" else 0)


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_an_entry_nobody_touched_keeps_its_bytes(data: st.DataObject) -> None:
    corner = BLOCK[BLOCK.index("  # at the corner") : BLOCK.index("  - title:")]
    with tempfile.TemporaryDirectory() as folder:
        before = read(FILES["block"], Path(folder))
        wanted = data.draw(edited(before))
        text = rewritten(FILES["block"], before, wanted)
    kept = next((v for v in wanted.views if v.id == "corner"), None) == before.views[1]
    assert (corner in text) or not kept
    for i, comments in enumerate((("# from above", "# the first one"), ("# short", "# still the corner"))):
        if before.views[i] in wanted.views:
            assert all(comment in text for comment in comments)


@pytest.mark.parametrize("name", FILES)
def test_no_change_is_the_same_bytes(name: str, tmp_path: Path) -> None:
    before = read(FILES[name], tmp_path)
    assert rewritten(FILES[name], before, before) == FILES[name]


SHIPPED = ("kendall-today.yaml", "kendall-2035.yaml", "kendall-2030-kerb.yaml")


@pytest.mark.parametrize("name", SHIPPED)
@settings(deadline=None, max_examples=10)
@given(st.data())
def test_the_shipped_files_and_what_they_inherit(name: str, data: st.DataObject) -> None:
    path = paths.scenarios_dir() / name
    scenario = load_scenario(path)
    before = looks_of(scenario)
    inherited = read_for_writing(path).inherited
    wanted = data.draw(edited(before))
    old = path.read_text("utf-8")
    text = rewritten(old, before, wanted, inherited)
    with tempfile.TemporaryDirectory() as folder:
        assert read(text, Path(folder), name) == wanted
    start = re.search("^views:", old, re.MULTILINE)
    assert start
    assert text.startswith(old[: start.start()])
