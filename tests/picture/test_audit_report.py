"""`wespace audit`: the promised keys, counts that agree with each other, and a sentence where nothing is compared."""

from __future__ import annotations

import json

import pytest

from wespace_desktop import paths
from wespace_desktop.cli import main

KEYS = {"view", "before", "after", "size", "least_pixels", "changed_pixels", "changed_share", "tallies", "objects",
        "undrawn"}  # fmt: skip


def test_json_has_the_promised_form(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(paths.scenarios_dir() / "kendall-2035.yaml")
    assert main(["audit", file, "--view", "third-street", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == KEYS
    assert (told["view"], told["before"]["scenario"]) == ("third-street", "kendall-today")
    width, height = told["size"]
    assert told["changed_share"] == told["changed_pixels"] / (width * height)
    assert 0.05 < told["changed_share"] < 0.95
    for tally in told["tallies"]:
        same = [o for o in told["objects"] if (o["thing"], o["loss"]) == (tally["thing"], tally["loss"])]
        assert tally["all"] == len(same)
        assert tally["hidden"] == sum(not o["seen"] for o in same)
    assert all(o["seen"] == (o["pixels"] >= told["least_pixels"]) for o in told["objects"])
    assert sum(o["pixels"] for o in told["objects"] if o["loss"]) <= width * height


def test_a_baseline_alone_is_compared_with_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    file = paths.scenarios_dir() / "kendall-today.yaml"
    assert main(["audit", str(file)]) == 2
    said = "there is nothing to compare this file with. Name the other file: --with FILE"
    assert capsys.readouterr().err.strip().endswith(said)
