"""Every kind of bad scenario file gives its exact sentences, all of them, in the order of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from wespace_desktop.errors import EXIT_INVALID_SCENARIO, WeSpaceError
from wespace_desktop.model.reading import find_problems, load_scenario

FOLDER = Path(__file__).parent.parent / "formats" / "bad"

# ruff: noqa: E501
SENTENCES: dict[str, list[str]] = {
    "alias": [
        "alias.yaml:5:8: the anchor &v is not allowed. Delete it and write the value out",
        "alias.yaml:6:13: the alias *v is not allowed. Write the value out",
    ],
    "bad-id": [
        "bad-id.yaml:2:5: id: My Scenario is not an id. Write small letters, digits and hyphens, for example lot-to-park",
    ],
    "bare-number": [
        "bare-number.yaml:5:26: parameters.lane_width: is a number without unit and source. Write {value: 3, unit: ..., source: ...}",
    ],
    "camera-angle": [
        "camera-angle.yaml:6:86: views.v.camera.view_angle: 170 is out of range. Write 5 to 120 degrees",
    ],
    "camera-numbers": [
        "camera-numbers.yaml:6:42: views.v.camera.position: holds 2 numbers. Write 3",
        "camera-numbers.yaml:6:65: views.v.camera.target[2]: far is not a number. Write a number without a unit",
    ],
    "camera-point": [
        "camera-point.yaml:6:23: views.v.camera: position and target are the same point. Move one of them",
    ],
    "camera-up": [
        "camera-up.yaml:6:23: views.v.camera.up: up points along the view. Write another up, for example [0, 1, 0] for a plan",
    ],
    "circle": [
        "circle.yaml:6:5: interventions.a.depends_on: goes in a circle: a -> b -> a. Take one of them out",
    ],
    "colon": [
        "colon.yaml:5:15: is not YAML: mapping values are not allowed in this context. Put a text that holds a colon and a space in quotes",
    ],
    "comma": [
        "comma.yaml:5:30: title.en: the text ends at the comma before today. Put a text that holds a comma in quotes",
        "comma.yaml:9:33: interventions.a.title.zh: the text ends at the comma before 杆. Put a text that holds a comma in quotes",
        "comma.yaml:13:46: interventions.a.effects.gains[0].en: the text ends at the comma before safer. Put a text that holds a comma in quotes",
    ],
    "compare-itself": [
        "warning: compare-itself.yaml:9:38: storyboard.first.compare: is compared with itself. Name another scenario, or delete the line for the baseline",
    ],
    "condition": [
        "warning: condition.yaml:11:5: interventions.a.condition: is not worked out in this release",
    ],
    "control-character": [
        "control-character.yaml:5:10: holds the control character U+0007. Delete it",
    ],
    "district-up": [
        "district-up.yaml:3:11: district: ../../etc leads out of the scenario's folder. Name a district, or a file in this folder",
    ],
    "duplicate-key": [
        "duplicate-key.yaml:6:1: year: is written twice. Keep this one or the one in line 5",
    ],
    "empty": [
        'empty.yaml:1:1: does not hold `key: value` lines. Begin with wespace: "1.0"',
    ],
    "extends-absolute": [
        "extends-absolute.yaml:3:10: extends: /etc/passwd is not relative to the scenario's folder. Name a file in the same folder",
    ],
    "extends-device": [
        "extends-device.yaml:3:10: extends: NUL.yaml is the name of a device. Name a file in the same folder",
    ],
    "extends-drive": [
        "extends-drive.yaml:3:10: extends: C:\\today.yaml is not relative to the scenario's folder. Name a file in the same folder",
    ],
    "extends-list": [
        "extends-list.yaml:3:10: extends: a list is not a file name. Write the name of a scenario file, for example kendall-today.yaml",
    ],
    "extends-missing": [
        "extends-missing.yaml:3:10: extends: there is no file parrent.yaml. Put it in the same folder",
    ],
    "extends-self": [
        "extends-self.yaml:3:10: extends: goes in a circle: extends-self.yaml -> extends-self.yaml. Take one of them out",
    ],
    "extends-up": [
        "extends-up.yaml:3:10: extends: ../versions/version-1.0.yaml leads out of the scenario's folder. Name a file in the same folder",
    ],
    "extends-web": [
        "extends-web.yaml:3:10: extends: https://example.org/a.yaml is a web address, and nothing is fetched from a network. Name a file in the same folder",
    ],
    "fault-in-parent": [
        "fault-in-parent.yaml:4:1: yaer: yaer is not a key here. Did you mean year?",
        "unknown-choice.yaml:11:17: interventions.a.set.kind: noice is not allowed here. Did you mean noise?",
    ],
    "future-version": [
        "future-version.yaml:1:10: wespace: this file needs format 2.3, and this WeSpace Desktop reads up to 1.0. Open it with a newer WeSpace Desktop",
    ],
    "half-range": [
        "half-range.yaml:6:3: parameters.lane_width: has no central and no high. Write value, or low, central and high",
    ],
    "horizon": [
        "horizon.yaml:5:1: horizon: starts in 2035 and ends in 2010. Write a start before the end",
    ],
    "hour": [
        "hour.yaml:5:7: hour: 24 is out of range. Write at most 23",
    ],
    "hours": [
        "hours.yaml:11:5: interventions.a.hours: opens at 22 and closes at 6. Write overnight: true, or a later close",
    ],
    "huge-number": [
        "huge-number.yaml:5:7: year: is a number of 5000 digits. Write at most 15",
    ],
    "indicator": [
        "warning: indicator.yaml:6:3: parameters.lane_widht: lane_widht is not a number that anything asks for. Did you mean lane_width?",
        "warning: indicator.yaml:7:3: parameters.moons: moons is not a number that anything asks for. `wespace indicators` says what each indicator asks for",
        "indicator.yaml:8:36: parameters.car_use_change.unit: m does not fit here. Write %",
        "indicator.yaml:12:72: storyboard.first.indicators: I21 is not an indicator. Did you mean I20?",
        "indicator.yaml:12:77: storyboard.first.indicators: green is not an indicator. The indicators are I01 to I20",
    ],
    "later-dependency": [
        "later-dependency.yaml:11:18: interventions.a.depends_on: b starts in 2030, after this in 2028. Write start: 2030 or later here",
    ],
    "list-key": [
        "list-key.yaml:5:3: a key must be a plain word",
    ],
    "nan": [
        "nan.yaml:6:23: parameters.lane_width.value: .nan is not a number that can be drawn. Write a finite number",
        "nan.yaml:7:29: parameters.cycle_lane_width.value: 1e999 is not a number that can be drawn. Write a finite number",
    ],
    "no-address": [
        "no-address.yaml:14:7: provenance.sources.B1: a measured source has no address. Write url:, or author:, title: and year:",
    ],
    "no-camera": [
        "no-camera.yaml:6:5: views.v: camera is missing. Write camera: ...",
    ],
    "no-district": [
        "no-district.yaml:1:1: neither district nor extends is given. Write district: kendall, or extends: and a file",
    ],
    "no-harms": [
        "no-harms.yaml:11:5: interventions.a.effects: has gains but no harms. Write minus: [N2], or minus: [] with minus_reason",
    ],
    "no-id": [
        "no-id.yaml:1:1: id is missing. Write id: ...",
    ],
    "no-layers": [
        "no-layers.yaml:1:1: layers is missing. Write layers: {parking: true}, or layers: [] for none",
    ],
    "no-number": [
        "no-number.yaml:6:3: parameters.lane_width: has no number. Write value, or low, central and high",
    ],
    "no-purpose": [
        "warning: no-purpose.yaml:11:25: interventions.a.set.identifying: an identifying sensor has no purpose. Write purpose: {zh: ..., en: ...}",
    ],
    "no-reason": [
        "no-reason.yaml:11:27: interventions.a.effects.minus: is empty without a reason. Write minus_reason: {zh: ..., en: ...}",
    ],
    "no-source": [
        "no-source.yaml:6:3: parameters.lane_width: has no source. Write source: and the id of a line under provenance.sources",
    ],
    "no-unit": [
        "no-unit.yaml:6:3: parameters.car_trip_share: has no unit. Write unit: and one of the units of the format",
    ],
    "no-version": [
        'no-version.yaml:1:1: wespace is missing. Write wespace: "1.0" as the first line',
    ],
    "not-a-mapping": [
        'not-a-mapping.yaml:1:1: does not hold `key: value` lines. Begin with wespace: "1.0"',
    ],
    "not-shown": [
        "warning: not-shown.yaml:5:1: stock: is read and checked, but this release does not show it",
    ],
    "not-utf-8": [
        "not-utf-8.yaml:3:9: holds bytes that are not UTF-8 text. Save it as UTF-8",
    ],
    "old-version": [
        'old-version.yaml:1:10: wespace: there never was a format 0.9. Write wespace: "1.0"',
    ],
    "parent-off": [
        "warning: parent-off.yaml:4:10: layers.av_lanes: is on while sensors, which it stands on, is off. Switch sensors on, or say why not in summary",
    ],
    "percent": [
        "percent.yaml:6:27: parameters.office_vacancy.value: 130 % is outside 0 to 100",
    ],
    "repeated-id": [
        "repeated-id.yaml:11:9: interventions.a: the id a is already taken in line 6. Give each entry its own id",
    ],
    "report-row": [
        "warning: report-row.yaml:11:40: storyboard.first.rows[1]: the report has no row R-TR44. Did you mean R-TR4?",
    ],
    "slide-no-view": [
        "slide-no-view.yaml:8:5: storyboard.first: shows no view. Write view: and the id of a view",
    ],
    "slide-one-language": [
        "warning: slide-one-language.yaml:9:29: storyboard.first.title: has no Chinese text. Write title: {zh: ..., en: ...}",
        "warning: slide-one-language.yaml:9:41: storyboard.first.caption: has no English text. Write caption: {zh: ..., en: ...}",
        "warning: slide-one-language.yaml:10:5: storyboard.second.title: has no Chinese text. Write title: {zh: ..., en: ...}",
        "warning: slide-one-language.yaml:10:31: storyboard.second.notes: has no Chinese text. Write notes: {zh: ..., en: ...}",
    ],
    "slide-repeated": [
        "slide-repeated.yaml:9:10: storyboard.first: the id first is already taken in line 8. Give each entry its own id",
    ],
    "slide-unknown-view": [
        "slide-unknown-view.yaml:8:23: storyboard.first.view: no view is called brid. Did you mean bird?",
        "slide-unknown-view.yaml:9:39: storyboard.second.layers: sensor is not a layer. Did you mean sensors?",
        "slide-unknown-view.yaml:9:54: storyboard.second.year: 2050 is outside the horizon 2010 to 2035. Write a year inside it, or widen horizon",
        "slide-unknown-view.yaml:9:66: storyboard.second.mode: swpie is not allowed here. Did you mean swipe?",
    ],
    "strange-version": [
        'strange-version.yaml:1:10: wespace: latest is not a version. Write wespace: "1.0"',
    ],
    "syntax": [
        "syntax.yaml:6:5: is not YAML: did not find expected ',' or '}'. Close the mapping with }",
    ],
    "tab": [
        "tab.yaml:6:1: is not YAML: found character that cannot start any token. Indent with spaces; quote a text that begins with @, ` or %",
    ],
    "tag": [
        "tag.yaml:5:7: the tag !!python/object/apply:os.system is not allowed. Delete it: a scenario is data, never code",
    ],
    "two-documents": [
        "two-documents.yaml:5:1: holds a second document. Delete the line ---",
    ],
    "types": [
        "types.yaml:5:7: year: soon is not a whole number. Write a year, for example 2035",
        "types.yaml:6:16: interventions: none is not a list. Write [a, b] or lines that begin with a hyphen",
        "types.yaml:7:8: views: a mapping is not a list. Write [a, b] or lines that begin with a hyphen",
        "types.yaml:8:13: provenance: a list is not a mapping. Write {key: value}",
    ],
    "unfit-unit": [
        "unfit-unit.yaml:11:36: interventions.a.set.reach.unit: h does not fit here. Write m",
    ],
    "unknown-action": [
        "unknown-action.yaml:8:13: interventions.a.action: ad is not allowed here. Did you mean add?",
    ],
    "unknown-choice": [
        "unknown-choice.yaml:11:17: interventions.a.set.kind: noice is not allowed here. Did you mean noise?",
    ],
    "unknown-dependency": [
        "unknown-dependency.yaml:11:18: interventions.a.depends_on: no intervention is called bee. Did you mean be?",
    ],
    "unknown-effect": [
        "unknown-effect.yaml:11:22: interventions.a.effects.plus[0]: P9 is not allowed here. Write one of: P1, P2, P3, P4, P5",
    ],
    "unknown-ground": [
        "unknown-ground.yaml:9:19: interventions.a.target.on: no intervention is called lots",
    ],
    "unknown-key-deep": [
        "unknown-key-deep.yaml:8:5: views.v.camera: target is missing. Write target: ...",
        "unknown-key-deep.yaml:8:35: views.v.camera.targett: targett is not a key here. Did you mean target?",
    ],
    "unknown-key": [
        "unknown-key.yaml:5:1: tilte: tilte is not a key here. Did you mean title?",
    ],
    "unknown-layer-in-view": [
        "unknown-layer-in-view.yaml:6:32: views.v.layers: sensor is not a layer. Did you mean sensors?",
    ],
    "unknown-layer": [
        "unknown-layer.yaml:4:19: layers.av_lane: av_lane is not a layer. Did you mean av_lanes?",
    ],
    "unknown-setting": [
        "unknown-setting.yaml:11:11: interventions.a.set.knd: knd is not a key here. Did you mean kind?",
    ],
    "unknown-source": [
        "unknown-source.yaml:11:47: interventions.a.set.reach.source: no source is called S77. Add it under provenance.sources",
    ],
    "unknown-theme": [
        "unknown-theme.yaml:9:21: interventions.a.target.theme: street_light is not allowed here. Did you mean street_lights?",
    ],
    "unused-source": [
        "warning: unused-source.yaml:7:7: provenance.sources.B1: is never used. Delete the line, or name it where its number stands",
    ],
    "utf-16": [
        "utf-16.yaml: is not UTF-8 text but UTF-16 or UTF-32. Save it as UTF-8",
    ],
    "value-and-range": [
        "value-and-range.yaml:6:3: parameters.lane_width: has both value and low. Write value, or low, central and high",
    ],
    "wrong-flag": [
        "wrong-flag.yaml:11:24: interventions.a.set.identifying: sometimes is neither true nor false. Write true or false",
    ],
    "wrong-order": [
        "wrong-order.yaml:6:21: parameters.lane_width.low: low 5 is above central 3. Write them in numeric order",
    ],
    "wrong-unit": [
        "wrong-unit.yaml:11:36: interventions.a.set.reach.unit: mm is not allowed here. Did you mean m?",
    ],
    "yaml-1.1": [
        "yaml-1.1.yaml:6:7: year: 012 is not a whole number. Write a year, for example 2035",
        "yaml-1.1.yaml:7:7: hour: 12:30:45 is not a whole number. Write a whole hour from 0 to 23",
    ],
    "year-outside": [
        "year-outside.yaml:10:12: interventions.a.start: 2050 is outside the horizon 2010 to 2035. Write a year inside it, or widen horizon",
    ],
    "later-layer": [
        "later-layer.yaml:3:1: district: package is missing. Write package: ...",
        "later-layer.yaml:3:12: district.model: model is not a key here. Write district: and the name of a package; `wespace import` makes one",
        "later-layer.yaml:6:54: interventions.a.target.road: road is not a key here. Write street: and the name of a street",
        "later-layer.yaml:6:66: interventions.a.target.lane: lane is not a key here. Write street: and the name of a street",
    ],
    "not-above-zero": [
        "not-above-zero.yaml:6:75: interventions.a.target.every: 0 is not above 0. Write a number above 0",
        "not-above-zero.yaml:6:85: interventions.a.target.count: -3 is not above 0. Write a number above 0",
    ],
    "timetable": [
        "timetable.yaml:13:33: interventions.a.set.users[1].from: shoppers and workers both have the space at 17:00. Let one turn end before the next begins",
        "timetable.yaml:14:17: interventions.a.set.users[2].who: wokers is not allowed here. Did you mean workers?",
        "timetable.yaml:14:39: interventions.a.set.users[2].to: 25 is not an hour. Write a whole hour from 1 to 24",
        "timetable.yaml:15:11: interventions.a.set.users[3]: to is missing. Write to:",
        "timetable.yaml:15:38: interventions.a.set.users[3].until: until is not a key here. Write one of: who, from, to",
        "timetable.yaml:16:42: interventions.a.set.users[4].to: a turn begins and ends at the same hour. Write a later end",
        "timetable.yaml:17:90: interventions.b.set.users: workers is not a timetable. Write [{who: workers, from: 9, to: 18}]",
    ],
    "narrow-lane": [
        "narrow-lane.yaml:6:85: interventions.a.set.width: 2.5 m is less than 2.75 m, the least there is evidence for (S09). Write 2.75 m or more",
    ],
}


@pytest.fixture(autouse=True)
def _in_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


def test_every_bad_file_is_in_the_table() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(SENTENCES)


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences(name: str) -> None:
    _, problems = find_problems(Path(f"{name}.yaml"))
    assert [("warning: " if p.severity == "warning" else "") + p.sentence() for p in problems] == SENTENCES[name]


@pytest.mark.parametrize("name", SENTENCES)
def test_errors_refuse_the_file_and_warnings_do_not(name: str) -> None:
    scenario, problems = find_problems(Path(f"{name}.yaml"))
    errors = [p for p in problems if p.severity == "error"]
    assert (scenario is None) == bool(errors)
    if scenario is not None:
        assert scenario.problems == problems
        return
    with pytest.raises(WeSpaceError) as caught:
        load_scenario(Path(f"{name}.yaml"))
    assert list(caught.value.problems) == errors
    assert caught.value.exit_code == EXIT_INVALID_SCENARIO


def test_problem_as_json_has_the_promised_keys() -> None:
    _, problems = find_problems(Path("unknown-key.yaml"))
    assert problems[0].as_json() == {
        "file": "unknown-key.yaml",
        "line": 5,
        "column": 1,
        "path": "tilte",
        "message": "tilte is not a key here",
        "hint": "Did you mean title?",
        "severity": "error",
    }


def test_the_floor_that_is_none_is_named(tmp_path: Path) -> None:
    text = (
        'wespace: "1.0"\nid: floors\nextends: kendall-today.yaml\ntitle: {zh: 楼层, en: Floors}\nyear: 2035\ninterventions:\n'
        "  - {id: a, layer: third_places, action: add, target: {ids: [bldg-b1888]}, set: {floors: [1, first]}}\n"
    )
    file = tmp_path / "floors.yaml"
    file.write_text(text, encoding="utf-8")
    said = [p.sentence() for p in find_problems(file)[1] if p.severity == "error"]
    assert [s.split("floors.yaml:7:", 1)[1].split(": ", 1)[1] for s in said] == [
        "interventions.a.set.floors: first is not a floor. Write [2, 3]: whole numbers from 1, the ground floor"
    ]
