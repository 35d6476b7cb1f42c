"""A camera's section plane in a scenario file: read, written again, and refused where it is no plane."""

from __future__ import annotations

from pathlib import Path

import pytest

from wespace_desktop.app.fault_words import in_chinese
from wespace_desktop.errors import WeSpaceError
from wespace_desktop.model.lookbook import short_camera
from wespace_desktop.model.reading import load_scenario
from wespace_desktop.picture.provenance import camera_json

FILE = """wespace: "1.0"
id: cut
title: {{zh: 剖面, en: Section}}
district: kendall
year: 2026
kind: baseline
layers: []
views:
  - id: one
    title: {{zh: 一, en: One}}
    camera: {{position: [0, -50, 40], target: [0, 0, 5], parallel_height: 40, cut: {cut}}}
"""


def _read(tmp_path: Path, cut: str) -> object:
    file = tmp_path / "cut.yaml"
    file.write_text(FILE.format(cut=cut), encoding="utf-8")
    return load_scenario(file).views[0].camera


def test_a_cut_is_two_points(tmp_path: Path) -> None:
    camera = _read(tmp_path, "[[-10, 1], [10, 2.5]]")
    assert camera.cut == ((-10.0, 1.0), (10.0, 2.5))  # type: ignore[attr-defined]
    assert short_camera(camera).cut == camera.cut  # type: ignore[arg-type, attr-defined]
    assert camera_json(camera)["cut"] == camera.cut  # type: ignore[arg-type, attr-defined]


def test_one_point_is_no_plane(tmp_path: Path) -> None:
    with pytest.raises(WeSpaceError) as raised:
        _read(tmp_path, "[[1, 1], [1, 1]]")
    (problem,) = raised.value.problems
    assert problem.message == "both points of the cut are the same"
    assert problem.path == "views.one.camera.cut"
    assert in_chinese(problem.message) == "剖切面的两个点相同"
