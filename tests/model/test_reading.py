"""A good file becomes a frozen scenario: short forms, what the catalogue fills in, extends, hash, old versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from wespace_desktop.errors import EXIT_MISSING_DATA, WeSpaceError
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.reading import find_problems, load_scenario
from wespace_desktop.model.words import Words

SHORT = """\
wespace: "1.0"
id: short
district: kendall
year: 2035
layers: [av_lanes, sensors, parking, cowork_pods]
interventions:
  - id: lanes
    layer: av_lanes
    action: retag
    target: {street: Main St}
    start: 2028
  - id: lots
    layer: parking
    action: convert
    target: {ids: [lot-1-1]}
    set: {function: plaza}
  - {id: pods, layer: cowork_pods, action: add, target: {on: [lots], count: 12}, start: 2030}
views:
  - {id: top, title: Top, camera: {position: [0, -900, 900], target: [0, 0, 0]}}
"""


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_twenty_lines_are_enough(tmp_path: Path) -> None:
    scenario = load_scenario(_write(tmp_path, "a.yaml", SHORT))
    assert scenario.problems == ()
    assert scenario.layers_on == {"av_lanes", "sensors", "parking", "cowork_pods"}
    assert scenario.title == Words(en="short")
    assert scenario.kind == "baseline"


def test_the_catalogue_fills_in_what_is_not_written(tmp_path: Path) -> None:
    scenario = load_scenario(_write(tmp_path, "a.yaml", SHORT))
    lanes, pods = scenario.intervention("lanes"), scenario.intervention("pods")
    assert lanes is not None
    assert lanes.set["width"] == Quantity(2.85, 2.95, 3.05, "m", "S10")
    assert (lanes.lag, lanes.plus, lanes.minus) == ("medium", ("P1", "P5"), ("N2", "N3"))
    assert len(lanes.harms) == 2
    assert pods is not None
    assert pods.target.count == Quantity.exact(12, "pod")
    assert scenario.layers["parking"].level == Quantity(0, 7, 49, "%", "M")
    assert {"S10", "A"} <= {source.id for source in scenario.sources}


def test_a_bare_number_keeps_the_source_only_inside_the_catalogue_range(tmp_path: Path) -> None:
    inside = SHORT.replace("start: 2028", "start: 2028\n    set: {width: 2.9}")
    outside = SHORT.replace("start: 2028", "start: 2028\n    set: {width: 3.4}")
    for text, expected in ((inside, Quantity.exact(2.9, "m", "S10")), (outside, Quantity.exact(3.4, "m", ""))):
        lanes = load_scenario(_write(tmp_path, "a.yaml", text)).intervention("lanes")
        assert lanes is not None
        assert lanes.set["width"] == expected


def test_yaml_1_1_surprises_stay_what_they_are(tmp_path: Path) -> None:
    text = SHORT + "title: no\nshort: 012\nsummary: {en: 12:30:45, zh: on}\n"
    scenario = load_scenario(_write(tmp_path, "a.yaml", text))
    assert (scenario.title.en, scenario.short.en, scenario.summary) == ("no", "012", Words("on", "12:30:45"))


def test_extends_merges_and_keeps_the_place_of_each_value(tmp_path: Path) -> None:
    _write(tmp_path, "base.yaml", SHORT)
    child = """\
wespace: "1.0"
id: child
extends: base.yaml
layers: {sensors: false}
interventions:
  - {id: lanes, start: 2030}
  - {id: pods, delete: true}
views:
  - {id: top, mode: single}
"""
    scenario = load_scenario(_write(tmp_path, "child.yaml", child))
    assert scenario.extends == tmp_path / "base.yaml"
    assert scenario.kind == "scenario"
    assert [i.id for i in scenario.interventions] == ["lanes", "lots"]
    assert scenario.interventions[0].start == 2030
    assert scenario.interventions[0].target.street == ("Main St",)
    assert scenario.views[0].mode == "single"
    assert scenario.title.en == "child"
    assert scenario.places["interventions.lanes.start"] == (str(tmp_path / "child.yaml"), 6, 17)
    assert scenario.places["interventions.lots.set.function"] == (str(tmp_path / "base.yaml"), 16, 11)
    assert not scenario.layers["sensors"].on


def test_a_list_of_layers_says_all_of_them(tmp_path: Path) -> None:
    _write(tmp_path, "base.yaml", SHORT)
    child = 'wespace: "1.0"\nid: child\nextends: base.yaml\nlayers: [sensors]\n'
    assert load_scenario(_write(tmp_path, "child.yaml", child)).layers_on == {"sensors"}


def test_null_deletes(tmp_path: Path) -> None:
    _write(tmp_path, "base.yaml", SHORT)
    child = 'wespace: "1.0"\nid: child\nextends: base.yaml\ninterventions: null\n'
    assert load_scenario(_write(tmp_path, "child.yaml", child)).interventions == ()


def test_a_chain_of_extends_ends_at_five_files(tmp_path: Path) -> None:
    _write(tmp_path, "f0.yaml", SHORT)
    for i in range(1, 6):
        _write(tmp_path, f"f{i}.yaml", f'wespace: "1.0"\nid: f{i}\nextends: f{i - 1}.yaml\n')
    assert load_scenario(tmp_path / "f4.yaml").id == "f4"
    _, problems = find_problems(tmp_path / "f5.yaml")
    assert [p.sentence() for p in problems] == [f"{tmp_path / 'f1.yaml'}:3:10: extends: goes deeper than 5 files"]


def test_a_circle_of_two_files(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        _write(tmp_path, f"{one}.yaml", f'wespace: "1.0"\nid: {one}\nextends: {other}.yaml\n')
    _, problems = find_problems(tmp_path / "a.yaml")
    assert [p.message for p in problems] == ["goes in a circle: a.yaml -> b.yaml -> a.yaml"]


def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    target = _write(tmp_path, "secret.yaml", SHORT)
    try:
        (inner / "link.yaml").symlink_to(target)
    except OSError:
        pytest.skip("this system makes no links")
    path = _write(inner, "a.yaml", 'wespace: "1.0"\nid: a\nextends: link.yaml\n')
    _, problems = find_problems(path)
    assert [p.message for p in problems] == ["link.yaml lies outside the scenario's folder"]


def test_a_copied_example_still_finds_what_it_extends(tmp_path: Path) -> None:
    path = _write(tmp_path, "mine.yaml", 'wespace: "1.0"\nid: mine\nextends: kendall-today.yaml\n')
    scenario = load_scenario(path)
    assert scenario.extends is not None
    assert scenario.extends.name == "kendall-today.yaml"


def test_the_hash_tells_the_content_not_the_place(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    one = load_scenario(_write(tmp_path, "a.yaml", SHORT))
    same = load_scenario(_write(tmp_path / "deep", "b.yaml", "# a comment\n" + SHORT))
    other = load_scenario(_write(tmp_path, "c.yaml", SHORT.replace("2028", "2029")))
    assert one.hash == same.hash != other.hash
    assert len(one.hash) == 64


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SHORT.replace("\n", "\r\n").encode())
    assert load_scenario(path).id == "short"


def test_a_missing_file() -> None:
    with pytest.raises(WeSpaceError) as caught:
        load_scenario(Path("nowhere.yaml"))
    assert str(caught.value) == "nowhere.yaml: no such scenario file. Name a .yaml file that holds a scenario"
    assert caught.value.exit_code == EXIT_MISSING_DATA


@pytest.mark.parametrize("path", sorted((Path(__file__).parent.parent / "formats" / "versions").glob("*.yaml")))
def test_every_version_ever_shipped_still_opens(path: Path) -> None:
    scenario = load_scenario(path)
    assert [p.message for p in scenario.problems] == ["7 of 10 numbers are assumed"]
    assert [i.id for i in scenario.interventions] == ["av", "to-park", "pods", "sensing"]
    assert scenario.horizon == (2010, 2040)
    assert scenario.views[0].camera.parallel_height_m == 800
    assert scenario.interventions[1].target.theme == "parking_lots"
    assert scenario.interventions[1].target.count == Quantity.exact(40, "stall", "A6")
