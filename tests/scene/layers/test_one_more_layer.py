"""One more layer touches one catalogue entry, one file and one line: a made-up one is checked, built and counted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import layer_town as lt
import numpy as np
import pytest

from wespace_desktop.model import catalogue
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.quantity import Quantity
from wespace_desktop.model.reading import find_problems
from wespace_desktop.model.state import standing
from wespace_desktop.model.words import Words
from wespace_desktop.scene import build
from wespace_desktop.scene.layers import LAYERS, settings
from wespace_desktop.scene.paint import painted
from wespace_desktop.scene.part import IdTable, Item, LayerBuild
from wespace_desktop.scene.shapes import box, place
from wespace_desktop.scene.site import Site

ENTRY = {
    "code": "L21", "title": {"zh": "灯亭", "en": "Lanterns"}, "short": {"zh": "灯亭", "en": "Lanterns"},
    "group": "leisure", "hue": "112233", "mark": "dot hue 8 20,12", "summary": {"zh": "试", "en": "A test layer"},
    "themes": ["street_lights"], "lag": "fast", "operators": ["government"], "depends_on": ["sensors"], "maturity": "N",
    "space": {"zh": "无", "en": "none"}, "objects": {"lantern": ["座", "灯亭", "lantern", "lanterns"]},
    "gains": [{"code": "P1", "zh": "得", "en": "gain", "who": {"zh": "人", "en": "people"}}],
    "harms": [{"code": "N1", "zh": "失", "en": "harm", "who": {"zh": "人", "en": "people"}}],
    "parameters": {"share": {"zh": "占", "en": "Share", "unit": "%", "grade": "A", "years": {"2026": [0, 1, 2, "A"]}}},
    "settings": {},
}  # fmt: skip
FILE = """wespace: "1.0"
id: x
district: kendall
layers: [sensors, lanterns]
interventions:
  - {id: a, layer: lanterns, action: add, target: {theme: street_lights}}
"""


def lanterns(site: Site, plan: Plan, ids: IdTable) -> LayerBuild:
    """The one file."""
    parts, items, tally = [], [], {}
    for change in settings.changes_of(plan, "lanterns"):
        key = plan.key(change)
        points = [t.geometry[row] for t, row in filter(None, map(site.district.find, change.features))]
        names = [f"{change.id}-{k}" for k in range(len(points))]
        mesh, owner = place(box(1, 1, 2), [(p.x, p.y, 0) for p in points])
        index = np.array([ids.of(name) for name in names])
        parts.append(painted(key, mesh, (9, 9, 9), index[owner], needs=frozenset({key}), layer="lanterns"))
        items += [
            Item(n, "lantern", Words("灯亭", "Lantern"), (p.x, p.y, 2), np.empty((0, 3)), (), "lanterns", key)
            for n, p in zip(names, points, strict=True)
        ]
        tally[key] = Quantity.exact(len(names), "1", "calc")
    return LayerBuild(tuple(parts), tuple(items), tally=tally)


@pytest.fixture(autouse=True)
def one_more(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One entry and one line, taken back afterwards."""
    data = catalogue._data()
    whole = {**data, "layers": {**data["layers"], "lanterns": ENTRY}}
    module = ModuleType("lantern_layer")
    module.build = lanterns  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lantern_layer", module)
    monkeypatch.setitem(LAYERS, "lanterns", "lantern_layer")
    monkeypatch.setattr(catalogue, "_data", lambda: whole)
    for made in (catalogue.load_catalogue, catalogue.load_settings):
        made.cache_clear()
    yield
    for made in (catalogue.load_catalogue, catalogue.load_settings):
        made.cache_clear()


def test_a_file_may_name_it_and_is_told_its_parent(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(FILE, encoding="utf-8")
    assert find_problems(file)[1] == ()
    file.write_text(FILE.replace("[sensors, lanterns]", "[lanterns]"), encoding="utf-8")
    assert [p.message for p in find_problems(file)[1]] == ["is on while sensors, which it stands on, is off"]


def test_it_is_built_counted_and_switched_off_to_the_last_bit() -> None:
    district = lt.town()
    plan = lt.plan(district, lt.change("a", "lanterns", ["light-1", "light-2"]))
    with_it, without = (build.build_scene(district, (p,)) for p in (plan, lt.plan(district)))
    assert with_it.tallies["next", "lanterns"] == {"next/a": Quantity.exact(2, "1", "calc")}
    assert {"a-0", "a-1"} <= set(with_it.items)
    on, off = (standing(plan, 2035, layers) for layers in ({"lanterns"}, set()))
    assert (on, off) == ({"next/a"}, frozenset())
    left = [p for p in with_it.parts if not p.needs or not p.needs.isdisjoint(off)]
    assert len(left) == len(with_it.parts) - 1 == len(without.parts)
    for a, b in zip(left, without.parts, strict=True):
        assert np.array_equal(a.points, b.points)
        assert np.array_equal(a.cells, b.cells)
        assert np.array_equal(a.rgb, b.rgb)


def test_every_list_has_it() -> None:
    found = catalogue.load_catalogue()
    assert "lanterns" in found.ids
    assert found["lanterns"] in found.in_scenes
    thing = found.object("lantern")
    assert thing is not None
    assert thing.several == "lanterns"
