"""The command line as a person and as a script use it: exit codes, words on stderr, JSON on stdout."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from pptx import Presentation

from wespace_desktop import cli
from wespace_desktop.picture.png import read_metadata

Capture = pytest.CaptureFixture[str]

BROKEN = """\
wespace: "1.0"
id: plan
extends: kendall-today.yaml
title: {zh: 方案, en: Plan}
layers: [parkings]
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "方案 plan.yaml"
    file.write_text(BROKEN, encoding="utf-8")
    return file


def test_check_says_where_and_what(broken: Path, capsys: Capture) -> None:
    assert cli.main(["check", str(broken)]) == 3
    assert (
        f"error: {broken}:5:10: layers.parkings: parkings is not a layer. Did you mean parking?"
        in capsys.readouterr().out
    )


def test_check_json_has_the_promised_form(broken: Path, capsys: Capture) -> None:
    assert cli.main(["check", str(broken), "--json"]) == 3
    told = capsys.readouterr()
    assert told.err == ""
    (problem,) = json.loads(told.out)["problems"]
    assert problem == {
        "file": str(broken),
        "line": 5,
        "column": 10,
        "path": "layers.parkings",
        "severity": "error",
        "message": "parkings is not a layer",
        "hint": "Did you mean parking?",
    }


def test_shipped_scenarios_are_sound(capsys: Capture) -> None:
    files = sorted(map(str, (Path(__file__).parent.parent / "scenarios").glob("*.yaml")))
    assert cli.main(["check", *files]) == 0
    assert f"{len(files)} files, 0 errors" in capsys.readouterr().err


def test_schema_is_json(capsys: Capture) -> None:
    assert cli.main(["schema"]) == 0
    assert "interventions" in json.loads(capsys.readouterr().out)["properties"]


def test_info_counts_the_real_district(capsys: Capture) -> None:
    assert cli.main(["info", "kendall", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["themes"]["buildings"] == 2166
    assert facts["crs"] == "EPSG:26986"


def test_missing_file_and_district(tmp_path: Path, capsys: Capture) -> None:
    assert cli.main(["export", str(tmp_path / "no.yaml"), "-o", str(tmp_path / "a.png")]) == 4
    assert cli.main(["info", "nowhere"]) == 4
    assert "Shipped districts: helsinki, kendall" in capsys.readouterr().err


def test_mistyped_command(capsys: Capture) -> None:
    assert cli.main(["exprot"]) == 2
    assert capsys.readouterr().err == "exprot is neither a command nor a file. Did you mean export?\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--view", "birdd"], "there is no view birdd"),
        (["--layers", "pods"], "there is no layer pods"),
        (["--year", "2090"], "--year: 2090 is outside the scenario's horizon 2010 to 2035. Choose a year inside it"),
        (["-o", "/no/such/folder/a.png"], "Make the folder first or choose another"),
    ],
)
def test_export_says_what_is_wrong(
    words: list[str], sentence: str, kendall_2035: Path, tmp_path: Path, capsys: Capture
) -> None:
    line = [
        "export",
        str(kendall_2035),
        "-o",
        str(tmp_path / "a.png"),
        "--size",
        "320x180",
        "--quality",
        "draft",
        *words,
    ]
    assert cli.main(line) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "a.png").exists()


@pytest.mark.parametrize("size", ["big", "10x10", "99999x2"])
def test_size_is_checked(size: str, kendall_2035: Path, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["export", str(kendall_2035), "-o", "a.png", "--size", size])
    assert stop.value.code == 2
    assert size in capsys.readouterr().err


@pytest.mark.parametrize("share", ["half", "1.4", "-0.1", "40", "nan"])
def test_a_share_is_checked(share: str, kendall_2035: Path, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["export", str(kendall_2035), "-o", "a.png", "--mode", "swipe", f"--swipe={share}"])
    assert left.value.code == 2
    assert capsys.readouterr().err.endswith(
        f"argument --swipe: {share} is no share of the width; write a number from 0 to 1, for example 0.4\n"
    )


def test_a_swipe_and_a_lens_are_exported(kendall_2035: Path, tmp_path: Path, capsys: Capture) -> None:
    line = ["export", str(kendall_2035), "--size", "640x360", "--quality", "draft", "--force"]
    files = []
    for more in (["--mode", "swipe", "--swipe", "0.4"], ["--mode", "swipe"], ["--mode", "lens"]):
        out = tmp_path / f"{len(files)}.png"
        assert cli.main([*line, *more, "-o", str(out)]) == 0
        again = tmp_path / "again.png"
        assert cli.main([*line, *more, "-o", str(again)]) == 0
        assert out.read_bytes() == again.read_bytes()
        files.append(out.read_bytes())
    assert len(set(files)) == 3
    assert capsys.readouterr().err == ""


def test_export_writes_the_asked_size_twice_the_same(kendall_2035: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "图 one.png"
    line = ["export", str(kendall_2035), "-o", str(out), "--size", "640x360", "--quality", "draft", "--lang", "zh"]
    assert cli.main(line) == 0
    assert capsys.readouterr().out == f"{out}\n"
    first = out.read_bytes()
    assert struct.unpack(">II", first[16:24]) == (640, 360)
    assert cli.main(line) == 2
    assert "there is a file of this name already. Add --force to replace it" in capsys.readouterr().err
    assert cli.main([*line, "--force"]) == 0
    assert out.read_bytes() == first
    assert "kendall-2035" in json.dumps(read_metadata(out), default=str)


def test_the_storyboard_becomes_slides_without_a_display(kendall_2035: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "讲稿.pptx"
    line = ["export", str(kendall_2035), "--storyboard", "--size", "320x180", "--quality", "draft", "-o", str(out)]
    assert cli.main([*line, "--slides", "1,closing", "--lang", "both"]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    deck = Presentation(str(out))
    assert [s.shapes.title.text_frame.text for s in deck.slides][1] == "What it rests on, and what it leaves out"
    assert cli.main([*line, "--slides", "40", "--force"]) == 2
    assert "there is no slide 40; the storyboard has 11. Write numbers from 1 to 11" in capsys.readouterr().err
    assert cli.main([*line[:-1], str(tmp_path / "a.docx")]) == 2
    assert "a storyboard is written as .pptx, .pdf, a folder" in capsys.readouterr().err


def test_a_contact_sheet_without_a_display(kendall_2035: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    line = ["export", str(kendall_2035), "--contact", "--views", "plan", "--size", "320x180", "--quality", "draft"]
    assert cli.main([*line, "-o", str(out)]) == 0
    width, height = struct.unpack(">II", out.read_bytes()[16:24])
    assert width == 320
    assert 60 < height <= 180  # cut to its pictures


def test_diff_is_a_table_for_people(kendall_2035: Path, capsys: Capture) -> None:
    assert cli.main(["diff", str(kendall_2035.parent / "kendall-today.yaml"), str(kendall_2035)]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert "Converted parking\n  converted  " in told.out
    assert told.out.endswith("\nScenario, not a prediction\n")


def test_diff_json_and_csv_have_the_promised_form(kendall_2035: Path, capsys: Capture) -> None:
    line = ["diff", str(kendall_2035.parent / "kendall-today.yaml"), str(kendall_2035)]
    assert cli.main([*line, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"changes", "totals"}
    lot = next(c for c in told["changes"] if c["replaced"] == ["lot-513-857"])
    assert lot["kind"] == "converted"
    assert lot["from"]["en"] == "Car park on Galilei Way"
    assert lot["stalls_removed"] == {"low": 69.0, "central": 80.0, "high": 96.0, "unit": "stall", "source": "S08"}
    assert cli.main([*line, "--csv"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0].startswith("layer,kind,id,from,to,")
    assert len(rows) == 1 + len(told["changes"])


def test_diff_says_what_is_wrong(broken: Path, kendall_2035: Path, tmp_path: Path, capsys: Capture) -> None:
    assert cli.main(["diff", str(kendall_2035), str(broken)]) == 3
    assert "parkings is not a layer. Did you mean parking?" in capsys.readouterr().err
    assert cli.main(["diff", str(kendall_2035), str(tmp_path / "no.yaml")]) in (3, 4)
    with pytest.raises(SystemExit) as stop:
        cli.main(["diff", str(kendall_2035)])
    assert stop.value.code == 2


def test_no_display_draws_the_pair_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.chdir(tmp_path)
    assert cli.main([]) == 0
    told = capsys.readouterr()
    assert told.err == "No display here, so the picture goes to a file instead of a window.\n"
    assert Path(told.out.strip()).is_file()
