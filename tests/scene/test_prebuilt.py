"""What ships prebuilt is what would be built; what does not fit is not used, and nobody is bothered with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from scene_town import town

from wespace_desktop.model.district import District
from wespace_desktop.readers.package import load_district, save_district, shipped_districts
from wespace_desktop.scene import build, cache, fleet_cache, layer_cache, prebuilding, prebuilt
from wespace_desktop.scene.build import build_context
from wespace_desktop.scene.context import Context
from wespace_desktop.scene.layers import LAYERS
from wespace_desktop.scene.part import IdTable
from wespace_desktop.scene.site import Site

SCENE = Path(build.__file__).parent


def same(a: Any, b: Any) -> bool:
    """Equal to a thousandth of a millimetre: another processor may round the last digit otherwise."""
    if isinstance(a, tuple | list):
        return len(a) == len(b) and all(map(same, a, b))
    if a.dtype == object:
        return len(a) == len(b) and bool(shapely.equals_exact(a, b, tolerance=1e-6).all())
    return a.dtype == b.dtype and a.shape == b.shape and np.allclose(a, b, atol=1e-6)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[District]:
    """The town as a shipped district that has nothing prebuilt yet."""
    district = save_district(town(), tmp_path / "district.npz")
    monkeypatch.setattr(prebuilt, "shipped_districts", lambda: {"town": tmp_path / "district.npz"})
    prebuilt._all.cache_clear()
    yield district
    prebuilt._all.cache_clear()


def built(district: District, steps: dict[str, Any] | None = None) -> tuple[Site, Context]:
    site = Site(district, steps)
    return site, build_context(site, lambda share, what: None)


def test_every_shipped_district_is_prebuilt_as_it_would_be_built() -> None:
    for name, package in shipped_districts().items():
        district = load_district(package)
        shipped = prebuilt.steps_of(district)
        assert shipped, f"{name}: the district or the code that builds it has changed; run `make prebuilt`"
        site = Site(district)
        ids = IdTable(district)
        for _, _, task in build._TASKS:
            task(site, ids)
        assert sorted(site.steps) == sorted(shipped)
        for step, made in site.steps.items():
            assert same(made, shipped[step]), f"{name}: {step} is not what would be built; run `make prebuilt`"


def test_the_slow_layers_of_every_shipped_scenario_are_prebuilt_as_they_would_be_built() -> None:
    for name, package in shipped_districts().items():
        district = load_district(package)
        site = Site(district, prebuilt.steps_of(district))
        for plan, layer in prebuilding.slow_layers(package, district):
            shipped = prebuilt.kept(layer_cache.name_of(plan, layer))
            assert shipped, f"{name}: {plan.id} or the code of {layer} has changed; run `make prebuilt`"
            one, two = IdTable(district), IdTable(district)
            a, b = layer_cache.load(shipped, one), build._build_layer(site, plan, layer, two)
            assert [p.name for p in a.parts] == [p.name for p in b.parts]
            assert [i.id for i in a.items] == [i.id for i in b.items]
            assert a.labels == b.labels
            assert dict(a.tally) == dict(b.tally)
            for p, q in zip(a.parts, b.parts, strict=True):
                assert same((p.points, p.cells, p.rgb), (q.points, q.cells, q.rgb)), p.name
                assert {one.names()[k] for k in np.unique(p.ids)} == {two.names()[k] for k in np.unique(q.ids)}


def test_a_layer_is_made_of_the_changes_alone() -> None:
    """Or `layer_cache.name_of` would have to tell more of the plan than its id, its changes and its district's hash."""
    asked = set()
    for file in (SCENE / "layers").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "plan":
                asked.add(node.attr)
    assert asked == {"changes", "district", "key"}


def test_the_same_context_comes_from_the_steps(small: District, tmp_path: Path) -> None:
    site, fresh = built(small)
    prebuilt.write(small, site.steps, tmp_path / prebuilt.NAME)
    prebuilt._all.cache_clear()
    steps = prebuilt.steps_of(small)
    assert sorted(steps) == sorted(site.steps)
    _, again = built(small, steps)
    assert again.names == fresh.names
    for a, b in zip([*fresh.parts, *(x.part for x in fresh.loose)],
                    [*again.parts, *(x.part for x in again.loose)], strict=True):
        assert a.name == b.name
        assert all(np.array_equal(getattr(a, n), getattr(b, n)) for n in ("points", "cells", "rgb", "ids"))


def test_the_same_steps_give_the_same_bytes(small: District, tmp_path: Path) -> None:
    site, _ = built(small)
    for name in ("a", "b"):
        prebuilt.write(small, site.steps, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_steps_of_other_code_are_not_used(small: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prebuilt.write(small, built(small)[0].steps, tmp_path / prebuilt.NAME)
    prebuilt._all.cache_clear()
    monkeypatch.setattr(prebuilt, "code_version", lambda: "another")
    assert prebuilt.steps_of(small) == {}


def test_a_damaged_zip_is_not_used(small: District, tmp_path: Path) -> None:
    site, _ = built(small)
    file = tmp_path / prebuilt.NAME
    prebuilt.write(small, site.steps, file)
    whole = file.read_bytes()
    unused = 0
    for at in range(0, len(whole), 7):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        prebuilt._all.cache_clear()
        found = prebuilt.steps_of(small)
        assert found == {} or all(same(site.steps[k], found[k]) for k in site.steps)
        unused += found == {}
    assert unused > 100


def closure(modules: set[str]) -> set[str]:
    """Files of the scene floor that these import, and those that they import in turn."""
    seen: set[str] = set()
    while modules - seen:
        name = sorted(modules - seen)[0]
        seen.add(name)
        for node in ast.walk(ast.parse((SCENE / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("wespace_desktop.scene"):
                inner = node.module.removeprefix("wespace_desktop.scene").lstrip(".").replace(".", "/")
                names = [inner] if inner else [a.name for a in node.names]
                modules |= {n for n in names if (SCENE / f"{n}.py").is_file()}
    return seen


def test_the_code_version_covers_all_that_builds() -> None:
    body = ast.parse((SCENE / "build.py").read_text(encoding="utf-8")).body
    lines = [n for n in body if isinstance(n, ast.ImportFrom)]
    tasks = {a.name for line in lines if line.module == "wespace_desktop.scene" for a in line.names}
    assert {"ground", "shadows", "trees", "cars"} < tasks
    assert closure(tasks) == set(cache._FILES)


def test_layers_are_built_by_their_own_files_and_those_of_the_context() -> None:
    layers = {module.removeprefix("wespace_desktop.scene.").replace(".", "/") for module in LAYERS.values()}
    assert {n for n in closure(layers) if not n.startswith("layers/")} <= {*cache._FILES, *layer_cache._ALSO, "layers"}


def test_fleets_are_found_by_the_files_that_their_cache_knows() -> None:
    assert closure({"movers"}) - {"fleet_cache", "store"} == set(fleet_cache._FILES)
